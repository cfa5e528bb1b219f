//! Joins what packages say to one Dataset: lists behind each other, and an item given anew in the place of the former.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::{self, Knowledge};
use super::fault::{At, Fault};
use super::library as written;
use super::package::{DECLARATION, Listed};
use crate::domain::{Catalogue, IndicatorPeriod, Library, PointSet, PriorityNeighbourhood, Vocabulary};

const CATALOGUE: &str = "catalogue.toml";
const VOCABULARY: &str = "vocabulary.toml";

/// Joins the packages of a release, from the first to the last.
pub struct Merge<'a> {
    packages: &'a [Listed],
    /// The package that is joined now, by position.
    at: usize,
    /// Which package gave an item, by kind and id.
    owners: BTreeMap<(&'static str, String), usize>,
    /// Overrides that met something, by package.
    met: BTreeSet<(usize, String)>,
    faults: Vec<Fault>,
}

impl<'a> Merge<'a> {
    /// Nothing joined yet.
    pub fn new(packages: &'a [Listed]) -> Self {
        Self { packages, at: 0, owners: BTreeMap::new(), met: BTreeSet::new(), faults: Vec::new() }
    }

    /// Goes on with the package at this position.
    pub fn package(&mut self, at: usize) {
        self.at = at;
    }

    /// What two packages say, and what was to be given anew and is not there.
    pub fn faults(mut self) -> Vec<Fault> {
        for (at, one) in self.packages.iter().enumerate() {
            for wanted in &one.package.declaration.overrides {
                if !self.met.contains(&(at, wanted.clone())) {
                    let found = format!("overrides = [\"{wanted}\"]");
                    let expected = "the kind and id of an item of another package, which this one gives anew";
                    self.faults.push(Fault::whole(&one.package.file, found, expected));
                }
            }
        }
        self.faults
    }

    fn overrides(&self, name: &str) -> bool {
        let package = self.packages.get(self.at);
        package.is_some_and(|one| one.package.declaration.overrides.iter().any(|wanted| wanted == name))
    }

    /// Returns whether `id` is new: then it is the present package's. If not, whether it may take the place of the
    /// former is told by `Some(false)`, and a contradiction by `None`.
    fn claim(&mut self, kind: &'static str, id: &str, file: &str) -> Option<bool> {
        let Some(&owner) = self.owners.get(&(kind, id.to_owned())) else {
            self.owners.insert((kind, id.to_owned()), self.at);
            return Some(true);
        };
        let name = format!("{kind} {id}");
        if owner != self.at && self.overrides(&name) {
            self.owners.insert((kind, id.to_owned()), self.at);
            self.met.insert((self.at, name));
            return Some(false);
        }
        let found = format!("{id} again");
        let fault = if owner == self.at {
            Fault::new(file, At::Item([id, id].join(At::INSIDE)), "id", found, "each id once")
        } else {
            let place = |at: usize| self.packages.get(at).map_or("", |one| one.package.prefix.as_str());
            let expected = format!(
                "each id once; {}{file} has it too (overrides = [\"{name}\"] in {}{DECLARATION} gives it anew)",
                place(owner),
                place(self.at)
            );
            Fault::new(&format!("{}{file}", place(self.at)), At::Item(id.to_owned()), "id", found, expected)
        };
        self.faults.push(fault);
        None
    }

    fn list<T>(&mut self, have: &mut Vec<T>, more: Vec<T>, of: (&'static str, &str), id: impl Fn(&T) -> String) {
        let (kind, file) = of;
        for item in more {
            let name = id(&item);
            match self.claim(kind, &name, file) {
                Some(true) => have.push(item),
                Some(false) => {
                    if let Some(former) = have.iter_mut().find(|one| id(one) == name) {
                        *former = item;
                    }
                }
                None => {}
            }
        }
    }

    /// Joins a catalogue. Periods of indicators that stand elsewhere wait for [`Self::periods`].
    pub fn catalogue(&mut self, have: &mut Catalogue, more: Catalogue) {
        if let Some(base) = more.base
            && self.claim("base", "division", CATALOGUE).is_some()
        {
            have.base = Some(base);
        }
        if let Some(unmarked) = more.unmarked
            && self.claim("unmarked", "division", CATALOGUE).is_some()
        {
            have.unmarked = Some(unmarked);
        }
        self.list(&mut have.units, more.units, ("unit", CATALOGUE), |one| one.id.clone());
        self.list(&mut have.sources, more.sources, ("source", CATALOGUE), |one| one.id.clone());
        // Indicators and measures share their ids.
        self.list(&mut have.measures, more.measures, ("measure", CATALOGUE), |one| one.id.clone());
        self.list(&mut have.indicators, more.indicators, ("indicator", CATALOGUE), |one| one.id.clone());
    }

    /// Joins periods to the indicators they are of, newest first.
    pub fn periods(&mut self, have: &mut Catalogue, more: BTreeMap<String, Vec<IndicatorPeriod>>) {
        for (id, periods) in more {
            let Some(indicator) = have.indicators.iter_mut().find(|indicator| indicator.id == id) else {
                let file = self.packages.get(self.at).map_or("", |one| one.package.prefix.as_str());
                let expected = "the id of an indicator of a catalogue.toml";
                let fault =
                    Fault::new(&format!("{file}{CATALOGUE}"), At::Whole, "periods", format!("\"{id}\""), expected);
                self.faults.push(fault);
                continue;
            };
            let name = |one: &IndicatorPeriod| format!("{id} {}", one.period);
            self.list(&mut indicator.periods, periods, ("period", CATALOGUE), name);
            indicator.periods.sort_by_key(|one| std::cmp::Reverse((one.period.end(), one.period)));
        }
    }

    /// Joins closed lists.
    pub fn vocabulary(&mut self, have: &mut Vocabulary, more: Vocabulary) {
        let of = |kind| (kind, VOCABULARY);
        self.list(&mut have.themes, more.themes, of("theme"), |one| one.id.clone());
        self.list(&mut have.indicator_themes, more.indicator_themes, of("indicator_theme"), |one| one.id.clone());
        self.list(&mut have.phases, more.phases, of("phase"), |one| one.id.clone());
        self.list(&mut have.evidence, more.evidence, of("evidence"), |one| one.id.clone());
        self.list(&mut have.audiences, more.audiences, of("audience"), |one| one.id.clone());
        self.list(&mut have.publication_kinds, more.publication_kinds, of("publication_kind"), |one| one.id.clone());
        self.list(&mut have.event_kinds, more.event_kinds, of("event_kind"), |one| one.id.clone());
    }

    /// Joins facts.
    pub fn facts(&mut self, have: &mut Knowledge, more: Knowledge) {
        self.list(&mut have.designations, more.designations, ("designation", facts::DESIGNATIONS), |one| {
            one.id.to_string()
        });
        self.list(&mut have.areas, more.areas, ("area", facts::AREAS), |one| one.slug.to_string());
        let numbered = |one: &PriorityNeighbourhood| match &one.designation {
            Some(list) => format!("{list} {}", one.number),
            None => one.number.to_string(),
        };
        self.list(&mut have.priority, more.priority, ("priority", facts::PRIORITY), numbered);
        self.list(&mut have.practice, more.practice, ("example", facts::PRACTICE), |one| one.id.clone());
        self.list(&mut have.publications, more.publications, ("publication", facts::PUBLICATIONS), |one| {
            one.id.clone()
        });
        self.list(&mut have.events, more.events, ("event", facts::EVENTS), |one| one.id.clone());
        self.list(&mut have.programme, more.programme, ("background", facts::PROGRAMME), |one| one.id.clone());
    }

    /// Joins points of a subject.
    pub fn points(&mut self, have: &mut Vec<PointSet>, more: PointSet) {
        self.list(have, vec![more], ("points", DECLARATION), |one| one.id.clone());
    }

    /// Joins written texts.
    pub fn library(&mut self, have: &mut Library, more: Library) {
        self.list(&mut have.lessons, more.lessons, ("lesson", written::LESSONS), |one| one.id.clone());
        // Checklists and trees share their addresses, notes and published figures theirs.
        self.list(&mut have.checklists, more.checklists, ("tool", written::CHECKLISTS), |one| one.id.clone());
        self.list(&mut have.trees, more.trees, ("tool", written::TREES), |one| one.id.clone());
        self.list(&mut have.notes, more.notes, ("note", written::BACKGROUND), |one| one.id.clone());
        self.list(&mut have.figures, more.figures, ("note", written::BACKGROUND), |one| one.id.clone());
        self.list(&mut have.organisations, more.organisations, ("organisation", written::ORGANISATIONS), |one| {
            one.id.clone()
        });
        self.list(&mut have.spellings, more.spellings, ("spelling", written::ORGANISATIONS), |one| one.text.clone());
        self.list(&mut have.links, more.links, ("link", written::LINKS), |one| one.id.clone());
    }
}
