//! Focus-area figures against an independent computation (tests/oracle/areas.py: pandas and GEOS).

use std::collections::BTreeMap;

use serde::Deserialize;
use wijkwijzer::domain::{Level, Period, Value};

use crate::release;

#[derive(Deserialize)]
struct Expected {
    value: f64,
    share: f64,
}

type Oracle = BTreeMap<String, BTreeMap<String, Option<Expected>>>;

fn oracle() -> Oracle {
    serde_json::from_str(include_str!("areas.json")).expect("areas.json is written by areas.py")
}

#[test]
fn every_area_figure_equals_the_independent_computation() {
    let atlas = release::atlas();
    let (mut compared, mut wrong) = (0, Vec::new());
    for (slug, figures) in oracle() {
        let (area, _) = atlas.area(&slug).unwrap_or_else(|| panic!("no area {slug}"));
        for (key, expected) in figures {
            let (id, period) = key.split_once('/').unwrap();
            let period: Period = period.parse().unwrap();
            let figure = atlas.period(id, period).unwrap_or_else(|| panic!("no {key}")).figures.areas[area];
            compared += 1;
            // Weights laid across vintages by another projection differ in the fifth digit; those laid on the fine outlines of
            // 2020 also by how GEOS draws the better outlines of 2024 together (at most 0.05 percentage point).
            let tolerance = match (period.end() < 2024 && !id.starts_with("misdrijven"), id) {
                (true, "eenzaam" | "moeite_met_rondkomen") => 1e-3,
                (true, _) => 2e-4,
                (false, _) => 1e-9,
            };
            let near = |a: f64, b: f64| (a - b).abs() <= tolerance * b.abs().max(1.0);
            match (figure.value, expected) {
                (Value::Known(value), Some(expected)) if near(value, expected.value) => {
                    let share = figure.coverage.map_or(1.0, |coverage| coverage.share);
                    if (share - expected.share).abs() > 1e-3 {
                        wrong.push(format!("{slug} {key}: coverage {share}, expected {}", expected.share));
                    }
                }
                (Value::Missing(_), None) => {}
                (value, expected) => {
                    wrong.push(format!("{slug} {key}: {value:?}, expected {:?}", expected.map(|one| one.value)));
                }
            }
        }
    }
    assert!(compared > 700, "only {compared} figures compared");
    assert!(wrong.is_empty(), "{} of {compared} differ:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_twenty_areas_count_1_181_645_inhabitants_as_listed_and_1_181_695_by_buurten_alone() {
    let atlas = release::atlas();
    let figures = atlas.period("inwoners", Period::Year(2024)).unwrap().figures;
    assert_eq!(figures.together[0].value, Value::Known(1_181_645.0));
    let buurten = figures.level(Level::Buurt).unwrap();
    let by_buurt: f64 = atlas
        .areas
        .iter()
        .flat_map(|area| &area.place.buurten)
        .filter_map(|&at| buurten.values.get(at as usize).known())
        .sum();
    assert!((by_buurt - 1_181_695.0).abs() < 0.5, "{by_buurt}");
}

#[test]
fn the_periods_on_other_codes_serve_the_areas_that_the_catalogue_counts() {
    let atlas = release::atlas();
    let served = |id: &str, period: u16| {
        let figures = atlas.period(id, Period::Year(period)).unwrap().figures;
        figures.areas.iter().filter(|figure| figure.value.known().is_some()).count()
    };
    assert_eq!(served("koopwoningen", 2022), 17);
    assert_eq!(served("inwoners", 2022), 13);
    assert_eq!(served("inwoners", 2017), 14);
    assert_eq!(served("dichtheid", 2017), 14);
    assert_eq!(served("eenpersoonshuishoudens", 2017), 17);
    assert_eq!(served("eenzaam", 2020), 20);
    assert_eq!(served("ervaren_gezondheid_goed", 2012), 20);
    assert_eq!(served("leefbaarometer_klasse", 2016), 0);
}

#[test]
fn the_netherlands_is_published_or_computed_from_the_gemeenten() {
    let atlas = release::atlas();
    let nederland = |id: &str, period: u16| {
        let figures = atlas.period(id, Period::Year(period)).unwrap().figures;
        figures.nederland.value.known().unwrap()
    };
    // RIVM publishes NL01; the other two follow from the gemeenten (values of the indicator catalogue).
    assert!((nederland("eenzaam", 2020) - 47.0).abs() < 1e-9);
    assert!((nederland("lage_inkomens", 2022) - 40.0).abs() < 0.05);
    assert!((nederland("misdrijven_per_1000", 2024) - 44.7).abs() < 0.05);
    assert!((nederland("ervaren_gezondheid_goed", 2024) - 72.8).abs() < 0.05);
    assert!((nederland("woz_waarde", 2024) - 379_000.0).abs() < 500.0);
}
