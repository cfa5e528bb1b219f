//! What is served, and how a new release takes its place.

use std::sync::{Arc, OnceLock};

use arc_swap::ArcSwap;

use crate::atlas::Atlas;
use crate::desk::Contributions;
use crate::domain::Vintage;
use crate::store::StoreError;
use crate::tiles::Pyramid;

use super::desk::Desk;
use super::error::AppError;

use super::outlines::Outlines;

/// One release, ready to answer.
#[derive(Debug)]
pub struct Served {
    /// The derived state of the release.
    pub atlas: Arc<Atlas>,
    /// Tiles per vintage.
    pub pyramids: Vec<(Vintage, Pyramid)>,
    outlines: OnceLock<Outlines>,
}

impl Served {
    /// A release with its tiles.
    #[must_use]
    pub const fn new(atlas: Arc<Atlas>, pyramids: Vec<(Vintage, Pyramid)>) -> Self {
        Self { atlas, pyramids, outlines: OnceLock::new() }
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
}

/// State of the router. Cheap to clone.
#[derive(Clone, Debug)]
pub struct AppState {
    served: Arc<ArcSwap<Served>>,
    contributions: Arc<ArcSwap<Contributions>>,
    desk: Option<Arc<Desk>>,
}

impl AppState {
    /// A state that serves `served`.
    #[must_use]
    pub fn new(served: impl Into<Arc<Served>>) -> Self {
        Self { served: Arc::new(ArcSwap::new(served.into())), contributions: Arc::default(), desk: None }
    }

    /// The same state with a desk, so that visitors can send things in and editors can sign in.
    #[must_use]
    pub fn with_desk(self, desk: Desk) -> Self {
        Self { desk: Some(Arc::new(desk)), ..self }
    }

    /// The desk.
    ///
    /// # Errors
    /// This server has none.
    pub fn desk(&self) -> Result<Arc<Desk>, AppError> {
        self.desk.clone().ok_or_else(Desk::absent)
    }

    /// What is published of what visitors sent in. A request asks once and finishes on it.
    #[must_use]
    pub fn contributions(&self) -> Arc<Contributions> {
        self.contributions.load_full()
    }

    /// Reads again what is published, where it changed; readers see it from then on.
    ///
    /// # Errors
    /// The database.
    pub async fn refresh_contributions(&self) -> Result<(), StoreError> {
        let Some(desk) = &self.desk else { return Ok(()) };
        if desk.store.revision().await? == self.contributions.load().revision() {
            return Ok(());
        }
        let (revision, items) = desk.store.published().await?;
        self.contributions.store(Arc::new(Contributions::new(revision, items)));
        Ok(())
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
