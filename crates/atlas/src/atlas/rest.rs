//! The rest of a gemeente: what lies outside a place in it and outside every area of the programme.
//!
//! Method (house plan): counts by subtraction from the published row of the gemeente; shares, means and rates from the
//! members outside. The rest of a focus area is derived with the Atlas. Beside a selection of a reader's own it is
//! made by the same rule, with one reserve: a reader could select everything but one buurt, so a count is subtracted
//! only where every part of the rest has a published figure of its own, and otherwise added up from those that have.

use std::collections::BTreeSet;

use crate::domain::{Level, Period, Value};

use super::figures::{Figure, Origin};
use super::period::PeriodRef;
use super::place::{Place, PlaceId};
use super::{Atlas, VintageAtlas};

/// The rest of the gemeente that a place lies in.
#[derive(Clone, Debug)]
pub enum Rest {
    /// That of the focus area at this position, derived with the Atlas.
    OfArea(u32),
    /// That of a selection: the first year of every set of areas that there was, ascending, with what was left then.
    OfOwn(Vec<(u16, OwnRest)>),
}

/// The rest of a gemeente beside a selection, at one time.
#[derive(Clone, Debug)]
pub struct OwnRest {
    /// Its members.
    members: Place,
    /// Everything in the gemeente that it leaves out.
    taken: Place,
}

impl Atlas {
    /// The rest of the gemeente of a focus area, or of a selection inside one gemeente; `None` for other places and
    /// where nobody lives in what is left.
    pub fn rest_of(&self, place: &Place) -> Option<Rest> {
        match place.id {
            PlaceId::Area(area) => return Some(Rest::OfArea(area)),
            PlaceId::Own => {}
            PlaceId::Region(_) | PlaceId::Rest(_) => return None,
        }
        let base = self.base();
        let gemeente = self.gemeente_of(place)?;
        let position = u32::try_from(base.gemeente.index(gemeente)?).ok()?;
        let programme = self.programme().map(|(at, _)| at);
        let beside = |year: u16| {
            let areas = programme.into_iter().flat_map(move |at| self.areas_inside(Some(at), year));
            let places =
                areas.filter(|area| area.area.gemeente == gemeente).map(move |area| area.place_in(Period::Year(year)));
            let taken: BTreeSet<u32> = places.flat_map(|place| &place.buurten).chain(&place.buurten).copied().collect();
            let members = outside(base, PlaceId::Own, position, &taken);
            (year, OwnRest { members, taken: Place::from_codes(base, PlaceId::Own, base.written(&taken)) })
        };
        let rests: Vec<(u16, OwnRest)> = self.set_years().into_iter().map(beside).collect();
        let people = |rest: &OwnRest| rest.members.buurten.iter().map(|&buurt| self.inhabitants(buurt)).sum::<f64>();
        rests.iter().any(|(_, rest)| people(rest) > 0.0).then_some(Rest::OfOwn(rests))
    }

    /// The figure of the rest in one period, beside the areas of that time.
    pub fn rest_figure(&self, rest: &Rest, at: PeriodRef<'_>) -> Option<Figure> {
        let rests = match rest {
            Rest::OfArea(area) => return at.figures.rest.get(*area as usize).copied(),
            Rest::OfOwn(rests) => rests,
        };
        let (_, OwnRest { members, taken }) = rests.iter().rev().find(|(from, _)| *from <= at.period.period.end())?;
        let added = self.compute_figure(members, at);
        if !subtracted(at) || added.at_least || added.value.known().is_none() {
            return Some(added);
        }
        let gemeente = self.gemeente_of(members).and_then(|code| self.base().gemeente.index(code));
        let whole = gemeente.and_then(|position| at.region(Level::Gemeente, position).known());
        let part = self.compute_figure(taken, at);
        let part = part.value.known().filter(|_| !part.at_least);
        let figure = whole.zip(part).map(|(whole, part)| Figure {
            origin: Origin::Aggregated,
            ..Figure::published(Value::Known(whole - part))
        });
        Some(figure.unwrap_or(added))
    }

    /// The part of the municipality of an area outside it and every area of its programme, as these were delimited in a
    /// period.
    pub(super) fn rest_place(&self, index: usize, period: Period) -> Option<Place> {
        let base = self.base();
        let gemeente = self.areas.get(index)?.area.gemeente;
        let position = u32::try_from(base.gemeente.index(gemeente)?).ok()?;
        let beside = self.areas_beside(index, period.end());
        let taken: BTreeSet<u32> = beside.flat_map(|(_, area)| area.place_in(period).buurten.iter().copied()).collect();
        Some(outside(base, PlaceId::Rest(u32::try_from(index).ok()?), position, &taken))
    }
}

/// Whether the figure of a rest is found by subtraction: counts with a published row of the gemeente and of wijken.
pub(super) fn subtracted(at: PeriodRef<'_>) -> bool {
    at.period.is_count() && at.on_base() && at.period.levels.contains(&Level::Wijk)
}

/// What a gemeente has outside these buurten: whole wijken where none of them is taken, else the buurten that are not.
fn outside(base: &VintageAtlas, id: PlaceId, gemeente: u32, taken: &BTreeSet<u32>) -> Place {
    let mut codes = Vec::new();
    for wijk in base.positions_within(Level::Gemeente, gemeente, Level::Wijk) {
        let buurten = base.positions_within(Level::Wijk, wijk, Level::Buurt);
        if buurten.iter().any(|buurt| taken.contains(buurt)) {
            let left = buurten.iter().filter(|buurt| !taken.contains(buurt));
            codes.extend(left.filter_map(|&buurt| base.buurt.codes.get(buurt as usize)).copied());
        } else {
            codes.extend(base.wijk.codes.get(wijk as usize).copied());
        }
    }
    Place::from_codes(base, id, codes)
}
