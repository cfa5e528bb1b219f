//! The ideas that everything else speaks of: places, indicators, values and practice ([`domain`]), the statistics over
//! them ([`stats`]), their words in Dutch and English ([`text`]) and the addresses of the site ([`urls`]). No I/O.
#![forbid(unsafe_code)]

pub mod domain;
pub mod stats;
pub mod text;
pub mod urls;
