//! What stands in the addresses of areas of a reader's own.

use crate::atlas::Atlas;
use crate::domain::{RegionCode, Text, Vintage, own_name};
use crate::export::CsvStyle;
use crate::views::profile::Choices;

use crate::urls::{self, Address, DIVISION};
use crate::web::error::AppError;
use crate::web::parameters::place_errors::{selection, unknown_codes, unreadable};
use crate::web::parameters::profile::{GAP, PlaceParameters, ROW, SIMILAR, TABLE, THEME, Wish};
use crate::web::parameters::query::{Fields, Parameters};
use crate::web::parameters::table::STYLE;

/// Parameters of the profile.
#[derive(Clone, Debug, Default)]
pub struct OwnParameters {
    /// Codes as they were given.
    pub codes: Vec<String>,
    /// The division of the codes; `None`: that of codes that name none.
    pub vintage: Option<Vintage>,
    /// What the reader calls the place.
    pub name: Option<String>,
    /// A drawn shape.
    pub shape: Option<String>,
    /// A pasted list of codes.
    pub list: Option<String>,
    /// What every profile can be asked for, as it was given.
    pub kept: Vec<(&'static str, String)>,
    profile: Option<PlaceParameters>,
}

impl OwnParameters {
    /// Whether nothing is selected.
    pub const fn is_empty(&self) -> bool {
        self.codes.is_empty() && self.shape.is_none() && self.list.is_none()
    }

    /// How CSV is written.
    pub fn style(&self) -> CsvStyle {
        self.profile.as_ref().map_or_else(CsvStyle::default, |profile| profile.style)
    }

    /// What a file is to hold.
    pub fn wish(&self) -> Wish {
        self.profile.as_ref().map(|profile| profile.wish.clone()).unwrap_or_default()
    }

    /// What the reader chose for a file.
    pub fn choices<'a>(&self, atlas: &'a Atlas) -> Result<Choices<'a>, AppError> {
        self.profile.as_ref().map_or(Ok(Choices::default()), |profile| profile.choices(atlas))
    }

    /// The same for the page.
    pub fn choices_of_page<'a>(&self, atlas: &'a Atlas) -> Result<Choices<'a>, AppError> {
        self.profile.as_ref().map_or(Ok(Choices::default()), |profile| profile.choices_of_page(atlas))
    }
}

impl Parameters for OwnParameters {
    const NAMES: &'static [&'static str] =
        &["code", DIVISION, "naam", "vorm", "lijst", STYLE, ROW, TABLE, GAP, SIMILAR, THEME];
    const LISTS: &'static [&'static str] = &["code"];

    fn read(fields: &Fields) -> Result<Self, AppError> {
        Ok(Self {
            codes: fields.all("code").map(str::to_owned).collect(),
            vintage: fields.parsed(DIVISION, "year of a division")?,
            name: read_name(fields)?,
            shape: fields.get("vorm").map(str::to_owned),
            list: fields.get("lijst").map(str::to_owned),
            kept: PlaceParameters::NAMES
                .iter()
                .filter_map(|&name| Some((name, fields.get(name)?.to_owned())))
                .collect(),
            profile: Some(PlaceParameters::read(fields)?),
        })
    }
}

/// Parameters of the page on which a place is put together.
#[derive(Clone, Debug, Default)]
pub struct PickParameters {
    /// Codes as they were given.
    pub codes: Vec<String>,
    /// What the reader calls the place.
    pub name: Option<String>,
    pub search: Option<String>,
    /// The gemeente of which the parts are shown.
    pub gemeente: Option<RegionCode>,
    /// A code to put in, or to take out.
    pub toggle: Option<String>,
    /// A pasted list of codes to add.
    pub list: Option<String>,
    /// A drawn shape to add.
    pub shape: Option<String>,
}

impl PickParameters {
    /// Whether something is to be changed.
    pub const fn changes(&self) -> bool {
        self.toggle.is_some() || self.list.is_some() || self.shape.is_some()
    }
}

impl Parameters for PickParameters {
    const NAMES: &'static [&'static str] = &["code", "naam", "q", "gemeente", "wissel", "lijst", "vorm"];
    const LISTS: &'static [&'static str] = &["code"];

    fn read(fields: &Fields) -> Result<Self, AppError> {
        let gemeente: Option<RegionCode> = fields.parsed("gemeente", "GM0344, GM0363, …")?;
        Ok(Self {
            codes: fields.all("code").map(str::to_owned).collect(),
            name: read_name(fields)?,
            search: fields.get("q").map(|text| text.trim().chars().take(100).collect()),
            gemeente,
            toggle: fields.get("wissel").map(str::to_owned),
            list: fields.get("lijst").map(str::to_owned),
            shape: fields.get("vorm").map(str::to_owned),
        })
    }
}

fn read_name(fields: &Fields) -> Result<Option<String>, AppError> {
    let Some(given) = fields.get("naam") else { return Ok(None) };
    own_name(given).map_err(|error| AppError::BadParameter {
        parameter: "naam".to_owned(),
        detail: unreadable(&error),
        allowed: Vec::new(),
    })
}

/// The items of a pasted list: anything that is no letter or digit separates.
pub fn split_list(list: &str) -> Vec<String> {
    let items = list.split(|c: char| !c.is_ascii_alphanumeric()).filter(|item| !item.is_empty());
    items.map(str::to_ascii_uppercase).collect()
}

/// The codes behind texts.
pub fn codes_in(atlas: &Atlas, texts: &[String]) -> Result<Vec<RegionCode>, AppError> {
    let find = |text: &String| text.parse::<RegionCode>().ok().filter(|&code| atlas.place_of_region(code).is_some());
    let found: Vec<Option<RegionCode>> = texts.iter().map(find).collect();
    let wrong: Vec<String> =
        texts.iter().zip(&found).filter(|(_, code)| code.is_none()).map(|(text, _)| text.clone()).collect();
    if wrong.is_empty() { Ok(found.into_iter().flatten().collect()) } else { Err(unknown_codes(atlas, &wrong)) }
}

/// The codes behind texts of a division, in the base: buurten of which at least half of the surface lies in them.
pub fn codes_of(atlas: &Atlas, texts: &[String], vintage: Option<Vintage>) -> Result<Vec<RegionCode>, AppError> {
    let vintage = vintage.unwrap_or_else(|| atlas.unmarked());
    if atlas.is_base(vintage) {
        return codes_in(atlas, texts);
    }
    if atlas.vintage(vintage).is_none() {
        let known: Vec<String> = atlas.vintages.iter().map(|one| one.vintage.to_string()).collect();
        return Err(AppError::bad_parameter(DIVISION, &vintage.to_string(), &known.join(", ")));
    }
    let codes: Option<Vec<RegionCode>> = texts.iter().map(|text| text.parse().ok()).collect();
    let carried = codes.and_then(|codes| atlas.selection_then(&codes, vintage));
    carried.ok_or_else(|| unknown_codes(atlas, texts))
}

/// The selection that codes make, as [`Atlas::selection`] writes it.
pub fn selected_codes(atlas: &Atlas, codes: &[String]) -> Result<Vec<RegionCode>, AppError> {
    let given = codes_in(atlas, codes)?;
    let selection = atlas.selection(&given).map_err(|error| selection(atlas, &error))?;
    if selection.is_empty() { Err(nothing_named()) } else { Ok(selection) }
}

/// Nothing is selected.
pub fn nothing_named() -> AppError {
    let example = urls::OWN_AREA.query("code", "WK034403");
    AppError::BadRequest(Text {
        nl: format!("Noem ten minste één wijk of buurt: {example}"),
        en: format!("Name at least one district or neighbourhood: {example}"),
    })
}

/// The address of the page on which a selection is put together.
pub fn pick_address(codes: &[RegionCode], gemeente: Option<RegionCode>, name: Option<&str>) -> Address {
    pick_with(codes, gemeente, name, &[])
}

/// The same with more parameters.
pub fn pick_with(
    codes: &[RegionCode],
    gemeente: Option<RegionCode>,
    name: Option<&str>,
    more: &[(&str, &str)],
) -> Address {
    let gemeente = gemeente.as_ref().map(|code| ("gemeente", code.as_str()));
    let codes = codes.iter().map(|code| ("code", code.as_str()));
    let name = name.map(|name| ("naam", name));
    urls::OWN_AREA_PICK.queries(gemeente.into_iter().chain(codes).chain(name).chain(more.iter().copied()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_too_long_is_refused() {
        let name = |query: &str| read_name(&Fields::parse(query).unwrap());
        assert_eq!(name("naam=%20").unwrap(), None);
        assert!(matches!(name(&format!("naam={}", "a".repeat(81))), Err(AppError::BadParameter { .. })));
    }

    #[test]
    fn a_list_may_be_pasted_with_any_separator_and_in_any_case() {
        assert_eq!(split_list("wk034403; BU03440311\r\n\tBU03440312,"), ["WK034403", "BU03440311", "BU03440312"]);
    }
}
