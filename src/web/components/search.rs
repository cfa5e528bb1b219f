//! The search field: a plain form, with suggestions where scripts run.

use crate::atlas::{Atlas, Hit, HitKind};
use crate::domain::Lang;
use crate::text;
use crate::urls;
use maud::{Markup, html};

use crate::web::parameters::context::PageContext;

/// A form that goes to `/zoeken`. `id` tells two on one page apart.
pub fn form(context: &PageContext, id: &str, query: &str) -> Markup {
    let lang = context.lang;
    html! {
        form class="search" action=(urls::SEARCH) method="get" role="search" data-search=(urls::API_SEARCH)
            data-none=(lang.pick("Niets gevonden", "Nothing found"))
            data-found=(lang.pick("{n} gevonden; kies met de pijltjes", "{n} found; choose with the arrow keys")) {
            label for=(id) { (lang.pick("Gebied, gemeente, wijk of buurt", "Area, municipality, district or neighbourhood")) }
            div class="search-row" {
                input type="search" id=(id) name="q" value=(query) maxlength="100" autocomplete="off" spellcheck="false"
                    placeholder=(lang.pick("Naam of code", "Name or code"));
                @if context.lang_explicit { input type="hidden" name="lang" value=(lang.tag()); }
                button class="button" type="submit" { (lang.pick("Zoek", "Search")) }
            }
        }
    }
}

/// What a place that was found is: the word of the programme of an area, the level of a region.
pub fn kind<'a>(lang: Lang, atlas: &'a Atlas, hit: &Hit) -> &'a str {
    match &hit.kind {
        HitKind::Area(slug) => {
            text::area_called(lang, atlas.area(slug).and_then(|(_, area)| atlas.named_by(&area.area)))
        }
        HitKind::Region(code) => text::level_name(lang, code.level(), false),
    }
}
