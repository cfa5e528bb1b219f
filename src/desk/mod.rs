//! The desk: what visitors send in, what editors publish of it, and who is told.
//!
//! Everything here is free of HTTP. `web::desk` shows it, `store::desk` keeps it.

pub mod contributions;
pub mod examples;
pub mod limiter;
pub mod mail;
pub mod password;
pub mod place;
pub mod second_step;
pub mod sign_ins;
pub mod submission;
pub mod token;

pub use contributions::{Contributions, Filter};
pub use examples::examples;
pub use submission::{Field, SubmissionForm};
pub use token::Key;
