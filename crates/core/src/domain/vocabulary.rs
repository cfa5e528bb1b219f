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
    /// Figures by which an area stands out on this theme; empty where no figure says enough.
    #[serde(default)]
    pub signals: Vec<Signal>,
    /// Said to the reader where figures are absent or indirect.
    #[serde(default)]
    pub note: Option<Text>,
}

/// A figure by which an area stands out on a theme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signal {
    /// Id of the indicator.
    pub indicator: String,
    /// On which side of Nederland it draws attention.
    pub when: Side,
}

/// A side of a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// Above it.
    Higher,
    /// Below it.
    Lower,
}

/// A step of the evidence scale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvidenceLevel {
    /// Id.
    pub id: String,
    /// Label.
    pub label: Text,
    /// What the step means.
    pub definition: Text,
}

/// All closed lists.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vocabulary {
    /// Themes of examples (leefgebieden and ways of working).
    #[serde(default, rename = "theme")]
    pub themes: Vec<Theme>,
    /// Themes of indicators, in the order of the profile.
    #[serde(default, rename = "indicator_theme")]
    pub indicator_themes: Vec<Term>,
    /// Phases of an area approach, in order.
    #[serde(default, rename = "phase")]
    pub phases: Vec<Term>,
    /// Evidence scale, from not assessed upwards.
    #[serde(default)]
    pub evidence: Vec<EvidenceLevel>,
    /// Audiences.
    #[serde(default, rename = "audience")]
    pub audiences: Vec<Term>,
    /// Kinds of publications.
    #[serde(default, rename = "publication_kind")]
    pub publication_kinds: Vec<Term>,
    /// Kinds of events.
    #[serde(default, rename = "event_kind")]
    pub event_kinds: Vec<Term>,
}

impl Vocabulary {
    /// The theme with this id.
    pub fn theme(&self, id: &str) -> Option<&Theme> {
        self.themes.iter().find(|theme| theme.id == id)
    }

    /// The indicator theme with this id.
    pub fn indicator_theme(&self, id: &str) -> Option<&Term> {
        self.indicator_themes.iter().find(|theme| theme.id == id)
    }
}
