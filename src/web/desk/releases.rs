//! `/redactie/uitgaven`: the releases that are kept and not served, and what each would change, to be read before one is
//! made active.

use axum::extract::{Path, State};
use maud::{Markup, html};

use super::bar::{Shown, bar};
use super::session::Editor;
use crate::domain::Lang;
use crate::export::Columns;
use crate::store::ReleaseInfo;
use crate::text;
use crate::urls;
use crate::web::components::difference;
use crate::web::components::table::PageTable;
use crate::web::error::AppError;
use crate::web::parameters::context::PageContext;
use crate::web::parameters::query::{NoParameters, Query};
use crate::web::representation::layout;
use crate::web::state::AppState;
use crate::web::state::desk::Desk;

/// The active release, and the others that are kept, the newest first.
async fn releases(desk: &Desk) -> Result<(Option<ReleaseInfo>, Vec<ReleaseInfo>), AppError> {
    let all = desk.store.all_releases().await?;
    let (active, others): (Vec<_>, Vec<_>) =
        all.into_iter().filter(ReleaseInfo::kept).partition(|release| release.active_since.is_some());
    Ok((active.into_iter().next(), others))
}

/// Serves the list.
///
/// # Errors
/// No desk, or the database.
pub async fn list(
    State(state): State<AppState>,
    ctx: PageContext,
    editor: Editor,
    _: Query<NoParameters>,
) -> Result<Markup, AppError> {
    let desk = state.desk()?;
    let (active, others) = releases(&desk).await?;
    let lang = ctx.lang;
    let title = lang.pick("Uitgaven", "Releases");
    let main = html! {
        div class="stack" {
            h1 { (title) }
            (bar(&ctx, &Shown { desk: &desk, editor: &editor }))
            @if let Some(active) = &active {
                p {
                    (lang.pick("Nu te zien: uitgave ", "Served now: release ")) b { (active.id) }
                    (lang.pick(", ingelezen op ", ", imported on ")) (moment(lang, &active.imported_at)) "."
                }
            }
            @if others.is_empty() {
                p { (lang.pick("Er is geen andere uitgave bewaard.", "No other release is kept.")) }
            } @else {
                p { (lang.pick(
                    "Bewaard en niet te zien. Lees wat een uitgave zou veranderen, voordat de beheerder haar zichtbaar maakt.",
                    "Kept and not served. Read what a release would change before the operator makes it active.",
                )) }
                (table(&ctx, title, &others))
            }
        }
    };
    Ok(layout::page(&ctx, title, main))
}

fn table(ctx: &PageContext, name: &str, others: &[ReleaseInfo]) -> Markup {
    let lang = ctx.lang;
    let columns = Columns::of(lang)
        .text(("Uitgave", "Release"), |release: &&ReleaseInfo| release.id.clone())
        .text(("Ingelezen", "Imported"), move |release| moment(lang, &release.imported_at))
        .number(("Bestanden", "Files"), |release| release.files);
    PageTable::of(columns)
        .boxed_as(name)
        .show("uitgave")
        .linked(|release| ctx.href(urls::kept_release(&release.id)))
        .show("ingelezen")
        .show("bestanden")
        .render("table", others)
}

/// Serves what a release would change against the active one.
///
/// # Errors
/// No such release, no active one, too much is being made, no desk, or the database.
pub async fn one(
    State(state): State<AppState>,
    ctx: PageContext,
    editor: Editor,
    Path(id): Path<String>,
    _: Query<NoParameters>,
) -> Result<Markup, AppError> {
    let desk = state.desk()?;
    let (active, others) = releases(&desk).await?;
    let absent = || {
        AppError::not_found(
            format!("Deze uitgave is niet bewaard, of zij is nu te zien. Zie {}.", urls::EDITORS_RELEASES),
            format!("This release is not kept, or it is served now. See {}.", urls::EDITORS_RELEASES),
        )
    };
    let (Some(active), Some(release)) = (active, others.into_iter().find(|release| release.id == id)) else {
        return Err(absent());
    };
    let pair = (active.id.as_str(), release.id.as_str());
    let sight = &editor.account.sight;
    let compared = desk.differences.between((state.gate(), &*desk.store), pair, sight).await?;
    let lang = ctx.lang;
    let title = difference::title(lang);
    let main = html! {
        div class="stack" {
            h1 { (title) }
            (bar(&ctx, &Shown { desk: &desk, editor: &editor }))
            p class="lede" { (difference::pair(lang, &release.id, &active.id)) }
            p class="secondary" {
                (lang.pick("Ingelezen op ", "Imported on ")) (moment(lang, &release.imported_at)) ". "
                (lang.pick("De beheerder maakt haar zichtbaar met ", "The operator makes it active with "))
                code { "wijkwijzer release activate " (release.id) } "."
            }
            div class="prose" { (difference::content(lang, &compared)) }
        }
    };
    Ok(layout::page(&ctx, title, main))
}

/// A moment as the store writes it.
fn moment(lang: Lang, at: &str) -> String {
    at.parse::<jiff::Timestamp>().map_or_else(|_| text::date(lang, at), |at| text::moment(lang, at.as_second()))
}
