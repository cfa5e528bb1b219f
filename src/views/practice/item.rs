//! An example as seen from a place.

use super::card::Card;
use crate::atlas::relevance::Reason;

/// How near an example is to the place it is seen from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Nearness {
    /// Inside the place.
    Inside,
    /// In the same focus area; nothing more precise is known.
    SameArea,
    /// Kilometres as the crow flies.
    Kilometres(f64),
    /// Not known precisely enough to say.
    Unknown,
}

/// An example as seen from a place.
#[derive(Clone, Debug)]
pub struct Item<'a> {
    /// The example.
    pub card: Card<'a>,
    /// How near it is; `None` when it is not seen from a place.
    pub nearness: Option<Nearness>,
    /// Why it may matter there.
    pub reason: Option<Reason>,
}
