//! What `pack` did: every repair by name, and what it wrote.

use std::fmt;
use std::path::PathBuf;

/// A departure from the source files: what the declaration allows, and names set right. Nothing else is ever changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// File or vintage that it is about.
    pub of: String,
    /// What was done.
    pub what: String,
    /// How often.
    pub count: usize,
}

/// A package that was packed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed {
    /// Id.
    pub id: String,
    /// Where it lies.
    pub folder: PathBuf,
    /// Files with their size, ordered by path.
    pub files: Vec<(String, u64)>,
}

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PackReport {
    /// Repairs, in the order of the declarations.
    pub repairs: Vec<Repair>,
    /// Editions of source files, where they are declared.
    pub editions: Vec<(String, String)>,
    /// Columns of source files that nothing is read from, by file.
    pub unused: Vec<(String, Vec<String>)>,
    /// Packages.
    pub packages: Vec<Packed>,
}

impl fmt::Display for PackReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.repairs.is_empty() {
            writeln!(f, "Repairs:")?;
        }
        for repair in &self.repairs {
            writeln!(f, "  {}: {} ({})", repair.of, repair.what, repair.count)?;
        }
        if !self.editions.is_empty() {
            writeln!(f, "Editions:")?;
        }
        for (file, edition) in &self.editions {
            writeln!(f, "  {file}: {edition}")?;
        }
        if !self.unused.is_empty() {
            writeln!(f, "Columns not read:")?;
        }
        for (file, columns) in &self.unused {
            writeln!(f, "  {file}: {}", columns.join(", "))?;
        }
        for package in &self.packages {
            let bytes: u64 = package.files.iter().map(|(_, bytes)| bytes).sum();
            let (files, folder) = (package.files.len(), package.folder.display());
            writeln!(f, "{}: {files} files, {bytes} bytes, in {folder}", package.id)?;
        }
        Ok(())
    }
}
