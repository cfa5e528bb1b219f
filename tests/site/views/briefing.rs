//! The two pages on paper.

use wijkwijzer::domain::{Lang, Role};
use wijkwijzer::views::briefing::{self, INSIDE_SHOWN};

use super::{place, say};
use crate::support::release;

#[test]
fn the_briefing_of_an_area_says_what_it_said() {
    let atlas = release::atlas();
    for key in ["utrecht-overvecht", "nieuwegein-centrale-as"] {
        let place = place(&atlas, key);
        let view = briefing::build(&atlas, (&place, key), Lang::Nl, None).unwrap();
        insta::assert_snapshot!(format!("briefing_{key}"), say::briefing(&view));
    }
}

#[test]
fn the_differences_inside_have_a_lowest_below_the_highest_and_two_themes_or_more() {
    let atlas = release::atlas();
    for area in &atlas.areas {
        let slug = area.area.slug.as_str();
        let view = briefing::build(&atlas, (&area.place, slug), Lang::Nl, None).unwrap();
        assert!((2..=INSIDE_SHOWN).contains(&view.inside.len()), "{slug}: {}", view.inside.len());
        for inside in &view.inside {
            assert!(
                inside.lowest.figure.known() < inside.highest.figure.known() && !inside.lowest.name.is_empty(),
                "{slug}"
            );
        }
        let mut themes: Vec<usize> = view.inside.iter().map(|inside| inside.at.0).collect();
        themes.dedup();
        assert!(themes.len() > 1, "{slug}: all of one theme");
    }
}

#[test]
fn every_figure_of_a_briefing_stands_in_its_list_once_and_in_the_order_of_the_catalogue() {
    let atlas = release::atlas();
    let size: Vec<&str> = atlas.catalogue.by_role(&Role::Size).map(|indicator| indicator.id.as_str()).collect();
    assert_eq!(size, ["inwoners", "huishoudens", "oppervlakte_land"]);
    for area in &atlas.areas {
        let slug = area.area.slug.as_str();
        let view = briefing::build(&atlas, (&area.place, slug), Lang::Nl, None).unwrap();
        assert!(view.figures.windows(2).all(|pair| pair[0] < pair[1]), "{slug}: {:?}", view.figures);
        for at in view.profile.highlights.iter().chain(view.inside.iter().map(|inside| &inside.at)) {
            assert!(view.figures.contains(at), "{slug}: {at:?} is shown and not listed");
        }
        let ids: Vec<&str> = view.figures.iter().map(|&at| view.row(at).unwrap().indicator.id.as_str()).collect();
        assert!(size.iter().all(|id| ids.contains(id)), "{slug}: {ids:?}");
    }
}

#[test]
fn the_gap_that_a_reader_asks_for_is_the_one_that_is_drawn() {
    let atlas = release::atlas();
    let place = place(&atlas, "utrecht-overvecht");
    let eenzaam = atlas.indicator("eenzaam").unwrap();
    let view = briefing::build(&atlas, (&place, "utrecht-overvecht"), Lang::Nl, Some(eenzaam)).unwrap();
    assert!(
        view.is_charted(eenzaam.indicator)
            && view.figures.iter().any(|&at| view.row(at).unwrap().indicator.id == "eenzaam")
    );
    let owned = atlas.indicator("koopwoningen").unwrap();
    assert!(!view.is_charted(owned.indicator));
}
