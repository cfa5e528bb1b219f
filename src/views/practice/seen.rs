//! The place from which examples are looked at.

use std::borrow::Cow;

use super::{Card, Item, Nearness, card};
use crate::atlas::relevance::Reason;
use crate::atlas::{Atlas, Content, Place, PlaceContent, PlaceId};
use crate::urls::{self, Address};
use crate::views::place::NamedPlace;

/// A place from which examples are looked at.
#[derive(Clone, Debug)]
pub struct Seen<'a> {
    pub place: Place,
    /// Its slug, code or key, as in addresses.
    pub key: String,
    pub name: Cow<'a, str>,
    /// Address of its page.
    pub href: String,
    /// What is known about it.
    pub about: Cow<'a, PlaceContent>,
    /// Point that stands for it.
    point: Option<[f64; 2]>,
}

/// A place as it was named.
pub fn seen<'a>(atlas: &'a Atlas, content: &'a Content, from: NamedPlace<'a>) -> Seen<'a> {
    Seen {
        about: content.about(atlas, &from.place),
        point: atlas.point_of(&from.place),
        place: from.place,
        key: from.key,
        name: from.name,
        href: from.href,
    }
}

impl<'a> Seen<'a> {
    /// How near an example is.
    pub fn nearness(&self, atlas: &Atlas, content: &Content, at: u32) -> Nearness {
        if self.about.inside.binary_search(&at).is_ok() {
            return Nearness::Inside;
        }
        if let Some(kilometres) = self.point.and_then(|point| content.kilometres(point, at)) {
            return Nearness::Kilometres(kilometres);
        }
        let area = content.links.areas.get(at as usize).copied().flatten();
        let own = area.and_then(|area| atlas.areas.get(area as usize));
        let shares = own.is_some_and(|area| match self.place.id {
            PlaceId::Region(code) => atlas.areas_containing(code).contains(&&area.area.slug),
            _ => false,
        });
        if shares { Nearness::SameArea } else { Nearness::Unknown }
    }

    /// An example as seen from here, with the reason where one was made already.
    pub fn item(&self, atlas: &'a Atlas, content: &'a Content, at: u32, reason: Option<Reason>) -> Option<Item<'a>> {
        let reason = reason.or_else(|| content.reason(atlas, &self.about.surroundings, at));
        Some(Item { card: card(atlas, content, at)?, nearness: Some(self.nearness(atlas, content, at)), reason })
    }

    /// The examples put forward here.
    pub fn suggestions(&self, atlas: &'a Atlas, content: &'a Content) -> Vec<Item<'a>> {
        let item = |reason: &Reason| self.item(atlas, content, reason.example, Some(reason.clone()));
        self.about.suggestions.iter().filter_map(item).collect()
    }

    /// What a card links to: the example as seen from here.
    pub fn href_of(&self, card: &Card<'_>) -> Address {
        urls::example(&card.example.id).query("vanuit", &self.key)
    }
}
