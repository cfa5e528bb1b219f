//! The files of a profile: everything, one of its tables, or one of its rows.

use std::borrow::Cow;

use super::explain;
use super::long::{self, LongRow, quality, quality_columns};
use super::provenance::{self, heading, release_cells, release_columns, sources_line};
use super::table::{Cell, Column, Document, Kind, Mark, Table, value_label};
use crate::domain::{IndicatorPeriod, Lang, Level};
use crate::text;
use crate::views::edition::Edition;
use crate::views::profile::{Figure, MemberBasis, NeighbourhoodRow, PartFigure, ProfileView, Rank, ReferenceKind, Row};

/// What of a profile a file holds.
#[derive(Clone, Debug)]
pub enum ProfilePart<'a> {
    /// All tables: what a workbook holds.
    Everything,
    /// One row per indicator with its references.
    Figures,
    /// One row per indicator, period and place.
    Years,
    /// One row per region inside the place.
    Inside,
    /// One row for the place, with a column per indicator: what belongs to an outline.
    Outline,
    /// One indicator: the place, its references and the regions inside it, in every period.
    Row(&'a Row<'a>, Vec<PartFigure<'a>>),
    /// The same in the period that the page leads with, without the references: what belongs to outlines. The place
    /// itself stands first.
    RowOutlines(&'a Row<'a>, Vec<PartFigure<'a>>),
}

/// The file of a profile. Names in the language of the view.
#[must_use]
pub fn profile_file<'a>(view: &'a ProfileView<'a>, part: &ProfilePart<'a>) -> Document<'a> {
    let edition = Edition::of(view.atlas);
    let lang = view.lang;
    let mut about = lang.pick("alle cijfers", "all figures").to_owned();
    let tables = match part {
        ProfilePart::Everything => {
            let mut tables = vec![figures(&edition, view), years(&edition, view)];
            if !view.neighbourhoods.rows.is_empty() {
                tables.push(inside(&edition, view));
            }
            tables
        }
        ProfilePart::Figures => vec![figures(&edition, view)],
        ProfilePart::Years => vec![years(&edition, view)],
        ProfilePart::Inside => {
            lang.pick("wijken en buurten", "districts and neighbourhoods").clone_into(&mut about);
            vec![inside(&edition, view)]
        }
        ProfilePart::Outline => vec![outline(&edition, view)],
        ProfilePart::Row(row, parts) => {
            row.indicator.name.get(lang).clone_into(&mut about);
            vec![one_row(&edition, view, row, parts, false)]
        }
        ProfilePart::RowOutlines(row, parts) => {
            row.indicator.name.get(lang).clone_into(&mut about);
            vec![one_row(&edition, view, row, parts, true)]
        }
    };
    let rows = view.themes.iter().flat_map(|theme| &theme.rows);
    let only = match part {
        ProfilePart::Row(one, _) | ProfilePart::RowOutlines(one, _) => Some(one.indicator),
        _ => None,
    };
    let wanted = rows.filter(|row| only.is_none_or(|one| one.id == row.indicator.id));
    let periods = wanted.flat_map(|row| row.series.iter().rev().map(|point| (row.indicator, point.declared)));
    let sources = match part {
        ProfilePart::Inside => provenance::sources(&edition, lang, view.neighbourhoods.columns.iter().copied()),
        _ => provenance::sources(&edition, lang, periods),
    };
    Document {
        lang,
        title: format!("{}: {about}", view.name),
        tables,
        sources,
        notes: notes(view),
        page: view.address.clone(),
        release: edition.release,
        imported_at: edition.imported_at,
    }
}

/// How the place is delimited, and what the columns of figures mean.
fn notes(view: &ProfileView<'_>) -> Vec<(String, String)> {
    let lang = view.lang;
    let mut notes = Vec::new();
    if let Some(area) = &view.area {
        let facts = &area.atlas.area;
        let subject = lang.pick("Afbakening", "Delimitation").to_owned();
        notes.push((subject.clone(), facts.delimitation.get(lang).to_owned()));
        let confidence = text::confidence(lang, facts.confidence);
        notes.push((subject, format!("{confidence}: {}", facts.confidence_reason.get(lang))));
        notes.extend(area.parts_counted_whole.iter().map(|(member, name)| {
            (lang.pick("Geheel meegeteld", "Counted whole").to_owned(), format!("{name} ({})", member.code))
        }));
        notes.extend(facts.left_out.iter().map(|left| {
            (lang.pick("Niet meegeteld", "Left out").to_owned(), format!("{} ({})", left.name, left.part.get(lang)))
        }));
    }
    if let Some(own) = &view.own {
        let codes: Vec<&str> = own.codes.iter().map(crate::domain::RegionCode::as_str).collect();
        notes.push((lang.pick("Onderdelen", "Members").to_owned(), codes.join(", ")));
    }
    notes.extend(explain::of_figures(lang));
    notes
}

/// Slug or code of the place; nothing for a reader's own.
fn key<'a>(view: &'a ProfileView<'_>) -> &'a str {
    let key = view.address.rsplit('/').next().unwrap_or_default();
    if view.own.is_some() { "" } else { key }
}

/// What a row of the long form is about.
#[derive(Clone, Copy)]
enum Role {
    Own,
    Reference,
    Part,
}

const fn role(lang: Lang, role: Role) -> &'static str {
    match role {
        Role::Own => lang.pick("deze plaats", "this place"),
        Role::Reference => lang.pick("vergelijking", "reference"),
        Role::Part => lang.pick("onderdeel", "part"),
    }
}

/// Name of a reference as it stands on its own.
pub(super) fn reference_name(lang: Lang, kind: ReferenceKind<'_>) -> String {
    match kind {
        ReferenceKind::Nederland => lang.pick("Nederland", "Netherlands").to_owned(),
        ReferenceKind::Gemeente(name) => format!("{} {name}", lang.pick("gemeente", "municipality of")),
        ReferenceKind::Rest(name) => format!("{} {name}", lang.pick("rest van", "rest of")),
        ReferenceKind::Together => lang.pick("20 gebieden samen", "20 areas together").to_owned(),
        ReferenceKind::Matched(level) => text::matched_regions(lang, level),
    }
}

/// Name of the column of a reference, the same for every place.
const fn reference_key(lang: Lang, kind: ReferenceKind<'_>) -> &'static str {
    match kind {
        ReferenceKind::Nederland => lang.pick("nederland", "netherlands"),
        ReferenceKind::Gemeente(_) => lang.pick("gemeente", "municipality"),
        ReferenceKind::Rest(_) => lang.pick("rest_van_gemeente", "rest_of_municipality"),
        ReferenceKind::Together => lang.pick("gebieden_samen", "areas_together"),
        ReferenceKind::Matched(Level::Wijk) => lang.pick("vergelijkbare_wijken", "similar_districts"),
        ReferenceKind::Matched(_) => lang.pick("vergelijkbare_buurten", "similar_neighbourhoods"),
    }
}

fn years<'a>(edition: &Edition<'a>, view: &'a ProfileView<'a>) -> Table<'a> {
    let themes = view.themes.iter();
    let rows = themes.flat_map(|theme| theme.rows.iter().map(|row| (theme.label, row)));
    let rows = rows.flat_map(|(theme, row)| series(edition, view, theme, row)).collect();
    long_table(view, rows)
}

fn long_table<'a>(view: &'a ProfileView<'a>, rows: Vec<Vec<Cell<'a>>>) -> Table<'a> {
    let lang = view.lang;
    let mut columns = vec![Column::text(lang.pick("Gebied", "Area"))];
    columns.extend(long::columns(lang));
    Table {
        name: lang.pick("Alle jaren", "All years"),
        about: lang.pick(
            "Elk cijfer in elke periode, van de plaats zelf, van Nederland en, in de nieuwste periode, van de andere vergelijkingen.",
            "Every figure in every period, of the place itself, of the Netherlands and, in the newest period, of the other references.",
        ),
        columns,
        rows,
    }
}

/// All periods of a row, newest first: the place, Nederland, and the other references in the period of the row.
fn series<'a>(
    edition: &Edition<'a>,
    view: &'a ProfileView<'a>,
    theme: &'a str,
    row: &'a Row<'a>,
) -> Vec<Vec<Cell<'a>>> {
    let lang = view.lang;
    let line = |declared: &'a IndicatorPeriod, place: Cow<'a, str>, kind: Role, code: &'a str, figure: Figure| {
        let mut cells = vec![Cell::text(view.name)];
        let code = Cow::Borrowed(code);
        let kind = role(lang, kind);
        let row = LongRow { indicator: row.indicator, theme, declared, place, kind, code, figure };
        cells.extend(long::cells(edition, lang, row));
        cells
    };
    let mut rows = Vec::new();
    for point in row.series.iter().rev() {
        let declared = point.declared;
        rows.push(line(declared, view.name.into(), Role::Own, key(view), point.figure));
        let nederland = reference_name(lang, ReferenceKind::Nederland).into();
        rows.push(line(declared, nederland, Role::Reference, "NL01", point.nederland));
        if declared.period != row.period.period {
            continue;
        }
        for reference in row.references.iter().filter(|reference| reference.kind != ReferenceKind::Nederland) {
            let name = reference_name(lang, reference.kind).into();
            rows.push(line(declared, name, Role::Reference, "", reference.figure));
        }
    }
    rows
}

/// One indicator: its periods, and behind them the regions inside the place.
fn one_row<'a>(
    edition: &Edition<'a>,
    view: &'a ProfileView<'a>,
    row: &'a Row<'a>,
    parts: &[PartFigure<'a>],
    outlines: bool,
) -> Table<'a> {
    let lang = view.lang;
    let theme = view.themes.iter().find(|theme| theme.id == row.indicator.theme).map_or("", |theme| theme.label);
    let mut rows = if outlines {
        let (place, code) = (view.name.into(), key(view).into());
        let (indicator, declared, kind) = (row.indicator, row.period, role(lang, Role::Own));
        let own = LongRow { indicator, theme, declared, place, kind, code, figure: row.figure };
        let mut cells = vec![Cell::text(view.name)];
        cells.extend(long::cells(edition, lang, own));
        vec![cells]
    } else {
        series(edition, view, theme, row)
    };
    rows.extend(parts.iter().map(|part| {
        let figure = Figure { origin: part.origin, ..Figure::published(part.value) };
        let mut cells = vec![Cell::text(view.name)];
        let row = LongRow {
            indicator: row.indicator,
            theme,
            declared: part.declared,
            place: part.name.into(),
            kind: role(lang, Role::Part),
            code: part.code.to_string().into(),
            figure: Figure { members: MemberBasis::Listed, ..figure },
        };
        cells.extend(long::cells(edition, lang, row));
        cells
    }));
    Table {
        name: lang.pick("Cijfer", "Figure"),
        about: lang.pick(
            "Dit cijfer in elke periode: van de plaats zelf, van de vergelijkingen en van de wijken of buurten erin. De codes zijn die van de indeling die ernaast staat.",
            "This figure in every period: of the place itself, of the references and of the districts or neighbourhoods inside it. The codes are those of the boundaries named beside them.",
        ),
        ..long_table(view, rows)
    }
}

/// The references that any row has, in the order of the first that has them.
fn reference_kinds<'a>(view: &'a ProfileView<'a>) -> Vec<ReferenceKind<'a>> {
    let mut kinds: Vec<ReferenceKind<'a>> = Vec::new();
    for reference in view.themes.iter().flat_map(|theme| &theme.rows).flat_map(|row| &row.references) {
        // Regions of two levels are matched: by wijken where a figure has no buurten.
        if !kinds.contains(&reference.kind) {
            kinds.push(reference.kind);
        }
    }
    kinds
}

/// One row per indicator in the period that the page leads with.
fn figures<'a>(edition: &Edition<'a>, view: &'a ProfileView<'a>) -> Table<'a> {
    let lang = view.lang;
    let kinds = reference_kinds(view);
    let ranked = view.area.is_some();
    let mut columns = vec![
        Column::text(lang.pick("Thema", "Theme")),
        Column::text(lang.pick("Naam", "Name")),
        Column::text("Indicator"),
        Column::text(lang.pick("Periode", "Period")),
        Column::text(lang.pick("Eenheid", "Unit")),
        Column::figure(&value_label(lang).to_lowercase(), view.name),
    ];
    columns.extend(kinds.iter().map(|&kind| Column::figure(reference_key(lang, kind), reference_name(lang, kind))));
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
        rows: rows.map(|(theme, row)| figure_cells(edition, lang, (theme, row), &kinds, ranked)).collect(),
        columns,
    }
}

fn figure_cells<'a>(
    edition: &Edition<'a>,
    lang: Lang,
    (theme, row): (&'a str, &'a Row<'a>),
    kinds: &[ReferenceKind<'_>],
    ranked: bool,
) -> Vec<Cell<'a>> {
    let mark = Mark::of(row.indicator.unit);
    let mut cells = vec![
        Cell::text(theme),
        Cell::text(row.indicator.name.get(lang)),
        Cell::text(&row.indicator.id),
        Cell::text(text::period(lang, row.period.period)),
        Cell::text(row.indicator.unit_label.get(lang)),
        Cell::figure(row.figure.value, row.decimals, mark),
    ];
    cells.extend(kinds.iter().map(|kind| match row.reference(kind) {
        Some(reference) => Cell::figure(reference.figure.value, reference.decimals, mark),
        None => Cell::Empty,
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
fn inside<'a>(edition: &Edition<'a>, view: &'a ProfileView<'a>) -> Table<'a> {
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
        cells.extend(figures.map(|(&(value, decimals), (one, _))| Cell::figure(value, decimals, Mark::of(one.unit))));
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
fn outline<'a>(edition: &Edition<'a>, view: &'a ProfileView<'a>) -> Table<'a> {
    let lang = view.lang;
    let mut columns = vec![Column::text("Code"), Column::text(lang.pick("Naam", "Name"))];
    let mut cells = vec![Cell::text(key(view)), Cell::text(view.name)];
    for row in view.themes.iter().flat_map(|theme| &theme.rows) {
        columns.push(Column::figure(&row.indicator.id, heading(lang, row.indicator, row.period)));
        cells.push(Cell::figure(row.figure.value, row.decimals, Mark::of(row.indicator.unit)));
        let period = format!("{}_{}", row.indicator.id, lang.pick("periode", "period"));
        columns.push(Column { key: period, ..Column::text("") });
        cells.push(Cell::text(text::period(lang, row.period.period)));
    }
    columns.extend(release_columns(lang));
    cells.extend(release_cells(edition));
    Table { name: lang.pick("Omtrek", "Outline"), about: "", columns, rows: vec![cells] }
}
