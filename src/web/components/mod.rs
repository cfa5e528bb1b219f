//! Parts that several pages use.

pub mod chart_image;
pub mod contributions;
pub mod difference;
pub mod downloads;
pub mod elsewhere;
pub mod essay;
pub mod example;
pub mod fields;
pub mod history;
pub mod items;
pub mod json_ld;
pub mod map;
pub mod margin;
pub mod news;
pub mod points;
pub mod run;
pub mod search;
pub mod source;
pub mod table;
