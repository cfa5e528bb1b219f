//! A chart as a picture on a page: loaded only when it comes into view, and narrow on a telephone.

use maud::{Markup, html};

use crate::domain::Lang;

/// The chart `kind` at its own address. `query` begins with a question mark; `alt` says what is seen.
#[must_use]
pub fn image(lang: Lang, kind: &str, query: &str, alt: &str) -> Markup {
    let address = format!("/grafiek/{kind}.svg{query}&lang={}", lang.tag());
    html! {
        picture {
            source media="(max-width: 40rem)" srcset={ (address) "&formaat=smal" };
            img class="chart-image" src=(address) alt=(alt) loading="lazy" decoding="async" width="760" height="420";
        }
    }
}
