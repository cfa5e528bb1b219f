//! All tiles of a vintage, baked once and kept compressed.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use libdeflater::{CompressionLvl, Compressor};
use rayon::prelude::*;

use super::clip::cut;
use super::encode::{Feature, Shape, encode};
use super::scene::{Layer, Scene, Subject, TileSource};
use super::{TileCoord, TileError};
use crate::geometry::Point;
use crate::geometry::project::to_mercator;
use crate::geometry::simplify::EXTENT;

/// Level of gzip.
const LEVEL: i32 = 6;
/// What a stored pyramid begins with.
const MAGIC: &[u8; 8] = b"WWTILES1";
/// Bytes of the header: magic and number of tiles.
const HEADER: usize = 16;
/// Bytes of an entry in the stored index.
const ENTRY: usize = 16;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Entry {
    key: u64,
    start: u32,
    length: u32,
}

/// The tiles of a vintage: gzip bodies in one block of memory, found by binary search. Tiles with the same content (those
/// inside one neighbourhood) are stored once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pyramid {
    index: Vec<Entry>,
    /// Header, index and bodies as they are stored.
    blob: Vec<u8>,
}

impl Pyramid {
    /// Bakes all tiles of the zooms that hold something, on all cores.
    ///
    /// # Errors
    /// When the coverage is empty, a tile cannot be encoded or compressed, or all together exceed 4 GiB.
    pub fn bake(source: &TileSource<'_>, zooms: RangeInclusive<u8>) -> Result<Self, TileError> {
        let scenes = Scene::all(source);
        if scenes.is_empty() {
            return Err(TileError::Empty(source.coverage.vintage()));
        }
        let labels = label_points(source);
        // Deep zooms take longest, so they begin first.
        let mut zooms: Vec<u8> = zooms.rev().collect();
        let mut tiles: Vec<(u64, Vec<u8>)> = zooms
            .par_drain(..)
            .map(|zoom| {
                let scene = scenes.iter().rev().find(|scene| scene.from_zoom <= zoom);
                scene.map_or_else(|| Ok(Vec::new()), |scene| bake_zoom(source, scene, &labels, zoom))
            })
            .collect::<Result<Vec<_>, _>>()?
            .into_iter()
            .flatten()
            .collect();
        tiles.sort_unstable_by_key(|(key, _)| *key);
        Self::store(&tiles)
    }

    fn store(tiles: &[(u64, Vec<u8>)]) -> Result<Self, TileError> {
        let mut index = Vec::with_capacity(tiles.len());
        let mut bodies: Vec<u8> = Vec::new();
        let mut known: HashMap<&[u8], (u32, u32)> = HashMap::new();
        for (key, body) in tiles {
            let (start, length) = if let Some(&place) = known.get(body.as_slice()) {
                place
            } else {
                let start = u32::try_from(bodies.len()).map_err(|_| TileError::TooLarge)?;
                let length = u32::try_from(body.len()).map_err(|_| TileError::TooLarge)?;
                bodies.extend_from_slice(body);
                known.insert(body, (start, length));
                (start, length)
            };
            index.push(Entry { key: *key, start, length });
        }
        let mut blob = Vec::with_capacity(HEADER + index.len() * ENTRY + bodies.len());
        blob.extend_from_slice(MAGIC);
        blob.extend_from_slice(&(index.len() as u64).to_le_bytes());
        for entry in &index {
            blob.extend_from_slice(&entry.key.to_le_bytes());
            blob.extend_from_slice(&entry.start.to_le_bytes());
            blob.extend_from_slice(&entry.length.to_le_bytes());
        }
        blob.append(&mut bodies);
        Ok(Self { index, blob })
    }

    /// The gzip body of a tile; `None` when nothing lies there.
    #[must_use]
    pub fn get(&self, coord: TileCoord) -> Option<&[u8]> {
        let place = self.index.binary_search_by_key(&coord.key(), |entry| entry.key).ok()?;
        self.body(self.index.get(place)?)
    }

    fn body(&self, entry: &Entry) -> Option<&[u8]> {
        let start = HEADER + self.index.len() * ENTRY + entry.start as usize;
        self.blob.get(start..start + entry.length as usize)
    }

    /// All tiles with their gzip bodies, by zoom, column, row.
    pub fn iter(&self) -> impl Iterator<Item = (TileCoord, &[u8])> {
        self.index.iter().filter_map(|entry| Some((TileCoord::from_key(entry.key).ok()?, self.body(entry)?)))
    }

    /// Number of tiles.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.index.len()
    }

    /// Whether there are no tiles.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.index.is_empty()
    }

    /// Bytes of memory that the pyramid holds.
    #[must_use]
    pub const fn resident_bytes(&self) -> usize {
        self.blob.capacity() + self.index.capacity() * size_of::<Entry>()
    }

    /// The pyramid as it is stored.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.blob.clone()
    }

    /// The pyramid as it is stored, without a copy.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.blob
    }

    /// Reads a stored pyramid; the bytes are kept as they are.
    ///
    /// # Errors
    /// When the bytes are no pyramid, or an entry points outside them.
    pub fn from_bytes(blob: Vec<u8>) -> Result<Self, TileError> {
        if !blob.starts_with(MAGIC) {
            return Err(TileError::Damaged("it does not begin as one"));
        }
        let count = number::<8>(&blob, MAGIC.len()).map(u64::from_le_bytes).and_then(|n| usize::try_from(n).ok());
        let bodies = count
            .and_then(|count| count.checked_mul(ENTRY)?.checked_add(HEADER))
            .filter(|&end| end <= blob.len())
            .ok_or(TileError::Damaged("its index is cut off"))?;
        let room = blob.len() - bodies;
        let mut index = Vec::with_capacity(count.unwrap_or(0));
        for at in (HEADER..bodies).step_by(ENTRY) {
            let (Some(key), Some(start), Some(length)) =
                (number::<8>(&blob, at), number::<4>(&blob, at + 8), number::<4>(&blob, at + 12))
            else {
                return Err(TileError::Damaged("its index is cut off"));
            };
            let entry = Entry {
                key: u64::from_le_bytes(key),
                start: u32::from_le_bytes(start),
                length: u32::from_le_bytes(length),
            };
            if entry.start as usize + entry.length as usize > room {
                return Err(TileError::Damaged("a tile lies outside it"));
            }
            index.push(entry);
        }
        if !index.is_sorted_by(|a, b| a.key < b.key) {
            return Err(TileError::Damaged("its index is out of order"));
        }
        Ok(Self { index, blob })
    }
}

fn number<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..at + N)?.first_chunk::<N>().copied()
}

/// Label points in Web Mercator, as fractions of the world.
fn label_points(source: &TileSource<'_>) -> Vec<(Subject, [f64; 2])> {
    let coverage = source.coverage;
    let mut labels = Vec::new();
    for layer in Layer::ALL {
        let Some(level) = layer.level() else { continue };
        for index in 0..coverage.codes(level).len() {
            if let Some(point) = coverage.label_point(level, index) {
                labels.push((Subject { layer, index }, to_mercator(point)));
            }
        }
    }
    for (index, focus) in source.focus.iter().enumerate().filter(|(_, focus)| !focus.members.is_empty()) {
        let point = coverage.dissolve(&focus.members).label_point();
        labels.push((Subject { layer: Layer::Focus, index }, to_mercator(point)));
    }
    labels
}

/// The tile on which a grid point lies.
fn tile_of(zoom: u8, column: i32, row: i32) -> Option<TileCoord> {
    let rows = 1_i32 << zoom;
    let (x, y) = (u32::try_from(column).ok()?, u32::try_from(rows - 1 - row).ok()?);
    TileCoord::new(u32::from(zoom), x, y).ok()
}

/// All tiles of a zoom, ordered.
fn bake_zoom(
    source: &TileSource<'_>,
    scene: &Scene,
    labels: &[(Subject, [f64; 2])],
    zoom: u8,
) -> Result<Vec<(u64, Vec<u8>)>, TileError> {
    let simple = scene.at_zoom(zoom);
    let mut features: Vec<(TileCoord, Feature)> = simple
        .shapes
        .par_iter()
        .zip(&scene.subjects)
        .flat_map_iter(|(shape, &subject)| {
            cut(shape).into_iter().filter_map(move |piece| {
                let coord = tile_of(zoom, piece.column, piece.row)?;
                Some((coord, Feature { layer: subject.layer, subject, shape: Shape::Area(piece.polygons) }))
            })
        })
        .collect();
    let units = f64::from(EXTENT) * f64::from(1_u32 << zoom);
    let shown = labels.iter().filter(|(subject, _)| subject.layer.label_zoom() <= zoom);
    features.extend(shown.filter_map(|&(subject, [x, y])| {
        let point: Point = [floor_i32(x * units), floor_i32(y * units)];
        let coord = tile_of(zoom, point[0].div_euclid(EXTENT), point[1].div_euclid(EXTENT))?;
        Some((coord, Feature { layer: Layer::Label, subject, shape: Shape::Label(point) }))
    }));
    features.par_sort_unstable_by_key(|(coord, feature)| (coord.key(), feature.layer, feature.subject));
    let (coords, features): (Vec<TileCoord>, Vec<Feature>) = features.into_iter().unzip();
    let mut tiles = Vec::new();
    let mut rest = features.as_slice();
    for same in coords.chunk_by(|a, b| a == b) {
        let (own, after) = rest.split_at_checked(same.len()).unwrap_or((rest, &[]));
        rest = after;
        tiles.extend(same.first().map(|&coord| (coord, own)));
    }
    tiles
        .into_par_iter()
        .map_init(compressor, |compressor, (coord, own)| {
            let tile = encode(coord, own, source)?;
            Ok((coord.key(), compress(compressor, coord, &tile)?))
        })
        .collect()
}

#[expect(clippy::cast_possible_truncation, reason = "grid units of zoom 14 stay below 2^26")]
const fn floor_i32(value: f64) -> i32 {
    value.floor() as i32
}

fn compressor() -> Compressor {
    Compressor::new(CompressionLvl::new(LEVEL).unwrap_or_default())
}

fn compress(compressor: &mut Compressor, coord: TileCoord, tile: &[u8]) -> Result<Vec<u8>, TileError> {
    let mut body = vec![0; compressor.gzip_compress_bound(tile.len())];
    let length = compressor.gzip_compress(tile, &mut body).map_err(|_| TileError::Compress(coord))?;
    body.truncate(length);
    body.shrink_to_fit();
    Ok(body)
}

#[cfg(test)]
#[path = "pyramid_tests.rs"]
mod tests;
