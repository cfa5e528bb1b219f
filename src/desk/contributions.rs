//! What is published of what visitors sent in: one immutable list that pages read, replaced as a whole.

use super::place;
use crate::atlas::Atlas;
use crate::domain::{ContributionKind, PublishedContribution};

/// Published contributions, the latest first.
#[derive(Clone, Debug, Default)]
pub struct Contributions {
    revision: i64,
    items: Vec<PublishedContribution>,
}

/// Which contributions to show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Slug or code: those in it.
    pub place: Option<String>,
    /// Id of a theme.
    pub theme: Option<String>,
    pub kind: Option<ContributionKind>,
}

impl Filter {
    /// Those in a place.
    pub fn of_place(key: impl Into<String>) -> Self {
        Self { place: Some(key.into()), ..Self::default() }
    }

    /// Whether it lets this one through.
    pub fn lets(&self, atlas: &Atlas, item: &PublishedContribution) -> bool {
        self.kind.is_none_or(|kind| item.text.kind == kind)
            && self.theme.as_ref().is_none_or(|theme| item.text.theme == *theme)
            && self.place.as_ref().is_none_or(|outer| place::within(atlas, &item.text.place, outer))
    }
}

impl Contributions {
    /// What the store gave as published, the latest first, under its revision.
    pub const fn new(revision: i64, items: Vec<PublishedContribution>) -> Self {
        Self { revision, items }
    }

    /// Goes up with every public change; part of the validator of pages that show contributions.
    pub const fn revision(&self) -> i64 {
        self.revision
    }

    /// All of them, the latest first.
    pub fn all(&self) -> &[PublishedContribution] {
        &self.items
    }

    pub fn get(&self, number: i64) -> Option<&PublishedContribution> {
        self.items.iter().find(|item| item.number == number)
    }

    /// Those that a filter lets through, the latest first.
    pub fn filtered(&self, atlas: &Atlas, filter: &Filter) -> Vec<&PublishedContribution> {
        self.items.iter().filter(|item| filter.lets(atlas, item)).collect()
    }

    /// Those linked to this one.
    pub fn linked_to(&self, item: &PublishedContribution) -> Vec<&PublishedContribution> {
        item.linked.iter().filter_map(|&number| self.get(number)).collect()
    }
}
