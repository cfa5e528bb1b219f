//! Charts as SVG: plain paths for the small marks in table rows, plotters for charts at full size.
//!
//! Every chart has a `viewBox`, a title for those who do not see it, and classes instead of colours, so that print,
//! dark and forced-colours styles can restyle it.

mod courses;
mod distribution;
mod escape;
mod marks;
mod row_dots;
mod scale;
mod timeline;
mod trend;

pub use courses::{CourseTime, Courses, courses};
pub use distribution::{DistributionWords, distribution};
pub use marks::{sparkline, strip};
pub use row_dots::{place_shape, row_dots};
pub use scale::Scale;
pub use timeline::timeline_chart;
pub use trend::{Line, TrendChart, TrendError, TrendPoint, trend};
