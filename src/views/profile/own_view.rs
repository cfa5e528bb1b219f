//! What a place of a reader's own has beyond figures.

use crate::domain::RegionCode;

/// What a place of a reader's own has beyond figures.
#[derive(Clone, Debug)]
pub struct OwnView<'a> {
    /// Codes of its members as listed.
    pub codes: Vec<RegionCode>,
    /// Whole wijken among them.
    pub wijken: usize,
    /// Buurten among them.
    pub buurten: usize,
    /// Names of the gemeenten that they lie in, by code.
    pub gemeenten: Vec<&'a str>,
    /// Where the selection can be changed.
    pub edit: String,
}
