//! Simplify, cut, encode and bake over the real outlines of 2024 (from the source material).
#![allow(missing_docs, reason = "macros of criterion")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a bench may panic")]

#[path = "../tests/support/outlines.rs"]
mod outlines;

use criterion::{Criterion, criterion_group, criterion_main};
use wijkwijzer::domain::Level;
use wijkwijzer::geometry::{Coverage, SimplifiedCoverage, build_topology, overlay, svg};
use wijkwijzer::tiles::clip::{BUFFER, cut};
use wijkwijzer::tiles::encode::{Feature, Shape, encode};
use wijkwijzer::tiles::scene::{Layer, Scene, Subject};
use wijkwijzer::tiles::{Pyramid, TileCoord, TileSource};

fn benches(criterion: &mut Criterion) {
    if !outlines::shared().is_dir() {
        println!("SKIPPED: {} is not at hand", outlines::shared().display());
        return;
    }
    let (file, vintage, level) = outlines::FILES[0];
    let shapes = outlines::shapes(file);
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
    let bytes = postcard::to_stdvec(&coverage).unwrap();
    criterion.bench_function("coverage read back", |b| b.iter(|| postcard::from_bytes::<Coverage>(&bytes).unwrap()));
    let net = coverage.net(Level::Buurt).unwrap();
    criterion.bench_function("simplify z12", |b| b.iter(|| SimplifiedCoverage::new(net, 12, 64, BUFFER)));
    let simple = SimplifiedCoverage::new(net, 12, 64, BUFFER);
    criterion.bench_function("clip z12", |b| b.iter(|| simple.shapes.iter().map(|s| cut(s).len()).sum::<usize>()));
    let source = outlines::source(&coverage);
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
    pyramid(criterion, &source);
    drawings(criterion, &coverage);
    let (file, vintage, level) = outlines::FILES[2];
    let old = Coverage::new(&build_topology(vintage, level, outlines::shapes(file)).unwrap()).unwrap();
    let mut group = criterion.benchmark_group("overlay");
    group.sample_size(10);
    group.bench_function("buurten of 2024 on wijken of 2022", |b| {
        b.iter(|| overlay(&coverage, Level::Buurt, &old, Level::Wijk).len());
    });
    group.finish();
}

/// The whole pyramid, step by step, with the sizes that come out.
fn pyramid(criterion: &mut Criterion, source: &TileSource<'_>) {
    let mut group = criterion.benchmark_group("pyramid");
    group.sample_size(10);
    group.bench_function("scenes", |b| b.iter(|| Scene::all(source).len()));
    let scenes = Scene::all(source);
    for zoom in [10, 12, 14] {
        group.bench_function(format!("simplify buurten at z{zoom}"), |b| b.iter(|| scenes[2].at_zoom(zoom, 14)));
    }
    group.bench_function("bake z5-z14", |b| b.iter(|| Pyramid::bake(source, 5..=14).unwrap()));
    let baked = Pyramid::bake(source, 5..=14).unwrap();
    let bytes = baked.as_bytes().to_vec();
    group.bench_function("load", |b| {
        b.iter_batched(|| bytes.clone(), |bytes| Pyramid::from_bytes(bytes).unwrap(), criterion::BatchSize::LargeInput);
    });
    group.finish();
    for zoom in 5..=14 {
        let bodies: Vec<(usize, TileCoord)> =
            baked.iter().filter(|(coord, _)| coord.z() == zoom).map(|(coord, body)| (body.len(), coord)).collect();
        let (largest, coord) = bodies.iter().max().unwrap();
        let sum: usize = bodies.iter().map(|(length, _)| length).sum();
        println!("z{zoom}: {} tiles, {sum} bytes, largest {largest} ({coord})", bodies.len());
    }
    println!("{} tiles, resident {} bytes", baked.len(), baked.resident_bytes());
}

/// The country as SVG.
fn drawings(criterion: &mut Criterion, coverage: &Coverage) {
    let frame = svg::Frame::fit(coverage.full_bbox().unwrap(), 640.0, 900.0, 8.0);
    for level in Level::MAPPED {
        let all: Vec<usize> = (0..coverage.codes(level).len()).collect();
        criterion.bench_function(&format!("svg {level} 640 px"), |b| {
            b.iter(|| svg::paths(coverage, level, &all, &frame));
        });
    }
}

criterion_group!(tiles, benches);
criterion_main!(tiles);
