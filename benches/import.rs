//! Reading and checking the shipped `geodata/`, and keeping it as a release of a fresh database.
#![allow(missing_docs, reason = "macros of criterion")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a bench may panic")]

use std::path::Path;
use std::time::Duration;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use wijkwijzer::cli::prepare;
use wijkwijzer::ingest;
use wijkwijzer::store::{PackedFile, Store as _};

fn benches(criterion: &mut Criterion) {
    let geodata = Path::new(env!("CARGO_MANIFEST_DIR")).join("geodata");
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut group = criterion.benchmark_group("import");
    group.sample_size(10).measurement_time(Duration::from_secs(10));
    group.bench_function("read and check geodata", |b| b.iter(|| ingest::read_checked(&geodata, &()).unwrap()));
    let pack = |path: &String| PackedFile::pack(path, &std::fs::read(geodata.join(path)).unwrap()).unwrap();
    let packed = || ingest::files(&geodata).unwrap().iter().map(pack).collect::<Vec<_>>();
    group.bench_function("pack a release, on one core", |b| b.iter(packed));
    let files = packed();
    group.bench_function("write a release", |b| {
        b.iter_batched(
            || {
                let folder = tempfile::tempdir().unwrap();
                let store = runtime.block_on(prepare::open(&folder.path().join("bench.db"))).unwrap();
                (folder, store)
            },
            |(folder, store)| {
                runtime.block_on(store.save_release("one", &files)).unwrap();
                (folder, store)
            },
            BatchSize::PerIteration,
        );
    });
    group.finish();
}

criterion_group!(import, benches);
criterion_main!(import);
