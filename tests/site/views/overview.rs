//! What the pages about method and sources, the first page and the list of areas say of the release.

use std::fmt::Write as _;

use wijkwijzer::views::edition::Edition;
use wijkwijzer::views::overview::{rule_groups, sources, two_sums, vintages};
use wijkwijzer::views::{areas, home};

use crate::support::release;

#[test]
fn the_numbers_of_the_method_are_those_of_the_release() {
    let atlas = release::atlas();
    let sums = two_sums(&atlas).unwrap();
    let mut said =
        format!("{} listed, {} by buurten, {} areas in {}\n", sums.listed, sums.buurten, sums.areas, sums.period);
    for group in rule_groups(&atlas) {
        let ids: Vec<&str> = group.indicators.iter().map(|indicator| indicator.id.as_str()).collect();
        let _ = writeln!(said, "{:?}: {}", group.kind, ids.join(", "));
    }
    for row in vintages(&atlas) {
        let _ = writeln!(
            said,
            "{}: {:?}, {} approximate, serves {:?}",
            row.vintage, row.regions, row.approximate, row.areas
        );
    }
    for row in sources(&atlas) {
        let _ = writeln!(said, "{}: {} indicators, {} files", row.source.id, row.indicators, row.files.len());
    }
    insta::assert_snapshot!("method", said);
}

#[test]
fn every_indicator_follows_one_kind_of_rule() {
    let atlas = release::atlas();
    let mut ids: Vec<&str> =
        rule_groups(&atlas).iter().flat_map(|group| &group.indicators).map(|indicator| indicator.id.as_str()).collect();
    assert_eq!(ids.len(), atlas.catalogue.indicators.len());
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), atlas.catalogue.indicators.len(), "an indicator stands in two groups");
    assert!(rule_groups(&atlas).windows(2).all(|pair| pair[0].kind < pair[1].kind));
}

#[test]
fn vintages_come_newest_first_and_serve_at_most_twenty_areas() {
    let atlas = release::atlas();
    let rows = vintages(&atlas);
    assert!(rows.windows(2).all(|pair| pair[0].vintage > pair[1].vintage));
    assert_eq!(rows[0].regions, [342, 3393, 14574], "the codes of 2024");
    for (most, least) in rows.iter().filter_map(|row| row.areas) {
        assert!(least <= most && most <= 20);
    }
}

#[test]
fn every_source_of_figures_is_used_and_comes_from_a_file() {
    let atlas = release::atlas();
    for row in sources(&atlas) {
        assert!(row.indicators > 0, "{} is used by no indicator", row.source.id);
        assert!(!row.files.is_empty(), "{} comes from no file", row.source.id);
    }
}

#[test]
fn the_first_page_shows_twenty_or_sixteen_areas_by_name_with_their_sum() {
    let atlas = release::atlas();
    for (designation, count) in [(None, 20), (Some("16"), 16)] {
        let view = home::build(&atlas, designation).unwrap();
        assert_eq!((view.areas.len(), view.choices.len()), (count, 3));
        assert!(view.areas.windows(2).all(|pair| pair[0].name <= pair[1].name));
        let sum: f64 = view.areas.iter().map(|area| area.inhabitants.unwrap()).sum();
        assert!((view.inhabitants.unwrap() - sum).abs() < 0.5);
    }
    let view = home::build(&atlas, Some("20")).unwrap();
    let (declared, source) = view.period.unwrap();
    assert_eq!((view.inhabitants, declared.period.to_string().as_str()), (Some(1_181_645.0), "2024"));
    assert!(source.is_some_and(|source| !source.attribution.nl.is_empty()));
    assert_eq!(home::build(&atlas, Some("41")).unwrap_err(), ["20", "16", "40"]);
    // A list by name shows those of its neighbourhoods that have a code, and no sum that would be that of all.
    let list = home::build(&atlas, Some("40")).unwrap();
    assert_eq!((list.areas.len(), list.all, list.inhabitants), (28, 40, None));
    assert!(list.areas.iter().all(|area| area.index.is_none() && area.inhabitants.is_some_and(|people| people > 0.0)));
    let mut ids: Vec<u32> = list.areas.iter().chain(&view.areas).map(|area| area.tile_id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 48);
}

#[test]
fn the_list_of_areas_counts_the_inhabitants_that_the_profiles_count() {
    let atlas = release::atlas();
    let view = areas::areas(&atlas);
    let headline = atlas.indicator("inwoners").unwrap().headline().unwrap();
    assert_eq!(view.rows.len(), 20);
    for row in &view.rows {
        let expected = atlas.place_figure(&row.area.place, headline);
        assert_eq!(row.inhabitants, expected, "{}", row.area.area.slug);
    }
    assert_eq!(view.source.unwrap().id, view.inhabitants.unwrap().1.source);
}

#[test]
fn an_edition_names_a_source_for_every_period_of_every_indicator() {
    let atlas = release::atlas();
    let edition = Edition::of(&atlas);
    let mut seen = 0;
    for (indicator, declared) in edition.periods() {
        seen += 1;
        assert!(edition.source(declared).is_some(), "{} {}", indicator.id, declared.period);
        assert!(!indicator.unit.ordinal || indicator.headline().is_some());
    }
    assert_eq!(seen, atlas.catalogue.indicators.iter().map(|one| one.periods.len()).sum::<usize>());
    assert_eq!(edition.release, atlas.release);
}
