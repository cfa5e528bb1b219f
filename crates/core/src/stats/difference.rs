//! How a figure differs from a reference, and did a place change more than the places it is compared with?
//!
//! Two figures are compared as they are shown, in the coarser of their roundings; what rounding alone can explain is no
//! difference ([`super::round::within_rounding`]). Where a publisher gives margins they decide as well: figures of which the
//! margins overlap, or of which one lies in the margin of the other, are not told apart. That errs to the side of silence:
//! two 95 % intervals can overlap a little where a test of the difference would find one.
//!
//! Method of the change: difference in differences (Card and Krueger, 1994, "Minimum wages and employment", American Economic Review
//! 84(4)): the change of the place minus the change of the others over the same periods. It says how much more or less
//! the place changed. It does not say why: that would need both to have moved alike without the programme, which these
//! figures cannot show.

use super::round::within_rounding;
use crate::domain::{Comparison, Direction, ShownFigure, round_to};

/// Compares a figure with that of a reference; `None` where one of them is missing.
pub fn compare(own: &ShownFigure, reference: &ShownFigure) -> Option<Comparison> {
    let decimals = own.decimals.min(reference.decimals);
    let with_margin = own.margin.is_some() || reference.margin.is_some();
    let within_margin = with_margin && own.span()?.overlaps(reference.span()?);
    let (own, reference) = (round_to(own.known()?, decimals), round_to(reference.known()?, decimals));
    let within_rounding = within_rounding(own - reference, decimals);
    let direction = if within_rounding || within_margin {
        Direction::Similar
    } else if own > reference {
        Direction::Higher
    } else {
        Direction::Lower
    };
    Some(Comparison { own, reference, decimals, direction, within_margin: within_margin && !within_rounding })
}

/// First and last figure of a series.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FirstLast {
    /// The first.
    pub first: f64,
    /// The last.
    pub last: f64,
}

impl FirstLast {
    /// Last minus first.
    pub fn change(self) -> f64 {
        self.last - self.first
    }
}

/// The change of the place minus the change of the others.
pub fn difference_in_differences(place: FirstLast, others: FirstLast) -> f64 {
    place.change() - others.change()
}

/// What happened to the distance between a place and its reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Distance {
    /// Its change is within the rounding.
    Comparable,
    /// Smaller, on the same side.
    Smaller,
    /// Larger, on the same side.
    Larger,
    /// The place went from one side of the reference to the other.
    Crossed,
}

/// How the gap (place minus reference) of figures rounded to `decimals` went from `first` to `last`.
pub fn distance(gap: FirstLast, decimals: i8) -> Distance {
    if within_rounding(gap.change(), decimals) {
        Distance::Comparable
    } else if gap.first * gap.last < 0.0 {
        Distance::Crossed
    } else if gap.last.abs() < gap.first.abs() {
        Distance::Smaller
    } else {
        Distance::Larger
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Figure, Margin, Missing, Value};

    fn direction(own: (f64, i8), reference: (f64, i8)) -> Direction {
        let shown = |(value, decimals)| ShownFigure::new(Figure::published(Value::Known(value)), decimals);
        compare(&shown(own), &shown(reference)).unwrap().direction
    }

    #[test]
    fn figures_within_one_unit_of_the_coarser_rounding_are_comparable() {
        assert_eq!(direction((45.4, 1), (45.3, 1)), Direction::Similar);
        assert_eq!(direction((45.5, 1), (45.3, 1)), Direction::Higher);
        assert_eq!(direction((45.5, 1), (46.0, 0)), Direction::Similar);
        assert_eq!(direction((287_000.0, -3), (288_000.0, -3)), Direction::Similar);
        assert_eq!(direction((287_000.0, -3), (289_000.0, -3)), Direction::Lower);
    }

    #[test]
    fn figures_of_which_the_margins_overlap_are_not_told_apart() {
        let shown = |value, margin: Option<(f64, f64)>| {
            let margin = margin.map(|(lower, upper)| Margin { lower, upper });
            ShownFigure::new(Figure::published(Value::Known(value)).with_margin(margin), 0)
        };
        let compared = |own, reference| {
            let found = compare(&own, &reference).unwrap();
            (found.direction, found.within_margin)
        };
        let own = shown(62.0, Some((58.0, 66.0)));
        assert_eq!(compared(own, shown(57.0, Some((55.0, 59.0)))), (Direction::Similar, true));
        assert_eq!(compared(own, shown(56.0, Some((55.0, 57.0)))), (Direction::Higher, false));
        assert_eq!(compared(own, shown(66.0, None)), (Direction::Similar, true), "it lies in the margin");
        assert_eq!(compared(shown(70.0, None), own), (Direction::Higher, false));
        assert_eq!(compared(own, shown(61.0, Some((60.0, 62.0)))), (Direction::Similar, false), "rounding explains it");
    }

    #[test]
    fn what_is_missing_is_not_compared() {
        let known = ShownFigure::new(Figure::published(Value::Known(1.0)), 0);
        assert_eq!(compare(&known, &ShownFigure::new(Figure::missing(Missing::Suppressed), 0)), None);
    }

    fn pair(first: f64, last: f64) -> FirstLast {
        FirstLast { first, last }
    }

    // Expected value: the coefficient of the interaction in a saturated least-squares fit of these four means (numpy).
    #[test]
    fn what_the_others_changed_is_taken_off() {
        assert!((difference_in_differences(pair(20.44, 21.03), pair(23.33, 21.17)) - 2.75).abs() < 1e-9);
    }

    #[test]
    fn a_gap_shrinks_grows_crosses_or_stays_within_the_rounding() {
        assert_eq!(distance(pair(12.3, 10.1), 1), Distance::Smaller);
        assert_eq!(distance(pair(-12.3, -10.1), 1), Distance::Smaller);
        assert_eq!(distance(pair(-10.1, -12.3), 1), Distance::Larger);
        assert_eq!(distance(pair(-1.0, 2.0), 1), Distance::Crossed);
        assert_eq!(distance(pair(12.3, 12.2), 1), Distance::Comparable);
        assert_eq!(distance(pair(0.0, 2.0), 1), Distance::Larger);
    }
}
