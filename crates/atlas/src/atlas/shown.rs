//! What a map shows of a level: the values of a period, or their change since an earlier one, and the classes of both.

use std::sync::Arc;

use crate::domain::{Level, Margin, Missing, ShownFigure, Text, Value, Vintage, round_to};
use crate::stats::breaks::{CLASSES, Method, breaks, distinct_breaks, mirrored_breaks};

use super::class_cache::Key;
use super::figures::{Figure, LevelFigures, Origin};
use super::model::Atlas;
use super::period::PeriodRef;
use super::place::Place;

/// An indicator in a period, or the change between two of its periods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quantity<'a> {
    /// The indicator in the period.
    pub now: PeriodRef<'a>,
    /// It in the period that is subtracted.
    pub since: Option<PeriodRef<'a>>,
}

/// Why two periods cannot be subtracted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotComparable {
    /// They are the same.
    Same,
    /// Their codes are of two vintages: a code may stand for another region.
    Vintage(Vintage, Vintage),
    /// The source measures differently since.
    Break(Text),
}

/// The values of a level, rounded as they are shown.
#[derive(Debug)]
pub struct Shown<'a> {
    /// What it is.
    pub quantity: Quantity<'a>,
    /// The level.
    pub level: Level,
    /// Decimals of the values: of two periods the coarser rounding.
    pub decimals: i8,
    /// Where they come from.
    pub origin: Origin,
    now: &'a LevelFigures,
    before: Option<&'a LevelFigures>,
}

impl Shown<'_> {
    /// How many regions the level has.
    pub fn len(&self) -> usize {
        self.now.values.len()
    }

    /// The margin of the region at `position`, where its source gives one; a change has none.
    pub fn margin(&self, position: usize) -> Option<Margin> {
        self.now.margin(position).filter(|_| self.before.is_none())
    }

    /// Returns whether some region has a margin.
    pub const fn has_margins(&self) -> bool {
        self.now.margins.is_some() && self.before.is_none()
    }

    /// How many of the regions where it exists have no value; `known` have one.
    pub fn unknown(&self, known: usize) -> usize {
        let local = self.quantity.now.indicator.is_local();
        let elsewhere = |value: &Value| local && value.missing() == Some(Missing::NotApplicable);
        let elsewhere = if local { self.iter().filter(elsewhere).count() } else { 0 };
        self.len().saturating_sub(known + elsewhere)
    }

    /// Whether the level has no regions.
    pub fn is_empty(&self) -> bool {
        self.now.values.is_empty()
    }

    /// The value of the region at `position`, rounded. A change is that of the two rounded figures, so that it adds up
    /// for who sees them; it is missing for the reason of the newer period first.
    pub fn get(&self, position: usize) -> Value {
        let before = self.before.map(|figures| figures.values.get(position));
        change(self.now.values.get(position), before, self.decimals)
    }

    /// All values in order.
    pub fn iter(&self) -> impl Iterator<Item = Value> + '_ {
        (0..self.len()).map(|position| self.get(position))
    }

    /// The known values, ascending.
    pub fn sorted(&self) -> Vec<f64> {
        let mut list: Vec<f64> = self.iter().filter_map(Value::known).collect();
        list.sort_unstable_by(f64::total_cmp);
        list
    }
}

/// `now` without `before`, both rounded to `decimals`.
fn change(now: Value, before: Option<Value>, decimals: i8) -> Value {
    let rounded = now.map(|value| round_to(value, decimals));
    match (rounded, before) {
        (Value::Known(now), Some(Value::Known(before))) => {
            Value::Known(round_to(now - round_to(before, decimals), decimals))
        }
        (Value::Known(_), Some(missing)) => missing,
        (value, _) => value,
    }
}

impl PeriodRef<'_> {
    /// Returns whether `since`, another period of the same indicator, may be subtracted from it: codes of one vintage,
    /// and the same measurement all the way.
    ///
    /// # Errors
    /// [`NotComparable`] says why not.
    pub fn comparable_with(self, since: PeriodRef<'_>) -> Result<(), NotComparable> {
        if self == since {
            return Err(NotComparable::Same);
        }
        if self.period.vintage != since.period.vintage {
            return Err(NotComparable::Vintage(self.period.vintage, since.period.vintage));
        }
        // Newest first: a break before a period lies between it and the one after it in the list.
        let (one, other) = (self.id().position(), since.id().position());
        let between = self.indicator.periods.get(one.min(other)..one.max(other)).unwrap_or_default();
        match between.iter().find_map(|declared| declared.break_before.clone()) {
            Some(reason) => Err(NotComparable::Break(reason)),
            None => Ok(()),
        }
    }
}

impl<'a> Quantity<'a> {
    /// The values of a level; `None` where a period does not have the level.
    pub fn shown(self, level: Level) -> Option<Shown<'a>> {
        let now = self.now.level(level)?;
        let before = match self.since {
            None => None,
            Some(since) => Some(since.level(level)?),
        };
        Some(Shown { quantity: self, level, decimals: self.decimals(), origin: now.origin, now, before })
    }

    /// Decimals of the values of regions: of two periods the coarser rounding.
    fn decimals(self) -> i8 {
        let now = self.now.period.decimals;
        self.since.map_or(now, |since| now.min(since.period.decimals))
    }

    /// The reference of the Netherlands in the quantity.
    pub fn nederland(self) -> ShownFigure {
        let now = self.now.figures.nederland;
        let Some(since) = self.since else {
            return ShownFigure::new(Figure::published(now.value).with_margin(now.margin), self.decimals());
        };
        let value = change(now.value, Some(since.figures.nederland.value), self.decimals());
        ShownFigure::new(Figure::published(value), self.decimals())
    }
}

impl Atlas {
    /// The figure of a place in the quantity. A change of an area is that of its two figures as they are shown; its
    /// coverage is the smaller of the two.
    pub fn shown_figure(&self, place: &Place, quantity: Quantity<'_>) -> ShownFigure {
        let one = |at: PeriodRef<'_>| ShownFigure::of(self.place_figure(place, at), at.period);
        let now = one(quantity.now);
        let Some(since) = quantity.since else { return now };
        let before = one(since);
        let decimals = now.decimals.min(before.decimals);
        let thinner = [now.coverage, before.coverage].into_iter().flatten().min_by(|a, b| a.share.total_cmp(&b.share));
        let value = change(now.value, Some(before.value), decimals);
        ShownFigure::new(Figure { value, margin: None, coverage: thinner, at_least: false, ..*now }, decimals)
    }

    /// Rounded breaks of the shown values over the whole level. Around a `centre` they mirror each other: three steps of
    /// distance to it, by the same method, on both sides. Computed once and kept; breaks given by hand are not kept.
    pub fn shown_breaks(&self, shown: &Shown<'_>, method: &Method, centre: Option<f64>) -> Arc<[f64]> {
        let ordinal = shown.quantity.now.indicator.unit.ordinal;
        let first = *method == Method::Quantile && centre.is_none() && shown.before.is_none();
        if first {
            return shown.now.breaks.as_slice().into();
        }
        let values = || shown.iter().filter_map(Value::known);
        let compute = || -> Arc<[f64]> {
            match centre {
                Some(centre) if !matches!(method, Method::Manual(_)) => {
                    mirrored_breaks(&values().collect::<Vec<_>>(), centre, shown.decimals, method).into()
                }
                _ if ordinal => distinct_breaks(values()).into(),
                _ => breaks(values(), CLASSES, shown.decimals, method).into(),
            }
        };
        match key_of(shown, method, centre) {
            Some(key) => self.classes.get_or(key, compute),
            None => compute(),
        }
    }
}

/// What the breaks of shown values are kept under; `None` for breaks given by hand.
fn key_of(shown: &Shown<'_>, method: &Method, centre: Option<f64>) -> Option<Key> {
    let method = match method {
        Method::Quantile => 0,
        Method::Natural => 1,
        Method::Equal => 2,
        Method::Manual(_) => return None,
    };
    let Quantity { now, since } = shown.quantity;
    let quantity = (now.id(), since.map(PeriodRef::id));
    Some(Key { quantity, level: shown.level, method, centre: centre.map(f64::to_bits) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Missing;

    #[test]
    fn a_change_is_that_of_the_rounded_figures_and_zero_is_a_change() {
        let known = |value: f64| Value::Known(value);
        assert_eq!(change(known(10.26), Some(known(10.04)), 1), known(0.3));
        assert_eq!(change(known(10.0), Some(known(10.0)), 1), known(0.0));
    }

    #[test]
    fn a_change_is_missing_where_either_figure_is() {
        let (hidden, absent) = (Value::Missing(Missing::Suppressed), Value::Missing(Missing::NotInDelivery));
        assert_eq!(change(hidden, Some(Value::Known(1.0)), 0), hidden);
        assert_eq!(change(Value::Known(1.0), Some(absent), 0), absent);
        assert_eq!(change(hidden, Some(absent), 0), hidden);
    }
}
