//! The tables of a profile: the figures beside their references, the regions inside, the outline, similar places.

use super::long::{quality, quality_columns};
use super::profile_years::key;
use super::provenance::{self, heading, release_cells, release_columns, sources_line};
use super::table::{Cell, Column, Kind, Mark, Table, value_label};
use crate::domain::{Lang, Reference};
use crate::text;
use crate::views::edition::Edition;
use crate::views::profile::{NeighbourhoodRow, ProfileView, Rank, Row};

/// The references that any row has, in the order of the first that has them.
fn references<'a>(view: &'a ProfileView<'a>) -> Vec<Reference<'a>> {
    let mut list: Vec<Reference<'a>> = Vec::new();
    for reference in view.themes.iter().flat_map(|theme| &theme.rows).flat_map(|row| &row.references) {
        // Regions of two levels are matched: by wijken where a figure has no buurten.
        if !list.contains(&reference.reference) {
            list.push(reference.reference);
        }
    }
    list
}

/// The column of a reference.
pub(super) fn reference_column(lang: Lang, reference: Reference<'_>) -> Column {
    Column::figure(text::reference_key(lang, reference.kind()), text::reference(lang, reference))
}

/// One row per indicator in the period that the page leads with.
pub(super) fn figures<'a>(edition: &Edition<'a>, view: &'a ProfileView<'a>) -> Table<'a> {
    let lang = view.lang;
    let references = references(view);
    let ranked = view.area.is_some();
    let mut columns = vec![
        Column::text(lang.pick("Naam", "Name")),
        Column::text(lang.pick("Thema", "Theme")),
        Column::text("Indicator"),
        Column::text(lang.pick("Periode", "Period")),
        Column::text(lang.pick("Eenheid", "Unit")),
        Column::figure(&value_label(lang).to_lowercase(), view.name),
    ];
    columns.extend(references.iter().map(|&reference| reference_column(lang, reference)));
    if ranked {
        let label = lang.pick("Rang onder de 20, hoogste eerst", "Rank among the 20, highest first");
        let of = lang.pick("Gebieden met een cijfer", "Areas with a figure");
        columns.extend([Column::new(label, Kind::Number), Column::new(of, Kind::Number)]);
    }
    columns.extend(quality_columns(lang));
    columns.extend(provenance::columns(lang));
    let rows = view.themes.iter().flat_map(|theme| theme.rows.iter().map(move |row| (theme.label, row)));
    Table {
        name: lang.pick("Cijfers", "Figures"),
        about: lang.pick(
            "Elk cijfer in de periode waarmee de pagina opent, met de vergelijkingen ernaast.",
            "Every figure in the period that the page leads with, with the references beside it.",
        ),
        rows: rows.map(|(theme, row)| figure_cells(edition, lang, (theme, row), &references, ranked)).collect(),
        columns,
    }
}

fn figure_cells<'a>(
    edition: &Edition<'a>,
    lang: Lang,
    (theme, row): (&'a str, &'a Row<'a>),
    references: &[Reference<'_>],
    ranked: bool,
) -> Vec<Cell<'a>> {
    let mark = Mark::of(row.indicator.unit);
    let mut cells = vec![
        Cell::text(row.indicator.name.get(lang)),
        Cell::text(theme),
        Cell::text(&row.indicator.id),
        Cell::text(text::period(lang, row.period.period)),
        Cell::text(row.indicator.unit_label.get(lang)),
        Cell::shown(&row.figure, mark),
    ];
    cells.extend(references.iter().map(|reference| match row.reference(reference.kind()) {
        Some(reference) => Cell::shown(&reference.figure, mark),
        // Counts are not held against neighbourhoods elsewhere, and each figure against one level of them.
        None => Cell::Absent(lang.pick("niet vergeleken", "not compared").into()),
    }));
    if ranked {
        let rank = |number: fn(Rank) -> u32| row.rank.map_or(Cell::Empty, |rank| Cell::count(number(rank)));
        cells.extend([rank(|rank| rank.place), rank(|rank| rank.of)]);
    }
    cells.extend(quality(lang, &row.figure));
    cells.extend(provenance::cells(edition, lang, row.period));
    cells
}

/// The regions inside the place with the key figures of the page.
pub(super) fn inside<'a>(edition: &Edition<'a>, view: &'a ProfileView<'a>) -> Table<'a> {
    let lang = view.lang;
    let shown = &view.neighbourhoods;
    let mut columns = vec![
        Column::text("Code"),
        Column::text(lang.pick("Naam", "Name")),
        Column::text(lang.pick("Niveau", "Level")),
        Column::text(lang.pick("Omtrek", "Outline")),
    ];
    columns.extend(
        shown
            .columns
            .iter()
            .map(|(indicator, declared)| Column::figure(&indicator.id, heading(lang, indicator, declared))),
    );
    columns.push(Column::aside(lang.pick("Bronnen en regels", "Sources and rules")));
    columns.extend(release_columns(lang));
    let line = sources_line(edition, lang, shown.columns.iter().copied());
    let row = |row: &'a NeighbourhoodRow<'a>| {
        let mut cells = vec![
            Cell::text(row.code.to_string()),
            Cell::text(row.name),
            Cell::text(text::level_name(lang, row.code.level(), false)),
            if row.approximate { Cell::text(lang.pick("indicatief", "indicative")) } else { Cell::Empty },
        ];
        let figures = row.figures.iter().zip(&shown.columns);
        cells.extend(figures.map(|(figure, (one, _))| Cell::shown(figure, Mark::of(one.unit))));
        cells.push(Cell::text(line.clone()));
        cells.extend(release_cells(edition));
        cells
    };
    Table {
        name: lang.pick("Wijken en buurten", "Neighbourhoods"),
        about: lang.pick(
            "De wijken en buurten in deze plaats, met enkele cijfers. Een buurt staat onder haar wijk.",
            "The districts and neighbourhoods in this place, with some figures. A neighbourhood stands below its district.",
        ),
        rows: shown.rows.iter().map(row).collect(),
        columns,
    }
}

/// One row for the place, with a column per indicator in the period that the page leads with.
pub(super) fn outline<'a>(edition: &Edition<'a>, view: &'a ProfileView<'a>) -> Table<'a> {
    let lang = view.lang;
    let mut columns = vec![Column::text("Code"), Column::text(lang.pick("Naam", "Name"))];
    let mut cells = vec![Cell::text(key(view)), Cell::text(view.name)];
    for row in view.themes.iter().flat_map(|theme| &theme.rows) {
        columns.push(Column::figure(&row.indicator.id, heading(lang, row.indicator, row.period)));
        cells.push(Cell::shown(&row.figure, Mark::of(row.indicator.unit)));
        let period = format!("{}_{}", row.indicator.id, lang.pick("periode", "period"));
        columns.push(Column { key: period, ..Column::text("") });
        cells.push(Cell::text(text::period(lang, row.period.period)));
    }
    columns.extend(release_columns(lang));
    cells.extend(release_cells(edition));
    Table { name: lang.pick("Omtrek", "Outline"), about: "", columns, rows: vec![cells] }
}

/// The places most like this one: one row per place and feature that it is alike or differs most in.
pub(super) fn similar<'a>(edition: &Edition<'a>, view: &'a ProfileView<'a>) -> Option<Table<'a>> {
    let lang = view.lang;
    let similar = view.similar.as_ref()?;
    let mut columns = vec![
        Column::new(lang.pick("Plaats in de lijst", "Position in the list"), Kind::Number),
        Column::text("Code"),
        Column::text(lang.pick("Naam", "Name")),
        Column::text(lang.pick("Gemeente", "Municipality")),
        Column::text(lang.pick("Wat", "What")),
        Column::text("Indicator"),
        Column::text(lang.pick("Kenmerk", "Feature")),
        Column::text(lang.pick("Periode", "Period")),
        Column::text(lang.pick("Eenheid", "Unit")),
        Column { key: lang.pick("deze_plaats", "this_place").to_owned(), ..Column::new(view.name, Kind::Number) },
        Column::new(lang.pick("De andere plaats", "The other place"), Kind::Number),
    ];
    columns.extend(provenance::columns(lang));
    let mut rows = Vec::new();
    for (position, place) in (1_u32..).zip(&similar.rows) {
        let alike = place.alike.iter().map(|feature| (lang.pick("lijkt", "alike"), feature));
        let differs = (lang.pick("verschilt het meest", "differs most"), &place.differs);
        for (what, feature) in alike.chain([differs]) {
            let mark = Mark::of(feature.indicator.unit);
            let declared = similar.features.iter().find(|(one, _)| one.id == feature.indicator.id).map(|&(_, one)| one);
            let mut cells = vec![
                Cell::count(position),
                Cell::text(place.address.rsplit('/').next().unwrap_or_default()),
                Cell::text(place.name),
                Cell::text(place.gemeente),
                Cell::text(what),
                Cell::text(&feature.indicator.id),
                Cell::text(feature.indicator.name.get(lang)),
                declared.map_or(Cell::Empty, |declared| Cell::text(text::period(lang, declared.period))),
                Cell::text(feature.indicator.unit_label.get(lang)),
                Cell::shown(&feature.own, mark),
                Cell::shown(&feature.other, mark),
            ];
            let Some(declared) = declared else { continue };
            cells.extend(provenance::cells(edition, lang, declared));
            rows.push(cells);
        }
    }
    Some(Table {
        name: lang.pick("Vergelijkbare plaatsen", "Similar places"),
        about: lang.pick(
            "De tien plaatsen die het meest op deze lijken, met de kenmerken waarin ze lijken en het kenmerk dat het meest verschilt.",
            "The ten places most like this one, with the features in which they are alike and the one that differs most.",
        ),
        columns,
        rows,
    })
}
