//! Did a place change more than the places it is compared with?
//!
//! Method: difference in differences (Card and Krueger, 1994, "Minimum wages and employment", American Economic Review
//! 84(4)): the change of the place minus the change of the others over the same periods. It says how much more or less
//! the place changed. It does not say why: that would need both to have moved alike without the programme, which these
//! figures cannot show.

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
    #[must_use]
    pub fn change(self) -> f64 {
        self.last - self.first
    }
}

/// The change of the place minus the change of the others.
#[must_use]
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

/// How the gap (place minus reference) went from `first` to `last`, where a change of up to `unit` is within rounding.
#[must_use]
pub fn distance(gap: FirstLast, unit: f64) -> Distance {
    // Sums of rounded decimals miss their unit by a few ulps.
    if gap.change().abs() <= unit * 1.005 {
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
        assert_eq!(distance(pair(12.3, 10.1), 0.1), Distance::Smaller);
        assert_eq!(distance(pair(-12.3, -10.1), 0.1), Distance::Smaller);
        assert_eq!(distance(pair(-10.1, -12.3), 0.1), Distance::Larger);
        assert_eq!(distance(pair(-1.0, 2.0), 0.1), Distance::Crossed);
        assert_eq!(distance(pair(12.3, 12.2), 0.1), Distance::Comparable);
        assert_eq!(distance(pair(0.0, 2.0), 0.1), Distance::Larger);
    }
}
