//! The file of the map: one indicator in one period, one row per region in view.

use std::borrow::Cow;

use super::cell::Cell;
use super::columns::Columns;
use super::provenance::{self, Provenance, origin};
use super::table::{Column, Document, Kind, Table, VALUE};
use crate::domain::{IndicatorPeriod, Lang, Value};
use crate::text;
use crate::views::edition::Edition;
use crate::views::explore::{ExploreView, Row};
use crate::views::profile::Origin;

/// The file of the map, in the order of its table. `title` names indicator and periods.
pub fn explore_file<'a>(
    edition: &Edition<'a>,
    lang: Lang,
    view: &ExploreView<'a>,
    title: &str,
    page: &str,
) -> Document<'a> {
    let level = text::level_name(lang, view.level, true);
    let scope = view.scope.as_ref().map(|scope| format!(" in {}", scope.name)).unwrap_or_default();
    let counted = |count: usize| u32::try_from(count).map_or(f64::MAX, f64::from);
    let (known, all) = (text::number(lang, counted(view.known()), 0), text::number(lang, counted(view.order.len()), 0));
    let coverage = match lang {
        Lang::Nl => format!("{known} van {all} {level} hebben een waarde."),
        Lang::En => format!("{known} of {all} {level} have a value."),
    };
    let title = format!("{title}, {} {}{scope}", lang.pick("per", "by"), text::level_name(lang, view.level, false));
    let caveat = view.indicator.caveat.as_ref();
    let line = |subject: &str, words: &str| (subject.to_owned(), words.to_owned());
    Document::of(edition, lang, (title, page), vec![table(edition, lang, view)], sources(edition, lang, view))
        .with_notes([
            line(lang.pick("Wat het is", "What it is"), view.indicator.definition.get(lang)),
            line(lang.pick("Dekking", "Coverage"), &coverage),
        ])
        .note(
            ("Rang", "Rank"),
            (
                "Onder alle wijken, buurten of gemeenten van het land op dit niveau met een waarde; de hoogste waarde is 1.",
                "Among all districts, neighbourhoods or municipalities of the country at this level with a value; the highest value is 1.",
            ),
        )
        .with_notes(caveat.map(|caveat| line(lang.pick("Let op", "Note"), caveat.get(lang))))
}

/// Where the values of a period come from.
fn provenance<'a>(edition: &Edition<'a>, lang: Lang, origin: Origin, declared: &IndicatorPeriod) -> Provenance<'a> {
    let found = Provenance::of(edition, lang, declared);
    if origin == Origin::Published { found.published(lang) } else { found }
}

fn sources<'a>(edition: &Edition<'a>, lang: Lang, view: &ExploreView<'a>) -> Table<'a> {
    let periods = [Some(view.period), view.since].into_iter().flatten().map(|declared| (view.indicator, declared));
    let (of, origin) = (*edition, view.origin);
    provenance::sources_by(edition, lang, periods, move |declared| provenance(&of, lang, origin, declared))
}

/// What a region has: page and file show these.
pub fn explore_columns<'a>(lang: Lang, view: &ExploreView<'a>) -> Columns<'a, Row<'a>> {
    let (indicator, since, decimals) = (view.indicator, view.since, view.decimals);
    // A change of a percentage is in percentage points.
    let unit = if since.is_some() { indicator.unit.of_difference() } else { Some(&*indicator.unit) };
    Columns::of(lang)
        .text("Code", |row: &Row<'a>| row.code.to_string())
        .text(("Naam", "Name"), |row| row.name)
        .text(("Gemeente", "Municipality"), |row| row.gemeente)
        .column(Column::new(lang, VALUE, Kind::Figure), move |row| {
            let cell = Cell::figure(row.value, decimals, unit).within(row.margin);
            match (since, row.value) {
                (Some(_), Value::Known(change)) => {
                    cell.said(text::signed_short(lang, &indicator.unit, change, decimals))
                }
                _ => cell,
            }
        })
        .number(("Rang", "Rank"), |row| row.rank.map(|rank| rank.place))
}

fn table<'a>(edition: &Edition<'a>, lang: Lang, view: &ExploreView<'a>) -> Table<'a> {
    let (indicator, period, since, found) = (view.indicator, view.period, view.since, view.origin);
    let of_all = Columns::of(lang)
        .text(("Eenheid", "Unit"), move |(): &()| match since {
            Some(_) => text::unit_of_change(lang, indicator).into(),
            None => Cow::Borrowed(indicator.unit_label.get(lang)),
        })
        .text("Indicator", move |()| &indicator.id)
        .text(("Periode", "Period"), move |()| text::period(lang, period.period))
        .text(("Sinds", "Since"), move |()| since.map(|since| text::period(lang, since.period)))
        .text(("Herkomst", "Origin"), move |()| origin(lang, found));
    explore_columns(lang, view)
        .same(of_all, &())
        .same(Provenance::columns(lang), &provenance(edition, lang, found, period))
        .released(edition)
        .table(
            ("Cijfers", "Figures"),
            (
                "Een rij per gemeente, wijk of buurt in beeld, in de volgorde van de tabel op de pagina.",
                "One row per municipality, district or neighbourhood in view, in the order of the table on the page.",
            ),
            view.order.iter().filter_map(|&position| view.row(position)),
        )
}
