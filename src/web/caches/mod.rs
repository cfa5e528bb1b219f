//! What is made once and kept: finished pages, outlines, pictures of charts.

pub mod outlines;
pub mod pages;
pub mod pictures;
