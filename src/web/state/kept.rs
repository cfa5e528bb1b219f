//! A release as the store keeps it, read like a folder.

use std::io;

use crate::ingest::{Fault, Source};
use crate::store::PackedFile;

/// The files of a release as the store gave them, ordered by path.
#[derive(Debug)]
pub struct Kept(pub Vec<PackedFile>);

impl Source for Kept {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let file = self.0.iter().find(|file| file.path == path).ok_or(io::ErrorKind::NotFound)?;
        file.unpack().map_err(io::Error::other)
    }

    fn paths(&self) -> Result<Vec<String>, Fault> {
        Ok(self.0.iter().map(|file| file.path.clone()).collect())
    }
}
