//! Accounts and sessions.

use sqlx::SqlitePool;

use super::{end_all, log, second_step};
use crate::domain::Sight;
use crate::store::desk::{Account, AccountStore, Answer, Moment, Proof, Role, SecondStep, SessionLimits, TokenHash};
use crate::store::sqlite::begin_write;
use crate::store::{SqliteStore, StoreError};

/// A session is written back at most this often, in seconds: reading a page then costs no write.
const SEEN: i64 = 30;

type AccountRow = (i64, String, String, bool, i64, bool, String);

const ACCOUNT: &str = "account.number, account.name, account.role, account.disabled, account.created_at, \
    EXISTS (SELECT 1 FROM second_step WHERE second_step.account = account.number AND confirmed_at IS NOT NULL), \
    (SELECT coalesce(group_concat(gemeente, ' '), '') FROM account_scope WHERE account_scope.account = account.number)";

/// The same with one column more.
type AccountWith<T> = (i64, String, String, bool, i64, bool, String, T);

fn account((number, name, role, disabled, created_at, second_step, sight): AccountRow) -> Account {
    // The table knows two roles only; the lesser one is the safe reading of anything else.
    let role = role.parse().unwrap_or(Role::Editor);
    // What cannot be read shows nothing.
    let sight = Sight::read(sight.split_whitespace()).unwrap_or_default();
    Account { number, name, role, disabled, created_at, second_step, sight }
}

impl AccountStore for SqliteStore {
    fn add_account<'a>(&'a self, name: &'a str, role: Role, password: &'a str, now: Moment) -> Answer<'a, bool> {
        Box::pin(add(&self.pool, name, role, password, now))
    }

    fn accounts(&self) -> Answer<'_, Vec<Account>> {
        Box::pin(async move {
            let sql = format!("SELECT {ACCOUNT} FROM account ORDER BY name");
            let rows: Vec<AccountRow> = sqlx::query_as(sqlx::AssertSqlSafe(sql)).fetch_all(&self.pool).await?;
            Ok(rows.into_iter().map(account).collect())
        })
    }

    fn credentials<'a>(&'a self, name: &'a str) -> Answer<'a, Option<(Account, String)>> {
        Box::pin(async move {
            let sql = format!("SELECT {ACCOUNT}, password FROM account WHERE name = ?");
            let row: Option<AccountWith<String>> =
                sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(name).fetch_optional(&self.pool).await?;
            Ok(row.map(|(number, name, role, disabled, at, second, sight, hash)| {
                (account((number, name, role, disabled, at, second, sight)), hash)
            }))
        })
    }

    fn set_password<'a>(&'a self, name: &'a str, password: &'a str, now: Moment) -> Answer<'a, bool> {
        Box::pin(async move {
            let sql = "UPDATE account SET password = ? WHERE name = ? RETURNING number";
            let mut transaction = begin_write(&self.pool).await?;
            let number: Option<i64> =
                sqlx::query_scalar(sql).bind(password).bind(name).fetch_optional(&mut *transaction).await?;
            let Some(number) = number else { return Ok(false) };
            end_all(&mut transaction, number).await?;
            log(&mut transaction, (now, "beheer", "wachtwoord gewijzigd"), None, name).await?;
            transaction.commit().await?;
            Ok(true)
        })
    }

    fn set_disabled<'a>(&'a self, name: &'a str, disabled: bool, now: Moment) -> Answer<'a, bool> {
        Box::pin(async move {
            let sql = "UPDATE account SET disabled = ? WHERE name = ? RETURNING number";
            let mut transaction = begin_write(&self.pool).await?;
            let number: Option<i64> =
                sqlx::query_scalar(sql).bind(disabled).bind(name).fetch_optional(&mut *transaction).await?;
            let Some(number) = number else { return Ok(false) };
            end_all(&mut transaction, number).await?;
            let action = if disabled { "account gesloten" } else { "account geopend" };
            log(&mut transaction, (now, "beheer", action), None, name).await?;
            transaction.commit().await?;
            Ok(true)
        })
    }

    fn set_sight<'a>(&'a self, name: &'a str, sight: &'a Sight, now: Moment) -> Answer<'a, bool> {
        Box::pin(see(&self.pool, name, sight, now))
    }

    fn open_session(&self, token: TokenHash, account: i64, replaces: Option<TokenHash>, now: Moment) -> Answer<'_, ()> {
        Box::pin(async move {
            let mut transaction = begin_write(&self.pool).await?;
            if let Some(old) = replaces {
                sqlx::query("DELETE FROM session WHERE token = ?")
                    .bind(old.to_vec())
                    .execute(&mut *transaction)
                    .await?;
            }
            sqlx::query("INSERT INTO session (token, account, created_at, seen_at) VALUES (?, ?, ?, ?)")
                .bind(token.to_vec())
                .bind(account)
                .bind(now)
                .bind(now)
                .execute(&mut *transaction)
                .await?;
            let name: String = sqlx::query_scalar("SELECT name FROM account WHERE number = ?")
                .bind(account)
                .fetch_one(&mut *transaction)
                .await?;
            log(&mut transaction, (now, &name, "aangemeld"), None, "").await?;
            transaction.commit().await?;
            Ok(())
        })
    }

    fn session(&self, token: TokenHash, limits: SessionLimits, now: Moment) -> Answer<'_, Option<Account>> {
        Box::pin(async move {
            let sql = format!(
                "SELECT {ACCOUNT}, session.seen_at FROM session JOIN account ON account.number = session.account
                 WHERE session.token = ? AND account.disabled = 0 AND session.seen_at > ? AND session.created_at > ?"
            );
            let row: Option<AccountWith<i64>> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
                .bind(token.to_vec())
                .bind(now - limits.idle)
                .bind(now - limits.total)
                .fetch_optional(&self.pool)
                .await?;
            let Some((number, name, role, disabled, at, second, sight, seen_at)) = row else { return Ok(None) };
            if now - seen_at >= SEEN {
                sqlx::query("UPDATE session SET seen_at = ? WHERE token = ?")
                    .bind(now)
                    .bind(token.to_vec())
                    .execute(&self.pool)
                    .await?;
            }
            Ok(Some(account((number, name, role, disabled, at, second, sight))))
        })
    }

    fn close_session(&self, token: TokenHash, now: Moment) -> Answer<'_, ()> {
        Box::pin(async move {
            let mut transaction = begin_write(&self.pool).await?;
            let sql = "DELETE FROM session WHERE token = ?
                       RETURNING (SELECT name FROM account WHERE number = session.account)";
            let name: Option<String> =
                sqlx::query_scalar(sql).bind(token.to_vec()).fetch_optional(&mut *transaction).await?;
            if let Some(name) = name {
                log(&mut transaction, (now, &name, "afgemeld"), None, "").await?;
            }
            transaction.commit().await?;
            Ok(())
        })
    }

    fn refused<'a>(&'a self, name: Option<&'a str>, network: &'a str, now: Moment) -> Answer<'a, ()> {
        Box::pin(async move {
            let mut transaction = begin_write(&self.pool).await?;
            // What was typed as a name may be a password: only names that exist are written down.
            let detail = format!("{}, {network}", name.unwrap_or("onbekende naam"));
            log(&mut transaction, (now, "bezoeker", "aanmelden geweigerd"), None, &detail).await?;
            transaction.commit().await?;
            Ok(())
        })
    }

    fn second_step(&self, account: i64) -> Answer<'_, Option<SecondStep>> {
        Box::pin(second_step::find(&self.pool, account))
    }

    fn begin_second_step(&self, account: i64, secret: [u8; 20]) -> Answer<'_, bool> {
        Box::pin(second_step::begin(&self.pool, account, secret))
    }

    fn confirm_second_step<'a>(
        &'a self,
        account: &'a Account,
        step: i64,
        codes: &'a [TokenHash],
        now: Moment,
    ) -> Answer<'a, bool> {
        Box::pin(second_step::confirm(&self.pool, account, step, codes, now))
    }

    fn pass_second_step<'a>(&'a self, account: &'a Account, proof: Proof, now: Moment) -> Answer<'a, bool> {
        Box::pin(second_step::pass(&self.pool, account, proof, now))
    }

    fn remove_second_step<'a>(&'a self, name: &'a str, now: Moment) -> Answer<'a, bool> {
        Box::pin(second_step::remove(&self.pool, name, now))
    }
}

/// Replaces what an account may see, in one step: nobody ever sees more than one of both.
async fn see(pool: &SqlitePool, name: &str, sight: &Sight, now: Moment) -> Result<bool, StoreError> {
    let mut transaction = begin_write(pool).await?;
    let number: Option<i64> = sqlx::query_scalar("SELECT number FROM account WHERE name = ?")
        .bind(name)
        .fetch_optional(&mut *transaction)
        .await?;
    let Some(number) = number else { return Ok(false) };
    sqlx::query("DELETE FROM account_scope WHERE account = ?").bind(number).execute(&mut *transaction).await?;
    for gemeente in sight.words() {
        let sql = "INSERT INTO account_scope (account, gemeente) VALUES (?, ?)";
        sqlx::query(sql).bind(number).bind(gemeente).execute(&mut *transaction).await?;
    }
    let words: Vec<&str> = sight.words().collect();
    let words = if words.is_empty() { "geen".to_owned() } else { words.join(" ") };
    log(&mut transaction, (now, "beheer", "zicht gewijzigd"), None, &format!("{name}, {words}")).await?;
    transaction.commit().await?;
    Ok(true)
}

async fn add(pool: &SqlitePool, name: &str, role: Role, password: &str, now: Moment) -> Result<bool, StoreError> {
    let mut transaction = begin_write(pool).await?;
    let sql = "INSERT INTO account (name, role, password, created_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING";
    let result =
        sqlx::query(sql).bind(name).bind(role.as_str()).bind(password).bind(now).execute(&mut *transaction).await?;
    if result.rows_affected() == 0 {
        return Ok(false);
    }
    log(&mut transaction, (now, "beheer", "account gemaakt"), None, &format!("{name}, {}", role.as_str())).await?;
    transaction.commit().await?;
    Ok(true)
}
