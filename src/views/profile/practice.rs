//! Practice examples inside a place.

use super::PracticeCard;
use crate::atlas::{Atlas, Place};
use crate::domain::{Lang, PracticeExample};

/// The examples inside `place`: those put forward first, then newest first, undated last.
pub(super) fn of<'a>(atlas: &'a Atlas, place: &Place, lang: Lang) -> Vec<PracticeCard<'a>> {
    let inside = atlas.practice_in(place);
    let mut list: Vec<&PracticeExample> = inside.into_iter().filter_map(|index| atlas.practice.get(index)).collect();
    // Dates compare as text (ISO 8601); an empty one is smaller than any, so it comes last.
    list.sort_by(|left, right| {
        (right.featured, &right.published, &left.id).cmp(&(left.featured, &left.published, &right.id))
    });
    list.into_iter().map(|example| card(atlas, example, lang)).collect()
}

fn card<'a>(atlas: &'a Atlas, example: &'a PracticeExample, lang: Lang) -> PracticeCard<'a> {
    let themes = example.themes.iter().filter_map(|id| atlas.vocabulary.theme(id)).map(|theme| theme.label.get(lang));
    let phase = atlas.vocabulary.phases.iter().find(|phase| phase.id == example.phase);
    let publications = atlas.publications.iter().map(|item| (&item.id, &item.title, &item.url));
    let events = atlas.events.iter().map(|item| (&item.id, &item.title, &item.source));
    let others: Vec<_> = publications.chain(events).collect();
    PracticeCard {
        example,
        themes: themes.collect(),
        phase: phase.map_or("", |phase| phase.label.get(lang)),
        place_name: example.place.and_then(|code| atlas.base()?.name(code)),
        same_as: example
            .same_as
            .iter()
            .filter_map(|id| others.iter().find(|(other, ..)| *other == id))
            .map(|(_, title, url)| (title.get(lang), url.as_str()))
            .collect(),
    }
}
