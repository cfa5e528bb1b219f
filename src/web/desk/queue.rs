//! The queue of the editors, and refusing several contributions at once.

use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::bar::{Shown, bar};
use super::security::{self, TOKEN};
use super::session::Editor;
use crate::atlas::Atlas;
use crate::desk::mail::now;
use crate::desk::place;
use crate::domain::{ContributionStatus, Lang};
use crate::export::Columns;
use crate::store::desk::{Contribution, TokenHash};
use crate::text;
use crate::urls;
use crate::web::components::fields;
use crate::web::components::table::PageTable;
use crate::web::error::AppError;
use crate::web::parameters::context::PageContext;
use crate::web::parameters::query::{NoParameters, Query};
use crate::web::representation::layout;
use crate::web::state::AppState;

/// The field with a contribution and the version of it that the page showed.
const SEEN: &str = "gezien";
/// From how many on the contributions of one network are pointed out.
const CROWD: usize = 5;

fn seen(item: &Contribution) -> String {
    format!("{}.{}", item.number, item.version)
}

/// Refuses what was chosen, as far as it still waits as it was seen.
///
/// # Errors
/// Forged forms, the database.
pub async fn refuse(
    State(state): State<AppState>,
    ctx: PageContext,
    editor: Editor,
    _: Query<NoParameters>,
    body: Bytes,
) -> Result<Response, AppError> {
    let desk = state.desk()?;
    let fields = security::fields_with_lists(&body, &[SEEN, TOKEN], &[SEEN])?;
    editor.check(&desk, &fields)?;
    let read = |text: &str| {
        let (number, version) = text.split_once('.')?;
        Some((number.parse().ok()?, version.parse().ok()?))
    };
    let wrong = |text: &str| AppError::bad_parameter(SEEN, text, "12.1");
    let chosen = fields.all(SEEN).map(|text| read(text).ok_or_else(|| wrong(text)));
    let chosen: Vec<(i64, i64)> = chosen.collect::<Result<_, _>>()?;
    desk.store.refuse(&chosen, &editor.account.name, now()).await?;
    Ok(Redirect::to(&ctx.href(urls::EDITORS)).into_response())
}

/// Many contributions of one network, to refuse together.
fn crowds(ctx: &PageContext, shown: &Shown<'_>, items: &[Contribution]) -> Markup {
    let lang = ctx.lang;
    let mut networks: BTreeMap<TokenHash, Vec<&Contribution>> = BTreeMap::new();
    for item in items {
        if let Some(network) = item.network {
            networks.entry(network).or_default().push(item);
        }
    }
    html! {
        @for crowd in networks.values().filter(|crowd| crowd.len() >= CROWD) {
            form class="stale" action=(ctx.href(urls::REFUSE)) method="post" {
                p {
                    (crowd.len()) (lang.pick(" bijdragen hieronder komen uit hetzelfde netwerk, van “", " contributions below came from the same network, from “"))
                    @if let (Some(first), Some(last)) = (crowd.first(), crowd.last()) {
                        (first.text.title) (lang.pick("” tot “", "” to “")) (last.text.title) "”."
                    }
                }
                @for item in crowd { (fields::carried(SEEN, &seen(item))) }
                (fields::carried(TOKEN, &shown.editor.form_token(shown.desk)))
                button class="button button-quiet" type="submit" { (lang.pick("Wijs deze alle af", "Refuse all of these")) }
            }
        }
    }
}

/// The page.
pub(super) fn render(
    ctx: &PageContext,
    atlas: &Atlas,
    shown: &Shown<'_>,
    status: ContributionStatus,
    counts: &[(ContributionStatus, u64)],
    items: &[Contribution],
) -> Markup {
    let lang = ctx.lang;
    let title = lang.pick("Redactie", "Editors");
    let waits = status == ContributionStatus::Nieuw && !items.is_empty();
    let main = html! {
        div class="stack" {
            h1 { (title) }
            (bar(ctx, shown))
            nav class="switch" aria-label=(lang.pick("Stand", "Status")) {
                @for &(other, count) in counts {
                    a href=(ctx.with(&[("status", Some(other.as_str()))])) aria-current=[(other == status).then_some("page")] {
                        (tab(lang, other)) small { (count) }
                    }
                }
            }
            (crowds(ctx, shown, items))
            @if items.is_empty() {
                p { (lang.pick("Hier staat niets.", "There is nothing here.")) }
            } @else {
                form action=(ctx.href(urls::REFUSE)) method="post" {
                    (table(ctx, atlas, tab(lang, status), items, waits))
                    @if waits {
                        (fields::carried(TOKEN, &shown.editor.form_token(shown.desk)))
                        button class="button button-quiet" type="submit" { (lang.pick("Wijs af wat is gekozen", "Refuse what is chosen")) }
                    }
                }
            }
        }
    };
    layout::page(ctx, title, main)
}

const fn tab(lang: Lang, status: ContributionStatus) -> &'static str {
    match status {
        ContributionStatus::Nieuw => lang.pick("Te beoordelen", "To review"),
        ContributionStatus::Gepubliceerd => lang.pick("Gepubliceerd", "Published"),
        ContributionStatus::Afgewezen => lang.pick("Afgewezen", "Refused"),
        ContributionStatus::Ingetrokken => lang.pick("Ingetrokken", "Withdrawn"),
    }
}

fn table(ctx: &PageContext, atlas: &Atlas, name: &str, items: &[Contribution], waits: bool) -> Markup {
    let lang = ctx.lang;
    let columns = Columns::of(lang)
        .text(("Titel", "Title"), |item: &&Contribution| item.text.title.clone())
        .text(("Soort", "Kind"), move |item| text::contribution_kind(lang, item.text.kind))
        .text(("Plaats", "Place"), move |item| {
            (!item.text.place.is_empty()).then(|| place::told(atlas, &item.text.place, lang))
        })
        .text(("Ingestuurd", "Sent in"), move |item| text::moment(lang, item.submitted_at))
        .text(("Gewijzigd", "Changed"), move |item| text::moment(lang, item.changed_at));
    PageTable::of(columns)
        .boxed_as(name)
        .show("titel")
        .written(|item, cell| {
            html! {
                @if waits {
                    input type="checkbox" name=(SEEN) value=(seen(item)) aria-label={ (lang.pick("Kies ", "Choose ")) (item.text.title) };
                    " "
                }
                a href=(ctx.href(urls::moderation(item.number))) lang=(item.text.lang) { (cell.shown(lang)) }
            }
        })
        .show("soort")
        .show("plaats")
        .show("ingestuurd")
        .show("gewijzigd")
        .render("table", items)
}
