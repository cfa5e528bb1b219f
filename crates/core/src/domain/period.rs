//! Periods of figures and vintages of codes.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use thiserror::Error;

/// What can be wrong with a period.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("\"{0}\" is not a period; expected a year (2022) or an interval (2014-2016)")]
pub struct PeriodError(pub String);

/// The time that a figure is about: one year, or the interval of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// One year, or a date in it.
    Year(u16),
    /// From one year to a later one.
    Span(u16, u16),
}

impl Period {
    /// The last year of the period: series are ordered by it.
    pub const fn end(self) -> u16 {
        match self {
            Self::Year(year) | Self::Span(_, year) => year,
        }
    }

    /// The period among these that lies nearest in time; of two as near the earlier.
    pub fn nearest(self, periods: impl IntoIterator<Item = Self>) -> Option<Self> {
        periods.into_iter().min_by_key(|period| (period.end().abs_diff(self.end()), *period))
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year}"),
            Self::Span(from, to) => write!(f, "{from}-{to}"),
        }
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        let wrong = || PeriodError(s.chars().take(40).collect());
        let year = |text: &str| -> Result<u16, PeriodError> {
            if text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit()) {
                text.parse().map_err(|_| wrong())
            } else {
                Err(wrong())
            }
        };
        match s.split_once('-') {
            None => Ok(Self::Year(year(s)?)),
            Some((from, to)) => {
                let (from, to) = (year(from)?, year(to)?);
                if from < to { Ok(Self::Span(from, to)) } else { Err(wrong()) }
            }
        }
    }
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

/// The year of a set of codes and outlines. A region exists in a vintage, never by its code alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Vintage(pub u16);

impl fmt::Display for Vintage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl FromStr for Vintage {
    type Err = PeriodError;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        match s.parse()? {
            Period::Year(year) => Ok(Self(year)),
            Period::Span(..) => Err(PeriodError(s.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_a_year_or_an_interval() {
        assert_eq!("2024".parse(), Ok(Period::Year(2024)));
        assert_eq!("2014-2016".parse(), Ok(Period::Span(2014, 2016)));
        assert_eq!(Period::Span(2002, 2008).to_string(), "2002-2008");
    }

    #[test]
    fn text_that_is_no_period_is_refused() {
        for text in ["", "24", "2024-", "2016-2014", "2016-2016", "20 24", "+024", "2024-01-01"] {
            assert!(text.parse::<Period>().is_err(), "{text} should be refused");
        }
    }
}
