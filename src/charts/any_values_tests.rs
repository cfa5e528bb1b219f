//! Whatever the values and the names: a chart is drawn, is well-formed, and stays within its sheet.

use proptest::prelude::*;
use resvg::usvg::roxmltree::{Document, Node};

use super::{Dress, Form, Imprint, Sheet, draw, words};
use crate::domain::{
    Indicator, IndicatorPeriod, Lang, Level, Missing, Period, Reference, Rule, ShownFigure, Text, Unit, Value, Vintage,
};
use crate::views::chart::{Chart, DotRow, DotsView, SeriesOwner, TrendLine, TrendView, drawable};
use crate::views::profile::Figure;

fn text(text: &str) -> Text {
    Text { nl: text.to_owned(), en: text.to_owned() }
}

fn indicator(name: &str, years: &[u16], decimals: i8, break_at: usize) -> Indicator {
    let period = |(at, &year): (usize, &u16)| IndicatorPeriod {
        period: Period::Year(year),
        vintage: Vintage(2024),
        decimals,
        area_decimals: None,
        source: String::new(),
        levels: vec![Level::Gemeente],
        published: true,
        rule: Rule::Weighted {
            kind: crate::domain::WeightedKind::Share,
            weight: "inwoners".to_owned(),
            weight_period: Some(Period::Year(year)),
            stand_in: false,
        },
        break_before: (at == break_at).then(|| text("Een andere vraag.")),
        nil_without_row: false,
    };
    Indicator {
        id: "x".to_owned(),
        theme: "wonen".to_owned(),
        name: text(name),
        unit: Unit::percent().clone().into(),
        unit_label: text("% van de woningen"),
        choropleth: true,
        periods: years.iter().enumerate().map(period).collect(),
        ..Indicator::default()
    }
}

const fn reference(reference: Reference<'_>) -> SeriesOwner<'_> {
    SeriesOwner::Reference(reference)
}

fn shown(value: Option<f64>) -> ShownFigure {
    let value = value.map_or(Value::Missing(Missing::BoundaryChanged), Value::Known);
    ShownFigure::new(Figure::published(value), 1)
}

/// Holds a drawing against its sheet.
fn within(svg: &str) {
    let document = Document::parse(svg).unwrap_or_else(|error| panic!("{error}: {svg}"));
    let root = document.root_element();
    let size: Vec<f64> = root.attribute("viewBox").unwrap().split(' ').map(|part| part.parse().unwrap()).collect();
    assert!(root.children().any(|node| node.has_tag_name("title")) && root.attribute("role") == Some("img"));
    let inside = |x: f64, y: f64, node: &Node<'_, '_>| {
        let fits = x >= -0.5 && x <= size[2] + 0.5 && y >= -0.5 && y <= size[3] + 0.5;
        assert!(fits, "({x}, {y}) of {node:?} lies outside {size:?}");
    };
    let number = |node: &Node<'_, '_>, name: &str| node.attribute(name).map_or(0.0, |text| text.parse().unwrap());
    for node in document.descendants().filter(Node::is_element) {
        match node.tag_name().name() {
            "circle" => inside(number(&node, "cx"), number(&node, "cy"), &node),
            "text" => inside(number(&node, "x"), number(&node, "y"), &node),
            "rect" => {
                let (x, y) = (number(&node, "x"), number(&node, "y"));
                inside(x, y, &node);
                inside(x + number(&node, "width"), y + number(&node, "height"), &node);
            }
            "path" => {
                let points = node.attribute("d").unwrap().split(['M', 'L']).filter(|part| !part.is_empty());
                for point in points {
                    let (x, y) = point.trim_end_matches("h0").split_once(' ').unwrap();
                    inside(x.parse().unwrap(), y.parse().unwrap(), &node);
                }
            }
            _ => {}
        }
        assert!(node.attribute("style").is_none() && node.attribute("fill").is_none(), "{node:?} has a colour");
    }
}

fn draw_all(chart: &Chart<'_>) {
    for lang in [Lang::Nl, Lang::En] {
        let words = words(chart, &Imprint { lang, sources: &[], release: "abc" });
        for form in [Form::Wide, Form::Narrow] {
            for dress in [Dress::Inline, Dress::File] {
                within(&draw(chart, &words, lang, Sheet { form, dress }).unwrap());
            }
        }
    }
}

fn values() -> impl Strategy<Value = Vec<Option<f64>>> {
    let value = prop_oneof![Just(None), Just(Some(0.0)), any::<f64>().prop_map(Some), (-1e4..1e6).prop_map(Some)];
    proptest::collection::vec(value, 4)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_trend_of_any_values_stays_within_its_sheet(
        series in proptest::collection::vec(values(), 1..6),
        name in "\\PC{0,60}",
        years in (1990_u16..2020, 1_u16..9, 1_u16..9, 1_u16..9),
        decimals in -3_i8..4,
        break_at in 0_usize..6,
    ) {
        let years = [years.0, years.0 + years.1, years.0 + years.1 + years.2, years.0 + years.1 + years.2 + years.3];
        let indicator = indicator(&name, &years, decimals, break_at);
        let line = |(at, values): (usize, &Vec<Option<f64>>)| TrendLine {
            owner: reference(if at == 0 { Reference::Nederland } else { Reference::Rest(&name) }),
            figures: values.iter().map(|&value| shown(value)).collect(),
        };
        let lines = series.iter().enumerate().map(line).collect();
        let periods = indicator.periods.iter().collect();
        draw_all(&Chart::Trend(TrendView { indicator: &indicator, periods, lines, designations: Vec::new() }));
    }

    #[test]
    fn dots_of_any_values_stay_within_their_sheet(
        series in proptest::collection::vec(values(), 1..6),
        name in "\\PC{0,60}",
        decimals in -3_i8..4,
    ) {
        let indicator = indicator(&name, &[2024], decimals, 9);
        let row = |values: &Vec<Option<f64>>| {
            let own = shown(values.first().copied().flatten());
            let known = values.iter().map(|&value| shown(value)).filter_map(|value| drawable(&value));
            DotRow { owner: reference(Reference::Gemeente(&name)), shown: own, members: known.collect(), level: Some(Level::Buurt) }
        };
        let rows = series.iter().map(row).collect();
        draw_all(&Chart::Dots(DotsView { indicator: &indicator, period: &indicator.periods[0], rows }));
    }
}

#[test]
fn names_cannot_leave_their_element() {
    let indicator = indicator("Eenzaam <script>\"18+\" & ouder", &[2012, 2016], 1, 9);
    let figures = vec![shown(Some(1.0)), shown(Some(2.0))];
    let lines = vec![TrendLine { owner: reference(Reference::Gemeente("</text><b>")), figures }];
    let periods = indicator.periods.iter().collect();
    let chart = Chart::Trend(TrendView { indicator: &indicator, periods, lines, designations: Vec::new() });
    let words = words(&chart, &Imprint { lang: Lang::Nl, sources: &[], release: "abc" });
    let svg = draw(&chart, &words, Lang::Nl, Sheet { form: Form::Wide, dress: Dress::Picture }).unwrap();
    assert!(!svg.contains("<script") && !svg.contains("<b>"));
    within(&svg);
}

#[test]
fn a_missing_period_and_a_break_leave_a_gap_in_the_line() {
    let drawn = |values: [Option<f64>; 3], break_at| {
        let indicator = indicator("x", &[2012, 2016, 2020], 0, break_at);
        let figures = values.map(shown).to_vec();
        let lines = vec![TrendLine { owner: reference(Reference::Nederland), figures }];
        let periods = indicator.periods.iter().collect();
        let chart = Chart::Trend(TrendView { indicator: &indicator, periods, lines, designations: Vec::new() });
        let words = words(&chart, &Imprint { lang: Lang::Nl, sources: &[], release: "abc" });
        let svg = draw(&chart, &words, Lang::Nl, Sheet { form: Form::Wide, dress: Dress::Inline }).unwrap();
        let path = svg.split("<path class=\"fig-ref fig-r1\" d=\"").nth(1).map(|rest| rest.split('"').next().unwrap());
        path.map_or(0, |path| path.matches('L').count())
    };
    assert_eq!(drawn([Some(1.0), Some(2.0), Some(3.0)], 9), 2);
    assert_eq!(drawn([Some(1.0), None, Some(3.0)], 9), 0);
    assert_eq!(drawn([Some(1.0), Some(2.0), Some(3.0)], 2), 1);
}
