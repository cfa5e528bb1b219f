//! Closed vocabularies, and how indicator themes and themes of examples map onto each other.
//!
//! Read from `geodata/vocabulary.toml`, which people edit by hand.

use serde::{Deserialize, Serialize};

use super::lang::Text;

/// A word of a closed list with its labels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// Id in URLs and files (ASCII).
    pub id: String,
    /// Label.
    pub label: Text,
}

/// Which facet a theme belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ThemeFacet {
    /// A domain of life.
    Leefgebied,
    /// A way of working.
    Aanpak,
}

/// A theme of examples and publications.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// Id.
    pub id: String,
    /// Label.
    pub label: Text,
    /// Facet.
    pub facet: ThemeFacet,
    /// What it covers.
    pub definition: Text,
    /// Indicator themes that bear on it, the most important first; empty when there are no figures.
    pub indicator_themes: Vec<String>,
    /// Said to the reader where figures are absent or indirect.
    #[serde(default)]
    pub note: Option<Text>,
}

/// All closed lists.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vocabulary {
    /// Themes of examples (leefgebieden and ways of working).
    #[serde(rename = "theme")]
    pub themes: Vec<Theme>,
    /// Themes of indicators, in the order of the profile.
    #[serde(rename = "indicator_theme")]
    pub indicator_themes: Vec<Term>,
    /// Phases of an area approach, in order.
    #[serde(rename = "phase")]
    pub phases: Vec<Term>,
    /// Audiences.
    #[serde(rename = "audience")]
    pub audiences: Vec<Term>,
    /// Kinds of publications.
    #[serde(rename = "publication_kind")]
    pub publication_kinds: Vec<Term>,
    /// Kinds of events.
    #[serde(rename = "event_kind")]
    pub event_kinds: Vec<Term>,
}

impl Vocabulary {
    /// The theme with this id.
    #[must_use]
    pub fn theme(&self, id: &str) -> Option<&Theme> {
        self.themes.iter().find(|theme| theme.id == id)
    }

    /// The indicator theme with this id.
    #[must_use]
    pub fn indicator_theme(&self, id: &str) -> Option<&Term> {
        self.indicator_themes.iter().find(|theme| theme.id == id)
    }
}
