//! What editors do with a contribution.

use sqlx::{SqliteConnection, SqlitePool};

use super::rows::{COLUMNS, contribution};
use super::{log, touch};
use crate::domain::ContributionStatus;
use crate::store::StoreError;
use crate::store::desk::{Contribution, Edit, Moment, Saved};
use crate::store::sqlite::{begin_write, empty_journal};

/// One contribution.
pub(super) async fn find(connection: &mut SqliteConnection, number: i64) -> Result<Option<Contribution>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM contribution WHERE number = ?");
    let row = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(number).fetch_optional(connection).await?;
    row.as_ref().map(contribution).transpose()
}

/// Saves a change, keeps what was there before, and logs it.
pub(super) async fn save(
    pool: &SqlitePool,
    number: i64,
    edit: &Edit,
    who: &str,
    now: Moment,
) -> Result<Saved, StoreError> {
    let mut transaction = begin_write(pool).await?;
    let saved = save_in(&mut transaction, number, edit, who, now).await?;
    transaction.commit().await?;
    Ok(saved)
}

/// Refuses those that still wait in the version that was seen.
pub(super) async fn refuse(pool: &SqlitePool, seen: &[(i64, i64)], who: &str, now: Moment) -> Result<u64, StoreError> {
    let mut transaction = begin_write(pool).await?;
    let mut refused = 0;
    for &(number, version) in seen {
        let Some(item) = find(&mut transaction, number).await? else { continue };
        if item.status != ContributionStatus::Nieuw {
            continue;
        }
        let show_contact = item.contact_consent_at.is_some();
        let status = Some(ContributionStatus::Afgewezen);
        let edit = Edit { text: item.text, note: item.note, show_contact, status, version };
        let saved = save_in(&mut transaction, number, &edit, who, now).await?;
        refused += u64::from(matches!(saved, Saved::Saved(_)));
    }
    transaction.commit().await?;
    Ok(refused)
}

async fn save_in(
    connection: &mut SqliteConnection,
    number: i64,
    edit: &Edit,
    who: &str,
    now: Moment,
) -> Result<Saved, StoreError> {
    let Some(old) = find(connection, number).await? else { return Ok(Saved::Gone) };
    if old.version != edit.version {
        return Ok(Saved::Stale);
    }
    if edit.status.is_some_and(|next| !old.status.may_become(next)) {
        return Ok(Saved::NotAllowed);
    }
    let fields = changed_fields(&old, edit);
    if fields.is_empty() && edit.status.is_none() {
        return Ok(Saved::Saved(old.version));
    }
    if old.text != edit.text {
        let body = serde_json::to_string(&old.text)
            .map_err(|error| StoreError::encoding(format!("contribution {number}"), &error))?;
        sqlx::query("INSERT INTO contribution_version (contribution, version, body) VALUES (?, ?, ?)")
            .bind(number)
            .bind(old.version)
            .bind(body)
            .execute(&mut *connection)
            .await?;
    }
    write(connection, &old, edit, now).await?;
    if !fields.is_empty() {
        log(connection, (now, who, "bewerkt"), Some(number), &fields.join(", ")).await?;
    }
    if let Some(status) = edit.status {
        log(connection, (now, who, action(status)), Some(number), "").await?;
        forget_wrong_links(connection, number).await?;
    }
    let public = |status| status == ContributionStatus::Gepubliceerd;
    if public(old.status) || edit.status.is_some_and(public) {
        touch(connection).await?;
    }
    Ok(Saved::Saved(old.version + 1))
}

/// Names of the fields that an edit changes, as the log shows them.
fn changed_fields(old: &Contribution, edit: &Edit) -> Vec<&'static str> {
    let (was, is) = (&old.text, &edit.text);
    let fields = [
        ("soort", was.kind != is.kind),
        ("titel", was.title != is.title),
        ("tekst", was.body != is.body),
        ("plaats", was.place != is.place),
        ("thema", was.theme != is.theme),
        ("organisatie", was.organisation != is.organisation),
        ("link", was.link != is.link),
        ("taal", was.lang != is.lang),
        ("notitie", old.note != edit.note),
        ("e-mailadres niet meer tonen", old.contact_consent_at.is_some() && !edit.show_contact),
    ];
    fields.into_iter().filter(|&(_, changed)| changed).map(|(name, _)| name).collect()
}

const fn action(status: ContributionStatus) -> &'static str {
    match status {
        ContributionStatus::Nieuw => "teruggezet",
        ContributionStatus::Gepubliceerd => "gepubliceerd",
        ContributionStatus::Afgewezen => "afgewezen",
        ContributionStatus::Ingetrokken => "ingetrokken",
    }
}

async fn write(
    connection: &mut SqliteConnection,
    old: &Contribution,
    edit: &Edit,
    now: Moment,
) -> Result<(), StoreError> {
    let status = edit.status.unwrap_or(old.status);
    let published = (status == ContributionStatus::Gepubliceerd).then_some(now);
    let consent = if edit.show_contact { old.contact_consent_at } else { None };
    let text = &edit.text;
    let sql =
        "UPDATE contribution SET status = ?, kind = ?, title = ?, body = ?, place = ?, theme = ?, organisation = ?,
                   link = ?, lang = ?, note = ?, contact_consent_at = ?, changed_at = ?, decided_at = ?,
                   published_at = ?, version = version + 1, network = iif(?, NULL, network)
               WHERE number = ?";
    sqlx::query(sql)
        .bind(status.as_str())
        .bind(text.kind.as_str())
        .bind(&text.title)
        .bind(&text.body)
        .bind(&text.place)
        .bind(&text.theme)
        .bind(&text.organisation)
        .bind(&text.link)
        .bind(&text.lang)
        .bind(&edit.note)
        .bind(consent)
        .bind(now)
        .bind(if edit.status.is_some() { Some(now) } else { old.decided_at })
        .bind(old.published_at.or(published))
        .bind(edit.status.is_some())
        .bind(old.number)
        .execute(&mut *connection)
        .await?;
    // A question that became an offer, or the other way round, loses its links.
    if old.text.kind.asks() != text.kind.asks() {
        forget_wrong_links(connection, old.number).await?;
    }
    Ok(())
}

/// Drops links of `number` that no longer go from a question to an offer.
async fn forget_wrong_links(connection: &mut SqliteConnection, number: i64) -> Result<(), StoreError> {
    let sql = "DELETE FROM contribution_link WHERE (question = ?1 OR offer = ?1) AND NOT (
                   (SELECT kind FROM contribution WHERE number = question) = 'vraag'
                   AND (SELECT kind FROM contribution WHERE number = offer) <> 'vraag')";
    sqlx::query(sql).bind(number).execute(connection).await?;
    Ok(())
}

/// Links a question to an offer, or takes the link away.
pub(super) async fn link(
    pool: &SqlitePool,
    (question, offer): (i64, i64),
    on: bool,
    who: &str,
    now: Moment,
) -> Result<bool, StoreError> {
    let mut transaction = begin_write(pool).await?;
    let sql = if on {
        "INSERT INTO contribution_link (question, offer)
         SELECT q.number, o.number FROM contribution q, contribution o
         WHERE q.number = ? AND q.kind = 'vraag' AND o.number = ? AND o.kind <> 'vraag'
         ON CONFLICT DO NOTHING"
    } else {
        "DELETE FROM contribution_link WHERE question = ? AND offer = ?"
    };
    let result = sqlx::query(sql).bind(question).bind(offer).execute(&mut *transaction).await?;
    if result.rows_affected() == 0 {
        return Ok(false);
    }
    let action = if on { "gekoppeld" } else { "ontkoppeld" };
    log(&mut transaction, (now, who, action), Some(question), &format!("aan {offer}")).await?;
    log(&mut transaction, (now, who, action), Some(offer), &format!("aan {question}")).await?;
    touch(&mut transaction).await?;
    transaction.commit().await?;
    Ok(true)
}

/// Erases a contribution with its earlier versions, links and mailings; the log keeps its number.
pub(super) async fn delete(pool: &SqlitePool, number: i64, who: &str, now: Moment) -> Result<bool, StoreError> {
    let mut transaction = begin_write(pool).await?;
    let result =
        sqlx::query("DELETE FROM contribution WHERE number = ?").bind(number).execute(&mut *transaction).await?;
    if result.rows_affected() == 0 {
        return Ok(false);
    }
    log(&mut transaction, (now, who, "verwijderd"), Some(number), "").await?;
    touch(&mut transaction).await?;
    transaction.commit().await?;
    empty_journal(pool).await;
    Ok(true)
}
