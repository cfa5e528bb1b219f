//! Places and references as dots on one scale, one row each, with the parts of a place as ticks.

use plotters::prelude::{Circle, PathElement, Text};
use plotters::style::Color as _;
use plotters::style::text_anchor::{HPos, VPos};

use crate::domain::Lang;
use crate::stats::round::rounding_unit;
use crate::text;
use crate::views::chart::{DotRow, DotsView, drawable, drawn_span};

use super::ink::Ink;
use super::measure::{fit, width, wrap};
use super::names::owner;
use super::pen::{FINE, fine, lettering};
use super::scale::{Axis, range};
use super::sheet::{DrawingError, Page, Plot, Rect, Root, Sheet, failed};
use super::words::{ChartWords, inks};

type Drawn = Result<(), Box<dyn std::error::Error>>;

/// Where the rows stand.
struct Rows {
    /// Height of each.
    pitch: f64,
    /// Distance of the dot from the top of its row.
    dot: f64,
    /// Left edge of the names.
    names: f64,
    /// Right edge of the figures.
    figures: f64,
    /// Room for a name.
    room: f64,
    /// Whether names stand above their dots.
    above: bool,
}

pub(super) fn draw(view: &DotsView<'_>, lang: Lang, sheet: Sheet, words: &ChartWords) -> Result<String, DrawingError> {
    let mut page = Page::begin(sheet, words);
    let values = view.rows.iter().flat_map(|row| drawn_span(&row.shown).chain(row.members.iter().copied()));
    let unit = rounding_unit(view.period.decimals_of_area().max(view.period.decimals));
    let wanted = if page.narrow() { 3 } else { 6 };
    let axis = Axis::over(range(values).unwrap_or((0.0, 1.0)), wanted, unit);
    let figures = view.rows.iter().map(|row| figure_width(lang, view, row)).fold(0.0, f64::max);
    let rows = if page.narrow() {
        let room = page.right - page.left - figures - 14.0;
        Rows { pitch: 50.0, dot: 33.0, names: page.left, figures: page.right, room, above: true }
    } else {
        let room = 216.0;
        Rows { pitch: 40.0, dot: 20.0, names: page.left, figures: page.right, room, above: false }
    };
    let count: f64 = view.rows.iter().map(|_| 1.0).sum();
    let top = page.top;
    let plot = Rect {
        left: if rows.above { page.left + 8.0 } else { page.left + rows.room + 16.0 },
        top,
        right: if rows.above { page.right - 8.0 } else { page.right - figures - 20.0 },
        bottom: top + rows.pitch * count + 4.0,
    };
    {
        let (root, area) = page.area(plot, axis.low..axis.high, 0.0..1.0);
        scale(&root, &area, lang, view, (&axis, plot)).map_err(failed)?;
        let mut y = top;
        for row in &view.rows {
            draw_row(&root, &area, (lang, view, row), (&rows, y)).map_err(failed)?;
            y += rows.pitch;
        }
    }
    page.top = plot.bottom + 26.0;
    Ok(page.finish())
}

fn figure(lang: Lang, view: &DotsView<'_>, row: &DotRow<'_>) -> String {
    text::short_figure(lang, &view.indicator.unit, &row.shown)
}

fn figure_width(lang: Lang, view: &DotsView<'_>, row: &DotRow<'_>) -> f64 {
    let (_, ink) = inks(&row.owner);
    width(&figure(lang, view, row), ink.size(), ink.bold())
}

/// Upright grid lines with the value under each.
fn scale(root: &Root<'_>, area: &Plot<'_>, lang: Lang, view: &DotsView<'_>, (axis, plot): (&Axis, Rect)) -> Drawn {
    for &tick in &axis.ticks {
        area.draw(&PathElement::new(vec![(tick, 0.0), (tick, 1.0)], Ink::Grid))?;
        let label = text::short_value(lang, &view.indicator.unit, tick, axis.decimals);
        let half = width(&label, Ink::Tick.size(), false) / 2.0;
        // A label at the end of the axis stays on the sheet.
        let x = f64::from(area.map_coordinate(&(tick, 0.0)).0) / FINE;
        let x = fine(x.min(plot.right + 8.0 - half).max(plot.left - 8.0 + half));
        let style = lettering(Ink::Tick, HPos::Center, VPos::Top);
        root.draw(&Text::new(label, (x, fine(plot.bottom + 7.0)), style))?;
    }
    Ok(())
}

fn draw_row(
    root: &Root<'_>,
    area: &Plot<'_>,
    (lang, view, row): (Lang, &DotsView<'_>, &DotRow<'_>),
    (rows, top): (&Rows, f64),
) -> Drawn {
    let (ink, label) = inks(&row.owner);
    let centre = top + rows.dot;
    let name = owner(lang, &row.owner);
    let figure = figure(lang, view, row);
    if rows.above {
        let name = fit(&name, label.size(), label.bold(), rows.room);
        let y = fine(top + 12.0);
        root.draw(&Text::new(name, (fine(rows.names), y), lettering(label, HPos::Left, VPos::Center)))?;
        root.draw(&Text::new(figure, (fine(rows.figures), y), lettering(label, HPos::Right, VPos::Center)))?;
    } else {
        let mut lines = wrap(&name, label.size(), label.bold(), rows.room);
        lines.truncate(2);
        let mut y = if lines.len() > 1 { centre - 8.5 } else { centre };
        for line in lines {
            root.draw(&Text::new(line, (fine(rows.names), fine(y)), lettering(label, HPos::Left, VPos::Center)))?;
            y += 17.0;
        }
        root.draw(&Text::new(figure, (fine(rows.figures), fine(centre)), lettering(label, HPos::Right, VPos::Center)))?;
    }
    let across = area.get_x_range();
    let x = |value: f64| area.map_coordinate(&(value, 0.0)).0;
    root.draw(&PathElement::new(vec![(x(across.start), fine(centre)), (x(across.end), fine(centre))], Ink::Axis))?;
    for &member in &row.members {
        let tick = vec![(x(member), fine(centre - 6.0)), (x(member), fine(centre + 6.0))];
        root.draw(&PathElement::new(tick, Ink::Members))?;
    }
    if let Some(margin) = row.shown.margin.filter(|_| drawable(&row.shown).is_some()) {
        let [low, high] = [margin.lower, margin.upper].map(x);
        for stroke in [
            vec![(low, fine(centre)), (high, fine(centre))],
            vec![(low, fine(centre - 4.0)), (low, fine(centre + 4.0))],
            vec![(high, fine(centre - 4.0)), (high, fine(centre + 4.0))],
        ] {
            root.draw(&PathElement::new(stroke, Ink::Margin))?;
        }
    }
    if let Some(value) = drawable(&row.shown) {
        let radius = if row.owner.place().is_some() { 6.5 } else { 5.0 };
        root.draw(&Circle::new((x(value), fine(centre)), fine(radius), ink.filled()))?;
    }
    Ok(())
}
