//! Designations as bars and other moments as marks, on one axis of years.

use std::fmt::Write as _;

use super::Scale;
use super::escape::push_escaped;
use crate::domain::{Lang, PartialDate};
use crate::text;
use crate::views::knowledge::{Moment, TimelineView};

const WIDTH: f64 = 960.0;
const SIDE: f64 = 16.0;
const ROW: f64 = 44.0;
const TOP: f64 = 12.0;

/// The time line. A bar without a last day goes on to the edge, dashed; a year is drawn as the width of that year.
pub fn timeline_chart(lang: Lang, view: &TimelineView<'_>) -> String {
    let (first, last) = view.years;
    let ends = [f64::from(first), f64::from(last) + 1.0];
    let Some(scale) = Scale::of(ends, SIDE, WIDTH - SIDE) else { return String::new() };
    let bars = count(view.bars.len());
    let marks = TOP + bars * ROW + 24.0;
    let height = marks + 52.0;
    let mut svg = format!(
        "<svg class=\"timeline\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-labelledby=\"tijdlijn-naam\">\
         <title id=\"tijdlijn-naam\">"
    );
    push_escaped(
        &mut svg,
        lang.pick(
            "Tijdlijn van aanwijzingen en wat eromheen gebeurde; de tabel hieronder zegt hetzelfde.",
            "Time line of designations and what happened around them; the table below says the same.",
        ),
    );
    svg.push_str("</title>");
    axis(&mut svg, &scale, view.years, height);
    for (position, designation) in view.bars.iter().enumerate() {
        let from = designation.valid_from.parse::<PartialDate>().ok().map(|date| scale.at(decimal_year(date.first())));
        let until = designation.valid_to.parse::<PartialDate>().ok().map(|date| scale.at(decimal_year(date.last())));
        let (from, to) = (from.unwrap_or(SIDE), until.unwrap_or(WIDTH - SIDE));
        let y = TOP + count(position) * ROW;
        let class = if until.is_some() { "timeline-bar" } else { "timeline-bar timeline-open" };
        // Writing to a string cannot fail.
        let _ = write!(
            svg,
            "<rect class=\"{class}\" x=\"{from:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"12\"/>",
            y + 22.0,
            (to - from).max(2.0)
        );
        // A label that would leave the drawing ends at the end of its bar.
        let late = from > WIDTH * 0.6;
        let (x, anchor) = if late { (WIDTH - SIDE, "end") } else { (from, "start") };
        let _ =
            write!(svg, "<text class=\"timeline-name\" x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"{anchor}\">", y + 15.0);
        let dates = text::dates_of(lang, designation);
        push_escaped(&mut svg, &format!("{} ({dates})", designation.name.get(lang)));
        svg.push_str("</text>");
    }
    for moment in view.moments.iter().filter(|moment| matches!(moment, Moment::Note(_))) {
        mark(&mut svg, &scale, moment, marks);
    }
    svg.push_str("</svg>");
    svg
}

fn axis(svg: &mut String, scale: &Scale, (first, last): (i16, i16), height: f64) {
    for year in first..=last {
        let x = scale.at(f64::from(year));
        let labelled = year % 5 == 0;
        let class = if labelled { "timeline-grid timeline-five" } else { "timeline-grid" };
        let _ = write!(svg, "<path class=\"{class}\" d=\"M{x:.1} {TOP}V{:.1}\"/>", height - 24.0);
        if labelled {
            let _ = write!(svg, "<text class=\"timeline-year\" x=\"{x:.1}\" y=\"{:.1}\">{year}</text>", height - 6.0);
        }
    }
}

fn mark(svg: &mut String, scale: &Scale, moment: &Moment<'_>, y: f64) {
    let Ok(date) = moment.date().parse::<PartialDate>() else { return };
    let (from, to) = (scale.at(decimal_year(date.first())), scale.at(decimal_year(date.last())));
    if date.day().is_some() {
        let _ = write!(svg, "<circle class=\"timeline-day\" cx=\"{from:.1}\" cy=\"{y:.1}\" r=\"5\"/>");
    } else {
        let width = (to - from).max(6.0);
        let _ = write!(
            svg,
            "<rect class=\"timeline-span\" x=\"{from:.1}\" y=\"{:.1}\" width=\"{width:.1}\" height=\"8\" rx=\"4\"/>",
            y - 4.0
        );
    }
}

/// A day as a number of years.
fn decimal_year(day: jiff::civil::Date) -> f64 {
    f64::from(day.year()) + f64::from(day.day_of_year() - 1) / f64::from(day.days_in_year())
}

fn count(number: usize) -> f64 {
    u32::try_from(number).map_or(0.0, f64::from)
}
