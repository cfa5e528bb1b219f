//! The files about the programme: the figures that it published itself, and the time line.

use super::provenance::{self, release_cells, release_columns, rule_label};
use super::table::{Cell, Column, Document, Kind, Mark, Table, value_label};
use crate::domain::{Lang, PriorityNeighbourhood, PublishedFigure, PublishedValue, Value};
use crate::urls;
use crate::views::edition::Edition;
use crate::views::knowledge::{Knowledge, Moment, TimelineView};

/// The figures that the programme published.
#[must_use]
pub fn programme_file<'a>(edition: &Edition<'a>, lang: Lang, figures: &'a [PublishedFigure]) -> Document<'a> {
    let title = lang.pick("Cijfers die het programma zelf noemt", "Figures that the programme itself names");
    let mut columns: Vec<Column> = [
        "Id",
        lang.pick("Wat", "What"),
        lang.pick("Waarover", "Of what"),
        lang.pick("Jaar", "Year"),
        lang.pick("Thema", "Theme"),
    ]
    .map(Column::text)
    .into();
    columns.push(Column::new(value_label(lang), Kind::Figure));
    columns.extend(
        [lang.pick("Eenheid", "Unit"), rule_label(lang), lang.pick("Toelichting", "Note"), lang.pick("Bron", "Source")]
            .map(Column::text),
    );
    columns.extend(release_columns(lang));
    let rows = figures.iter().flat_map(|figure| {
        // A figure of which no number was found is a row too: what was looked for stays to be seen.
        let none = figure.values.is_empty().then(|| published(edition, lang, figure, None));
        none.into_iter().chain(figure.values.iter().map(|value| published(edition, lang, figure, Some(value))))
    });
    let table = Table {
        name: lang.pick("Cijfers", "Figures"),
        about: lang.pick("Een rij per getal dat het programma noemt.", "One row per number that the programme names."),
        rows: rows.collect(),
        columns,
    };
    let about = lang.pick("Per cijfer de berichten waarin het staat.", "For each figure the reports that state it.");
    let items = figures.iter().map(|figure| (figure.id.as_str(), figure.name.get(lang), figure.sources.as_slice()));
    let sources = provenance::addresses(edition, lang, about, items);
    let mut document = Document::of(edition, lang, (title, urls::PROGRAMME.pattern()), vec![table], sources);
    document.notes.push((
        lang.pick("Herkomst", "Origin").to_owned(),
        lang.pick(
            "Overgenomen uit berichten over de voortgangsrapportage, zonder tabelnummer. De cijfers gaan over het programma als geheel en zijn anders geteld dan de cijfers per gebied op deze site.",
            "Taken from reports on the progress report, without a table number. The figures are about the programme as a whole and are counted differently from the figures per area on this site.",
        )
        .to_owned(),
    ));
    document
}

fn published<'a>(
    edition: &Edition<'a>,
    lang: Lang,
    figure: &'a PublishedFigure,
    value: Option<&'a PublishedValue>,
) -> Vec<Cell<'a>> {
    let mark = if figure.unit.nl == "%" { Mark::Percent } else { Mark::None };
    let mut cells = vec![
        Cell::text(&figure.id),
        Cell::text(figure.name.get(lang)),
        value.map_or(Cell::Empty, |value| Cell::text(value.of.get(lang))),
        value.map_or(Cell::Empty, |value| Cell::text(&value.period)),
        Cell::text(&figure.theme),
        match value {
            Some(value) => Cell::figure(Value::Known(value.number), 0, mark),
            None => Cell::Absent(lang.pick("geen getal gevonden", "no number found").into()),
        },
        Cell::text(figure.unit.get(lang)),
        Cell::text(lang.pick("overgenomen zoals gepubliceerd", "taken over as published")),
        Cell::said(lang, figure.note.as_ref()),
        Cell::text(figure.sources.join(" ")),
    ];
    cells.extend(release_cells(edition));
    cells
}

/// The time line, and the 40 neighbourhoods of 2007.
#[must_use]
pub fn timeline_file<'a>(atlas: &Knowledge<'a>, lang: Lang, view: &TimelineView<'a>) -> Document<'a> {
    let edition = Edition::of(atlas.atlas);
    let priority = &atlas.atlas.priority;
    let columns = [
        lang.pick("Van", "From"),
        lang.pick("Tot en met", "Up to and including"),
        lang.pick("Soort", "Kind"),
        "Id",
        lang.pick("Wat", "What"),
        lang.pick("Toelichting", "Note"),
        lang.pick("Bron", "Source"),
    ];
    let moments = Table {
        name: lang.pick("Tijdlijn", "Time line"),
        about: lang.pick(
            "Een rij per aanwijzing of gebeurtenis, de oudste eerst.",
            "One row per designation or event, oldest first.",
        ),
        columns: columns.map(Column::text).into_iter().chain(release_columns(lang)).collect(),
        rows: view.moments.iter().map(|moment| moment_cells(&edition, lang, moment)).collect(),
    };
    let of_moment = |moment: &Moment<'a>| match *moment {
        Moment::Designation(one) => (one.id.as_str(), one.name.get(lang), std::slice::from_ref(&one.source)),
        Moment::Note(note) => (note.id.as_str(), note.title.get(lang), note.sources.as_slice()),
    };
    let of_forty = priority.iter().map(|one| ("", one.name.as_str(), one.sources.as_slice()));
    let about =
        lang.pick("Per moment en wijk waar het staat.", "For each moment and neighbourhood where it is stated.");
    let sources = provenance::addresses(&edition, lang, about, view.moments.iter().map(of_moment).chain(of_forty));
    let tables = vec![moments, forty(&edition, lang, priority)];
    let title = (lang.pick("Tijdlijn", "Time line"), urls::TIMELINE.pattern());
    let mut document = Document::of(&edition, lang, title, tables, sources);
    if let Some(missing) = atlas.atlas.programme.iter().find(|item| item.id == "forty-plus") {
        let subject = lang.pick("Wat hier ontbreekt: de 40+", "What is missing here: the 40+");
        document.notes.push((subject.to_owned(), missing.text.get(lang).to_owned()));
    }
    document
}

fn moment_cells<'a>(edition: &Edition<'a>, lang: Lang, moment: &Moment<'a>) -> Vec<Cell<'a>> {
    let mut cells: Vec<Cell<'a>> = match *moment {
        Moment::Designation(one) => [
            one.valid_from.as_str(),
            &one.valid_to,
            lang.pick("aanwijzing", "designation"),
            one.id.as_str(),
            one.name.get(lang),
            one.text.get(lang),
            &one.source,
        ]
        .map(Cell::text)
        .into(),
        Moment::Note(note) => {
            let (from, to) = note.period.split_once('/').unwrap_or((&note.period, ""));
            // What rests on items of this site names them beside the addresses.
            let sources: Vec<&str> = note.sources.iter().chain(&note.items).map(String::as_str).collect();
            vec![
                Cell::text(from),
                Cell::text(to),
                Cell::text(lang.pick("gebeurtenis", "event")),
                Cell::text(&note.id),
                Cell::text(note.title.get(lang)),
                Cell::text(note.text.get(lang)),
                Cell::text(sources.join(" ")),
            ]
        }
    };
    cells.extend(release_cells(edition));
    cells
}

fn forty<'a>(edition: &Edition<'a>, lang: Lang, priority: &'a [PriorityNeighbourhood]) -> Table<'a> {
    let mut columns = vec![Column::new(lang.pick("Nummer", "Number"), Kind::Number)];
    columns.extend(
        [
            lang.pick("Stad", "City"),
            lang.pick("Wijk", "Neighbourhood"),
            lang.pick("Codes in 2024", "Codes of 2024"),
            lang.pick("Focusgebied", "Focus area"),
            lang.pick("Let op", "Note"),
            lang.pick("Bron", "Source"),
        ]
        .map(Column::text),
    );
    columns.extend(release_columns(lang));
    let row = |one: &'a PriorityNeighbourhood| {
        let codes: Vec<&str> = one.codes.iter().map(crate::domain::RegionCode::as_str).collect();
        let mut cells = vec![
            Cell::count(u32::from(one.number)),
            Cell::text(&one.city),
            Cell::text(&one.name),
            Cell::text(codes.join(" ")),
            one.area.as_ref().map_or(Cell::Empty, |slug| Cell::text(slug.as_str())),
            Cell::said(lang, one.note.as_ref()),
            Cell::text(one.sources.join(" ")),
        ];
        cells.extend(release_cells(edition));
        cells
    };
    Table {
        name: lang.pick("De 40 van 2007", "The 40 of 2007"),
        about: lang.pick(
            "De 40 wijken die het Rijk in 2007 aanwees.",
            "The 40 neighbourhoods that central government designated in 2007.",
        ),
        columns,
        rows: priority.iter().map(row).collect(),
    }
}
