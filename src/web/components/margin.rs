//! The margin that a publisher gives with an estimate, behind the figure.

use maud::{Markup, html};

use super::run::run;
use crate::domain::{Lang, ShownFigure};
use crate::text;

/// The margin in brackets behind a figure, for who listens with its name; nothing where there is none.
pub fn behind(lang: Lang, figure: &ShownFigure) -> Markup {
    html! {
        @if let Some(margin) = figure.margin {
            " " small class="margin" {
                span class="visually-hidden" { (lang.pick("marge ", "interval ")) }
                "(" (run(&text::margin(lang, margin, figure.decimals))) ")"
            }
        }
    }
}

/// What it is, as a sentence.
pub fn explained(lang: Lang) -> Markup {
    html! { (lang.pick("Tussen haakjes: ", "In brackets: ")) (text::margin_explained(lang)) "." }
}
