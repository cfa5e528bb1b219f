//! The packages of a source: which there are, in which order they lie over each other, and what each declares.
//!
//! A package is a folder with a `package.toml`, its data, and a `manifest.toml` that lists its files. A source holds
//! folders of packages; the packages of a later folder lie over those of an earlier one.

use std::collections::BTreeMap;

use super::declaration::Declaration;
use super::fault::{Fault, IngestError};
use super::manifest_file;
use super::source::Source;
use super::toml_file;
use crate::domain::{Manifest, Package};

/// What a package declares.
pub const DECLARATION: &str = "package.toml";
/// The same in folders from before there were packages: such a folder is one package without a name.
const FORMER: &str = "deliveries.toml";
/// What may stand beside packages.
const README: &str = "README.md";
/// Which folders of packages a source holds, in their order; a source without it is one such folder.
pub const FOLDERS: &str = "folders.toml";

/// A package as it is declared.
#[derive(Clone, Debug)]
pub struct Declared {
    /// Where its files are in the source: empty, or a path that ends with a slash.
    pub prefix: String,
    /// The folder of packages that it lies in; empty in a source that is one folder.
    pub folder: String,
    /// Path of its declaration.
    pub file: String,
    /// What it declares.
    pub declaration: Declaration,
}

impl Declared {
    /// Path of a file of the package.
    pub fn path(&self, file: &str) -> String {
        format!("{}{file}", self.prefix)
    }

    /// Id, or where there is none what the folder is called.
    pub fn name(&self) -> &str {
        if self.declaration.id.is_empty() { "the package" } else { &self.declaration.id }
    }

    /// Whether of all `paths` only its declaration is there, and what is to be fetched: it gives nothing to a release.
    fn awaits(&self, paths: &[String]) -> bool {
        let written = [DECLARATION, "catalogue.toml", README];
        let mut inside = paths.iter().filter_map(|path| path.strip_prefix(&self.prefix));
        !self.declaration.fetches.is_empty() && inside.all(|path| written.contains(&path))
    }

    /// What a release says of the package.
    pub fn note(&self) -> Package {
        let Declaration { id, title, replaces, overrides, .. } = self.declaration.clone();
        Package { id, title, folder: self.folder.clone(), replaces, overrides }
    }
}

/// A package with the list of its files.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The package.
    pub package: Declared,
    /// Its files, with paths inside the package.
    pub manifest: Manifest,
    /// SHA-256 of that list.
    pub sha256: String,
}

impl Listed {
    /// Returns whether it lists the file at `path`.
    pub fn has(&self, path: &str) -> bool {
        self.manifest.files.iter().any(|file| file.path == path)
    }
}

/// The packages of a source.
#[derive(Clone, Debug, Default)]
pub struct Arranged {
    /// Those that count, each over those before it: by folder, then by id.
    pub kept: Vec<Declared>,
    /// Those that others replace.
    pub gone: Vec<Declared>,
    /// Those that are declared and not yet fetched: a release holds nothing of them, and they replace nothing.
    pub awaited: Vec<Declared>,
}

impl Arranged {
    /// Those that count and those that are yet to be fetched.
    pub fn all(self) -> Vec<Declared> {
        [self.kept, self.awaited].concat()
    }
}

/// The packages of `source`.
///
/// # Errors
/// A folder without a declaration, a declaration that cannot be read, an id that two packages have without one of them
/// replacing the other, a package to be replaced that is not there.
pub fn arranged(source: &dyn Source) -> Result<Arranged, IngestError> {
    let paths = source.paths()?;
    let mut faults = Vec::new();
    let Arranged { mut kept, mut gone, mut awaited } = Arranged::default();
    for folder in folders(source)? {
        let found = in_folder(source, &folder, &paths, &mut faults);
        let (waiting, found): (Vec<_>, Vec<_>) = found.into_iter().partition(|one| one.awaits(&paths));
        awaited.extend(waiting);
        let earlier = kept.len();
        for package in found {
            let (id, replaces) = (&package.declaration.id, &package.declaration.replaces);
            for wanted in replaces {
                let beneath = kept.iter().take(earlier).any(|one| one.declaration.id == *wanted);
                if !beneath {
                    let expected = "the id of a package of an earlier folder";
                    faults.push(Fault::whole(&package.file, format!("replaces = [\"{wanted}\"]"), expected));
                }
            }
            let same = kept.iter().find(|one| one.declaration.id == *id && !replaces.contains(id));
            if let Some(same) = same {
                let expected = format!(
                    "an id that no other package has; {} has it too (replaces = [\"{id}\"] puts this one in its place)",
                    same.file
                );
                faults.push(Fault::whole(&package.file, format!("id = \"{id}\""), expected));
            }
            kept.push(package);
        }
        let replaced: Vec<String> =
            kept.iter().skip(earlier).flat_map(|one| one.declaration.replaces.clone()).collect();
        let later = kept.split_off(earlier);
        let (out, stay) = kept.into_iter().partition(|one| replaced.contains(&one.declaration.id));
        gone.extend::<Vec<Declared>>(out);
        kept = stay;
        kept.extend(later);
    }
    IngestError::unless_empty(faults)?;
    Ok(Arranged { kept, gone, awaited })
}

/// The packages that are declared and not yet fetched.
///
/// # Errors
/// The packages cannot be told apart, or one cannot be read.
pub fn awaited(source: &dyn Source) -> Result<Vec<Declared>, IngestError> {
    arranged(source).map(|all| all.awaited)
}

/// The packages that count, with the list of files of each.
///
/// # Errors
/// As [`arranged`], and a list that is missing or broken.
pub fn listed(source: &dyn Source) -> Result<Vec<Listed>, IngestError> {
    with_lists(source, arranged(source)?.kept)
}

/// Packages with the list of files of each.
///
/// # Errors
/// A list that is missing or broken.
pub fn with_lists(source: &dyn Source, packages: Vec<Declared>) -> Result<Vec<Listed>, IngestError> {
    let mut faults = Vec::new();
    let mut all = Vec::new();
    for package in packages {
        match manifest_file::read(source, &package.prefix) {
            Ok((manifest, bytes)) => all.push(Listed { package, manifest, sha256: manifest_file::sha256(&bytes) }),
            Err(fault) => faults.push(fault),
        }
    }
    IngestError::unless_empty(faults)?;
    Ok(all)
}

/// Those of `packages` that have these ids, all of them where none is named.
///
/// # Errors
/// There is no package with one of the ids.
pub fn chosen<T>(packages: Vec<T>, ids: &[String], of: impl Fn(&T) -> &Declared) -> Result<Vec<T>, IngestError> {
    let known: Vec<&str> = packages.iter().map(|one| of(one).name()).collect();
    let unknown = ids.iter().filter(|id| !known.contains(&id.as_str()));
    let fault =
        |id: &String| Fault::whole("the command", format!("package \"{id}\""), format!("one of: {}", known.join(", ")));
    IngestError::unless_empty(unknown.map(fault).collect())?;
    Ok(packages.into_iter().filter(|one| ids.is_empty() || ids.iter().any(|id| id == of(one).name())).collect())
}

/// The folders of packages, each with the path it has in the source.
fn folders(source: &dyn Source) -> Result<Vec<String>, Fault> {
    #[derive(serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Folders {
        folders: Vec<String>,
    }
    match source.text(FOLDERS) {
        Ok(text) => Ok(toml_file::parse::<Folders>(FOLDERS, &text)?.folders),
        Err(_) => Ok(vec![String::new()]),
    }
}

/// The packages of one folder, by id.
fn in_folder(source: &dyn Source, folder: &str, paths: &[String], faults: &mut Vec<Fault>) -> Vec<Declared> {
    let root = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let has = |path: &str| paths.iter().any(|one| one == path);
    if let Some(name) = [DECLARATION, FORMER].into_iter().find(|name| has(&format!("{root}{name}"))) {
        return read(source, root, folder, name, faults).into_iter().collect();
    }
    for file in paths.iter().filter_map(|path| path.strip_prefix(&root)) {
        if !file.contains('/') && ![README, FOLDERS].contains(&file) {
            let expected = format!("files in packages, beside nothing but {README}");
            faults.push(Fault::whole(&format!("{root}{file}"), "a file that belongs to no package", expected));
        }
    }
    // By first part of the path: whether a declaration lies right below it.
    let mut inside: BTreeMap<&str, bool> = BTreeMap::new();
    for (part, rest) in paths.iter().filter_map(|path| path.strip_prefix(&root)?.split_once('/')) {
        *inside.entry(part).or_default() |= rest == DECLARATION;
    }
    if inside.is_empty() {
        let place = if folder.is_empty() { "the folder" } else { folder };
        faults.push(Fault::whole(place, "no package", format!("folders with a {DECLARATION} each")));
    }
    let mut found = Vec::new();
    for (part, is_package) in inside {
        let prefix = format!("{root}{part}/");
        if !is_package {
            let expected = format!("a package: a folder with a {DECLARATION}");
            faults.push(Fault::whole(&prefix, format!("a folder without a {DECLARATION}"), expected));
            continue;
        }
        let package = read(source, prefix, folder, DECLARATION, faults);
        if let Some(package) = &package
            && package.declaration.id != part
        {
            let expected = format!("\"{part}\", the name of its folder");
            faults.push(Fault::whole(&package.file, format!("id = \"{}\"", package.declaration.id), expected));
        }
        found.extend(package);
    }
    found
}

fn read(source: &dyn Source, prefix: String, folder: &str, name: &str, faults: &mut Vec<Fault>) -> Option<Declared> {
    let file = format!("{prefix}{name}");
    match toml_file::read(source, &file) {
        Ok(declaration) => Some(Declared { prefix, folder: folder.to_owned(), file, declaration }),
        Err(fault) => {
            faults.push(fault);
            None
        }
    }
}
