//! What a profile says of a place that a reader put together, and what can be done with any profile.

use maud::{Markup, html};

use crate::domain::{Lang, Level};
use crate::text;
use crate::urls;
use crate::views::profile::{OwnView, ProfileView};
use crate::web::parameters::context::PageContext;
use crate::web::parameters::own_area::pick_address;

/// What the place is, in one line: "Eigen gebied: 2 wijken en 3 buurten in Utrecht".
pub(in crate::web::pages) fn kind(lang: Lang, own: &OwnView<'_>) -> String {
    let counted = |count: usize, level| format!("{count} {}", text::level_name(lang, level, count != 1));
    let parts: Vec<String> = [(own.wijken, Level::Wijk), (own.buurten, Level::Buurt)]
        .into_iter()
        .filter(|&(count, _)| count > 0)
        .map(|(count, level)| counted(count, level))
        .collect();
    let parts = parts.join(lang.pick(" en ", " and "));
    let places = match own.gemeenten.as_slice() {
        [] => String::new(),
        few if few.len() <= 3 => format!(" in {}", few.join(", ")),
        many => format!(" in {} {}", many.len(), text::level_name(lang, Level::Gemeente, true)),
    };
    format!("{}: {parts}{places}", lang.pick("Eigen gebied", "Area of your own"))
}

/// What a reader can do with a profile: print the briefing, compare it, change its members, make an area of one's own of it.
pub(in crate::web::pages) fn actions(context: &PageContext, view: &ProfileView<'_>) -> Markup {
    let lang = context.lang;
    if let Some(own) = &view.own {
        return html! {
            p class="profile-actions" {
                a class="button button-quiet" href=(context.href(&own.edit)) { (lang.pick("Wijzig de selectie", "Change the selection")) }
                a class="button button-quiet" rel="nofollow" href=(context.href(urls::COMPARE.query("gebied", &view.key))) { (lang.pick("Vergelijk", "Compare")) }
            }
            p class="secondary" {
                (lang.pick(
                    "Dit gebied bestaat alleen in het adres van deze pagina. Wie het adres heeft, ziet hetzelfde. Een hele wijk krijgt het gepubliceerde cijfer van de wijk.",
                    "This area exists only in the address of this page. Whoever has the address sees the same. A whole district gets the published figure of the district.",
                ))
            }
        };
    }
    let key = &view.key;
    let codes = view.atlas.codes_of(view.place);
    let offered = view.atlas.selection(&codes).ok().filter(|codes| !codes.is_empty());
    html! {
        p class="profile-actions" {
            a class="button button-quiet" href=(context.href(format!("{}/briefing", view.address))) {
                (lang.pick("Briefing, twee pagina's om af te drukken", "Briefing, two pages for printing"))
            }
            a class="button button-quiet" href=(context.href(urls::COMPARE.query("gebied", key))) { (lang.pick("Vergelijk", "Compare")) }
            @if let Some(codes) = offered {
                a class="button button-quiet" rel="nofollow" href=(context.href(pick_address(&codes, None, None))) {
                    (lang.pick("Maak hiervan een eigen gebied", "Make this an area of your own"))
                }
            }
        }
    }
}
