//! The list of all files that the program ships, with their fingerprint, source and terms.

use serde::{Deserialize, Serialize};

/// `geodata/manifest.toml`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Version of the structure of `geodata/`.
    pub format: u32,
    /// Files, ordered by path.
    #[serde(rename = "file")]
    pub files: Vec<ManifestFile>,
}

/// One shipped file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ManifestFile {
    /// Path inside the folder, with forward slashes.
    pub path: String,
    /// SHA-256, lower-case hexadecimal.
    pub sha256: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Source as a reader would cite it.
    pub source: String,
    /// Year or years of the source.
    pub year: String,
    /// Licence, or "niet vastgesteld".
    pub licence: String,
    /// Attribution line.
    pub attribution: String,
}

impl ManifestFile {
    /// Returns whether it holds figures of a delivery, or of one period of it.
    pub fn is_of(&self, delivery: &str) -> bool {
        let name = self.path.strip_prefix("figures/").and_then(|name| name.strip_prefix(delivery));
        name.is_some_and(|rest| rest.starts_with('.'))
    }
}
