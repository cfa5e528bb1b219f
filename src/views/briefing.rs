//! The briefing of a place: two pages on paper that stand alone.
//!
//! Nothing is derived here: every figure is one of the profile, every gap one of the gap chart. What is chosen, and by
//! which fixed rule, stands with the constants below.

use std::borrow::Cow;

use super::chart::GapChart;
use super::gap::{self, GapView};
use super::place;
use super::profile::{self, Choices, ProfileView, Row};
use crate::atlas::{Atlas, IndicatorRef, Matching, Place};
use crate::domain::{Figure, Indicator, Lang, Level, Polarity, Role, ShownFigure, Value, round_to};

/// Rows of the differences inside a place.
pub const INSIDE_SHOWN: usize = 4;

/// Practice examples.
pub const EXAMPLES: usize = 2;

/// Position of a row of a profile: theme and row.
pub type At = (usize, usize);

/// The briefing of a place.
#[derive(Clone, Debug)]
pub struct BriefingView<'a> {
    /// The profile that everything is taken from.
    pub profile: ProfileView<'a>,
    /// The gap chart; `None` where no figure has two periods that can be drawn.
    pub gap: Option<GapChart<'a>>,
    /// The differences inside the place.
    pub inside: Vec<Inside<'a>>,
    /// Every figure on the pages, each once, in the order of the catalogue.
    pub figures: Vec<At>,
}

/// The lowest and the highest region inside a place.
#[derive(Clone, Copy, Debug)]
pub struct Inside<'a> {
    /// The row.
    pub at: At,
    /// Level of the regions.
    pub level: Level,
    /// The lowest value.
    pub lowest: Extreme<'a>,
    /// The highest value.
    pub highest: Extreme<'a>,
}

/// A lowest or highest value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extreme<'a> {
    /// The figure, as published.
    pub figure: ShownFigure,
    /// Name of the region, or of the first where several share the value.
    pub name: &'a str,
    /// Regions that share it.
    pub regions: usize,
}

impl<'a> BriefingView<'a> {
    /// The row at a position.
    pub fn row(&self, at: At) -> Option<&Row<'a>> {
        self.profile.themes.get(at.0)?.rows.get(at.1)
    }

    /// Whether the gap chart shows the indicator of this row.
    pub fn is_charted(&self, indicator: &Indicator) -> bool {
        self.gap.as_ref().is_some_and(|chart| chart.view.indicator.id == indicator.id)
    }
}

/// The briefing of `place`, called `key` in addresses. `gap` is the indicator of the gap chart that a reader asked for.
/// `None` for a place that has no page of its own.
pub fn build<'a>(
    atlas: &'a Atlas,
    (place, key): (&'a Place, &str),
    lang: Lang,
    gap: Option<IndicatorRef<'a>>,
) -> Option<BriefingView<'a>> {
    let profile = profile::build_with(atlas, place, lang, Choices { gap, ..Choices::default() })?;
    let view = if gap.is_some() { profile.gap.clone() } else { telling_gap(&profile).or_else(|| profile.gap.clone()) };
    let gap = view.filter(GapView::is_drawn).zip(place::named(atlas, key, lang).ok());
    let gap = gap.map(|(view, place)| GapChart { place, view });
    let inside = inside(&profile);
    let mut briefing = BriefingView { profile, gap, inside, figures: Vec::new() };
    briefing.figures = figures(&briefing);
    Some(briefing)
}

/// The gap of the first figure that stands out, is more or less favourable, and has two periods that can be compared;
/// else of the first headline figure of which that holds.
fn telling_gap<'a>(profile: &ProfileView<'a>) -> Option<GapView<'a>> {
    let headlines = profile.atlas.catalogue.by_role(&Role::Headline).filter_map(|one| profile.row(&one.id));
    let mut matching = Matching::new(profile.atlas, profile.place);
    profile.highlighted().chain(headlines).find_map(|row| {
        let judged = row.indicator.polarity != Polarity::Neutral && row.series.len() - row.gaps() > 1;
        let of = profile.atlas.indicator(&row.indicator.id).filter(|_| judged)?;
        let view = gap::named(profile.atlas, &mut matching, Cow::Borrowed(profile.name), of)?;
        let compared = view.lines.iter().any(|line| line.change.is_some());
        (compared && view.is_drawn()).then_some(view)
    })
}

/// The rows of which regions inside the place differ: those that stand out, then those that have the role; one per theme
/// first, then what is left.
fn inside<'a>(profile: &ProfileView<'a>) -> Vec<Inside<'a>> {
    let position = |wanted: &Indicator| {
        let rows = profile.themes.iter().enumerate().flat_map(|(theme, found)| {
            found.rows.iter().enumerate().map(move |(row, found)| ((theme, row), found.indicator.id.as_str()))
        });
        rows.filter(|(_, found)| *found == wanted.id).map(|(at, _)| at).next()
    };
    let mut tried: Vec<At> = profile.highlights.clone();
    let inside = profile.atlas.catalogue.inside().into_iter().filter_map(position);
    tried.extend(inside.filter(|at| !profile.highlights.contains(at)));
    let found: Vec<Inside<'a>> = tried.into_iter().filter_map(|at| differs(profile, at)).collect();
    let first_of_theme = |at: usize, row: &Inside<'_>| !found.iter().take(at).any(|other| other.at.0 == row.at.0);
    let (first, rest): (Vec<_>, Vec<_>) = found.iter().enumerate().partition(|&(at, row)| first_of_theme(at, row));
    first.into_iter().chain(rest).map(|(_, row)| *row).take(INSIDE_SHOWN).collect()
}

/// The extremes inside the place; `None` where there are none, or where they are the same.
fn differs<'a>(profile: &ProfileView<'a>, at: At) -> Option<Inside<'a>> {
    let row = profile.themes.get(at.0)?.rows.get(at.1)?;
    let spread = row.spread.as_ref().filter(|_| !row.is_class() && !row.period.is_count())?;
    // The lowest of a few known parts is not the lowest inside the place.
    if spread.values.len() < spread.unknown {
        return None;
    }
    let period = profile.atlas.period(&row.indicator.id, row.period.period)?;
    let values: Vec<(u32, f64)> = profile
        .atlas
        .member_values(profile.place, period)
        .into_iter()
        .filter_map(|(_, position, value)| Some((position, round_to(value.known()?, spread.decimals))))
        .collect();
    let (low, high) = spread.range;
    let extreme = |wanted: f64| {
        let wanted = round_to(wanted, spread.decimals);
        let mut sharing =
            values.iter().filter(|(_, value)| (value - wanted).abs() < f64::EPSILON * wanted.abs().max(1.0));
        let (first, _) = sharing.next()?;
        let name = profile.atlas.region_name(spread.vintage, spread.level, *first as usize);
        let figure = ShownFigure::new(Figure::published(Value::Known(wanted)), spread.decimals);
        Some(Extreme { figure, name, regions: 1 + sharing.count() })
    };
    let (lowest, highest) = (extreme(low)?, extreme(high)?);
    (lowest.figure.known() < highest.figure.known()).then_some(Inside { at, level: spread.level, lowest, highest })
}

/// Positions of every figure on the pages: size, what stands out, the gap chart, the differences inside.
fn figures(briefing: &BriefingView<'_>) -> Vec<At> {
    let profile = &briefing.profile;
    let shown = |row: &Row<'_>| {
        let known = row.figure.value.known().is_some();
        (known && row.indicator.has_role(&Role::Size)) || briefing.is_charted(row.indicator)
    };
    let mut list: Vec<At> = Vec::new();
    for (theme, found) in profile.themes.iter().enumerate() {
        for (row, found) in found.rows.iter().enumerate() {
            let at = (theme, row);
            let inside = || briefing.inside.iter().any(|inside| inside.at == at);
            if shown(found) || profile.highlights.contains(&at) || inside() {
                list.push(at);
            }
        }
    }
    list
}
