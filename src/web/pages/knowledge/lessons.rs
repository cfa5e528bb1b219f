//! `/kennis/lessen`: lessons by theme.

use axum::extract::State;
use maud::{Markup, html};

use crate::atlas::Knowledge;
use crate::domain::Lesson;
use crate::web::components::items;
use crate::web::error::AppError;
use crate::web::parameters::context::PageContext;
use crate::web::parameters::query::{Fields, Parameters, Query};
use crate::web::state::AppState;

/// Parameters of the page.
#[derive(Debug)]
pub struct Ask {
    theme: Option<String>,
}

impl Parameters for Ask {
    const NAMES: &'static [&'static str] = &["thema"];

    fn read(fields: &Fields) -> Result<Self, AppError> {
        Ok(Self { theme: fields.get("thema").map(str::to_owned) })
    }
}

pub async fn serve(
    State(state): State<AppState>,
    ctx: PageContext,
    Query(ask): Query<Ask>,
) -> Result<Markup, AppError> {
    let lang = ctx.lang;
    let served = state.served();
    let atlas = &Knowledge::new(&served.atlas, &served.content);
    let themes = &atlas.vocabulary.themes;
    if let Some(theme) = ask.theme.as_deref().filter(|id| atlas.vocabulary.theme(id).is_none()) {
        let allowed: Vec<&str> = themes.iter().map(|theme| theme.id.as_str()).collect();
        return Err(AppError::bad_parameter("thema", theme, &allowed.join(", ")));
    }
    let lessons: Vec<&Lesson> = atlas
        .library
        .lessons
        .iter()
        .filter(|lesson| ask.theme.as_ref().is_none_or(|theme| lesson.themes.contains(theme)))
        .collect();
    let title = lang.pick("Lessen", "Lessons");
    let lede = lang.pick(
        "Korte uitspraken over de aanpak van wijken. Elke les rust op voorbeelden en publicaties die u zelf kunt nalezen.",
        "Short statements about work in neighbourhoods. Every lesson rests on examples and publications that you can read yourself.",
    );
    let of_theme = |id: &String| atlas.library.lessons.iter().filter(|lesson| lesson.themes.contains(id)).count();
    let main = html! {
        div class="stack" {
            (super::frame::breadcrumb(&ctx, &[], title))
            h1 { (title) }
            p class="lede" { (lede) }
            (items::own_words(&ctx))
            nav aria-label=(lang.pick("Thema", "Theme")) {
                ul class="choices" {
                    li { a href=(ctx.with(&[("thema", None)])) aria-current=[ask.theme.is_none().then_some("true")] { (lang.pick("Alle thema's", "All themes")) } }
                    @for theme in themes.iter().filter(|theme| of_theme(&theme.id) > 0) {
                        li { a href=(ctx.with(&[("thema", Some(&theme.id))])) aria-current=[(ask.theme.as_ref() == Some(&theme.id)).then_some("true")] {
                            (theme.label.get(lang)) " (" (of_theme(&theme.id)) ")"
                        } }
                    }
                }
            }
            @if lessons.is_empty() { p { (lang.pick("Over dit thema is nog geen les geschreven.", "No lesson was written on this theme yet.")) } }
            div class="lessons" { @for lesson in lessons { (one(&ctx, atlas, lesson)) } }
        }
    };
    Ok(super::frame::page(&ctx, title, lede, &main))
}

fn one(ctx: &PageContext, atlas: &Knowledge<'_>, lesson: &Lesson) -> Markup {
    let lang = ctx.lang;
    html! {
        article class="lesson" id=(lesson.id) {
            h2 { (lesson.title.get(lang)) }
            p { (lesson.text.get(lang)) }
            p {
                (items::themes(ctx, atlas, lesson.themes.iter().map(String::as_str)))
                @if !lesson.phase.is_empty() { span class="tag" { (lang.pick("Fase: ", "Phase: ")) (items::phase(ctx, atlas, &lesson.phase)) } }
            }
            details class="disclosure" {
                summary { (lang.pick("Waar dit op rust", "What this rests on")) " (" (lesson.sources.len()) ")" }
                (items::sources(ctx, atlas, &lesson.sources))
            }
        }
    }
}
