//! The vintages of a release. One of them is the base: there is no Atlas without it, so it is a field of its own.

use serde::{Deserialize, Serialize};

use super::build_error::BuildError;
use super::regions::{BASE_VINTAGE, VintageAtlas};

/// All vintages, oldest first.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Vintages {
    earlier: Vec<VintageAtlas>,
    base: Box<VintageAtlas>,
    later: Vec<VintageAtlas>,
}

impl Vintages {
    /// Orders the vintages and sets the base apart.
    ///
    /// # Errors
    /// [`BuildError::NoBaseVintage`] without one.
    pub(super) fn new(mut all: Vec<VintageAtlas>) -> Result<Self, BuildError> {
        all.sort_by_key(|one| one.vintage);
        let (earlier, rest): (Vec<_>, Vec<_>) = all.into_iter().partition(|one| one.vintage < BASE_VINTAGE);
        let mut rest = rest.into_iter();
        match rest.next().filter(|first| first.vintage == BASE_VINTAGE) {
            Some(base) => Ok(Self { earlier, base: Box::new(base), later: rest.collect() }),
            None => Err(BuildError::NoBaseVintage(BASE_VINTAGE)),
        }
    }

    /// The vintage in which areas are delimited and places are addressed.
    pub fn base(&self) -> &VintageAtlas {
        &self.base
    }

    /// All of them, oldest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &VintageAtlas> {
        self.earlier.iter().chain(std::iter::once(&*self.base)).chain(&self.later)
    }

    /// The same, to complete them while the Atlas is built.
    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = &mut VintageAtlas> {
        self.earlier.iter_mut().chain(std::iter::once(&mut *self.base)).chain(&mut self.later)
    }
}
