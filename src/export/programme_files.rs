//! The files about the programme: the figures that it published itself, and the time line.

use super::cell::Cell;
use super::columns::Columns;
use super::provenance::{self, RULE};
use super::table::{Column, Document, Kind, Table, VALUE};
use crate::domain::{Lang, PriorityNeighbourhood, PublishedFigure, PublishedValue, RegionCode, Slug, Unit, Value};
use crate::text;
use crate::urls;
use crate::views::edition::Edition;
use crate::views::knowledge::{Knowledge, Moment, TimelineView};

/// The figures that the programme published.
pub fn programme_file<'a>(edition: &Edition<'a>, lang: Lang, figures: &'a [PublishedFigure]) -> Document<'a> {
    let about = ("Per cijfer de berichten waarin het staat.", "For each figure the reports that state it.");
    let items = figures.iter().map(|figure| (figure.id.as_str(), figure.name.get(lang), figure.sources.as_slice()));
    let sources = provenance::addresses(edition, lang, about, items);
    let title = lang.pick("Cijfers die het programma zelf noemt", "Figures that the programme itself names");
    let table = programme_columns(lang).released(edition).table(
        ("Cijfers", "Figures"),
        ("Een rij per getal dat het programma noemt.", "One row per number that the programme names."),
        programme_rows(figures),
    );
    Document::of(edition, lang, (title, urls::PROGRAMME.pattern()), vec![table], sources).note(
        ("Herkomst", "Origin"),
        (
            "Overgenomen uit berichten over de voortgangsrapportage, zonder tabelnummer. De cijfers gaan over het programma als geheel en zijn anders geteld dan de cijfers per gebied op deze site.",
            "Taken from reports on the progress report, without a table number. The figures are about the programme as a whole and are counted differently from the figures per area on this site.",
        ),
    )
}

/// A figure that the programme published, and one of its numbers.
type PublishedRow<'a> = (&'a PublishedFigure, Option<&'a PublishedValue>);

/// One row per number; a figure of which none was found is a row too, so that what was looked for stays to be seen.
pub fn programme_rows(figures: &[PublishedFigure]) -> impl Iterator<Item = PublishedRow<'_>> {
    figures.iter().flat_map(|figure| {
        let none = figure.values.is_empty().then_some((figure, None));
        none.into_iter().chain(figure.values.iter().map(move |value| (figure, Some(value))))
    })
}

/// What is known of a number.
pub fn programme_columns<'a>(lang: Lang) -> Columns<'a, PublishedRow<'a>> {
    Columns::of(lang)
        .text("Id", |(figure, _): &PublishedRow<'a>| &figure.id)
        .text(("Wat", "What"), |(figure, _)| &figure.name)
        .text(("Waarover", "Of what"), |(_, value)| value.map(|value| &value.of))
        .text(("Jaar", "Year"), |(_, value)| value.map(|value| &value.period))
        .text(("Thema", "Theme"), |(figure, _)| &figure.theme)
        .column(Column::new(lang, VALUE, Kind::Figure), move |(figure, value)| {
            let unit = if figure.unit.nl == "%" { Some(Unit::percent()) } else { None };
            match value {
                Some(value) => {
                    let cell = Cell::figure(Value::Known(value.number), 0, unit);
                    match unit {
                        Some(_) => cell,
                        None => cell.said(format!("{} {}", text::number(lang, value.number, 0), figure.unit.get(lang))),
                    }
                }
                None => Cell::Absent(lang.pick("geen getal gevonden", "no number found").into()),
            }
        })
        .text(("Eenheid", "Unit"), |(figure, _)| &figure.unit)
        .text(RULE, |_| ("overgenomen zoals gepubliceerd", "taken over as published"))
        .text(("Toelichting", "Note"), |(figure, _)| figure.note.as_ref())
        .text(("Bron", "Source"), |(figure, _)| figure.sources.join(" "))
}

/// The time line, and the lists by name.
pub fn timeline_file<'a>(atlas: &Knowledge<'a>, lang: Lang, view: &TimelineView<'a>) -> Document<'a> {
    let edition = Edition::of(atlas.atlas);
    let priority = &atlas.atlas.priority;
    let of_moment = |moment: &Moment<'a>| match *moment {
        Moment::Designation(one) => (one.id.as_str(), one.name.get(lang), std::slice::from_ref(&one.source)),
        Moment::Note(note) => (note.id.as_str(), note.title.get(lang), note.sources.as_slice()),
    };
    let of_forty = priority.iter().map(|one| ("", one.name.as_str(), one.sources.as_slice()));
    let about = ("Per moment en wijk waar het staat.", "For each moment and neighbourhood where it is stated.");
    let sources = provenance::addresses(&edition, lang, about, view.moments.iter().map(of_moment).chain(of_forty));
    let moments = timeline_columns(lang).released(&edition).table(
        ("Tijdlijn", "Time line"),
        ("Een rij per aanwijzing of gebeurtenis, de oudste eerst.", "One row per designation or event, oldest first."),
        view.moments.iter().copied(),
    );
    let tables = vec![moments, listed(&edition, lang, priority)];
    let title = (lang.pick("Tijdlijn", "Time line"), urls::TIMELINE.pattern());
    let missing = atlas.atlas.programme.iter().find(|item| item.id == "forty-plus").map(|missing| {
        let subject = lang.pick("Wat hier ontbreekt: de 40+", "What is missing here: the 40+");
        (subject.to_owned(), missing.text.get(lang).to_owned())
    });
    Document::of(&edition, lang, title, tables, sources).with_notes(missing)
}

/// What is known of a designation or event.
pub fn timeline_columns<'a>(lang: Lang) -> Columns<'a, Moment<'a>> {
    let period = |note: &'a str| note.split_once('/').unwrap_or((note, ""));
    Columns::of(lang)
        .text(("Van", "From"), move |moment: &Moment<'a>| match *moment {
            Moment::Designation(one) => one.valid_from.as_str(),
            Moment::Note(note) => period(&note.period).0,
        })
        .text(("Tot en met", "Up to and including"), move |moment| match *moment {
            Moment::Designation(one) => one.valid_to.as_str(),
            Moment::Note(note) => period(&note.period).1,
        })
        .text(("Soort", "Kind"), |moment| match moment {
            Moment::Designation(_) => ("aanwijzing", "designation"),
            Moment::Note(_) => ("gebeurtenis", "event"),
        })
        .text("Id", |moment| match *moment {
            Moment::Designation(one) => one.id.as_str(),
            Moment::Note(note) => note.id.as_str(),
        })
        .text(("Wat", "What"), |moment| match *moment {
            Moment::Designation(one) => &one.name,
            Moment::Note(note) => &note.title,
        })
        .text(("Toelichting", "Note"), |moment| match *moment {
            Moment::Designation(one) => &one.text,
            Moment::Note(note) => &note.text,
        })
        .text(("Bron", "Source"), |moment| match *moment {
            Moment::Designation(one) => one.source.clone(),
            // What rests on items of this site names them beside the addresses.
            Moment::Note(note) => {
                note.sources.iter().chain(&note.items).map(String::as_str).collect::<Vec<_>>().join(" ")
            }
        })
}

fn listed<'a>(edition: &Edition<'a>, lang: Lang, priority: &'a [PriorityNeighbourhood]) -> Table<'a> {
    Columns::of(lang)
        .text(("Lijst", "List"), |one: &&'a PriorityNeighbourhood| one.designation.as_ref().map(Slug::as_str))
        .number(("Nummer", "Number"), |one| u32::from(one.number))
        .text(("Stad", "City"), |one| &one.city)
        .text(("Wijk", "Neighbourhood"), |one| &one.name)
        .text(("Codes in de indeling van nu", "Codes in the present division"), |one| {
            one.codes.iter().map(RegionCode::as_str).collect::<Vec<_>>().join(" ")
        })
        .text(("Postcodes", "Postcodes"), |one| one.postcodes.join(" "))
        .text(("Gebied", "Area"), |one| one.area.as_ref().map(Slug::as_str))
        .text(("Let op", "Note"), |one| one.note.as_ref())
        .text(("Bron", "Source"), |one| one.sources.join(" "))
        .released(edition)
        .table(
            ("De lijst bij naam", "The list by name"),
            (
                "De wijken van een eerdere aanwijzing, bij naam.",
                "The neighbourhoods of an earlier designation, by name.",
            ),
            priority,
        )
}
