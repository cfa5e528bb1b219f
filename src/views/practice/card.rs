//! An example with the names of what it refers to, and where it lies.

use crate::atlas::{AreaAtlas, Atlas, Content};
use crate::domain::{Level, PlacePrecision, PracticeExample, RegionCode, Term, Text, Theme};

/// An example with the names of what it refers to.
#[derive(Clone, Debug)]
pub struct Card<'a> {
    /// Its position.
    pub at: u32,
    pub example: &'a PracticeExample,
    pub themes: Vec<&'a Theme>,
    /// Its phase, where known.
    pub phase: Option<&'a Term>,
    /// The focus area it lies in.
    pub area: Option<&'a AreaAtlas>,
    /// Its wijk or buurt, where known: code and name.
    pub place: Option<(RegionCode, &'a str)>,
    /// The same thing in other lists.
    pub same_as: Vec<Same<'a>>,
}

impl Card<'_> {
    /// Where the example is, from small to large, each name once.
    pub fn place_names(&self) -> String {
        let mut parts: Vec<&str> = Vec::new();
        let named = self.place.map_or(self.example.neighbourhood.as_str(), |(_, name)| name);
        let area = self.area.map_or("", |area| area.area.name.as_str());
        // A source may write an area with a hyphen where its official name has a space.
        let same = |text: &str| text.to_lowercase().replace('-', " ");
        for name in [named, area, &self.example.city] {
            if !name.is_empty() && !parts.iter().any(|known| same(known).contains(&same(name))) {
                parts.push(name);
            }
        }
        parts.join(", ")
    }
}

/// The same thing in another list.
#[derive(Clone, Copy, Debug)]
pub struct Same<'a> {
    pub id: &'a str,
    pub title: &'a Text,
    /// Address; empty when unknown.
    pub url: &'a str,
    /// Whether it is an event; a publication otherwise.
    pub event: bool,
}

/// The example at `at`, with names.
pub fn card<'a>(atlas: &'a Atlas, content: &'a Content, at: u32) -> Option<Card<'a>> {
    let example = content.practice.get(at as usize)?;
    let area = content.links.areas.get(at as usize).copied().flatten();
    let same = |id: &String| {
        let publication = content.publications.iter().find(|item| item.id == *id);
        let event = content.events.iter().find(|item| item.id == *id);
        publication
            .map(|item| Same { id: &item.id, title: &item.title, url: &item.url, event: false })
            .or_else(|| event.map(|item| Same { id: &item.id, title: &item.title, url: &item.source, event: true }))
    };
    Some(Card {
        at,
        example,
        themes: example.themes.iter().filter_map(|id| atlas.vocabulary.theme(id)).collect(),
        phase: atlas.vocabulary.phases.iter().find(|phase| phase.id == example.phase),
        area: area.and_then(|area| atlas.areas.get(area as usize)),
        place: example.place.and_then(|code| Some((code, atlas.base().name(code)?))),
        same_as: example.same_as.iter().filter_map(same).collect(),
    })
}

/// The gemeente that an example lies in: that of its region or area, else the one called like its city.
pub fn gemeente_of(atlas: &Atlas, card: &Card<'_>) -> Option<RegionCode> {
    let by_place = card.example.place.and_then(|code| code.at(Level::Gemeente));
    let by_area = || card.area.map(|area| area.area.gemeente);
    let by_name = || {
        if card.example.precision != PlacePrecision::Gemeente {
            return None;
        }
        let gemeenten = &atlas.base().gemeente;
        let position = gemeenten.names.iter().position(|name| *name == card.example.city)?;
        gemeenten.codes.get(position).copied()
    };
    by_place.or_else(by_area).or_else(by_name)
}
