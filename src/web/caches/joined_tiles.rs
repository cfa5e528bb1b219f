//! Tiles with figures: made when they are asked for, once each, and kept while there is room.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::body::Bytes;
use quick_cache::Weighter;
use quick_cache::sync::Cache;

use crate::atlas::PeriodId;
use crate::domain::Vintage;
use crate::tiles::TileError;
use crate::web::error::AppError;
use crate::web::http::gate::Gate;

/// Bytes of joined tiles that are kept: some six hundred tiles of a usual size, the screens of a few dozen clients.
const KEPT_BYTES: u64 = 12 << 20;
/// Tiles that may wait to be made: the screens of some thirty clients.
const WAITING: usize = 1_024;
/// What an entry costs besides its body.
const ENTRY_BYTES: u64 = 128;

/// A joined tile of a release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct JoinedKey {
    /// The vintage of the outlines.
    pub vintage: Vintage,
    /// The indicator in its period.
    pub at: PeriodId,
    /// Number of the tile.
    pub tile: u64,
}

/// Weighs by bytes.
#[derive(Clone, Debug)]
struct Weight;

impl Weighter<JoinedKey, Bytes> for Weight {
    fn weight(&self, _: &JoinedKey, body: &Bytes) -> u64 {
        ENTRY_BYTES + body.len() as u64
    }
}

/// The joined tiles of a release that were asked for lately.
pub struct JoinedTiles {
    /// Gzip bodies; an empty one where nothing lies.
    cache: Cache<JoinedKey, Bytes, Weight>,
    /// One for each tile that is being made, so that a crowd of clients leaves the processors to others as well.
    gate: Gate,
    made: Arc<AtomicU64>,
}

impl Default for JoinedTiles {
    fn default() -> Self {
        Self::within(KEPT_BYTES)
    }
}

impl fmt::Debug for JoinedTiles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JoinedTiles")
            .field("kept", &self.cache.len())
            .field("bytes", &self.bytes())
            .finish_non_exhaustive()
    }
}

impl JoinedTiles {
    fn within(bytes: u64) -> Self {
        let expected = usize::try_from(bytes / (16 << 10)).unwrap_or(1024);
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self {
            cache: Cache::with_weighter(expected, bytes, Weight),
            gate: Gate::of(cores, WAITING),
            made: Arc::default(),
        }
    }

    /// How many tiles were made so far.
    pub fn made(&self) -> u64 {
        self.made.load(Ordering::Relaxed)
    }

    /// Bytes that are kept.
    pub fn bytes(&self) -> u64 {
        self.cache.weight()
    }

    /// The tile, kept or made by `make` on a thread for such work. Whoever asks for a tile that is being made waits for
    /// it. What fails is not kept.
    pub async fn get(
        &self,
        key: JoinedKey,
        make: impl FnOnce() -> Result<Bytes, TileError> + Send + 'static,
    ) -> Result<Bytes, AppError> {
        let fresh = async {
            let counter = Arc::clone(&self.made);
            let work = move || {
                counter.fetch_add(1, Ordering::Relaxed);
                make()
            };
            self.gate.run(work).await?.map_err(|error| AppError::Internal(error.to_string()))
        };
        self.cache.get_or_insert_async(&key, fresh).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(tile: u64) -> JoinedKey {
        JoinedKey { vintage: Vintage(2024), at: PeriodId::default(), tile }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_tile_that_many_ask_for_at_once_is_made_once() {
        let tiles = Arc::new(JoinedTiles::default());
        let gate = Arc::new(std::sync::Barrier::new(2));
        let ask = |gate: Option<Arc<std::sync::Barrier>>| {
            let tiles = Arc::clone(&tiles);
            tokio::spawn(async move {
                let make = move || {
                    if let Some(gate) = gate {
                        gate.wait();
                    }
                    Ok(Bytes::from_static(b"tile"))
                };
                tiles.get(key(1), make).await.unwrap()
            })
        };
        let mut asked = vec![ask(Some(Arc::clone(&gate)))];
        while tiles.made() == 0 {
            tokio::task::yield_now().await;
        }
        // The first one is being made and waits for the gate; these come in the meantime.
        asked.extend((0..64).map(|_| ask(None)));
        tokio::task::spawn_blocking(move || gate.wait()).await.unwrap();
        for answer in asked {
            assert_eq!(answer.await.unwrap(), Bytes::from_static(b"tile"));
        }
        assert_eq!(tiles.made(), 1);
    }

    #[tokio::test]
    async fn what_is_kept_stays_within_its_bytes() {
        let tiles = JoinedTiles::within(1 << 20);
        for tile in 0..2_000 {
            tiles.get(key(tile), || Ok(vec![7; 10_000].into())).await.unwrap();
            assert!(tiles.bytes() <= 1 << 20, "{}", tiles.bytes());
        }
        assert_eq!(tiles.made(), 2_000);
        assert!(tiles.bytes() > 1 << 18, "something is kept: {}", tiles.bytes());
    }

    #[tokio::test]
    async fn what_cannot_be_made_is_not_kept() {
        let tiles = JoinedTiles::default();
        let broken = || Err(TileError::Damaged("a tile is cut off"));
        assert!(matches!(tiles.get(key(1), broken).await, Err(AppError::Internal(_))));
        assert_eq!(tiles.bytes(), 0);
        assert_eq!(tiles.get(key(1), || Ok(Bytes::from_static(b"tile"))).await.unwrap().len(), 4);
    }

    #[tokio::test]
    async fn a_panic_while_making_is_an_answer_and_no_entry() {
        let tiles = JoinedTiles::default();
        assert!(tiles.get(key(1), || panic!("on purpose")).await.is_err());
        assert_eq!(tiles.bytes(), 0);
    }
}
