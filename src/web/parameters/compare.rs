//! Parameters of the comparison, and the comparison that they make.

use crate::atlas::Atlas;
use crate::domain::{Lang, Text};
use crate::export::CsvStyle;
use crate::urls;
use crate::views::compare::{CompareError, CompareQuery, CompareView, LEAST, MOST};
use crate::web::error::AppError;
use crate::web::parameters::query::{Fields, Parameters};
use crate::web::parameters::suggestions::unknown_indicator;
use crate::web::parameters::{place_errors, table};

/// Parameters of the comparison.
#[derive(Clone, Debug)]
pub struct CompareParameters {
    pub query: CompareQuery,
    /// What is searched for, to add a place.
    pub search: Option<String>,
    /// How CSV is written.
    pub style: CsvStyle,
}

impl Parameters for CompareParameters {
    const NAMES: &'static [&'static str] = &["gebied", "indicator", "q", "stijl"];
    const LISTS: &'static [&'static str] = &["gebied"];

    fn read(fields: &Fields) -> Result<Self, AppError> {
        Ok(Self {
            query: CompareQuery {
                keys: fields.all("gebied").map(str::to_owned).collect(),
                indicator: fields.get("indicator").map(str::to_owned),
            },
            search: fields.get("q").map(|text| text.trim().chars().take(100).collect()),
            style: table::style(fields)?,
        })
    }
}

/// A comparison of at least two places.
pub fn compared<'a>(atlas: &'a Atlas, query: &CompareQuery, lang: Lang) -> Result<CompareView<'a>, AppError> {
    let view = CompareView::build(atlas, query, lang).map_err(|error| explain(atlas, lang, error))?;
    if view.places.len() < LEAST {
        return Err(AppError::BadRequest(Text {
            nl: "Noem ten minste twee plaatsen: ?gebied=utrecht-overvecht&gebied=GM0344".to_owned(),
            en: "Name at least two places: ?gebied=utrecht-overvecht&gebied=GM0344".to_owned(),
        }));
    }
    Ok(view)
}

/// Why there is no comparison.
pub fn explain(atlas: &Atlas, lang: Lang, error: CompareError) -> AppError {
    let refused = |nl: String, en: String| AppError::BadParameter {
        parameter: "gebied".to_owned(),
        detail: Text { nl, en },
        allowed: Vec::new(),
    };
    match error {
        CompareError::Place(error) => place_errors::refused(atlas, "gebied", &error),
        CompareError::Twice(name) => refused(
            format!("“{name}” staat twee keer in deze vergelijking. Haal er een weg, of kies een andere plaats."),
            format!("“{name}” stands in this comparison twice. Remove one of them, or choose another place."),
        ),
        CompareError::TooMany(count) => refused(
            format!("U vergelijkt {count} plaatsen; dat kan tot en met {MOST}. Haal er {} weg.", count - MOST),
            format!("You compare {count} places; up to {MOST} can be compared. Remove {}.", count - MOST),
        ),
        CompareError::Indicator(id) => {
            unknown_indicator(atlas, &id, lang, |known| urls::MAP.query("indicator", &known.id))
        }
    }
}
