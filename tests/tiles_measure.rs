//! Times and sizes of the whole pyramid, printed.
#![allow(missing_docs, reason = "tests")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests may panic")]

mod tiles_support;

use std::time::Instant;

use tiles_support::{FILES, processor_time, shapes, source};
use wijkwijzer::geometry::{Coverage, build_topology};
use wijkwijzer::tiles::clip::cut;
use wijkwijzer::tiles::scene::Scene;
use wijkwijzer::tiles::{Pyramid, TileCoord};

/// Runs something and prints how long it took, by the clock and by the processors.
fn timed<T>(what: &str, run: impl FnOnce() -> T) -> T {
    let (clock, processor) = (Instant::now(), processor_time());
    let result = run();
    println!("{what}: {:?} ({:?} of processor time)", clock.elapsed(), processor_time().saturating_sub(processor));
    result
}

#[test]
#[ignore = "prints times; run in release"]
fn measure() {
    let (file, vintage, level) = FILES[0];
    let Some(shapes) = shapes(file) else { return };
    let topology = timed("topology", || build_topology(vintage, level, shapes).unwrap());
    let coverage = timed("coverage", || Coverage::new(&topology).unwrap());
    let source = source(&coverage);
    let scenes = timed("scenes", || Scene::all(&source));
    for zoom in [10, 12, 14] {
        let simple = timed(&format!("simplify z{zoom}"), || scenes[2].at_zoom(zoom, 14));
        timed(&format!("cut z{zoom}"), || simple.shapes.iter().map(|shape| cut(shape).len()).sum::<usize>());
    }
    let pyramid = timed("bake z5-z14", || Pyramid::bake(&source, 5..=14).unwrap());
    for zoom in 5..=14 {
        let bodies: Vec<(usize, TileCoord)> =
            pyramid.iter().filter(|(coord, _)| coord.z() == zoom).map(|(coord, body)| (body.len(), coord)).collect();
        let (largest, coord) = bodies.iter().max().unwrap();
        let sum: usize = bodies.iter().map(|(length, _)| length).sum();
        println!("z{zoom}: {} tiles, {sum} bytes, largest {largest} ({coord})", bodies.len());
    }
    let bytes = pyramid.as_bytes().to_vec();
    let back = timed("load", || Pyramid::from_bytes(bytes).unwrap());
    println!("{} tiles, resident {} bytes", back.len(), back.resident_bytes());
}
