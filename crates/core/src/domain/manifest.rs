//! The list of all files that the program ships, with their fingerprint, source and terms.

use serde::{Deserialize, Serialize};

use super::lang::Text;

/// A package of a release: what it is, and where it lay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Package {
    /// Id, the name of its folder; empty for a folder that is one package without a name.
    pub id: String,
    /// What it holds.
    pub title: Option<Text>,
    /// The folder of packages it came from.
    pub folder: String,
    /// Ids of packages of earlier folders that it stands for.
    pub replaces: Vec<String>,
    /// Items of other packages that it gives anew ("indicator koopwoningen").
    pub overrides: Vec<String>,
}

impl Package {
    /// With what the paths of its files begin.
    pub fn prefix(&self) -> String {
        let parts = [self.folder.as_str(), &self.id];
        let named: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).chain([""]).collect();
        named.join("/")
    }

    /// A line for the log: which package, of which folder, in whose place.
    pub fn line(&self) -> String {
        let mut line = format!("{}/{}", self.folder, self.id);
        for (word, list) in [("replaces", &self.replaces), ("overrides", &self.overrides)] {
            if !list.is_empty() {
                line = format!("{line}, {word} {}", list.join(", "));
            }
        }
        line
    }
}

/// A `manifest.toml`: the files of a package, or of all packages of a release.
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
    /// Whether `pack` derived it, and so may replace it.
    #[serde(default)]
    pub derived: bool,
}

impl ManifestFile {
    /// Returns whether it holds figures of a delivery, or of one period of it.
    pub fn is_of(&self, delivery: &str) -> bool {
        let name = self.path.split_once("figures/").and_then(|(_, name)| name.strip_prefix(delivery));
        name.is_some_and(|rest| rest.starts_with('.'))
    }
}
