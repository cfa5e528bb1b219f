//! What is served, and how a new release takes its place.

mod closed;
pub mod condition;
pub mod desk;
pub mod differences;
pub mod kept;
pub mod site;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

use arc_swap::{ArcSwap, Guard};

use crate::atlas::{Atlas, Content};
use crate::desk::{Contributions, examples};
use crate::domain::{Restricted, Sight, Vintage};
use crate::store::StoreError;
use crate::tiles::Tiles;
use crate::web::caches::joined_tiles::JoinedTiles;
use crate::web::caches::outlines::Outlines;
use crate::web::caches::pages::PageCache;
use crate::web::caches::pictures::Pictures;
use crate::web::error::AppError;
use crate::web::http::gate::Gate;

use self::closed::Closed;
use self::condition::Conditions;
use self::desk::Desk;
use self::site::Site;

/// One release, ready to answer.
#[derive(Clone, Debug)]
pub struct ReleaseState {
    /// The derived state of the release.
    pub atlas: Arc<Atlas>,
    /// Examples, publications and events.
    pub content: Arc<Content>,
    /// Tiles per vintage.
    pub pyramids: Arc<Vec<(Vintage, Tiles)>>,
    /// Tiles with figures that were asked for lately.
    pub joined: Arc<JoinedTiles>,
    /// What is not for everyone; nothing of it is in the Atlas above.
    closed: Arc<Closed>,
    outlines: Arc<OnceLock<Outlines>>,
    pictures: Arc<OnceLock<Pictures>>,
    /// Earlier releases with the same tiles of a vintage.
    earlier: Arc<OnceLock<Vec<(String, Vintage)>>>,
}

impl ReleaseState {
    /// A release with its tiles and its own content.
    pub fn new(atlas: Arc<Atlas>, pyramids: impl Into<Arc<Vec<(Vintage, Tiles)>>>) -> Self {
        let content = Arc::new(Content::of(&atlas));
        Self {
            atlas,
            content,
            pyramids: pyramids.into(),
            joined: Arc::default(),
            closed: Arc::default(),
            outlines: Arc::default(),
            pictures: Arc::default(),
            earlier: Arc::default(),
        }
    }

    /// The same release with other content: figures, outlines and tiles are shared.
    #[must_use]
    pub fn with_content(&self, content: impl Into<Arc<Content>>) -> Self {
        Self { content: content.into(), ..self.clone() }
    }

    /// The same release with what is not for everyone.
    #[must_use]
    pub fn with_restricted(self, restricted: Restricted) -> Self {
        Self { closed: Arc::new(Closed::new(restricted)), ..self }
    }

    /// Whether there is more than everyone sees.
    pub fn has_restricted(&self) -> bool {
        !self.closed.is_empty()
    }

    /// The restricted indicators that a sight shows, by id.
    pub fn shown_by(&self, sight: &Sight) -> Vec<String> {
        self.closed.shown(sight)
    }

    /// The release as it is seen with these restricted indicators: what was made for the public is not looked up for it,
    /// and what is made for it goes nowhere else.
    #[must_use]
    pub fn seen_with(&self, shown: &[String]) -> Self {
        Self {
            atlas: self.closed.atlas(&self.atlas, shown),
            joined: Arc::default(),
            pictures: Arc::default(),
            closed: Arc::default(),
            ..self.clone()
        }
    }

    /// The tiles of `vintage`.
    pub fn pyramid(&self, vintage: Vintage) -> Option<&Tiles> {
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

    /// Whether an earlier release had exactly these tiles of `vintage`. New figures leave the outlines as they were, so
    /// this is the usual case: a page that was opened before goes on, and nothing is kept in memory for it.
    pub fn same_tiles_as(&self, release: &str, vintage: Vintage) -> bool {
        let earlier = self.earlier.get().map(Vec::as_slice).unwrap_or_default();
        earlier.iter().any(|(known, of)| *of == vintage && known == release)
    }

    /// Remembers under which earlier releases its tiles are known.
    fn follow(&self, before: &Self) {
        // Other content of the same release brings what is known of its tiles along.
        if self.atlas.release == before.atlas.release {
            return;
        }
        let mut known = Vec::new();
        for (vintage, pyramid) in self.pyramids.iter() {
            if before.pyramid(*vintage) == Some(pyramid) {
                known.push((before.atlas.release.clone(), *vintage));
                let older = before.earlier.get().into_iter().flatten();
                known.extend(older.filter(|(_, of)| of == vintage).take(REMEMBERED).cloned());
            }
        }
        // A release that was served before keeps what it knew then.
        let _ = self.earlier.set(known);
    }
}

/// How many releases before the last one are known by their tiles.
const REMEMBERED: usize = 3;

/// State of the router. Cheap to clone.
#[derive(Clone, Debug)]
pub struct AppState {
    served: Arc<ArcSwap<ReleaseState>>,
    site: Arc<Site>,
    /// Counts what was served; finished pages belong to one count.
    generation: Arc<AtomicU64>,
    pages: Arc<PageCache>,
    contributions: Arc<ArcSwap<Contributions>>,
    /// Held while what is served is replaced: a release and a publication must not undo one another.
    changing: Arc<Mutex<()>>,
    desk: Option<Arc<Desk>>,
    gate: Gate,
    conditions: Arc<Conditions>,
    /// Whether it answers signed-in editors, with what is not for everyone.
    private: bool,
}

impl AppState {
    /// A state that serves `served`.
    pub fn new(served: impl Into<Arc<ReleaseState>>) -> Self {
        Self {
            served: Arc::new(ArcSwap::new(served.into())),
            site: Arc::default(),
            generation: Arc::default(),
            pages: Arc::default(),
            contributions: Arc::default(),
            changing: Arc::default(),
            desk: None,
            gate: Gate::default(),
            conditions: Arc::default(),
            private: false,
        }
    }

    /// The same state with another address and clock.
    #[must_use]
    pub fn with_site(mut self, site: Site) -> Self {
        self.site = Arc::new(site);
        self
    }

    /// The same site with a release as signed-in editors see it: nothing that it makes is kept.
    #[must_use]
    pub fn privately(&self, served: ReleaseState) -> Self {
        Self { served: Arc::new(ArcSwap::from_pointee(served)), pages: Arc::default(), private: true, ..self.clone() }
    }

    /// Whether it answers signed-in editors. Such answers have no validator and enter no cache.
    pub const fn is_private(&self) -> bool {
        self.private
    }

    /// The address and clock of the site.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// The same state with a desk, so that visitors can send things in and editors can sign in.
    #[must_use]
    pub fn with_desk(self, desk: Desk) -> Self {
        Self { desk: Some(Arc::new(desk)), ..self }
    }

    pub fn desk(&self) -> Result<Arc<Desk>, AppError> {
        self.desk.clone().ok_or_else(Desk::absent)
    }

    /// What is published of what visitors sent in. A request asks once and finishes on it.
    pub fn contributions(&self) -> Arc<Contributions> {
        self.contributions.load_full()
    }

    /// Reads again what is published, where it changed; readers see it from then on.
    pub async fn refresh_contributions(&self) -> Result<(), StoreError> {
        let Some(desk) = &self.desk else { return Ok(()) };
        if desk.store.revision().await? == self.contributions.load().revision() {
            return Ok(());
        }
        let (revision, items) = desk.store.published().await?;
        let (state, contributions) = (self.clone(), Contributions::new(revision, items));
        // Words and suggestions are derived again: not on a thread that answers requests.
        let taken = tokio::task::spawn_blocking(move || state.publish(contributions)).await;
        if let Err(error) = taken {
            tracing::error!(%error, "what is published could not be taken up");
        }
        Ok(())
    }

    /// Serves these contributions from now on, the examples among them with those of the release.
    fn publish(&self, contributions: Contributions) {
        let _guard = self.changing.lock();
        // Two rounds may have read at the same time.
        if contributions.revision() < self.contributions.load().revision() {
            return;
        }
        let served = self.served();
        // First what is shown, then the validator: no page is kept under a validator that it does not deserve.
        self.served.store(with_examples(served, &contributions));
        self.contributions.store(Arc::new(contributions));
        self.generation.fetch_add(1, Ordering::AcqRel);
    }

    /// The release that is served. A request asks once and finishes on it.
    pub fn served(&self) -> Arc<ReleaseState> {
        self.served.load_full()
    }

    /// Stands for everything that a page can depend on beyond its request: it changes when a page may.
    pub fn generation(&self) -> u64 {
        self.generation.load(Ordering::Acquire)
    }

    /// The gate before what costs much.
    pub const fn gate(&self) -> &Gate {
        &self.gate
    }

    /// What is the matter with this server.
    pub fn conditions(&self) -> &Conditions {
        &self.conditions
    }

    /// Finished pages.
    pub fn pages(&self) -> &PageCache {
        &self.pages
    }

    /// The release that is served, for a moment only: it is not to be held across an await.
    pub fn current(&self) -> Guard<Arc<ReleaseState>> {
        self.served.load()
    }

    /// Serves another release from now on.
    pub fn replace(&self, served: impl Into<Arc<ReleaseState>>) {
        let _guard = self.changing.lock();
        let served = served.into();
        served.follow(&self.current());
        self.served.store(with_examples(served, &self.contributions()));
        self.generation.fetch_add(1, Ordering::AcqRel);
    }
}

/// A release with the examples that visitors sent in; as it is where it has them already.
fn with_examples(served: Arc<ReleaseState>, contributions: &Contributions) -> Arc<ReleaseState> {
    let sent_in = examples(&served.atlas, contributions);
    if served.content.sent_in() == sent_in {
        return served;
    }
    let edition = u64::try_from(contributions.revision()).unwrap_or_default();
    Arc::new(served.with_content(served.content.with_sent_in(&served.atlas, edition, sent_in)))
}
