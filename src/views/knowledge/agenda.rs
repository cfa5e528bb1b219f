//! What is coming and what was: events, courses and calls, seen from a day.

use jiff::civil::Date;

use crate::atlas::{Knowledge, newest_first};
use crate::domain::{Event, PartialDate};

/// What a reader asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AgendaQuery {
    /// Theme (id).
    pub theme: Option<String>,
    /// Kind (id).
    pub kind: Option<String>,
}

/// The agenda on a day.
#[derive(Clone, Debug)]
pub struct AgendaView<'a> {
    /// The day.
    pub today: Date,
    /// Running or coming, the first one first.
    pub coming: Vec<&'a Event>,
    /// Past, newest first.
    pub past: Vec<&'a Event>,
    /// Without any date.
    pub undated: Vec<&'a Event>,
}

/// The dates that are known of an event: first day, last day, closing date.
pub fn days(event: &Event) -> impl Iterator<Item = PartialDate> + '_ {
    [&event.starts, &event.ends, &event.deadline].into_iter().filter_map(|date| date.parse().ok())
}

/// Whether every day that the event may still have is before `today`: a month or a year counts until its end. `None`
/// without any date.
pub fn is_past(event: &Event, today: Date) -> Option<bool> {
    days(event).map(PartialDate::last).max().map(|last| last < today)
}

/// The agenda of the day `today`.
pub fn agenda<'a>(atlas: &'a Knowledge<'a>, query: &AgendaQuery, today: Date) -> AgendaView<'a> {
    let mut view = AgendaView { today, coming: Vec::new(), past: Vec::new(), undated: Vec::new() };
    for event in atlas.events.iter().filter(|event| fits(atlas, query, event)) {
        match is_past(event, today) {
            Some(true) => view.past.push(event),
            Some(false) => view.coming.push(event),
            None => view.undated.push(event),
        }
    }
    let first = |event: &&Event| days(event).map(PartialDate::first).filter(|day| *day >= today).min();
    view.coming.sort_by(|one, other| first(one).cmp(&first(other)).then_with(|| one.id.cmp(&other.id)));
    view.past.sort_by(|one, other| newest_first(date(one), date(other)).then_with(|| one.id.cmp(&other.id)));
    view
}

/// The date by which a past event is ordered.
fn date(event: &Event) -> &str {
    if event.starts.is_empty() { &event.deadline } else { &event.starts }
}

fn fits(atlas: &Knowledge<'_>, query: &AgendaQuery, event: &Event) -> bool {
    let themes = atlas.library.link(&event.id).map(|link| link.themes.as_slice()).unwrap_or_default();
    query.theme.as_ref().is_none_or(|theme| themes.contains(theme))
        && query.kind.as_ref().is_none_or(|kind| event.kind == *kind)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::Text;

    fn event(starts: &str, ends: &str, deadline: &str) -> Event {
        Event {
            id: "ev-001".to_owned(),
            title: Text::default(),
            kind: String::new(),
            starts: starts.to_owned(),
            ends: ends.to_owned(),
            deadline: deadline.to_owned(),
            place: String::new(),
            organisation: String::new(),
            source: String::new(),
            note: None,
        }
    }

    #[test]
    fn an_event_is_coming_until_its_last_day_is_over() {
        let meeting = event("2025-11-19", "2025-11-21", "");
        assert_eq!(is_past(&meeting, date(2025, 11, 21)), Some(false));
        assert_eq!(is_past(&meeting, date(2025, 11, 22)), Some(true));
    }

    #[test]
    fn a_month_or_year_is_not_over_before_its_end() {
        assert_eq!(is_past(&event("2023-11", "", ""), date(2023, 11, 30)), Some(false));
        assert_eq!(is_past(&event("2023-11", "", ""), date(2023, 12, 1)), Some(true));
        assert_eq!(is_past(&event("2015", "", ""), date(2015, 12, 31)), Some(false));
    }

    #[test]
    fn a_call_stays_until_its_closing_date_and_what_follows_it() {
        let prize = event("2022-10-31", "", "2022-08-01");
        assert_eq!(is_past(&prize, date(2022, 9, 1)), Some(false));
        assert_eq!(is_past(&event("", "", "2022-05-29"), date(2022, 5, 30)), Some(true));
        assert_eq!(is_past(&event("", "", ""), date(2022, 5, 30)), None);
    }
}
