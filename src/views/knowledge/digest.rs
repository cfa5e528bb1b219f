//! A digest of a period in three parts, for an editor to send.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::atlas::{Entry, EntryKind, Knowledge};
use crate::domain::{Event, PartialDate};

use super::agenda::days;

/// Kinds of events that ask a reader to join in.
const JOIN_IN: [&str; 3] = ["oproep", "programma", "training"];

/// What the period holds. An item belongs to it when all days that its date may be lie inside: a year belongs to a
/// period that holds the whole year.
#[derive(Clone, Debug)]
pub struct DigestView<'a> {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// *Verdiepen*: practice examples and publications.
    pub deepen: Vec<Entry<'a>>,
    /// *Meedoen*: calls, courses, programmes.
    pub join: Vec<Entry<'a>>,
    /// *Agenda*: events.
    pub agenda: Vec<Entry<'a>>,
    /// Years that hold anything, newest first, with how many items.
    pub years: Vec<(i16, usize)>,
}

impl DigestView<'_> {
    /// How many items there are.
    pub const fn len(&self) -> usize {
        self.deepen.len() + self.join.len() + self.agenda.len()
    }

    /// Whether there is nothing in this period.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// The digest of the days `from` to `to`, both included. Examples that are listed but not put forward stay out.
pub fn digest<'a>(atlas: &'a Knowledge<'a>, from: Date, to: Date) -> DigestView<'a> {
    let mut view = DigestView { from, to, deepen: Vec::new(), join: Vec::new(), agenda: Vec::new(), years: Vec::new() };
    let mut years: BTreeMap<i16, usize> = BTreeMap::new();
    for entry in atlas.entries() {
        if matches!(entry.kind, EntryKind::Example(example) if !example.featured) {
            continue;
        }
        if let Some(date) = entry.when() {
            *years.entry(date.first().year()).or_default() += 1;
        }
        match entry.kind {
            EntryKind::Event(event) if touches(event, from, to) => {
                let part = if JOIN_IN.contains(&event.kind.as_str()) { &mut view.join } else { &mut view.agenda };
                part.push(entry);
            }
            EntryKind::Event(_) => {}
            _ if entry.when().is_some_and(|date| date.lies_within(from, to)) => view.deepen.push(entry),
            _ => {}
        }
    }
    // What a reader can still go to reads from early to late.
    view.join.reverse();
    view.agenda.reverse();
    view.years = years.into_iter().rev().collect();
    view
}

fn touches(event: &Event, from: Date, to: Date) -> bool {
    days(event).any(|date: PartialDate| date.lies_within(from, to))
}
