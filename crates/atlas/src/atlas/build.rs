//! From a dataset to an Atlas: everything derived once, in one order.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use rayon::prelude::*;
use tracing::debug;

use crate::domain::{Column, Dataset, GeometryBasis, Level, Missing, Period, RegionCode, Topology, Value, Vintage};
use crate::geometry::coverage::Coverage;
use crate::geometry::overlay::{Sheet, lay};

use super::build_error::BuildError;
use super::changes::{ReleaseSummary, history};
use super::delimitation::areas;
use super::derive;
use super::features::Similarity;
use super::figures::{Figure, IndicatorFigures, LevelFigures, Origin, PeriodFigures};
use super::lineage::Lineage;
use super::members::{CrossVintage, parent_positions};
use super::model::year_of;
use super::place::Place;
use super::plan::{ColumnRef, Plan};
use super::points::PointAtlas;
use super::pools::Matched;
use super::practice_links::PracticeLinks;
use super::raw_columns::RawColumns;
use super::search::SearchIndex;
use super::shared::Shared;
use super::values::{ColumnIndex, ColumnKey, Columns, nil_without_row};

use super::{Atlas, LevelRegions, VintageAtlas, Vintages};

impl Atlas {
    /// Derives everything from a dataset. `earlier` are the summaries of earlier releases, oldest first.
    ///
    /// # Errors
    /// [`BuildError`] when the dataset lacks what everything else rests on.
    pub fn build(
        dataset: &Dataset,
        release: &str,
        imported_at: &str,
        earlier: &[ReleaseSummary],
    ) -> Result<Self, BuildError> {
        // Nothing that is not for everyone is derived from here on.
        let public = dataset.public();
        let dataset = &*public;
        let clock = Instant::now();
        let done = |step: &str| debug!(step, milliseconds = clock.elapsed().as_millis(), "atlas");
        let vintages: Vec<VintageAtlas> =
            dataset.topologies.par_iter().map(|topology| vintage_atlas(topology, dataset)).collect::<Result<_, _>>()?;
        let vintages = Vintages::new(vintages, dataset.base().ok_or(BuildError::NoBuurten)?)?;
        done("coverages");
        let base = vintages.base();
        let raw = RawColumns::new(&dataset.figures, &vintages);
        let population_period = dataset.population_period().ok_or(BuildError::NoInhabitants)?;
        let people = dataset.catalogue.population_id();
        let inhabitants =
            raw.column(people, population_period, base.vintage, Level::Buurt).ok_or(BuildError::NoInhabitants)?.clone();
        let sheet = Sheet::new(&base.coverage, Level::Buurt);
        let all: Vec<&VintageAtlas> = vintages.iter().collect();
        let crosses: Vec<Option<(CrossVintage, Lineage)>> = all
            .par_iter()
            .map(|vintage| {
                let cross = cross_vintage((base, &sheet), vintage, (&inhabitants, population_period))?;
                let lineage = Lineage::new(base, &inhabitants, vintage, &cross);
                Some((cross, lineage))
            })
            .collect();
        drop(sheet);
        done("overlays");
        let laid = all.iter().copied().zip(crosses.iter().map(|cross| Some(&cross.as_ref()?.0)));
        let areas = areas(dataset, base, laid, year_of(imported_at))?;
        let mut atlas = Self {
            release: release.to_owned(),
            imported_at: imported_at.to_owned(),
            manifest: dataset.manifest.clone(),
            catalogue: dataset.catalogue.clone(),
            vocabulary: dataset.vocabulary.clone(),
            figures: Vec::new(),
            columns: Columns::default(),
            base_inhabitants: inhabitants,
            population_period,
            designations: dataset.designations.clone(),
            practice_links: PracticeLinks::default(),
            search: SearchIndex::default().into(),
            areas,
            points: Vec::new(),
            priority: dataset.priority.clone(),
            practice: dataset.practice.clone(),
            publications: dataset.publications.clone(),
            events: dataset.events.clone(),
            programme: dataset.programme.clone(),
            library: dataset.library.clone(),
            similarity: Shared::default(),
            matched: Shared::default(),
            changes: Vec::new(),
            classes: super::class_cache::ClassCache::default(),
            own_places: super::own_places::OwnPlaces::default(),
            vintages: vintages.into(),
        };
        for (vintage, cross) in atlas.vintages.own().iter_mut().zip(crosses) {
            if let Some((cross, lineage)) = cross {
                vintage.cross = Some(cross);
                vintage.lineage = lineage;
            }
        }
        atlas.carry_examples();
        atlas.carry_lists();
        atlas.practice_links = PracticeLinks::new(atlas.base(), &atlas.areas, &atlas.practice);
        let mut search = SearchIndex::new(atlas.base(), &atlas.areas);
        search.set_former(atlas.former_places());
        atlas.search = search.into();
        let mut index = ColumnIndex::default();
        atlas.figures = published_figures(&atlas, 0, &raw, &mut index);
        atlas.columns.parts = part_columns(&atlas, 0, &raw, &mut index);
        atlas.points = dataset.points.iter().map(|set| PointAtlas::new(set, atlas.base()).into()).collect();
        done("parts");
        derive::all(&mut atlas, 0, &index, &raw.country);
        done("figures");
        atlas.similarity = Similarity::new(&atlas).into();
        done("similarity");
        atlas.matched = Matched::new(&atlas).into();
        derive::matched(&mut atlas);
        done("matched");
        let practice: Vec<Vec<u32>> = atlas.areas.iter().map(|area| practice_positions(&atlas, &area.place)).collect();
        for (area, positions) in atlas.areas.iter_mut().zip(practice) {
            area.practice = positions;
        }
        done("practice");
        let own = ReleaseSummary::of(&atlas);
        let mut summaries: Vec<ReleaseSummary> =
            earlier.iter().filter(|one| one.release != own.release).cloned().collect();
        summaries.push(own);
        atlas.changes = history(&summaries);
        Ok(atlas)
    }
}

fn practice_positions(atlas: &Atlas, place: &Place) -> Vec<u32> {
    atlas.practice_in(place).into_iter().filter_map(|at| u32::try_from(at).ok()).collect()
}

fn vintage_atlas(topology: &Topology, dataset: &Dataset) -> Result<VintageAtlas, BuildError> {
    let vintage = topology.vintage;
    let list = dataset.regions.iter().find(|list| list.vintage == vintage).ok_or(BuildError::NoRegions(vintage))?;
    let coverage = Coverage::new(topology).map_err(|error| BuildError::Outlines { vintage, error })?;
    let level = |level: Level| {
        let mut named: BTreeMap<RegionCode, String> =
            coverage.codes(level).iter().map(|&code| (code, String::new())).collect();
        let listed = list.regions.iter().filter(|region| region.code.level() == level);
        named.extend(listed.map(|region| (region.code, region.name.clone())));
        let outline = |code: &RegionCode| coverage.index(level, *code).and_then(|at| u32::try_from(at).ok());
        LevelRegions {
            outlines: named.keys().map(outline).collect(),
            codes: named.keys().copied().collect(),
            names: named.into_values().collect(),
        }
    };
    let (gemeente, wijk, buurt) = (level(Level::Gemeente), level(Level::Wijk), level(Level::Buurt));
    let path = format!("boundaries/{vintage}.json");
    let file = dataset.manifest.files.iter().find(|file| file.path.ends_with(&path));
    let attribution = file.map(|file| file.attribution.clone()).unwrap_or_default();
    let mut atlas = VintageAtlas {
        vintage,
        attribution,
        gemeente,
        wijk,
        buurt,
        coverage,
        partly_indicative: false,
        cross: None,
        lineage: Lineage::default(),
    };
    let lowest = atlas.coverage.base_level();
    let count = atlas.level(lowest).map_or(0, |regions| regions.codes.len());
    atlas.partly_indicative = (0..count).any(|at| atlas.basis(lowest, at) == Some(GeometryBasis::Approximate));
    Ok(atlas)
}

impl VintageAtlas {
    /// Positions in the coverage of the buurten of a place that have an outline.
    pub fn outline_positions(&self, place: &Place) -> Vec<usize> {
        place.buurten.iter().filter_map(|&at| *self.buurt.outlines.get(at as usize)?).map(|at| at as usize).collect()
    }
}

/// Lays the buurten of the base vintage on the lowest regions of another vintage.
fn cross_vintage(
    (base, sheet): (&VintageAtlas, &Sheet),
    other: &VintageAtlas,
    (inhabitants, people_of): (&Column, Period),
) -> Option<CrossVintage> {
    if other.vintage == base.vintage {
        return None;
    }
    let level = other.coverage.base_level();
    let regions = other.level(level)?;
    let at_from = positions(&base.buurt);
    let at_to = positions(regions);
    let mut entries: Vec<(u32, u32, f32)> = lay(sheet, &Sheet::new(&other.coverage, level))
        .into_iter()
        .filter_map(|share| {
            #[expect(clippy::cast_possible_truncation, reason = "a share needs no more than single precision")]
            Some((*at_from.get(&share.from)?, *at_to.get(&share.to)?, share.share_of_from as f32))
        })
        .collect();
    entries.sort_unstable_by_key(|&(from, to, _)| (from, to));
    let mut starts = vec![0_u32; base.buurt.codes.len() + 1];
    for &(from, ..) in &entries {
        if let Some(count) = starts.get_mut(from as usize + 1) {
            *count += 1;
        }
    }
    let mut total = 0;
    for start in &mut starts {
        total += *start;
        *start = total;
    }
    let parents = [Level::Gemeente, Level::Wijk].map(|parent| {
        parent_positions(&regions.codes, parent, |code| other.level(parent).and_then(|list| list.index(code)))
    });
    let mut cross = CrossVintage {
        level,
        starts,
        to: entries.iter().map(|&(_, to, _)| to).collect(),
        share_of_from: entries.iter().map(|&(.., share)| share).collect(),
        area: Level::MAPPED.map(|level| surfaces(other, level)),
        base_area: surfaces(base, Level::Buurt),
        parents,
        inhabitants: Default::default(),
        people_of,
    };
    let people = |buurt: u32| inhabitants.get(buurt as usize).known();
    let len = |level| other.level(level).map_or(0, |regions| regions.codes.len());
    let carried = Level::MAPPED.map(|at| if at > level { Vec::new() } else { cross.carry(people, at, len(at)) });
    cross.inhabitants = carried;
    Some(cross)
}

/// From position in the coverage to position among the regions.
fn positions(regions: &LevelRegions) -> BTreeMap<u32, u32> {
    let pair = |(at, outline): (usize, &Option<u32>)| Some(((*outline)?, u32::try_from(at).ok()?));
    regions.outlines.iter().enumerate().filter_map(pair).collect()
}

fn surfaces(vintage: &VintageAtlas, level: Level) -> Vec<f32> {
    let outlines = vintage.level(level).map_or(&[][..], |regions| &regions.outlines);
    #[expect(clippy::cast_possible_truncation, reason = "square metres need no more than single precision here")]
    let surface = |outline: &Option<u32>| outline.map_or(0.0, |at| vintage.coverage.area_m2(level, at as usize) as f32);
    outlines.iter().map(surface).collect()
}

/// The published columns of every period of the indicators from `first` on; where they are kept goes into the index.
pub(super) fn published_figures(
    atlas: &Atlas,
    first: usize,
    raw: &RawColumns,
    index: &mut ColumnIndex,
) -> Vec<Shared<IndicatorFigures>> {
    let mut figures = Vec::new();
    for (i, indicator) in (0_u16..).zip(&atlas.catalogue.indicators).skip(first) {
        let mut periods = Vec::new();
        for (p, declared) in (0_u16..).zip(&indicator.periods) {
            let mut levels = Vec::new();
            for level in Level::MAPPED {
                let key = ColumnKey {
                    measure: indicator.id.clone(),
                    period: declared.period,
                    vintage: declared.vintage,
                    level,
                };
                let Some(values) = raw.columns.get(&key).filter(|_| declared.levels.contains(&level)) else { continue };
                let margins = raw.margins.get(&key).cloned();
                index.add(key, ColumnRef::Figures(i, p, level));
                levels.push(LevelFigures {
                    level,
                    values: if declared.nil_without_row { nil_without_row(values) } else { values.clone() },
                    margins,
                    origin: if declared.published { Origin::Published } else { Origin::Computed },
                    breaks: Vec::new(),
                });
            }
            let missing = Figure::missing(Missing::NotInDelivery);
            periods.push(PeriodFigures {
                on_base: atlas.is_base(declared.vintage),
                plan: Plan::default(),
                levels,
                gemeenten: None,
                nederland: missing,
                areas: Vec::new(),
                rest: Vec::new(),
                matched: Vec::new(),
                together: Vec::new(),
                ranks: Vec::new(),
            });
        }
        figures.push(IndicatorFigures { periods }.into());
    }
    figures
}

/// Columns of measures that are no indicator, and weights and inhabitants laid on other vintages, as far as the
/// indicators from `first` on need more than the Atlas has.
pub(super) fn part_columns(
    atlas: &Atlas,
    first: usize,
    raw: &RawColumns,
    index: &mut ColumnIndex,
) -> Vec<(ColumnKey, Shared<Column>)> {
    let mut parts: Vec<(ColumnKey, Shared<Column>)> = Vec::new();
    let mut add = |key: ColumnKey, column: Column, index: &mut ColumnIndex| {
        let at = atlas.columns.parts.len() + parts.len();
        index.add(key.clone(), ColumnRef::Part(u32::try_from(at).unwrap_or(u32::MAX)));
        parts.push((key, column.into()));
    };
    for (key, column) in &raw.columns {
        if atlas.catalogue.measure(&key.measure).is_some() {
            add(key.clone(), column.clone(), index);
        }
    }
    let people = atlas.catalogue.population_id();
    let mut wanted: BTreeSet<(String, Period, Vintage)> = BTreeSet::new();
    for declared in atlas.catalogue.indicators.iter().skip(first).flat_map(|indicator| &indicator.periods) {
        if !atlas.is_base(declared.vintage) {
            wanted.insert((people.to_owned(), atlas.population_period, declared.vintage));
            let weight = declared.rule.weight().and_then(|(id, of)| Some((id.to_owned(), of?, declared.vintage)));
            wanted.extend(weight);
        }
    }
    for (measure, period, vintage) in wanted {
        let Some(target) = atlas.vintage(vintage) else { continue };
        let base = atlas.base().vintage;
        let known = || atlas.columns.get(&atlas.figures, index.find(&measure, period, base, Level::Buurt)?);
        let source = raw.column(&measure, period, base, Level::Buurt).or_else(known);
        let (Some(cross), Some(source)) = (&target.cross, source) else { continue };
        for level in Level::MAPPED.into_iter().filter(|&level| level <= cross.level) {
            let len = target.level(level).map_or(0, |regions| regions.codes.len());
            let carried = cross.carry(|buurt| source.get(buurt as usize).known(), level, len);
            let outlines = target.level(level).map_or(&[][..], |regions| &regions.outlines);
            let value = |(count, outline): (f64, &Option<u32>)| match outline {
                Some(_) => Value::Known(count),
                None => Value::Missing(Missing::NotInDelivery),
            };
            let key = ColumnKey { measure: measure.clone(), period, vintage, level };
            if index.find(&measure, period, vintage, level).is_some() {
                continue;
            }
            add(key, carried.into_iter().zip(outlines).map(value).collect(), index);
        }
    }
    parts
}
