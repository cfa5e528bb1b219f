//! The courses of up to six places and the Netherlands on one scale, drawn by hand: every place keeps the shape, the
//! colour and the dashes that it has in the rest of a comparison.

use std::fmt::Write as _;

use super::escape::push_escaped;
use super::row_dots::place_shape;
use super::scale::Scale;

/// The paper of a chart.
struct Paper {
    class: &'static str,
    width: f64,
    height: f64,
    /// Left, top, right, bottom of what the lines fill.
    plot: [f64; 4],
}

const WIDE: Paper = Paper { class: "chart-wide", width: 720.0, height: 300.0, plot: [70.0, 14.0, 700.0, 262.0] };
/// For a telephone, where letters keep their size.
const NARROW: Paper = Paper { class: "chart-narrow", width: 340.0, height: 280.0, plot: [58.0, 14.0, 336.0, 242.0] };
/// Grid lines.
const STEPS: u32 = 4;

/// A point in time of the chart.
#[derive(Clone, Debug)]
pub struct CourseTime {
    /// Year at which it is drawn.
    pub year: u16,
    /// How it is called.
    pub label: String,
    /// Whether figures before it cannot be compared with it: the lines are broken.
    pub break_before: bool,
}

/// What the chart shows.
pub struct Courses<'a> {
    pub title: &'a str,
    /// What is seen, in words, for those who do not see it.
    pub description: &'a str,
    /// Points in time, in order.
    pub times: &'a [CourseTime],
    /// Per place: one value per point in time; `None` leaves a gap.
    pub places: &'a [Vec<Option<f64>>],
    /// The same of the Netherlands.
    pub reference: &'a [Option<f64>],
    /// How a value is written on the axis.
    pub format: &'a dyn Fn(f64) -> String,
}

/// Draws the chart for a wide and for a narrow screen, of which the style sheet shows one; `None` without values or with
/// a single point in time.
pub fn courses(chart: &Courses<'_>) -> Option<String> {
    Some(drawn_on(&WIDE, chart)? + &drawn_on(&NARROW, chart)?)
}

fn drawn_on(paper: &Paper, chart: &Courses<'_>) -> Option<String> {
    let [left, top, right, bottom] = paper.plot;
    let values = || chart.places.iter().flatten().chain(chart.reference).copied().flatten();
    let low = values().reduce(f64::min)?;
    let high = values().reduce(f64::max)?;
    let (first, last) = (chart.times.first()?.year, chart.times.last()?.year);
    if first == last {
        return None;
    }
    let step = step_of((high - low).max(high.abs() * 0.02) / f64::from(STEPS));
    let (floor, ceiling) = ((low / step).floor() * step, (high / step).ceil() * step);
    let y = Scale::of([floor, ceiling.max(floor + step)], bottom, top)?;
    let x = Scale::of([f64::from(first), f64::from(last)], left + 12.0, right - 12.0)?;
    let mut svg = String::with_capacity(6 * 1024);
    // Writing to a string cannot fail.
    let Paper { class, width, height, .. } = paper;
    _ = write!(svg, "<svg class=\"courses {class}\" viewBox=\"0 0 {width} {height}\" role=\"img\"><title>");
    push_escaped(&mut svg, chart.title);
    svg.push_str("</title><desc>");
    push_escaped(&mut svg, chart.description);
    svg.push_str("</desc>");
    axes(&mut svg, chart, paper, (&x, &y), (floor, ceiling.max(floor + step), step));
    line(&mut svg, "mark-line-nederland", chart, chart.reference, (&x, &y));
    for (index, place) in chart.places.iter().enumerate() {
        let class = format!("place-line place-line-{0} place-{0}", index + 1);
        line(&mut svg, &class, chart, place, (&x, &y));
        for (time, value) in chart.times.iter().zip(place) {
            if let Some(value) = value {
                svg.push_str(&place_shape(index, x.at(f64::from(time.year)), y.at(*value)));
            }
        }
    }
    svg.push_str("</svg>");
    Some(svg)
}

/// A round step: 1, 2 or 5 times a power of ten, not smaller than asked for.
fn step_of(wanted: f64) -> f64 {
    let power = 10_f64.powf(wanted.max(1e-9).log10().floor());
    [1.0, 2.0, 5.0, 10.0].into_iter().map(|factor| factor * power).find(|step| *step >= wanted).unwrap_or(power * 10.0)
}

fn axes(
    svg: &mut String,
    chart: &Courses<'_>,
    paper: &Paper,
    (x, y): (&Scale, &Scale),
    (floor, ceiling, step): (f64, f64, f64),
) {
    let [left, _, right, bottom] = paper.plot;
    let mut value = floor;
    while value <= ceiling + step / 1e3 {
        let at = y.at(value);
        _ = write!(svg, "<path class=\"mark-axis\" d=\"M{left} {at:.1}H{right}\"/>");
        _ = write!(svg, "<text class=\"courses-tick\" x=\"{}\" y=\"{:.1}\" text-anchor=\"end\">", left - 8.0, at + 4.0);
        push_escaped(svg, &(chart.format)(value));
        svg.push_str("</text>");
        value += step;
    }
    let mut taken = f64::NEG_INFINITY;
    for time in chart.times {
        let at = x.at(f64::from(time.year));
        // A label that would cover the one before it is left out; the table has them all.
        if at - taken < 44.0 {
            continue;
        }
        taken = at;
        let below = bottom + 22.0;
        _ = write!(svg, "<text class=\"courses-tick\" x=\"{at:.1}\" y=\"{below}\" text-anchor=\"middle\">");
        push_escaped(svg, &time.label);
        svg.push_str("</text>");
    }
}

/// The unbroken runs of a line.
fn line(svg: &mut String, class: &str, chart: &Courses<'_>, values: &[Option<f64>], (x, y): (&Scale, &Scale)) {
    let mut path = String::new();
    let mut drawing = false;
    for (time, value) in chart.times.iter().zip(values) {
        drawing &= !time.break_before;
        match value {
            None => drawing = false,
            Some(value) => {
                let joint = if drawing { 'L' } else { 'M' };
                _ = write!(path, "{joint}{:.1} {:.1}", x.at(f64::from(time.year)), y.at(*value));
                drawing = true;
            }
        }
    }
    if !path.is_empty() {
        _ = write!(svg, "<path class=\"{class}\" d=\"{path}\"/>");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(places: &[Vec<Option<f64>>], breaks: [bool; 3]) -> Option<String> {
        let times: Vec<CourseTime> = [2012, 2016, 2020]
            .into_iter()
            .zip(breaks)
            .map(|(year, break_before)| CourseTime { year, label: year.to_string(), break_before })
            .collect();
        let format = |value: f64| format!("{value:.0}%");
        courses(&Courses {
            title: "A <B>",
            description: "",
            times: &times,
            places,
            reference: &[Some(10.0), None, Some(20.0)],
            format: &format,
        })
    }

    #[test]
    fn a_line_is_broken_at_a_gap_and_before_a_period_that_cannot_be_compared() {
        let whole = drawn(&[vec![Some(1.0), Some(2.0), Some(3.0)]], [false; 3]).unwrap();
        let broken = drawn(&[vec![Some(1.0), Some(2.0), Some(3.0)]], [false, true, false]).unwrap();
        let path =
            |svg: &str| svg.split("place-line-1 place-1\" d=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        assert_eq!((path(&whole).matches('L').count(), path(&broken).matches('L').count()), (2, 1));
        assert!(whole.contains("<title>A &lt;B&gt;</title>"));
        assert!(whole.contains("courses chart-wide") && whole.contains("courses chart-narrow"));
        assert!(!whole.contains('#'), "no colour but by class");
    }

    #[test]
    fn the_steps_of_the_axis_are_round() {
        for (wanted, step) in [(0.9, 1.0), (1.1, 2.0), (3.0, 5.0), (7.0, 10.0), (0.03, 0.05)] {
            assert!((step_of(wanted) - step).abs() < 1e-9, "{wanted}");
        }
    }

    #[test]
    fn without_values_there_is_no_chart() {
        let empty =
            Courses { title: "", description: "", times: &[], places: &[], reference: &[], format: &|_| String::new() };
        assert_eq!(courses(&empty), None);
    }
}
