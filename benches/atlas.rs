//! Building the Atlas of the shipped `geodata/`, and writing and reading it as it is kept with its release.
#![allow(missing_docs, reason = "macros of criterion")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a bench may panic")]

use std::path::Path;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use wijkwijzer::atlas::Atlas;
use wijkwijzer::ingest;

fn benches(criterion: &mut Criterion) {
    let geodata = Path::new(env!("CARGO_MANIFEST_DIR")).join("geodata");
    let dataset = ingest::read_geodata(&geodata, &()).unwrap();
    let build = || Atlas::build(&dataset, "bench", "2026-11-22T12:00:00Z", &[]).unwrap();
    let mut group = criterion.benchmark_group("atlas");
    group.sample_size(10).measurement_time(Duration::from_secs(15));
    group.bench_function("build", |b| b.iter(build));
    let atlas = build();
    let bytes = postcard::to_stdvec(&atlas).unwrap();
    group.bench_function("read back", |b| b.iter(|| postcard::from_bytes::<Atlas>(&bytes).unwrap()));
    group.bench_function("write", |b| b.iter(|| postcard::to_stdvec(&atlas).unwrap()));
    group.finish();
}

criterion_group!(atlas, benches);
criterion_main!(atlas);
