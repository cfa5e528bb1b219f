//! Practice examples, publications and events.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;

use super::areas::{no_fact, no_text};
use super::json::{ascii_id, read_json};
use super::knowledge::Knowledge;
use super::texts::{PracticeDetails, PracticeText, Texts, TitleText};
use crate::domain::{Event, Level, NOT_ASSESSED, PlacePrecision, PracticeExample, Publication, RegionCode, Slug, Text};
use crate::ingest::declaration::Facts;
use crate::ingest::fault::{At, Fault};

#[derive(Deserialize)]
struct PracticeFile {
    examples: Vec<PracticeFact>,
}

#[derive(Deserialize)]
struct PracticeFact {
    id: String,
    title: String,
    source_url: Option<String>,
    organisation: Option<String>,
    published: Option<String>,
    city: Option<String>,
    neighbourhood: Option<String>,
    focus_area_id: Option<Slug>,
    place_code: Option<RegionCode>,
    place_basis: String,
    themes: Vec<String>,
    audience: Vec<String>,
    phase: Option<String>,
    inferred_fields: Vec<String>,
}

#[derive(Deserialize)]
struct PublicationsFile {
    publications: Vec<PublicationFact>,
}

#[derive(Deserialize)]
struct PublicationFact {
    id: String,
    title: String,
    organisation: Option<String>,
    published: Option<String>,
    url: Option<String>,
    themes: Vec<String>,
    kind: String,
}

#[derive(Deserialize)]
struct EventsFile {
    events: Vec<EventFact>,
}

#[derive(Deserialize)]
struct EventFact {
    id: String,
    title: String,
    kind: String,
    starts: Option<String>,
    ends: Option<String>,
    deadline: Option<String>,
    place: Option<String>,
    organisation: Option<String>,
    source: Option<String>,
}

/// Reads the three files into `knowledge`.
pub fn read(source: &Path, declared: &Facts, texts: &Texts, knowledge: &mut Knowledge, faults: &mut Vec<Fault>) {
    if let Some(file) = read_json::<PracticeFile>(source, &declared.practice, faults) {
        let facts = file.examples.into_iter().map(|fact| (fact.id.clone(), fact)).collect();
        knowledge.practice = matched("texts/practice.toml", facts, &texts.practice, faults, |fact, text, faults| {
            let details = texts.details.get(&fact.id).cloned().unwrap_or_default();
            example(fact, (text, details), declared, faults)
        });
        let known: BTreeSet<&str> = knowledge.practice.iter().map(|example| example.id.as_str()).collect();
        for id in texts.details.keys().filter(|id| !known.contains(id.as_str())) {
            faults.push(no_fact("texts/practice_details.toml", id));
        }
    }
    if let Some(file) = read_json::<PublicationsFile>(source, &declared.publications, faults) {
        let facts = file.publications.into_iter().map(|fact| (fact.id.clone(), fact)).collect();
        let publications = &texts.publications;
        knowledge.publications =
            matched("texts/publications.toml", facts, publications, faults, |fact, text, faults| {
                check_date(&declared.publications, &fact.id, "published", fact.published.as_deref(), faults);
                publication(fact, text)
            });
    }
    if let Some(file) = read_json::<EventsFile>(source, &declared.events, faults) {
        let facts = file.events.into_iter().map(|fact| (fact.id.clone(), fact)).collect();
        knowledge.events = matched("texts/events.toml", facts, &texts.events, faults, |fact, text, faults| {
            for (field, date) in [("starts", &fact.starts), ("ends", &fact.ends), ("deadline", &fact.deadline)] {
                check_date(&declared.events, &fact.id, field, date.as_deref(), faults);
            }
            event(fact, text)
        });
    }
}

/// Joins facts and texts by id; one without the other is a fault, and so is an id that comes twice.
fn matched<F, T, O>(
    file: &str,
    facts: Vec<(String, F)>,
    texts: &BTreeMap<String, T>,
    faults: &mut Vec<Fault>,
    make: impl Fn(F, &T, &mut Vec<Fault>) -> O,
) -> Vec<O> {
    let mut joined = BTreeMap::new();
    for (id, fact) in facts {
        match texts.get(&id) {
            Some(text) => {
                let item = make(fact, text, faults);
                if joined.insert(id.clone(), item).is_some() {
                    faults.push(Fault::new(file, At::Item(id.clone()), "id", format!("{id} again"), "each id once"));
                }
            }
            None => faults.push(no_text(file, &id)),
        }
    }
    for id in texts.keys().filter(|id| !joined.contains_key(*id)) {
        faults.push(no_fact(file, id));
    }
    joined.into_values().collect()
}

fn example(
    fact: PracticeFact,
    (text, details): (&PracticeText, PracticeDetails),
    declared: &Facts,
    faults: &mut Vec<Fault>,
) -> PracticeExample {
    check_date(&declared.practice, &fact.id, "published", fact.published.as_deref(), faults);
    for (field, date) in [("from", &details.from), ("until", &details.until)] {
        let given = Some(date.as_str()).filter(|date| !date.is_empty());
        check_date("texts/practice_details.toml", &fact.id, field, given, faults);
    }
    let precision = match (fact.place_code.map(|code| code.level()), &fact.focus_area_id, &fact.city) {
        (Some(Level::Buurt), ..) => PlacePrecision::Buurt,
        (Some(Level::Wijk), ..) => PlacePrecision::Wijk,
        (_, Some(_), _) => PlacePrecision::Gebied,
        (_, None, Some(_)) => PlacePrecision::Gemeente,
        (_, None, None) => PlacePrecision::Onbekend,
    };
    let fits = match fact.place_basis.as_str() {
        "name match" => fact.place_code.is_some(),
        "area only" => fact.place_code.is_none() && fact.focus_area_id.is_some(),
        "none" => fact.place_code.is_none(),
        _ => false,
    };
    if !fits {
        let at = At::Item(fact.id.clone());
        let expected = "\"name match\" with a code, \"area only\" with an area, or \"none\"";
        faults.push(Fault::new(&declared.practice, at, "place_basis", fact.place_basis.clone(), expected));
    }
    PracticeExample {
        title: Text { nl: fact.title, en: text.title_en.clone() },
        summary: Text { nl: text.nl.clone(), en: text.en.clone() },
        source_url: fact.source_url.unwrap_or_default(),
        organisation: fact.organisation.unwrap_or_default(),
        published: fact.published.unwrap_or_default(),
        city: fact.city.unwrap_or_default(),
        neighbourhood: fact.neighbourhood.unwrap_or_default(),
        area: fact.focus_area_id,
        place: fact.place_code,
        point: None,
        precision,
        from: details.from,
        until: details.until,
        effect: details.effect,
        conditions: details.conditions,
        evidence: details.evidence.unwrap_or_else(|| NOT_ASSESSED.to_owned()),
        themes: fact.themes,
        audience: fact.audience,
        phase: fact.phase.as_deref().map(ascii_id).unwrap_or_default(),
        inferred: fact.inferred_fields,
        featured: !declared.not_featured.contains(&fact.id),
        figures_unverified: declared.figures_unverified.contains(&fact.id),
        same_as: declared.same_as.get(&fact.id).cloned().unwrap_or_default(),
        sent_in: None,
        id: fact.id,
    }
}

fn publication(fact: PublicationFact, text: &TitleText) -> Publication {
    Publication {
        id: fact.id,
        title: Text { nl: fact.title, en: text.title_en.clone() },
        organisation: fact.organisation.unwrap_or_default(),
        published: fact.published.unwrap_or_default(),
        url: fact.url.unwrap_or_default(),
        themes: fact.themes,
        kind: ascii_id(&fact.kind),
        note: text.note.clone(),
    }
}

fn event(fact: EventFact, text: &TitleText) -> Event {
    Event {
        id: fact.id,
        title: Text { nl: fact.title, en: text.title_en.clone() },
        kind: ascii_id(&fact.kind),
        starts: fact.starts.unwrap_or_default(),
        ends: fact.ends.unwrap_or_default(),
        deadline: fact.deadline.unwrap_or_default(),
        place: fact.place.unwrap_or_default(),
        organisation: fact.organisation.unwrap_or_default(),
        source: fact.source.unwrap_or_default(),
        note: text.note.clone(),
    }
}

/// A date is a year, a year and a month, or a full date.
fn check_date(file: &str, id: &str, field: &str, date: Option<&str>, faults: &mut Vec<Fault>) {
    let Some(date) = date else { return };
    let full = match date.len() {
        4 => format!("{date}-01-01"),
        7 => format!("{date}-01"),
        _ => date.to_owned(),
    };
    if full.parse::<jiff::civil::Date>().is_err() {
        let expected = "a year, a year and month, or a full date (2022, 2022-06, 2022-06-11)";
        faults.push(Fault::new(file, At::Item(id.to_owned()), field, format!("\"{date}\""), expected));
    }
}
