//! `/redactie/bijdragen/{number}`: reading, editing, publishing, refusing, withdrawing, linking, erasing.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;

use super::bar::Shown;
use super::choices::shown_place;
use super::editing::{self, Sheet};
use super::security::{self, TOKEN};
use super::session::Editor;
use super::submit;
use crate::atlas::Atlas;
use crate::desk::SubmissionForm;
use crate::desk::mail::now;
use crate::desk::submission::Faults;
use crate::domain::{ContributionStatus, Lang, Text};
use crate::store::desk::{Contribution, Edit, Saved};
use crate::urls;
use crate::web::error::AppError;
use crate::web::parameters::context::PageContext;
use crate::web::parameters::query::{Fields, NoParameters, Query};
use crate::web::state::AppState;
use crate::web::state::desk::Desk;

/// Characters of a note at most.
const NOTE: usize = 4_000;

/// The fields of the form.
const NAMES: &[&str] = &[
    "soort",
    "titel",
    "tekst",
    "plaats",
    "plaats-keuze",
    "thema",
    "organisatie",
    "link",
    "taal",
    "notitie",
    "email-tonen",
    "versie",
    "actie",
    TOKEN,
];

fn unknown() -> AppError {
    AppError::not_found("Er is geen bijdrage met dit nummer.", "There is no contribution with this number.")
}

async fn find(desk: &Desk, number: &str) -> Result<Contribution, AppError> {
    let number = number.parse().map_err(|_| unknown())?;
    desk.store.contribution(number).await?.ok_or_else(unknown)
}

/// A contribution as the form shows it before anyone typed.
fn stored(atlas: &Atlas, item: &Contribution) -> (SubmissionForm, Lang) {
    let text = &item.text;
    let form = SubmissionForm {
        kind: text.kind.as_str().to_owned(),
        title: text.title.clone(),
        body: text.body.clone(),
        place: shown_place(atlas, &text.place),
        theme: text.theme.clone(),
        organisation: text.organisation.clone(),
        link: text.link.clone(),
        show_contact: item.contact_consent_at.is_some(),
        ..SubmissionForm::default()
    };
    (form, if text.lang == Lang::En.tag() { Lang::En } else { Lang::Nl })
}

/// Serves a contribution with its form.
///
/// # Errors
/// 404 when there is none.
pub async fn page(
    State(state): State<AppState>,
    ctx: PageContext,
    editor: Editor,
    Path(number): Path<String>,
    _: Query<NoParameters>,
) -> Result<Markup, AppError> {
    let desk = state.desk()?;
    let item = find(&desk, &number).await?;
    let served = state.served();
    let (typed, lang) = stored(&served.atlas, &item);
    let note = item.note.clone();
    let sheet =
        Sheet { item: &item, typed: &typed, note: &note, written_in: lang, faults: &Faults::default(), stale: false };
    show(&state, &ctx, &Shown { desk: &desk, editor: &editor }, &sheet).await
}

async fn show(state: &AppState, ctx: &PageContext, shown: &Shown<'_>, sheet: &Sheet<'_>) -> Result<Markup, AppError> {
    let store = &shown.desk.store;
    let number = sheet.item.number;
    let log = store.log(Some(number), 100).await?;
    let versions = store.versions(number).await?;
    let mut linked = Vec::new();
    for &other in &sheet.item.linked {
        linked.extend(store.contribution(other).await?);
    }
    let others = candidates(shown.desk, sheet.item).await?;
    let served = state.served();
    let beside = editing::Beside { log: &log, versions: &versions, linked: &linked, others: &others };
    Ok(editing::render(ctx, &served.atlas, shown, sheet, &beside))
}

/// What this contribution could be linked to: published or waiting ones of the other side.
async fn candidates(desk: &Desk, item: &Contribution) -> Result<Vec<Contribution>, AppError> {
    let mut found = desk.store.contributions(ContributionStatus::Gepubliceerd, 300).await?;
    found.extend(desk.store.contributions(ContributionStatus::Nieuw, 300).await?);
    found.retain(|other| other.text.kind.asks() != item.text.kind.asks() && !item.linked.contains(&other.number));
    // The same place and theme first.
    found.sort_by_key(|other| {
        let same = u8::from(other.text.place == item.text.place) + u8::from(other.text.theme == item.text.theme);
        (std::cmp::Reverse(same), std::cmp::Reverse(other.number))
    });
    Ok(found)
}

/// Saves what an editor typed, and publishes, refuses or withdraws where the button says so.
///
/// # Errors
/// Forged forms, a contribution that is gone.
pub async fn save(
    State(state): State<AppState>,
    ctx: PageContext,
    editor: Editor,
    Path(number): Path<String>,
    _: Query<NoParameters>,
    body: Bytes,
) -> Result<Response, AppError> {
    let desk = state.desk()?;
    let fields = security::fields(&body, NAMES)?;
    editor.check(&desk, &fields)?;
    let item = find(&desk, &number).await?;
    let served = state.served();
    let typed = submit::read(&fields);
    let written_in = if fields.get("taal") == Some(Lang::En.tag()) { Lang::En } else { Lang::Nl };
    let note: String = fields.get("notitie").unwrap_or_default().chars().take(NOTE).collect();
    let status = wanted(&fields)?;
    let shown = Shown { desk: &desk, editor: &editor };
    let (wrong, outdated) = match typed.check_text(&served.atlas, written_in) {
        Err(wrong) => (wrong, false),
        Ok(text) => {
            let version = fields.get("versie").and_then(|text| text.parse().ok()).unwrap_or_default();
            let edit = Edit { text, note: note.clone(), show_contact: typed.show_contact, status, version };
            match desk.store.save(item.number, &edit, &editor.account.name, now()).await? {
                Saved::Saved(_) => {
                    state.refresh_contributions().await?;
                    desk.wake();
                    let path = urls::moderation(item.number).to_string();
                    return Ok(Redirect::to(&ctx.href(&path)).into_response());
                }
                Saved::Gone => return Err(unknown()),
                Saved::NotAllowed => {
                    return Err(AppError::Conflict(Text {
                        nl: "Vanuit de stand die deze bijdrage nu heeft kan dat niet.".to_owned(),
                        en: "From the status that this contribution has now, that is not possible.".to_owned(),
                    }));
                }
                Saved::Stale => (Faults::default(), true),
            }
        }
    };
    let item = find(&desk, &number).await?;
    let sheet = Sheet { item: &item, typed: &typed, note: &note, written_in, faults: &wrong, stale: outdated };
    let status = if outdated { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(security::shown_again(status, show(&state, &ctx, &shown, &sheet).await?))
}

/// The status that the button asks for; `None` only saves.
fn wanted(fields: &Fields) -> Result<Option<ContributionStatus>, AppError> {
    match fields.get("actie") {
        None | Some("opslaan") => Ok(None),
        Some("publiceren") => Ok(Some(ContributionStatus::Gepubliceerd)),
        Some("afwijzen") => Ok(Some(ContributionStatus::Afgewezen)),
        Some("intrekken") => Ok(Some(ContributionStatus::Ingetrokken)),
        Some(other) => Err(AppError::bad_parameter("actie", other, "opslaan, publiceren, afwijzen, intrekken")),
    }
}

/// Links a contribution to another, or takes a link away.
///
/// # Errors
/// Forged forms, contributions that are no question and offer.
pub async fn link(
    State(state): State<AppState>,
    ctx: PageContext,
    editor: Editor,
    Path(number): Path<String>,
    _: Query<NoParameters>,
    body: Bytes,
) -> Result<Response, AppError> {
    let desk = state.desk()?;
    let fields = security::fields(&body, &["ander", "actie", TOKEN])?;
    editor.check(&desk, &fields)?;
    let item = find(&desk, &number).await?;
    let other: i64 = fields.parsed("ander", "nummer")?.ok_or_else(unknown)?;
    let on = match fields.get("actie") {
        Some("koppelen") => true,
        Some("ontkoppelen") => false,
        other => return Err(AppError::bad_parameter("actie", other.unwrap_or_default(), "koppelen, ontkoppelen")),
    };
    let (question, offer) = if item.text.kind.asks() { (item.number, other) } else { (other, item.number) };
    if !desk.store.link(question, offer, on, &editor.account.name, now()).await? {
        return Err(AppError::Conflict(Text {
            nl: "Koppelen gaat van een vraag naar een aanbod, en maar één keer.".to_owned(),
            en: "A link goes from a question to an offer, and only once.".to_owned(),
        }));
    }
    state.refresh_contributions().await?;
    Ok(Redirect::to(&ctx.href(urls::moderation(item.number))).into_response())
}

/// Erases a contribution for good.
///
/// # Errors
/// Forged forms, an account that may not.
pub async fn delete(
    State(state): State<AppState>,
    ctx: PageContext,
    editor: Editor,
    Path(number): Path<String>,
    _: Query<NoParameters>,
    body: Bytes,
) -> Result<Response, AppError> {
    let desk = state.desk()?;
    let fields = security::fields(&body, &["zeker", TOKEN])?;
    editor.check(&desk, &fields)?;
    if !editor.account.may_erase() {
        return Err(AppError::Forbidden(Text {
            nl: "Voorgoed wissen kan alleen een account met de rol admin en een tweede stap bij het aanmelden."
                .to_owned(),
            en: "Only an account with the role admin and a second step of signing in can erase for good.".to_owned(),
        }));
    }
    let item = find(&desk, &number).await?;
    if fields.get("zeker").is_none() {
        return Err(AppError::Conflict(Text {
            nl: "Zet eerst een vinkje: wissen kan niet ongedaan worden gemaakt.".to_owned(),
            en: "Tick the box first: erasing cannot be undone.".to_owned(),
        }));
    }
    desk.store.delete(item.number, &editor.account.name, now()).await?;
    state.refresh_contributions().await?;
    Ok(Redirect::to(&ctx.href(urls::EDITORS)).into_response())
}
