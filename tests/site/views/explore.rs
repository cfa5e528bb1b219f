//! One indicator on the map.

use wijkwijzer::domain::{Level, Owner, Period, Reference, ReferenceKind, Value};
use wijkwijzer::views::explore::{Adjusted, ClassMethod, ExploreError, ExploreQuery, ExploreView, PAGE_SIZE};

use super::say;
use crate::support::release;

/// A query that asks for nothing but an indicator at a level.
fn query(indicator: &str, level: Level) -> ExploreQuery {
    ExploreQuery { indicator: Some(indicator.to_owned()), level: Some(level), page: 1, ..ExploreQuery::default() }
}

#[test]
fn a_map_of_wijken_with_an_area_read_out_says_what_it_said() {
    let atlas = release::atlas();
    let asked = ExploreQuery { selected: Some("utrecht-overvecht".into()), ..query("koopwoningen", Level::Wijk) };
    insta::assert_snapshot!("wijken", say::explore(&ExploreView::build(&atlas, &asked).unwrap()));
}

#[test]
fn a_map_of_the_buurten_of_a_gemeente_says_what_it_said() {
    let atlas = release::atlas();
    let asked = ExploreQuery {
        place: Some("GM1674".into()),
        method: ClassMethod::Natural,
        around: Some(ReferenceKind::Nederland),
        ..query("inkomen_per_inwoner", Level::Buurt)
    };
    insta::assert_snapshot!("buurten", say::explore(&ExploreView::build(&atlas, &asked).unwrap()));
}

#[test]
fn a_map_of_a_change_says_what_it_said() {
    let atlas = release::atlas();
    let since = Some(Period::Year(2022));
    let asked = ExploreQuery { since, ..query("misdrijven_per_1000", Level::Gemeente) };
    insta::assert_snapshot!("change", say::explore(&ExploreView::build(&atlas, &asked).unwrap()));
}

#[test]
fn every_region_in_view_is_in_one_class_or_missing_for_a_reason() {
    let atlas = release::atlas();
    for indicator in &atlas.catalogue.indicators {
        for level in [Level::Gemeente, Level::Wijk] {
            let view = ExploreView::build(&atlas, &query(&indicator.id, level)).unwrap();
            let missing: usize = view.missing.iter().map(|(_, count)| count).sum();
            assert_eq!(view.known() + missing, view.order.len(), "{} {level}", indicator.id);
            let counted: usize = view.classes.iter().map(|class| class.count).sum();
            assert_eq!(counted, if view.coloured { view.known() } else { 0 }, "{} {level}", indicator.id);
            assert!(view.classes.windows(2).all(|pair| pair[0].to == pair[1].from), "{}", indicator.id);
        }
    }
}

#[test]
fn the_table_runs_down_or_up_with_what_is_missing_last() {
    let atlas = release::atlas();
    for ascending in [false, true] {
        let view = ExploreView::build(&atlas, &ExploreQuery { ascending, ..query("inkomen_per_inwoner", Level::Wijk) });
        let view = view.unwrap();
        let values: Vec<Option<f64>> = view.order.iter().map(|&at| view.value(at).known()).collect();
        let known: Vec<f64> = values.iter().copied().flatten().collect();
        assert!(values[..known.len()].iter().all(Option::is_some), "a missing figure stands among the known");
        assert!(known.len() < values.len(), "nothing is missing: this test has lost its subject");
        assert!(known.windows(2).all(|pair| if ascending { pair[0] <= pair[1] } else { pair[0] >= pair[1] }));
    }
}

#[test]
fn pages_of_the_table_hold_a_hundred_rows_and_none_lies_behind_the_last() {
    let atlas = release::atlas();
    let page =
        |page: usize| ExploreView::build(&atlas, &ExploreQuery { page, ..query("koopwoningen", Level::Gemeente) });
    let first = page(1).unwrap();
    assert_eq!((first.rows().count(), first.pages()), (PAGE_SIZE, 4));
    assert_eq!(page(4).unwrap().rows().count(), 342 - 3 * PAGE_SIZE);
    assert_eq!(page(5).unwrap_err(), ExploreError::Page(4));
}

#[test]
fn a_rank_counts_the_whole_level_also_in_a_part_of_the_country() {
    let atlas = release::atlas();
    let whole = ExploreView::build(&atlas, &query("koopwoningen", Level::Wijk)).unwrap();
    let asked = ExploreQuery { place: Some("GM0344".into()), ..query("koopwoningen", Level::Wijk) };
    let part = ExploreView::build(&atlas, &asked).unwrap();
    assert!(part.order.len() < whole.order.len() / 50);
    for row in part.rows() {
        assert_eq!(row.rank, whole.row(row.position).unwrap().rank, "{}", row.code);
    }
}

#[test]
fn what_does_not_exist_is_replaced_by_something_near_and_said() {
    let atlas = release::atlas();
    let adjusted = |asked: ExploreQuery| ExploreView::build(&atlas, &asked).unwrap().adjusted;
    let nowhere = Period::Year(1999);
    let asked = ExploreQuery { period: Some(nowhere), ..query("koopwoningen", Level::Gemeente) };
    assert_eq!(adjusted(asked), [Adjusted::Period(nowhere)]);
    assert_eq!(adjusted(query("leefbaarometer_klasse", Level::Buurt)), [Adjusted::Level(Level::Buurt)]);
    let asked = ExploreQuery { around: Some(ReferenceKind::Gemeente), ..query("koopwoningen", Level::Wijk) };
    assert_eq!(adjusted(asked), [Adjusted::Around(ReferenceKind::Gemeente)], "no place says which gemeente is meant");
    let asked = ExploreQuery { method: ClassMethod::Equal, ..query("stedelijkheid", Level::Gemeente) };
    assert_eq!(adjusted(asked), [Adjusted::Method(ClassMethod::Equal)]);
    let asked = ExploreQuery { since: Some(nowhere), ..query("koopwoningen", Level::Gemeente) };
    assert_eq!(adjusted(asked), [Adjusted::Since(nowhere, None)]);
    let asked = ExploreQuery { since: Some(Period::Year(2022)), ..query("koopwoningen", Level::Wijk) };
    assert!(matches!(adjusted(asked).as_slice(), [Adjusted::Since(_, Some(_))]), "on other boundaries");
}

#[test]
fn a_count_has_no_classes_no_colours_and_no_distribution() {
    let atlas = release::atlas();
    let view = ExploreView::build(&atlas, &query("inwoners", Level::Gemeente)).unwrap();
    assert!(!view.coloured && view.classes.is_empty() && view.distribution.is_none());
    assert!(view.order.iter().all(|&at| view.class(at).is_none()));
    assert!(view.rows().all(|row| row.rank.is_some()), "it is ranked all the same");
}

#[test]
fn a_scale_around_a_reference_has_its_value_in_the_neutral_class() {
    let atlas = release::atlas();
    for around in [ReferenceKind::Nederland, ReferenceKind::Together] {
        let asked = ExploreQuery { around: Some(around), ..query("koopwoningen", Level::Wijk) };
        let view = ExploreView::build(&atlas, &asked).unwrap();
        let centre = view.scale.centre.as_ref().unwrap();
        assert_eq!(centre.reference.map(Reference::kind), Some(around));
        assert_eq!(view.colour_of(Value::Known(centre.value)), Some(25), "{around:?}");
        let middle = view.classes.iter().filter(|class| class.index == 25);
        assert_eq!(middle.count(), 1, "{around:?}");
    }
}

#[test]
fn breaks_given_by_a_reader_are_the_bounds_of_the_classes() {
    let atlas = release::atlas();
    let asked = ExploreQuery {
        method: ClassMethod::Manual,
        breaks: vec![40.0, 60.0],
        ..query("koopwoningen", Level::Gemeente)
    };
    let view = ExploreView::build(&atlas, &asked).unwrap();
    let bounds: Vec<_> = view.classes.iter().map(|class| (class.from, class.to)).collect();
    assert_eq!(bounds, [(None, Some(40.0)), (Some(40.0), Some(60.0)), (Some(60.0), None)]);
}

#[test]
fn buurten_are_shown_of_the_gemeente_that_is_meant_or_else_of_the_largest() {
    let atlas = release::atlas();
    let scope = |place: Option<&str>, selected: Option<&str>| {
        let asked = ExploreQuery {
            place: place.map(str::to_owned),
            selected: selected.map(str::to_owned),
            ..query("koopwoningen", Level::Buurt)
        };
        let scope = ExploreView::build(&atlas, &asked).unwrap().scope.unwrap();
        (scope.name.to_owned(), scope.by_default)
    };
    assert_eq!(scope(None, None), ("Amsterdam".to_owned(), true));
    assert_eq!(scope(None, Some("WK034403")), ("Utrecht".to_owned(), true));
    assert_eq!(scope(Some("GM1674"), Some("WK034403")), ("Roosendaal".to_owned(), false));
}

#[test]
fn a_name_leads_to_a_place_or_to_a_choice_and_an_unknown_code_to_an_error() {
    let atlas = release::atlas();
    let find = |text: &str| {
        let asked = ExploreQuery { selected: Some(text.to_owned()), ..query("koopwoningen", Level::Gemeente) };
        ExploreView::build(&atlas, &asked)
    };
    assert_eq!(find("Lelystad").unwrap().selected.unwrap().key, "GM0995", "the gemeente before what is called like it");
    let several = find("centrum").unwrap();
    assert!(several.selected.is_none() && several.candidates.len() > 1);
    assert_eq!(find("BU99999999").unwrap_err(), ExploreError::Place("BU99999999".to_owned()));
    assert_eq!(find("qqqqqqqq").unwrap_err(), ExploreError::Place("qqqqqqqq".to_owned()));
}

#[test]
fn the_place_that_is_read_out_is_marked_in_its_class_beside_the_netherlands() {
    let atlas = release::atlas();
    let asked = ExploreQuery { selected: Some("GM1674".into()), ..query("koopwoningen", Level::Gemeente) };
    let view = ExploreView::build(&atlas, &asked).unwrap();
    let selected = view.selected.as_ref().unwrap();
    let owners: Vec<Owner<'_, &str>> = view.marks.iter().map(|mark| mark.owner).collect();
    assert_eq!(owners, [Owner::Place("Roosendaal"), Owner::Reference(Reference::Nederland)]);
    let class = &view.classes[view.marks[0].class];
    let value = selected.figure.value.known().unwrap();
    assert!(class.from.is_none_or(|from| value >= from) && class.to.is_none_or(|to| value < to));
    assert!(selected.of_gemeente.is_none() && selected.gemeente.is_empty(), "a gemeente lies in none");
}

#[test]
fn a_distribution_counts_every_known_region_and_classes_have_none() {
    let atlas = release::atlas();
    let mut drawn = 0;
    for indicator in atlas.catalogue.indicators.iter().filter(|indicator| indicator.choropleth) {
        let view = ExploreView::build(&atlas, &query(&indicator.id, Level::Gemeente)).unwrap();
        let Some(distribution) = &view.distribution else {
            assert!(indicator.unit.ordinal, "{}", indicator.id);
            continue;
        };
        drawn += 1;
        assert_eq!(distribution.bars.iter().sum::<usize>(), view.known(), "{}", indicator.id);
        assert!(view.marks.iter().all(|mark| (distribution.low..=distribution.high).contains(&mark.value)));
    }
    assert!(drawn > 20, "{drawn}");
}
