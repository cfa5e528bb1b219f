//! A table with outlines as `GeoJSON` (RFC 7946).

use serde::Serialize;
use serde::ser::{SerializeMap as _, SerializeSeq as _, Serializer};

use super::cell::Cell;
use super::csv_file::ExportError;
use super::explain;
use super::table::{Column, Document, Kind, Table};
use crate::domain::Lang;

/// Polygons, each an outer ring counter-clockwise and its holes clockwise, closed, in millionths of a degree: longitude
/// and latitude.
pub type Shape = Vec<Vec<Vec<[i32; 2]>>>;

/// The media type of `GeoJSON`.
pub const GEOJSON: &str = "application/geo+json";

/// The first table of a document as a `FeatureCollection`: one feature per row, with the outline that `shapes` has for
/// it. Figures are numbers; the reason of a missing one stands beside it. The collection itself names release and
/// sources, in members that readers of `GeoJSON` may skip.
pub fn features(document: &Document<'_>, shapes: &[Option<Shape>]) -> Result<Vec<u8>, ExportError> {
    let Some(table) = document.tables.first() else { return Ok(Vec::new()) };
    let lang = document.lang;
    let collection = Collection {
        kind: "FeatureCollection",
        title: &document.title,
        page: &document.page,
        release: document.release,
        release_date: document.day(),
        sources: Rows { lang, table: &document.sources },
        notes: explain::lines(document, false)
            .into_iter()
            .map(|(subject, words)| format!("{subject}: {words}"))
            .collect(),
        features: Features { lang, table, shapes },
    };
    Ok(serde_json::to_vec(&collection)?)
}

#[derive(Serialize)]
struct Collection<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'a str,
    page: &'a str,
    release: &'a str,
    release_date: &'a str,
    sources: Rows<'a>,
    notes: Vec<String>,
    features: Features<'a>,
}

/// Rows of a table as objects.
struct Rows<'a> {
    lang: Lang,
    table: &'a Table<'a>,
}

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.table.rows.len()))?;
        for row in &self.table.rows {
            list.serialize_element(&Properties { lang: self.lang, columns: &self.table.columns, row })?;
        }
        list.end()
    }
}

struct Features<'a> {
    lang: Lang,
    table: &'a Table<'a>,
    shapes: &'a [Option<Shape>],
}

impl Serialize for Features<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let columns = &self.table.columns;
        let code = columns.iter().position(|column| column.key == "code");
        let mut list = serializer.serialize_seq(Some(self.table.rows.len()))?;
        for (position, row) in self.table.rows.iter().enumerate() {
            let id = code.and_then(|at| match row.get(at)? {
                Cell::Text(code) => Some(code.as_ref()),
                _ => None,
            });
            list.serialize_element(&Feature {
                kind: "Feature",
                id,
                geometry: self.shapes.get(position).and_then(Option::as_ref).and_then(Geometry::of),
                properties: Properties { lang: self.lang, columns, row },
            })?;
        }
        list.end()
    }
}

#[derive(Serialize)]
struct Feature<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    geometry: Option<Geometry<'a>>,
    properties: Properties<'a>,
}

#[derive(Serialize)]
#[serde(tag = "type", content = "coordinates")]
enum Geometry<'a> {
    Polygon(Rings<'a>),
    MultiPolygon(Vec<Rings<'a>>),
}

impl<'a> Geometry<'a> {
    /// `None` for a shape without polygons.
    fn of(shape: &'a Shape) -> Option<Self> {
        match shape.as_slice() {
            [] => None,
            [only] => Some(Self::Polygon(Rings(only))),
            several => Some(Self::MultiPolygon(several.iter().map(|polygon| Rings(polygon)).collect())),
        }
    }
}

/// Rings in degrees, with six decimals at most: a decimetre.
struct Rings<'a>(&'a [Vec<[i32; 2]>]);

impl Serialize for Rings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|ring| Ring(ring)))
    }
}

struct Ring<'a>(&'a [[i32; 2]]);

impl Serialize for Ring<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|&[lon, lat]| [f64::from(lon) / 1e6, f64::from(lat) / 1e6]))
    }
}

/// A row as an object.
struct Properties<'a> {
    lang: Lang,
    columns: &'a [Column],
    row: &'a [Cell<'a>],
}

impl Serialize for Properties<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(None)?;
        for (column, cell) in self.columns.iter().zip(self.row) {
            match cell {
                Cell::Text(words) => object.serialize_entry(&column.key, words)?,
                Cell::Number { value, .. } => object.serialize_entry(&column.key, &Number(*value))?,
                Cell::Empty | Cell::Missing(_) | Cell::Absent(_) => object.serialize_entry(&column.key, &None::<()>)?,
            }
            if column.kind == Kind::Figure {
                object.serialize_entry(&column.reason_key(self.lang), &cell.reason(self.lang))?;
            }
            if let Some((margin, _)) = cell.margin() {
                for (key, bound) in column.bound_keys(self.lang).iter().zip([margin.lower, margin.upper]) {
                    object.serialize_entry(key, &Number(bound))?;
                }
            }
        }
        object.end()
    }
}

/// A number; a whole one without a fraction.
struct Number(f64);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[expect(clippy::cast_possible_truncation, reason = "only whole numbers far below 2^52 are cast")]
        if self.0.fract() == 0.0 && self.0.abs() < 1e15 {
            return serializer.serialize_i64(self.0 as i64);
        }
        serializer.serialize_f64(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Lang, Missing, Unit};

    fn written(shapes: &[Option<Shape>]) -> serde_json::Value {
        let table = Table {
            name: "Cijfers",
            about: "",
            columns: vec![Column::labelled("Code", Kind::Text), Column::labelled("Waarde", Kind::Figure)],
            rows: vec![
                vec![
                    Cell::text("GM0344"),
                    Cell::Number { value: 21.0, decimals: 0, unit: Some(Unit::percent()), said: None, margin: None },
                ],
                vec![Cell::text("GM0363"), Cell::Missing(Missing::Suppressed)],
            ],
        };
        let document = Document {
            lang: Lang::Nl,
            title: "Proef".to_owned(),
            sources: Table { rows: Vec::new(), ..table.clone() },
            tables: vec![table],
            notes: Vec::new(),
            page: "/kaart".to_owned(),
            release: "0123456789ab",
            imported_at: "2026-11-22T09:00:00Z",
        };
        serde_json::from_slice(&features(&document, shapes).unwrap()).unwrap()
    }

    #[test]
    fn a_figure_is_a_number_and_a_missing_one_is_null_beside_its_reason() {
        let found = written(&[]);
        assert_eq!(found["release_date"], "2026-11-22");
        let properties = |at: usize| found["features"][at]["properties"].clone();
        assert_eq!(properties(0), serde_json::json!({ "code": "GM0344", "waarde": 21, "ontbreekt": null }));
        assert_eq!(properties(1), serde_json::json!({ "code": "GM0363", "waarde": null, "ontbreekt": "afgeschermd" }));
        assert_eq!(found["features"][1]["id"], "GM0363");
        assert!(found["features"][0]["geometry"].is_null(), "no outline is no geometry");
    }

    #[test]
    fn one_polygon_is_a_polygon_with_its_holes_and_several_are_a_multipolygon() {
        let ring =
            vec![[5_000_001, 52_000_000], [5_100_000, 52_000_000], [5_100_000, 52_100_000], [5_000_001, 52_000_000]];
        let one: Shape = vec![vec![ring.clone(), ring.clone()]];
        let found = written(&[Some(one.clone()), Some([one.clone(), one].concat())]);
        let geometry = |at: usize| found["features"][at]["geometry"].clone();
        assert_eq!(geometry(0)["type"], "Polygon");
        assert_eq!(geometry(0)["coordinates"].as_array().map(Vec::len), Some(2));
        assert_eq!(geometry(0)["coordinates"][0][0], serde_json::json!([5.000_001, 52.0]));
        assert_eq!(geometry(1)["type"], "MultiPolygon");
        assert_eq!(geometry(1)["coordinates"].as_array().map(Vec::len), Some(2));
    }
}
