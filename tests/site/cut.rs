//! A cut of the shipped `geodata/` that `check` passes: two gemeenten with their focus areas in every vintage, and all
//! texts. Small enough to import and derive in a second.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};
use wijkwijzer::domain::manifest::Manifest;

use crate::support::release;

/// The gemeenten of the cut: Schiedam and Vlaardingen, which border on each other.
pub const GEMEENTEN: [&str; 2] = ["0606", "0622"];
/// The focus areas of the cut.
pub const AREAS: [&str; 2] = ["schiedam-nieuwland-oost", "vlaardingen-west"];

/// The cut in a folder of its own.
pub fn of_shipped() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(&release::geodata(), folder.path());
    folder
}

/// Changes a file of a cut and lists it as it is then; `check` has its say after that. The file is named by its path in its
/// package, with or without that of the package; of several it is that
/// of the indicators or of the programme that leads.
pub fn edit(geodata: &Path, path: &str, change: impl FnOnce(String) -> String) {
    let named = path.split_once('/').filter(|(package, _)| geodata.join(package).join("manifest.toml").exists());
    let (package, path) = match named {
        Some((package, inside)) => (geodata.join(package), inside),
        None => (package_of(geodata, path), path),
    };
    let text = change(fs::read_to_string(package.join(path)).unwrap());
    fs::write(package.join(path), text).unwrap();
    list(&package, |listed| listed == path);
}

/// The folder of the package of a cut that has the file at `path`.
pub fn package_of(geodata: &Path, path: &str) -> PathBuf {
    let found = packages(geodata).into_iter().filter(|package| package.join(path).exists());
    found.max_by_key(|package| package.ends_with("indicatoren") || package.ends_with("nplv")).unwrap()
}

fn packages(geodata: &Path) -> Vec<PathBuf> {
    let inside = fs::read_dir(geodata).unwrap().map(|entry| entry.unwrap().path());
    inside.filter(|path| path.join("manifest.toml").exists()).collect()
}

/// Lists those files of a package as they are.
fn list(package: &Path, changed: impl Fn(&str) -> bool) {
    let path = package.join("manifest.toml");
    let mut manifest: Manifest = toml::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
    for file in manifest.files.iter_mut().filter(|file| changed(&file.path)) {
        let content = fs::read(package.join(&file.path)).unwrap();
        (file.bytes, file.sha256) = (u64::try_from(content.len()).unwrap(), sha256(&content));
    }
    fs::write(path, toml::to_string(&manifest).unwrap()).unwrap();
}

/// Writes what `geodata` says of [`GEMEENTEN`] and [`AREAS`]. Examples elsewhere stay, because texts cite them, but
/// lose their place.
pub fn write(geodata: &Path, target: &Path) {
    for package in packages(geodata) {
        let target = target.join(package.file_name().unwrap());
        let list_of_files = fs::read_to_string(package.join("manifest.toml")).unwrap();
        let manifest: Manifest = toml::from_str(&list_of_files).unwrap();
        for file in &manifest.files {
            let text = fs::read_to_string(package.join(&file.path)).unwrap();
            let kept = match file.path.split_once('/') {
                Some(("boundaries", _)) => cut_outlines(&text),
                Some(("figures" | "regions", _)) => cut_rows(&text),
                Some(("facts", _) | (_, "links.toml")) => cut_items(&file.path, &text),
                _ => text,
            };
            let path = target.join(&file.path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, kept).unwrap();
        }
        fs::write(target.join("manifest.toml"), list_of_files).unwrap();
        list(&target, |_| true);
    }
}

/// In lower-case hexadecimal, as the manifest has it.
fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a String takes what is written");
        text
    })
}

fn inside(code: &str) -> bool {
    code == "NL01" || code.get(2..6).is_some_and(|gemeente| GEMEENTEN.contains(&gemeente))
}

fn cut_rows(text: &str) -> String {
    let kept = |(at, line): &(usize, &str)| *at == 0 || inside(line.split(',').next().unwrap().trim_end());
    text.split_inclusive('\n').enumerate().filter(kept).map(|(_, line)| line).collect()
}

/// Drops the other shapes, then the arcs that nobody runs along any more.
fn cut_outlines(text: &str) -> String {
    let mut file: serde_json::Value = serde_json::from_str(text).unwrap();
    let mut shapes = file["shapes"].take();
    shapes.as_array_mut().unwrap().retain(|shape| inside(shape[0].as_str().unwrap()));
    let arcs = file["arcs"].take();
    let (mut numbers, mut kept) = (BTreeMap::new(), Vec::new());
    for ring in shapes.as_array_mut().unwrap().iter_mut().flat_map(|shape| shape[2].as_array_mut().unwrap()) {
        for arc in ring.as_array_mut().unwrap().iter_mut().flat_map(|ring| ring.as_array_mut().unwrap()) {
            let number = arc.as_i64().unwrap();
            let forwards = if number < 0 { !number } else { number };
            let new = *numbers.entry(forwards).or_insert_with(|| {
                kept.push(arcs[usize::try_from(forwards).unwrap()].clone());
                i64::try_from(kept.len()).unwrap() - 1
            });
            *arc = (if number < 0 { !new } else { new }).into();
        }
    }
    file["shapes"] = shapes;
    file["arcs"] = kept.into();
    file.to_string()
}

fn cut_items(path: &str, text: &str) -> String {
    let mut file: toml::Table = toml::from_str(text).unwrap();
    let key = if path == "texts/links.toml" { "link" } else { "item" };
    let known = |value: &toml::Value| value.as_str().is_some_and(|word| AREAS.contains(&word) || inside(word));
    file[key].as_array_mut().unwrap().retain_mut(|item| {
        let item = item.as_table_mut().unwrap();
        match path {
            "facts/areas.toml" => known(&item["slug"]),
            "facts/priority.toml" => item["codes"].as_array().unwrap().iter().any(known),
            "facts/practice.toml" => {
                let elsewhere: Vec<&str> = ["area", "place"]
                    .into_iter()
                    .filter(|field| item.get(*field).is_some_and(|value| !known(value)))
                    .collect();
                if !elsewhere.is_empty() {
                    for field in ["area", "place", "point"] {
                        item.remove(field);
                    }
                    item.insert("precision".to_owned(), "gemeente".into());
                }
                true
            }
            _ => {
                if let Some(areas) = item.get_mut("areas") {
                    areas.as_array_mut().unwrap().retain(known);
                }
                true
            }
        }
    });
    toml::to_string(&file).unwrap()
}
