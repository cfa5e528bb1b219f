//! What is served, and how a new release takes its place.

use std::sync::{Arc, OnceLock};

use arc_swap::ArcSwap;

use crate::atlas::Atlas;
use crate::domain::Vintage;
use crate::tiles::Pyramid;

use super::outlines::Outlines;
use super::pages::grafiek::Pictures;

/// One release, ready to answer.
#[derive(Debug)]
pub struct Served {
    /// The derived state of the release.
    pub atlas: Arc<Atlas>,
    /// Tiles per vintage.
    pub pyramids: Vec<(Vintage, Pyramid)>,
    outlines: OnceLock<Outlines>,
    pictures: OnceLock<Pictures>,
}

impl Served {
    /// A release with its tiles.
    #[must_use]
    pub const fn new(atlas: Arc<Atlas>, pyramids: Vec<(Vintage, Pyramid)>) -> Self {
        Self { atlas, pyramids, outlines: OnceLock::new(), pictures: OnceLock::new() }
    }

    /// The tiles of `vintage`.
    #[must_use]
    pub fn pyramid(&self, vintage: Vintage) -> Option<&Pyramid> {
        self.pyramids.iter().find(|(found, _)| *found == vintage).map(|(_, pyramid)| pyramid)
    }

    /// Outlines of the whole country as SVG paths; made once, at the first page that draws them.
    pub fn outlines(&self) -> &Outlines {
        self.outlines.get_or_init(|| Outlines::new(Arc::clone(&self.atlas)))
    }

    /// Pictures of charts, as far as they are kept.
    pub fn pictures(&self) -> &Pictures {
        self.pictures.get_or_init(Pictures::default)
    }
}

/// State of the router. Cheap to clone.
#[derive(Clone, Debug)]
pub struct AppState {
    served: Arc<ArcSwap<Served>>,
}

impl AppState {
    /// A state that serves `served`.
    #[must_use]
    pub fn new(served: impl Into<Arc<Served>>) -> Self {
        Self { served: Arc::new(ArcSwap::new(served.into())) }
    }

    /// The release that is served. A request asks once and finishes on it.
    #[must_use]
    pub fn served(&self) -> Arc<Served> {
        self.served.load_full()
    }

    /// Serves another release from now on.
    pub fn replace(&self, served: impl Into<Arc<Served>>) {
        self.served.store(served.into());
    }
}
