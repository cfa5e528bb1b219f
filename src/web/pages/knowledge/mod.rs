//! `/kennis`: the knowledge base.

mod frame;
mod lessons;
mod organisations;
mod programme;
mod publications;
mod timeline;
mod tools;
mod tree;

use axum::Router;
use axum::extract::State;
use axum::routing::get;
use maud::{Markup, html};

use crate::atlas::{Knowledge, newest_first};
use crate::domain::{Lang, Publication};
use crate::text;
use crate::urls::{self, Route};
use crate::web::components::items;
use crate::web::http::negotiate::Format;
use crate::web::http::resource::resource;
use crate::web::parameters::context::PageContext;
use crate::web::parameters::query::{NoParameters, Query};
use crate::web::state::AppState;
use frame::page;

/// The routes below `/kennis`.
pub fn routes() -> Router<AppState> {
    let table = [Format::Csv, Format::Xlsx];
    Router::new()
        .route(urls::KNOWLEDGE.pattern(), get(front))
        .merge(resource(urls::PUBLICATIONS, publications::serve, &[Format::Json, Format::Csv, Format::Xlsx]))
        .route(urls::LESSONS.pattern(), get(lessons::serve))
        .route(urls::TOOLS.pattern(), get(tools::list))
        .route(urls::CHECKLIST.pattern(), get(tools::checklist))
        .route(urls::DECISION_TREE.pattern(), get(tree::serve))
        .merge(resource(urls::PROGRAMME, programme::serve, &table))
        .merge(resource(urls::ORGANISATIONS, organisations::serve, &table))
        .merge(resource(urls::TIMELINE, timeline::serve, &table))
}

async fn front(State(state): State<AppState>, ctx: PageContext, _: Query<NoParameters>) -> Markup {
    let lang = ctx.lang;
    let served = state.served();
    let atlas = &Knowledge::new(&served.atlas, &served.content);
    let title = lang.pick("Kennis", "Knowledge");
    let lede = lang.pick(
        "Wat er over de aanpak van wijken is geschreven, geleerd en afgesproken, met bij alles de bron.",
        "What was written, learned and agreed about work in neighbourhoods, with the source of everything.",
    );
    let main = html! {
        div class="stack" {
            h1 { (title) }
            p class="lede" { (lede) }
            (doors(&ctx, atlas))
            section class="knowledge-part" aria-labelledby="fasen" {
                h2 id="fasen" { (lang.pick("In welke fase bent u?", "Which phase are you in?")) }
                (phases(&ctx, atlas))
            }
            section class="knowledge-part" aria-labelledby="nieuwste" {
                h2 id="nieuwste" { (lang.pick("Nieuwste publicaties", "Newest publications")) }
                ul class="entry-list" { @for item in newest(atlas) { li {
                    a href=(ctx.href(urls::PUBLICATIONS.fragment(&item.id))) { (item.title.get(lang)) }
                    p class="secondary" { (text::date(lang, &item.published)) @if !item.organisation.is_empty() { " · " (item.organisation) } }
                } } }
            }
            p { a href=(ctx.href(urls::FEEDS)) { (lang.pick("Volgen met een feed", "Follow by feed")) } }
        }
    };
    page(&ctx, title, lede, &main)
}

fn newest<'a>(atlas: &'a Knowledge<'a>) -> Vec<&'a Publication> {
    let mut items: Vec<&Publication> = atlas.publications.iter().collect();
    items.sort_by(|one, other| newest_first(&one.published, &other.published));
    items.truncate(3);
    items
}

/// The parts of the knowledge base, each with what it holds.
fn doors(ctx: &PageContext, atlas: &Knowledge<'_>) -> Markup {
    let lang = ctx.lang;
    let library = &atlas.library;
    let tools = library.checklists.len() + library.trees.len();
    let undated = atlas.publications.iter().filter(|item| item.published.is_empty()).count();
    let doors: [(Route, &str, String); 7] = [
        (
            urls::PRACTICE,
            lang.pick("Praktijkvoorbeelden", "Practice examples"),
            match lang {
                Lang::Nl => format!("{} voorbeelden van wat er in wijken is gedaan", atlas.practice.len()),
                Lang::En => format!("{} examples of what was done in neighbourhoods", atlas.practice.len()),
            },
        ),
        (
            urls::PUBLICATIONS,
            lang.pick("Publicaties", "Publications"),
            match lang {
                Lang::Nl => format!("{} publicaties, waarvan {undated} zonder datum", atlas.publications.len()),
                Lang::En => format!("{} publications, {undated} of them undated", atlas.publications.len()),
            },
        ),
        (
            urls::LESSONS,
            lang.pick("Lessen", "Lessons"),
            match lang {
                Lang::Nl => format!("{} korte uitspraken, met de voorbeelden waarop zij rusten", library.lessons.len()),
                Lang::En => format!("{} short statements, with the examples they rest on", library.lessons.len()),
            },
        ),
        (
            urls::TOOLS,
            lang.pick("Checklists en beslisbomen", "Checklists and decision trees"),
            match lang {
                Lang::Nl => format!("{tools} hulpmiddelen, per fase"),
                Lang::En => format!("{tools} tools, by phase"),
            },
        ),
        (
            urls::PROGRAMME,
            lang.pick("Het programma", "The programme"),
            lang.pick(
                "Achtergrond, geld en de cijfers die het programma zelf noemt",
                "Background, money and the figures that the programme itself names",
            )
            .to_owned(),
        ),
        (
            urls::TIMELINE,
            lang.pick("Tijdlijn", "Time line"),
            lang.pick(
                "Aanwijzingen van vroeger en nu, en wat ertussen gebeurde",
                "Designations then and now, and what happened between",
            )
            .to_owned(),
        ),
        (
            urls::ORGANISATIONS,
            lang.pick("Organisaties", "Organisations"),
            lang.pick("Wie achter de voorbeelden en publicaties staan", "Who is behind the examples and publications")
                .to_owned(),
        ),
    ];
    html! {
        ul class="doors" {
            @for (path, name, about) in &doors {
                li { a href=(ctx.href(path)) { (name) } p { (about) } }
            }
        }
    }
}

/// The phases in order, with what to do in each.
fn phases(ctx: &PageContext, atlas: &Knowledge<'_>) -> Markup {
    let lang = ctx.lang;
    html! {
        ol class="phases" {
            @for phase in &atlas.vocabulary.phases {
                @let note = atlas.library.notes.iter().find(|note| note.id == format!("fase-{}", phase.id));
                li {
                    h3 { (phase.label.get(lang)) }
                    @if let Some(note) = note { p { (note.text.get(lang)) } }
                    ul class="plain-list" { (tools::of_phase(ctx, atlas, &phase.id)) }
                    p class="secondary" {
                        a href=(ctx.href(urls::PRACTICE.query("fase", &phase.id))) {
                            (lang.pick("Voorbeelden in deze fase", "Examples in this phase"))
                        }
                    }
                }
            }
        }
        (items::own_words(ctx))
    }
}
