//! Class breaks that maps asked for, kept.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use crate::domain::Level;

use super::ids::PeriodId;

/// What breaks were computed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Key {
    pub(super) quantity: (PeriodId, Option<PeriodId>),
    pub(super) level: Level,
    pub(super) method: u8,
    pub(super) centre: Option<u64>,
}

/// The most sets of breaks that are kept; the oldest goes first.
const KEPT: usize = 512;

/// Breaks that were computed on request. A handful of numbers each.
#[derive(Debug, Default)]
pub(super) struct ClassCache(Mutex<VecDeque<(Key, Arc<[f64]>)>>);

impl Clone for ClassCache {
    /// A copy starts empty: what it lacks it computes.
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl ClassCache {
    /// The breaks of a key, computed the first time.
    pub(super) fn get_or(&self, key: Key, compute: impl FnOnce() -> Arc<[f64]>) -> Arc<[f64]> {
        let found = |list: &VecDeque<(Key, Arc<[f64]>)>| {
            list.iter().find(|(known, _)| *known == key).map(|(_, breaks)| Arc::clone(breaks))
        };
        if let Ok(list) = self.0.lock()
            && let Some(breaks) = found(&list)
        {
            return breaks;
        }
        let breaks = compute();
        if let Ok(mut list) = self.0.lock()
            && found(&list).is_none()
        {
            if list.len() >= KEPT {
                list.pop_front();
            }
            list.push_back((key, Arc::clone(&breaks)));
        }
        breaks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kept_breaks_are_bounded_and_the_oldest_goes_first() {
        let cache = ClassCache::default();
        let key = |centre: usize| Key {
            quantity: (PeriodId::default(), None),
            level: Level::Wijk,
            method: 1,
            centre: u64::try_from(centre).ok(),
        };
        for centre in 0..=KEPT {
            cache.get_or(key(centre), || [0.0].into());
        }
        assert_eq!(cache.0.lock().unwrap().len(), KEPT);
        assert_eq!(*cache.get_or(key(KEPT), || unreachable!("it is kept")), [0.0]);
        assert_eq!(*cache.get_or(key(0), || [1.0].into()), [1.0], "the first one went");
    }
}
