//! The Atlas as a signed-in editor sees it: the public one, with restricted indicators beside what everyone sees.
//!
//! The public Atlas knows nothing of them. They come behind its own, so that every handle of it means the same here, and
//! its outlines and columns are shared. Similar and matched places stay those of everyone.

use crate::domain::{Indicator, Restricted};

use super::build::{part_columns, published_figures};
use super::derive;
use super::figures::Origin;
use super::model::Atlas;
use super::period::{IndicatorRef, PeriodRef};
use super::place::{Place, PlaceId};
use super::plan::ColumnRef;
use super::raw_columns::RawColumns;
use super::values::{ColumnIndex, ColumnKey};

impl Atlas {
    /// The Atlas with those restricted indicators for which `shows` holds.
    #[must_use]
    pub fn with_restricted(&self, restricted: &Restricted, shows: impl Fn(&Indicator) -> bool) -> Self {
        let Restricted { catalogue, figures } = restricted.only(shows);
        let mut atlas = self.clone();
        let first = atlas.catalogue.indicators.len();
        atlas.catalogue.sources.extend(catalogue.sources);
        atlas.catalogue.measures.extend(catalogue.measures);
        atlas.catalogue.indicators.extend(catalogue.indicators);
        let raw = RawColumns::new(&figures, &atlas.vintages);
        let mut index = known_columns(self);
        let figures = published_figures(&atlas, first, &raw, &mut index);
        atlas.figures.extend(figures);
        let parts = part_columns(&atlas, first, &raw, &mut index);
        atlas.columns.parts.extend(parts);
        derive::all(&mut atlas, first, &index, &raw.country);
        derive::without_matched(&mut atlas, first);
        atlas
    }

    /// Returns whether an indicator exists where a place lies: elsewhere nothing is said of it.
    pub fn exists_for(&self, indicator: &Indicator, place: &Place) -> bool {
        if !indicator.is_local() {
            return true;
        }
        match place.id {
            PlaceId::Own => {
                let buurten = &self.base().buurt.codes;
                let inside =
                    |at: &u32| buurten.get(*at as usize).is_some_and(|code| indicator.exists_in(code.gemeente()));
                !place.buurten.is_empty() && place.buurten.iter().all(inside)
            }
            PlaceId::Area(_) | PlaceId::Region(_) | PlaceId::Rest(_) => indicator.exists_in(self.gemeente_of(place)),
        }
    }

    /// The names of the gemeenten that an indicator exists in; empty for one of the whole country.
    pub fn scope_of(&self, indicator: &Indicator) -> Vec<&str> {
        indicator.scope.iter().filter_map(|&code| self.base().name(code)).collect()
    }

    /// The indicators that exist where a place lies, in the order of the catalogue.
    pub fn indicators_of<'a>(&'a self, place: &Place) -> impl Iterator<Item = IndicatorRef<'a>> + Clone {
        self.indicators().filter(|of| self.exists_for(of.indicator, place))
    }
}

/// The columns of an Atlas by name: those that its deliveries brought, and those that were carried.
fn known_columns(atlas: &Atlas) -> ColumnIndex {
    let mut index = ColumnIndex::default();
    for at in atlas.indicators().flat_map(IndicatorRef::periods) {
        let PeriodRef { indicator, period: declared, figures, .. } = at;
        for level in figures.levels.iter().filter(|level| level.origin == Origin::Published).map(|one| one.level) {
            let key =
                ColumnKey { measure: indicator.id.clone(), period: declared.period, vintage: declared.vintage, level };
            index.add(key, ColumnRef::Figures(at.id().indicator.0, at.id().period, level));
        }
    }
    for (at, (key, _)) in (0_u32..).zip(&atlas.columns.parts) {
        index.add(key.clone(), ColumnRef::Part(at));
    }
    index
}
