//! The file of practice examples: one row per example.

use super::columns::Columns;
use super::provenance::{self, Found};
use super::table::{Both, Document, Table};
use crate::domain::Lang;
use crate::views::edition::Edition;
use crate::views::practice::Card;

/// What an example in a file is made of: subject and text.
pub(super) const READING: (Both, Both) = (
    Both("Herkomst", "Origin"),
    Both(
        "Feiten, een samenvatting in eigen woorden en een verwijzing naar de bron. Thema's, doelgroep en fase zijn vaak een lezing van de redactie.",
        "Facts, a summary in our own words and a reference to the source. Themes, audience and phase are often an editor's reading.",
    ),
);

/// The examples; texts in `lang`, `page` the address of the list.
pub fn practice_file<'a>(edition: &Edition<'a>, lang: Lang, cards: &[Card<'a>], page: &str) -> Document<'a> {
    let title = lang.pick("Praktijkvoorbeelden", "Practice examples");
    let found = cards.iter().map(|card| Found {
        id: &card.example.id,
        title: card.example.title.get(lang),
        organisation: &card.example.organisation,
        date: &card.example.published,
        source: &card.example.source_url,
    });
    let about = ("Per voorbeeld waar het is gevonden.", "For each example where it was found.");
    let sources = provenance::found(edition, lang, about, found);
    Document::of(edition, lang, (title, page), vec![examples(edition, lang, cards)], sources).note(READING.0, READING.1)
}

/// One row per example.
pub(super) fn examples<'a>(edition: &Edition<'a>, lang: Lang, cards: &[Card<'a>]) -> Table<'a> {
    Columns::of(lang)
        .text("Id", |card: &&Card<'a>| &card.example.id)
        .text(("Titel", "Title"), |card| &card.example.title)
        .text(("Samenvatting", "Summary"), |card| &card.example.summary)
        .text(("Organisatie", "Organisation"), |card| &card.example.organisation)
        .text(("Gepubliceerd", "Published"), |card| &card.example.published)
        .text(("Van", "From"), |card| &card.example.from)
        .text(("Tot", "Until"), |card| &card.example.until)
        .text(("Beoogd effect", "Effect sought"), |card| card.example.effect.as_ref())
        .text(("Wat ervoor nodig was", "What it took"), |card| card.example.conditions.as_ref())
        .text(("Onderbouwing", "Evidence"), |card| &card.example.evidence)
        .text(("Fase", "Phase"), |card| &card.example.phase)
        .text(("Thema's", "Themes"), |card| card.example.themes.join(" "))
        .text(("Doelgroepen", "Audiences"), |card| card.example.audience.join(" "))
        .text(("Plaats", "Place"), |card| card.place_names())
        .text(("Gebied", "Area"), |card| card.example.area.as_ref().map(ToString::to_string))
        .text("Code", |card| card.example.place.map(|code| code.to_string()))
        .text(("Precisie", "Precision"), |card| card.example.precision.as_str())
        .text(("Bron", "Source"), |card| &card.example.source_url)
        .released(edition)
        .table(
            ("Praktijkvoorbeelden", "Practice examples"),
            ("Een rij per praktijkvoorbeeld.", "One row per practice example."),
            cards,
        )
}
