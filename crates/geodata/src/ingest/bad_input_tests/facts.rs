//! What the hand-edited facts may not say.

use super::*;

/// The faults of `check` on a folder with one more fact, each without the names of files that do not matter here.
fn told(file: &str, item: &str) -> Vec<String> {
    let folders = Folders::new();
    let facts = ["designations", "areas", "priority", "practice", "publications", "events", "programme"];
    fs::create_dir_all(folders.geodata().join("facts")).unwrap();
    let mut documents = String::from("[documents]\n");
    for name in facts {
        let path = format!("facts/{name}.toml");
        let text = if name == file { item } else { "" };
        fs::write(folders.geodata().join(&path), text).unwrap();
        documents.extend(["\"", &path, "\" = \"grenzen\"\n"]);
    }
    folders.declare("[documents]\n", &documents);
    pack(&folders.source(), &folders.geodata()).unwrap();
    check(&folders.geodata()).iter().map(ToString::to_string).collect()
}

const PUBLICATION: &str = r#"
[[item]]
id = "pub-001"
title = { nl = "Een rapport", en = "A report" }
kind = "rapport"
themes = []
"#;

#[test]
fn a_fact_written_twice_is_a_fault() {
    let faults = told("publications", &format!("{PUBLICATION}{PUBLICATION}"));
    assert_eq!(faults, ["facts/publications.toml, pub-001, id: found pub-001 again; expected each id once"]);
}

#[test]
fn a_date_that_is_none_is_a_fault() {
    let faults = told("publications", &format!("{PUBLICATION}published = \"voorjaar 2022\"\n"));
    assert_eq!(
        faults,
        [
            "facts/publications.toml, pub-001, published: found \"voorjaar 2022\"; expected a year, a year and month, or a \
          full date (2022, 2022-06, 2022-06-11)"
        ]
    );
}

#[test]
fn an_area_that_had_no_members_in_some_year_is_a_fault() {
    let area = |from: &str| {
        format!(
            r#"
[[item]]
slug = "een"
name = "Een"
gemeente = "GM0344"
gemeente_name = "Utrecht"
province = "Utrecht"
members = [{{ code = "WK034401", extent = "whole", from = "{from}" }}]
delimitation = {{ nl = "Een wijk.", en = "A district." }}
confidence = "high"
confidence_reason = {{ nl = "Zo besloten.", en = "So decided." }}
named_by = {{ nl = "de gemeente", en = "the municipality" }}
named_parts = []
programme_name = ""
programme_url = ""
programme_themes = []
sources = []
"#
        )
    };
    for (from, none) in [("2024-01-01", "none at the end of 2023"), ("0000", ""), ("0001", "none at the end of 0")] {
        let faults = told("areas", &area(from));
        let empty: Vec<&String> = faults.iter().filter(|fault| fault.contains("members at every time")).collect();
        assert_eq!(empty.len(), usize::from(!none.is_empty()), "{from}: {faults:?}");
        assert!(empty.iter().all(|fault| fault.contains(none)), "{from}: {faults:?}");
    }
}

#[test]
fn a_place_that_is_known_otherwise_than_said_is_a_fault() {
    let example = r#"
[[item]]
id = "pe-001"
title = { nl = "Iets", en = "Something" }
summary = { nl = "Iets gedaan.", en = "Something done." }
city = "Groningen"
precision = "wijk"
themes = []
"#;
    let faults = told("practice", example);
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert!(faults[0].starts_with("facts/practice.toml, pe-001, precision: found wijk; expected the level of"));
    assert!(
        told("practice", &example.replace("\"wijk\"", "\"gemeente\"")).iter().all(|fault| !fault.contains("precision"))
    );
}

#[test]
fn a_changed_fact_takes_effect_with_a_new_manifest() {
    let folders = Folders::new();
    folders.declare("[documents]\n", "[documents]\n\"facts/areas.toml\" = \"grenzen\"\n");
    fs::create_dir_all(folders.geodata().join("facts")).unwrap();
    fs::write(folders.geodata().join("facts/areas.toml"), "# Leeg.\n").unwrap();
    pack(&folders.source(), &folders.geodata()).unwrap();
    for name in ["designations", "priority", "practice", "publications", "events", "programme"] {
        fs::write(folders.geodata().join(format!("facts/{name}.toml")), "").unwrap();
    }
    let text = |text: &str| {
        let item = format!("[[item]]\nid = \"nplv\"\ntext = {{ nl = \"{text}\", en = \"x\" }}\nsources = []\n");
        fs::write(folders.geodata().join("facts/programme.toml"), item).unwrap();
        pack_manifest_only(&folders.geodata()).unwrap();
        read_geodata(&folders.geodata(), &()).unwrap().programme[0].text.nl.clone()
    };
    assert_eq!(text("Eerst."), "Eerst.");
    assert_eq!(text("Daarna."), "Daarna.");
}
