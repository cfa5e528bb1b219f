//! Deriving `geodata/` from the source material: read everything, hold it against the declaration, write at the end.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use rayon::prelude::*;

use super::check;
use super::declaration::Declaration;
use super::delivery::{ReadDelivery, read_delivery};
use super::fault::{At, Fault, IngestError};
use super::manifest_file;
use super::outlines::{self, Outlines, list_codes};
use super::report::{PackReport, Repair};
use super::size::{ADVISED_PER_FILE, oversized};
use super::{boundary_file, figure_file, region_file, toml_file};
use crate::domain::{Catalogue, Level, Manifest, RegionCode, Vintage};

/// Folders that are derived; everything in them is replaced.
const DERIVED: [&str; 3] = ["boundaries", "figures", "regions"];
/// Where new files stand until all of them are there.
const WORK: &str = ".pack";

/// A derived file and the key of its terms.
struct NewFile {
    path: String,
    bytes: Vec<u8>,
    terms: String,
}

/// Derives the files of `geodata` from the source material in `source`. The same input gives the same bytes.
///
/// # Errors
/// Every fault of every file; then nothing is written and what was there stays.
pub fn pack(source: &Path, geodata: &Path) -> Result<PackReport, IngestError> {
    let declaration: Declaration = toml_file::read(&geodata, "deliveries.toml")?;
    let catalogue: Catalogue = toml_file::read(&geodata, "catalogue.toml")?;
    let mut report = PackReport::default();
    let mut files = derive(source, &declaration, &catalogue, &mut report)?;
    for (path, terms) in &declaration.documents {
        let bytes = fs::read(geodata.join(path)).map_err(|error| Fault::io(&geodata.join(path), &error))?;
        files.push(NewFile { path: path.clone(), bytes, terms: terms.clone() });
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let manifest = manifest(&files, &declaration, &catalogue)?;
    let bytes = manifest_file::write(&manifest)?;
    report.files = manifest.files.iter().map(|file| (file.path.clone(), file.bytes)).collect();
    report.oversized = oversized(&manifest);
    report.release = manifest_file::id_of(&bytes);
    files.retain(|file| !declaration.documents.contains_key(&file.path));
    replace(geodata, &files, &bytes).map_err(|error| Fault::io(geodata, &error))?;
    Ok(report)
}

/// Writes the manifest anew after a hand-edited file changed; derived files must be unchanged.
///
/// # Errors
/// A derived file differs from the manifest, or a hand-edited file is missing.
pub fn pack_manifest_only(geodata: &Path) -> Result<String, IngestError> {
    let declaration: Declaration = toml_file::read(&geodata, "deliveries.toml")?;
    let catalogue: Catalogue = toml_file::read(&geodata, "catalogue.toml")?;
    let (mut manifest, _) = manifest_file::read(&geodata)?;
    manifest.files.retain(|file| !declaration.documents.contains_key(&file.path));
    IngestError::unless_empty(manifest_file::verify(&geodata, &manifest))?;
    for (path, key) in &declaration.documents {
        let bytes = fs::read(geodata.join(path)).map_err(|error| Fault::io(&geodata.join(path), &error))?;
        let terms = manifest_file::terms(key, &declaration, &catalogue)?;
        manifest.files.push(manifest_file::entry(path, &bytes, &terms));
    }
    manifest.files.sort_by(|a, b| a.path.cmp(&b.path));
    let bytes = manifest_file::write(&manifest)?;
    fs::write(geodata.join(manifest_file::NAME), &bytes).map_err(|error| Fault::io(geodata, &error))?;
    Ok(manifest_file::id_of(&bytes))
}

fn derive(
    source: &Path,
    declaration: &Declaration,
    catalogue: &Catalogue,
    report: &mut PackReport,
) -> Result<Vec<NewFile>, IngestError> {
    let mut faults = check::declared_measures(declaration, catalogue);
    let mut deliveries = Vec::new();
    let read: Vec<_> = declaration.deliveries.par_iter().map(|delivery| read_delivery(source, delivery)).collect();
    for result in read {
        match result {
            Ok(delivery) => deliveries.push(delivery),
            Err(more) => faults.extend(more),
        }
    }
    // A composite needs its delivery, so outlines are read only when all figures could be.
    if deliveries.len() < declaration.deliveries.len() {
        return Err(IngestError::new(faults));
    }
    let outlines = match outlines::read(source, declaration, &deliveries) {
        Ok(outlines) => outlines,
        Err(more) => {
            faults.extend(more);
            return Err(IngestError::new(faults));
        }
    };
    faults.extend(check_outlines(declaration, &deliveries, &outlines, report));
    IngestError::unless_empty(faults)?;
    let mut files = Vec::new();
    for topology in &outlines.topologies {
        let terms = outlines.terms.get(&topology.vintage).cloned().unwrap_or_default();
        let path = format!("boundaries/{}.json", topology.vintage);
        files.push(NewFile { path, bytes: boundary_file::write(topology), terms });
    }
    for (delivery, declared) in deliveries.iter().zip(&declaration.deliveries) {
        for (part, bytes) in figure_file::write(&delivery.table, ADVISED_PER_FILE - 500_000) {
            let part = if part.is_empty() { part } else { format!(".{part}") };
            let path = format!("figures/{}{part}.csv", declared.id);
            files.push(NewFile { path, bytes, terms: declared.terms.clone() });
        }
    }
    files.extend(region_files(&deliveries, &outlines)?);
    Ok(files)
}

/// Holds codes without an outline against their declared number, and tells the report what was let pass.
fn check_outlines(
    declaration: &Declaration,
    deliveries: &[ReadDelivery],
    outlines: &Outlines,
    report: &mut PackReport,
) -> Vec<Fault> {
    let mapped: BTreeMap<Vintage, BTreeSet<RegionCode>> =
        outlines.topologies.iter().map(|topology| (topology.vintage, outlines::mapped_codes(topology))).collect();
    let mut faults = Vec::new();
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
    for (delivery, declared) in deliveries.iter().zip(&declaration.deliveries) {
        let none = BTreeSet::new();
        let known = mapped.get(&declared.vintage).unwrap_or(&none);
        for file in &delivery.files {
            let without: Vec<RegionCode> = file
                .codes
                .iter()
                .filter(|code| code.level() != Level::Land && !known.contains(code))
                .copied()
                .collect();
            if without.len() > file.without_outline {
                let found = format!(
                    "{} codes without an outline of {}: {}",
                    without.len(),
                    declared.vintage,
                    list_codes(&without)
                );
                let expected = format!("at most {} as declared", file.without_outline);
                faults.push(Fault::new(&file.path, At::Whole, "code", found, expected));
            }
            repair(&file.path, "row left out by `keep`".to_owned(), file.left_out);
            repair(&file.path, format!("code kept without an outline: {}", list_codes(&without)), without.len());
            for (measure, count) in &file.outside {
                repair(&file.path, format!("{measure} outside its range, left out with its reason"), *count);
            }
            if !file.unused.is_empty() {
                report.unused.push((file.path.clone(), file.unused.clone()));
            }
        }
    }
    faults
}

fn region_files(deliveries: &[ReadDelivery], outlines: &Outlines) -> Result<Vec<NewFile>, Fault> {
    let mut codes: BTreeMap<Vintage, BTreeSet<RegionCode>> = BTreeMap::new();
    let mut names = outlines.names.clone();
    for topology in &outlines.topologies {
        codes.entry(topology.vintage).or_default().extend(outlines::mapped_codes(topology));
    }
    for delivery in deliveries {
        codes.entry(delivery.table.vintage).or_default().extend(&delivery.table.codes);
        let known = names.entry(delivery.table.vintage).or_default();
        for (code, name) in &delivery.names {
            // The file with the outlines comes first: it is the register of that vintage.
            known.entry(*code).or_insert_with(|| name.clone());
        }
    }
    let none = BTreeMap::new();
    codes
        .into_iter()
        .map(|(vintage, codes)| {
            let regions = region_file::collect(vintage, &codes, names.get(&vintage).unwrap_or(&none));
            let path = format!("regions/{vintage}.csv");
            let bytes = region_file::write(&path, &regions)?;
            Ok(NewFile { path, bytes, terms: outlines.terms.get(&vintage).cloned().unwrap_or_default() })
        })
        .collect()
}

fn manifest(files: &[NewFile], declaration: &Declaration, catalogue: &Catalogue) -> Result<Manifest, IngestError> {
    let mut faults = Vec::new();
    let mut manifest = Manifest { format: manifest_file::FORMAT, files: Vec::new() };
    for file in files {
        match manifest_file::terms(&file.terms, declaration, catalogue) {
            Ok(terms) => manifest.files.push(manifest_file::entry(&file.path, &file.bytes, &terms)),
            Err(fault) => faults.push(fault),
        }
    }
    IngestError::unless_empty(faults)?;
    Ok(manifest)
}

/// Writes all files into a folder of their own, then puts the derived folders in the place of the old ones.
fn replace(geodata: &Path, files: &[NewFile], manifest: &[u8]) -> std::io::Result<()> {
    let work = geodata.join(WORK);
    if work.exists() {
        fs::remove_dir_all(&work)?;
    }
    let (new, old) = (work.join("new"), work.join("old"));
    fs::create_dir_all(&old)?;
    for folder in DERIVED {
        fs::create_dir_all(new.join(folder))?;
    }
    for file in files {
        fs::write(new.join(&file.path), &file.bytes)?;
    }
    fs::write(new.join(manifest_file::NAME), manifest)?;
    for folder in DERIVED {
        if geodata.join(folder).exists() {
            fs::rename(geodata.join(folder), old.join(folder))?;
        }
        fs::rename(new.join(folder), geodata.join(folder))?;
    }
    // The manifest comes last: until it is there, the files do not match it and no release is read.
    fs::rename(new.join(manifest_file::NAME), geodata.join(manifest_file::NAME))?;
    fs::remove_dir_all(&work)
}
