//! `/kennis/organisaties`: who is behind the examples, publications and events.

use axum::extract::State;
use maud::{Markup, html};

use super::super::super::context::PageContext;
use super::super::super::query::{NoParameters, Query};
use super::super::super::state::AppState;
use crate::atlas::Knowledge;
use crate::domain::{Lang, OrganisationKind};
use crate::export::entry_path;
use crate::text;
use crate::views::knowledge::{DirectoryRow, directory};

/// Kind of an organisation in words.
#[must_use]
pub const fn kind_name(lang: Lang, kind: OrganisationKind) -> &'static str {
    match kind {
        OrganisationKind::Programma => lang.pick("Lokale programma's en allianties", "Local programmes and alliances"),
        OrganisationKind::Gemeente => lang.pick("Gemeenten", "Municipalities"),
        OrganisationKind::Overheid => {
            lang.pick("Rijk, parlement en provincies", "Central government, parliament and provinces")
        }
        OrganisationKind::Kennis => lang.pick("Kennis en onderzoek", "Knowledge and research"),
        OrganisationKind::Netwerk => lang.pick("Netwerken en fondsen", "Networks and funds"),
        OrganisationKind::Bewoners => lang.pick("Bewoners en bewonersbedrijven", "Residents and residents' companies"),
        OrganisationKind::Wonen => lang.pick("Corporaties en ontwikkelaars", "Housing associations and developers"),
        OrganisationKind::Welzijn => lang.pick("Welzijn, zorg en cultuur", "Welfare, care and culture"),
        OrganisationKind::Onderwijs => lang.pick("Onderwijs", "Education"),
        OrganisationKind::Veiligheid => lang.pick("Politie en justitie", "Police and justice"),
        OrganisationKind::Bureau => lang.pick("Bureaus en bedrijven", "Bureaus and companies"),
    }
}

/// Serves the page.
pub async fn serve(State(state): State<AppState>, ctx: PageContext, _: Query<NoParameters>) -> Markup {
    let lang = ctx.lang;
    let served = state.served();
    let atlas = &Knowledge::new(&served.atlas, &served.content);
    let (rows, without) = directory(atlas);
    let title = lang.pick("Organisaties", "Organisations");
    let lede = match lang {
        Lang::Nl => format!(
            "{} organisaties staan achter de voorbeelden, publicaties en bijeenkomsten op deze site.",
            rows.len()
        ),
        Lang::En => {
            format!("{} organisations are behind the examples, publications and events on this site.", rows.len())
        }
    };
    let groups: Vec<&[DirectoryRow<'_>]> =
        rows.chunk_by(|one, other| one.organisation.kind == other.organisation.kind).collect();
    let main = html! {
        div class="stack" {
            (super::breadcrumb(&ctx, &[], title))
            h1 { (title) }
            p class="lede" { (lede) }
            p class="prose" {
                (lang.pick(
                    "Schrijfwijzen zijn samengevoegd volgens een vaste lijst, niet op gevoel. De indeling in soorten is van de redactie. ",
                    "Spellings were joined by a fixed list, not by feeling. The division into kinds is the editors'. ",
                ))
                @match lang {
                    Lang::Nl => { "Bij " (without) " items noemt de bron geen organisatie met een naam." },
                    Lang::En => { "For " (without) " items the source names no organisation." },
                }
            }
            nav aria-label=(lang.pick("Soorten", "Kinds")) {
                ul class="choices" { @for group in &groups { @if let Some(first) = group.first() {
                    li { a href={ "#soort-" (number(first.organisation.kind)) } { (kind_name(lang, first.organisation.kind)) " (" (group.len()) ")" } }
                } } }
            }
            @for group in &groups { @if let Some(first) = group.first() {
                section class="knowledge-part" aria-labelledby={ "soort-" (number(first.organisation.kind)) } {
                    h2 id={ "soort-" (number(first.organisation.kind)) } { (kind_name(lang, first.organisation.kind)) }
                    div class="directory" { @for row in *group { (one(&ctx, row)) } }
                }
            } }
        }
    };
    super::page(&ctx, title, &lede, &main)
}

const fn number(kind: OrganisationKind) -> u8 {
    kind as u8 + 1
}

fn one(ctx: &PageContext, row: &DirectoryRow<'_>) -> Markup {
    let lang = ctx.lang;
    html! {
        details class="disclosure" id=(row.organisation.id) {
            summary { (row.organisation.name) " " span class="secondary" { "(" (row.items.len()) ")" } }
            ul class="source-list" {
                @for item in &row.items {
                    li {
                        a href=(ctx.href(&entry_path(item))) { (item.title.get(lang)) }
                        " " span class="secondary" { (text::date(lang, item.date)) }
                    }
                }
            }
        }
    }
}
