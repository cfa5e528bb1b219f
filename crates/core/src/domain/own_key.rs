//! The key of a place that a reader put together: what stands in an address where a focus area has its slug and a
//! region its code.
//!
//! `eigen_0344-03-04.11.12_0363-AB.01*Mijn+wijk`: per gemeente its wijken, per wijk its buurten; a wijk without buurten
//! is the whole wijk. `eigen.2019_0344-03` is of the division of 2019; without a year the key is of the division that the
//! catalogue names for that. Behind the star stands the name that the reader gave it, if any. All signs but those of the name
//! stay as they are in a query, and 500 buurten of one gemeente take less than two thousand of them.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use super::characters::is_writable;
use super::code::{Level, RegionCode};
use super::period::Vintage;

/// Characters of a name.
pub const LONGEST_NAME: usize = 80;

/// What every key of a reader's own place begins with, before an underscore, or a point and a year. No slug and no code
/// has either of them.
const PREFIX: &str = "eigen";

/// Why a text is no key of a reader's own place.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum OwnKeyError {
    /// A part is no list of wijken and buurten of a gemeente; its first characters.
    #[error("cannot read \"{0}\"; expected eigen_0344-03-04.11.12 (gemeente, wijken, buurten)")]
    Part(String),
    /// The name is longer than [`LONGEST_NAME`].
    #[error("the name is longer than {LONGEST_NAME} characters")]
    Name,
}

/// A place that a reader put together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct OwnKey {
    /// The division of its codes; `None`: the one of codes that name none.
    pub vintage: Option<Vintage>,
    /// Its gemeenten, wijken and buurten, as they were given.
    pub codes: Vec<RegionCode>,
    /// What the reader calls it.
    pub name: Option<String>,
}

impl OwnKey {
    /// Whether a text is meant as such a key, well written or not.
    pub fn is_meant(text: &str) -> bool {
        text.strip_prefix(PREFIX).is_some_and(|rest| rest.starts_with(['_', '.']))
    }
}

/// A name as it is kept: one line of text without the signs that steer its direction or layout; `None` for nothing.
///
/// # Errors
/// [`OwnKeyError::Name`] where it is too long.
pub fn own_name(given: &str) -> Result<Option<String>, OwnKeyError> {
    let steers = |c: &char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let plain: String =
        given.chars().map(|c| if c.is_control() || !is_writable(c) { ' ' } else { c }).filter(|c| !steers(c)).collect();
    let name = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.chars().count() > LONGEST_NAME {
        return Err(OwnKeyError::Name);
    }
    Ok((!name.is_empty()).then_some(name))
}

impl FromStr for OwnKey {
    type Err = OwnKeyError;

    fn from_str(text: &str) -> Result<Self, OwnKeyError> {
        let wrong = |part: &str| OwnKeyError::Part(part.chars().take(40).collect());
        let rest = text.strip_prefix(PREFIX).ok_or_else(|| wrong(text))?;
        let (year, rest) = rest.split_once('_').ok_or_else(|| wrong(text))?;
        let vintage = match year.strip_prefix('.') {
            Some(year) => Some(year.parse().map_err(|_| wrong(text))?),
            None if year.is_empty() => None,
            None => return Err(wrong(text)),
        };
        let (members, name) = rest.split_once('*').map_or((rest, None), |(members, name)| (members, Some(name)));
        let mut codes = Vec::new();
        for group in members.split('_') {
            let mut parts = group.split('-');
            let gemeente = parts.next().filter(|digits| digits.len() == 4).ok_or_else(|| wrong(group))?;
            let mut whole = true;
            for part in parts {
                whole = false;
                let mut numbers = part.split('.');
                let wijk = numbers.next().filter(|digits| digits.len() == 2).ok_or_else(|| wrong(group))?;
                let before = codes.len();
                for buurt in numbers {
                    let code = format!("BU{gemeente}{wijk}{buurt}").parse().map_err(|_| wrong(group))?;
                    codes.push(code);
                }
                if codes.len() == before {
                    codes.push(format!("WK{gemeente}{wijk}").parse().map_err(|_| wrong(group))?);
                }
            }
            if whole {
                codes.push(format!("GM{gemeente}").parse().map_err(|_| wrong(group))?);
            }
        }
        Ok(Self { vintage, codes, name: name.map_or(Ok(None), own_name)? })
    }
}

impl fmt::Display for OwnKey {
    /// The codes in the order of their digits: the same members give the same key, however they were ordered.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut codes: Vec<&RegionCode> = self.codes.iter().filter(|code| code.level() != Level::Land).collect();
        codes.sort_by_key(|code| code.as_str().get(2..).unwrap_or_default());
        codes.dedup();
        f.write_str(PREFIX)?;
        if let Some(vintage) = self.vintage {
            write!(f, ".{vintage}")?;
        }
        let (mut gemeente, mut wijk, mut whole) = ("", "", None);
        for code in codes {
            let digits = code.as_str().get(2..).unwrap_or_default();
            if whole.is_some_and(|whole| digits.starts_with(whole)) {
                continue;
            }
            whole = (code.level() != Level::Buurt).then_some(digits);
            let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
            if part(0, 4) != gemeente {
                gemeente = part(0, 4);
                wijk = "";
                write!(f, "_{gemeente}")?;
            }
            if part(4, 6) != wijk {
                wijk = part(4, 6);
                write!(f, "-{wijk}")?;
            }
            if !part(6, 8).is_empty() {
                write!(f, ".{}", part(6, 8))?;
            }
        }
        match &self.name {
            Some(name) => write!(f, "*{name}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(list: &[&str]) -> Vec<RegionCode> {
        list.iter().map(|code| code.parse().unwrap()).collect()
    }

    fn read(text: &str) -> Result<OwnKey, OwnKeyError> {
        text.parse()
    }

    #[test]
    fn a_key_names_wijken_and_buurten_by_their_gemeente() {
        let key = read("eigen_0344-03-04.11.12_0363-AB.01").unwrap();
        assert_eq!(key.codes, codes(&["WK034403", "BU03440411", "BU03440412", "BU0363AB01"]));
        assert_eq!(key.name, None);
        assert_eq!(key.to_string(), "eigen_0344-03-04.11.12_0363-AB.01");
    }

    #[test]
    fn a_key_keeps_the_division_of_its_codes() {
        let key = read("eigen.2019_0344-03*Mijn wijk").unwrap();
        assert_eq!((key.vintage, key.codes.clone()), (Some(Vintage(2019)), codes(&["WK034403"])));
        assert_eq!(key.to_string(), "eigen.2019_0344-03*Mijn wijk");
        assert!(OwnKey::is_meant("eigen.2019_0344-03") && !OwnKey::is_meant("eigendom"));
        for text in ["eigen.19_0344-03", "eigen2019_0344-03", "eigen._0344-03", "eigen.2019"] {
            assert!(read(text).is_err(), "{text} should be refused");
        }
    }

    #[test]
    fn the_same_members_give_the_same_key_in_any_order() {
        let forth = OwnKey { vintage: None, codes: codes(&["WK034403", "BU03440411", "BU01060000"]), name: None };
        let back =
            OwnKey { vintage: None, codes: codes(&["BU01060000", "BU03440411", "WK034403", "WK034403"]), name: None };
        assert_eq!(forth.to_string(), "eigen_0106-00.00_0344-03-04.11");
        assert_eq!(back.to_string(), forth.to_string());
        let inside = OwnKey { vintage: None, codes: codes(&["BU03440311", "WK034403"]), name: None };
        assert_eq!(inside.to_string(), "eigen_0344-03", "a whole wijk has its buurten already");
    }

    #[test]
    fn a_name_is_one_line_of_text_without_marks_that_steer_it() {
        let key = read("eigen_0344-03* Mijn\n wijk *\u{202e} ").unwrap();
        assert_eq!(key.name.as_deref(), Some("Mijn wijk *"));
        assert_eq!(key.to_string(), "eigen_0344-03*Mijn wijk *");
        assert_eq!(read(&key.to_string()).unwrap(), key);
        assert_eq!(read("eigen_0344-03*").unwrap().name, None);
        assert_eq!(read("eigen_0344-03*Mijn\u{ffff}wijk").unwrap().name.as_deref(), Some("Mijn wijk"));
        assert_eq!(read(&format!("eigen_0344-03*{}", "a".repeat(81))), Err(OwnKeyError::Name));
    }

    #[test]
    fn text_that_is_no_key_is_refused_with_the_part_that_is_wrong() {
        for text in
            ["eigen", "eigen_", "eigen_034", "eigen_0344-3", "eigen_0344-03.1", "eigen_0344-0é", "eigen_0344-ab"]
        {
            assert!(matches!(read(text), Err(OwnKeyError::Part(_))), "{text} should be refused");
        }
        assert_eq!(read("eigen_0344-03_03x"), Err(OwnKeyError::Part("03x".to_owned())));
    }

    #[test]
    fn five_hundred_buurten_of_one_gemeente_take_less_than_two_thousand_signs() {
        let all = (0..500).map(|at| format!("BU0363{:02}{:02}", at / 20, at % 20).parse().unwrap()).collect();
        assert!(OwnKey { vintage: None, codes: all, name: None }.to_string().len() < 2_000);
    }
}
