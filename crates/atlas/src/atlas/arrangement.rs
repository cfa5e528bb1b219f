//! How practice examples stand in a list and on a map: ranks by date and points shared, found once when the content is
//! made, so that a list of thousands is ordered and grouped by plain numbers.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::domain::PracticeExample;

use super::practice_links::PracticeLinks;

/// Ranks and spots of the practice examples, in their order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Arrangement {
    /// Rank of every example when the newest stands first; undated ones come last, equal dates keep their order.
    pub newest: Vec<u32>,
    /// Rank of every example when featured ones stand first, each half newest first.
    pub featured: Vec<u32>,
    /// Position among `spots` of the point of every example that has one.
    pub spot_of: Vec<Option<u32>>,
    /// Longitude and latitude of the spots, each a point of one or more examples, from north to south.
    pub spots: Vec<[f64; 2]>,
}

impl Arrangement {
    pub(super) fn new(practice: &[PracticeExample], links: &PracticeLinks) -> Self {
        // Dates compare as text (ISO 8601); an empty one is smaller than any, so it comes last when reversed.
        let newest = |example: &PracticeExample| Reverse(example.published.clone());
        let (spot_of, spots) = spots(&links.points);
        Self {
            newest: ranks(practice, newest),
            featured: ranks(practice, |example| (!example.featured, newest(example))),
            spot_of,
            spots,
        }
    }
}

/// The rank of every item when they are ordered by `key`; equal keys keep the order of the items.
fn ranks<T, K: Ord>(items: &[T], key: impl Fn(&T) -> K) -> Vec<u32> {
    let mut order: Vec<usize> = (0..items.len()).collect();
    order.sort_by_cached_key(|&at| items.get(at).map(&key));
    let mut ranks = vec![0; items.len()];
    for (rank, at) in (0_u32..).zip(order) {
        if let Some(own) = ranks.get_mut(at) {
            *own = rank;
        }
    }
    ranks
}

/// Points that are the same to a millionth of a degree are one spot.
fn spots(points: &[Option<[f64; 2]>]) -> (Vec<Option<u32>>, Vec<[f64; 2]>) {
    #[expect(clippy::cast_possible_truncation, reason = "degrees times a million")]
    let millionths = |degrees: f64| (degrees * 1e6) as i64;
    let key = |[lon, lat]: [f64; 2]| (Reverse(millionths(lat)), millionths(lon));
    let mut known: BTreeMap<_, [f64; 2]> = BTreeMap::new();
    for &point in points.iter().flatten() {
        known.entry(key(point)).or_insert(point);
    }
    let numbers: BTreeMap<_, u32> = known.keys().copied().zip(0..).collect();
    let spot_of = points.iter().map(|point| numbers.get(&key((*point)?)).copied()).collect();
    (spot_of, known.into_values().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_follow_the_key_and_equal_keys_keep_their_order() {
        let dates = ["2021", "", "2024-05", "2021"];
        assert_eq!(ranks(&dates, |&date| Reverse(date)), [1, 3, 0, 2]);
        assert!(ranks(&[] as &[u8], |&key| key).is_empty());
    }

    #[test]
    fn points_at_one_spot_share_it_and_spots_run_from_north_to_south() {
        let (utrecht, groningen) = ([5.1214, 52.0907], [6.5665, 53.2194]);
        let (spot_of, spots) = spots(&[Some(utrecht), None, Some(groningen), Some(utrecht)]);
        assert_eq!(spot_of, [Some(1), None, Some(0), Some(1)]);
        assert_eq!(spots, [groningen, utrecht]);
    }
}
