//! The files of overviews: the focus areas, the catalogue of indicators, where examples are missing.

use super::cell::Cell;
use super::columns::Columns;
use super::provenance::{self, Provenance};
use super::table::{Column, Document, Kind, Table};
use crate::domain::{Designated, Indicator, IndicatorPeriod, Lang, ShownFigure, Theme};
use crate::text;
use crate::urls;
use crate::views::areas::{AreaRow, AreasView};
use crate::views::edition::Edition;
use crate::views::practice::{GapCell, GapRow, GapsView};

/// The focus areas.
pub fn areas_file<'a>(edition: &Edition<'a>, lang: Lang, view: &AreasView<'a>) -> Document<'a> {
    let title = lang.pick("Gebieden", "Areas");
    let sources = provenance::sources(edition, lang, view.inhabitants);
    Document::of(
        edition,
        lang,
        (title, urls::AREAS.pattern()),
        vec![areas_columns(lang, view).sourced_together(edition, view.inhabitants).table(
            ("Gebieden", "Areas"),
            ("Een rij per gebied.", "One row per area."),
            &view.rows,
        )],
        sources,
    )
}

/// What is known of a focus area.
pub fn areas_columns<'a, 'v>(lang: Lang, view: &AreasView<'a>) -> Columns<'a, &'v AreaRow<'a>> {
    let of = view.inhabitants;
    let inhabitants = match of {
        Some((_, declared)) => {
            format!("{}, {}", lang.pick("Inwoners", "Residents"), text::period(lang, declared.period))
        }
        None => lang.pick("Inwoners", "Residents").to_owned(),
    };
    Columns::of(lang)
        .text("Code", |row: &&'v AreaRow<'a>| row.area.area.slug.as_str())
        .text(("Gebied", "Area"), |row| &row.area.area.name)
        .text(("Gemeente", "Municipality"), |row| &row.area.area.gemeente_name)
        .text(("Gemeentecode", "Municipality code"), |row| row.area.area.gemeente.to_string())
        .text(("Provincie", "Province"), |row| &row.area.area.province)
        .text(("Aanwijzing", "Designation"), move |row| {
            let dates = |one: &Designated<'_>| {
                if one.has_own_dates() {
                    format!("{} ({})", one.designation.id, text::designation_dates(lang, one.from, one.to))
                } else {
                    one.designation.id.to_string()
                }
            };
            row.designations.iter().map(dates).collect::<Vec<_>>().join(" · ")
        })
        .text(("Zekerheid van de afbakening", "Confidence of the delimitation"), move |row| {
            text::confidence(lang, row.area.area.confidence)
        })
        .text(("Afbakening", "Delimitation"), |row| &row.area.area.delimitation)
        .figure(("inwoners", "residents"), inhabitants, move |row| {
            let decimals = of.map_or(0, |(_, declared)| row.inhabitants.decimals(declared));
            Cell::figure(row.inhabitants.value, decimals, None)
        })
}

/// The catalogue: all indicators in all periods, or one of them.
pub fn indicators_file<'a>(
    edition: &Edition<'a>,
    lang: Lang,
    only: Option<&'a Indicator>,
    themes: impl Fn(&'a str) -> &'a str + 'a,
) -> Document<'a> {
    let periods = || edition.periods().filter(|(indicator, _)| only.is_none_or(|one| one.id == indicator.id));
    let table = indicator_columns(edition, lang, themes).table(
        ("Indicatoren", "Indicators"),
        ("Een rij per indicator en periode.", "One row per indicator and period."),
        periods(),
    );
    let title = only.map_or(lang.pick("Indicatoren", "Indicators"), |one| one.name.get(lang));
    let page = only.map_or_else(|| urls::INDICATORS.to_string(), |one| urls::indicator(&one.id).to_string());
    Document::of(edition, lang, (title, &page), vec![table], provenance::sources(edition, lang, periods()))
}

/// What is declared of an indicator in a period.
pub fn indicator_columns<'a>(
    edition: &Edition<'a>,
    lang: Lang,
    themes: impl Fn(&'a str) -> &'a str + 'a,
) -> Columns<'a, (&'a Indicator, &'a IndicatorPeriod)> {
    Columns::of(lang)
        .text(("Thema", "Theme"), move |(indicator, _): &(&'a Indicator, &'a IndicatorPeriod)| themes(&indicator.theme))
        .text("Indicator", |(indicator, _)| &indicator.id)
        .text(("Naam", "Name"), |(indicator, _)| &indicator.name)
        .text(("Wat het is", "What it is"), |(indicator, _)| &indicator.definition)
        .text(("Eenheid", "Unit"), |(indicator, _)| &indicator.unit_label)
        .text(("Noemer", "Denominator"), |(indicator, _)| indicator.denominator.as_ref())
        .text(("Oordeel", "Judgement"), move |(indicator, _)| text::polarity(lang, indicator.polarity))
        .text(("Let op", "Note"), |(indicator, _)| indicator.caveat.as_ref())
        .text(("Periode", "Period"), move |(_, declared)| text::period(lang, declared.period))
        .text(("Niveaus", "Levels"), move |(_, declared)| {
            let levels = declared.levels.iter().map(|&level| text::level_name(lang, level, false));
            levels.collect::<Vec<_>>().join(", ")
        })
        .text(("Gepubliceerd", "Published"), |(_, declared)| {
            if declared.published { ("ja", "yes") } else { ("nee, berekend", "no, computed") }
        })
        .text(("Breuk met eerder", "Break with earlier"), |(_, declared)| declared.break_before.as_ref())
        .sourced(edition, |(_, declared)| declared)
        .shown()
}

/// Where examples are, and where they are missing. `outlines` gives one row per area with a column per theme, which
/// belongs to outlines; else one row per area and theme.
pub fn gaps_file<'a>(edition: &Edition<'a>, lang: Lang, view: &GapsView<'a>, outlines: bool) -> Document<'a> {
    let table = if outlines {
        let about = ("Voorbeelden per gebied en thema.", "Examples by area and theme.");
        coverage_columns(lang, view).released(edition).table(("Dekking", "Coverage"), about, &view.rows)
    } else {
        gaps(edition, lang, view)
    };
    // The figures by which areas stand out, each once.
    let standing = view.rows.iter().flat_map(|row| &row.cells).filter_map(|cell| cell.at);
    let sources = provenance::sources(edition, lang, standing.map(|at| (at.indicator, at.period)));
    let title = lang.pick("Dekking van praktijkvoorbeelden", "Coverage of practice examples");
    Document::of(edition, lang, (title, urls::COVERAGE.pattern()), vec![table], sources).note(
        ("Leemte", "Gap"),
        (
            "Het gebied valt op het thema op en heeft er geen voorbeeld van. Hoe dat wordt bepaald, staat op de pagina Methode.",
            "The area stands out on the theme and has no example of it. How that is decided is on the page Method.",
        ),
    )
}

/// The figure by which an area stands out, with its period and what it is in the area and in Nederland.
struct Standout<'a> {
    indicator: &'a Indicator,
    period: &'a IndicatorPeriod,
    own: ShownFigure,
    nederland: ShownFigure,
}

impl<'a> Standout<'a> {
    fn of(cell: &GapCell<'a>) -> Option<Self> {
        let (at, found) = cell.at.zip(cell.standing)?;
        Some(Self { indicator: at.indicator, period: at.period, own: found.own, nederland: found.nederland })
    }

    fn columns(edition: &Edition<'a>, lang: Lang) -> Columns<'a, Self> {
        let edition = *edition;
        Columns::of(lang)
            .text("Indicator", |one: &Self| &one.indicator.id)
            .text(("Naam", "Name"), |one| &one.indicator.name)
            .text(("Periode", "Period"), move |one| text::period(lang, one.period.period))
            .text(("Eenheid", "Unit"), |one| &one.indicator.unit_label)
            .number(("Waarde in het gebied", "Value in the area"), |one| (one.own, one.indicator))
            .number(("Waarde in Nederland", "Value in the Netherlands"), |one| (one.nederland, one.indicator))
            .part(Provenance::columns(lang), move |one| Provenance::of(&edition, lang, one.period))
    }
}

/// An area and a theme, and what there is.
type Covered<'v, 'a> = (&'v GapRow<'a>, &'a Theme, &'v GapCell<'a>);

fn gaps<'a>(edition: &Edition<'a>, lang: Lang, view: &GapsView<'a>) -> Table<'a> {
    let rows = view
        .rows
        .iter()
        .flat_map(|row| view.themes.iter().zip(&row.cells).map(move |(&theme, cell)| (row, theme, cell)));
    Columns::of(lang)
        .text("Code", |(row, ..): &Covered<'_, 'a>| row.area.area.slug.as_str())
        .text(("Gebied", "Area"), |(row, ..)| &row.area.area.name)
        .text(("Thema", "Theme"), |(_, theme, _)| &theme.label)
        .number(("Voorbeelden", "Examples"), |(.., cell)| cell.count)
        .text(("Leemte", "Gap"), |(.., cell)| if cell.is_gap() { ("ja", "yes") } else { ("nee", "no") })
        .number(("Gelijkende gebieden met voorbeeld", "Similar areas with example"), |(.., cell)| cell.alike_with)
        // Without a figure there is no rule and no source either: the release alone.
        .part_if(Standout::columns(edition, lang), |(.., cell)| Standout::of(cell))
        .released(edition)
        .table(
            ("Dekking", "Coverage"),
            (
                "Een rij per gebied en thema: hoeveel voorbeelden er zijn, en op welk cijfer het gebied opvalt.",
                "One row per area and theme: how many examples there are, and on which figure the area stands out.",
            ),
            rows,
        )
}

/// An area with how many examples it has of each theme, under the ids of the themes.
pub fn coverage_columns<'a, 'v>(lang: Lang, view: &GapsView<'a>) -> Columns<'a, &'v GapRow<'a>> {
    Columns::of(lang)
        .text("Code", |row: &&'v GapRow<'a>| row.area.area.slug.as_str())
        .text(("Gebied", "Area"), |row| &row.area.area.name)
        .number(("Leemtes", "Gaps"), |row| row.cells.iter().filter(|cell| cell.is_gap()).count())
        .each(view.themes.iter().enumerate(), |columns, (at, theme)| {
            let column = Column::headed(&theme.id, theme.label.get(lang), Kind::Number);
            columns.column(column, move |row| row.cells.get(at).map(|cell| cell.count))
        })
}
