//! The geometry held against the real outlines of every vintage.

use std::collections::{HashMap, HashSet};

use crate::outlines::{FILES, shapes};
use wijkwijzer::domain::{Level, Topology};
use wijkwijzer::geometry::{
    Coverage, Locator, Net, Point, Polygons, SimplifiedCoverage, build_topology, overlay, project, svg,
};

fn topology(number: usize) -> Topology {
    let (file, vintage, level) = FILES[number];
    build_topology(vintage, level, shapes(file)).unwrap()
}

fn coverage(number: usize) -> Coverage {
    Coverage::new(&topology(number)).unwrap()
}

fn area2(polygons: &Polygons) -> i64 {
    let ring = |ring: &Vec<Point>| -> i64 {
        let [x0, y0] = ring[0].map(i64::from);
        let pairs = ring.windows(2).map(|w| (w[0].map(i64::from), w[1].map(i64::from)));
        pairs.map(|([ax, ay], [bx, by])| (ax - x0) * (by - y0) - (bx - x0) * (ay - y0)).sum()
    };
    polygons.iter().flatten().map(ring).sum()
}

#[test]
#[ignore = "needs ../shared"]
fn every_arc_of_every_vintage_has_one_region_on_each_side() {
    for (number, (file, ..)) in FILES.iter().enumerate() {
        let topology = topology(number);
        let mut uses: HashMap<i32, [u32; 2]> = HashMap::new();
        for &arc in topology.shapes.iter().flat_map(|shape| shape.polygons.iter().flatten().flatten()) {
            let (id, side) = if arc < 0 { (!arc, 1) } else { (arc, 0) };
            uses.entry(id).or_default()[side] += 1;
        }
        assert_eq!(uses.len(), topology.arcs.len(), "{file}");
        assert!(uses.values().all(|sides| sides.iter().all(|&n| n <= 1)), "{file}");
        let inner = uses.values().filter(|sides| **sides == [1, 1]).count();
        println!("{file}: {} arcs, {inner} between two regions", uses.len());
        assert!(inner * 10 > uses.len() * 6);
    }
}

#[test]
#[ignore = "needs ../shared"]
fn the_rings_that_come_out_are_the_rings_that_went_in() {
    let (file, vintage, level) = FILES[0];
    let input = shapes(file);
    let topology = build_topology(vintage, level, input.clone()).unwrap();
    let net = Net::new(&topology);
    let edges = |ring: &[Point]| -> HashSet<(Point, Point)> {
        ring.windows(2).filter(|w| w[0] != w[1]).map(|w| (w[0].min(w[1]), w[0].max(w[1]))).collect()
    };
    let mut sorted = input;
    sorted.sort_by_key(|shape| shape.code);
    for (shape, refs) in sorted.iter().zip(net.shapes()) {
        let before: HashSet<_> = shape.polygons.iter().flatten().flat_map(|ring| edges(ring)).collect();
        let after: HashSet<_> = net.polygon_points(refs).iter().flatten().flat_map(|ring| edges(ring)).collect();
        assert_eq!(before, after, "{}", shape.code);
    }
}

#[test]
#[ignore = "needs ../shared"]
fn levels_nest_and_their_areas_add_up() {
    let coverage = coverage(0);
    let sum = |level: Level| (0..coverage.codes(level).len()).map(|i| coverage.area_m2(level, i)).sum::<f64>();
    let [gemeente, wijk, buurt] = Level::MAPPED.map(sum);
    assert_eq!(Level::MAPPED.map(|level| coverage.codes(level).len()), [342, 3393, 14566]);
    assert!((gemeente - buurt).abs() < 1.0 && (wijk - buurt).abs() < 1.0, "{gemeente} {wijk} {buurt}");
    println!("surface {:.1} km2", buurt / 1e6);
    assert!((33_000.0..42_500.0).contains(&(buurt / 1e6)));
    for level in [Level::Gemeente, Level::Wijk] {
        for index in 0..coverage.codes(level).len() {
            let members = coverage.members(level, index).iter().map(|&m| coverage.area_m2(Level::Buurt, m as usize));
            let members: f64 = members.sum();
            assert!((coverage.area_m2(level, index) - members).abs() < 1.0);
            assert!(coverage.polygons(level, index).iter().all(|rings| !rings.is_empty()));
        }
    }
}

#[test]
#[ignore = "needs ../shared"]
fn every_label_lies_in_its_region() {
    let coverage = coverage(0);
    for level in Level::MAPPED {
        let locator = Locator::new(&coverage, level);
        let wrong = (0..coverage.codes(level).len())
            .filter(|&index| locator.locate(coverage.label_point(level, index).unwrap()) != Some(index))
            .count();
        assert_eq!(wrong, 0, "{level}");
    }
}

#[test]
#[ignore = "needs ../shared"]
fn at_every_zoom_the_areas_add_up_and_nothing_crosses() {
    let coverage = coverage(0);
    for (level, zooms) in [(Level::Gemeente, 5..=14), (Level::Wijk, 8..=14), (Level::Buurt, 8..=14_u8)] {
        let net = coverage.net(level).unwrap();
        let count = net.shapes().len();
        let mut with_union = net.shapes().to_vec();
        with_union.push(net.dissolve(&(0..count).collect::<Vec<_>>()));
        let net = net.with_shapes(with_union);
        for zoom in zooms {
            let simple = SimplifiedCoverage::new(&net, zoom, if zoom == 14 { 4 } else { 64 }, 64);
            assert_eq!(simple.crossings(), [[0; 2]; 0], "{level} at zoom {zoom}");
            let (union, parts) = simple.shapes.split_last().unwrap();
            assert_eq!(parts.iter().map(area2).sum::<i64>(), area2(union), "{level} at zoom {zoom}");
            check_edges(parts, union, zoom);
            check_rings(parts);
            let seen = parts.iter().filter(|shape| !shape.is_empty()).count();
            assert!(seen * 100 >= count * 99, "{level} at zoom {zoom}: {seen} of {count} regions are left");
        }
    }
}

/// Every edge has a region on its left; where it has none on its right, it is an edge of the union.
fn check_edges(parts: &[Polygons], union: &Polygons, zoom: u8) {
    let edges = |shape: &Polygons| -> Vec<(Point, Point)> {
        shape.iter().flatten().flat_map(|ring| ring.windows(2).map(|w| (w[0], w[1]))).collect()
    };
    let mut seen = HashSet::new();
    for shape in parts {
        for edge in edges(shape) {
            assert!(seen.insert(edge), "two regions on one side of {edge:?} at zoom {zoom}");
        }
    }
    let around: HashSet<(Point, Point)> = edges(union).into_iter().collect();
    let open: HashSet<(Point, Point)> = seen.iter().filter(|(a, b)| !seen.contains(&(*b, *a))).copied().collect();
    assert_eq!(open, around, "zoom {zoom}");
}

/// Outer rings turn left, holes right, and no ring comes back to a point.
fn check_rings(parts: &[Polygons]) {
    for rings in parts.iter().flatten() {
        for (place, ring) in rings.iter().enumerate() {
            assert_eq!(ring.first(), ring.last());
            let points: HashSet<&Point> = ring.iter().skip(1).collect();
            assert_eq!(points.len(), ring.len() - 1, "{ring:?}");
            assert_eq!(area2(&vec![vec![ring.clone()]]) > 0, place == 0, "{ring:?}");
        }
    }
}

#[test]
#[ignore = "needs ../shared"]
fn islands_and_enclaves_survive_while_they_cover_a_pixel() {
    let coverage = coverage(0);
    let net = coverage.net(Level::Gemeente).unwrap();
    for zoom in 5..=9_u8 {
        let exact = SimplifiedCoverage::new(net, zoom, 0, 64);
        let simple = SimplifiedCoverage::new(net, zoom, 64, 64);
        // A pixel at 256 pixels per tile is 16 by 16 units.
        let visible = |shapes: &[Polygons]| -> usize {
            shapes
                .iter()
                .flatten()
                .flatten()
                .filter(|ring| area2(&vec![vec![(*ring).clone()]]).abs() >= 2 * 256)
                .count()
        };
        let rings = |shapes: &[Polygons]| -> usize { shapes.iter().flatten().flatten().count() };
        println!("zoom {zoom}: {} rings of a pixel, {} kept", visible(&exact.shapes), rings(&simple.shapes));
        assert!(rings(&simple.shapes) >= visible(&exact.shapes), "zoom {zoom}");
    }
}

#[test]
#[ignore = "needs ../shared"]
fn shares_of_two_vintages_add_up_where_both_have_land() {
    let (new, old) = (coverage(0), coverage(2));
    let shares = overlay(&new, Level::Buurt, &old, Level::Wijk);
    let mut sums = vec![0.0; new.codes(Level::Buurt).len()];
    for share in &shares {
        sums[share.from as usize] += share.share_of_from;
        assert!((0.0005..=1.0).contains(&share.share_of_from) && share.area_m2 > 0.0);
    }
    assert!(sums.iter().all(|&sum| sum < 1.0005), "a buurt lies in more than itself");
    let full = sums.iter().filter(|&&sum| sum > 0.98).count();
    println!("{} shares; {full} of {} buurten lie within the wijken of 2022 for 98 %", shares.len(), sums.len());
    assert!(full * 100 > sums.len() * 90);
    // The wijk of 2022 with the same digits holds most buurten that kept their outline.
    let same = shares.iter().filter(|share| {
        let code = new.codes(Level::Buurt)[share.from as usize].at(Level::Wijk);
        code == Some(old.codes(Level::Wijk)[share.to as usize]) && share.share_of_from > 0.5
    });
    assert!(same.count() * 100 > sums.len() * 75);
}

#[test]
#[ignore = "needs ../shared"]
fn a_position_in_rd_leads_to_its_buurt() {
    let coverage = coverage(0);
    // The Dom tower in Utrecht stands in the gemeente Utrecht.
    let position = project::rd_to_wgs84([136_720.0, 455_830.0]);
    let found = Locator::new(&coverage, Level::Buurt).locate(position).unwrap();
    assert_eq!(coverage.codes(Level::Buurt)[found].gemeente().unwrap().as_str(), "GM0344");
}

#[test]
#[ignore = "needs ../shared"]
fn the_map_of_the_country_is_small() {
    let coverage = coverage(0);
    let frame = svg::Frame::fit(coverage.full_bbox().unwrap(), 640.0, 900.0, 8.0);
    let all: Vec<usize> = (0..342).collect();
    let paths = svg::paths(&coverage, Level::Gemeente, &all, &frame);
    let bytes: usize = paths.iter().map(|(_, path)| path.len()).sum();
    println!("{bytes} bytes");
    assert_eq!(paths.len(), 342);
    assert!(bytes <= 60_000, "{bytes}");
    assert!(paths.iter().all(|(_, path)| path.starts_with('M') && path.ends_with('z')));
}
