//! Everything about a period that follows from its columns: plans, computed levels, areas, references, ranks, breaks.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::domain::{Column, Indicator, IndicatorPeriod, Level, Missing, Period, Rule, Unit, Value};
use crate::stats::aggregate::{MIN_COVERAGE, Part, ratio, sum, weighted_mean};
use crate::stats::breaks::{CLASSES, distinct_breaks, quantile_breaks};
use crate::stats::rank::competition_rank;
use crate::stats::robust::median_and_mad;

use super::figures::{Centre, Figure, FigureCoverage, LevelFigures, MemberBasis, Origin, PeriodFigures, Rank};
use super::members::VintageMembers;
use super::place::{Place, PlaceId};
use super::places::figure_from;
use super::values::{ColumnIndex, ColumnRef, LevelPlan, Plan};
use super::{Atlas, BASE_VINTAGE};

/// Derives every period of every indicator.
pub(super) fn all(atlas: &mut Atlas, index: &mut ColumnIndex, country: &BTreeMap<(String, Period), Value>) {
    atlas.columns.plans = atlas
        .catalogue
        .indicators
        .iter()
        .map(|indicator| indicator.periods.iter().map(|declared| plan(index, indicator, declared)).collect())
        .collect();
    let computed = map_periods(atlas, computed_levels);
    replace(atlas, computed, |figures, levels| {
        figures.gemeenten = levels.iter().find(|level| level.level == Level::Gemeente).and_then(centre);
        figures.levels = levels;
    });
    let countries = map_periods(atlas, |atlas, at, declared| {
        let indicator = atlas.catalogue.indicators.get(at.0).map_or("", |indicator| &indicator.id);
        let published = country.get(&(indicator.to_owned(), declared.period)).filter(|value| value.known().is_some());
        published.map_or_else(|| nederland(atlas, at, declared), |&value| Figure::published(value))
    });
    replace(atlas, countries, |figures, figure| figures.nederland = figure);
    let areas = map_periods(atlas, |atlas, at, _| {
        atlas.areas.iter().map(|area| atlas.compute_figure(&area.place, at.0, at.1)).collect::<Vec<_>>()
    });
    replace(atlas, areas, |figures, list| figures.areas = list);
    let rests: Vec<Option<Place>> = atlas.base().map_or_else(Vec::new, |base| {
        (0_u32..).zip(&atlas.areas).map(|(area, _)| Atlas::rest_place(base, &atlas.areas, area)).collect()
    });
    let rest = map_periods(atlas, |atlas, at, declared| {
        rests
            .iter()
            .enumerate()
            .map(|(area, place)| rest_figure(atlas, area, place.as_ref(), at, declared))
            .collect::<Vec<_>>()
    });
    replace(atlas, rest, |figures, list| figures.rest = list);
    let together = map_periods(atlas, together);
    replace(atlas, together, |figures, figure| figures.together = figure);
    let ranks = map_periods(atlas, ranks);
    replace(atlas, ranks, |figures, list| figures.ranks = list);
}

/// Derives the figures of the matched neighbourhoods of every area; needs the features of all places.
pub(super) fn matched(atlas: &mut Atlas) {
    let (pools, figures) = super::matched::of_areas(atlas);
    for of_area in figures {
        for (indicator, periods) in of_area.into_iter().enumerate() {
            for (period, figure) in periods.into_iter().enumerate() {
                let target = atlas.figures.get_mut(indicator).and_then(|figures| figures.periods.get_mut(period));
                if let Some(target) = target {
                    target.matched.push(figure);
                }
            }
        }
    }
    atlas.matched.keep(pools);
}

type At = (usize, usize);

/// Runs `f` over every indicator and period, in parallel.
fn map_periods<T: Send>(atlas: &Atlas, f: impl Fn(&Atlas, At, &IndicatorPeriod) -> T + Sync) -> Vec<(At, T)> {
    let declared: Vec<(At, &IndicatorPeriod)> = atlas
        .catalogue
        .indicators
        .iter()
        .enumerate()
        .flat_map(|(i, indicator)| indicator.periods.iter().enumerate().map(move |(p, declared)| ((i, p), declared)))
        .collect();
    declared.into_par_iter().map(|(at, declared)| (at, f(atlas, at, declared))).collect()
}

fn replace<T>(atlas: &mut Atlas, results: Vec<(At, T)>, mut set: impl FnMut(&mut PeriodFigures, T)) {
    for ((i, p), result) in results {
        if let Some(figures) = atlas.figures.get_mut(i).and_then(|figures| figures.periods.get_mut(p)) {
            set(figures, result);
        }
    }
}

/// Middle and spread of a level.
fn centre(figures: &LevelFigures) -> Option<Centre> {
    let values: Vec<f64> = figures.values.known().collect();
    median_and_mad(&values).map(|(median, mad)| Centre { median, mad })
}

/// Which columns each level offers to the rule of a period.
fn plan(index: &ColumnIndex, indicator: &Indicator, declared: &IndicatorPeriod) -> Plan {
    let vintage = declared.vintage;
    let inhabitants = |level| {
        let own = index.find("inwoners", declared.period, vintage, level);
        own.or_else(|| index.find("inwoners", Period::Year(BASE_VINTAGE.0), vintage, level))
    };
    let level_plan = |&level: &Level| {
        let columns: Option<(ColumnRef, Option<ColumnRef>)> = match &declared.rule {
            Rule::Sum {} => {
                index.find(&indicator.id, declared.period, vintage, level).map(|value| (value, inhabitants(level)))
            }
            Rule::Weighted { weight, weight_period, .. } => index
                .find(&indicator.id, declared.period, vintage, level)
                .map(|value| (value, index.find(weight, *weight_period, vintage, level))),
            Rule::Ratio { numerator, numerator_period, denominator, denominator_period, .. } => index
                .find(numerator, *numerator_period, vintage, level)
                .zip(index.find(denominator, *denominator_period, vintage, level))
                .map(|(value, weight)| (value, Some(weight))),
            Rule::None { .. } => index.find(&indicator.id, declared.period, vintage, level).map(|value| (value, None)),
        };
        columns.map(|(value, weight)| LevelPlan { level, value, weight })
    };
    let mut levels: Vec<LevelPlan> =
        declared.levels.iter().filter(|&&level| level != Level::Land).filter_map(level_plan).collect();
    levels.sort_by_key(|plan| plan.level);
    Plan { levels }
}

/// The levels of a period: as published, computed from parts, and wijken built from their buurten; with class breaks.
fn computed_levels(atlas: &Atlas, (i, p): At, declared: &IndicatorPeriod) -> Vec<LevelFigures> {
    let published = atlas
        .figures
        .get(i)
        .and_then(|figures| figures.periods.get(p))
        .map_or_else(Vec::new, |figures| figures.levels.clone());
    let (Some(plan), Some(indicator)) =
        (atlas.columns.plans.get(i).and_then(|plans| plans.get(p)), atlas.catalogue.indicators.get(i))
    else {
        return published;
    };
    let mut levels = published;
    if let Rule::Ratio { factor, min_denominator, .. } = declared.rule {
        let new = plan.levels.iter().filter(|plan| levels.iter().all(|known| known.level != plan.level));
        let computed: Vec<LevelFigures> =
            new.filter_map(|plan| ratio_level(atlas, plan, factor, min_denominator)).collect();
        levels.extend(computed);
    }
    let has = |levels: &[LevelFigures], level| levels.iter().any(|figures| figures.level == level);
    if !has(&levels, Level::Wijk) && has(&levels, Level::Buurt) && !matches!(declared.rule, Rule::None { .. }) {
        levels.extend(wijken_from_buurten(atlas, plan, declared));
    }
    levels.sort_by_key(|figures| figures.level);
    for figures in &mut levels {
        figures.breaks = breaks(indicator, declared, figures);
    }
    levels
}

fn ratio_level(atlas: &Atlas, plan: &LevelPlan, factor: f64, min_denominator: f64) -> Option<LevelFigures> {
    let numerators = atlas.columns.get(&atlas.figures, plan.value)?;
    let denominators = atlas.columns.get(&atlas.figures, plan.weight?)?;
    let figure = |(numerator, denominator): (Value, Value)| match (numerator, denominator) {
        (Value::Known(_), Value::Known(number)) if number <= 0.0 || number < min_denominator => {
            Value::Missing(Missing::DenominatorTooSmall)
        }
        (Value::Known(numerator), Value::Known(denominator)) => Value::Known(numerator / denominator * factor),
        (Value::Missing(reason), _) | (_, Value::Missing(reason)) => Value::Missing(reason),
    };
    let values: Column = numerators.iter().zip(denominators.iter()).map(figure).collect();
    Some(LevelFigures { level: plan.level, values, origin: Origin::Computed, breaks: Vec::new() })
}

/// Police and perceived health have no wijk rows: a wijk is built from its buurten under the rule.
fn wijken_from_buurten(atlas: &Atlas, plan: &Plan, declared: &IndicatorPeriod) -> Option<LevelFigures> {
    let vintage = atlas.vintage(declared.vintage)?;
    plan.level(Level::Buurt)?;
    let count = u32::try_from(vintage.wijk.codes.len()).ok()?;
    let value = |wijk: u32| {
        let buurten = vintage.positions_within(Level::Wijk, wijk, Level::Buurt);
        let regions = buurten.into_iter().map(|at| (Level::Buurt, at)).collect();
        let parts = atlas.parts(plan, &VintageMembers { regions, basis: MemberBasis::Listed });
        aggregate(&declared.rule, &parts).value
    };
    Some(LevelFigures {
        level: Level::Wijk,
        values: (0..count).map(value).collect(),
        origin: Origin::Aggregated,
        breaks: Vec::new(),
    })
}

fn aggregate(rule: &Rule, parts: &[Part]) -> Figure {
    let result = match rule {
        Rule::Sum {} => sum(parts),
        Rule::Weighted { .. } => weighted_mean(parts),
        Rule::Ratio { factor, min_denominator, .. } => ratio(parts, *factor, *min_denominator),
        Rule::None { .. } => return Figure::missing(Missing::NotAggregable),
    };
    figure_from(&result, MemberBasis::Listed)
}

/// Class breaks on published precision over the known regions of a level; none for counts.
fn breaks(indicator: &Indicator, declared: &IndicatorPeriod, figures: &LevelFigures) -> Vec<f64> {
    if !indicator.choropleth {
        return Vec::new();
    }
    if indicator.unit == Unit::Klasse {
        distinct_breaks(figures.values.known())
    } else {
        quantile_breaks(figures.values.known(), CLASSES, declared.decimals)
    }
}

/// The Netherlands from the gemeenten, by the rule of the indicator.
fn nederland(atlas: &Atlas, (i, p): At, declared: &IndicatorPeriod) -> Figure {
    let gemeenten = atlas.vintage(declared.vintage).map_or(0, |vintage| vintage.gemeente.codes.len());
    let Some(plan) =
        atlas.columns.plans.get(i).and_then(|plans| plans.get(p)).filter(|plan| plan.level(Level::Gemeente).is_some())
    else {
        return Figure::missing(Missing::NotPublishedAtLevel);
    };
    // A vintage can hold gemeenten that this delivery has no row for (they merged between two of its sources).
    let with_row = |at: &u32| {
        let column = plan.level(Level::Gemeente).and_then(|plan| atlas.columns.value(&atlas.figures, plan.value, *at));
        column.is_some_and(|value| value.known().is_some()) || declared.vintage == BASE_VINTAGE
    };
    let regions =
        (0..u32::try_from(gemeenten).unwrap_or_default()).filter(with_row).map(|at| (Level::Gemeente, at)).collect();
    aggregate(&declared.rule, &atlas.parts(plan, &VintageMembers { regions, basis: MemberBasis::Listed }))
}

/// The rest of the municipality: counts by subtraction from the published row, the rest from the members outside.
fn rest_figure(atlas: &Atlas, area: usize, place: Option<&Place>, (i, p): At, declared: &IndicatorPeriod) -> Figure {
    let Some(place) = place else { return Figure::missing(Missing::NotInDelivery) };
    if !super::rest::subtracted(declared) {
        let own = Place { id: PlaceId::Own, ..place.clone() };
        return atlas.compute_figure(&own, i, p);
    }
    let gemeente = atlas.areas.get(area).map(|area| area.area.gemeente);
    let figures = atlas.figures.get(i).and_then(|figures| figures.periods.get(p));
    let published = gemeente.zip(figures).and_then(|(code, figures)| {
        let index = atlas.base()?.gemeente.index(code)?;
        figures.level(Level::Gemeente)?.values.get(index).known()
    });
    let inside: Option<f64> = figures.and_then(|figures| {
        let of_gemeente =
            atlas.areas.iter().zip(&figures.areas).filter(|(area, _)| Some(area.area.gemeente) == gemeente);
        of_gemeente.map(|(_, figure)| figure.value.known().filter(|_| !figure.at_least)).sum()
    });
    match published.zip(inside) {
        Some((whole, part)) => Figure { origin: Origin::Aggregated, ..Figure::published(Value::Known(whole - part)) },
        None => Figure::missing(Missing::TooLittleCoverage),
    }
}

/// The 20 areas together: the members of every area that has a figure, when those hold at least 80 % of the
/// inhabitants of the 20.
fn together(atlas: &Atlas, (i, p): At, declared: &IndicatorPeriod) -> Figure {
    if matches!(declared.rule, Rule::None { .. }) {
        return Figure::missing(Missing::NotAggregable);
    }
    let people = |place: &Place| place.buurten.iter().map(|&buurt| atlas.inhabitants(buurt)).sum::<f64>();
    let (mut all, mut held, mut known) = (0.0, 0.0, 0_u32);
    let mut members: Vec<(Level, u32)> = Vec::new();
    for area in &atlas.areas {
        let inhabitants = people(&area.place);
        all += inhabitants;
        if let Ok(found) = atlas.members_of(&area.place, i, p) {
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
    let Some(plan) = atlas.columns.plans.get(i).and_then(|plans| plans.get(p)) else {
        return Figure::missing(Missing::NotInDelivery);
    };
    let basis = together_basis(atlas, declared, &members);
    let figure = aggregate(&declared.rule, &atlas.parts(plan, &VintageMembers { regions: members, basis }));
    let coverage = figure.coverage.map(|inner| FigureCoverage {
        share: inner.share * share,
        members: u32::try_from(atlas.areas.len()).unwrap_or(u32::MAX),
        known,
    });
    let incomplete = matches!(declared.rule, Rule::Sum {}) && figure.value.known().is_some() && share < 1.0;
    Figure { coverage, at_least: figure.at_least || incomplete, members: basis, ..figure }
}

/// How the members of the 20 areas together were found: on other codes, what they hold of all 20 and what lies outside.
fn together_basis(atlas: &Atlas, declared: &IndicatorPeriod, members: &[(Level, u32)]) -> MemberBasis {
    let cross = atlas.vintage(declared.vintage).and_then(|vintage| vintage.cross.as_ref());
    let (Some(cross), Some(&(level, _))) = (cross, members.first()) else { return MemberBasis::Listed };
    let mut buurten: Vec<u32> = atlas.areas.iter().flat_map(|area| area.place.buurten.iter().copied()).collect();
    buurten.sort_unstable();
    buurten.dedup();
    cross.basis_of(&buurten, |buurt| atlas.inhabitants(buurt), level, members)
}

/// Ranks of the areas on the precision that an area is shown with.
fn ranks(atlas: &Atlas, (i, p): At, declared: &IndicatorPeriod) -> Vec<Option<Rank>> {
    let Some(figures) = atlas.figures.get(i).and_then(|figures| figures.periods.get(p)) else { return Vec::new() };
    let decimals = declared.decimals_of_area();
    let values: Vec<Option<f64>> = figures
        .areas
        .iter()
        // "Ten minste" is no value to rank on: it would reward areas with missing data.
        .map(|figure| figure.value.known().filter(|_| !figure.at_least))
        .collect();
    competition_rank(&values, decimals)
}
