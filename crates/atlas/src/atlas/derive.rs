//! Everything about a period that follows from its columns: plans, computed levels, areas, references, ranks, breaks.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::domain::{
    Carried, Column, Designation, Indicator, IndicatorPeriod, Level, Margin, Missing, Period, Rule, Value,
};
use crate::stats::aggregate::MIN_COVERAGE;
use crate::stats::breaks::{CLASSES, distinct_breaks, quantile_breaks};
use crate::stats::rank::competition_rank;
use crate::stats::robust::median_and_mad;

use super::figures::{Centre, Figure, FigureCoverage, LevelFigures, MemberBasis, Origin, PeriodFigures, Rank};
use super::members::VintageMembers;
use super::period::{IndicatorRef, PeriodRef};
use super::place::{Place, PlaceId};
use super::plan::{ColumnRef, LevelPlan, Plan};
use super::values::ColumnIndex;
use super::{AreaAtlas, Atlas};

/// What is published of the Netherlands, by measure and period.
pub(super) type Country = BTreeMap<(String, Period), (Value, Option<Margin>)>;

/// Derives every period of the indicators from `first` on.
pub(super) fn all(atlas: &mut Atlas, first: usize, index: &ColumnIndex, country: &Country) {
    let plans = map_periods(atlas, first, |atlas, at| plan(atlas, index, at));
    replace(atlas, first, plans, |figures, plan| figures.plan = plan);
    let computed = map_periods(atlas, first, computed_levels);
    replace(atlas, first, computed, |figures, (centre, levels)| {
        figures.gemeenten = centre;
        figures.levels = levels;
    });
    let countries = map_periods(atlas, first, |atlas, at| {
        if at.indicator.is_local() {
            return Figure::missing(Missing::NotApplicable);
        }
        let published = country.get(&(at.indicator.id.clone(), at.period.period));
        let published = published.filter(|(value, _)| value.known().is_some());
        let taken_over = |&(value, margin): &(Value, Option<Margin>)| Figure::published(value).with_margin(margin);
        published.map_or_else(|| nederland(atlas, at), taken_over)
    });
    replace(atlas, first, countries, |figures, figure| figures.nederland = figure);
    let areas = map_periods(atlas, first, |atlas, at| {
        let figure = |area: &AreaAtlas| {
            let exists = atlas.exists_for(at.indicator, &area.place);
            let missing = Figure::missing(Missing::NotApplicable);
            if exists { atlas.compute_figure(area.place_in(at.period.period), at) } else { missing }
        };
        atlas.areas.iter().map(figure).collect::<Vec<_>>()
    });
    replace(atlas, first, areas, |figures, list| figures.areas = list);
    let dated = |area: &AreaAtlas| area.area.designations.iter().any(Carried::is_dated);
    let changing = atlas.areas.iter().any(|area| !area.versions.is_empty() || dated(area));
    let rests = |atlas: &Atlas, period| -> Vec<Option<Place>> {
        (0..atlas.areas.len()).map(|area| atlas.rest_place(area, period)).collect()
    };
    // Where no delimitation ever changed and no area joined or left, the rest is the same in every period.
    let always = (!changing).then(|| rests(atlas, Period::Year(u16::MAX)));
    let rest = map_periods(atlas, first, |atlas, at| {
        let then = always.is_none().then(|| rests(atlas, at.period.period));
        let places = always.as_ref().or(then.as_ref()).map_or(&[][..], Vec::as_slice);
        places.iter().enumerate().map(|(area, place)| rest_figure(atlas, area, place.as_ref(), at)).collect::<Vec<_>>()
    });
    replace(atlas, first, rest, |figures, list| figures.rest = list);
    let together = map_periods(atlas, first, |atlas, at| {
        atlas.designations.iter().map(|one| together(atlas, one, at)).collect::<Vec<_>>()
    });
    replace(atlas, first, together, |figures, list| figures.together = list);
    let ranks = map_periods(atlas, first, ranks);
    replace(atlas, first, ranks, |figures, list| figures.ranks = list);
}

/// Derives the figures of the matched neighbourhoods of every area; needs the features of all places.
pub(super) fn matched(atlas: &mut Atlas) {
    let (pools, figures) = super::matched::of_areas(atlas);
    for of_area in figures {
        replace(atlas, 0, of_area, |figures, figure| figures.matched.push(figure));
    }
    atlas.matched.own().keep(pools);
}

/// Says of the indicators from `first` on, which exist in a few gemeenten only, that nothing is matched for them.
pub(super) fn without_matched(atlas: &mut Atlas, first: usize) {
    let missing = vec![Figure::missing(Missing::NotApplicable); atlas.areas.len()];
    let none = map_periods(atlas, first, |_, _| missing.clone());
    replace(atlas, first, none, |figures, list| figures.matched = list);
}

/// Runs `f` over every period of the indicators from `first` on, in parallel.
fn map_periods<T: Send>(atlas: &Atlas, first: usize, f: impl Fn(&Atlas, PeriodRef<'_>) -> T + Sync) -> Vec<T> {
    let all: Vec<PeriodRef<'_>> = atlas.indicators().skip(first).flat_map(IndicatorRef::periods).collect();
    all.into_par_iter().map(|at| f(atlas, at)).collect()
}

/// Hands every indicator and period what [`map_periods`] made for it.
fn replace<T>(atlas: &mut Atlas, first: usize, results: Vec<T>, mut set: impl FnMut(&mut PeriodFigures, T)) {
    let all = atlas.figures.iter_mut().skip(first).flat_map(|figures| &mut figures.own().periods);
    for (figures, result) in all.zip(results) {
        set(figures, result);
    }
}

/// Middle and spread of a level.
fn centre(figures: &LevelFigures) -> Option<Centre> {
    let values: Vec<f64> = figures.values.known().collect();
    median_and_mad(&values).map(|(median, mad)| Centre { median, mad })
}

/// Which columns each level offers to the rule of a period.
fn plan(atlas: &Atlas, index: &ColumnIndex, at: PeriodRef<'_>) -> Plan {
    let PeriodRef { indicator, period: declared, .. } = at;
    let vintage = declared.vintage;
    let people = atlas.catalogue.population_id();
    let find = |measure: &str, of: Option<Period>, level| index.find(measure, of?, vintage, level);
    let weight = |level| declared.rule.weight().and_then(|(measure, of)| find(measure, of, level));
    let level_plan = |&level: &Level| {
        let columns: Option<(ColumnRef, Option<ColumnRef>)> = match &declared.rule {
            Rule::Sum {} => {
                let inhabitants = index.nearest(people, declared.period, vintage, level);
                index.find(&indicator.id, declared.period, vintage, level).map(|value| (value, inhabitants))
            }
            Rule::Weighted { .. } => {
                index.find(&indicator.id, declared.period, vintage, level).map(|value| (value, weight(level)))
            }
            Rule::Ratio { numerator, numerator_period, .. } => {
                let of = numerator_period.unwrap_or(declared.period);
                let parts = index.find(numerator, of, vintage, level).zip(weight(level));
                parts.map(|(value, weight)| (value, Some(weight)))
            }
            Rule::None { .. } => index.find(&indicator.id, declared.period, vintage, level).map(|value| (value, None)),
        };
        let count = declared.rule.min_count().and_then(|least| find(&least.measure, Some(declared.period), level));
        columns.map(|(value, weight)| LevelPlan { level, value, weight, count })
    };
    let mut levels: Vec<LevelPlan> =
        declared.levels.iter().filter(|&&level| level != Level::Land).filter_map(level_plan).collect();
    levels.sort_by_key(|plan| plan.level);
    Plan { levels }
}

/// The levels of a period: as published, computed from parts, and built from their buurten; with class breaks.
/// Before them middle and spread of the gemeenten, which some gemeenten alone do not have.
fn computed_levels(atlas: &Atlas, at: PeriodRef<'_>) -> (Option<Centre>, Vec<LevelFigures>) {
    let (declared, plan) = (at.period, &at.figures.plan);
    let mut levels = at.figures.levels.clone();
    if matches!(declared.rule, Rule::Ratio { .. }) {
        let new = plan.levels.iter().filter(|plan| levels.iter().all(|known| known.level != plan.level));
        let computed: Vec<LevelFigures> = new.filter_map(|plan| ratio_level(atlas, plan, &declared.rule)).collect();
        levels.extend(computed);
    }
    let has = |levels: &[LevelFigures], level| levels.iter().any(|figures| figures.level == level);
    if has(&levels, Level::Buurt) && !declared.is_never_aggregated() {
        let built = [Level::Gemeente, Level::Wijk].into_iter().filter(|&level| !has(&levels, level));
        let built: Vec<LevelFigures> = built.filter_map(|level| from_buurten(atlas, plan, declared, level)).collect();
        levels.extend(built);
    }
    levels.sort_by_key(|figures| figures.level);
    for figures in &mut levels {
        if at.indicator.is_local() {
            figures.values = only_inside(atlas, at, figures);
        }
        figures.breaks = breaks(at.indicator, declared, figures);
    }
    let gemeenten = levels.iter().find(|level| level.level == Level::Gemeente && !at.indicator.is_local());
    (gemeenten.and_then(centre), levels)
}

/// The values of a local indicator, with the reason why there are none where it does not exist.
fn only_inside(atlas: &Atlas, at: PeriodRef<'_>, figures: &LevelFigures) -> Column {
    let regions = atlas.vintage(at.period.vintage).and_then(|vintage| vintage.level(figures.level));
    let codes = regions.map_or(&[][..], |regions| &regions.codes);
    let inside = codes.iter().zip(figures.values.iter()).map(|(code, value)| {
        if at.indicator.exists_in(code.gemeente()) { value } else { Value::Missing(Missing::NotApplicable) }
    });
    inside.collect::<Column>().narrow()
}

fn ratio_level(atlas: &Atlas, plan: &LevelPlan, rule: &Rule) -> Option<LevelFigures> {
    let Rule::Ratio { factor, min_denominator, min_count, .. } = rule else { return None };
    let numerators = atlas.columns.get(&atlas.figures, plan.value)?;
    let denominators = atlas.columns.get(&atlas.figures, plan.weight?)?;
    let counts = plan.count.and_then(|count| atlas.columns.get(&atlas.figures, count));
    let few = |region: usize| {
        let counted = || counts.and_then(|counts| counts.get(region).known()).unwrap_or_default();
        min_count.as_ref().is_some_and(|least| counted() < least.least)
    };
    let figure = |(region, (numerator, denominator)): (usize, (Value, Value))| match (numerator, denominator) {
        (Value::Known(_), Value::Known(number)) if number <= 0.0 || number < *min_denominator || few(region) => {
            Value::Missing(Missing::DenominatorTooSmall)
        }
        (Value::Known(numerator), Value::Known(denominator)) => Value::Known(numerator / denominator * factor),
        (Value::Missing(reason), _) | (_, Value::Missing(reason)) => Value::Missing(reason),
    };
    let values: Column = numerators.iter().zip(denominators.iter()).enumerate().map(figure).collect();
    Some(LevelFigures { level: plan.level, values, margins: None, origin: Origin::Computed, breaks: Vec::new() })
}

/// Police and perceived health have no wijk rows, and what is counted in buurten has none above them: such regions are
/// built from their buurten under the rule.
fn from_buurten(atlas: &Atlas, plan: &Plan, declared: &IndicatorPeriod, level: Level) -> Option<LevelFigures> {
    let vintage = atlas.vintage(declared.vintage)?;
    plan.level(Level::Buurt)?;
    let count = u32::try_from(vintage.level(level)?.codes.len()).ok()?;
    let value = |region: u32| {
        let buurten = vintage.positions_within(level, region, Level::Buurt);
        let regions = buurten.into_iter().map(|at| (Level::Buurt, at)).collect();
        atlas.aggregate(&declared.rule, plan, &VintageMembers { regions, basis: MemberBasis::Listed }).value
    };
    Some(LevelFigures {
        level,
        values: (0..count).map(value).collect(),
        margins: None,
        origin: Origin::Aggregated,
        breaks: Vec::new(),
    })
}

/// Class breaks on published precision over the known regions of a level; none for counts.
fn breaks(indicator: &Indicator, declared: &IndicatorPeriod, figures: &LevelFigures) -> Vec<f64> {
    if !indicator.choropleth {
        return Vec::new();
    }
    if indicator.unit.ordinal {
        distinct_breaks(figures.values.known())
    } else {
        quantile_breaks(figures.values.known(), CLASSES, declared.decimals)
    }
}

/// The Netherlands from the gemeenten, or from the largest regions there are figures of, by the rule of the indicator.
fn nederland(atlas: &Atlas, at: PeriodRef<'_>) -> Figure {
    let (declared, plan) = (at.period, &at.figures.plan);
    let Some(largest) = plan.levels.first() else {
        return Figure::missing(Missing::NotPublishedAtLevel);
    };
    let regions = atlas.vintage(declared.vintage).and_then(|vintage| vintage.level(largest.level));
    let count = regions.map_or(0, |regions| regions.codes.len());
    // A vintage can hold gemeenten that this delivery has no row for (they merged between two of its sources).
    let with_row = |region: &u32| {
        let column = atlas.columns.value(&atlas.figures, largest.value, *region);
        column.is_some_and(|value| value.known().is_some()) || at.on_base()
    };
    let regions =
        (0..u32::try_from(count).unwrap_or_default()).filter(with_row).map(|at| (largest.level, at)).collect();
    atlas.aggregate(&declared.rule, plan, &VintageMembers { regions, basis: MemberBasis::Listed })
}

/// The rest of the municipality: counts by subtraction from the published row, the rest from the members outside.
fn rest_figure(atlas: &Atlas, area: usize, place: Option<&Place>, at: PeriodRef<'_>) -> Figure {
    let Some(place) = place else { return Figure::missing(Missing::NotInDelivery) };
    if !atlas.exists_for(at.indicator, place) {
        return Figure::missing(Missing::NotApplicable);
    }
    if !super::rest::subtracted(at) {
        let own = Place { id: PlaceId::Own, ..place.clone() };
        return atlas.compute_figure(&own, at);
    }
    let gemeente = atlas.areas.get(area).map(|area| area.area.gemeente);
    let published = gemeente.and_then(|code| {
        let index = atlas.base().gemeente.index(code)?;
        at.region(Level::Gemeente, index).known()
    });
    let beside = atlas.areas_beside(area, at.period.period.end());
    let beside = beside.filter_map(|(position, _)| at.figures.areas.get(position));
    let inside: Option<f64> = beside.map(|figure| figure.value.known().filter(|_| !figure.at_least)).sum();
    match published.zip(inside) {
        Some((whole, part)) => Figure { origin: Origin::Aggregated, ..Figure::published(Value::Known(whole - part)) },
        None => Figure::missing(Missing::TooLittleCoverage),
    }
}

/// The areas of a programme at the end of a period together: the members of every area that has a figure, when those
/// hold at least 80 % of the inhabitants of all of them.
fn together(atlas: &Atlas, designation: &Designation, at: PeriodRef<'_>) -> Figure {
    let (declared, plan) = (at.period, &at.figures.plan);
    if declared.is_never_aggregated() {
        return Figure::missing(Missing::NotAggregable);
    }
    let held = atlas.areas_in(designation, declared.period.end());
    let set: Vec<&Place> = held.map(|(_, area)| area.place_in(declared.period)).collect();
    if set.is_empty() || !designation.is_programme() || at.indicator.is_local() {
        return Figure::missing(Missing::NotApplicable);
    }
    let people = |place: &Place| place.buurten.iter().map(|&buurt| atlas.inhabitants(buurt)).sum::<f64>();
    let (mut all, mut held, mut known) = (0.0, 0.0, 0_u32);
    let mut members: Vec<(Level, u32)> = Vec::new();
    for place in &set {
        let inhabitants = people(place);
        all += inhabitants;
        if let Ok(found) = atlas.members_of(place, at) {
            held += inhabitants;
            known += 1;
            members.extend(&found.regions);
        }
    }
    let share = if all > 0.0 { held / all } else { 0.0 };
    if share < MIN_COVERAGE {
        return Figure::missing(Missing::TooLittleCoverage);
    }
    members.sort_unstable();
    members.dedup();
    let basis = together_basis(atlas, &set, declared, &members);
    let figure = atlas.aggregate(&declared.rule, plan, &VintageMembers { regions: members, basis });
    let coverage = figure.coverage.map(|inner| FigureCoverage {
        share: inner.share * share,
        members: u32::try_from(set.len()).unwrap_or(u32::MAX),
        known,
    });
    let incomplete = declared.is_count() && figure.value.known().is_some() && share < 1.0;
    Figure { coverage, at_least: figure.at_least || incomplete, members: basis, ..figure }
}

/// How the members of these areas together were found: on other codes, what they hold of all and what lies outside.
fn together_basis(atlas: &Atlas, set: &[&Place], declared: &IndicatorPeriod, members: &[(Level, u32)]) -> MemberBasis {
    let cross = atlas.vintage(declared.vintage).and_then(|vintage| vintage.cross.as_ref());
    let (Some(cross), Some(&(level, _))) = (cross, members.first()) else { return MemberBasis::Listed };
    let mut buurten: Vec<u32> = set.iter().flat_map(|place| place.buurten.iter().copied()).collect();
    buurten.sort_unstable();
    buurten.dedup();
    cross.basis_of(&buurten, |buurt| atlas.inhabitants(buurt), level, members)
}

/// Ranks of the areas within their programme, on the precision that an area is shown with.
fn ranks(atlas: &Atlas, at: PeriodRef<'_>) -> Vec<Option<Rank>> {
    let decimals = at.period.decimals_for(None);
    // "Ten minste" is no value to rank on: it would reward areas with missing data.
    let value = |figure: &Figure| figure.value.known().filter(|_| !figure.at_least);
    let mut ranks = vec![None; atlas.areas.len()];
    // There are no others to rank among.
    let programmes = atlas.programmes().filter(|_| !at.indicator.is_local());
    for (_, programme) in programmes {
        let own = |area: &AreaAtlas| atlas.programme_of(&area.area).is_some_and(|(_, own)| own == programme);
        let set = atlas.areas_in(programme, at.period.period.end());
        let set: Vec<usize> = set.filter(|(_, area)| own(area)).map(|(at, _)| at).collect();
        let values: Vec<Option<f64>> = set.iter().map(|&area| value(at.figures.areas.get(area)?)).collect();
        for (area, rank) in set.into_iter().zip(competition_rank(&values, decimals)) {
            if let Some(place) = ranks.get_mut(area) {
                *place = rank;
            }
        }
    }
    ranks
}
