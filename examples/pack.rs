//! Packs a folder and tells how long each step takes: `cargo run --release --example pack -- ../shared/data geodata`.

use std::path::Path;
use std::time::Instant;

use wijkwijzer::ingest;

fn main() {
    let mut args = std::env::args().skip(1);
    let source = args.next().unwrap_or_else(|| "../shared/data".to_owned());
    let geodata = args.next().unwrap_or_else(|| "geodata".to_owned());
    let (source, geodata) = (Path::new(&source), Path::new(&geodata));
    let start = Instant::now();
    match ingest::pack(source, geodata) {
        Ok(report) => println!("{report}\npack {:?}", start.elapsed()),
        Err(error) => return println!("{error}"),
    }
    let start = Instant::now();
    println!("release {:?} {:?}", ingest::release_id(geodata), start.elapsed());
    let start = Instant::now();
    match ingest::read_geodata(geodata, &()) {
        Ok(dataset) => println!("read {} tables in {:?}", dataset.figures.len(), start.elapsed()),
        Err(error) => println!("{error}"),
    }
    for fault in ingest::check(geodata) {
        println!("{fault}");
    }
}
