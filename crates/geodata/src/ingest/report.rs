//! What `pack` did: every repair by name, and what it wrote.

use std::fmt;

use super::size::Oversized;

/// A departure from the source files that the declaration allows. Nothing else is ever changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// File or vintage that it is about.
    pub of: String,
    /// What was done.
    pub what: String,
    /// How often.
    pub count: usize,
}

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PackReport {
    /// Repairs, in the order of the declaration.
    pub repairs: Vec<Repair>,
    /// Columns of source files that nothing is read from, by file.
    pub unused: Vec<(String, Vec<String>)>,
    /// Files with their size, ordered by path.
    pub files: Vec<(String, u64)>,
    /// What is larger than advised.
    pub oversized: Vec<Oversized>,
    /// Id of the release that the folder now holds.
    pub release: String,
}

impl PackReport {
    /// Bytes of all files.
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|(_, bytes)| bytes).sum()
    }
}

impl fmt::Display for PackReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Repairs, all of them declared in deliveries.toml:")?;
        for repair in &self.repairs {
            writeln!(f, "  {}: {} ({})", repair.of, repair.what, repair.count)?;
        }
        writeln!(f, "Columns not read:")?;
        for (file, columns) in &self.unused {
            writeln!(f, "  {file}: {}", columns.join(", "))?;
        }
        writeln!(f, "Files:")?;
        for (path, bytes) in &self.files {
            writeln!(f, "  {bytes:>9}  {path}")?;
        }
        for warning in &self.oversized {
            writeln!(f, "Warning: {warning}")?;
        }
        write!(f, "Release {}: {} files, {} bytes", self.release, self.files.len(), self.bytes())
    }
}
