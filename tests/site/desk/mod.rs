//! Questions and offers, from the form to the page, and everything that is refused on the way.

mod editors;
mod mail;
mod published;
mod queue;
mod releases;
mod second_step;
mod submit;
