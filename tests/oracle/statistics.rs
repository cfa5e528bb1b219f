//! The statistics against other implementations (tests/oracle/statistics.py: numpy, scipy, scikit-learn, jenkspy).

use std::collections::BTreeMap;

use serde::Deserialize;
use wijkwijzer::stats::difference::{FirstLast, difference_in_differences};
use wijkwijzer::stats::natural::natural_classes;
use wijkwijzer::stats::rank::competition_rank;
use wijkwijzer::stats::robust::{median_and_mad, quantile, sorted};
use wijkwijzer::stats::similar::distance;
use wijkwijzer::stats::trend::slope;

#[derive(Deserialize)]
struct Oracle {
    series: BTreeMap<String, Series>,
    slopes: Vec<Slope>,
    distances: Distances,
    differences: Vec<Difference>,
}

#[derive(Deserialize)]
struct Series {
    values: Vec<f64>,
    quantiles: BTreeMap<String, f64>,
    median: f64,
    mad: f64,
    natural: BTreeMap<String, Natural>,
    rank: Vec<u32>,
}

#[derive(Deserialize)]
struct Natural {
    lowest: Vec<f64>,
    spread: f64,
}

#[derive(Deserialize)]
struct Slope {
    years: Vec<u16>,
    values: Vec<f64>,
    #[serde(rename = "slope")]
    expected: f64,
}

#[derive(Deserialize)]
struct Distances {
    rows: Vec<Vec<Option<f32>>>,
    from_first: Vec<Option<f64>>,
}

#[derive(Deserialize)]
struct Difference {
    here: [f64; 2],
    there: [f64; 2],
    #[serde(rename = "difference")]
    expected: f64,
}

fn oracle() -> Oracle {
    serde_json::from_str(include_str!("statistics.json")).expect("statistics.json is written by statistics.py")
}

fn near(left: f64, right: f64) -> bool {
    (left - right).abs() <= 1e-9 * left.abs().max(right.abs()).max(1.0)
}

#[test]
fn quantiles_median_and_mad_are_those_of_numpy_and_scipy() {
    for (name, series) in oracle().series {
        let ordered = sorted(series.values.iter().copied());
        for (q, expected) in series.quantiles {
            let found = quantile(&ordered, q.parse().unwrap()).unwrap();
            assert!(near(found, expected), "{name}, quantile {q}: {found}, expected {expected}");
        }
        let (median, mad) = median_and_mad(&series.values).unwrap();
        assert!(near(median, series.median) && near(mad, series.mad), "{name}: {median} and {mad}");
    }
}

#[test]
fn ranks_are_those_of_scipy() {
    for (name, series) in oracle().series {
        let values: Vec<Option<f64>> = series.values.iter().copied().map(Some).collect();
        let found: Vec<u32> = competition_rank(&values, 6).into_iter().map(|rank| rank.unwrap().place).collect();
        assert_eq!(found, series.rank, "{name}");
    }
}

#[test]
fn natural_classes_are_those_of_another_exact_implementation() {
    for (name, series) in oracle().series {
        let ordered = sorted(series.values.iter().copied());
        for (classes, expected) in series.natural {
            let found = natural_classes(&ordered, classes.parse().unwrap());
            let spread = spread(&ordered, &found);
            // Two divisions can be equally good; neither may be worse.
            assert!(
                spread <= expected.spread * (1.0 + 1e-9) + 1e-9,
                "{name}, {classes}: {spread} > {}",
                expected.spread
            );
            if spread >= expected.spread * (1.0 - 1e-9) && name != "two far groups" {
                assert_eq!(found, expected.lowest, "{name}, {classes} classes");
            }
        }
    }
}

/// Sum of squared distances to the class means.
fn spread(ordered: &[f64], lowest: &[f64]) -> f64 {
    let class = |value: f64| lowest.iter().filter(|&&limit| value >= limit).count();
    let of = |wanted: usize| {
        let part: Vec<f64> = ordered.iter().copied().filter(|&value| class(value) == wanted).collect();
        #[expect(clippy::cast_precision_loss, reason = "some hundreds of values")]
        let mean = part.iter().sum::<f64>() / part.len() as f64;
        part.iter().map(|value| (value - mean).powi(2)).sum::<f64>()
    };
    (0..=lowest.len()).map(of).sum()
}

#[test]
fn the_pace_is_the_slope_of_theil_and_sen() {
    for case in oracle().slopes {
        let points: Vec<(u16, f64)> = case.years.into_iter().zip(case.values).collect();
        assert!(near(slope(&points).unwrap(), case.expected), "{points:?}");
    }
}

#[test]
fn the_distance_of_places_with_missing_features_is_that_of_scikit_learn() {
    let Distances { rows, from_first } = oracle().distances;
    let rows: Vec<Vec<f32>> =
        rows.into_iter().map(|row| row.into_iter().map(|value| value.unwrap_or(f32::NAN)).collect()).collect();
    let mut compared = 0;
    for (row, expected) in rows.iter().zip(from_first) {
        match (distance(&rows[0], row), expected) {
            (Some(found), Some(expected)) => {
                compared += 1;
                assert!((found - expected).abs() < 1e-4, "{found}, expected {expected}");
            }
            (None, None) => {}
            other => panic!("{other:?}"),
        }
    }
    assert!(compared >= 15, "only {compared} compared");
}

#[test]
fn the_difference_in_differences_is_the_interaction_of_a_saturated_fit() {
    let pair = |[first, last]: [f64; 2]| FirstLast { first, last };
    for case in oracle().differences {
        assert!(near(difference_in_differences(pair(case.here), pair(case.there)), case.expected));
    }
}
