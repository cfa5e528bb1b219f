//! The list: by words and facets, sorted, in pages, with the spots of the map.

use serde::Serialize;
use tantivy::TantivyError;
use utoipa::ToSchema;

use super::{Item, Nearness, Seen, card};
use crate::atlas::shelf::{Choice, Counts, OUTSIDE};
use crate::atlas::{Atlas, Content};
use crate::domain::{Lang, Text, ThemeFacet};

/// Examples on a page.
pub const PAGE_SIZE: usize = 20;

/// The value of the facet `gebied` for examples outside every focus area.
pub const OUTSIDE_ID: &str = "buiten";

/// In which order examples stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// With words by how well they match; from a place by why they matter there; else featured and newest first.
    #[default]
    Relevance,
    /// Nearest first, unknown distances last.
    Distance,
    /// Newest first, undated last.
    Date,
}

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub struct ListQuery {
    pub words: String,
    /// Ids of domains of life.
    pub domains: Vec<String>,
    /// Ids of ways of working.
    pub approaches: Vec<String>,
    /// Slugs of areas, and [`OUTSIDE_ID`].
    pub areas: Vec<String>,
    /// Ids of phases.
    pub phases: Vec<String>,
    /// Ids of audiences.
    pub audiences: Vec<String>,
    /// Order.
    pub sort: Sort,
    /// Page, from 1.
    pub page: usize,
}

/// A value that a facet does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// The facet.
    pub parameter: &'static str,
    pub value: String,
    /// The values it has, joined by a comma and a space.
    pub allowed: String,
}

/// A value of a facet.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = FacetValueBody)]
pub struct FacetValue<'a> {
    /// Id.
    pub id: &'a str,
    /// Label.
    pub label: Label<'a>,
    /// Examples that it would show.
    pub count: u32,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// A text in both languages.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[schema(as = TextBody)]
pub struct Label<'a> {
    /// Dutch.
    pub nl: &'a str,
    /// English.
    pub en: &'a str,
}

impl<'a> Label<'a> {
    /// The label in a language.
    pub const fn get(self, lang: Lang) -> &'a str {
        lang.pick(self.nl, self.en)
    }
}

impl<'a> From<&'a Text> for Label<'a> {
    fn from(text: &'a Text) -> Self {
        Self { nl: &text.nl, en: &text.en }
    }
}

/// A facet. Values that no example has are left out.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = FacetBody, description = "A facet.")]
pub struct Facet<'a> {
    /// Its parameter.
    pub parameter: &'static str,
    /// Its values.
    pub values: Vec<FacetValue<'a>>,
}

/// Examples at one point.
#[derive(Clone, Debug)]
pub struct Spot {
    /// Longitude and latitude.
    pub point: [f64; 2],
    /// Positions of the examples.
    pub examples: Vec<u32>,
}

#[derive(Clone, Debug)]
pub struct ListView<'a> {
    /// Examples found.
    pub total: usize,
    /// Examples there are.
    pub of_all: usize,
    /// Whether the words were read generously.
    pub close: bool,
    pub facets: Vec<Facet<'a>>,
    /// Examples on this page.
    pub items: Vec<Item<'a>>,
    /// All positions found, in order.
    pub found: Vec<u32>,
    /// This page, from 1.
    pub page: usize,
    /// Pages there are.
    pub pages: usize,
    /// Points of everything found.
    pub spots: Vec<Spot>,
    /// Examples found that have no point.
    pub without_point: usize,
}

/// Why there is no list.
#[derive(Debug)]
pub enum ListError {
    /// A facet does not have the value.
    Unknown(Unknown),
    /// The index failed.
    Index(TantivyError),
}

impl From<TantivyError> for ListError {
    fn from(error: TantivyError) -> Self {
        Self::Index(error)
    }
}

/// The examples that fit `query`, as seen from a place where one is given.
pub fn list<'a>(
    atlas: &'a Atlas,
    content: &'a Content,
    query: &ListQuery,
    seen: Option<&Seen<'a>>,
) -> Result<ListView<'a>, ListError> {
    let choice = choice(atlas, query)?;
    let answer = content.shelf.search(&query.words, &choice)?;
    let found = sorted(atlas, content, query, seen, answer.hits);
    let pages = found.len().div_ceil(PAGE_SIZE).max(1);
    let page = query.page.clamp(1, pages);
    let on_page = found.iter().skip((page - 1) * PAGE_SIZE).take(PAGE_SIZE);
    let item = |&at: &u32| match seen {
        Some(seen) => seen.item(atlas, content, at, None),
        None => Some(Item { card: card(atlas, content, at)?, nearness: None, reason: None }),
    };
    let (spots, without_point) = spots(content, &found);
    Ok(ListView {
        total: found.len(),
        of_all: content.practice.len(),
        close: answer.close && !found.is_empty(),
        facets: facets(atlas, &choice, &answer.counts),
        items: on_page.filter_map(item).collect(),
        found,
        page,
        pages,
        spots,
        without_point,
    })
}

/// The bits of the values asked for.
fn choice(atlas: &Atlas, query: &ListQuery) -> Result<Choice, ListError> {
    let words = &atlas.vocabulary;
    let theme = |facet: ThemeFacet| {
        let themes = words.themes.iter().enumerate().filter(move |(_, theme)| theme.facet == facet);
        themes.map(|(at, theme)| (at, theme.id.as_str())).collect::<Vec<_>>()
    };
    let outside = [(OUTSIDE as usize, OUTSIDE_ID)];
    let areas = atlas.areas.iter().enumerate().map(|(at, area)| (at, area.area.slug.as_str())).chain(outside);
    let phases = words.phases.iter().enumerate().map(|(at, term)| (at, term.id.as_str()));
    let audiences = words.audiences.iter().enumerate().map(|(at, term)| (at, term.id.as_str()));
    Ok(Choice {
        domains: mask("thema", &query.domains, &theme(ThemeFacet::Leefgebied))?,
        approaches: mask("aanpak", &query.approaches, &theme(ThemeFacet::Aanpak))?,
        areas: mask("gebied", &query.areas, &areas.collect::<Vec<_>>())?,
        phases: mask("fase", &query.phases, &phases.collect::<Vec<_>>())?,
        audiences: mask("doelgroep", &query.audiences, &audiences.collect::<Vec<_>>())?,
    })
}

fn mask(parameter: &'static str, wanted: &[String], known: &[(usize, &str)]) -> Result<u64, ListError> {
    let mut mask = 0;
    for value in wanted {
        let Some((at, _)) = known.iter().find(|(_, id)| id == value) else {
            let allowed = known.iter().map(|(_, id)| *id).collect::<Vec<_>>().join(", ");
            return Err(ListError::Unknown(Unknown { parameter, value: value.clone(), allowed }));
        };
        // Positions beyond the mask have no bit on the shelf either.
        mask |= u32::try_from(*at).ok().and_then(|at| 1_u64.checked_shl(at)).unwrap_or(0);
    }
    Ok(mask)
}

fn sorted(
    atlas: &Atlas,
    content: &Content,
    query: &ListQuery,
    seen: Option<&Seen<'_>>,
    hits: Vec<(u32, f32)>,
) -> Vec<u32> {
    let featured = |at: u32| content.practice.get(at as usize).is_some_and(|example| example.featured);
    let rank = |ranks: &[u32], at: u32| ranks.get(at as usize).copied();
    let arrangement = &content.arrangement;
    let mut found: Vec<u32> = hits.into_iter().map(|(at, _)| at).collect();
    match (query.sort, seen) {
        (Sort::Distance, Some(seen)) => {
            let kilometres = |at: u32| match seen.nearness(atlas, content, at) {
                Nearness::Inside => 0.0,
                Nearness::SameArea => 0.5,
                Nearness::Kilometres(distance) => distance,
                Nearness::Unknown => f64::INFINITY,
            };
            found.sort_by_cached_key(|&at| (ordered(kilometres(at)), at));
        }
        (Sort::Relevance, Some(seen)) if query.words.trim().is_empty() => {
            let score = |at: u32| {
                let reason = content.reason(atlas, &seen.about.surroundings, at);
                reason.map_or(0.0, |reason| reason.score)
            };
            found.sort_by_cached_key(|&at| (!featured(at), ordered(-score(at)), at));
        }
        (Sort::Relevance, _) if !query.words.trim().is_empty() => {}
        (Sort::Date, _) => found.sort_unstable_by_key(|&at| rank(&arrangement.newest, at)),
        _ => found.sort_unstable_by_key(|&at| rank(&arrangement.featured, at)),
    }
    found
}

/// A number that sorts by size: thousandths.
fn ordered(value: f64) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "kilometres and shares; infinity becomes the largest number")]
    let thousandths = (value * 1000.0) as i64;
    thousandths
}

/// The spots of everything found, from north to south, and how many have none.
fn spots(content: &Content, found: &[u32]) -> (Vec<Spot>, usize) {
    let arrangement = &content.arrangement;
    let mut examples: Vec<Vec<u32>> = vec![Vec::new(); arrangement.spots.len()];
    let mut without = 0;
    for &at in found {
        let spot = arrangement.spot_of.get(at as usize).copied().flatten();
        match spot.and_then(|spot| examples.get_mut(spot as usize)) {
            Some(here) => here.push(at),
            None => without += 1,
        }
    }
    let pairs = arrangement.spots.iter().zip(examples).filter(|(_, here)| !here.is_empty());
    (pairs.map(|(&point, examples)| Spot { point, examples }).collect(), without)
}

fn facets<'a>(atlas: &'a Atlas, choice: &Choice, counts: &Counts) -> Vec<Facet<'a>> {
    let words = &atlas.vocabulary;
    let themes = |parameter, facet: ThemeFacet, mask| {
        let themes = words.themes.iter().enumerate().filter(move |(_, theme)| theme.facet == facet);
        let values = themes.map(|(at, theme)| (at, theme.id.as_str(), Label::from(&theme.label)));
        facet_of(parameter, values, mask, &counts.themes)
    };
    let areas = atlas
        .areas
        .iter()
        .enumerate()
        .map(|(at, area)| (at, area.area.slug.as_str(), Label { nl: &area.area.name, en: &area.area.name }))
        .chain([(OUTSIDE as usize, OUTSIDE_ID, Label { nl: "Buiten de gebieden", en: "Outside the areas" })]);
    let phases = words.phases.iter().enumerate().map(|(at, term)| (at, term.id.as_str(), Label::from(&term.label)));
    let audiences =
        words.audiences.iter().enumerate().map(|(at, term)| (at, term.id.as_str(), Label::from(&term.label)));
    vec![
        themes("thema", ThemeFacet::Leefgebied, choice.domains),
        themes("aanpak", ThemeFacet::Aanpak, choice.approaches),
        facet_of("gebied", areas, choice.areas, &counts.areas),
        facet_of("fase", phases, choice.phases, &counts.phases),
        facet_of("doelgroep", audiences, choice.audiences, &counts.audiences),
    ]
}

fn facet_of<'a>(
    parameter: &'static str,
    values: impl Iterator<Item = (usize, &'a str, Label<'a>)>,
    mask: u64,
    counts: &[u32; 64],
) -> Facet<'a> {
    let value = |(at, id, label): (usize, &'a str, Label<'a>)| FacetValue {
        id,
        label,
        count: counts.get(at).copied().unwrap_or(0),
        chosen: mask & (1_u64 << at) != 0,
    };
    Facet { parameter, values: values.map(value).collect() }
}
