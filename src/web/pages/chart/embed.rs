//! The page that another site may show in a frame: heading, chart, notes, source, and the way to the whole page.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::charts::{Dress, Form};
use crate::urls;

use super::shown::Shown;
use crate::web::assets;
use crate::web::error::AppError;
use crate::web::parameters::context::PageContext;

pub(super) fn page(context: &PageContext, shown: &Shown<'_>) -> Result<Markup, AppError> {
    let lang = context.lang;
    let words = &shown.words;
    let whole = context.with(&[("formaat", None), ("breedte", None), ("stijl", None)]).replacen(
        urls::EMBED.folder(),
        urls::CHART.folder(),
        1,
    );
    let wide = shown.draw(context, Form::Wide, Dress::Inline)?;
    let narrow = shown.draw(context, Form::Narrow, Dress::Inline)?;
    Ok(html! {
        (DOCTYPE)
        html lang=(lang.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex";
                meta name="color-scheme" content="light dark";
                title { (words.title) " · wijkwijzer" }
                @for style in ["base.css", "charts.css"] {
                    link rel="stylesheet" href=(assets::url(style));
                }
            }
            body class="embed" {
                main {
                    h1 class="embed-title" { (words.title) }
                    p class="embed-unit" { (words.unit) }
                    div class="chart-wide" { (PreEscaped(wide)) }
                    div class="chart-narrow" { (PreEscaped(narrow)) }
                    @for note in &words.notes { p class="embed-note" { (note) } }
                    p class="embed-note" { (words.source) }
                    p class="embed-note" {
                        a href=(whole) target="_blank" rel="noopener" {
                            (lang.pick("Cijfers als tabel en uitleg (opent een nieuw venster)", "Figures as a table, and how they were made (opens a new window)"))
                        }
                    }
                }
            }
        }
    })
}
