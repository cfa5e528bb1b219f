//! Every tile of the real pyramid, decoded and checked.

use std::collections::{BTreeMap, HashSet};

use crate::outlines::{FILES, shapes, source};
use wijkwijzer::geometry::{Coverage, Point, build_topology};
use wijkwijzer::tiles::clip::BUFFER;
use wijkwijzer::tiles::{Pyramid, TileCoord};

fn bake() -> Pyramid {
    let (file, vintage, level) = FILES[0];
    let coverage = Coverage::new(&build_topology(vintage, level, shapes(file)).unwrap()).unwrap();
    Pyramid::bake(&source(&coverage), 5..=14).unwrap()
}

fn unpack(body: &[u8]) -> Vec<u8> {
    let size = u32::from_le_bytes(*body.last_chunk::<4>().unwrap()) as usize;
    let mut tile = vec![0; size];
    libdeflater::Decompressor::new().gzip_decompress(body, &mut tile).unwrap();
    tile
}

/// The rings of a polygon feature from its raw commands, as the specification has them: `MoveTo` 1, `LineTo` n, `ClosePath`.
fn rings(commands: &[u32]) -> Vec<Vec<Point>> {
    let delta = |value: u32| (value >> 1).cast_signed() ^ -(value & 1).cast_signed();
    let (mut at, mut cursor, mut rings) = (0, [0, 0], Vec::new());
    while at < commands.len() {
        assert_eq!(commands[at], 9, "a ring begins with one MoveTo");
        let count = (commands[at + 3] >> 3) as usize;
        assert_eq!(commands[at + 3] & 7, 2, "then LineTo");
        assert_eq!(commands[at + 4 + 2 * count], 15, "then ClosePath");
        let steps = [&commands[at + 1..at + 3], &commands[at + 4..at + 4 + 2 * count]].concat();
        let mut ring = Vec::new();
        for step in steps.chunks(2) {
            cursor = [cursor[0] + delta(step[0]), cursor[1] + delta(step[1])];
            ring.push(cursor);
        }
        assert_ne!(ring.first(), ring.last(), "ClosePath closes the ring, no point repeats the first");
        ring.push(ring[0]);
        rings.push(ring);
        at += 5 + 2 * count;
    }
    rings
}

/// Twice the area in tile coordinates: positive for an outer ring (y grows to the south).
fn area2(ring: &[Point]) -> i64 {
    ring.windows(2).map(|w| (w[0].map(i64::from), w[1].map(i64::from))).map(|(a, b)| a[0] * b[1] - b[0] * a[1]).sum()
}

/// What the polygons of a layer cover in one tile.
#[derive(Default)]
struct Cover {
    area2: i64,
    edges: HashSet<(Point, Point)>,
}

impl Cover {
    /// Edges without a neighbour on the other side, apart from those along the sides of the tile (which regions cut up
    /// each in their own way).
    fn open(&self) -> HashSet<(Point, Point)> {
        let sides = [-BUFFER, 4096 + BUFFER];
        let along_side = |a: Point, b: Point| [0, 1].iter().any(|&axis| a[axis] == b[axis] && sides.contains(&a[axis]));
        let open = self.edges.iter().filter(|&&(a, b)| !self.edges.contains(&(b, a)) && !along_side(a, b));
        open.copied().collect()
    }
}

fn check_feature(coord: TileCoord, layer: &str, commands: &[u32], cover: &mut Cover) {
    let mut outer_seen = false;
    for ring in rings(commands) {
        let area = area2(&ring);
        assert_ne!(area, 0, "{coord} {layer}: degenerate ring {ring:?}");
        assert!(area > 0 || outer_seen, "{coord} {layer}: a polygon begins with its outer ring");
        outer_seen = true;
        let points: HashSet<&Point> = ring.iter().skip(1).collect();
        assert!(points.len() >= 3 && points.len() == ring.len() - 1, "{coord} {layer}: {ring:?}");
        let bounds = -BUFFER..=4096 + BUFFER;
        assert!(ring.iter().flatten().all(|value| bounds.contains(value)), "{coord} {layer}: {ring:?}");
        cover.area2 += area;
        for edge in ring.windows(2) {
            assert!(cover.edges.insert((edge[0], edge[1])), "{coord} {layer}: two regions overlap at {edge:?}");
        }
    }
    assert!(outer_seen, "{coord} {layer}: a feature without rings");
}

#[test]
#[ignore = "needs ../shared"]
fn decoded_tiles_have_no_gap_no_overlap_and_no_wrong_ring() {
    let pyramid = bake();
    let (mut tiles, mut polygons) = (0, 0);
    for (coord, body) in pyramid.iter() {
        assert!(body.len() <= 100_000, "{coord} has {} bytes", body.len());
        let tile = unpack(body);
        let reader = fast_mvt::MvtReaderRef::new(&tile).unwrap();
        let mut covers: BTreeMap<String, Cover> = BTreeMap::new();
        for layer in reader.layers() {
            assert_eq!((layer.version(), layer.extent()), (2, 4096));
            let mut ids = HashSet::new();
            for feature in layer.features().filter(|_| layer.name() != "label") {
                assert!(ids.insert(feature.id().unwrap()), "{coord}: an id occurs twice in {}", layer.name());
                let cover = covers.entry(layer.name().to_owned()).or_default();
                check_feature(coord, layer.name(), feature.geometry_commands(), cover);
                polygons += 1;
            }
        }
        // The levels cover the same ground, with the same outer edge: what one lacks the other would show.
        let gemeente = covers.get("gemeente").expect("every tile shows gemeenten");
        for level in ["wijk", "buurt"] {
            if let Some(cover) = covers.get(level) {
                assert_eq!(cover.area2, gemeente.area2, "{coord}: gap or overlap between gemeente and {level}");
                assert!(cover.open() == gemeente.open(), "{coord}: {level} has an edge of its own");
            }
        }
        assert_eq!(covers.contains_key("wijk"), coord.z() >= 6, "{coord}");
        assert_eq!(covers.contains_key("buurt"), coord.z() >= 10, "{coord}");
        tiles += 1;
    }
    println!("{tiles} tiles, {polygons} polygon features");
    assert!(tiles > 20_000);
}
