//! The ideas that everything else speaks of: places, indicators, values and practice ([`domain`]), the statistics over
//! them ([`stats`]), outlines and how they lie over each other ([`geometry`]), and the words for all of it in Dutch and
//! English ([`text`]). No I/O.
#![forbid(unsafe_code)]

pub mod domain;
pub mod geometry;
pub mod stats;
pub mod text;
