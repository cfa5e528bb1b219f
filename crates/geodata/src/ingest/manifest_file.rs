//! `manifest.toml`: every shipped file with its fingerprint and terms, and the release id that follows from it.

use std::collections::BTreeSet;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::declaration::{Declaration, Terms};
use super::fault::{Fault, IngestError};
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
pub fn entry(path: &str, bytes: &[u8], terms: &Terms) -> ManifestFile {
    ManifestFile {
        path: path.to_owned(),
        sha256: sha256(bytes),
        bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
        source: terms.source.clone(),
        year: terms.year.clone(),
        licence: terms.licence.clone(),
        attribution: terms.attribution.clone(),
    }
}

/// The terms that `key` names: in the declaration, or a source of the catalogue.
///
/// # Errors
/// No such key.
pub fn terms(key: &str, declaration: &Declaration, catalogue: &Catalogue) -> Result<Terms, Fault> {
    if let Some(terms) = declaration.terms.get(key) {
        return Ok(terms.clone());
    }
    let Some(source) = catalogue.source(key) else {
        let expected = "a key of [terms] or the id of a source in catalogue.toml";
        return Err(Fault::new("deliveries.toml", super::At::Whole, "terms", format!("\"{key}\""), expected));
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

/// The manifest of `source`, and its content.
///
/// # Errors
/// It is missing, broken, or of another format.
pub fn read(source: &dyn Source) -> Result<(Manifest, Vec<u8>), Fault> {
    let bytes = source
        .read(NAME)
        .map_err(|error| Fault::whole(NAME, error.to_string(), "the list of files that `wijkwijzer pack` writes"))?;
    let manifest: Manifest = toml_file::parse(NAME, &String::from_utf8_lossy(&bytes))?;
    if manifest.format == FORMAT {
        Ok((manifest, bytes))
    } else {
        Err(Fault::whole(NAME, format!("format {}", manifest.format), format!("format {FORMAT}")))
    }
}

/// The id of the release that `source` holds: the first 12 hexadecimal digits of the SHA-256 over the manifest.
///
/// Every file is held against the manifest first, so the id stands for the content.
///
/// # Errors
/// Every file that is missing, of another size or of another content.
pub fn release_id(source: &dyn Source) -> Result<String, IngestError> {
    let (manifest, bytes) = read(source)?;
    IngestError::unless_empty(verify(source, &manifest))?;
    Ok(id_of(&bytes))
}

/// The release id of a manifest with this content.
pub fn id_of(manifest: &[u8]) -> String {
    let mut id = sha256(manifest);
    id.truncate(12);
    id
}

/// Paths of all files that make up the release of `source`: those that are listed, and the list.
///
/// # Errors
/// The list is missing or broken.
pub fn files(source: &dyn Source) -> Result<Vec<String>, IngestError> {
    let (manifest, _) = read(source)?;
    Ok(manifest.files.into_iter().map(|file| file.path).chain([NAME.to_owned()]).collect())
}

/// Holds every listed file against its size and hash.
pub fn verify(source: &dyn Source, manifest: &Manifest) -> Vec<Fault> {
    manifest.files.par_iter().filter_map(|file| verify_one(source, file).err()).collect()
}

fn verify_one(source: &dyn Source, file: &ManifestFile) -> Result<(), Fault> {
    let listed = || format!("{} bytes as listed in {NAME}; run `wijkwijzer pack`", file.bytes);
    let bytes = source.read(&file.path).map_err(|error| Fault::whole(&file.path, error.to_string(), listed()))?;
    if u64::try_from(bytes.len()).ok() != Some(file.bytes) {
        return Err(Fault::whole(&file.path, format!("{} bytes", bytes.len()), listed()));
    }
    let found = sha256(&bytes);
    if found == file.sha256 {
        return Ok(());
    }
    let expected = format!("SHA-256 {} as listed in {NAME}; run `wijkwijzer pack`", file.sha256);
    Err(Fault::whole(&file.path, format!("SHA-256 {found}"), expected))
}

/// Files of `source` that the manifest does not list.
pub fn unlisted(source: &dyn Source, manifest: &Manifest) -> Vec<Fault> {
    let listed: BTreeSet<&str> = manifest.files.iter().map(|file| file.path.as_str()).chain([NAME]).collect();
    let unlisted =
        |path: &String| Fault::whole(path, "a file that is not listed", format!("only files listed in {NAME}"));
    match source.paths() {
        Ok(paths) => paths.iter().filter(|path| !listed.contains(path.as_str())).map(unlisted).collect(),
        Err(fault) => vec![fault],
    }
}
