//! An indicator's part in the product is a role in the catalogue, never its id in code.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::sources;

/// Literals that are an id by accident or on purpose: file, literal, why.
const EXCEPTIONS: [(&str, &str, &str); 4] = [
    ("crates/core/src/domain/by_role.rs", "inwoners", "the population that weighs, in releases from before roles"),
    ("src/export/overview_files.rs", "inwoners", "the key of a column, in Dutch"),
    ("src/web/pages/own_area/page.rs", "inwoners", "a Dutch noun"),
    ("src/web/pages/areas.rs", "inwoners", "the key of that column"),
];

/// The code of a file without its tests and comments.
fn code(text: &str) -> impl Iterator<Item = &str> {
    let end = text.find("#[cfg(test)]\nmod ").unwrap_or(text.len());
    text[..end].lines().filter(|line| !line.trim_start().starts_with("//"))
}

#[test]
fn no_indicator_id_stands_in_code() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join("geodata/indicatoren/catalogue.toml")).unwrap();
    let catalogue: toml::Table = text.parse().unwrap();
    let ids: BTreeSet<&str> =
        catalogue["indicator"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect();
    assert!(ids.len() > 50, "{} ids: this test has lost its subject", ids.len());
    let (mut found, mut used) = (Vec::new(), BTreeSet::new());
    for (file, _, text) in sources().unwrap() {
        let name = file.replace('\\', "/");
        for line in code(&text) {
            // An example in the description of the API says how an address looks.
            let line = line.split("example = ").next().unwrap();
            // Every second piece between quotes is a literal.
            for literal in line.split('"').skip(1).step_by(2).filter(|literal| ids.contains(literal)) {
                match EXCEPTIONS.iter().find(|(file, id, _)| *file == name && id == &literal) {
                    Some(exception) => _ = used.insert(exception),
                    None => found.push(format!("{name}: \"{literal}\"")),
                }
            }
        }
    }
    assert!(found.is_empty(), "give the indicator a role in catalogue.toml instead:\n{}", found.join("\n"));
    assert_eq!(used.len(), EXCEPTIONS.len(), "an exception is no longer needed: {used:?}");
}
