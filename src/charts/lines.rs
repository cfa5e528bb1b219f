//! Lines over the years, for the trend and for the gap: one drawing, so that both read alike. A missing period or a
//! break leaves a gap.

use plotters::prelude::{Circle, PathElement, Text};
use plotters::style::Color as _;
use plotters::style::text_anchor::{HPos, VPos};

use crate::domain::{Designated, IndicatorPeriod, Lang, Margin};
use crate::text;

use super::ends::ends;
use super::ink::Ink;
use super::labels::{self, SideLabel};
use super::measure::{fit, width};
use super::notes;
use super::pen::{FINE, fine, lettering};
use super::scale::Axis;
use super::sheet::{DrawingError, Page, Plot, Rect, Root, Sheet, failed};
use super::words::ChartWords;

/// Height of the plot.
const HEIGHT: f64 = 260.0;
/// Widest label at the side.
const SIDE: f64 = 196.0;
/// Height of a row of the key.
const KEY: f64 = 21.0;

pub(super) struct Line {
    /// How it is drawn.
    pub ink: Ink,
    /// How it is named.
    pub label: Ink,
    pub name: String,
    /// One value per period; `None` leaves a gap.
    pub values: Vec<Option<f64>>,
    /// The margins that the source gives with them, where they are drawn.
    pub margins: Option<Margins>,
    /// The text of its last value.
    pub latest: String,
}

/// The margins of a line, as strokes with ends.
pub(super) struct Margins {
    /// How they are drawn.
    pub ink: Ink,
    /// How far beside the dots: those of several places must not lie over each other.
    pub beside: f64,
    /// One per period.
    pub bounds: Vec<Option<Margin>>,
}

impl Line {
    /// The last known value with its position.
    pub(super) fn last(values: &[Option<f64>]) -> Option<(usize, f64)> {
        values.iter().enumerate().rev().find_map(|(at, value)| value.map(|value| (at, value)))
    }
}

/// Lines over the same periods.
pub(super) struct Lines<'a> {
    /// Periods, oldest first.
    pub periods: &'a [&'a IndicatorPeriod],
    /// Drawn in order; the last is on top and named first.
    pub drawn: Vec<Line>,
    /// Days to mark.
    pub designations: &'a [Designated<'a>],
    /// The axis of the values.
    pub axis: Axis,
    /// Its values in words, one per tick.
    pub ticks: Vec<String>,
}

type Drawn = Result<(), Box<dyn std::error::Error>>;

pub(super) fn draw(chart: &Lines<'_>, lang: Lang, sheet: Sheet, words: &ChartWords) -> Result<String, DrawingError> {
    let mut page = Page::begin(sheet, words);
    let narrow = page.narrow();
    let gutter = chart.ticks.iter().map(|tick| width(tick, Ink::Tick.size(), false)).fold(0.0, f64::max);
    let labels = if narrow { Vec::new() } else { side_labels(chart) };
    let side = labels.iter().map(SideLabel::width).fold(0.0, f64::max);
    let (first, last) = ends(chart.periods);
    let marked = chart.designations.iter().any(|found| inside(found, (first, last)));
    let key_top = page.top;
    let rows: f64 = if narrow { chart.drawn.iter().map(|_| KEY).sum() } else { 0.0 };
    let top = page.top + rows + if marked { 24.0 } else { 10.0 };
    let plot = Rect {
        left: page.left + gutter + 10.0,
        top,
        right: page.right - if side > 0.0 { side + 16.0 } else { 8.0 },
        bottom: top + HEIGHT - if narrow { 40.0 } else { 0.0 },
    };
    let air = ((last - first) * 0.03).max(0.1);
    let (left, right) = (page.left, page.right);
    {
        let (root, area) = page.area(plot, first - air..last + air, chart.axis.low..chart.axis.high);
        grid(&root, &area, &chart.axis, &chart.ticks, plot).map_err(failed)?;
        years(&root, &area, lang, chart, plot).map_err(failed)?;
        designations(&root, &area, lang, chart, plot).map_err(failed)?;
        for line in &chart.drawn {
            margins(&root, &area, chart.periods, line).map_err(failed)?;
            series(&area, chart.periods, line).map_err(failed)?;
        }
        if narrow {
            key(&root, chart, (left, right, key_top)).map_err(failed)?;
        } else {
            labels::draw(&root, &area, labels, (plot, last)).map_err(failed)?;
        }
    }
    page.top = plot.bottom + 30.0;
    Ok(page.finish())
}

fn inside(designation: &Designated<'_>, (first, last): (f64, f64)) -> bool {
    notes::year_of(designation).is_some_and(|year| year >= first && year <= last)
}

/// Grid lines with the value at the left of each.
pub(super) fn grid(root: &Root<'_>, area: &Plot<'_>, axis: &Axis, ticks: &[String], plot: Rect) -> Drawn {
    let across = area.get_x_range();
    for (&tick, label) in axis.ticks.iter().zip(ticks) {
        let zero = tick.abs() < 1e-12 && axis.low < -1e-12;
        let ink = if zero { Ink::Axis } else { Ink::Grid };
        area.draw(&PathElement::new(vec![(across.start, tick), (across.end, tick)], ink))?;
        let (_, y) = area.map_coordinate(&(across.start, tick));
        let style = lettering(Ink::Tick, HPos::Right, VPos::Center);
        root.draw(&Text::new(label.as_str(), (fine(plot.left - 8.0), y), style))?;
    }
    Ok(())
}

/// The periods under the plot, from the last back; one that would touch a later one is left out.
fn years(root: &Root<'_>, area: &Plot<'_>, lang: Lang, chart: &Lines<'_>, plot: Rect) -> Drawn {
    let mut placed: Vec<(f64, f64, String)> = Vec::new();
    for declared in chart.periods.iter().rev() {
        let label = text::period(lang, declared.period);
        let half = width(&label, Ink::Tick.size(), false) / 2.0;
        let x = f64::from(area.map_coordinate(&(f64::from(declared.period.end()), chart.axis.low)).0) / FINE;
        let x = x.min(plot.right + 10.0 - half).max(plot.left - 10.0 + half);
        if placed.iter().all(|(other, width, _)| (other - x).abs() > half + width + 5.0) {
            placed.push((x, half, label));
        }
    }
    for (x, _, label) in placed {
        let style = lettering(Ink::Tick, HPos::Center, VPos::Top);
        root.draw(&Text::new(label, (fine(x), fine(plot.bottom + 9.0)), style))?;
    }
    Ok(())
}

/// The days on which a place was designated, as lines with a name above them; with the year alone where there is no room
/// for names.
fn designations(root: &Root<'_>, area: &Plot<'_>, lang: Lang, chart: &Lines<'_>, plot: Rect) -> Drawn {
    let ends = ends(chart.periods);
    let found = chart.designations.iter().filter(|found| inside(found, ends));
    let marked: Vec<(f64, String)> =
        found.filter_map(|found| Some((notes::year_of(found)?, notes::short_name(lang, found)))).collect();
    let across = |year: f64| f64::from(area.map_coordinate(&(year, chart.axis.high)).0) / FINE;
    for &(year, _) in &marked {
        area.draw(&PathElement::new(vec![(year, chart.axis.low), (year, chart.axis.high)], Ink::Event))?;
    }
    let named: Vec<(f64, String)> = marked.into_iter().map(|(year, name)| (across(year), name)).collect();
    let year = |(x, name): &(f64, String)| (*x, name.chars().take_while(char::is_ascii_digit).collect());
    let years: Vec<(f64, String)> = named.iter().map(year).collect();
    let placed = beside_each_other(&named, plot).or_else(|| beside_each_other(&years, plot));
    for (x, label) in placed.unwrap_or_default() {
        let style = lettering(Ink::Tick, HPos::Center, VPos::Bottom);
        root.draw(&Text::new(label, (fine(x), fine(plot.top - 8.0)), style))?;
    }
    Ok(())
}

/// The middles at which labels, from left to right, stand without touching; `None` where they do not fit.
fn beside_each_other(labels: &[(f64, String)], plot: Rect) -> Option<Vec<(f64, String)>> {
    let (left, right) = (plot.left - 10.0, plot.right + 10.0);
    let mut taken = f64::NEG_INFINITY;
    let mut placed = Vec::with_capacity(labels.len());
    for (wanted, label) in labels {
        let half = width(label, Ink::Tick.size(), false) / 2.0;
        let x = wanted.min(right - half).max(left + half).max(taken + half + 8.0);
        if x + half > right + 1.0 {
            return None;
        }
        taken = x + half;
        placed.push((x, label.clone()));
    }
    Some(placed)
}

/// The line, lifted at every gap, with a dot at every figure.
fn series(area: &Plot<'_>, periods: &[&IndicatorPeriod], line: &Line) -> Drawn {
    for run in runs(periods, &line.values) {
        if run.len() > 1 {
            area.draw(&PathElement::new(run.clone(), line.ink))?;
        }
        for point in run {
            let radius = if line.label.bold() { 4.0 } else { 2.8 };
            area.draw(&Circle::new(point, fine(radius), line.ink.filled()))?;
        }
    }
    Ok(())
}

/// The margins of a line, behind its dots.
fn margins(root: &Root<'_>, area: &Plot<'_>, periods: &[&IndicatorPeriod], line: &Line) -> Drawn {
    let Some(Margins { ink, beside, bounds }) = &line.margins else { return Ok(()) };
    for (declared, margin) in periods.iter().zip(bounds) {
        let Some(Margin { lower, upper }) = *margin else { continue };
        let at = |bound: f64| area.map_coordinate(&(f64::from(declared.period.end()), bound));
        let (x, low, high) = (at(lower).0 + fine(*beside), at(lower).1, at(upper).1);
        root.draw(&PathElement::new(vec![(x, low), (x, high)], *ink))?;
        for end in [low, high] {
            root.draw(&PathElement::new(vec![(x - fine(4.0), end), (x + fine(4.0), end)], *ink))?;
        }
    }
    Ok(())
}

/// Unbroken runs of known points.
fn runs(periods: &[&IndicatorPeriod], values: &[Option<f64>]) -> Vec<Vec<(f64, f64)>> {
    let mut runs: Vec<Vec<(f64, f64)>> = vec![Vec::new()];
    for (declared, value) in periods.iter().zip(values) {
        if declared.break_before.is_some() || value.is_none() {
            runs.push(Vec::new());
        }
        if let (Some(value), Some(run)) = (*value, runs.last_mut()) {
            run.push((f64::from(declared.period.end()), value));
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

fn side_labels(chart: &Lines<'_>) -> Vec<SideLabel> {
    let label = |line: &Line| {
        let (_, value) = Line::last(&line.values)?;
        Some(SideLabel::new(value, line.label, &line.name, &line.latest, SIDE))
    };
    chart.drawn.iter().filter_map(label).collect()
}

/// Line, name and last value of every line, above the plot.
fn key(root: &Root<'_>, chart: &Lines<'_>, (left, right, top): (f64, f64, f64)) -> Drawn {
    let mut y = top + KEY / 2.0;
    for line in chart.drawn.iter().rev() {
        let label = line.label;
        root.draw(&PathElement::new(vec![(fine(left), fine(y)), (fine(left + 28.0), fine(y))], line.ink))?;
        root.draw(&Circle::new((fine(left + 14.0), fine(y)), fine(3.5), line.ink.filled()))?;
        let space = right - left - 44.0 - width(&line.latest, label.size(), label.bold());
        let name = fit(&line.name, label.size(), label.bold(), space);
        root.draw(&Text::new(name, (fine(left + 36.0), fine(y)), lettering(label, HPos::Left, VPos::Center)))?;
        let style = lettering(label, HPos::Right, VPos::Center);
        root.draw(&Text::new(line.latest.as_str(), (fine(right), fine(y)), style))?;
        y += KEY;
    }
    Ok(())
}
