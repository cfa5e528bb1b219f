//! Which layer of a file with several is meant.

use super::super::declaration::Boundary;
use super::super::fault::{At, Fault};
use crate::domain::Level;

/// The layers as CBS and PDOK name them.
const fn usual(level: Level) -> &'static str {
    match level {
        Level::Buurt => "buurten",
        Level::Wijk => "wijken",
        Level::Gemeente => "gemeenten",
        Level::Land => "land",
    }
}

/// The declared layer of `names`; without a declaration the one with the usual name of the level, or the only one.
///
/// # Errors
/// There is no such layer: what there is instead.
pub fn chosen<'n>(names: &[&'n str], declared: &Boundary) -> Result<&'n str, Fault> {
    let wanted = declared.layer.as_deref().unwrap_or_else(|| usual(declared.level));
    match (names.iter().find(|name| **name == wanted), names) {
        (Some(name), _) => Ok(name),
        (None, [only]) if declared.layer.is_none() => Ok(only),
        (None, []) => Err(Fault::new(&declared.file, At::Whole, "layer", "no layer with outlines", wanted)),
        (None, there) => {
            let found = format!("the layers {}", there.join(", "));
            let expected = match declared.layer {
                Some(_) => format!("the layer {wanted}, as declared"),
                None => format!("a layer {wanted}, or `layer = \"..\"` in the declaration"),
            };
            Err(Fault::new(&declared.file, At::Whole, "layer", found, expected))
        }
    }
}
