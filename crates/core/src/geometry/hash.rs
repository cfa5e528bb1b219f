//! A fast, fixed hasher for point keys: the same run to run, and without protection against chosen keys,
//! which an import of outlines does not need.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A map keyed by points.
pub(crate) type PointMap<K, V> = HashMap<K, V, BuildHasherDefault<Mixer>>;

/// Multiplies and folds, after the finaliser of splitmix64.
#[derive(Default)]
pub(crate) struct Mixer(u64);

impl Hasher for Mixer {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u64(u64::from(byte));
        }
    }

    fn write_u64(&mut self, value: u64) {
        let mixed = (self.0.rotate_left(23) ^ value).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = (mixed ^ (mixed >> 32)).wrapping_mul(0xbf58_476d_1ce4_e5b9) ^ (mixed >> 29);
    }
}
