//! News of an area and the feeds: the dated items, newest first.

use crate::atlas::{Entry, EntryKind, Knowledge};
use crate::domain::{FocusArea, Theme};
use crate::urls::{self, Address};

/// Most entries of a feed.
const MOST: usize = 100;

/// What a feed is about.
#[derive(Clone, Copy, Debug)]
pub enum FeedScope<'a> {
    /// Everything.
    All,
    Theme(&'a Theme),
    Area(&'a FocusArea),
}

impl FeedScope<'_> {
    /// Path of the feed on this site.
    pub fn path(&self) -> Address {
        match self {
            Self::All => urls::FEED_OF_ALL.address(),
            Self::Theme(theme) => urls::feed_of_theme(&theme.id),
            Self::Area(area) => urls::feed_of_area(&area.slug),
        }
    }
}

#[derive(Clone, Debug)]
pub struct FeedView<'a> {
    /// What it is about.
    pub scope: FeedScope<'a>,
    /// Dated items, newest first.
    pub entries: Vec<Entry<'a>>,
    /// When the release was imported (RFC 3339).
    pub imported_at: &'a str,
}

/// The dated items of a scope, newest first. Items without a date stay out, and so do examples that are hardly one.
pub fn feed<'a>(atlas: &'a Knowledge<'a>, scope: FeedScope<'a>) -> FeedView<'a> {
    let fits = |entry: &Entry<'_>| match scope {
        FeedScope::All => true,
        FeedScope::Theme(theme) => entry.themes.contains(&theme.id.as_str()),
        FeedScope::Area(area) => entry.areas.contains(&&area.slug),
    };
    let shown = |entry: &Entry<'_>| {
        entry.when().is_some() && !matches!(entry.kind, EntryKind::Example(example) if !example.featured)
    };
    let mut entries = atlas.entries_that(|entry| fits(entry) && shown(entry));
    entries.truncate(MOST);
    FeedView { scope, entries, imported_at: &atlas.imported_at }
}

/// The newest dated items about a focus area.
pub fn news<'a>(atlas: &'a Knowledge<'a>, area: &'a FocusArea, most: usize) -> Vec<Entry<'a>> {
    let mut entries = feed(atlas, FeedScope::Area(area)).entries;
    entries.truncate(most);
    entries
}
