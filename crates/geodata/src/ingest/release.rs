//! The files of a release: whether they are what the packages list, and the id that follows from them.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::fault::{Fault, IngestError};
use super::manifest_file::{self, NAME};
use super::package::{self, FOLDERS, Listed};
use super::source::Source;
use crate::domain::ManifestFile;

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
        all => {
            let lines = all.iter().map(|one| format!("{} {}", one.package.declaration.id, one.sha256));
            manifest_file::sha256(lines.collect::<Vec<_>>().join("\n").as_bytes())
        }
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
    // Of a package that another replaces only its name is needed to know that it is there.
    let arranged = package::arranged(source)?;
    let packages = package::with_lists(source, arranged.kept)?;
    let mut all: Vec<String> = source.read(FOLDERS).is_ok().then(|| FOLDERS.to_owned()).into_iter().collect();
    all.extend(arranged.gone.into_iter().map(|one| one.file));
    for one in &packages {
        all.extend(one.manifest.files.iter().map(|file| one.package.path(&file.path)));
        all.push(one.package.path(NAME));
    }
    Ok(all)
}

/// Holds every listed file of a package against its size and hash.
pub fn verify(source: &dyn Source, package: &Listed) -> Vec<Fault> {
    let one = |file: &ManifestFile| manifest_file::verify_one(source, &package.package.path(&file.path), file).err();
    package.manifest.files.par_iter().filter_map(one).collect()
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
