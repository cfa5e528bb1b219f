//! The figures of a place as data: every indicator in every period, with what it is compared with. The API serves this.

use serde::Serialize;
use utoipa::ToSchema;

use crate::atlas::{
    Atlas, Figure, IndicatorRef, MemberBasis, Origin, PeriodRef, Place, PlaceId, PlaceReferences, Rank,
};
use crate::domain::{Missing, ReferenceKind, Value, round_to};

/// A figure: a value, or the reason why there is none.
#[derive(Debug, Serialize, ToSchema)]
pub struct FigureBody {
    /// The value at full precision. Absent where it is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// Lower bound of the 95 % interval that the publisher gives with its estimate. Absent where it gives none, and for
    /// figures that are built or computed here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lower: Option<f64>,
    /// Upper bound of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upper: Option<f64>,
    /// Why there is no value: `suppressed`, `not_in_delivery`, `not_published_at_level`, `not_applicable`,
    /// `not_yet_available`, `boundary_changed`, `not_aggregable`, `too_little_coverage`, `denominator_too_small`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing: Option<&'static str>,
    /// `published` (a row of the source), `computed` (by us from parts of the same region) or `aggregated` (by us from
    /// members).
    pub origin: &'static str,
    /// Share of the denominator held by members with a known value (0-1); only for aggregated figures.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coverage: Option<f64>,
    /// Number of members; only for aggregated figures.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub n_members: Option<u32>,
    /// Members with a known value; only for aggregated figures.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub n_known: Option<u32>,
    /// A sum over less than all members: read "at least".
    pub at_least: bool,
    /// How the members were found: `listed`, or `overlay` of outlines (derived).
    pub members: &'static str,
    /// For an overlay: share of the inhabitants of the base division that the members hold (0-1).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub held: Option<f64>,
    /// For an overlay: share of the members' inhabitants outside the place (0-1).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outside: Option<f64>,
}

impl From<&Figure> for FigureBody {
    fn from(figure: &Figure) -> Self {
        let (members, held, outside) = match figure.members {
            MemberBasis::Listed => ("listed", None, None),
            MemberBasis::Overlay(found) => ("overlay", Some(found.held), Some(found.outside)),
        };
        Self {
            value: figure.value.known(),
            lower: figure.margin.map(|margin| margin.lower),
            upper: figure.margin.map(|margin| margin.upper),
            missing: figure.value.missing().map(Missing::as_str),
            origin: origin(figure.origin),
            coverage: figure.coverage.map(|coverage| coverage.share),
            n_members: figure.coverage.map(|coverage| coverage.members),
            n_known: figure.coverage.map(|coverage| coverage.known),
            at_least: figure.at_least,
            members,
            held,
            outside,
        }
    }
}

/// The name of an origin.
pub const fn origin(origin: Origin) -> &'static str {
    match origin {
        Origin::Published => "published",
        Origin::Computed => "computed",
        Origin::Aggregated => "aggregated",
    }
}

/// Rank among the focus areas: 1, 2, 2, 4 on published precision, highest value first.
#[derive(Debug, Serialize, ToSchema)]
pub struct RankBody {
    /// Place from the highest value.
    pub place: u32,
    /// Areas with a figure.
    pub of: u32,
    /// Areas without one.
    pub unknown: u32,
}

impl From<Rank> for RankBody {
    fn from(rank: Rank) -> Self {
        Self { place: rank.place, of: rank.of, unknown: rank.unknown }
    }
}

/// Figures that a figure is held against, each under its name.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReferencesBody {
    /// The municipality.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gemeente: Option<FigureBody>,
    /// The rest of the municipality, outside every focus area.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rest_of_gemeente: Option<FigureBody>,
    /// The 20 focus areas together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub focus_areas_together: Option<FigureBody>,
    /// The Netherlands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nederland: Option<FigureBody>,
}

impl ReferencesBody {
    /// The references that a place has, with their figures in one period.
    pub fn of(references: &PlaceReferences<'_>, at: PeriodRef<'_>) -> Self {
        let figure = |kind| references.figure(kind, at).as_ref().map(FigureBody::from);
        Self {
            gemeente: figure(ReferenceKind::Gemeente),
            rest_of_gemeente: figure(ReferenceKind::Rest),
            focus_areas_together: figure(ReferenceKind::Together),
            nederland: figure(ReferenceKind::Nederland),
        }
    }
}

/// One period of an indicator for a place.
#[derive(Debug, Serialize, ToSchema)]
pub struct PeriodBody {
    /// Year (`2022`) or interval (`2014-2016`).
    pub period: String,
    /// Vintage of the codes of the figures it is built from.
    pub vintage: u16,
    /// Decimals to show; negative for rounding to tens, hundreds, thousands.
    pub decimals: i8,
    /// Id of the source in `/api/v1/indicators`.
    pub source: String,
    /// The figure.
    #[serde(flatten)]
    pub figure: FigureBody,
    /// Rank among the focus areas.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank: Option<RankBody>,
    /// What to hold it against.
    pub references: ReferencesBody,
}

/// The figures of a place for one indicator, newest period first.
#[derive(Debug, Serialize, ToSchema)]
pub struct IndicatorFiguresBody {
    /// Id of the indicator.
    pub id: String,
    /// Dutch name.
    pub name_nl: String,
    /// English name.
    pub name_en: String,
    /// Unit in words (Dutch).
    pub unit_nl: String,
    /// Unit in words (English).
    pub unit_en: String,
    /// Periods.
    pub periods: Vec<PeriodBody>,
}

/// The figures of a place in every period, in the order of the catalogue, each with the references that the place has.
pub fn place_figures(atlas: &Atlas, place: &Place) -> Vec<IndicatorFiguresBody> {
    let level = match place.id {
        PlaceId::Region(code) => Some(code.level()),
        _ => None,
    };
    let references = atlas.references_of(place);
    let period = |at: PeriodRef<'_>| PeriodBody {
        period: at.period.period.to_string(),
        vintage: at.period.vintage.0,
        decimals: at.period.decimals_for(level),
        source: at.period.source.clone(),
        figure: (&atlas.place_figure(place, at)).into(),
        rank: rank(place, at).map(RankBody::from),
        references: ReferencesBody::of(&references, at),
    };
    let body = |of: IndicatorRef<'_>| IndicatorFiguresBody {
        id: of.indicator.id.clone(),
        name_nl: of.indicator.name.nl.clone(),
        name_en: of.indicator.name.en.clone(),
        unit_nl: of.indicator.unit_label.nl.clone(),
        unit_en: of.indicator.unit_label.en.clone(),
        periods: of.periods().map(period).collect(),
    };
    atlas.indicators_of(place).map(body).collect()
}

/// The rank of a focus area; other places have none.
fn rank(place: &Place, at: PeriodRef<'_>) -> Option<Rank> {
    match place.id {
        PlaceId::Area(index) => at.figures.ranks.get(index as usize).copied().flatten(),
        _ => None,
    }
}

/// A number as it is published: rounded to `decimals` (negative for tens and more).
pub fn published(value: Value, decimals: i8) -> Option<f64> {
    value.known().map(|number| round_to(number, decimals))
}
