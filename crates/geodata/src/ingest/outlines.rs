//! Outlines of every vintage: from their own file, or put together from other vintages.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use rayon::prelude::*;

use super::declaration::{Boundary, Composite};
use super::delivery::read_delivery;
use super::fault::{At, Fault};
use super::package::Declared;
use super::shapes::{self, Bettered, Outline, ReadBoundary};
use crate::domain::{Level, RegionCode, Topology, Vintage};
use crate::geometry::topology::{InputShape, TopologyFault, build_with_overlaps};

/// The outlines of all vintages and the names that the files give.
#[derive(Debug, Default)]
pub struct Outlines {
    /// Topologies, ordered by vintage.
    pub topologies: Vec<Topology>,
    /// Names per vintage.
    pub names: BTreeMap<Vintage, BTreeMap<RegionCode, String>>,
    /// Per vintage: key of the terms.
    pub terms: BTreeMap<Vintage, String>,
    /// Per composite: outlines taken from each boundary, and codes left without.
    pub composed: Vec<Composed>,
    /// Per file of outlines: features left out as declared.
    pub left_out: Vec<(String, usize)>,
    /// Per vintage: better outlines that were put in.
    pub bettered: Vec<(Vintage, Bettered)>,
}

/// How a composite came about.
#[derive(Debug)]
pub struct Composed {
    /// Vintage.
    pub vintage: Vintage,
    /// Boundary id and number of outlines taken from it.
    pub taken: Vec<(String, usize)>,
    /// Codes without an outline.
    pub without: Vec<RegionCode>,
    /// Pairs of outlines that lie over each other.
    pub overlaps: usize,
}

/// Reads the outlines that `package` declares, cut into shared arcs. A composite takes its parts from boundaries and
/// codes of any of `packages`.
///
/// # Errors
/// All faults of all files.
pub fn read(folder: &Path, package: &Declared, packages: &[Declared]) -> Result<Outlines, Vec<Fault>> {
    let own = &package.declaration;
    let wanted: BTreeSet<&str> = own.composites.iter().flat_map(|one| one.from.iter().map(String::as_str)).collect();
    let all = packages.iter().flat_map(|one| &one.declaration.boundaries);
    let needed: Vec<&Boundary> = all
        .filter(|one| wanted.contains(one.id.as_str()) && !own.boundaries.contains(one))
        .chain(&own.boundaries)
        .collect();
    let results: Vec<Result<ReadBoundary, Vec<Fault>>> =
        needed.par_iter().map(|boundary| shapes::read_boundary(folder, boundary)).collect();
    let mut faults = Vec::new();
    let mut outlines = Outlines::default();
    let mut by_id: HashMap<&str, Vec<Outline>> = HashMap::new();
    for (boundary, result) in needed.iter().zip(results) {
        match result {
            Ok(read) => {
                if own.boundaries.contains(boundary) {
                    outlines.left_out.push((boundary.file.clone(), read.left_out));
                    outlines.bettered.extend(read.bettered.map(|bettered| (boundary.vintage, bettered)));
                    outlines.names.entry(boundary.vintage).or_default().extend(read.names);
                }
                by_id.insert(&boundary.id, read.outlines);
            }
            Err(more) => faults.extend(more),
        }
    }
    let mut jobs: Vec<Job> = Vec::new();
    for composite in &own.composites {
        outlines.terms.insert(composite.vintage, composite.terms.clone());
        let composed = codes_of(folder, composite, packages, &package.file)
            .and_then(|codes| compose(composite, &codes, &by_id, &package.file).map_err(|fault| vec![fault]));
        match composed {
            Ok((shapes, composed)) => {
                outlines.composed.push(composed);
                jobs.push(Job {
                    vintage: composite.vintage,
                    level: composite.level,
                    file: composite.id.clone(),
                    shapes,
                    overlaps: composite.overlaps,
                });
            }
            Err(more) => faults.extend(more),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    for boundary in &own.boundaries {
        outlines.terms.insert(boundary.vintage, boundary.terms.clone());
        let shapes = by_id.remove(boundary.id.as_str()).unwrap_or_default();
        let (vintage, level, file) = (boundary.vintage, boundary.level, boundary.file.clone());
        jobs.push(Job { vintage, level, file, shapes, overlaps: 0 });
    }
    jobs.sort_by_key(|job| job.vintage);
    let built: Vec<Result<(Topology, usize), Vec<Fault>>> = jobs.into_par_iter().map(build).collect();
    for result in built {
        match result {
            Ok((topology, overlaps)) => {
                for composed in outlines.composed.iter_mut().filter(|composed| composed.vintage == topology.vintage) {
                    composed.overlaps = overlaps;
                }
                outlines.topologies.push(topology);
            }
            Err(more) => faults.extend(more),
        }
    }
    if faults.is_empty() { Ok(outlines) } else { Err(faults) }
}

/// The codes that take part in a composite: those with a row in its delivery.
fn codes_of(
    folder: &Path,
    composite: &Composite,
    packages: &[Declared],
    file: &str,
) -> Result<Vec<RegionCode>, Vec<Fault>> {
    let mut all = packages.iter().flat_map(|one| &one.declaration.deliveries);
    let Some(delivery) = all.find(|delivery| delivery.id == composite.codes_of) else {
        let found = format!("\"{}\"", composite.codes_of);
        let at = At::Item(composite.id.clone());
        return Err(vec![Fault::new(file, at, "codes_of", found, "the id of a delivery of some package")]);
    };
    let codes = read_delivery(folder, delivery)?.table.codes;
    Ok(codes.into_iter().filter(|code| code.level() == composite.level).collect())
}

/// Outlines of one vintage, to be cut into shared arcs.
struct Job {
    vintage: Vintage,
    level: Level,
    file: String,
    shapes: Vec<Outline>,
    overlaps: usize,
}

/// Cuts outlines into shared arcs; gives back how many pairs lie over each other.
fn build(job: Job) -> Result<(Topology, usize), Vec<Fault>> {
    let numbers: HashMap<RegionCode, u64> = job.shapes.iter().map(|shape| (shape.code, shape.number)).collect();
    let shapes = job
        .shapes
        .into_iter()
        .map(|shape| InputShape { code: shape.code, basis: shape.basis, polygons: shape.polygons })
        .collect();
    let named = |faults: &[TopologyFault]| -> Vec<Fault> {
        faults.iter().map(|fault| topology_fault(&job.file, fault, &numbers)).collect()
    };
    let (topology, overlaps) = build_with_overlaps(job.vintage, job.level, shapes).map_err(|faults| named(&faults))?;
    if overlaps.len() > job.overlaps {
        return Err(named(&overlaps));
    }
    Ok((topology, overlaps.len()))
}

fn topology_fault(file: &str, fault: &TopologyFault, numbers: &HashMap<RegionCode, u64>) -> Fault {
    let (code, expected) = match fault {
        TopologyFault::NotClosed { name, .. } => (name.code, "a ring that ends where it starts"),
        TopologyFault::TooShort { name, .. } => (name.code, "a ring of at least 3 different points"),
        TopologyFault::NoArea { name, .. } => (name.code, "a ring that encloses an area"),
        TopologyFault::SelfIntersection { name, .. } => (name.code, "a ring that does not cross itself"),
        TopologyFault::Overlap { name, .. } => (name.code, "neighbours that share their border and nothing else"),
        TopologyFault::DuplicateCode(code) => (*code, "each code once"),
        TopologyFault::WrongLevel { code, .. } => (*code, "codes of one level"),
        TopologyFault::Empty(code) => (*code, "at least one ring"),
    };
    let number = numbers.get(&code).copied().unwrap_or_default();
    Fault::new(file, At::Feature(number, code.to_string()), "geometry", fault.to_string(), expected)
}

/// Outlines for the codes of a delivery, each from the first boundary that has it.
fn compose(
    composite: &Composite,
    codes: &[RegionCode],
    by_id: &HashMap<&str, Vec<Outline>>,
    file: &str,
) -> Result<(Vec<Outline>, Composed), Fault> {
    let wrong = |field: &str, found: &str, expected: &str| {
        Fault::new(file, At::Item(composite.id.clone()), field, format!("\"{found}\""), expected)
    };
    let mut sources = Vec::new();
    for id in &composite.from {
        let outlines = by_id.get(id.as_str()).ok_or_else(|| wrong("from", id, "the id of a boundary"))?;
        sources.push((id.clone(), outlines, 0_usize));
    }
    if let Some(id) = composite.recoded.as_ref().filter(|id| !composite.from.contains(id)) {
        return Err(wrong("recoded", id, "one of `from`"));
    }
    let knows = |outlines: &[Outline], code: RegionCode| outlines.binary_search_by_key(&code, |one| one.code).ok();
    let is_new = |code: RegionCode| sources.first().is_some_and(|(_, outlines, _)| knows(outlines, code).is_none());
    let recoded = recoded_municipalities(codes, is_new);
    let (mut shapes, mut without) = (Vec::new(), Vec::new());
    for code in codes {
        let turned = code.gemeente().is_some_and(|gemeente| recoded.contains(&gemeente));
        let first = composite.recoded.as_ref().filter(|_| turned);
        // A stable sort: the boundary for recoded municipalities comes first, the rest keep their order.
        let mut order: Vec<&mut (String, &Vec<Outline>, usize)> = sources.iter_mut().collect();
        order.sort_by_key(|(id, ..)| Some(id) != first);
        let found = order.into_iter().find_map(|(_, outlines, taken)| {
            let index = knows(outlines, *code)?;
            *taken += 1;
            outlines.get(index).cloned()
        });
        match found {
            Some(outline) => shapes.push(outline),
            None => without.push(*code),
        }
    }
    if without.len() > composite.without_outline {
        let expected = format!("at most {} codes without an outline", composite.without_outline);
        return Err(wrong("without_outline", &list_codes(&without), &expected));
    }
    let taken = sources.into_iter().map(|(id, _, taken)| (id, taken)).collect();
    Ok((shapes, Composed { vintage: composite.vintage, taken, without, overlaps: 0 }))
}

/// Municipalities of which at least half of the codes are new. Held against the outlines: there the codes that both
/// vintages have name other places (Lelystad 3 of 3, Overbetuwe 11 of 11, Teylingen 4 of 4), elsewhere they rarely do.
fn recoded_municipalities(codes: &[RegionCode], is_new: impl Fn(RegionCode) -> bool) -> BTreeSet<RegionCode> {
    let mut counts: BTreeMap<RegionCode, (usize, usize)> = BTreeMap::new();
    for &code in codes {
        let Some(gemeente) = code.gemeente() else { continue };
        let (new, all) = counts.entry(gemeente).or_default();
        *new += usize::from(is_new(code));
        *all += 1;
    }
    counts.into_iter().filter(|(_, (new, all))| new * 2 >= *all).map(|(gemeente, _)| gemeente).collect()
}

/// Codes that have an outline in `topology`: those of its level and the regions they lie in.
pub fn mapped_codes(topology: &Topology) -> BTreeSet<RegionCode> {
    topology
        .shapes
        .iter()
        .flat_map(|shape| {
            [Level::Land, Level::Gemeente, Level::Wijk, Level::Buurt]
                .into_iter()
                .filter_map(|level| shape.code.at(level))
        })
        .collect()
}

/// Codes for a message: the first ten and how many more.
pub fn list_codes(codes: &[RegionCode]) -> String {
    let shown: Vec<&str> = codes.iter().take(10).map(RegionCode::as_str).collect();
    let rest = codes.len().saturating_sub(10);
    if rest == 0 { shown.join(", ") } else { format!("{} and {rest} more", shown.join(", ")) }
}
