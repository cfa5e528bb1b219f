//! The trend of a place beside its references, at full size.
//!
//! Drawn by plotters into a string. Plotters writes colours; each series gets a colour that stands for its class, and
//! the finished drawing is rewritten so that style sheets decide what it looks like.

use plotters::coord::types::RangedCoordf64;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use thiserror::Error;

use super::escape::push_escaped;

/// What can go wrong while drawing.
#[derive(Debug, Error)]
pub enum TrendError {
    /// There are fewer than two periods with a value.
    #[error("a trend needs at least two periods with a value")]
    TooFewPeriods,
    /// The drawing library failed.
    #[error("the chart could not be drawn: {0}")]
    Drawing(String),
}

/// A period of a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TrendPoint {
    /// Year at which it is drawn.
    pub year: u16,
    /// The value; `None` leaves a gap.
    pub value: Option<f64>,
    /// Whether the line is broken before this point.
    pub break_before: bool,
}

/// A line with its label.
#[derive(Clone, Debug)]
pub struct Line {
    /// Label at the end of the line.
    pub label: String,
    /// Whether it is the place itself; the others are references.
    pub own: bool,
    /// Points in order of year.
    pub points: Vec<TrendPoint>,
}

/// What the chart shows.
pub struct TrendChart<'a> {
    /// Title with the unit.
    pub title: &'a str,
    /// What is seen, in one or two sentences, for those who do not see it.
    pub description: &'a str,
    /// Source line, drawn under the chart.
    pub source: &'a str,
    /// How a value is written on the axis.
    pub format: &'a dyn Fn(f64) -> String,
    /// Lines; the place itself is drawn last, on top.
    pub lines: &'a [Line],
}

const SIZE: (u32, u32) = (640, 300);
/// Room at the right for the labels of the lines.
const LABELS: u32 = 190;
/// Colours that stand for classes, and nothing else: they never reach the reader.
const CLASSES: [(RGBColor, &str, &str); 6] = [
    (RGBColor(1, 0, 0), "#010000", "trend-grid"),
    (RGBColor(2, 0, 0), "#020000", "trend-axis"),
    (RGBColor(3, 0, 0), "#030000", "trend-own"),
    (RGBColor(4, 0, 0), "#040000", "trend-ref trend-ref-1"),
    (RGBColor(5, 0, 0), "#050000", "trend-ref trend-ref-2"),
    (RGBColor(6, 0, 0), "#060000", "trend-ref trend-ref-3"),
];
const GRID: RGBColor = CLASSES[0].0;
const AXIS: RGBColor = CLASSES[1].0;
const OWN: RGBColor = CLASSES[2].0;
const REFERENCES: [RGBColor; 3] = [CLASSES[3].0, CLASSES[4].0, CLASSES[5].0];

/// Draws the chart as an SVG element.
///
/// # Errors
/// [`TrendError::TooFewPeriods`] with fewer than two periods; [`TrendError::Drawing`] when the library fails.
pub fn trend(chart: &TrendChart<'_>) -> Result<String, TrendError> {
    let values: Vec<f64> = chart.lines.iter().flat_map(|line| &line.points).filter_map(|point| point.value).collect();
    let years: Vec<u16> = chart.lines.iter().flat_map(|line| &line.points).map(|point| point.year).collect();
    let (Some(&first), Some(&last)) = (years.iter().min(), years.iter().max()) else {
        return Err(TrendError::TooFewPeriods);
    };
    if first == last || values.is_empty() {
        return Err(TrendError::TooFewPeriods);
    }
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    // A tenth of the range as air; a flat line gets a range of its own.
    let air = if high > low { (high - low) * 0.1 } else { high.abs().max(1.0) * 0.1 };
    let floor = if low >= 0.0 { (low - air).max(0.0) } else { low - air };
    let mut svg = String::with_capacity(8 * 1024);
    draw(chart, &mut svg, (f64::from(first), f64::from(last)), (floor, high + air))
        .map_err(|error| TrendError::Drawing(error.to_string()))?;
    Ok(with_classes(&svg, chart))
}

type Plot<'a, 'b> = ChartContext<'a, SVGBackend<'b>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;

/// Text in the colour that stands for a class.
fn plain(colour: RGBColor) -> TextStyle<'static> {
    ("sans-serif", 14).into_font().color(&colour)
}

fn draw(
    chart: &TrendChart<'_>,
    svg: &mut String,
    (first, last): (f64, f64),
    (low, high): (f64, f64),
) -> Result<(), Box<dyn std::error::Error>> {
    let root = SVGBackend::with_string(svg, SIZE).into_drawing_area();
    let mut context = ChartBuilder::on(&root)
        .margin_top(12)
        .margin_right(LABELS)
        .x_label_area_size(28)
        .y_label_area_size(64)
        .build_cartesian_2d(first..last, low..high)?;
    context
        .configure_mesh()
        .disable_x_mesh()
        .disable_x_axis()
        .y_labels(5)
        .y_max_light_lines(1)
        .bold_line_style(GRID)
        .light_line_style(TRANSPARENT)
        .axis_style(TRANSPARENT)
        .y_label_style(plain(AXIS))
        .y_label_formatter(&|value: &f64| (chart.format)(*value))
        .draw()?;
    let mut years: Vec<u16> = chart.lines.iter().flat_map(|line| &line.points).map(|point| point.year).collect();
    years.sort_unstable();
    years.dedup();
    let below = plain(AXIS).pos(Pos::new(HPos::Center, VPos::Top));
    context.draw_series(
        years
            .iter()
            .map(|&year| EmptyElement::at((f64::from(year), low)) + Text::new(year.to_string(), (0, 8), below.clone())),
    )?;
    draw_lines(chart, &mut context, last, (low, high))?;
    root.present()?;
    Ok(())
}

/// The lines with their labels at the right.
fn draw_lines(
    chart: &TrendChart<'_>,
    context: &mut Plot<'_, '_>,
    last: f64,
    range: (f64, f64),
) -> Result<(), Box<dyn std::error::Error>> {
    let mut references = REFERENCES.into_iter();
    let mut labels = Vec::new();
    for line in chart.lines {
        let colour = if line.own { OWN } else { references.next().unwrap_or(AXIS) };
        for run in runs(&line.points) {
            context.draw_series(LineSeries::new(run.iter().copied(), colour))?;
            let size = if line.own { 4 } else { 3 };
            context.draw_series(run.iter().map(|&point| Circle::new(point, size, colour.filled())))?;
        }
        if let Some(end) = line.points.iter().rev().find_map(|point| Some((f64::from(point.year), point.value?))) {
            labels.push((end.1, colour, line.label.as_str()));
        }
    }
    for (value, dodge, colour, label) in dodged(labels, range) {
        let beside = plain(colour).pos(Pos::new(HPos::Left, VPos::Center));
        context.draw_series(std::iter::once(
            EmptyElement::at((last, value)) + Text::new(label.to_owned(), (12, dodge), beside),
        ))?;
    }
    Ok(())
}

/// Unbroken runs of known points.
fn runs(points: &[TrendPoint]) -> Vec<Vec<(f64, f64)>> {
    let mut runs: Vec<Vec<(f64, f64)>> = vec![Vec::new()];
    for point in points {
        if point.break_before || point.value.is_none() {
            runs.push(Vec::new());
        }
        if let (Some(value), Some(run)) = (point.value, runs.last_mut()) {
            run.push((f64::from(point.year), value));
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

/// Moves labels apart that would overlap: each with its value, how far it moves in pixels, its colour and its text.
fn dodged(mut labels: Vec<(f64, RGBColor, &str)>, (low, high): (f64, f64)) -> Vec<(f64, i32, RGBColor, &str)> {
    const LINE: f64 = 18.0;
    const PLOT: f64 = 260.0;
    labels.sort_by(|left, right| right.0.total_cmp(&left.0));
    let mut lowest = f64::NEG_INFINITY;
    labels
        .into_iter()
        .map(|(value, colour, label)| {
            let y = (high - value) / (high - low) * PLOT;
            let placed = y.max(lowest + LINE);
            lowest = placed;
            #[expect(clippy::cast_possible_truncation, reason = "at most the height of the chart")]
            let moved = (placed - y).round() as i32;
            (value, moved, colour, label)
        })
        .collect()
}

/// Replaces the root element by one with a title and a description, colours by classes, and adds the source line.
fn with_classes(svg: &str, chart: &TrendChart<'_>) -> String {
    let body = svg.split_once('>').map_or(svg, |(_, body)| body);
    let body = body.trim_end().strip_suffix("</svg>").unwrap_or(body);
    let mut out = String::with_capacity(svg.len() + 512);
    let (width, height) = SIZE;
    out.push_str("<svg class=\"trend-chart\" viewBox=\"0 0 ");
    out.push_str(&width.to_string());
    out.push(' ');
    out.push_str(&(height + 20).to_string());
    out.push_str("\" role=\"img\"><title>");
    push_escaped(&mut out, chart.title);
    out.push_str("</title><desc>");
    push_escaped(&mut out, chart.description);
    out.push_str("</desc>");
    for part in body.split_inclusive('>') {
        push_part(&mut out, part);
    }
    out.push_str("<text class=\"trend-source\" x=\"0\" y=\"");
    out.push_str(&(height + 14).to_string());
    out.push_str("\">");
    push_escaped(&mut out, chart.source);
    out.push_str("</text></svg>");
    out
}

/// One element of the drawing: its colour becomes a class; transparent ones are dropped.
fn push_part(out: &mut String, part: &str) {
    if part.contains("opacity=\"0\"") {
        return;
    }
    let Some((colour, class)) = CLASSES.iter().find_map(|(_, hex, class)| part.contains(hex).then_some((*hex, *class)))
    else {
        out.push_str(part);
        return;
    };
    let filled = format!("fill=\"{colour}\"");
    let kind = if part.contains("<text") {
        "label"
    } else if part.contains(&filled) {
        "dot"
    } else {
        "line"
    };
    let classes = format!("class=\"{class} trend-{kind}\"");
    let stroke = format!("stroke=\"{colour}\"");
    let cleaned = part.replacen(&filled, &classes, 1);
    let cleaned = if cleaned.contains(&classes) {
        cleaned.replacen(&stroke, "", 1)
    } else {
        cleaned.replacen(&stroke, &classes, 1)
    };
    out.push_str(&cleaned);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(label: &str, own: bool, values: &[(u16, Option<f64>)]) -> Line {
        let points = values.iter().map(|&(year, value)| TrendPoint { year, value, break_before: false }).collect();
        Line { label: label.to_owned(), own, points }
    }

    fn drawn(lines: &[Line]) -> Result<String, TrendError> {
        let format = |value: f64| format!("{value:.0}%");
        trend(&TrendChart { title: "Eenzaam <18+>", description: "Drie jaren", source: "RIVM", format: &format, lines })
    }

    #[test]
    fn a_trend_has_a_title_a_source_and_classes_instead_of_colours() {
        let lines = [
            line("Nederland", false, &[(2012, Some(39.6)), (2016, Some(43.4)), (2020, Some(47.0))]),
            line("Overvecht", true, &[(2012, Some(49.1)), (2016, Some(52.8)), (2020, Some(56.3))]),
        ];
        let svg = drawn(&lines).unwrap();
        for part in
            ["viewBox=", "<title>Eenzaam &lt;18+&gt;</title>", "<desc>Drie jaren</desc>", "trend-own", "Overvecht"]
        {
            assert!(svg.contains(part), "{part} is missing in {svg}");
        }
        assert!(!svg.contains('#'), "a colour is left in {svg}");
    }

    #[test]
    fn a_missing_period_leaves_a_gap_in_the_line() {
        let whole = drawn(&[line("A", true, &[(2012, Some(1.0)), (2016, Some(2.0)), (2020, Some(3.0))])]).unwrap();
        let gap = drawn(&[line("A", true, &[(2012, Some(1.0)), (2016, None), (2020, Some(3.0))])]).unwrap();
        assert_eq!(whole.matches("trend-own trend-line").count(), 1);
        assert_eq!(gap.matches("<circle").count(), 2);
        let joins = |svg: &str| {
            svg.split("trend-own trend-line")
                .nth(1)
                .map_or(0, |rest| rest.split('>').next().unwrap().matches(',').count())
        };
        assert!(joins(&gap) < joins(&whole));
    }

    #[test]
    fn one_year_is_no_trend() {
        assert!(matches!(drawn(&[line("A", true, &[(2020, Some(1.0))])]), Err(TrendError::TooFewPeriods)));
        assert!(drawn(&[]).is_err());
    }

    #[test]
    fn equal_values_get_a_scale_of_their_own() {
        assert!(drawn(&[line("A", true, &[(2016, Some(5.0)), (2020, Some(5.0))])]).is_ok());
    }

    #[test]
    fn labels_that_would_overlap_move_apart() {
        let placed = dodged(vec![(10.0, OWN, "a"), (10.1, AXIS, "b"), (0.0, AXIS, "c")], (0.0, 20.0));
        let moves: Vec<i32> = placed.iter().map(|label| label.1).collect();
        assert_eq!(placed.iter().map(|label| label.3).collect::<Vec<_>>(), ["b", "a", "c"]);
        assert_eq!(moves.first(), Some(&0));
        assert!(moves[1] >= 16);
    }
}
