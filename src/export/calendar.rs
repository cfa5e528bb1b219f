//! The agenda as iCalendar (RFC 5545).

use icalendar::{Calendar, Component as _, Event as Entry, EventLike as _, Property};
use jiff::Timestamp;
use jiff::civil::Date;

use super::stable_id::uuid;
use crate::domain::{Event, Lang, PartialDate};
use crate::urls;

/// All events with a full date, and the closing days of calls, as days of a calendar. What is known to the month or
/// year only stays out. `stamp` (RFC 3339) is when this release was made: the file changes only with its content.
pub fn calendar(lang: Lang, base: &str, events: &[Event], stamp: &str) -> String {
    let mut calendar = Calendar::empty();
    calendar.append_property(Property::new("VERSION", "2.0"));
    calendar.append_property(Property::new("PRODID", "-//wijkwijzer//agenda//NL"));
    calendar.append_property(Property::new("CALSCALE", "GREGORIAN"));
    calendar.name(lang.pick("Agenda van wijkwijzer", "Agenda of wijkwijzer"));
    let stamp = stamp_of(stamp);
    for event in events {
        if let Some(first) = day(&event.starts) {
            let last = day(&event.ends).filter(|last| *last >= first).unwrap_or(first);
            let title = event.title.get(lang).to_owned();
            calendar.push(entry(lang, base, event, &stamp, (&event.id, title, first, last)));
        }
        if let Some(closes) = day(&event.deadline) {
            let title = format!("{}: {}", lang.pick("Sluit", "Closes"), event.title.get(lang));
            let id = format!("{}-sluit", event.id);
            calendar.push(entry(lang, base, event, &stamp, (&id, title, closes, closes)));
        }
    }
    calendar.to_string()
}

fn day(date: &str) -> Option<Date> {
    date.parse::<PartialDate>().ok()?.day()
}

/// `20261122T093000Z`; the first second of 1970 where the stamp cannot be read, so that the file stays valid.
fn stamp_of(rfc3339: &str) -> String {
    let moment: Timestamp = rfc3339.parse().unwrap_or_default();
    moment.strftime("%Y%m%dT%H%M%SZ").to_string()
}

fn entry(lang: Lang, base: &str, event: &Event, stamp: &str, what: (&str, String, Date, Date)) -> Entry {
    let (id, title, first, last) = what;
    let mut entry = Entry::new();
    entry.uid(&uuid(id));
    entry.add_property("DTSTAMP", stamp);
    entry.summary(&title);
    entry.append_property(date_property("DTSTART", first));
    // The day after the last one: the end is not part of the event.
    if let Ok(after) = last.tomorrow() {
        entry.append_property(date_property("DTEND", after));
    }
    entry.add_property("TRANSP", "TRANSPARENT");
    if !event.place.is_empty() {
        entry.location(&event.place);
    }
    let mut description = Vec::new();
    if !event.organisation.is_empty() {
        description.push(format!("{}: {}", lang.pick("Organisatie", "Organisation"), event.organisation));
    }
    if let Some(note) = &event.note {
        description.push(note.get(lang).to_owned());
    }
    description.push(format!("{}: {}", lang.pick("Bron", "Source"), event.source));
    entry.description(&description.join("\n"));
    entry.append_property(Property::new("URL", format!("{base}{}", urls::AGENDA.fragment(&event.id))));
    entry.done()
}

fn date_property(name: &str, date: Date) -> Property {
    let mut property = Property::new(name, date.strftime("%Y%m%d").to_string());
    property.add_parameter("VALUE", "DATE");
    property.done()
}
