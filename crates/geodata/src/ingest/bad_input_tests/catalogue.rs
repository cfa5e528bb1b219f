//! What the hand-edited catalogue may not say.

use super::*;

#[test]
fn a_weight_without_figures_is_a_fault_of_check() {
    let folders = Folders::new();
    let rule = "rule = { weighted = { kind = \"mean\", weight = \"woningen\", weight_period = \"2024\" } }";
    let catalogue = CATALOGUE.replace("rule = { sum = {} }", rule);
    fs::write(folders.geodata().join("catalogue.toml"), catalogue).unwrap();
    folders.pack().unwrap();
    let found: Vec<String> = check(&folders.geodata()).into_iter().map(|fault| fault.found).collect();
    assert_eq!(found, ["woningen of 2024"]);
}

#[test]
fn a_role_that_is_unknown_missing_or_given_twice_is_a_fault() {
    let folders = Folders::new();
    let told = |roles: &str| {
        let catalogue = CATALOGUE.replace("roles = [\"population\"]", roles);
        fs::write(folders.geodata().join("catalogue.toml"), catalogue).unwrap();
        match folders.pack() {
            Ok(_) => check(&folders.geodata()).into_iter().map(|fault| fault.found).collect::<Vec<_>>().join("; "),
            Err(error) => error.faults.into_iter().map(|fault| fault.found).collect::<Vec<_>>().join("; "),
        }
    };
    assert_eq!(told("roles = [\"population\", \"headline\", { inside = { order = 1 } }]"), "");
    assert!(told("roles = [\"population\", \"hedline\"]").contains("unknown variant `hedline`"));
    assert_eq!(told(""), "no population");
    assert_eq!(told("roles = [\"population\", { inside = { order = 0 } }]"), "order 0");
    let twice = "roles = [\"population\", { inside = { order = 1 } }, { inside = { order = 1 } }]";
    assert_eq!(told(twice), "a role twice; order 1");
    let ages = "roles = [\"population\", { age_group = { from = 15, to = 14, shade = 1 } }]";
    assert_eq!(told(ages), "ages 15 to Some(14), shade 1");
}

#[test]
fn a_changed_hand_edited_file_needs_only_a_new_manifest() {
    let folders = Folders::new();
    folders.pack().unwrap();
    let before = folders.release();
    fs::write(folders.geodata().join("vocabulary.toml"), format!("# Nieuw.\n{VOCABULARY}")).unwrap();
    assert!(release_id(&folders.geodata()).is_err());
    folders.list().unwrap();
    let after = folders.release();
    assert_ne!(before, after);
    folders.pack().unwrap();
    assert_eq!(folders.release(), after);
}

#[test]
fn a_base_that_has_no_outlines_is_a_fault_that_names_those_that_have() {
    let folders = Folders::new();
    fs::write(folders.geodata().join("catalogue.toml"), format!("base = 2025\n{CATALOGUE}")).unwrap();
    folders.pack().unwrap();
    let faults: Vec<String> = check(&folders.geodata()).iter().map(ToString::to_string).collect();
    assert!(
        faults.iter().any(|fault| fault
            == "catalogue.toml, line 1, base, base: found 2025; expected a division with outlines of buurten: 2024"),
        "{faults:#?}"
    );
}

#[test]
fn a_rule_that_counts_nothing_and_an_average_that_is_nil_without_a_row_are_faults() {
    let told = |rule: &str| -> Vec<String> {
        let folders = Folders::new();
        fs::write(folders.geodata().join("catalogue.toml"), CATALOGUE.replace("rule = { sum = {} }", rule)).unwrap();
        folders.pack().unwrap();
        check(&folders.geodata()).into_iter().map(|fault| format!("{}: {}", fault.field, fault.found)).collect()
    };
    assert_eq!(told("nil_without_row = true, rule = { sum = {} }"), [""; 0]);
    let mean = "rule = { weighted = { kind = \"mean\", weight = \"inwoners\" } }";
    assert_eq!(told(&format!("nil_without_row = true, {mean}")), ["nil_without_row: true"]);
    let ratio = |least: &str| {
        format!(
            "rule = {{ ratio = {{ numerator = \"inwoners\", denominator = \"inwoners\", factor = 1.0, min_count = {{ \
             measure = {least} }} }} }}"
        )
    };
    assert_eq!(told(&ratio("\"inwoners\", least = 3.0")), [""; 0]);
    assert_eq!(told(&ratio("\"inwoners\", least = 0.5")), ["min_count: 0.5"]);
    assert_eq!(told(&ratio("\"scholen\", least = 3.0")), ["min_count: scholen of 2024"]);
}
