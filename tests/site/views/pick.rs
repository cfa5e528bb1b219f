//! The page on which a place is put together.

use wijkwijzer::domain::RegionCode;
use wijkwijzer::views::pick::PickView;

use super::say;
use crate::support::release;

fn codes(codes: &[&str]) -> Vec<RegionCode> {
    codes.iter().map(|code| code.parse().unwrap()).collect()
}

#[test]
fn a_selection_in_utrecht_says_what_it_said() {
    let atlas = release::atlas();
    let chosen = atlas.selection(&codes(&["WK034403", "BU03440411", "BU03440412"])).unwrap();
    let view = PickView::build(&atlas, &chosen, None, "overvecht");
    insta::assert_snapshot!("selection", say::pick(&view));
}

#[test]
fn a_whole_wijk_is_all_of_its_buurten_and_half_a_wijk_is_not_whole() {
    let atlas = release::atlas();
    let view = PickView::build(&atlas, &codes(&["WK034403", "BU03440411"]), None, "");
    let wijken = &view.gemeente.as_ref().unwrap().wijken;
    let of = |code: &str| wijken.iter().find(|wijk| wijk.code.as_str() == code).unwrap();
    assert!(of("WK034403").whole() && of("WK034403").selected() == 10);
    assert!(!of("WK034404").whole() && of("WK034404").selected() == 1);
    assert!(of("WK034401").buurten.iter().all(|buurt| !buurt.selected));
}

#[test]
fn the_parts_shown_are_those_of_the_gemeente_asked_for_or_of_the_last_member() {
    let atlas = release::atlas();
    let shown = |gemeente: Option<&str>| {
        let chosen = codes(&["WK034403", "BU16740000"]);
        let chosen: Vec<RegionCode> = chosen.into_iter().filter(|code| atlas.base().name(*code).is_some()).collect();
        let view = PickView::build(&atlas, &chosen, gemeente.map(|code| code.parse().unwrap()), "");
        view.gemeente.unwrap().name
    };
    assert_eq!(shown(Some("GM0363")), "Amsterdam");
    assert!(["Roosendaal", "Utrecht"].contains(&shown(None)));
}

#[test]
fn without_a_selection_nobody_is_counted_and_every_gemeente_can_be_chosen_by_name() {
    let atlas = release::atlas();
    let view = PickView::build(&atlas, &[], None, "");
    assert!(view.inhabitants.is_none() && view.gemeente.is_none() && view.chosen.is_empty());
    assert_eq!(view.gemeenten.len(), 342);
    let names: Vec<String> =
        view.gemeenten.iter().map(|(_, name)| name.trim_start_matches(['\'', '’']).to_lowercase()).collect();
    assert!(names.is_sorted());
    assert_ne!(view.gemeenten[0].1, "'s-Gravenhage", "an apostrophe does not come first");
}

#[test]
fn a_hit_adds_the_members_of_an_area_or_the_region_itself() {
    let atlas = release::atlas();
    let view = PickView::build(&atlas, &[], None, "overvecht");
    let (_, area) = view.hits.iter().find(|(hit, _)| hit.key() == "utrecht-overvecht").unwrap();
    assert_eq!(area, &codes(&["WK034403"]));
    for (hit, codes) in view.hits.iter().filter(|(hit, _)| hit.key().starts_with("BU")) {
        assert_eq!(codes.len(), 1, "{}", hit.name);
    }
}
