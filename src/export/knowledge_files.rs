//! The files of lists of the knowledge base: publications, the agenda, organisations.

use super::columns::Columns;
use super::provenance::{self, Found};
use super::table::{Document, Table};
use crate::domain::{Event, Lang, Publication};
use crate::text;
use crate::urls;
use crate::views::edition::Edition;
use crate::views::knowledge::{AgendaView, DirectoryRow, Entry, EntryKind, Knowledge, PublicationsView};

/// The publications of a view; `page` is its address.
pub fn publications_file<'a>(
    atlas: &Knowledge<'a>,
    lang: Lang,
    view: &PublicationsView<'a>,
    page: &str,
) -> Document<'a> {
    let edition = Edition::of(atlas.atlas);
    let (kinds, practice) = (&atlas.atlas.vocabulary.publication_kinds, atlas.practice);
    let table = Columns::of(lang)
        .text("Id", |item: &&'a Publication| &item.id)
        .text(("Titel", "Title"), |item| &item.title)
        .text(("Soort", "Kind"), |item| kinds.iter().find(|kind| kind.id == item.kind).map(|kind| &kind.label))
        .text(("Gepubliceerd", "Published"), |item| &item.published)
        .text(("Organisatie", "Organisation"), |item| &item.organisation)
        .text(("Thema's", "Themes"), |item| item.themes.join(" "))
        .text(("Let op", "Note"), |item| item.note.as_ref())
        .text(("Ook als praktijkvoorbeeld", "Also a practice example"), |item| {
            practice.iter().find(|example| example.same_as.contains(&item.id)).map(|example| &example.id)
        })
        .text(("Bron", "Source"), |item| &item.url)
        .released(&edition)
        .table(
            ("Publicaties", "Publications"),
            ("Een rij per publicatie.", "One row per publication."),
            view.items.iter().copied(),
        );
    let found = view.items.iter().map(|item| Found {
        id: &item.id,
        title: item.title.get(lang),
        organisation: &item.organisation,
        date: &item.published,
        source: &item.url,
    });
    let about = ("Per publicatie waar zij staat.", "For each publication where it is.");
    let sources = provenance::found(&edition, lang, about, found);
    Document::of(&edition, lang, (lang.pick("Publicaties", "Publications"), page), vec![table], sources)
}

/// The events and calls of a view in the order of the page; `page` is its address.
pub fn agenda_file<'a>(atlas: &Knowledge<'a>, lang: Lang, view: &AgendaView<'a>, page: &str) -> Document<'a> {
    let edition = Edition::of(atlas.atlas);
    let (kinds, library) = (&atlas.atlas.vocabulary.event_kinds, &atlas.atlas.library);
    let parts = [
        (("binnenkort", "coming"), &view.coming),
        (("geweest", "past"), &view.past),
        (("zonder datum", "undated"), &view.undated),
    ];
    let events = || parts.iter().flat_map(|&(when, events)| events.iter().map(move |&event| (when, event)));
    let table = Columns::of(lang)
        .text("Id", |(_, event): &((&'static str, &'static str), &'a Event)| &event.id)
        .text(("Titel", "Title"), |(_, event)| &event.title)
        .text(("Soort", "Kind"), |(_, event)| kinds.iter().find(|kind| kind.id == event.kind).map(|kind| &kind.label))
        .text(("Wanneer", "When"), |(when, _)| *when)
        .text(("Begin", "Starts"), |(_, event)| &event.starts)
        .text(("Eind", "Ends"), |(_, event)| &event.ends)
        .text(("Sluit op", "Closes on"), |(_, event)| &event.deadline)
        .text(("Plaats", "Place"), |(_, event)| &event.place)
        .text(("Organisatie", "Organisation"), |(_, event)| &event.organisation)
        .text(("Thema's", "Themes"), |(_, event)| library.link(&event.id).map(|link| link.themes.join(" ")))
        .text(("Let op", "Note"), |(_, event)| event.note.as_ref())
        .text(("Bron", "Source"), |(_, event)| &event.source)
        .released(&edition)
        .table("Agenda", ("Een rij per bijeenkomst of oproep.", "One row per event or call."), events());
    let found = events().map(|(_, event)| Found {
        id: &event.id,
        title: event.title.get(lang),
        organisation: &event.organisation,
        date: if event.starts.is_empty() { &event.deadline } else { &event.starts },
        source: &event.source,
    });
    let about = ("Per bijeenkomst of oproep waar zij is gevonden.", "For each event or call where it was found.");
    let sources = provenance::found(&edition, lang, about, found);
    let today = text::date(lang, &view.today.to_string());
    Document::of(&edition, lang, ("Agenda", page), vec![table], sources).with_notes([match lang {
        Lang::Nl => ("Wanneer".to_owned(), format!("Of iets nog komt of is geweest, is bepaald op {today}.")),
        Lang::En => ("When".to_owned(), format!("Whether something is coming or past was decided on {today}.")),
    }])
}

/// The directory of organisations, and what each is behind. For `without` items the source names none.
pub fn organisations_file<'a>(
    edition: &Edition<'a>,
    lang: Lang,
    rows: &[DirectoryRow<'a>],
    without: usize,
) -> Document<'a> {
    let title = lang.pick("Organisaties", "Organisations");
    let mut seen = std::collections::BTreeSet::new();
    let items = rows.iter().flat_map(|row| &row.items).filter(|item| seen.insert(item.id)).map(|item| Found {
        id: item.id,
        title: item.title.get(lang),
        organisation: item.organisation,
        date: item.date,
        source: item.source,
    });
    let about = (
        "Per voorbeeld, publicatie of bijeenkomst waar de organisatie wordt genoemd.",
        "For each example, publication or event where the organisation is named.",
    );
    let sources = provenance::found(edition, lang, about, items);
    let tables = vec![directory(edition, lang, rows), behind(edition, lang, rows)];
    Document::of(edition, lang, (title, urls::ORGANISATIONS.pattern()), tables, sources).with_notes([match lang {
        Lang::Nl => (
            "Schrijfwijzen".to_owned(),
            format!(
                "Schrijfwijzen zijn samengevoegd volgens een vaste lijst. De indeling in soorten is van de redactie. Bij {without} items noemt de bron geen organisatie met een naam."
            ),
        ),
        Lang::En => (
            "Spellings".to_owned(),
            format!(
                "Spellings were joined by a fixed list. The division into kinds is the editors'. For {without} items the source names no organisation."
            ),
        ),
    }])
}

fn directory<'a>(edition: &Edition<'a>, lang: Lang, rows: &[DirectoryRow<'a>]) -> Table<'a> {
    let count =
        |row: &DirectoryRow<'_>, is: fn(&EntryKind<'_>) -> bool| row.items.iter().filter(|item| is(&item.kind)).count();
    Columns::of(lang)
        .text("Id", |row: &&DirectoryRow<'a>| &row.organisation.id)
        .text(("Naam", "Name"), |row| &row.organisation.name)
        .text(("Soort", "Kind"), move |row| text::organisation_kind(lang, row.organisation.kind))
        .number(("Praktijkvoorbeelden", "Practice examples"), move |row| {
            count(row, |kind| matches!(kind, EntryKind::Example(_)))
        })
        .number(("Publicaties", "Publications"), move |row| {
            count(row, |kind| matches!(kind, EntryKind::Publication(_)))
        })
        .number(("Bijeenkomsten en oproepen", "Events and calls"), move |row| {
            count(row, |kind| matches!(kind, EntryKind::Event(_)))
        })
        .number(("Samen", "Together"), |row| row.items.len())
        .text(("Bron", "Source"), |row| {
            let sources = row.items.iter().map(|item| item.source).filter(|source| !source.is_empty());
            sources.collect::<Vec<_>>().join(" ")
        })
        .released(edition)
        .table(
            ("Organisaties", "Organisations"),
            (
                "Een rij per organisatie, met hoe vaak zij wordt genoemd.",
                "One row per organisation, with how often it is named.",
            ),
            rows,
        )
}

/// One row per organisation and item.
fn behind<'a>(edition: &Edition<'a>, lang: Lang, rows: &[DirectoryRow<'a>]) -> Table<'a> {
    Columns::of(lang)
        .text(("Organisatie", "Organisation"), |(row, _): &(&DirectoryRow<'a>, &Entry<'a>)| &row.organisation.id)
        .text(("Naam", "Name"), |(row, _)| &row.organisation.name)
        .text(("Soort", "Kind"), |(_, item)| match item.kind {
            EntryKind::Example(_) => ("praktijkvoorbeeld", "practice example"),
            EntryKind::Publication(_) => ("publicatie", "publication"),
            EntryKind::Event(_) => ("bijeenkomst of oproep", "event or call"),
        })
        .text("Id", |(_, item)| item.id)
        .text(("Titel", "Title"), |(_, item)| item.title)
        .text(("Datum", "Date"), |(_, item)| item.date)
        .text(("Bron", "Source"), |(_, item)| item.source)
        .released(edition)
        .table(
            ("Wat erachter staat", "What they are behind"),
            (
                "Een rij per organisatie en voorbeeld, publicatie of bijeenkomst.",
                "One row per organisation and example, publication or event.",
            ),
            rows.iter().flat_map(|one| one.items.iter().map(move |item| (one, item))),
        )
}
