//! The vintages of a release. One of them is the base: there is no Atlas without it, so it is a field of its own.

use serde::{Deserialize, Serialize};

use super::build_error::BuildError;
use crate::domain::Vintage;

use super::regions::VintageAtlas;

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
    /// [`BuildError::NoBaseVintage`] without it.
    pub(super) fn new(mut all: Vec<VintageAtlas>, base: Vintage) -> Result<Self, BuildError> {
        all.sort_by_key(|one| one.vintage);
        let (earlier, rest): (Vec<_>, Vec<_>) = all.into_iter().partition(|one| one.vintage < base);
        let mut rest = rest.into_iter();
        match rest.next().filter(|first| first.vintage == base) {
            Some(base) => Ok(Self { earlier, base: Box::new(base), later: rest.collect() }),
            None => Err(BuildError::NoBaseVintage(base)),
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
