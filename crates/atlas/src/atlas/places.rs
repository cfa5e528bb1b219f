//! The figure of any place in any period, under the rule of its indicator.

use std::sync::Arc;

use crate::domain::{IndicatorPeriod, Level, Missing, RegionCode, Rule, Source, Value};
use crate::stats::aggregate::{Aggregate, Part, ratio, sum, weighted_mean};

use super::figures::{Figure, FigureCoverage, MemberBasis, Origin};
use super::members::{LIMITS, LIMITS_FOR_COUNTS, VintageMembers};
use super::period::PeriodRef;
use super::place::{Place, PlaceId};
use super::plan::{LevelPlan, Plan};
use super::{Atlas, VintageAtlas};

impl Atlas {
    /// The figures of a place for every indicator and period of the catalogue.
    pub fn place_figures(&self, place: &Place) -> Vec<Vec<Figure>> {
        self.indicators().map(|one| one.periods().map(|at| self.place_figure(place, at)).collect()).collect()
    }

    /// The figure of a place in one period. Figures of focus areas were derived when the Atlas was built; those of other
    /// places are computed here by the same rules.
    pub fn place_figure(&self, place: &Place, at: PeriodRef<'_>) -> Figure {
        let known = match place.id {
            PlaceId::Area(index) => at.figures.areas.get(index as usize),
            PlaceId::Rest(index) => at.figures.rest.get(index as usize),
            PlaceId::Region(_) | PlaceId::Own => place.ahead.get(at.id()),
        };
        known.copied().unwrap_or_else(|| self.compute_figure(place, at))
    }

    /// Computes the figure of a place in one period.
    pub(super) fn compute_figure(&self, place: &Place, at: PeriodRef<'_>) -> Figure {
        if let Some(own) = self.own_row(place, at) {
            return own;
        }
        match self.members_of(place, at) {
            Ok(members) => self.figure_of_members(place, at, &members),
            Err(reason) => Figure::missing(reason),
        }
    }

    /// The row of the region itself, where its vintage and level have one that was not built from buurten.
    fn own_row(&self, place: &Place, at: PeriodRef<'_>) -> Option<Figure> {
        let PlaceId::Region(code) = place.id else { return None };
        if !at.on_base() {
            return None;
        }
        let figures = at.level(code.level())?;
        if figures.origin == Origin::Aggregated {
            return None;
        }
        let index = self.base().level(code.level())?.index(code)?;
        Some(figures.figure(index))
    }

    /// The members of a place in the vintage of a period, or why there are none.
    ///
    /// # Errors
    /// The reason that the figure of the period is missing for this place.
    pub fn members_of(&self, place: &Place, at: PeriodRef<'_>) -> Result<Arc<VintageMembers>, Missing> {
        let (declared, plan) = (at.period, &at.figures.plan);
        let vintage = self.vintage(declared.vintage).ok_or(Missing::NotInDelivery)?;
        let lowest = plan.lowest().ok_or(Missing::NotInDelivery)?;
        let Some(cross) = &vintage.cross else { return Ok(Arc::new(listed_members(vintage, place, plan))) };
        let own_level = match place.id {
            PlaceId::Region(code) => Some(code.level()),
            _ => None,
        };
        if own_level.is_some_and(|level| level > lowest) {
            return Err(Missing::NotPublishedAtLevel);
        }
        let limits = limits_of(&declared.rule);
        let people = |buurt: u32| self.inhabitants(buurt);
        let mut levels: Vec<Level> = own_level.into_iter().filter(|&level| plan.level(level).is_some()).collect();
        if own_level != Some(lowest) {
            levels.push(lowest);
        }
        levels
            .into_iter()
            .map(|level| {
                let seek = || cross.members(&place.buurten, people, level);
                place.found.or_seek((declared.vintage, level), seek)
            })
            .find(|members| members.holds(limits))
            .ok_or(Missing::BoundaryChanged)
    }

    pub(super) fn figure_of_members(&self, place: &Place, at: PeriodRef<'_>, members: &VintageMembers) -> Figure {
        let (declared, plan) = (at.period, &at.figures.plan);
        let value_of = |plan: &LevelPlan, index: u32| {
            self.columns.value(&self.figures, plan.value, index).unwrap_or(Value::Missing(Missing::NotInDelivery))
        };
        let single = match (members.regions.as_slice(), &declared.rule) {
            (_, Rule::Ratio { .. }) => None,
            (&[(level, index)], _) => plan.level(level).map(|plan| value_of(plan, index)),
            _ => None,
        };
        let is_region = matches!(place.id, PlaceId::Region(_));
        if declared.is_never_aggregated() && !(is_region && single.is_some()) {
            return Figure { members: members.basis, ..Figure::missing(Missing::NotAggregable) };
        }
        if let Some(value) = single {
            let coverage = (!is_region).then(|| FigureCoverage {
                share: f64::from(u8::from(value.known().is_some())),
                members: 1,
                known: u32::from(value.known().is_some()),
            });
            let origin = if declared.published { Origin::Published } else { Origin::Computed };
            // What is taken over as it was published keeps its margin.
            let margin = match members.regions.as_slice() {
                &[(level, index)] => at.level(level).and_then(|figures| figures.margin(index as usize)),
                _ => None,
            };
            let figure = Figure { coverage, origin, members: members.basis, ..Figure::published(value) };
            return figure.with_margin(margin);
        }
        self.aggregate(&declared.rule, plan, members)
    }

    /// The figure of these members together, under a rule.
    pub(super) fn aggregate(&self, rule: &Rule, plan: &Plan, members: &VintageMembers) -> Figure {
        let parts = self.parts(plan, members);
        let mut aggregate = match rule {
            Rule::Sum {} => sum(&parts),
            Rule::Weighted { .. } => weighted_mean(&parts),
            Rule::Ratio { factor, min_denominator, .. } => ratio(&parts, *factor, *min_denominator),
            Rule::None { .. } => return Figure::missing(Missing::NotAggregable),
        };
        if aggregate.value.is_ok() && rule.min_count().is_some_and(|least| self.counted(plan, members) < least.least) {
            aggregate.value = Err(Missing::DenominatorTooSmall);
        }
        figure_from(&aggregate, members.basis)
    }

    /// How often what a rule counts is there in these members.
    fn counted(&self, plan: &Plan, members: &VintageMembers) -> f64 {
        let count = |&(level, index): &(Level, u32)| {
            let column = plan.level(level)?.count?;
            self.columns.value(&self.figures, column, index)?.known()
        };
        members.regions.iter().filter_map(count).sum()
    }

    /// Value and weight of each member.
    pub(super) fn parts(&self, plan: &Plan, members: &VintageMembers) -> Vec<Part> {
        let known = |at, index| self.columns.value(&self.figures, at, index).and_then(Value::known);
        let part = |&(level, index): &(Level, u32)| {
            let plan = plan.level(level);
            Part {
                value: plan.and_then(|plan| known(plan.value, index)),
                weight: plan.and_then(|plan| plan.weight).and_then(|weight| known(weight, index)),
            }
        };
        members.regions.iter().map(part).collect()
    }

    /// The values of the members of a place in a period: level, position in the vintage of the period, value. Empty
    /// where the place has no members in that vintage.
    pub fn member_values(&self, place: &Place, at: PeriodRef<'_>) -> Vec<(Level, u32, Value)> {
        let mut list = Vec::new();
        self.each_member(place, at, |level, position, value| list.push((level, position, value)));
        list
    }

    /// The known values among them with their level, in the order of the members, and how many members there are;
    /// `None` where the place has no members in that vintage.
    pub fn known_members(&self, place: &Place, at: PeriodRef<'_>) -> Option<(Level, Vec<f64>, usize)> {
        let (mut values, mut members, mut found) = (Vec::new(), 0, None);
        self.each_member(place, at, |level, _, value| {
            found = Some(level);
            members += 1;
            values.extend(value.known());
        });
        Some((found?, values, members))
    }

    /// Hands every member region of a place, at the lowest level that a period has, to `take`: level, position in the
    /// vintage of the period, value.
    fn each_member(&self, place: &Place, at: PeriodRef<'_>, mut take: impl FnMut(Level, u32, Value)) {
        let Ok(members) = self.members_of(place, at) else { return };
        let lowest = at.figures.levels.iter().max_by_key(|figures| figures.level);
        let Some((vintage, figures)) = self.vintage(at.period.vintage).zip(lowest) else { return };
        let lowest = figures.level;
        for &(level, position) in &members.regions {
            for position in vintage.span_within(level, position, lowest) {
                take(lowest, position, figures.values.get(position as usize));
            }
        }
    }

    /// The source of a period.
    pub fn source_of(&self, declared: &IndicatorPeriod) -> Option<&Source> {
        self.catalogue.source(&declared.source)
    }

    /// Inhabitants of the base vintage in a buurt; 0 where unknown (it may be nil).
    pub(super) fn inhabitants(&self, buurt: u32) -> f64 {
        self.base_inhabitants.get(buurt as usize).known().unwrap_or_default()
    }

    /// The place of the municipality that a place lies in, where it is one.
    pub fn gemeente_of(&self, place: &Place) -> Option<RegionCode> {
        match place.id {
            PlaceId::Area(index) | PlaceId::Rest(index) => {
                self.areas.get(index as usize).map(|area| area.area.gemeente)
            }
            PlaceId::Region(code) => code.gemeente(),
            PlaceId::Own => self.only_gemeente(place),
        }
    }
}

/// Counts, and ratios recomputed from counts, must hold nearly everyone; averages may miss some.
const fn limits_of(rule: &Rule) -> (f64, f64) {
    match rule {
        Rule::Sum {} | Rule::Ratio { .. } => LIMITS_FOR_COUNTS,
        Rule::Weighted { .. } | Rule::None { .. } => LIMITS,
    }
}

/// The listed members at a level that the delivery has: the region itself, else the regions inside it.
fn listed_members(vintage: &VintageAtlas, place: &Place, plan: &Plan) -> VintageMembers {
    let mut regions = Vec::new();
    for &(level, position) in &place.listed {
        let target = if plan.level(level).is_some() {
            Some(level)
        } else {
            plan.levels.iter().map(|plan| plan.level).find(|&candidate| candidate > level)
        };
        if let Some(target) = target {
            regions.extend(vintage.span_within(level, position, target).map(|at| (target, at)));
        }
    }
    VintageMembers { regions, basis: MemberBasis::Listed }
}

/// A figure with its coverage.
pub(super) fn figure_from(aggregate: &Aggregate, basis: MemberBasis) -> Figure {
    Figure {
        value: aggregate.value.map_or_else(Value::Missing, Value::Known),
        margin: None,
        origin: Origin::Aggregated,
        coverage: Some(FigureCoverage { share: aggregate.share, members: aggregate.members, known: aggregate.known }),
        at_least: aggregate.at_least,
        members: basis,
    }
}
