//! The file of practice examples: one row per example.

use super::provenance::{self, Found, release_cells, release_columns};
use super::table::{Cell, Column, Document, Table};
use crate::domain::{Lang, Text};
use crate::views::edition::Edition;
use crate::views::practice::Card;

/// The examples; texts in `lang`, `page` the address of the list.
#[must_use]
pub fn practice_file<'a>(edition: &Edition<'a>, lang: Lang, cards: &[Card<'a>], page: &str) -> Document<'a> {
    let title = lang.pick("Praktijkvoorbeelden", "Practice examples");
    let mut document =
        Document::of(edition, lang, (title, page), vec![examples(edition, lang, cards)], sources(edition, lang, cards));
    document.notes.push(reading(lang));
    document
}

/// What an example in a file is made of.
pub(super) fn reading(lang: Lang) -> (String, String) {
    (
        lang.pick("Herkomst", "Origin").to_owned(),
        lang.pick(
            "Feiten, een samenvatting in eigen woorden en een verwijzing naar de bron. Thema's, doelgroep en fase zijn vaak een lezing van de redactie.",
            "Facts, a summary in our own words and a reference to the source. Themes, audience and phase are often an editor's reading.",
        )
        .to_owned(),
    )
}

/// One row per example.
pub(super) fn examples<'a>(edition: &Edition<'a>, lang: Lang, cards: &[Card<'a>]) -> Table<'a> {
    let mut columns: Vec<Column> = [
        "Id",
        lang.pick("Titel", "Title"),
        lang.pick("Samenvatting", "Summary"),
        lang.pick("Organisatie", "Organisation"),
        lang.pick("Gepubliceerd", "Published"),
        lang.pick("Van", "From"),
        lang.pick("Tot", "Until"),
        lang.pick("Beoogd effect", "Effect sought"),
        lang.pick("Wat ervoor nodig was", "What it took"),
        lang.pick("Onderbouwing", "Evidence"),
        lang.pick("Fase", "Phase"),
        lang.pick("Thema's", "Themes"),
        lang.pick("Doelgroepen", "Audiences"),
        lang.pick("Plaats", "Place"),
        lang.pick("Focusgebied", "Focus area"),
        "Code",
        lang.pick("Precisie", "Precision"),
        lang.pick("Bron", "Source"),
    ]
    .map(Column::text)
    .into();
    columns.extend(release_columns(lang));
    let row = |card: &Card<'a>| {
        let mut cells: Vec<Cell<'a>> = described(lang, card).into();
        cells.extend(release_cells(edition));
        cells
    };
    Table {
        name: lang.pick("Praktijkvoorbeelden", "Practice examples"),
        about: lang.pick("Een rij per praktijkvoorbeeld.", "One row per practice example."),
        rows: cards.iter().map(row).collect(),
        columns,
    }
}

fn described<'a>(lang: Lang, card: &Card<'a>) -> [Cell<'a>; 18] {
    let example = card.example;
    let text = |text: &'a Option<Text>| text.as_ref().map_or(Cell::Empty, |text| Cell::text(text.get(lang)));
    [
        Cell::text(&example.id),
        Cell::text(example.title.get(lang)),
        Cell::text(example.summary.get(lang)),
        Cell::text(&example.organisation),
        Cell::text(&example.published),
        Cell::text(&example.from),
        Cell::text(&example.until),
        text(&example.effect),
        text(&example.conditions),
        Cell::text(&example.evidence),
        Cell::text(&example.phase),
        Cell::text(example.themes.join(" ")),
        Cell::text(example.audience.join(" ")),
        Cell::text(card.place_names()),
        Cell::text(example.area.as_ref().map_or_else(String::new, ToString::to_string)),
        Cell::text(example.place.map_or_else(String::new, |code| code.to_string())),
        Cell::text(example.precision.as_str()),
        Cell::text(&example.source_url),
    ]
}

fn sources<'a>(edition: &Edition<'a>, lang: Lang, cards: &[Card<'a>]) -> Table<'a> {
    let about = lang.pick("Per voorbeeld waar het is gevonden.", "For each example where it was found.");
    let found = cards.iter().map(|card| Found {
        id: &card.example.id,
        title: card.example.title.get(lang),
        organisation: &card.example.organisation,
        date: &card.example.published,
        source: &card.example.source_url,
    });
    provenance::found(edition, lang, about, found)
}
