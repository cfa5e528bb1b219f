//! Terms of sources.

use crate::domain::Lang;

/// The licence of a source; one that was not established says so in the reader's language.
pub fn licence(lang: Lang, licence: &str) -> &str {
    if licence == "niet vastgesteld" { lang.pick("niet vastgesteld", "not established") } else { licence }
}
