//! Units that are data, on every surface: marks, an index, a score with stretches, rare events, years, energy, and one that
//! nobody but its catalogue knows. Their figures are those of one percentage, moved along a straight line, so that an
//! average of them is known without asking the program.

use std::sync::{Arc, OnceLock};

use resvg::usvg::roxmltree::Document;
use wijkwijzer::atlas::Atlas;
use wijkwijzer::domain::{Class, FigureColumn, Indicator, Lang, Level, NoAggregation, Rule, Text, Unit, Value, Words};
use wijkwijzer::ingest::read_geodata;
use wijkwijzer::text;
use wijkwijzer::web::ReleaseState;

use crate::cut;
use crate::readers::records;
use crate::support::{TestSite, release};

/// The percentage that the others are made of.
const BASE: &str = "ervaren_gezondheid_goed";
const AREA: &str = "vlaardingen-west";

/// An indicator in a unit, and what a reader must find of it in Dutch and in English.
struct Case {
    unit: &'static str,
    decimals: i8,
    /// Times the percentage, and how much more.
    line: (f64, f64),
    label: [&'static str; 2],
    /// What stands behind the number in a narrow column.
    sign: &'static str,
    /// What a difference counts in.
    apart: [&'static str; 2],
}

const CASES: [Case; 7] = [
    Case {
        unit: "rapportcijfer",
        decimals: 1,
        line: (0.05, 3.5),
        label: ["gemiddeld rapportcijfer", "mean mark"],
        sign: "",
        apart: ["punten", "points"],
    },
    Case {
        unit: "index",
        decimals: 0,
        line: (1.3, 0.0),
        label: ["Nederland is 100", "the Netherlands is 100"],
        sign: "",
        apart: ["punten", "points"],
    },
    Case {
        unit: "score",
        decimals: 2,
        line: (0.01, -0.75),
        label: ["afwijking van het gemiddelde", "deviation from the mean"],
        sign: "",
        apart: ["punten", "points"],
    },
    Case {
        unit: "per10000_inwoners",
        decimals: 1,
        line: (0.1, 0.0),
        label: ["per 10.000 inwoners", "per 10,000 residents"],
        sign: "",
        apart: ["per 10.000 inwoners", "per 10,000 residents"],
    },
    Case { unit: "jaar", decimals: 1, line: (0.5, 45.0), label: ["jaar", "years"], sign: "", apart: ["jaar", "years"] },
    Case {
        unit: "kilowattuur",
        decimals: 0,
        line: (30.0, 0.0),
        label: ["per woning", "per dwelling"],
        sign: "\u{a0}kWh",
        apart: ["kWh", "kWh"],
    },
    // Of its own catalogue, and told as a part of what it is compared with.
    Case { unit: "bomen", decimals: 0, line: (40.0, 0.0), label: ["bomen", "trees"], sign: "", apart: ["%", "%"] },
];

const LANGS: [(usize, Lang); 2] = [(0, Lang::Nl), (1, Lang::En)];

fn both(nl: &str, en: &str) -> Text {
    Text { nl: nl.to_owned(), en: en.to_owned() }
}

impl Case {
    fn moved(&self, percentage: f64) -> f64 {
        percentage * self.line.0 + self.line.1
    }

    /// The figure as a narrow column has it.
    fn short(&self, lang: Lang, percentage: f64) -> String {
        let number = text::number(lang, self.moved(percentage), self.decimals);
        let plus = if self.unit == "score" && !number.starts_with('\u{2212}') { "+" } else { "" };
        format!("{plus}{number}{}", self.sign)
    }

    fn declared(&self) -> Unit {
        let words =
            |nl: [&str; 2], en: [&str; 2]| Words { nl: nl.map(str::to_owned).into(), en: en.map(str::to_owned).into() };
        if self.unit == "bomen" {
            let trees = words(["boom", "bomen"], ["tree", "trees"]);
            let like = Unit::built_in()[0].clone();
            return Unit { id: self.unit.to_owned(), words: trees, relative: true, ..like };
        }
        let unit = Unit::built_in().iter().find(|unit| unit.id == self.unit).unwrap().clone();
        if self.unit != "score" {
            return unit;
        }
        let below = Class { from: None, label: both("onder het gemiddelde", "below average") };
        let above = Class { from: Some(0.0), label: both("boven het gemiddelde", "above average") };
        Unit { classes: vec![below, above], ..unit }
    }

    fn of(&self, base: &Indicator) -> Indicator {
        let mut made = base.clone();
        self.unit.clone_into(&mut made.id);
        // A theme with few figures, so that all stand open.
        (made.theme, made.name) = ("leefbaarheid".to_owned(), both(self.unit, self.unit));
        made.unit = self.declared().into();
        made.unit_label = both(self.label[0], self.label[1]);
        made.roles.clear();
        for period in &mut made.periods {
            (period.decimals, period.area_decimals) = (self.decimals, None);
            if self.unit == "rapportcijfer" {
                period.rule = Rule::None { because: NoAggregation::Mark };
            }
        }
        made
    }
}

fn atlas() -> Arc<Atlas> {
    static ATLAS: OnceLock<Arc<Atlas>> = OnceLock::new();
    let build = || {
        let mut dataset = read_geodata(&cut::of_shipped().path(), &()).unwrap();
        let base = dataset.catalogue.indicator(BASE).unwrap().clone();
        let has = |columns: &[FigureColumn]| columns.iter().any(|column| column.measure == BASE);
        let table = dataset.figures.iter_mut().find(|table| has(&table.columns)).unwrap();
        let columns: Vec<FigureColumn> =
            table.columns.iter().filter(|column| column.measure == BASE).cloned().collect();
        for case in &CASES {
            dataset.catalogue.indicators.push(case.of(&base));
            table.columns.extend(columns.iter().map(|column| FigureColumn {
                measure: case.unit.to_owned(),
                period: column.period,
                values: column.values.iter().map(|value| value.map(|percentage| case.moved(percentage))).collect(),
                margins: None,
            }));
        }
        Arc::new(Atlas::build(&dataset, "abc", "2026-12-01T00:00:00Z", &[]).unwrap())
    };
    Arc::clone(ATLAS.get_or_init(build))
}

fn site() -> TestSite {
    TestSite::of(ReleaseState::new(atlas(), Arc::clone(&release::served().pyramids)))
}

/// The buurt of Vlaardingen with the lowest percentage, and that percentage.
fn lowest() -> (String, f64) {
    let atlas = atlas();
    let at = atlas.indicator(BASE).unwrap().headline().unwrap();
    let buurten = atlas.base().buurt.codes.iter().enumerate().filter(|(_, code)| code.as_str().starts_with("BU0622"));
    let known = buurten.filter_map(|(at_position, code)| Some((code, at.region(Level::Buurt, at_position).known()?)));
    let (code, value) = known.min_by(|one, other| one.1.total_cmp(&other.1)).unwrap();
    (code.to_string(), value)
}

#[test]
fn a_row_of_a_profile_has_the_sign_the_words_and_the_difference_of_its_unit() {
    let (site, (code, percentage)) = (site(), lowest());
    for (at, lang) in LANGS {
        let page = site.html(&format!("/buurten/{code}?lang={}", lang.tag()));
        for case in &CASES {
            let row = page.row(case.unit);
            assert_eq!(spaces(&row.text_of(".value")), spaces(&case.short(lang, percentage)), "{}", case.unit);
            let unit = row.text_of(".row-unit");
            let stretch = ["onder het gemiddelde, ", "below average, "][at];
            let behind =
                if case.unit == "score" { format!("{stretch}{}", case.label[at]) } else { case.label[at].to_owned() };
            assert!(unit.starts_with(&behind), "{}: {unit}", case.unit);
            // Matched against the country, which is the two gemeenten of the cut; a mark is not added up to it.
            if case.unit != "rapportcijfer" {
                let sentence = spaces(&row.text_of(".row-sentence"));
                let lower = format!("{} {}", case.apart[at], ["lager dan", "lower than"][at]);
                assert!(sentence.contains(&lower), "{}: {sentence}", case.unit);
            }
        }
    }
}

#[test]
fn a_score_is_averaged_below_zero_and_a_mark_gives_its_spread() {
    let atlas = atlas();
    let (_, area) = atlas.area(AREA).unwrap();
    let figure = |id: &str| {
        let at = atlas.indicator(id).unwrap().headline().unwrap();
        atlas.place_figure(&area.place, at).value
    };
    let percentage = figure(BASE).known().unwrap();
    for case in CASES.iter().filter(|case| case.unit != "rapportcijfer") {
        let found = figure(case.unit).known().unwrap();
        assert!((found - case.moved(percentage)).abs() < 1e-9, "{}: {found}", case.unit);
    }
    assert!(figure("score").known().unwrap() < 0.0, "this test is about a score below zero");
    let page = site().html(&format!("/gebieden/{AREA}?lang=nl"));
    let score = CASES.iter().find(|case| case.unit == "score").unwrap();
    assert_eq!(page.row("score").text_of(".value"), score.short(Lang::Nl, percentage));
    assert_eq!(figure("rapportcijfer"), Value::Missing(wijkwijzer::domain::Missing::NotAggregable));
    let mark = page.row("rapportcijfer").text();
    assert!(mark.contains("er is niet bekend hoeveel mensen het cijfer gaven"), "{mark}");
    assert!(mark.contains(" buurten: "), "the spread of its parts: {mark}");
}

#[test]
fn map_legend_panel_file_and_api_say_the_unit() {
    let (site, (code, percentage)) = (site(), lowest());
    for case in &CASES {
        for (at, lang) in LANGS {
            let query =
                format!("?indicator={}&niveau=buurt&gebied=GM0622&plaats={code}&lang={}", case.unit, lang.tag());
            let page = site.html(&format!("/kaart{query}"));
            assert!(page.text_of(".legend-unit").contains(case.label[at]), "{}", case.unit);
            let bounds = page.texts("table.legend tbody th");
            let bound = bounds.iter().find(|bound| bound.chars().any(|letter| letter.is_ascii_digit())).unwrap();
            assert!(
                bound.contains(case.sign) && (case.unit != "score" || bound.contains(['+', '\u{2212}'])),
                "{bound}"
            );
            let value = spaces(&page.text_of(".panel-value"));
            assert!(value.starts_with(&spaces(&case.short(lang, percentage))), "{}: {value}", case.unit);
            if case.unit == "score" {
                assert!(value.ends_with(["(onder het gemiddelde)", "(below average)"][at]), "{value}");
            }
        }
        let csv = site.get(&format!("/kaart.csv?indicator={}&niveau=buurt&gebied=GM0622&lang=nl", case.unit));
        let rows = records(csv.text(), b';');
        let row = rows.iter().find(|row| row["code"] == code).unwrap();
        assert_eq!(row["eenheid"], case.label[0]);
        assert_eq!(row["waarde"].replace('\u{2212}', "-"), plain(case.moved(percentage), case.decimals));
    }
    let api = site.get("/api/v1/indicators").json();
    for case in &CASES {
        let indicators = api["indicators"].as_array().unwrap();
        let found = indicators.iter().find(|indicator| indicator["id"] == case.unit).unwrap();
        assert_eq!([&found["unit"]["nl"], &found["unit"]["en"]], case.label);
    }
}

/// The text with spaces that may break a line.
fn spaces(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

/// A number as a Dutch spreadsheet reads it.
fn plain(value: f64, decimals: i8) -> String {
    format!("{:.*}", usize::try_from(decimals).unwrap(), value).replace('.', ",")
}

#[test]
fn charts_write_values_axis_and_differences_in_the_unit() {
    let (site, (code, percentage)) = (site(), lowest());
    let texts = |address: &str| -> Vec<String> {
        let svg = site.get(address).good().text().to_owned();
        let document = Document::parse(&svg).unwrap();
        let nodes = document.descendants().filter(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "text")));
        nodes.map(|node| node.descendants().filter_map(|part| part.text()).collect::<String>()).collect()
    };
    for case in &CASES {
        for (at, lang) in LANGS {
            let query = format!("?plaats={code}&indicator={}&lang={}", case.unit, lang.tag());
            let course = texts(&format!("/grafiek/verloop.svg{query}"));
            let latest = case.short(lang, percentage);
            assert!(course.iter().any(|text| text.contains(&latest)), "{}: no {latest} in {course:?}", case.unit);
            if case.unit == "kilowattuur" {
                assert!(course.iter().filter(|text| text.ends_with("\u{a0}kWh")).count() > 3, "ticks: {course:?}");
            }
            if case.unit == "score" {
                assert!(course.iter().any(|text| text.starts_with('\u{2212}')), "ticks: {course:?}");
            }
            if case.unit != "rapportcijfer" {
                let gap = texts(&format!("/grafiek/achterstand.svg{query}"));
                let points = ["index", "score"].contains(&case.unit);
                let unit = if points { format!("in {}", case.apart[at]) } else { case.label[at].to_owned() };
                let heading = format!("{} {unit}, ", ["verschil,", "difference,"][at]);
                assert!(gap.iter().any(|text| text.starts_with(&heading)), "{}: no {heading} in {gap:?}", case.unit);
            }
        }
    }
}
