//! The file of a comparison: places side by side, and one row per indicator and place.

use std::borrow::Cow;

use super::columns::Columns;
use super::explain;
use super::long::{self, LongRow};
use super::provenance::{self, heading, period_of};
use super::table::{Column, Document, Kind, Table};
use crate::domain::{Lang, Reference};
use crate::text;
use crate::views::compare::{CompareRow, CompareTheme, CompareView};
use crate::views::edition::Edition;
use crate::views::place::NamedPlace;

/// What of a comparison a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComparePart {
    /// Both tables: what a workbook holds.
    Everything,
    /// One row per indicator and place, Nederland included.
    Rows,
    /// One row per place with a column per indicator: what belongs to outlines.
    Outlines,
}

/// The file of a comparison. Names in the language of the view.
pub fn compare_file<'a>(view: &'a CompareView<'a>, page: &str, part: ComparePart) -> Document<'a> {
    let edition = Edition::of(view.atlas);
    let lang = view.lang;
    let names: Vec<&str> = view.places.iter().map(|place| place.name.as_ref()).collect();
    let title = names.join(lang.pick(" naast ", " beside "));
    let tables = match part {
        ComparePart::Everything => vec![beside(&edition, view), rows(&edition, view)],
        ComparePart::Rows => vec![rows(&edition, view)],
        ComparePart::Outlines => vec![outlines(&edition, view)],
    };
    let sources = provenance::sources(&edition, lang, view.rows().map(|row| (row.indicator, row.period)));
    Document::of(&edition, lang, (title, page), tables, sources)
        .note(
            ("Eén periode per rij", "One period per row"),
            (
                "Alle cijfers van een rij zijn van dezelfde periode: de periode waarvan de meeste van deze plaatsen een cijfer hebben.",
                "All figures in a row are of the same period: the one of which most of these places have a figure.",
            ),
        )
        .with_notes(explain::of_figures(lang))
}

/// What a place is: a focus area, a reader's own place, or the name of its level.
pub fn place_kind<'a>(lang: Lang, place: &NamedPlace<'a>) -> &'a str {
    match place.level {
        Some(level) => text::level_name(lang, level, false),
        None if place.is_own() => lang.pick("eigen gebied", "area of your own"),
        None => text::area_called(lang, place.designation),
    }
}

/// A row of a comparison, with its theme.
pub type ComparedRow<'a> = (&'a CompareTheme<'a>, &'a CompareRow<'a>);

/// The rows of a comparison.
pub fn compare_rows<'a>(view: &'a CompareView<'a>) -> impl Iterator<Item = ComparedRow<'a>> {
    view.themes.iter().flat_map(|theme| theme.rows.iter().map(move |row| (theme, row)))
}

/// An indicator with the figure of every place, under the key of the place, and of Nederland: page and file show these.
pub fn compare_columns<'a>(view: &'a CompareView<'a>) -> Columns<'a, ComparedRow<'a>> {
    let lang = view.lang;
    Columns::of(lang)
        .text(("Naam", "Name"), |(_, row): &ComparedRow<'a>| &row.indicator.name)
        .text(("Thema", "Theme"), |(theme, _)| theme.label)
        .text("Indicator", |(_, row)| &row.indicator.id)
        .text(("Periode", "Period"), move |(_, row)| text::period(lang, row.period.period))
        .text(("Eenheid", "Unit"), |(_, row)| &row.indicator.unit_label)
        .each(view.places.iter().enumerate(), |columns, (at, place)| {
            let column =
                Column::headed(&place.key, format!("{} ({})", place.name, place_kind(lang, place)), Kind::Figure);
            columns.column(column, move |(_, row)| row.figures.get(at).map(|&figure| (figure, row.indicator)))
        })
        .figure("NL01", text::reference(lang, Reference::Nederland), |(_, row)| (row.nederland, row.indicator))
}

fn beside<'a>(edition: &Edition<'a>, view: &'a CompareView<'a>) -> Table<'a> {
    compare_columns(view).sourced(edition, |(_, row)| row.period).table(
        ("Naast elkaar", "Side by side"),
        ("Een kolom per plaats, en Nederland.", "One column per place, and the Netherlands."),
        compare_rows(view),
    )
}

fn rows<'a>(edition: &Edition<'a>, view: &'a CompareView<'a>) -> Table<'a> {
    let lang = view.lang;
    let of_row = |(CompareTheme { label: theme, .. }, row): ComparedRow<'a>| {
        let line = move |place: Cow<'a, str>, kind: &'a str, code: &'a str, figure| {
            let (indicator, declared, code) = (row.indicator, row.period, code.into());
            LongRow { indicator, theme, declared, place, kind, code, figure }
        };
        let places = view.places.iter().zip(&row.figures).map(move |(place, compared)| {
            line(place.name.as_ref().into(), place_kind(lang, place), &place.key, *compared)
        });
        let nederland = text::reference(lang, Reference::Nederland).into();
        places.chain([line(nederland, lang.pick("land", "country"), "NL01", row.nederland)])
    };
    long::columns(edition, lang).table(
        ("Alle gegevens", "All data"),
        (
            "Een rij per cijfer en plaats, met herkomst, dekking en bron.",
            "One row per figure and place, with origin, coverage and source.",
        ),
        compare_rows(view).flat_map(of_row),
    )
}

fn outlines<'a>(edition: &Edition<'a>, view: &'a CompareView<'a>) -> Table<'a> {
    let lang = view.lang;
    Columns::of(lang)
        .text("Code", |(_, place): &(usize, &'a NamedPlace<'a>)| &place.key)
        .text(("Naam", "Name"), |(_, place)| place.name.as_ref())
        .text(("Soort", "Kind"), move |(_, place)| place_kind(lang, place))
        .text(("Gemeente", "Municipality"), |(_, place)| place.gemeente)
        .each(view.rows(), |columns, row| {
            let column = Column::headed(&row.indicator.id, heading(lang, row.indicator, row.period), Kind::Figure);
            columns
                .column(column, move |(at, _)| row.figures.get(*at).map(|&figure| (figure, row.indicator)))
                .column(period_of(lang, row.indicator), move |_| text::period(lang, row.period.period))
        })
        .released(edition)
        .table(("Omtrek", "Outline"), "", view.places.iter().enumerate())
}
