//! Every fault of a release, in its files and in what they say about each other.

use std::collections::{BTreeMap, BTreeSet};

use super::declaration::Delivery;
use super::fault::{At, Fault, IngestError};
use super::outlines::{list_codes, mapped_codes};
use super::package::{self, Declared, Listed};
use super::read::{Scope, read_packages};
use super::source::Source;
use super::texts::Texts;
use super::{fetches, references, release};
use crate::domain::{Catalogue, Dataset, Level, Progress, RegionCode, Vintage};

/// Every fault of `source`; empty when all is well.
pub fn check(source: &dyn Source) -> Vec<Fault> {
    read_checked(source, &()).err().map_or_else(Vec::new, |error| error.faults)
}

/// Every fault of some packages of `source`, without what they say about others.
///
/// # Errors
/// There is no package with one of these ids, or the packages cannot be told apart.
pub fn check_packages(source: &dyn Source, ids: &[String]) -> Result<Vec<Fault>, IngestError> {
    let packages = package::chosen(package::listed(source)?, ids, |one| &one.package)?;
    let mut faults = files(source, &packages);
    for one in &packages {
        let read = read_packages(source, std::slice::from_ref(one), Scope::Alone, &());
        faults.extend(read.err().into_iter().flat_map(|error| error.faults));
    }
    Ok(faults)
}

/// Reads `source` and gives back its release id with it.
///
/// # Errors
/// Every fault: a file that is not as it is listed, or not listed, or not as it must be, or names what is not there.
pub fn read_checked(source: &dyn Source, progress: &dyn Progress) -> Result<(String, Dataset), IngestError> {
    let arranged = package::arranged(source)?;
    let packages = package::with_lists(source, arranged.kept.clone())?;
    let mut faults = files(source, &packages);
    faults.extend(fetches::faults(&arranged.all()));
    let read = read_packages(source, &packages, Scope::Release, progress);
    match &read {
        Ok(dataset) => {
            let mut more = references::check(dataset);
            more.extend(declared_measures(packages.iter().map(|one| &one.package), &dataset.catalogue));
            more.extend(without_outline(&packages, dataset));
            if !more.is_empty() {
                let texts = Texts::of(source, &packages);
                faults.extend(more.into_iter().map(|fault| texts.locate(fault)));
            }
        }
        Err(error) => faults.extend(error.faults.iter().cloned()),
    }
    IngestError::unless_empty(faults)?;
    Ok((release::id_of(&packages), read?))
}

/// Files that are not as they are listed, or not listed.
fn files(source: &dyn Source, packages: &[Listed]) -> Vec<Fault> {
    let paths = match source.paths() {
        Ok(paths) => paths,
        Err(fault) => return vec![fault],
    };
    let of = |one: &Listed| [release::verify(source, one), release::unlisted(&paths, one)].concat();
    packages.iter().flat_map(of).collect()
}

/// Columns of a delivery whose measure the catalogue does not know.
pub fn declared_measures<'a>(packages: impl Iterator<Item = &'a Declared>, catalogue: &Catalogue) -> Vec<Fault> {
    let indicators = catalogue.indicators.iter().map(|indicator| indicator.id.as_str());
    let known: BTreeSet<&str> = indicators.chain(catalogue.measures.iter().map(|one| one.id.as_str())).collect();
    let mut faults = Vec::new();
    for package in packages {
        for delivery in &package.declaration.deliveries {
            for column in delivery.columns.iter().filter(|column| !known.contains(column.measure.as_str())) {
                let (at, found) = (At::Item(delivery.id.clone()), format!("\"{}\"", column.measure));
                let expected = "the id of an indicator or measure in a catalogue.toml";
                faults.push(Fault::new(&package.file, at, "measure", found, expected));
            }
        }
    }
    faults
}

/// Deliveries with more codes without an outline than they declare.
fn without_outline(packages: &[Listed], dataset: &Dataset) -> Vec<Fault> {
    let mapped: BTreeMap<Vintage, BTreeSet<RegionCode>> =
        dataset.topologies.iter().map(|topology| (topology.vintage, mapped_codes(topology))).collect();
    let (none, mut faults) = (BTreeSet::new(), Vec::new());
    for one in packages {
        for delivery in &one.package.declaration.deliveries {
            let known = mapped.get(&delivery.vintage).unwrap_or(&none);
            let tables = dataset.figures.iter().filter(|table| table.delivery == delivery.id);
            let codes: Vec<RegionCode> = tables.flat_map(|table| table.codes.iter().copied()).collect();
            for level in [Level::Gemeente, Level::Wijk, Level::Buurt] {
                let of_level = codes.iter().filter(|code| code.level() == level && !known.contains(code));
                let without: Vec<RegionCode> = of_level.copied().collect();
                let most = declared_without(delivery, level);
                if without.len() > most {
                    let found = format!(
                        "{} codes without an outline of {}: {}",
                        without.len(),
                        delivery.vintage,
                        list_codes(&without)
                    );
                    let expected = format!("at most {most} as declared in without_outline");
                    let at = At::Item(delivery.id.clone());
                    faults.push(Fault::new(&one.package.file, at, "without_outline", found, expected));
                }
            }
        }
    }
    faults
}

/// How many codes of a level may have no outline: what the file says in which they stand.
fn declared_without(delivery: &Delivery, level: Level) -> usize {
    let files = delivery.files.iter().filter(|file| file.levels.contains(&level));
    files.map(|file| file.without_outline).max().unwrap_or(delivery.without_outline)
}
