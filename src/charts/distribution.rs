//! The distribution beside a map: bars of regions over a band in the colours of the legend, with places and references
//! marked on it. The band is cut where the classes are, so that bars, legend and map tell the same.

use std::fmt::Write as _;

use super::escape::push_escaped;
use super::measure::width;
use super::scale::Scale;
use crate::domain::{Owner, Reference};
use crate::views::explore::Distribution;

const WIDTH: f64 = 400.0;
const PAD: f64 = 4.0;
/// Height of the name of a mark.
const NAME: f64 = 19.0;
const BARS: f64 = 84.0;
const BAND: f64 = 12.0;
/// Height of the ticks of the part of the country that is shown.
const TICKS: f64 = 12.0;
const LABELS: f64 = 18.0;
/// Size of the letters.
const SIZE: f64 = 13.0;
/// Room between two labels.
const BETWEEN: f64 = 9.0;

/// What the drawing says.
#[derive(Clone, Debug)]
pub struct DistributionWords {
    /// Title, for those who do not see it.
    pub title: String,
    /// What is drawn, in a sentence.
    pub description: String,
    /// The bounds between the classes, as shown; as many as the classes less one.
    pub breaks: Vec<String>,
    /// Name and value of every mark, in their order.
    pub marks: Vec<String>,
}

/// Draws a distribution. `id` tells the titles of two drawings on one page apart.
pub fn distribution(view: &Distribution<'_>, words: &DistributionWords, id: &str) -> String {
    let Some(across) = Scale::of([view.low, view.high], PAD, WIDTH - PAD) else { return String::new() };
    let names = NAME * count(view.marks.len());
    let floor = names + BARS;
    let ticks = if view.inside.is_empty() { 0.0 } else { TICKS };
    let height = floor + BAND + ticks + LABELS;
    let mut svg = String::with_capacity(4096);
    _ = write!(
        svg,
        "<svg class=\"distribution\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-labelledby=\"{id}-t {id}-d\"><title id=\"{id}-t\">"
    );
    push_escaped(&mut svg, &words.title);
    _ = write!(svg, "</title><desc id=\"{id}-d\">");
    push_escaped(&mut svg, &words.description);
    svg.push_str("</desc>");
    bars(&mut svg, view, floor);
    band(&mut svg, view, &across, floor);
    if ticks > 0.0 {
        inside(&mut svg, view, &across, floor + BAND);
    }
    labels(&mut svg, view, words, &across, height - 4.0);
    marks(&mut svg, view, words, &across, floor + BAND);
    svg.push_str("</svg>");
    svg
}

#[expect(clippy::cast_precision_loss, reason = "counts of regions and of bars")]
const fn count(number: usize) -> f64 {
    number as f64
}

/// One path for all bars.
fn bars(svg: &mut String, view: &Distribution<'_>, floor: f64) {
    let highest = view.bars.iter().copied().max().unwrap_or(1).max(1);
    let width = (WIDTH - 2.0 * PAD) / count(view.bars.len().max(1));
    svg.push_str("<path class=\"distribution-bars\" d=\"");
    for (at, &regions) in view.bars.iter().enumerate().filter(|(_, regions)| **regions > 0) {
        // A bar of a single region is still seen.
        let height = (count(regions) / count(highest) * (BARS - 6.0)).max(1.0);
        let left = PAD + width * count(at);
        _ = write!(svg, "M{left:.1} {floor}v-{height:.1}h{:.1}v{height:.1}z", (width - 0.8).max(0.5));
    }
    svg.push_str("\"/>");
}

/// The classes as a band under the bars.
fn band(svg: &mut String, view: &Distribution<'_>, across: &Scale, floor: f64) {
    for class in &view.classes {
        let from = class.from.unwrap_or(view.low).clamp(view.low, view.high);
        let to = class.to.unwrap_or(view.high).clamp(view.low, view.high);
        let (left, right) = (across.at(from), across.at(to));
        if right > left {
            _ = write!(
                svg,
                "<rect class=\"distribution-class c{}\" x=\"{left:.1}\" y=\"{floor}\" width=\"{:.1}\" height=\"{BAND}\"/>",
                class.index,
                right - left
            );
        }
    }
}

/// One tick per region of the part of the country that is shown; those on the same unit are drawn once.
fn inside(svg: &mut String, view: &Distribution<'_>, across: &Scale, top: f64) {
    let mut spots: Vec<i32> = view
        .inside
        .iter()
        .map(|value| {
            #[expect(clippy::cast_possible_truncation, reason = "between 0 and the width")]
            let spot = across.at(value.clamp(view.low, view.high)).round() as i32;
            spot
        })
        .collect();
    spots.sort_unstable();
    spots.dedup();
    svg.push_str("<path class=\"distribution-inside\" d=\"");
    for spot in spots {
        _ = write!(svg, "M{spot} {}v{}", top + 2.0, TICKS - 3.0);
    }
    svg.push_str("\"/>");
}

/// The bounds of the classes where there is room for them.
fn labels(svg: &mut String, view: &Distribution<'_>, words: &DistributionWords, across: &Scale, base: f64) {
    let mut free = 0.0;
    let limits = view.classes.iter().filter_map(|class| class.to);
    for (limit, label) in limits.zip(&words.breaks) {
        if limit <= view.low || limit >= view.high {
            continue;
        }
        let half = width(label, SIZE, false) / 2.0;
        let x = across.at(limit).clamp(half, WIDTH - half);
        if x - half < free {
            continue;
        }
        free = x + half + BETWEEN;
        _ = write!(svg, "<text class=\"distribution-label\" x=\"{x:.1}\" y=\"{base}\" text-anchor=\"middle\">");
        push_escaped(svg, label);
        svg.push_str("</text>");
    }
}

/// A line through the bars for every mark, its name above them, a row for each.
fn marks(svg: &mut String, view: &Distribution<'_>, words: &DistributionWords, across: &Scale, bottom: f64) {
    for (row, (mark, name)) in view.marks.iter().zip(&words.marks).enumerate() {
        let class = match mark.owner {
            Owner::Place(_) => "distribution-own",
            Owner::Reference(Reference::Nederland) => "distribution-nederland",
            Owner::Reference(_) => "distribution-centre",
        };
        let x = across.at(mark.value.clamp(view.low, view.high));
        let base = NAME * count(row) + 14.0;
        let room = width(name, SIZE, true);
        // Beside the line, on the side with room.
        let (text_x, anchor) = if x + 6.0 + room < WIDTH { (x + 6.0, "start") } else { (x - 6.0, "end") };
        _ = write!(
            svg,
            "<path class=\"{class}\" d=\"M{x:.1} {:.1}V{bottom}\"/><text class=\"distribution-name {class}-name\" x=\"{text_x:.1}\" y=\"{base}\" text-anchor=\"{anchor}\">",
            base - 11.0
        );
        push_escaped(svg, name);
        svg.push_str("</text>");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Figure, ShownFigure, Value};
    use crate::views::explore::{Class, Mark};

    fn sample() -> (Distribution<'static>, DistributionWords) {
        let class = |index, from, to| Class { index, from, to, count: 3 };
        let figure = ShownFigure::new(Figure::published(Value::Known(27.0)), 0);
        let mark = Mark { owner: Owner::Place("A & B"), figure, value: 27.0, class: 0 };
        let values: Vec<f64> = (0..100).map(f64::from).collect();
        let classes = [class(0, None, Some(30.0)), class(4, Some(30.0), None)];
        let view = Distribution::new(&values, &classes, &[mark], vec![3.0, 3.05, 90.0]).unwrap();
        let words = DistributionWords {
            title: "Titel".to_owned(),
            description: "Wat er staat".to_owned(),
            breaks: vec!["30%".to_owned()],
            marks: vec!["A & B 27%".to_owned()],
        };
        (view, words)
    }

    #[test]
    fn the_band_is_cut_where_the_classes_are_and_names_are_escaped() {
        let (view, words) = sample();
        let svg = distribution(&view, &words, "v");
        assert_eq!(svg.matches("distribution-class").count(), 2);
        assert!(svg.contains("A &amp; B 27%") && !svg.contains("A & B"));
        assert!(svg.contains(">30%<"));
    }

    #[test]
    fn a_bound_that_would_touch_the_one_before_it_is_left_out() {
        let (mut view, mut words) = sample();
        let class = |index, from, to| Class { index, from, to, count: 3 };
        view.classes = vec![
            class(0, None, Some(60.0)),
            class(1, Some(60.0), Some(65.0)),
            class(2, Some(65.0), Some(75.0)),
            class(3, Some(75.0), None),
        ];
        words.breaks = ["60%", "65%", "75%"].map(str::to_owned).into();
        let svg = distribution(&view, &words, "v");
        assert!(svg.contains(">60%<") && !svg.contains(">65%<") && svg.contains(">75%<"), "{svg}");
    }

    #[test]
    fn regions_on_the_same_spot_are_ticked_once() {
        let (view, words) = sample();
        let svg = distribution(&view, &words, "v");
        let ticks = svg.split("distribution-inside\" d=\"").nth(1).unwrap().split('"').next().unwrap();
        assert_eq!(ticks.matches('M').count(), 2);
    }
}
