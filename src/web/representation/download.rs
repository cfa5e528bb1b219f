//! Files: the same document as CSV, as a workbook or with outlines as `GeoJSON`, under a name that says what it is.

use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};

use crate::atlas::{Atlas, Place, VintageAtlas, fold};
use crate::domain::Level;
use crate::export::{CsvStyle, Document, Shape, csv_file, features, workbook};
use crate::web::error::AppError;
use crate::web::http::negotiate::{self, Format};
use crate::web::parameters::context::PageContext;
use crate::web::state::AppState;

/// Characters of a name that goes into the name of a file.
const LONGEST: usize = 60;

/// What is asked for: which form, and how CSV is written.
#[derive(Clone, Copy, Debug)]
pub struct Ask<'a> {
    /// The state, which knows the address of the site.
    pub state: &'a AppState,
    /// Headers of the request.
    pub headers: &'a HeaderMap,
    /// The form.
    pub format: Format,
    /// How CSV is written.
    pub style: CsvStyle,
}

impl<'a> Ask<'a> {
    /// What an address asks for whose page is a table without outlines: the page, CSV or a workbook.
    pub fn of_table(
        state: &'a AppState,
        headers: &'a HeaderMap,
        context: &PageContext,
        style: CsvStyle,
    ) -> Result<Self, AppError> {
        let (_, format) = negotiate::asked(&context.path, headers, &[Format::Html, Format::Csv, Format::Xlsx])?;
        Ok(Self { state, headers, format, style })
    }

    /// Whether the page itself is asked for.
    pub fn is_page(&self) -> bool {
        self.format == Format::Html
    }

    /// The document in the form asked for, called `name`. `shapes` are the outlines of the rows of its first table.
    pub fn answer(
        &self,
        mut document: Document<'_>,
        name: &str,
        shapes: impl FnOnce() -> Vec<Option<Shape>>,
    ) -> Result<Response, AppError> {
        document.page = format!("{}{}", self.state.site().base(self.headers), document.page);
        let (written, extension) = match self.format {
            Format::Csv => (csv_file(&document, self.style), "csv"),
            Format::Xlsx => (workbook(&document), "xlsx"),
            Format::GeoJson => (features(&document, &shapes()), "geojson"),
            Format::Html | Format::Json => return Err(AppError::Internal("no file was asked for".to_owned())),
        };
        let bytes = written.map_err(|error| AppError::Internal(error.to_string()))?;
        let media_type = match self.format {
            Format::Csv => "text/csv; charset=utf-8; header=present",
            other => other.media_type(),
        };
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
        if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}.{extension}\"")) {
            headers.insert(CONTENT_DISPOSITION, value);
        }
        Ok((headers, bytes).into_response())
    }
}

/// A name as part of the name of a file: lower case, hyphens, no accents.
pub fn file_name(name: &str) -> String {
    let plain = fold(name).replace(' ', "-");
    plain.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(LONGEST).collect()
}

pub fn outline_of(atlas: &Atlas, place: &Place) -> Option<Shape> {
    Some(atlas.outline_of(place).polygons()).filter(|polygons| !polygons.is_empty())
}

/// The outline of the region at `position` of a level; `None` where none was delivered.
pub fn outline_at(vintage: &VintageAtlas, level: Level, position: usize) -> Option<Shape> {
    let outline = (*vintage.level(level)?.outlines.get(position)?)?;
    Some(vintage.coverage.polygons(level, outline as usize))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_file_holds_letters_digits_and_hyphens_only() {
        assert_eq!(file_name("Súdwest-Fryslân"), "sudwest-fryslan");
        assert_eq!(file_name("Mijn \"wijk\"; x=1"), "mijn-wijk-x-1");
        assert_eq!(file_name(&"a".repeat(200)).len(), LONGEST);
    }
}
