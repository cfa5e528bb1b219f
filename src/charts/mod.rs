//! Charts as SVG: plain paths for the small marks in table rows, plotters for charts at full size.
//!
//! Every chart has a `viewBox`, a title and a description for those who do not see it, and classes instead of colours,
//! so that print, dark and forced-colours styles can restyle it. As a file of its own it brings heading, source line
//! and styles along.

mod ages;
#[cfg(test)]
mod any_values_tests;
mod courses;
mod distribution;
mod dots;
mod ends;
mod escape;
mod gap;
mod ink;
mod labels;
mod lines;
mod marks;
mod measure;
mod names;
mod notes;
mod pen;
mod png;
mod regions;
mod row_dots;
mod scale;
mod sheet;
mod style;
mod table;
mod timeline;
mod trend;
mod words;

use crate::domain::Lang;
use crate::views::chart::Chart;

pub use courses::{CourseTime, Courses, courses};
pub use distribution::{DistributionWords, distribution};
pub use escape::push_escaped;
pub use marks::{sparkline, strip};
pub use measure::width as text_width;
pub use names::place_name;
pub use png::{PNG_WIDTHS, PngError, png};
pub use row_dots::{place_shape, row_dots};
pub use scale::Scale;
pub use sheet::{DrawingError, Dress, Form, Sheet};
pub use style::{FONT, of_file as file_style};
pub use table::table;
pub use timeline::timeline_chart;
pub use words::{ChartWords, Imprint, age_group, words};

pub fn draw(chart: &Chart<'_>, words: &ChartWords, lang: Lang, sheet: Sheet) -> Result<String, DrawingError> {
    match chart {
        Chart::Trend(view) => trend::draw(view, lang, sheet, words),
        Chart::Dots(view) => dots::draw(view, lang, sheet, words),
        Chart::Gap(chart) => gap::draw(chart, lang, sheet, words),
        Chart::Swarm(view) => regions::swarm(view, lang, sheet, words),
        Chart::Histogram(view) => regions::histogram(view, lang, sheet, words),
        Chart::Ages(view) => ages::draw(view, lang, sheet, words),
    }
}
