//! What one dataset would change against another: everything that is written, declared and drawn, codes, and figures.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde::Serialize;

use crate::domain::dataset::{FigureColumn, VintageRegions};
use crate::domain::{Dataset, FigureTable, Level, Margin, Period, RegionCode, Value, Vintage};
use crate::stats::robust::median_and_mad;

/// How many of the largest changes of figures are kept.
const LARGEST: usize = 10;

/// What is new, what is gone, and what says something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change<T> {
    /// In the new dataset only.
    pub added: Vec<T>,
    /// In the former only.
    pub gone: Vec<T>,
    /// In both, with another content.
    pub other: Vec<T>,
}

impl<T: Ord + Clone> Change<T> {
    fn of<V: PartialEq>(before: &BTreeMap<T, V>, after: &BTreeMap<T, V>) -> Self {
        let missing = |of: &BTreeMap<T, V>, from: &BTreeMap<T, V>| -> Vec<T> {
            of.keys().filter(|key| !from.contains_key(key)).cloned().collect()
        };
        let other = |(key, value): (&T, &V)| before.get(key).filter(|former| *former != value).map(|_| key.clone());
        Self {
            added: missing(after, before),
            gone: missing(before, after),
            other: after.iter().filter_map(other).collect(),
        }
    }

    /// Whether nothing is new, gone or other.
    pub const fn is_empty(&self) -> bool {
        self.added.is_empty() && self.gone.is_empty() && self.other.is_empty()
    }
}

/// A figure that has another value.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    /// Measure.
    pub measure: String,
    /// Period.
    pub period: Period,
    /// Place.
    pub code: RegionCode,
    /// Former value.
    pub before: f64,
    /// New value.
    pub after: f64,
    /// The change in usual distances between places of that level (median absolute deviations of the former figures).
    pub far: f64,
}

/// The figures of a measure in a period, in both datasets.
#[derive(Clone, Debug, PartialEq)]
pub struct Figures {
    /// Measure.
    pub measure: String,
    /// Period.
    pub period: Period,
    /// A newer period of the measure was known before: figures of this one were thought to be settled.
    pub closed: bool,
    /// The division of the codes before and now, where it is another.
    pub moved_from: Option<(Vintage, Vintage)>,
    /// Known figures now.
    pub known: usize,
    /// Places that have a figure now and had none.
    pub added: usize,
    /// Places with another figure.
    pub changed: usize,
    /// Places that had a figure and have none.
    pub gone: usize,
    /// Places without a figure for another reason than before.
    pub reasons: usize,
    /// Places with the same figure and another margin.
    pub margins: usize,
}

impl Figures {
    /// Whether anything is another.
    pub const fn differs(&self) -> bool {
        self.added + self.changed + self.gone + self.reasons + self.margins > 0 || self.moved_from.is_some()
    }
}

/// What a dataset would change.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Everything but codes and figures, by kind and id: what is written, declared and drawn.
    pub items: Vec<(Kind, Change<String>)>,
    /// Codes of each division of which the list or the names are other.
    pub codes: Vec<(Vintage, Change<RegionCode>)>,
    /// Measures and periods of which figures differ, those that are new or gone among them.
    pub figures: Vec<Figures>,
    /// The largest changes of figures, farthest first.
    pub largest: Vec<Moved>,
}

impl Difference {
    /// What `after` would change against `before`.
    pub fn between(before: &Dataset, after: &Dataset) -> Self {
        let (figures, largest) = figures(before, after);
        Self { items: items(before, after), codes: codes(before, after), figures, largest }
    }

    /// Whether both say the same.
    pub const fn is_empty(&self) -> bool {
        self.items.is_empty() && self.codes.is_empty() && self.figures.is_empty()
    }

    /// Figures of periods that were thought to be settled and are not as they were.
    pub fn closed(&self) -> impl Iterator<Item = &Figures> {
        self.figures.iter().filter(|one| one.closed && (one.changed > 0 || one.gone > 0))
    }
}

fn codes(before: &Dataset, after: &Dataset) -> Vec<(Vintage, Change<RegionCode>)> {
    let lists = |of: &Dataset| -> BTreeMap<Vintage, BTreeMap<RegionCode, String>> {
        let names =
            |one: &VintageRegions| one.regions.iter().map(|region| (region.code, region.name.clone())).collect();
        of.regions.iter().map(|one| (one.vintage, names(one))).collect()
    };
    let (old, new) = (lists(before), lists(after));
    let none = BTreeMap::new();
    let vintages: BTreeSet<Vintage> = old.keys().chain(new.keys()).copied().collect();
    let change = |at| Change::of(old.get(&at).unwrap_or(&none), new.get(&at).unwrap_or(&none));
    vintages.into_iter().map(|at| (at, change(at))).filter(|(_, change)| !change.is_empty()).collect()
}

/// What items of a kind are called, in Dutch and in English.
pub type Kind = (&'static str, &'static str);

/// Items by kind: id and content. The content is compared as it would be written.
type Items = BTreeMap<Kind, BTreeMap<String, String>>;

/// A list of items under their kind.
fn listed<T: Serialize>(items: &mut Items, kind: Kind, list: &[T], id: impl Fn(&T) -> String) {
    let content = |item: &T| serde_json::to_string(item).unwrap_or_default();
    items.entry(kind).or_default().extend(list.iter().map(|item| (id(item), content(item))));
}

fn written(of: &Dataset) -> Items {
    let (mut all, catalogue, library) = (Items::new(), &of.catalogue, &of.library);
    listed(&mut all, ("basisindeling", "base division"), &[catalogue.base], |_| "base".to_owned());
    listed(&mut all, ("eenheden", "units"), &catalogue.units, |one| one.id.clone());
    listed(&mut all, ("bronnen", "sources"), &catalogue.sources, |one| one.id.clone());
    listed(&mut all, ("maten", "measures"), &catalogue.measures, |one| one.id.clone());
    let mut indicators = catalogue.indicators.clone();
    for indicator in &mut indicators {
        let periods = std::mem::take(&mut indicator.periods);
        listed(&mut all, ("perioden", "periods"), &periods, |one| format!("{} {}", indicator.id, one.period));
    }
    listed(&mut all, ("indicatoren", "indicators"), &indicators, |one| one.id.clone());
    listed(&mut all, ("woordenlijst", "vocabulary"), std::slice::from_ref(&of.vocabulary), |_| "vocabulary".to_owned());
    listed(&mut all, ("grenzen", "outlines"), &of.topologies, |one| format!("{} {}", one.vintage, one.level));
    listed(&mut all, ("aanwijzingen", "designations"), &of.designations, |one| one.id.to_string());
    listed(&mut all, ("gebieden", "areas"), &of.areas, |one| one.slug.to_string());
    listed(&mut all, ("lijsten op naam", "lists by name"), &of.priority, |one| format!("{} {}", one.city, one.name));
    listed(&mut all, ("praktijkvoorbeelden", "examples"), &of.practice, |one| one.id.clone());
    listed(&mut all, ("publicaties", "publications"), &of.publications, |one| one.id.clone());
    listed(&mut all, ("bijeenkomsten", "events"), &of.events, |one| one.id.clone());
    listed(&mut all, ("teksten over het programma", "programme texts"), &of.programme, |one| one.id.clone());
    listed(&mut all, ("lessen", "lessons"), &library.lessons, |one| one.id.clone());
    listed(&mut all, ("checklists", "checklists"), &library.checklists, |one| one.id.clone());
    listed(&mut all, ("beslisbomen", "decision trees"), &library.trees, |one| one.id.clone());
    listed(&mut all, ("achtergrond", "background"), &library.notes, |one| one.id.clone());
    listed(&mut all, ("cijfers van het programma zelf", "published figures"), &library.figures, |one| one.id.clone());
    listed(&mut all, ("organisaties", "organisations"), &library.organisations, |one| one.id.clone());
    listed(&mut all, ("schrijfwijzen", "spellings"), &library.spellings, |one| one.text.clone());
    listed(&mut all, ("koppelingen", "links"), &library.links, |one| one.id.clone());
    // Where a package came from changes nothing that it says.
    let packages = of.packages.iter().map(|one| (one.id.clone(), String::new()));
    all.entry(("pakketten", "packages")).or_default().extend(packages);
    all
}

fn items(before: &Dataset, after: &Dataset) -> Vec<(Kind, Change<String>)> {
    let (old, new) = (written(before), written(after));
    let none = BTreeMap::new();
    let kinds = new.iter().map(|(&kind, items)| (kind, Change::of(old.get(&kind).unwrap_or(&none), items)));
    kinds.filter(|(_, change)| !change.is_empty()).collect()
}

/// A column with the codes of its rows.
type Column<'a> = (&'a FigureTable, &'a FigureColumn);

fn columns(of: &Dataset) -> BTreeMap<(&str, Period), Column<'_>> {
    let all = of.figures.iter().flat_map(|table| table.columns.iter().map(move |column| (table, column)));
    all.map(|(table, column)| ((column.measure.as_str(), column.period), (table, column))).collect()
}

fn figures(before: &Dataset, after: &Dataset) -> (Vec<Figures>, Vec<Moved>) {
    let (old, new) = (columns(before), columns(after));
    let mut newest: BTreeMap<&str, u16> = BTreeMap::new();
    for (measure, period) in old.keys() {
        let known = newest.entry(measure).or_default();
        *known = period.end().max(*known);
    }
    let keys: BTreeSet<(&str, Period)> = old.keys().chain(new.keys()).copied().collect();
    let compared: Vec<(Figures, Vec<Moved>)> = keys
        .into_par_iter()
        .map(|(measure, period)| {
            let closed = newest.get(measure).is_some_and(|&newest| period.end() < newest);
            let of = |columns: &BTreeMap<_, Column<'_>>| columns.get(&(measure, period)).map(values);
            let (mut figures, moved) = compare((measure, period, closed), of(&old), of(&new));
            if figures.moved_from.is_none() {
                figures.margins = other_margins(old.get(&(measure, period)), new.get(&(measure, period)));
            }
            (figures, moved)
        })
        .collect();
    let mut largest: Vec<Moved> = compared.iter().flat_map(|(_, moved)| moved.iter().cloned()).collect();
    largest.sort_by(|a, b| b.far.total_cmp(&a.far));
    largest.truncate(LARGEST);
    (compared.into_iter().map(|(figures, _)| figures).filter(Figures::differs).collect(), largest)
}

/// How many places have the same figure with another margin.
fn other_margins(before: Option<&Column<'_>>, after: Option<&Column<'_>>) -> usize {
    let Some((before, after)) = before.zip(after) else { return 0 };
    let with = |(_, column): &Column<'_>| column.margins.is_some();
    if !with(before) && !with(after) {
        return 0;
    }
    let of = |(table, column): &Column<'_>| -> BTreeMap<RegionCode, (Value, Option<Margin>)> {
        let margin = |at| column.margins.as_ref().and_then(|margins| margins.get(at));
        table.codes.iter().enumerate().map(|(at, &code)| (code, (column.values.get(at), margin(at)))).collect()
    };
    let former = of(before);
    let other = |(code, (value, margin)): &(RegionCode, (Value, Option<Margin>))| {
        former.get(code).is_some_and(|(was, bounds)| was == value && bounds != margin)
    };
    of(after).into_iter().filter(other).count()
}

/// The values of a column by place, and their division.
fn values((table, column): &Column<'_>) -> (Vintage, BTreeMap<RegionCode, Value>) {
    (table.vintage, table.codes.iter().copied().zip(column.values.iter()).collect())
}

/// Holds the figures of a measure in a period against each other; a side that does not have them has no place.
fn compare(
    (measure, period, closed): (&str, Period, bool),
    before: Option<(Vintage, BTreeMap<RegionCode, Value>)>,
    after: Option<(Vintage, BTreeMap<RegionCode, Value>)>,
) -> (Figures, Vec<Moved>) {
    let moved_from = before.as_ref().zip(after.as_ref()).map(|((was, _), (is, _))| (*was, *is));
    let of = |side: Option<(Vintage, BTreeMap<RegionCode, Value>)>| side.map(|(_, values)| values).unwrap_or_default();
    let (former, now) = (of(before), of(after));
    let mut figures = Figures {
        measure: measure.to_owned(),
        period,
        closed,
        moved_from: moved_from.filter(|(was, is)| was != is),
        known: now.values().filter(|value| value.known().is_some()).count(),
        added: 0,
        changed: 0,
        gone: 0,
        reasons: 0,
        margins: 0,
    };
    // On other codes nothing can be held against each other one by one.
    if figures.moved_from.is_some() {
        return (figures, Vec::new());
    }
    let spread = spread(&former);
    let mut moved = Vec::new();
    for (&code, &value) in &now {
        match (former.get(&code).and_then(|value| value.known()), value) {
            (Some(was), Value::Known(is)) if (was - is).abs() > f64::EPSILON * was.abs().max(1.0) => {
                figures.changed += 1;
                let unit = spread.get(&code.level()).copied().filter(|&unit| unit > 0.0).unwrap_or(1.0);
                let far = (is - was).abs() / unit;
                moved.push(Moved { measure: measure.to_owned(), period, code, before: was, after: is, far });
            }
            (None, Value::Known(_)) => figures.added += 1,
            (Some(_), Value::Missing(_)) => figures.gone += 1,
            (None, Value::Missing(reason)) => {
                let other = former.get(&code).is_some_and(|&was| was != Value::Missing(reason));
                figures.reasons += usize::from(other);
            }
            (Some(_), Value::Known(_)) => {}
        }
    }
    figures.gone += former.iter().filter(|(code, value)| value.known().is_some() && !now.contains_key(code)).count();
    moved.sort_by(|a, b| b.far.total_cmp(&a.far));
    moved.truncate(LARGEST);
    (figures, moved)
}

/// The usual distance between places of each level.
fn spread(values: &BTreeMap<RegionCode, Value>) -> BTreeMap<Level, f64> {
    let mut by_level: BTreeMap<Level, Vec<f64>> = BTreeMap::new();
    for (code, value) in values {
        by_level.entry(code.level()).or_default().extend(value.known());
    }
    by_level.into_iter().filter_map(|(level, values)| Some((level, median_and_mad(&values)?.1))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Missing;

    fn dataset(vintage: u16, columns: &[(&str, u16, [Value; 3])]) -> Dataset {
        let codes = ["BU03440311", "BU03440312", "BU03440313"].map(|code| code.parse().unwrap()).to_vec();
        let column = |&(measure, year, values): &(&str, u16, [Value; 3])| FigureColumn {
            measure: measure.to_owned(),
            period: Period::Year(year),
            values: values.into_iter().collect(),
            margins: None,
        };
        let columns = columns.iter().map(column).collect();
        let table = FigureTable { delivery: "proef".to_owned(), vintage: Vintage(vintage), codes, columns };
        Dataset { figures: vec![table], ..Dataset::default() }
    }

    const NONE: Value = Value::Missing(Missing::NotInDelivery);
    const HIDDEN: Value = Value::Missing(Missing::Suppressed);

    #[test]
    fn figures_that_are_new_other_gone_or_missing_for_another_reason_are_counted_per_period() {
        let known = Value::Known;
        let before = dataset(
            2024,
            &[
                ("a", 2023, [known(1.0), known(2.0), NONE]),
                ("a", 2024, [known(1.0), NONE, NONE]),
                ("b", 2024, [known(5.0), known(5.0), known(5.0)]),
            ],
        );
        let after = dataset(
            2024,
            &[
                ("a", 2023, [known(1.0), known(9.0), HIDDEN]),
                ("a", 2024, [NONE, known(3.0), NONE]),
                ("b", 2024, [known(5.0), known(5.0), known(5.0)]),
            ],
        );
        let found = Difference::between(&before, &after);
        let counts: Vec<_> =
            found.figures.iter().map(|one| (one.period.end(), one.added, one.changed, one.gone, one.reasons)).collect();
        assert_eq!(counts, [(2023, 0, 1, 0, 1), (2024, 1, 0, 1, 0)]);
        assert_eq!(found.closed().map(|one| one.period.end()).collect::<Vec<_>>(), [2023]);
        let [moved] = found.largest.as_slice() else { panic!("{:?}", found.largest) };
        assert_eq!((moved.before, moved.after, moved.code.as_str()), (2.0, 9.0, "BU03440312"));
        assert!(Difference::between(&before, &before).is_empty());
    }

    #[test]
    fn on_another_division_figures_are_not_held_against_each_other() {
        let column = [("a", 2024, [Value::Known(1.0), Value::Known(2.0), NONE])];
        let found = Difference::between(&dataset(2024, &column), &dataset(2025, &column));
        let [figures] = found.figures.as_slice() else { panic!("{:?}", found.figures) };
        assert_eq!(figures.moved_from, Some((Vintage(2024), Vintage(2025))));
        assert_eq!((figures.known, figures.changed), (2, 0));
    }

    #[test]
    fn figures_of_a_period_that_is_new_or_gone_are_counted_too() {
        let column = |year| [("a", year, [Value::Known(1.0), Value::Known(2.0), NONE])];
        let found = Difference::between(&dataset(2024, &column(2023)), &dataset(2024, &column(2024)));
        let counts: Vec<_> = found.figures.iter().map(|one| (one.period.end(), one.added, one.gone)).collect();
        assert_eq!(counts, [(2023, 0, 2), (2024, 2, 0)]);
    }

    #[test]
    fn a_name_a_rule_or_a_text_that_says_something_else_is_told() {
        let region = |name: &str| VintageRegions {
            vintage: Vintage(2024),
            regions: vec![crate::domain::dataset::Region { code: "GM0344".parse().unwrap(), name: name.to_owned() }],
        };
        let said = |name: &str, title: &str| {
            let mut of = Dataset { regions: vec![region(name)], ..Dataset::default() };
            of.catalogue.measures.push(crate::domain::Measure {
                id: "inwoners_0_14".to_owned(),
                name: crate::domain::Text { nl: title.to_owned(), en: title.to_owned() },
            });
            of
        };
        let before = said("Utrecht", "jongeren");
        assert!(Difference::between(&before, &said("Utrecht", "jongeren")).is_empty());
        let found = Difference::between(&before, &said("Utrecht (gemeente)", "kinderen"));
        assert_eq!(found.codes[0].1.other.len(), 1);
        let [((_, "measures"), change)] = found.items.as_slice() else { panic!("{:?}", found.items) };
        assert_eq!((change.other.as_slice(), change.added.len()), (&["inwoners_0_14".to_owned()][..], 0));
    }
}
