//! Edges that other dashboards get wrong: one test each.
//!
//! Two of them stand elsewhere: a series joined on code across a renumbering in `tests/oracle/vintages.rs`, and a legend that
//! counts every region of its map once in `tests/site/map.rs`.

use wijkwijzer::atlas::{Atlas, LevelFigures};
use wijkwijzer::domain::round_to;
use wijkwijzer::domain::{Indicator, IndicatorPeriod, Lang, Level, Missing, Rule, Value};
use wijkwijzer::stats::breaks::{Method, breaks, class_of};
use wijkwijzer::text;
use wijkwijzer::views::profile::{self, Reference};

use crate::support::{TestSite, release};

/// Every level of every period.
fn levels(atlas: &Atlas) -> impl Iterator<Item = (&Indicator, &IndicatorPeriod, &LevelFigures)> {
    atlas.catalogue.indicators.iter().zip(&atlas.figures).flat_map(|(indicator, figures)| {
        let periods = indicator.periods.iter().zip(&figures.periods);
        periods.flat_map(move |(declared, period)| period.levels.iter().map(move |level| (indicator, declared, level)))
    })
}

#[test]
fn zero_is_shown_as_zero_and_not_as_missing() {
    let atlas = release::atlas();
    let level = atlas.indicator("misdrijven").unwrap().headline().unwrap().level(Level::Buurt).unwrap();
    let regions = &atlas.base().buurt;
    let zero = (0..regions.codes.len()).find(|&at| level.values.get(at) == Value::Known(0.0)).expect("a buurt with 0");
    let site = TestSite::shipped();
    let html = site.html(&format!("/buurten/{}?lang=nl", regions.codes[zero]));
    let value = html.row("misdrijven").one(".row-value");
    assert_eq!(value.text_of(".value"), "0");
    assert!(!value.has(".missing"), "{value:?}");
}

#[test]
fn no_marker_for_missing_ever_becomes_a_value() {
    let atlas = release::atlas();
    for (indicator, declared, level) in levels(&atlas) {
        for value in level.values.known() {
            let marker = [-99_997.0, -99_999.0, -99_995.0, -99_999_999.0].iter().any(|one| (value - one).abs() < 0.5);
            assert!(!marker && value.is_finite(), "{} {} holds {value}", indicator.id, declared.period);
            // Nothing can be negative but a score with a sign, and a share computed as a difference of rounded counts.
            assert!(
                value >= 0.0 || indicator.unit.signed || indicator.id == "aandeel_15_64",
                "{} {}: {value}",
                indicator.id,
                declared.period
            );
        }
    }
}

#[test]
fn map_legend_and_table_share_the_rounded_breaks() {
    let atlas = release::atlas();
    for (indicator, declared, level) in levels(&atlas) {
        for &limit in &level.breaks {
            let rounded = round_to(limit, declared.decimals);
            assert!((limit - rounded).abs() < 1e-9, "{} {}: {limit}", indicator.id, declared.period);
        }
        assert!(level.breaks.windows(2).all(|pair| pair[0] < pair[1]), "{} {}", indicator.id, declared.period);
    }
}

#[test]
fn equal_values_give_one_class_by_every_method() {
    for method in [Method::Quantile, Method::Natural, Method::Equal] {
        assert!(breaks([12.5; 400], 5, 1, &method).is_empty(), "{method:?}");
    }
}

#[test]
fn fewer_values_than_classes_give_fewer_classes_and_none_that_is_empty() {
    for method in [Method::Quantile, Method::Natural, Method::Equal] {
        let values = [1.0, 1.0, 3.0, 3.0, 3.0];
        let found = breaks(values, 5, 0, &method);
        assert_eq!(found.len(), 1, "{method:?}: {found:?}");
        assert_eq!(values.map(|value| class_of(&found, value)), [0, 0, 1, 1, 1], "{method:?}");
    }
    let atlas = release::atlas();
    for (indicator, declared, level) in levels(&atlas).filter(|(_, _, level)| !level.breaks.is_empty()) {
        let mut counts = vec![0; level.breaks.len() + 1];
        for value in level.values.known() {
            counts[class_of(&level.breaks, round_to(value, declared.decimals))] += 1;
        }
        assert!(counts.iter().all(|&count| count > 0), "{} {}: {counts:?}", indicator.id, declared.period);
    }
}

#[test]
fn every_comparison_names_what_it_compares_with() {
    let atlas = release::atlas();
    let (index, _) = atlas.area("utrecht-overvecht").unwrap();
    let view = profile::build(&atlas, atlas.place_of_area(index).unwrap(), Lang::Nl).unwrap();
    let kinds: Vec<Reference<'_>> =
        view.row("koopwoningen").unwrap().references.iter().map(|found| found.reference).collect();
    assert!(matches!(
        kinds.as_slice(),
        [
            Reference::Nederland,
            Reference::Gemeente("Utrecht"),
            Reference::Rest("Utrecht"),
            Reference::Together(_),
            Reference::Matched(Level::Wijk)
        ]
    ));
    let site = TestSite::shipped();
    let sentences = site.html("/gebieden/utrecht-overvecht?lang=nl").texts(".row-sentence");
    assert!(sentences.len() > 30, "{} sentences: this test has lost its subject", sentences.len());
    for sentence in sentences {
        let compares = sentence.contains(" dan ") || sentence.contains("ergelijkbaar met");
        assert!(!compares || sentence.contains("Nederland ("), "{sentence}");
        assert!(!sentence.contains("gemiddeld"), "{sentence}");
    }
}

#[test]
fn a_rank_leaves_out_what_is_unknown_or_partial_and_says_how_many() {
    let atlas = release::atlas();
    let mut incomplete = 0;
    for (indicator, figures) in atlas.catalogue.indicators.iter().zip(&atlas.figures) {
        for (declared, period) in indicator.periods.iter().zip(&figures.periods) {
            for (figure, rank) in period.areas.iter().zip(&period.ranks) {
                let complete = figure.value.known().is_some() && !figure.at_least;
                incomplete += u32::from(!complete);
                let Some(rank) = rank else { continue };
                assert!(complete, "{} {}: a rank on a partial figure", indicator.id, declared.period);
                assert_eq!((rank.of + rank.unknown) as usize, atlas.areas.len());
                assert!(rank.place >= 1 && rank.place <= rank.of && rank.of >= 5);
            }
        }
    }
    assert!(incomplete > 100, "everything is known: this test has lost its subject");
}

#[test]
fn a_count_never_colours_a_map() {
    let atlas = release::atlas();
    for (indicator, declared, level) in levels(&atlas) {
        if matches!(declared.rule, Rule::Sum {}) {
            assert!(!indicator.choropleth, "{} may colour a map", indicator.id);
            assert!(level.breaks.is_empty(), "{} {} has classes", indicator.id, declared.period);
        }
    }
}

#[test]
fn a_class_median_or_rank_is_never_averaged() {
    let atlas = release::atlas();
    let mut seen = 0;
    for (indicator, figures) in atlas.catalogue.indicators.iter().zip(&atlas.figures) {
        for (declared, period) in indicator.periods.iter().zip(&figures.periods) {
            assert!(!indicator.unit.ordinal || matches!(declared.rule, Rule::None { .. }), "{}", indicator.id);
            if !matches!(declared.rule, Rule::None { .. }) {
                continue;
            }
            let derived = period.areas.iter().chain(&period.rest).chain(&period.matched).chain(&period.together);
            for figure in derived {
                seen += 1;
                assert_eq!(figure.value.known(), None, "{} {}", indicator.id, declared.period);
            }
        }
    }
    assert!(seen > 100);
}

#[test]
fn thousands_and_decimal_marks_are_never_mixed() {
    for value in [0.0, 0.5, 999.95, 1234.5, -1234.56, 1_181_645.0, 287_400.0] {
        for decimals in [-3, 0, 1, 2] {
            for (lang, group, mark) in [(Lang::Nl, '.', ','), (Lang::En, ',', '.')] {
                let shown = text::number(lang, value, decimals);
                let (whole, fraction) = shown.split_once(mark).unwrap_or((&shown, ""));
                assert!(!fraction.contains([group, mark]), "{shown}");
                let groups: Vec<&str> = whole.split(group).collect();
                assert!(groups.iter().skip(1).all(|part| part.len() == 3), "{shown}");
                let read: f64 = shown.replace(group, "").replace(mark, ".").replace('\u{2212}', "-").parse().unwrap();
                assert!((read - round_to(value, decimals)).abs() < 1e-9, "{shown}");
            }
        }
    }
}

#[test]
fn a_printed_page_carries_the_name_of_its_place_in_the_header_that_repeats() {
    let site = TestSite::shipped();
    for path in ["/gebieden/utrecht-overvecht", "/gemeenten/GM0344", "/wijken/WK034403", "/buurten/BU03440311"] {
        let html = site.html(&format!("{path}?lang=nl"));
        let name = html.text_of("h1");
        let header = html.text_of(".print-header");
        assert!(!name.is_empty() && header.starts_with(&format!("{name} · ")), "{path}: {header}");
    }
}

#[test]
fn nothing_that_we_subtract_reveals_what_a_source_left_out() {
    let atlas = release::atlas();
    let mut withheld = 0;
    for (indicator, figures) in atlas.catalogue.indicators.iter().zip(&atlas.figures) {
        for (declared, period) in indicator.periods.iter().zip(&figures.periods) {
            if !matches!(declared.rule, Rule::Sum {}) {
                continue;
            }
            for (at, rest) in period.rest.iter().enumerate() {
                let gemeente = atlas.areas[at].area.gemeente;
                let inside = atlas.areas.iter().zip(&period.areas).filter(|(area, _)| area.area.gemeente == gemeente);
                let partial = inside.into_iter().any(|(_, figure)| figure.at_least || figure.value.known().is_none());
                // Published gemeente minus a partial area would hand the reader the part that is missing.
                if partial && rest.coverage.is_none() {
                    withheld += 1;
                    assert_eq!(rest.value.known(), None, "{} {}", indicator.id, declared.period);
                }
            }
        }
    }
    assert!(withheld > 0, "no area is partial: this test has lost its subject");
}

#[test]
fn a_share_or_rate_that_we_compute_stands_on_fifty_persons_or_more() {
    let atlas = release::atlas();
    let rates = atlas.indicator("misdrijven_per_1000").unwrap().headline().unwrap().level(Level::Buurt).unwrap();
    let inhabitants = atlas.indicator("inwoners").unwrap().periods().next().unwrap().level(Level::Buurt).unwrap();
    let mut small = 0;
    for at in 0..rates.values.len() {
        if inhabitants.values.get(at).known().is_some_and(|count| count < 50.0) {
            let value = rates.values.get(at);
            assert!(value.known().is_none(), "{value:?}");
            small += u32::from(value == Value::Missing(Missing::DenominatorTooSmall));
        }
    }
    assert!(small > 100, "{small}");
}
