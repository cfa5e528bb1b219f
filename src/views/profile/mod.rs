//! What the profile of a place shows: a focus area, gemeente, wijk or buurt.
//!
//! Everything borrows from the Atlas; no figure is derived here, only chosen and put side by side.

mod header;
mod highlights;
mod neighbourhoods;
mod own;
mod parts;
mod rows;
mod similar;

use std::borrow::Cow;

use super::gap::{self, GapView};
use crate::atlas::{AreaAtlas, Atlas, Centre, IndicatorRef, Matching, Place, PlaceId, Scope};
use crate::domain::{
    AreaMember, Designation, GeometryBasis, Indicator, IndicatorPeriod, Lang, Level, RegionCode, Role, Source, Theme,
    Vintage,
};

pub use crate::atlas::{Figure, FigureCoverage, MemberBasis, Origin, Rank};
pub use crate::domain::{Reference, ReferenceKind, ShownFigure};
pub use header::{place_address, place_name, region_address};
pub use highlights::WHY as HIGHLIGHT_METHOD;
pub use own::{OwnView, build_own, default_name};
pub use parts::PartFigure;
pub use similar::{SHOWN as SIMILAR_SHOWN, SimilarFeature, SimilarRow, SimilarView};

/// What a reader may choose on a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choices<'a> {
    /// Indicator of the section "Loopt de achterstand in?"; `None` for the default.
    pub gap: Option<IndicatorRef<'a>>,
    /// Where similar places are sought.
    pub similar: Scope,
}

impl Default for Choices<'_> {
    fn default() -> Self {
        Self { gap: None, similar: Scope::Anywhere }
    }
}

/// The profile of a place.
#[derive(Clone, Debug)]
pub struct ProfileView<'a> {
    /// What everything is read from.
    pub atlas: &'a Atlas,
    /// Language in which names are read.
    pub lang: Lang,
    /// The place.
    pub place: &'a Place,
    /// Its name.
    pub name: &'a str,
    /// Its address on this site.
    pub address: String,
    /// What names it in addresses of charts and lists about it.
    pub key: String,
    /// What it lies in, from large to small, without itself.
    pub trail: Vec<Crumb<'a>>,
    /// The focus area, when it is one.
    pub area: Option<AreaView<'a>>,
    /// The region, when it is one.
    pub region: Option<RegionView<'a>>,
    /// What a reader put together, when it is that.
    pub own: Option<OwnView<'a>>,
    /// Up to three rows that differ most from Nederland: theme and row.
    pub highlights: Vec<(usize, usize)>,
    /// Themes of indicators in the order of the vocabulary, each with its rows (possibly none).
    pub themes: Vec<ThemeView<'a>>,
    /// The distance to the references over time, for the chosen indicator; `None` where no indicator has one.
    pub gap: Option<GapView<'a>>,
    /// The places most like this one; `None` when too little is known of it.
    pub similar: Option<SimilarView<'a>>,
    /// Themes of the programme that no delivered indicator bears on.
    pub absent: Vec<&'a Theme>,
    /// Regions inside the place.
    pub neighbourhoods: Neighbourhoods<'a>,
    /// Sources of all figures shown, in the order of the catalogue.
    pub sources: Vec<&'a Source>,
}

/// A step of the breadcrumb.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crumb<'a> {
    /// Name.
    pub name: &'a str,
    /// Address.
    pub href: String,
}

/// What a focus area has beyond figures.
#[derive(Clone, Debug)]
pub struct AreaView<'a> {
    /// The area.
    pub atlas: &'a AreaAtlas,
    /// Its designations, newest first.
    pub designations: Vec<&'a Designation>,
    /// Members of which the source names a part.
    pub parts_counted_whole: Vec<(&'a AreaMember, &'a str)>,
    /// Buurten whose outline is indicative only, of all buurten.
    pub approximate: (usize, usize),
}

/// What a region has beyond figures.
#[derive(Clone, Debug)]
pub struct RegionView<'a> {
    /// Its code.
    pub code: RegionCode,
    /// Focus areas that it belongs to, contains or touches.
    pub areas: Vec<&'a AreaAtlas>,
    /// How good its outline is; `None` without one.
    pub basis: Option<GeometryBasis>,
}

/// A theme of indicators.
#[derive(Clone, Debug)]
pub struct ThemeView<'a> {
    /// Id, also the anchor on the page.
    pub id: &'a str,
    /// Label.
    pub label: &'a str,
    /// One row per indicator.
    pub rows: Vec<Row<'a>>,
}

/// One indicator of the place.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    /// The indicator.
    pub indicator: &'a Indicator,
    /// The period shown: the headline of the indicator, or the newest with a figure where that one has none.
    pub period: &'a IndicatorPeriod,
    /// Its source.
    pub source: Option<&'a Source>,
    /// Middle and spread of the gemeenten in that period.
    pub gemeenten: Option<Centre>,
    /// The figure.
    pub figure: ShownFigure,
    /// What it is compared with, in the same period.
    pub references: Vec<ReferenceFigure<'a>>,
    /// Share (0-1) of the count of the named gemeente.
    pub share_of: Option<(&'a str, f64)>,
    /// Rank among the 20.
    pub rank: Option<Rank>,
    /// The values inside the place.
    pub spread: Option<Spread>,
    /// All periods, oldest first.
    pub series: Vec<SeriesPoint<'a>>,
}

impl<'a> Row<'a> {
    /// The reference of this kind.
    #[must_use]
    pub fn reference(&self, kind: ReferenceKind) -> Option<&ReferenceFigure<'a>> {
        self.references.iter().find(|found| found.reference.kind() == kind)
    }
}

/// A reference with its figure.
#[derive(Clone, Copy, Debug)]
pub struct ReferenceFigure<'a> {
    /// What it is.
    pub reference: Reference<'a>,
    /// Its figure in the period of the row.
    pub figure: ShownFigure,
}

/// The values inside a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Spread {
    /// Level of the values.
    pub level: Level,
    /// Vintage of the regions.
    pub vintage: Vintage,
    /// Known values, in the order of the members.
    pub values: Vec<f64>,
    /// The lowest and the highest of them.
    pub range: (f64, f64),
    /// Regions without a value.
    pub unknown: usize,
    /// Decimals of the values.
    pub decimals: i8,
}

/// One period of a series.
#[derive(Clone, Debug)]
pub struct SeriesPoint<'a> {
    /// The period.
    pub declared: &'a IndicatorPeriod,
    /// Figure of the place.
    pub figure: ShownFigure,
    /// Figure of Nederland.
    pub nederland: ShownFigure,
}

/// The regions inside a place with a few figures each.
#[derive(Clone, Debug)]
pub struct Neighbourhoods<'a> {
    /// Indicator and period of each column.
    pub columns: Vec<(&'a Indicator, &'a IndicatorPeriod)>,
    /// Rows in order; a buurt listed under its wijk is indented.
    pub rows: Vec<NeighbourhoodRow<'a>>,
}

/// A region inside a place.
#[derive(Clone, Debug)]
pub struct NeighbourhoodRow<'a> {
    /// Code.
    pub code: RegionCode,
    /// Name.
    pub name: &'a str,
    /// Whether it stands under the wijk above it.
    pub nested: bool,
    /// Whether its outline is indicative only.
    pub approximate: bool,
    /// One figure per column.
    pub figures: Vec<ShownFigure>,
}

/// The profile of `place`, with names in `lang`. `None` for a place that has no page of its own.
#[must_use]
pub fn build<'a>(atlas: &'a Atlas, place: &'a Place, lang: Lang) -> Option<ProfileView<'a>> {
    build_with(atlas, place, lang, Choices::default())
}

/// The same with what the reader chose.
#[must_use]
pub fn build_with<'a>(atlas: &'a Atlas, place: &'a Place, lang: Lang, choices: Choices<'a>) -> Option<ProfileView<'a>> {
    let (area, region) = match place.id {
        PlaceId::Area(index) => (Some(header::area(atlas, place, index)?), None),
        PlaceId::Region(code) => (None, Some(header::region(atlas, code)?)),
        PlaceId::Rest(_) | PlaceId::Together | PlaceId::Own => return None,
    };
    let named = (header::place_name(atlas, place)?, header::place_address(atlas, place)?);
    Some(ProfileView { area, region, ..assemble(atlas, place, named, lang, choices) })
}

/// What every profile has.
fn assemble<'a>(
    atlas: &'a Atlas,
    place: &'a Place,
    (name, address): (&'a str, String),
    lang: Lang,
    choices: Choices<'a>,
) -> ProfileView<'a> {
    let references = atlas.references_of(place);
    let mut matching = Matching::new(atlas, place);
    let themes: Vec<ThemeView<'a>> = atlas
        .vocabulary
        .indicator_themes
        .iter()
        .map(|theme| ThemeView {
            id: &theme.id,
            label: theme.label.get(lang),
            rows: rows::of_theme((place, &references), atlas, &mut matching, &theme.id),
        })
        .collect();
    let highlights = highlights::choose(&themes);
    let gap = choices.gap.or_else(|| default_gap(atlas, &themes, &highlights));
    ProfileView {
        atlas,
        lang,
        place,
        name,
        key: address.rsplit('/').next().unwrap_or_default().to_owned(),
        address,
        trail: header::trail(atlas, place, lang),
        area: None,
        region: None,
        own: None,
        highlights,
        gap: gap.and_then(|of| gap::named(atlas, &mut matching, Cow::Borrowed(name), of)),
        similar: similar::of(atlas, place, choices.similar),
        absent: absent(atlas, &themes),
        neighbourhoods: neighbourhoods::of(atlas, place),
        sources: sources(atlas, &themes),
        themes,
    }
}

impl<'a> ProfileView<'a> {
    /// The address of the profile as a file: `extension` goes before the query, `more` is added to it.
    #[must_use]
    pub fn file(&self, extension: &str, more: Option<&str>) -> String {
        let (path, query) = self.address.split_once('?').map_or((self.address.as_str(), None), |(p, q)| (p, Some(q)));
        let query: Vec<&str> = query.into_iter().chain(more).collect();
        let joint = if query.is_empty() { "" } else { "?" };
        format!("{path}.{extension}{joint}{}", query.join("&"))
    }

    /// The row of the indicator `id`.
    #[must_use]
    pub fn row(&self, id: &str) -> Option<&Row<'a>> {
        self.themes.iter().flat_map(|theme| &theme.rows).find(|row| row.indicator.id == id)
    }

    /// The rows that differ most from Nederland.
    pub fn highlighted(&self) -> impl Iterator<Item = &Row<'a>> + '_ {
        self.highlights.iter().filter_map(|&(theme, row)| self.themes.get(theme)?.rows.get(row))
    }
}

/// The indicator of the gap section when none was chosen: the first that stands out and has a gap, else the first
/// headline indicator that has figures for the place.
fn default_gap<'a>(
    atlas: &'a Atlas,
    themes: &[ThemeView<'_>],
    highlights: &[(usize, usize)],
) -> Option<IndicatorRef<'a>> {
    let usable = |row: &Row<'_>| {
        let of = atlas.indicator(&row.indicator.id).filter(|of| of.has_gap())?;
        (row.series.len() - row.gaps() > 1).then_some(of)
    };
    let rows = || themes.iter().flat_map(|theme| &theme.rows);
    let standing_out = highlights.iter().filter_map(|&(theme, row)| themes.get(theme)?.rows.get(row));
    standing_out.chain(rows().filter(|row| row.indicator.has_role(&Role::Headline))).find_map(usable)
}

/// Themes of examples without any indicator behind them.
fn absent<'a>(atlas: &'a Atlas, themes: &[ThemeView<'_>]) -> Vec<&'a Theme> {
    let has_rows = |id: &String| themes.iter().any(|theme| theme.id == id && !theme.rows.is_empty());
    atlas.vocabulary.themes.iter().filter(|theme| !theme.indicator_themes.iter().any(has_rows)).collect()
}

/// Sources of every period shown, each once.
fn sources<'a>(atlas: &'a Atlas, themes: &[ThemeView<'_>]) -> Vec<&'a Source> {
    let used = |source: &&Source| {
        themes
            .iter()
            .flat_map(|theme| &theme.rows)
            .flat_map(|row| &row.series)
            .any(|point| point.declared.source == source.id)
    };
    atlas.catalogue.sources.iter().filter(used).collect()
}
