//! One release, written in one transaction.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use sqlx::{SqliteConnection, SqlitePool};

use super::{begin_write, items};
use crate::domain::dataset::FigureColumn;
use crate::domain::{
    Dataset, Extent, FigureTable, Missing, Progress, RegionCode, Topology, Value, Vintage, VintageRegions,
};
use crate::store::StoreError;

/// Writes `dataset` as release `id`; an error leaves the database as it was.
pub async fn save(pool: &SqlitePool, id: &str, dataset: &Dataset, progress: &dyn Progress) -> Result<(), StoreError> {
    let columns: usize = dataset.figures.iter().map(|table| table.columns.len()).sum();
    let steps = columns + dataset.regions.len() + dataset.topologies.len() + 2;
    progress.start("writing the release", u64::try_from(steps).unwrap_or_default());
    // Dropped without a commit, a transaction is rolled back: every `?` below leaves nothing behind.
    let mut transaction = begin_write(pool).await?;
    let release = release(&mut transaction, id).await?;
    files(&mut transaction, release, dataset).await?;
    items::save(&mut transaction, release, dataset).await?;
    members(&mut transaction, release, dataset).await?;
    progress.advance(1);
    for regions in &dataset.regions {
        regions_of(&mut transaction, release, regions).await?;
        progress.advance(1);
    }
    for topology in &dataset.topologies {
        outline(&mut transaction, release, topology).await?;
        progress.advance(1);
    }
    let known: BTreeMap<Vintage, BTreeSet<RegionCode>> = dataset
        .regions
        .iter()
        .map(|regions| (regions.vintage, regions.regions.iter().map(|region| region.code).collect()))
        .collect();
    for table in &dataset.figures {
        let none = BTreeSet::new();
        let regions = known.get(&table.vintage).unwrap_or(&none);
        figures(&mut transaction, release, table, regions, progress).await?;
    }
    transaction.commit().await?;
    progress.advance(1);
    progress.finish();
    Ok(())
}

async fn release(connection: &mut SqliteConnection, id: &str) -> Result<i64, StoreError> {
    let exists: Option<i64> =
        sqlx::query_scalar("SELECT number FROM release WHERE id = ?").bind(id).fetch_optional(&mut *connection).await?;
    if exists.is_some() {
        return Err(StoreError::ReleaseExists(id.to_owned()));
    }
    let sql = "INSERT INTO release (id, imported_at, previous)
               VALUES (?, ?, (SELECT id FROM release ORDER BY number DESC LIMIT 1)) RETURNING number";
    let now = jiff::Timestamp::now().to_string();
    Ok(sqlx::query_scalar(sql).bind(id).bind(now).fetch_one(connection).await?)
}

async fn files(connection: &mut SqliteConnection, release: i64, dataset: &Dataset) -> Result<(), StoreError> {
    let sql = "INSERT INTO file (release, path, sha256, bytes, source, year, licence, attribution)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    for file in &dataset.manifest.files {
        sqlx::query(sql)
            .bind(release)
            .bind(&file.path)
            .bind(&file.sha256)
            .bind(i64::try_from(file.bytes).unwrap_or(i64::MAX))
            .bind(&file.source)
            .bind(&file.year)
            .bind(&file.licence)
            .bind(&file.attribution)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

async fn members(connection: &mut SqliteConnection, release: i64, dataset: &Dataset) -> Result<(), StoreError> {
    for area in &dataset.areas {
        for member in &area.members {
            let extent = match member.extent {
                Extent::Whole => "whole",
                Extent::PartCountedWhole => "part_counted_whole",
            };
            sqlx::query("INSERT INTO member (release, area, code, extent) VALUES (?, ?, ?, ?)")
                .bind(release)
                .bind(area.slug.as_str())
                .bind(member.code.as_str())
                .bind(extent)
                .execute(&mut *connection)
                .await?;
        }
    }
    Ok(())
}

/// One statement per list: the list goes in as JSON and SQLite takes it apart, which spares a call per row.
async fn regions_of(
    connection: &mut SqliteConnection,
    release: i64,
    regions: &VintageRegions,
) -> Result<(), StoreError> {
    let rows: Vec<(&str, &str)> =
        regions.regions.iter().map(|region| (region.code.as_str(), region.name.as_str())).collect();
    let json = serde_json::to_string(&rows).map_err(|error| StoreError::encoding("regions", &error))?;
    sqlx::query(
        "INSERT INTO region (release, vintage, code, name)
         SELECT ?, ?, value ->> 0, value ->> 1 FROM json_each(?)",
    )
    .bind(release)
    .bind(regions.vintage.0)
    .bind(json)
    .execute(connection)
    .await?;
    Ok(())
}

async fn outline(connection: &mut SqliteConnection, release: i64, topology: &Topology) -> Result<(), StoreError> {
    let blob = postcard::to_stdvec(topology).map_err(|error| StoreError::encoding("outlines", &error))?;
    sqlx::query("INSERT INTO outline (release, vintage, level, shapes, topology) VALUES (?, ?, ?, ?, ?)")
        .bind(release)
        .bind(topology.vintage.0)
        .bind(topology.level.as_str())
        .bind(i64::try_from(topology.shapes.len()).unwrap_or(i64::MAX))
        .bind(blob)
        .execute(connection)
        .await?;
    Ok(())
}

async fn figures(
    connection: &mut SqliteConnection,
    release: i64,
    table: &FigureTable,
    regions: &BTreeSet<RegionCode>,
    progress: &dyn Progress,
) -> Result<(), StoreError> {
    if let Some(code) = table.codes.iter().find(|code| !regions.contains(code)) {
        return Err(StoreError::UnknownRegion {
            delivery: table.delivery.clone(),
            code: *code,
            vintage: table.vintage,
        });
    }
    let delivery: i64 =
        sqlx::query_scalar("INSERT INTO delivery (release, id, vintage) VALUES (?, ?, ?) RETURNING number")
            .bind(release)
            .bind(&table.delivery)
            .bind(table.vintage.0)
            .fetch_one(&mut *connection)
            .await?;
    let json = serde_json::to_string(&table.codes).map_err(|error| StoreError::encoding("codes", &error))?;
    sqlx::query(
        "INSERT INTO delivery_row (delivery, row, release, vintage, code)
         SELECT ?, key, ?, ?, value FROM json_each(?)",
    )
    .bind(delivery)
    .bind(release)
    .bind(table.vintage.0)
    .bind(json)
    .execute(&mut *connection)
    .await?;
    for column in &table.columns {
        figure_column(connection, delivery, column).await?;
        progress.advance(1);
    }
    Ok(())
}

async fn figure_column(
    connection: &mut SqliteConnection,
    delivery: i64,
    column: &FigureColumn,
) -> Result<(), StoreError> {
    let number: i64 =
        sqlx::query_scalar("INSERT INTO figure_column (delivery, measure, period) VALUES (?, ?, ?) RETURNING number")
            .bind(delivery)
            .bind(&column.measure)
            .bind(column.period.to_string())
            .fetch_one(&mut *connection)
            .await?;
    let (numbers, reasons) = as_json(column);
    sqlx::query(
        "INSERT INTO figure (figure_column, row, value)
         SELECT ?, key, value FROM json_each(?) WHERE type <> 'null'",
    )
    .bind(number)
    .bind(numbers)
    .execute(&mut *connection)
    .await?;
    if let Some(reasons) = reasons {
        sqlx::query(
            "INSERT INTO figure (figure_column, row, reason)
             SELECT ?, value ->> 0, value ->> 1 FROM json_each(?)",
        )
        .bind(number)
        .bind(reasons)
        .execute(connection)
        .await?;
    }
    Ok(())
}

/// The numbers in order with `null` for the rest, and pairs of row and reason where there are any.
///
/// "Not in this delivery" is not written: no row says the same.
fn as_json(column: &FigureColumn) -> (String, Option<String>) {
    let mut numbers = String::with_capacity(column.values.len() * 6);
    let mut reasons = String::new();
    for (row, value) in column.values.iter().enumerate() {
        numbers.push(if row == 0 { '[' } else { ',' });
        // Writing to a String cannot fail.
        match value {
            Value::Known(number) => {
                let _ = write!(numbers, "{number:?}");
            }
            Value::Missing(reason) => {
                numbers.push_str("null");
                if reason != Missing::NotInDelivery {
                    let mark = if reasons.is_empty() { '[' } else { ',' };
                    let _ = write!(reasons, "{mark}[{row},{}]", reason.code());
                }
            }
        }
    }
    if numbers.is_empty() {
        numbers.push('[');
    }
    numbers.push(']');
    let reasons = (!reasons.is_empty()).then(|| format!("{reasons}]"));
    (numbers, reasons)
}
