//! "Wat opvalt": where a place differs most from Nederland.
//!
//! Method, in one place (decision 9): only the headline figures of the themes that the programme is about take part,
//! as the catalogue lists them, so that a rare condition with a small spread cannot lead. The difference between the place and
//! Nederland in the period shown is divided by the median absolute deviation of the gemeenten in that period (a robust
//! measure of how far apart gemeenten usually lie). Of each theme only the largest counts, so that one theme cannot
//! fill the list; the three largest are shown. Those in reserve fill up where fewer than three differ.

use super::row::{Row, ThemeView};
use crate::domain::ReferenceKind;
use crate::domain::{Direction, Role};
use crate::stats::difference::compare;

/// How many are shown.
const SHOWN: usize = 3;

/// The method in one or two sentences per language.
pub const WHY: (&str, &str) = (
    "Gekozen is uit een vaste lijst van kerncijfers over wonen, werk en inkomen, onderwijs, veiligheid, gezondheid, \
     leefbaarheid en voorzieningen. Per thema telt het cijfer dat het verst van Nederland ligt, gemeten in de \
     gebruikelijke afstand tussen gemeenten (mediaan van de absolute afwijkingen); de drie grootste staan hier.",
    "Chosen from a fixed list of headline figures on housing, work and income, education, safety, health, liveability \
     and amenities. For each theme the figure that lies furthest from the Netherlands counts, measured in the usual \
     distance between municipalities (median absolute deviation); the three largest are shown.",
);

/// Positions (theme, row) of the rows that differ most, largest first.
pub(super) fn choose(themes: &[ThemeView<'_>]) -> Vec<(usize, usize)> {
    let mut chosen = largest(themes, &Role::Headline);
    if chosen.len() < SHOWN {
        chosen.extend(largest(themes, &Role::HeadlineReserve));
    }
    chosen.truncate(SHOWN);
    chosen
}

/// Of each theme the row with this role that differs most; largest first.
fn largest(themes: &[ThemeView<'_>], role: &Role) -> Vec<(usize, usize)> {
    let of_theme = |theme: &ThemeView<'_>| {
        let rows = theme.rows.iter().enumerate().filter(|(_, row)| row.indicator.has_role(role));
        let scored = rows.filter_map(|(at, row)| Some((at, score(row)?)));
        scored.max_by(|left, right| left.1.total_cmp(&right.1))
    };
    let scored = themes.iter().enumerate().filter_map(|(at, theme)| of_theme(theme).map(|best| (at, best)));
    let mut best: Vec<(usize, (usize, f64))> = scored.collect();
    best.sort_by(|left, right| right.1.1.total_cmp(&left.1.1));
    best.into_iter().map(|(theme, (row, _))| (theme, row)).collect()
}

/// The distance to Nederland in median absolute deviations of the gemeenten; `None` within the rounding.
fn score(row: &Row<'_>) -> Option<f64> {
    let reference = row.reference(ReferenceKind::Nederland)?;
    let compared = compare(&row.figure, &reference.figure)?;
    let mad = row.gemeenten?.mad;
    (mad > 0.0 && compared.direction != Direction::Similar).then(|| compared.difference().abs() / mad)
}
