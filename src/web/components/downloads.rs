//! The block under a table that offers it as files.

use maud::{Markup, html};

use super::run::run;
use crate::domain::Lang;
use crate::web::parameters::context::PageContext;

/// The forms of a table: extension, parameters, words on the button.
const fn forms(lang: Lang) -> [(&'static str, Option<&'static str>, &'static str); 4] {
    [
        ("xlsx", None, "Excel (XLSX)"),
        ("csv", None, lang.pick("CSV, Nederlands", "CSV, Dutch")),
        ("csv", Some("stijl=internationaal"), lang.pick("CSV, internationaal", "CSV, international")),
        ("geojson", None, "GeoJSON"),
    ]
}

/// Offers a table as files. `what` names it for those who hear the links one by one, `outlines` whether its rows have
/// outlines, and `address` gives the address for an extension and more parameters.
pub fn block(
    context: &PageContext,
    what: &str,
    outlines: bool,
    address: impl Fn(&str, Option<&str>) -> String,
) -> Markup {
    let lang = context.lang;
    html! {
        div class="downloads" role="group" aria-label={ (lang.pick("Downloaden: ", "Download: ")) (what) } {
            span class="downloads-label" { (run(lang.pick("Downloaden", "Download"))) }
            @for (extension, more, label) in forms(lang).into_iter().filter(|form| outlines || form.0 != "geojson") {
                a class="button button-quiet" href=(context.href(address(extension, more))) download {
                    (label) span class="visually-hidden" { ": " (what) }
                }
            }
        }
    }
}

/// Offers the table of this page, which has no outlines, as files.
pub fn of_page(context: &PageContext, what: &str) -> Markup {
    block(context, what, false, |extension, more| this_page(context, &[], extension, more))
}

/// The line below [`block`] that offers the list of this page as JSON.
pub fn as_json(context: &PageContext) -> Markup {
    html! {
        p class="secondary" {
            a href=(context.href(this_page(context, &[], "json", None))) {
                (context.lang.pick("Deze lijst als JSON", "This list as JSON"))
            }
        }
    }
}

/// The address of this page as a file: the same query, without what only the page uses.
pub fn this_page(context: &PageContext, dropped: &[&str], extension: &str, more: Option<&str>) -> String {
    let here = PageContext { path: format!("{}.{extension}", context.path), lang_explicit: false, ..context.clone() };
    let mut changes: Vec<(&str, Option<&str>)> = dropped.iter().map(|&name| (name, None)).collect();
    changes.extend(more.and_then(|pair| pair.split_once('=')).map(|(name, value)| (name, Some(value))));
    here.with(&changes)
}
