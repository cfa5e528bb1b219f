//! The second page: the differences inside the place, what was tried elsewhere, and where it all comes from.

use maud::{Markup, PreEscaped, html};

use super::figures;
use super::sheets::Sheets;
use crate::charts;
use crate::domain::{Lang, Level, RegionCode};
use crate::export::Columns;
use crate::text;
use crate::urls;
use crate::views::briefing::{Extreme, Inside};
use crate::views::practice::Item;
use crate::views::profile::{Reference, ReferenceKind, Row};
use crate::web::components::table::PageTable;
use crate::web::pages::profile::words;
use crate::web::representation::practice_words;

/// Longest summary of an example, in characters; a longer one is cut after a sentence.
const SUMMARY: usize = 330;

pub(super) fn body(sheets: &Sheets<'_>) -> Markup {
    html! {
        (inside(sheets))
        (examples(sheets))
        (figures::section(sheets))
    }
}

/// Lowest, highest and everything between, per indicator.
fn inside(sheets: &Sheets<'_>) -> Markup {
    let lang = sheets.lang();
    let view = sheets.view;
    html! {
        section class="briefing-inside" aria-labelledby="verschillen" {
            h2 id="verschillen" { (title(lang, sheets)) }
            @if view.inside.is_empty() {
                p class="missing" { (lang.pick(
                    "Binnen deze plek zijn geen delen met eigen cijfers geleverd die van elkaar verschillen.",
                    "No parts of this place with figures of their own that differ were delivered.",
                )) }
            } @else {
                (inside_table(sheets))
                p class="figure-source" { (lang.pick(
                    "Stip: het cijfer van de hele plek. Gestreepte lijn: Nederland. Lijkt een deel af te wijken, kijk dan eerst hoe groot het is; kleine delen schommelen meer.",
                    "Dot: the figure of the whole place. Dashed line: the Netherlands. Where a part seems to differ, look first at how large it is; small parts vary more.",
                )) }
            }
        }
    }
}

fn title(lang: Lang, sheets: &Sheets<'_>) -> &'static str {
    match sheets.view.profile.region.as_ref().map(|region| region.code.level()) {
        Some(Level::Gemeente) => lang.pick("Verschillen binnen de gemeente", "Differences inside the municipality"),
        Some(Level::Wijk) => lang.pick("Verschillen binnen de wijk", "Differences inside the district"),
        Some(_) => lang.pick("Verschillen binnen de buurt", "Differences inside the neighbourhood"),
        None => lang.pick("Verschillen binnen het gebied", "Differences inside the area"),
    }
}

fn inside_table(sheets: &Sheets<'_>) -> Markup {
    let (lang, view) = (sheets.lang(), sheets.view);
    let rows = view.inside.iter().filter_map(|found| Some((found, view.row(found.at)?)));
    let columns = Columns::of(lang)
        .text(("Cijfer", "Figure"), |(_, row): &(&Inside<'_>, &Row<'_>)| row.indicator.name.get(lang).to_owned())
        .number(("Hier", "Here"), |(_, row)| (row.figure, row.indicator))
        .figure(("nederland", "netherlands"), text::reference(lang, Reference::Nederland), |(_, row)| {
            row.reference(ReferenceKind::Nederland).map(|found| (found.figure, row.indicator))
        });
    PageTable::of(columns)
        .boxed_by("verschillen")
        .show("cijfer")
        .marked(|(found, row), _| html! { span class="secondary" { (parts(lang, found, row)) } })
        .show("hier")
        .written(|_, cell| html! { b { (cell.shown(lang)) } })
        .drawn(lang.pick("Laagste", "Lowest"), |(found, row)| extreme(lang, row, &found.lowest, found.level))
        .drawn(lang.pick("Elk deel een streepje", "Each part a tick"), |(_, row)| strip(sheets, row))
        .classed("briefing-strip")
        .drawn(lang.pick("Hoogste", "Highest"), |(found, row)| extreme(lang, row, &found.highest, found.level))
        .show("nederland")
        .render("table", rows)
}

/// Unit and period, and of how many parts the figure is known.
fn parts(lang: Lang, found: &Inside<'_>, row: &Row<'_>) -> Markup {
    let (known, unknown) = row.spread.as_ref().map_or((0, 0), |spread| (spread.values.len(), spread.unknown));
    let noun = text::level_name(lang, found.level, known + unknown != 1);
    html! {
        (words::unit_and_period(lang, row)) " · " (known)
        @if unknown > 0 { (lang.pick(" van ", " of ")) (known + unknown) }
        " " (noun) @if unknown > 0 { (lang.pick(" bekend", " known")) }
    }
}

fn strip(sheets: &Sheets<'_>, row: &Row<'_>) -> Markup {
    let spread = words::spread(sheets.lang(), &sheets.view.profile, row);
    let svg = spread.as_ref().and_then(|spread| charts::strip(row, &spread.title));
    html! { @if let Some(svg) = svg { (PreEscaped(svg)) } }
}

/// The value, and whose it is.
fn extreme(lang: Lang, row: &Row<'_>, extreme: &Extreme<'_>, level: Level) -> Markup {
    html! {
        b { (text::short_figure(lang, &row.indicator.unit, &extreme.figure)) }
        span class="secondary" {
            @if extreme.regions > 1 { (extreme.regions) " " (text::level_name(lang, level, true)) }
            // Some older divisions have codes and no names.
            @else if extreme.name.parse::<RegionCode>().is_ok() { (text::level_name(lang, level, false)) " " (extreme.name) }
            @else { (extreme.name) }
        }
    }
}

/// What was tried elsewhere, and why it may matter here.
fn examples(sheets: &Sheets<'_>) -> Markup {
    let lang = sheets.lang();
    html! {
        section class="briefing-examples" aria-labelledby="elders" {
            h2 id="elders" { (lang.pick("Wat elders is geprobeerd", "What was tried elsewhere")) }
            @if sheets.examples.is_empty() {
                p class="missing" { (lang.pick(
                    "Geen voorbeeld gevonden op een thema waarop deze plek met de geleverde cijfers opvalt.",
                    "No example was found on a theme on which this place stands out by the figures delivered.",
                )) }
            } @else {
                ol { @for item in sheets.examples { li { (example(sheets, item)) } } }
            }
        }
    }
}

fn example(sheets: &Sheets<'_>, item: &Item<'_>) -> Markup {
    let lang = sheets.lang();
    let (atlas, name) = (sheets.atlas, sheets.view.profile.name);
    let (card, facts) = (&item.card, item.card.example);
    let href = urls::example(&facts.id).to_string();
    let themes: Vec<&str> = card.themes.iter().map(|theme| theme.label.get(lang)).collect();
    html! {
        h3 { a href=(sheets.context.href(&href)) { (facts.title.get(lang)) } }
        p class="secondary" {
            (card.place_names())
            @if let Some(near) = item.nearness.and_then(|near| practice_words::nearness(lang, name, near)) { " · " (near) }
            @if let Some(phase) = card.phase { " · " (lang.pick("fase: ", "phase: ")) (text::lower_first(phase.label.get(lang))) }
            " · " (themes.join(", "))
        }
        p { (shortened(facts.summary.get(lang), SUMMARY)) }
        @if facts.figures_unverified {
            p class="secondary" { (lang.pick("Genoemde aantallen zijn niet gecontroleerd.", "Numbers mentioned were not verified.")) }
        }
        @if let Some(reason) = &item.reason {
            div class="why" {
                p class="why-title" { (lang.pick("Waarom dit voorbeeld", "Why this example")) }
                @for sentence in practice_words::reason(lang, atlas, name, reason) { p { (sentence) } }
            }
        }
        p class="secondary" { (sheets.base) (href) }
    }
}

/// The text, cut after the last sentence that fits, else after the last word.
fn shortened(text: &str, longest: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(longest) else { return text.to_owned() };
    let start = text.get(..end).unwrap_or(text);
    if let Some(at) = start.rfind(". ") {
        return start.get(..=at).unwrap_or(start).to_owned();
    }
    let whole = start.rfind(' ').and_then(|at| start.get(..at)).unwrap_or(start);
    format!("{}…", whole.trim_end_matches([',', ';', ':']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_is_cut_after_a_sentence_and_else_after_a_word() {
        assert_eq!(shortened("Kort.", 20), "Kort.");
        assert_eq!(shortened("Eerste zin. Tweede zin die te lang is.", 20), "Eerste zin.");
        assert_eq!(shortened("Een zin, met één lange staart", 9), "Een zin…");
        assert_eq!(shortened("Één één één", 5), "Één…");
    }
}
