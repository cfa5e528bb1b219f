//! A contribution as a row.

use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

use crate::domain::ContributionText;
use crate::store::StoreError;
use crate::store::desk::Contribution;

/// The columns of a contribution and the numbers linked to it.
pub(super) const COLUMNS: &str = "number, status, kind, title, body, place, theme, organisation, link, lang, contact, \
    contact_consent_at, submitted_at, changed_at, decided_at, published_at, note, version, network, \
    (SELECT group_concat(other, ' ') FROM (SELECT offer AS other FROM contribution_link WHERE question = number \
     UNION SELECT question FROM contribution_link WHERE offer = number ORDER BY 1)) AS linked";

/// Reads a row with [`COLUMNS`].
pub(super) fn contribution(row: &SqliteRow) -> Result<Contribution, StoreError> {
    let unknown = |what: &str| StoreError::Encoding { what: what.to_owned(), why: "it is not known".to_owned() };
    let linked: Option<String> = row.try_get("linked")?;
    Ok(Contribution {
        number: row.try_get("number")?,
        status: row.try_get::<&str, _>("status")?.parse().map_err(|_| unknown("a status"))?,
        text: ContributionText {
            kind: row.try_get::<&str, _>("kind")?.parse().map_err(|_| unknown("a kind"))?,
            title: row.try_get("title")?,
            body: row.try_get("body")?,
            place: row.try_get("place")?,
            theme: row.try_get("theme")?,
            organisation: row.try_get("organisation")?,
            link: row.try_get("link")?,
            lang: row.try_get("lang")?,
        },
        contact: row.try_get("contact")?,
        contact_consent_at: row.try_get("contact_consent_at")?,
        submitted_at: row.try_get("submitted_at")?,
        changed_at: row.try_get("changed_at")?,
        decided_at: row.try_get("decided_at")?,
        published_at: row.try_get("published_at")?,
        note: row.try_get("note")?,
        version: row.try_get("version")?,
        network: row.try_get::<Option<Vec<u8>>, _>("network")?.and_then(|hash| hash.try_into().ok()),
        linked: linked.iter().flat_map(|text| text.split(' ')).filter_map(|number| number.parse().ok()).collect(),
    })
}
