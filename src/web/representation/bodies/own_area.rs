//! Areas that a reader puts together, as the API gives them.

use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use crate::atlas::{Atlas, Place};
use crate::domain::RegionCode;
use crate::web::error::AppError;
use crate::web::representation::json::json;

use super::areas::Named;
use super::figures::{IndicatorFiguresBody, PeriodBody, References};

/// A selection of wijken and buurten with its figures.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnAreaBody {
    /// Release of the figures.
    pub release: String,
    /// What the reader calls it, else the names of its members.
    pub name: String,
    /// Its members: wijken that are whole, then buurten.
    pub members: Vec<Named>,
    /// The municipality that all members lie in; absent where they lie in several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gemeente: Option<Named>,
    /// Address of the page.
    pub href: String,
    /// Figures, in the order of `/api/v1/indicators`.
    pub indicators: Vec<IndicatorFiguresBody>,
}

/// The profile of a selection as JSON.
///
/// # Errors
/// [`AppError::Internal`] where the body cannot be written.
pub fn own_area_json(atlas: &Atlas, place: &Place, (name, href): (&str, String)) -> Result<Response, AppError> {
    let base = atlas.base();
    let named = |code: RegionCode| Named {
        code: code.to_string(),
        name: base.and_then(|base| base.name(code)).unwrap_or_default().to_owned(),
    };
    json(&OwnAreaBody {
        release: atlas.release.clone(),
        name: name.to_owned(),
        members: atlas.codes_of(place).into_iter().map(named).collect(),
        gemeente: atlas.gemeente_of(place).map(named),
        href,
        indicators: figures(atlas, place),
    })
}

fn figures(atlas: &Atlas, place: &Place) -> Vec<IndicatorFiguresBody> {
    let gemeente = atlas.gemeente_of(place).and_then(|code| atlas.place_of_region(code));
    let rest = atlas.rest_of(place);
    let indicators = atlas.catalogue.indicators.iter().enumerate();
    indicators
        .map(|(index, indicator)| IndicatorFiguresBody {
            id: indicator.id.clone(),
            name_nl: indicator.name.nl.clone(),
            name_en: indicator.name.en.clone(),
            unit_nl: indicator.unit_label.nl.clone(),
            unit_en: indicator.unit_label.en.clone(),
            periods: indicator
                .periods
                .iter()
                .enumerate()
                .map(|(position, declared)| {
                    let derived = atlas.figures.get(index).and_then(|figures| figures.periods.get(position));
                    let of_gemeente = gemeente.as_ref().map(|whole| atlas.place_figure(whole, index, position));
                    PeriodBody {
                        period: declared.period.to_string(),
                        vintage: declared.vintage.0,
                        decimals: declared.decimals_of_area(),
                        source: declared.source.clone(),
                        figure: (&atlas.place_figure(place, index, position)).into(),
                        rank: None,
                        references: References {
                            gemeente: of_gemeente.as_ref().map(Into::into),
                            rest_of_gemeente: rest
                                .as_ref()
                                .and_then(|rest| atlas.rest_figure(rest, index, position))
                                .as_ref()
                                .map(Into::into),
                            focus_areas_together: derived.map(|period| (&period.together).into()),
                            nederland: derived.map(|period| (&period.nederland).into()),
                        },
                    }
                })
                .collect(),
        })
        .collect()
}
