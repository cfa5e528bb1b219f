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
    folders.pack().unwrap();
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
    assert_eq!(
        faults,
        ["facts/publications.toml, line 9, pub-001 › pub-001, id: found pub-001 again; expected each id once"]
    );
}

#[test]
fn a_date_that_is_none_is_a_fault() {
    let faults = told("publications", &format!("{PUBLICATION}published = \"voorjaar 2022\"\n"));
    assert_eq!(
        faults,
        [
            "facts/publications.toml, line 3, pub-001, published: found \"voorjaar 2022\"; expected a year, a year and month, or a \
          full date (2022, 2022-06, 2022-06-11)"
        ]
    );
}

/// An area with these lines of its own, a line each.
fn area(lines: &str) -> String {
    format!(
        r#"
[[item]]
slug = "een"
name = "Een"
gemeente = "GM0344"
gemeente_name = "Utrecht"
province = "Utrecht"
{lines}
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
}

/// The faults of `facts/areas.toml` about a field.
fn about(field: &str, lines: &str) -> Vec<String> {
    let start = format!("facts/areas.toml, line 3, een, {field}: ");
    let faults = told("areas", &area(lines)).into_iter();
    faults.filter_map(|fault| fault.strip_prefix(&start).map(str::to_owned)).collect()
}

#[test]
fn a_delimitation_with_a_gap_or_an_overlap_of_dates_is_a_fault() {
    let one = "code = \"WK034401\", extent = \"whole\"";
    let gap = |members: &str| about("members", &format!("members = [{members}]"));
    let none = |when: &str| format!("found none {when}; expected members at every time");
    assert_eq!(gap(&format!("{{ {one} }}")), [""; 0]);
    assert_eq!(gap(&format!("{{ {one}, from = \"2024\" }}")), [none("before 2024-01-01")]);
    assert_eq!(gap(&format!("{{ {one}, to = \"2024-06\" }}")), [none("from 2024-06-01 on")]);
    assert_eq!(
        gap(&format!("{{ {one}, to = \"2024-03\" }}, {{ {one}, from = \"2024-06-15\" }}")),
        [none("from 2024-03-01 to 2024-06-15")]
    );
    assert_eq!(
        gap(&format!("{{ {one}, to = \"2024-06\" }}, {{ {one}, from = \"2024-03-15\" }}")),
        ["found WK034401 twice from 2024-03-15 on; expected each region once at every time"]
    );
    assert_eq!(gap(&format!("{{ {one} }}, {{ {one} }}")).len(), 1);
    // The years before the first have no names of their own, and do not fall over.
    assert_eq!(gap(&format!("{{ {one}, from = \"0000\" }}")), [none("before 0000-01-01")]);
    let turned = gap(&format!(
        "{{ {one} }}, {{ code = \"WK034402\", extent = \"whole\", from = \"2025\", to = \"2025-01-01\" }}"
    ));
    assert_eq!(turned, ["found from 2025-01-01 to 2025-01-01; expected a date to that lies after from"]);
}

#[test]
fn an_area_that_carries_a_designation_twice_at_one_time_is_a_fault() {
    let carried = |list: &str| {
        let member = "members = [{ code = \"WK034401\", extent = \"whole\" }]";
        about("designations", &format!("designations = [{list}]\n{member}"))
    };
    let unknown = "found \"20\"; expected the id of a designation of facts/designations.toml".to_owned();
    let twice = "found 20 twice at one time; expected each designation once at every time".to_owned();
    let left_and_came_back = carried("{ id = \"20\", to = \"2024\" }, { id = \"20\", from = \"2025\" }");
    assert!(!left_and_came_back.contains(&twice), "{left_and_came_back:?}");
    let overlap = carried("{ id = \"20\", to = \"2025\" }, { id = \"20\", from = \"2024\" }");
    assert!(overlap.contains(&twice), "{overlap:?}");
    assert!(carried("\"20\"").contains(&unknown), "{:?}", carried("\"20\""));
}

#[test]
fn a_neighbourhood_on_a_list_that_nobody_declared_is_a_fault() {
    let item = "[[item]]\nnumber = 1\ncity = \"Utrecht\"\nname = \"Ergens\"\ncodes = []\nsources = []\n";
    let faults = told("priority", &format!("{item}designation = \"krimp\"\n"));
    let expected = "facts/priority.toml, aw-01, designation: found \"krimp\"; expected the id of a designation of \
                    facts/designations.toml";
    assert!(faults.iter().any(|fault| fault == expected), "{faults:?}");
    let faults = told("priority", &format!("{item}postcodes = [\"3563\", \"12\"]\n"));
    assert_eq!(faults, ["facts/priority.toml, line 2, 1, postcodes: found \"12\"; expected four digits (3563)"]);
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
    assert!(faults[0].starts_with("facts/practice.toml, line 3, pe-001, precision: found wijk; expected the level of"));
    assert!(
        told("practice", &example.replace("\"wijk\"", "\"gemeente\"")).iter().all(|fault| !fault.contains("precision"))
    );
}

#[test]
fn a_changed_fact_takes_effect_with_a_new_manifest() {
    let folders = Folders::new();
    folders.declare("[documents]\n", "[documents]\n\"facts/areas.toml\" = \"grenzen\"\n");
    let declared = fs::read_to_string(folders.geodata().join("package.toml")).unwrap();
    let declared = declared.replacen("format = 1\n", "format = 1\nhand_edited = \"grenzen\"\n", 1);
    fs::write(folders.geodata().join("package.toml"), declared).unwrap();
    fs::create_dir_all(folders.geodata().join("facts")).unwrap();
    fs::write(folders.geodata().join("facts/areas.toml"), "# Leeg.\n").unwrap();
    folders.pack().unwrap();
    for name in ["designations", "priority", "practice", "publications", "events", "programme"] {
        fs::write(folders.geodata().join(format!("facts/{name}.toml")), "").unwrap();
    }
    let text = |text: &str| {
        let item = format!("[[item]]\nid = \"nplv\"\ntext = {{ nl = \"{text}\", en = \"x\" }}\nsources = []\n");
        fs::write(folders.geodata().join("facts/programme.toml"), item).unwrap();
        folders.list().unwrap();
        read_geodata(&folders.geodata(), &()).unwrap().programme[0].text.nl.clone()
    };
    assert_eq!(text("Eerst."), "Eerst.");
    assert_eq!(text("Daarna."), "Daarna.");
}
