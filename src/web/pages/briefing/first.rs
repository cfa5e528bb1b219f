//! The first page: what the place is, what stands out, and whether the gap is closing.

use maud::{Markup, PreEscaped, html};

use super::sheets::Sheets;
use crate::charts::{self, Dress, Form, Imprint, Sheet};
use crate::domain::Lang;
use crate::text;
use crate::views::chart::{Chart, GapChart};
use crate::views::profile::{AreaView, HIGHLIGHT_METHOD};
use crate::web::components::margin;
use crate::web::error::AppError;
use crate::web::pages::profile::words;
use crate::web::pages::profile::{about, gap, gap_words, map};

/// Greatest height of the map, in SVG units (it is 560 wide).
const MAP_HEIGHT: f64 = 500.0;

pub(super) fn body(sheets: &Sheets<'_>) -> Result<Markup, AppError> {
    let profile = &sheets.view.profile;
    Ok(html! {
        div class="briefing-top" {
            div class="briefing-facts" {
                h1 { (profile.name) }
                p class="profile-kind" { (about::kind(sheets.context, profile)) }
                (about::key_facts(sheets.lang(), profile))
                @if let Some(area) = &profile.area { (delimitation(sheets, area)) }
                @if let Some(region) = &profile.region { (about::region_notes(sheets.context, region)) }
            }
            (map::on_paper(sheets.context, profile, MAP_HEIGHT))
        }
        (highlights(sheets))
        (gap(sheets)?)
    })
}

/// Designation and delimitation, and how sure that is.
fn delimitation(sheets: &Sheets<'_>, area: &AreaView<'_>) -> Markup {
    let lang = sheets.lang();
    let facts = &area.atlas.area;
    let (approximate, all) = area.approximate;
    html! {
        dl class="briefing-list" {
            dt { (lang.pick("Aanwijzing", "Designation")) }
            @for one in &area.designations {
                dd {
                    (one.designation.name.get(lang)) ", " (text::designation_dates(lang, one.from, one.to))
                    @if let Some(assumption) = &one.designation.assumption { " (" (assumption.get(lang)) ")" }
                }
            }
            dt { (lang.pick("Afbakening", "Delimitation")) }
            dd { b { (text::capitalise(text::confidence(lang, facts.confidence))) ". " } (facts.confidence_reason.get(lang)) }
            @if !area.parts_counted_whole.is_empty() {
                dd {
                    (lang.pick("Deels in het gebied, geheel meegeteld: ", "Partly in the area, counted whole: "))
                    (area.parts_counted_whole.iter().map(|&(_, name)| name).collect::<Vec<_>>().join(", ")) "."
                }
            }
            @for left in &facts.left_out {
                dd { (lang.pick("Niet meegeteld: ", "Left out: ")) (left.name) " (" (left.part.get(lang)) ")." }
            }
            dt { (lang.pick("Omtrek", "Outline")) }
            dd { (text::capitalise(&about::outline(lang, approximate, all))) "." }
        }
    }
}

/// The three figures that stand out, in the words of the profile.
fn highlights(sheets: &Sheets<'_>) -> Markup {
    let lang = sheets.lang();
    let profile = &sheets.view.profile;
    html! {
        section class="highlights" aria-labelledby="opvallend-titel" {
            h2 id="opvallend-titel" { (lang.pick("Wat opvalt", "What stands out")) }
            @if profile.highlights.is_empty() {
                p class="missing" { (lang.pick(
                    "Geen van de kerncijfers ligt verder van Nederland dan de afronding, of er zijn er geen geleverd.",
                    "None of the headline figures lies further from the Netherlands than rounding, or none were delivered.",
                )) }
            } @else {
                ol {
                    @for row in profile.highlighted() {
                        li {
                            p class="highlight-value" { (words::short(lang, row)) (margin::behind(lang, &row.figure)) }
                            h3 { (row.indicator.name.get(lang)) }
                            p class="secondary" { (text::capitalise(&words::unit_and_period(lang, row))) }
                            p { (words::highlight(lang, profile, row)) }
                            @if let Some(rank) = row.rank { p class="secondary" { (words::rank(lang, rank)) "." } }
                        }
                    }
                }
                p class="figure-source" {
                    (lang.pick(HIGHLIGHT_METHOD.0, HIGHLIGHT_METHOD.1))
                    (lang.pick(" Bronnen, regels en dekking: pagina 2.", " Sources, rules and coverage: page 2."))
                }
            }
        }
    }
}

/// The gap to the references over the years: drawing beside words.
fn gap(sheets: &Sheets<'_>) -> Result<Markup, AppError> {
    let lang = sheets.lang();
    let Some(chart) = &sheets.view.gap else {
        return Ok(html! {
            section class="briefing-gap" aria-labelledby="achterstand-titel" {
                h2 id="achterstand-titel" { (lang.pick("Wordt de achterstand kleiner?", "Is the gap closing?")) }
                p class="missing" { (lang.pick(
                    "Dat is hier niet te zeggen: geen cijfer heeft twee jaren die met elkaar te vergelijken zijn.",
                    "That cannot be said here: no figure has two years that can be compared.",
                )) }
            }
        });
    };
    let view = &chart.view;
    let (drawing, notes, source) = drawn(sheets, chart)?;
    Ok(html! {
        section class="briefing-gap" aria-labelledby="achterstand-titel" {
            h2 id="achterstand-titel" { (gap_words::title(lang, view)) }
            div class="briefing-gap-body" {
                figure {
                    figcaption class="briefing-chart-title" {
                        (heading(lang, chart))
                    }
                    (PreEscaped(drawing))
                }
                div class="briefing-gap-words" {
                    (gap::sentences(lang, view))
                    p { (gap_words::caveat(lang)) }
                    p class="figure-source" {
                        @for note in &notes { (note) " " }
                        @if let Some(caveat) = &view.indicator.caveat { (caveat.get(lang)) " " }
                        (source)
                    }
                }
            }
        }
    })
}

/// Indicator and unit of the differences.
fn heading(lang: Lang, chart: &GapChart<'_>) -> Markup {
    let indicator = chart.view.indicator;
    html! {
        b { (indicator.name.get(lang)) }
        (lang.pick(": verschil van ", ": difference of ")) (chart.view.name)
        (lang.pick(" met andere plekken, in ", " with other places, in ")) (text::unit_of_difference(lang, indicator))
    }
}

/// The drawing with its notes and its source line.
fn drawn(sheets: &Sheets<'_>, chart: &GapChart<'_>) -> Result<(String, Vec<String>, String), AppError> {
    let lang = sheets.lang();
    let chart = Chart::Gap(chart.clone());
    let sources = chart.sources(sheets.atlas);
    let words = charts::words(&chart, &Imprint { lang, sources: &sources, release: &sheets.atlas.release });
    // The drawing for a telephone: its letters keep their size where it takes half the width of the paper.
    let sheet = Sheet { form: Form::Narrow, dress: Dress::Inline };
    let drawing = charts::draw(&chart, &words, lang, sheet).map_err(|error| AppError::Internal(error.to_string()))?;
    Ok((drawing, words.notes, words.source))
}
