//! Reading `geodata/` into a Dataset.

use std::collections::BTreeMap;
use std::sync::Mutex;

use rayon::prelude::*;

use super::declaration::Declaration;
use super::fault::{At, Fault, IngestError};
use super::source::Source;
use super::{boundary_file, facts, figure_file, library, manifest_file, region_file, toml_file, units, weights};
use crate::domain::{
    Catalogue, Dataset, FigureTable, Manifest, Progress, Topology, Vintage, VintageRegions, Vocabulary,
};

/// A file that was read, as what it is.
enum Part {
    Boundaries(Topology),
    Regions(VintageRegions),
    Figures(String, FigureTable),
    Facts(Box<facts::Knowledge>),
    Library(Box<library::WrittenTexts>),
    Catalogue(Catalogue),
    Vocabulary(Vocabulary),
}

/// One piece of work.
enum Job {
    Boundaries(String),
    Regions(String),
    Figures(String),
    Facts,
    Library(Vec<String>),
    Catalogue,
    Vocabulary,
}

/// Reads the files that the manifest of `source` lists.
///
/// The content is not held against the hashes here; [`super::release_id`] does that.
///
/// # Errors
/// Every fault of every file.
pub fn read_geodata(source: &dyn Source, progress: &dyn Progress) -> Result<Dataset, IngestError> {
    let (manifest, _) = manifest_file::read(source)?;
    let declaration: Declaration = toml_file::read(source, "deliveries.toml")?;
    let jobs = jobs(&manifest);
    progress.start("reading geodata", u64::try_from(jobs.len()).unwrap_or_default());
    let faults = Mutex::new(Vec::new());
    let parts: Vec<Part> = jobs
        .into_par_iter()
        .filter_map(|job| {
            let part = run(source, &declaration, &job);
            progress.advance(1);
            part.map_err(|more| {
                if let Ok(mut all) = faults.lock() {
                    all.extend(more);
                }
            })
            .ok()
        })
        .collect();
    progress.finish();
    let mut faults = faults.into_inner().unwrap_or_default();
    let dataset = assemble(manifest, parts, &mut faults);
    IngestError::unless_empty(faults)?;
    Ok(dataset)
}

/// The largest files first, so that no thread waits for the last one.
fn jobs(manifest: &Manifest) -> Vec<Job> {
    let mut files: Vec<_> = manifest.files.iter().collect();
    files.sort_by_key(|file| std::cmp::Reverse(file.bytes));
    let listed = files.into_iter().filter_map(|file| {
        let path = file.path.clone();
        match path.split_once('/') {
            Some(("boundaries", _)) => Some(Job::Boundaries(path)),
            Some(("regions", _)) => Some(Job::Regions(path)),
            Some(("figures", _)) => Some(Job::Figures(path)),
            _ => None,
        }
    });
    // A folder without facts is a folder of figures only; a listed file that is missing is a fault of its own.
    let facts = manifest.files.iter().any(|file| file.path.starts_with("facts/")).then_some(Job::Facts);
    let written = manifest.files.iter().map(|file| &file.path).filter(|path| library::FILES.contains(&path.as_str()));
    let written = Job::Library(written.cloned().collect());
    facts.into_iter().chain([Job::Catalogue, Job::Vocabulary, written]).chain(listed).collect()
}

fn run(source: &dyn Source, declaration: &Declaration, job: &Job) -> Result<Part, Vec<Fault>> {
    let bytes = |path: &str| {
        source.read(path).map_err(|error| vec![Fault::whole(path, error.to_string(), "a file of geodata/")])
    };
    match job {
        Job::Boundaries(path) => boundary_file::read(path, &bytes(path)?).map(Part::Boundaries),
        Job::Regions(path) => region_file::read(path, &bytes(path)?, vintage_of(path)?).map(Part::Regions),
        Job::Figures(path) => {
            let id = stem(path).split('.').next().unwrap_or_default();
            let Some(delivery) = declaration.deliveries.iter().find(|delivery| delivery.id == id) else {
                let expected = "the id of a delivery in deliveries.toml as the name of the file";
                return Err(vec![Fault::whole(path, format!("delivery \"{id}\""), expected)]);
            };
            let table = figure_file::read(path, &bytes(path)?, id, delivery.vintage)?;
            Ok(Part::Figures(path.clone(), table))
        }
        Job::Facts => facts::read(source).map(|knowledge| Part::Facts(Box::new(knowledge))),
        Job::Library(paths) => library::read(source, paths).map(|texts| Part::Library(Box::new(texts))),
        Job::Catalogue => toml_file::read(source, "catalogue.toml").map(Part::Catalogue).map_err(|fault| vec![fault]),
        Job::Vocabulary => {
            toml_file::read(source, "vocabulary.toml").map(Part::Vocabulary).map_err(|fault| vec![fault])
        }
    }
}

/// Name of a file without folder and ending.
fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

fn vintage_of(path: &str) -> Result<Vintage, Vec<Fault>> {
    stem(path)
        .parse()
        .map_err(|_| vec![Fault::new(path, At::Whole, "name", stem(path), "a year as the name of the file")])
}

fn assemble(manifest: Manifest, parts: Vec<Part>, faults: &mut Vec<Fault>) -> Dataset {
    let mut dataset = Dataset { manifest, ..Dataset::default() };
    let mut figures: Vec<(String, FigureTable)> = Vec::new();
    let mut written = None;
    for part in parts {
        match part {
            Part::Boundaries(topology) => dataset.topologies.push(topology),
            Part::Regions(regions) => dataset.regions.push(regions),
            Part::Figures(path, table) => figures.push((path, table)),
            Part::Catalogue(catalogue) => dataset.catalogue = catalogue,
            Part::Vocabulary(vocabulary) => dataset.vocabulary = vocabulary,
            Part::Library(texts) => written = Some(texts),
            Part::Facts(knowledge) => {
                dataset.designations = knowledge.designations;
                dataset.areas = knowledge.areas;
                dataset.priority = knowledge.priority;
                dataset.practice = knowledge.practice;
                dataset.publications = knowledge.publications;
                dataset.events = knowledge.events;
                dataset.programme = knowledge.programme;
            }
        }
    }
    if let Some(texts) = written {
        // What a broken file would have named is missing; only its own faults are told then.
        if faults.is_empty() {
            faults.extend(library::check(&texts, &dataset));
        }
        dataset.library = texts.library;
    }
    dataset.topologies.sort_by_key(|topology| topology.vintage);
    dataset.regions.sort_by_key(|regions| regions.vintage);
    figures.sort_by(|a, b| a.0.cmp(&b.0));
    let mut deliveries: BTreeMap<String, Vec<(String, FigureTable)>> = BTreeMap::new();
    for (path, table) in figures {
        deliveries.entry(table.delivery.clone()).or_default().push((path, table));
    }
    for parts in deliveries.into_values() {
        match figure_file::join(parts) {
            Ok(table) => dataset.figures.extend(table),
            Err(fault) => faults.push(fault),
        }
    }
    faults.extend(units::resolve(&mut dataset.catalogue));
    // Which weight a rule finds follows from all files together: with one of them broken it would find another.
    if faults.is_empty() {
        faults.extend(weights::resolve(&mut dataset));
    }
    dataset
}
