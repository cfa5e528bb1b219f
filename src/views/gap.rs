//! "Loopt de achterstand in?": what the section of a profile and the gap chart show.

use std::borrow::Cow;

use crate::atlas::{Atlas, GapChange, GapSeries, IndicatorRef, Matching, PeriodRef, Pool};
use crate::domain::{Comparison, Designated, Indicator, IndicatorPeriod, Level, Reference, RegionCode, ShownFigure};

/// Regions of a pool that are named on a page.
const NAMED: usize = 12;

/// The distance of a place to its references, period by period.
#[derive(Clone, Debug)]
pub struct GapView<'a> {
    /// What everything is read from.
    pub atlas: &'a Atlas,
    /// Name of the place.
    pub name: Cow<'a, str>,
    pub indicator: &'a Indicator,
    /// Periods with the figure of the place, oldest first.
    pub periods: Vec<GapPeriod<'a>>,
    /// One line per reference; its points stand in the order of the periods.
    pub lines: Vec<GapLine<'a>>,
    /// Designations of the area, oldest first, with the day or year at which each began; empty for other places.
    pub designations: Vec<Designated<'a>>,
    /// The neighbourhoods behind the matched line.
    pub pool: PoolView<'a>,
}

/// A period with the figure of the place.
#[derive(Clone, Copy, Debug)]
pub struct GapPeriod<'a> {
    /// The period; its `break_before` says why it cannot be compared with the one before.
    pub declared: &'a IndicatorPeriod,
    /// The figure, or why there is none.
    pub own: ShownFigure,
}

/// The gap to one reference.
#[derive(Clone, Debug)]
pub struct GapLine<'a> {
    pub reference: Reference<'a>,
    /// One per period.
    pub points: Vec<GapPoint>,
    /// How the gap moved over the newest periods that can be compared; positions are those of the periods.
    pub change: Option<GapChange>,
}

impl GapLine<'_> {
    /// Whether there is anything to draw or to read.
    pub fn has_points(&self) -> bool {
        self.points.iter().any(|point| point.gap.is_some())
    }
}

impl<'a> GapView<'a> {
    /// The lines with something to show, in order: what tables, charts and files have columns for.
    pub fn shown_lines(&self) -> impl Iterator<Item = &GapLine<'a>> + '_ {
        self.lines.iter().filter(|line| line.has_points())
    }

    /// Whether a line can be drawn: one of them has a gap in two periods or more.
    pub fn is_drawn(&self) -> bool {
        let known = |line: &GapLine<'_>| line.points.iter().filter(|point| point.gap.is_some()).count();
        self.lines.iter().any(|line| known(line) > 1)
    }
}

/// The gap in one period.
#[derive(Clone, Copy, Debug)]
pub struct GapPoint {
    /// The figure of the reference.
    pub figure: ShownFigure,
    /// The figure of the place against it; `None` where one of them is missing.
    pub gap: Option<Comparison>,
}

/// The matched neighbourhoods.
#[derive(Clone, Debug)]
pub struct PoolView<'a> {
    /// Their level.
    pub level: Level,
    /// On which features, of which period, they were found.
    pub features: Vec<(&'a Indicator, &'a IndicatorPeriod)>,
    /// Members of the place.
    pub members: usize,
    /// Members for which neighbourhoods were found.
    pub matched: usize,
    /// Number of different neighbourhoods found.
    pub regions: usize,
    /// The ones that weigh most: those beside the most inhabitants of the place.
    pub named: Vec<PoolRegion<'a>>,
}

/// A matched neighbourhood.
#[derive(Clone, Copy, Debug)]
pub struct PoolRegion<'a> {
    pub code: RegionCode,
    pub name: &'a str,
    /// Name of its gemeente; empty for a gemeente.
    pub gemeente: &'a str,
    /// Inhabitants of the members that it stands beside.
    pub weight: f64,
}

/// The indicators that have a gap, in the order of the catalogue.
pub fn choices(atlas: &Atlas) -> impl Iterator<Item = IndicatorRef<'_>> {
    atlas.indicators().filter(|one| one.has_gap())
}

/// The gaps, for the indicator `of`, of the place that `matching` was prepared for, under a name that is given; `None`
/// for an indicator without gap.
pub fn named<'a>(
    atlas: &'a Atlas,
    matching: &mut Matching<'_>,
    name: Cow<'a, str>,
    of: IndicatorRef<'a>,
) -> Option<GapView<'a>> {
    let gap = atlas.gap(matching, of)?;
    let place = matching.place();
    let pool = matching.pool(of.indicator);
    let lines = gap.series.iter().map(|series| line(series, &gap.periods)).collect();
    let periods = gap
        .periods
        .iter()
        .zip(&gap.own)
        .map(|(at, own)| GapPeriod { declared: at.period, own: ShownFigure::of(*own, at.period) })
        .collect();
    Some(GapView {
        atlas,
        name,
        indicator: of.indicator,
        periods,
        lines,
        designations: atlas.designated([place.id].into_iter()),
        pool: pool_view(atlas, &pool, of.indicator),
    })
}

fn line<'a>(series: &GapSeries<'a>, periods: &[PeriodRef<'_>]) -> GapLine<'a> {
    let points = periods
        .iter()
        .zip(series.figures.iter().zip(&series.gaps))
        .map(|(at, (figure, gap))| GapPoint { figure: ShownFigure::of(*figure, at.period), gap: *gap })
        .collect();
    GapLine { reference: series.reference, points, change: series.change }
}

fn pool_view<'a>(atlas: &'a Atlas, pool: &Pool, outcome: &Indicator) -> PoolView<'a> {
    let features = atlas.matching_features(pool.level, outcome).into_iter();
    let features = features.filter_map(|feature| atlas.at(feature.at)).map(|at| (at.indicator, at.period));
    let mut weights: std::collections::BTreeMap<u32, f64> = std::collections::BTreeMap::new();
    for member in &pool.members {
        let people = atlas.similarity.inhabitants(pool.level, member.position as usize);
        for &position in &member.nearest {
            *weights.entry(position).or_default() += people;
        }
    }
    let region = |(&position, &weight): (&u32, &f64)| {
        let base = atlas.base();
        let regions = base.level(pool.level)?;
        let code = *regions.codes.get(position as usize)?;
        let gemeente = code.gemeente().filter(|&gemeente| gemeente != code).and_then(|gemeente| base.name(gemeente));
        Some(PoolRegion { code, name: regions.name(position as usize), gemeente: gemeente.unwrap_or_default(), weight })
    };
    let mut named: Vec<PoolRegion<'a>> = weights.iter().filter_map(region).collect();
    named.sort_by(|left, right| right.weight.total_cmp(&left.weight).then(left.code.cmp(&right.code)));
    named.truncate(NAMED);
    PoolView {
        level: pool.level,
        features: features.collect(),
        members: pool.members.len(),
        matched: pool.members.iter().filter(|member| !member.nearest.is_empty()).count(),
        regions: weights.len(),
        named,
    }
}
