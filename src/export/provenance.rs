//! Where figures come from, as every file says it: rule, source, table number, year, boundaries, licence, release.

use super::table::{Cell, Column, Table, day_of};
use crate::domain::{Indicator, IndicatorPeriod, Lang, Source};
use crate::text;
use crate::views::edition::Edition;
use crate::views::profile::Origin;

/// Heading of the column with the rule.
pub(super) const fn rule_label(lang: Lang) -> &'static str {
    lang.pick("Regel", "Rule")
}

/// Columns that say where a figure comes from, and of which release.
pub(super) fn columns(lang: Lang) -> Vec<Column> {
    origin_columns(lang).into_iter().chain(release_columns(lang)).collect()
}

/// Columns that say where a figure comes from.
pub(super) fn origin_columns(lang: Lang) -> Vec<Column> {
    let rule = Column::aside(rule_label(lang));
    let source = [Column::text(lang.pick("Bron", "Source")), Column::text(lang.pick("Tabel", "Table"))];
    let year = Column::aside(lang.pick("Jaar bron", "Source year"));
    let boundaries = Column::text(lang.pick("Indeling", "Boundaries"));
    let terms =
        [Column::aside(lang.pick("Licentie", "Licence")), Column::aside(lang.pick("Bronvermelding", "Attribution"))];
    [rule].into_iter().chain(source).chain([year, boundaries]).chain(terms).collect()
}

/// The cells of [`columns`].
pub(super) fn cells<'a>(edition: &Edition<'a>, lang: Lang, declared: &IndicatorPeriod) -> Vec<Cell<'a>> {
    let mut cells = origin_cells(edition, lang, declared);
    cells.extend(release_cells(edition));
    cells
}

/// The cells of [`origin_columns`].
pub(super) fn origin_cells<'a>(edition: &Edition<'a>, lang: Lang, declared: &IndicatorPeriod) -> Vec<Cell<'a>> {
    let source = edition.source(declared);
    let of = |field: fn(&'a Source) -> &'a str| source.map_or(Cell::Empty, |source| Cell::text(field(source)));
    vec![
        Cell::text(text::rule(lang, edition.catalogue, declared)),
        source.map_or(Cell::Empty, |source| Cell::text(source.name.get(lang))),
        of(|source| &source.table),
        of(|source| &source.year),
        Cell::text(declared.vintage.to_string()),
        source.map_or(Cell::Empty, |source| Cell::text(text::licence(lang, &source.licence))),
        source.map_or(Cell::Empty, |source| Cell::text(source.attribution.get(lang))),
    ]
}

/// Columns of the release.
pub(super) fn release_columns(lang: Lang) -> [Column; 2] {
    [Column::aside(lang.pick("Uitgave", "Release")), Column::aside(lang.pick("Uitgavedatum", "Release date"))]
}

/// The cells of [`release_columns`].
pub(super) fn release_cells<'a>(edition: &Edition<'a>) -> [Cell<'a>; 2] {
    [Cell::text(edition.release), Cell::text(day_of(edition.imported_at))]
}

/// The sheet of sources: one row per indicator and period, each once.
pub(super) fn sources<'a>(
    edition: &Edition<'a>,
    lang: Lang,
    periods: impl IntoIterator<Item = (&'a Indicator, &'a IndicatorPeriod)>,
) -> Table<'a> {
    let mut columns = vec![
        Column::text("Indicator"),
        Column::text(lang.pick("Naam", "Name")),
        Column::text(lang.pick("Eenheid", "Unit")),
        Column::text(lang.pick("Periode", "Period")),
    ];
    // Everything that other sheets leave out stands here.
    columns.extend(self::columns(lang).into_iter().map(|column| Column { aside: false, ..column }));
    columns.extend([
        Column::text(lang.pick("Adres van de bron", "Address of the source")),
        Column::text(lang.pick("Let op", "Note")),
    ]);
    let mut seen: Vec<(&str, &IndicatorPeriod)> = Vec::new();
    let mut rows = Vec::new();
    for (indicator, declared) in periods {
        let known = |(id, one): &(&str, &IndicatorPeriod)| *id == indicator.id && one.period == declared.period;
        if seen.iter().any(known) {
            continue;
        }
        seen.push((&indicator.id, declared));
        let source = edition.source(declared);
        let mut row = vec![
            Cell::text(&indicator.id),
            Cell::text(indicator.name.get(lang)),
            Cell::text(indicator.unit_label.get(lang)),
            Cell::text(text::period(lang, declared.period)),
        ];
        row.extend(cells(edition, lang, declared));
        let notes =
            [source.and_then(|source| source.note.as_ref()), indicator.caveat.as_ref(), declared.break_before.as_ref()];
        let notes: Vec<&str> = notes.into_iter().flatten().map(|note| note.get(lang)).collect();
        row.extend([source.map_or(Cell::Empty, |source| Cell::text(source.url.as_str())), Cell::text(notes.join(" "))]);
        rows.push(row);
    }
    sheet(lang, columns, rows)
}

/// A sheet of sources.
pub(super) fn sheet(lang: Lang, columns: Vec<Column>, rows: Vec<Vec<Cell<'_>>>) -> Table<'_> {
    Table {
        name: lang.pick("Bronnen", "Sources"),
        about: lang.pick(
            "Per cijfer en periode: de bron, het tabelnummer, het jaar, de rekenregel, de licentie en de uitgave.",
            "For each figure and period: the source, its table number, the year, the rule, the licence and the release.",
        ),
        columns,
        rows,
    }
}

/// An item that was found somewhere: an example, a publication, an event.
pub(super) struct Found<'a> {
    /// Id.
    pub id: &'a str,
    /// Title.
    pub title: &'a str,
    /// Who is behind it; empty when unknown.
    pub organisation: &'a str,
    /// Its date as the source gives it; empty when unknown.
    pub date: &'a str,
    /// Address or description of the source; empty when unknown.
    pub source: &'a str,
}

/// The sheet of sources of items: where each was found.
pub(super) fn found<'a>(
    edition: &Edition<'a>,
    lang: Lang,
    about: &'static str,
    items: impl IntoIterator<Item = Found<'a>>,
) -> Table<'a> {
    let columns = [
        "Id",
        lang.pick("Titel", "Title"),
        lang.pick("Organisatie", "Organisation"),
        lang.pick("Datum", "Date"),
        lang.pick("Adres van de bron", "Address of the source"),
    ];
    let row = |item: Found<'a>| {
        let mut cells: Vec<Cell<'a>> =
            [item.id, item.title, item.organisation, item.date, item.source].map(Cell::text).into();
        cells.extend(release_cells(edition));
        cells
    };
    let rows = items.into_iter().map(row).collect();
    Table { about, ..sheet(lang, with_release(lang, columns.map(Column::text)), rows) }
}

/// The sheet of sources of texts that rest on several addresses: one row per address. Items are id, title, addresses.
pub(super) fn addresses<'a>(
    edition: &Edition<'a>,
    lang: Lang,
    about: &'static str,
    items: impl IntoIterator<Item = (&'a str, &'a str, &'a [String])>,
) -> Table<'a> {
    let columns =
        ["Id", lang.pick("Wat", "What"), lang.pick("Adres van de bron", "Address of the source")].map(Column::text);
    let mut rows = Vec::new();
    for (id, title, addresses) in items {
        for address in addresses {
            let mut cells = vec![Cell::text(id), Cell::text(title), Cell::text(address)];
            cells.extend(release_cells(edition));
            rows.push(cells);
        }
    }
    Table { about, ..sheet(lang, with_release(lang, columns), rows) }
}

/// Columns and those of the release, which a sheet of sources shows in a workbook too.
fn with_release(lang: Lang, columns: impl IntoIterator<Item = Column>) -> Vec<Column> {
    let release = release_columns(lang).map(|column| Column { aside: false, ..column });
    columns.into_iter().chain(release).collect()
}

/// Where a figure comes from, in a few words.
pub(super) const fn origin(lang: Lang, origin: Origin) -> &'static str {
    match origin {
        Origin::Published => lang.pick("gepubliceerd", "published"),
        Origin::Computed => lang.pick("berekend uit teller en noemer", "computed from numerator and denominator"),
        Origin::Aggregated => lang.pick("samengesteld uit delen", "built from parts"),
    }
}

/// A heading for a column of figures of one indicator in one period: "Koopwoningen, % van de woningen, 2024".
pub(super) fn heading(lang: Lang, indicator: &Indicator, declared: &IndicatorPeriod) -> String {
    let (name, unit) = (indicator.name.get(lang), indicator.unit_label.get(lang));
    let period = text::period(lang, declared.period);
    if name.to_lowercase().ends_with(&unit.to_lowercase()) {
        format!("{name}, {period}")
    } else {
        format!("{name}, {unit}, {period}")
    }
}

/// Sources of several columns in one cell, for files whose rows hold figures of several sources.
pub(super) fn sources_line<'a>(
    edition: &Edition<'a>,
    lang: Lang,
    periods: impl IntoIterator<Item = (&'a Indicator, &'a IndicatorPeriod)>,
) -> String {
    let line = |(indicator, declared): (&Indicator, &IndicatorPeriod)| {
        let source = edition.source(declared);
        let attribution = source.map_or("", |source| source.attribution.get(lang));
        let table = source.map(|source| source.table.as_str()).filter(|table| !table.is_empty());
        let table = table.map(|table| format!(" ({table})")).unwrap_or_default();
        let (id, period) = (&indicator.id, declared.period);
        format!("{id} {period}: {attribution}{table}; {}", text::rule(lang, edition.catalogue, declared))
    };
    periods.into_iter().map(line).collect::<Vec<_>>().join(" | ")
}
