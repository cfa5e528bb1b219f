//! Where figures come from, as every file says it: rule, source, table number, year, boundaries, licence, release.
//!
//! No table lists these columns itself. It says how a row leads to its period ([`Columns::sourced`]), or that it has no
//! figures ([`Columns::released`]), and the columns are added behind its own.

use super::columns::Columns;
use super::table::{Both, Column, Kind, Table, day_of};
use crate::domain::{Indicator, IndicatorPeriod, Lang, Source, Vintage};
use crate::text;
use crate::views::edition::Edition;
use crate::views::profile::Origin;

/// Heading of the column with the rule.
pub(super) const RULE: Both = Both("Regel", "Rule");

/// Heading of the column with the address of a source.
const ADDRESS: (&str, &str) = ("Adres van de bron", "Address of the source");

/// Where the figures of a row come from.
pub(super) struct Provenance<'a> {
    /// The rule by which the figure of an area comes about, in words.
    pub rule: String,
    pub source: Option<&'a Source>,
    /// Boundaries of the codes.
    pub vintage: Vintage,
}

impl<'a> Provenance<'a> {
    /// Where the figures of a period come from.
    pub(super) fn of(edition: &Edition<'a>, lang: Lang, declared: &IndicatorPeriod) -> Self {
        Self {
            rule: text::rule(lang, edition.catalogue, declared),
            source: edition.source(declared),
            vintage: declared.vintage,
        }
    }

    /// The same where every figure is a row of the source: it follows no rule of ours, whatever the rule for an area is.
    pub(super) fn published(self, lang: Lang) -> Self {
        Self { rule: lang.pick("rij van de bron", "row of the source").to_owned(), ..self }
    }

    /// The columns that say it.
    pub(super) fn columns(lang: Lang) -> Columns<'a, Self> {
        Columns::of(lang)
            .aside(RULE, |of: &Self| of.rule.clone())
            .text(("Bron", "Source"), |of| of.source.map(|source| &source.name))
            .text(("Tabel", "Table"), |of| of.source.map(|source| &source.table))
            .aside(("Jaar bron", "Source year"), |of| of.source.map(|source| &source.year))
            .text(("Indeling", "Boundaries"), |of| of.vintage.to_string())
            .aside(("Licentie", "Licence"), move |of| of.source.map(|source| text::licence(lang, &source.licence)))
            .aside(("Bronvermelding", "Attribution"), |of| of.source.map(|source| &source.attribution))
    }
}

impl<'a, R> Columns<'a, R> {
    /// Behind a table of figures: where those of a row come from, by its period, and the release.
    #[must_use]
    pub(super) fn sourced(self, edition: &Edition<'a>, period: impl Fn(&R) -> &'a IndicatorPeriod + 'a) -> Self {
        let (lang, edition) = (self.lang(), *edition);
        self.part(Provenance::columns(lang), move |row| Provenance::of(&edition, lang, period(row))).released(&edition)
    }

    /// Behind a table whose rows hold figures of several sources: all of these in one column, and the release.
    #[must_use]
    pub(super) fn sourced_together(
        self,
        edition: &Edition<'a>,
        periods: impl IntoIterator<Item = (&'a Indicator, &'a IndicatorPeriod)>,
    ) -> Self {
        let lang = self.lang();
        let line = Columns::of(lang).aside(("Bronnen en regels", "Sources and rules"), |line: &String| line.clone());
        self.same(line, &sources_line(edition, lang, periods)).released(edition)
    }

    /// Behind a table without figures: the release.
    #[must_use]
    pub(super) fn released(self, edition: &Edition<'a>) -> Self {
        let release = Columns::of(self.lang())
            .aside(("Uitgave", "Release"), |edition: &Edition<'a>| edition.release)
            .aside(("Uitgavedatum", "Release date"), |edition| day_of(edition.imported_at));
        self.same(release, edition)
    }
}

/// The sheet of sources: one row per indicator and period, each once.
pub(super) fn sources<'a>(
    edition: &Edition<'a>,
    lang: Lang,
    periods: impl IntoIterator<Item = (&'a Indicator, &'a IndicatorPeriod)>,
) -> Table<'a> {
    let edition = *edition;
    sources_by(&edition, lang, periods, move |declared| Provenance::of(&edition, lang, declared))
}

/// The same with a provenance of its own.
pub(super) fn sources_by<'a>(
    edition: &Edition<'a>,
    lang: Lang,
    periods: impl IntoIterator<Item = (&'a Indicator, &'a IndicatorPeriod)>,
    provenance: impl Fn(&IndicatorPeriod) -> Provenance<'a> + 'a,
) -> Table<'a> {
    let mut rows: Vec<(&Indicator, &IndicatorPeriod)> = Vec::new();
    for (indicator, declared) in periods {
        if !rows.iter().any(|(known, one)| known.id == indicator.id && one.period == declared.period) {
            rows.push((indicator, declared));
        }
    }
    let (edition, lang_of_notes) = (*edition, lang);
    let columns = Columns::of(lang)
        .text("Indicator", |(indicator, _): &(&'a Indicator, &'a IndicatorPeriod)| &indicator.id)
        .text(("Naam", "Name"), |(indicator, _)| &indicator.name)
        .text(("Eenheid", "Unit"), |(indicator, _)| &indicator.unit_label)
        .text(("Periode", "Period"), move |(_, declared)| text::period(lang, declared.period))
        .part(Provenance::columns(lang), move |(_, declared)| provenance(declared))
        .released(&edition)
        .text(ADDRESS, move |(_, declared)| edition.source(declared).map(|source| &source.url))
        .text(("Let op", "Note"), move |(indicator, declared)| {
            let of_source = edition.source(declared).and_then(|source| source.note.as_ref());
            let notes = [of_source, indicator.caveat.as_ref(), declared.break_before.as_ref()];
            notes.into_iter().flatten().map(|note| note.get(lang_of_notes)).collect::<Vec<_>>().join(" ")
        });
    sheet(
        columns,
        (
            "Per cijfer en periode: de bron, het tabelnummer, het jaar, de rekenregel, de licentie en de uitgave.",
            "For each figure and period: the source, its table number, the year, the rule, the licence and the release.",
        ),
        rows,
    )
}

/// A sheet of sources: what other sheets leave out stands here.
pub(super) fn sheet<R>(
    columns: Columns<'_, R>,
    about: impl Into<Both>,
    rows: impl IntoIterator<Item = R>,
) -> Table<'_> {
    columns.shown().table(("Bronnen", "Sources"), about, rows)
}

/// An item that was found somewhere: an example, a publication, an event.
pub(super) struct Found<'a> {
    pub id: &'a str,
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
    about: impl Into<Both>,
    items: impl IntoIterator<Item = Found<'a>>,
) -> Table<'a> {
    let columns = Columns::of(lang)
        .text("Id", |item: &Found<'a>| item.id)
        .text(("Titel", "Title"), |item| item.title)
        .text(("Organisatie", "Organisation"), |item| item.organisation)
        .text(("Datum", "Date"), |item| item.date)
        .text(ADDRESS, |item| item.source)
        .released(edition);
    sheet(columns, about, items)
}

/// The sheet of sources of texts that rest on several addresses: one row per address. Items are id, title, addresses.
pub(super) fn addresses<'a>(
    edition: &Edition<'a>,
    lang: Lang,
    about: impl Into<Both>,
    items: impl IntoIterator<Item = (&'a str, &'a str, &'a [String])>,
) -> Table<'a> {
    let columns = Columns::of(lang)
        .text("Id", |(id, ..): &(&'a str, &'a str, &'a String)| *id)
        .text(("Wat", "What"), |(_, title, _)| *title)
        .text(ADDRESS, |(.., address)| *address)
        .released(edition);
    let rows = items.into_iter().flat_map(|(id, title, all)| all.iter().map(move |address| (id, title, address)));
    sheet(columns, about, rows)
}

/// Where a figure comes from, in a few words.
pub(super) const fn origin(lang: Lang, origin: Origin) -> &'static str {
    match origin {
        Origin::Published => lang.pick("gepubliceerd", "published"),
        Origin::Computed => lang.pick("berekend uit cijfers van de bron", "computed from figures of the source"),
        Origin::Aggregated => lang.pick("samengesteld uit delen", "built from parts"),
    }
}

/// A heading for a column of figures of one indicator in one period: "Koopwoningen, % van de woningen, 2022".
pub(super) fn heading(lang: Lang, indicator: &Indicator, declared: &IndicatorPeriod) -> String {
    let (name, unit) = (indicator.name.get(lang), indicator.unit_label.get(lang));
    let period = text::period(lang, declared.period);
    if name.to_lowercase().ends_with(&unit.to_lowercase()) {
        format!("{name}, {period}")
    } else {
        format!("{name}, {unit}, {period}")
    }
}

/// The column behind one of an indicator that says of which period its figures are; a workbook needs no heading for it.
pub(super) fn period_of(lang: Lang, indicator: &Indicator) -> Column {
    Column::headed(&format!("{}_{}", indicator.id, lang.pick("periode", "period")), "", Kind::Text)
}

/// Sources of several columns in one cell, for files whose rows hold figures of several sources.
fn sources_line<'a>(
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
