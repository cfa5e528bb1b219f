use std::collections::HashMap;

use proptest::prelude::*;

use super::*;
use crate::domain::{Level, Vintage};
use crate::geometry::{build_topology, ring_area2};

/// About 15 m by 15 m.
const UNIT: i32 = 220;
const LIMITS: Limits = Limits { tolerance: 15.0, likeness: 0.5 };

fn code(number: usize) -> RegionCode {
    format!("BU0344{number:04}").parse().unwrap()
}

fn shape(number: usize, basis: GeometryBasis, ring: &[Point]) -> InputShape {
    let place = |[x, y]: Point| [5_000_000 + x, 52_000_000 + y];
    let mut ring: PointRing = ring.iter().map(|&point| place(point)).collect();
    ring.extend(ring.first().copied());
    InputShape { code: code(number), basis, polygons: vec![vec![ring]] }
}

fn square(x: i32, y: i32, wide: i32, high: i32) -> [Point; 4] {
    [[x, y], [x + wide, y], [x + wide, y + high], [x, y + high]]
}

fn area2(shape: &InputShape) -> i64 {
    shape
        .polygons
        .iter()
        .flat_map(|rings| rings.iter().enumerate())
        .map(|(place, ring)| if place == 0 { ring_area2(ring).abs() } else { -ring_area2(ring).abs() })
        .sum()
}

#[expect(clippy::cast_precision_loss, reason = "a share of surfaces")]
fn share(after: &InputShape, before: &InputShape) -> f64 {
    area2(after) as f64 / area2(before) as f64
}

/// It is a coverage of the same surface as before, and each region has the outline that it should.
fn check(before: &[InputShape], after: &[InputShape]) {
    let built = build_topology(Vintage(2024), Level::Buurt, after.to_vec());
    assert!(built.is_ok(), "{:?}", built.err());
    assert_eq!(before.iter().map(area2).sum::<i64>(), after.iter().map(area2).sum::<i64>());
    let mut uses: HashMap<i32, usize> = HashMap::new();
    for arc in built.unwrap().shapes.iter().flat_map(|shape| shape.polygons.iter().flatten().flatten()) {
        *uses.entry(*arc).or_default() += 1;
    }
    assert!(uses.values().all(|&times| times == 1), "an arc with two regions on one side");
}

/// A frame that stays around four traced squares of 600 m.
fn traced() -> Vec<InputShape> {
    use GeometryBasis::{Approximate, CbsGeneralised};
    let (near, far) = (40 * UNIT, 80 * UNIT);
    let mut frame = shape(0, CbsGeneralised, &square(-far, -far, 2 * far, 2 * far));
    // With the points of its neighbours half way.
    let hole =
        [[-near, -near], [-near, 0], [-near, near], [0, near], [near, near], [near, 0], [near, -near], [0, -near]];
    let hole = shape(0, CbsGeneralised, &hole).polygons[0][0].clone();
    frame.polygons[0].push(hole);
    let parts = [[-near, -near], [0, -near], [-near, 0], [0, 0]];
    let parts = parts.iter().zip(1..).map(|([x, y], at)| shape(at, Approximate, &square(*x, *y, near, near)));
    std::iter::once(frame).chain(parts).collect()
}

#[test]
fn neighbours_that_differ_by_metres_share_one_border_afterwards() {
    let before = traced();
    let (near, off) = (40 * UNIT, UNIT / 3);
    // The border between the lower two lies 150 m further, drawn twice with metres between.
    let better = [
        shape(1, GeometryBasis::CbsSimplified, &square(-near + off, -near, near + 10 * UNIT, near)),
        shape(2, GeometryBasis::CbsSimplified, &square(10 * UNIT - off, -near + off, 30 * UNIT, near - 2 * off)),
    ];
    let mended = replace(&before, &better, GeometryBasis::Approximate, LIMITS);
    check(&before, &mended.shapes);
    assert_eq!(mended.replaced.keys().copied().collect::<Vec<_>>(), [code(1), code(2)]);
    assert!(mended.kept.is_empty());
    let bases: Vec<GeometryBasis> = mended.shapes.iter().map(|shape| shape.basis).collect();
    assert_eq!(&bases[1..3], [GeometryBasis::CbsSimplified; 2]);
    assert_eq!(&bases[3..], [GeometryBasis::Approximate; 2]);
    // The squares above are as they were; one has a point more, where the border of the lower two ends.
    assert_eq!(mended.shapes[3].polygons, before[3].polygons);
    assert_eq!(area2(&mended.shapes[4]), area2(&before[4]));
    let wide = share(&mended.shapes[1], &before[1]);
    assert!((wide - 1.25).abs() < 0.02, "{wide}");
}

#[test]
fn holes_are_filled_from_the_former_outline_only_where_the_map_has_none() {
    let before = traced();
    let near = 40 * UNIT;
    // The first is larger on the map than it was traced: the second, which the map does not have, gives way.
    let better = [shape(1, GeometryBasis::CbsSimplified, &square(-near, -near, near + 15 * UNIT, near))];
    let mended = replace(&before, &better, GeometryBasis::Approximate, LIMITS);
    check(&before, &mended.shapes);
    assert_eq!(mended.shapes[2].basis, GeometryBasis::Approximate);
    let left = share(&mended.shapes[2], &before[2]);
    assert!((left - 25.0 / 40.0).abs() < 0.02, "{left}");
}

#[test]
fn a_ring_that_crosses_itself_is_cut() {
    let before = traced();
    let near = 40 * UNIT;
    // A small loop hangs over the border at its corner.
    let bow = [[-near, -near], [0, -near], [0, 0], [-10 * UNIT, 0], [-12 * UNIT, 3], [-12 * UNIT, -3], [-near, 0]];
    let mended = replace(&before, &[shape(1, GeometryBasis::CbsSimplified, &bow)], GeometryBasis::Approximate, LIMITS);
    check(&before, &mended.shapes);
    assert_eq!(mended.replaced.len(), 1);
}

#[test]
fn an_outline_that_lies_elsewhere_is_not_taken_over_and_is_told() {
    let before = traced();
    let better = [shape(1, GeometryBasis::CbsSimplified, &square(50 * UNIT, 50 * UNIT, 10 * UNIT, 10 * UNIT))];
    let mended = replace(&before, &better, GeometryBasis::Approximate, LIMITS);
    check(&before, &mended.shapes);
    assert!(mended.replaced.is_empty());
    assert!(mended.kept.contains_key(&code(1)));
    assert_eq!(mended.shapes[1].basis, GeometryBasis::Approximate);
}

#[test]
fn without_better_outlines_nothing_changes() {
    let before = traced();
    let mended = replace(&before, &[], GeometryBasis::Approximate, LIMITS);
    for (before, after) in before.iter().zip(&mended.shapes) {
        assert_eq!((before.basis, &before.polygons), (after.basis, &after.polygons));
    }
}

proptest! {
    /// Better outlines of a grid of squares, each point of each moved by up to 12 m for itself and some left out.
    #[test]
    fn whatever_is_drawn_one_by_one_becomes_a_coverage(
        shifts in prop::collection::vec((-170..=170_i32, -105..=105_i32, 0..6_u8), 4 * 8),
        corner in (-8..=8_i32, -8..=8_i32),
        drawn in prop::collection::vec(any::<bool>(), 4),
    ) {
        let before = traced();
        let near = 40 * UNIT;
        let [cx, cy] = [corner.0 * UNIT, corner.1 * UNIT];
        let parts = [[-near, -near], [cx, -near], [-near, cy], [cx, cy]];
        let mut better = Vec::new();
        for (at, [x, y]) in parts.into_iter().enumerate().filter(|(at, _)| drawn[*at]) {
            let (right, top) = (if x == cx { near } else { cx }, if y == cy { near } else { cy });
            let (mx, my) = (i32::midpoint(x, right), i32::midpoint(y, top));
            let ring = [[x, y], [mx, y], [right, y], [right, my], [right, top], [mx, top], [x, top], [x, my]];
            let moved: PointRing = ring
                .iter()
                .zip(&shifts[8 * at..])
                .filter(|(_, (.., kept))| *kept > 0)
                .map(|([x, y], (dx, dy, _))| [x + dx, y + dy])
                .collect();
            if moved.len() >= 4 {
                better.push(shape(at + 1, GeometryBasis::CbsSimplified, &moved));
            }
        }
        let mended = replace(&before, &better, GeometryBasis::Approximate, LIMITS);
        check(&before, &mended.shapes);
        prop_assert!(mended.replaced.len() + mended.kept.len() == better.len());
    }
}
