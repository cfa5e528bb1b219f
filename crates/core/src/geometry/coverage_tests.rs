use super::*;
use crate::geometry::{InputShape, build_topology};

/// Two gemeenten of two wijken of two buurten each: eight squares of 0.01° in a row.
pub(crate) fn row() -> Coverage {
    let shapes = (0..8)
        .map(|i| {
            let (x, y, s) = (5_000_000 + 10_000 * i, 52_000_000, 10_000);
            let code = format!("BU000{}0{}0{}", i / 4 + 1, i / 2 % 2, i % 2);
            let basis = if i == 3 { GeometryBasis::Approximate } else { GeometryBasis::CbsGeneralised };
            let ring = vec![[x, y], [x + s, y], [x + s, y + s], [x, y + s], [x, y]];
            InputShape { code: code.parse().unwrap(), basis, polygons: vec![vec![ring]] }
        })
        .collect();
    Coverage::new(&build_topology(Vintage(2024), Level::Buurt, shapes).unwrap()).unwrap()
}

#[test]
fn the_levels_follow_from_the_codes() {
    let coverage = row();
    assert_eq!(coverage.levels(), [Level::Gemeente, Level::Wijk, Level::Buurt]);
    assert_eq!(coverage.codes(Level::Gemeente).len(), 2);
    assert_eq!(coverage.codes(Level::Wijk).len(), 4);
    let index = coverage.index(Level::Wijk, "WK000201".parse().unwrap()).unwrap();
    assert_eq!(coverage.members(Level::Wijk, index), [6, 7]);
    assert_eq!(coverage.index(Level::Wijk, "WK000301".parse().unwrap()), None);
}

#[test]
fn areas_add_up_over_the_levels() {
    let coverage = row();
    let sum = |level: Level| (0..coverage.codes(level).len()).map(|i| coverage.area_m2(level, i)).sum::<f64>();
    let (buurt, wijk, gemeente) = (sum(Level::Buurt), sum(Level::Wijk), sum(Level::Gemeente));
    assert!((buurt - wijk).abs() < 1e-3 && (buurt - gemeente).abs() < 1e-3);
    // Eight cells of 0.01 degree at 52 degrees north: about 686 m by 1113 m each.
    assert!((buurt / (8.0 * 686.5 * 1112.7) - 1.0).abs() < 0.002, "{buurt}");
}

#[test]
fn the_worst_basis_of_the_members_counts() {
    let coverage = row();
    assert_eq!(coverage.worst_basis(Level::Gemeente, 0), Some(GeometryBasis::Approximate));
    assert_eq!(coverage.worst_basis(Level::Gemeente, 1), Some(GeometryBasis::CbsGeneralised));
    assert_eq!(coverage.basis(3), Some(GeometryBasis::Approximate));
}

#[test]
fn any_union_of_base_regions_has_an_outline() {
    let coverage = row();
    let outline = coverage.dissolve(&[1, 2, 5]);
    assert_eq!(outline.polygons().len(), 2);
    let expected = [1, 2, 5].map(|i| coverage.area_m2(Level::Buurt, i)).iter().sum::<f64>();
    assert!((outline.area_m2 - expected).abs() < 1e-6);
    assert_eq!(outline.bbox(), Some([5.01, 52.0, 5.06, 52.01]));
    assert!(coverage.dissolve(&[]).polygons().is_empty());
}

#[test]
fn a_stored_coverage_comes_back_the_same() {
    let coverage = row();
    let bytes = postcard::to_stdvec(&coverage).unwrap();
    let back: Coverage = postcard::from_bytes(&bytes).unwrap();
    assert_eq!(postcard::to_stdvec(&back).unwrap(), bytes);
    assert_eq!(back.codes(Level::Buurt), coverage.codes(Level::Buurt));
}

#[test]
fn a_reference_to_an_arc_that_is_missing_is_refused() {
    let topology = Topology {
        vintage: Vintage(2024),
        level: Level::Wijk,
        arcs: vec![],
        shapes: vec![crate::domain::Shape {
            code: "WK000100".parse().unwrap(),
            basis: GeometryBasis::CbsGeneralised,
            polygons: vec![vec![vec![0]]],
        }],
    };
    assert_eq!(Coverage::new(&topology).unwrap_err(), CoverageError::Arc("WK000100".parse().unwrap()));
}
