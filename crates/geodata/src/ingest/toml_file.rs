//! TOML files with faults that name the line.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::fault::{At, Fault};
use super::source::Source;

/// Reads the file `name` of `source`.
///
/// # Errors
/// The file is missing, or its content is not what `T` asks; with the line.
pub fn read<T: DeserializeOwned>(source: &dyn Source, name: &str) -> Result<T, Fault> {
    let text = source.text(name).map_err(|error| Fault::whole(name, error.to_string(), "a TOML file in UTF-8"))?;
    parse(name, &text)
}

/// Reads `text` as the content of the file `name`.
///
/// # Errors
/// The content is not what `T` asks; with the line.
pub fn parse<T: DeserializeOwned>(name: &str, text: &str) -> Result<T, Fault> {
    toml::from_str(text).map_err(|error| {
        let start = error.span().map_or(0, |span| span.start);
        let line = text.bytes().take(start).filter(|&byte| byte == b'\n').count() + 1;
        let at = At::Line(u64::try_from(line).unwrap_or_default());
        Fault::new(name, at, "", error.message(), "TOML in the structure of this file")
    })
}

/// Writes `value` as the content of the file `name`, under a first line that says where it comes from.
///
/// # Errors
/// The value cannot be written as TOML.
pub fn write<T: Serialize>(name: &str, value: &T) -> Result<Vec<u8>, Fault> {
    let text =
        toml::to_string(value).map_err(|error| Fault::whole(name, error.to_string(), "a value that TOML can hold"))?;
    Ok(format!("# Derived by `wijkwijzer pack`; do not edit.\n\n{text}").into_bytes())
}
