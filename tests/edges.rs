//! Edges that other dashboards get wrong: one test each.
//!
//! Two of them stand elsewhere: a series joined on code across a renumbering in `tests/vintages.rs`, and a legend that
//! counts every region of its map once in `tests/http/map.rs`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests fail loudly; clippy exempts only the test functions themselves"
)]

mod common;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use http_body_util::BodyExt;
use tower::ServiceExt;
use wijkwijzer::atlas::{Atlas, LevelFigures};
use wijkwijzer::domain::{Indicator, IndicatorPeriod, Lang, Level, Missing, Rule, Unit, Value};
use wijkwijzer::stats::breaks::{Method, breaks, class_of};
use wijkwijzer::stats::round::round_to;
use wijkwijzer::text;
use wijkwijzer::views::profile::{self, Reference};
use wijkwijzer::web::{AppState, router};

async fn page(path: &str) -> String {
    let router = router(AppState::new(common::served()));
    let request = Request::get(path).header("accept", "text/html").body(Body::empty()).unwrap();
    let answer = router.oneshot(request).await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK, "{path}");
    let body = answer.into_body().collect().await.unwrap().to_bytes();
    String::from_utf8(body.to_vec()).expect("pages are UTF-8")
}

/// Every level of every period.
fn levels(atlas: &Atlas) -> impl Iterator<Item = (&Indicator, &IndicatorPeriod, &LevelFigures)> {
    atlas.catalogue.indicators.iter().zip(&atlas.figures).flat_map(|(indicator, figures)| {
        let periods = indicator.periods.iter().zip(&figures.periods);
        periods.flat_map(move |(declared, period)| period.levels.iter().map(move |level| (indicator, declared, level)))
    })
}

#[tokio::test]
async fn zero_is_shown_as_zero_and_not_as_missing() {
    let atlas = common::atlas();
    let level = atlas.indicator("misdrijven").unwrap().headline().unwrap().level(Level::Buurt).unwrap();
    let regions = &atlas.base().buurt;
    let zero = (0..regions.codes.len()).find(|&at| level.values.get(at) == Value::Known(0.0)).expect("a buurt with 0");
    let html = page(&format!("/buurten/{}?lang=nl", regions.codes[zero])).await;
    let row = &html[html.find("class=\"row\" id=\"misdrijven\"").expect("the row")..];
    let row = &row[..row.find("</article>").unwrap()];
    let value = &row[row.find("class=\"row-value\"").unwrap()..];
    let value = &value[..value.find("</p>").unwrap()];
    assert!(value.contains(">0<") && !value.contains("missing"), "{value}");
}

#[test]
fn no_marker_for_missing_ever_becomes_a_value() {
    let atlas = common::atlas();
    for (indicator, declared, level) in levels(&atlas) {
        for value in level.values.known() {
            let marker = [-99_997.0, -99_999.0, -99_995.0, -99_999_999.0].iter().any(|one| (value - one).abs() < 0.5);
            assert!(!marker && value.is_finite(), "{} {} holds {value}", indicator.id, declared.period);
            // Nothing in the catalogue can be negative but a share computed as a difference of rounded counts.
            assert!(value >= 0.0 || indicator.id == "aandeel_15_64", "{} {}: {value}", indicator.id, declared.period);
        }
    }
}

#[test]
fn map_legend_and_table_share_the_rounded_breaks() {
    let atlas = common::atlas();
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
    let atlas = common::atlas();
    for (indicator, declared, level) in levels(&atlas).filter(|(_, _, level)| !level.breaks.is_empty()) {
        let mut counts = vec![0; level.breaks.len() + 1];
        for value in level.values.known() {
            counts[class_of(&level.breaks, round_to(value, declared.decimals))] += 1;
        }
        assert!(counts.iter().all(|&count| count > 0), "{} {}: {counts:?}", indicator.id, declared.period);
    }
}

#[tokio::test]
async fn every_comparison_names_what_it_compares_with() {
    let atlas = common::atlas();
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
            Reference::Together,
            Reference::Matched(Level::Wijk)
        ]
    ));
    let html = page("/gebieden/utrecht-overvecht?lang=nl").await;
    for sentence in html.split("class=\"row-sentence\">").skip(1) {
        let sentence = &sentence[..sentence.find("</p>").unwrap()];
        let compares = sentence.contains(" dan ") || sentence.contains("ergelijkbaar met");
        assert!(!compares || sentence.contains("Nederland ("), "{sentence}");
        assert!(!sentence.contains("gemiddeld"), "{sentence}");
    }
}

#[test]
fn a_rank_leaves_out_what_is_unknown_or_partial_and_says_how_many() {
    let atlas = common::atlas();
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
    let atlas = common::atlas();
    for (indicator, declared, level) in levels(&atlas) {
        if matches!(declared.rule, Rule::Sum {}) {
            assert!(!indicator.choropleth, "{} may colour a map", indicator.id);
            assert!(level.breaks.is_empty(), "{} {} has classes", indicator.id, declared.period);
        }
    }
}

#[test]
fn a_class_median_or_rank_is_never_averaged() {
    let atlas = common::atlas();
    let mut seen = 0;
    for (indicator, figures) in atlas.catalogue.indicators.iter().zip(&atlas.figures) {
        for (declared, period) in indicator.periods.iter().zip(&figures.periods) {
            assert!(indicator.unit != Unit::Klasse || matches!(declared.rule, Rule::None { .. }), "{}", indicator.id);
            if !matches!(declared.rule, Rule::None { .. }) {
                continue;
            }
            let derived = period.areas.iter().chain(&period.rest).chain(&period.matched).chain([&period.together]);
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
                assert!((read - text::round_to(value, decimals)).abs() < 1e-9, "{shown}");
            }
        }
    }
}

#[tokio::test]
async fn a_printed_page_carries_the_name_of_its_place_in_the_header_that_repeats() {
    for path in ["/gebieden/utrecht-overvecht", "/gemeenten/GM0344", "/wijken/WK034403", "/buurten/BU03440311"] {
        let html = page(&format!("{path}?lang=nl")).await;
        let name = &html[html.find("<h1>").unwrap() + 4..];
        let name = &name[..name.find("</h1>").unwrap()];
        let header = &html[html.find("class=\"print-header\"").expect("a header for print")..];
        let header = &header[..header.find("</div></div>").expect("the header ends")];
        assert!(header.contains(name), "{path}: {header}");
    }
}

#[test]
fn nothing_that_we_subtract_reveals_what_a_source_left_out() {
    let atlas = common::atlas();
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
    let atlas = common::atlas();
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
