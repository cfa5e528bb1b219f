//! Units of a catalogue: what a package may declare, and what is told of one that does not fit.

use super::*;
use crate::domain::{Lang, Unit};
use wijkwijzer_core::text;

/// A catalogue whose only indicator counts in `unit`, with `declared` units of its own.
fn catalogue(unit: &str, declared: &str) -> String {
    format!("{}\n{declared}\n", CATALOGUE.replace("unit = \"personen\"", &format!("unit = \"{unit}\"")))
}

/// The unit that the indicator has after reading, or the faults.
fn read(catalogue: &str) -> Result<Unit, Vec<String>> {
    let folders = Folders::new();
    fs::write(folders.geodata().join("catalogue.toml"), catalogue).unwrap();
    folders.pack().map_err(|error| vec![error.to_string()])?;
    match read_geodata(&folders.geodata(), &()) {
        Ok(dataset) => Ok((*dataset.catalogue.indicators[0].unit).clone()),
        Err(error) => Err(error.faults.iter().map(ToString::to_string).collect()),
    }
}

#[test]
fn a_unit_that_nobody_declared_is_told_with_those_that_are() {
    let faults = read(&catalogue("procnt", "")).unwrap_err();
    assert_eq!(faults.len(), 1, "{faults:?}");
    let begins =
        "catalogue.toml, line 11, inwoners, unit: found \"procnt\"; expected a [[unit]] of the catalogue, or one of: ";
    let known = faults[0].strip_prefix(begins).expect(&faults[0]);
    assert!(known.starts_with("adressen_per_km2, euro, ") && known.contains(", procent, "), "{known}");
}

#[test]
fn a_package_declares_a_unit_and_replaces_one_of_all() {
    let trees = "[[unit]]\nid = \"bomen\"\nwords = { nl = [\"boom\", \"bomen\"], en = [\"tree\", \"trees\"] }";
    let unit = read(&catalogue("bomen", trees)).unwrap();
    assert_eq!(text::value_with_unit(Lang::Nl, &unit, 12.0, 0), "12\u{a0}bomen");
    assert_eq!(text::difference(Lang::En, &unit, 1.0, 0), "1\u{a0}tree");
    let other = "[[unit]]\nid = \"personen\"\nwords = { nl = [\"mensen\"], en = [\"people\"] }";
    let unit = read(&catalogue("personen", other)).unwrap();
    assert_eq!(text::value_with_unit(Lang::En, &unit, 12.0, 0), "12\u{a0}people");
    assert_eq!(read(CATALOGUE).unwrap(), Unit::built_in()[0], "a catalogue without units knows those of all");
}

#[test]
fn class_labels_of_an_indicator_are_those_of_its_unit() {
    let labels = "class_labels = [{ nl = \"laag\", en = \"low\" }, { nl = \"hoog\", en = \"high\" }]\npolarity";
    let unit = read(&catalogue("klasse", "").replace("polarity", labels)).unwrap();
    assert_eq!(text::value_with_unit(Lang::Nl, &unit, 2.0, 0), "klasse\u{a0}2 (hoog)");
}

#[test]
fn all_that_is_wrong_with_units_is_told_together() {
    let declared = r#"
[[unit]]
id = "a"
words = { nl = ["een", "twee", "drie"], en = ["one"] }
before = { nl = "€ ", en = "" }
[[unit]]
id = "a"
[[unit]]
id = "d"
decimals = 12
[[unit]]
id = "b"
ordinal = true
[[unit]]
id = "c"
classes = [{ from = 0.5, label = { nl = "x", en = "x" } }, { from = 0.1, label = { nl = "y", en = "y" } }]
"#;
    let faults = read(&catalogue("rapportcijfer", declared)).unwrap_err();
    let told: Vec<&str> = faults.iter().map(|fault| fault.split("; expected").next().unwrap()).collect();
    assert_eq!(
        told,
        [
            "catalogue.toml, line 11, inwoners, decimals: found 0",
            "catalogue.toml, line 24, a, before: found a sign in one language",
            "catalogue.toml, line 24, a, words: found [\"een\", \"twee\", \"drie\"] and [\"one\"]",
            "catalogue.toml, line 28, a › a, id: found a again",
            "catalogue.toml, line 30, d, decimals: found Some(12)",
            "catalogue.toml, line 33, b, ordinal: found other classes",
            "catalogue.toml, line 36, c, classes: found [Some(0.5), Some(0.1)]",
        ]
    );
}

#[test]
fn a_field_of_a_unit_that_nobody_knows_is_told_with_its_line() {
    let faults = read(&catalogue("personen", "[[unit]]\nid = \"a\"\nsing = \"%\"")).unwrap_err();
    assert!(faults[0].contains("catalogue.toml, line 24: found unknown field `sing`"), "{faults:?}");
}
