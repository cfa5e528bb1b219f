//! Every fault of a release, in its files and in what they say about each other.

use std::collections::BTreeSet;

use super::declaration::Declaration;
use super::fault::{At, Fault, IngestError};
use super::manifest_file;
use super::references;
use super::source::Source;
use crate::domain::{Catalogue, Dataset, Progress};

/// Every fault of `source`; empty when all is well.
pub fn check(source: &dyn Source) -> Vec<Fault> {
    read_checked(source, &()).err().map_or_else(Vec::new, |error| error.faults)
}

/// Reads `source` and gives back its release id with it.
///
/// # Errors
/// Every fault: a file that is not as it is listed, or not listed, or not as it must be, or names what is not there.
pub fn read_checked(source: &dyn Source, progress: &dyn Progress) -> Result<(String, Dataset), IngestError> {
    let (manifest, bytes) = manifest_file::read(source)?;
    let mut faults = manifest_file::verify(source, &manifest);
    faults.extend(manifest_file::unlisted(source, &manifest));
    let read = super::read_geodata(source, progress);
    match &read {
        Ok(dataset) => faults.extend(references::check(dataset)),
        Err(error) => faults.extend(error.faults.iter().cloned()),
    }
    match super::toml_file::read::<Declaration>(source, "deliveries.toml") {
        Ok(declaration) => {
            if let Ok(catalogue) = super::toml_file::read::<Catalogue>(source, "catalogue.toml") {
                faults.extend(declared_measures(&declaration, &catalogue));
            }
        }
        Err(fault) => faults.push(fault),
    }
    IngestError::unless_empty(faults)?;
    Ok((manifest_file::id_of(&bytes), read?))
}

/// Columns of a delivery whose measure the catalogue does not know.
pub fn declared_measures(declaration: &Declaration, catalogue: &Catalogue) -> Vec<Fault> {
    let known: BTreeSet<&str> = catalogue
        .indicators
        .iter()
        .map(|indicator| indicator.id.as_str())
        .chain(catalogue.measures.iter().map(|measure| measure.id.as_str()))
        .collect();
    let columns = declaration.deliveries.iter().flat_map(|delivery| {
        delivery.columns.iter().map(move |column| (delivery.id.as_str(), column.measure.as_str()))
    });
    columns
        .filter(|(_, measure)| !known.contains(measure))
        .map(|(delivery, measure)| {
            let expected = "the id of an indicator or measure in catalogue.toml";
            Fault::new("deliveries.toml", At::Item(delivery.to_owned()), "measure", format!("\"{measure}\""), expected)
        })
        .collect()
}
