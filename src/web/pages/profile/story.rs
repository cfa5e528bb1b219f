//! The page of a code that the base division does not have: what it stood for, and where that ground is now.

use maud::{Markup, html};

use crate::domain::Lang;
use crate::text;
use crate::urls;
use crate::views::history::Story;
use crate::web::components::history::{method, parts};
use crate::web::parameters::context::PageContext;
use crate::web::parameters::passage::{Passage, named};
use crate::web::representation::layout::{self, Frame};

pub fn render(ctx: &PageContext, story: &Story<'_>) -> Markup {
    let lang = ctx.lang;
    let level = text::capitalise(text::level_name(lang, story.code.level(), false));
    let title =
        if story.name == story.code.as_str() { format!("{level} {}", story.code) } else { story.name.to_owned() };
    let passages: Vec<Passage<'_>> = story.eras.iter().map(|era| Passage::of(era, story.code, story.now)).collect();
    let description = passages
        .first()
        .map(|passage| format!("{} {}", text::stood_for(lang, &passage.told()), text::is_now(lang, &passage.told())));
    let main = html! {
        article class="prose story" {
            h1 { (title) }
            p class="profile-kind" {
                (level) " " code { (story.code) }
                @if let Some((code, name)) = story.gemeente {
                    (lang.pick(" in de gemeente ", " in the municipality of ")) a href=(ctx.href(urls::region(code))) { (name) }
                }
                " · "
                @match lang {
                    Lang::Nl => { "staat niet in " (text::divisions(lang, &[story.now])) }
                    Lang::En => { "not in " (text::divisions(lang, &[story.now])) }
                }
            }
            @for (at, (passage, era)) in passages.iter().zip(&story.eras).enumerate() {
                @let told = passage.told();
                section {
                    @if story.eras.len() > 1 { h2 { (text::capitalise(&text::divisions(lang, &era.vintages))) } }
                    p class=[(at == 0).then_some("lede")] { (text::stood_for(lang, &told)) " " (text::is_now(lang, &told)) }
                    @if !era.relatives.is_empty() { (parts(ctx, era.name, None, &era.relatives)) }
                }
            }
            @if !story.inside.is_empty() {
                details class="disclosure" {
                    summary {
                        (text::count(lang, story.inside.len())) " "
                        (text::level_name(lang, story.inside.first().map_or(story.code.level(), |(code, _)| code.level()), true))
                        (lang.pick(" lagen erin", " lay in it"))
                    }
                    ul {
                        @for (code, name) in &story.inside {
                            li { a href=(ctx.href(urls::region(*code))) { (named(name, *code)) } }
                        }
                    }
                }
            }
            p class="secondary" { (method(ctx, lang, story.people_of)) }
        }
    };
    layout::framed(ctx, &title, Frame { description: description.as_deref(), ..Frame::default() }, &main)
}
