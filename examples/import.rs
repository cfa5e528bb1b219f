//! Imports `geodata/` into a new database and tells how long each step takes:
//! `cargo run --release --example import -- geodata /tmp/new.db`.

use std::path::Path;
use std::time::Instant;

use wijkwijzer::ingest;
use wijkwijzer::store::{SqliteStore, Store};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let geodata = args.next().unwrap_or_else(|| "geodata".to_owned());
    let database = args.next().ok_or("name a path for the new database")?;
    let start = Instant::now();
    let release = ingest::release_id(Path::new(&geodata))?;
    println!("release id {release}: {:?}", start.elapsed());
    let start = Instant::now();
    let dataset = ingest::read_geodata(Path::new(&geodata), &())?;
    println!("read: {:?}", start.elapsed());
    let store = SqliteStore::open(&database).await?;
    store.migrate().await?;
    let start = Instant::now();
    store.save_release(&release, &dataset, &()).await?;
    println!("save: {:?}, {} bytes", start.elapsed(), std::fs::metadata(&database)?.len());
    let start = Instant::now();
    let loaded = store.load_dataset(&release).await?;
    println!("load: {:?}, equal: {}", start.elapsed(), loaded == dataset);
    let blob = vec![7; 60_000_000];
    let start = Instant::now();
    store.save_build(&release, 1, "atlas", &blob).await?;
    println!("save a build of 60 MB: {:?}", start.elapsed());
    let start = Instant::now();
    let bytes = store.load_build(&release, 1, "atlas").await?.map_or(0, |bytes| bytes.len());
    println!("load a build of {bytes} bytes: {:?}", start.elapsed());
    store.close().await;
    println!("database: {} bytes", std::fs::metadata(&database)?.len());
    Ok(())
}
