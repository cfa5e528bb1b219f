//! Two to six places side by side: one row per indicator, one column per place, all figures of a row in one period.
//!
//! Everything borrows from the Atlas; no figure is derived here, only chosen and put side by side.

mod maps;
mod query;
mod trends;

use crate::atlas::{Atlas, Figure, IndicatorRef, PeriodRef};
use crate::domain::{Indicator, IndicatorPeriod, Lang, ShownFigure, Source};
use crate::views::place::NamedPlace;

pub use maps::{CompareMaps, PlaceMap};
pub use query::{CompareError, CompareQuery, MOST};
pub use trends::CompareTrends;

/// Places that make a comparison.
pub const LEAST: usize = 2;

/// Places side by side.
#[derive(Debug)]
pub struct CompareView<'a> {
    /// What everything is read from.
    pub atlas: &'a Atlas,
    /// Language in which names are read.
    pub lang: Lang,
    /// The places, in the order asked for.
    pub places: Vec<NamedPlace<'a>>,
    /// Themes of indicators in the order of the vocabulary, those without a row left out. Empty with fewer than
    /// [`LEAST`] places.
    pub themes: Vec<CompareTheme<'a>>,
    /// The indicator of maps and trends.
    pub chosen: Option<IndicatorRef<'a>>,
    /// Sources of all figures shown, in the order of the catalogue.
    pub sources: Vec<&'a Source>,
}

/// A theme of indicators.
#[derive(Clone, Debug)]
pub struct CompareTheme<'a> {
    /// Id, also the anchor on the page.
    pub id: &'a str,
    pub label: &'a str,
    /// One row per indicator that any place has a figure of.
    pub rows: Vec<CompareRow<'a>>,
}

/// An indicator of every place.
#[derive(Clone, Debug)]
pub struct CompareRow<'a> {
    pub indicator: &'a Indicator,
    /// The period of every figure in the row.
    pub period: &'a IndicatorPeriod,
    pub source: Option<&'a Source>,
    /// One per place, in their order.
    pub figures: Vec<ShownFigure>,
    /// The Netherlands.
    pub nederland: ShownFigure,
}

impl CompareRow<'_> {
    /// Whether the values of places of different size can stand on one scale: a count of a gemeente and of a buurt
    /// cannot.
    pub const fn on_one_scale(&self) -> bool {
        !self.period.is_count()
    }
}

impl<'a> CompareView<'a> {
    /// Builds the comparison.
    pub fn build(atlas: &'a Atlas, query: &CompareQuery, lang: Lang) -> Result<Self, CompareError> {
        let places = query::places(atlas, &query.keys, lang)?;
        let named = match &query.indicator {
            Some(id) => Some(atlas.indicator(id).ok_or_else(|| CompareError::Indicator(id.clone()))?),
            None => None,
        };
        let chosen = named.filter(|of| exists(atlas, &places, *of)).or_else(|| atlas.default_indicator());
        let mut view = Self { atlas, lang, places, themes: Vec::new(), chosen, sources: Vec::new() };
        if view.places.len() >= LEAST {
            view.themes = atlas
                .vocabulary
                .indicator_themes
                .iter()
                .map(|theme| CompareTheme {
                    id: &theme.id,
                    label: theme.label.get(lang),
                    rows: rows(atlas, &view.places, &theme.id),
                })
                .filter(|theme| !theme.rows.is_empty())
                .collect();
            let used = |source: &&Source| view.rows().any(|row| row.period.source == source.id);
            view.sources = atlas.catalogue.sources.iter().filter(used).collect();
        }
        Ok(view)
    }

    /// All rows in order.
    pub fn rows(&self) -> impl Iterator<Item = &CompareRow<'a>> + '_ {
        self.themes.iter().flat_map(|theme| &theme.rows)
    }

    /// The row of the indicator of maps and trends, where any place has a figure of it.
    pub fn chosen_row(&self) -> Option<&CompareRow<'a>> {
        let chosen = self.chosen?;
        self.rows().find(|row| row.indicator.id == chosen.indicator.id)
    }
}

fn rows<'a>(atlas: &'a Atlas, places: &[NamedPlace<'a>], theme: &str) -> Vec<CompareRow<'a>> {
    let of_theme = atlas.indicators().filter(|&of| of.indicator.theme == theme && exists(atlas, places, of));
    of_theme.filter_map(|of| row(atlas, places, of)).collect()
}

/// Whether an indicator exists for all of the places: on what exists for some only they cannot be compared.
fn exists(atlas: &Atlas, places: &[NamedPlace<'_>], of: IndicatorRef<'_>) -> bool {
    places.iter().all(|one| atlas.exists_for(of.indicator, &one.place))
}

/// The row in the period that most places have a figure of; of those the headline, else the newest. `None` where no
/// place has any.
fn row<'a>(atlas: &'a Atlas, places: &[NamedPlace<'a>], of: IndicatorRef<'a>) -> Option<CompareRow<'a>> {
    let headline = of.headline()?;
    let others = of.periods().filter(|&at| at != headline);
    let mut best: Option<(usize, PeriodRef<'a>, Vec<Figure>)> = None;
    for at in std::iter::once(headline).chain(others) {
        let figures: Vec<Figure> = places.iter().map(|place| atlas.place_figure(&place.place, at)).collect();
        let known = figures.iter().filter(|figure| figure.value.known().is_some()).count();
        if known > best.as_ref().map_or(0, |(most, ..)| *most) {
            best = Some((known, at, figures));
        }
        if known == places.len() {
            break;
        }
    }
    let (_, at, figures) = best?;
    let declared = at.period;
    let shown = |figure: Figure| ShownFigure::of(figure, declared);
    Some(CompareRow {
        indicator: at.indicator,
        period: declared,
        source: atlas.source_of(declared),
        figures: figures.into_iter().map(shown).collect(),
        nederland: shown(at.figures.nederland),
    })
}
