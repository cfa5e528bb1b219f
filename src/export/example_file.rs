//! The file of one practice example: beside another place, the figures of its place, and the example itself.

use super::columns::Columns;
use super::practice_file::{READING, examples};
use super::profile_tables::reference_column;
use super::provenance;
use super::table::{Document, Table};
use crate::domain::{Indicator, IndicatorPeriod, Lang, Reference, Unit};
use crate::text;
use crate::views::edition::Edition;
use crate::views::practice::{ExampleView, FigureRow, PlaceFigures, Tolerance, Transfer, TransferRow, Verdict};

/// The file of an example at the address `page`. Its first table is the comparison where the example is seen from another
/// place, else the figures of its place, else the example itself. `there` names the place of the example.
pub fn example_file<'a>(
    edition: &Edition<'a>,
    lang: Lang,
    view: &'a ExampleView<'a>,
    there: &str,
    page: &str,
) -> Document<'a> {
    let seen = view.seen.as_ref();
    let compared = seen.and_then(|from| Some((from.seen.name.as_ref(), from.transfer.as_ref()?)));
    let mut tables: Vec<Table<'a>> =
        compared.map(|(here, transfer)| beside(edition, lang, transfer, (there, here))).into_iter().collect();
    tables.extend(view.figures.as_ref().map(|figures| {
        place_columns(lang, figures).sourced(edition, |row| row.period).table(
            ("Cijfers van de plek", "Figures of the place"),
            (
                "Cijfers van de plek op de thema's van het voorbeeld. Ze zeggen niet wat het voorbeeld heeft gedaan.",
                "Figures of the place on the themes of the example. They do not tell what the example did.",
            ),
            &figures.rows,
        )
    }));
    tables.push(examples(edition, lang, std::slice::from_ref(&view.card)));
    let rows = compared.into_iter().flat_map(|(_, transfer)| &transfer.rows).map(|row| (row.indicator, row.period));
    let figures = view.figures.iter().flat_map(|figures| &figures.rows).map(|row| (row.indicator, row.period));
    let sources = provenance::sources(edition, lang, rows.chain(figures));
    let title = view.card.example.title.get(lang);
    let of_example = lang.pick("Bron van het voorbeeld", "Source of the example").to_owned();
    let document = Document::of(edition, lang, (title, page), tables, sources)
        .note(READING.0, READING.1)
        .with_notes([(of_example, view.card.example.source_url.clone())]);
    if compared.is_none() {
        return document;
    }
    document.note(
        ("Naast elkaar", "Side by side"),
        (
            "Dit zet alleen de twee plekken naast elkaar. Of het voorbeeld past, hangt ook af van mensen, geld en timing.",
            "This only puts the two places side by side. Whether the example fits also depends on people, money and timing.",
        ),
    )
}

/// Which figure a row is about.
fn about<'a>(lang: Lang) -> Columns<'a, (&'a Indicator, &'a IndicatorPeriod)> {
    Columns::of(lang)
        .text("Indicator", |(indicator, _): &(&'a Indicator, &'a IndicatorPeriod)| &indicator.id)
        .text(("Naam", "Name"), |(indicator, _)| &indicator.name)
        .text(("Periode", "Period"), move |(_, declared)| text::period(lang, declared.period))
        .text(("Eenheid", "Unit"), |(indicator, _)| &indicator.unit_label)
}

/// A figure of the place of an example and of another place, and whether they are about the same.
pub fn beside_columns<'a>(lang: Lang, there: &str, here: &str) -> Columns<'a, &'a TransferRow<'a>> {
    Columns::of(lang)
        .text(("Waarop", "On what"), |row: &&'a TransferRow<'a>| &row.dimension.name)
        .part(about(lang), |row| (row.indicator, row.period))
        // The headings name the places; the keys stay the same for every place.
        .figure(("voorbeeld", "example"), there, |row| (row.there, row.indicator))
        .figure(("deze_plaats", "this_place"), here, |row| (row.here, row.indicator))
        .text(("Verschil", "Difference"), move |row| verdict(lang, row))
        .text(("Grens", "Threshold"), move |row| threshold(lang, row.dimension.tolerance, &row.indicator.unit))
}

fn beside<'a>(
    edition: &Edition<'a>,
    lang: Lang,
    transfer: &'a Transfer<'a>,
    (there, here): (&str, &'a str),
) -> Table<'a> {
    beside_columns(lang, there, here)
        .text(("Vergeleken met", "Compared with"), move |_| here)
        .sourced(edition, |row| row.period)
        .table(
            ("Naast elkaar", "Side by side"),
            ("De plek van het voorbeeld naast een andere plek.", "The place of the example beside another place."),
            &transfer.rows,
        )
}

/// Whether two figures are about the same, in words.
const fn verdict(lang: Lang, row: &TransferRow<'_>) -> &'static str {
    match row.verdict {
        Verdict::Same => lang.pick("ongeveer hetzelfde", "about the same"),
        Verdict::HigherThere => lang.pick("hier lager", "lower here"),
        Verdict::LowerThere => lang.pick("hier hoger", "higher here"),
        Verdict::Unknown => lang.pick("niet te vergelijken", "cannot be compared"),
    }
}

/// Up to where two figures are about the same.
pub fn threshold(lang: Lang, tolerance: Tolerance, unit: &Unit) -> String {
    match tolerance {
        Tolerance::Times(times) => {
            let shown = text::number(lang, times, 1);
            match lang {
                Lang::Nl => format!("telt als gelijk tot {shown} keer"),
                Lang::En => format!("counts as the same up to {shown} times"),
            }
        }
        Tolerance::Units(units) => {
            let shown = text::difference(lang, unit, units, 0);
            match lang {
                Lang::Nl => format!("telt als gelijk tot {shown} verschil"),
                Lang::En => format!("counts as the same up to {shown} apart"),
            }
        }
    }
}

/// A figure of the place of an example, beside that of Nederland.
pub fn place_columns<'a>(lang: Lang, figures: &'a PlaceFigures<'a>) -> Columns<'a, &'a FigureRow<'a>> {
    Columns::of(lang)
        .text(("Plaats", "Place"), |_: &&'a FigureRow<'a>| figures.name)
        .part(about(lang), |row| (row.indicator, row.period))
        .figure(("waarde", "value"), figures.name, |row| (row.figure, row.indicator))
        .column(reference_column(lang, Reference::Nederland), |row| (row.nederland, row.indicator))
}
