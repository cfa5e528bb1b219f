//! Series across boundary vintages: what the house plan says about the places where joining on codes goes wrong.

use std::collections::BTreeSet;

use wijkwijzer::atlas::{Atlas, Figure, MemberBasis, PeriodRef, Place};
use wijkwijzer::domain::{Level, Missing, Overlay, Period, RegionCode, Rule, Value, Vintage};

use crate::release;

/// An indicator in one of its periods.
fn at<'a>(atlas: &'a Atlas, id: &str, year: u16) -> PeriodRef<'a> {
    atlas.period(id, Period::Year(year)).unwrap_or_else(|| panic!("no {id} of {year}"))
}

fn area<'a>(atlas: &'a Atlas, slug: &str) -> &'a Place {
    let (index, _) = atlas.area(slug).unwrap_or_else(|| panic!("no area {slug}"));
    atlas.place_of_area(index).unwrap()
}

fn figure(atlas: &Atlas, place: &Place, id: &str, year: u16) -> Figure {
    atlas.place_figure(place, at(atlas, id, year))
}

fn codes(atlas: &Atlas, vintage: u16, level: Level, gemeente: &str) -> BTreeSet<RegionCode> {
    let gemeente: RegionCode = gemeente.parse().unwrap();
    let regions = atlas.vintage(Vintage(vintage)).unwrap().level(level).unwrap();
    regions.codes.iter().copied().filter(|code| code.gemeente() == Some(gemeente)).collect()
}

#[test]
fn amsterdam_got_new_codes_between_2022_and_2024_and_its_areas_have_both_years() {
    let atlas = release::atlas();
    let (old, new) = (codes(&atlas, 2022, Level::Wijk, "GM0363"), codes(&atlas, 2024, Level::Wijk, "GM0363"));
    assert!(!old.is_empty() && !new.is_empty());
    assert!(old != new, "the codes are the same: this test has lost its subject");
    for slug in ["amsterdam-nieuw-west", "amsterdam-zuidoost"] {
        for id in ["koopwoningen", "woz_waarde", "aandeel_65_plus"] {
            for year in [2022, 2024] {
                let figure = figure(&atlas, area(&atlas, slug), id, year);
                assert!(figure.value.known().is_some(), "{slug}, {id} {year}: {:?}", figure.value);
            }
            let MemberBasis::Overlay(Overlay { held, outside, .. }) =
                figure(&atlas, area(&atlas, slug), id, 2022).members
            else {
                panic!("{slug}, {id} 2022 is not marked as derived");
            };
            assert!(held >= 0.9 && outside <= 0.1, "{slug}, {id}: {held} held, {outside} outside");
        }
    }
}

#[test]
fn a_wijk_of_amsterdam_is_continuous_exactly_where_the_thresholds_hold() {
    let atlas = release::atlas();
    let tenure = at(&atlas, "koopwoningen", 2022);
    let (mut continuous, mut broken) = (0, 0);
    for code in codes(&atlas, 2024, Level::Wijk, "GM0363") {
        let place = atlas.place_of_region(code).unwrap();
        let figure = atlas.place_figure(&place, tenure);
        match atlas.members_of(&place, tenure) {
            Ok(members) => {
                let MemberBasis::Overlay(Overlay { held, outside, .. }) = members.basis else {
                    panic!("{code}: joined on code")
                };
                assert!(held >= 0.9 && outside <= 0.1, "{code}: {held} held, {outside} outside");
                assert_ne!(figure.value, Value::Missing(Missing::BoundaryChanged), "{code}");
                continuous += 1;
            }
            Err(reason) => {
                assert_eq!(
                    (reason, figure.value),
                    (Missing::BoundaryChanged, Value::Missing(Missing::BoundaryChanged))
                );
                broken += 1;
            }
        }
    }
    assert!(continuous > 50, "{continuous} continuous, {broken} broken");
}

#[test]
fn leeuwarden_used_old_wijk_codes_for_other_places_and_no_series_follows_the_code() {
    let atlas = release::atlas();
    let place = area(&atlas, "leeuwarden-oost");
    let old = atlas.vintage(Vintage(2016)).unwrap();
    let base = atlas.base();
    let own: BTreeSet<RegionCode> = place
        .listed
        .iter()
        .filter(|(level, _)| *level == Level::Wijk)
        .map(|&(level, position)| base.level(level).unwrap().codes[position as usize])
        .collect();
    let reused: Vec<RegionCode> = own.iter().copied().filter(|code| old.wijk.index(*code).is_some()).collect();
    assert!(!reused.is_empty(), "no code of 2024 existed in 2016: this test has lost its subject");
    let members = atlas
        .members_of(place, at(&atlas, "leefbaarometer_klasse", 2016))
        .expect("the outlines of 2016 cover the area");
    let found: BTreeSet<RegionCode> =
        members.regions.iter().map(|&(level, at)| old.level(level).unwrap().codes[at as usize]).collect();
    assert!(!found.is_empty());
    for code in reused {
        assert!(!found.contains(&code), "{code} was taken over by its code");
    }
}

#[test]
fn lelystad_was_recoded_in_2020_and_keeps_its_inhabitants_by_the_outlines_of_2024() {
    let atlas = release::atlas();
    let place = area(&atlas, "lelystad-oost");
    for year in [2012, 2016, 2020] {
        let figure = figure(&atlas, place, "eenzaam", year);
        assert!(figure.value.known().is_some(), "{year}: {:?}", figure.value);
        let MemberBasis::Overlay(Overlay { held, outside, .. }) = figure.members else {
            panic!("{year} was joined on code")
        };
        assert!(held > 0.98 && outside < 0.02, "{year}: {held} held, {outside} outside");
    }
}

#[test]
fn groningen_noord_and_breda_noord_have_no_honest_figure_of_2022() {
    let atlas = release::atlas();
    for slug in ["groningen-noord", "breda-noord"] {
        for id in ["koopwoningen", "woz_waarde", "aandeel_65_plus", "lage_inkomens", "inwoners"] {
            let value = figure(&atlas, area(&atlas, slug), id, 2022).value;
            assert_eq!(value, Value::Missing(Missing::BoundaryChanged), "{slug}, {id}");
        }
    }
}

#[test]
fn the_twenty_together_say_what_their_members_hold_and_what_lies_outside() {
    let atlas = release::atlas();
    let mut seen = 0;
    for (indicator, figures) in atlas.catalogue.indicators.iter().zip(&atlas.figures) {
        for (declared, period) in indicator.periods.iter().zip(&figures.periods) {
            if matches!(declared.rule, Rule::None { .. }) || period.together[0].value.known().is_none() {
                continue;
            }
            let about = format!("{} {}", indicator.id, declared.period);
            match period.together[0].members {
                MemberBasis::Listed => assert_eq!(declared.vintage, Vintage(2024), "{about}"),
                MemberBasis::Overlay(Overlay { held, outside, .. }) => {
                    seen += 1;
                    assert!((0.8..=1.0).contains(&held), "{about}: {held} held");
                    assert!(outside > 0.0 && outside <= 0.1, "{about}: {outside} outside");
                }
            }
        }
    }
    assert!(seen > 50, "only {seen} figures on other codes");
}

#[test]
fn a_series_is_never_joined_on_code_across_vintages() {
    let atlas = release::atlas();
    // Every figure of an area on other codes is either marked as derived or missing.
    for (indicator, figures) in atlas.catalogue.indicators.iter().zip(&atlas.figures) {
        for (declared, period) in indicator.periods.iter().zip(&figures.periods) {
            if declared.vintage == Vintage(2024) {
                continue;
            }
            for (area, figure) in atlas.areas.iter().zip(&period.areas) {
                let derived = matches!(figure.members, MemberBasis::Overlay(_));
                assert!(
                    derived || figure.value.known().is_none(),
                    "{} {} of {} is not marked as derived",
                    indicator.id,
                    declared.period,
                    area.area.name
                );
            }
        }
    }
}
