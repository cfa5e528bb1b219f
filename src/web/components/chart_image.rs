//! A chart as a picture on a page: loaded only when it comes into view, and narrow on a telephone.

use maud::{Markup, html};

use crate::domain::Lang;
use crate::urls;

/// The chart `kind` of an indicator and a place, at its own address. `alt` says what is seen.
pub fn image(lang: Lang, kind: &str, (place, indicator): (&str, &str), alt: &str) -> Markup {
    let address = urls::chart(kind).file("svg").query("plaats", place).query("indicator", indicator).in_language(lang);
    html! {
        picture {
            source media="(max-width: 40rem)" srcset=(address.clone().query("formaat", "smal"));
            img class="chart-image" src=(address) alt=(alt) loading="lazy" decoding="async" width="760" height="420";
        }
    }
}
