//! How large the files of `geodata/` should be. Repositories and those who copy them do better with files that are not
//! too large, but a delivery is as large as it is: more than the advised size is worth a warning, never a fault.

use std::fmt;

use super::package;
use super::source::Source;

/// From how many bytes on a size is worth a warning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Advised {
    /// Of one file; `pack` splits figures below it.
    pub file: u64,
    /// Of all files together.
    pub all: u64,
}

impl Default for Advised {
    fn default() -> Self {
        Self { file: 4_000_000, all: 40_000_000 }
    }
}

/// A file, or the folder, that is larger than advised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Oversized {
    /// Path of the file; `None` for all files together.
    pub file: Option<String>,
    /// Its bytes.
    pub bytes: u64,
    /// The bytes that are advised instead.
    pub advised: u64,
}

impl fmt::Display for Oversized {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = self.file.as_deref().unwrap_or("all files together");
        write!(f, "{what}: {} bytes, more than the {} that are advised", self.bytes, self.advised)
    }
}

/// The listed files that are larger than advised, and all of them together where they are. Lists that cannot be read are a
/// fault that [`check`](super::check) and [`release_id`](super::release_id) tell.
pub fn warnings(source: &dyn Source, advised: Advised) -> Vec<Oversized> {
    let packages = package::listed(source).unwrap_or_default();
    let listed = packages
        .iter()
        .flat_map(|one| one.manifest.files.iter().map(|file| (one.package.path(&file.path), file.bytes)));
    let files: Vec<Oversized> =
        listed.map(|(path, bytes)| Oversized { file: Some(path), bytes, advised: advised.file }).collect();
    let all = Oversized { file: None, bytes: files.iter().map(|file| file.bytes).sum(), advised: advised.all };
    files.into_iter().chain([all]).filter(|one| one.bytes > one.advised).collect()
}
