//! Places that readers put together, with their figures, kept for whoever follows the same link.

use std::sync::Arc;

use quick_cache::Weighter;
use quick_cache::sync::Cache;

use crate::domain::RegionCode;

use super::place::Place;

/// Bytes that kept places may take together.
pub const MOST_BYTES: u64 = 16 * 1024 * 1024;
/// Places that fit at their usual weight: some thirty kilobytes.
const USUAL_ITEMS: usize = 512;

/// Weighs a place by what it holds.
#[derive(Clone, Debug)]
struct Bytes;

impl Weighter<Box<[RegionCode]>, Arc<Place>> for Bytes {
    fn weight(&self, codes: &Box<[RegionCode]>, place: &Arc<Place>) -> u64 {
        let bytes = size_of_val::<[RegionCode]>(codes)
            + place.listed.capacity() * size_of::<(crate::domain::Level, u32)>()
            + place.buurten.capacity() * size_of::<u32>()
            + place.ahead.bytes()
            + place.found.bytes()
            + size_of::<Place>();
        u64::try_from(bytes).unwrap_or(u64::MAX)
    }
}

/// Kept places of one release. The oldest unused go first when [`MOST_BYTES`] is reached, so that no sequence of
/// requests grows it beyond.
#[derive(Debug)]
pub struct OwnPlaces {
    kept: Cache<Box<[RegionCode]>, Arc<Place>, Bytes>,
}

impl Default for OwnPlaces {
    fn default() -> Self {
        Self { kept: Cache::with_weighter(USUAL_ITEMS, MOST_BYTES, Bytes) }
    }
}

impl Clone for OwnPlaces {
    /// A copy starts empty: what it lacks it computes.
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl OwnPlaces {
    /// The place of a selection as [`super::Atlas::selection`] writes it; made by `compute` the first time.
    pub(super) fn get_or(&self, codes: &[RegionCode], compute: impl FnOnce() -> Place) -> Arc<Place> {
        if let Some(place) = self.kept.get(codes) {
            return place;
        }
        let place = Arc::new(compute());
        self.kept.insert(codes.into(), Arc::clone(&place));
        place
    }

    /// Bytes that the kept places take.
    pub fn bytes(&self) -> u64 {
        self.kept.weight()
    }
}
