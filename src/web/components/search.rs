//! The search field: a plain form, with suggestions where scripts run.

use crate::urls;
use maud::{Markup, html};

use crate::web::parameters::context::PageContext;

/// A form that goes to `/zoeken`. `id` tells two on one page apart.
pub fn form(context: &PageContext, id: &str, query: &str) -> Markup {
    let lang = context.lang;
    html! {
        form class="search" action=(urls::SEARCH) method="get" role="search" data-search=(urls::API_SEARCH)
            data-none=(lang.pick("Niets gevonden", "Nothing found"))
            data-found=(lang.pick("{n} gevonden; kies met de pijltjes", "{n} found; choose with the arrow keys"))
            data-area=(lang.pick("focusgebied", "focus area"))
            data-gemeente=(lang.pick("gemeente", "municipality"))
            data-wijk=(lang.pick("wijk", "district"))
            data-buurt=(lang.pick("buurt", "neighbourhood")) {
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
