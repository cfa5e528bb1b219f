//! Finds what weighs under every rule, and proves that it arrives on every level that the rule needs.
//!
//! A rule names a measure and, if it must be so, a period. Without one the weight is of the period nearest in time that
//! its own division delivers on all levels of the figure; a division that has none gets that of the buurten of the base,
//! laid on its outlines when the Atlas is built. So a series keeps one denominator until its division has a second.

use std::collections::{BTreeMap, BTreeSet};

use super::fault::{At, Fault};
use crate::domain::{Column, Dataset, IndicatorPeriod, Level, Period, Vintage};

const CATALOGUE: &str = "catalogue.toml";

/// Fills in the period of every weight and numerator that names none. Each that does not arrive is a fault.
pub fn resolve(dataset: &mut Dataset) -> Vec<Fault> {
    let delivered = Delivered::new(dataset);
    let mut faults = Vec::new();
    for indicator in &mut dataset.catalogue.indicators {
        for declared in &mut indicator.periods {
            declared.rule.count_in(declared.period);
            let Some((measure, wanted)) = declared.rule.weight() else { continue };
            match delivered.weight(measure, wanted, declared) {
                Ok(found) => declared.rule.weigh_with(found),
                Err(found) => {
                    let expected = delivered.expected(measure, declared);
                    faults.push(Fault::new(CATALOGUE, At::Item(indicator.id.clone()), "weight", found, expected));
                }
            }
        }
    }
    faults
}

/// Which levels have a figure, per measure, division and period.
struct Delivered {
    levels: BTreeMap<(String, Vintage), BTreeMap<Period, BTreeSet<Level>>>,
    /// The base division; `None` where there is none.
    base: Option<Vintage>,
    /// Divisions with outlines, on which the figures of the base can be laid.
    outlined: BTreeSet<Vintage>,
}

impl Delivered {
    fn new(dataset: &Dataset) -> Self {
        let mut levels: BTreeMap<(String, Vintage), BTreeMap<Period, BTreeSet<Level>>> = BTreeMap::new();
        for table in &dataset.figures {
            for column in &table.columns {
                let periods = levels.entry((column.measure.clone(), table.vintage)).or_default();
                periods.entry(column.period).or_default().extend(known_levels(&table.codes, &column.values));
            }
        }
        let outlined = dataset.topologies.iter().map(|topology| topology.vintage).collect();
        Self { levels, base: dataset.base(), outlined }
    }

    /// The periods of a measure that a division has on all of `levels`.
    fn periods<'a>(
        &'a self,
        measure: &str,
        vintage: Vintage,
        levels: &'a [Level],
    ) -> impl Iterator<Item = Period> + 'a {
        let found = self.levels.get(&(measure.to_owned(), vintage)).into_iter().flatten();
        let on_all = |has: &BTreeSet<Level>| levels.iter().all(|&level| level == Level::Land || has.contains(&level));
        found.filter(move |(_, has)| on_all(has)).map(|(period, _)| *period)
    }

    /// The periods in which the buurten of the base can lend their figures to a division.
    fn lent(&self, measure: &str, to: Vintage) -> Vec<Period> {
        let lender = self.base.filter(|&base| base != to && self.outlined.contains(&to));
        lender.map(|base| self.periods(measure, base, &[Level::Buurt]).collect()).unwrap_or_default()
    }

    /// The period of a weight that arrives; the error is what was found instead.
    fn weight(&self, measure: &str, wanted: Option<Period>, declared: &IndicatorPeriod) -> Result<Period, String> {
        let fits = |period: &Period| wanted.is_none_or(|wanted| wanted == *period);
        let own = self.periods(measure, declared.vintage, &declared.levels).filter(fits);
        let nearest = declared.period.nearest(own);
        let nearest =
            nearest.or_else(|| declared.period.nearest(self.lent(measure, declared.vintage).into_iter().filter(fits)));
        nearest.ok_or_else(|| match wanted {
            Some(wanted) => format!("{measure} of {wanted}"),
            None => measure.to_owned(),
        })
    }

    /// What would have to be delivered, and what there is.
    fn expected(&self, measure: &str, declared: &IndicatorPeriod) -> String {
        let levels: Vec<&str> =
            declared.levels.iter().filter(|&&level| level != Level::Land).map(|level| level.as_str()).collect();
        let own = self.levels.get(&(measure.to_owned(), declared.vintage)).into_iter().flatten();
        let own: Vec<String> = own
            .map(|(period, levels)| {
                let levels: Vec<&str> = levels.iter().map(|level| level.as_str()).collect();
                format!("{period} on {}", levels.join(", "))
            })
            .collect();
        let has = if own.is_empty() { "none".to_owned() } else { own.join("; ") };
        let base = self.base.map_or_else(|| "the base".to_owned(), |base| base.to_string());
        format!(
            "a measure with figures on {} of division {} (it has {has}), or on the buurten of {base} to be laid on it, \
             for the figures of {}",
            levels.join(", "),
            declared.vintage,
            declared.period
        )
    }
}

/// The levels on which a column has at least one figure.
fn known_levels(codes: &[crate::domain::RegionCode], values: &Column) -> BTreeSet<Level> {
    let known = |at: &usize| values.get(*at).known().is_some();
    let mut levels = BTreeSet::new();
    for (at, code) in codes.iter().enumerate() {
        if !levels.contains(&code.level()) && known(&at) {
            levels.insert(code.level());
        }
    }
    levels
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        Catalogue, FigureColumn, FigureTable, Indicator, RegionCode, Rule, Topology, Value, WeightedKind,
    };

    const NOW: Vintage = Vintage(2031);
    const THEN: Vintage = Vintage(2026);

    /// Figures of `measure` in `period` for a buurt, a wijk and a gemeente; an empty level has no figure.
    fn table(vintage: Vintage, measure: &str, period: u16, known: [bool; 3]) -> FigureTable {
        let codes: [RegionCode; 3] = ["BU00010000", "WK000100", "GM0001"].map(|code| code.parse().unwrap());
        let value = |known| if known { Value::Known(1.0) } else { Value::Missing(crate::domain::Missing::Suppressed) };
        let values: Column = known.into_iter().map(value).collect();
        let column = FigureColumn { measure: measure.to_owned(), period: Period::Year(period), values, margins: None };
        FigureTable { delivery: format!("{measure}-{period}"), vintage, codes: codes.to_vec(), columns: vec![column] }
    }

    fn topology(vintage: Vintage) -> Topology {
        Topology { vintage, level: Level::Buurt, arcs: Vec::new(), shapes: Vec::new() }
    }

    /// A share of `period` on the codes of `vintage`, weighted with inhabitants.
    fn share(vintage: Vintage, period: u16, weight_period: Option<Period>) -> Indicator {
        let declared = IndicatorPeriod {
            period: Period::Year(period),
            vintage,
            decimals: 0,
            area_decimals: None,
            source: String::new(),
            levels: vec![Level::Land, Level::Gemeente, Level::Wijk, Level::Buurt],
            published: true,
            rule: Rule::Weighted {
                kind: WeightedKind::Share,
                weight: "people".to_owned(),
                weight_period,
                stand_in: false,
            },
            break_before: None,
            nil_without_row: false,
        };
        Indicator { id: "share".to_owned(), periods: vec![declared], ..Indicator::default() }
    }

    /// The period of the weight that a share finds, or the fault.
    fn found(indicator: Indicator, figures: Vec<FigureTable>) -> Result<Option<Period>, String> {
        let catalogue = Catalogue { base: Some(NOW), indicators: vec![indicator], ..Catalogue::default() };
        let topologies = vec![topology(THEN), topology(NOW)];
        let mut dataset = Dataset { catalogue, figures, topologies, ..Dataset::default() };
        match resolve(&mut dataset).first() {
            Some(fault) => Err(fault.to_string()),
            None => Ok(dataset.catalogue.indicators[0].periods[0].rule.weight().unwrap().1),
        }
    }

    #[test]
    fn a_weight_is_that_of_the_nearest_period_on_the_same_codes() {
        let figures = || {
            vec![
                table(NOW, "people", 2027, [true; 3]),
                table(NOW, "people", 2031, [true; 3]),
                table(THEN, "people", 2029, [true; 3]),
            ]
        };
        assert_eq!(found(share(NOW, 2030, None), figures()), Ok(Some(Period::Year(2031))));
        assert_eq!(
            found(share(NOW, 2029, None), figures()),
            Ok(Some(Period::Year(2027))),
            "of two as near the earlier"
        );
        assert_eq!(found(share(THEN, 2031, None), figures()), Ok(Some(Period::Year(2029))), "its own codes come first");
        let named = Some(Period::Year(2027));
        assert_eq!(found(share(NOW, 2030, named), figures()), Ok(named), "what is named is taken");
    }

    #[test]
    fn a_period_without_figures_on_a_level_is_passed_over() {
        let figures =
            vec![table(NOW, "people", 2030, [true, false, true]), table(NOW, "people", 2025, [true, true, true])];
        assert_eq!(found(share(NOW, 2030, None), figures), Ok(Some(Period::Year(2025))));
    }

    #[test]
    fn codes_without_a_weight_of_their_own_borrow_that_of_the_buurten_of_the_base() {
        let figures = vec![table(NOW, "people", 2031, [true, false, false])];
        assert_eq!(found(share(THEN, 2026, None), figures), Ok(Some(Period::Year(2031))));
    }

    #[test]
    fn a_weight_that_arrives_nowhere_is_a_fault_that_says_what_there_is() {
        let figures = vec![table(NOW, "people", 2031, [false, true, true])];
        let fault = found(share(NOW, 2031, None), figures).unwrap_err();
        assert_eq!(
            fault,
            "catalogue.toml, share, weight: found people; expected a measure with figures on gemeente, wijk, buurt of \
             division 2031 (it has 2031 on gemeente, wijk), or on the buurten of 2031 to be laid on it, for the figures \
             of 2031"
        );
        let named = found(share(THEN, 2026, Some(Period::Year(2026))), vec![table(NOW, "people", 2031, [true; 3])]);
        assert!(named.unwrap_err().contains("found people of 2026; expected"));
    }
}
