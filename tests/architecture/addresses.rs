//! Addresses are written once: in the room `urls`.

use std::path::Path;

use super::sources;

/// The first parts of every address of the site.
const PREFIXES: [&str; 35] = [
    "kaart",
    "zoeken",
    "gebieden",
    "gemeenten",
    "wijken",
    "buurten",
    "vergelijk",
    "eigen-gebied",
    "grafiek",
    "insluiten",
    "praktijkvoorbeelden",
    "drill",
    "dekking",
    "indicatoren",
    "kennis",
    "agenda",
    "feeds",
    "vraag-en-aanbod",
    "volgen",
    "redactie",
    "bronnen",
    "methode",
    "wijzigingen",
    "toegankelijkheid",
    "privacy",
    "api",
    "tiles",
    "assets",
    "sitemap.xml",
    "sitemap-paginas.xml",
    "sitemap-gemeenten.xml",
    "sitemap-wijken.xml",
    "sitemap-buurten.xml",
    "robots.txt",
    "healthz",
];

/// The text of every literal of a source without its tests, with its line. Documentation and comments are no literals.
fn literals(source: &str) -> Vec<(usize, String)> {
    let code = source.split("#[cfg(test)]").next().unwrap_or_default();
    let mut found = Vec::new();
    for (number, line) in code.lines().enumerate() {
        if line.trim_start().starts_with("//") {
            continue;
        }
        let texts = line.split('"').skip(1).step_by(2);
        found.extend(texts.map(|text| (number + 1, text.to_owned())));
    }
    found
}

/// Whether a text is an address of this site, or has one behind a space or a brace.
fn is_address(text: &str) -> bool {
    // What the build writes is included by its name.
    if Path::new(text).extension().is_some_and(|extension| extension == "rs") {
        return false;
    }
    PREFIXES.iter().any(|prefix| {
        text.match_indices(&format!("/{prefix}")).any(|(at, found)| {
            let before = text.get(..at).unwrap_or_default().chars().next_back();
            let after = text.get(at + found.len()..).unwrap_or_default().chars().next();
            before.is_none_or(|c| c == ' ' || c == '}')
                && after.is_none_or(|c| matches!(c, '/' | '?' | '#' | '.' | '{' | ' ' | ',' | ')'))
        })
    })
}

#[test]
fn no_file_outside_urls_writes_an_address() {
    let mut faults = Vec::new();
    for (file, modules, text) in sources().unwrap() {
        if modules.first().is_some_and(|room| room == "urls") {
            continue;
        }
        let found = literals(&text).into_iter().filter(|(_, text)| is_address(text));
        faults.extend(found.map(|(line, text)| format!("{file}:{line}: \"{text}\"")));
    }
    assert!(faults.is_empty(), "addresses that belong in `urls`:\n{}", faults.join("\n"));
}

#[test]
fn no_script_writes_an_address() {
    let folder = super::root().join("static/js");
    let mut scripts = 0;
    let mut faults = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        scripts += 1;
        for (line, code) in text.lines().enumerate().filter(|(_, code)| !code.trim_start().starts_with(['/', '*'])) {
            let texts = code.split(['"', '\'', '`']).skip(1).step_by(2);
            let found = texts.filter(|text| text.starts_with('/') && is_address(text));
            faults.extend(found.map(|text| format!("{}:{}: {text}", path.display(), line + 1)));
        }
    }
    assert!(scripts > 5, "the scripts were not found");
    assert!(faults.is_empty(), "addresses that the page has to bring:\n{}", faults.join("\n"));
}

#[test]
fn an_address_is_known_by_its_first_part_and_a_file_of_the_program_is_none() {
    for text in ["/kaart", "/gebieden/{}", "{base}/agenda#{}", "See /api/v1/indicators.", "/kaart.csv?indicator=x"] {
        assert!(is_address(text), "{text}");
    }
    for text in ["/assets.rs", "/kaartje", "tests/agenda", "-//wijkwijzer//agenda//NL", "gebieden", "/{room}/{code}"] {
        assert!(!is_address(text), "{text}");
    }
}
