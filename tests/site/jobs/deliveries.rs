//! Job 5: the next delivery of police, health, liveability.

use std::fmt::Write as _;
use std::fs;

use super::{Served, Work, written};

const POLICE: &str = r#"
[[delivery]]
id = "politie-2026"
terms = "politie-2026"
vintage = 2024

[[delivery.file]]
path = "politie_2026.csv"
rows = ROWS
levels = ["gemeente", "buurt"]
code = "code"
level_column = "level"
period_column = { column = "year", periods = ["2026"] }
without_outline = 0

[[delivery.column]]
measure = "misdrijven"
column = "misdrijven"
decimals = 0
range = [0, 1000000]
"#;

const YEAR_OF_POLICE: &str = r#"
[[source]]
id = "politie-2026"
name = { nl = "Geregistreerde misdrijven 2026", en = "Registered crimes 2026" }
publisher = "Politie"
year = "2026"
licence = "niet vastgesteld"
attribution = { nl = "Politie, 2026", en = "Netherlands Police, 2026" }

[periods]
misdrijven_per_1000 = [
  { period = "2026", vintage = 2024, decimals = 1, source = "politie-2026", levels = ["gemeente", "buurt"], published = false, rule = { ratio = { numerator = "misdrijven", denominator = "inwoners", factor = 1000.0, min_denominator = 50.0 } } },
]
misdrijven = [
  { period = "2026", vintage = 2024, decimals = 0, source = "politie-2026", levels = ["gemeente", "buurt"], rule = { sum = {} } },
]
"#;

/// The crimes of a buurt in the made delivery, by its place in the list of codes.
fn crimes(at: usize) -> usize {
    700 + at
}

#[test]
fn a_next_year_of_the_police_is_a_package_and_leads_on_the_page_of_a_place() {
    let work = Work::new();
    let buurten = work.codes(2024, "BU");
    let mut material = "code,level,year,misdrijven\n".to_owned();
    for (at, code) in buurten.iter().enumerate() {
        writeln!(material, "{code},buurt,2026,{}", crimes(at)).unwrap();
    }
    for gemeente in work.codes(2024, "GM") {
        let inside = buurten.iter().enumerate().filter(|(_, code)| code[2..6] == gemeente[2..]);
        writeln!(material, "{gemeente},gemeente,2026,{}", inside.map(|(at, _)| crimes(at)).sum::<usize>()).unwrap();
    }
    let rows = material.lines().count() - 1;
    fs::write(work.material().join("politie_2026.csv"), material).unwrap();
    let catalogue = [("catalogue.toml", YEAR_OF_POLICE.to_owned())];
    let material = work.material().display().to_string();
    let pack = ["pack", "politie-2026", "--from", &material];

    // A truncated file cannot slip through.
    written(&work.ours(), "politie-2026", &POLICE.replace("ROWS", &(rows + 1).to_string()), &catalogue);
    let told = work.refused(&pack);
    assert!(told.contains(&format!("found {rows} rows; expected {}", rows + 1)), "{told}");
    assert!(!work.ours().join("politie-2026/figures").exists(), "nothing was written");

    written(&work.ours(), "politie-2026", &POLICE.replace("ROWS", &rows.to_string()), &catalogue);
    // Before it is taken over it is held against what is served.
    let database = work.folder.path().join("held.db").display().to_string();
    super::program(&["import", "--database", &database, "--geodata", &work.shipped.path().display().to_string()]);
    work.said(&pack);
    let page = work.folder.path().join("verschil.html");
    let told = work.said(&["diff", "--database", &database, "--page", &page.display().to_string()]);
    assert!(told.contains("packages: 1 new: politie-2026\n"), "{told}");
    assert!(told.contains("periods: 2 new: misdrijven 2026, misdrijven_per_1000 2026\n"), "{told}");
    assert!(!told.contains("settled") && !told.contains("gone"), "{told}");
    assert!(fs::read_to_string(page).unwrap().contains("<h1>Wat er zou veranderen</h1>"));
    let told = work.said(&["check"]);
    assert!(told.contains("ours/politie-2026\n") && told.contains("no faults"), "{told}");
    let served = work.serve();
    let at = buurten.iter().position(|code| code == "BU06060101").unwrap();
    let people = served.json("/api/v1/regions/BU06060101");
    let newest = |id: &str| {
        let all = people["indicators"].as_array().unwrap();
        let found = all.iter().find(|one| one["id"] == id).unwrap_or_else(|| panic!("{id}: {people:#}"));
        found["periods"][0].clone()
    };
    let counted = f64::from(u32::try_from(crimes(at)).unwrap());
    let told = newest("misdrijven");
    assert_eq!((told["period"].as_str(), told["value"].as_f64()), (Some("2026"), Some(counted)));
    let rate = newest("misdrijven_per_1000")["value"].as_f64().unwrap();
    let inhabitants = newest("inwoners")["value"].as_f64().unwrap();
    let expected = counted * 1000.0 / inhabitants;
    assert!((rate - expected).abs() < 0.06, "{rate} of {expected}");

    // The years before are what they were, in the same series.
    let series = served.page("/grafiek/verloop.csv?plaats=BU06060101&indicator=misdrijven_per_1000");
    for year in 2021..=2026 {
        assert!(series.contains(&year.to_string()), "{year}: {series}");
    }
    // The shipped indicators name the year that they lead with: the last of which the inhabitants are known.
    let led = |served: &Served, path: &str| served.html(path).row("misdrijven_per_1000").text_of(".row-period");
    assert_eq!(led(&served, "/buurten/BU06060101"), "2024");
    assert!(served.page("/bronnen").contains("Geregistreerde misdrijven 2026"));
    drop(served);

    let indicators = ["misdrijven_per_1000", "misdrijven"].map(|id| leading_with(&work, id, "2026")).concat();
    written(
        &work.ours(),
        "politie-2026",
        &POLICE.replace("ROWS", &rows.to_string()),
        &[("catalogue.toml", format!("{YEAR_OF_POLICE}\n{indicators}"))],
    );
    say(&work, "politie-2026", "overrides = [\"indicator misdrijven_per_1000\", \"indicator misdrijven\"]");
    let served = work.serve();
    for path in ["/buurten/BU06060101", "/gemeenten/GM0606", "/gebieden/schiedam-nieuwland-oost"] {
        assert_eq!(led(&served, path), "2026", "{path}");
    }
    let value = served.html("/buurten/BU06060101").row("misdrijven_per_1000").text();
    assert!(value.contains("3.520,0"), "{value}");
}

/// A shipped indicator, as it stands in its file, with another period that pages lead with.
fn leading_with(work: &Work, id: &str, period: &str) -> String {
    let text = fs::read_to_string(work.shipped.path().join("indicatoren/catalogue.toml")).unwrap();
    let file: toml::Table = toml::from_str(&text).unwrap();
    let all = file["indicator"].as_array().unwrap();
    let mut item = all.iter().find(|one| one["id"].as_str() == Some(id)).unwrap().clone();
    item.as_table_mut().unwrap().insert("headline".to_owned(), period.into());
    let list: toml::Table = [("indicator".to_owned(), toml::Value::Array(vec![item]))].into_iter().collect();
    toml::to_string(&list).unwrap()
}

/// Adds a line to the declaration of a package, and lists its files.
fn say(work: &Work, id: &str, line: &str) {
    let declared = work.ours().join(id).join("package.toml");
    let text = fs::read_to_string(&declared).unwrap();
    fs::write(&declared, text.replacen("[terms", &format!("{line}\n[terms"), 1)).unwrap();
    work.said(&["pack"]);
}

const LIVEABILITY: &str = r#"
[[delivery]]
id = "leefbaarometer-op-2022"
terms = "leefbaarometer-op-2022"
vintage = 2022

[[delivery.file]]
path = "leefbaarometer_2022.csv"
levels = ["gemeente", "wijk"]
code = "code"
period = "2016"
without_outline = 0

[[delivery.column]]
measure = "leefbaarometer_klasse"
column = "KL16"
decimals = 0
range = [1, 9]
"#;

const CLASSES_ON_2022: &str = r#"
[[source]]
id = "leefbaarometer-op-2022"
name = { nl = "Leefbaarometer, op de indeling van 2022", en = "Liveability index, on the division of 2022" }
publisher = "Ministerie"
year = "2016"
licence = "niet vastgesteld"
attribution = { nl = "Ministerie, 2016", en = "Ministry, 2016" }

[periods]
leefbaarometer_klasse = [
  { period = "2016", vintage = 2022, decimals = 0, source = "leefbaarometer-op-2022", levels = ["gemeente", "wijk"], rule = { none = { because = "class" } } },
]
"#;

#[test]
fn a_table_that_moves_to_another_division_replaces_the_package_it_had() {
    let work = Work::new();
    let [wijken, gemeenten] = ["WK", "GM"].map(|start| work.codes(2022, start));
    let class = |at: usize| u32::try_from(at).unwrap() % 9 + 1;
    let rows = wijken.iter().chain(&gemeenten).enumerate().map(|(at, code)| format!("{code},{}\n", class(at)));
    let material = format!("code,KL16\n{}", rows.collect::<String>());
    fs::write(work.material().join("leefbaarometer_2022.csv"), material).unwrap();
    let id = "leefbaarometer-op-2022";
    let catalogue = [("catalogue.toml", CLASSES_ON_2022.to_owned())];
    written(&work.ours(), id, LIVEABILITY, &catalogue);
    let from = work.material().display().to_string();
    work.said(&["pack", id, "--from", &from]);

    // Beside the former one it contradicts it: the same period twice, with both places.
    let told = work.refused(&["check"]);
    assert!(told.contains("leefbaarometer_klasse") && told.contains("2016"), "{told}");
    assert!(told.contains("ours/leefbaarometer-op-2022/catalogue.toml"), "{told}");
    say(&work, id, "replaces = [\"leefbaarometer-2\"]");
    let told = work.said(&["check"]);
    assert!(told.contains("ours/leefbaarometer-op-2022, replaces leefbaarometer-2\n"), "{told}");

    let served = work.serve();
    let catalogue = served.json("/api/v1/indicators");
    let indicators = catalogue["indicators"].as_array().unwrap();
    let classes = indicators.iter().find(|one| one["id"] == "leefbaarometer_klasse").unwrap();
    let periods: Vec<_> =
        classes["periods"].as_array().unwrap().iter().map(|one| (&one["period"], &one["vintage"])).collect();
    assert_eq!(periods, [(&"2016".into(), &2022.into())], "nothing is left of the former one");
    let at = wijken.iter().position(|code| code == "WK060601").unwrap();
    let values = served.json("/api/v1/values/leefbaarometer_klasse/2016/wijk");
    assert_eq!((&values["vintage"], &values["values"][at]), (&2022.into(), &f64::from(class(at)).into()), "{values}");
    let row = served.html("/wijken/WK060601").row("leefbaarometer_klasse").text();
    assert!(row.contains("2016") && row.contains(&format!("klasse\u{a0}{}", class(at))), "{row}");
    let sources = served.page("/bronnen");
    assert!(sources.contains("Leefbaarometer, op de indeling van 2022") && !sources.contains(">Leefbaarometer 2.0<"));
}
