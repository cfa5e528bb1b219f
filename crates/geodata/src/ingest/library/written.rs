//! The written texts as files: what they are called, and how they become content.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::domain::{
    BackgroundNote, Checklist, DecisionTree, ItemLink, Lesson, Library, Organisation, PublishedFigure, Spelling,
};
use crate::ingest::fault::{At, Fault};
use crate::ingest::source::Source;
use crate::ingest::toml_file;

pub(super) const LESSONS: &str = "texts/lessons.toml";
pub(super) const CHECKLISTS: &str = "texts/checklists.toml";
pub(super) const TREES: &str = "texts/decision_trees.toml";
pub(super) const BACKGROUND: &str = "texts/background.toml";
pub(super) const ORGANISATIONS: &str = "texts/organisations.toml";
pub(super) const LINKS: &str = "texts/links.toml";

/// The files; a folder may lack some of them.
pub const FILES: [&str; 6] = [LESSONS, CHECKLISTS, TREES, BACKGROUND, ORGANISATIONS, LINKS];

/// What was read, with the files as text: faults found later still name a line.
#[derive(Debug, Default)]
pub struct WrittenTexts {
    /// The content.
    pub library: Library,
    files: BTreeMap<&'static str, String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct LessonsFile {
    #[serde(default, rename = "lesson")]
    lessons: Vec<Lesson>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct ChecklistsFile {
    #[serde(default, rename = "checklist")]
    checklists: Vec<Checklist>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct TreesFile {
    #[serde(default, rename = "tree")]
    trees: Vec<DecisionTree>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct BackgroundFile {
    #[serde(default, rename = "note")]
    notes: Vec<BackgroundNote>,
    #[serde(default, rename = "figure")]
    figures: Vec<PublishedFigure>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct OrganisationsFile {
    #[serde(default, rename = "organisation")]
    organisations: Vec<Organisation>,
    #[serde(default, rename = "spelling")]
    spellings: Vec<Spelling>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct LinksFile {
    #[serde(default, rename = "link")]
    links: Vec<ItemLink>,
}

/// Reads those of [`FILES`] that `paths` names.
///
/// # Errors
/// The faults of every file that cannot be read.
pub fn read(source: &dyn Source, paths: &[String]) -> Result<WrittenTexts, Vec<Fault>> {
    let mut files = BTreeMap::new();
    let mut faults = Vec::new();
    for name in FILES.into_iter().filter(|name| paths.iter().any(|path| path == name)) {
        match source.text(name) {
            Ok(text) => drop(files.insert(name, text)),
            Err(error) => faults.push(Fault::whole(name, error.to_string(), "a TOML file in UTF-8")),
        }
    }
    parse(files, faults)
}

pub(super) fn parse(files: BTreeMap<&'static str, String>, mut faults: Vec<Fault>) -> Result<WrittenTexts, Vec<Fault>> {
    let lessons: LessonsFile = part(&files, LESSONS, &mut faults);
    let checklists: ChecklistsFile = part(&files, CHECKLISTS, &mut faults);
    let trees: TreesFile = part(&files, TREES, &mut faults);
    let background: BackgroundFile = part(&files, BACKGROUND, &mut faults);
    let organisations: OrganisationsFile = part(&files, ORGANISATIONS, &mut faults);
    let links: LinksFile = part(&files, LINKS, &mut faults);
    if !faults.is_empty() {
        return Err(faults);
    }
    let library = Library {
        lessons: lessons.lessons,
        checklists: checklists.checklists,
        trees: trees.trees,
        notes: background.notes,
        figures: background.figures,
        organisations: organisations.organisations,
        spellings: organisations.spellings,
        links: links.links,
    };
    Ok(WrittenTexts { library, files })
}

fn part<T: DeserializeOwned + Default>(
    files: &BTreeMap<&'static str, String>,
    name: &str,
    faults: &mut Vec<Fault>,
) -> T {
    let Some(text) = files.get(name) else { return T::default() };
    toml_file::parse(name, text).map_err(|fault| faults.push(fault)).unwrap_or_default()
}

impl WrittenTexts {
    /// The line where the item stands that `path` leads to: the first `id` (or `text` of a spelling) of that name, and
    /// from there the next, for items inside items.
    pub(super) fn line(&self, file: &str, path: &[&str]) -> At {
        let Some(text) = self.files.get(file) else { return At::Whole };
        let mut found = 0;
        for id in path {
            let quoted = toml::Value::String((*id).to_owned()).to_string();
            let is_it = |line: &str| ["id", "text"].iter().any(|key| line.contains(&format!("{key} = {quoted}")));
            let next = text.lines().enumerate().skip(found).find(|(_, line)| is_it(line));
            let Some((line, _)) = next else { break };
            found = line + 1;
        }
        if found == 0 { At::Whole } else { At::Line(u64::try_from(found).unwrap_or_default()) }
    }
}
