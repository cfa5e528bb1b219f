//! Charts.

use wijkwijzer::domain::{Lang, Level, ReferenceKind};
use wijkwijzer::views::chart::{Chart, ChartError, ChartKind, ChartQuery, NoChart};

use super::say;
use crate::support::release;

fn query(places: &[&str], indicator: &str) -> ChartQuery {
    ChartQuery {
        places: places.iter().map(|&place| place.to_owned()).collect(),
        indicator: (!indicator.is_empty()).then(|| indicator.to_owned()),
        lang: Lang::Nl,
        ..ChartQuery::default()
    }
}

#[test]
fn every_kind_of_chart_of_an_area_says_what_it_said() {
    let atlas = release::atlas();
    for kind in ChartKind::ALL {
        let indicator = match kind {
            ChartKind::Trend | ChartKind::Gap => "eenzaam",
            ChartKind::Ages => "",
            _ => "koopwoningen",
        };
        let chart = Chart::build(&atlas, kind, &query(&["utrecht-overvecht"], indicator)).unwrap();
        assert_eq!(chart.kind(), kind);
        insta::assert_snapshot!(format!("chart_{}", kind.as_str()), say::chart(&chart));
    }
}

#[test]
fn a_course_of_one_place_has_its_gemeente_beside_it_and_of_several_only_the_netherlands() {
    let atlas = release::atlas();
    let references = |places: &[&str], indicator: &str| -> Vec<bool> {
        let Ok(Chart::Trend(view)) = Chart::build(&atlas, ChartKind::Trend, &query(places, indicator)) else {
            panic!("no course of {places:?}")
        };
        view.lines.iter().map(|line| line.owner.place().is_none()).collect()
    };
    assert_eq!(references(&["utrecht-overvecht"], "eenzaam"), [true, true, false]);
    assert_eq!(references(&["utrecht-overvecht", "GM1674"], "eenzaam"), [true, false, false]);
    assert_eq!(references(&["GM1674"], "misdrijven"), [false], "a count has nothing beside it");
}

#[test]
fn dots_stand_in_the_order_asked_for_before_what_they_are_held_against() {
    let atlas = release::atlas();
    let Ok(Chart::Dots(view)) =
        Chart::build(&atlas, ChartKind::Dots, &query(&["GM1674", "utrecht-overvecht"], "koopwoningen"))
    else {
        panic!("no dots")
    };
    let asked: Vec<&str> =
        view.rows.iter().filter_map(|row| row.owner.place()).map(|place| place.named.key.as_str()).collect();
    assert_eq!(asked, ["GM1674", "utrecht-overvecht"]);
    assert!(view.rows[2].owner.is(ReferenceKind::Nederland) && view.rows.len() == 3);
    assert!(view.rows[0].members.is_sorted() && view.rows[0].members.len() > 10);
    assert!(view.rows[2].members.is_empty());
}

#[test]
fn a_histogram_counts_every_region_with_a_figure() {
    let atlas = release::atlas();
    for id in ["koopwoningen", "stedelijkheid", "inwoners"] {
        for level in [Level::Gemeente, Level::Wijk] {
            let asked = ChartQuery { level: Some(level), ..query(&[], id) };
            let Ok(Chart::Histogram(view)) = Chart::build(&atlas, ChartKind::Histogram, &asked) else {
                panic!("no histogram of {id}")
            };
            assert_eq!(view.bins.iter().map(|bin| bin.count).sum::<usize>(), view.values.len(), "{id} {level}");
            let all = atlas.base().level(level).unwrap().codes.len();
            assert_eq!(view.values.len() + view.unknown(), all, "{id} {level}");
            assert!(view.values.windows(2).all(|pair| pair[0].1 <= pair[1].1));
        }
    }
}

#[test]
fn a_swarm_of_buurten_is_that_of_the_gemeente_of_the_place() {
    let atlas = release::atlas();
    let Ok(Chart::Swarm(view)) = Chart::build(&atlas, ChartKind::Swarm, &query(&["utrecht-overvecht"], "koopwoningen"))
    else {
        panic!("no swarm")
    };
    assert_eq!((view.within, view.level), (Some("Utrecht"), Level::Buurt));
    assert!(view.values.iter().all(|&(position, _)| view.code(position).starts_with("BU0344")));
    assert_eq!(view.marked[0].positions.len(), 10, "the ten buurten of Overvecht");
    let everywhere = ChartQuery { level: Some(Level::Buurt), ..query(&[], "koopwoningen") };
    let refused = Chart::build(&atlas, ChartKind::Swarm, &everywhere).unwrap_err();
    assert_eq!(refused, ChartError::NoChart(NoChart::TooManyRegions));
}

#[test]
fn the_shares_of_the_ages_of_a_bar_make_a_whole() {
    let atlas = release::atlas();
    for place in ["utrecht-overvecht", "GM1674", "WK034403"] {
        let Ok(Chart::Ages(view)) = Chart::build(&atlas, ChartKind::Ages, &query(&[place], "")) else {
            panic!("no ages of {place}")
        };
        for bar in view.bars.iter().filter(|bar| bar.complete()) {
            let sum: f64 = bar.groups.iter().filter_map(|(_, shown)| shown.known()).sum();
            // Each share is rounded by the source.
            assert!((sum - 100.0).abs() <= 3.0, "{place} {}: {sum}", bar.period);
            assert!(bar.groups.windows(2).all(|pair| pair[0].0.to.is_some_and(|to| to + 1 == pair[1].0.from)));
        }
    }
}

#[test]
fn a_chart_that_cannot_be_drawn_says_why() {
    let atlas = release::atlas();
    let refused = |kind, places: &[&str], id: &str| Chart::build(&atlas, kind, &query(places, id)).unwrap_err();
    let no = ChartError::NoChart;
    assert_eq!(refused(ChartKind::Trend, &["GM0344"], "stedelijkheid"), no(NoChart::Class));
    assert_eq!(refused(ChartKind::Gap, &["GM0344"], "inwoners"), no(NoChart::Count));
    assert_eq!(refused(ChartKind::Swarm, &["GM0344"], "stedelijkheid"), no(NoChart::Class));
    assert_eq!(refused(ChartKind::Dots, &[], "koopwoningen"), ChartError::NoPlace);
    assert_eq!(refused(ChartKind::Dots, &["GM0344"], ""), ChartError::NoIndicator);
    let twice = refused(ChartKind::Dots, &["GM0344", "GM0344"], "koopwoningen");
    assert_eq!(twice, ChartError::DoubledPlace("GM0344".to_owned()));
    assert_eq!(refused(ChartKind::Gap, &["GM0344", "GM0363"], "eenzaam"), ChartError::TooManyPlaces(1));
    let unknown = refused(ChartKind::Dots, &["GM0344"], "geluk");
    assert_eq!(unknown, ChartError::UnknownIndicator("geluk".to_owned()));
}

#[test]
fn the_sources_of_a_chart_are_those_of_its_periods_each_once() {
    let atlas = release::atlas();
    for kind in [ChartKind::Trend, ChartKind::Dots, ChartKind::Histogram] {
        let chart = Chart::build(&atlas, kind, &query(&["GM0344"], "koopwoningen")).unwrap();
        let mut used: Vec<&str> = chart.periods().iter().map(|period| period.source.as_str()).collect();
        used.sort_unstable();
        used.dedup();
        let mut listed: Vec<&str> = chart.sources(&atlas).iter().map(|source| source.id.as_str()).collect();
        listed.sort_unstable();
        assert_eq!(listed, used, "{}", kind.as_str());
    }
}
