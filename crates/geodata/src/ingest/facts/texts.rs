//! The texts under `geodata/texts/`: own words in both languages, by id.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::domain::{Confidence, Text};
use crate::ingest::fault::Fault;
use crate::ingest::toml_file;

/// All texts.
pub struct Texts {
    /// By slug.
    pub areas: BTreeMap<String, AreaText>,
    /// By number of the list.
    pub priority: PriorityTexts,
    /// By id.
    pub practice: BTreeMap<String, PracticeText>,
    /// By id; only for examples of which the source says more.
    pub details: BTreeMap<String, PracticeDetails>,
    /// By id.
    pub publications: BTreeMap<String, TitleText>,
    /// By id.
    pub events: BTreeMap<String, TitleText>,
    /// Programme and designations.
    pub programme: ProgrammeTexts,
}

/// On a focus area.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AreaText {
    pub delimitation: Text,
    pub confidence: Confidence,
    pub confidence_reason: Text,
    pub named_by: Text,
    #[serde(default)]
    pub left_out: BTreeMap<String, LeftOutText>,
    #[serde(default)]
    pub counted_whole: BTreeMap<String, NoteText>,
}

/// On a region left out.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeftOutText {
    pub part: Text,
}

/// A note.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoteText {
    pub note: Text,
}

/// On the 40 of 2007.
#[derive(Deserialize)]
pub struct PriorityTexts {
    pub meta: PriorityMeta,
    #[serde(flatten)]
    pub notes: BTreeMap<String, NoteText>,
}

/// On the list of 40 as a whole.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PriorityMeta {
    pub about: Text,
    pub forty_plus: Text,
    pub outlines: Text,
    pub sources: Vec<String>,
}

/// On a practice example.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PracticeText {
    pub nl: String,
    pub en: String,
    pub title_en: String,
}

/// What the source of a practice example says beyond its sentence. A field that it does not mention is left out.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PracticeDetails {
    pub from: String,
    pub until: String,
    pub effect: Option<Text>,
    pub conditions: Option<Text>,
    pub evidence: Option<String>,
}

/// On a publication or an event.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TitleText {
    pub title_en: String,
    #[serde(default)]
    pub note: Option<Text>,
}

/// On the programme.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProgrammeTexts {
    #[serde(rename = "designation-20")]
    pub focus: DesignationText,
    #[serde(rename = "designation-16")]
    pub renewal: DesignationText,
    #[serde(rename = "designation-40")]
    pub priority: DesignationText,
    pub nplv: BackgroundText,
    pub predecessor: BackgroundText,
}

/// On a designation.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DesignationText {
    pub name: Text,
    pub text: Text,
    pub valid_from: String,
    pub valid_to: String,
    pub source: String,
}

/// Background with its sources.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BackgroundText {
    pub text: Text,
    pub sources: Vec<String>,
}

/// Reads all texts; `None` when one of the files cannot be read, with its faults in `faults`.
pub fn read(geodata: &Path, faults: &mut Vec<Fault>) -> Option<Texts> {
    let areas = file(geodata, "texts/areas.toml", faults);
    let priority = file(geodata, "texts/priority_neighbourhoods.toml", faults);
    let practice = file(geodata, "texts/practice.toml", faults);
    let details = file(geodata, "texts/practice_details.toml", faults);
    let publications = file(geodata, "texts/publications.toml", faults);
    let events = file(geodata, "texts/events.toml", faults);
    let programme = file(geodata, "texts/programme.toml", faults);
    Some(Texts {
        areas: areas?,
        priority: priority?,
        practice: practice?,
        details: details?,
        publications: publications?,
        events: events?,
        programme: programme?,
    })
}

fn file<T: DeserializeOwned>(geodata: &Path, name: &str, faults: &mut Vec<Fault>) -> Option<T> {
    toml_file::read(&geodata, name).map_err(|fault| faults.push(fault)).ok()
}
