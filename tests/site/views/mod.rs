//! What the views say of the shipped release: snapshots of the essential parts, and the rules they follow.
//!
//! A snapshot is a text made by the functions of `say`, so that it shows what a reader gets and not how a struct is laid
//! out. Look at a changed one before accepting it: it is what a page will say.

mod briefing;
mod chart;
mod compare;
mod explore;
mod gap;
mod knowledge;
mod overview;
mod pick;
mod practice;
mod profile;
mod say;

use wijkwijzer::atlas::{Atlas, Place};

/// The place of a slug or code.
fn place(atlas: &Atlas, key: &str) -> Place {
    atlas.place_of_key(key).unwrap_or_else(|| panic!("no place {key}"))
}
