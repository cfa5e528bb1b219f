//! TopoJSON: arcs that neighbours share, with or without quantisation.

use geojson::JsonObject;
use serde::Deserialize;

use super::super::declaration::Boundary;
use super::super::fault::{At, Fault};
use super::feature::{Drawn, Feature, Form, Refused, WANTED};
use super::layer;

/// Outlines that may run along one arc; more would draw one line for minutes.
const MOST_USES: u8 = 4;

#[derive(Deserialize)]
struct Topology {
    objects: std::collections::BTreeMap<String, Geometry>,
    arcs: Vec<Vec<Vec<f64>>>,
    #[serde(default)]
    transform: Option<Transform>,
    #[serde(default)]
    crs: Option<serde_json::Value>,
}

#[derive(Deserialize)]
struct Transform {
    scale: [f64; 2],
    translate: [f64; 2],
}

/// Indices of arcs, `n` forwards and `-n - 1` backwards.
type Refs = Vec<i64>;

#[derive(Deserialize)]
#[serde(tag = "type")]
enum Geometry {
    #[serde(rename = "GeometryCollection")]
    Collection { geometries: Vec<Geometry> },
    Polygon {
        arcs: Vec<Refs>,
        #[serde(default)]
        properties: JsonObject,
    },
    MultiPolygon {
        arcs: Vec<Vec<Refs>>,
        #[serde(default)]
        properties: JsonObject,
    },
    #[serde(other)]
    Other,
}

/// An opened object of a topology.
struct Object {
    geometries: Vec<Geometry>,
    arcs: Vec<Vec<[f64; 2]>>,
    crs: Option<String>,
}

/// Opens the content of a file.
///
/// # Errors
/// It is no complete topology, or has no object of the declared name.
pub fn open(text: &str, declared: &Boundary) -> Result<Box<dyn Form>, Fault> {
    let mut topology: Topology = serde_json::from_str(text).map_err(|error| {
        let at = At::Line(u64::try_from(error.line()).unwrap_or_default());
        Fault::new(&declared.file, at, "", error.to_string(), "a complete TopoJSON Topology (is the file truncated?)")
    })?;
    let names: Vec<&str> = topology.objects.keys().map(String::as_str).collect();
    let name = layer::chosen(&names, declared)?.to_owned();
    let geometries = match topology.objects.remove(&name) {
        Some(Geometry::Collection { geometries }) => geometries,
        Some(one) => vec![one],
        None => Vec::new(),
    };
    let transform = topology.transform.as_ref();
    let arcs: Option<Vec<_>> = topology.arcs.iter().map(|arc| points(arc, transform)).collect();
    let arcs = arcs.ok_or_else(|| {
        Fault::new(&declared.file, At::Whole, "arcs", "a point of one number", "two numbers for every point")
    })?;
    let crs = topology.crs.as_ref().and_then(|crs| crs.pointer("/properties/name")?.as_str()).map(str::to_owned);
    Ok(Box::new(Object { geometries, arcs, crs }))
}

/// The points of an arc: as they stand, or from steps on a grid.
fn points(arc: &[Vec<f64>], transform: Option<&Transform>) -> Option<Vec<[f64; 2]>> {
    let mut at = [0.0, 0.0];
    arc.iter()
        .map(|point| {
            let [x, y, ..] = point.as_slice() else { return None };
            let Some(Transform { scale, translate }) = transform else { return Some([*x, *y]) };
            at = [at[0] + x, at[1] + y];
            Some([at[0].mul_add(scale[0], translate[0]), at[1].mul_add(scale[1], translate[1])])
        })
        .collect()
}

impl Form for Object {
    fn crs(&self) -> Option<&str> {
        self.crs.as_deref()
    }

    fn each(self: Box<Self>, take: &mut dyn FnMut(Feature)) -> Result<(), Fault> {
        let Self { geometries, arcs, .. } = *self;
        let mut uses = vec![0_u8; arcs.len()];
        for (number, geometry) in (1_u64..).zip(geometries) {
            let (polygons, properties) = match geometry {
                Geometry::Polygon { arcs, properties } => (Ok(vec![arcs]), properties),
                Geometry::MultiPolygon { arcs, properties } => (Ok(arcs), properties),
                Geometry::Collection { .. } => (Err(Refused::new("GeometryCollection", WANTED)), JsonObject::new()),
                Geometry::Other => (Err(Refused::new("another geometry", WANTED)), JsonObject::new()),
            };
            let drawn = polygons.and_then(|polygons| drawn(&polygons, &arcs, &mut uses));
            take(Feature { number, properties, drawn });
        }
        Ok(())
    }
}

fn drawn(polygons: &[Vec<Refs>], arcs: &[Vec<[f64; 2]>], uses: &mut [u8]) -> Result<Drawn, Refused> {
    let mut ring = |refs: &Refs| -> Result<Vec<[f64; 2]>, Refused> {
        let mut points: Vec<[f64; 2]> = Vec::new();
        for &reference in refs {
            let forwards = if reference < 0 { !reference } else { reference };
            let at = usize::try_from(forwards).unwrap_or(usize::MAX);
            let (Some(arc), Some(times)) = (arcs.get(at), uses.get_mut(at)) else {
                return Err(Refused::new(format!("arc {reference}"), format!("one of {} arcs", arcs.len())));
            };
            *times += 1;
            if *times > MOST_USES {
                let expected = format!("each arc at most {MOST_USES} times");
                return Err(Refused::new(format!("arc {reference} once more"), expected));
            }
            // An arc begins where the one before it ends.
            let skip = usize::from(!points.is_empty());
            if reference < 0 {
                points.extend(arc.iter().rev().skip(skip));
            } else {
                points.extend(arc.iter().skip(skip));
            }
        }
        Ok(points)
    };
    polygons.iter().map(|rings| rings.iter().map(&mut ring).collect()).collect()
}
