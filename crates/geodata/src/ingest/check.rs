//! `wijkwijzer check`: every fault of `geodata/`, in files and in what they say about each other.

use std::collections::BTreeSet;
use std::path::Path;

use super::declaration::Declaration;
use super::fault::{At, Fault};
use super::manifest_file;
use super::references;
use crate::domain::Catalogue;

/// Every fault of the files below `folder`; empty when all is well.
pub fn check(folder: &Path) -> Vec<Fault> {
    let manifest = match manifest_file::read(folder) {
        Ok((manifest, _)) => manifest,
        Err(fault) => return vec![fault],
    };
    let mut faults = manifest_file::verify(folder, &manifest);
    faults.extend(manifest_file::unlisted(folder, &manifest));
    match super::read_geodata(folder, &()) {
        Ok(dataset) => faults.extend(references::check(&dataset)),
        Err(error) => faults.extend(error.faults),
    }
    match super::toml_file::read::<Declaration>(folder, "deliveries.toml") {
        Ok(declaration) => {
            if let Ok(catalogue) = super::toml_file::read::<Catalogue>(folder, "catalogue.toml") {
                faults.extend(declared_measures(&declaration, &catalogue));
            }
        }
        Err(fault) => faults.push(fault),
    }
    faults.sort();
    faults.dedup();
    faults
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
