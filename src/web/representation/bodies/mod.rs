//! The bodies of JSON answers, one module per subject. The API answers with them, and so does a page that is asked for as
//! JSON.

pub mod areas;
pub mod compare;
pub mod knowledge;
pub mod own_area;
pub mod practice;
pub mod practice_points;
pub mod regions;

use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::Text;

/// A text in both languages.
#[derive(Debug, Serialize, ToSchema)]
pub struct TextBody {
    /// Dutch.
    pub nl: String,
    /// English.
    pub en: String,
}

impl From<&Text> for TextBody {
    fn from(text: &Text) -> Self {
        Self { nl: text.nl.clone(), en: text.en.clone() }
    }
}
