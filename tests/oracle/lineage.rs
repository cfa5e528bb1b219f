//! The history of codes, held against what the law says of Dutch municipalities (CBS, "Gemeentelijke indeling op 1
//! januari", overviews of changes per year) and what municipalities did to their wijken.

use std::collections::BTreeMap;

use wijkwijzer::atlas::{Atlas, Era};
use wijkwijzer::domain::{Change, Level, RegionCode, Vintage};

use crate::release;

fn code(text: &str) -> RegionCode {
    text.parse().unwrap()
}

/// What a code became, by the division of that year.
fn era<'a>(atlas: &'a Atlas, text: &str, year: u16) -> Era<'a> {
    let eras = atlas.eras_of(code(text));
    eras.into_iter().find(|era| era.vintages.contains(&Vintage(year))).unwrap_or_else(|| panic!("no {text} in {year}"))
}

fn relatives(era: &Era<'_>) -> Vec<String> {
    era.relatives.iter().map(|one| one.code.to_string()).collect()
}

#[test]
fn municipalities_that_the_law_merged_are_told_as_merged_into_the_right_one() {
    let atlas = release::atlas();
    for (year, into, merged) in [
        (2022, "GM0363", &["GM0457"][..]),                 // Weesp, 24 March 2022
        (2022, "GM1992", &["GM0501", "GM0530", "GM0614"]), // Voorne aan Zee, 2023
        (2020, "GM1982", &["GM0756", "GM1684", "GM0786", "GM0815", "GM1702"]), // Land van Cuijk, 2022
        (2020, "GM1980", &["GM0398", "GM0416"]),           // Dijk en Waard, 2022
        (2020, "GM0439", &["GM0370"]),                     // Beemster into Purmerend, 2022
        (2020, "GM1991", &["GM0856", "GM1685"]),           // Maashorst (Uden, Landerd), 2022
        (2020, "GM1979", &["GM0003", "GM0010", "GM0024"]), // Eemsdelta, 2021
        (2016, "GM0014", &["GM0009", "GM0017"]),           // Ten Boer and Haren into Groningen, 2019
        (2016, "GM0394", &["GM0393"]),                     // Haarlemmerliede into Haarlemmermeer, 2019
    ] {
        for text in merged {
            let told = era(&atlas, text, year);
            assert_eq!((told.change, relatives(&told)), (Change::Merged, vec![into.to_owned()]), "{text}");
        }
        let origin =
            atlas.origins_of(code(into)).into_iter().find(|era| era.vintages.contains(&Vintage(year))).unwrap();
        let from = relatives(&origin);
        assert!(merged.iter().all(|text| from.iter().any(|one| one == text)), "{into}: {from:?}");
        // One that kept its code grew; a new one was made of the others.
        let grew = atlas.vintage(Vintage(year)).unwrap().name(code(into)).is_some();
        assert_eq!(origin.change, if grew { Change::Moved } else { Change::Merged }, "{into}");
    }
}

#[test]
fn municipalities_that_were_divided_name_all_their_heirs() {
    let atlas = release::atlas();
    // Haaren, 2021: Esch to Boxtel, Haaren to Oisterwijk, Biezenmortel to Tilburg, Helvoirt to Vught. Winsum, 2019: to
    // Het Hogeland, its west to Westerkwartier. Littenseradiel, 2018: to three.
    for (text, year, heirs) in [
        ("GM0788", 2020, &["GM0824", "GM0865", "GM0757", "GM0855"][..]),
        ("GM0053", 2016, &["GM1966", "GM1969"]),
        ("GM0140", 2016, &["GM1900", "GM0080", "GM1949"]),
    ] {
        let told = era(&atlas, text, year);
        assert_eq!(
            (told.change, relatives(&told)),
            (Change::Ended, heirs.iter().map(|&h| h.to_owned()).collect()),
            "{text}"
        );
    }
}

#[test]
fn a_municipality_that_nobody_changed_is_the_same_in_every_division() {
    let atlas = release::atlas();
    let changed: Vec<String> = atlas
        .base()
        .gemeente
        .codes
        .iter()
        .filter(|code| atlas.origins_of(**code).iter().any(|era| era.change != Change::Same))
        .map(ToString::to_string)
        .collect();
    // Every municipality of today that the law made or enlarged by more than a street between 2 January 2016 and 1 January
    // 2024, and no other.
    let expected = [
        "GM0014", "GM0080", "GM0299", "GM0363", "GM0394", "GM0439", "GM0575", "GM0757", "GM0824", "GM0855", "GM0865",
        "GM1900", "GM1948", "GM1949", "GM1950", "GM1952", "GM1954", "GM1959", "GM1960", "GM1961", "GM1963", "GM1966",
        "GM1969", "GM1970", "GM1978", "GM1979", "GM1980", "GM1982", "GM1991", "GM1992",
    ];
    assert_eq!(changed, expected);
}

#[test]
fn the_wijken_of_amsterdam_got_other_codes_for_the_same_ground() {
    let atlas = release::atlas();
    let jordaan = era(&atlas, "WK036306", 2022);
    assert_eq!((jordaan.change, relatives(&jordaan)), (Change::Recoded, vec!["WK0363AB".to_owned()]));
    assert_eq!(jordaan.relatives[0].name, "Jordaan");
    let split = era(&atlas, "WK036394", 2022);
    assert_eq!((split.change, split.relatives.len()), (Change::Split, 4), "Bijlmer-Oost was divided in four");
}

#[test]
fn a_code_that_was_given_to_another_place_is_not_the_same() {
    let atlas = release::atlas();
    // Leeuwarden handed its codes out anew: 30 was Oldegalileën, and is Sonnenborgh.
    let told = era(&atlas, "WK008030", 2016);
    assert_ne!(told.change, Change::Same);
    assert!(!relatives(&told).contains(&"WK008030".to_owned()), "{told:?}");
}

#[test]
fn shares_make_one_and_every_code_of_every_division_has_a_history() {
    let atlas = release::atlas();
    let mut told = BTreeMap::new();
    for vintage in atlas.vintages.iter().filter(|vintage| !vintage.is_base()) {
        for level in Level::MAPPED {
            let Some(lineage) = vintage.lineage_at(level) else { continue };
            for kin in lineage.became.values().chain(lineage.was.values()) {
                let whole: f32 = kin.pieces.iter().map(|piece| piece.share).sum();
                assert!(kin.pieces.is_empty() || (whole - 1.0).abs() < 1e-4, "{kin:?}");
                *told.entry(kin.change).or_insert(0) += 1;
            }
            for &code in &vintage.level(level).unwrap().codes {
                let eras = atlas.eras_of(code);
                let own = eras.iter().find(|era| era.vintages.contains(&vintage.vintage));
                let own = own.unwrap_or_else(|| panic!("{code} of {} has no history", vintage.vintage));
                assert!(own.change == Change::Unknown || !own.relatives.is_empty(), "{code} of {}", vintage.vintage);
            }
        }
    }
    let kinds = Change::ALL.into_iter().filter(|change| *change != Change::Same);
    assert!(kinds.into_iter().all(|change| told.contains_key(&change)), "{told:?}");
}
