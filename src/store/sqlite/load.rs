//! One release, read back as it was saved.

use sqlx::{SqliteConnection, SqlitePool};

use super::items;
use crate::domain::dataset::FigureColumn;
use crate::domain::manifest::ManifestFile;
use crate::domain::{
    Column, Dataset, FigureTable, Manifest, Missing, Region, RegionCode, Topology, Value, Vintage, VintageRegions,
};
use crate::store::StoreError;

/// The structure of `geodata/` that stored releases come from.
const MANIFEST_FORMAT: u32 = 1;

/// Reads release `id`.
pub async fn load(pool: &SqlitePool, id: &str) -> Result<Dataset, StoreError> {
    // One transaction: a reader sees one state, whatever is imported meanwhile.
    let mut transaction = pool.begin().await?;
    let release: Option<i64> = sqlx::query_scalar("SELECT number FROM release WHERE id = ?")
        .bind(id)
        .fetch_optional(&mut *transaction)
        .await?;
    let release = release.ok_or_else(|| StoreError::NoRelease(id.to_owned()))?;
    let mut dataset = Dataset { manifest: manifest(&mut transaction, release).await?, ..Dataset::default() };
    items::load(&mut transaction, release, &mut dataset).await?;
    dataset.regions = regions(&mut transaction, release).await?;
    dataset.topologies = topologies(&mut transaction, release).await?;
    dataset.figures = figures(&mut transaction, release).await?;
    transaction.rollback().await?;
    Ok(dataset)
}

async fn manifest(connection: &mut SqliteConnection, release: i64) -> Result<Manifest, StoreError> {
    type FileRow = (String, String, i64, String, String, String, String);
    let rows: Vec<FileRow> = sqlx::query_as(
        "SELECT path, sha256, bytes, source, year, licence, attribution FROM file WHERE release = ? ORDER BY path",
    )
    .bind(release)
    .fetch_all(connection)
    .await?;
    let files = rows
        .into_iter()
        .map(|(path, sha256, bytes, source, year, licence, attribution)| ManifestFile {
            path,
            sha256,
            bytes: u64::try_from(bytes).unwrap_or_default(),
            source,
            year,
            licence,
            attribution,
        })
        .collect();
    Ok(Manifest { format: MANIFEST_FORMAT, files })
}

fn code(text: &str) -> Result<RegionCode, StoreError> {
    text.parse().map_err(|error| StoreError::encoding(format!("region {text}"), &error))
}

async fn regions(connection: &mut SqliteConnection, release: i64) -> Result<Vec<VintageRegions>, StoreError> {
    let rows: Vec<(u16, String, String)> =
        sqlx::query_as("SELECT vintage, code, name FROM region WHERE release = ? ORDER BY vintage, code")
            .bind(release)
            .fetch_all(connection)
            .await?;
    let mut regions: Vec<VintageRegions> = Vec::new();
    for (vintage, text, name) in rows {
        let region = Region { code: code(&text)?, name };
        match regions.last_mut().filter(|last| last.vintage.0 == vintage) {
            Some(last) => last.regions.push(region),
            None => regions.push(VintageRegions { vintage: Vintage(vintage), regions: vec![region] }),
        }
    }
    Ok(regions)
}

async fn topologies(connection: &mut SqliteConnection, release: i64) -> Result<Vec<Topology>, StoreError> {
    let blobs: Vec<Vec<u8>> = sqlx::query_scalar("SELECT topology FROM outline WHERE release = ? ORDER BY vintage")
        .bind(release)
        .fetch_all(connection)
        .await?;
    blobs
        .iter()
        .map(|blob| postcard::from_bytes(blob).map_err(|error| StoreError::encoding("outlines", &error)))
        .collect()
}

async fn figures(connection: &mut SqliteConnection, release: i64) -> Result<Vec<FigureTable>, StoreError> {
    let deliveries: Vec<(i64, String, u16)> =
        sqlx::query_as("SELECT number, id, vintage FROM delivery WHERE release = ? ORDER BY number")
            .bind(release)
            .fetch_all(&mut *connection)
            .await?;
    let mut tables = Vec::new();
    for (number, delivery, vintage) in deliveries {
        let codes: Vec<String> = sqlx::query_scalar("SELECT code FROM delivery_row WHERE delivery = ? ORDER BY row")
            .bind(number)
            .fetch_all(&mut *connection)
            .await?;
        let codes: Vec<RegionCode> = codes.iter().map(|text| code(text)).collect::<Result<_, _>>()?;
        let columns = columns(connection, number, codes.len()).await?;
        tables.push(FigureTable { delivery, vintage: Vintage(vintage), codes, columns });
    }
    Ok(tables)
}

async fn columns(
    connection: &mut SqliteConnection,
    delivery: i64,
    rows: usize,
) -> Result<Vec<FigureColumn>, StoreError> {
    let declared: Vec<(i64, String, String)> =
        sqlx::query_as("SELECT number, measure, period FROM figure_column WHERE delivery = ? ORDER BY number")
            .bind(delivery)
            .fetch_all(&mut *connection)
            .await?;
    let mut columns = Vec::new();
    for (number, measure, period) in declared {
        let period = period.parse().map_err(|error| StoreError::encoding(format!("{measure} of {period}"), &error))?;
        let mut values = Column::missing(rows, Missing::NotInDelivery);
        let figures: Vec<(u32, Option<f64>, Option<u8>)> =
            sqlx::query_as("SELECT row, value, reason FROM figure WHERE figure_column = ?")
                .bind(number)
                .fetch_all(&mut *connection)
                .await?;
        for (row, value, reason) in figures {
            let reason = reason.and_then(Missing::from_code).unwrap_or(Missing::NotInDelivery);
            let index = usize::try_from(row).unwrap_or(usize::MAX);
            values.set(index, value.map_or(Value::Missing(reason), Value::Known));
        }
        columns.push(FigureColumn { measure, period, values });
    }
    Ok(columns)
}
