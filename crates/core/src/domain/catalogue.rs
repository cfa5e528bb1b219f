//! The catalogue: what every indicator means, where it comes from, and by which rule it becomes a figure of an area.
//!
//! Read from `geodata/catalogue.toml`, which people edit by hand.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::code::{Level, RegionCode};
use super::lang::Text;
use super::period::{Period, Vintage};
use super::role::Role;
use super::unit::{self, Unit};

/// All sources, measures and indicators.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Catalogue {
    /// The division in which areas are delimited and places are addressed; without one the newest that has outlines of
    /// buurten (see [`Dataset::base`](super::Dataset::base)).
    #[serde(default)]
    pub base: Option<Vintage>,
    /// The division of codes that name none: in keys of readers' own places, and with what people wrote. It was the base
    /// when the first of them were written, and never changes; without it the base.
    #[serde(default)]
    pub unmarked: Option<Vintage>,
    /// Units besides those that every catalogue knows, or in place of them.
    #[serde(rename = "unit", default)]
    pub units: Vec<Unit>,
    /// Publications of figures.
    #[serde(default, rename = "source")]
    pub sources: Vec<Source>,
    /// Parts of a ratio and weights that have no page of their own.
    #[serde(rename = "measure", default)]
    pub measures: Vec<Measure>,
    /// Indicators, in the order in which pages show them within a theme.
    #[serde(default, rename = "indicator")]
    pub indicators: Vec<Indicator>,
    /// Periods of indicators that stand in another package, by their id. Empty once packages are joined.
    #[serde(default)]
    pub periods: BTreeMap<String, Vec<IndicatorPeriod>>,
}

impl Catalogue {
    /// The indicator with this id.
    pub fn indicator(&self, id: &str) -> Option<&Indicator> {
        self.indicators.iter().find(|indicator| indicator.id == id)
    }

    /// The source with this id.
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == id)
    }

    /// The measure with this id (a measure or an indicator names one column of figures).
    pub fn measure(&self, id: &str) -> Option<&Measure> {
        self.measures.iter().find(|measure| measure.id == id)
    }
}

/// A publication of figures: who, what, which table, under which terms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Id used in the catalogue (`cbs-kwb-2022`).
    pub id: String,
    /// Name of the publication.
    pub name: Text,
    /// Publisher as attribution names it ("CBS").
    pub publisher: String,
    /// Table number at the publisher ("85984NED"); empty when there is none.
    #[serde(default)]
    pub table: String,
    /// Year of the edition.
    pub year: String,
    /// Licence ("CC BY 4.0") or "niet vastgesteld".
    pub licence: String,
    /// The line that must stand under every map, chart and export.
    pub attribution: Text,
    /// Where a reader can look it up; empty when no address was established.
    #[serde(default)]
    pub url: String,
    /// What to know about it (model estimate, rounding).
    #[serde(default)]
    pub note: Option<Text>,
}

/// A column of figures that is only a part of an indicator or a weight.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// Id (`inwoners_65_plus`).
    pub id: String,
    /// Name, used in the wording of rules ("gewogen met ...").
    pub name: Text,
}

/// Whether more is better. A judgement is shown only where there is one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Polarity {
    /// No judgement.
    #[default]
    Neutral,
    /// Higher is more favourable.
    HigherBetter,
    /// Higher is less favourable.
    HigherWorse,
}

/// Who may see an indicator.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Audience {
    /// Everyone.
    #[default]
    Everyone,
    /// Signed-in editors whose sight covers its gemeenten.
    Editors,
}

/// How parts weigh into an average.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WeightedKind {
    /// A share, weighted by its own denominator.
    Share,
    /// A mean, weighted by its own denominator; an approximation.
    Mean,
    /// A distance, weighted by inhabitants; an approximation.
    Distance,
}

/// Why an indicator is never built from parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoAggregation {
    /// A class.
    Class,
    /// A median.
    Median,
    /// A rank, index or decile.
    Rank,
    /// A mark, of which nobody says how many people gave it.
    Mark,
}

/// Fewest things that a figure may rest on, counted by a measure of the same period: a figure of one school is a figure
/// about that school.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MinCount {
    /// Id of the measure or indicator that counts.
    pub measure: String,
    /// Below this number there is no figure.
    pub least: f64,
}

/// The rule by which the figures of members become the figure of an area.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Rule {
    /// Counts are added.
    Sum {},
    /// Weighted average of the published figures.
    Weighted {
        /// What is averaged.
        kind: WeightedKind,
        /// Id of the weighting measure or indicator.
        weight: String,
        /// Period of the weight; without one the nearest in time that is delivered, which ingest fills in.
        #[serde(default)]
        weight_period: Option<Period>,
        /// Whether the weight stands in for a denominator that is not delivered.
        #[serde(default)]
        stand_in: bool,
    },
    /// Recomputed from numerator and denominator of the same members.
    Ratio {
        /// Id of the numerator.
        numerator: String,
        /// Period of the numerator; without one that of the figure itself, which ingest fills in.
        #[serde(default)]
        numerator_period: Option<Period>,
        /// Id of the denominator.
        denominator: String,
        /// Period of the denominator; without one the nearest in time that is delivered, which ingest fills in.
        #[serde(default)]
        denominator_period: Option<Period>,
        /// Multiplier: 100 for percent and for hectare to square kilometre, 1000 for per 1,000.
        factor: f64,
        /// Below this denominator there is no figure; 0 for no limit.
        #[serde(default)]
        min_denominator: f64,
        /// What must be counted a number of times for there to be a figure.
        #[serde(default)]
        min_count: Option<MinCount>,
    },
    /// Not aggregated: the page shows the spread of the members.
    None {
        /// Why.
        because: NoAggregation,
    },
}

impl Rule {
    /// What weighs under the rule besides its values, and of which period where that is declared or found.
    pub fn weight(&self) -> Option<(&str, Option<Period>)> {
        match self {
            Self::Weighted { weight, weight_period, .. } => Some((weight, *weight_period)),
            Self::Ratio { denominator, denominator_period, .. } => Some((denominator, *denominator_period)),
            Self::Sum {} | Self::None { .. } => None,
        }
    }

    /// The fewest things that a figure may rest on.
    pub const fn min_count(&self) -> Option<&MinCount> {
        if let Self::Ratio { min_count, .. } = self { min_count.as_ref() } else { None }
    }

    /// Sets the period of a numerator that has none.
    pub const fn count_in(&mut self, of: Period) {
        if let Self::Ratio { numerator_period: numerator @ None, .. } = self {
            *numerator = Some(of);
        }
    }

    /// Sets the period of what weighs under the rule.
    pub const fn weigh_with(&mut self, of: Period) {
        match self {
            Self::Weighted { weight_period, .. } => *weight_period = Some(of),
            Self::Ratio { denominator_period, .. } => *denominator_period = Some(of),
            Self::Sum {} | Self::None { .. } => {}
        }
    }
}

/// One period of an indicator: on which codes, from which source, how precise, by which rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndicatorPeriod {
    /// The time it is about.
    pub period: Period,
    /// The vintage of its codes.
    pub vintage: Vintage,
    /// Decimals of the published figure; negative for thousands (-3) or hundreds (-2).
    pub decimals: i8,
    /// Decimals of the figure of an area, where it differs.
    #[serde(default)]
    pub area_decimals: Option<i8>,
    /// Id of the source.
    pub source: String,
    /// Levels with rows in the delivery. A ratio without published rows lists the levels of its parts.
    pub levels: Vec<Level>,
    /// Whether the figures are published as such; otherwise every region's figure is computed by the rule.
    #[serde(default = "yes")]
    pub published: bool,
    /// Rule from members to area.
    pub rule: Rule,
    /// Why this period cannot be compared with the one before; the series is drawn with a gap.
    #[serde(default)]
    pub break_before: Option<Text>,
    /// Whether a region without a row has none of what is counted: the delivery lists what there is (schools).
    #[serde(default)]
    pub nil_without_row: bool,
}

const fn yes() -> bool {
    true
}

impl IndicatorPeriod {
    /// Decimals of the figure of an area.
    pub fn decimals_of_area(&self) -> i8 {
        self.decimals_for(None)
    }

    /// Decimals of the figure of a kind of place: a region of a level, or (`None`) a place that was built from regions.
    pub fn decimals_for(&self, level: Option<Level>) -> i8 {
        match level {
            Some(_) => self.decimals,
            None => self.area_decimals.unwrap_or(self.decimals),
        }
    }

    /// Returns whether it counts something, and so depends on how large a place is.
    pub const fn is_count(&self) -> bool {
        matches!(self.rule, Rule::Sum {})
    }

    /// Returns whether it is a share, mean or ratio: such figures of places of any size can be held against each other,
    /// and averaged.
    pub const fn is_relative(&self) -> bool {
        matches!(self.rule, Rule::Weighted { .. } | Rule::Ratio { .. })
    }

    /// Returns whether no figure of a larger place is ever made of it.
    pub const fn is_never_aggregated(&self) -> bool {
        matches!(self.rule, Rule::None { .. })
    }
}

/// An indicator.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Id in URLs (`koopwoningen`).
    pub id: String,
    /// Indicator theme (`wonen`).
    pub theme: String,
    /// Name.
    pub name: Text,
    /// What it measures, of whom, in one or two sentences.
    pub definition: Text,
    /// Unit; a file names it by id, and reading it fills it in.
    #[serde(with = "unit::held")]
    pub unit: Arc<Unit>,
    /// Unit in words, as the reader sees it ("% van de woningen").
    pub unit_label: Text,
    /// Whether more is better.
    pub polarity: Polarity,
    /// Whose share or mean it is, and what stands in for it ("woningen; niet geleverd, gewogen met huishoudens").
    #[serde(default)]
    pub denominator: Option<Text>,
    /// Whether it may colour a map. Counts may not.
    pub choropleth: bool,
    /// What a careful reader must know.
    #[serde(default)]
    pub caveat: Option<Text>,
    /// Labels of the classes from 1 on; they become those of its unit.
    #[serde(default)]
    pub class_labels: Vec<Text>,
    /// What it is arithmetically tied to: indicators of one family are parts of one another.
    #[serde(default)]
    pub family: Option<String>,
    /// Its parts in the product.
    #[serde(default)]
    pub roles: Vec<Role>,
    /// The gemeenten that it exists for, by their codes of the base division; empty for the whole country.
    #[serde(default)]
    pub scope: Vec<RegionCode>,
    /// Who may see it.
    #[serde(default)]
    pub audience: Audience,
    /// The period that pages lead with, where it is not the newest (a rate whose denominator is of that year).
    #[serde(default)]
    pub headline: Option<Period>,
    /// Periods, newest first. Those of other packages are joined to them.
    #[serde(default, rename = "period")]
    pub periods: Vec<IndicatorPeriod>,
}

impl Indicator {
    /// The declaration of `period`.
    pub fn period(&self, period: Period) -> Option<&IndicatorPeriod> {
        self.periods.iter().find(|declared| declared.period == period)
    }

    /// Position of the period that pages lead with: the declared headline, else the newest.
    pub fn headline_index(&self) -> usize {
        self.headline.and_then(|period| self.periods.iter().position(|declared| declared.period == period)).unwrap_or(0)
    }

    /// The period that pages lead with.
    pub fn headline(&self) -> Option<&IndicatorPeriod> {
        self.periods.get(self.headline_index())
    }
}
