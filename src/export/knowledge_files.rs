//! The files of lists of the knowledge base: publications, the agenda, organisations.

use super::provenance::{self, Found, release_cells, release_columns};
use super::table::{Cell, Column, Document, Kind, Table};
use crate::domain::{Event, Lang, Publication};
use crate::text;
use crate::urls;
use crate::views::edition::Edition;
use crate::views::knowledge::{AgendaView, DirectoryRow, Entry, EntryKind, Knowledge, PublicationsView};

/// The publications of a view; `page` is its address.
#[must_use]
pub fn publications_file<'a>(
    atlas: &Knowledge<'a>,
    lang: Lang,
    view: &PublicationsView<'a>,
    page: &str,
) -> Document<'a> {
    let edition = Edition::of(atlas.atlas);
    let (vocabulary, practice) = (&atlas.atlas.vocabulary, atlas.practice);
    let columns = [
        "Id",
        lang.pick("Titel", "Title"),
        lang.pick("Soort", "Kind"),
        lang.pick("Gepubliceerd", "Published"),
        lang.pick("Organisatie", "Organisation"),
        lang.pick("Thema's", "Themes"),
        lang.pick("Let op", "Note"),
        lang.pick("Ook als praktijkvoorbeeld", "Also a practice example"),
        lang.pick("Bron", "Source"),
    ];
    let row = |item: &'a Publication| {
        let kind = vocabulary.publication_kinds.iter().find(|kind| kind.id == item.kind);
        let same = practice.iter().find(|example| example.same_as.contains(&item.id));
        let mut cells = vec![
            Cell::text(&item.id),
            Cell::text(item.title.get(lang)),
            kind.map_or(Cell::Empty, |kind| Cell::text(kind.label.get(lang))),
            Cell::text(&item.published),
            Cell::text(&item.organisation),
            Cell::text(item.themes.join(" ")),
            Cell::said(lang, item.note.as_ref()),
            same.map_or(Cell::Empty, |example| Cell::text(&example.id)),
            Cell::text(&item.url),
        ];
        cells.extend(release_cells(&edition));
        cells
    };
    let title = lang.pick("Publicaties", "Publications");
    let table = Table {
        name: title,
        about: lang.pick("Een rij per publicatie.", "One row per publication."),
        columns: columns.map(Column::text).into_iter().chain(release_columns(lang)).collect(),
        rows: view.items.iter().map(|item| row(item)).collect(),
    };
    let found = view.items.iter().map(|item| Found {
        id: &item.id,
        title: item.title.get(lang),
        organisation: &item.organisation,
        date: &item.published,
        source: &item.url,
    });
    let about = lang.pick("Per publicatie waar zij staat.", "For each publication where it is.");
    let sources = provenance::found(&edition, lang, about, found);
    Document::of(&edition, lang, (title, page), vec![table], sources)
}

/// The events and calls of a view in the order of the page; `page` is its address.
#[must_use]
pub fn agenda_file<'a>(atlas: &Knowledge<'a>, lang: Lang, view: &AgendaView<'a>, page: &str) -> Document<'a> {
    let edition = Edition::of(atlas.atlas);
    let columns = [
        "Id",
        lang.pick("Titel", "Title"),
        lang.pick("Soort", "Kind"),
        lang.pick("Wanneer", "When"),
        lang.pick("Begin", "Starts"),
        lang.pick("Eind", "Ends"),
        lang.pick("Sluit op", "Closes on"),
        lang.pick("Plaats", "Place"),
        lang.pick("Organisatie", "Organisation"),
        lang.pick("Thema's", "Themes"),
        lang.pick("Let op", "Note"),
        lang.pick("Bron", "Source"),
    ];
    let parts = [
        (lang.pick("binnenkort", "coming"), &view.coming),
        (lang.pick("geweest", "past"), &view.past),
        (lang.pick("zonder datum", "undated"), &view.undated),
    ];
    let events = || parts.iter().flat_map(|&(when, events)| events.iter().map(move |&event| (when, event)));
    let table = Table {
        name: "Agenda",
        about: lang.pick("Een rij per bijeenkomst of oproep.", "One row per event or call."),
        columns: columns.map(Column::text).into_iter().chain(release_columns(lang)).collect(),
        rows: events().map(|(when, event)| event_cells(&edition, (atlas, lang), when, event)).collect(),
    };
    let found = events().map(|(_, event)| Found {
        id: &event.id,
        title: event.title.get(lang),
        organisation: &event.organisation,
        date: if event.starts.is_empty() { &event.deadline } else { &event.starts },
        source: &event.source,
    });
    let about =
        lang.pick("Per bijeenkomst of oproep waar zij is gevonden.", "For each event or call where it was found.");
    let sources = provenance::found(&edition, lang, about, found);
    let mut document = Document::of(&edition, lang, ("Agenda", page), vec![table], sources);
    let today = text::date(lang, &view.today.to_string());
    document.notes.push(match lang {
        Lang::Nl => ("Wanneer".to_owned(), format!("Of iets nog komt of is geweest, is bepaald op {today}.")),
        Lang::En => ("When".to_owned(), format!("Whether something is coming or past was decided on {today}.")),
    });
    document
}

fn event_cells<'a>(
    edition: &Edition<'a>,
    (atlas, lang): (&Knowledge<'a>, Lang),
    when: &'static str,
    event: &'a Event,
) -> Vec<Cell<'a>> {
    let kind = atlas.atlas.vocabulary.event_kinds.iter().find(|kind| kind.id == event.kind);
    let themes = atlas.atlas.library.link(&event.id).map(|link| link.themes.join(" ")).unwrap_or_default();
    let mut cells = vec![
        Cell::text(&event.id),
        Cell::text(event.title.get(lang)),
        kind.map_or(Cell::Empty, |kind| Cell::text(kind.label.get(lang))),
        Cell::text(when),
        Cell::text(&event.starts),
        Cell::text(&event.ends),
        Cell::text(&event.deadline),
        Cell::text(&event.place),
        Cell::text(&event.organisation),
        Cell::text(themes),
        Cell::said(lang, event.note.as_ref()),
        Cell::text(&event.source),
    ];
    cells.extend(release_cells(edition));
    cells
}

/// The directory of organisations, and what each is behind. For `without` items the source names none.
#[must_use]
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
    let about = lang.pick(
        "Per voorbeeld, publicatie of bijeenkomst waar de organisatie wordt genoemd.",
        "For each example, publication or event where the organisation is named.",
    );
    let sources = provenance::found(edition, lang, about, items);
    let tables = vec![directory(edition, lang, rows), behind(edition, lang, rows)];
    let mut document = Document::of(edition, lang, (title, urls::ORGANISATIONS.pattern()), tables, sources);
    let (subject, words) = match lang {
        Lang::Nl => (
            "Schrijfwijzen",
            format!(
                "Schrijfwijzen zijn samengevoegd volgens een vaste lijst. De indeling in soorten is van de redactie. Bij {without} items noemt de bron geen organisatie met een naam."
            ),
        ),
        Lang::En => (
            "Spellings",
            format!(
                "Spellings were joined by a fixed list. The division into kinds is the editors'. For {without} items the source names no organisation."
            ),
        ),
    };
    document.notes.push((subject.to_owned(), words));
    document
}

fn directory<'a>(edition: &Edition<'a>, lang: Lang, rows: &[DirectoryRow<'a>]) -> Table<'a> {
    let mut columns: Vec<Column> =
        ["Id", lang.pick("Naam", "Name"), lang.pick("Soort", "Kind")].map(Column::text).into();
    columns.extend(
        [
            lang.pick("Praktijkvoorbeelden", "Practice examples"),
            lang.pick("Publicaties", "Publications"),
            lang.pick("Bijeenkomsten en oproepen", "Events and calls"),
            lang.pick("Samen", "Together"),
        ]
        .map(|label| Column::new(label, Kind::Number)),
    );
    columns.push(Column::text(lang.pick("Bron", "Source")));
    columns.extend(release_columns(lang));
    let row = |row: &DirectoryRow<'a>| {
        let count =
            |of: fn(&EntryKind<'_>) -> bool| Cell::count_of(row.items.iter().filter(|item| of(&item.kind)).count());
        let sources: Vec<&str> = row.items.iter().map(|item| item.source).filter(|source| !source.is_empty()).collect();
        let mut cells = vec![
            Cell::text(&row.organisation.id),
            Cell::text(&row.organisation.name),
            Cell::text(text::organisation_kind(lang, row.organisation.kind)),
            count(|kind| matches!(kind, EntryKind::Example(_))),
            count(|kind| matches!(kind, EntryKind::Publication(_))),
            count(|kind| matches!(kind, EntryKind::Event(_))),
            Cell::count_of(row.items.len()),
            Cell::text(sources.join(" ")),
        ];
        cells.extend(release_cells(edition));
        cells
    };
    Table {
        name: lang.pick("Organisaties", "Organisations"),
        about: lang.pick(
            "Een rij per organisatie, met hoe vaak zij wordt genoemd.",
            "One row per organisation, with how often it is named.",
        ),
        columns,
        rows: rows.iter().map(row).collect(),
    }
}

/// One row per organisation and item.
fn behind<'a>(edition: &Edition<'a>, lang: Lang, rows: &[DirectoryRow<'a>]) -> Table<'a> {
    let columns = [
        lang.pick("Organisatie", "Organisation"),
        lang.pick("Naam", "Name"),
        lang.pick("Soort", "Kind"),
        "Id",
        lang.pick("Titel", "Title"),
        lang.pick("Datum", "Date"),
        lang.pick("Bron", "Source"),
    ];
    let row = |row: &DirectoryRow<'a>, item: &Entry<'a>| {
        let mut cells = vec![
            Cell::text(&row.organisation.id),
            Cell::text(&row.organisation.name),
            Cell::text(match item.kind {
                EntryKind::Example(_) => lang.pick("praktijkvoorbeeld", "practice example"),
                EntryKind::Publication(_) => lang.pick("publicatie", "publication"),
                EntryKind::Event(_) => lang.pick("bijeenkomst of oproep", "event or call"),
            }),
            Cell::text(item.id),
            Cell::text(item.title.get(lang)),
            Cell::text(item.date),
            Cell::text(item.source),
        ];
        cells.extend(release_cells(edition));
        cells
    };
    Table {
        name: lang.pick("Wat erachter staat", "What they are behind"),
        about: lang.pick(
            "Een rij per organisatie en voorbeeld, publicatie of bijeenkomst.",
            "One row per organisation and example, publication or event.",
        ),
        columns: columns.map(Column::text).into_iter().chain(release_columns(lang)).collect(),
        rows: rows.iter().flat_map(|one| one.items.iter().map(move |item| row(one, item))).collect(),
    }
}
