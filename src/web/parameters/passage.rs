//! What is told of a place in other divisions, with the names that its sentences need.

use crate::atlas::{Era, Relative};
use crate::domain::{RegionCode, Vintage};
use crate::text::Told;

/// A place whose people count as wholly in another from this share on: what lacks is noise of the outlines.
const WHOLE: f64 = 0.9;

/// What is told of an era, with the names that its sentences need.
pub struct Passage<'v> {
    era: &'v Era<'v>,
    code: RegionCode,
    now: Vintage,
    others: Vec<String>,
    joined: Vec<String>,
}

impl<'v> Passage<'v> {
    /// The passage of a place with this code.
    pub fn of(era: &'v Era<'v>, code: RegionCode, now: Vintage) -> Self {
        let joined = era.relatives.iter().skip(1).filter(|one| one.of_other >= WHOLE);
        Self {
            era,
            code,
            now,
            others: era.relatives.iter().map(with_code).collect(),
            joined: joined.map(with_code).collect(),
        }
    }

    /// The same for sentences.
    pub fn told(&self) -> Told<'_> {
        Told {
            level: self.code.level(),
            name: self.era.name,
            then: &self.era.vintages,
            now: self.now,
            change: self.era.change,
            others: &self.others,
            same_code: self.era.relatives.first().is_some_and(|first| first.code == self.code),
            joined: &self.joined,
        }
    }
}

/// A region by name and code.
pub fn with_code(relative: &Relative<'_>) -> String {
    named(relative.name, relative.code)
}

/// A region by name and code; by its code alone where it has no other name.
pub fn named(name: &str, code: RegionCode) -> String {
    if name == code.as_str() { name.to_owned() } else { format!("{name} ({code})") }
}
