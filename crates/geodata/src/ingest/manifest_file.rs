//! `manifest.toml`: every shipped file with its fingerprint and terms, and the release id that follows from it.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::declaration::{Declaration, Terms};
use super::fault::{Fault, IngestError};
use super::toml_file;
use crate::domain::manifest::ManifestFile;
use crate::domain::{Catalogue, Manifest};

/// Name of the file.
pub const NAME: &str = "manifest.toml";
/// Version of the structure of `geodata/`.
pub const FORMAT: u32 = 1;

/// SHA-256 in lower-case hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
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

/// The manifest below `folder`, and its content.
///
/// # Errors
/// It is missing, broken, or of another format.
pub fn read(folder: &Path) -> Result<(Manifest, Vec<u8>), Fault> {
    let bytes = std::fs::read(folder.join(NAME))
        .map_err(|error| Fault::whole(NAME, error.to_string(), "the list of files that `wijkwijzer pack` writes"))?;
    let manifest: Manifest = toml_file::parse(NAME, &String::from_utf8_lossy(&bytes))?;
    if manifest.format == FORMAT {
        Ok((manifest, bytes))
    } else {
        Err(Fault::whole(NAME, format!("format {}", manifest.format), format!("format {FORMAT}")))
    }
}

/// The id of the release that `folder` holds: the first 12 hexadecimal digits of the SHA-256 over the manifest.
///
/// Every file is held against the manifest first, so the id stands for the content.
///
/// # Errors
/// Every file that is missing, of another size or of another content.
pub fn release_id(folder: &Path) -> Result<String, IngestError> {
    let (manifest, bytes) = read(folder)?;
    IngestError::unless_empty(verify(folder, &manifest))?;
    Ok(id_of(&bytes))
}

/// The release id of a manifest with this content.
pub fn id_of(manifest: &[u8]) -> String {
    let mut id = sha256(manifest);
    id.truncate(12);
    id
}

/// Holds every listed file against its size and hash.
pub fn verify(folder: &Path, manifest: &Manifest) -> Vec<Fault> {
    manifest.files.par_iter().filter_map(|file| verify_one(folder, file).err()).collect()
}

fn verify_one(folder: &Path, file: &ManifestFile) -> Result<(), Fault> {
    let path = safe_path(folder, &file.path)?;
    let listed = || format!("{} bytes as listed in {NAME}; run `wijkwijzer pack`", file.bytes);
    let bytes = std::fs::read(path).map_err(|error| Fault::whole(&file.path, error.to_string(), listed()))?;
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

/// The path of a listed file, which must lie inside the folder.
fn safe_path(folder: &Path, path: &str) -> Result<PathBuf, Fault> {
    let inside = Path::new(path).components().all(|part| matches!(part, std::path::Component::Normal(_)));
    if inside {
        Ok(folder.join(path))
    } else {
        Err(Fault::new(NAME, super::At::Whole, "path", path, "a path inside geodata/"))
    }
}

/// Files in the folder that the manifest does not list.
pub fn unlisted(folder: &Path, manifest: &Manifest) -> Vec<Fault> {
    let mut faults = Vec::new();
    let listed: BTreeSet<&str> = manifest.files.iter().map(|file| file.path.as_str()).collect();
    let mut found = Vec::new();
    list_files(folder, "", &mut found, &mut faults);
    for path in found.iter().filter(|path| path.as_str() != NAME && !listed.contains(path.as_str())) {
        faults.push(Fault::whole(path, "a file that is not listed", format!("only files listed in {NAME}")));
    }
    faults
}

fn list_files(folder: &Path, prefix: &str, found: &mut Vec<String>, faults: &mut Vec<Fault>) {
    let entries = match std::fs::read_dir(folder.join(prefix)) {
        Ok(entries) => entries,
        Err(error) => return faults.push(Fault::io(&folder.join(prefix), &error)),
    };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}/{name}") };
        // Hidden names are editors' and the operating system's, and pack's own working folder.
        if name.starts_with('.') {
            continue;
        }
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            list_files(folder, &path, found, faults);
        } else {
            found.push(path);
        }
    }
}
