//! Designations and what happened around them, on one time line.

use crate::atlas::{Atlas, newest_first};
use crate::domain::{BackgroundNote, Designation, NoteKind, PartialDate};

/// Something on the time line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment<'a> {
    /// A designation begins.
    Designation(&'a Designation),
    /// Something happened.
    Note(&'a BackgroundNote),
}

impl<'a> Moment<'a> {
    /// Its date as the source gives it.
    pub fn date(&self) -> &'a str {
        match self {
            Self::Designation(designation) => &designation.valid_from,
            Self::Note(note) => note.period.split('/').next().unwrap_or_default(),
        }
    }
}

/// The time line.
#[derive(Clone, Debug)]
pub struct TimelineView<'a> {
    /// Designations, oldest first: each is a bar from its first to its last day.
    pub bars: Vec<&'a Designation>,
    /// Everything, oldest first.
    pub moments: Vec<Moment<'a>>,
    /// First and last year of the axis.
    pub years: (i16, i16),
}

/// The time line up to the year `until`.
pub fn timeline(atlas: &Atlas, until: i16) -> TimelineView<'_> {
    let notes = atlas.library.notes_of(NoteKind::Milestone).map(Moment::Note);
    let mut moments: Vec<Moment<'_>> = atlas.designations.iter().map(Moment::Designation).chain(notes).collect();
    moments.sort_by(|one, other| newest_first(other.date(), one.date()));
    let mut bars: Vec<&Designation> = atlas.designations.iter().collect();
    bars.sort_by(|one, other| newest_first(&other.valid_from, &one.valid_from));
    let years = moments.iter().filter_map(|moment| moment.date().parse::<PartialDate>().ok());
    let first = years.map(|date| date.first().year()).min().unwrap_or(until);
    TimelineView { bars, moments, years: (first, until) }
}
