//! The ideas that everything else speaks of: places, indicators, values and practice ([`domain`]), the statistics over
//! them ([`stats`]), outlines and how they lie over each other ([`geometry`]), the words for all of it in Dutch and
//! English ([`text`]) and the addresses of the site ([`urls`]). No I/O.
#![forbid(unsafe_code)]

pub mod domain;
pub mod geometry;
pub mod stats;
pub mod text;
pub mod urls;
