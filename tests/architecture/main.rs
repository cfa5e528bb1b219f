//! Holds the source against the house plan: which room may import which, how long a file may be, what never enters
//! the repository.
//!
//! The reader of Rust here is small on purpose. It blanks comments, literals and test code, and then looks at paths
//! that start at the root of the crate; that is enough for imports and cannot lag behind the language.

mod addresses;
mod base_year;
mod circles;
mod indicator_ids;
mod layers;
mod tables;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Rooms of the crate, each with the rooms it may import.
const ROOMS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("stats", &["domain"]),
    ("geometry", &["domain"]),
    ("ingest", &["domain", "stats", "geometry"]),
    ("fetch", &["domain", "ingest"]),
    ("store", &["domain"]),
    ("atlas", &["domain", "stats", "geometry"]),
    ("tiles", &["atlas", "geometry", "domain"]),
    ("urls", &["domain"]),
    ("views", &["atlas", "stats", "domain", "urls"]),
    ("text", &["domain"]),
    ("export", &["views", "text", "domain", "urls"]),
    ("charts", &["export", "views", "stats", "text", "domain"]),
    ("desk", &["domain", "store", "atlas", "text", "urls"]),
    (
        "web",
        &[
            "domain", "stats", "geometry", "ingest", "store", "atlas", "tiles", "urls", "views", "text", "charts",
            "export", "desk",
        ],
    ),
    (
        "cli",
        &[
            "domain", "stats", "geometry", "ingest", "store", "atlas", "tiles", "urls", "views", "text", "charts",
            "export", "desk", "fetch", "web",
        ],
    ),
];

/// Crates and parts of the standard library that belong to some rooms, or corners of a room, only.
///
/// An archive of tiles is a file, and `MBTiles` is by its specification an SQLite database.
const RESERVED: &[(&str, &[&str])] = &[
    ("sqlx", &["store", "tiles::archive"]),
    ("axum", &["web", "cli"]),
    ("tower_http", &["web", "cli"]),
    ("std::net", &["web", "cli"]),
    ("reqwest", &["fetch"]),
    ("std::fs", &["ingest", "fetch", "store", "tiles::archive", "web", "cli"]),
    ("tokio", &["fetch", "store", "tiles::archive", "desk::mail", "web", "cli"]),
];

/// Longest Rust file of the source, in lines.
const LONGEST_FILE: usize = 400;

/// The repository.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file under `folder`, in a stable order.
fn rust_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(rust_files(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// The modules that a file under `src/` stands for: `src/web/pages/home.rs` is `["web", "pages", "home"]`.
fn module_path(relative: &Path) -> Vec<String> {
    let mut parts: Vec<String> =
        relative.with_extension("").iter().map(|part| part.to_string_lossy().into_owned()).collect();
    if parts.last().is_some_and(|last| matches!(last.as_str(), "mod" | "lib" | "main")) {
        parts.pop();
    }
    parts
}

/// Replaces comments and literals by blanks; line breaks stay, so that line numbers hold.
fn blank_comments_and_literals(source: &str) -> String {
    let chars: Vec<char> = source.chars().collect();
    let at = |i: usize| chars.get(i).copied().unwrap_or('\0');
    let mut out = String::with_capacity(source.len());
    let mut i = 0;
    while i < chars.len() {
        let end = match at(i) {
            '/' if at(i + 1) == '/' => end_of_line(&chars, i),
            '/' if at(i + 1) == '*' => end_of_block_comment(&chars, i),
            'r' if !is_word(at(i.wrapping_sub(1))) || at(i.wrapping_sub(1)) == 'b' => {
                end_of_raw_string(&chars, i).unwrap_or(i)
            }
            '"' => end_of_quoted(&chars, i, '"'),
            // A lifetime has no closing quote; a character literal has one after a single or an escaped character.
            '\'' if at(i + 1) == '\\' || at(i + 2) == '\'' => end_of_quoted(&chars, i, '\''),
            _ => i,
        };
        if end == i {
            out.push(at(i));
            i += 1;
        } else {
            out.extend(chars.iter().take(end).skip(i).map(|&c| if c == '\n' { '\n' } else { ' ' }));
            i = end;
        }
    }
    out
}

/// Whether a character can be part of a name.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Position of the line break that ends a comment.
fn end_of_line(chars: &[char], from: usize) -> usize {
    chars.iter().skip(from).position(|&c| c == '\n').map_or(chars.len(), |n| from + n)
}

/// Position after a block comment; these nest.
fn end_of_block_comment(chars: &[char], from: usize) -> usize {
    let mut depth = 0_usize;
    let mut i = from;
    while i < chars.len() {
        match (chars.get(i), chars.get(i + 1)) {
            (Some('/'), Some('*')) => {
                depth += 1;
                i += 2;
            }
            (Some('*'), Some('/')) => {
                depth -= 1;
                i += 2;
                if depth == 0 {
                    return i;
                }
            }
            _ => i += 1,
        }
    }
    chars.len()
}

/// Position after a raw string that starts with the `r` at `from`; `None` when none starts there.
fn end_of_raw_string(chars: &[char], from: usize) -> Option<usize> {
    let hashes = chars.iter().skip(from + 1).take_while(|&&c| c == '#').count();
    if chars.get(from + 1 + hashes) != Some(&'"') {
        return None;
    }
    let mut i = from + 2 + hashes;
    while i < chars.len() {
        let closes = chars.get(i) == Some(&'"')
            && chars.iter().skip(i + 1).take(hashes).filter(|&&c| c == '#').count() == hashes;
        if closes {
            return Some(i + 1 + hashes);
        }
        i += 1;
    }
    Some(chars.len())
}

/// Position after a literal in quotes, with backslash escapes.
fn end_of_quoted(chars: &[char], from: usize, quote: char) -> usize {
    let mut i = from + 1;
    while i < chars.len() {
        match chars.get(i) {
            Some('\\') => i += 2,
            Some(&c) if c == quote => return i + 1,
            _ => i += 1,
        }
    }
    chars.len()
}

/// Blanks every item under `#[cfg(test)]`: tests may reach further than the code they test.
///
/// Also returns the names of modules whose file is test code as a whole (`#[cfg(test)] mod fixtures;`).
fn blank_test_code(code: &str) -> (String, Vec<String>) {
    const MARK: &str = "#[cfg(test)]";
    let mut out = String::with_capacity(code.len());
    let mut modules = Vec::new();
    let mut rest = code;
    while let Some((before, item)) = rest.split_once(MARK) {
        out.push_str(before);
        let mut depth = 0_i32;
        let mut end = item.len();
        for (i, c) in item.char_indices() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            if (c == ';' || c == '}') && depth <= 0 {
                end = i + c.len_utf8();
                break;
            }
        }
        let (skipped, after) = item.split_at(end);
        if let Some((_, name)) = skipped.trim_end_matches(';').rsplit_once("mod ")
            && skipped.ends_with(';')
        {
            modules.push(name.trim().to_owned());
        }
        out.extend(skipped.chars().filter(|&c| c == '\n'));
        rest = after;
    }
    out.push_str(rest);
    (out, modules)
}

/// The names that directly follow a path prefix: one, or those of a group in braces.
fn heads(after: &str) -> Vec<String> {
    let word = |text: &str| text.trim_start().chars().take_while(|&c| is_word(c)).collect::<String>();
    let Some(group) = after.trim_start().strip_prefix('{') else { return vec![word(after)] };
    let mut names = vec![word(group)];
    let mut depth = 1;
    for (i, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => names.push(group.get(i + 1..).map(word).unwrap_or_default()),
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

/// Every name at the root of the crate that `code` mentions, with its line.
fn root_names(code: &str, depth: usize) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    // From a module at this depth, so many steps up lead to the root.
    let climb = "super::".repeat(depth);
    for prefix in ["crate::", "wijkwijzer_core::", "wijkwijzer_geodata::", "wijkwijzer_atlas::", climb.as_str()] {
        if prefix.is_empty() {
            continue;
        }
        for (at, _) in code.match_indices(prefix) {
            let before = code.get(..at).unwrap_or_default();
            if before.ends_with(|c| is_word(c) || c == ':') {
                continue;
            }
            let line = before.matches('\n').count() + 1;
            let after = code.get(at + prefix.len()..).unwrap_or_default();
            found.extend(heads(after).into_iter().map(|name| (line, name)));
        }
    }
    found
}

/// What in `source` breaks the plan, as `file:line: rule`, one per fault.
fn faults(file: &str, modules: &[String], source: &str) -> Vec<String> {
    let (code, _) = blank_test_code(&blank_comments_and_literals(source));
    let Some(room) = modules.first() else { return Vec::new() };
    let Some((_, allowed)) = ROOMS.iter().find(|(name, _)| name == room) else {
        return vec![format!("{file}:1: `{room}` is not a room of the house plan")];
    };
    let mut faults = Vec::new();
    for (line, name) in root_names(&code, modules.len()) {
        let is_room = ROOMS.iter().any(|(other, _)| *other == name);
        if is_room && name != *room && !allowed.contains(&name.as_str()) {
            let may = if allowed.is_empty() { "nothing".to_owned() } else { allowed.join(", ") };
            faults.push(format!("{file}:{line}: `{room}` imports `{name}`, but may import {may}"));
        }
    }
    let place = modules.join("::");
    for (number, line) in code.lines().enumerate() {
        for (name, rooms) in RESERVED {
            let mentioned = line.match_indices(name).any(|(at, _)| {
                let before = line.get(..at).unwrap_or_default();
                let after = line.get(at + name.len()..).unwrap_or_default();
                !before.ends_with(|c| is_word(c) || c == ':') && !after.starts_with(is_word)
            });
            if mentioned && !rooms.iter().any(|corner| place == *corner || place.starts_with(&format!("{corner}::"))) {
                let line = number + 1;
                faults.push(format!("{file}:{line}: `{name}` is reserved for {}, not for `{room}`", rooms.join(", ")));
            }
        }
    }
    faults
}

/// The folders of source: that of the program, and those of the crates beside it.
fn source_folders() -> io::Result<Vec<PathBuf>> {
    let mut folders = vec![root().join("src")];
    for entry in fs::read_dir(root().join("crates"))? {
        folders.push(entry?.path().join("src"));
    }
    folders.sort();
    Ok(folders)
}

/// Every file of source as path, modules and text, without files that are test code as a whole.
fn sources() -> io::Result<Vec<(String, Vec<String>, String)>> {
    let mut all = Vec::new();
    let mut test_modules: Vec<Vec<String>> = Vec::new();
    for folder in source_folders()? {
        for path in rust_files(&folder)? {
            let text = fs::read_to_string(&path)?;
            let modules = module_path(path.strip_prefix(&folder).unwrap_or(&path));
            let (_, tests) = blank_test_code(&blank_comments_and_literals(&text));
            test_modules.extend(tests.into_iter().map(|name| [modules.clone(), vec![name]].concat()));
            all.push((path.strip_prefix(root()).unwrap_or(&path).display().to_string(), modules, text));
        }
    }
    all.retain(|(_, modules, _)| !test_modules.iter().any(|test| modules.starts_with(test)));
    Ok(all)
}

#[test]
fn every_room_imports_only_what_the_house_plan_allows() {
    let faults: Vec<String> =
        sources().unwrap().iter().flat_map(|(file, modules, text)| faults(file, modules, text)).collect();
    assert!(faults.is_empty(), "imports against the house plan:\n{}", faults.join("\n"));
}

#[test]
fn the_house_plan_has_no_circles() {
    for (place, (room, allowed)) in ROOMS.iter().enumerate() {
        for import in *allowed {
            let earlier = ROOMS.iter().take(place).any(|(other, _)| other == import);
            assert!(earlier, "`{room}` imports `{import}`, which does not stand before it");
        }
    }
}

#[test]
fn no_rust_file_is_longer_than_400_lines() {
    let files = source_folders().unwrap().into_iter().flat_map(|folder| rust_files(&folder).unwrap());
    let long: Vec<String> = files
        .filter_map(|path| {
            let lines = fs::read_to_string(&path).unwrap().lines().count();
            (lines > LONGEST_FILE).then(|| format!("{}: {lines} lines", path.display()))
        })
        .collect();
    assert!(long.is_empty(), "files to divide (at most {LONGEST_FILE} lines):\n{}", long.join("\n"));
}

#[test]
fn unsafe_code_is_forbidden_in_the_library_and_in_every_target() {
    for folder in source_folders().unwrap() {
        let library = fs::read_to_string(folder.join("lib.rs")).unwrap();
        assert!(library.contains("#![forbid(unsafe_code)]"), "{} lacks #![forbid(unsafe_code)]", folder.display());
    }
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    assert!(manifest.contains("unsafe_code = \"forbid\""), "Cargo.toml does not forbid unsafe code for all targets");
}

#[test]
fn no_built_front_end_package_is_tracked() {
    let listing = Command::new("git").arg("-C").arg(root()).args(["ls-files", "-z"]).output();
    let Ok(listing) = listing.map_err(|error| error.to_string()).and_then(|output| {
        if output.status.success() { Ok(output.stdout) } else { Err("not a git work tree".to_owned()) }
    }) else {
        println!("skipped: this copy of the source is not a git work tree");
        return;
    };
    let listing = String::from_utf8(listing).unwrap();
    let built: Vec<&str> = listing
        .split('\0')
        .filter(|path| {
            let name = path.rsplit('/').next().unwrap_or(path);
            path.split('/').any(|part| part == "node_modules")
                || [".min.js", ".min.css", ".js.map"].iter().any(|end| name.ends_with(end))
                || (name.starts_with("maplibre-gl") && [".js", ".css"].iter().any(|end| name.ends_with(end)))
        })
        .collect();
    assert!(built.is_empty(), "packages come from the lock file, not from the repository: {built:?}");
}

/// The faults of a made-up file.
fn faults_of(path: &str, source: &str) -> Vec<String> {
    faults(&format!("src/{path}"), &module_path(Path::new(path)), source)
}

#[test]
fn a_forbidden_import_is_reported_with_file_line_and_rule() {
    assert_eq!(
        faults_of("domain/code.rs", "//! Codes.\n\nuse crate::atlas::Atlas;\n"),
        ["src/domain/code.rs:3: `domain` imports `atlas`, but may import nothing"]
    );
    assert_eq!(
        faults_of("views/area.rs", "fn f() -> u8 {\n    crate::web::state::number()\n}\n"),
        ["src/views/area.rs:2: `views` imports `web`, but may import atlas, stats, domain, urls"]
    );
}

#[test]
fn imports_in_groups_and_by_climbing_are_seen() {
    let grouped = "use crate::{\n    domain::{Lang, Text},\n    store::Store,\n};\n";
    assert_eq!(faults_of("charts/bar.rs", grouped).len(), 1);
    assert_eq!(faults_of("stats/rank.rs", "use super::super::text::number;\n").len(), 1);
    assert_eq!(faults_of("web/pages/home.rs", "use super::super::super::cli::Args;\n").len(), 1);
}

#[test]
fn an_allowed_import_a_comment_a_literal_and_test_code_are_no_fault() {
    let source = r##"
// use crate::web::State;
/* use crate::web::State; /* nested */ use crate::cli::Args; */
use crate::domain::Lang;
use super::rank::Rank;
const A: &str = "use crate::web::State; \" still text";
const B: &str = r#"crate::store::Store "quoted" "#;
const QUOTE: char = '"';
fn keep<'a>(text: &'a str) -> &'a str { text }
#[cfg(test)]
mod tests {
    use crate::ingest::read;
}
"##;
    assert_eq!(faults_of("stats/trend.rs", source), [""; 0]);
    let after = format!("{source}use crate::views::area;\n");
    assert_eq!(faults_of("stats/trend.rs", &after).len(), 1, "code after the test module is read again");
}

#[test]
fn databases_and_http_stay_in_their_rooms() {
    assert_eq!(faults_of("atlas/mod.rs", "use sqlx::SqlitePool;\n").len(), 1);
    assert_eq!(faults_of("views/mod.rs", "fn f(_: axum::http::Uri) {}\n").len(), 1);
    assert_eq!(faults_of("text/mod.rs", "use std::fs;\n").len(), 1);
    assert_eq!(faults_of("text/mod.rs", "use std::fs_like;\nuse my::std::fs;\n"), [""; 0]);
    assert_eq!(faults_of("stats/mod.rs", "fn f() { let _ = std::fs::read(\"x\"); }\n").len(), 1);
    assert_eq!(faults_of("tiles/archive/mbtiles.rs", "use sqlx::SqlitePool;\n"), [""; 0]);
    assert_eq!(faults_of("tiles/archives.rs", "use sqlx::SqlitePool;\n").len(), 1);
    assert_eq!(faults_of("store/sqlite.rs", "use sqlx::SqlitePool;\n"), [""; 0]);
}

#[test]
fn a_room_that_the_plan_does_not_know_is_a_fault() {
    assert_eq!(faults_of("helpers/mod.rs", ""), ["src/helpers/mod.rs:1: `helpers` is not a room of the house plan"]);
}

#[test]
fn a_module_that_is_test_code_as_a_whole_is_known_by_its_declaration() {
    let (code, modules) = blank_test_code("mod a;\n#[cfg(test)]\nmod fixtures;\nmod b;\n");
    assert_eq!(modules, ["fixtures"]);
    assert_eq!(code, "mod a;\n\n\nmod b;\n");
}
