//! What is served, and how a new release takes its place.

use std::sync::{Arc, OnceLock};

use arc_swap::ArcSwap;

use crate::atlas::{Atlas, Content};
use crate::domain::Vintage;
use crate::tiles::Pyramid;

use super::outlines::Outlines;

/// One release, ready to answer.
#[derive(Debug)]
pub struct Served {
    /// The derived state of the release.
    pub atlas: Arc<Atlas>,
    /// Examples, publications and events.
    pub content: Arc<Content>,
    /// Tiles per vintage.
    pub pyramids: Arc<Vec<(Vintage, Pyramid)>>,
    outlines: Arc<OnceLock<Outlines>>,
}

impl Served {
    /// A release with its tiles and its own content.
    #[must_use]
    pub fn new(atlas: Arc<Atlas>, pyramids: Vec<(Vintage, Pyramid)>) -> Self {
        let content = Arc::new(Content::of(&atlas));
        Self { atlas, content, pyramids: Arc::new(pyramids), outlines: Arc::new(OnceLock::new()) }
    }

    /// The same release with other content: figures, outlines and tiles are shared.
    #[must_use]
    pub fn with_content(&self, content: impl Into<Arc<Content>>) -> Self {
        Self {
            atlas: Arc::clone(&self.atlas),
            content: content.into(),
            pyramids: Arc::clone(&self.pyramids),
            outlines: Arc::clone(&self.outlines),
        }
    }

    /// The tiles of `vintage`.
    #[must_use]
    pub fn pyramid(&self, vintage: Vintage) -> Option<&Pyramid> {
        self.pyramids.iter().find(|(found, _)| *found == vintage).map(|(_, pyramid)| pyramid)
    }

    /// Outlines of the whole country as SVG paths; made once, at the first page that draws them.
    #[must_use]
    pub fn outlines(&self) -> &Outlines {
        self.outlines.get_or_init(|| Outlines::new(Arc::clone(&self.atlas)))
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
