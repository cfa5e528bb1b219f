//! Pictures of charts: rendered off the async workers, one at a time, and kept while there is room.

use axum::body::Bytes;
use quick_cache::Weighter;
use quick_cache::sync::Cache;

use crate::charts::{Form, PngError, png};
use crate::views::chart::{ChartKind, ChartQuery};

use crate::web::error::AppError;
use crate::web::http::gate::Gate;

/// Bytes of pictures that are kept.
const ROOM: u64 = 16 * 1024 * 1024;
/// Pictures expected in that room.
const EXPECTED: usize = 300;
/// Pictures rendered at the same time: one leaves the other core to the pages.
const AT_ONCE: usize = 1;
/// Pictures that may wait.
const WAITING: usize = 64;

/// What a picture shows.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PictureKey {
    pub kind: ChartKind,
    /// What it is drawn of, in which language.
    pub query: ChartQuery,
    /// Wide or narrow.
    pub form: Form,
    /// Its width in pixels.
    pub width: u32,
}

#[derive(Clone, Debug)]
struct ByBytes;

impl Weighter<PictureKey, Bytes> for ByBytes {
    fn weight(&self, key: &PictureKey, picture: &Bytes) -> u64 {
        let named: usize = key.query.places.iter().map(String::len).sum();
        // The key itself and its place in the cache.
        u64::try_from(picture.len() + named + 256).unwrap_or(u64::MAX)
    }
}

/// The pictures of a release.
#[derive(Debug)]
pub struct Pictures {
    kept: Cache<PictureKey, Bytes, ByBytes>,
    gate: Gate,
}

impl Default for Pictures {
    fn default() -> Self {
        Self { kept: Cache::with_weighter(EXPECTED, ROOM, ByBytes), gate: Gate::of(AT_ONCE, WAITING) }
    }
}

impl Pictures {
    /// The picture of `svg`: kept, being rendered for another request, or rendered now. Under a stampede one request
    /// renders and the others wait for it.
    pub async fn get(&self, key: PictureKey, svg: String) -> Result<Bytes, AppError> {
        let width = key.width;
        let render = async {
            match self.gate.run(move || png(&svg, width)).await? {
                Ok(bytes) => Ok(Bytes::from(bytes)),
                Err(PngError::NoFont) => Err(AppError::NotBuilt),
                Err(error) => Err(AppError::Internal(error.to_string())),
            }
        };
        self.kept.get_or_insert_async(&key, render).await
    }
}
