//! From a place on a map to practice: inside it, near it, and in places like it.

use super::{Item, Nearness, Seen, themes_of_indicator};
use crate::atlas::relevance::Likeness;
use crate::atlas::{AreaAtlas, Atlas, Content};
use crate::domain::{Indicator, Theme};

/// How far "near" reaches, in kilometres.
pub const NEAR_KILOMETRES: f64 = 25.0;
/// Examples near the place.
const NEAR: usize = 5;
/// Similar areas shown.
const AREAS: usize = 3;
/// Examples of each.
const OF_EACH: usize = 3;

/// What is asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct DrillQuery<'a> {
    /// Only examples on this theme.
    pub theme: Option<&'a Theme>,
    /// The indicator shown on the map; its themes filter where no theme is given.
    pub indicator: Option<&'a Indicator>,
}

/// Practice around a place.
#[derive(Clone, Debug)]
pub struct DrillView<'a> {
    /// The place.
    pub seen: Seen<'a>,
    /// Themes that filter; all where empty.
    pub themes: Vec<&'a Theme>,
    /// The indicator that they follow from.
    pub indicator: Option<&'a Indicator>,
    /// Inside the place, featured first.
    pub inside: Vec<Item<'a>>,
    /// Near it, nearest first.
    pub near: Vec<Item<'a>>,
    /// Areas like it that have some, most alike first.
    pub alike: Vec<Alike<'a>>,
    /// Examples inside the place on any theme.
    pub inside_all: usize,
}

/// An area like the place, with its examples.
#[derive(Clone, Debug)]
pub struct Alike<'a> {
    pub area: &'a AreaAtlas,
    /// Why it is like the place.
    pub likeness: Likeness,
    /// Its examples, best reasons first.
    pub items: Vec<Item<'a>>,
    /// How many there are in all.
    pub of: usize,
}

/// Practice around the place.
pub fn drill<'a>(atlas: &'a Atlas, content: &'a Content, seen: Seen<'a>, query: DrillQuery<'a>) -> DrillView<'a> {
    let themes = match (query.theme, query.indicator) {
        (Some(theme), _) => vec![theme],
        (None, Some(indicator)) => themes_of_indicator(atlas, indicator),
        (None, None) => Vec::new(),
    };
    let fits = |at: u32| {
        let example = content.practice.get(at as usize);
        example
            .is_some_and(|example| themes.is_empty() || themes.iter().any(|theme| example.themes.contains(&theme.id)))
    };
    let featured = |at: u32| content.practice.get(at as usize).is_some_and(|example| example.featured);
    let mut inside: Vec<u32> = seen.about.inside.iter().copied().filter(|&at| fits(at)).collect();
    inside.sort_by_key(|&at| (!featured(at), at));
    let all: Vec<u32> =
        (0_u32..).zip(&content.practice).map(|(at, _)| at).filter(|&at| fits(at) && featured(at)).collect();
    let mut near: Vec<(f64, u32)> = all
        .iter()
        .filter_map(|&at| match seen.nearness(atlas, content, at) {
            Nearness::Kilometres(distance) if distance <= NEAR_KILOMETRES => Some((distance, at)),
            Nearness::SameArea => Some((0.0, at)),
            _ => None,
        })
        .collect();
    near.sort_by(|left, right| left.0.total_cmp(&right.0).then(left.1.cmp(&right.1)));
    near.truncate(NEAR);
    let item = |at: u32| seen.item(atlas, content, at, None);
    DrillView {
        inside: inside.into_iter().filter_map(item).collect(),
        near: near.into_iter().filter_map(|(_, at)| item(at)).collect(),
        alike: alike(atlas, content, &seen, &all),
        inside_all: seen.about.inside.len(),
        indicator: query.indicator,
        themes,
        seen,
    }
}

fn alike<'a>(atlas: &'a Atlas, content: &'a Content, seen: &Seen<'a>, all: &[u32]) -> Vec<Alike<'a>> {
    let of_area = |area: u32| {
        let inside = |at: u32| content.links.areas.get(at as usize).copied().flatten() == Some(area);
        let items = all.iter().filter(|&&at| inside(at)).filter_map(|&at| seen.item(atlas, content, at, None));
        let mut items: Vec<Item<'a>> = items.collect();
        let score = |item: &Item<'_>| item.reason.as_ref().map_or(0.0, |reason| reason.score);
        items.sort_by(|left, right| score(right).total_cmp(&score(left)));
        items
    };
    let with_items = seen.about.surroundings.alike.iter().filter_map(|likeness| {
        let mut items = of_area(likeness.area);
        let of = items.len();
        items.truncate(OF_EACH);
        let area = atlas.areas.get(likeness.area as usize)?;
        (of > 0).then(|| Alike { area, likeness: likeness.clone(), items, of })
    });
    with_items.take(AREAS).collect()
}
