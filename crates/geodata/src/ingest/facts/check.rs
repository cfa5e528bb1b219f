//! What an item of the fact files may not say by itself. What it says of other files is held in `references`.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::knowledge::{AREAS, DESIGNATIONS, EVENTS, Knowledge, PRACTICE, PRIORITY, PUBLICATIONS};
use crate::domain::{Designation, Extent, FocusArea, Level, PartialDate, PlacePrecision, PracticeExample, RegionCode};
use crate::ingest::fault::{At, Fault};

/// Every item that breaks a rule.
pub fn check(knowledge: &Knowledge) -> Vec<Fault> {
    let mut found = Found::default();
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
        let of_members = area.members.iter().map(|one| ("members", &one.from, &one.to));
        for (field, from, to) in
            area.designations.iter().map(|one| ("designations", &one.from, &one.to)).chain(of_members)
        {
            found.date(AREAS, slug, field, from);
            found.date(AREAS, slug, field, to);
            if let Some((from, to)) = span(from, to).filter(|(from, to)| from >= to) {
                found.fault(AREAS, slug, field, format!("from {from} to {to}"), "a date to that lies after from");
            }
        }
        found.designations(area, &knowledge.designations);
        found.versions(area);
    }
    for one in &knowledge.priority {
        let four_digits = |code: &&String| code.len() == 4 && code.bytes().all(|byte| byte.is_ascii_digit());
        for code in one.postcodes.iter().filter(|code| !four_digits(code)) {
            found.fault(PRIORITY, &one.number.to_string(), "postcodes", format!("\"{code}\""), "four digits (3563)");
        }
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

/// From a day up to and without a day.
type Span = (Date, Date);

/// What a from and a to stand for; `None` where one of them is no date, which is told elsewhere.
fn span(from: &str, to: &str) -> Option<Span> {
    let day = |date: &str, open: Date| {
        if date.is_empty() { Some(open) } else { date.parse::<PartialDate>().ok().map(PartialDate::first) }
    };
    Some((day(from, Date::MIN)?, day(to, Date::MAX)?))
}

fn overlap(one: Span, other: Span) -> bool {
    one.0 < other.1 && other.0 < one.1
}

#[derive(Default)]
struct Found {
    faults: Vec<Fault>,
}

impl Found {
    fn fault(&mut self, file: &str, id: &str, field: &str, found: String, expected: &str) {
        self.faults.push(Fault::new(file, At::Item(id.to_owned()), field, found, expected));
    }

    /// An area carries a designation once at a time, and while there is one.
    fn designations(&mut self, area: &FocusArea, all: &[Designation]) {
        let slug = area.slug.as_str();
        for (at, one) in area.designations.iter().enumerate() {
            let Some(own) = span(&one.from, &one.to) else { continue };
            let others = area.designations.iter().skip(at + 1).filter(|other| other.id == one.id);
            if others.filter_map(|other| span(&other.from, &other.to)).any(|other| overlap(own, other)) {
                let told = format!("{} twice at one time", one.id);
                self.fault(AREAS, slug, "designations", told, "each designation once at every time");
            }
            let whole = all.iter().find(|whole| whole.id == one.id);
            let begun = whole.and_then(|whole| span(&whole.valid_from, "")).map(|(begun, _)| begun);
            if let Some(begun) = begun.filter(|begun| !one.from.is_empty() && own.0 < *begun) {
                let expected = format!("a day from {begun} on, when the designation began");
                self.fault(AREAS, slug, "designations", format!("{} from {}", one.id, one.from), &expected);
            }
        }
    }

    /// An area has members at every time, and each region is a member once.
    fn versions(&mut self, area: &FocusArea) {
        let slug = area.slug.as_str();
        let members = area.members.iter().filter_map(|one| Some((one.code, span(&one.from, &one.to)?)));
        let members: Vec<(RegionCode, Span)> = members.collect();
        let mut days: BTreeSet<Date> = members.iter().flat_map(|&(_, (from, to))| [from, to]).collect();
        days.insert(Date::MIN);
        days.remove(&Date::MAX);
        for day in days {
            if !members.is_empty() && !members.iter().any(|&(_, (from, to))| from <= day && day < to) {
                let next = members.iter().map(|&(_, (from, _))| from).filter(|from| *from > day).min();
                let told = match (day == Date::MIN, next) {
                    (true, Some(next)) => format!("none before {next}"),
                    (false, Some(next)) => format!("none from {day} to {next}"),
                    (_, None) => format!("none from {day} on"),
                };
                self.fault(AREAS, slug, "members", told, "members at every time");
            }
        }
        for (at, &(code, own)) in members.iter().enumerate() {
            let again = members.iter().skip(at + 1).find(|other| other.0 == code && overlap(own, other.1));
            if let Some(&(_, other)) = again {
                let from = own.0.max(other.0);
                let since = if from == Date::MIN { String::new() } else { format!(" from {from} on") };
                let told = format!("{code} twice{since}");
                self.fault(AREAS, slug, "members", told, "each region once at every time");
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
