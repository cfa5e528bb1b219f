//! The nearest of many places for many places: the search of [`super::similar`], sifted first.
//!
//! Method: the features stand by column in blocks, so that one instruction takes several candidates. In single
//! precision the sum of squares over all features is made once, and for each set of features what is left out is taken
//! off; scaled as if every feature were shared, that is never more than the distance itself, but for rounding, which is
//! allowed for. Candidates for which it exceeds the last of the nearest found so far are passed over, the others are
//! measured exactly. The answer is that of the plain search.

use super::similar::{Gaps, MAX_FEATURES, MIN_SHARED, keep};

/// Candidates in a block.
const LANES: usize = 64;

/// What rounding may add to a sum of sixteen squares and to a difference of such sums, as a share of the sum of all, with
/// room to spare.
const ROUNDING: f32 = 4e-6;

/// Candidates with their scaled features.
#[derive(Clone, Debug)]
pub struct Table<'a, K> {
    candidates: Vec<(K, &'a [f32])>,
    blocks: Vec<Vec<[f32; LANES]>>,
}

impl<'a, K: Copy> Table<'a, K> {
    /// A table of rows of scaled features (not a number: unknown), each under its key.
    pub fn new(candidates: impl IntoIterator<Item = (K, &'a [f32])>) -> Self {
        let candidates: Vec<(K, &'a [f32])> = candidates.into_iter().collect();
        let blocks = candidates.chunks(LANES).map(columns).collect();
        Self { candidates, blocks }
    }

    /// The `count` candidates nearest to `own`, once for each of `left_out` (bits of the features that do not count):
    /// as [`super::similar::nearest_without`].
    pub fn nearest_without(&self, own: &[f32], count: usize, left_out: &[u32]) -> Vec<Vec<(K, f64)>> {
        let known = (0_u32..).zip(own.iter().take(MAX_FEATURES)).filter(|(_, value)| value.is_finite());
        let known = known.fold(0_u32, |bits, (at, _)| bits | 1 << at);
        let mut searches: Vec<Search<K>> = left_out
            .iter()
            .map(|&left_out| Search::new((known & !left_out).count_ones(), left_out, own.len(), count))
            .collect();
        let mut sums = Sums { squares: [[0.0; LANES]; MAX_FEATURES], low: [0.0; LANES] };
        for (block, candidates) in self.blocks.iter().zip(self.candidates.chunks(LANES)) {
            sums.fill(block, own);
            for search in searches.iter_mut().filter(|search| search.compared >= MIN_SHARED) {
                search.sift(&sums, candidates, own);
            }
        }
        let mut lists: Vec<Vec<(K, f64)>> = searches.into_iter().map(|search| search.best).collect();
        for (_, far) in lists.iter_mut().flatten() {
            *far = far.sqrt();
        }
        lists
    }
}

/// The features of a block by column; what is unknown, and what is beyond the last candidate, is not a number.
fn columns<K>(candidates: &[(K, &[f32])]) -> Vec<[f32; LANES]> {
    let features = candidates.first().map_or(0, |(_, row)| row.len().min(MAX_FEATURES));
    let column = |feature: usize| {
        let mut column = [f32::NAN; LANES];
        for (value, (_, row)) in column.iter_mut().zip(candidates) {
            *value = row.get(feature).copied().unwrap_or(f32::NAN);
        }
        column
    };
    (0..features).map(column).collect()
}

/// A block beside one place.
struct Sums {
    /// Squared differences per feature; 0 where one of the two is unknown.
    squares: [[f32; LANES]; MAX_FEATURES],
    /// Their sum over all features, less what rounding may have added to it.
    low: [f32; LANES],
}

impl Sums {
    fn fill(&mut self, block: &[[f32; LANES]], own: &[f32]) {
        self.low = [0.0; LANES];
        for ((squares, column), own) in self.squares.iter_mut().zip(block).zip(own) {
            for ((square, low), value) in squares.iter_mut().zip(&mut self.low).zip(column) {
                let gap = own - value;
                *square = if gap.is_finite() { gap * gap } else { 0.0 };
                *low += *square;
            }
        }
        for low in &mut self.low {
            *low *= 1.0 - ROUNDING;
        }
    }
}

/// The nearest found so far on one set of features.
struct Search<K> {
    /// Number of features that count and are known.
    compared: u32,
    /// Features that do not count, as bits.
    left_out: u32,
    /// From the sum of squares to the least that the distance can be.
    scale: f32,
    count: usize,
    best: Vec<(K, f64)>,
}

impl<K: Copy> Search<K> {
    fn new(compared: u32, left_out: u32, features: usize, count: usize) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "at most sixteen features")]
        let scale = features.min(MAX_FEATURES) as f32 / compared.max(1) as f32;
        Self { compared, left_out, scale, count, best: Vec::with_capacity(count + 1) }
    }

    fn sift(&mut self, sums: &Sums, candidates: &[(K, &[f32])], own: &[f32]) {
        let mut low = sums.low;
        for (_, column) in sums.squares.iter().enumerate().filter(|(at, _)| (self.left_out >> at) & 1 == 1) {
            for (low, square) in low.iter_mut().zip(column) {
                *low -= square;
            }
        }
        // Once a block: a limit that is a little behind only measures a candidate too many. What is not a number (a sum
        // beyond single precision) is measured.
        let limit = self.limit();
        let within = |low: f32| (low <= limit) | low.is_nan();
        if !low.iter().fold(false, |any, &low| any | within(low)) {
            return;
        }
        for (&low, &(key, row)) in low.iter().zip(candidates) {
            if within(low) {
                keep(&mut self.best, self.count, key, &Gaps::between(own, row), self.left_out);
            }
        }
    }

    /// The sum of squares beyond which a candidate is further than the last one found.
    fn limit(&self) -> f32 {
        match self.best.last() {
            #[expect(clippy::cast_possible_truncation, reason = "rounding is allowed for")]
            Some(&(_, far)) if self.best.len() >= self.count => {
                (far / f64::from(self.scale) * (1.0 + f64::from(ROUNDING))) as f32 + f32::MIN_POSITIVE
            }
            _ => f32::INFINITY,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::similar::nearest_without;

    /// Rows that are the same every time (xorshift), one value in eight unknown, many of them equal.
    fn rows(count: usize, features: usize) -> Vec<Vec<f32>> {
        let mut state = 0x9E37_79B9_7F4A_7C15_u64;
        let mut roll = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            u16::try_from(state >> 48).unwrap()
        };
        let mut value = || {
            let rolled = roll();
            if rolled % 8 == 0 { f32::NAN } else { f32::from(rolled % 41) / 8.0 - 2.5 }
        };
        (0..count).map(|_| (0..features).map(|_| value()).collect()).collect()
    }

    #[test]
    fn the_table_finds_what_the_plain_search_finds_in_the_same_order() {
        let rows = rows(1_000, 13);
        let candidates = || rows.iter().map(Vec::as_slice).enumerate();
        let table = Table::new(candidates());
        let sets = [0, 0b1, 0b1110, 0b1_1111_0000, 0b1_1111_1111_0000];
        for own in rows.iter().step_by(37) {
            assert_eq!(table.nearest_without(own, 3, &sets), nearest_without(own, candidates(), 3, &sets));
        }
    }

    #[test]
    fn a_place_of_which_too_little_is_known_has_no_nearest() {
        let rows = rows(100, 6);
        let table = Table::new(rows.iter().map(Vec::as_slice).enumerate());
        assert_eq!(table.nearest_without(&[0.0, 0.0, f32::NAN, 0.0, 0.0, f32::NAN], 3, &[0]), [Vec::new()]);
    }

    #[test]
    fn an_empty_table_finds_nothing() {
        let table: Table<'_, usize> = Table::new([]);
        assert_eq!(table.nearest_without(&[0.0; 6], 3, &[0]), [Vec::new()]);
    }
}
