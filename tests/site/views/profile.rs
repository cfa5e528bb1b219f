//! Profiles.

use wijkwijzer::atlas::{PlaceId, Scope};
use wijkwijzer::domain::{Lang, Level, Role, Rule, Value};
use wijkwijzer::views::profile::{
    self, Choices, ProfileView, Reference, ReferenceKind, Row, SIMILAR_SHOWN, default_name,
};

use super::{place, say};
use crate::support::release;

/// Rows that a snapshot holds in full: a count, a share, a rate that is computed, a class, a series over vintages.
const ROWS: [&str; 6] =
    ["inwoners", "koopwoningen", "misdrijven_per_1000", "stedelijkheid", "ervaren_gezondheid_goed", "eenzaam"];

fn rows<'v, 'a>(view: &'v ProfileView<'a>) -> impl Iterator<Item = &'v Row<'a>> {
    view.themes.iter().flat_map(|theme| &theme.rows)
}

/// Places of every kind, a wijk and a buurt of an area among them.
const KEYS: [&str; 6] = ["utrecht-overvecht", "groningen-noord", "rotterdam-zuid", "GM1674", "WK034403", "BU03440311"];

#[test]
fn a_focus_area_of_one_wijk_says_what_it_said() {
    let atlas = release::atlas();
    let place = place(&atlas, "utrecht-overvecht");
    insta::assert_snapshot!(
        "utrecht_overvecht",
        say::profile(&profile::build(&atlas, &place, Lang::Nl).unwrap(), &ROWS)
    );
}

#[test]
fn a_focus_area_of_several_parts_on_other_boundaries_says_what_it_said() {
    let atlas = release::atlas();
    let place = place(&atlas, "groningen-noord");
    insta::assert_snapshot!("groningen_noord", say::profile(&profile::build(&atlas, &place, Lang::Nl).unwrap(), &ROWS));
}

#[test]
fn a_gemeente_says_what_it_said() {
    let atlas = release::atlas();
    let place = place(&atlas, "GM1674");
    insta::assert_snapshot!("roosendaal", say::profile(&profile::build(&atlas, &place, Lang::Nl).unwrap(), &ROWS));
}

#[test]
fn a_wijk_says_what_it_said() {
    let atlas = release::atlas();
    let place = place(&atlas, "WK034402");
    insta::assert_snapshot!("wijk", say::profile(&profile::build(&atlas, &place, Lang::En).unwrap(), &ROWS));
}

#[test]
fn a_buurt_without_figures_of_its_own_says_why() {
    let atlas = release::atlas();
    let headline = atlas.indicator("koopwoningen").unwrap().headline().unwrap();
    let unknown = |&at: &usize| {
        headline.region(Level::Buurt, at).known().is_none()
            && atlas.base_inhabitants.get(at).known().is_some_and(|people| people > 0.0)
    };
    let codes = &atlas.base().buurt.codes;
    let at = (0..codes.len()).find(unknown).expect("a buurt with inhabitants and without known tenure");
    let place = place(&atlas, codes[at].as_str());
    insta::assert_snapshot!("buurt", say::profile(&profile::build(&atlas, &place, Lang::Nl).unwrap(), &ROWS));
}

#[test]
fn what_stands_out_is_three_figures_of_three_themes_from_the_fixed_lists() {
    let atlas = release::atlas();
    for area in &atlas.areas {
        let view = profile::build(&atlas, &area.place, Lang::Nl).unwrap();
        assert_eq!(view.highlights.len(), 3, "{}", view.name);
        let mut themes: Vec<usize> = view.highlights.iter().map(|&(theme, _)| theme).collect();
        themes.sort_unstable();
        themes.dedup();
        assert_eq!(themes.len(), 3, "{}: two of one theme", view.name);
        for row in view.highlighted() {
            let id = row.indicator.id.as_str();
            let listed = [Role::Headline, Role::HeadlineReserve].iter().any(|role| row.indicator.has_role(role));
            assert!(listed, "{}: {id}", view.name);
            assert!(row.figure.value.known().is_some(), "{}: {id} is not known", view.name);
        }
    }
}

#[test]
fn what_stands_out_comes_largest_first_in_usual_distances_between_gemeenten() {
    let atlas = release::atlas();
    let far = |row: &Row<'_>| {
        let nederland = row.reference(ReferenceKind::Nederland).unwrap().figure.value.known().unwrap();
        (row.figure.value.known().unwrap() - nederland).abs() / row.gemeenten.unwrap().mad
    };
    for area in &atlas.areas {
        let view = profile::build(&atlas, &area.place, Lang::Nl).unwrap();
        // Age fills up behind the headline figures, however far it lies.
        let scores: Vec<f64> =
            view.highlighted().filter(|row| row.indicator.has_role(&Role::Headline)).map(far).collect();
        // The order is made of the rounded figures; a rounding is a few hundredths of a distance.
        assert!(scores.windows(2).all(|pair| pair[0] >= pair[1] - 0.1), "{}: {scores:?}", view.name);
    }
}

#[test]
fn a_row_shows_the_period_that_pages_lead_with_or_the_newest_with_a_figure() {
    let atlas = release::atlas();
    let mut older = 0;
    let areas = atlas.areas.iter().map(|area| area.area.slug.as_str());
    for key in areas.chain(KEYS).chain(["BU01185102"]) {
        let place = place(&atlas, key);
        let view = profile::build(&atlas, &place, Lang::Nl).unwrap();
        for row in rows(&view) {
            let headline = row.indicator.headline().unwrap();
            if row.period.period == headline.period {
                continue;
            }
            older += 1;
            let of = |period| row.series.iter().find(|point| point.declared.period == period).unwrap().figure.value;
            assert_eq!(of(headline.period).known(), None, "{key} {}", row.indicator.id);
            assert!(row.figure.value.known().is_some(), "{key} {}", row.indicator.id);
        }
    }
    assert!(older > 0, "every headline period is known: this test has lost its subject");
}

#[test]
fn the_figure_of_a_row_is_that_of_its_period_in_the_series_and_the_series_runs_forwards() {
    let atlas = release::atlas();
    for key in KEYS {
        let place = place(&atlas, key);
        let view = profile::build(&atlas, &place, Lang::Nl).unwrap();
        for row in rows(&view) {
            let at = row.series.iter().find(|point| point.declared.period == row.period.period).unwrap();
            assert_eq!(at.figure, row.figure, "{key} {}", row.indicator.id);
            assert_eq!(row.series.len(), row.indicator.periods.len());
            let ends: Vec<u16> = row.series.iter().map(|point| point.declared.period.end()).collect();
            assert!(ends.is_sorted(), "{key} {}: {ends:?}", row.indicator.id);
            let missing = row.series.iter().filter(|point| point.figure.value.missing().is_some()).count();
            assert_eq!(row.gaps(), missing);
        }
    }
}

#[test]
fn an_area_is_held_against_the_twenty_together_and_a_region_is_not() {
    let atlas = release::atlas();
    for (key, expected) in [("utrecht-overvecht", true), ("GM1674", false), ("WK034403", false), ("BU03440311", false)]
    {
        let place = place(&atlas, key);
        let view = profile::build(&atlas, &place, Lang::Nl).unwrap();
        for row in rows(&view) {
            assert_eq!(row.reference(ReferenceKind::Together).is_some(), expected, "{key} {}", row.indicator.id);
        }
    }
}

#[test]
fn a_gemeente_has_no_gemeente_beside_it_and_nothing_inside_a_focus_area_has_a_rest() {
    let atlas = release::atlas();
    let kinds = |key: &str| -> Vec<String> {
        let place = place(&atlas, key);
        let view = profile::build(&atlas, &place, Lang::Nl).unwrap();
        view.row("koopwoningen").unwrap().references.iter().map(|one| say::reference(one.reference)).collect()
    };
    assert_eq!(kinds("GM1674"), ["Nederland", "matched by gemeente"]);
    assert_eq!(kinds("BU03440311"), ["Nederland", "gemeente Utrecht", "matched by buurt"]);
    let overvecht = ["Nederland", "gemeente Utrecht", "rest of Utrecht", "the 20 together", "matched by wijk"];
    assert_eq!(kinds("utrecht-overvecht"), overvecht);
}

#[test]
fn counts_and_classes_have_no_matched_neighbourhoods() {
    let atlas = release::atlas();
    let mut with = 0;
    for key in KEYS {
        let place = place(&atlas, key);
        let view = profile::build(&atlas, &place, Lang::Nl).unwrap();
        for row in rows(&view) {
            let matched = row.references.iter().any(|one| matches!(one.reference, Reference::Matched(_)));
            let measured = !row.period.is_count() && !row.indicator.unit.ordinal;
            assert_eq!(matched, measured, "{key} {}", row.indicator.id);
            with += u32::from(matched);
        }
    }
    assert!(with > 100, "{with}");
}

#[test]
fn a_count_is_a_share_of_its_gemeente_only_where_nothing_of_it_is_unknown() {
    let atlas = release::atlas();
    let mut seen = 0;
    for key in KEYS {
        let place = place(&atlas, key);
        let view = profile::build(&atlas, &place, Lang::Nl).unwrap();
        for row in rows(&view) {
            let Some((_, share)) = row.share_of else { continue };
            seen += 1;
            assert!(matches!(row.period.rule, Rule::Sum {}) && !row.figure.at_least, "{key} {}", row.indicator.id);
            assert!((0.0..=1.0).contains(&share), "{key} {}: {share}", row.indicator.id);
            let gemeente = row.reference(ReferenceKind::Gemeente).unwrap();
            assert_eq!(gemeente.reference, Reference::Gemeente(view.place_gemeente()));
            let gemeente = gemeente.figure.value.known().unwrap();
            assert!((share * gemeente - row.figure.value.known().unwrap()).abs() < 1e-6 * gemeente);
        }
    }
    assert!(seen > 10, "{seen}");
}

/// The gemeente in the breadcrumb.
trait InGemeente {
    fn place_gemeente(&self) -> &str;
}

impl InGemeente for ProfileView<'_> {
    fn place_gemeente(&self) -> &str {
        self.trail.get(1).map(|crumb| crumb.name).unwrap_or_default()
    }
}

#[test]
fn the_spread_of_a_row_holds_every_part_once_and_a_buurt_has_none() {
    let atlas = release::atlas();
    for key in KEYS {
        let place = place(&atlas, key);
        let view = profile::build(&atlas, &place, Lang::Nl).unwrap();
        for row in rows(&view) {
            let Some(spread) = &row.spread else { continue };
            let (low, high) = spread.range;
            assert!(spread.values.iter().all(|value| (low..=high).contains(value)), "{key} {}", row.indicator.id);
            assert!(spread.values.contains(&low) && spread.values.contains(&high));
            let parts = view.parts(row).into_iter().filter(|part| part.declared.period == row.period.period);
            let parts: Vec<Value> = parts.map(|part| part.figure.value).collect();
            if row.is_class() {
                // Where no level below has classes, that of the place itself is all there is to show.
                assert_eq!(spread.classes().iter().map(|(_, count)| count).sum::<usize>(), spread.values.len());
                continue;
            }
            assert_eq!(parts.len(), spread.values.len() + spread.unknown, "{key} {}", row.indicator.id);
        }
        if key.starts_with("BU") {
            assert!(rows(&view).all(|row| row.spread.is_none() && view.parts(row).is_empty()), "{key}");
        }
    }
}

#[test]
fn the_sources_of_a_profile_are_those_of_its_periods_each_once() {
    let atlas = release::atlas();
    for key in KEYS {
        let place = place(&atlas, key);
        let view = profile::build(&atlas, &place, Lang::Nl).unwrap();
        let mut used: Vec<&str> =
            rows(&view).flat_map(|row| &row.series).map(|point| point.declared.source.as_str()).collect();
        used.sort_unstable();
        used.dedup();
        let mut listed: Vec<&str> = view.sources.iter().map(|source| source.id.as_str()).collect();
        listed.sort_unstable();
        assert_eq!(listed, used, "{key}");
    }
}

#[test]
fn the_regions_inside_stand_under_the_wijk_that_they_lie_in() {
    let atlas = release::atlas();
    let key_figures = atlas.catalogue.by_role(&Role::KeyFigure).count();
    assert_eq!(key_figures, 6);
    let mut nested = 0;
    for area in &atlas.areas {
        let view = profile::build(&atlas, &area.place, Lang::Nl).unwrap();
        assert_eq!(view.neighbourhoods.columns.len(), key_figures);
        let mut above = None;
        for row in &view.neighbourhoods.rows {
            assert_eq!(row.figures.len(), key_figures, "{}", row.code);
            if row.nested {
                nested += 1;
                assert_eq!(row.code.at(Level::Wijk), above, "{} of {}", row.code, view.name);
            } else {
                above = Some(row.code);
            }
        }
    }
    assert!(nested > 100, "{nested}");
}

#[test]
fn the_breadcrumb_runs_from_the_country_down() {
    let atlas = release::atlas();
    let trail = |key: &str| -> Vec<String> {
        let place = place(&atlas, key);
        let view = profile::build(&atlas, &place, Lang::Nl).unwrap();
        view.trail.iter().map(|crumb| crumb.href.clone()).collect()
    };
    assert_eq!(trail("BU03440311"), ["/", "/gemeenten/GM0344", "/wijken/WK034403"]);
    assert_eq!(trail("WK034403"), ["/", "/gemeenten/GM0344"]);
    assert_eq!(trail("utrecht-overvecht"), ["/", "/gemeenten/GM0344"]);
    assert_eq!(trail("GM0344"), ["/"]);
}

#[test]
fn ten_places_are_alike_nearest_first_and_none_is_the_place_itself() {
    let atlas = release::atlas();
    for key in KEYS {
        for scope in [Scope::Programme, Scope::Anywhere] {
            let place = place(&atlas, key);
            let choices = Choices { similar: scope, ..Choices::default() };
            let view = profile::build_with(&atlas, &place, Lang::Nl, choices).unwrap();
            let similar = view.similar.unwrap();
            assert_eq!((similar.scope, similar.rows.len()), (scope, SIMILAR_SHOWN), "{key}");
            assert!(similar.rows.windows(2).all(|pair| pair[0].distance <= pair[1].distance), "{key}");
            assert!(similar.rows.iter().all(|row| row.id != place.id), "{key}");
            if scope == Scope::Programme && matches!(place.id, PlaceId::Area(_)) {
                assert!(similar.rows.iter().all(|row| matches!(row.id, PlaceId::Area(_))), "{key}");
            }
        }
    }
}

#[test]
fn the_chosen_gap_is_shown_and_without_a_choice_one_that_has_figures() {
    let atlas = release::atlas();
    let place = place(&atlas, "utrecht-overvecht");
    let choices = Choices { gap: atlas.indicator("eenzaam"), ..Choices::default() };
    let view = profile::build_with(&atlas, &place, Lang::Nl, choices).unwrap();
    assert_eq!(view.gap.unwrap().indicator.id, "eenzaam");
    for area in &atlas.areas {
        let view = profile::build(&atlas, &area.place, Lang::Nl).unwrap();
        let gap = view.gap.as_ref().unwrap_or_else(|| panic!("{} has no gap", view.name));
        let row = view.row(&gap.indicator.id).unwrap();
        assert!(row.series.len() - row.gaps() > 1, "{}: {}", view.name, gap.indicator.id);
    }
}

#[test]
fn a_place_without_a_name_is_called_after_its_first_two_members() {
    let atlas = release::atlas();
    let codes = ["BU03440311", "BU03440312", "BU03440321"].map(|code| code.parse().unwrap());
    let name = |count: usize, lang| default_name(&atlas, &codes[..count], lang);
    let first = atlas.base().name(codes[0]).unwrap();
    let second = atlas.base().name(codes[1]).unwrap();
    assert_eq!(name(0, Lang::Nl), "Eigen gebied");
    assert_eq!(name(1, Lang::Nl), first);
    assert_eq!(name(2, Lang::En), format!("{first} and {second}"));
    assert_eq!(name(3, Lang::Nl), format!("{first}, {second} en nog 1"));
}

#[test]
fn a_file_of_a_profile_keeps_the_query_of_its_page() {
    let atlas = release::atlas();
    let place = place(&atlas, "GM1674");
    let mut view = profile::build(&atlas, &place, Lang::Nl).unwrap();
    assert_eq!(view.file("csv", None), "/gemeenten/GM1674.csv");
    assert_eq!(view.file("xlsx", Some("indicator=eenzaam")), "/gemeenten/GM1674.xlsx?indicator=eenzaam");
    view.address = "/eigen-gebied?code=WK034403".to_owned();
    assert_eq!(view.file("csv", Some("tabel=cijfers")), "/eigen-gebied.csv?code=WK034403&tabel=cijfers");
}
