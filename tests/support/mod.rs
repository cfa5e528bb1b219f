//! What the test binaries and the benches share: the shipped release, a site that serves it, and readers of its answers.
#![allow(dead_code, unused_imports, reason = "every binary uses a part of this")]
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests fail loudly; clippy exempts only the test functions themselves"
)]

pub mod answer;
pub mod browser;
pub mod facts;
pub mod html;
pub mod mail_box;
pub mod publisher;
pub mod release;
pub mod test_site;

pub use answer::Answer;
pub use browser::{Editor, PASSWORD, Visitor};
pub use html::{Html, Part, Table};
pub use test_site::TestSite;
