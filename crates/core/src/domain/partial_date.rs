//! A date as precise as its source gives it: a year, a month or a day.

use std::str::FromStr;

use jiff::civil::{Date, date};
use thiserror::Error;

/// A text that is no year, month or day.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("not a year, a year and month, or a full date")]
pub struct NoDate;

/// A date that may be known to the year or the month only. What is not known is never filled in: a date is the span
/// of days that it may be.
///
/// # Examples
/// ```
/// use wijkwijzer_core::domain::PartialDate;
///
/// let month: PartialDate = "2023-11".parse()?;
/// assert_eq!(month.first().to_string(), "2023-11-01");
/// assert_eq!(month.last().to_string(), "2023-11-30");
/// assert_eq!(month.day(), None);
/// # Ok::<(), wijkwijzer_core::domain::NoDate>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PartialDate {
    first: Date,
    last: Date,
}

impl PartialDate {
    /// The first day that it may be.
    pub const fn first(self) -> Date {
        self.first
    }

    /// The last day that it may be.
    pub const fn last(self) -> Date {
        self.last
    }

    /// The day, where it is known.
    pub fn day(self) -> Option<Date> {
        (self.first == self.last).then_some(self.first)
    }

    /// Whether all days that it may be lie from `from` to `to`, both included.
    pub fn lies_within(self, from: Date, to: Date) -> bool {
        from <= self.first && self.last <= to
    }
}

impl FromStr for PartialDate {
    type Err = NoDate;

    fn from_str(text: &str) -> Result<Self, NoDate> {
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        match text.len() {
            4 if digits(text) => {
                let year: i16 = text.parse().map_err(|_| NoDate)?;
                Ok(Self { first: date(year, 1, 1), last: date(year, 12, 31) })
            }
            7 => {
                let first: Date = format!("{text}-01").parse().map_err(|_| NoDate)?;
                Ok(Self { first, last: first.last_of_month() })
            }
            10 => {
                let day: Date = text.parse().map_err(|_| NoDate)?;
                Ok(Self { first: day, last: day })
            }
            _ => Err(NoDate),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<PartialDate, NoDate> {
        text.parse()
    }

    #[test]
    fn a_year_and_a_month_are_the_span_of_their_days() {
        let year = read("2020").unwrap();
        assert_eq!((year.first(), year.last(), year.day()), (date(2020, 1, 1), date(2020, 12, 31), None));
        assert_eq!(read("2024-02").unwrap().last(), date(2024, 2, 29));
        assert_eq!(read("2022-07-04").unwrap().day(), Some(date(2022, 7, 4)));
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in ["", "voorjaar", "2022-13", "2022-02-30", "22-07-04", "+022", "2022-7-4"] {
            assert_eq!(read(text), Err(NoDate), "{text}");
        }
    }

    #[test]
    fn a_month_lies_within_a_period_only_as_a_whole() {
        let month = read("2023-11").unwrap();
        assert!(month.lies_within(date(2023, 11, 1), date(2023, 11, 30)));
        assert!(!month.lies_within(date(2023, 11, 2), date(2023, 12, 31)));
    }
}
