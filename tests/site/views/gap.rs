//! The distance of a place to its references.

use wijkwijzer::atlas::Matching;
use wijkwijzer::domain::Lang;
use wijkwijzer::domain::round_to;
use wijkwijzer::views::gap::{self, GapView};
use wijkwijzer::views::profile;

use super::{place, say};
use crate::support::release;

#[test]
fn the_gap_of_an_area_says_what_it_said() {
    let atlas = release::atlas();
    let place = place(&atlas, "utrecht-overvecht");
    let mut matching = Matching::new(&atlas, &place);
    for id in ["eenzaam", "ervaren_gezondheid_goed", "koopwoningen"] {
        let of = atlas.indicator(id).unwrap();
        let view = gap::named(&atlas, &mut matching, "Overvecht".into(), of).unwrap();
        insta::assert_snapshot!(format!("gap_{id}"), say::gap(&view));
    }
}

#[test]
fn a_gap_is_the_difference_of_the_two_figures_as_they_are_shown() {
    let atlas = release::atlas();
    let mut seen = 0;
    for area in &atlas.areas {
        let mut matching = Matching::new(&atlas, &area.place);
        for of in gap::choices(&atlas).step_by(4) {
            let indicator = of.indicator;
            let view = gap::named(&atlas, &mut matching, "".into(), of).unwrap();
            for line in &view.lines {
                for (period, point) in view.periods.iter().zip(&line.points) {
                    let both = period.own.value.known().zip(point.figure.value.known());
                    let expected = both.map(|(own, other)| {
                        round_to(own, period.own.decimals) - round_to(other, point.figure.decimals)
                    });
                    match (point.gap, expected) {
                        (Some(gap), Some(expected)) => {
                            seen += 1;
                            let unit = 10_f64.powi(-i32::from(gap.decimals));
                            assert!(
                                (gap.difference() - expected).abs() <= unit / 2.0 + 1e-9,
                                "{} {}",
                                area.area.slug,
                                indicator.id
                            );
                        }
                        (None, None) => {}
                        other => panic!("{} {}: {other:?}", area.area.slug, indicator.id),
                    }
                }
            }
        }
    }
    assert!(seen > 500, "{seen}");
}

#[test]
fn only_areas_have_designations_beside_their_gap_and_they_come_oldest_first() {
    let atlas = release::atlas();
    let of = |key: &str| -> Vec<String> {
        let place = place(&atlas, key);
        let of = atlas.indicator("eenzaam").unwrap();
        let view = gap::named(&atlas, &mut Matching::new(&atlas, &place), "".into(), of).unwrap();
        view.designations.iter().map(|one| one.from.to_owned()).collect()
    };
    let overvecht = of("utrecht-overvecht");
    assert!(overvecht.len() > 1 && overvecht.is_sorted(), "{overvecht:?}");
    assert!(of("GM0344").is_empty() && of("WK034403").is_empty());
}

#[test]
fn at_most_twelve_matched_regions_are_named_those_that_weigh_most_first() {
    let atlas = release::atlas();
    let mut with = 0;
    for area in &atlas.areas {
        let view = profile::build(&atlas, &area.place, Lang::Nl).unwrap();
        let pool = view.gap.unwrap().pool;
        assert!(pool.matched <= pool.members, "{}", area.area.slug);
        assert_eq!(pool.matched > 0, pool.regions > 0, "{}", area.area.slug);
        with += u32::from(pool.matched > 0);
        assert_eq!(pool.named.len(), pool.regions.min(12), "{}", area.area.slug);
        assert!(pool.named.windows(2).all(|pair| pair[0].weight >= pair[1].weight), "{}", area.area.slug);
        assert!(pool.named.iter().all(|region| atlas.areas_containing(region.code).is_empty()));
    }
    assert!(with > 15, "{with}");
}

#[test]
fn a_line_without_a_gap_in_any_period_has_no_column() {
    let atlas = release::atlas();
    // The twenty have a rest of their gemeente that is sometimes withheld; a gemeente has none at all.
    let has = |view: &GapView<'_>| view.shown_lines().all(wijkwijzer::views::gap::GapLine::has_points);
    let mut hidden = 0;
    for area in &atlas.areas {
        let mut matching = Matching::new(&atlas, &area.place);
        for of in gap::choices(&atlas) {
            let view = gap::named(&atlas, &mut matching, "".into(), of).unwrap();
            assert!(has(&view), "{} {}", area.area.slug, view.indicator.id);
            hidden += view.lines.len() - view.shown_lines().count();
            let drawn =
                view.lines.iter().any(|line| line.points.iter().filter(|point| point.gap.is_some()).count() > 1);
            assert_eq!(view.is_drawn(), drawn);
        }
    }
    assert!(hidden > 0, "every line has a gap: this test has lost its subject");
}
