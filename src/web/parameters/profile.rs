//! Parameters of profiles: what a reader chose on the page, and which part of it a file is to hold.

use crate::atlas::{Atlas, IndicatorRef, Place, Scope};
use crate::domain::{Level, RegionCode, Text};
use crate::export::CsvStyle;
use crate::views::profile::{Choices, Rows};
use crate::web::error::AppError;
use crate::web::parameters::query::{Fields, Parameters};
use crate::web::parameters::suggestions::unknown_place;
use crate::web::parameters::table::{STYLE, style};

/// The parameter that chooses the indicator of the gap section.
pub const GAP: &str = "achterstand";
/// The parameter that chooses where similar places are sought.
pub const SIMILAR: &str = "vergelijkbaar";
/// Where similar places are sought, as addresses name it.
pub const SCOPES: [(&str, Scope); 2] = [("programma", Scope::Programme), ("overal", Scope::Anywhere)];
/// The parameter that opens all rows of a theme.
pub const THEME: &str = "thema";
/// The parameter that names one row.
pub const ROW: &str = "indicator";
/// The parameter that names one table.
pub const TABLE: &str = "tabel";

/// A table of a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Figures,
    Years,
    /// The wijken and buurten inside.
    Inside,
    /// Similar places.
    Similar,
    /// The differences over the years.
    Gap,
}

/// The names of the tables in addresses.
const PARTS: [(&str, Part); 5] = [
    ("cijfers", Part::Figures),
    ("alle-jaren", Part::Years),
    ("wijken-en-buurten", Part::Inside),
    ("vergelijkbaar", Part::Similar),
    ("achterstand", Part::Gap),
];

/// What of a profile a file is to hold.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// One figure, by the id of its indicator.
    pub row: Option<String>,
    pub table: Option<Part>,
}

impl Wish {
    /// Reads the wish.
    pub fn read(fields: &Fields) -> Result<Self, AppError> {
        let table = match fields.get(TABLE) {
            None => None,
            Some(text) => {
                let found = PARTS.iter().find(|(name, _)| *name == text).map(|&(_, part)| part);
                Some(
                    found
                        .ok_or_else(|| AppError::bad_parameter(TABLE, text, &PARTS.map(|(name, _)| name).join(", ")))?,
                )
            }
        };
        let row = fields.get(ROW).map(str::to_owned);
        if row.is_some() && table.is_some() {
            return Err(refused(
                ROW,
                "Noem een cijfer met indicator of een tabel met tabel, niet allebei.",
                "Name a figure by indicator or a table by tabel, not both.",
            ));
        }
        Ok(Self { row, table })
    }

    /// A page and JSON show everything: they have no part to choose.
    pub fn only_for_files(&self) -> Result<(), AppError> {
        let given = if self.row.is_some() { Some(ROW) } else { self.table.map(|_| TABLE) };
        given.map_or(Ok(()), |name| {
            Err(refused(
                name,
                "Een deel van een profiel is er alleen als bestand: zet .csv, .xlsx of .geojson achter het adres.",
                "A part of a profile exists only as a file: put .csv, .xlsx or .geojson behind the address.",
            ))
        })
    }
}

fn refused(parameter: &str, nl: &str, en: &str) -> AppError {
    AppError::BadParameter {
        parameter: parameter.to_owned(),
        detail: Text { nl: nl.to_owned(), en: en.to_owned() },
        allowed: Vec::new(),
    }
}

/// Parameters of a profile.
#[derive(Clone, Debug)]
pub struct PlaceParameters {
    /// How CSV is written.
    pub style: CsvStyle,
    /// What a file is to hold.
    pub wish: Wish,
    /// Indicator of the gap section, by id.
    gap: Option<String>,
    /// Where similar places are sought.
    similar: Option<Scope>,
    /// Theme of which all rows are opened, by id.
    theme: Option<String>,
}

impl PlaceParameters {
    /// What the reader chose, checked against the catalogue.
    pub fn choices<'a>(&self, atlas: &'a Atlas) -> Result<Choices<'a>, AppError> {
        let gap = self.gap.as_deref().map(|id| gap_indicator(atlas, id)).transpose()?;
        let defaults = Choices::default();
        Ok(Choices { gap, similar: self.similar.unwrap_or(defaults.similar), ..defaults })
    }

    /// The same for a page, which opens as many rows as a reader takes in.
    ///
    /// # Errors
    /// 400 for an indicator that has no gap, and for an unknown theme.
    pub fn choices_of_page<'a>(&self, atlas: &'a Atlas) -> Result<Choices<'a>, AppError> {
        let themes = &atlas.vocabulary.indicator_themes;
        let find = |id: &str| {
            let unknown = || {
                let known: Vec<&str> = themes.iter().map(|theme| theme.id.as_str()).collect();
                AppError::bad_parameter(THEME, id, &known.join(", "))
            };
            themes.iter().find(|theme| theme.id == id).map(|theme| theme.id.as_str()).ok_or_else(unknown)
        };
        let chosen = self.theme.as_deref().map(find).transpose()?;
        Ok(Choices { rows: Rows::Opened(chosen), ..self.choices(atlas)? })
    }
}

/// The indicator of a gap, by its id.
pub fn gap_indicator<'a>(atlas: &'a Atlas, id: &str) -> Result<IndicatorRef<'a>, AppError> {
    atlas
        .indicator(id)
        .filter(|of| of.has_gap())
        .ok_or_else(|| AppError::bad_parameter(GAP, id, "id of an indicator with two periods or more"))
}

impl Parameters for PlaceParameters {
    const NAMES: &'static [&'static str] = &[STYLE, ROW, TABLE, GAP, SIMILAR, THEME];

    fn read(fields: &Fields) -> Result<Self, AppError> {
        let scope = |name: &str| SCOPES.iter().find(|(value, _)| *value == name).map(|&(_, scope)| scope);
        let similar = match fields.get(SIMILAR) {
            None => None,
            Some(text) => Some(scope(text).ok_or_else(|| AppError::bad_parameter(SIMILAR, text, "programma, overal"))?),
        };
        let text = |name: &str| fields.get(name).map(str::to_owned);
        Ok(Self { style: style(fields)?, wish: Wish::read(fields)?, gap: text(GAP), similar, theme: text(THEME) })
    }
}

/// The region of this level that `text` is the code of.
pub fn region_of(atlas: &Atlas, text: &str, level: Level) -> Result<Place, AppError> {
    let found: Option<RegionCode> = text.parse().ok().filter(|code: &RegionCode| code.level() == level);
    found.and_then(|code| atlas.place_of_region(code)).ok_or_else(|| unknown_place(atlas, text))
}
