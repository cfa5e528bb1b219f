//! Which file of the source uses what another file defines, and whether that ever leads back.
//!
//! A path counts for the file that defines what it names: a module that only declares or re-exports its children is
//! passed through. So a child that takes from `super` what stands in a sibling uses the sibling, and a `mod.rs` that
//! only lists what it has uses nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::{blank_comments_and_literals, blank_test_code, is_word, sources};

/// Names under which a crate of this workspace stands in another.
const CRATES: [&str; 4] = ["wijkwijzer", "wijkwijzer_core", "wijkwijzer_geodata", "wijkwijzer_atlas"];

/// How far a chain of re-exports is followed.
const LONGEST_CHAIN: usize = 16;

type Module = Vec<String>;

/// One name that a `use` brings into a file, or a whole module for `*`.
#[derive(Debug)]
struct Import {
    path: Module,
    name: String,
    exported: bool,
}

/// What one file says about names.
#[derive(Debug, Default)]
struct Source {
    file: String,
    items: BTreeSet<String>,
    imports: Vec<Import>,
    /// Paths outside `use`, as they are written.
    paths: BTreeSet<Module>,
    words: BTreeSet<String>,
}

/// All files by the module that they stand for.
type Sources = BTreeMap<Module, Source>;

/// Files, each with the files whose definitions it uses.
pub(super) type Graph = BTreeMap<String, BTreeSet<String>>;

/// The words of `code` with everything between them, brackets and signs one by one.
fn tokens(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut word = String::new();
    let mut chars = code.chars().peekable();
    while let Some(c) = chars.next() {
        if is_word(c) {
            word.push(c);
            continue;
        }
        if !word.is_empty() {
            found.push(std::mem::take(&mut word));
        }
        if c == ':' && chars.peek() == Some(&':') {
            chars.next();
            found.push("::".to_owned());
        } else if !c.is_whitespace() {
            found.push(c.to_string());
        }
    }
    if !word.is_empty() {
        found.push(word);
    }
    found
}

/// The leaves of the tree of a `use`, each with the name that it gets.
fn leaves(tokens: &[String], prefix: &[String]) -> Vec<(Module, String)> {
    let mut path = prefix.to_vec();
    let mut alias = None;
    let mut i = 0;
    while let Some(token) = tokens.get(i) {
        match token.as_str() {
            "::" => {}
            "{" => {
                let mut found = Vec::new();
                let mut depth = 0;
                let mut from = i + 1;
                for (at, token) in tokens.iter().enumerate().skip(i) {
                    match token.as_str() {
                        "{" => depth += 1,
                        "}" => depth -= 1,
                        _ => {}
                    }
                    if (token == "," && depth == 1) || depth == 0 {
                        if from < at {
                            found.extend(leaves(tokens.get(from..at).unwrap_or_default(), &path));
                        }
                        from = at + 1;
                    }
                    if depth == 0 {
                        break;
                    }
                }
                return found;
            }
            "as" => {
                alias = tokens.get(i + 1).cloned();
                break;
            }
            "self" if !path.is_empty() => {}
            word => path.push(word.to_owned()),
        }
        i += 1;
    }
    let name = alias.or_else(|| path.last().cloned()).unwrap_or_default();
    vec![(path, name)]
}

/// Reads what a file says about names.
fn read(file: &str, text: &str) -> Source {
    let (code, _) = blank_test_code(&blank_comments_and_literals(text));
    let tokens = tokens(&code);
    let at = |i: usize| tokens.get(i).map(String::as_str).unwrap_or_default();
    let mut source = Source { file: file.to_owned(), ..Source::default() };
    let mut depth = 0_i32;
    let mut exported = false;
    let mut i = 0;
    while i < tokens.len() {
        match at(i) {
            "{" => depth += 1,
            "}" => depth -= 1,
            "pub" => exported = true,
            ";" => exported = false,
            "use" if at(i + 1) != "<" => {
                let end = (i..tokens.len()).find(|&end| at(end) == ";").unwrap_or(tokens.len());
                for (path, name) in leaves(tokens.get(i + 1..end).unwrap_or_default(), &[]) {
                    source.imports.push(Import { path, name, exported });
                }
                exported = false;
                i = end;
            }
            "fn" | "struct" | "enum" | "trait" | "type" | "const" | "static" | "union" if depth == 0 => {
                let name = if at(i + 1) == "mut" || at(i + 1) == "fn" { at(i + 2) } else { at(i + 1) };
                source.items.insert(name.to_owned());
                exported = false;
            }
            "macro_rules" => {
                source.items.insert(at(i + 2).to_owned());
            }
            word if word.starts_with(is_word) => {
                source.words.insert(word.to_owned());
                if at(i + 1) == "::" && at(i.wrapping_sub(1)) != "::" && at(i.wrapping_sub(1)) != "." {
                    let mut path = vec![word.to_owned()];
                    while at(i + 1) == "::" && at(i + 2).starts_with(is_word) {
                        path.push(at(i + 2).to_owned());
                        source.words.insert(at(i + 2).to_owned());
                        i += 2;
                    }
                    source.paths.insert(path);
                }
            }
            _ => {}
        }
        i += 1;
    }
    source
}

/// The path from the root of the house for one that is written in `module`; `None` for a foreign one.
fn from_root(sources: &Sources, module: &[String], path: &[String]) -> Option<Module> {
    let (first, rest) = path.split_first()?;
    let mut base = match first.as_str() {
        "crate" => Vec::new(),
        "self" => module.to_vec(),
        "super" => module.split_last()?.1.to_vec(),
        name if CRATES.contains(&name) => Vec::new(),
        name => {
            let child = [module, &[name.to_owned()]].concat();
            return sources.contains_key(&child).then(|| [&child, rest].concat());
        }
    };
    let mut rest = rest;
    while let Some((first, more)) = rest.split_first()
        && first == "super"
    {
        base.pop()?;
        rest = more;
    }
    base.extend(rest.iter().cloned());
    Some(base)
}

/// What a path names: the files that define it, or a module.
#[derive(Debug, Default)]
struct Named {
    files: BTreeSet<String>,
    module: Option<Module>,
}

/// Follows a path from the root, through modules and re-exports, to the files that define what it names.
fn resolve(sources: &Sources, path: &[String], chain: usize) -> Named {
    let mut named = Named::default();
    let mut here: Module = Vec::new();
    for (i, segment) in path.iter().enumerate() {
        let last = i + 1 == path.len();
        let child = [here.as_slice(), std::slice::from_ref(segment)].concat();
        let is_module = sources.contains_key(&child) || sources.keys().any(|module| module.starts_with(&child));
        if is_module && !last {
            here = child;
            continue;
        }
        let rest = path.get(i + 1..).unwrap_or_default();
        let found = item(sources, &here, segment, rest, chain);
        if is_module {
            named.module = Some(child);
        }
        if let Some(found) = found {
            named.files.extend(found.files);
            named.module = named.module.or(found.module);
        } else if !is_module && let Some(source) = sources.get(&here) {
            // Made by a macro, or a name of the language: it counts for the file in which it should be.
            named.files.insert(source.file.clone());
        }
        return named;
    }
    named.module = Some(here);
    named
}

/// What `name` means in a module, with what follows it: defined there, or brought in from elsewhere.
fn item(sources: &Sources, module: &[String], name: &str, rest: &[String], chain: usize) -> Option<Named> {
    let source = sources.get(module)?;
    if source.items.contains(name) {
        return Some(Named { files: BTreeSet::from([source.file.clone()]), module: None });
    }
    if chain == 0 {
        return None;
    }
    if let Some(import) = source.imports.iter().find(|import| import.name == name) {
        let path = from_root(sources, module, &import.path);
        let found = path.map(|path| resolve(sources, &[path.as_slice(), rest].concat(), chain - 1));
        return Some(found.unwrap_or_default());
    }
    for import in source.imports.iter().filter(|import| import.name == "*") {
        let Some((_, parent)) = import.path.split_last() else { continue };
        let Some(parent) = from_root(sources, module, parent) else { continue };
        let inside = if sources.contains_key(&parent) {
            parent
        } else {
            resolve(sources, &parent, chain - 1).module.unwrap_or(parent)
        };
        if let Some(found) = item(sources, &inside, name, rest, chain - 1) {
            return Some(found);
        }
    }
    None
}

/// Which file uses what which other files define.
fn graph(sources: &Sources) -> Graph {
    let mut graph = Graph::new();
    for (module, source) in sources {
        let mut used = BTreeSet::new();
        for import in &source.imports {
            // What is only handed on is used by whoever takes it.
            if import.exported && !source.words.contains(&import.name) {
                continue;
            }
            if let Some(path) = from_root(sources, module, &import.path) {
                used.extend(resolve(sources, &path, LONGEST_CHAIN).files);
            }
        }
        for path in &source.paths {
            let imported = path.split_first().and_then(|(first, rest)| {
                let import = source.imports.iter().find(|import| import.name == *first)?;
                Some([&from_root(sources, module, &import.path)?, rest].concat())
            });
            if let Some(path) = imported.or_else(|| from_root(sources, module, path)) {
                used.extend(resolve(sources, &path, LONGEST_CHAIN).files);
            }
        }
        used.remove(&source.file);
        graph.insert(source.file.clone(), used);
    }
    graph
}

/// A shortest way from `file` along what is used back to itself.
fn circle(graph: &Graph, file: &str) -> Option<Vec<String>> {
    let mut before: BTreeMap<&str, &str> = BTreeMap::new();
    let mut round = vec![file];
    while !round.is_empty() {
        let mut next = Vec::new();
        for &from in &round {
            for to in graph.get(from).into_iter().flatten() {
                if to == file {
                    let mut way = vec![file.to_owned(), from.to_owned()];
                    let mut at = from;
                    while let Some(&earlier) = before.get(at) {
                        way.push(earlier.to_owned());
                        at = earlier;
                    }
                    way.reverse();
                    if from == file {
                        way.pop();
                    }
                    return Some(way);
                }
                if !before.contains_key(to.as_str()) {
                    before.insert(to, from);
                    next.push(to.as_str());
                }
            }
        }
        round = next;
    }
    None
}

/// Circles, the shortest first; files of one that was told are not told again.
fn circles(graph: &Graph) -> Vec<Vec<String>> {
    let mut found: Vec<Vec<String>> = graph.keys().filter_map(|file| circle(graph, file)).collect();
    found.sort_by_key(|circle| (circle.len(), circle.clone()));
    let mut told: BTreeSet<String> = BTreeSet::new();
    found.retain(|circle| {
        let fresh = !circle.iter().all(|file| told.contains(file));
        told.extend(circle.iter().cloned());
        fresh
    });
    found
}

/// The sources of a made-up house, as module and text.
fn made_up(files: &[(&str, &str)]) -> Sources {
    let module = |path: &str| super::module_path(std::path::Path::new(path));
    files.iter().map(|(path, text)| (module(path), read(path, text))).collect()
}

/// Which file of this house uses what which other files define.
#[expect(clippy::unwrap_used, reason = "a helper of tests fails loudly")]
pub(super) fn uses() -> Graph {
    let all: Sources = sources()
        .unwrap()
        .into_iter()
        .filter(|(_, modules, _)| !modules.is_empty())
        .map(|(file, modules, text)| (modules, read(&file, &text)))
        .collect();
    assert!(all.len() > 300, "the source was not found");
    graph(&all)
}

#[test]
fn no_file_of_the_source_imports_in_a_circle() {
    let told: Vec<String> = circles(&uses()).iter().map(|circle| circle.join("\n  -> ")).collect();
    assert!(told.is_empty(), "{} circles between files:\n{}", told.len(), told.join("\n"));
}

#[test]
fn a_circle_is_seen_through_re_exports_groups_and_imported_modules() {
    let house = |a: &str, b: &str| {
        let files =
            made_up(&[("shop/mod.rs", "mod a;\nmod b;\npub use b::Bread;\n"), ("shop/a.rs", a), ("shop/b.rs", b)]);
        circles(&graph(&files))
    };
    let bread = "pub struct Bread;\npub fn eat() { super::a::bake() }\n";
    let expected = [["shop/a.rs", "shop/b.rs", "shop/a.rs"].map(str::to_owned).to_vec()];
    assert_eq!(house("use super::Bread;\npub fn bake() {}\n", bread), expected);
    assert_eq!(house("use crate::shop::{self, b};\nfn bake() { b::eat() }\n", bread), expected);
    assert_eq!(house("use crate::shop;\nfn bake() -> shop::Bread { shop::Bread }\n", bread), expected);
    assert_eq!(house("use super::*;\nfn bake(_: super::b::Bread) {}\n", bread), expected);
    assert_eq!(house("pub fn bake() {}\n", bread), [[""; 0]; 0]);
}

#[test]
fn declaring_and_handing_on_is_no_use_but_using_what_is_handed_on_is() {
    let with = |parent: &str| {
        let child = "use super::Key;\npub struct Lock(Key);\n";
        circles(&graph(&made_up(&[("shop/mod.rs", parent), ("shop/lock.rs", child)])))
    };
    assert_eq!(with("mod lock;\npub use lock::Lock;\npub struct Key;\n"), [[""; 0]; 0]);
    assert_eq!(with("mod lock;\npub use lock::Lock;\npub struct Key;\nfn f(_: Lock) {}\n").len(), 1);
    assert_eq!(with("mod lock;\npub struct Key;\nfn f() -> lock::Lock { todo!() }\n").len(), 1);
}
