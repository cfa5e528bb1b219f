//! `manifest.toml`: every shipped file with its fingerprint and terms, and the release id that follows from it.

use std::collections::BTreeSet;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::declaration::Terms;
use super::fault::{At, Fault, IngestError};
use super::package::{self, Declared, FOLDERS, Listed};
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

/// The terms that `key` names: in the declaration of a package, or a source of its catalogue.
///
/// # Errors
/// No such key.
pub fn terms(key: &str, package: &Declared, catalogue: &Catalogue) -> Result<Terms, Fault> {
    if let Some(terms) = package.declaration.terms.get(key) {
        return Ok(terms.clone());
    }
    let Some(source) = catalogue.source(key) else {
        let expected = "a key of [terms] here, or the id of a source in the catalogue.toml of this package";
        return Err(Fault::new(&package.file, At::Whole, "terms", format!("\"{key}\""), expected));
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

/// The id of the release that `source` holds: the first 12 hexadecimal digits of the SHA-256 over what its packages list.
///
/// Every file is held against the manifests first, so the id stands for the content.
///
/// # Errors
/// Every file that is missing, of another size or of another content.
pub fn release_id(source: &dyn Source) -> Result<String, IngestError> {
    let packages = package::listed(source)?;
    IngestError::unless_empty(packages.iter().flat_map(|one| verify(source, one)).collect())?;
    Ok(id_of(&packages))
}

/// The release id of these packages. It does not depend on where their folders lie.
pub fn id_of(packages: &[Listed]) -> String {
    let mut id = match packages {
        [only] if only.package.declaration.id.is_empty() => only.sha256.clone(),
        all => sha256(
            all.iter()
                .map(|one| format!("{} {}\n", one.package.declaration.id, one.sha256))
                .collect::<String>()
                .as_bytes(),
        ),
    };
    id.truncate(12);
    id
}

/// Paths of all files that make up the release of `source`: those that its packages list, the lists, and the list of
/// folders where it has one.
///
/// # Errors
/// A list is missing or broken.
pub fn files(source: &dyn Source) -> Result<Vec<String>, IngestError> {
    let packages = package::listed(source)?;
    // Of a package that another replaces only its name is needed to know that it is there.
    let (_, replaced) = package::arranged(source)?;
    let mut all: Vec<String> = source.read(FOLDERS).is_ok().then(|| FOLDERS.to_owned()).into_iter().collect();
    all.extend(replaced.into_iter().map(|one| one.file));
    for one in &packages {
        all.extend(one.manifest.files.iter().map(|file| one.package.path(&file.path)));
        all.push(one.package.path(NAME));
    }
    Ok(all)
}

/// Holds every listed file of a package against its size and hash.
pub fn verify(source: &dyn Source, package: &Listed) -> Vec<Fault> {
    let one = |file: &ManifestFile| verify_one(source, &package.package.path(&file.path), file).err();
    package.manifest.files.par_iter().filter_map(one).collect()
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

/// Files of a package that its manifest does not list.
pub fn unlisted(paths: &[String], package: &Listed) -> Vec<Fault> {
    let listed: BTreeSet<&str> =
        package.manifest.files.iter().map(|file| file.path.as_str()).chain([NAME, FOLDERS]).collect();
    let inside = paths
        .iter()
        .filter(|path| path.strip_prefix(&package.package.prefix).is_some_and(|path| !listed.contains(path)));
    let fault = |path: &String| {
        Fault::whole(
            path,
            "a file that is not listed",
            format!("only files listed in {NAME}; `wijkwijzer pack` lists it"),
        )
    };
    inside.map(fault).collect()
}
