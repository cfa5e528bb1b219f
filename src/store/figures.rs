//! Figures in and out of the database: a row per known cell.

use sqlx::{QueryBuilder, Row as _, Sqlite, SqliteConnection};

use crate::domain::dataset::FigureColumn;
use crate::domain::{Column, FigureTable, Missing, Value, Vintage};

use super::Written;

/// Rows of one statement: SQLite takes at most 32,766 parameters.
const ROWS: usize = 8_000;

/// Writes one delivery.
pub async fn save(
    connection: &mut SqliteConnection,
    release: i64,
    table: &FigureTable,
    written: Written<'_>,
) -> Result<(), sqlx::Error> {
    let delivery = sqlx::query("INSERT INTO delivery (release, name, vintage) VALUES (?, ?, ?)")
        .bind(release)
        .bind(&table.delivery)
        .bind(table.vintage.0)
        .execute(&mut *connection)
        .await?
        .last_insert_rowid();
    let rows: Vec<(i64, &str)> = (0..).zip(table.codes.iter().map(crate::domain::RegionCode::as_str)).collect();
    for part in rows.chunks(ROWS) {
        let mut query: QueryBuilder<Sqlite> = QueryBuilder::new("INSERT INTO delivery_row (delivery, row, code) ");
        query.push_values(part, |mut row, &(number, code)| {
            row.push_bind(delivery).push_bind(number).push_bind(code.to_owned());
        });
        query.build().execute(&mut *connection).await?;
    }
    for (position, column) in (0_i64..).zip(&table.columns) {
        let number =
            sqlx::query("INSERT INTO delivery_column (delivery, position, measure, period) VALUES (?, ?, ?, ?)")
                .bind(delivery)
                .bind(position)
                .bind(&column.measure)
                .bind(column.period.to_string())
                .execute(&mut *connection)
                .await?
                .last_insert_rowid();
        save_column(connection, number, &column.values).await?;
        written(u64::try_from(column.values.len()).unwrap_or_default());
    }
    Ok(())
}

async fn save_column(connection: &mut SqliteConnection, number: i64, values: &Column) -> Result<(), sqlx::Error> {
    let cells: Vec<(i64, Value)> =
        (0..).zip(values.iter()).filter(|(_, value)| *value != Value::Missing(Missing::NotInDelivery)).collect();
    for part in cells.chunks(ROWS) {
        let mut query: QueryBuilder<Sqlite> =
            QueryBuilder::new("INSERT INTO figure (column_number, row, value, missing) ");
        query.push_values(part, |mut row, &(position, value)| {
            row.push_bind(number)
                .push_bind(position)
                .push_bind(value.known())
                .push_bind(value.missing().map(Missing::code));
        });
        query.build().execute(&mut *connection).await?;
    }
    Ok(())
}

/// Reads all deliveries of a release, ordered by name.
pub async fn load(connection: &mut SqliteConnection, release: i64) -> Result<Vec<FigureTable>, sqlx::Error> {
    let deliveries: Vec<(i64, String, u16)> =
        sqlx::query_as("SELECT number, name, vintage FROM delivery WHERE release = ? ORDER BY name")
            .bind(release)
            .fetch_all(&mut *connection)
            .await?;
    let mut tables = Vec::new();
    for (number, delivery, vintage) in deliveries {
        let codes: Vec<(String,)> = sqlx::query_as("SELECT code FROM delivery_row WHERE delivery = ? ORDER BY row")
            .bind(number)
            .fetch_all(&mut *connection)
            .await?;
        let codes = codes.iter().map(|(code,)| code.parse()).collect::<Result<Vec<_>, _>>().map_err(decode)?;
        let declared: Vec<(i64, String, String)> =
            sqlx::query_as("SELECT number, measure, period FROM delivery_column WHERE delivery = ? ORDER BY position")
                .bind(number)
                .fetch_all(&mut *connection)
                .await?;
        let mut columns = Vec::new();
        for (column, measure, period) in declared {
            let values = load_column(connection, column, codes.len()).await?;
            columns.push(FigureColumn { measure, period: period.parse().map_err(decode)?, values });
        }
        tables.push(FigureTable { delivery, vintage: Vintage(vintage), codes, columns });
    }
    Ok(tables)
}

async fn load_column(connection: &mut SqliteConnection, column: i64, len: usize) -> Result<Column, sqlx::Error> {
    let mut values = Column::missing(len, Missing::NotInDelivery);
    let cells = sqlx::query("SELECT row, value, missing FROM figure WHERE column_number = ?")
        .bind(column)
        .fetch_all(&mut *connection)
        .await?;
    for cell in cells {
        let position: i64 = cell.try_get(0)?;
        let number: Option<f64> = cell.try_get(1)?;
        let reason: Option<u8> = cell.try_get(2)?;
        let value = match number {
            Some(number) => Value::Known(number),
            None => Value::Missing(reason.and_then(Missing::from_code).unwrap_or(Missing::NotInDelivery)),
        };
        values.set(usize::try_from(position).unwrap_or(usize::MAX), value);
    }
    Ok(values)
}

/// Text in the database that this version cannot read.
pub fn decode(error: impl std::error::Error + Send + Sync + 'static) -> sqlx::Error {
    sqlx::Error::Decode(Box::new(error))
}
