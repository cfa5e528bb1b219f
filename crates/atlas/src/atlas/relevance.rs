//! Which examples from elsewhere are put forward for a place, and why.
//!
//! Rule-based, with every input kept so that a page can say the reason in a sentence. What counts, and how much, stands
//! in [`WEIGHTS`] and [`PHASES`] and nowhere else; `/methode` and the decision on suggestions repeat them.
//!
//! - theme: how far the place stands out (see [`super::standout`]) on the theme of the example on which it stands out
//!   most. An example with several themes says less about each: divided by the root of their number.
//! - likeness: how much the focus area of the example is like the place, by the order of similar places.
//! - phase: an example that was carried out tells more than a plan.
//! - evidence: its step on the evidence scale.
//!
//! What is unknown counts for nothing. Examples inside the place and those that are not featured are never put forward;
//! those on no theme on which the place stands out only after all others, from an area like the place, up to
//! [`AT_LEAST`]. Of one area, and on one theme, at most [`MOST_ALIKE`] are put forward.

use crate::domain::{Level, PracticeExample, ThemeFacet};

use super::Atlas;
use super::place::{Place, PlaceId};
use super::practice_links::PracticeLinks;
use super::similar::{FeatureValue, Scope};
use super::standout::{STANDS_OUT, Standing};

/// How much each ground weighs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weights {
    /// The place stands out on a theme of the example.
    pub theme: f64,
    /// The area of the example is like the place.
    pub likeness: f64,
    /// How far the example got.
    pub phase: f64,
    /// How well it is supported.
    pub evidence: f64,
    /// Usual distances from Nederland at which the theme counts in full.
    pub full_theme: f64,
}

/// The weights. They add up to 1.
pub const WEIGHTS: Weights = Weights { theme: 0.50, likeness: 0.30, phase: 0.15, evidence: 0.05, full_theme: 6.0 };

/// What a phase counts for, by its id.
pub const PHASES: [(&str, f64); 4] =
    [("uitvoeren", 1.0), ("ontwerpen", 0.5), ("initieren", 0.25), ("orienteren", 0.25)];

/// Most suggestions from one area, and on one theme.
pub const MOST_ALIKE: usize = 2;

/// Where fewer than this are on a theme on which the place stands out, others from areas like it follow.
pub const AT_LEAST: usize = 3;

/// Suggestions per place.
pub const SUGGESTIONS: usize = 6;

/// Similar regions that are looked at to find the areas they lie in.
const REGIONS_ASKED: usize = 60;

/// How much a focus area is like a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Likeness {
    /// Position of the area.
    pub area: u32,
    /// 1 for the area most alike.
    pub rank: u32,
    /// Areas compared.
    pub of: u32,
    /// The features that lie closest together.
    pub alike: Vec<FeatureValue>,
    /// The feature that lies furthest apart.
    pub differs: FeatureValue,
    /// The region that was compared in its stead, where the place is a region itself: one inside the area or, for a
    /// gemeente, the gemeente that the area lies in.
    pub through: Option<(Level, String)>,
}

impl Likeness {
    /// 1 for the area most alike, falling to 0.
    fn share(&self) -> f64 {
        if self.of == 0 { 0.0 } else { 1.0 - f64::from(self.rank.saturating_sub(1)) / f64::from(self.of) }
    }
}

/// What a place is like: where it stands out, and which focus areas are like it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Surroundings {
    /// The strongest figure of each theme, also where it does not stand out.
    pub standings: Vec<Standing>,
    /// Focus areas, most alike first, without the place itself.
    pub alike: Vec<Likeness>,
}

impl Surroundings {
    /// The figure by which the place stands out on the theme at `theme`; `None` where it does not.
    pub fn standing_out(&self, theme: usize) -> Option<&Standing> {
        self.standings.iter().find(|standing| standing.theme == theme && standing.distance >= STANDS_OUT)
    }

    /// How much the area at `area` is like the place.
    pub fn likeness(&self, area: u32) -> Option<&Likeness> {
        self.alike.iter().find(|likeness| likeness.area == area)
    }
}

/// The areas of any programme like a place, most alike first.
pub fn alike(atlas: &Atlas, place: &Place) -> Vec<Likeness> {
    let own_areas: Vec<u32> = areas_of(atlas, place);
    let asked = if matches!(place.id, PlaceId::Region(_)) { REGIONS_ASKED } else { atlas.areas.len() };
    let Some(similar) = atlas.similar_beside(place, (Scope::Programme, None), asked, None) else { return Vec::new() };
    let mut list: Vec<Likeness> = Vec::new();
    for found in similar.places {
        let (areas, through) = match found.id {
            PlaceId::Area(area) => (vec![area], None),
            PlaceId::Region(code) => {
                let name = atlas.base().name(code).map(|name| (code.level(), name.to_owned()));
                let inside = atlas.areas_containing(code).into_iter().filter_map(|slug| position(atlas, slug.as_str()));
                (inside.collect(), name)
            }
            PlaceId::Rest(_) | PlaceId::Own => continue,
        };
        for area in areas {
            if own_areas.contains(&area) || list.iter().any(|known| known.area == area) {
                continue;
            }
            let (alike, through) = (found.alike.clone(), through.clone());
            list.push(Likeness { area, rank: 0, of: 0, alike, differs: found.differs, through });
        }
    }
    let of = u32::try_from(list.len()).unwrap_or(u32::MAX);
    for (likeness, rank) in list.iter_mut().zip(1_u32..) {
        (likeness.rank, likeness.of) = (rank, of);
    }
    list
}

/// Positions of the focus areas that a place is or lies in.
fn areas_of(atlas: &Atlas, place: &Place) -> Vec<u32> {
    match place.id {
        PlaceId::Area(area) => vec![area],
        PlaceId::Region(code) => {
            atlas.areas_containing(code).into_iter().filter_map(|slug| position(atlas, slug.as_str())).collect()
        }
        PlaceId::Rest(_) | PlaceId::Own => Vec::new(),
    }
}

fn position(atlas: &Atlas, slug: &str) -> Option<u32> {
    atlas.area(slug).and_then(|(at, _)| u32::try_from(at).ok())
}

/// Why an example may matter to a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// Position of the example.
    pub example: u32,
    /// The figure by which the place stands out on a theme of the example.
    pub standing: Option<Standing>,
    /// How much the area of the example is like the place.
    pub likeness: Option<Likeness>,
    /// For ordering only: never shown without its grounds.
    pub score: f64,
}

/// What reasons are made from.
#[derive(Clone, Copy, Debug)]
pub struct Grounds<'a> {
    /// The release.
    pub atlas: &'a Atlas,
    /// The examples.
    pub practice: &'a [PracticeExample],
    /// Where they lie.
    pub links: &'a PracticeLinks,
}

impl Grounds<'_> {
    /// Why the example at `example` may matter to a place with these surroundings.
    pub fn reason(&self, surroundings: &Surroundings, example: u32) -> Option<Reason> {
        let facts = self.practice.get(example as usize)?;
        let domains: Vec<usize> = facts.themes.iter().filter_map(|id| self.domain(id)).collect();
        let standing = domains
            .iter()
            .filter_map(|&theme| surroundings.standing_out(theme))
            .max_by(|left, right| left.distance.total_cmp(&right.distance))
            .copied();
        let area = self.links.areas.get(example as usize).copied().flatten();
        let likeness = area.and_then(|area| surroundings.likeness(area)).cloned();
        let theme = standing.map_or(0.0, |standing| (standing.distance / WEIGHTS.full_theme).min(1.0));
        let score = WEIGHTS.theme * theme / breadth(facts.themes.len())
            + WEIGHTS.likeness * likeness.as_ref().map_or(0.0, Likeness::share)
            + WEIGHTS.phase * phase(&facts.phase)
            + WEIGHTS.evidence * self.evidence(&facts.evidence);
        Some(Reason { example, standing, likeness, score })
    }

    /// The examples put forward for a place, best first. `inside` are those inside it, ascending.
    pub fn suggest(&self, surroundings: &Surroundings, inside: &[u32], count: usize) -> Vec<Reason> {
        let mut all: Vec<Reason> = (0_u32..)
            .zip(self.practice)
            .filter(|(at, example)| example.featured && inside.binary_search(at).is_err())
            .filter_map(|(at, _)| self.reason(surroundings, at))
            .filter(|reason| reason.standing.is_some() || reason.likeness.is_some())
            .collect();
        all.sort_by(|left, right| {
            let on_theme = right.standing.is_some().cmp(&left.standing.is_some());
            on_theme.then(right.score.total_cmp(&left.score)).then(left.example.cmp(&right.example))
        });
        let mut chosen: Vec<Reason> = Vec::new();
        for reason in all {
            if reason.standing.is_none() && chosen.len() >= AT_LEAST {
                break;
            }
            let area = |reason: &Reason| self.links.areas.get(reason.example as usize).copied().flatten();
            let theme = |reason: &Reason| reason.standing.map(|standing| standing.theme);
            let own = area(&reason);
            let same_area = chosen.iter().filter(|known| own.is_some() && area(known) == own).count();
            let own_theme = theme(&reason);
            let same_theme = chosen.iter().filter(|known| own_theme.is_some() && theme(known) == own_theme).count();
            if same_area < MOST_ALIKE && same_theme < MOST_ALIKE {
                chosen.push(reason);
            }
            if chosen.len() == count {
                break;
            }
        }
        chosen
    }

    /// Position of a theme that is a domain of life; `None` for ways of working, which no figure is about.
    fn domain(&self, id: &str) -> Option<usize> {
        let themes = &self.atlas.vocabulary.themes;
        themes.iter().position(|theme| theme.id == id && theme.facet == ThemeFacet::Leefgebied)
    }

    fn evidence(&self, id: &str) -> f64 {
        let scale = &self.atlas.vocabulary.evidence;
        let step = scale.iter().position(|level| level.id == id).and_then(|at| u32::try_from(at).ok());
        let last = u32::try_from(scale.len()).ok().and_then(|len| len.checked_sub(1)).filter(|&last| last > 0);
        step.zip(last).map_or(0.0, |(step, last)| f64::from(step) / f64::from(last))
    }
}

fn phase(id: &str) -> f64 {
    PHASES.iter().find(|(known, _)| *known == id).map_or(0.0, |(_, share)| *share)
}

/// The root of the number of themes, at least 1.
fn breadth(themes: usize) -> f64 {
    f64::from(u32::try_from(themes.max(1)).unwrap_or(u32::MAX)).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_add_up_to_one() {
        let sum = WEIGHTS.theme + WEIGHTS.likeness + WEIGHTS.phase + WEIGHTS.evidence;
        assert!((sum - 1.0).abs() < 1e-12);
    }

    #[test]
    fn an_example_that_was_carried_out_counts_more_than_a_plan_and_an_unknown_phase_for_nothing() {
        assert!(phase("uitvoeren") > phase("ontwerpen") && phase("ontwerpen") > phase("orienteren"));
        assert!(phase("").abs() < 1e-12);
    }

    #[test]
    fn an_example_with_four_themes_says_half_as_much_about_each() {
        assert!((breadth(4) - 2.0).abs() < 1e-12);
        assert!((breadth(0) - 1.0).abs() < 1e-12);
    }
}
