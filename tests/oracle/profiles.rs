//! Ten profiles line by line against an independent computation from the source files (tests/oracle/profiles.py): every
//! row in the period that the page leads with, its references, and the gap to Nederland over the years.

use std::collections::BTreeMap;

use serde::Deserialize;
use wijkwijzer::atlas::{Atlas, Figure, Matching, PeriodRef, Place, PlaceId};
use wijkwijzer::domain::{IndicatorPeriod, Reference, RegionCode};

use crate::release;

#[derive(Deserialize)]
struct Expected {
    codes: Vec<RegionCode>,
    rows: BTreeMap<String, BTreeMap<String, Option<f64>>>,
    gaps: BTreeMap<String, Option<f64>>,
}

fn oracle() -> BTreeMap<String, Expected> {
    serde_json::from_str(include_str!("profiles.json")).expect("profiles.json is written by profiles.py")
}

/// An area by its slug, a region by its code, anything else from its members.
fn place(atlas: &Atlas, key: &str, expected: &Expected) -> Place {
    if let Some((index, _)) = atlas.area(key) {
        return atlas.place_of_area(index).unwrap().clone();
    }
    key.parse().ok().and_then(|code| atlas.place_of_region(code)).unwrap_or_else(|| atlas.own_place(&expected.codes))
}

fn near(declared: &IndicatorPeriod, found: f64, expected: f64) -> bool {
    // Overlays by another library and another projection differ in the fourth digit of a weight.
    let tolerance = if declared.vintage.0 == 2024 { 1e-9 } else { 5e-4 };
    (found - expected).abs() <= tolerance * expected.abs().max(1.0)
}

/// The figure that one entry of a row is about: the place itself or a reference.
fn figure(atlas: &Atlas, place: &Place, name: &str, at: PeriodRef<'_>) -> Figure {
    let figures = at.figures;
    match name {
        "own" => atlas.place_figure(place, at),
        "nederland" => figures.nederland,
        "together" => figures.together[0],
        "gemeente" => {
            let gemeente = atlas.place_of_region(atlas.gemeente_of(place).unwrap()).unwrap();
            atlas.place_figure(&gemeente, at)
        }
        "rest" => {
            let PlaceId::Area(area) = place.id else { panic!("only areas have a rest") };
            figures.rest[area as usize]
        }
        other => panic!("{other} is no part of a row"),
    }
}

/// The period that a page leads with, as the oracle computed it.
fn headline<'a>(atlas: &'a Atlas, id: &str) -> PeriodRef<'a> {
    atlas.indicator(id).unwrap_or_else(|| panic!("no indicator {id}")).headline().unwrap()
}

#[test]
fn every_row_and_reference_of_ten_profiles_equals_the_independent_computation() {
    let atlas = release::atlas();
    let (mut compared, mut known, mut wrong) = (0, 0, Vec::new());
    let oracle = oracle();
    assert_eq!(oracle.len(), 10);
    for (key, expected) in &oracle {
        let place = place(&atlas, key, expected);
        for (id, row) in &expected.rows {
            let at = headline(&atlas, id);
            for (name, value) in row {
                let found = figure(&atlas, &place, name, at).value.known();
                compared += 1;
                known += u32::from(value.is_some());
                let same = match (found, value) {
                    (Some(found), Some(value)) => near(at.period, found, *value),
                    (None, None) => true,
                    _ => false,
                };
                if !same {
                    wrong.push(format!("{key} {id} {name}: {found:?}, expected {value:?}"));
                }
            }
        }
    }
    assert!(compared > 1500 && known > 1200, "{compared} compared, {known} known");
    assert!(wrong.is_empty(), "{} of {compared} differ:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_indicator_but_the_classes_of_2016_is_held() {
    let atlas = release::atlas();
    let oracle = oracle();
    for expected in oracle.values() {
        let left: Vec<&str> = atlas
            .catalogue
            .indicators
            .iter()
            .map(|indicator| indicator.id.as_str())
            .filter(|id| !expected.rows.contains_key(*id))
            .collect();
        assert_eq!(left, ["leefbaarometer_klasse"]);
    }
}

#[test]
fn the_gap_to_nederland_over_the_years_equals_the_independent_computation() {
    let atlas = release::atlas();
    let (mut compared, mut wrong) = (0, Vec::new());
    for (key, expected) in &oracle() {
        let place = place(&atlas, key, expected);
        for (figure, value) in &expected.gaps {
            let (id, period) = figure.split_once('/').unwrap();
            let gap = atlas.gap(&mut Matching::new(&atlas, &place), atlas.indicator(id).unwrap()).unwrap();
            let series = gap.series.iter().find(|series| series.reference == Reference::Nederland).unwrap();
            let at = gap.periods.iter().position(|at| at.period.period.to_string() == period).unwrap();
            compared += 1;
            let same = match (series.gaps[at].map(|gap| gap.difference()), value) {
                // Both figures are rounded to one decimal; a weight that differs in the fourth digit can tip one of them.
                (Some(found), Some(value)) => {
                    let slack = if id == "eenzaam" { 0.1 } else { 0.0 };
                    (found - value).abs() < slack + 1e-6
                }
                (None, None) => true,
                _ => false,
            };
            if !same {
                wrong.push(format!("{key} {figure}: {:?}, expected {value:?}", series.gaps[at]));
            }
        }
    }
    assert!(compared >= 130, "{compared}");
    assert!(wrong.is_empty(), "{} of {compared} differ:\n{}", wrong.len(), wrong.join("\n"));
}
