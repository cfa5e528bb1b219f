//! The tiles of a vintage as they are served: in memory, or read from where they are kept when they are asked for.

use std::fmt;
use std::io;
use std::sync::Arc;

use bytes::Bytes;
use libdeflater::Crc;

use super::pyramid::{self, HEADER};
use super::{Pyramid, TileCoord, TileError};

/// Reads so many bytes from a place in a file.
pub type ReadAt = Arc<dyn Fn(u64, usize) -> io::Result<Vec<u8>> + Send + Sync>;

/// The tiles of a vintage. A copy shares what it holds.
#[derive(Clone, Debug)]
pub enum Tiles {
    /// All of them in memory.
    Memory(Pyramid),
    /// Their index in memory, their bodies in a file.
    File(PyramidFile),
}

/// A stored pyramid of which the bodies stay where they are. The divisions of earlier years are seldom looked at, and the
/// operating system keeps what is.
#[derive(Clone)]
pub struct PyramidFile {
    count: usize,
    index: Bytes,
    length: usize,
    /// CRC-32 of the whole.
    sum: u32,
    read: ReadAt,
}

impl fmt::Debug for PyramidFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PyramidFile").field("count", &self.count).field("length", &self.length).finish_non_exhaustive()
    }
}

impl PyramidFile {
    /// Reads the index of a pyramid of `length` bytes with the checksum `sum`.
    ///
    /// # Errors
    /// It cannot be read, or is no pyramid.
    pub fn open(length: usize, sum: u32, read: ReadAt) -> Result<Self, TileError> {
        let start = read(0, HEADER.min(length)).map_err(TileError::Read)?;
        let needed = pyramid::bodies(pyramid::count(&start)?);
        let index = read(0, needed.min(length)).map_err(TileError::Read)?;
        let count = pyramid::check(&index, length)?;
        Ok(Self { count, index: index.into(), length, sum, read })
    }

    fn body(&self, coord: TileCoord) -> Result<Option<Bytes>, TileError> {
        let Some(entry) = pyramid::find(&self.index, self.count, coord) else { return Ok(None) };
        let at = pyramid::bodies(self.count) as u64 + u64::from(entry.start);
        let body = (self.read)(at, entry.length as usize).map_err(TileError::Read)?;
        Ok(Some(body.into()))
    }
}

impl Tiles {
    /// The gzip body of a tile; `None` when nothing lies there.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn body(&self, coord: TileCoord) -> Result<Option<Bytes>, TileError> {
        match self {
            Self::Memory(pyramid) => Ok(pyramid.body(coord)),
            Self::File(file) => file.body(coord),
        }
    }

    /// Whether anything lies on a tile.
    pub fn contains(&self, coord: TileCoord) -> bool {
        match self {
            Self::Memory(pyramid) => pyramid.get(coord).is_some(),
            Self::File(file) => pyramid::find(&file.index, file.count, coord).is_some(),
        }
    }

    /// The deepest zoom with tiles.
    pub fn max_zoom(&self) -> u8 {
        match self {
            Self::Memory(pyramid) => pyramid.max_zoom(),
            Self::File(file) => pyramid::max_zoom(&file.index, file.count),
        }
    }

    /// All of them in memory, for what goes through all of them.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn whole(&self) -> Result<Pyramid, TileError> {
        match self {
            Self::Memory(pyramid) => Ok(pyramid.clone()),
            Self::File(file) => Pyramid::from_bytes((file.read)(0, file.length).map_err(TileError::Read)?),
        }
    }

    /// Length and checksum.
    fn fingerprint(&self) -> (usize, u32) {
        match self {
            Self::Memory(pyramid) => {
                let mut sum = Crc::new();
                sum.update(pyramid.as_bytes());
                (pyramid.as_bytes().len(), sum.sum())
            }
            Self::File(file) => (file.length, file.sum),
        }
    }
}

/// The same tiles, wherever they are.
impl PartialEq for Tiles {
    fn eq(&self, other: &Self) -> bool {
        self.max_zoom() == other.max_zoom() && self.fingerprint() == other.fingerprint()
    }
}
