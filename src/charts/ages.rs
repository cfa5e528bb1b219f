//! Inhabitants by age as bars of a hundred percent, one per place and period.

use plotters::prelude::{Rectangle, Text};
use plotters::style::Color as _;
use plotters::style::text_anchor::{HPos, VPos};

use crate::domain::{Lang, Period, Unit};
use crate::text;
use crate::views::chart::{AgeBar, AgesView, drawable};

use super::ink::Ink;
use super::measure::{fit, width};
use super::names::owner;
use super::pen::{FINE, fine, lettering};
use super::sheet::{DrawingError, Page, Plot, Rect, Root, Sheet, failed};
use super::words::{ChartWords, ages_short, inks};

type Drawn = Result<(), Box<dyn std::error::Error>>;

/// Height of a bar.
const BAR: f64 = 26.0;
/// Room above the bars of a period, for its year and the names of its groups.
const HEAD: f64 = 40.0;

pub(super) fn draw(view: &AgesView<'_>, lang: Lang, sheet: Sheet, words: &ChartWords) -> Result<String, DrawingError> {
    let mut page = Page::begin(sheet, words);
    let above = page.narrow();
    let names = if above { 0.0 } else { 196.0 };
    let pitch = if above { BAR + 26.0 } else { BAR + 8.0 };
    let mut periods: Vec<Period> = view.bars.iter().map(|bar| bar.period).collect();
    periods.dedup();
    let (left, right, top) = (page.left, page.right, page.top);
    let bars: f64 = view.bars.iter().map(|_| pitch).sum();
    let heads: f64 = periods.iter().map(|_| HEAD).sum();
    let plot = Rect { left: left + names, top, right, bottom: top + bars + heads };
    {
        let (root, area) = page.area(plot, 0.0..100.0, 0.0..1.0);
        let mut y = top;
        for &period in &periods {
            let of_period = || view.bars.iter().filter(|bar| bar.period == period);
            y += HEAD;
            let style = lettering(Ink::Unit, HPos::Left, VPos::Bottom);
            let up = if above { 22.0 } else { 7.0 };
            root.draw(&Text::new(text::period(lang, period), (fine(left), fine(y - up)), style)).map_err(failed)?;
            if let Some(first) = of_period().find(|bar| bar.complete()) {
                groups(&root, &area, first, y - if above { 4.0 } else { 7.0 }).map_err(failed)?;
            }
            for bar in of_period() {
                let (name, at) = if above { (y + 11.0, y + 20.0) } else { (y + BAR / 2.0, y) };
                let (_, label) = inks(&bar.owner);
                let space = if above { right - left } else { names - 12.0 };
                let text = fit(&owner(lang, &bar.owner), label.size(), label.bold(), space);
                let style = lettering(label, HPos::Left, VPos::Center);
                root.draw(&Text::new(text, (fine(left), fine(name)), style)).map_err(failed)?;
                shares(&root, &area, lang, bar, at).map_err(failed)?;
                y += pitch;
            }
        }
    }
    page.top = plot.bottom + 6.0;
    Ok(page.finish())
}

/// Left and right end of every group of a bar, in tenths; a sum above 100 (rounding) is drawn within the bar.
fn ends(area: &Plot<'_>, bar: &AgeBar<'_>) -> Vec<(i32, i32)> {
    let total: f64 = bar.groups.iter().filter_map(|(_, shown)| drawable(shown)).sum();
    let factor = if total > 100.0 { 100.0 / total } else { 1.0 };
    let mut from = 0.0;
    let end = |(_, shown): &(crate::views::chart::AgeGroup, crate::domain::ShownFigure)| {
        let to = from + drawable(shown).unwrap_or(0.0) * factor;
        let pixels = (area.map_coordinate(&(from, 0.0)).0, area.map_coordinate(&(to, 0.0)).0);
        from = to;
        pixels
    };
    bar.groups.iter().map(end).collect()
}

/// The names of the groups above the first bar, where they fit.
fn groups(root: &Root<'_>, area: &Plot<'_>, bar: &AgeBar<'_>, baseline: f64) -> Drawn {
    let mut taken = f64::NEG_INFINITY;
    for ((group, _), (from, to)) in bar.groups.iter().zip(ends(area, bar)) {
        let name = ages_short(*group);
        let half = width(&name, Ink::Tick.size(), false) / 2.0;
        let centre = f64::from(from + to) / 2.0 / FINE;
        let centre = centre.max(taken + half + 4.0);
        taken = centre + half;
        let style = lettering(Ink::Tick, HPos::Center, VPos::Bottom);
        root.draw(&Text::new(name, (fine(centre), fine(baseline)), style))?;
    }
    Ok(())
}

/// The groups of a bar with their shares, or why there is no bar.
fn shares(root: &Root<'_>, area: &Plot<'_>, lang: Lang, bar: &AgeBar<'_>, top: f64) -> Drawn {
    if !bar.complete() {
        let reason = bar.groups.iter().find(|(_, shown)| shown.known().is_none());
        let reason = reason.map(|(_, figure)| text::short_figure(lang, Unit::percent(), figure)).unwrap_or_default();
        let x = area.map_coordinate(&(0.0, 0.0)).0;
        let style = lettering(Ink::Tick, HPos::Left, VPos::Center);
        root.draw(&Text::new(reason, (x, fine(top + BAR / 2.0)), style))?;
        return Ok(());
    }
    for ((group, figure), (from, to)) in bar.groups.iter().zip(ends(area, bar)) {
        let corners = [(from, fine(top)), ((to - fine(1.0)).max(from), fine(top + BAR))];
        root.draw(&Rectangle::new(corners, Ink::Age(group.shade).filled()))?;
        let value = text::short_figure(lang, Unit::percent(), figure);
        let ink = Ink::on_age(group.shade);
        if width(&value, ink.size(), false) + 6.0 <= f64::from(to - from) / FINE {
            let style = lettering(ink, HPos::Center, VPos::Center);
            root.draw(&Text::new(value, (i32::midpoint(from, to), fine(top + BAR / 2.0)), style))?;
        }
    }
    Ok(())
}
