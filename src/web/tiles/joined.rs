//! Joined tiles: made when they are asked for, once each, and kept while there is room.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use crate::atlas::{Atlas, BUILD, PeriodId, PeriodRef};
use crate::domain::{Period, Vintage};
use crate::tiles::{self, TileCoord, TileError};

use super::{address, answer, empty, encoding, known, tag, unchanged};
use crate::web::error::{AppError, Problem};
use crate::web::query::{NoParameters, Query};
use crate::web::state::{AppState, Served};

/// Bytes of joined tiles that are kept: some six hundred tiles of a usual size, the screens of a few dozen clients.
const KEPT_BYTES: u64 = 12 << 20;
/// What an entry costs besides its body.
const ENTRY_BYTES: u64 = 128;

/// A joined tile of a release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Key {
    vintage: Vintage,
    at: PeriodId,
    tile: u64,
}

#[derive(Clone, Debug)]
struct Weight;

impl Weighter<Key, Bytes> for Weight {
    fn weight(&self, _: &Key, body: &Bytes) -> u64 {
        ENTRY_BYTES + body.len() as u64
    }
}

/// The joined tiles of a release that were asked for lately.
pub struct JoinedTiles {
    /// Gzip bodies; an empty one where nothing lies.
    cache: Cache<Key, Bytes, Weight>,
    /// One for each tile that is being made, so that a crowd of clients leaves the processors to others as well.
    permits: Arc<Semaphore>,
    made: AtomicU64,
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
            permits: Arc::new(Semaphore::new(cores)),
            made: AtomicU64::new(0),
        }
    }

    /// How many tiles were made so far.
    #[must_use]
    pub fn made(&self) -> u64 {
        self.made.load(Ordering::Relaxed)
    }

    /// Bytes that are kept.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.cache.weight()
    }

    /// The tile, kept or made by `make` on a thread for such work. Whoever asks for a tile that is being made waits for
    /// it. What fails is not kept.
    async fn get(
        &self,
        key: Key,
        make: impl FnOnce() -> Result<Bytes, TileError> + Send + 'static,
    ) -> Result<Bytes, AppError> {
        let failed = |error: &dyn fmt::Display| AppError::Internal(error.to_string());
        let fresh = async {
            let permit = Arc::clone(&self.permits).acquire_owned().await.map_err(|error| failed(&error))?;
            self.made.fetch_add(1, Ordering::Relaxed);
            // The permit goes along: a client that leaves does not make room before the work is done.
            let work = spawn_blocking(move || {
                let body = make();
                drop(permit);
                body
            });
            work.await.map_err(|error| failed(&error))?.map_err(|error| failed(&error))
        };
        self.cache.get_or_insert_async(&key, fresh).await
    }
}

/// An indicator in a period, on the tiles of `vintage`.
pub(super) fn find<'a>(atlas: &'a Atlas, vintage: Vintage, id: &str, period: &str) -> Result<PeriodRef<'a>, AppError> {
    let shorten = |text: &str| text.chars().take(60).collect::<String>();
    let Some(of) = atlas.indicator(id) else {
        let id = shorten(id);
        return Err(AppError::not_found(
            format!("Er is geen indicator “{id}”. Zie /api/v1/indicators."),
            format!("There is no indicator “{id}”. See /api/v1/indicators."),
        ));
    };
    let wanted: Option<Period> = period.parse().ok();
    let indicator = of.indicator;
    let Some(found) = wanted.and_then(|wanted| of.period(wanted)) else {
        let known: Vec<String> = indicator.periods.iter().map(|declared| declared.period.to_string()).collect();
        let (id, period, known) = (&indicator.id, shorten(period), known.join(", "));
        return Err(AppError::not_found(
            format!("De indicator {id} heeft geen periode “{period}”; wel: {known}."),
            format!("The indicator {id} has no period “{period}”; it has: {known}."),
        ));
    };
    let (id, period, own) = (&indicator.id, found.period.period, found.period.vintage);
    if own == vintage {
        return Ok(found);
    }
    Err(AppError::not_found(
        format!(
            "De cijfers van {id} over {period} horen bij de indeling van {own}, niet bij die van {vintage}. \
             Zie /tiles/{own}/{id}/{period}.json."
        ),
        format!(
            "The figures of {id} for {period} belong to the vintage of {own}, not to that of {vintage}. \
             See /tiles/{own}/{id}/{period}.json."
        ),
    ))
}

/// `/tiles/{release}/{vintage}/{indicator}/{period}/{z}/{x}/{y}.mvt`: the tile with value, class and missing reason.
///
/// # Errors
/// 400 for coordinates that are no numbers; 404 outside the pyramid, for an unknown release, vintage, indicator or period,
/// and for a period of another vintage; 406 where the client takes no body at all.
#[utoipa::path(
    get, path = "/tiles/{release}/{vintage}/{indicator}/{period}/{z}/{x}/{y}.mvt", tag = "tiles",
    params(
        ("release" = String, Path, description = "As the template in the TileJSON has it"),
        ("vintage" = u16, Path, description = "Year of the boundaries, that of the period", example = 2024),
        ("indicator" = String, Path, description = "Id of the indicator", example = "koopwoningen"),
        ("period" = String, Path, description = "Year or interval", example = "2024"),
        ("z" = u8, Path, description = "Zoom, 5 to 14 for 2024 and to 13 for earlier vintages", example = 8),
        ("x" = u32, Path, description = "Column", example = 131),
        ("y" = u32, Path, description = "Row, from the north", example = 84),
    ),
    responses(
        (status = 200, description = "The tile; every feature has `value` and `class`, or `missing`", body = Vec<u8>,
            content_type = "application/vnd.mapbox-vector-tile"),
        (status = 204, description = "Nothing lies there"),
        (status = 400, description = "Coordinates that are no numbers", body = Problem,
            content_type = "application/problem+json"),
        (status = 404, description = "Outside the zooms, or no such release, vintage, indicator or period", body = Problem,
            content_type = "application/problem+json"),
        (status = 406, description = "Neither gzip nor an unpacked body is accepted", body = Problem,
            content_type = "application/problem+json"),
    ),
)]
pub async fn joined(
    State(state): State<AppState>,
    Path((release, vintage, id, period, z, x, file)): Path<(String, String, String, String, String, String, String)>,
    headers: HeaderMap,
    _: Query<NoParameters>,
) -> Result<Response, AppError> {
    let served = state.served();
    let vintage = address::vintage(&vintage)?;
    let coord = address::coord(&z, &x, &file)?;
    let pyramid = served.pyramid(vintage).ok_or_else(|| address::unknown_vintage(&served))?;
    let at = find(&served.atlas, vintage, &id, &period)?.id();
    // The figures are those of one release, even where the outlines of another are the same.
    if !address::is_current(&served, &release) {
        return Err(address::other_release(&format!("/tiles/{vintage}/{id}/{period}.json")));
    }
    address::within(coord, pyramid)?;
    if pyramid.get(coord).is_none() {
        return Ok(empty());
    }
    let name = format!("{}-{BUILD}-{vintage}-{id}-{period}-{coord}", served.atlas.release);
    // A client that has the tile needs none made.
    let tag = tag(&name, encoding(&headers)?);
    if known(&headers, &tag) {
        return Ok(unchanged(&tag));
    }
    let key = Key { vintage, at, tile: coord.key() };
    let owner = Arc::clone(&served);
    let body = served.joined.get(key, move || make(&owner, key, coord)).await?;
    if body.is_empty() { Ok(empty()) } else { answer(&headers, body, &name) }
}

/// Joins the figures into the baked tile.
fn make(served: &Served, key: Key, coord: TileCoord) -> Result<Bytes, TileError> {
    let packed = served.pyramid(key.vintage).and_then(|pyramid| pyramid.get(coord));
    let figures = served.atlas.at(key.at);
    let Some((packed, figures)) = packed.zip(figures) else { return Ok(Bytes::new()) };
    tiles::joined::pack(coord, packed, figures).map(Bytes::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(tile: u64) -> Key {
        Key { vintage: Vintage(2024), at: PeriodId::default(), tile }
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
