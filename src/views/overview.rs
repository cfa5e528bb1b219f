//! What the pages about method, sources and changes show of the Atlas.

use crate::atlas::{Atlas, FigureCoverage, IndicatorRef};
pub use crate::atlas::{CatalogueChange, ReleaseChange, ReleaseSummary};
use crate::domain::{GeometryBasis, Level, ManifestFile, Period, Rule, Source, Value};

/// Inhabitants of the areas of the programme together by the two ways of counting, taken from the Atlas.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TwoSums {
    /// By members as listed: a whole wijk gives its own row.
    pub listed: f64,
    /// By buurten alone.
    pub buurten: f64,
    /// Coverage of the first sum.
    pub coverage: Option<FigureCoverage>,
    /// Number of areas.
    pub areas: usize,
    /// Year.
    pub period: Period,
}

/// Adds up the inhabitants of the areas of the programme in both ways. `None` when the Atlas has no inhabitants of the base vintage.
pub fn two_sums(atlas: &Atlas) -> Option<TwoSums> {
    let at = atlas.population()?.periods().find(|at| at.on_base())?;
    let (figures, level) = (at.figures, at.level(Level::Buurt)?);
    let (programme, designation) = atlas.programme()?;
    let together = figures.together.get(programme)?;
    let areas: Vec<_> = atlas.areas_of(designation).collect();
    let mut positions: Vec<u32> = areas.iter().flat_map(|(_, area)| area.place.buurten.iter().copied()).collect();
    positions.sort_unstable();
    positions.dedup();
    let buurten = positions.iter().filter_map(|&at| level.values.get(at as usize).known()).sum();
    Some(TwoSums {
        listed: together.value.known()?,
        buurten,
        coverage: together.coverage,
        areas: areas.len(),
        period: at.period.period,
    })
}

/// A kind of rule with the indicators that follow it in their newest period.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleGroup<'a> {
    pub kind: RuleKind,
    /// Names of the indicators (Dutch and English stand in the catalogue).
    pub indicators: Vec<&'a crate::domain::Indicator>,
}

/// The kinds of rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RuleKind {
    /// Counts are added.
    Sum,
    /// Shares, weighted by their own denominator.
    Share,
    /// Shares, weighted by a stand-in.
    ShareStandIn,
    /// Means and distances.
    Mean,
    /// Recomputed from numerator and denominator.
    Ratio,
    /// Not aggregated.
    None,
}

pub const fn rule_kind(rule: &Rule) -> RuleKind {
    use crate::domain::WeightedKind::{Distance, Mean, Share};
    match rule {
        Rule::Sum {} => RuleKind::Sum,
        Rule::Weighted { kind: Share, stand_in: false, .. } => RuleKind::Share,
        Rule::Weighted { kind: Share, .. } => RuleKind::ShareStandIn,
        Rule::Weighted { kind: Mean | Distance, .. } => RuleKind::Mean,
        Rule::Ratio { .. } => RuleKind::Ratio,
        Rule::None { .. } => RuleKind::None,
    }
}

/// All indicators by the rule of the period that pages lead with.
pub fn rule_groups(atlas: &Atlas) -> Vec<RuleGroup<'_>> {
    use RuleKind::{Mean, None, Ratio, Share, ShareStandIn, Sum};
    [Sum, Share, ShareStandIn, Mean, Ratio, None]
        .into_iter()
        .map(|kind| RuleGroup {
            kind,
            indicators: atlas
                .catalogue
                .indicators
                .iter()
                .filter(|indicator| indicator.headline().is_some_and(|declared| rule_kind(&declared.rule) == kind))
                .collect(),
        })
        .filter(|group| !group.indicators.is_empty())
        .collect()
}

/// One row about a vintage: which outlines it has and how many of the areas its figures serve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VintageRow {
    /// The year of the codes.
    pub vintage: u16,
    /// Regions per level: gemeente, wijk, buurt.
    pub regions: [usize; 3],
    /// Lowest regions whose outline is indicative only.
    pub approximate: usize,
    /// Largest and smallest number of areas with a figure, over the indicators on these codes.
    pub areas: Option<(usize, usize)>,
}

/// The vintages, newest first.
pub fn vintages(atlas: &Atlas) -> Vec<VintageRow> {
    let rows = atlas.vintages.iter().rev().map(|vintage| {
        let regions = [&vintage.gemeente, &vintage.wijk, &vintage.buurt].map(|level| level.codes.len());
        let lowest = vintage.levels().last().unwrap_or(Level::Gemeente);
        let count = vintage.level(lowest).map_or(0, |level| level.codes.len());
        let approximate =
            (0..count).filter(|&at| vintage.basis(lowest, at) == Some(GeometryBasis::Approximate)).count();
        VintageRow { vintage: vintage.vintage.0, regions, approximate, areas: served(atlas, vintage.vintage.0) }
    });
    rows.collect()
}

fn served(atlas: &Atlas, vintage: u16) -> Option<(usize, usize)> {
    let numbers: Vec<usize> = atlas
        .indicators()
        .filter(|of| !of.is_class())
        .flat_map(IndicatorRef::periods)
        .filter(|at| at.period.vintage.0 == vintage)
        .map(|at| at.figures.areas.iter().filter(|figure| matches!(figure.value, Value::Known(_))).count())
        .collect();
    Some((*numbers.iter().max()?, *numbers.iter().min()?))
}

/// A source with what is taken from it.
#[derive(Clone, Debug)]
pub struct SourceRow<'a> {
    pub source: &'a Source,
    /// Number of indicators that use it.
    pub indicators: usize,
    /// Files of the release that name it.
    pub files: Vec<&'a ManifestFile>,
}

/// All sources of figures with their files.
pub fn sources(atlas: &Atlas) -> Vec<SourceRow<'_>> {
    let uses = |source: &Source| {
        let of = |indicator: &&crate::domain::Indicator| indicator.periods.iter().any(|p| p.source == source.id);
        atlas.catalogue.indicators.iter().filter(of).count()
    };
    let names = |file: &ManifestFile, source: &Source| {
        (!source.table.is_empty() && file.source.contains(&source.table)) || file.attribution == source.attribution.nl
    };
    atlas
        .catalogue
        .sources
        .iter()
        .map(|source| SourceRow {
            source,
            indicators: uses(source),
            files: atlas.manifest.files.iter().filter(|file| names(file, source)).collect(),
        })
        .collect()
}
