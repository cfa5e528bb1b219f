//! Finished answers of the pages that cost most to make, compressed and kept under a bound in bytes.
//!
//! What a page depends on is in its key, also what is served. A new release therefore finds an empty cache, and what was
//! kept for the old one falls out by itself.

use std::sync::Arc;

use axum::body::Bytes;
use axum::http::HeaderMap;
use quick_cache::Weighter;
use quick_cache::sync::Cache;

/// Bytes of all kept pages together.
const BOUND: u64 = 16 * 1024 * 1024;
/// Bytes of a page on average, compressed; only for the size of the index.
const TYPICAL: u64 = 24 * 1024;
/// A finished answer.
#[derive(Debug)]
pub struct Kept {
    pub headers: HeaderMap,
    /// Its body, as compressed as the client takes it.
    pub body: Bytes,
}

/// Weighs by bytes.
#[derive(Clone, Debug)]
pub struct Size;

impl Weighter<String, Arc<Kept>> for Size {
    fn weight(&self, key: &String, kept: &Arc<Kept>) -> u64 {
        // Headers are a few hundred bytes.
        (key.len() + kept.body.len() + 1024) as u64
    }
}

/// Finished pages.
#[derive(Debug)]
pub struct PageCache {
    /// Answers by everything that they depend on.
    pub(in crate::web) pages: Cache<String, Arc<Kept>, Size>,
}

impl Default for PageCache {
    fn default() -> Self {
        let items = usize::try_from(BOUND / TYPICAL).unwrap_or(512);
        Self { pages: Cache::with_weighter(items, BOUND, Size) }
    }
}

impl PageCache {
    /// Number of pages kept, and their bytes.
    pub fn size(&self) -> (usize, u64) {
        (self.pages.len(), self.pages.weight())
    }
}
