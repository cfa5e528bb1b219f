//! Times and sizes of the whole pyramid, printed.
#![allow(missing_docs, reason = "tests")]

mod tiles_support;

use std::time::Instant;

use tiles_support::{FILES, shapes, source};
use wijkwijzer::geometry::{Coverage, build_topology};
use wijkwijzer::tiles::Pyramid;

#[test]
#[ignore = "prints times; run in release"]
fn measure() {
    let (file, vintage, level) = FILES[0];
    let Some(shapes) = shapes(file) else { return };
    let whole = Instant::now();
    let topology = build_topology(vintage, level, shapes).unwrap();
    let coverage = Coverage::new(&topology).unwrap();
    println!("topology and coverage {:?}", whole.elapsed());
    let source = source(&coverage);
    for zoom in 5..=14 {
        let start = Instant::now();
        let pyramid = Pyramid::bake(&source, zoom..=zoom).unwrap();
        let (largest, bytes) = pyramid.iter().map(|(coord, body)| (body.len(), coord)).max().unwrap();
        println!(
            "z{zoom}: {} tiles, {} bytes, largest {largest} ({bytes}), {:?}",
            pyramid.len(),
            pyramid.as_bytes().len(),
            start.elapsed()
        );
    }
    let start = Instant::now();
    let pyramid = Pyramid::bake(&source, 5..=14).unwrap();
    println!("bake {:?}, all together {:?}", start.elapsed(), whole.elapsed());
    let bytes = pyramid.to_bytes();
    let start = Instant::now();
    let back = Pyramid::from_bytes(bytes).unwrap();
    println!("{} tiles, resident {} bytes, read {:?}", back.len(), back.resident_bytes(), start.elapsed());
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    println!(
        "{}",
        status
            .lines()
            .filter(|line| line.starts_with("VmHWM") || line.starts_with("VmRSS"))
            .collect::<Vec<_>>()
            .join(" ")
    );
}
