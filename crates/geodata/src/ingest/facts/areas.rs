//! Focus areas, designations, the 40 of 2007 and the background of the programme.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use super::json::read_json;
use super::knowledge::Knowledge;
use super::texts::{AreaText, BackgroundText, DesignationText, Texts};
use crate::domain::{
    AreaMember, Designation, DesignationId, Extent, FocusArea, LeftOut, PriorityNeighbourhood, ProgrammeText,
    RegionCode, Slug, StatedInhabitants,
};
use crate::ingest::declaration::Facts;
use crate::ingest::fault::{At, Fault};

#[derive(Deserialize)]
struct AreasFile {
    areas: Vec<AreaFact>,
}

#[derive(Deserialize)]
struct AreaFact {
    id: Slug,
    name_official: String,
    municipality: String,
    municipality_code: RegionCode,
    province: String,
    in_16_stedelijke_vernieuwingsgebieden: bool,
    in_20_nplv_focusgebieden: bool,
    programme_name: Option<String>,
    programme_url: Option<String>,
    programme_themes: Option<Vec<String>>,
    inhabitants_stated: Option<StatedFact>,
    delimitation_named_by_source: Option<Vec<String>>,
    cbs_codes: Vec<MemberFact>,
    partly_covered: Vec<PartFact>,
    sources: Vec<String>,
}

#[derive(Deserialize)]
struct StatedFact {
    value: u32,
    as_of: Option<String>,
    source: String,
}

#[derive(Deserialize)]
struct MemberFact {
    code: RegionCode,
    extent: String,
}

#[derive(Deserialize)]
struct PartFact {
    code: RegionCode,
    name: String,
}

#[derive(Deserialize)]
struct PriorityFile {
    wijken: Vec<PriorityFact>,
}

#[derive(Deserialize)]
struct PriorityFact {
    no: u8,
    city: String,
    name: String,
    lies_in_focus_area: Option<Slug>,
    sources: Vec<String>,
    cbs_codes: Vec<CodeFact>,
}

#[derive(Deserialize)]
struct CodeFact {
    code: RegionCode,
}

#[derive(Deserialize)]
struct VocabularyFile {
    term_map: BTreeMap<String, BTreeMap<String, Vec<String>>>,
}

/// Reads the area files into `knowledge`.
pub fn read(source: &Path, declared: &Facts, texts: &Texts, knowledge: &mut Knowledge, faults: &mut Vec<Fault>) {
    let vocabulary: Option<VocabularyFile> = read_json(source, &declared.vocabulary, faults);
    let areas: Option<AreasFile> = read_json(source, &declared.areas, faults);
    let priority: Option<PriorityFile> = read_json(source, &declared.priority, faults);
    let (Some(vocabulary), Some(areas), Some(priority)) = (vocabulary, areas, priority) else { return };
    let no_terms = BTreeMap::new();
    let terms = vocabulary.term_map.get("focus_areas.programme_themes").unwrap_or(&no_terms);
    for fact in areas.areas {
        let Some(text) = texts.areas.get(fact.id.as_str()) else {
            faults.push(no_text("texts/areas.toml", fact.id.as_str()));
            continue;
        };
        let reader = AreaReader { file: &declared.areas, at: At::Item(fact.id.to_string()), terms, text };
        knowledge.areas.push(reader.area(fact, faults));
    }
    knowledge.areas.sort_by(|a, b| a.slug.cmp(&b.slug));
    for slug in texts.areas.keys().filter(|slug| !knowledge.areas.iter().any(|area| area.slug.as_str() == *slug)) {
        faults.push(no_fact("texts/areas.toml", slug));
    }
    knowledge.priority = priority.wijken.into_iter().map(|fact| neighbourhood(fact, texts)).collect();
    knowledge.priority.sort_by_key(|neighbourhood| neighbourhood.number);
    for id in texts.priority.notes.keys().filter(|id| !knowledge.priority.iter().any(|item| aw(item.number) == **id)) {
        faults.push(no_fact("texts/priority_neighbourhoods.toml", id));
    }
    knowledge.designations = designations(texts, &knowledge.areas);
    knowledge.programme = programme(texts);
}

/// The fault of an item that no text was written for.
pub fn no_text(file: &str, id: &str) -> Fault {
    Fault::new(file, At::Item(id.to_owned()), "", "no text", "a text for every item in the facts")
}

/// The fault of a text whose item does not exist.
pub fn no_fact(file: &str, id: &str) -> Fault {
    Fault::new(file, At::Item(id.to_owned()), "", "a text without an item", "the id of an item in the facts")
}

struct AreaReader<'a> {
    file: &'a str,
    at: At,
    terms: &'a BTreeMap<String, Vec<String>>,
    text: &'a AreaText,
}

impl AreaReader<'_> {
    fn area(&self, fact: AreaFact, faults: &mut Vec<Fault>) -> FocusArea {
        let designations = [
            (fact.in_20_nplv_focusgebieden, DesignationId::Focus20),
            (fact.in_16_stedelijke_vernieuwingsgebieden, DesignationId::Renewal16),
        ];
        let text = self.text;
        FocusArea {
            slug: fact.id,
            name: fact.name_official,
            gemeente: fact.municipality_code,
            gemeente_name: fact.municipality,
            province: fact.province,
            designations: designations.into_iter().filter_map(|(holds, id)| holds.then_some(id)).collect(),
            members: fact.cbs_codes.into_iter().map(|member| self.member(&member, faults)).collect(),
            left_out: fact.partly_covered.into_iter().filter_map(|part| self.left_out(part, faults)).collect(),
            delimitation: text.delimitation.clone(),
            confidence: text.confidence,
            confidence_reason: text.confidence_reason.clone(),
            named_by: text.named_by.clone(),
            named_parts: fact.delimitation_named_by_source.unwrap_or_default(),
            programme_name: fact.programme_name.unwrap_or_default(),
            programme_url: fact.programme_url.unwrap_or_default(),
            programme_themes: self.themes(fact.programme_themes.as_deref().unwrap_or_default(), faults),
            inhabitants_stated: fact.inhabitants_stated.map(|stated| StatedInhabitants {
                value: stated.value,
                as_of: stated.as_of.unwrap_or_default(),
                source: stated.source,
            }),
            sources: fact.sources,
        }
    }

    fn member(&self, fact: &MemberFact, faults: &mut Vec<Fault>) -> AreaMember {
        let note = self.text.counted_whole.get(fact.code.as_str()).map(|text| text.note.clone());
        let extent = match fact.extent.as_str() {
            "whole" => Extent::Whole,
            "part" => Extent::PartCountedWhole,
            other => {
                faults.push(Fault::new(self.file, self.at.clone(), "extent", other, "\"whole\" or \"part\""));
                Extent::Whole
            }
        };
        if (extent == Extent::PartCountedWhole) != note.is_some() {
            let expected =
                "a note in texts/areas.toml (counted_whole) for every part counted whole, and for nothing else";
            faults.push(Fault::new(
                self.file,
                self.at.clone(),
                "extent",
                format!("{} {}", fact.code, fact.extent),
                expected,
            ));
        }
        AreaMember { code: fact.code, extent, note }
    }

    fn left_out(&self, fact: PartFact, faults: &mut Vec<Fault>) -> Option<LeftOut> {
        let Some(text) = self.text.left_out.get(fact.code.as_str()) else {
            let expected = "a text in texts/areas.toml (left_out) for every region left out";
            faults.push(Fault::new(self.file, self.at.clone(), "partly_covered", fact.code.to_string(), expected));
            return None;
        };
        Some(LeftOut { code: fact.code, name: fact.name, part: text.part.clone() })
    }

    /// Themes as the programme words them, mapped to ids; each once, in the order of the programme.
    fn themes(&self, words: &[String], faults: &mut Vec<Fault>) -> Vec<String> {
        let mut themes: Vec<String> = Vec::new();
        for word in words {
            match self.terms.get(word) {
                Some(mapped) => themes.extend(mapped.iter().cloned()),
                None => faults.push(Fault::new(
                    self.file,
                    self.at.clone(),
                    "programme_themes",
                    format!("\"{word}\""),
                    "a term of the mapping focus_areas.programme_themes",
                )),
            }
        }
        let mut seen = std::collections::BTreeSet::new();
        themes.retain(|theme| seen.insert(theme.clone()));
        themes
    }
}

fn aw(number: u8) -> String {
    format!("aw-{number:02}")
}

fn neighbourhood(fact: PriorityFact, texts: &Texts) -> PriorityNeighbourhood {
    PriorityNeighbourhood {
        number: fact.no,
        city: fact.city,
        name: fact.name,
        codes: fact.cbs_codes.into_iter().map(|entry| entry.code).collect(),
        area: fact.lies_in_focus_area,
        note: texts.priority.notes.get(&aw(fact.no)).map(|text| text.note.clone()),
        sources: fact.sources,
    }
}

fn designations(texts: &Texts, areas: &[FocusArea]) -> Vec<Designation> {
    let one = |id: DesignationId, text: &DesignationText| Designation {
        id,
        name: text.name.clone(),
        text: text.text.clone(),
        valid_from: text.valid_from.clone(),
        valid_to: text.valid_to.clone(),
        source: text.source.clone(),
        areas: areas.iter().filter(|area| area.designations.contains(&id)).map(|area| area.slug.clone()).collect(),
    };
    vec![
        one(DesignationId::Focus20, &texts.programme.focus),
        one(DesignationId::Renewal16, &texts.programme.renewal),
        one(DesignationId::Priority40, &texts.programme.priority),
    ]
}

fn programme(texts: &Texts) -> Vec<ProgrammeText> {
    let background = |id: &str, text: &BackgroundText| ProgrammeText {
        id: id.to_owned(),
        text: text.text.clone(),
        sources: text.sources.clone(),
    };
    let meta = &texts.priority.meta;
    let about_40 = |id: &str, text: &crate::domain::Text| ProgrammeText {
        id: id.to_owned(),
        text: text.clone(),
        sources: meta.sources.clone(),
    };
    vec![
        background("nplv", &texts.programme.nplv),
        background("predecessor", &texts.programme.predecessor),
        about_40("priority-40", &meta.about),
        about_40("priority-40-outlines", &meta.outlines),
        about_40("forty-plus", &meta.forty_plus),
    ]
}
