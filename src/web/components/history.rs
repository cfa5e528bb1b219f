//! What became of a place, in words: the notice on its profile, and the parts of a story.

use maud::{Markup, html};

use crate::atlas::{Era, Relative};
use crate::domain::{Lang, Period, RegionCode};
use crate::text;
use crate::urls;
use crate::views::history::History;
use crate::web::parameters::passage::{Passage, with_code};

use crate::web::parameters::context::PageContext;

/// Where the ground of a place is: each part with its share of the place, and the share of the part that it is. `whose`
/// is the place in such a sentence; a part goes by its own name unless `theirs` says it otherwise.
pub fn parts(ctx: &PageContext, whose: &str, theirs: Option<&str>, relatives: &[Relative<'_>]) -> Markup {
    let lang = ctx.lang;
    html! {
        ul class="plain-list results" {
            @for one in relatives {
                li {
                    a href=(ctx.href(urls::region(one.code))) { (with_code(one)) }
                    " "
                    span class="secondary" {
                        (text::share_of(lang, one.share, one.by_surface.0, whose))
                        (lang.pick(", ofwel ", ", which is "))
                        (text::share_of(lang, one.of_other, one.by_surface.1, theirs.unwrap_or(one.name)))
                    }
                }
            }
        }
    }
}

/// The notice on a profile: what changed last, and behind it everything that changed.
pub fn notice(ctx: &PageContext, name: &str, code: RegionCode, history: &History<'_>) -> Markup {
    let lang = ctx.lang;
    let told = |era: &Era<'_>| text::was(lang, &Passage::of(era, code, history.now).told());
    let now = format!("{name} {}", lang.pick("nu", "now"));
    let eras: Vec<(&Era<'_>, String)> = history.origins.iter().filter_map(|era| Some((era, told(era)?))).collect();
    html! {
        @for era in &history.reused {
            p class="notice" { (text::reused(lang, code.as_str(), &Passage::of(era, code, history.now).told())) }
        }
        @if let Some((_, newest)) = eras.first() {
            details class="disclosure history" {
                summary { (newest) }
                div class="prose" {
                    @for (at, (era, sentence)) in eras.iter().enumerate() {
                        @if at > 0 { p { (sentence) } }
                        (parts(ctx, &now, Some(lang.pick("de grond van toen", "the ground of then")), &era.relatives))
                    }
                    p class="secondary" { (method(ctx, lang, history.people_of)) }
                }
            }
        }
    }
}

/// How shares were found, and where the rule stands.
pub fn method(ctx: &PageContext, lang: Lang, people_of: Period) -> Markup {
    html! {
        (text::lineage_method(lang, &text::period(lang, people_of))) " "
        a href=(ctx.href(urls::METHOD.fragment("geschiedenis"))) { (lang.pick("Over de methode", "About the method")) } "."
    }
}
