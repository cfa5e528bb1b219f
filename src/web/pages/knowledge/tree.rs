//! `/kennis/beslisbomen/{id}`: a decision tree, one question at a time; the answers so far stand in the address.

use axum::extract::{Path, State};
use maud::{Markup, html};

use crate::atlas::Knowledge;
use crate::domain::{DecisionTree, Outcome, Question, Text};
use crate::urls;
use crate::views::knowledge::{Position, Walk, walk};
use crate::web::components::items;
use crate::web::error::{AppError, Suggestion};
use crate::web::parameters::context::PageContext;
use crate::web::parameters::query::{Fields, Parameters, Query};
use crate::web::state::AppState;

/// Parameters of the page.
#[derive(Debug)]
pub struct Ask {
    path: String,
}

impl Parameters for Ask {
    const NAMES: &'static [&'static str] = &["stap"];

    fn read(fields: &Fields) -> Result<Self, AppError> {
        Ok(Self { path: fields.get("stap").unwrap_or_default().to_owned() })
    }
}

pub async fn serve(
    State(state): State<AppState>,
    Path(id): Path<String>,
    ctx: PageContext,
    Query(ask): Query<Ask>,
) -> Result<Markup, AppError> {
    let served = state.served();
    let atlas = &Knowledge::new(&served.atlas, &served.content);
    let trees = &atlas.library.trees;
    let tree = atlas.library.tree(&id).ok_or_else(|| AppError::NotFound {
        detail: Text {
            nl: "Deze beslisboom bestaat niet.".to_owned(),
            en: "This decision tree does not exist.".to_owned(),
        },
        suggestions: trees
            .iter()
            .map(|tree| Suggestion {
                name: tree.title.get(ctx.lang).to_owned(),
                href: urls::decision_tree(&tree.id).to_string(),
            })
            .collect(),
    })?;
    let walk =
        walk(tree, &ask.path).map_err(|error| AppError::bad_parameter("stap", &ask.path, &error.allowed.join(", ")))?;
    Ok(render(&ctx, atlas, tree, &walk))
}

fn render(ctx: &PageContext, atlas: &Knowledge<'_>, tree: &DecisionTree, walk: &Walk<'_>) -> Markup {
    let lang = ctx.lang;
    let title = tree.title.get(lang);
    let parent = [(urls::TOOLS, lang.pick("Hulpmiddelen", "Tools"))];
    let main = html! {
        div class="stack reading-wide" {
            (super::frame::breadcrumb(ctx, &parent, title))
            h1 { (title) }
            @if walk.steps.is_empty() { p class="lede" { (tree.intro.get(lang)) } }
            (answered(ctx, walk))
            @match walk.position {
                Position::Question(question) => (ask(ctx, walk, question)),
                Position::Outcome(outcome) => (advice(ctx, atlas, outcome)),
            }
            @if !walk.steps.is_empty() {
                p class="tree-moves" {
                    a class="button button-quiet" href=(step(ctx, &walk.path(walk.steps.len() - 1))) { (lang.pick("Vraag terug", "One question back")) }
                    " "
                    a href=(step(ctx, "")) { (lang.pick("Opnieuw beginnen", "Start again")) }
                }
            }
            (items::own_words(ctx))
        }
    };
    super::frame::page(ctx, title, tree.intro.get(lang), &main)
}

/// The address after the answers in `path`.
fn step(ctx: &PageContext, path: &str) -> String {
    ctx.with(&[("stap", (!path.is_empty()).then_some(path))])
}

fn answered(ctx: &PageContext, walk: &Walk<'_>) -> Markup {
    let lang = ctx.lang;
    html! {
        @if !walk.steps.is_empty() {
            section aria-labelledby="antwoorden" {
                h2 id="antwoorden" class="facet-title" { (lang.pick("Uw antwoorden", "Your answers")) }
                ol class="tree-steps" {
                    @for (position, (question, answer)) in walk.steps.iter().enumerate() {
                        li {
                            span { (question.text.get(lang)) } " "
                            b { (answer.label.get(lang)) } " "
                            a href=(step(ctx, &walk.path(position))) {
                                (lang.pick("wijzig", "change")) span class="visually-hidden" { (lang.pick(" het antwoord op: ", " the answer to: ")) (question.text.get(lang)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn ask(ctx: &PageContext, walk: &Walk<'_>, question: &Question) -> Markup {
    let lang = ctx.lang;
    html! {
        section class="tree-question" aria-labelledby="vraag" {
            p class="secondary" { (lang.pick("Vraag ", "Question ")) (walk.steps.len() + 1) }
            h2 id="vraag" { (question.text.get(lang)) }
            @if let Some(help) = &question.help { p { (help.get(lang)) } }
            ul class="tree-answers" {
                @for answer in &question.answers {
                    li { a class="button button-quiet" href=(step(ctx, &walk.path_with(answer))) { (answer.label.get(lang)) } }
                }
            }
        }
    }
}

fn advice(ctx: &PageContext, atlas: &Knowledge<'_>, outcome: &Outcome) -> Markup {
    let lang = ctx.lang;
    html! {
        section class="notice tree-outcome" aria-labelledby="advies" {
            p class="secondary" { (lang.pick("Advies", "Advice")) }
            h2 id="advies" { (outcome.title.get(lang)) }
            p { (outcome.text.get(lang)) }
            @if !outcome.steps.is_empty() { ol { @for one in &outcome.steps { li { (one.get(lang)) } } } }
        }
        section aria-labelledby="verder" {
            h2 id="verder" class="facet-title" { (lang.pick("Verder", "Go on")) }
            ul class="link-list" {
                @for id in &outcome.tools { (tool(ctx, atlas, id)) }
                @for theme in outcome.themes.iter().filter_map(|id| atlas.vocabulary.theme(id)) {
                    li { a href=(ctx.href(urls::PRACTICE.query("thema", &theme.id))) { (lang.pick("Voorbeelden: ", "Examples: ")) (theme.label.get(lang)) } }
                }
                @for indicator in outcome.indicators.iter().filter_map(|id| atlas.catalogue.indicator(id)) {
                    li { a href=(ctx.href(urls::MAP.query("indicator", &indicator.id))) { (lang.pick("Op de kaart: ", "On the map: ")) (indicator.name.get(lang)) } }
                }
                li { a href=(ctx.href(urls::ORGANISATIONS)) { (lang.pick("Organisaties met ervaring", "Organisations with experience")) } }
            }
        }
        section aria-labelledby="bronnen" {
            h2 id="bronnen" class="facet-title" { (lang.pick("Waar dit advies op rust", "What this advice rests on")) }
            (items::sources(ctx, atlas, &outcome.sources))
        }
    }
}

fn tool(ctx: &PageContext, atlas: &Knowledge<'_>, id: &str) -> Markup {
    let lang = ctx.lang;
    html! {
        @if let Some(list) = atlas.library.checklist(id) {
            li { a href=(ctx.href(urls::checklist(id))) { "Checklist: " (list.title.get(lang)) } }
        }
        @if let Some(tree) = atlas.library.tree(id) {
            li { a href=(ctx.href(urls::decision_tree(id))) { (lang.pick("Beslisboom: ", "Decision tree: ")) (tree.title.get(lang)) } }
        }
    }
}
