//! Codes of regions as CBS gives them, and the slugs of focus areas.
//!
//! A code names a region only together with a [`Vintage`](super::Vintage): Amsterdam renumbered
//! everything between two divisions, Leeuwarden reused wijk codes for other places.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use thiserror::Error;

/// The level of a region. Ordered from the country down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[derive(strum::IntoStaticStr, strum::Display, strum::EnumString)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase", parse_err_ty = CodeError, parse_err_fn = not_a_level)]
pub enum Level {
    /// The Netherlands (`NL01`).
    Land,
    /// Municipality (`GM` and four digits).
    Gemeente,
    /// District (`WK` and six characters).
    Wijk,
    /// Neighbourhood (`BU` and eight characters).
    Buurt,
}

impl Level {
    /// The three levels that have outlines, from large to small.
    pub const MAPPED: [Self; 3] = [Self::Gemeente, Self::Wijk, Self::Buurt];

    /// The name as it stands in URLs and files.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// What can be wrong with a code.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum CodeError {
    /// Not a region code.
    #[error("\"{0}\" is not a region code; expected NL01, GM and 4 digits, WK and 6 or BU and 8 characters")]
    Region(String),
    /// Not a level.
    #[error("\"{0}\" is not a level; expected land, gemeente, wijk or buurt")]
    Level(String),
    /// Not a slug.
    #[error("\"{0}\" is not a slug; expected lower-case letters, digits and hyphens")]
    Slug(String),
}

fn not_a_level(text: &str) -> CodeError {
    CodeError::Level(text.to_owned())
}

/// A region code of CBS: `NL01`, `GM0344`, `WK034403` or `BU03440311`. Ten bytes, ordered as text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegionCode([u8; 10]);

impl RegionCode {
    /// The Netherlands.
    pub const NEDERLAND: Self = Self(*b"NL01\0\0\0\0\0\0");

    /// The code as text.
    pub fn as_str(&self) -> &str {
        let end = self.0.iter().position(|&b| b == 0).unwrap_or(self.0.len());
        // Only ASCII gets in (see `from_str`), so this never falls back.
        std::str::from_utf8(self.0.get(..end).unwrap_or_default()).unwrap_or_default()
    }

    /// The level that the prefix names.
    pub const fn level(&self) -> Level {
        match self.0 {
            [b'G', ..] => Level::Gemeente,
            [b'W', ..] => Level::Wijk,
            [b'B', ..] => Level::Buurt,
            _ => Level::Land,
        }
    }

    /// The region of `level` that this code lies in by its digits (`BU03440311` lies in `WK034403` and
    /// `GM0344`); `None` when that level is smaller than this one.
    pub fn at(&self, level: Level) -> Option<Self> {
        let own = self.level();
        if own == level {
            return Some(*self);
        }
        if own < level {
            return None;
        }
        let (prefix, keep): (&[u8; 2], usize) = match level {
            Level::Land => return Some(Self::NEDERLAND),
            Level::Gemeente => (b"GM", 4),
            Level::Wijk => (b"WK", 6),
            Level::Buurt => return None,
        };
        let mut code = [0_u8; 10];
        for (to, from) in code.iter_mut().zip(prefix.iter().chain(self.0.iter().skip(2).take(keep))) {
            *to = *from;
        }
        Some(Self(code))
    }

    /// The municipality that this region lies in; for the country itself `None`.
    pub fn gemeente(&self) -> Option<Self> {
        self.at(Level::Gemeente)
    }
}

impl FromStr for RegionCode {
    type Err = CodeError;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        let wrong = || CodeError::Region(s.chars().take(40).collect());
        // Two publishers, two codes for one country.
        if s == "NL00" {
            return Ok(Self::NEDERLAND);
        }
        let rest = match (s.get(..2), s.len()) {
            (Some("NL"), 4) | (Some("GM"), 6) | (Some("WK"), 8) | (Some("BU"), 10) => s.get(2..).ok_or_else(wrong)?,
            _ => return Err(wrong()),
        };
        if !rest.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase()) {
            return Err(wrong());
        }
        let mut code = [0_u8; 10];
        for (to, from) in code.iter_mut().zip(s.bytes()) {
            *to = from;
        }
        Ok(Self(code))
    }
}

impl fmt::Display for RegionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for RegionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for RegionCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for RegionCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

/// The short name of a focus area in a URL: `utrecht-overvecht`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Slug(String);

impl Slug {
    /// The slug as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Slug {
    type Err = CodeError;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        let fits = !s.is_empty()
            && s.len() <= 60
            && s.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if fits { Ok(Self(s.to_owned())) } else { Err(CodeError::Slug(s.chars().take(60).collect())) }
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Slug {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_buurt_code_names_its_wijk_and_gemeente() {
        let code: RegionCode = "BU0363AA01".parse().unwrap();
        assert_eq!(code.level(), Level::Buurt);
        assert_eq!(code.at(Level::Wijk).unwrap().as_str(), "WK0363AA");
        assert_eq!(code.gemeente().unwrap().as_str(), "GM0363");
        assert_eq!(code.at(Level::Land).unwrap(), RegionCode::NEDERLAND);
    }

    #[test]
    fn a_gemeente_has_no_wijk_by_its_digits() {
        let code: RegionCode = "GM0344".parse().unwrap();
        assert_eq!(code.at(Level::Wijk), None);
    }

    #[test]
    fn text_that_is_no_code_is_refused() {
        for text in ["", "BU", "GM344", "gm0344", "WK03440é", "XX0344", "BU034403111", "GM03 4"] {
            assert!(text.parse::<RegionCode>().is_err(), "{text} should be refused");
        }
    }

    #[test]
    fn a_slug_holds_only_lower_case_letters_digits_and_hyphens() {
        assert!("utrecht-overvecht".parse::<Slug>().is_ok());
        for text in ["", "Utrecht", "a b", "../etc", "é"] {
            assert!(text.parse::<Slug>().is_err(), "{text} should be refused");
        }
    }
}
