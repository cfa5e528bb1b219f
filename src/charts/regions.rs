//! Regions of a level: as bars of a histogram, or as a swarm with a dot for each. Places are marked by lines.

use plotters::prelude::{Circle, PathElement, Rectangle, Text};
use plotters::style::Color as _;
use plotters::style::text_anchor::{HPos, VPos};

use crate::domain::{Lang, Reference, ReferenceKind};
use crate::stats::round::rounding_unit;
use crate::text;
use crate::views::chart::{DistributionView, drawable};

use super::ink::Ink;
use super::measure::{fit, width};
use super::names::place_name;
use super::pen::{FINE, fine, lettering};
use super::scale::{Axis, range};
use super::sheet::{DrawingError, Page, Plot, Rect, Root, Sheet, failed};
use super::words::ChartWords;

type Drawn = Result<(), Box<dyn std::error::Error>>;

/// Height of the plot.
const HEIGHT: f64 = 210.0;
/// Height of a line of text above it.
const ROW: f64 = 20.0;

/// A place or the Netherlands, marked by a line over the height of the plot.
struct Mark {
    value: f64,
    line: Ink,
    label: Ink,
    text: String,
}

pub(super) fn histogram(
    view: &DistributionView<'_>,
    lang: Lang,
    sheet: Sheet,
    words: &ChartWords,
) -> Result<String, DrawingError> {
    let mut page = Page::begin(sheet, words);
    let marks = marks(lang, view);
    let classes = view.indicator.unit.ordinal;
    let (low, high) = (view.bins.first().map_or(0.0, |bin| bin.from), view.bins.last().map_or(1.0, |bin| bin.to));
    let (low, high) = if classes { (low - 0.5, high - 0.5) } else { (low, high) };
    let most = view.bins.iter().map(|bin| count(bin.count)).fold(1.0, f64::max);
    let up = Axis::over((0.0, most), 4, 1.0);
    let labels: Vec<String> = up.ticks.iter().map(|&tick| text::number(lang, tick, 0)).collect();
    let gutter = labels.iter().map(|label| width(label, Ink::Tick.size(), false)).fold(0.0, f64::max);
    let plot = frame(&page, gutter + 12.0, &marks);
    let heading = words_above(lang, view);
    let (left, right) = (page.left, page.right);
    {
        let (root, area) = page.area(plot, low..high, up.low..up.high);
        super::lines::grid(&root, &area, &up, &labels, plot).map_err(failed)?;
        let style = lettering(Ink::Tick, HPos::Left, VPos::Bottom);
        root.draw(&Text::new(heading, (fine(left), fine(plot.top - 10.0)), style)).map_err(failed)?;
        for bin in &view.bins {
            // A class stands around its number, a range between its bounds.
            let (from, to) = if classes { (bin.from - 0.36, bin.from + 0.36) } else { (bin.from, bin.to) };
            bar(&area, (from, to, count(bin.count)), classes).map_err(failed)?;
        }
        let axis = if classes {
            class_axis(view)
        } else {
            Axis::over((low, high), ticks(plot), rounding_unit(view.period.decimals))
        };
        across(&root, &area, lang, view, (&axis, plot)).map_err(failed)?;
        draw_marks(&root, &area, &marks, (plot, left, right)).map_err(failed)?;
    }
    page.top = plot.bottom + 28.0;
    Ok(page.finish())
}

pub(super) fn swarm(
    view: &DistributionView<'_>,
    lang: Lang,
    sheet: Sheet,
    words: &ChartWords,
) -> Result<String, DrawingError> {
    let mut page = Page::begin(sheet, words);
    let marks = marks(lang, view);
    let values = view.values.iter().map(|&(_, value)| value).chain(marks.iter().map(|mark| mark.value));
    let plot = frame(&page, 8.0, &marks);
    let axis = Axis::over(range(values).unwrap_or((0.0, 1.0)), ticks(plot), rounding_unit(view.period.decimals));
    let (left, right) = (page.left, page.right);
    {
        let (root, area) = page.area(plot, axis.low..axis.high, 0.0..1.0);
        across(&root, &area, lang, view, (&axis, plot)).map_err(failed)?;
        dots(&root, &area, view, plot).map_err(failed)?;
        draw_marks(&root, &area, &marks, (plot, left, right)).map_err(failed)?;
    }
    page.top = plot.bottom + 28.0;
    Ok(page.finish())
}

/// The plot: under a row of text for every mark, right of `gutter`.
fn frame(page: &Page<'_>, gutter: f64, marks: &[Mark]) -> Rect {
    let top = page.top + marks.iter().map(|_| ROW).sum::<f64>() + 26.0;
    Rect { left: page.left + gutter, top, right: page.right - 8.0, bottom: top + HEIGHT }
}

fn ticks(plot: Rect) -> u32 {
    if plot.right - plot.left > 400.0 { 7 } else { 3 }
}

#[expect(clippy::cast_precision_loss, reason = "lists of regions stay far below 2^52")]
const fn count(number: usize) -> f64 {
    number as f64
}

fn words_above(lang: Lang, view: &DistributionView<'_>) -> String {
    format!("{} {}", lang.pick("aantal", "number of"), text::level_name(lang, view.level, true))
}

fn marks(lang: Lang, view: &DistributionView<'_>) -> Vec<Mark> {
    let unit = &view.indicator.unit;
    let own = view.marked.iter().enumerate().filter_map(|(position, marked)| {
        Some(Mark {
            value: drawable(&marked.shown)?,
            line: Ink::place_mark(position),
            label: Ink::place_label(position),
            text: format!("{} {}", place_name(lang, &marked.place), text::short_figure(lang, unit, &marked.shown)),
        })
    });
    let nederland = view.nederland.as_ref().and_then(|nederland| {
        Some(Mark {
            value: drawable(nederland)?,
            line: Ink::Reference(ReferenceKind::Nederland),
            label: Ink::Label,
            text: format!(
                "{} {}",
                text::reference(lang, Reference::Nederland),
                text::short_figure(lang, unit, nederland)
            ),
        })
    });
    own.chain(nederland).collect()
}

fn bar(area: &Plot<'_>, (from, to, height): (f64, f64, f64), classes: bool) -> Drawn {
    if height <= 0.0 {
        return Ok(());
    }
    let mut rectangle = Rectangle::new([(from, 0.0), (to, height)], Ink::Bar.filled());
    if !classes {
        // A thin gap between bars.
        rectangle.set_margin(0_u32, 0_u32, 6_u32, 6_u32);
    }
    area.draw(&rectangle)?;
    Ok(())
}

/// An axis with one tick per class.
fn class_axis(view: &DistributionView<'_>) -> Axis {
    let ticks: Vec<f64> = view.bins.iter().map(|bin| bin.from).collect();
    Axis { low: ticks.first().copied().unwrap_or(0.0), high: ticks.last().copied().unwrap_or(0.0), ticks, decimals: 0 }
}

/// Values under the plot.
fn across(
    root: &Root<'_>,
    area: &Plot<'_>,
    lang: Lang,
    view: &DistributionView<'_>,
    (axis, plot): (&Axis, Rect),
) -> Drawn {
    let range = area.get_x_range();
    let base = area.get_y_range().start;
    area.draw(&PathElement::new(vec![(range.start, base), (range.end, base)], Ink::Axis))?;
    for &tick in axis.ticks.iter().filter(|&&tick| tick >= range.start - 1e-9 && tick <= range.end + 1e-9) {
        let (x, y) = area.map_coordinate(&(tick, base));
        root.draw(&PathElement::new(vec![(x, y), (x, y + fine(5.0))], Ink::Axis))?;
        let label = text::short_value(lang, &view.indicator.unit, tick, axis.decimals);
        let half = width(&label, Ink::Tick.size(), false) / 2.0;
        // A label at the end of the axis stays on the sheet.
        let x = (f64::from(x) / FINE).min(plot.right + 8.0 - half).max(plot.left - 8.0 + half);
        root.draw(&Text::new(
            label,
            (fine(x), fine(plot.bottom + 9.0)),
            lettering(Ink::Tick, HPos::Center, VPos::Top),
        ))?;
    }
    Ok(())
}

/// Lines over the height of the plot with their name above it, each on a row of its own.
fn draw_marks(root: &Root<'_>, area: &Plot<'_>, marks: &[Mark], (plot, left, right): (Rect, f64, f64)) -> Drawn {
    let rows: f64 = marks.iter().map(|_| ROW).sum();
    let mut y = plot.top - rows - 18.0;
    let range = area.get_x_range();
    for mark in marks {
        let value = mark.value.clamp(range.start, range.end);
        let (x, _) = area.map_coordinate(&(value, 0.0));
        let line = vec![(x, fine(y + 3.0)), (x, fine(plot.bottom))];
        root.draw(&PathElement::new(line, mark.line))?;
        let text = fit(&mark.text, mark.label.size(), mark.label.bold(), right - left - 16.0);
        let long = width(&text, mark.label.size(), mark.label.bold());
        let at = f64::from(x) / FINE;
        // Right of its line where it fits, else left of it, else at the edge of the sheet.
        let (x, side) = if at + 7.0 + long <= right {
            (at + 7.0, HPos::Left)
        } else if at - 7.0 - long >= left {
            (at - 7.0, HPos::Right)
        } else {
            (right, HPos::Right)
        };
        root.draw(&Text::new(text, (fine(x), fine(y + 8.0)), lettering(mark.label, side, VPos::Center)))?;
        y += ROW;
    }
    Ok(())
}

/// A dot for every region: those that fall in one column stand above and below the middle. A dot moves by at most half
/// its width; where a column would leave the plot, its dots overlap.
fn dots(root: &Root<'_>, area: &Plot<'_>, view: &DistributionView<'_>, plot: Rect) -> Drawn {
    let x = |value: f64| f64::from(area.map_coordinate(&(value, 0.0)).0) / FINE;
    let number = count(view.values.len()).max(1.0);
    // As large as the plot has room for, when a third of it is covered.
    let size = ((plot.right - plot.left) * HEIGHT / number * 0.3).sqrt().clamp(2.4, 11.0);
    let columns = columns(view.values.iter().map(|&(_, value)| x(value)), size);
    let highest = columns.iter().map(|(_, column)| count(column.len())).fold(1.0, f64::max);
    let pitch = size.min((HEIGHT - 8.0) / highest);
    let middle = f64::midpoint(plot.top, plot.bottom);
    let owner = |position: u32| view.marked.iter().position(|marked| marked.positions.binary_search(&position).is_ok());
    let mut own = Vec::new();
    for (centre, column) in columns {
        // The regions of a place stand nearest to the middle.
        let mut column: Vec<(Option<usize>, usize)> =
            column.into_iter().map(|at| (view.values.get(at).and_then(|&(position, _)| owner(position)), at)).collect();
        column.sort_by_key(|&(owner, at)| (owner.is_none(), at));
        for (step, (owner, _)) in column.into_iter().enumerate() {
            let away = count(step.div_ceil(2)) * pitch * if step % 2 == 0 { 1.0 } else { -1.0 };
            let point = (fine(centre), fine(middle + away));
            match owner {
                Some(place) => own.push((place, point)),
                None => root.draw(&Circle::new(point, fine(size * 0.44), Ink::Region))?,
            }
        }
    }
    for (place, point) in own {
        let radius = (size * 0.5).max(3.2);
        root.draw(&Circle::new(point, fine(radius), Ink::own_region(place).filled()))?;
    }
    Ok(())
}

/// Positions in columns of at most `size`, each with its centre; `across` is ascending. Values that lie further apart
/// than a dot is wide keep their place.
fn columns(across: impl Iterator<Item = f64>, size: f64) -> Vec<(f64, Vec<usize>)> {
    let mut found: Vec<(f64, f64, Vec<usize>)> = Vec::new();
    for (at, x) in across.enumerate() {
        match found.last_mut() {
            Some((first, last, column)) if x - *first < size => {
                *last = x;
                column.push(at);
            }
            _ => found.push((x, x, vec![at])),
        }
    }
    found.into_iter().map(|(first, last, column)| (f64::midpoint(first, last), column)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dot_moves_by_at_most_half_its_width() {
        let across = [10.0, 11.0, 14.0, 15.9, 40.0];
        let columns = columns(across.into_iter(), 4.0);
        assert_eq!(columns.iter().map(|(_, column)| column.len()).sum::<usize>(), 5);
        for (centre, column) in columns {
            assert!(column.iter().all(|&at| (across[at] - centre).abs() <= 2.0));
        }
    }
}
