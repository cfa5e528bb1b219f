//! The knowledge base that the project writes itself: lessons, checklists, decision trees, background, organisations.
//!
//! Read from `geodata/texts/`, which people edit by hand. Every item names its sources by id: practice examples
//! (`pe-001`), publications (`pub-001`), events (`ev-001`), background texts and notes.

use serde::{Deserialize, Serialize};

use super::code::Slug;
use super::lang::Text;

/// A lesson: a short statement in own words, with the items that it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lesson {
    /// Id.
    pub id: String,
    /// The statement.
    pub title: Text,
    /// What it rests on, in two or three sentences.
    pub text: Text,
    /// Themes (ids of the vocabulary).
    pub themes: Vec<String>,
    /// Phase (id); empty when it holds in every phase.
    #[serde(default)]
    pub phase: String,
    /// Ids of the items that it rests on.
    pub sources: Vec<String>,
}

/// A checklist for one phase.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checklist {
    /// Id in addresses.
    pub id: String,
    /// Title.
    pub title: Text,
    /// What it is for.
    pub intro: Text,
    /// Phase (id).
    pub phase: String,
    /// What to check, in order.
    #[serde(rename = "item")]
    pub items: Vec<CheckItem>,
}

/// One thing to check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckItem {
    /// What must be so.
    pub text: Text,
    /// Why, or how to see it.
    #[serde(default)]
    pub why: Option<Text>,
    /// Ids of the items that it rests on.
    pub sources: Vec<String>,
}

/// A decision tree: questions that lead to an outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DecisionTree {
    /// Id in addresses.
    pub id: String,
    /// Title.
    pub title: Text,
    /// What it helps to decide.
    pub intro: Text,
    /// Phase (id).
    pub phase: String,
    /// Id of the first question.
    pub first: String,
    /// Questions.
    #[serde(rename = "question")]
    pub questions: Vec<Question>,
    /// Outcomes.
    #[serde(rename = "outcome")]
    pub outcomes: Vec<Outcome>,
}

/// A question of a tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Id inside the tree.
    pub id: String,
    /// The question.
    pub text: Text,
    /// How to find the answer.
    #[serde(default)]
    pub help: Option<Text>,
    /// Answers, at least two.
    #[serde(rename = "answer")]
    pub answers: Vec<Answer>,
}

/// An answer and where it leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// Id inside the question, as it stands in addresses (lower case letters and hyphens).
    pub id: String,
    /// The answer.
    pub label: Text,
    /// Id of the next question or of the outcome.
    pub to: String,
}

/// Where a tree can end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// Id inside the tree.
    pub id: String,
    /// The advice in one line.
    pub title: Text,
    /// The advice.
    pub text: Text,
    /// What to do, in order.
    #[serde(default)]
    pub steps: Vec<Text>,
    /// Ids of the items that it rests on.
    pub sources: Vec<String>,
    /// Indicators to look at (ids of the catalogue).
    #[serde(default)]
    pub indicators: Vec<String>,
    /// Themes of examples to look at (ids).
    #[serde(default)]
    pub themes: Vec<String>,
    /// Checklists and trees to go on with (ids).
    #[serde(default)]
    pub tools: Vec<String>,
}

/// What a background note is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoteKind {
    /// A line of action of the programme.
    ActionLine,
    /// What a phase is about.
    Phase,
    /// A word of the programme.
    Term,
    /// A funding scheme.
    Funding,
    /// A building block of a financial strategy.
    Finance,
    /// Something that happened, for the time line.
    Milestone,
}

/// A note on the background, in own words with its sources.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BackgroundNote {
    /// Id.
    pub id: String,
    /// What it is about.
    pub kind: NoteKind,
    /// Title.
    pub title: Text,
    /// The note.
    pub text: Text,
    /// Date or period of the thing described (year, year-month, full date; two with a slash between); empty without.
    #[serde(default)]
    pub period: String,
    /// Themes (ids).
    #[serde(default)]
    pub themes: Vec<String>,
    /// Addresses of the sources.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Ids of the items that it rests on.
    #[serde(default)]
    pub items: Vec<String>,
}

/// A figure that the programme published itself. It is quoted, never computed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublishedFigure {
    /// Id.
    pub id: String,
    /// What it counts.
    pub name: Text,
    /// Theme (id).
    pub theme: String,
    /// Unit.
    pub unit: Text,
    /// Values, in the order in which they read.
    #[serde(default, rename = "value")]
    pub values: Vec<PublishedValue>,
    /// What the publication says where it gives no number, or what to know about the numbers.
    #[serde(default)]
    pub note: Option<Text>,
    /// Id of an indicator that counts something like it, to be held beside it.
    #[serde(default)]
    pub indicator: Option<String>,
    /// Addresses of the publications.
    pub sources: Vec<String>,
}

/// One published value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublishedValue {
    /// Of what.
    pub of: Text,
    /// Year or period as published; empty when the publication gives none.
    #[serde(default)]
    pub period: String,
    /// The number as published.
    pub number: f64,
}

/// What kind of organisation it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[derive(strum::IntoStaticStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "lowercase")]
pub enum OrganisationKind {
    /// A local programme or alliance.
    Programma,
    /// A municipality or a part of it.
    Gemeente,
    /// Central government, parliament, province.
    Overheid,
    /// A knowledge institute, research office or statistics office.
    Kennis,
    /// A network or interest group.
    Netwerk,
    /// Residents and their companies.
    Bewoners,
    /// A housing association or developer.
    Wonen,
    /// Welfare, care, culture, sport.
    Welzijn,
    /// A school or university.
    Onderwijs,
    /// Police, prosecution, safety.
    Veiligheid,
    /// A bureau or company.
    Bureau,
}

impl OrganisationKind {
    /// Its name in files and the API.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// An organisation behind examples, publications or events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    /// Id in addresses.
    pub id: String,
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: OrganisationKind,
}

/// How a source writes the organisations behind an item, and which these are. Declared, never guessed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spelling {
    /// The words of the source.
    pub text: String,
    /// Ids of the organisations; empty where the words name none.
    pub organisations: Vec<String>,
}

/// Areas and themes of a publication or event that its own facts do not name: an editor's reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemLink {
    /// Id of the publication or event.
    pub id: String,
    /// Focus areas that it is about.
    #[serde(default)]
    pub areas: Vec<Slug>,
    /// Themes (ids).
    #[serde(default)]
    pub themes: Vec<String>,
}

/// Everything that the project writes itself.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Library {
    /// Lessons.
    pub lessons: Vec<Lesson>,
    /// Checklists.
    pub checklists: Vec<Checklist>,
    /// Decision trees.
    pub trees: Vec<DecisionTree>,
    /// Background notes.
    pub notes: Vec<BackgroundNote>,
    /// Figures that the programme published.
    pub figures: Vec<PublishedFigure>,
    /// Organisations.
    pub organisations: Vec<Organisation>,
    /// Spellings of organisations.
    pub spellings: Vec<Spelling>,
    /// Areas and themes of publications and events.
    pub links: Vec<ItemLink>,
}

impl Library {
    /// The notes of one kind, in order.
    pub fn notes_of(&self, kind: NoteKind) -> impl Iterator<Item = &BackgroundNote> {
        self.notes.iter().filter(move |note| note.kind == kind)
    }

    /// The checklist with this id.
    pub fn checklist(&self, id: &str) -> Option<&Checklist> {
        self.checklists.iter().find(|one| one.id == id)
    }

    /// The tree with this id.
    pub fn tree(&self, id: &str) -> Option<&DecisionTree> {
        self.trees.iter().find(|one| one.id == id)
    }

    /// Areas and themes that are declared for an item.
    pub fn link(&self, id: &str) -> Option<&ItemLink> {
        self.links.iter().find(|link| link.id == id)
    }
}

impl DecisionTree {
    /// The question with this id.
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == id)
    }

    /// The outcome with this id.
    pub fn outcome(&self, id: &str) -> Option<&Outcome> {
        self.outcomes.iter().find(|outcome| outcome.id == id)
    }
}
