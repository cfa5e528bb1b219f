//! Simplify, cut, encode and bake over the real outlines of 2024 (from the source material).
#![allow(missing_docs, reason = "macros of criterion")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a bench may panic")]

#[path = "../tests/tiles_support/mod.rs"]
mod tiles_support;

use criterion::{Criterion, criterion_group, criterion_main};
use wijkwijzer::domain::Level;
use wijkwijzer::geometry::{Coverage, SimplifiedCoverage, build_topology, svg};
use wijkwijzer::tiles::clip::{BUFFER, cut};
use wijkwijzer::tiles::encode::{Feature, Shape, encode};
use wijkwijzer::tiles::scene::{Layer, Subject};
use wijkwijzer::tiles::{Pyramid, TileCoord};

fn benches(criterion: &mut Criterion) {
    let (file, vintage, level) = tiles_support::FILES[0];
    let Some(shapes) = tiles_support::shapes(file) else { return };
    criterion.bench_function("topology", |b| {
        b.iter_batched(
            || shapes.clone(),
            |shapes| build_topology(vintage, level, shapes).unwrap(),
            criterion::BatchSize::LargeInput,
        );
    });
    let topology = build_topology(vintage, level, shapes.clone()).unwrap();
    criterion.bench_function("coverage", |b| b.iter(|| Coverage::new(&topology).unwrap()));
    let coverage = Coverage::new(&topology).unwrap();
    let net = coverage.net(Level::Buurt).unwrap();
    criterion.bench_function("simplify z12", |b| b.iter(|| SimplifiedCoverage::new(net, 12, 64, BUFFER)));
    let simple = SimplifiedCoverage::new(net, 12, 64, BUFFER);
    criterion.bench_function("clip z12", |b| b.iter(|| simple.shapes.iter().map(|s| cut(s).len()).sum::<usize>()));
    let source = tiles_support::source(&coverage);
    // Amsterdam.
    let coord = TileCoord::new(12, 2103, 1346).unwrap();
    let mut features = Vec::new();
    for (index, shape) in simple.shapes.iter().enumerate() {
        let own = |p: &wijkwijzer::tiles::clip::Piece| p.column == 2103 && p.row == 4095 - 1346;
        features.extend(cut(shape).into_iter().filter(own).map(|piece| Feature {
            layer: Layer::Buurt,
            subject: Subject { layer: Layer::Buurt, index },
            shape: Shape::Area(piece.polygons),
        }));
    }
    assert!(features.len() > 50, "{} features", features.len());
    criterion.bench_function("encode one tile of z12", |b| b.iter(|| encode(coord, &features, &source).unwrap()));
    let mut group = criterion.benchmark_group("pyramid");
    group.sample_size(10);
    group.bench_function("bake z5-z14", |b| b.iter(|| Pyramid::bake(&source, 5..=14).unwrap()));
    group.finish();
    let frame = svg::Frame::fit(coverage.full_bbox().unwrap(), 640.0, 900.0, 8.0);
    let all: Vec<usize> = (0..coverage.codes(Level::Gemeente).len()).collect();
    criterion.bench_function("svg gemeenten 640 px", |b| {
        b.iter(|| svg::paths(&coverage, Level::Gemeente, &all, &frame));
    });
}

criterion_group!(tiles, benches);
criterion_main!(tiles);
