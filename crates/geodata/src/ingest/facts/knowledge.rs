//! What the fact files say together, and where they stand.

use crate::domain::{
    Designation, Event, FocusArea, PracticeExample, PriorityNeighbourhood, ProgrammeText, Publication,
};

pub const DESIGNATIONS: &str = "facts/designations.toml";
pub const AREAS: &str = "facts/areas.toml";
pub const PRIORITY: &str = "facts/priority.toml";
pub const PRACTICE: &str = "facts/practice.toml";
pub const PUBLICATIONS: &str = "facts/publications.toml";
pub const EVENTS: &str = "facts/events.toml";
pub const PROGRAMME: &str = "facts/programme.toml";

/// Everything that the files say together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Knowledge {
    /// Designations, in the order of the file.
    pub designations: Vec<Designation>,
    /// Focus areas, ordered by slug.
    pub areas: Vec<FocusArea>,
    /// The 40 of 2007, by number.
    pub priority: Vec<PriorityNeighbourhood>,
    /// Practice examples, ordered by id.
    pub practice: Vec<PracticeExample>,
    /// Publications, ordered by id.
    pub publications: Vec<Publication>,
    /// Events, ordered by id.
    pub events: Vec<Event>,
    /// Background texts, in the order of the file.
    pub programme: Vec<ProgrammeText>,
}
