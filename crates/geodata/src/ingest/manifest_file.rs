//! `manifest.toml`: every file of a package with its fingerprint and terms.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::declaration::Terms;
use super::fault::{At, Fault};
use super::source::Source;
use super::toml_file;
use crate::domain::manifest::ManifestFile;
use crate::domain::{Catalogue, Manifest};

/// Name of the file.
pub const NAME: &str = "manifest.toml";
/// Version of the structure of `geodata/`.
pub const FORMAT: u32 = 1;

/// SHA-256 in lower-case hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// The entry of one file.
pub fn entry(path: &str, bytes: &[u8], terms: &Terms, derived: bool) -> ManifestFile {
    ManifestFile {
        path: path.to_owned(),
        sha256: sha256(bytes),
        bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
        source: terms.source.clone(),
        year: terms.year.clone(),
        licence: terms.licence.clone(),
        attribution: terms.attribution.clone(),
        derived,
    }
}

/// The terms that `key` names: those of the declaration `file` of a package, or a source of its catalogue.
///
/// # Errors
/// No such key.
pub fn terms(key: &str, file: &str, own: &BTreeMap<String, Terms>, catalogue: &Catalogue) -> Result<Terms, Fault> {
    if let Some(terms) = own.get(key) {
        return Ok(terms.clone());
    }
    let Some(source) = catalogue.source(key) else {
        let expected = "a key of [terms] here, or the id of a source in the catalogue.toml of this package";
        return Err(Fault::new(file, At::Whole, "terms", format!("\"{key}\""), expected));
    };
    let table = if source.table.is_empty() { String::new() } else { format!(" ({})", source.table) };
    Ok(Terms {
        source: format!("{}, {}{table}", source.publisher, source.name.nl),
        year: source.year.clone(),
        licence: source.licence.clone(),
        attribution: source.attribution.nl.clone(),
    })
}

/// The manifest as the content of its file.
///
/// # Errors
/// It cannot be written as TOML.
pub fn write(manifest: &Manifest) -> Result<Vec<u8>, Fault> {
    toml_file::write(NAME, manifest)
}

/// The manifest of the package at `prefix`, and its content.
///
/// # Errors
/// It is missing, broken, or of another format.
pub fn read(source: &dyn Source, prefix: &str) -> Result<(Manifest, Vec<u8>), Fault> {
    let name = format!("{prefix}{NAME}");
    let bytes = source
        .read(&name)
        .map_err(|error| Fault::whole(&name, error.to_string(), "the list of files that `wijkwijzer pack` writes"))?;
    let manifest: Manifest = toml_file::parse(&name, &String::from_utf8_lossy(&bytes))?;
    if manifest.format == FORMAT {
        Ok((manifest, bytes))
    } else {
        Err(Fault::whole(&name, format!("format {}", manifest.format), format!("format {FORMAT}")))
    }
}

/// Holds one listed file against its size and hash.
///
/// # Errors
/// What is there instead.
pub fn verify_one(source: &dyn Source, path: &str, file: &ManifestFile) -> Result<(), Fault> {
    let listed = || format!("{} bytes as listed in {NAME}; run `wijkwijzer pack`", file.bytes);
    let bytes = source.read(path).map_err(|error| Fault::whole(path, error.to_string(), listed()))?;
    if u64::try_from(bytes.len()).ok() != Some(file.bytes) {
        return Err(Fault::whole(path, format!("{} bytes", bytes.len()), listed()));
    }
    let found = sha256(&bytes);
    if found == file.sha256 {
        return Ok(());
    }
    let expected = format!("SHA-256 {} as listed in {NAME}; run `wijkwijzer pack`", file.sha256);
    Err(Fault::whole(path, format!("SHA-256 {found}"), expected))
}
