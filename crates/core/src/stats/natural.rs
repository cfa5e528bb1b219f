//! Natural classes (Jenks): the exact optimum, by dynamic programming.
//!
//! Method: `Ckmeans.1d.dp`, Wang and Song (2011), "Optimal k-means clustering in one dimension by dynamic programming",
//! The R Journal 3(2), 29-33. Classes are chosen so that the sum of squared distances to the mean of the own class is
//! the smallest possible, which is what Jenks (1967) asks for. The best start of the last class never moves left when
//! a value is added, so each step is solved by divide and conquer, in `classes · n · log n`.

/// The lowest value of the second and each later class of `sorted` (ascending) values. Fewer distinct values than
/// classes give one class per distinct value.
pub fn natural_classes(sorted: &[f64], classes: usize) -> Vec<f64> {
    let points = Points::new(sorted);
    let classes = classes.min(points.values.len());
    if classes < 2 {
        return Vec::new();
    }
    // Cost of the best division of the first values into one class, then two, and where their last class starts.
    let mut cost: Vec<f64> = (0..points.values.len()).map(|last| points.spread(0, last)).collect();
    let mut starts: Vec<Vec<usize>> = Vec::new();
    for class in 1..classes {
        let (next, start) = add_class(&points, &cost, class);
        cost = next;
        starts.push(start);
    }
    let mut lowest = Vec::new();
    let mut last = points.values.len() - 1;
    for start in starts.iter().rev() {
        let Some(&first) = start.get(last) else { break };
        lowest.extend(points.values.get(first).copied());
        last = first.saturating_sub(1);
    }
    lowest.reverse();
    lowest
}

/// Distinct values with running totals, so that the spread of any run of them takes constant time.
struct Points {
    values: Vec<f64>,
    /// Number, sum and sum of squares of everything before each value; one longer than `values`.
    before: Vec<[f64; 3]>,
}

impl Points {
    fn new(sorted: &[f64]) -> Self {
        // Totals around the median keep their digits when values are large and close together.
        let centre = sorted.get(sorted.len() / 2).copied().unwrap_or_default();
        let mut values: Vec<f64> = Vec::new();
        let mut before = vec![[0.0; 3]];
        let mut total = [0.0; 3];
        for (index, &value) in sorted.iter().enumerate() {
            let moved = value - centre;
            total = [total[0] + 1.0, total[1] + moved, total[2] + moved * moved];
            if sorted.get(index + 1).is_none_or(|next| next.total_cmp(&value).is_ne()) {
                values.push(value);
                before.push(total);
            }
        }
        Self { values, before }
    }

    /// Sum of squared distances to their mean of the values from `first` up to and including `last`.
    fn spread(&self, first: usize, last: usize) -> f64 {
        let (Some(from), Some(to)) = (self.before.get(first), self.before.get(last + 1)) else { return 0.0 };
        let [count, sum, squares] = [to[0] - from[0], to[1] - from[1], to[2] - from[2]];
        if count > 0.0 { (squares - sum * sum / count).max(0.0) } else { 0.0 }
    }
}

/// One class more: the cost up to each value, and where its last class starts.
fn add_class(points: &Points, cost: &[f64], class: usize) -> (Vec<f64>, Vec<usize>) {
    let len = cost.len();
    let mut next = vec![0.0; len];
    let mut start: Vec<usize> = (0..len).map(|at| at.min(class)).collect();
    // Ranges of values still to be solved, each with the range in which the start of their last class must lie.
    let mut open = vec![(class, len - 1, class, len - 1)];
    while let Some((low, high, from, to)) = open.pop() {
        let middle = usize::midpoint(low, high);
        let mut best = (f64::INFINITY, from);
        for first in from..=to.min(middle) {
            let before = first.checked_sub(1).and_then(|at| cost.get(at)).copied().unwrap_or_default();
            let total = before + points.spread(first, middle);
            if total < best.0 {
                best = (total, first);
            }
        }
        if let (Some(cost), Some(place)) = (next.get_mut(middle), start.get_mut(middle)) {
            (*cost, *place) = best;
        }
        if middle > low {
            open.push((low, middle - 1, from, best.1));
        }
        if middle < high {
            open.push((middle + 1, high, best.1, to));
        }
    }
    (next, start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::robust::sorted;

    #[test]
    fn groups_that_stand_apart_become_classes() {
        let values = [1.0, 1.1, 1.2, 5.0, 5.1, 9.0, 9.0, 9.2];
        assert_eq!(natural_classes(&values, 3), [5.0, 9.0]);
    }

    #[test]
    fn fewer_distinct_values_than_classes_give_a_class_each() {
        assert_eq!(natural_classes(&[2.0, 2.0, 3.0, 7.0], 5), [3.0, 7.0]);
        assert!(natural_classes(&[4.0; 9], 5).is_empty());
        assert!(natural_classes(&[], 5).is_empty());
    }

    /// Sum of squared distances to the class means for classes that begin at `lowest`.
    fn spread(values: &[f64], lowest: &[f64]) -> f64 {
        let mut classes = vec![Vec::new(); lowest.len() + 1];
        for &value in values {
            classes[lowest.iter().filter(|&&limit| value >= limit).count()].push(value);
        }
        let of = |class: &Vec<f64>| {
            #[expect(clippy::cast_precision_loss, reason = "a handful of values")]
            let mean = class.iter().sum::<f64>() / class.len().max(1) as f64;
            class.iter().map(|value| (value - mean).powi(2)).sum::<f64>()
        };
        classes.iter().map(of).sum()
    }

    proptest::proptest! {
        #[test]
        fn no_division_into_three_classes_is_closer(values in proptest::collection::vec(0_i32..40, 3..14)) {
            let values = sorted(values.into_iter().map(f64::from));
            let found = spread(&values, &natural_classes(&values, 3));
            for &second in &values {
                for &third in &values {
                    let other = spread(&values, &[second.min(third), second.max(third)]);
                    proptest::prop_assert!(found <= other + 1e-9, "{found} > {other}");
                }
            }
        }
    }
}
