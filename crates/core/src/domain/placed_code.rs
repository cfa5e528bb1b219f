//! A code with the division that it is of, as people's work keeps it.
//!
//! `WK036306_2022`. Without a division it is of the one that the catalogue names for that
//! ([`Catalogue::unmarked`](super::Catalogue)), so that what was written before stays what it was.

use std::fmt;
use std::str::FromStr;

use super::code::{CodeError, RegionCode};
use super::period::Vintage;

/// A code with the division that it is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PlacedCode {
    /// The code.
    pub code: RegionCode,
    /// Its division; `None`: the one of codes that name none.
    pub vintage: Option<Vintage>,
}

impl FromStr for PlacedCode {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        let Some((code, year)) = text.split_once('_') else { return Ok(Self { code: text.parse()?, vintage: None }) };
        let vintage = year.parse().map_err(|_| CodeError::Region(text.chars().take(40).collect()))?;
        Ok(Self { code: code.parse()?, vintage: Some(vintage) })
    }
}

impl fmt::Display for PlacedCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.vintage {
            Some(vintage) => write!(f, "{}_{vintage}", self.code),
            None => self.code.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_keeps_its_division_and_one_without_stays_without() {
        for text in ["WK036306_2022", "WK036306", "BU0363AB01_2019"] {
            assert_eq!(text.parse::<PlacedCode>().unwrap().to_string(), text);
        }
        for text in ["WK036306_", "WK036306_22", "WK036306_2022_1", "utrecht-overvecht", "_2022"] {
            assert!(text.parse::<PlacedCode>().is_err(), "{text} should be refused");
        }
    }
}
