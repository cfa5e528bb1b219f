//! Files of facts as JSON, and the ids in them.

use std::path::Path;

use serde::de::DeserializeOwned;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::ingest::fault::{At, Fault};

/// Reads JSON; a fault goes to `faults`.
pub(super) fn read_json<T: DeserializeOwned>(folder: &Path, file: &str, faults: &mut Vec<Fault>) -> Option<T> {
    let text = match std::fs::read_to_string(folder.join(file)) {
        Ok(text) => text,
        Err(error) => {
            faults.push(Fault::whole(file, error.to_string(), "a JSON file in UTF-8"));
            return None;
        }
    };
    match serde_json::from_str(&text) {
        Ok(value) => Some(value),
        Err(error) => {
            let line = u64::try_from(error.line()).unwrap_or_default();
            faults.push(Fault::new(file, At::Line(line), "", error.to_string(), "facts in the known structure"));
            None
        }
    }
}

/// A word of a vocabulary as an ASCII id: "initiëren" is `initieren`, "video of podcast" is `video-of-podcast`.
pub(super) fn ascii_id(word: &str) -> String {
    let plain: String = word.nfd().filter(|c| !is_combining_mark(*c)).collect::<String>().to_lowercase();
    let parts: Vec<&str> = plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty()).collect();
    parts.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_becomes_an_ascii_id() {
        assert_eq!(ascii_id("initiëren"), "initieren");
        assert_eq!(ascii_id("video of podcast"), "video-of-podcast");
        assert_eq!(ascii_id("sociale-samenhang"), "sociale-samenhang");
    }
}
