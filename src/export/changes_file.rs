//! The file of releases: how many values each holds, over how many regions, and what it changed.

use super::columns::Columns;
use super::provenance::{self, Provenance};
use super::table::{Document, Table, day_of};
use crate::domain::{Indicator, IndicatorPeriod, Lang};
use crate::text;
use crate::urls;
use crate::views::edition::Edition;
use crate::views::overview::{CatalogueChange, ReleaseChange, ReleaseSummary};

/// What each release holds and changed; `words` says a change as the page does.
pub fn changes_file<'a>(
    edition: &Edition<'a>,
    lang: Lang,
    releases: &'a [ReleaseChange],
    words: impl Fn(&CatalogueChange) -> String,
) -> Document<'a> {
    let known = known_columns(edition, lang).table(
        ("Bekende waarden", "Known values"),
        (
            "Een rij per uitgave, cijfer en periode: hoeveel waarden er bekend zijn, over alle niveaus.",
            "One row per release, figure and period: how many values are known, over all levels.",
        ),
        releases.iter().flat_map(|one| known_rows(&one.summary)),
    );
    let regions = region_columns(lang).table(
        ("Plekken", "Places"),
        (
            "Een rij per uitgave, indeling en niveau: hoeveel gemeenten, wijken en buurten er zijn.",
            "One row per release, division and level: how many municipalities, districts and neighbourhoods there are.",
        ),
        releases.iter().flat_map(|one| region_rows(&one.summary)),
    );
    let tables = vec![known, regions, changes(lang, releases, words)];
    let sources = provenance::sources(edition, lang, edition.periods());
    let title = (lang.pick("Wijzigingen per uitgave", "Changes by release"), urls::CHANGES.pattern());
    Document::of(edition, lang, title, tables, sources).note(
        ("Bronnen van eerdere uitgaven", "Sources of earlier releases"),
        (
            "Bron en regel staan bij de cijfers van de uitgave die nu wordt getoond. Van eerdere uitgaven zijn alleen de aantallen bewaard.",
            "Source and rule stand with the figures of the release that is shown now. Of earlier releases only the counts were kept.",
        ),
    )
}

/// The release that a row is about. It is what the row says, so a workbook shows it too.
fn release<'a>(lang: Lang) -> Columns<'a, &'a ReleaseSummary> {
    Columns::of(lang)
        .text(("Uitgave", "Release"), |summary: &&'a ReleaseSummary| &summary.release)
        .text(("Uitgavedatum", "Release date"), |summary| day_of(&summary.imported_at))
}

/// A release, and an indicator in a period with how many values of it are known.
pub type Known<'a> = (&'a ReleaseSummary, &'a (String, String, u32));

/// How many values of an indicator in a period a release knows.
pub fn known_columns<'a>(edition: &Edition<'a>, lang: Lang) -> Columns<'a, Known<'a>> {
    let edition = *edition;
    let indicator = move |id: &str| -> Option<&'a Indicator> { edition.catalogue.indicator(id) };
    let declared = move |&(summary, (id, period, _)): &Known<'a>| -> Option<&'a IndicatorPeriod> {
        let periods = &indicator(id).filter(|_| summary.release == edition.release)?.periods;
        periods.iter().find(|declared| declared.period.to_string() == *period)
    };
    Columns::of(lang)
        .part(release(lang), |(summary, _): &Known<'a>| *summary)
        .text("Indicator", |(_, (id, ..))| id)
        .text(("Naam", "Name"), move |(_, (id, ..))| indicator(id).map(|indicator| &indicator.name))
        .text(("Periode", "Period"), |(_, (_, period, _))| period)
        .number(("Bekende waarden", "Known values"), |(_, (.., known))| *known)
        .part_if(Provenance::columns(lang), move |row| {
            declared(row).map(|declared| Provenance::of(&edition, lang, declared))
        })
}

/// One row per indicator and period of a release.
pub fn known_rows(summary: &ReleaseSummary) -> impl Iterator<Item = Known<'_>> {
    summary.columns.iter().map(move |column| (summary, column))
}

/// A release, and a level of a division with how many regions it has.
type Counted<'a> = (&'a ReleaseSummary, &'a (u16, String, u32));

/// How many regions a level has in a release.
pub fn region_columns<'a>(lang: Lang) -> Columns<'a, Counted<'a>> {
    Columns::of(lang)
        .part(release(lang), |(summary, _): &Counted<'a>| *summary)
        .text(("Indeling", "Division"), |(_, (vintage, ..))| vintage.to_string())
        .text(("Niveau", "Level"), move |(_, (_, level, _))| text::level_word(lang, level))
        .number(("Plekken", "Places"), |(_, (.., count))| *count)
}

/// One row per level of a division in a release.
pub fn region_rows(summary: &ReleaseSummary) -> impl Iterator<Item = Counted<'_>> {
    summary.regions.iter().map(move |region| (summary, region))
}

/// One row per change, in words.
fn changes<'a>(lang: Lang, releases: &'a [ReleaseChange], words: impl Fn(&CatalogueChange) -> String) -> Table<'a> {
    let said = |one: &'a ReleaseChange| match &one.previous {
        None => vec![lang.pick("Eerste uitgave.", "First release.").to_owned()],
        Some(_) if one.changes.is_empty() => vec![
            lang.pick("Geen verschil in cijfers, jaren of codes.", "No difference in figures, years or codes.")
                .to_owned(),
        ],
        Some(_) => one.changes.iter().map(&words).collect(),
    };
    Columns::of(lang)
        .part(release(lang), |(one, _): &(&'a ReleaseChange, String)| &one.summary)
        .text(("Vorige uitgave", "Previous release"), |(one, _)| one.previous.as_ref())
        .text(("Wijziging", "Change"), |(_, change)| change.clone())
        .table(
            ("Wijzigingen", "Changes"),
            (
                "Een rij per wijziging ten opzichte van de vorige uitgave.",
                "One row per change from the previous release.",
            ),
            releases.iter().flat_map(|one| said(one).into_iter().map(move |change| (one, change))),
        )
}
