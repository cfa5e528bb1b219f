//! A cell of a table: words, a number, or why there is none.

use std::borrow::Cow;

use crate::domain::{Indicator, Lang, Margin, Missing, ShownFigure, Text, Unit, Value, round_to};
use crate::text;

#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Nothing to say here.
    Empty,
    Text(Cow<'a, str>),
    /// A number as it is shown: rounded to its decimals.
    Number {
        /// The rounded value.
        value: f64,
        /// Decimals; negative for tens, hundreds, thousands.
        decimals: i8,
        /// Its unit, where it is written with it. A percentage stays the number it is: 21 reads "21%".
        unit: Option<&'a Unit>,
        /// How a page says it, where that is more than the number with its unit: "ten minste 12", "+3,2".
        said: Option<Cow<'a, str>>,
        /// The margin that its publisher gives, rounded as it is. A page says it behind the number, a file in columns of
        /// their own.
        margin: Option<Margin>,
    },
    /// A figure that is not there, and why.
    Missing(Missing),
    /// A figure that is not there, and why in words of its own.
    Absent(Cow<'a, str>),
}

impl<'a> Cell<'a> {
    /// A figure: its rounded value, or the reason why there is none.
    pub fn figure(value: Value, decimals: i8, unit: Option<&'a Unit>) -> Self {
        match value {
            Value::Known(value) => {
                Self::Number { value: round_to(value, decimals), decimals, unit, said: None, margin: None }
            }
            Value::Missing(reason) => Self::Missing(reason),
        }
    }

    /// Whether there is a number.
    pub const fn is_number(&self) -> bool {
        matches!(self, Self::Number { .. })
    }

    /// Why a figure is not there.
    pub fn reason(&self, lang: Lang) -> Option<&str> {
        match self {
            Self::Missing(reason) => Some(text::missing(lang, *reason)),
            Self::Absent(words) => Some(words),
            Self::Empty | Self::Text(_) | Self::Number { .. } => None,
        }
    }

    /// The same, said in `words` where it is a number: a missing one keeps its reason.
    #[must_use]
    pub fn said(self, words: impl Into<Cow<'a, str>>) -> Self {
        match self {
            Self::Number { value, decimals, unit, margin, .. } => {
                Self::Number { value, decimals, unit, said: Some(words.into()), margin }
            }
            other => other,
        }
    }

    /// The same with the margin that its publisher gives, where it is a number.
    #[must_use]
    pub fn within(self, margin: Option<Margin>) -> Self {
        match self {
            Self::Number { value, decimals, unit, said, .. } => {
                let rounded = |bound| round_to(bound, decimals);
                let margin = margin.map(|one| Margin { lower: rounded(one.lower), upper: rounded(one.upper) });
                Self::Number { value, decimals, unit, said, margin }
            }
            other => other,
        }
    }

    /// The margin of a number, and its decimals.
    pub const fn margin(&self) -> Option<(Margin, i8)> {
        match self {
            Self::Number { margin: Some(margin), decimals, .. } => Some((*margin, *decimals)),
            _ => None,
        }
    }

    /// What a page shows: words, a number as it is written, or why there is none.
    pub fn shown(&self, lang: Lang) -> Cow<'_, str> {
        match self {
            Self::Text(words) => words.as_ref().into(),
            Self::Number { value, decimals, unit, said, margin } => {
                let number = match (said, unit) {
                    (Some(words), _) => words.as_ref().into(),
                    (None, Some(unit)) => text::short_value(lang, unit, *value, *decimals).into(),
                    (None, None) => text::number(lang, *value, *decimals).into(),
                };
                text::beside_margin(lang, number, *margin, unit.and_then(|unit| unit.decimals).unwrap_or(*decimals))
            }
            Self::Empty | Self::Missing(_) | Self::Absent(_) => self.reason(lang).unwrap_or_default().into(),
        }
    }

    /// A whole number.
    pub fn count(count: u32) -> Self {
        Self::Number { value: f64::from(count), decimals: 0, unit: None, said: None, margin: None }
    }

    /// How many there are of something.
    pub fn count_of(count: usize) -> Self {
        Self::count(u32::try_from(count).unwrap_or(u32::MAX))
    }

    /// Words; nothing where there are none.
    pub fn text(words: impl Into<Cow<'a, str>>) -> Self {
        let words = words.into();
        if words.is_empty() { Self::Empty } else { Self::Text(words) }
    }

    /// A share (0-1) as a percentage.
    pub fn share(share: f64) -> Self {
        Self::figure(Value::Known(share * 100.0), 1, Some(Unit::percent()))
    }
}

/// What can stand in a cell.
pub trait IntoCell<'a> {
    /// The cell, in `lang` where it is a text of both languages.
    fn cell(self, lang: Lang) -> Cell<'a>;
}

impl<'a> IntoCell<'a> for Cell<'a> {
    fn cell(self, _: Lang) -> Cell<'a> {
        self
    }
}

/// A figure with its unit; where a page says "ten minste", the cell does too.
impl<'a> IntoCell<'a> for (ShownFigure, &'a Indicator) {
    fn cell(self, lang: Lang) -> Cell<'a> {
        let (figure, Indicator { unit, .. }) = self;
        let cell = Cell::figure(figure.value, figure.decimals, Some(unit)).within(figure.margin);
        if figure.at_least { cell.said(text::short_figure(lang, unit, &figure)) } else { cell }
    }
}

impl<'a> IntoCell<'a> for &'a str {
    fn cell(self, _: Lang) -> Cell<'a> {
        Cell::text(self)
    }
}

impl<'a> IntoCell<'a> for &'a String {
    fn cell(self, _: Lang) -> Cell<'a> {
        Cell::text(self)
    }
}

impl<'a> IntoCell<'a> for String {
    fn cell(self, _: Lang) -> Cell<'a> {
        Cell::text(self)
    }
}

impl<'a> IntoCell<'a> for Cow<'a, str> {
    fn cell(self, _: Lang) -> Cell<'a> {
        Cell::text(self)
    }
}

impl<'a> IntoCell<'a> for &'a Text {
    fn cell(self, lang: Lang) -> Cell<'a> {
        Cell::text(self.get(lang))
    }
}

impl<'a> IntoCell<'a> for (&'static str, &'static str) {
    fn cell(self, lang: Lang) -> Cell<'a> {
        Cell::text(lang.pick(self.0, self.1))
    }
}

impl<'a> IntoCell<'a> for u32 {
    fn cell(self, _: Lang) -> Cell<'a> {
        Cell::count(self)
    }
}

impl<'a> IntoCell<'a> for usize {
    fn cell(self, _: Lang) -> Cell<'a> {
        Cell::count_of(self)
    }
}

/// Nothing where there is nothing.
impl<'a, T: IntoCell<'a>> IntoCell<'a> for Option<T> {
    fn cell(self, lang: Lang) -> Cell<'a> {
        self.map_or(Cell::Empty, |words| words.cell(lang))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_is_a_number_and_what_is_missing_keeps_its_reason() {
        assert_eq!(
            Cell::figure(Value::Known(0.0), 1, Some(Unit::percent())),
            Cell::Number { value: 0.0, decimals: 1, unit: Some(Unit::percent()), said: None, margin: None }
        );
        let estimate = Cell::figure(Value::Known(62.04), 0, Some(Unit::percent()));
        let estimate = estimate.within(Some(Margin { lower: 57.8, upper: 66.0 }));
        assert_eq!(estimate.shown(Lang::Nl), "62%\u{a0}(58–\u{2060}66)");
        let withheld = Cell::figure(Value::Missing(Missing::Suppressed), 0, None);
        assert_eq!(withheld, Cell::Missing(Missing::Suppressed));
    }
}
