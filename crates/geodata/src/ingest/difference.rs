//! What one dataset would change against another: indicators, periods, codes, figures, and what people write.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::domain::dataset::FigureColumn;
use crate::domain::{Dataset, FigureTable, Level, Period, RegionCode, Value, Vintage};
use crate::stats::robust::median_and_mad;

/// How many of the largest changes of figures are kept.
const LARGEST: usize = 10;

/// What is new and what is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change<T> {
    /// In the new dataset only.
    pub added: Vec<T>,
    /// In the former only.
    pub gone: Vec<T>,
}

impl<T: Ord + Clone> Change<T> {
    fn of(before: &BTreeSet<T>, after: &BTreeSet<T>) -> Self {
        Self { added: after.difference(before).cloned().collect(), gone: before.difference(after).cloned().collect() }
    }

    /// Whether nothing is new or gone.
    pub const fn is_empty(&self) -> bool {
        self.added.is_empty() && self.gone.is_empty()
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
}

impl Figures {
    /// Whether anything is another.
    pub const fn differs(&self) -> bool {
        self.added + self.changed + self.gone + self.reasons > 0 || self.moved_from.is_some()
    }
}

/// What a dataset would change.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Packages by id.
    pub packages: Change<String>,
    /// Indicators by id.
    pub indicators: Change<String>,
    /// Periods of indicators that stay.
    pub periods: Change<(String, Period)>,
    /// Codes of each division that has another list.
    pub codes: Vec<(Vintage, Change<RegionCode>)>,
    /// Items that people write, by their kind.
    pub items: Vec<(&'static str, Change<String>)>,
    /// Figures that differ, of periods that both have.
    pub figures: Vec<Figures>,
    /// The largest changes of figures, farthest first.
    pub largest: Vec<Moved>,
}

impl Difference {
    /// What `after` would change against `before`.
    pub fn between(before: &Dataset, after: &Dataset) -> Self {
        let ids = |of: &Dataset| of.catalogue.indicators.iter().map(|one| one.id.clone()).collect::<BTreeSet<_>>();
        let (old, new) = (ids(before), ids(after));
        let periods = |of: &Dataset| {
            let both = of.catalogue.indicators.iter().filter(|one| old.contains(&one.id) && new.contains(&one.id));
            both.flat_map(|one| one.periods.iter().map(|declared| (one.id.clone(), declared.period))).collect()
        };
        let packages = |of: &Dataset| of.packages.iter().map(|one| one.id.clone()).collect();
        let (figures, largest) = figures(before, after);
        Self {
            packages: Change::of(&packages(before), &packages(after)),
            indicators: Change::of(&old, &new),
            periods: Change::of(&periods(before), &periods(after)),
            codes: codes(before, after),
            items: items(before, after),
            figures,
            largest,
        }
    }

    /// Whether both say the same.
    pub fn is_empty(&self) -> bool {
        self.packages.is_empty()
            && self.indicators.is_empty()
            && self.periods.is_empty()
            && self.codes.is_empty()
            && self.items.is_empty()
            && self.figures.is_empty()
    }

    /// Figures of periods that were thought to be settled and are not as they were.
    pub fn closed(&self) -> impl Iterator<Item = &Figures> {
        self.figures.iter().filter(|one| one.closed && (one.changed > 0 || one.gone > 0))
    }
}

fn codes(before: &Dataset, after: &Dataset) -> Vec<(Vintage, Change<RegionCode>)> {
    let lists = |of: &Dataset| -> BTreeMap<Vintage, BTreeSet<RegionCode>> {
        of.regions.iter().map(|one| (one.vintage, one.regions.iter().map(|region| region.code).collect())).collect()
    };
    let (old, new) = (lists(before), lists(after));
    let none = BTreeSet::new();
    let vintages: BTreeSet<Vintage> = old.keys().chain(new.keys()).copied().collect();
    let change = |at| Change::of(old.get(&at).unwrap_or(&none), new.get(&at).unwrap_or(&none));
    vintages.into_iter().map(|at| (at, change(at))).filter(|(_, change)| !change.is_empty()).collect()
}

fn items(before: &Dataset, after: &Dataset) -> Vec<(&'static str, Change<String>)> {
    type Ids = fn(&Dataset) -> BTreeSet<String>;
    let kinds: [(&'static str, Ids); 6] = [
        ("areas", |of| of.areas.iter().map(|one| one.slug.to_string()).collect()),
        ("designations", |of| of.designations.iter().map(|one| one.id.to_string()).collect()),
        ("examples", |of| of.practice.iter().map(|one| one.id.clone()).collect()),
        ("publications", |of| of.publications.iter().map(|one| one.id.clone()).collect()),
        ("events", |of| of.events.iter().map(|one| one.id.clone()).collect()),
        ("lessons", |of| of.library.lessons.iter().map(|one| one.id.clone()).collect()),
    ];
    let change = |(kind, ids): (&'static str, Ids)| (kind, Change::of(&ids(before), &ids(after)));
    kinds.into_iter().map(change).filter(|(_, change)| !change.is_empty()).collect()
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
    let both: Vec<_> = new.iter().filter_map(|(key, column)| Some((key, old.get(key)?, column))).collect();
    let compared: Vec<(Figures, Vec<Moved>)> = both
        .into_par_iter()
        .map(|(&(measure, period), former, column)| {
            let closed = newest.get(measure).is_some_and(|&newest| period.end() < newest);
            compare((measure, period, closed), former, column)
        })
        .collect();
    let mut largest: Vec<Moved> = compared.iter().flat_map(|(_, moved)| moved.iter().cloned()).collect();
    largest.sort_by(|a, b| b.far.total_cmp(&a.far));
    largest.truncate(LARGEST);
    (compared.into_iter().map(|(figures, _)| figures).filter(Figures::differs).collect(), largest)
}

fn compare(
    (measure, period, closed): (&str, Period, bool),
    (table_before, before): &Column<'_>,
    (table_after, after): &Column<'_>,
) -> (Figures, Vec<Moved>) {
    let mut figures = Figures {
        measure: measure.to_owned(),
        period,
        closed,
        moved_from: (table_before.vintage != table_after.vintage)
            .then_some((table_before.vintage, table_after.vintage)),
        known: after.values.known().count(),
        added: 0,
        changed: 0,
        gone: 0,
        reasons: 0,
    };
    // On other codes nothing can be held against each other one by one.
    if figures.moved_from.is_some() {
        return (figures, Vec::new());
    }
    let former: BTreeMap<RegionCode, Value> = table_before.codes.iter().copied().zip(before.values.iter()).collect();
    let now: BTreeMap<RegionCode, Value> = table_after.codes.iter().copied().zip(after.values.iter()).collect();
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
}
