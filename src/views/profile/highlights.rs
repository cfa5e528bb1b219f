//! "Wat opvalt": where a place differs most from Nederland.
//!
//! Method, in one place: the difference between the place and Nederland in the period shown, divided by the median
//! absolute deviation of the gemeenten in that period (a robust measure of how far apart gemeenten usually lie). Only
//! indicators with a judgement, or about tenure or age, take part; counts and classes do not. Of each theme only the
//! largest counts, so that one theme cannot fill the list; the three largest are shown.

use super::rows::is_count;
use super::{ReferenceKind, Row, ThemeView};
use crate::atlas::Atlas;
use crate::domain::{Indicator, Level, Polarity};
use crate::stats::robust::median_and_mad;
use crate::stats::round::{round_to, rounding_unit};

/// Indicators without a judgement that take part nevertheless.
pub const TENURE_AND_AGE: [&str; 3] = ["koopwoningen", "aandeel_65_plus", "aandeel_0_14"];

/// How many are shown.
const SHOWN: usize = 3;

/// The method in one sentence per language.
pub const WHY: (&str, &str) = (
    "Gekozen is per thema het cijfer dat het verst van Nederland ligt, gemeten in de gebruikelijke afstand tussen \
     gemeenten (mediaan van de absolute afwijkingen); de drie grootste staan hier. Aantallen en klassen doen niet mee.",
    "For each theme the figure that lies furthest from the Netherlands is chosen, measured in the usual distance between \
     municipalities (median absolute deviation); the three largest are shown. Counts and classes do not take part.",
);

/// Positions (theme, row) of the rows that differ most, largest first.
pub(super) fn choose(atlas: &Atlas, themes: &[ThemeView<'_>]) -> Vec<(usize, usize)> {
    let largest = |theme: &ThemeView<'_>| {
        let scored = theme.rows.iter().enumerate().filter_map(|(row, shown)| Some((row, score(atlas, shown)?)));
        scored.max_by(|left, right| left.1.total_cmp(&right.1))
    };
    let mut best: Vec<(usize, usize, f64)> = themes
        .iter()
        .enumerate()
        .filter_map(|(theme, view)| largest(view).map(|(row, score)| (theme, row, score)))
        .collect();
    best.sort_by(|left, right| right.2.total_cmp(&left.2));
    best.into_iter().take(SHOWN).map(|(theme, row, _)| (theme, row)).collect()
}

fn takes_part(indicator: &Indicator) -> bool {
    indicator.polarity != Polarity::Neutral || TENURE_AND_AGE.contains(&indicator.id.as_str())
}

fn score(atlas: &Atlas, row: &Row<'_>) -> Option<f64> {
    if !takes_part(row.indicator) || is_count(row.period) || row.is_class() {
        return None;
    }
    let reference = row.reference(&ReferenceKind::Nederland)?;
    let gap = round_to(row.figure.value.known()?, row.decimals)
        - round_to(reference.figure.value.known()?, reference.decimals);
    if gap.abs() <= rounding_unit(row.decimals.min(reference.decimals)) * 1.005 {
        return None;
    }
    let (index, _) = atlas.indicator(&row.indicator.id)?;
    let (_, figures) = atlas.period_figures(index, row.period.period)?;
    let values: Vec<f64> = figures.level(Level::Gemeente)?.values.known().collect();
    let (_, mad) = median_and_mad(&values)?;
    (mad > 0.0).then(|| gap.abs() / mad)
}
