//! What all parts of the comparison share: the page, the marks of the places, its addresses.

use crate::atlas::Hit;
use crate::charts;
use crate::urls::Address;
use crate::views::compare::CompareView;
use crate::web::parameters::context::PageContext;
use maud::{Markup, PreEscaped, html};

/// Everything that the page is made of.
pub(super) struct Page<'a> {
    pub context: &'a PageContext,
    pub view: &'a CompareView<'a>,
    pub search: &'a str,
    pub hits: &'a [Hit],
}

/// The shape that stands for the place at `index`.
pub(super) fn mark(index: usize) -> Markup {
    html! {
        svg class="place-key" viewBox="0 0 16 16" aria-hidden="true" { (PreEscaped(charts::place_shape(index, 8.0, 8.0))) }
    }
}

/// The same as a sign in a text, where no drawing can stand.
pub(super) const fn sign(index: usize) -> char {
    match index {
        0 => '●',
        1 => '■',
        2 => '▲',
        3 => '◆',
        4 => '×',
        _ => '+',
    }
}

/// The same on a piece of the line that the place has in charts.
pub(super) fn long_mark(index: usize) -> Markup {
    let number = index + 1;
    html! {
        svg class="place-key-long" viewBox="0 0 40 16" aria-hidden="true" {
            path class={ "place-line place-line-" (number) " place-" (number) } d="M0 8h40" {}
            (PreEscaped(charts::place_shape(index, 20.0, 8.0)))
        }
    }
}

/// An address of the page with these places and the indicator that is shown.
pub(super) fn address(page: &Page<'_>, path: impl Into<Address>, keys: &[&str], more: &[(&str, &str)]) -> String {
    page.context.href(plain_address(page, path, keys, more))
}

/// The same without the language.
pub(super) fn plain_address(
    page: &Page<'_>,
    path: impl Into<Address>,
    keys: &[&str],
    more: &[(&str, &str)],
) -> Address {
    let chosen = page.context.query.iter().find(|(name, _)| name == "indicator");
    let keys = keys.iter().map(|&key| ("gebied", key));
    let indicator = chosen.map(|(name, value)| (name.as_str(), value.as_str()));
    path.into().queries(keys.chain(indicator).chain(more.iter().copied()))
}
