//! The geometry held against the real outlines.
#![allow(missing_docs, reason = "tests")]

mod tiles_support;

use std::time::Instant;

use tiles_support::{FILES, shapes};
use wijkwijzer::domain::{Level, Vintage};
use wijkwijzer::geometry::{Coverage, SimplifiedCoverage, build_topology, overlay, svg};

#[test]
#[ignore = "prints times; run in release"]
fn measure() {
    let mut coverages = Vec::new();
    for (file, vintage, level) in FILES {
        let Some(shapes) = shapes(file) else { return };
        let start = Instant::now();
        let topology = build_topology(vintage, level, shapes).unwrap();
        let built = start.elapsed();
        let start = Instant::now();
        let coverage = Coverage::new(&topology).unwrap();
        let derived = start.elapsed();
        let bytes = postcard::to_stdvec(&coverage).unwrap();
        let start = Instant::now();
        let _: Coverage = postcard::from_bytes(&bytes).unwrap();
        println!(
            "{file}: topology {built:?} ({} arcs, {} points), coverage {derived:?}, {} bytes, read {:?}",
            topology.arcs.len(),
            topology.arcs.iter().map(Vec::len).sum::<usize>(),
            bytes.len(),
            start.elapsed()
        );
        coverages.push(coverage);
    }
    let start = Instant::now();
    let shares = overlay(&coverages[0], Level::Buurt, &coverages[2], Level::Wijk);
    println!("overlay: {} shares in {:?}", shares.len(), start.elapsed());
    let coverage = &coverages[0];
    let frame = svg::Frame::fit(coverage.full_bbox().unwrap(), 640.0, 900.0, 8.0);
    for level in Level::MAPPED {
        let all: Vec<usize> = (0..coverage.codes(level).len()).collect();
        let start = Instant::now();
        let paths = svg::paths(coverage, level, &all, &frame);
        let bytes: usize = paths.iter().map(|(_, path)| path.len()).sum();
        println!("svg {level}: {} paths, {bytes} bytes in {:?}", paths.len(), start.elapsed());
    }
    for zoom in 5..=14 {
        let level = if zoom < 8 {
            Level::Gemeente
        } else if zoom < 10 {
            Level::Wijk
        } else {
            Level::Buurt
        };
        let net = coverage.net(level).unwrap();
        let start = Instant::now();
        let simple = SimplifiedCoverage::new(net, zoom, 16, 64);
        let time = start.elapsed();
        println!(
            "z{zoom}: {time:?}, {} points of {}, {} of {} shapes seen",
            simple.arcs.iter().map(Vec::len).sum::<usize>(),
            net.points().len(),
            simple.shapes.iter().filter(|shape| !shape.is_empty()).count(),
            simple.shapes.len()
        );
    }
    let _ = Vintage(2024);
}
