//! GeoPackage: a SQLite database with a table per layer, read row by row.

use std::path::Path;

use geojson::JsonObject;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags, OptionalExtension, Row};

use super::super::declaration::{Basis, Boundary};
use super::super::fault::{At, Fault};
use super::feature::{Feature, Form, Refused, WANTED};
use super::{layer, wkb};

/// An opened layer.
struct Layer {
    connection: Connection,
    file: String,
    crs: Option<String>,
    /// Asks for the geometry and then the columns.
    query: String,
    columns: Vec<String>,
}

/// Opens the file at `path`.
///
/// # Errors
/// It is no GeoPackage, or has no such layer or column.
pub fn open(path: &Path, declared: &Boundary) -> Result<Box<dyn Form>, Fault> {
    let spoiled = |error: &rusqlite::Error| spoiled(&declared.file, error);
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(|error| spoiled(&error))?;
    // The schema is of a stranger: views and triggers of it may call nothing.
    connection.pragma_update(None, "trusted_schema", false).map_err(|error| spoiled(&error))?;
    let layers = layers(&connection).map_err(|error| spoiled(&error))?;
    let names: Vec<&str> = layers.iter().map(|(name, ..)| name.as_str()).collect();
    let name = layer::chosen(&names, declared)?.to_owned();
    let geometry = layers.iter().find(|(layer, ..)| *layer == name);
    let (geometry, srs) = geometry.map(|(_, column, srs)| (column.clone(), *srs)).unwrap_or_default();
    let there = columns(&connection, &name).map_err(|error| spoiled(&error))?;
    let wanted = wanted(declared);
    for column in wanted.iter().chain([&geometry]) {
        // SQLite takes a quoted name that is no column for a text, so none is asked for that is not there.
        if !there.contains(column) {
            let found = format!("the columns {}", there.join(", "));
            return Err(Fault::new(&declared.file, At::Whole, column, found, format!("a column {column}")));
        }
    }
    let crs = crs(&connection, srs).map_err(|error| spoiled(&error))?;
    let list: Vec<String> = std::iter::once(&geometry).chain(&wanted).map(|name| quoted(name)).collect();
    let query = format!("SELECT {} FROM {}", list.join(", "), quoted(&name));
    Ok(Box::new(Layer { connection, file: declared.file.clone(), crs, query, columns: wanted }))
}

fn spoiled(file: &str, error: &rusqlite::Error) -> Fault {
    Fault::whole(file, error.to_string(), "a whole GeoPackage (is the file truncated?)")
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Columns that the declaration names.
fn wanted(declared: &Boundary) -> Vec<String> {
    let Boundary { code, name, gemeente_name, within, basis, keep, .. } = declared;
    let basis = match basis {
        Basis::Fixed { .. } => None,
        Basis::Property { property, .. } => Some(property),
    };
    let keep = keep.as_ref().map(|keep| &keep.column);
    let all = [Some(code), name.as_ref(), gemeente_name.as_ref(), basis, keep];
    let mut columns: Vec<String> = all.into_iter().flatten().chain(within).cloned().collect();
    columns.sort_unstable();
    columns.dedup();
    columns
}

/// Layers with outlines: table, column with the geometry, number of the system.
fn layers(connection: &Connection) -> rusqlite::Result<Vec<(String, String, i64)>> {
    let query = "SELECT table_name, column_name, srs_id FROM gpkg_geometry_columns ORDER BY table_name";
    let mut statement = connection.prepare(query)?;
    statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?.collect()
}

fn columns(connection: &Connection, table: &str) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare("SELECT name FROM pragma_table_info(?1)")?;
    statement.query_map([table], |row| row.get(0))?.collect()
}

/// The name of a system by its number; -1 and 0 stand for one that nobody told.
fn crs(connection: &Connection, number: i64) -> rusqlite::Result<Option<String>> {
    if number <= 0 {
        return Ok(None);
    }
    let query = "SELECT organization || ':' || organization_coordsys_id FROM gpkg_spatial_ref_sys WHERE srs_id = ?1";
    let name: Option<String> = connection.query_row(query, [number], |row| row.get(0)).optional()?;
    Ok(Some(name.unwrap_or_else(|| format!("srs_id {number}"))))
}

impl Form for Layer {
    fn crs(&self) -> Option<&str> {
        self.crs.as_deref()
    }

    fn each(self: Box<Self>, take: &mut dyn FnMut(Feature)) -> Result<(), Fault> {
        let spoiled = |error: rusqlite::Error| spoiled(&self.file, &error);
        let mut statement = self.connection.prepare(&self.query).map_err(spoiled)?;
        let mut rows = statement.query([]).map_err(spoiled)?;
        let mut number = 0;
        while let Some(row) = rows.next().map_err(spoiled)? {
            number += 1;
            let properties = properties(row, &self.columns).map_err(spoiled)?;
            let drawn = match row.get_ref(0).map_err(spoiled)? {
                ValueRef::Blob(blob) => wkb::read(blob),
                ValueRef::Null => Err(Refused::new("none", WANTED)),
                _ => Err(Refused::new("a geometry that is no bytes", WANTED)),
            };
            take(Feature { number, properties, drawn });
        }
        Ok(())
    }
}

/// The columns of a row as properties; the geometry stands before them.
fn properties(row: &Row<'_>, columns: &[String]) -> rusqlite::Result<JsonObject> {
    let mut properties = JsonObject::new();
    for (index, name) in columns.iter().enumerate() {
        let value = match row.get_ref(index + 1)? {
            ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned().into(),
            ValueRef::Integer(number) => number.into(),
            ValueRef::Real(number) => number.into(),
            ValueRef::Null | ValueRef::Blob(_) => serde_json::Value::Null,
        };
        properties.insert(name.clone(), value);
    }
    Ok(properties)
}
