//! Subscriptions, mailings, and what is erased.

use sqlx::SqlitePool;

use super::{log, touch};
use crate::domain::Lang;
use crate::store::desk::{Answer, Erased, Keep, Moment, NewSubscription, Subscription, SubscriptionStore};
use crate::store::{SqliteStore, StoreError};

type Row = (i64, String, String, String, String, Option<i64>);

fn subscription((number, email, place, theme, lang, confirmed_at): Row) -> Subscription {
    let lang = if lang == Lang::En.tag() { Lang::En } else { Lang::Nl };
    Subscription { number, email, place, theme, lang, confirmed_at }
}

impl SubscriptionStore for SqliteStore {
    fn subscribe<'a>(&'a self, wish: &'a NewSubscription, now: Moment) -> Answer<'a, ()> {
        Box::pin(async move {
            let sql = "INSERT INTO subscription (email, place, theme, lang, created_at) VALUES (?, ?, ?, ?, ?)
                       ON CONFLICT (email, place, theme) DO UPDATE
                       SET asked_at = NULL, attempts = 0, lang = excluded.lang WHERE confirmed_at IS NULL";
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
            let sql = "SELECT number, email, place, theme, lang, confirmed_at FROM subscription WHERE number = ?";
            let row: Option<Row> = sqlx::query_as(sql).bind(number).fetch_optional(&self.pool).await?;
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

    fn unasked(&self, attempts: u32, limit: u32) -> Answer<'_, Vec<Subscription>> {
        Box::pin(async move {
            let sql = "SELECT number, email, place, theme, lang, confirmed_at FROM subscription
                       WHERE asked_at IS NULL AND confirmed_at IS NULL AND attempts < ? ORDER BY number LIMIT ?";
            let rows: Vec<Row> = sqlx::query_as(sql).bind(attempts).bind(limit).fetch_all(&self.pool).await?;
            Ok(rows.into_iter().map(subscription).collect())
        })
    }

    fn asked(&self, number: i64, sent: bool, now: Moment) -> Answer<'_, ()> {
        Box::pin(async move {
            let sql = if sent {
                "UPDATE subscription SET asked_at = ?1 WHERE number = ?2"
            } else {
                "UPDATE subscription SET attempts = attempts + 1 WHERE number = ?2 AND ?1 IS NOT NULL"
            };
            sqlx::query(sql).bind(now).bind(number).execute(&self.pool).await?;
            Ok(())
        })
    }

    fn confirmed(&self) -> Answer<'_, Vec<Subscription>> {
        Box::pin(async move {
            let sql = "SELECT number, email, place, theme, lang, confirmed_at FROM subscription
                       WHERE confirmed_at IS NOT NULL ORDER BY number";
            let rows: Vec<Row> = sqlx::query_as(sql).fetch_all(&self.pool).await?;
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

    fn mailed<'a>(&'a self, subscription: i64, contributions: &'a [i64], sent: bool, now: Moment) -> Answer<'a, ()> {
        Box::pin(async move {
            let sql = if sent {
                "UPDATE mailing SET sent_at = ?1 WHERE subscription = ?2 AND contribution = ?3"
            } else {
                "DELETE FROM mailing WHERE subscription = ?2 AND contribution = ?3 AND sent_at IS NULL AND ?1 IS NOT NULL"
            };
            let mut transaction = self.pool.begin_with("BEGIN IMMEDIATE").await?;
            for contribution in contributions {
                sqlx::query(sql).bind(now).bind(subscription).bind(contribution).execute(&mut *transaction).await?;
            }
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
    let mut transaction = pool.begin_with("BEGIN IMMEDIATE").await?;
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
    let mut transaction = pool.begin_with("BEGIN IMMEDIATE").await?;
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
            "DELETE FROM subscription WHERE confirmed_at IS NULL AND created_at <= ?".to_owned(),
            now - keep.unconfirmed,
        )
        .await?,
    };
    run("DELETE FROM session WHERE created_at <= ?".to_owned(), now - keep.session).await?;
    if erased != Erased::default() {
        log(&mut transaction, (now, "opruiming", "gegevens gewist"), None, &in_words(erased)).await?;
    }
    transaction.commit().await?;
    Ok(erased)
}

async fn erase(pool: &SqlitePool, email: &str, published: bool, now: Moment) -> Result<Erased, StoreError> {
    let mut transaction = pool.begin_with("BEGIN IMMEDIATE").await?;
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
    Ok(erased)
}

/// What the log says about an erasure: how much, never of whom.
fn in_words(erased: Erased) -> String {
    format!("{} adressen, {} bijdragen, {} abonnementen", erased.contacts, erased.contributions, erased.subscriptions)
}
