//! The file of the map: one indicator in one period, one row per region in view.

use super::provenance::{self, origin};
use super::table::{Cell, Column, Document, Kind, Mark, Table, value_label};
use crate::domain::{Indicator, IndicatorPeriod, Lang, Unit};
use crate::text;
use crate::views::edition::Edition;
use crate::views::explore::{ExploreView, Row};
use crate::views::profile::Origin;

/// The file of the map, in the order of its table. `title` names indicator and periods.
#[must_use]
pub fn explore_file<'a>(
    edition: &Edition<'a>,
    lang: Lang,
    view: &ExploreView<'a>,
    title: &str,
    page: &str,
) -> Document<'a> {
    let level = text::level_name(lang, view.level, true);
    let scope = view.scope.as_ref().map(|scope| format!(" in {}", scope.name)).unwrap_or_default();
    let periods = [Some(view.period), view.since].into_iter().flatten().map(|declared| (view.indicator, declared));
    let counted = |count: usize| u32::try_from(count).map_or(f64::MAX, f64::from);
    let (known, all) = (text::number(lang, counted(view.known()), 0), text::number(lang, counted(view.order.len()), 0));
    let mut notes = vec![
        (lang.pick("Wat het is", "What it is").to_owned(), view.indicator.definition.get(lang).to_owned()),
        (
            lang.pick("Dekking", "Coverage").to_owned(),
            match lang {
                Lang::Nl => format!("{known} van {all} {level} hebben een waarde."),
                Lang::En => format!("{known} of {all} {level} have a value."),
            },
        ),
        (
            lang.pick("Rang", "Rank").to_owned(),
            lang.pick(
                "Onder alle wijken, buurten of gemeenten van het land op dit niveau met een waarde; de hoogste waarde is 1.",
                "Among all districts, neighbourhoods or municipalities of the country at this level with a value; the highest value is 1.",
            )
            .to_owned(),
        ),
    ];
    if let Some(caveat) = &view.indicator.caveat {
        notes.push((lang.pick("Let op", "Note").to_owned(), caveat.get(lang).to_owned()));
    }
    Document {
        lang,
        title: format!("{title}, {} {}{scope}", lang.pick("per", "by"), text::level_name(lang, view.level, false)),
        tables: vec![table(edition, lang, view)],
        sources: sources(edition, lang, view, periods),
        notes,
        page: page.to_owned(),
        release: edition.release,
        imported_at: edition.imported_at,
    }
}

/// The sheet of sources. A published row follows no rule of ours, whatever the rule for an area is.
fn sources<'a>(
    edition: &Edition<'a>,
    lang: Lang,
    view: &ExploreView<'a>,
    periods: impl Iterator<Item = (&'a Indicator, &'a IndicatorPeriod)>,
) -> Table<'a> {
    let mut table = provenance::sources(edition, lang, periods);
    if view.origin == Origin::Published
        && let Some(at) = table.columns.iter().position(|column| column.label == provenance::rule_label(lang))
    {
        for rule in table.rows.iter_mut().filter_map(|row| row.get_mut(at)) {
            *rule = Cell::text(published(lang));
        }
    }
    table
}

/// What stands for the rule of a published row.
const fn published(lang: Lang) -> &'static str {
    lang.pick("rij van de bron", "row of the source")
}

fn table<'a>(edition: &Edition<'a>, lang: Lang, view: &ExploreView<'a>) -> Table<'a> {
    let mut columns = vec![
        Column::text("Code"),
        Column::text(lang.pick("Naam", "Name")),
        Column::text(lang.pick("Gemeente", "Municipality")),
        Column::new(value_label(lang), Kind::Figure),
        Column::new(lang.pick("Rang", "Rank"), Kind::Number),
        Column::text(lang.pick("Eenheid", "Unit")),
        Column::text("Indicator"),
        Column::text(lang.pick("Periode", "Period")),
        Column::text(lang.pick("Sinds", "Since")),
        Column::text(lang.pick("Herkomst", "Origin")),
    ];
    columns.extend(provenance::columns(lang));
    // A change of a percentage is in percentage points.
    let mark = if view.since.is_some() && view.indicator.unit == Unit::Procent {
        Mark::None
    } else {
        Mark::of(view.indicator.unit)
    };
    let unit = match view.since {
        Some(_) => text::unit_of_change(lang, view.indicator),
        None => view.indicator.unit_label.get(lang).to_owned(),
    };
    let (period, since) =
        (text::period(lang, view.period.period), view.since.map(|since| text::period(lang, since.period)));
    let mut common = vec![
        Cell::text(unit),
        Cell::text(&view.indicator.id),
        Cell::text(period),
        since.map_or(Cell::Empty, Cell::text),
        Cell::text(origin(lang, view.origin)),
    ];
    common.extend(provenance::cells(edition, lang, view.period));
    if view.origin == Origin::Published
        && let Some(rule) = common.get_mut(5)
    {
        *rule = Cell::text(published(lang));
    }
    let row = |row: Row<'a>| {
        let mut cells = vec![
            Cell::text(row.code.to_string()),
            Cell::text(row.name),
            Cell::text(row.gemeente),
            Cell::figure(row.value, view.decimals, mark),
            row.rank.map_or(Cell::Empty, |rank| Cell::count(rank.place)),
        ];
        cells.extend(common.iter().cloned());
        cells
    };
    Table {
        name: lang.pick("Cijfers", "Figures"),
        about: lang.pick(
            "Een rij per gemeente, wijk of buurt in beeld, in de volgorde van de tabel op de pagina.",
            "One row per municipality, district or neighbourhood in view, in the order of the table on the page.",
        ),
        rows: view.order.iter().filter_map(|&position| view.row(position)).map(row).collect(),
        columns,
    }
}
