//! Tiles that carry figures, for clients that cannot join them by themselves.
//!
//! A joined tile is the baked tile with tags added: geometry, ids, codes and names are copied as they are, so that both
//! agree to the point. Layers without figures are left out.

use std::collections::HashMap;

use rayon::prelude::*;

use super::pyramid::{compress, compressor, unzip};
use super::scene::Layer;
use super::wire::{Wire, fields, put_bytes, put_varint};
use super::{Pyramid, TileCoord, TileError};
use crate::atlas::{PeriodRef, TileFigure};
use crate::domain::Level;

/// Field numbers of a layer and of a feature, as the specification of vector tiles has them.
const TILE_LAYER: u64 = 3;
const LAYER_NAME: u64 = 1;
const LAYER_FEATURE: u64 = 2;
const LAYER_KEY: u64 = 3;
const LAYER_VALUE: u64 = 4;
const FEATURE_ID: u64 = 1;
const FEATURE_TAGS: u64 = 2;

/// The layers of a joined tile: those of the levels of the indicator, and the focus areas where the tiles have them.
pub fn layers(figures: PeriodRef<'_>) -> Vec<Layer> {
    Layer::ALL.into_iter().filter(|&layer| shows(figures, layer)).collect()
}

fn shows(figures: PeriodRef<'_>, layer: Layer) -> bool {
    match layer.level() {
        Some(level) => figures.level(level).is_some(),
        None => layer == Layer::Focus && figures.has_areas(),
    }
}

/// Adds the figures to the gzip body of a tile, as a gzip body. Empty where none of its layers has figures.
///
/// # Errors
/// When the tile is damaged, or cannot be compressed.
pub fn pack(coord: TileCoord, packed: &[u8], figures: PeriodRef<'_>) -> Result<Vec<u8>, TileError> {
    let joined = join(&unzip(packed)?, figures)?;
    if joined.is_empty() { Ok(joined) } else { compress(&mut compressor(), coord, &joined) }
}

/// All tiles of a pyramid with the figures, made on all cores; calls `step` after each.
///
/// # Errors
/// When a tile is damaged or cannot be compressed, or all together exceed 4 GiB.
pub fn pyramid(plain: &Pyramid, figures: PeriodRef<'_>, step: impl Fn() + Sync) -> Result<Pyramid, TileError> {
    let tiles: Vec<(TileCoord, &[u8])> = plain.iter().collect();
    let joined = tiles.into_par_iter().map(|(coord, packed)| {
        let body = pack(coord, packed, figures)?;
        step();
        Ok((coord.key(), body))
    });
    let mut joined: Vec<(u64, Vec<u8>)> = joined.collect::<Result<_, TileError>>()?;
    joined.retain(|(_, body)| !body.is_empty());
    Pyramid::store(&joined)
}

/// Adds the figures to an encoded tile. Empty where none of its layers has figures.
///
/// # Errors
/// When the tile is damaged.
pub fn join(tile: &[u8], figures: PeriodRef<'_>) -> Result<Vec<u8>, TileError> {
    let mut joined = Vec::with_capacity(tile.len() + tile.len() / 4);
    for field in fields(tile) {
        let field = field?;
        let (TILE_LAYER, Wire::Bytes(layer)) = (field.number, field.value) else { continue };
        let Some(kind) = kind(layer)?.filter(|&kind| shows(figures, kind)) else { continue };
        put_bytes(&mut joined, TILE_LAYER, &join_layer(layer, kind.level(), figures)?);
    }
    Ok(joined)
}

/// Which layer it is, by its name.
fn kind(layer: &[u8]) -> Result<Option<Layer>, TileError> {
    for field in fields(layer) {
        let field = field?;
        if let (LAYER_NAME, Wire::Bytes(name)) = (field.number, field.value) {
            return Ok(Layer::ALL.into_iter().find(|kind| kind.as_str().as_bytes() == name));
        }
    }
    Ok(None)
}

fn join_layer(layer: &[u8], level: Option<Level>, figures: PeriodRef<'_>) -> Result<Vec<u8>, TileError> {
    let (mut keys, mut values) = (0, 0);
    for field in fields(layer) {
        match field?.number {
            LAYER_KEY => keys += 1,
            LAYER_VALUE => values += 1,
            _ => {}
        }
    }
    let mut added = Tags::new(keys, values, figures.period.decimals_for(level));
    let mut out = Vec::with_capacity(layer.len() + layer.len() / 4);
    for field in fields(layer) {
        let field = field?;
        match (field.number, field.value) {
            (LAYER_FEATURE, Wire::Bytes(feature)) => {
                put_bytes(&mut out, LAYER_FEATURE, &join_feature(feature, level, figures, &mut added)?);
            }
            _ => out.extend_from_slice(field.raw),
        }
    }
    // Keys and values count in the order in which they appear, wherever in the layer they stand.
    out.extend_from_slice(&added.keys);
    out.extend_from_slice(&added.values);
    Ok(out)
}

fn join_feature(
    feature: &[u8],
    level: Option<Level>,
    figures: PeriodRef<'_>,
    added: &mut Tags,
) -> Result<Vec<u8>, TileError> {
    let (mut id, mut tags) = (0, Vec::new());
    let mut out = Vec::with_capacity(feature.len() + 12);
    for field in fields(feature) {
        let field = field?;
        match (field.number, field.value) {
            (FEATURE_TAGS, Wire::Bytes(own)) => tags.extend_from_slice(own),
            (FEATURE_ID, Wire::Varint(own)) => {
                id = own;
                out.extend_from_slice(field.raw);
            }
            _ => out.extend_from_slice(field.raw),
        }
    }
    // Ids count from one; zero would be none.
    if let Some(index) = id.checked_sub(1).and_then(|index| usize::try_from(index).ok()) {
        let figure = level.map_or_else(|| figures.area_on_tile(index), |level| figures.region_on_tile(level, index));
        added.tag(&mut tags, figure);
    }
    put_bytes(&mut out, FEATURE_TAGS, &tags);
    Ok(out)
}

/// A value of a tag.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Tag {
    Text(&'static str),
    /// Bits of a number with decimals.
    Double(u64),
    /// A whole number.
    Signed(i64),
    Unsigned(u32),
    Flag(bool),
}

impl Tag {
    /// The value as a message of the specification.
    fn message(self) -> Vec<u8> {
        let mut out = Vec::with_capacity(16);
        match self {
            Self::Text(text) => put_bytes(&mut out, 1, text.as_bytes()),
            Self::Double(bits) => {
                out.push(3 << 3 | 1);
                out.extend_from_slice(&bits.to_le_bytes());
            }
            Self::Unsigned(number) => {
                put_varint(&mut out, 5 << 3);
                put_varint(&mut out, u64::from(number));
            }
            Self::Signed(number) => {
                put_varint(&mut out, 6 << 3);
                put_varint(&mut out, (number << 1 ^ number >> 63).cast_unsigned());
            }
            Self::Flag(flag) => out.extend_from_slice(&[7 << 3, u8::from(flag)]),
        }
        out
    }
}

/// Keys and values that a layer gets besides its own; each is written once, and only when used.
struct Tags {
    first_key: u64,
    first_value: u64,
    decimals: i8,
    known_keys: Vec<&'static str>,
    known_values: HashMap<Tag, u64>,
    keys: Vec<u8>,
    values: Vec<u8>,
}

impl Tags {
    fn new(first_key: u64, first_value: u64, decimals: i8) -> Self {
        Self {
            first_key,
            first_value,
            decimals,
            known_keys: Vec::new(),
            known_values: HashMap::new(),
            keys: Vec::new(),
            values: Vec::new(),
        }
    }

    fn tag(&mut self, tags: &mut Vec<u8>, figure: TileFigure) {
        match figure {
            TileFigure::Known { value, class, at_least } => {
                self.add(tags, "value", self.number(value));
                if let Some(class) = class {
                    self.add(tags, "class", Tag::Unsigned(class));
                }
                if at_least {
                    self.add(tags, "at_least", Tag::Flag(true));
                }
            }
            TileFigure::Missing(reason) => self.add(tags, "missing", Tag::Text(reason.as_str())),
        }
    }

    /// All values of an indicator have one type: whole numbers where it has no decimals.
    #[expect(clippy::cast_possible_truncation, reason = "rounded, and far below 2^53")]
    fn number(&self, value: f64) -> Tag {
        if self.decimals <= 0 { Tag::Signed(value as i64) } else { Tag::Double(value.to_bits()) }
    }

    fn add(&mut self, tags: &mut Vec<u8>, key: &'static str, value: Tag) {
        let place = self.known_keys.iter().position(|&known| known == key).unwrap_or_else(|| {
            put_bytes(&mut self.keys, LAYER_KEY, key.as_bytes());
            self.known_keys.push(key);
            self.known_keys.len() - 1
        });
        put_varint(tags, self.first_key + place as u64);
        let next = self.first_value + self.known_values.len() as u64;
        let place = *self.known_values.entry(value).or_insert_with(|| {
            put_bytes(&mut self.values, LAYER_VALUE, &value.message());
            next
        });
        put_varint(tags, place);
    }
}

#[cfg(test)]
#[path = "joined_tests.rs"]
mod tests;
