//! What is made once and kept: finished pages, outlines, pictures of charts, tiles with figures.

pub mod joined_tiles;
pub mod outlines;
pub mod pages;
pub mod pictures;
