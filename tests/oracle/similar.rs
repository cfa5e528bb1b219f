//! Similar places and matched neighbourhoods against an independent computation (tests/oracle/similar.py).

use std::collections::BTreeMap;

use serde::Deserialize;
use wijkwijzer::atlas::{Atlas, Matching, Place, PlaceId, Scope};
use wijkwijzer::domain::{Level, Period, RegionCode};

use crate::release;

#[derive(Deserialize)]
struct Oracle {
    regions: Vec<Ranked>,
    areas: Vec<Ranked>,
    pools: Vec<Pool>,
}

#[derive(Deserialize)]
struct Ranked {
    #[serde(alias = "code")]
    slug: String,
    programme: bool,
    found: Vec<(String, f64)>,
}

#[derive(Deserialize)]
struct Pool {
    slug: String,
    figure: String,
    nearest: BTreeMap<String, Vec<String>>,
    value: Option<f64>,
    share: f64,
}

fn oracle() -> Oracle {
    serde_json::from_str(include_str!("similar.json")).expect("similar.json is written by similar.py")
}

fn key(atlas: &Atlas, id: PlaceId) -> String {
    match id {
        PlaceId::Area(index) => atlas.areas[index as usize].area.slug.to_string(),
        PlaceId::Region(code) => code.to_string(),
        other => panic!("{other:?} is no place to be like"),
    }
}

fn check(atlas: &Atlas, place: &Place, expected: &Ranked) {
    let scope = if expected.programme { Scope::Programme } else { Scope::Anywhere };
    let similar = atlas.similar(place, scope, 10).unwrap_or_else(|| panic!("nothing is like {}", expected.slug));
    assert_eq!(similar.places.len(), expected.found.len(), "{}", expected.slug);
    let about = (&expected.slug, expected.programme);
    for (at, (found, (code, far))) in similar.places.iter().zip(&expected.found).enumerate() {
        assert!((found.distance - far).abs() < 1e-3 * far.max(1.0), "{about:?}, place {at}: {found:?}, expected {far}");
        // Places that are equally near up to single precision may change places.
        let tied = expected.found.iter().filter(|(_, other)| (other - far).abs() < 1e-5).count() > 1;
        assert!(tied || key(atlas, found.id) == *code, "{about:?}, place {at}: {:?}, expected {code}", found.id);
        assert_eq!(found.alike.len(), 3, "{about:?}");
    }
}

#[test]
fn the_ten_places_most_alike_are_those_of_the_independent_computation() {
    let atlas = release::atlas();
    let Oracle { regions, areas, .. } = oracle();
    for expected in &regions {
        let code: RegionCode = expected.slug.parse().unwrap();
        check(&atlas, &atlas.place_of_region(code).unwrap(), expected);
    }
    for expected in &areas {
        let (index, _) = atlas.area(&expected.slug).unwrap();
        check(&atlas, atlas.place_of_area(index).unwrap(), expected);
    }
    assert!(regions.len() >= 16 && areas.len() == 40);
}

#[test]
fn matched_neighbourhoods_and_their_figure_are_those_of_the_independent_computation() {
    let atlas = release::atlas();
    let base = atlas.base();
    let mut other: Vec<String> = Vec::new();
    for expected in oracle().pools {
        let (id, period) = expected.figure.split_once('/').unwrap();
        let of = atlas.indicator(id).unwrap();
        let (area, _) = atlas.area(&expected.slug).unwrap();
        let pool = Matching::new(&atlas, atlas.place_of_area(area).unwrap()).pool(of.indicator);
        assert_eq!(pool.level, Level::Buurt);
        assert_eq!(pool.members.len(), expected.nearest.len());
        let code = |at: u32| base.buurt.codes[at as usize].to_string();
        for member in &pool.members {
            let nearest: Vec<String> = member.nearest.iter().map(|&at| code(at)).collect();
            if nearest != expected.nearest[&code(member.position)] {
                other.push(format!(
                    "{} {} {}: {nearest:?} {:?}",
                    expected.figure,
                    expected.slug,
                    code(member.position),
                    expected.nearest[&code(member.position)]
                ));
            }
        }
        let period: Period = period.parse().unwrap();
        let figure = of.period(period).unwrap().figures.matched[area];
        assert!((figure.coverage.unwrap().share - expected.share).abs() < 1e-6, "{}", expected.slug);
        match (figure.value.known(), expected.value) {
            (Some(found), Some(expected)) => assert!((found - expected).abs() < 1e-6 * expected, "{found} {expected}"),
            (None, None) => {}
            other => panic!("{} {}: {other:?}", expected.slug, expected.figure),
        }
    }
    assert!(other.is_empty(), "{other:#?}");
}

#[test]
fn no_matched_neighbourhood_lies_in_a_focus_area_and_none_is_its_own_member() {
    let atlas = release::atlas();
    let base = atlas.base();
    for (area, _) in atlas.areas.iter().enumerate() {
        for of in atlas.indicators().filter(|of| of.has_gap()) {
            let pool = Matching::new(&atlas, atlas.place_of_area(area).unwrap()).pool(of.indicator);
            let regions = base.level(pool.level).unwrap();
            for &at in pool.members.iter().flat_map(|member| &member.nearest) {
                let code = regions.codes[at as usize];
                assert!(atlas.areas_containing(code).is_empty(), "{code} lies in a focus area");
            }
        }
    }
}

#[test]
fn the_outcome_and_what_is_tied_to_it_is_no_feature() {
    let atlas = release::atlas();
    let outcome = atlas.indicator("aandeel_65_plus").unwrap().indicator;
    let place = atlas.place_of_area(0).unwrap();
    let similar = atlas.similar_without(place, Scope::Programme, 10, Some(outcome)).unwrap();
    let ids = |uses: &[wijkwijzer::atlas::FeatureUse]| -> Vec<String> {
        uses.iter().map(|feature| atlas.at(feature.at).unwrap().indicator.id.clone()).collect()
    };
    assert!(ids(&similar.features).iter().all(|id| !id.starts_with("aandeel_")), "{:?}", similar.features);
    let tenure = atlas.indicator("koopwoningen").unwrap().indicator;
    let level = atlas.matching_level(place, tenure);
    assert!(!ids(&atlas.matching_features(level, tenure)).contains(&"koopwoningen".to_owned()));
}

#[test]
fn similar_places_know_why_they_are_alike_and_what_differs_most() {
    let atlas = release::atlas();
    let place = atlas.place_of_region("WK034403".parse().unwrap()).unwrap();
    let similar = atlas.similar(&place, Scope::Anywhere, 10).unwrap();
    assert!(similar.features.len() >= 8, "{:?}", similar.features);
    for found in &similar.places {
        assert!(found.alike.iter().all(|feature| feature.indicator != found.differs.indicator));
        assert!(found.id != place.id);
    }
    let far: Vec<f64> = similar.places.iter().map(|found| found.distance).collect();
    assert!(far.windows(2).all(|pair| pair[0] <= pair[1]), "{far:?}");
}
