//! What the parts of a Dataset say about each other: codes, themes, sources, weights, periods.

use std::collections::{BTreeMap, BTreeSet};

use super::fault::{At, Fault, Faults};
use super::{roles, scopes};
use crate::domain::{Dataset, IndicatorPeriod, Level, Period, RegionCode, Rule, Slug, Vintage};

/// Every reference that leads nowhere.
pub fn check(dataset: &Dataset) -> Vec<Fault> {
    let mut checker = Checker::new(dataset);
    checker.catalogue();
    checker.figures();
    checker.regions();
    checker.areas();
    checker.knowledge();
    checker.faults.into()
}

struct Checker<'a> {
    dataset: &'a Dataset,
    /// Which vintage each measure and period has figures on.
    figures: BTreeMap<(&'a str, Period), Vintage>,
    base: Option<Vintage>,
    /// Codes of the base division, on which areas and examples stand.
    current: BTreeSet<RegionCode>,
    faults: Faults,
}

const CATALOGUE: &str = "catalogue.toml";

impl<'a> Checker<'a> {
    fn new(dataset: &'a Dataset) -> Self {
        let columns = dataset.figures.iter().flat_map(|table| table.columns.iter().map(move |column| (table, column)));
        let figures =
            columns.map(|(table, column)| ((column.measure.as_str(), column.period), table.vintage)).collect();
        let base = dataset.base();
        let current = dataset
            .regions
            .iter()
            .filter(|regions| Some(regions.vintage) == base)
            .flat_map(|regions| regions.regions.iter().map(|region| region.code))
            .collect();
        Self { dataset, figures, base, current, faults: Faults::default() }
    }

    fn fault(&mut self, file: &str, item: &str, field: &str, found: impl Into<String>, expected: &str) {
        self.faults.push(Fault::new(file, At::Item(item.to_owned()), field, found, expected));
    }

    fn catalogue(&mut self) {
        let catalogue = &self.dataset.catalogue;
        self.base();
        self.faults.extend(roles::check(catalogue));
        self.faults.extend(scopes::check(self.dataset, &self.current));
        let mut seen = BTreeSet::new();
        let ids = catalogue.indicators.iter().map(|indicator| &indicator.id);
        for id in ids.chain(catalogue.measures.iter().map(|measure| &measure.id)) {
            if !seen.insert(id) {
                self.fault(CATALOGUE, id, "id", format!("\"{id}\" again"), "each id once");
            }
        }
        for set in &self.dataset.points {
            if self.dataset.vocabulary.indicator_theme(&set.theme).is_none() {
                let expected = "an indicator theme of vocabulary.toml";
                self.fault("package.toml", &set.id, "theme", quoted(&set.theme), expected);
            }
            for kind in set.kinds.iter().filter(|kind| catalogue.source(&kind.source).is_none()) {
                self.fault("package.toml", &set.id, "terms", quoted(&kind.source), "the id of a source");
            }
        }
        for indicator in &catalogue.indicators {
            let id = &indicator.id;
            if self.dataset.vocabulary.indicator_theme(&indicator.theme).is_none() {
                self.fault(CATALOGUE, id, "theme", quoted(&indicator.theme), "an indicator theme of vocabulary.toml");
            }
            if indicator.periods.is_empty() {
                self.fault(CATALOGUE, id, "period", "none", "at least one period");
            }
            let ends: Vec<u16> = indicator.periods.iter().map(|period| period.period.end()).collect();
            if !ends.is_sorted_by(|newer, older| newer >= older) {
                self.fault(CATALOGUE, id, "period", "another order", "periods from the newest to the oldest");
            }
            for period in &indicator.periods {
                self.period(id, period);
            }
        }
    }

    /// The base division must have outlines of buurten, a list of its regions, and inhabitants for its buurten.
    fn base(&mut self) {
        let dataset = self.dataset;
        let outlined: Vec<String> = dataset
            .topologies
            .iter()
            .filter(|topology| topology.level == Level::Buurt)
            .map(|topology| topology.vintage.to_string())
            .collect();
        let Some(base) = self.base else {
            self.fault(CATALOGUE, "base", "base", "none", "a division with outlines of buurten");
            return;
        };
        if !outlined.contains(&base.to_string()) {
            let expected = format!("a division with outlines of buurten: {}", outlined.join(", "));
            self.fault(CATALOGUE, "base", "base", base.to_string(), &expected);
        }
        if self.current.is_empty() {
            self.fault(CATALOGUE, "base", "base", base.to_string(), "a division with a list of regions");
        }
        if dataset.population_period().is_none() {
            let people = dataset.catalogue.population_id();
            let expected =
                format!("a division with figures of {people} for its buurten: coverage is measured with them");
            self.fault(CATALOGUE, "base", "base", base.to_string(), &expected);
        }
    }

    fn period(&mut self, id: &str, period: &IndicatorPeriod) {
        if self.dataset.catalogue.source(&period.source).is_none() {
            self.fault(CATALOGUE, id, "source", quoted(&period.source), "the id of a source");
        }
        // What a delivery does not publish, is computed: a ratio from its parts, anything else from columns of the delivery.
        if period.published || !matches!(period.rule, Rule::Ratio { .. }) {
            let found = self.figures.get(&(id, period.period)).copied();
            self.figures_of(id, "period", id, period.period, found);
            if let Some(vintage) = found.filter(|&vintage| vintage != period.vintage) {
                let expected = format!("{vintage}, the codes that the figures of {} stand on", period.period);
                self.fault(CATALOGUE, id, "vintage", period.vintage.to_string(), &expected);
            }
        }
        if period.nil_without_row && !period.is_count() {
            self.fault(CATALOGUE, id, "nil_without_row", "true", "false, but for what is added up (`sum`)");
        }
        match &period.rule {
            // What weighs was found, or told, when the rules were completed (`weights`).
            Rule::Sum {} | Rule::None { .. } | Rule::Weighted { .. } => {}
            Rule::Ratio { numerator, numerator_period, factor, min_count, .. } => {
                if let Some(least) = min_count {
                    if !least.least.is_finite() || least.least < 1.0 {
                        self.fault(CATALOGUE, id, "min_count", least.least.to_string(), "a number from 1 on");
                    }
                    self.part(id, "min_count", &least.measure, period.period);
                }
                self.part(id, "numerator", numerator, numerator_period.unwrap_or(period.period));
                if !factor.is_finite() || *factor <= 0.0 {
                    self.fault(CATALOGUE, id, "factor", factor.to_string(), "a number above zero");
                }
            }
        }
    }

    fn part(&mut self, id: &str, field: &str, measure: &str, period: Period) {
        let found = self.figures.get(&(measure, period)).copied();
        self.figures_of(id, field, measure, period, found);
    }

    fn figures_of(&mut self, id: &str, field: &str, measure: &str, period: Period, found: Option<Vintage>) {
        if found.is_none() {
            self.fault(CATALOGUE, id, field, format!("{measure} of {period}"), "a measure and period with figures");
        }
    }

    fn figures(&mut self) {
        let mut seen = BTreeSet::new();
        for table in &self.dataset.figures {
            for column in &table.columns {
                let key = format!("{}@{}", column.measure, column.period);
                let indicator = self.dataset.catalogue.indicator(&column.measure);
                let listed = indicator.is_some_and(|indicator| indicator.period(column.period).is_some());
                if !listed && self.dataset.catalogue.measure(&column.measure).is_none() {
                    let expected = "an indicator with this period, or a measure, in catalogue.toml";
                    self.fault(&format!("figures/{}", table.delivery), &key, "column", quoted(&key), expected);
                }
                if !seen.insert((&column.measure, column.period)) {
                    let expected = "each measure and period in one delivery";
                    self.fault(&format!("figures/{}", table.delivery), &key, "column", "it again", expected);
                }
            }
        }
    }

    fn regions(&mut self) {
        let known: BTreeMap<Vintage, BTreeSet<RegionCode>> = self
            .dataset
            .regions
            .iter()
            .map(|regions| (regions.vintage, regions.regions.iter().map(|region| region.code).collect()))
            .collect();
        let tables = self
            .dataset
            .figures
            .iter()
            .map(|table| (format!("figures/{}", table.delivery), table.vintage, table.codes.clone()));
        let outlines = self.dataset.topologies.iter().map(|topology| {
            let codes = topology.shapes.iter().map(|shape| shape.code).collect();
            (format!("boundaries/{}.json", topology.vintage), topology.vintage, codes)
        });
        let none = BTreeSet::new();
        for (file, vintage, codes) in tables.chain(outlines) {
            let regions = known.get(&vintage).unwrap_or(&none);
            for code in codes.iter().filter(|code| !regions.contains(code)) {
                let expected = format!("a code of regions/{vintage}.csv");
                self.fault(&file, code.as_str(), "code", code.to_string(), &expected);
            }
        }
    }

    fn areas(&mut self) {
        let unmarked = self.dataset.catalogue.unmarked;
        let slugs: BTreeSet<&str> = self.dataset.areas.iter().map(|area| area.slug.as_str()).collect();
        for area in &self.dataset.areas {
            let file = "facts/areas.toml";
            let slug = area.slug.as_str();
            let members =
                area.members.iter().map(|member| member.code).chain(area.left_out.iter().map(|part| part.code));
            for code in members.chain([area.gemeente]) {
                self.code_in(file, slug, code, unmarked);
            }
            if area.members.is_empty() {
                self.fault(file, slug, "members", "none", "at least one member");
            }
            for theme in &area.programme_themes {
                self.theme(file, slug, theme);
            }
        }
        let known: BTreeSet<&Slug> = self.dataset.designations.iter().map(|designation| &designation.id).collect();
        for area in &self.dataset.areas {
            for carried in area.designations.iter().filter(|carried| !known.contains(&carried.id)) {
                let expected = "the id of a designation of facts/designations.toml";
                self.fault(
                    "facts/areas.toml",
                    area.slug.as_str(),
                    "designations",
                    quoted(carried.id.as_str()),
                    expected,
                );
            }
        }
        for item in &self.dataset.priority {
            let id = format!("aw-{:02}", item.number);
            if let Some(unknown) = item.designation.as_ref().filter(|id| !known.contains(id)) {
                let expected = "the id of a designation of facts/designations.toml";
                self.fault("facts/priority.toml", &id, "designation", quoted(unknown.as_str()), expected);
            }
            for code in &item.codes {
                self.code_in("facts/priority.toml", &id, *code, unmarked);
            }
            if let Some(slug) = item.area.as_ref().filter(|slug| !slugs.contains(slug.as_str())) {
                self.fault("facts/priority.toml", &id, "area", quoted(slug.as_str()), "the slug of a focus area");
            }
        }
        for example in &self.dataset.practice {
            if let Some(slug) = example.area.as_ref().filter(|slug| !slugs.contains(slug.as_str())) {
                let expected = "the slug of a focus area";
                self.fault("facts/practice.toml", &example.id, "area", quoted(slug.as_str()), expected);
            }
        }
    }

    fn code(&mut self, file: &str, item: &str, code: RegionCode) {
        if !self.current.contains(&code) {
            let base = self.base.map(|base| base.to_string()).unwrap_or_default();
            self.fault(file, item, "code", code.to_string(), &format!("a code of regions/{base}.csv"));
        }
    }

    /// A code of a division that is named; without one of the base.
    fn code_in(&mut self, file: &str, item: &str, code: RegionCode, vintage: Option<Vintage>) {
        let Some(vintage) = vintage.filter(|vintage| Some(*vintage) != self.base) else {
            return self.code(file, item, code);
        };
        let list = self.dataset.regions.iter().find(|list| list.vintage == vintage);
        if !list.is_some_and(|list| list.regions.iter().any(|region| region.code == code)) {
            self.fault(file, item, "code", code.to_string(), &format!("a code of regions/{vintage}.csv"));
        }
    }

    fn theme(&mut self, file: &str, item: &str, theme: &str) {
        if self.dataset.vocabulary.theme(theme).is_none() {
            self.fault(file, item, "themes", quoted(theme), "a theme of vocabulary.toml");
        }
    }

    fn knowledge(&mut self) {
        let dataset = self.dataset;
        let words = &dataset.vocabulary;
        let ids: BTreeSet<&str> = dataset
            .publications
            .iter()
            .map(|publication| publication.id.as_str())
            .chain(dataset.events.iter().map(|event| event.id.as_str()))
            .chain(dataset.practice.iter().map(|example| example.id.as_str()))
            .collect();
        for example in &dataset.practice {
            let (file, id) = ("facts/practice.toml", example.id.as_str());
            if let Some(code) = example.place {
                self.code_in(file, id, code, example.division.or(dataset.catalogue.unmarked));
            }
            for theme in &example.themes {
                self.theme(file, id, theme);
            }
            for word in example.audience.iter().filter(|word| !words.audiences.iter().any(|term| term.id == **word)) {
                self.fault(file, id, "audience", quoted(word), "an audience of vocabulary.toml");
            }
            if !example.phase.is_empty() && !words.phases.iter().any(|term| term.id == example.phase) {
                self.fault(file, id, "phase", quoted(&example.phase), "a phase of vocabulary.toml");
            }
            if !words.evidence.iter().any(|level| level.id == example.evidence) {
                self.fault(file, id, "evidence", quoted(&example.evidence), "an evidence level of vocabulary.toml");
            }
            for other in example.same_as.iter().filter(|other| !ids.contains(other.as_str())) {
                self.fault(file, id, "same_as", quoted(other), "the id of a publication, event or example");
            }
        }
        for publication in &dataset.publications {
            let (file, id) = ("facts/publications.toml", publication.id.as_str());
            for theme in &publication.themes {
                self.theme(file, id, theme);
            }
            if !words.publication_kinds.iter().any(|term| term.id == publication.kind) {
                self.fault(file, id, "kind", quoted(&publication.kind), "a publication kind of vocabulary.toml");
            }
        }
        for event in dataset.events.iter().filter(|event| !words.event_kinds.iter().any(|term| term.id == event.kind)) {
            self.fault("facts/events.toml", &event.id, "kind", quoted(&event.kind), "an event kind of vocabulary.toml");
        }
        for theme in &words.themes {
            for target in theme.indicator_themes.iter().filter(|target| words.indicator_theme(target).is_none()) {
                self.fault("vocabulary.toml", &theme.id, "indicator_themes", quoted(target), "an indicator theme");
            }
            for signal in theme.signals.iter().filter(|signal| dataset.catalogue.indicator(&signal.indicator).is_none())
            {
                let expected = "an indicator of catalogue.toml";
                self.fault("vocabulary.toml", &theme.id, "signals", quoted(&signal.indicator), expected);
            }
        }
    }
}

fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}
