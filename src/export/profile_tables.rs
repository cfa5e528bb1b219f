//! The tables of a profile: the figures beside their references, the regions inside, the outline, similar places.

use super::cell::{Cell, IntoCell as _};
use super::columns::Columns;
use super::long::quality;
use super::profile_years::key;
use super::provenance::{heading, period_of};
use super::table::{Column, Kind, Table};
use crate::domain::{IndicatorPeriod, Lang, Reference};
use crate::text;
use crate::views::edition::Edition;
use crate::views::profile::{NeighbourhoodRow, ProfileView, Row, SimilarFeature, SimilarRow};

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

pub(super) fn reference_column(lang: Lang, reference: Reference<'_>) -> Column {
    let (key, id) = (text::reference_key(lang, reference.kind()), text::reference_key(Lang::Nl, reference.kind()));
    Column { id: id.to_owned(), ..Column::headed(key, text::reference(lang, reference), Kind::Figure) }
}

/// One row per indicator in the period that the page leads with.
pub(super) fn figures<'a>(edition: &Edition<'a>, view: &'a ProfileView<'a>) -> Table<'a> {
    let lang = view.lang;
    let rows = view.themes.iter().flat_map(|theme| theme.rows.iter().map(|row| (theme.label, row)));
    Columns::of(lang)
        .text(("Naam", "Name"), |(_, row): &(&'a str, &'a Row<'a>)| &row.indicator.name)
        .text(("Thema", "Theme"), |(theme, _)| *theme)
        .text("Indicator", |(_, row)| &row.indicator.id)
        .text(("Periode", "Period"), move |(_, row)| text::period(lang, row.period.period))
        .text(("Eenheid", "Unit"), |(_, row)| &row.indicator.unit_label)
        .figure(("waarde", "value"), view.name, |(_, row)| (row.figure, row.indicator))
        .each(references(view), |columns, reference| {
            columns.column(reference_column(lang, reference), move |(_, row)| match row.reference(reference.kind()) {
                Some(found) => (found.figure, row.indicator).cell(lang),
                // Counts are not held against neighbourhoods elsewhere, and each figure against one level of them.
                None => Cell::Absent(lang.pick("niet vergeleken", "not compared").into()),
            })
        })
        .when(view.area.is_some(), |columns| {
            columns
                .number(("Rang onder de gebieden, hoogste eerst", "Rank among the areas, highest first"), |(_, row)| {
                    row.rank.map(|rank| rank.place)
                })
                .number(("Gebieden met een cijfer", "Areas with a figure"), |(_, row)| row.rank.map(|rank| rank.of))
        })
        .part(quality(lang), |(_, row)| *row.figure)
        .sourced(edition, |(_, row)| row.period)
        .table(
            ("Cijfers", "Figures"),
            (
                "Elk cijfer in de periode waarmee de pagina opent, met de vergelijkingen ernaast.",
                "Every figure in the period that the page leads with, with the references beside it.",
            ),
            rows,
        )
}

/// A region inside the place with the key figures of the page, under the ids of their indicators.
pub fn inside_columns<'a>(view: &'a ProfileView<'a>) -> Columns<'a, &'a NeighbourhoodRow<'a>> {
    let (lang, shown) = (view.lang, &view.neighbourhoods);
    Columns::of(lang)
        .text("Code", |row: &&'a NeighbourhoodRow<'a>| row.code.to_string())
        .text(("Naam", "Name"), |row| row.name)
        .text(("Niveau", "Level"), move |row| text::level_name(lang, row.code.level(), false))
        .text(("Omtrek", "Outline"), |row| row.approximate.then_some(("indicatief", "indicative")))
        .each(shown.columns.iter().enumerate(), |columns, (at, &(indicator, declared))| {
            let column = Column::headed(&indicator.id, heading(lang, indicator, declared), Kind::Figure);
            columns.column(column, move |row| row.figures.get(at).map(|&figure| (figure, indicator)))
        })
}

/// The regions inside the place.
pub(super) fn inside<'a>(edition: &Edition<'a>, view: &'a ProfileView<'a>) -> Table<'a> {
    let shown = &view.neighbourhoods;
    inside_columns(view)
        .sourced_together(edition, shown.columns.iter().copied())
        .table(
            ("Wijken en buurten", "Districts and neighbourhoods"),
            (
                "De wijken en buurten in deze plaats, met enkele cijfers. Een buurt staat onder haar wijk.",
                "The districts and neighbourhoods in this place, with some figures. A neighbourhood stands below its district.",
            ),
            &shown.rows,
        )
}

/// One row for the place, with a column per indicator in the period that the page leads with.
pub(super) fn outline<'a>(edition: &Edition<'a>, view: &'a ProfileView<'a>) -> Table<'a> {
    let lang = view.lang;
    Columns::of(lang)
        .text("Code", |view: &&'a ProfileView<'a>| key(view))
        .text(("Naam", "Name"), |view| view.name)
        .each(view.themes.iter().flat_map(|theme| &theme.rows), |columns, row| {
            let column = Column::headed(&row.indicator.id, heading(lang, row.indicator, row.period), Kind::Figure);
            columns
                .column(column, |_| (row.figure, row.indicator))
                .column(period_of(lang, row.indicator), move |_| text::period(lang, row.period.period))
        })
        .released(edition)
        .table(("Omtrek", "Outline"), "", [view])
}

/// A place like this one: its position in the list, the place, in what it is alike or differs, and in which period.
type AlikeRow<'a> =
    (u32, &'a SimilarRow<'a>, (&'static str, &'static str), &'a SimilarFeature<'a>, &'a IndicatorPeriod);

/// The places most like this one: one row per place and feature that it is alike or differs most in.
pub(super) fn similar<'a>(edition: &Edition<'a>, view: &'a ProfileView<'a>) -> Option<Table<'a>> {
    let lang = view.lang;
    let similar = view.similar.as_ref()?;
    let rows = (1_u32..).zip(&similar.rows).flat_map(|(position, place)| {
        let alike = place.alike.iter().map(|feature| (("lijkt", "alike"), feature));
        let differs = (("verschilt het meest", "differs most"), &place.differs);
        alike.chain([differs]).filter_map(move |(what, feature)| {
            let &(_, declared) = similar.features.iter().find(|(one, _)| one.id == feature.indicator.id)?;
            Some((position, place, what, feature, declared))
        })
    });
    let own =
        Column { key: lang.pick("deze_plaats", "this_place").to_owned(), ..Column::labelled(view.name, Kind::Number) };
    let table = Columns::of(lang)
        .number(("Plaats in de lijst", "Position in the list"), |(position, ..): &AlikeRow<'a>| *position)
        .text("Code", |(_, place, ..)| place.address.rsplit('/').next())
        .text(("Naam", "Name"), |(_, place, ..)| place.name)
        .text(("Gemeente", "Municipality"), |(_, place, ..)| place.gemeente)
        .text(("Wat", "What"), |(_, _, what, ..)| *what)
        .text("Indicator", |(.., feature, _)| &feature.indicator.id)
        .text(("Kenmerk", "Feature"), |(.., feature, _)| &feature.indicator.name)
        .text(("Periode", "Period"), move |(.., declared)| text::period(lang, declared.period))
        .text(("Eenheid", "Unit"), |(.., feature, _)| &feature.indicator.unit_label)
        .column(own, |(.., feature, _)| (feature.own, feature.indicator))
        .number(("De andere plaats", "The other place"), |(.., feature, _)| (feature.other, feature.indicator))
        .sourced(edition, |(.., declared)| declared)
        .table(
            ("Vergelijkbare plaatsen", "Similar places"),
            (
                "De tien plaatsen die het meest op deze lijken, met de kenmerken waarin ze lijken en het kenmerk dat het meest verschilt.",
                "The ten places most like this one, with the features in which they are alike and the one that differs most.",
            ),
            rows,
        );
    Some(table)
}
