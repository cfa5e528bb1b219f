//! What of a release is not for everyone, and the release as those see it who may.

use std::sync::{Arc, Mutex, PoisonError};

use crate::atlas::Atlas;
use crate::domain::{Indicator, Restricted, Sight};

/// Different sights of one release that are kept; who comes beyond that waits for theirs to be derived.
const KEPT: usize = 16;

/// Restricted indicators, and the Atlases with them that were asked for. They share their outlines and columns with the
/// public one.
#[derive(Debug, Default)]
pub(super) struct Closed {
    restricted: Restricted,
    made: Mutex<Vec<(Vec<String>, Arc<Atlas>)>>,
}

impl Closed {
    pub(super) fn new(restricted: Restricted) -> Self {
        Self { restricted, made: Mutex::default() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.restricted.is_empty()
    }

    /// The restricted indicators that a sight shows, by id.
    pub(super) fn shown(&self, sight: &Sight) -> Vec<String> {
        let shown = self.restricted.catalogue.indicators.iter().filter(|one| sight.shows(one));
        shown.map(|one| one.id.clone()).collect()
    }

    /// The Atlas with these restricted indicators beside those of `public`.
    pub(super) fn atlas(&self, public: &Atlas, shown: &[String]) -> Arc<Atlas> {
        // A panic while the list was held leaves it whole; others wait instead of deriving the same.
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, atlas)) = made.iter().find(|(known, _)| known == shown) {
            return Arc::clone(atlas);
        }
        let atlas = Arc::new(public.with_restricted(&self.restricted, |one: &Indicator| shown.contains(&one.id)));
        if made.len() >= KEPT {
            made.remove(0);
        }
        made.push((shown.to_vec(), Arc::clone(&atlas)));
        atlas
    }
}
