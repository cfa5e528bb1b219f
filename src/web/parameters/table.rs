//! Parameters of a table that is also a file.

use crate::export::CsvStyle;
use crate::web::error::AppError;
use crate::web::parameters::query::{Fields, Parameters};

/// The parameter by which a reader chooses how CSV is written.
pub const STYLE: &str = "stijl";

/// The style of CSV that an address asks for.
pub fn style(fields: &Fields) -> Result<CsvStyle, AppError> {
    Ok(fields.parsed(STYLE, "nederlands, internationaal")?.unwrap_or_default())
}

/// Parameters of a table that is also a file.
#[derive(Clone, Copy, Debug)]
pub struct TableParameters(pub CsvStyle);

impl Parameters for TableParameters {
    const NAMES: &'static [&'static str] = &[STYLE];

    fn read(fields: &Fields) -> Result<Self, AppError> {
        Ok(Self(style(fields)?))
    }
}
