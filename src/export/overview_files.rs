//! The files of overviews: the focus areas, the catalogue of indicators, where examples are missing.

use super::provenance::{self, release_cells, release_columns, sources_line};
use super::table::{Cell, Column, Document, Kind, Mark, Table};
use crate::domain::{DesignationId, Indicator, Lang, Level};
use crate::text;
use crate::urls;
use crate::views::areas::{AreaRow, AreasView};
use crate::views::edition::Edition;
use crate::views::practice::{GapCell, GapRow, GapsView};

/// The focus areas.
#[must_use]
pub fn areas_file<'a>(edition: &Edition<'a>, lang: Lang, view: &AreasView<'a>) -> Document<'a> {
    let mut columns = vec![
        Column::text("Code"),
        Column::text(lang.pick("Gebied", "Area")),
        Column::text(lang.pick("Gemeente", "Municipality")),
        Column::text(lang.pick("Gemeentecode", "Municipality code")),
        Column::text(lang.pick("Provincie", "Province")),
        Column::text(lang.pick("Aanwijzing", "Designation")),
        Column::text(lang.pick("Zekerheid van de afbakening", "Confidence of the delimitation")),
        Column::text(lang.pick("Afbakening", "Delimitation")),
    ];
    let inhabitants = lang.pick(("inwoners", "Inwoners"), ("residents", "Residents"));
    let label = match view.inhabitants {
        Some((_, declared)) => format!("{}, {}", inhabitants.1, text::period(lang, declared.period)),
        None => inhabitants.1.to_owned(),
    };
    columns.push(Column::figure(inhabitants.0, label));
    columns.push(Column::aside(lang.pick("Bronnen en regels", "Sources and rules")));
    columns.extend(release_columns(lang));
    let line = sources_line(edition, lang, view.inhabitants);
    let row = |row: &AreaRow<'a>| {
        let area = &row.area.area;
        let designations: Vec<&str> = area.designations.iter().map(|id: &DesignationId| id.as_str()).collect();
        let decimals = view.inhabitants.map_or(0, |(_, declared)| row.inhabitants.decimals(declared));
        let mut cells = vec![
            Cell::text(area.slug.as_str()),
            Cell::text(&area.name),
            Cell::text(&area.gemeente_name),
            Cell::text(area.gemeente.to_string()),
            Cell::text(&area.province),
            Cell::text(designations.join(" · ")),
            Cell::text(text::confidence(lang, area.confidence)),
            Cell::text(area.delimitation.get(lang)),
            Cell::figure(row.inhabitants.value, decimals, Mark::None),
            Cell::text(line.clone()),
        ];
        cells.extend(release_cells(edition));
        cells
    };
    let table = Table {
        name: lang.pick("Gebieden", "Areas"),
        about: lang.pick("Een rij per focusgebied.", "One row per focus area."),
        rows: view.rows.iter().map(row).collect(),
        columns,
    };
    let sources = provenance::sources(edition, lang, view.inhabitants);
    Document::of(
        edition,
        lang,
        (lang.pick("Focusgebieden", "Focus areas"), urls::AREAS.pattern()),
        vec![table],
        sources,
    )
}

/// The catalogue: all indicators in all periods, or one of them.
#[must_use]
pub fn indicators_file<'a>(
    edition: &Edition<'a>,
    lang: Lang,
    only: Option<&'a Indicator>,
    themes: impl Fn(&'a str) -> &'a str,
) -> Document<'a> {
    let mut columns = vec![
        Column::text(lang.pick("Thema", "Theme")),
        Column::text("Indicator"),
        Column::text(lang.pick("Naam", "Name")),
        Column::text(lang.pick("Wat het is", "What it is")),
        Column::text(lang.pick("Eenheid", "Unit")),
        Column::text(lang.pick("Noemer", "Denominator")),
        Column::text(lang.pick("Oordeel", "Judgement")),
        Column::text(lang.pick("Let op", "Note")),
        Column::text(lang.pick("Periode", "Period")),
        Column::text(lang.pick("Niveaus", "Levels")),
        Column::text(lang.pick("Gepubliceerd", "Published")),
        Column::text(lang.pick("Breuk met eerder", "Break with earlier")),
    ];
    columns.extend(provenance::columns(lang).into_iter().map(|column| Column { aside: false, ..column }));
    let wanted = |id: &str| only.is_none_or(|one| one.id == id);
    let rows = edition.periods().filter(|(indicator, _)| wanted(&indicator.id)).map(|(indicator, declared)| {
        let levels: Vec<&str> =
            declared.levels.iter().map(|&level: &Level| text::level_name(lang, level, false)).collect();
        let of = |text: &'a Option<crate::domain::Text>| {
            text.as_ref().map_or(Cell::Empty, |text| Cell::text(text.get(lang)))
        };
        let mut cells = vec![
            Cell::text(themes(&indicator.theme)),
            Cell::text(&indicator.id),
            Cell::text(indicator.name.get(lang)),
            Cell::text(indicator.definition.get(lang)),
            Cell::text(indicator.unit_label.get(lang)),
            of(&indicator.denominator),
            Cell::text(text::polarity(lang, indicator.polarity)),
            of(&indicator.caveat),
            Cell::text(text::period(lang, declared.period)),
            Cell::text(levels.join(", ")),
            Cell::text(if declared.published {
                lang.pick("ja", "yes")
            } else {
                lang.pick("nee, berekend", "no, computed")
            }),
            of(&declared.break_before),
        ];
        cells.extend(provenance::cells(edition, lang, declared));
        cells
    });
    let table = Table {
        name: lang.pick("Indicatoren", "Indicators"),
        about: lang.pick("Een rij per indicator en periode.", "One row per indicator and period."),
        rows: rows.collect(),
        columns,
    };
    let sources = provenance::sources(edition, lang, edition.periods().filter(|(indicator, _)| wanted(&indicator.id)));
    let title = only.map_or(lang.pick("Indicatoren", "Indicators"), |one| one.name.get(lang));
    let page = only.map_or_else(|| urls::INDICATORS.to_string(), |one| urls::indicator(&one.id).to_string());
    Document::of(edition, lang, (title, &page), vec![table], sources)
}

/// Where examples are, and where they are missing. `outlines` gives one row per area with a column per theme, which
/// belongs to outlines; else one row per area and theme.
#[must_use]
pub fn gaps_file<'a>(edition: &Edition<'a>, lang: Lang, view: &GapsView<'a>, outlines: bool) -> Document<'a> {
    let table = if outlines { matrix(edition, lang, view) } else { gaps(edition, lang, view) };
    // The figures by which areas stand out, each once.
    let standing = view.rows.iter().flat_map(|row| &row.cells).filter_map(|cell| cell.at);
    let periods = standing.map(|at| (at.indicator, at.period));
    let sources = provenance::sources(edition, lang, periods);
    let title = lang.pick("Dekking van praktijkvoorbeelden", "Coverage of practice examples");
    let mut document = Document::of(edition, lang, (title, urls::COVERAGE.pattern()), vec![table], sources);
    document.notes.push((
        lang.pick("Leemte", "Gap").to_owned(),
        lang.pick(
            "Het gebied valt op het thema op en heeft er geen voorbeeld van. Hoe dat wordt bepaald, staat op de pagina Methode.",
            "The area stands out on the theme and has no example of it. How that is decided is on the page Method.",
        )
        .to_owned(),
    ));
    document
}

fn gaps<'a>(edition: &Edition<'a>, lang: Lang, view: &GapsView<'a>) -> Table<'a> {
    let mut columns = vec![
        Column::text("Code"),
        Column::text(lang.pick("Gebied", "Area")),
        Column::text(lang.pick("Thema", "Theme")),
        Column::new(lang.pick("Voorbeelden", "Examples"), Kind::Number),
        Column::text(lang.pick("Leemte", "Gap")),
        Column::new(lang.pick("Gelijkende gebieden met voorbeeld", "Similar areas with example"), Kind::Number),
        Column::text("Indicator"),
        Column::text(lang.pick("Naam", "Name")),
        Column::text(lang.pick("Periode", "Period")),
        Column::text(lang.pick("Eenheid", "Unit")),
        Column::new(lang.pick("Waarde in het gebied", "Value in the area"), Kind::Number),
        Column::new(lang.pick("Waarde in Nederland", "Value in the Netherlands"), Kind::Number),
    ];
    columns.extend(provenance::columns(lang));
    let mut rows = Vec::new();
    for row in &view.rows {
        for (theme, cell) in view.themes.iter().zip(&row.cells) {
            let mut cells = vec![
                Cell::text(row.area.area.slug.as_str()),
                Cell::text(&row.area.area.name),
                Cell::text(theme.label.get(lang)),
                Cell::count_of(cell.count),
                Cell::text(if cell.is_gap() { lang.pick("ja", "yes") } else { lang.pick("nee", "no") }),
                Cell::count_of(cell.alike_with),
            ];
            let standing = standing(edition, lang, cell);
            cells.extend(standing.unwrap_or_else(|| {
                // No figure, so no rule and no source: the release alone.
                let release = release_cells(edition);
                let empty = columns.len() - cells.len() - release.len();
                std::iter::repeat_n(Cell::Empty, empty).chain(release).collect()
            }));
            rows.push(cells);
        }
    }
    Table {
        name: lang.pick("Dekking", "Coverage"),
        about: lang.pick(
            "Een rij per gebied en thema: hoeveel voorbeelden er zijn, en op welk cijfer het gebied opvalt.",
            "One row per area and theme: how many examples there are, and on which figure the area stands out.",
        ),
        columns,
        rows,
    }
}

/// The figure by which an area stands out, with its source.
fn standing<'a>(edition: &Edition<'a>, lang: Lang, cell: &GapCell<'a>) -> Option<Vec<Cell<'a>>> {
    let (found, at) = cell.standing.zip(cell.at)?;
    let (indicator, declared) = (at.indicator, at.period);
    let mark = Mark::of(indicator.unit);
    let mut cells = vec![
        Cell::text(&indicator.id),
        Cell::text(indicator.name.get(lang)),
        Cell::text(text::period(lang, declared.period)),
        Cell::text(indicator.unit_label.get(lang)),
        Cell::shown(&found.own, mark),
        Cell::shown(&found.nederland, mark),
    ];
    cells.extend(provenance::cells(edition, lang, declared));
    Some(cells)
}

fn matrix<'a>(edition: &Edition<'a>, lang: Lang, view: &GapsView<'a>) -> Table<'a> {
    let mut columns = vec![
        Column::text("Code"),
        Column::text(lang.pick("Gebied", "Area")),
        Column::new(lang.pick("Leemtes", "Gaps"), Kind::Number),
    ];
    let theme = |theme: &&crate::domain::Theme| Column {
        key: theme.id.clone(),
        ..Column::new(theme.label.get(lang), Kind::Number)
    };
    columns.extend(view.themes.iter().map(theme));
    columns.extend(release_columns(lang));
    let row = |row: &GapRow<'a>| {
        let area = &row.area.area;
        let gaps = row.cells.iter().filter(|cell| cell.is_gap()).count();
        let mut cells = vec![Cell::text(area.slug.as_str()), Cell::text(&area.name), Cell::count_of(gaps)];
        cells.extend(row.cells.iter().map(|cell| Cell::count_of(cell.count)));
        cells.extend(release_cells(edition));
        cells
    };
    Table {
        name: lang.pick("Dekking", "Coverage"),
        about: lang.pick("Voorbeelden per gebied en thema.", "Examples by area and theme."),
        rows: view.rows.iter().map(row).collect(),
        columns,
    }
}
