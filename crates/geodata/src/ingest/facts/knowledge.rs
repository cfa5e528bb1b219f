//! Everything that the facts and the texts say together.

use crate::domain::{
    Designation, Event, FocusArea, PracticeExample, PriorityNeighbourhood, ProgrammeText, Publication,
};

/// Everything that the fact files and the texts say together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Knowledge {
    /// Designations.
    pub designations: Vec<Designation>,
    /// Focus areas, ordered by slug.
    pub areas: Vec<FocusArea>,
    /// The 40 of 2007.
    pub priority: Vec<PriorityNeighbourhood>,
    /// Practice examples, ordered by id.
    pub practice: Vec<PracticeExample>,
    /// Publications, ordered by id.
    pub publications: Vec<Publication>,
    /// Events, ordered by id.
    pub events: Vec<Event>,
    /// Background texts.
    pub programme: Vec<ProgrammeText>,
}
