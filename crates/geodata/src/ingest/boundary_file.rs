//! `boundaries/<vintage>.json`: shared arcs, quantised and delta-encoded, one arc and one shape per line.

use std::fmt::Write as _;

use serde::Deserialize;

use super::fault::{At, Fault};
use super::shapes::EXTENT;
use crate::domain::topology::Ring;
use crate::domain::{GeometryBasis, Level, RegionCode, Shape, Topology, Vintage};

/// Version of the structure.
const FORMAT: u32 = 1;
/// Points per degree.
const SCALE: u32 = 1_000_000;
/// Shapes that may run along one arc: two neighbours, and where outlines of two years lie over each other a third.
const MOST_USES: u32 = 4;
/// What the numbers are, for a reader of the file.
const ABOUT: &str = "Shared arcs, WGS84. An arc is x, y of its first point in millionths of a degree (about 7 by 11 cm), \
                     then the steps to the next points. A shape is its code, the number of its basis, and its polygons; \
                     a ring names arcs, n forwards and -n-1 backwards; the first ring is the outer one.";

/// The topology as the content of its file.
pub fn write(topology: &Topology) -> Vec<u8> {
    let mut text = String::new();
    // Writing to a String cannot fail, so the results carry nothing.
    let _ = writeln!(text, "{{\"format\":{FORMAT},\"about\":\"{ABOUT}\",");
    let _ = writeln!(text, "\"vintage\":{},\"level\":\"{}\",\"scale\":{SCALE},", topology.vintage, topology.level);
    text.push_str("\"bases\":[\"cbs-generalised\",\"amsterdam-official\",\"approximate\"");
    // Named only where it occurs, so that files from before it was known are derived as they were.
    if topology.shapes.iter().any(|shape| shape.basis == GeometryBasis::CbsSimplified) {
        text.push_str(",\"cbs-simplified\"");
    }
    text.push_str("],\n\"arcs\":[");
    for (index, arc) in topology.arcs.iter().enumerate() {
        text.push_str(if index == 0 { "\n[" } else { ",\n[" });
        let mut last = [0, 0];
        for (place, point) in arc.iter().enumerate() {
            let [x, y] = [point[0] - last[0], point[1] - last[1]];
            let _ = write!(text, "{}{x},{y}", if place == 0 { "" } else { "," });
            last = *point;
        }
        text.push(']');
    }
    text.push_str("],\n\"shapes\":[");
    for (index, shape) in topology.shapes.iter().enumerate() {
        text.push_str(if index == 0 { "\n" } else { ",\n" });
        let _ = write!(text, "[\"{}\",{},", shape.code, basis_number(shape.basis));
        list(&mut text, &shape.polygons, |text, rings| {
            list(text, rings, |text, ring| {
                list(text, ring, |text, arc| {
                    let _ = write!(text, "{arc}");
                });
            });
        });
        text.push(']');
    }
    text.push_str("]}\n");
    text.into_bytes()
}

fn list<T>(text: &mut String, items: &[T], mut one: impl FnMut(&mut String, &T)) {
    text.push('[');
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            text.push(',');
        }
        one(text, item);
    }
    text.push(']');
}

const BASES: [GeometryBasis; 4] = [
    GeometryBasis::CbsGeneralised,
    GeometryBasis::AmsterdamOfficial,
    GeometryBasis::Approximate,
    GeometryBasis::CbsSimplified,
];

fn basis_number(basis: GeometryBasis) -> usize {
    BASES.iter().position(|&known| known == basis).unwrap_or_default()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: u32,
    #[serde(rename = "about")]
    _about: String,
    vintage: Vintage,
    level: Level,
    scale: u32,
    bases: Vec<GeometryBasis>,
    arcs: Vec<Vec<i32>>,
    shapes: Vec<(RegionCode, usize, Polygons)>,
}

/// Polygons of rings of arcs.
type Polygons = Vec<Vec<Ring>>;

/// Reads the content of the file `name`.
///
/// # Errors
/// Every fault: not the known structure, an odd number in an arc, an arc or basis that does not exist, codes that
/// are not in order.
pub fn read(name: &str, bytes: &[u8]) -> Result<Topology, Vec<Fault>> {
    let file: File = serde_json::from_slice(bytes).map_err(|error| {
        let at = At::Line(u64::try_from(error.line()).unwrap_or_default());
        vec![Fault::new(name, at, "", error.to_string(), "boundaries as `pack` writes them")]
    })?;
    let mut faults = Vec::new();
    if (file.format, file.scale) != (FORMAT, SCALE) {
        let found = format!("format {}, scale {}", file.format, file.scale);
        faults.push(Fault::whole(name, found, format!("format {FORMAT}, scale {SCALE}")));
    }
    let mut arcs = Vec::with_capacity(file.arcs.len());
    for (number, steps) in file.arcs.iter().enumerate() {
        match points(steps) {
            Some(arc) => arcs.push(arc),
            None => faults.push(Fault::new(
                name,
                At::Item(format!("arc {number}")),
                "arcs",
                format!("{} numbers", steps.len()),
                "pairs for at least two points in and around the Netherlands",
            )),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut uses = vec![0; arcs.len()];
    let mut shapes: Vec<Shape> = Vec::with_capacity(file.shapes.len());
    for (number, (code, basis, polygons)) in (1_u64..).zip(file.shapes) {
        let at = At::Feature(number, code.to_string());
        let basis = file.bases.get(basis).copied().unwrap_or_else(|| {
            faults.push(Fault::new(name, at.clone(), "basis", basis.to_string(), "the number of a basis"));
            GeometryBasis::Approximate
        });
        if code.level() != file.level || shapes.last().is_some_and(|last| last.code >= code) {
            let expected = format!("codes of {}en in order, each once", file.level);
            faults.push(Fault::new(name, at.clone(), "code", code.to_string(), expected));
        }
        if let Err((found, expected)) = drawn(&polygons, &arcs, &mut uses) {
            faults.push(Fault::new(name, at, "polygons", found, expected));
        }
        shapes.push(Shape { code, basis, polygons });
    }
    if faults.is_empty() {
        Ok(Topology { vintage: file.vintage, level: file.level, arcs, shapes })
    } else {
        Err(faults)
    }
}

/// Whether polygons can be drawn: each of rings, each of arcs that exist, follow each other and come back to where the
/// first began. Counts how often each arc is named.
fn drawn(polygons: &Polygons, arcs: &[Vec<[i32; 2]>], uses: &mut [u32]) -> Result<(), (String, String)> {
    if polygons.is_empty() || polygons.iter().any(Vec::is_empty) {
        return Err(("no ring".to_owned(), "at least one ring in every polygon".to_owned()));
    }
    for ring in polygons.iter().flatten() {
        let mut ends = Vec::with_capacity(ring.len());
        for &number in ring {
            let forwards = if number < 0 { !number } else { number };
            let at = usize::try_from(forwards).unwrap_or(usize::MAX);
            let (Some([from, .., to]), Some(named)) = (arcs.get(at).map(Vec::as_slice), uses.get_mut(at)) else {
                return Err((format!("arc {number}"), format!("one of {} arcs", arcs.len())));
            };
            *named += 1;
            if *named > MOST_USES {
                return Err((format!("arc {number} once more"), format!("each arc at most {MOST_USES} times")));
            }
            ends.push(if number < 0 { (*to, *from) } else { (*from, *to) });
        }
        let closes = ends.iter().zip(ends.iter().cycle().skip(1)).all(|((_, end), (start, _))| end == start);
        if ends.is_empty() || !closes {
            return Err((
                "a ring that does not close".to_owned(),
                "arcs that end where the next one starts".to_owned(),
            ));
        }
    }
    Ok(())
}

/// The points of an arc from its steps.
fn points(steps: &[i32]) -> Option<Vec<[i32; 2]>> {
    if steps.len() < 4 || !steps.len().is_multiple_of(2) {
        return None;
    }
    let mut at = [0_i32, 0];
    steps
        .as_chunks::<2>()
        .0
        .iter()
        .map(|[x, y]| {
            at = [at[0].checked_add(*x)?, at[1].checked_add(*y)?];
            let [longitude, latitude] = at.map(|part| f64::from(part) / f64::from(SCALE));
            let [west, south, east, north] = EXTENT;
            ((west..=east).contains(&longitude) && (south..=north).contains(&latitude)).then_some(at)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square() -> Topology {
        Topology {
            vintage: Vintage(2024),
            level: Level::Buurt,
            arcs: vec![vec![
                [5_000_000, 52_000_000],
                [5_000_010, 52_000_000],
                [5_000_010, 51_999_990],
                [5_000_000, 52_000_000],
            ]],
            shapes: vec![Shape {
                code: "BU03440311".parse().unwrap(),
                basis: GeometryBasis::Approximate,
                polygons: vec![vec![vec![!0]]],
            }],
        }
    }

    #[test]
    fn a_topology_survives_its_file() {
        let written = write(&square());
        assert_eq!(read("x.json", &written).unwrap(), square());
        assert_eq!(write(&read("x.json", &written).unwrap()), written);
    }

    #[test]
    fn an_arc_that_does_not_exist_is_named() {
        let mut broken = square();
        broken.shapes[0].polygons = vec![vec![vec![7]]];
        let faults = read("x.json", &write(&broken)).unwrap_err();
        assert_eq!(faults.len(), 1);
        assert_eq!(faults[0].found, "arc 7");
        assert_eq!(faults[0].at, At::Feature(1, "BU03440311".to_owned()));
    }

    #[test]
    fn what_cannot_be_drawn_is_refused_at_once() {
        let found = |change: &dyn Fn(&mut Topology)| {
            let mut broken = square();
            change(&mut broken);
            let faults = read("x.json", &write(&broken)).unwrap_err();
            assert_eq!(faults.len(), 1, "{faults:?}");
            faults[0].to_string()
        };
        let polygons = |polygons: Vec<Vec<Vec<i32>>>| found(&|broken| broken.shapes[0].polygons = polygons.clone());
        assert!(found(&|broken| broken.arcs[0][1] = [-30_000_000, 52_000_000]).contains("arc 0"), "in the ocean");
        assert!(
            found(&|broken| {
                broken.arcs[0].pop();
            })
            .contains("does not close")
        );
        for empty in [vec![], vec![vec![]]] {
            assert!(polygons(empty).contains("no ring"));
        }
        assert!(polygons(vec![vec![vec![]]]).contains("does not close"));
        // It would be drawn for minutes.
        assert!(polygons(vec![vec![vec![0; 100_000]]]).contains("at most 4 times"));
        assert!(polygons(vec![vec![vec![0]; 100_000]]).contains("at most 4 times"));
    }

    #[test]
    fn a_file_that_stops_halfway_is_refused_with_its_line() {
        let written = write(&square());
        let faults = read("x.json", &written[..written.len() / 2]).unwrap_err();
        assert!(matches!(faults[0].at, At::Line(_)));
    }
}
