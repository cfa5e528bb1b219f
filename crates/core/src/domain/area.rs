//! Focus areas, their delimitation, and the designations they carried.

use serde::{Deserialize, Deserializer, Serialize};

use super::code::{RegionCode, Slug};
use super::lang::Text;
use super::partial_date::PartialDate;

/// What a designation is to the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DesignationRole {
    /// A programme of today: places are held against its areas together. The first in the file is the one that leads.
    Programme,
    /// What came before a programme, on the same areas.
    Former,
    /// A list by name, without areas that have a profile.
    List,
}

/// A set of areas that a government designated: what it was, from when to when, on whose word. Which areas carry it
/// stands with the areas.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Designation {
    /// Which; part of addresses.
    pub id: Slug,
    /// What it is to the reader; without one it follows from the dates and the areas ([`Self::complete`]).
    #[serde(default)]
    pub role: Option<DesignationRole>,
    /// Name.
    pub name: Text,
    /// The programme behind it ("Nationaal Programma Leefbaarheid en Veiligheid"); without one its name.
    #[serde(default)]
    pub programme: Option<Text>,
    /// What an area of it is called ("focusgebied"); without it plainly an area.
    #[serde(default)]
    pub area_called: Option<Text>,
    /// What its areas are called ("focusgebieden").
    #[serde(default)]
    pub areas_called: Option<Text>,
    /// Its areas as a number of things ("40 wijken"); without one they are counted, as long as none came later or
    /// left, and otherwise called as above.
    #[serde(default)]
    pub counted: Option<Text>,
    /// How many areas carry it, as long as none came later or left: follows from the areas ([`Self::complete`]).
    #[serde(default)]
    pub number: Option<usize>,
    /// What is assumed of its delimitation, in a few words ("zelfde grens"), where something is.
    #[serde(default)]
    pub assumption: Option<Text>,
    /// What it was, including assumptions on the delimitation.
    pub text: Text,
    /// First day or year (ISO 8601, possibly only a year); empty when not established.
    pub valid_from: String,
    /// Last day or year; empty while it lasts or when not established.
    #[serde(default)]
    pub valid_to: String,
    /// Where this is stated.
    pub source: String,
    /// Areas by slug, in releases from before these stood with the areas: read over.
    #[serde(default)]
    areas: Vec<Slug>,
}

impl Designation {
    /// Fills in what the file leaves to the `areas`.
    pub fn complete(&mut self, areas: &[FocusArea]) {
        let carried: Vec<&Carried> = areas.iter().flat_map(|area| area.carried(&self.id)).collect();
        self.role.get_or_insert(match (carried.is_empty(), self.valid_to.is_empty()) {
            (true, _) => DesignationRole::List,
            (false, true) => DesignationRole::Programme,
            (false, false) => DesignationRole::Former,
        });
        let constant = !carried.is_empty() && !carried.iter().any(|one| one.is_dated());
        self.number = constant.then_some(carried.len());
    }

    /// One to test with.
    #[cfg(test)]
    pub(crate) fn sample(id: &str, number: Option<usize>) -> Self {
        Self {
            id: id.parse().expect("a slug"),
            role: None,
            name: Text::default(),
            programme: None,
            area_called: None,
            areas_called: None,
            counted: None,
            number,
            assumption: None,
            text: Text::default(),
            valid_from: String::new(),
            valid_to: String::new(),
            source: String::new(),
            areas: Vec::new(),
        }
    }

    /// The year that it began in; 0 where that was not established.
    pub fn first_year(&self) -> u16 {
        self.valid_from.get(..4).and_then(|year| year.parse().ok()).unwrap_or_default()
    }

    /// Returns whether it is a programme of today.
    pub fn is_programme(&self) -> bool {
        self.role == Some(DesignationRole::Programme)
    }

    /// Returns whether its areas have profiles and can be shown on the map.
    pub fn has_areas(&self) -> bool {
        self.role != Some(DesignationRole::List)
    }

    /// The programme behind it.
    pub fn programme(&self) -> &Text {
        self.programme.as_ref().unwrap_or(&self.name)
    }
}

/// A designation that an area carries, from a date to a date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Carried {
    /// Which.
    pub id: Slug,
    /// First day (year, year and month, or day), where that is later than the designation itself; else empty.
    pub from: String,
    /// First day on which it is none of it any more; empty while it is.
    pub to: String,
}

impl Carried {
    /// Returns whether it began later than the designation itself, or ended.
    pub const fn is_dated(&self) -> bool {
        !self.from.is_empty() || !self.to.is_empty()
    }
}

/// In a file the id alone says that an area carries it from the first day on.
#[derive(Deserialize)]
#[serde(untagged)]
enum CarriedForm {
    Id(Slug),
    Dated(CarriedDates),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CarriedDates {
    id: Slug,
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
}

impl<'de> Deserialize<'de> for Carried {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // What was derived is kept in a form that tells no types: there it always has all three.
        let form = if deserializer.is_human_readable() {
            CarriedForm::deserialize(deserializer)?
        } else {
            CarriedForm::Dated(CarriedDates::deserialize(deserializer)?)
        };
        Ok(match form {
            CarriedForm::Id(id) => Self { id, from: String::new(), to: String::new() },
            CarriedForm::Dated(CarriedDates { id, from, to }) => Self { id, from, to },
        })
    }
}

/// A designation as one area carries it. Every page, chart and file that dates the designation of an area takes the
/// dates from here: an area that joined later or left has its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Designated<'a> {
    /// The designation.
    pub designation: &'a Designation,
    /// The area.
    pub area: &'a FocusArea,
    /// First day or year; empty when not established.
    pub from: &'a str,
    /// Last day or year; empty while it lasts or when not established.
    pub to: &'a str,
}

impl Designated<'_> {
    /// Whether the area joined later than the designation began.
    pub fn is_later(&self) -> bool {
        self.from != self.designation.valid_from
    }

    /// Whether its dates are others than those of the designation.
    pub fn has_own_dates(&self) -> bool {
        self.is_later() || self.to != self.designation.valid_to
    }

    /// The year that the area was designated in.
    pub fn year(&self) -> Option<u16> {
        self.from.get(..4)?.parse().ok()
    }
}

/// Returns whether something that holds from a date to a date (either may be empty) holds at the end of `year`.
pub fn holds_in(year: u16, from: &str, to: &str) -> bool {
    let of = |date: &str| date.parse::<PartialDate>().ok().and_then(|date| u16::try_from(date.first().year()).ok());
    of(from).is_none_or(|from| from <= year) && of(to).is_none_or(|to| year < to)
}

/// How a listed region belongs to an area.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Extent {
    /// It lies wholly inside.
    Whole,
    /// The source names a part of it; it is counted whole.
    PartCountedWhole,
}

/// A wijk or buurt of the base division that an area consists of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AreaMember {
    /// Code in the base division.
    pub code: RegionCode,
    /// Whole, or a part counted whole.
    pub extent: Extent,
    /// What the reader must know about a part counted whole.
    #[serde(default)]
    pub note: Option<Text>,
    /// First day (year, year and month, or day) on which it belongs to the area; empty for as long as there is one.
    #[serde(default)]
    pub from: String,
    /// First day on which it does not belong to it any more; empty while it does.
    #[serde(default)]
    pub to: String,
}

/// A region of which the source names a part and that is not counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeftOut {
    /// Code in the base division.
    pub code: RegionCode,
    /// Name.
    pub name: String,
    /// Which part would belong.
    pub part: Text,
}

/// How sure a delimitation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// The names are those of CBS regions, or a municipal code, and the sum of inhabitants fits.
    High,
    /// Derived by name.
    Medium,
    /// Parts are counted whole, or the source is indirect.
    Low,
}

/// The number of inhabitants that a source states, beside our sum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatedInhabitants {
    /// Number stated.
    pub value: u32,
    /// Year, where stated.
    #[serde(default)]
    pub as_of: String,
    /// Address of the source.
    pub source: String,
}

/// A focus area.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FocusArea {
    /// Short name in URLs.
    pub slug: Slug,
    /// Official name.
    pub name: String,
    /// Municipality it lies in (code in the base division).
    pub gemeente: RegionCode,
    /// Name of the municipality.
    pub gemeente_name: String,
    /// Province.
    pub province: String,
    /// Designations that it carries or carried, newest first.
    #[serde(default)]
    pub designations: Vec<Carried>,
    /// Wijken and buurten of the base division it consists of.
    pub members: Vec<AreaMember>,
    /// Regions that are left out although a part would belong.
    #[serde(default)]
    pub left_out: Vec<LeftOut>,
    /// How the delimitation was established.
    pub delimitation: Text,
    /// How sure it is.
    pub confidence: Confidence,
    /// Why it is so sure.
    pub confidence_reason: Text,
    /// Who names the delimitation.
    pub named_by: Text,
    /// Neighbourhoods as the source names them.
    pub named_parts: Vec<String>,
    /// Name of the local programme; empty when unknown.
    pub programme_name: String,
    /// Its address; empty when unknown.
    pub programme_url: String,
    /// Themes of the local programme, mapped to theme ids of the vocabulary.
    pub programme_themes: Vec<String>,
    /// Inhabitants that a source states.
    #[serde(default)]
    pub inhabitants_stated: Option<StatedInhabitants>,
    /// Addresses of all sources.
    pub sources: Vec<String>,
}

impl AreaMember {
    /// Whether it is a member at the end of `year`.
    pub fn is_in(&self, year: u16) -> bool {
        holds_in(year, &self.from, &self.to)
    }

    /// Whether it became a member later than the area began, or is one no longer.
    pub const fn is_dated(&self) -> bool {
        !self.from.is_empty() || !self.to.is_empty()
    }
}

impl FocusArea {
    /// The designation `id`, as often as it carries or carried it.
    pub fn carried<'a>(&'a self, id: &'a Slug) -> impl Iterator<Item = &'a Carried> {
        self.designations.iter().filter(move |one| one.id == *id)
    }

    /// Returns whether it carries or carried the designation `id`.
    pub fn carries(&self, id: &Slug) -> bool {
        self.carried(id).next().is_some()
    }

    /// The designations among `all` that it carries or carried, as it names them, with its own dates.
    pub fn designated<'a>(&'a self, all: &'a [Designation]) -> impl Iterator<Item = Designated<'a>> {
        self.designations.iter().filter_map(move |one| {
            let designation = all.iter().find(|designation| designation.id == one.id)?;
            let own = |own: &'a String, all: &'a String| if own.is_empty() { all.as_str() } else { own.as_str() };
            let (from, to) = (own(&one.from, &designation.valid_from), own(&one.to, &designation.valid_to));
            Some(Designated { designation, area: self, from, to })
        })
    }

    /// Returns whether it is one of a designation at the end of `year`; of an earlier year than that of the designation:
    /// whether it began with it. So an area that joins later is never counted in a year in which it was none of it.
    pub fn is_of(&self, designation: &Designation, year: u16) -> bool {
        let year = year.max(designation.first_year());
        self.carried(&designation.id).any(|one| holds_in(year, &one.from, &one.to))
    }
}

/// A neighbourhood on a list by name, such as one of the 40 aandachtswijken of 2007.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PriorityNeighbourhood {
    /// The list, by its designation; without one the first that is a list ([`Self::complete`]).
    #[serde(default)]
    pub designation: Option<Slug>,
    /// Number in the list.
    pub number: u8,
    /// City.
    pub city: String,
    /// Name.
    pub name: String,
    /// Codes in the base division that carry this name; empty when none does.
    pub codes: Vec<RegionCode>,
    /// Postcodes that the list was made of, where they are known.
    #[serde(default)]
    pub postcodes: Vec<String>,
    /// Focus area it lies in, where established.
    #[serde(default)]
    pub area: Option<Slug>,
    /// What to know about it.
    #[serde(default)]
    pub note: Option<Text>,
    /// Addresses of the sources.
    pub sources: Vec<String>,
}

impl PriorityNeighbourhood {
    /// Fills in what the file leaves to the `designations`.
    pub fn complete(&mut self, designations: &[Designation]) {
        if self.designation.is_none() {
            self.designation = designations.iter().find(|one| !one.has_areas()).map(|one| one.id.clone());
        }
    }
}
