//! The written texts as files: what they are called, and how they become content.

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::domain::{
    BackgroundNote, Checklist, DecisionTree, ItemLink, Lesson, Library, Organisation, PublishedFigure, Spelling,
};
use crate::ingest::fault::Fault;
use crate::ingest::package::Listed;
use crate::ingest::source::Source;
use crate::ingest::toml_file;

pub const LESSONS: &str = "texts/lessons.toml";
pub const CHECKLISTS: &str = "texts/checklists.toml";
pub const TREES: &str = "texts/decision_trees.toml";
pub const BACKGROUND: &str = "texts/background.toml";
pub const ORGANISATIONS: &str = "texts/organisations.toml";
pub const LINKS: &str = "texts/links.toml";

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

/// Reads those of one package.
///
/// # Errors
/// The faults of every file that cannot be read.
pub fn read(source: &dyn Source, package: &Listed) -> Result<Library, Vec<Fault>> {
    let mut reader = Reader { source, package, faults: Vec::new() };
    let lessons: LessonsFile = reader.file(LESSONS);
    let checklists: ChecklistsFile = reader.file(CHECKLISTS);
    let trees: TreesFile = reader.file(TREES);
    let background: BackgroundFile = reader.file(BACKGROUND);
    let organisations: OrganisationsFile = reader.file(ORGANISATIONS);
    let links: LinksFile = reader.file(LINKS);
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
    if reader.faults.is_empty() { Ok(library) } else { Err(reader.faults) }
}

struct Reader<'a> {
    source: &'a dyn Source,
    package: &'a Listed,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn file<T: DeserializeOwned + Default>(&mut self, name: &str) -> T {
        if !self.package.has(name) {
            return T::default();
        }
        let read = toml_file::read(self.source, &self.package.package.path(name));
        read.map_err(|fault| self.faults.push(fault)).unwrap_or_default()
    }
}
