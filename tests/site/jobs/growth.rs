//! Job 8: what is large is told and taken in all the same.

use std::fmt::Write as _;
use std::fs;

use super::{Work, program, written};

/// The year of the division that is added.
const YEAR: u16 = 2015;
const INDICATORS: [usize; 3] = [1, 2, 3];
const PERIODS: [u16; 4] = [2021, 2022, 2023, 2024];

/// The outlines and names of 2020 under an earlier year.
fn division(work: &Work) {
    let like = work.shipped.path().join("grenzen-2020");
    let outlines = fs::read_to_string(like.join("boundaries/2020.json")).unwrap();
    let outlines = outlines.replace("\"vintage\":2020", &format!("\"vintage\":{YEAR}"));
    let regions = fs::read_to_string(like.join("regions/2020.csv")).unwrap();
    let files = [("boundaries/2015.json", outlines), ("regions/2015.csv", regions)];
    written(&work.ours(), "grenzen-2015", "", &files);
}

/// The figure of a buurt.
fn value(at: usize, indicator: usize, year: u16) -> String {
    format!("{}.{}", (at * 3 + indicator) % 100, year % 10)
}

/// An indicator with its figures.
fn indicator(work: &Work, number: usize) {
    let (id, measure) = (format!("groei-{number:03}"), format!("groei_{number:03}"));
    let columns: Vec<String> = PERIODS.iter().map(|year| format!("{measure}@{year}")).collect();
    let mut figures = format!("code,{}\n", columns.join(","));
    for (at, code) in work.codes(2024, "BU").iter().enumerate() {
        let values: Vec<String> = PERIODS.iter().map(|year| value(at, number, *year)).collect();
        writeln!(figures, "{code},{}", values.join(",")).unwrap();
    }
    let words = format!("{{ nl = \"Groei {number}\", en = \"Growth {number}\" }}");
    let mut catalogue = format!(
        "[[indicator]]\nid = \"{measure}\"\ntheme = \"wonen\"\nname = {words}\ndefinition = {words}\nunit = \"procent\"\n\
         unit_label = {words}\npolarity = \"neutral\"\nchoropleth = true\nperiod = [\n"
    );
    for year in PERIODS.iter().rev() {
        writeln!(
            catalogue,
            "  {{ period = \"{year}\", vintage = 2024, decimals = 1, source = \"cbs-kwb-2024\", levels = [\"buurt\"], \
             rule = {{ weighted = {{ kind = \"share\", weight = \"huishoudens\" }} }} }},"
        )
        .unwrap();
    }
    catalogue.push_str("]\n");
    let delivery = format!("\n[[delivery]]\nid = \"{id}\"\nterms = \"ons\"\nvintage = 2024\n");
    let figures_file = format!("figures/{id}.csv");
    written(&work.ours(), &id, &delivery, &[("catalogue.toml", catalogue), (&figures_file, figures)]);
}

#[test]
fn sizes_warn_and_refuse_nothing_and_what_is_large_is_served_beside_the_shipped() {
    let work = Work::new();
    division(&work);
    for number in INDICATORS {
        indicator(&work, number);
    }
    let told = work.said(&["pack", "--large-file", "2000", "--large", "50000"]);
    assert!(told.contains("warning: "), "{told}");
    let told = work.said(&["check", "--large-file", "2000", "--large", "50000"]);
    let warnings: Vec<&str> = told.lines().filter(|line| line.starts_with("warning: ")).collect();
    let of = |what: &str, advised: &str| {
        let fits =
            |line: &&&str| line.contains(what) && line.ends_with(&format!("more than the {advised} that are advised"));
        warnings.iter().filter(fits).count()
    };
    assert_eq!(of("ours/grenzen-2015/boundaries/2015.json: ", "2000"), 1, "{told}");
    assert_eq!(of("ours/groei-002/figures/groei-002.csv: ", "2000"), 1, "{told}");
    assert_eq!(of("all files together: ", "50000"), 1, "{told}");
    assert!(told.contains("no faults"), "{told}");
    assert!(!work.said(&["check"]).contains("warning: "), "nothing of this is large by the limits that everyone has");

    let served = work.serve();
    let buurten = work.codes(2024, "BU");
    let at = buurten.iter().position(|code| code == "BU06060101").unwrap();
    for number in INDICATORS {
        let values = served.json(&format!("/api/v1/values/groei_{number:03}/2022/buurt"));
        let expected: f64 = value(at, number, 2022).parse().unwrap();
        assert_eq!(values["values"][at].as_f64(), Some(expected), "{number}");
    }
    let page = served.html("/buurten/BU06060101");
    for row in ["groei_001", "groei_003", "koopwoningen"] {
        assert!(!page.row(row).text().is_empty(), "{row}");
    }
    let former = served.json(&format!("/api/v1/regions/BU06060101?indeling={YEAR}"));
    assert!(former.to_string().contains(&YEAR.to_string()), "{former:#}");
    assert!(served.page(&format!("/tiles/{YEAR}.json")).contains(&format!("/{YEAR}/")));
}

#[test]
fn limits_of_sizes_are_taken_from_the_surroundings_too() {
    let work = Work::new();
    let told = |limit: &str| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_wijkwijzer"));
        command.args(["check", "--geodata", &work.shipped.path().display().to_string()]);
        let output = command.env("WIJKWIJZER_LARGE_FILE", "2000").env("WIJKWIJZER_LARGE", limit).output().unwrap();
        assert!(output.status.success());
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(told("50000").contains("warning: all files together"));
    let larger = told("500000000");
    assert!(!larger.contains("all files together") && larger.contains("2000 that are advised"), "{larger}");
    assert!(program(&["check", "--help"]).contains("WIJKWIJZER_LARGE_FILE"));
}
