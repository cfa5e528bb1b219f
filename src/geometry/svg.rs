//! Outlines as SVG paths, simplified for the frame they stand in.

use std::fmt::Write as _;

use super::coverage::{Coverage, Outline};
use super::net::Net;
use super::project::{FINE_BITS, degrees, to_mercator};
use super::weigh::weight_of;
use crate::domain::Level;
use crate::domain::topology::Ring;

/// Area in square pixels below which the triangle of a point is not worth drawing.
const TOLERANCE: f64 = 0.35;

/// A rectangle of the map in Web Mercator, fitted into a drawing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// Width of the drawing in SVG units.
    pub width: f64,
    /// Height of the drawing in SVG units.
    pub height: f64,
    /// SVG units per width of the world.
    scale: f64,
    /// What is added after scaling.
    shift: [f64; 2],
}

impl Frame {
    /// Fits a box (west, south, east, north in degrees) into `width` by at most `max_height`, with `padding` on every
    /// side. The height follows from the box; where it would be too high the box is centred in the width.
    #[must_use]
    pub fn fit([west, south, east, north]: [f64; 4], width: f64, max_height: f64, padding: f64) -> Self {
        let ([x0, y0], [x1, y1]) = (to_mercator([west, south]), to_mercator([east, north]));
        // A point or a line gets about 50 m of room.
        let (spanned_x, spanned_y) = ((x1 - x0).max(1e-6), (y1 - y0).max(1e-6));
        let room = |length: f64| (length - 2.0 * padding).max(1.0);
        let scale = (room(width) / spanned_x).min(room(max_height) / spanned_y);
        let height = (spanned_y * scale + 2.0 * padding).min(max_height.max(1.0)).ceil();
        let shift = [width / 2.0 - (x0 + x1) / 2.0 * scale, height / 2.0 + (y0 + y1) / 2.0 * scale];
        Self { width, height, scale, shift }
    }

    /// Where a position (longitude, latitude in degrees) falls in the drawing.
    #[must_use]
    pub fn project_point(&self, position: [f64; 2]) -> [f64; 2] {
        let [x, y] = to_mercator(position);
        [self.shift[0] + x * self.scale, self.shift[1] - y * self.scale]
    }

    /// The least weight of a point that is drawn.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the cast saturates; more is coarser")]
    fn least_weight(&self) -> u8 {
        let fine_per_unit = f64::from(1_u32 << FINE_BITS) / self.scale;
        weight_of((2.0 * TOLERANCE * fine_per_unit * fine_per_unit) as u64)
    }
}

/// The paths of regions of a level, with the index of each. Neighbours share the points of their border.
#[must_use]
pub fn paths(coverage: &Coverage, level: Level, indices: &[usize], frame: &Frame) -> Vec<(usize, String)> {
    let Some(net) = coverage.net(level) else { return Vec::new() };
    let least = frame.least_weight();
    indices.iter().map(|&index| (index, path(net, net.shape(index), frame, least))).collect()
}

/// The path of an outline.
#[must_use]
pub fn outline_path(outline: &Outline, frame: &Frame) -> String {
    path(&outline.net, outline.net.shape(0), frame, frame.least_weight())
}

/// The path of polygons; one that is smaller than the drawing can show becomes a dot of a tenth of a unit, so that
/// every region has a path.
fn path(net: &Net, polygons: &[Vec<Ring>], frame: &Frame, least: u8) -> String {
    let mut writer = PathWriter::default();
    for ring in polygons.iter().flatten() {
        net.walk_ring(ring, |point, weight| {
            if weight >= least {
                writer.point(frame.project_point(degrees(point)));
            }
        });
        writer.close();
    }
    if writer.text.is_empty() {
        let first = polygons.iter().flatten().next().map(|ring| net.ring_points(ring)).unwrap_or_default();
        if let Some(&point) = first.first() {
            let [x, y] = frame.project_point(degrees(point)).map(tenths);
            let _ = write!(writer.text, "M{}", Number(x));
            writer.number(y);
            writer.text.push_str("h.1v.1z");
        }
    }
    writer.text
}

/// Tenths of a unit, whole.
#[expect(clippy::cast_possible_truncation, reason = "the cast saturates")]
const fn tenths(value: f64) -> i64 {
    (value * 10.0).round() as i64
}

/// A number of tenths as short as SVG allows: `-.5`, `12`, `3.4`.
struct Number(i64);

impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.0 < 0 {
            f.write_char('-')?;
        }
        let (whole, tenth) = (self.0.unsigned_abs() / 10, self.0.unsigned_abs() % 10);
        if whole > 0 || tenth == 0 {
            write!(f, "{whole}")?;
        }
        if tenth > 0 { write!(f, ".{tenth}") } else { Ok(()) }
    }
}

/// Writes rings as relative lines, leaving out points that fall together.
#[derive(Default)]
struct PathWriter {
    text: String,
    ring: Vec<[i64; 2]>,
}

impl PathWriter {
    fn point(&mut self, position: [f64; 2]) {
        let point = position.map(tenths);
        if self.ring.last() != Some(&point) {
            self.ring.push(point);
        }
    }

    /// A number after another one: a minus sign separates by itself.
    fn number(&mut self, value: i64) {
        if value >= 0 {
            self.text.push(' ');
        }
        let _ = write!(self.text, "{}", Number(value));
    }

    fn close(&mut self) {
        if self.ring.first() == self.ring.last() {
            self.ring.pop();
        }
        if let (Some(&[x, y]), true) = (self.ring.first(), self.ring.len() > 2) {
            self.text.push('M');
            let _ = write!(self.text, "{}", Number(x));
            self.number(y);
            self.text.push('l');
            let ring = std::mem::take(&mut self.ring);
            for (place, ([ax, ay], [bx, by])) in ring.iter().zip(ring.iter().skip(1)).enumerate() {
                if place == 0 {
                    let _ = write!(self.text, "{}", Number(bx - ax));
                } else {
                    self.number(bx - ax);
                }
                self.number(by - ay);
            }
            self.text.push('z');
        }
        self.ring.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::coverage::tests::row;

    #[test]
    fn a_frame_holds_its_box_and_keeps_the_proportions() {
        let bbox = [5.0, 52.0, 5.08, 52.01];
        let frame = Frame::fit(bbox, 640.0, 400.0, 10.0);
        let [x, y] = frame.project_point([5.0, 52.01]);
        let [x2, y2] = frame.project_point([5.08, 52.0]);
        assert!((x - 10.0).abs() < 1e-6 && (x2 - 630.0).abs() < 1e-6);
        assert!(y >= 9.0 && y2 <= frame.height - 9.0 && y < y2);
        let ratio = (y2 - y) / (x2 - x);
        assert!((ratio - 0.01 / 0.08 / 52.005_f64.to_radians().cos()).abs() < 1e-3, "{ratio}");
        let narrow = Frame::fit(bbox, 640.0, 50.0, 10.0);
        assert!((narrow.height - 50.0).abs() < 1e-9);
    }

    #[test]
    fn paths_are_relative_and_closed() {
        let coverage = row();
        let frame = Frame::fit(coverage.full_bbox().unwrap(), 160.0, 400.0, 0.0);
        let drawn = paths(&coverage, Level::Buurt, &[0, 3], &frame);
        assert_eq!(drawn.len(), 2);
        assert_eq!(drawn[1].0, 3);
        for (_, path) in &drawn {
            assert!(path.starts_with('M') && path.ends_with('z') && path.contains('l'), "{path}");
        }
    }

    #[test]
    fn a_region_too_small_to_see_still_has_a_path() {
        let coverage = row();
        let frame = Frame::fit([-170.0, -80.0, 170.0, 80.0], 100.0, 100.0, 0.0);
        assert!(paths(&coverage, Level::Buurt, &[0], &frame)[0].1.ends_with("h.1v.1z"));
    }

    #[test]
    fn numbers_are_written_short() {
        let text: Vec<String> = [0, 5, -5, 10, -123].map(|n| Number(n).to_string()).to_vec();
        assert_eq!(text, ["0", ".5", "-.5", "1", "-12.3"]);
    }
}
