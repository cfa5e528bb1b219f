//! How large the files of `geodata/` should be. Repositories and those who copy them do better with files that are not
//! too large, but a delivery is as large as it is: more than the advised size is worth a warning, never a fault.

use std::fmt;

use super::manifest_file;
use super::source::Source;
use crate::domain::Manifest;

/// Advised bytes of one file; `pack` splits figures below it.
pub const ADVISED_PER_FILE: u64 = 4_000_000;
/// Advised bytes of all files together.
pub const ADVISED_IN_ALL: u64 = 20_000_000;

/// A file, or the folder, that is larger than advised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Oversized {
    /// Path of the file; `None` for all files together.
    pub file: Option<String>,
    /// Its bytes.
    pub bytes: u64,
}

impl Oversized {
    /// The size that is advised instead.
    pub const fn advised(&self) -> u64 {
        if self.file.is_some() { ADVISED_PER_FILE } else { ADVISED_IN_ALL }
    }
}

impl fmt::Display for Oversized {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = self.file.as_deref().unwrap_or("all files together");
        write!(f, "{what}: {} bytes, more than the {} that are advised", self.bytes, self.advised())
    }
}

/// The listed files that are larger than advised, and all of them together where they are.
pub fn oversized(manifest: &Manifest) -> Vec<Oversized> {
    let files = manifest.files.iter().map(|file| Oversized { file: Some(file.path.clone()), bytes: file.bytes });
    let all = Oversized { file: None, bytes: manifest.files.iter().map(|file| file.bytes).sum() };
    files.chain([all]).filter(|one| one.bytes > one.advised()).collect()
}

/// The same of a source as its manifest lists it; a manifest that cannot be read is a fault that
/// [`check`](super::check) and [`release_id`](super::release_id) tell.
pub fn warnings(source: &dyn Source) -> Vec<Oversized> {
    manifest_file::read(source).map_or_else(|_| Vec::new(), |(manifest, _)| oversized(&manifest))
}
