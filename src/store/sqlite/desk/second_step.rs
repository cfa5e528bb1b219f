//! The second step of signing in.

use sqlx::SqlitePool;

use super::{end_all, log};
use crate::store::StoreError;
use crate::store::desk::{Account, Moment, Proof, SecondStep, TokenHash};
use crate::store::sqlite::begin_write;

/// What an account has, confirmed or not.
pub(super) async fn find(pool: &SqlitePool, account: i64) -> Result<Option<SecondStep>, StoreError> {
    let sql = "SELECT secret, confirmed_at, (SELECT count(*) FROM recovery_code WHERE account = ?1)
               FROM second_step WHERE account = ?1";
    let row: Option<(Vec<u8>, Option<Moment>, i64)> = sqlx::query_as(sql).bind(account).fetch_optional(pool).await?;
    row.map(|(secret, confirmed_at, left)| {
        let secret = secret.try_into().map_err(|_| StoreError::Encoding {
            what: "the secret of a second step".to_owned(),
            why: "it has not 20 bytes".to_owned(),
        })?;
        Ok(SecondStep { secret, confirmed_at, recovery_codes: u32::try_from(left).unwrap_or_default() })
    })
    .transpose()
}

/// Keeps a secret that is still to be confirmed.
pub(super) async fn begin(pool: &SqlitePool, account: i64, secret: [u8; 20]) -> Result<bool, StoreError> {
    let sql = "INSERT INTO second_step (account, secret) VALUES (?, ?)
               ON CONFLICT (account) DO UPDATE SET secret = excluded.secret WHERE confirmed_at IS NULL";
    let result = sqlx::query(sql).bind(account).bind(secret.to_vec()).execute(pool).await?;
    Ok(result.rows_affected() > 0)
}

/// Confirms it, by the half minute of a code that the app showed.
pub(super) async fn confirm(
    pool: &SqlitePool,
    account: &Account,
    step: i64,
    codes: &[TokenHash],
    now: Moment,
) -> Result<bool, StoreError> {
    let mut transaction = begin_write(pool).await?;
    let sql = "UPDATE second_step SET confirmed_at = ?, last_step = ? WHERE account = ? AND confirmed_at IS NULL";
    let result = sqlx::query(sql).bind(now).bind(step).bind(account.number).execute(&mut *transaction).await?;
    if result.rows_affected() == 0 {
        return Ok(false);
    }
    sqlx::query("DELETE FROM recovery_code WHERE account = ?").bind(account.number).execute(&mut *transaction).await?;
    for code in codes {
        sqlx::query("INSERT INTO recovery_code (account, code) VALUES (?, ?)")
            .bind(account.number)
            .bind(code.to_vec())
            .execute(&mut *transaction)
            .await?;
    }
    log(&mut transaction, (now, &account.name, "tweede stap ingesteld"), None, "").await?;
    transaction.commit().await?;
    Ok(true)
}

/// Takes a proof, once.
pub(super) async fn pass(pool: &SqlitePool, account: &Account, proof: Proof, now: Moment) -> Result<bool, StoreError> {
    let mut transaction = begin_write(pool).await?;
    let taken = match proof {
        Proof::Step(step) => {
            let sql = "UPDATE second_step SET last_step = ?1
                       WHERE account = ?2 AND confirmed_at IS NOT NULL AND last_step < ?1";
            sqlx::query(sql).bind(step).bind(account.number).execute(&mut *transaction).await?
        }
        Proof::Recovery(code) => {
            let sql = "DELETE FROM recovery_code WHERE account = ? AND code = ?";
            sqlx::query(sql).bind(account.number).bind(code.to_vec()).execute(&mut *transaction).await?
        }
    };
    if taken.rows_affected() == 0 {
        return Ok(false);
    }
    if matches!(proof, Proof::Recovery(_)) {
        log(&mut transaction, (now, &account.name, "herstelcode gebruikt"), None, "").await?;
    }
    transaction.commit().await?;
    Ok(true)
}

/// Takes the second step away and ends the sessions of the account.
pub(super) async fn remove(pool: &SqlitePool, name: &str, now: Moment) -> Result<bool, StoreError> {
    let mut transaction = begin_write(pool).await?;
    let sql = "DELETE FROM second_step WHERE account = (SELECT number FROM account WHERE name = ?) RETURNING account";
    let number: Option<i64> = sqlx::query_scalar(sql).bind(name).fetch_optional(&mut *transaction).await?;
    let Some(number) = number else { return Ok(false) };
    sqlx::query("DELETE FROM recovery_code WHERE account = ?").bind(number).execute(&mut *transaction).await?;
    end_all(&mut transaction, number).await?;
    log(&mut transaction, (now, "beheer", "tweede stap verwijderd"), None, name).await?;
    transaction.commit().await?;
    Ok(true)
}
