//! The knowledge base, the agenda and the digest.

mod agenda;
mod digest;
mod news;
mod organisations;
mod publications;
mod timeline;
mod walk;

pub use crate::atlas::{Entry, EntryKind, Knowledge};
pub use agenda::{AgendaQuery, AgendaView, agenda, days, is_past};
pub use digest::{DigestView, digest};
pub use news::{FeedScope, FeedView, feed, news};
pub use organisations::{DirectoryRow, directory};
pub use publications::{Facet, NO_YEAR, PublicationQuery, PublicationsView, publications};
pub use timeline::{Moment, TimelineView, timeline};
pub use walk::{Position, Walk, WalkError, walk};
