//! Parameters of charts.

use crate::charts::{Form, PNG_WIDTHS};
use crate::domain::{Lang, Level};
use crate::export::CsvStyle;
use crate::views::chart::ChartQuery;
use crate::web::error::AppError;
use crate::web::parameters::query::{Fields, Parameters};
use crate::web::parameters::table;

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ChartParameters {
    /// What the chart is drawn of.
    pub query: ChartQuery,
    /// Wide or narrow.
    pub form: Form,
    /// Width of the picture in pixels.
    pub width: u32,
    /// How CSV is written.
    pub style: CsvStyle,
}

impl Parameters for ChartParameters {
    const NAMES: &'static [&'static str] = &["plaats", "indicator", "periode", "niveau", "formaat", "breedte", "stijl"];
    const LISTS: &'static [&'static str] = &["plaats"];

    fn read(fields: &Fields) -> Result<Self, AppError> {
        let level: Option<Level> = fields.parsed("niveau", "gemeente, wijk, buurt")?;
        if level == Some(Level::Land) {
            return Err(AppError::bad_parameter("niveau", "land", "gemeente, wijk, buurt"));
        }
        let form = match fields.get("formaat") {
            None | Some("breed") => Form::Wide,
            Some("smal") => Form::Narrow,
            Some(other) => return Err(AppError::bad_parameter("formaat", other, "breed, smal")),
        };
        let width = match fields.get("breedte") {
            None => PNG_WIDTHS[1],
            Some(text) => {
                let known = PNG_WIDTHS.into_iter().find(|width| width.to_string() == text);
                known.ok_or_else(|| AppError::bad_parameter("breedte", text, "800, 1200, 1600"))?
            }
        };
        let query = ChartQuery {
            places: fields.all("plaats").map(str::to_owned).collect(),
            indicator: fields.get("indicator").map(str::to_owned),
            period: fields.parsed("periode", "2022, 2014-2016")?,
            level,
            lang: Lang::default(),
        };
        Ok(Self { query, form, width, style: table::style(fields)? })
    }
}
