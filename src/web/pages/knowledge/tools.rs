//! `/kennis/hulpmiddelen` and the checklists.

use axum::extract::{Path, State};
use maud::{Markup, html};

use crate::atlas::Knowledge;
use crate::domain::{CheckItem, Checklist, Text};
use crate::urls;
use crate::web::components::items;
use crate::web::error::{AppError, Suggestion};
use crate::web::parameters::context::PageContext;
use crate::web::parameters::query::{Fields, NoParameters, Parameters, Query};
use crate::web::state::AppState;

/// Parameters of the list.
#[derive(Debug)]
pub struct Ask {
    phase: Option<String>,
}

impl Parameters for Ask {
    const NAMES: &'static [&'static str] = &["fase"];

    fn read(fields: &Fields) -> Result<Self, AppError> {
        Ok(Self { phase: fields.get("fase").map(str::to_owned) })
    }
}

/// The tools of a phase as items of a list.
pub(super) fn of_phase(ctx: &PageContext, atlas: &Knowledge<'_>, phase: &str) -> Markup {
    let lang = ctx.lang;
    let library = &atlas.library;
    html! {
        @for tree in library.trees.iter().filter(|tree| tree.phase == phase) {
            li { a href=(ctx.href(urls::decision_tree(&tree.id))) { (tree.title.get(lang)) } " " span class="secondary" { (lang.pick("beslisboom", "decision tree")) } }
        }
        @for list in library.checklists.iter().filter(|list| list.phase == phase) {
            li { a href=(ctx.href(urls::checklist(&list.id))) { (list.title.get(lang)) } " " span class="secondary" { "checklist" } }
        }
    }
}

/// Serves `/kennis/hulpmiddelen`.
pub async fn list(State(state): State<AppState>, ctx: PageContext, Query(ask): Query<Ask>) -> Result<Markup, AppError> {
    let lang = ctx.lang;
    let served = state.served();
    let atlas = &Knowledge::new(&served.atlas, &served.content);
    let phases = &atlas.vocabulary.phases;
    if let Some(phase) = ask.phase.as_deref().filter(|id| !phases.iter().any(|one| one.id == *id)) {
        let allowed: Vec<&str> = phases.iter().map(|one| one.id.as_str()).collect();
        return Err(AppError::bad_parameter("fase", phase, &allowed.join(", ")));
    }
    let title = lang.pick("Checklists en beslisbomen", "Checklists and decision trees");
    let lede = lang.pick(
        "Hulpmiddelen per fase. Een checklist kunt u afdrukken; een beslisboom leidt met een paar vragen naar een advies.",
        "Tools by phase. A checklist can be printed; a decision tree leads to advice with a few questions.",
    );
    let main = html! {
        div class="stack" {
            (super::frame::breadcrumb(&ctx, &[], title))
            h1 { (title) }
            p class="lede" { (lede) }
            (items::own_words(&ctx))
            nav aria-label=(lang.pick("Fase", "Phase")) {
                ul class="choices" {
                    li { a href=(ctx.with(&[("fase", None)])) aria-current=[ask.phase.is_none().then_some("true")] { (lang.pick("Alle fasen", "All phases")) } }
                    @for phase in phases {
                        li { a href=(ctx.with(&[("fase", Some(&phase.id))])) aria-current=[(ask.phase.as_ref() == Some(&phase.id)).then_some("true")] { (phase.label.get(lang)) } }
                    }
                }
            }
            @for phase in phases.iter().filter(|one| ask.phase.as_ref().is_none_or(|asked| one.id == *asked)) {
                section class="knowledge-part" aria-labelledby={ "fase-" (phase.id) } {
                    h2 id={ "fase-" (phase.id) } { (phase.label.get(lang)) }
                    (cards(&ctx, atlas, &phase.id))
                }
            }
        }
    };
    Ok(super::frame::page(&ctx, title, lede, &main))
}

fn cards(ctx: &PageContext, atlas: &Knowledge<'_>, phase: &str) -> Markup {
    let card = |path: String, title: &Text, intro: &Text, about: String| {
        html! {
            li {
                a href=(ctx.href(&path)) { (title.get(ctx.lang)) }
                p { (intro.get(ctx.lang)) }
                p class="secondary" { (about) }
            }
        }
    };
    let lang = ctx.lang;
    let library = &atlas.library;
    html! {
        ul class="doors" {
            @for tree in library.trees.iter().filter(|tree| tree.phase == phase) {
                (card(urls::decision_tree(&tree.id).to_string(), &tree.title, &tree.intro,
                    format!("{} · {} {}", lang.pick("Beslisboom", "Decision tree"), tree.questions.len(), lang.pick("vragen", "questions"))))
            }
            @for list in library.checklists.iter().filter(|list| list.phase == phase) {
                (card(urls::checklist(&list.id).to_string(), &list.title, &list.intro,
                    format!("Checklist · {} {}", list.items.len(), lang.pick("punten", "items"))))
            }
        }
    }
}

/// Serves a checklist.
pub async fn checklist(
    State(state): State<AppState>,
    Path(id): Path<String>,
    ctx: PageContext,
    _: Query<NoParameters>,
) -> Result<Markup, AppError> {
    let served = state.served();
    let atlas = &Knowledge::new(&served.atlas, &served.content);
    let list = atlas.library.checklist(&id).ok_or_else(|| AppError::NotFound {
        detail: Text { nl: "Deze checklist bestaat niet.".to_owned(), en: "This checklist does not exist.".to_owned() },
        suggestions: atlas
            .library
            .checklists
            .iter()
            .map(|list| Suggestion {
                name: list.title.get(ctx.lang).to_owned(),
                href: urls::checklist(&list.id).to_string(),
            })
            .collect(),
    })?;
    Ok(render(&ctx, atlas, list))
}

fn render(ctx: &PageContext, atlas: &Knowledge<'_>, list: &Checklist) -> Markup {
    let lang = ctx.lang;
    let title = list.title.get(lang);
    let parent = [(urls::TOOLS, lang.pick("Hulpmiddelen", "Tools"))];
    let main = html! {
        div class="stack reading-wide" {
            (super::frame::breadcrumb(ctx, &parent, title))
            h1 { (title) }
            p class="lede" { (list.intro.get(lang)) }
            p class="secondary" { "Checklist · " (lang.pick("fase: ", "phase: ")) (items::phase(ctx, atlas, &list.phase)) }
            form class="checklist" data-checklist=(list.id) data-clear=(lang.pick("Vinkjes wissen", "Clear the ticks")) {
                ol { @for (position, item) in list.items.iter().enumerate() { (check(ctx, atlas, position, item)) } }
            }
            p class="secondary screen-only" { (lang.pick(
                "Uw vinkjes blijven in deze browser en gaan nergens heen. U kunt de lijst afdrukken.",
                "Your ticks stay in this browser and go nowhere. You can print the list.",
            )) }
            (items::own_words(ctx))
        }
    };
    super::frame::page(ctx, title, list.intro.get(lang), &main)
}

fn check(ctx: &PageContext, atlas: &Knowledge<'_>, position: usize, item: &CheckItem) -> Markup {
    let lang = ctx.lang;
    let id = format!("punt-{}", position + 1);
    html! {
        li {
            div class="check" {
                input type="checkbox" id=(id) autocomplete="off";
                label for=(id) { (item.text.get(lang)) }
            }
            @if let Some(why) = &item.why { p class="check-why" { (why.get(lang)) } }
            details class="check-sources" {
                summary { (lang.pick("Bronnen", "Sources")) " (" (item.sources.len()) ")" span class="visually-hidden" { (lang.pick(" bij: ", " for: ")) (item.text.get(lang)) } }
                (items::sources(ctx, atlas, &item.sources))
            }
        }
    }
}
