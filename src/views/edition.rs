//! What stands under everything that is shown: the release, and the catalogue that names rules and sources.

use crate::atlas::Atlas;
use crate::domain::{Catalogue, Indicator, IndicatorPeriod, Source};

/// A release, for files that say where their figures come from.
#[derive(Clone, Copy, Debug)]
pub struct Edition<'a> {
    /// Indicators and sources.
    pub catalogue: &'a Catalogue,
    /// Id of the release.
    pub release: &'a str,
    /// When it was imported (RFC 3339, UTC).
    pub imported_at: &'a str,
}

impl<'a> Edition<'a> {
    /// The edition of an Atlas.
    pub fn of(atlas: &'a Atlas) -> Self {
        Self { catalogue: &atlas.catalogue, release: &atlas.release, imported_at: &atlas.imported_at }
    }

    pub fn source(&self, declared: &IndicatorPeriod) -> Option<&'a Source> {
        self.catalogue.source(&declared.source)
    }

    /// Every indicator in every period, in the order of the catalogue, oldest period last.
    pub fn periods(&self) -> impl Iterator<Item = (&'a Indicator, &'a IndicatorPeriod)> + use<'a> {
        self.catalogue.indicators.iter().flat_map(|indicator| indicator.periods.iter().map(move |one| (indicator, one)))
    }
}
