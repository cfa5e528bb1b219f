//! Places side by side.

use wijkwijzer::atlas::PeriodRef;
use wijkwijzer::domain::Lang;
use wijkwijzer::views::compare::{CompareError, CompareQuery, CompareView, MOST};

use super::say;
use crate::support::release;

fn query(keys: &[&str], indicator: Option<&str>) -> CompareQuery {
    CompareQuery { keys: keys.iter().map(|&key| key.to_owned()).collect(), indicator: indicator.map(str::to_owned) }
}

const THREE: [&str; 3] = ["utrecht-overvecht", "GM1674", "BU03440311"];

#[test]
fn three_places_of_different_levels_say_what_they_said() {
    let atlas = release::atlas();
    let view = CompareView::build(&atlas, &query(&THREE, None), Lang::Nl).unwrap();
    let rows = ["inwoners", "koopwoningen", "misdrijven_per_1000", "stedelijkheid", "ervaren_gezondheid_goed"];
    let said = [
        say::compare(&view, &rows),
        say::compare_maps(&view.maps().unwrap()),
        say::compare_trends(&view.trends().unwrap()),
    ];
    insta::assert_snapshot!("three_places", said.join("\n"));
}

#[test]
fn a_row_is_of_the_period_that_most_places_have_a_figure_of() {
    let atlas = release::atlas();
    let view = CompareView::build(&atlas, &query(&THREE, None), Lang::Nl).unwrap();
    let mut older = 0;
    for row in view.rows() {
        let of = atlas.indicator(&row.indicator.id).unwrap();
        let known = |at: PeriodRef<'_>| {
            let figures = view.places.iter().map(|place| atlas.place_figure(&place.place, at));
            figures.filter(|figure| figure.value.known().is_some()).count()
        };
        let shown = row.figures.iter().filter(|one| one.value.known().is_some()).count();
        let most = of.periods().map(known).max().unwrap();
        assert_eq!(shown, most, "{}", row.indicator.id);
        let headline = of.headline().unwrap();
        older += usize::from(row.period.period != headline.period.period);
        if known(headline) == most {
            assert_eq!(row.period.period, headline.period.period, "{}", row.indicator.id);
        }
    }
    assert!(older < view.rows().count() / 2, "{older}");
}

#[test]
fn a_comparison_of_fewer_than_two_places_has_no_rows() {
    let atlas = release::atlas();
    for keys in [&[][..], &["GM0344"]] {
        let view = CompareView::build(&atlas, &query(keys, None), Lang::Nl).unwrap();
        assert_eq!((view.places.len(), view.rows().count(), view.sources.len()), (keys.len(), 0, 0));
    }
}

#[test]
fn what_cannot_be_compared_is_refused_by_name() {
    let atlas = release::atlas();
    let refused = |keys: &[&str], indicator| CompareView::build(&atlas, &query(keys, indicator), Lang::Nl).unwrap_err();
    assert_eq!(refused(&["GM0344", "GM0344"], None), CompareError::Twice("Utrecht".to_owned()));
    let seven = ["GM0344", "GM0363", "GM0599", "GM0518", "GM0772", "GM0014", "GM0034"];
    assert_eq!(refused(&seven, None), CompareError::TooMany(MOST + 1));
    assert!(matches!(refused(&["nergens", "GM0344"], None), CompareError::Place(_)));
    assert_eq!(refused(&["GM0344", "GM0363"], Some("geluk")), CompareError::Indicator("geluk".to_owned()));
}

#[test]
fn the_maps_of_a_comparison_count_every_part_in_a_class_or_as_missing() {
    let atlas = release::atlas();
    for id in ["koopwoningen", "inkomen_per_inwoner", "ervaren_gezondheid_goed"] {
        let view = CompareView::build(&atlas, &query(&THREE, Some(id)), Lang::Nl).unwrap();
        let maps = view.maps().unwrap();
        let parts: usize = maps.places.iter().map(|place| place.parts.len()).sum();
        assert_eq!(maps.classes.iter().map(|class| class.count).sum::<usize>() + maps.missing, parts, "{id}");
        assert_eq!(maps.places.len(), 3);
        assert!(parts > 20, "{id}: {parts}");
    }
}

#[test]
fn a_count_has_neither_maps_nor_a_course_nor_one_scale() {
    let atlas = release::atlas();
    let view = CompareView::build(&atlas, &query(&THREE, Some("inwoners")), Lang::Nl).unwrap();
    assert!(view.maps().is_none() && view.trends().is_none());
    assert!(!view.chosen_row().unwrap().on_one_scale());
    let view = CompareView::build(&atlas, &query(&THREE, Some("eenzaam")), Lang::Nl).unwrap();
    assert!(view.trends().is_some() && view.chosen_row().unwrap().on_one_scale());
}
