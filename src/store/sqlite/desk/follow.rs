//! Subscriptions, mailings, and what is erased.

use sqlx::{SqliteConnection, SqlitePool};

use super::{log, touch};
use crate::domain::Lang;
use crate::store::desk::{Answer, Delivery, Erased, Keep, Moment, NewSubscription, Subscription, SubscriptionStore};
use crate::store::sqlite::{begin_write, empty_journal};
use crate::store::{SqliteStore, StoreError};

type Row = (i64, String, String, String, String, Option<i64>, u32);

/// The columns of a [`Row`].
const COLUMNS: &str = "number, email, place, theme, lang, confirmed_at, attempts";

fn subscription((number, email, place, theme, lang, confirmed_at, failures): Row) -> Subscription {
    let lang = if lang == Lang::En.tag() { Lang::En } else { Lang::Nl };
    Subscription { number, email, place, theme, lang, confirmed_at, failures }
}

impl SubscriptionStore for SqliteStore {
    fn subscribe<'a>(&'a self, wish: &'a NewSubscription, now: Moment) -> Answer<'a, ()> {
        Box::pin(async move {
            let sql = "INSERT INTO subscription (email, place, theme, lang, created_at) VALUES (?, ?, ?, ?, ?)
                       ON CONFLICT (email, place, theme) DO UPDATE
                       SET asked_at = NULL, attempts = 0, retry_at = NULL, refused_at = NULL, lang = excluded.lang
                       WHERE confirmed_at IS NULL OR refused_at IS NOT NULL";
            sqlx::query(sql)
                .bind(&wish.email)
                .bind(&wish.place)
                .bind(&wish.theme)
                .bind(wish.lang.tag())
                .bind(now)
                .execute(&self.pool)
                .await?;
            Ok(())
        })
    }

    fn subscription(&self, number: i64) -> Answer<'_, Option<Subscription>> {
        Box::pin(async move {
            let sql = format!("SELECT {COLUMNS} FROM subscription WHERE number = ?");
            let row: Option<Row> =
                sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(number).fetch_optional(&self.pool).await?;
            Ok(row.map(subscription))
        })
    }

    fn confirm(&self, number: i64, now: Moment) -> Answer<'_, bool> {
        Box::pin(async move {
            let sql = "UPDATE subscription SET confirmed_at = coalesce(confirmed_at, ?) WHERE number = ?";
            let result = sqlx::query(sql).bind(now).bind(number).execute(&self.pool).await?;
            Ok(result.rows_affected() == 1)
        })
    }

    fn unsubscribe(&self, number: i64, _: Moment) -> Answer<'_, bool> {
        Box::pin(async move {
            let sql = "DELETE FROM subscription WHERE number = ?";
            Ok(sqlx::query(sql).bind(number).execute(&self.pool).await?.rows_affected() == 1)
        })
    }

    fn unasked(&self, limit: u32, now: Moment) -> Answer<'_, Vec<Subscription>> {
        Box::pin(async move {
            let sql = format!(
                "SELECT {COLUMNS} FROM subscription WHERE asked_at IS NULL AND confirmed_at IS NULL AND refused_at IS NULL
                 AND coalesce(retry_at, 0) <= ? ORDER BY number LIMIT ?"
            );
            let rows: Vec<Row> =
                sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(now).bind(limit).fetch_all(&self.pool).await?;
            Ok(rows.into_iter().map(subscription).collect())
        })
    }

    fn asked(&self, number: i64, delivery: Delivery, now: Moment) -> Answer<'_, ()> {
        Box::pin(async move {
            let mut transaction = begin_write(&self.pool).await?;
            if delivery == Delivery::Sent {
                let sql = "UPDATE subscription SET asked_at = ? WHERE number = ?";
                sqlx::query(sql).bind(now).bind(number).execute(&mut *transaction).await?;
            }
            remember(&mut transaction, number, delivery, now).await?;
            transaction.commit().await?;
            Ok(())
        })
    }

    fn confirmed(&self, now: Moment) -> Answer<'_, Vec<Subscription>> {
        Box::pin(async move {
            let sql = format!(
                "SELECT {COLUMNS} FROM subscription WHERE confirmed_at IS NOT NULL AND refused_at IS NULL
                 AND coalesce(retry_at, 0) <= ? ORDER BY number"
            );
            let rows: Vec<Row> = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(now).fetch_all(&self.pool).await?;
            Ok(rows.into_iter().map(subscription).collect())
        })
    }

    fn claim<'a>(
        &'a self,
        subscription: i64,
        contributions: &'a [i64],
        stale: Moment,
        now: Moment,
    ) -> Answer<'a, Vec<i64>> {
        Box::pin(claim(&self.pool, subscription, contributions, stale, now))
    }

    fn mailed<'a>(
        &'a self,
        subscription: i64,
        contributions: &'a [i64],
        delivery: Delivery,
        now: Moment,
    ) -> Answer<'a, ()> {
        Box::pin(async move {
            let sql = if delivery == Delivery::Sent {
                "UPDATE mailing SET sent_at = ?1 WHERE subscription = ?2 AND contribution = ?3"
            } else {
                "DELETE FROM mailing WHERE subscription = ?2 AND contribution = ?3 AND sent_at IS NULL AND ?1 IS NOT NULL"
            };
            let mut transaction = begin_write(&self.pool).await?;
            for contribution in contributions {
                sqlx::query(sql).bind(now).bind(subscription).bind(contribution).execute(&mut *transaction).await?;
            }
            remember(&mut transaction, subscription, delivery, now).await?;
            transaction.commit().await?;
            Ok(())
        })
    }

    fn tidy(&self, keep: Keep, now: Moment) -> Answer<'_, Erased> {
        Box::pin(tidy(&self.pool, keep, now))
    }

    fn erase<'a>(&'a self, email: &'a str, published: bool, now: Moment) -> Answer<'a, Erased> {
        Box::pin(erase(&self.pool, email, published, now))
    }
}

/// Writes down for the next round what became of a mail.
async fn remember(
    connection: &mut SqliteConnection,
    number: i64,
    delivery: Delivery,
    now: Moment,
) -> Result<(), StoreError> {
    let (sql, moment) = match delivery {
        Delivery::Sent => ("UPDATE subscription SET attempts = 0, retry_at = ?1 WHERE number = ?2", None),
        Delivery::Later(at) => {
            ("UPDATE subscription SET attempts = attempts + 1, retry_at = ?1 WHERE number = ?2", Some(at))
        }
        Delivery::Refused => ("UPDATE subscription SET refused_at = ?1 WHERE number = ?2", Some(now)),
    };
    sqlx::query(sql).bind(moment).bind(number).execute(connection).await?;
    Ok(())
}

async fn claim(
    pool: &SqlitePool,
    subscription: i64,
    contributions: &[i64],
    stale: Moment,
    now: Moment,
) -> Result<Vec<i64>, StoreError> {
    let sql = "INSERT INTO mailing (subscription, contribution, claimed_at) VALUES (?1, ?2, ?3)
               ON CONFLICT DO UPDATE SET claimed_at = ?3 WHERE sent_at IS NULL AND claimed_at < ?4
               RETURNING contribution";
    let mut claimed = Vec::new();
    let mut transaction = begin_write(pool).await?;
    for contribution in contributions {
        let taken: Option<i64> = sqlx::query_scalar(sql)
            .bind(subscription)
            .bind(contribution)
            .bind(now)
            .bind(stale)
            .fetch_optional(&mut *transaction)
            .await?;
        claimed.extend(taken);
    }
    transaction.commit().await?;
    Ok(claimed)
}

async fn tidy(pool: &SqlitePool, keep: Keep, now: Moment) -> Result<Erased, StoreError> {
    let mut transaction = begin_write(pool).await?;
    let refused = "status IN ('afgewezen', 'ingetrokken') AND decided_at <= ?";
    let mut run = async |sql: String, before: Moment| -> Result<u64, StoreError> {
        let result = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(before).execute(&mut *transaction).await?;
        Ok(result.rows_affected())
    };
    let erased = Erased {
        contributions: run(format!("DELETE FROM contribution WHERE {refused}"), now - keep.refused).await?,
        contacts: run(
            format!(
                "UPDATE contribution SET contact = NULL, contact_consent_at = NULL WHERE contact IS NOT NULL AND {refused}"
            ),
            now - keep.contact,
        )
        .await?,
        subscriptions: run(
            // An address whose server refuses for good is no address of a reader any more.
            "DELETE FROM subscription WHERE (confirmed_at IS NULL AND created_at <= ?1) OR refused_at <= ?1".to_owned(),
            now - keep.unconfirmed,
        )
        .await?,
    };
    run("DELETE FROM session WHERE created_at <= ?".to_owned(), now - keep.session).await?;
    if erased != Erased::default() {
        log(&mut transaction, (now, "opruiming", "gegevens gewist"), None, &in_words(erased)).await?;
    }
    transaction.commit().await?;
    if erased != Erased::default() {
        empty_journal(pool).await;
    }
    Ok(erased)
}

async fn erase(pool: &SqlitePool, email: &str, published: bool, now: Moment) -> Result<Erased, StoreError> {
    let mut transaction = begin_write(pool).await?;
    let mut run = async |sql: &'static str| -> Result<u64, StoreError> {
        Ok(sqlx::query(sql).bind(email).execute(&mut *transaction).await?.rows_affected())
    };
    let erased = Erased {
        contributions: run(if published {
            "DELETE FROM contribution WHERE contact = ? COLLATE NOCASE"
        } else {
            "DELETE FROM contribution WHERE contact = ? COLLATE NOCASE AND status <> 'gepubliceerd'"
        })
        .await?,
        contacts: run("UPDATE contribution SET contact = NULL, contact_consent_at = NULL, version = version + 1
             WHERE contact = ? COLLATE NOCASE")
        .await?,
        subscriptions: run("DELETE FROM subscription WHERE email = ? COLLATE NOCASE").await?,
    };
    if erased != Erased::default() {
        log(&mut transaction, (now, "beheer", "gegevens gewist"), None, &in_words(erased)).await?;
        touch(&mut transaction).await?;
    }
    transaction.commit().await?;
    empty_journal(pool).await;
    Ok(erased)
}

/// What the log says about an erasure: how much, never of whom.
fn in_words(erased: Erased) -> String {
    format!("{} adressen, {} bijdragen, {} abonnementen", erased.contacts, erased.contributions, erased.subscriptions)
}
