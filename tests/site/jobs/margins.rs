//! A table with margins, made in the form of RIVM: from its rows to profiles, charts, files and the API.

use std::fmt::Write as _;
use std::fs;

use super::{Served, Work, written};

const DELIVERY: &str = r#"
[[delivery]]
id = "proef-marges"
terms = "ons"
vintage = 2024

[[delivery.file]]
path = "gemaakt.csv"
levels = ["land", "gemeente", "buurt"]
code = "WijkenEnBuurten"
select = { Leeftijd = "20300" }
margins = { column = "Marges", value = "MW00000", lower = "MOG0095", upper = "MBG0095" }
period_column = { column = "Perioden", periods = ["2020", "2022", "2024"] }

[[delivery.column]]
measure = "proef_gezond"
column = "Gezond"
decimals = 1
range = [0, 100]
"#;

const CATALOGUE: &str = r#"
[[indicator]]
id = "proef_gezond"
theme = "leefbaarheid"
name = { nl = "Voelt zich gezond (gemaakt)", en = "Feels healthy (made)" }
definition = { nl = "Een gemaakt cijfer met marges.", en = "A made figure with margins." }
unit = "procent"
unit_label = { nl = "% van de inwoners", en = "% of residents" }
polarity = "higher_better"
choropleth = true
roles = ["key_figure"]
period = [
  { period = "2024", vintage = 2024, decimals = 1, source = "proef-marges", levels = ["gemeente", "buurt"], rule = { weighted = { kind = "share", weight = "inwoners" } } },
  { period = "2022", vintage = 2024, decimals = 1, source = "proef-marges", levels = ["gemeente", "buurt"], rule = { weighted = { kind = "share", weight = "inwoners" } } },
  { period = "2020", vintage = 2024, decimals = 1, source = "proef-marges", levels = ["gemeente", "buurt"], rule = { weighted = { kind = "share", weight = "inwoners" } } },
]

[[source]]
id = "proef-marges"
name = { nl = "Gemaakte schattingen", en = "Made estimates" }
publisher = "Van ons"
year = "2024"
licence = "CC0"
attribution = { nl = "Van ons, 2024", en = "Ours, 2024" }
"#;

/// A place of which the margin overlaps that of the country, and one that lies above it.
const NEAR: &str = "BU06060101";
const FAR: &str = "BU06220101";

/// The made table: value with its bounds for the country (56), two gemeenten and their buurten in three years.
fn material(work: &Work) -> String {
    let mut rows = "Leeftijd,Marges,WijkenEnBuurten,Perioden,Gezond_4\n".to_owned();
    let places = work.codes(2024, "GM").into_iter().chain(work.codes(2024, "BU")).chain(["NL01".to_owned()]);
    for code in places {
        let (value, half) = match code.as_str() {
            "NL01" => (56.0, 0.5),
            FAR => (72.0, 3.0),
            code if code.starts_with("GM") => (58.0, 1.0),
            _ => (54.0, 4.0),
        };
        for year in [2020, 2022, 2024] {
            for (member, figure) in [("MW00000", value), ("MOG0095", value - half), ("MBG0095", value + half)] {
                writeln!(rows, "20300,{member},{code:<10},{year}JJ00,{figure:.1}").unwrap();
            }
        }
    }
    rows
}

/// Joiners and unbreakable spaces as what a reader sees.
fn plain(text: &str) -> String {
    text.replace('\u{2060}', "").replace('\u{a0}', " ")
}

fn packed(rows: &str) -> (Work, String) {
    let work = Work::new();
    let rows = if rows.is_empty() { material(&work) } else { rows.to_owned() };
    fs::write(work.material().join("gemaakt.csv"), rows).unwrap();
    written(&work.ours(), "proef-marges", DELIVERY, &[("catalogue.toml", CATALOGUE.to_owned())]);
    let material = work.material().display().to_string();
    (work, material)
}

#[test]
fn a_margin_that_a_source_gives_stands_with_its_figure_wherever_that_stands() {
    let (work, material) = packed("");
    work.said(&["pack", "proef-marges", "--from", &material]);
    let kept = fs::read_to_string(work.ours().join("proef-marges/figures/proef-marges.csv")).unwrap();
    assert!(kept.starts_with("code,proef_gezond@2024,proef_gezond@2024.lower,proef_gezond@2024.upper,"), "{kept}");
    work.said(&["check"]);
    let served = work.serve();
    for (lang, shown, words) in
        [("nl", "54,0% marge (50,0–58,0)", WORDS[0]), ("en", "54.0% interval (50.0–58.0)", WORDS[1])]
    {
        profile(&served, lang, shown, words);
        charts(&served, lang, words);
        map(&served, lang, words);
    }
    files(&served);
    api(&served);
}

/// In a language: not told apart, above, what the margin is called, what it is, why an area has none, decimal mark, bounds.
struct Words {
    alike: &'static str,
    above: &'static str,
    term: &'static str,
    what: &'static str,
    unknown: &'static str,
    figure: &'static str,
    bounds: [&'static str; 2],
}

const WORDS: [&Words; 2] = [
    &Words {
        alike: "Niet te onderscheiden van Nederland (56,0%)",
        above: "16,0 procentpunt hoger dan Nederland (56,0%), gunstiger",
        term: "Marge",
        what: "50,0–58,0: de 95%-betrouwbaarheidsmarge van de schatting, zoals de bron die geeft.",
        unknown: "Onbekend: de bron geeft marges voor",
        figure: "54,0% (50,0–58,0)",
        bounds: ["ondergrens", "bovengrens"],
    },
    &Words {
        alike: "Not distinguishable from the Netherlands (56.0%)",
        above: "16.0 percentage points higher than the Netherlands (56.0%), more favourable",
        term: "Margin",
        what: "50.0–58.0: the 95% confidence interval of the estimate, as its source gives it.",
        unknown: "Unknown: the source gives margins for",
        figure: "54.0% (50.0–58.0)",
        bounds: ["lower_bound", "upper_bound"],
    },
];

fn profile(served: &Served, lang: &str, shown: &str, words: &Words) {
    let page = served.html(&format!("/buurten/{NEAR}?lang={lang}"));
    let row = page.row("proef_gezond");
    assert!(plain(&row.text_of(".row-value")).starts_with(shown), "{}", row.text_of(".row-value"));
    assert_eq!(plain(&row.text_of(".row-sentence")), words.alike);
    assert_eq!(plain(&row.fact(words.term).text()), words.what);
    let periods = row.table_of("table.detail-periods");
    assert_eq!(plain(&periods.row("2022")[1]), words.figure);
    let far = served.html(&format!("/buurten/{FAR}?lang={lang}"));
    assert_eq!(plain(&far.row("proef_gezond").text_of(".row-sentence")), words.above);
    // What is put together here has no margin, and says so; a figure without margins says nothing.
    let area = served.html(&format!("/gebieden/schiedam-nieuwland-oost?lang={lang}"));
    let row = area.row("proef_gezond");
    assert!(!row.has(".margin"), "{row:?}");
    assert!(row.fact(words.term).text().starts_with(words.unknown));
    let other = area.row("woz_waarde");
    assert!(!other.has(".margin") && other.fact_if_any(words.term).is_none());
}

fn charts(served: &Served, lang: &str, words: &Words) {
    for kind in ["stippen", "verloop"] {
        let query = format!("plaats={NEAR}&indicator=proef_gezond&lang={lang}");
        let page = served.html(&format!("/grafiek/{kind}?{query}"));
        assert!(plain(&page.text_of(".chart-table")).contains(words.figure), "{kind}");
        let svg = served.page(&format!("/grafiek/{kind}.svg?{query}"));
        assert!(svg.contains("class=\"fig-margin"), "{kind}: {svg}");
        let said = svg.split("<desc").nth(1).and_then(|rest| rest.split("</desc>").next()).unwrap();
        assert!(plain(said).contains(words.figure), "{kind}: {said}");
        let csv = served.page(&format!("/grafiek/{kind}.csv?{query}"));
        let head = csv.lines().next().unwrap();
        assert!(words.bounds.iter().all(|bound| head.contains(bound)), "{kind}: {head}");
        // A figure without margins is drawn and written as it was.
        let plain_query = format!("plaats={NEAR}&indicator=misdrijven_per_1000&lang={lang}");
        let svg = served.page(&format!("/grafiek/{kind}.svg?{plain_query}"));
        assert!(!svg.contains("class=\"fig-margin"), "{kind}");
        let csv = served.page(&format!("/grafiek/{kind}.csv?{plain_query}"));
        assert!(!csv.contains(words.bounds[0]), "{kind}: {csv}");
    }
}

fn map(served: &Served, lang: &str, words: &Words) {
    let query = format!("indicator=proef_gezond&niveau=buurt&plaats={NEAR}&lang={lang}");
    let page = served.html(&format!("/kaart?{query}"));
    let panel = plain(&page.text_of("article.panel"));
    assert!(page.has("article.panel .margin") && panel.contains("95%"), "{panel}");
    let said = words.alike.to_lowercase().replace("nederland", "Nederland").replace("netherlands", "Netherlands");
    assert!(panel.to_lowercase().contains(&said.to_lowercase()), "{panel}");
    let csv = served.page(&format!("/kaart.csv?{query}"));
    let head = csv.lines().next().unwrap();
    assert!(words.bounds.iter().all(|bound| head.contains(bound)), "{head}");
}

fn files(served: &Served) {
    let csv = served.page(&format!("/buurten/{NEAR}.csv"));
    let mut lines = csv.trim_start_matches('\u{feff}').lines();
    let head: Vec<&str> = lines.next().unwrap().split(';').collect();
    let at = |name: &str| head.iter().position(|key| *key == name).unwrap_or_else(|| panic!("{name}: {head:?}"));
    let rows: Vec<Vec<&str>> = lines.map(|line| line.split(';').collect()).collect();
    let found = |place: &str, indicator: &str| {
        let of = [("code", place), ("indicator", indicator), ("periode", "2024")];
        let row = rows.iter().find(|row| of.iter().all(|(name, value)| row[at(name)] == *value)).unwrap();
        ["waarde", "ondergrens", "bovengrens"].map(|name| row[at(name)])
    };
    assert_eq!(found(NEAR, "proef_gezond"), ["54,0", "50,0", "58,0"]);
    assert_eq!(found("NL01", "proef_gezond"), ["56,0", "55,5", "56,5"]);
    assert_eq!(found(NEAR, "inwoners")[1..], ["", ""]);
    // Files in which nothing has a margin are what they were.
    let other = served.page(&format!("/buurten/{NEAR}.csv?indicator=koopwoningen"));
    assert!(!other.contains("ondergrens"), "{other}");
}

fn api(served: &Served) {
    let region = served.json(&format!("/api/v1/regions/{NEAR}"));
    let all = region["indicators"].as_array().unwrap();
    let of = |id: &str| all.iter().find(|one| one["id"] == id).unwrap()["periods"][0].clone();
    let figure = of("proef_gezond");
    assert_eq!((figure["lower"].as_f64(), figure["upper"].as_f64()), (Some(50.0), Some(58.0)));
    let nederland = &figure["references"]["nederland"];
    assert_eq!((nederland["lower"].as_f64(), nederland["upper"].as_f64()), (Some(55.5), Some(56.5)));
    let other = of("koopwoningen");
    assert!(other.get("lower").is_none() && other.get("upper").is_none(), "{other}");
    let values = served.json("/api/v1/values/proef_gezond/2024/buurt");
    assert_eq!(values["lower"].as_array().map(Vec::len), values["values"].as_array().map(Vec::len));
    assert!(served.json("/api/v1/values/koopwoningen/2024/buurt").get("lower").is_none());
    // What is built from the buurten has none.
    assert!(served.json("/api/v1/values/proef_gezond/2024/wijk").get("upper").is_none());
    let chart = served.json(&format!("/grafiek/stippen.json?plaats={NEAR}&indicator=proef_gezond"));
    let columns = chart["columns"].as_array().unwrap();
    assert!(columns.iter().any(|name| name.as_str().is_some_and(|name| name.ends_with(": ondergrens"))), "{columns:?}");
}

#[test]
fn a_table_with_spoiled_margins_is_refused_and_nothing_is_written() {
    let sound = material(&Work::new());
    let one = |change: &dyn Fn(&str) -> String| {
        let (work, material) = packed(&sound.lines().map(|line| change(line) + "\n").collect::<String>());
        let told = work.refused(&["pack", "proef-marges", "--from", &material]);
        assert!(!work.ours().join("proef-marges/figures").exists(), "{told}");
        told
    };
    let told =
        one(&|line| if line.contains("MOG0095") { String::new() } else { line.to_owned() }.replace("\n\n", "\n"));
    assert!(told.contains("alone"), "{told}");
    let told = one(&|line| line.replace("MBG0095,NL01      ,2024JJ00,56.5", "MBG0095,NL01      ,2024JJ00,55.9"));
    assert!(told.contains("56 with a margin from 55.5 to 55.9 (NL01 of 2024)"), "{told}");
}
