use super::*;
use crate::domain::Level;
use crate::geometry::coverage::tests::row;
use crate::geometry::ring_area2;

fn area2(polygons: &Polygons) -> i64 {
    polygons.iter().flatten().map(|ring| ring_area2(ring)).sum()
}

#[test]
fn neighbours_keep_their_common_border_and_the_areas_add_up() {
    let coverage = row();
    let net = coverage.net(Level::Buurt).unwrap();
    for zoom in 5..=14 {
        let simple = SimplifiedCoverage::new(net, zoom, 8, 64);
        let whole = SimplifiedCoverage::new(&net.coarsen(&[net.dissolve(&(0..8).collect::<Vec<_>>())]), zoom, 0, 64);
        let sum: i64 = simple.shapes.iter().map(area2).sum();
        let around = area2(&whole.shapes[0]);
        assert!((sum - around).abs() * 100 <= around, "zoom {zoom}: {sum} and {around}");
    }
}

#[test]
fn edges_in_both_directions_cancel() {
    let square = vec![[0, 0], [10, 0], [10, 10], [20, 20], [10, 10], [0, 10], [0, 0]];
    let polygons = rebuild([square].iter());
    assert_eq!(polygons.len(), 1);
    assert_eq!(polygons[0].len(), 1);
    assert_eq!(polygons[0][0].len(), 5);
    assert_eq!(ring_area2(&polygons[0][0]), 200);
    assert!(!polygons[0][0].contains(&[20, 20]));
}

#[test]
fn a_strip_that_collapsed_in_the_middle_becomes_two_polygons() {
    // Two squares joined by a strip of no width.
    let ring = vec![
        [0, 0],
        [10, 0],
        [10, 5],
        [20, 5],
        [20, 0],
        [30, 0],
        [30, 10],
        [20, 10],
        [20, 5],
        [10, 5],
        [10, 10],
        [0, 10],
        [0, 0],
    ];
    let polygons = rebuild([ring].iter());
    assert_eq!(polygons.len(), 2);
    assert!(polygons.iter().all(|rings| rings.len() == 1 && ring_area2(&rings[0]) == 200));
}
