//! The content of a release: what people wrote, how it is found, and for which place it is put forward.
//!
//! It stands apart from the figures and outlines of the [`Atlas`], because it changes at another pace: an editor who
//! publishes something makes a new `Content` beside the same Atlas (`Served::with_content`), in milliseconds, and a
//! request in flight finishes on the old one. The Atlas keeps what the release itself brought; `Content` holds that and
//! whatever editors published on top, in one list. Pages read examples, publications and events from here.

use std::borrow::Cow;
use std::time::Instant;

use tracing::info;

use crate::domain::{Event, PracticeExample, Publication};

use super::arrangement::Arrangement;
use super::place::{Place, PlaceId};
use super::practice_links::{PracticeLinks, distance_km};
use super::relevance::{Grounds, Reason, SUGGESTIONS, Surroundings, alike};
use super::shelf::{Placed, Shelf};
use super::standout::Yardsticks;
use super::{AreaAtlas, Atlas};

/// What is known about a place beforehand.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlaceContent {
    /// Positions of the examples inside it, ascending.
    pub inside: Vec<u32>,
    /// Where it stands out, and which focus areas are like it.
    pub surroundings: Surroundings,
    /// Examples from elsewhere that are put forward, best first.
    pub suggestions: Vec<Reason>,
}

/// Examples, publications and events, with everything derived from them.
#[derive(Debug)]
pub struct Content {
    /// Number of times that editors changed it since the release was taken up.
    pub edition: u64,
    /// Practice examples; those of the release first, ordered by id.
    pub practice: Vec<PracticeExample>,
    /// Publications.
    pub publications: Vec<Publication>,
    /// Events.
    pub events: Vec<Event>,
    /// Where the examples lie.
    pub links: PracticeLinks,
    /// How the examples stand in lists and on maps.
    pub arrangement: Arrangement,
    /// Examples by word and facet.
    pub shelf: Shelf,
    yardsticks: Yardsticks,
    areas: Vec<PlaceContent>,
}

impl Content {
    /// The content of the release itself.
    pub fn of(atlas: &Atlas) -> Self {
        Self::new(atlas, 0, atlas.practice.clone(), atlas.publications.clone(), atlas.events.clone())
    }

    /// The content of a release with what editors made of it.
    pub fn new(
        atlas: &Atlas,
        edition: u64,
        practice: Vec<PracticeExample>,
        publications: Vec<Publication>,
        events: Vec<Event>,
    ) -> Self {
        let clock = Instant::now();
        let yardsticks = Yardsticks::of(atlas);
        let around = |area: &AreaAtlas| surroundings(atlas, &yardsticks, &area.place);
        let surroundings: Vec<Surroundings> = atlas.areas.iter().map(around).collect();
        let known = (yardsticks, surroundings);
        Self::put_together(atlas, edition, (practice, publications, events), known, clock)
    }

    /// The same with these examples, which visitors sent in and editors published, behind those of the release. What
    /// follows from figures alone is taken over.
    #[must_use]
    pub fn with_sent_in(&self, atlas: &Atlas, edition: u64, sent_in: Vec<PracticeExample>) -> Self {
        let practice = atlas.practice.iter().cloned().chain(sent_in).collect();
        let items = (practice, self.publications.clone(), self.events.clone());
        let surroundings = self.areas.iter().map(|area| area.surroundings.clone()).collect();
        Self::put_together(atlas, edition, items, (self.yardsticks.clone(), surroundings), Instant::now())
    }

    /// The examples that visitors sent in.
    pub fn sent_in(&self) -> &[PracticeExample] {
        let first = self.practice.iter().position(|example| example.sent_in.is_some());
        first.and_then(|first| self.practice.get(first..)).unwrap_or_default()
    }

    fn put_together(
        atlas: &Atlas,
        edition: u64,
        (practice, publications, events): (Vec<PracticeExample>, Vec<Publication>, Vec<Event>),
        (yardsticks, surroundings): (Yardsticks, Vec<Surroundings>),
        clock: Instant,
    ) -> Self {
        let looked = clock.elapsed();
        let links = PracticeLinks::new(atlas.base(), &atlas.areas, &practice);
        let shelf = Shelf::new(&atlas.vocabulary, &practice, |at, example| placed(atlas, &links, at, example));
        let arrangement = Arrangement::new(&practice, &links);
        let indexed = clock.elapsed().saturating_sub(looked);
        let areas = Vec::new();
        let mut content =
            Self { edition, practice, publications, events, links, arrangement, shelf, yardsticks, areas };
        let areas = atlas.areas.iter().zip(surroundings);
        content.areas =
            areas.map(|(area, surroundings)| content.place_content(atlas, &area.place, surroundings)).collect();
        info!(
            examples = content.practice.len(),
            index_milliseconds = indexed.as_secs_f64() * 1000.0,
            relevance_milliseconds = clock.elapsed().saturating_sub(indexed).as_secs_f64() * 1000.0,
            "content"
        );
        content
    }

    /// Position and facts of the example `id`.
    pub fn example(&self, id: &str) -> Option<(u32, &PracticeExample)> {
        (0_u32..).zip(&self.practice).find(|(_, example)| example.id == id)
    }

    /// What is known about a place: for focus areas beforehand, for others computed now.
    pub fn about(&self, atlas: &Atlas, place: &Place) -> Cow<'_, PlaceContent> {
        match place.id {
            PlaceId::Area(area) => self.areas.get(area as usize).map(Cow::Borrowed),
            _ => None,
        }
        .unwrap_or_else(|| Cow::Owned(self.look_around(atlas, place)))
    }

    /// Why the example at `example` may matter to a place.
    pub fn reason(&self, atlas: &Atlas, surroundings: &Surroundings, example: u32) -> Option<Reason> {
        self.grounds(atlas).reason(surroundings, example)
    }

    /// Kilometres from `point` to the example; `None` where its place is not known as precisely as a wijk.
    pub fn kilometres(&self, point: [f64; 2], example: u32) -> Option<f64> {
        let facts = self.practice.get(example as usize)?;
        let own = self.links.points.get(example as usize).copied().flatten()?;
        facts.precision.allows_distance().then(|| distance_km(point, own))
    }

    fn look_around(&self, atlas: &Atlas, place: &Place) -> PlaceContent {
        self.place_content(atlas, place, surroundings(atlas, &self.yardsticks, place))
    }

    fn place_content(&self, atlas: &Atlas, place: &Place, surroundings: Surroundings) -> PlaceContent {
        let inside = self.links.inside(atlas, &self.practice, place);
        let suggestions = self.grounds(atlas).suggest(&surroundings, &inside, SUGGESTIONS);
        PlaceContent { inside, surroundings, suggestions }
    }

    fn grounds<'a>(&'a self, atlas: &'a Atlas) -> Grounds<'a> {
        Grounds { atlas, practice: &self.practice, links: &self.links }
    }
}

fn surroundings(atlas: &Atlas, yardsticks: &Yardsticks, place: &Place) -> Surroundings {
    Surroundings { standings: yardsticks.strongest(atlas, place), alike: alike(atlas, place) }
}

fn placed<'a>(atlas: &'a Atlas, links: &PracticeLinks, at: usize, example: &PracticeExample) -> Placed<'a> {
    let area = links.areas.get(at).copied().flatten();
    let area_name = area.and_then(|area| atlas.areas.get(area as usize)).map_or("", |area| area.area.name.as_str());
    let place_name = example.place.and_then(|code| atlas.base().name(code)).unwrap_or_default();
    Placed { area, area_name, place_name }
}
