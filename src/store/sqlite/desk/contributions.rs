//! Contributions as they are sent in and read.

use sqlx::SqlitePool;

use super::rows::{COLUMNS, contribution};
use super::{chain, log, moderate};
use crate::domain::{ContributionStatus, ContributionText, PublishedContribution};
use crate::store::audit::Chain;
use crate::store::desk::{
    Answer, AuditEntry, Contribution, ContributionStore, Edit, Moment, Saved, Submission, Submitted, TokenHash,
};
use crate::store::sqlite::begin_write;
use crate::store::{SqliteStore, StoreError};

/// More waiting submissions than this are not taken in: nobody would read them, and the disk is finite.
const WAITING: i64 = 2_000;
/// What one network may have waiting of these.
const FROM_ONE_NETWORK: i64 = WAITING / 20;

impl ContributionStore for SqliteStore {
    fn submit<'a>(&'a self, submission: &'a Submission, token: TokenHash, now: Moment) -> Answer<'a, Submitted> {
        Box::pin(submit(&self.pool, submission, token, now))
    }

    fn contributions(&self, status: ContributionStatus, limit: u32) -> Answer<'_, Vec<Contribution>> {
        Box::pin(async move {
            let order = if status == ContributionStatus::Nieuw { "number" } else { "changed_at DESC, number DESC" };
            let sql = format!("SELECT {COLUMNS} FROM contribution WHERE status = ? ORDER BY {order} LIMIT ?");
            let rows =
                sqlx::query(sqlx::AssertSqlSafe(sql)).bind(status.as_str()).bind(limit).fetch_all(&self.pool).await?;
            rows.iter().map(contribution).collect()
        })
    }

    fn counts(&self) -> Answer<'_, Vec<(ContributionStatus, u64)>> {
        Box::pin(async move {
            let rows: Vec<(String, i64)> = sqlx::query_as("SELECT status, count(*) FROM contribution GROUP BY status")
                .fetch_all(&self.pool)
                .await?;
            let count = |status: ContributionStatus| {
                let found = rows.iter().find(|(name, _)| name == status.as_str()).map_or(0, |&(_, count)| count);
                (status, u64::try_from(found).unwrap_or_default())
            };
            Ok(ContributionStatus::ALL.into_iter().map(count).collect())
        })
    }

    fn contribution(&self, number: i64) -> Answer<'_, Option<Contribution>> {
        Box::pin(async move {
            let mut connection = self.pool.acquire().await?;
            moderate::find(&mut connection, number).await
        })
    }

    fn versions(&self, number: i64) -> Answer<'_, Vec<(i64, ContributionText)>> {
        Box::pin(async move {
            let sql = "SELECT version, body FROM contribution_version WHERE contribution = ? ORDER BY version";
            let rows: Vec<(i64, String)> = sqlx::query_as(sql).bind(number).fetch_all(&self.pool).await?;
            let read = |(version, body): (i64, String)| {
                let text = serde_json::from_str(&body)
                    .map_err(|error| StoreError::encoding(format!("version {version} of {number}"), &error))?;
                Ok((version, text))
            };
            rows.into_iter().map(read).collect()
        })
    }

    fn save<'a>(&'a self, number: i64, edit: &'a Edit, who: &'a str, now: Moment) -> Answer<'a, Saved> {
        Box::pin(moderate::save(&self.pool, number, edit, who, now))
    }

    fn refuse<'a>(&'a self, seen: &'a [(i64, i64)], who: &'a str, now: Moment) -> Answer<'a, u64> {
        Box::pin(moderate::refuse(&self.pool, seen, who, now))
    }

    fn link<'a>(&'a self, question: i64, offer: i64, on: bool, who: &'a str, now: Moment) -> Answer<'a, bool> {
        Box::pin(moderate::link(&self.pool, (question, offer), on, who, now))
    }

    fn delete<'a>(&'a self, number: i64, who: &'a str, now: Moment) -> Answer<'a, bool> {
        Box::pin(moderate::delete(&self.pool, number, who, now))
    }

    fn published(&self) -> Answer<'_, (i64, Vec<PublishedContribution>)> {
        Box::pin(published(&self.pool))
    }

    fn revision(&self) -> Answer<'_, i64> {
        Box::pin(async move { Ok(sqlx::query_scalar("SELECT revision FROM desk").fetch_one(&self.pool).await?) })
    }

    fn log(&self, contribution: Option<i64>, limit: u32) -> Answer<'_, Vec<AuditEntry>> {
        Box::pin(async move {
            let sql = "SELECT at, who, action, contribution, detail FROM audit
                       WHERE ?1 IS NULL OR contribution = ?1 ORDER BY number DESC LIMIT ?2";
            let rows: Vec<(i64, String, String, Option<i64>, String)> =
                sqlx::query_as(sql).bind(contribution).bind(limit).fetch_all(&self.pool).await?;
            let entry = |(at, who, action, contribution, detail)| AuditEntry { at, who, action, contribution, detail };
            Ok(rows.into_iter().map(entry).collect())
        })
    }

    fn chain(&self) -> Answer<'_, Chain> {
        Box::pin(async move { chain(&mut *self.pool.acquire().await?).await })
    }

    fn secret(&self) -> Answer<'_, [u8; 32]> {
        Box::pin(async move {
            let bytes: Vec<u8> = sqlx::query_scalar("SELECT secret FROM desk").fetch_one(&self.pool).await?;
            <[u8; 32]>::try_from(bytes).map_err(|bytes| StoreError::Encoding {
                what: "the key of the desk".to_owned(),
                why: format!("it has {} bytes instead of 32", bytes.len()),
            })
        })
    }
}

async fn submit(
    pool: &SqlitePool,
    submission: &Submission,
    token: TokenHash,
    now: Moment,
) -> Result<Submitted, StoreError> {
    let mut transaction = begin_write(pool).await?;
    let waiting: i64 = sqlx::query_scalar("SELECT count(*) FROM contribution WHERE status = 'nieuw'")
        .fetch_one(&mut *transaction)
        .await?;
    if waiting >= WAITING {
        return Ok(Submitted::Full);
    }
    let network = submission.network.map(|network| network.to_vec());
    let sql = "SELECT count(*) FROM contribution WHERE status = 'nieuw' AND network = ?";
    let beside: i64 = sqlx::query_scalar(sql).bind(&network).fetch_one(&mut *transaction).await?;
    if beside >= FROM_ONE_NETWORK {
        return Ok(Submitted::Crowded);
    }
    let text = &submission.text;
    let sql =
        "INSERT INTO contribution (token, status, kind, title, body, place, theme, organisation, link, lang, contact,
                   consent_at, contact_consent_at, submitted_at, changed_at, network)
               VALUES (?1, 'nieuw', ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?11, ?11, ?13)
               ON CONFLICT (token) DO NOTHING RETURNING number";
    let number: Option<i64> = sqlx::query_scalar(sql)
        .bind(token.to_vec())
        .bind(text.kind.as_str())
        .bind(&text.title)
        .bind(&text.body)
        .bind(&text.place)
        .bind(&text.theme)
        .bind(&text.organisation)
        .bind(&text.link)
        .bind(&text.lang)
        .bind(&submission.contact)
        .bind(now)
        .bind(submission.show_contact.then_some(now))
        .bind(network)
        .fetch_optional(&mut *transaction)
        .await?;
    let Some(number) = number else { return Ok(Submitted::Repeated) };
    log(&mut transaction, (now, "bezoeker", "ingestuurd"), Some(number), text.kind.as_str()).await?;
    transaction.commit().await?;
    Ok(Submitted::Kept(number))
}

async fn published(pool: &SqlitePool) -> Result<(i64, Vec<PublishedContribution>), StoreError> {
    // In one transaction: the list belongs to the revision.
    let mut transaction = pool.begin().await?;
    let revision = sqlx::query_scalar("SELECT revision FROM desk").fetch_one(&mut *transaction).await?;
    let sql = format!(
        "SELECT {COLUMNS} FROM contribution WHERE status = 'gepubliceerd' ORDER BY published_at DESC, number DESC"
    );
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).fetch_all(&mut *transaction).await?;
    let all: Vec<Contribution> = rows.iter().map(contribution).collect::<Result<_, _>>()?;
    let numbers: std::collections::BTreeSet<i64> = all.iter().map(|item| item.number).collect();
    let public = |item: Contribution| PublishedContribution {
        number: item.number,
        // Without a recorded consent the address stays behind.
        contact: item.contact_consent_at.and(item.contact),
        published_at: item.published_at.unwrap_or(item.changed_at),
        changed_at: item.changed_at,
        linked: item.linked.into_iter().filter(|other| numbers.contains(other)).collect(),
        text: item.text,
    };
    Ok((revision, all.into_iter().map(public).collect()))
}
