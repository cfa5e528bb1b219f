//! The small marks in the rows of a profile: the spread of the neighbourhoods as a strip, the series as a line.
//!
//! Written by hand as a few path elements: a page has well over a hundred of them.

use std::fmt::Write as _;

use super::escape::push_escaped;
use super::scale::Scale;
use crate::views::profile::{ReferenceKind, Row};

const WIDTH: f64 = 160.0;
const STRIP_HEIGHT: f64 = 26.0;
const SPARK_HEIGHT: f64 = 34.0;
/// Room at both ends for the mark of the place itself.
const PAD: f64 = 5.0;

/// One tick per neighbourhood, a line for Nederland, a dot for the place. Ticks that would fall on the same unit are
/// drawn once. `None` without a spread. `title` says what is seen.
pub fn strip(row: &Row<'_>, title: &str) -> Option<String> {
    let spread = row.spread.as_ref().filter(|spread| spread.values.len() > 1)?;
    let own = row.figure.value.known();
    let nederland = row.reference(ReferenceKind::Nederland).and_then(|reference| reference.figure.value.known());
    let nederland = nederland.filter(|_| !row.is_class() && !row.period.is_count());
    let own = own.filter(|_| !row.period.is_count());
    let (low, high) = spread.range;
    let scale = Scale::of([Some(low), Some(high), own, nederland].into_iter().flatten(), PAD, WIDTH - PAD)?;
    let mut svg = open("strip", STRIP_HEIGHT, title);
    svg.push_str("<path class=\"mark-axis\" d=\"M0 13H160\"/><path class=\"mark-members\" d=\"");
    for x in units_hit(&scale, &spread.values) {
        svg.push('M');
        push_number(&mut svg, x);
        svg.push_str(" 8v10");
    }
    svg.push_str("\"/>");
    if let Some(value) = nederland {
        svg.push_str("<path class=\"mark-nederland\" d=\"M");
        push_tenths(&mut svg, scale.at(value));
        svg.push_str(" 2v22\"/>");
    }
    if let Some(value) = own {
        svg.push_str("<circle class=\"mark-own\" cx=\"");
        push_tenths(&mut svg, scale.at(value));
        svg.push_str("\" cy=\"13\" r=\"4\"/>");
    }
    svg.push_str("</svg>");
    Some(svg)
}

/// The series of the place and of Nederland over all periods; a missing period or a break leaves a gap. `None` with
/// fewer than two known periods.
pub fn sparkline(row: &Row<'_>, title: &str) -> Option<String> {
    let known = row.series.iter().filter(|point| point.figure.value.known().is_some()).count();
    if known < 2 {
        return None;
    }
    let years = row.series.iter().map(|point| f64::from(point.declared.period.end()));
    let across = Scale::of(years, PAD, WIDTH - PAD)?;
    let counts = row.period.is_count();
    let national = |value: Option<f64>| value.filter(|_| !counts);
    let own = row.series.iter().filter_map(|point| point.figure.value.known());
    let other = row.series.iter().filter_map(|point| national(point.nederland.value.known()));
    // Upwards: the highest value has the smallest y.
    let up = Scale::of(own.chain(other), SPARK_HEIGHT - PAD, PAD)?;
    let at = |point: &crate::views::profile::SeriesPoint<'_>, value: f64| {
        (across.at(f64::from(point.declared.period.end())), up.at(value))
    };
    let mut svg = open("sparkline", SPARK_HEIGHT, title);
    let series = |value: &dyn Fn(&crate::views::profile::SeriesPoint<'_>) -> Option<f64>| -> Vec<Option<(f64, f64)>> {
        let mut points = Vec::with_capacity(row.series.len() + 1);
        for point in &row.series {
            if point.declared.break_before.is_some() {
                points.push(None);
            }
            points.push(value(point).map(|value| at(point, value)));
        }
        points
    };
    let nederland = series(&|point| national(point.nederland.value.known()));
    let own = series(&|point| point.figure.value.known());
    line(&mut svg, "mark-line-nederland", &nederland);
    line(&mut svg, "mark-line-own", &own);
    svg.push_str("<path class=\"mark-points\" d=\"");
    for &point in own.iter().flatten() {
        svg.push('M');
        push_point(&mut svg, point);
        svg.push_str("h0");
    }
    svg.push_str("\"/></svg>");
    Some(svg)
}

/// The whole units on which a value falls, from left to right, each once: a gemeente has hundreds of values for 160 units,
/// so they are marked instead of sorted.
fn units_hit(scale: &Scale, values: &[f64]) -> impl Iterator<Item = u32> {
    const UNITS: usize = 161;
    let mut hit = [false; UNITS];
    for &value in values {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "held within the mark")]
        let unit = (scale.at(value) + 0.5).clamp(0.0, 160.0) as usize;
        if let Some(unit) = hit.get_mut(unit) {
            *unit = true;
        }
    }
    (0_u32..).zip(hit).filter_map(|(unit, hit)| hit.then_some(unit))
}

fn open(class: &str, height: f64, title: &str) -> String {
    let mut svg = String::with_capacity(640);
    _ = write!(svg, "<svg class=\"mark {class}\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\"><title>");
    push_escaped(&mut svg, title);
    svg.push_str("</title>");
    svg
}

/// A line that is lifted at every gap; a lone point between two gaps draws nothing (the dots show it).
fn line(svg: &mut String, class: &str, points: &[Option<(f64, f64)>]) {
    if points.iter().flatten().count() < 2 {
        return;
    }
    _ = write!(svg, "<path class=\"{class}\" d=\"");
    let mut drawing = false;
    for point in points {
        match point {
            &Some(point) => {
                svg.push(if drawing { 'L' } else { 'M' });
                push_point(svg, point);
                drawing = true;
            }
            None => drawing = false,
        }
    }
    svg.push_str("\"/>");
}

/// Two coordinates in tenths. By whole numbers: a page writes a few hundred, and writing out a decimal takes five times as
/// long.
fn push_point(svg: &mut String, (x, y): (f64, f64)) {
    push_tenths(svg, x);
    svg.push(' ');
    push_tenths(svg, y);
}

#[expect(clippy::cast_possible_truncation, reason = "coordinates lie within a mark of at most 160 units")]
fn push_tenths(svg: &mut String, value: f64) {
    let tenths = (value * 10.0).round() as i32;
    if tenths < 0 {
        svg.push('-');
    }
    let tenths = tenths.unsigned_abs();
    push_number(svg, tenths / 10);
    if !tenths.is_multiple_of(10) {
        svg.push('.');
        push_number(svg, tenths % 10);
    }
}

/// A whole number, digit by digit: a mark has dozens, and none has more than three digits.
fn push_number(svg: &mut String, number: u32) {
    if number >= 10 {
        push_number(svg, number / 10);
    }
    svg.extend(char::from_digit(number % 10, 10));
}
