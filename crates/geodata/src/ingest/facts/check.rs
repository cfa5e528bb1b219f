//! What an item of the fact files may not say by itself. What it says of other files is held in `references`.

use std::collections::BTreeSet;

use super::knowledge::{AREAS, DESIGNATIONS, EVENTS, Knowledge, PRACTICE, PRIORITY, PROGRAMME, PUBLICATIONS};
use crate::domain::{Extent, FocusArea, Level, PartialDate, PlacePrecision, PracticeExample, holds_in};
use crate::ingest::fault::{At, Fault};

/// Every item that breaks a rule.
pub fn check(knowledge: &Knowledge) -> Vec<Fault> {
    let mut found = Found::default();
    found.once(DESIGNATIONS, knowledge.designations.iter().map(|one| one.id.as_str().to_owned()));
    found.once(AREAS, knowledge.areas.iter().map(|one| one.slug.to_string()));
    found.once(PRIORITY, knowledge.priority.iter().map(|one| one.number.to_string()));
    found.once(PRACTICE, knowledge.practice.iter().map(|one| one.id.clone()));
    found.once(PUBLICATIONS, knowledge.publications.iter().map(|one| one.id.clone()));
    found.once(EVENTS, knowledge.events.iter().map(|one| one.id.clone()));
    found.once(PROGRAMME, knowledge.programme.iter().map(|one| one.id.clone()));
    for one in &knowledge.designations {
        found.date(DESIGNATIONS, one.id.as_str(), "valid_from", &one.valid_from);
        found.date(DESIGNATIONS, one.id.as_str(), "valid_to", &one.valid_to);
    }
    for area in &knowledge.areas {
        let slug = area.slug.as_str();
        for member in area.members.iter().filter(|one| (one.extent == Extent::PartCountedWhole) != one.note.is_some()) {
            let expected = "a note with every part that is counted whole, and with nothing else";
            found.fault(AREAS, slug, "note", member.code.to_string(), expected);
        }
        for (field, from, to) in area
            .designations
            .iter()
            .map(|one| ("designations", &one.from, &one.to))
            .chain(area.members.iter().map(|one| ("members", &one.from, &one.to)))
        {
            found.date(AREAS, slug, field, from);
            found.date(AREAS, slug, field, to);
            if !from.is_empty() && !to.is_empty() && from >= to {
                found.fault(AREAS, slug, field, format!("from {from} to {to}"), "a date to that lies after from");
            }
        }
        found.versions(area);
    }
    for example in &knowledge.practice {
        found.date(PRACTICE, &example.id, "published", &example.published);
        found.date(PRACTICE, &example.id, "from", &example.from);
        found.date(PRACTICE, &example.id, "until", &example.until);
        if let Some(expected) = other_precision(example) {
            found.fault(PRACTICE, &example.id, "precision", example.precision.as_str().to_owned(), expected);
        }
    }
    for one in &knowledge.publications {
        found.date(PUBLICATIONS, &one.id, "published", &one.published);
    }
    for one in &knowledge.events {
        for (field, date) in [("starts", &one.starts), ("ends", &one.ends), ("deadline", &one.deadline)] {
            found.date(EVENTS, &one.id, field, date);
        }
    }
    found.faults
}

/// How precisely a place is known follows from what names it; `None` where that is what is said.
fn other_precision(example: &PracticeExample) -> Option<&'static str> {
    let fits = match example.precision {
        PlacePrecision::Buurt => example.place.is_some_and(|code| code.level() == Level::Buurt),
        PlacePrecision::Wijk => example.place.is_some_and(|code| code.level() == Level::Wijk),
        PlacePrecision::Gebied => example.place.is_none() && example.area.is_some(),
        PlacePrecision::Gemeente => example.place.is_none() && example.area.is_none() && !example.city.is_empty(),
        PlacePrecision::Onbekend => example.place.is_none() && example.area.is_none() && example.city.is_empty(),
        PlacePrecision::Punt => true,
    };
    (!fits).then_some("the level of `place`, else \"gebied\" with `area`, \"gemeente\" with `city`, or \"onbekend\"")
}

#[derive(Default)]
struct Found {
    faults: Vec<Fault>,
}

impl Found {
    fn fault(&mut self, file: &str, id: &str, field: &str, found: String, expected: &str) {
        self.faults.push(Fault::new(file, At::Item(id.to_owned()), field, found, expected));
    }

    /// From the first change on an area has members at every time, and each region is a member once.
    fn versions(&mut self, area: &FocusArea) {
        let slug = area.slug.as_str();
        let changes = area.members.iter().flat_map(|member| [&member.from, &member.to]);
        let years: BTreeSet<u16> = changes.filter_map(|date| date.get(..4)?.parse().ok()).collect();
        for year in years.iter().flat_map(|&year| [year.saturating_sub(1), year]) {
            let held: Vec<_> = area.members.iter().filter(|member| holds_in(year, &member.from, &member.to)).collect();
            if held.is_empty() {
                self.fault(AREAS, slug, "members", format!("none at the end of {year}"), "members at every time");
            }
            let mut seen = BTreeSet::new();
            for twice in held.iter().filter(|member| !seen.insert(member.code)) {
                let told = format!("{} twice at the end of {year}", twice.code);
                self.fault(AREAS, slug, "members", told, "each region once at every time");
            }
        }
    }

    fn once(&mut self, file: &str, ids: impl Iterator<Item = String>) {
        let mut seen = BTreeSet::new();
        for id in ids {
            if !seen.insert(id.clone()) {
                self.fault(file, &id, "id", format!("{id} again"), "each id once");
            }
        }
    }

    /// A date is empty, a year, a year and a month, or a full date.
    fn date(&mut self, file: &str, id: &str, field: &str, date: &str) {
        if !date.is_empty() && date.parse::<PartialDate>().is_err() {
            let expected = "a year, a year and month, or a full date (2022, 2022-06, 2022-06-11)";
            self.fault(file, id, field, format!("\"{date}\""), expected);
        }
    }
}
