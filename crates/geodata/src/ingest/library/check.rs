//! What the written texts say about each other and about the rest of a dataset.

use std::collections::{BTreeMap, BTreeSet};

use super::written::{BACKGROUND, CHECKLISTS, LESSONS, LINKS, ORGANISATIONS, TREES};
use crate::domain::{Dataset, DecisionTree, Outcome, PartialDate, Text};
use crate::ingest::fault::{At, Fault};

/// Every reference that leads nowhere, every id that comes twice, every tree that cannot be walked.
pub fn check(dataset: &Dataset) -> Vec<Fault> {
    let mut checker = Checker { dataset, items: item_ids(dataset), faults: Vec::new() };
    checker.lessons();
    checker.checklists();
    checker.trees();
    checker.background();
    checker.organisations();
    checker.links();
    checker.faults
}

/// Everything that may be named as a source.
fn item_ids(dataset: &Dataset) -> BTreeSet<&str> {
    let practice = dataset.practice.iter().map(|item| item.id.as_str());
    let publications = dataset.publications.iter().map(|item| item.id.as_str());
    let events = dataset.events.iter().map(|item| item.id.as_str());
    let programme = dataset.programme.iter().map(|item| item.id.as_str());
    let notes = dataset.library.notes.iter().map(|item| item.id.as_str());
    practice.chain(publications).chain(events).chain(programme).chain(notes).collect()
}

struct Checker<'a> {
    dataset: &'a Dataset,
    items: BTreeSet<&'a str>,
    faults: Vec<Fault>,
}

impl<'a> Checker<'a> {
    fn fault(&mut self, file: &str, path: &[&str], field: &str, found: impl Into<String>, expected: &str) {
        let at = if path.is_empty() { At::Whole } else { At::Item(path.join(At::INSIDE)) };
        self.faults.push(Fault::new(file, at, field, found, expected));
    }

    fn addresses_of(&mut self, file: &str, ids: impl Iterator<Item = &'a str>) {
        for id in ids {
            if !is_address_word(id) {
                self.fault(file, &[id], "id", quoted(id), "lower-case letters, digits and hyphens");
            }
        }
    }

    fn both_languages(&mut self, file: &str, path: &[&str], field: &str, text: &Text) {
        if text.nl.trim().is_empty() || text.en.trim().is_empty() {
            self.fault(file, path, field, "an empty text", "a text in Dutch and in English");
        }
    }

    fn sources(&mut self, file: &str, path: &[&str], sources: &[String]) {
        if sources.is_empty() {
            self.fault(file, path, "sources", "none", "at least one id of an item");
        }
        for id in sources.iter().filter(|id| !self.items.contains(id.as_str())).collect::<Vec<_>>() {
            let expected = "the id of an example, publication, event, background text or note";
            self.fault(file, path, "sources", quoted(id), expected);
        }
    }

    fn themes(&mut self, file: &str, path: &[&str], themes: &[String]) {
        for theme in themes.iter().filter(|theme| self.dataset.vocabulary.theme(theme).is_none()) {
            self.fault(file, path, "themes", quoted(theme), "a theme of vocabulary.toml");
        }
    }

    fn phase(&mut self, file: &str, path: &[&str], phase: &str) {
        if !self.dataset.vocabulary.phases.iter().any(|term| term.id == phase) {
            self.fault(file, path, "phase", quoted(phase), "a phase of vocabulary.toml");
        }
    }

    fn lessons(&mut self) {
        let lessons = &self.dataset.library.lessons;
        self.addresses_of(LESSONS, lessons.iter().map(|lesson| lesson.id.as_str()));
        for lesson in lessons {
            let path = [lesson.id.as_str()];
            self.both_languages(LESSONS, &path, "title", &lesson.title);
            self.both_languages(LESSONS, &path, "text", &lesson.text);
            self.sources(LESSONS, &path, &lesson.sources);
            self.themes(LESSONS, &path, &lesson.themes);
            if lesson.themes.is_empty() {
                self.fault(LESSONS, &path, "themes", "none", "at least one theme of vocabulary.toml");
            }
            if !lesson.phase.is_empty() {
                self.phase(LESSONS, &path, &lesson.phase);
            }
        }
    }

    fn checklists(&mut self) {
        let checklists = &self.dataset.library.checklists;
        self.addresses_of(CHECKLISTS, checklists.iter().map(|list| list.id.as_str()));
        for list in checklists {
            let path = [list.id.as_str()];
            self.phase(CHECKLISTS, &path, &list.phase);
            self.both_languages(CHECKLISTS, &path, "title", &list.title);
            self.both_languages(CHECKLISTS, &path, "intro", &list.intro);
            for item in &list.items {
                self.both_languages(CHECKLISTS, &path, "item.text", &item.text);
                self.sources(CHECKLISTS, &path, &item.sources);
            }
            if list.items.is_empty() {
                self.fault(CHECKLISTS, &path, "item", "none", "at least one item");
            }
        }
    }

    fn trees(&mut self) {
        let trees = &self.dataset.library.trees;
        self.addresses_of(TREES, trees.iter().map(|tree| tree.id.as_str()));
        for tree in trees {
            let path = [tree.id.as_str()];
            self.phase(TREES, &path, &tree.phase);
            self.both_languages(TREES, &path, "title", &tree.title);
            self.both_languages(TREES, &path, "intro", &tree.intro);
            self.tree_ids(tree);
            self.walkable(tree);
            for outcome in &tree.outcomes {
                self.outcome(tree, outcome);
            }
        }
    }

    fn tree_ids(&mut self, tree: &'a DecisionTree) {
        let questions = tree.questions.iter().map(|question| question.id.as_str());
        let mut seen = BTreeSet::new();
        for id in questions.chain(tree.outcomes.iter().map(|outcome| outcome.id.as_str())) {
            if !seen.insert(id) {
                self.fault(TREES, &[&tree.id, id, id], "id", format!("\"{id}\" again"), "each id once in a tree");
            }
        }
        for question in &tree.questions {
            let path = [tree.id.as_str(), question.id.as_str()];
            self.both_languages(TREES, &path, "text", &question.text);
            if question.answers.len() < 2 {
                self.fault(TREES, &path, "answer", question.answers.len().to_string(), "at least two answers");
            }
            let mut answers = BTreeSet::new();
            for answer in &question.answers {
                if !is_address_word(&answer.id) || !answers.insert(answer.id.as_str()) {
                    let expected = "each id once in a question, of lower-case letters, digits and hyphens";
                    self.fault(TREES, &path, "answer.id", quoted(&answer.id), expected);
                }
                self.both_languages(TREES, &path, "answer.label", &answer.label);
                if !seen.contains(answer.to.as_str()) {
                    let expected = "the id of a question or outcome of this tree";
                    self.fault(TREES, &path, "answer.to", quoted(&answer.to), expected);
                }
            }
        }
    }

    /// Every question and outcome can be reached, and no walk goes in circles.
    fn walkable(&mut self, tree: &'a DecisionTree) {
        if tree.question(&tree.first).is_none() {
            self.fault(TREES, &[&tree.id], "first", quoted(&tree.first), "the id of a question of this tree");
            return;
        }
        let next: BTreeMap<&str, Vec<&str>> = tree
            .questions
            .iter()
            .map(|question| (question.id.as_str(), question.answers.iter().map(|answer| answer.to.as_str()).collect()))
            .collect();
        let mut reached = BTreeSet::new();
        let circle = circle_from(&tree.first, &next, &mut Vec::new(), &mut reached);
        if let Some(id) = circle {
            self.fault(TREES, &[&tree.id, id], "answer.to", format!("a way back to \"{id}\""), "a way forward");
            return;
        }
        let all = tree.questions.iter().map(|question| question.id.as_str());
        for id in all.chain(tree.outcomes.iter().map(|outcome| outcome.id.as_str())) {
            if !reached.contains(id) {
                self.fault(TREES, &[&tree.id, id], "id", format!("\"{id}\", which no answer leads to"), "a way to it");
            }
        }
    }

    fn outcome(&mut self, tree: &DecisionTree, outcome: &Outcome) {
        let path = [tree.id.as_str(), outcome.id.as_str()];
        self.both_languages(TREES, &path, "title", &outcome.title);
        self.both_languages(TREES, &path, "text", &outcome.text);
        for step in &outcome.steps {
            self.both_languages(TREES, &path, "steps", step);
        }
        self.sources(TREES, &path, &outcome.sources);
        self.themes(TREES, &path, &outcome.themes);
        for id in outcome.indicators.iter().filter(|id| self.dataset.catalogue.indicator(id).is_none()) {
            self.fault(TREES, &path, "indicators", quoted(id), "the id of an indicator in catalogue.toml");
        }
        let library = &self.dataset.library;
        for id in outcome.tools.iter().filter(|id| library.tree(id).is_none() && library.checklist(id).is_none()) {
            self.fault(TREES, &path, "tools", quoted(id), "the id of a checklist or tree");
        }
    }

    fn background(&mut self) {
        let library = &self.dataset.library;
        let notes = library.notes.iter().map(|note| note.id.as_str());
        self.addresses_of(BACKGROUND, notes.chain(library.figures.iter().map(|figure| figure.id.as_str())));
        for note in &library.notes {
            let path = [note.id.as_str()];
            self.both_languages(BACKGROUND, &path, "title", &note.title);
            self.both_languages(BACKGROUND, &path, "text", &note.text);
            self.themes(BACKGROUND, &path, &note.themes);
            if note.items.is_empty() && note.sources.is_empty() {
                self.fault(BACKGROUND, &path, "sources", "none", "at least one address or id of an item");
            }
            if !note.items.is_empty() {
                self.sources(BACKGROUND, &path, &note.items);
            }
            self.addresses(&path, &note.sources);
            for date in note.period.split('/').filter(|date| !date.is_empty()) {
                if date.parse::<PartialDate>().is_err() {
                    let expected = "a year, a year and month, or a full date; two with a slash between for a period";
                    self.fault(BACKGROUND, &path, "period", quoted(date), expected);
                }
            }
        }
        for figure in &library.figures {
            let path = [figure.id.as_str()];
            self.both_languages(BACKGROUND, &path, "name", &figure.name);
            self.themes(BACKGROUND, &path, std::slice::from_ref(&figure.theme));
            if let Some(id) = figure.indicator.as_ref().filter(|id| self.dataset.catalogue.indicator(id).is_none()) {
                self.fault(BACKGROUND, &path, "indicator", quoted(id), "the id of an indicator");
            }
            self.addresses(&path, &figure.sources);
            if figure.sources.is_empty() || (figure.values.is_empty() && figure.note.is_none()) {
                self.fault(BACKGROUND, &path, "value", "none", "a value or a note, with the address of its source");
            }
        }
    }

    fn addresses(&mut self, path: &[&str], addresses: &[String]) {
        let web = |address: &&String| !(address.starts_with("https://") || address.starts_with("http://"));
        for address in addresses.iter().filter(web) {
            self.fault(BACKGROUND, path, "sources", quoted(address), "an address that starts with https:// or http://");
        }
    }

    fn organisations(&mut self) {
        let library = &self.dataset.library;
        self.addresses_of(ORGANISATIONS, library.organisations.iter().map(|one| one.id.as_str()));
        let mut texts = BTreeSet::new();
        for spelling in &library.spellings {
            let path = [spelling.text.as_str()];
            if !texts.insert(spelling.text.as_str()) {
                self.fault(ORGANISATIONS, &path, "text", quoted(&spelling.text), "each spelling once");
            }
            for id in &spelling.organisations {
                if !library.organisations.iter().any(|one| one.id == *id) {
                    self.fault(ORGANISATIONS, &path, "organisations", quoted(id), "the id of an organisation");
                }
            }
        }
        if library.organisations.is_empty() {
            return;
        }
        let dataset = self.dataset;
        let practice = dataset.practice.iter().map(|one| ("facts/practice.toml", &one.id, &one.organisation));
        let publications =
            dataset.publications.iter().map(|one| ("facts/publications.toml", &one.id, &one.organisation));
        let events = dataset.events.iter().map(|one| ("facts/events.toml", &one.id, &one.organisation));
        for (file, id, text) in practice.chain(publications).chain(events) {
            if !text.is_empty() && !texts.contains(text.as_str()) {
                let expected = "the text of a [[spelling]] in texts/organisations.toml, which says whose it is";
                self.fault(file, &[id], "organisation", quoted(text), expected);
            }
        }
    }

    fn links(&mut self) {
        let links = &self.dataset.library.links;
        self.addresses_of(LINKS, links.iter().map(|link| link.id.as_str()));
        for link in links {
            let path = [link.id.as_str()];
            self.sources(LINKS, &path, std::slice::from_ref(&link.id));
            self.themes(LINKS, &path, &link.themes);
            for slug in &link.areas {
                if !self.dataset.areas.iter().any(|area| area.slug == *slug) {
                    self.fault(LINKS, &path, "areas", quoted(slug.as_str()), "the slug of a focus area");
                }
            }
        }
    }
}

/// Whether a walk from `id` comes back to where it was: the id where it does.
fn circle_from<'a>(
    id: &'a str,
    next: &BTreeMap<&'a str, Vec<&'a str>>,
    way: &mut Vec<&'a str>,
    reached: &mut BTreeSet<&'a str>,
) -> Option<&'a str> {
    if way.contains(&id) {
        return Some(id);
    }
    // What was walked before without a circle need not be walked again.
    if !reached.insert(id) {
        return None;
    }
    way.push(id);
    let circle = next.get(id).into_iter().flatten().find_map(|to| circle_from(to, next, way, reached));
    way.pop();
    circle
}

fn is_address_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}
