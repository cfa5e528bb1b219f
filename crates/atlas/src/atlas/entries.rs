//! Examples, publications and events seen as one list: what feeds, the digest and the news of an area choose from.

use std::cmp::{Ordering, Reverse};
use std::ops::Deref;

use super::{Atlas, Content};
use crate::domain::{
    BackgroundNote, Event, Organisation, PartialDate, PracticeExample, ProgrammeText, Publication, Slug, Text,
};

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind<'a> {
    /// A practice example.
    Example(&'a PracticeExample),
    /// A publication.
    Publication(&'a Publication),
    /// An event, course or call.
    Event(&'a Event),
}

/// An example, publication or event with what the lists need of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    /// What it is.
    pub kind: EntryKind<'a>,
    /// Id.
    pub id: &'a str,
    /// Title.
    pub title: &'a Text,
    /// Own-words summary, or the note of a publication or event.
    pub summary: Option<&'a Text>,
    /// Organisation as the source writes it; empty when unknown.
    pub organisation: &'a str,
    /// Address or description of the source; empty when unknown.
    pub source: &'a str,
    /// Date (year, year-month or full date): of publication, or the first day of an event, else the closing date of a
    /// call. Empty when unknown.
    pub date: &'a str,
    /// Focus areas that it is about.
    pub areas: Vec<&'a Slug>,
    /// Themes (ids).
    pub themes: Vec<&'a str>,
    /// Ids of the same thing in another list; it is shown once, with a link.
    pub same_as: Vec<&'a str>,
}

impl Entry<'_> {
    /// The date as a span of days; `None` where it is unknown.
    pub fn when(&self) -> Option<PartialDate> {
        self.date.parse().ok()
    }
}

/// Orders two dates: newest first by the first day that they may be, so that a year stands after everything in it that
/// is dated better; no date stands last.
pub fn newest_first(one: &str, other: &str) -> Ordering {
    date_key(one).cmp(&date_key(other))
}

/// What orders dates as [`newest_first`] says.
fn date_key(date: &str) -> impl Ord + use<> {
    Reverse(date.parse::<PartialDate>().ok().map(|date| (date.first(), Reverse(date.last()))))
}

/// What a source id stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceItem<'a> {
    /// A practice example.
    Example(&'a PracticeExample),
    /// A publication.
    Publication(&'a Publication),
    /// An event.
    Event(&'a Event),
    /// A background text on the programme.
    Programme(&'a ProgrammeText),
    /// A background note.
    Note(&'a BackgroundNote),
}

/// The knowledge base: what the release brought, with the examples, publications and events that editors may have added.
#[derive(Clone, Copy, Debug)]
pub struct Knowledge<'a> {
    /// The release; everything that editors do not change.
    pub atlas: &'a Atlas,
    /// Practice examples.
    pub practice: &'a [PracticeExample],
    /// Publications.
    pub publications: &'a [Publication],
    /// Events.
    pub events: &'a [Event],
}

impl Deref for Knowledge<'_> {
    type Target = Atlas;

    fn deref(&self) -> &Atlas {
        self.atlas
    }
}

impl<'a> Knowledge<'a> {
    /// A release with its content as it stands now.
    pub fn new(atlas: &'a Atlas, content: &'a Content) -> Self {
        Self { atlas, practice: &content.practice, publications: &content.publications, events: &content.events }
    }

    /// Every example, publication and event once, newest first. Of one thing that stands in two lists, the event
    /// stands for an example and the example for a publication.
    pub fn entries(&self) -> Vec<Entry<'a>> {
        self.entries_that(|_| true)
    }

    /// The same, only those that fit.
    pub fn entries_that(&self, fits: impl Fn(&Entry<'_>) -> bool) -> Vec<Entry<'a>> {
        let mut entries: Vec<Entry<'a>> = Vec::new();
        let is_event = |id: &String| self.events.iter().any(|event| event.id == *id);
        let examples = self.practice.iter().filter(|example| !example.same_as.iter().any(is_event));
        entries.extend(examples.map(example_entry));
        let in_practice =
            |publication: &&Publication| !self.practice.iter().any(|example| example.same_as.contains(&publication.id));
        entries.extend(self.publications.iter().filter(in_practice).map(|one| self.publication_entry(one)));
        entries.extend(self.events.iter().map(|event| self.event_entry(event)));
        entries.retain(|entry| fits(entry));
        // A date is read once, not at every comparison.
        entries.sort_by_cached_key(|entry| (date_key(entry.date), entry.id));
        entries
    }

    fn publication_entry(&self, publication: &'a Publication) -> Entry<'a> {
        let link = self.atlas.library.link(&publication.id);
        Entry {
            kind: EntryKind::Publication(publication),
            id: &publication.id,
            title: &publication.title,
            summary: publication.note.as_ref(),
            organisation: &publication.organisation,
            source: &publication.url,
            date: &publication.published,
            areas: link.iter().flat_map(|link| &link.areas).collect(),
            themes: publication.themes.iter().map(String::as_str).collect(),
            same_as: Vec::new(),
        }
    }

    fn event_entry(&self, event: &'a Event) -> Entry<'a> {
        let link = self.atlas.library.link(&event.id);
        let same = self.practice.iter().filter(|example| example.same_as.contains(&event.id));
        Entry {
            kind: EntryKind::Event(event),
            id: &event.id,
            title: &event.title,
            summary: event.note.as_ref(),
            organisation: &event.organisation,
            source: &event.source,
            date: if event.starts.is_empty() { &event.deadline } else { &event.starts },
            areas: link.iter().flat_map(|link| &link.areas).collect(),
            themes: link.iter().flat_map(|link| &link.themes).map(String::as_str).collect(),
            same_as: same.map(|example| example.id.as_str()).collect(),
        }
    }

    /// The item with this id, wherever it stands.
    pub fn source_item(&self, id: &str) -> Option<SourceItem<'a>> {
        let example = self.practice.iter().find(|item| item.id == id).map(SourceItem::Example);
        let publication = || self.publications.iter().find(|item| item.id == id).map(SourceItem::Publication);
        let event = || self.events.iter().find(|item| item.id == id).map(SourceItem::Event);
        let programme = || self.atlas.programme.iter().find(|item| item.id == id).map(SourceItem::Programme);
        let note = || self.atlas.library.notes.iter().find(|item| item.id == id).map(SourceItem::Note);
        example.or_else(publication).or_else(event).or_else(programme).or_else(note)
    }

    /// The organisations that a spelling stands for, by the declared list; empty where none is declared.
    pub fn organisations_of(&self, spelling: &str) -> Vec<&'a Organisation> {
        let library = &self.atlas.library;
        let declared = library.spellings.iter().find(|declared| declared.text == spelling);
        let ids = declared.into_iter().flat_map(|declared| &declared.organisations);
        ids.filter_map(|id| library.organisations.iter().find(|one| one.id == *id)).collect()
    }
}

fn example_entry(example: &PracticeExample) -> Entry<'_> {
    Entry {
        kind: EntryKind::Example(example),
        id: &example.id,
        title: &example.title,
        summary: Some(&example.summary),
        organisation: &example.organisation,
        source: &example.source_url,
        date: &example.published,
        areas: example.area.iter().collect(),
        themes: example.themes.iter().map(String::as_str).collect(),
        same_as: example.same_as.iter().map(String::as_str).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vague_date_stands_after_the_better_dates_of_its_year_and_no_date_last() {
        let mut dates = ["2022", "", "2022-11-16", "2023", "2022-11", "2022-01", "2022-01-01"];
        dates.sort_by(|a, b| newest_first(a, b));
        assert_eq!(dates, ["2023", "2022-11-16", "2022-11", "2022-01-01", "2022-01", "2022", ""]);
    }
}
