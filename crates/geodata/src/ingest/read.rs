//! Reading `geodata/` into a Dataset: the files of all packages side by side, then what they say joined.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use rayon::prelude::*;

use super::facts::{self, Knowledge};
use super::fault::{At, Fault, IngestError};
use super::merge::Merge;
use super::package::{self, Listed};
use super::source::Source;
use super::texts::Texts;
use super::{boundary_file, figure_file, library, point_file, region_file, toml_file, units, weights};
use crate::domain::{
    Catalogue, Dataset, FigureTable, Library, Manifest, PointSet, Progress, Region, RegionCode, Spot, Topology,
    Vintage, VintageRegions, Vocabulary,
};

/// A file that was read, as what it is.
enum Part {
    Boundaries(Topology),
    Regions(VintageRegions),
    Figures(String, FigureTable),
    Points(PointSet),
    Facts(Box<Knowledge>),
    Library(Box<Library>),
    Catalogue(Box<Catalogue>),
    Vocabulary(Vocabulary),
}

/// One piece of work: a path in the package, or files that belong together.
enum Job<'a> {
    Boundaries(&'a str),
    Regions(&'a str),
    Figures(&'a str),
    Points(&'a str),
    Facts,
    Library,
    Catalogue,
    Vocabulary,
}

/// Reads the files that the packages of `source` list.
///
/// The content is not held against the hashes here; [`super::release_id`] does that.
///
/// # Errors
/// Every fault of every file.
pub fn read_geodata(source: &dyn Source, progress: &dyn Progress) -> Result<Dataset, IngestError> {
    let packages = package::listed(source)?;
    read_packages(source, &packages, Scope::Release, progress)
}

/// What packages are held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Each other: together they are a release.
    Release,
    /// Nothing but their own rules.
    Alone,
}

/// The same of packages that are known.
///
/// # Errors
/// Every fault of every file.
pub fn read_packages(
    source: &dyn Source,
    packages: &[Listed],
    scope: Scope,
    progress: &dyn Progress,
) -> Result<Dataset, IngestError> {
    let jobs = jobs(packages);
    progress.start("reading geodata", u64::try_from(jobs.len()).unwrap_or_default());
    let faults = Mutex::new(Vec::new());
    let mut parts: Vec<(usize, Part)> = jobs
        .into_par_iter()
        .filter_map(|(at, job)| {
            let part = run(source, packages.get(at)?, &job);
            progress.advance(1);
            part.map_err(|more| {
                if let Ok(mut all) = faults.lock() {
                    all.extend(more);
                }
            })
            .ok()
            .map(|part| (at, part))
        })
        .collect();
    progress.finish();
    // A stable order: what comes later lies over what came before.
    parts.sort_by_key(|(at, _)| *at);
    let mut faults = faults.into_inner().unwrap_or_default();
    let dataset = assemble(packages, scope, parts, &mut faults);
    let texts = Texts::of(source, if faults.is_empty() { &[] } else { packages });
    IngestError::unless_empty(faults.into_iter().map(|fault| texts.locate(fault)).collect())?;
    Ok(dataset)
}

/// The largest files first, so that no thread waits for the last one.
fn jobs(packages: &[Listed]) -> Vec<(usize, Job<'_>)> {
    let mut listed: Vec<(u64, usize, Job<'_>)> = Vec::new();
    let mut whole: Vec<(usize, Job<'_>)> = Vec::new();
    for (at, one) in packages.iter().enumerate() {
        for file in &one.manifest.files {
            let path = file.path.as_str();
            let job = match path.split_once('/') {
                Some(("boundaries", _)) => Job::Boundaries(path),
                Some(("regions", _)) => Job::Regions(path),
                Some(("figures", _)) => Job::Figures(path),
                Some(("points", _)) => Job::Points(path),
                _ => continue,
            };
            listed.push((file.bytes, at, job));
        }
        let has = |folder: &str| one.manifest.files.iter().any(|file| file.path.starts_with(folder));
        whole.extend(has("facts/").then_some((at, Job::Facts)));
        whole.extend(has("texts/").then_some((at, Job::Library)));
        whole.extend(has("catalogue.toml").then_some((at, Job::Catalogue)));
        whole.extend(has("vocabulary.toml").then_some((at, Job::Vocabulary)));
    }
    listed.sort_by_key(|(bytes, ..)| std::cmp::Reverse(*bytes));
    whole.into_iter().chain(listed.into_iter().map(|(_, at, job)| (at, job))).collect()
}

fn run(source: &dyn Source, listed: &Listed, job: &Job<'_>) -> Result<Part, Vec<Fault>> {
    let whole = |file: &str| listed.package.path(file);
    let bytes = |path: &str| {
        source.read(path).map_err(|error| vec![Fault::whole(path, error.to_string(), "a file of the package")])
    };
    match job {
        Job::Boundaries(file) => boundary_file::read(&whole(file), &bytes(&whole(file))?).map(Part::Boundaries),
        Job::Regions(file) => {
            region_file::read(&whole(file), &bytes(&whole(file))?, vintage_of(file, &whole(file))?).map(Part::Regions)
        }
        Job::Figures(file) => {
            let (path, id) = (whole(file), stem(file).split('.').next().unwrap_or_default());
            let Some(delivery) = listed.package.declaration.deliveries.iter().find(|delivery| delivery.id == id) else {
                let expected = format!("the id of a delivery of {} as the name of the file", listed.package.file);
                return Err(vec![Fault::whole(&path, format!("delivery \"{id}\""), expected)]);
            };
            let table = figure_file::read(&path, &bytes(&path)?, id, delivery.vintage)?;
            Ok(Part::Figures(path, table))
        }
        Job::Points(file) => {
            let (path, id) = (whole(file), stem(file).split('.').next().unwrap_or_default());
            let Some(points) = listed.package.declaration.points.iter().find(|points| points.id == id) else {
                let expected = format!("the id of [[points]] of {} as the name of the file", listed.package.file);
                return Err(vec![Fault::whole(&path, format!("points \"{id}\""), expected)]);
            };
            point_file::read(&path, &bytes(&path)?, point_file::declared(points)).map(Part::Points)
        }
        Job::Facts => facts::read(source, listed).map(|knowledge| Part::Facts(Box::new(knowledge))),
        Job::Library => library::read(source, listed).map(|texts| Part::Library(Box::new(texts))),
        Job::Catalogue => toml_file::read(source, &whole("catalogue.toml"))
            .map(|catalogue| Part::Catalogue(Box::new(catalogue)))
            .map_err(|fault| vec![fault]),
        Job::Vocabulary => {
            toml_file::read(source, &whole("vocabulary.toml")).map(Part::Vocabulary).map_err(|fault| vec![fault])
        }
    }
}

/// Name of a file without folder and ending.
fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

fn vintage_of(file: &str, path: &str) -> Result<Vintage, Vec<Fault>> {
    let year = stem(file);
    year.parse().map_err(|_| vec![Fault::new(path, At::Whole, "name", year, "a year as the name of the file")])
}

/// What the parts say together. Rules that hold between them are tried only where every part could be read: what a broken
/// file would have named is missing.
fn assemble(packages: &[Listed], scope: Scope, parts: Vec<(usize, Part)>, faults: &mut Vec<Fault>) -> Dataset {
    let mut dataset = Dataset { manifest: whole_manifest(packages), ..Dataset::default() };
    dataset.packages = packages.iter().map(|one| one.package.note()).collect();
    let mut merge = Merge::new(packages);
    let mut knowledge = Knowledge::default();
    let mut regions: Vec<(bool, VintageRegions)> = Vec::new();
    let (mut figures, mut periods, mut points) = (Vec::new(), Vec::new(), Vec::new());
    let drawn = |at: usize| {
        packages.get(at).is_some_and(|one| one.manifest.files.iter().any(|file| file.path.starts_with("boundaries/")))
    };
    for (at, part) in parts {
        merge.package(at);
        match part {
            Part::Boundaries(topology) => dataset.topologies.push(topology),
            Part::Regions(more) => regions.push((!drawn(at), more)),
            Part::Figures(path, table) => figures.push((path, table)),
            Part::Catalogue(mut catalogue) => {
                periods.push((at, std::mem::take(&mut catalogue.periods)));
                merge.catalogue(&mut dataset.catalogue, *catalogue);
            }
            Part::Vocabulary(vocabulary) => merge.vocabulary(&mut dataset.vocabulary, vocabulary),
            Part::Library(library) => merge.library(&mut dataset.library, *library),
            Part::Points(set) => match points
                .iter_mut()
                .find(|(from, other): &&mut (usize, PointSet)| (*from, &other.id) == (at, &set.id))
            {
                Some((_, other)) => other.points.extend(set.points),
                None => points.push((at, set)),
            },
            Part::Facts(more) => merge.facts(&mut knowledge, *more),
        }
    }
    for (at, mut set) in points {
        merge.package(at);
        set.points.sort_by(|a: &Spot, b| (a.kind, &a.name, a.at).cmp(&(b.kind, &b.name, b.at)));
        merge.points(&mut dataset.points, set);
    }
    for (at, more) in periods.into_iter().filter(|_| scope == Scope::Release) {
        merge.package(at);
        merge.periods(&mut dataset.catalogue, more);
    }
    dataset.catalogue.sources.sort_by(|a, b| (&a.publisher, &b.year).cmp(&(&b.publisher, &a.year)));
    let read_whole = faults.is_empty() && scope == Scope::Release;
    if read_whole {
        faults.extend(merge.faults());
    }
    dataset.figures = join_figures(figures, faults);
    dataset.topologies.sort_by_key(|topology| topology.vintage);
    let next = dataset.topologies.iter().skip(1);
    for (one, _) in dataset.topologies.iter().zip(next).filter(|(one, next)| one.vintage == next.vintage) {
        let name = format!("boundaries/{}.json", one.vintage);
        faults.push(Fault::whole(&name, "outlines of this division a second time", "each division in one package"));
    }
    dataset.regions = join_regions(regions, &dataset);
    facts_into(&mut dataset, knowledge, faults);
    if read_whole {
        faults.extend(units::resolve(&mut dataset.catalogue));
    }
    if read_whole && faults.is_empty() {
        faults.extend(library::check(&dataset));
        // Which weight a rule finds follows from all files together: with one of them broken it would find another.
        faults.extend(weights::resolve(&mut dataset));
    }
    dataset
}

fn facts_into(dataset: &mut Dataset, mut knowledge: Knowledge, faults: &mut Vec<Fault>) {
    for designation in &mut knowledge.designations {
        designation.complete(&knowledge.areas);
    }
    for one in &mut knowledge.priority {
        one.complete(&knowledge.designations);
    }
    knowledge.areas.sort_by(|a, b| a.slug.cmp(&b.slug));
    knowledge.priority.sort_by_key(|one| one.number);
    knowledge.practice.sort_by(|a, b| a.id.cmp(&b.id));
    knowledge.publications.sort_by(|a, b| a.id.cmp(&b.id));
    knowledge.events.sort_by(|a, b| a.id.cmp(&b.id));
    faults.extend(facts::check(&knowledge));
    dataset.designations = knowledge.designations;
    dataset.areas = knowledge.areas;
    dataset.priority = knowledge.priority;
    dataset.practice = knowledge.practice;
    dataset.publications = knowledge.publications;
    dataset.events = knowledge.events;
    dataset.programme = knowledge.programme;
}

/// The files of all packages, ordered by path.
fn whole_manifest(packages: &[Listed]) -> Manifest {
    let of = |one: &Listed| {
        let whole = |file: &crate::domain::ManifestFile| {
            let mut file = file.clone();
            file.path = one.package.path(&file.path);
            file
        };
        one.manifest.files.iter().map(whole).collect::<Vec<_>>()
    };
    let mut files: Vec<_> = packages.iter().flat_map(of).collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Manifest { format: packages.first().map_or(0, |one| one.manifest.format), files }
}

fn join_figures(mut figures: Vec<(String, FigureTable)>, faults: &mut Vec<Fault>) -> Vec<FigureTable> {
    figures.sort_by(|a, b| a.0.cmp(&b.0));
    let mut deliveries: BTreeMap<String, Vec<(String, FigureTable)>> = BTreeMap::new();
    for (path, table) in figures {
        deliveries.entry(table.delivery.clone()).or_default().push((path, table));
    }
    let mut tables = Vec::new();
    for parts in deliveries.into_values() {
        match figure_file::join(parts) {
            Ok(table) => tables.extend(table),
            Err(fault) => faults.push(fault),
        }
    }
    tables
}

/// The codes of every division with their names: those that are listed, have an outline, or have figures. The package
/// with the outlines comes first: it is the register of its division.
fn join_regions(mut lists: Vec<(bool, VintageRegions)>, dataset: &Dataset) -> Vec<VintageRegions> {
    lists.sort_by_key(|(without_outlines, list)| (list.vintage, *without_outlines));
    let mut all: BTreeMap<Vintage, BTreeMap<RegionCode, String>> = BTreeMap::new();
    for (_, list) in lists {
        let names = all.entry(list.vintage).or_default();
        for region in list.regions {
            let name = names.entry(region.code).or_default();
            if name.is_empty() {
                *name = region.name;
            }
        }
    }
    let mapped = dataset.topologies.iter().map(|one| (one.vintage, super::outlines::mapped_codes(one)));
    let counted = dataset.figures.iter().map(|one| (one.vintage, one.codes.iter().copied().collect::<BTreeSet<_>>()));
    for (vintage, codes) in mapped.chain(counted) {
        let names = all.entry(vintage).or_default();
        for code in codes {
            names.entry(code).or_default();
        }
    }
    let list = |(vintage, names): (Vintage, BTreeMap<RegionCode, String>)| VintageRegions {
        vintage,
        regions: names.into_iter().map(|(code, name)| Region { code, name }).collect(),
    };
    all.into_iter().map(list).collect()
}
