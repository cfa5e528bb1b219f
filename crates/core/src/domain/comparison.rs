//! A figure held against a reference. Made in `stats`, worded in `text`, carried by everything between.

/// How a place relates to a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Higher than the reference.
    Higher,
    /// Lower than the reference.
    Lower,
    /// Within one unit of the coarser rounding, or within the margins that publishers give: the difference may come from
    /// rounding, or from chance, alone.
    Similar,
}

/// Two figures, both rounded to the coarser of their roundings, so that a reader who subtracts gets the same.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    /// The place, rounded.
    pub own: f64,
    /// The reference, rounded.
    pub reference: f64,
    /// The coarser of the two roundings.
    pub decimals: i8,
    /// On which side of the reference the place lies.
    pub direction: Direction,
    /// Whether it is a published margin that keeps them from being told apart, and not the rounding.
    pub within_margin: bool,
}

impl Comparison {
    /// The place minus the reference.
    pub fn difference(&self) -> f64 {
        self.own - self.reference
    }
}
