//! Practice examples: the list, what lies around a place, one example from elsewhere, the gaps.

use wijkwijzer::domain::Lang;
use wijkwijzer::views::place::named;
use wijkwijzer::views::practice::{
    DrillQuery, ListError, ListQuery, NEAR_KILOMETRES, Nearness, PAGE_SIZE, Seen, Sort, Verdict, drill, example, gaps,
    indicator, list, seen, themes_of_indicator,
};

use super::say;
use crate::support::release;

/// The shipped examples seen from a place.
fn from<'a>(served: &'a wijkwijzer::web::ReleaseState, key: &str) -> Seen<'a> {
    seen(&served.atlas, &served.content, named(&served.atlas, key, Lang::Nl).unwrap())
}

fn everything() -> ListQuery {
    ListQuery { page: 1, ..ListQuery::default() }
}

#[test]
fn the_list_of_practice_says_what_it_said() {
    let served = release::served();
    let whole = list(&served.atlas, &served.content, &everything(), None).unwrap();
    let asked = ListQuery { words: "jongeren".into(), domains: vec!["veiligheid".into()], ..everything() };
    let here = from(&served, "tilburg-noordwest");
    let narrowed = list(&served.atlas, &served.content, &asked, Some(&here)).unwrap();
    insta::assert_snapshot!("list", format!("{}\n{}", say::list(&whole), say::list(&narrowed)));
}

#[test]
fn practice_around_a_place_says_what_it_said() {
    let served = release::served();
    let crime = served.atlas.catalogue.indicator("misdrijven_per_1000").unwrap();
    let query = DrillQuery { indicator: Some(crime), theme: None };
    let area = drill(&served.atlas, &served.content, from(&served, "utrecht-overvecht"), query);
    let buurt = drill(&served.atlas, &served.content, from(&served, "BU03440311"), DrillQuery::default());
    insta::assert_snapshot!("drill", format!("{}\n{}", say::drill(&area), say::drill(&buurt)));
}

#[test]
fn an_example_beside_another_place_says_what_it_said() {
    let served = release::served();
    let here = from(&served, "rotterdam-zuid");
    let view = example(&served.atlas, &served.content, "pe-003", Some(here)).unwrap();
    insta::assert_snapshot!("example", say::example(&view));
}

#[test]
fn pages_of_the_list_hold_twenty_examples_and_every_example_once() {
    let served = release::served();
    let page = |page: usize| list(&served.atlas, &served.content, &ListQuery { page, ..everything() }, None).unwrap();
    let first = page(1);
    assert_eq!(first.total, served.content.practice.len());
    let mut seen: Vec<u32> =
        (1..=first.pages).flat_map(|at| page(at).items.iter().map(|item| item.card.at).collect::<Vec<_>>()).collect();
    assert_eq!(seen, first.found, "the pages are the list, in order");
    assert!(page(1).items.len() == PAGE_SIZE);
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), first.total);
}

#[test]
fn by_date_the_newest_comes_first_and_the_undated_last() {
    let served = release::served();
    let asked = ListQuery { sort: Sort::Date, ..everything() };
    let found = list(&served.atlas, &served.content, &asked, None).unwrap().found;
    let years: Vec<&str> =
        found.iter().map(|&at| served.content.practice[at as usize].published.get(..4).unwrap_or_default()).collect();
    assert!(years.windows(2).all(|pair| pair[0] >= pair[1]), "{years:?}");
}

#[test]
fn by_distance_what_lies_inside_comes_first_and_what_is_nowhere_last() {
    let served = release::served();
    let here = from(&served, "utrecht-overvecht");
    let asked = ListQuery { sort: Sort::Distance, ..everything() };
    let found = list(&served.atlas, &served.content, &asked, Some(&here)).unwrap().found;
    let far: Vec<f64> = found
        .iter()
        .map(|&at| match here.nearness(&served.atlas, &served.content, at) {
            Nearness::Inside | Nearness::SameArea => 0.0,
            Nearness::Kilometres(far) => far,
            Nearness::Unknown => f64::INFINITY,
        })
        .collect();
    assert!(far.windows(2).all(|pair| pair[0] <= pair[1] + 0.5), "{far:?}");
    assert!(far[0].abs() < f64::EPSILON && far[far.len() - 1].is_infinite());
}

#[test]
fn the_spots_of_the_list_hold_every_example_that_has_a_point() {
    let served = release::served();
    let view = list(&served.atlas, &served.content, &everything(), None).unwrap();
    let on_map: usize = view.spots.iter().map(|spot| spot.examples.len()).sum();
    assert_eq!(on_map + view.without_point, view.total);
    assert!(view.spots.windows(2).all(|pair| pair[0].point[1] >= pair[1].point[1]), "from north to south");
}

#[test]
fn a_value_that_a_facet_does_not_have_is_refused_with_those_it_has() {
    let served = release::served();
    let asked = ListQuery { phases: vec!["onzin".into()], ..everything() };
    let Err(ListError::Unknown(unknown)) = list(&served.atlas, &served.content, &asked, None) else {
        panic!("a phase of nonsense was taken")
    };
    assert_eq!((unknown.parameter, unknown.value.as_str()), ("fase", "onzin"));
    for phase in &served.atlas.vocabulary.phases {
        assert!(unknown.allowed.contains(&phase.id), "{} is not among {}", phase.id, unknown.allowed);
    }
}

#[test]
fn near_is_within_twenty_five_kilometres_and_like_it_is_never_the_place_itself() {
    let served = release::served();
    for area in &served.atlas.areas {
        let slug = area.area.slug.as_str();
        let view = drill(&served.atlas, &served.content, from(&served, slug), DrillQuery::default());
        for item in &view.near {
            match item.nearness {
                Some(Nearness::Kilometres(far)) => assert!(far <= NEAR_KILOMETRES, "{slug}: {far}"),
                other => assert_eq!(other, Some(Nearness::SameArea), "{slug}"),
            }
        }
        assert!(view.alike.iter().all(|alike| alike.area.area.slug.as_str() != slug), "{slug}");
        assert!(view.alike.iter().all(|alike| alike.items.len() <= alike.of && !alike.items.is_empty()));
        let weak = |item: &&wijkwijzer::views::practice::Item<'_>| !item.card.example.featured;
        let first_weak = view.inside.iter().position(|item| weak(&item)).unwrap_or(view.inside.len());
        assert!(view.inside[first_weak..].iter().all(|item| weak(&item)), "{slug}: a weak one before a featured one");
    }
}

#[test]
fn two_places_are_held_side_by_side_on_every_count_with_a_verdict_where_both_are_known() {
    let served = release::served();
    let mut verdicts = std::collections::BTreeSet::new();
    for key in ["rotterdam-zuid", "utrecht-overvecht", "GM1674", "BU03440343"] {
        let view = example(&served.atlas, &served.content, "pe-003", Some(from(&served, key))).unwrap();
        let transfer = view.seen.unwrap().transfer.unwrap();
        assert_eq!(transfer.rows.len(), say::COUNTS.len(), "{key}");
        for row in &transfer.rows {
            assert_eq!(row.verdict == Verdict::Unknown, row.missing().is_some(), "{key} {}", row.indicator.id);
            verdicts.insert(format!("{:?}", row.verdict));
        }
    }
    assert!(verdicts.len() >= 3, "{verdicts:?}");
}

#[test]
fn an_example_seen_from_nowhere_has_no_side_by_side_and_an_unknown_one_does_not_exist() {
    let served = release::served();
    let view = example(&served.atlas, &served.content, "pe-003", None).unwrap();
    assert!(view.seen.is_none() && view.figures.is_some());
    assert!(view.more.iter().all(|card| card.example.id != "pe-003" && card.example.featured));
    assert!(example(&served.atlas, &served.content, "pe-999", None).is_none());
}

#[test]
fn the_table_of_gaps_adds_up_and_a_gap_is_an_empty_cell_where_an_area_stands_out() {
    let served = release::served();
    let view = gaps(&served.atlas, &served.content);
    assert_eq!(view.rows.len(), 20);
    for (theme, total) in view.totals.iter().enumerate() {
        assert_eq!(*total, view.rows.iter().map(|row| row.cells[theme].count).sum::<usize>());
    }
    let empty = |cell: &&wijkwijzer::views::practice::GapCell| cell.count == 0 && cell.standing.is_some();
    assert_eq!(view.gaps, view.rows.iter().flat_map(|row| &row.cells).filter(empty).count());
    assert!(view.gaps > 0 && view.rows.iter().flat_map(|row| &row.cells).all(|cell| cell.alike_with <= 5));
}

#[test]
fn an_indicator_leads_to_featured_examples_on_its_themes_those_with_an_effect_first() {
    let served = release::served();
    for id in ["lage_inkomens", "misdrijven_per_1000", "ervaren_gezondheid_goed"] {
        let view = indicator(&served.atlas, &served.content, id).unwrap();
        let themes = themes_of_indicator(&served.atlas, view.indicator);
        assert!(!themes.is_empty() && !view.examples.is_empty(), "{id}");
        for card in &view.examples {
            assert!(card.example.featured, "{id} {}", card.example.id);
            assert!(themes.iter().any(|theme| card.example.themes.contains(&theme.id)), "{id} {}", card.example.id);
        }
        let effects: Vec<bool> = view.examples.iter().map(|card| card.example.effect.is_some()).collect();
        assert!(effects.windows(2).all(|pair| pair[0] >= pair[1]), "{id}");
    }
    assert!(indicator(&served.atlas, &served.content, "geluk").is_none());
}
