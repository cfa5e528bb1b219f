//! What was tried, written and organised: practice examples, publications, events, programme background.

use serde::{Deserialize, Serialize};

use super::code::{RegionCode, Slug};
use super::lang::Text;
use super::period::Vintage;

/// How precisely the place of an example is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[derive(strum::IntoStaticStr)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum PlacePrecision {
    /// A point.
    Punt,
    /// A buurt.
    Buurt,
    /// A wijk.
    Wijk,
    /// Only the focus area is known.
    Gebied,
    /// Only the city is known.
    Gemeente,
    /// No place.
    Onbekend,
}

impl PlacePrecision {
    /// The word in files, addresses and the API.
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// Whether a distance to the place means something: not where only the focus area or the city is known.
    pub const fn allows_distance(self) -> bool {
        matches!(self, Self::Punt | Self::Buurt | Self::Wijk)
    }
}

/// A point in millionths of a degree (about 0.1 m), so that equal points compare equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Point {
    /// Longitude.
    pub lon_e6: i32,
    /// Latitude.
    pub lat_e6: i32,
}

impl Point {
    /// Longitude and latitude in degrees.
    pub fn degrees(self) -> [f64; 2] {
        [f64::from(self.lon_e6) / 1e6, f64::from(self.lat_e6) / 1e6]
    }
}

/// The evidence level of an example that nobody assessed.
pub const NOT_ASSESSED: &str = "niet-beoordeeld";

const fn yes() -> bool {
    true
}

fn not_assessed() -> String {
    NOT_ASSESSED.to_owned()
}

/// A practice example: what was done, where, by whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PracticeExample {
    /// Id (`pe-001`).
    pub id: String,
    /// Title: the name that its source gives it, and an English rendering.
    pub title: Text,
    /// One sentence in own words.
    pub summary: Text,
    /// Address of the source; empty when unknown.
    #[serde(default)]
    pub source_url: String,
    /// Organisation behind it; empty when unknown.
    #[serde(default)]
    pub organisation: String,
    /// Date published (year, year-month or full date); empty when unknown.
    #[serde(default)]
    pub published: String,
    /// City.
    #[serde(default)]
    pub city: String,
    /// Neighbourhood as the source names it; empty when unknown.
    #[serde(default)]
    pub neighbourhood: String,
    /// Focus area it lies in.
    #[serde(default)]
    pub area: Option<Slug>,
    /// Wijk or buurt.
    #[serde(default)]
    pub place: Option<RegionCode>,
    /// The division of that code; none: the one of codes that name none.
    #[serde(default)]
    pub division: Option<Vintage>,
    /// The code and division that it was written in, where that is another region of the base division; not for files:
    /// the Atlas fills it in, and makes `place` the region of the base.
    #[serde(default)]
    pub written_about: Option<(RegionCode, Vintage)>,
    /// Where it is, when an exact point is known.
    #[serde(default)]
    pub point: Option<Point>,
    /// How precisely the place is known.
    pub precision: PlacePrecision,
    /// When it began (year, year-month or full date); empty where the source does not say.
    #[serde(default)]
    pub from: String,
    /// When it ended or is to end; empty where the source does not say.
    #[serde(default)]
    pub until: String,
    /// The effect that was sought, where the source says so.
    #[serde(default)]
    pub effect: Option<Text>,
    /// What it took or takes, where the source says so.
    #[serde(default)]
    pub conditions: Option<Text>,
    /// Evidence level (id); [`NOT_ASSESSED`] unless somebody assessed it.
    #[serde(default = "not_assessed")]
    pub evidence: String,
    /// Themes (ids of the vocabulary).
    pub themes: Vec<String>,
    /// Audiences (ids).
    #[serde(default)]
    pub audience: Vec<String>,
    /// Phase (id); empty when unknown.
    #[serde(default)]
    pub phase: String,
    /// Fields that are an editor's reading, not the source's word.
    #[serde(default)]
    pub inferred: Vec<String>,
    /// False for entries that are hardly an example: listed, never put forward.
    #[serde(default = "yes")]
    pub featured: bool,
    /// Whether its figures are unverified.
    #[serde(default)]
    pub figures_unverified: bool,
    /// Ids of the same thing in other lists (`pub-042`, `ev-027`).
    #[serde(default)]
    pub same_as: Vec<String>,
    /// What a visitor wrote, where the example was sent in; `None` for those that the editors collected.
    #[serde(default)]
    pub sent_in: Option<SentIn>,
}

/// An example as a visitor sent it in, in the visitor's own language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SentIn {
    /// Number of the published contribution.
    pub number: i64,
    /// Language that it is written in (`nl`, `en`).
    pub lang: String,
    /// The whole text; line breaks count.
    pub body: String,
}

impl PracticeExample {
    /// The language of its title and summary, where that may be another than the page's.
    pub fn written_in(&self) -> Option<&str> {
        self.sent_in.as_ref().map(|sent_in| sent_in.lang.as_str())
    }
}

/// A publication.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Publication {
    /// Id (`pub-001`).
    pub id: String,
    /// Title and an English rendering.
    pub title: Text,
    /// Organisation; empty when unknown.
    #[serde(default)]
    pub organisation: String,
    /// Date (year, year-month or full date); empty when unknown.
    #[serde(default)]
    pub published: String,
    /// Address; empty when none was found.
    #[serde(default)]
    pub url: String,
    /// Themes (ids).
    pub themes: Vec<String>,
    /// Kind (id).
    pub kind: String,
    /// What to know about it.
    #[serde(default)]
    pub note: Option<Text>,
}

/// An event, course or call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// Id (`ev-001`).
    pub id: String,
    /// Title and an English rendering.
    pub title: Text,
    /// Kind (id).
    pub kind: String,
    /// First day (year, year-month or full date); empty when unknown.
    #[serde(default)]
    pub starts: String,
    /// Last day; empty when unknown.
    #[serde(default)]
    pub ends: String,
    /// Closing date of a call; empty when none.
    #[serde(default)]
    pub deadline: String,
    /// Place; empty when unknown.
    #[serde(default)]
    pub place: String,
    /// Organisation; empty when unknown.
    #[serde(default)]
    pub organisation: String,
    /// Where this is stated: an address or a description.
    pub source: String,
    /// What to know about it.
    #[serde(default)]
    pub note: Option<Text>,
}

/// Background on a programme, in own words with its sources.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProgrammeText {
    /// Id (`nplv`, `predecessor`, `priority-40`, `priority-40-outlines`, `forty-plus`).
    pub id: String,
    /// The text.
    pub text: Text,
    /// Addresses of the sources.
    pub sources: Vec<String>,
}
