//! The base division is data: its year stands in the catalogue and nowhere in the program.

use std::fs;
use std::path::Path;

use super::sources;

/// Files that hold nothing but tests.
const TESTS: [&str; 6] = ["tests.rs", "_tests.rs", "/contract.rs", "_contract.rs", "/sample.rs", "/tests/"];

#[test]
fn the_year_of_the_base_stands_in_no_file_of_the_program() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let catalogue: toml::Table =
        fs::read_to_string(root.join("geodata/indicatoren/catalogue.toml")).unwrap().parse().unwrap();
    let base = catalogue["base"].as_integer().unwrap().to_string();
    let mut found = Vec::new();
    for (file, _, text) in sources().unwrap() {
        let name = file.replace('\\', "/");
        if TESTS.iter().any(|ending| name.ends_with(ending) || name.contains("/bad_input_tests/")) {
            continue;
        }
        let end = text.find("#[cfg(test)]\nmod ").unwrap_or(text.len());
        let lines = text[..end].lines().enumerate().filter(|(_, line)| line.contains(&base));
        found.extend(lines.map(|(at, line)| format!("{name}:{}: {}", at + 1, line.trim())));
    }
    assert!(found.is_empty(), "take the year from the Atlas instead:\n{}", found.join("\n"));
}
