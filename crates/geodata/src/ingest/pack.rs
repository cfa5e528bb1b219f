//! Deriving packages from source material: read everything, hold it against the declaration, write at the end.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::declaration::{Declaration, Delivery};
use super::delivery::{ReadDelivery, read_delivery};
use super::fault::{Fault, IngestError};
use super::folders::Folders;
use super::outlines::{self, Outlines, list_codes};
use super::package::{self, Declared};
use super::report::{PackReport, Packed, Repair};
use super::source::Source;
use super::{boundary_file, figure_file, manifest_file, point_file, region_file, toml_file};
use crate::domain::{Catalogue, Manifest, ManifestFile, RegionCode, Vintage};

/// Where new files of a package stand until all of them are there.
const WORK: &str = ".pack";

/// What to pack.
#[derive(Clone, Debug)]
pub struct Order<'a> {
    /// Ids of packages; none for all of the last folder.
    pub packages: &'a [String],
    /// Folder with source material; without it only the lists of files are written anew.
    pub material: Option<&'a Path>,
    /// Bytes that a file of figures should not pass; larger ones are split by period.
    pub largest: u64,
}

/// A derived file and the key of its terms.
struct NewFile {
    path: String,
    bytes: Vec<u8>,
    terms: String,
}

/// What a package is to hold.
struct Change {
    package: Declared,
    root: PathBuf,
    files: Vec<NewFile>,
    manifest: Manifest,
    bytes: Vec<u8>,
    /// Derived before and not any more.
    gone: Vec<String>,
}

/// Derives packages, and lists the files of each anew. The same input gives the same bytes. Other packages are left alone,
/// and so is every file that was not derived.
///
/// # Errors
/// Every fault of every file; then nothing is written and what was there stays.
pub fn pack(folders: &[PathBuf], order: &Order<'_>) -> Result<PackReport, IngestError> {
    let source = Folders::new(folders);
    let arranged = package::arranged(&source)?;
    let awaited: BTreeSet<String> = arranged.awaited.iter().map(|one| one.file.clone()).collect();
    let all = arranged.all();
    let mut chosen = package::chosen(all.clone(), order.packages, |one| one)?;
    if order.packages.is_empty() {
        chosen.retain(|one| one.folder == source.last());
        // Of what is yet to be fetched there is no material; who has it names the package.
        chosen.retain(|one| !awaited.contains(&one.file));
    }
    let mut report = PackReport::default();
    let (mut changes, mut faults) = (Vec::new(), Vec::new());
    for package in chosen {
        match change(&source, &package, &all, order, &mut report) {
            Ok(change) => changes.push(change),
            Err(error) => faults.extend(error.faults),
        }
    }
    IngestError::unless_empty(faults)?;
    for change in &changes {
        write(change).map_err(|error| Fault::io(&change.root, &error))?;
        report.packages.push(Packed {
            id: change.package.name().to_owned(),
            folder: change.root.clone(),
            files: change.manifest.files.iter().map(|file| (file.path.clone(), file.bytes)).collect(),
        });
    }
    Ok(report)
}

/// What `package` will hold.
fn change(
    source: &Folders,
    package: &Declared,
    all: &[Declared],
    order: &Order<'_>,
    report: &mut PackReport,
) -> Result<Change, IngestError> {
    let root = source.locate(&package.prefix).ok_or_else(|| Fault::whole(&package.prefix, "no folder", "a folder"))?;
    let files = match order.material {
        Some(material) => derive(material, package, all, order.largest, report)?,
        None => Vec::new(),
    };
    let mut list = List::new(source, package)?;
    let before = list.derived_before()?;
    for file in &files {
        let there = root.join(&file.path).exists();
        if there && !before.contains_key(&file.path) {
            list.fault(
                &file.path,
                "a file of another origin",
                "no file here, or one that `pack` derived: it replaces no other",
            );
        }
        list.enter(&file.path, &file.bytes, &file.terms, true);
    }
    let new: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let mut gone = Vec::new();
    for path in list.paths()?.iter().filter(|path| !new.contains(path.as_str())) {
        match (before.get(path), order.material) {
            (Some(file), None) => list.keep(file),
            (Some(_), Some(_)) => gone.push(path.clone()),
            (None, _) => list.enter_edited(path),
        }
    }
    for path in package.declaration.documents.keys().filter(|path| !root.join(path).exists()) {
        list.fault(path, "no such file", "a file, for [documents] names it");
    }
    let manifest = list.finish()?;
    let bytes = manifest_file::write(&manifest)?;
    Ok(Change { package: package.clone(), root, files, manifest, bytes, gone })
}

/// The list of files of a package as it grows.
struct List<'a> {
    source: &'a Folders,
    package: &'a Declared,
    catalogue: Catalogue,
    files: Vec<ManifestFile>,
    faults: Vec<Fault>,
}

impl<'a> List<'a> {
    fn new(source: &'a Folders, package: &'a Declared) -> Result<Self, Fault> {
        let path = package.path("catalogue.toml");
        let catalogue = match source.text(&path) {
            Ok(text) => toml_file::parse(&path, &text)?,
            Err(_) => Catalogue::default(),
        };
        Ok(Self { source, package, catalogue, files: Vec::new(), faults: Vec::new() })
    }

    /// What the list on disk says was derived, by path. One from before there were packages does not say it.
    fn derived_before(&self) -> Result<BTreeMap<String, ManifestFile>, Fault> {
        if self.source.read(&self.package.path(manifest_file::NAME)).is_err() {
            return Ok(BTreeMap::new());
        }
        let (manifest, _) = manifest_file::read(self.source, &self.package.prefix)?;
        let Declaration { documents, hand_edited, .. } = &self.package.declaration;
        let derived =
            |file: &ManifestFile| file.derived || (hand_edited.is_none() && !documents.contains_key(&file.path));
        Ok(manifest.files.into_iter().filter(derived).map(|file| (file.path.clone(), file)).collect())
    }

    /// Paths of the files of the package on disk, but for its list.
    fn paths(&self) -> Result<Vec<String>, Fault> {
        let all = self.source.paths()?;
        let inside = all.iter().filter_map(|path| path.strip_prefix(&self.package.prefix));
        Ok(inside.filter(|path| *path != manifest_file::NAME).map(str::to_owned).collect())
    }

    fn fault(&mut self, path: &str, found: &str, expected: &str) {
        self.faults.push(Fault::whole(&self.package.path(path), found, expected));
    }

    fn enter(&mut self, path: &str, bytes: &[u8], terms: &str, derived: bool) {
        match manifest_file::terms(terms, &self.package.file, &self.package.declaration.terms, &self.catalogue) {
            Ok(terms) => self.files.push(manifest_file::entry(path, bytes, &terms, derived)),
            Err(fault) => self.faults.push(fault),
        }
    }

    /// A file that people edit by hand.
    fn enter_edited(&mut self, path: &str) {
        let Declaration { documents, hand_edited, .. } = &self.package.declaration;
        let Some(terms) = documents.get(path).or(hand_edited.as_ref()) else {
            let expected = format!("a line under [documents] of {}, or `hand_edited` there", self.package.file);
            return self.fault(path, "a file without terms", &expected);
        };
        match self.source.read(&self.package.path(path)) {
            Ok(bytes) => self.enter(path, &bytes, terms, false),
            Err(error) => self.fault(path, &error.to_string(), "a file that can be read"),
        }
    }

    /// A derived file that stays; it must be what it was.
    fn keep(&mut self, file: &ManifestFile) {
        match manifest_file::verify_one(self.source, &self.package.path(&file.path), file) {
            Ok(()) => self.files.push(ManifestFile { derived: true, ..file.clone() }),
            Err(_) => self.fault(
                &file.path,
                "another content than `pack` derived",
                "what was derived (a change belongs into the material, and `pack --from` derives it again)",
            ),
        }
    }

    fn finish(mut self) -> Result<Manifest, IngestError> {
        IngestError::unless_empty(self.faults)?;
        self.files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(Manifest { format: manifest_file::FORMAT, files: self.files })
    }
}

/// The files that follow from the material.
fn derive(
    material: &Path,
    package: &Declared,
    all: &[Declared],
    largest: u64,
    report: &mut PackReport,
) -> Result<Vec<NewFile>, IngestError> {
    let declared: Vec<&Delivery> =
        package.declaration.deliveries.iter().filter(|delivery| !delivery.files.is_empty()).collect();
    let mut faults = Vec::new();
    let mut deliveries = Vec::new();
    let read: Vec<_> = declared.par_iter().map(|delivery| read_delivery(material, delivery)).collect();
    for result in read {
        match result {
            Ok(delivery) => deliveries.push(delivery),
            Err(more) => faults.extend(more),
        }
    }
    let outlines = outlines::read(material, package, all).unwrap_or_else(|more| {
        faults.extend(more);
        Outlines::default()
    });
    IngestError::unless_empty(faults)?;
    tell(&deliveries, &outlines, report);
    let mut files = Vec::new();
    for topology in &outlines.topologies {
        let terms = outlines.terms.get(&topology.vintage).cloned().unwrap_or_default();
        let path = format!("boundaries/{}.json", topology.vintage);
        files.push(NewFile { path, bytes: boundary_file::write(topology), terms });
    }
    for (delivery, declared) in deliveries.iter().zip(&declared) {
        for (part, bytes) in figure_file::write(&delivery.table, largest) {
            let part = if part.is_empty() { part } else { format!(".{part}") };
            let path = format!("figures/{}{part}.csv", declared.id);
            files.push(NewFile { path, bytes, terms: declared.terms.clone() });
        }
    }
    files.extend(region_files(&deliveries, &declared, &outlines)?);
    files.extend(point_files(material, package)?);
    Ok(files)
}

/// The points that the material holds.
fn point_files(material: &Path, package: &Declared) -> Result<Vec<NewFile>, IngestError> {
    let (mut files, mut faults) = (Vec::new(), Vec::new());
    for points in &package.declaration.points {
        for (kind, file) in (0_u8..).zip(&points.files) {
            let mut set = point_file::declared(points);
            let path = format!("points/{}.{}.csv", points.id, file.kind);
            let read = fs::read(material.join(&file.path))
                .map_err(|error| vec![Fault::whole(&file.path, error.to_string(), "a file")])
                .and_then(|bytes| point_file::read_material(&bytes, file, kind));
            match read {
                Ok(more) => set.points = more,
                Err(more) => faults.extend(more),
            }
            set.points.sort_by(|a, b| (&a.name, a.at).cmp(&(&b.name, b.at)));
            let bytes = point_file::write(&path, &set)?;
            files.push(NewFile { path, bytes, terms: file.terms.clone() });
        }
    }
    IngestError::unless_empty(faults)?;
    Ok(files)
}

/// Tells the report what was let pass.
fn tell(deliveries: &[ReadDelivery], outlines: &Outlines, report: &mut PackReport) {
    let mut repair = |of: &str, what: String, count: usize| {
        if count > 0 {
            report.repairs.push(Repair { of: of.to_owned(), what, count });
        }
    };
    for composed in &outlines.composed {
        let of = format!("boundaries/{}.json", composed.vintage);
        for (id, count) in &composed.taken {
            repair(&of, format!("outline taken from {id}"), *count);
        }
        repair(&of, "outlines of different years that lie over each other".to_owned(), composed.overlaps);
        repair(&of, format!("no outline in any of these: {}", list_codes(&composed.without)), composed.without.len());
    }
    for (vintage, bettered) in &outlines.bettered {
        let of = format!("boundaries/{vintage}.json");
        repair(&of, "outline replaced by a better one".to_owned(), bettered.replaced);
        let kept = format!("keeps its outline, for the better one does not fit: {}", list_codes(&bettered.kept));
        repair(&of, kept, bettered.kept.len());
    }
    for (file, count) in &outlines.left_out {
        repair(file, "feature left out as declared".to_owned(), *count);
    }
    for file in deliveries.iter().flat_map(|delivery| &delivery.files) {
        repair(&file.path, "name set right, of which letters with accents stood as two each".to_owned(), file.repaired);
        repair(&file.path, "row left out as declared".to_owned(), file.left_out);
        repair(&file.path, "row of no place in particular, joined to nothing".to_owned(), file.nowhere);
        for period in &file.provisional {
            repair(&file.path, format!("period marked as provisional by the publisher ({period})"), 1);
        }
        for (measure, count) in &file.outside {
            repair(&file.path, format!("{measure} outside its range, left out with its reason"), *count);
        }
    }
    for file in deliveries.iter().flat_map(|delivery| &delivery.files) {
        report.editions.extend(file.edition.iter().map(|edition| (file.path.clone(), edition.clone())));
    }
    let unused = deliveries.iter().flat_map(|delivery| &delivery.files).filter(|file| !file.unused.is_empty());
    report.unused.extend(unused.map(|file| (file.path.clone(), file.unused.clone())));
}

/// The names that the material gives to the regions of each division. With outlines every code is listed.
fn region_files(
    deliveries: &[ReadDelivery],
    declared: &[&Delivery],
    outlines: &Outlines,
) -> Result<Vec<NewFile>, Fault> {
    let mut lists: BTreeMap<Vintage, (BTreeMap<RegionCode, String>, String)> = BTreeMap::new();
    for topology in &outlines.topologies {
        let terms = outlines.terms.get(&topology.vintage).cloned().unwrap_or_default();
        let mut names: BTreeMap<RegionCode, String> =
            outlines::mapped_codes(topology).into_iter().map(|code| (code, String::new())).collect();
        names.extend(
            outlines.names.get(&topology.vintage).into_iter().flatten().map(|(code, name)| (*code, name.clone())),
        );
        lists.insert(topology.vintage, (names, terms));
    }
    for (delivery, declared) in deliveries.iter().zip(declared).filter(|(delivery, _)| !delivery.names.is_empty()) {
        let (names, _) = lists.entry(declared.vintage).or_insert_with(|| (BTreeMap::new(), declared.terms.clone()));
        for (code, name) in &delivery.names {
            // The file with the outlines comes first: it is the register of that division.
            let known = names.entry(*code).or_default();
            if known.is_empty() {
                known.clone_from(name);
            }
        }
    }
    let file = |(vintage, (names, terms)): (Vintage, (BTreeMap<RegionCode, String>, String))| {
        let path = format!("regions/{vintage}.csv");
        let bytes = region_file::write(&path, &names)?;
        Ok(NewFile { path, bytes, terms })
    };
    lists.into_iter().map(file).collect()
}

/// Writes the files of a package beside it, then puts each in the place of the old one.
fn write(change: &Change) -> std::io::Result<()> {
    let work = change.root.join(WORK);
    if work.exists() {
        fs::remove_dir_all(&work)?;
    }
    fs::create_dir_all(&work)?;
    let mut new: Vec<(&str, &[u8])> =
        change.files.iter().map(|file| (file.path.as_str(), file.bytes.as_slice())).collect();
    // The list comes last: until it is there, the files do not match it and no release is read.
    new.push((manifest_file::NAME, &change.bytes));
    for (path, bytes) in &new {
        let place = work.join(path);
        fs::create_dir_all(place.parent().unwrap_or(&work))?;
        fs::write(place, bytes)?;
    }
    for path in &change.gone {
        fs::remove_file(change.root.join(path))?;
    }
    for (path, _) in &new {
        let place = change.root.join(path);
        fs::create_dir_all(place.parent().unwrap_or(&change.root))?;
        fs::rename(work.join(path), place)?;
    }
    fs::remove_dir_all(&work)
}
