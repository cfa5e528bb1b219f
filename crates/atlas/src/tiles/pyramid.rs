//! All tiles of a vintage, baked once and kept compressed.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::ops::{Range, RangeInclusive};

use bytes::Bytes;
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
pub(super) const HEADER: usize = 16;
/// Bytes of an entry in the stored index.
const ENTRY: usize = 16;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    key: u64,
    pub(super) start: u32,
    pub(super) length: u32,
}

/// The tiles of a vintage: gzip bodies and their index in one block of memory, as they are stored. Tiles with the same
/// content (those inside one neighbourhood) are stored once. A copy shares the block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pyramid {
    /// Number of tiles.
    count: usize,
    /// Header, index and bodies.
    blob: Bytes,
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
        let last = *zooms.end();
        let mut zooms: Vec<u8> = zooms.rev().collect();
        let mut tiles: Vec<(u64, Vec<u8>)> = zooms
            .par_drain(..)
            .map(|zoom| {
                let scene = scenes.iter().rev().find(|scene| scene.from_zoom <= zoom);
                scene.map_or_else(|| Ok(Vec::new()), |scene| bake_zoom(source, scene, &labels, (zoom, last)))
            })
            .collect::<Result<Vec<_>, _>>()?
            .into_iter()
            .flatten()
            .collect();
        tiles.sort_unstable_by_key(|(key, _)| *key);
        Self::store(&tiles)
    }

    /// Stores gzip bodies that are in the order of their keys.
    pub(super) fn store(tiles: &[(u64, Vec<u8>)]) -> Result<Self, TileError> {
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
        Ok(Self { count: index.len(), blob: blob.into() })
    }

    /// The gzip body of a tile; `None` when nothing lies there.
    pub fn get(&self, coord: TileCoord) -> Option<&[u8]> {
        self.blob.get(self.find(coord)?)
    }

    /// The gzip body of a tile as a part of the block: it keeps the block alive, and copies nothing.
    pub fn body(&self, coord: TileCoord) -> Option<Bytes> {
        Some(self.blob.slice(self.find(coord)?))
    }

    fn find(&self, coord: TileCoord) -> Option<Range<usize>> {
        self.range(&find(&self.blob, self.count, coord)?)
    }

    fn range(&self, entry: &Entry) -> Option<Range<usize>> {
        let start = bodies(self.count) + entry.start as usize;
        let end = start + entry.length as usize;
        (end <= self.blob.len()).then_some(start..end)
    }

    /// All tiles with their gzip bodies, by zoom, column, row.
    pub fn iter(&self) -> impl Iterator<Item = (TileCoord, &[u8])> {
        (0..self.count).filter_map(|place| {
            let entry = entry(&self.blob, place)?;
            Some((TileCoord::from_key(entry.key).ok()?, self.blob.get(self.range(&entry)?)?))
        })
    }

    /// Number of tiles.
    pub const fn len(&self) -> usize {
        self.count
    }

    /// The deepest zoom with tiles.
    pub fn max_zoom(&self) -> u8 {
        max_zoom(&self.blob, self.count)
    }

    /// Whether there are no tiles.
    pub const fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Bytes of memory that the pyramid holds.
    pub const fn resident_bytes(&self) -> usize {
        self.blob.len()
    }

    /// The pyramid as it is stored.
    pub fn as_bytes(&self) -> &[u8] {
        &self.blob
    }

    /// Reads a stored pyramid; the bytes are kept as they are.
    ///
    /// # Errors
    /// When the bytes are no pyramid, or an entry points outside them.
    pub fn from_bytes(blob: Vec<u8>) -> Result<Self, TileError> {
        let count = check(&blob, blob.len())?;
        // Boxed first: what the vector had too much is given back.
        Ok(Self { count, blob: blob.into_boxed_slice().into() })
    }
}

/// Where the bodies of `count` tiles begin.
pub(super) const fn bodies(count: usize) -> usize {
    HEADER + count * ENTRY
}

/// Number of tiles, by the first bytes of a stored pyramid.
///
/// # Errors
/// They are not those of a pyramid.
pub(super) fn count(start: &[u8]) -> Result<usize, TileError> {
    if !start.starts_with(MAGIC) {
        return Err(TileError::Damaged("it does not begin as one"));
    }
    let count = number(start, MAGIC.len()).map(u64::from_le_bytes).and_then(|count| usize::try_from(count).ok());
    // Far more tiles than there are places on the last zoom; what follows cannot run over.
    count.filter(|&count| count < 1 << 40).ok_or(CUT_OFF)
}

const CUT_OFF: TileError = TileError::Damaged("its index is cut off");

/// Holds the index at the beginning of a stored pyramid of `length` bytes against itself; gives back the number of tiles.
///
/// # Errors
/// It is cut off, out of order, or leads outside.
pub(super) fn check(index: &[u8], length: usize) -> Result<usize, TileError> {
    let count = count(index)?;
    let room = length.checked_sub(bodies(count)).ok_or(CUT_OFF)?;
    let mut before = None;
    for place in 0..count {
        let Some(entry) = entry(index, place) else { return Err(CUT_OFF) };
        if entry.start as usize + entry.length as usize > room {
            return Err(TileError::Damaged("a tile lies outside it"));
        }
        if before.replace(entry.key).is_some_and(|before| before >= entry.key) {
            return Err(TileError::Damaged("its index is out of order"));
        }
    }
    Ok(count)
}

/// The entry of a tile in an index of `count`, by binary search.
pub(super) fn find(index: &[u8], count: usize, coord: TileCoord) -> Option<Entry> {
    let wanted = coord.key();
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = low.midpoint(high);
        let key = number(index, HEADER + middle * ENTRY).map(u64::from_le_bytes)?;
        match key.cmp(&wanted) {
            Ordering::Less => low = middle + 1,
            Ordering::Greater => high = middle,
            Ordering::Equal => return entry(index, middle),
        }
    }
    None
}

/// The deepest zoom in an index of `count`.
pub(super) fn max_zoom(index: &[u8], count: usize) -> u8 {
    let last = count.checked_sub(1).and_then(|place| entry(index, place));
    last.and_then(|entry| TileCoord::from_key(entry.key).ok()).map_or(0, |coord| coord.z())
}

/// An entry of the stored index.
fn entry(blob: &[u8], place: usize) -> Option<Entry> {
    let at = HEADER + place * ENTRY;
    Some(Entry {
        key: number(blob, at).map(u64::from_le_bytes)?,
        start: number(blob, at + 8).map(u32::from_le_bytes)?,
        length: number(blob, at + 12).map(u32::from_le_bytes)?,
    })
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
    (zoom, last): (u8, u8),
) -> Result<Vec<(u64, Vec<u8>)>, TileError> {
    let simple = scene.at_zoom(zoom, last);
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

pub(super) fn compressor() -> Compressor {
    Compressor::new(CompressionLvl::new(LEVEL).unwrap_or_default())
}

pub(super) fn compress(compressor: &mut Compressor, coord: TileCoord, tile: &[u8]) -> Result<Vec<u8>, TileError> {
    let mut body = vec![0; compressor.gzip_compress_bound(tile.len())];
    let length = compressor.gzip_compress(tile, &mut body).map_err(|_| TileError::Compress(coord))?;
    body.truncate(length);
    body.shrink_to_fit();
    Ok(body)
}

/// The largest tile that is unpacked: far beyond any that is baked.
const LARGEST: usize = 16 << 20;

/// Unpacks the gzip body of a tile.
///
/// # Errors
/// When it is no gzip, or larger than a tile can be.
pub fn unzip(body: &[u8]) -> Result<Vec<u8>, TileError> {
    const DAMAGED: TileError = TileError::Damaged("a tile cannot be unpacked");
    // The last four bytes of gzip hold the length of the content.
    let length = body.last_chunk::<4>().and_then(|bytes| usize::try_from(u32::from_le_bytes(*bytes)).ok());
    let length = length.filter(|&length| length <= LARGEST).ok_or(DAMAGED)?;
    let mut plain = vec![0; length];
    let written = libdeflater::Decompressor::new().gzip_decompress(body, &mut plain).map_err(|_| DAMAGED)?;
    plain.truncate(written);
    Ok(plain)
}

#[cfg(test)]
#[path = "pyramid_tests.rs"]
mod tests;
