//! Outlines as SVG paths, simplified for the frame they stand in.

use super::Point;
use super::coverage::{Coverage, Outline};
use super::net::{Net, arc_of};
use super::project::{FINE_BITS, degrees, round_i32, to_mercator};
use super::weigh::weight_of;
use crate::domain::Level;
use crate::domain::topology::Ring;

/// Area in square pixels below which the triangle of a point is not worth drawing.
const TOLERANCE: f64 = 1.0;
/// The same on maps of the country, where the turns of a border are noise: 342 gemeenten then take 60 kB.
const COUNTRY_TOLERANCE: f64 = 3.2;
/// Units of the fine grid per SVG unit from which a map counts as one of the country (about 120 m on the ground).
const COUNTRY: f64 = 5_000.0;

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
    pub fn fit([west, south, east, north]: [f64; 4], width: f64, max_height: f64, padding: f64) -> Self {
        let ([x0, y0], [x1, y1]) = (to_mercator([west, south]), to_mercator([east, north]));
        // A point or a line gets about 50 m of room.
        let (spanned_x, spanned_y) = ((x1 - x0).max(1e-6), (y1 - y0).max(1e-6));
        let room = |length: f64| (length - 2.0 * padding).max(1.0);
        let scale = (room(width) / spanned_x).min(room(max_height) / spanned_y);
        let height = (spanned_y * scale + 2.0 * padding).min(max_height.max(1.0)).ceil();
        let shift = [width / 2.0 - f64::midpoint(x0, x1) * scale, height / 2.0 + f64::midpoint(y0, y1) * scale];
        Self { width, height, scale, shift }
    }

    /// A frame around the middle of a box in which one unit is `metres` on the ground, so that drawings of several
    /// places can stand side by side at one scale. Web Mercator stretches with the latitude; the stretch at the middle
    /// of the box is taken out (it differs by less than 1 % over a gemeente).
    pub fn at_scale(bbox: [f64; 4], metres: f64, padding: f64) -> Self {
        let [west, south, east, north] = bbox;
        let ([x0, y0], [x1, y1]) = (to_mercator([west, south]), to_mercator([east, north]));
        let scale = ground_of_world(bbox) / metres.max(1e-3);
        let width = ((x1 - x0) * scale + 2.0 * padding).ceil();
        let height = ((y1 - y0) * scale + 2.0 * padding).ceil();
        let shift = [width / 2.0 - f64::midpoint(x0, x1) * scale, height / 2.0 + f64::midpoint(y0, y1) * scale];
        Self { width, height, scale, shift }
    }

    /// Metres on the ground per unit with which a box just fits into `width` by `height` with `padding` on every side.
    pub fn metres_to_fit(bbox: [f64; 4], width: f64, height: f64, padding: f64) -> f64 {
        let [west, south, east, north] = bbox;
        let ([x0, y0], [x1, y1]) = (to_mercator([west, south]), to_mercator([east, north]));
        let room = |length: f64| (length - 2.0 * padding).max(1.0);
        ((x1 - x0) / room(width)).max((y1 - y0) / room(height)) * ground_of_world(bbox)
    }

    /// Where a position (longitude, latitude in degrees) falls in the drawing.
    pub fn project_point(&self, position: [f64; 2]) -> [f64; 2] {
        let [x, y] = to_mercator(position);
        [self.shift[0] + x * self.scale, self.shift[1] - y * self.scale]
    }

    /// The least weight of a point that is drawn.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the cast saturates; more is coarser")]
    fn least_weight(&self) -> u8 {
        let fine_per_unit = f64::from(1_u32 << FINE_BITS) / self.scale;
        let tolerance = if fine_per_unit > COUNTRY { COUNTRY_TOLERANCE } else { TOLERANCE };
        weight_of((2.0 * tolerance * fine_per_unit * fine_per_unit) as u64)
    }
}

/// Metres on the ground that the width of the world in Web Mercator stands for at the latitude of the middle of a box.
fn ground_of_world([_, south, _, north]: [f64; 4]) -> f64 {
    const EQUATOR: f64 = 2.0 * std::f64::consts::PI * 6_378_137.0;
    EQUATOR * f64::midpoint(south, north).to_radians().cos()
}

/// The paths of regions of a level, with the index of each. Neighbours share the points of their border.
pub fn paths(coverage: &Coverage, level: Level, indices: &[usize], frame: &Frame) -> Vec<(usize, String)> {
    let Some(net) = coverage.net(level) else { return Vec::new() };
    let mut pen = Pen::new(net, frame);
    indices.iter().map(|&index| (index, pen.path(net.shape(index)))).collect()
}

/// The path of an outline.
pub fn outline_path(outline: &Outline, frame: &Frame) -> String {
    Pen::new(&outline.net, frame).path(outline.net.shape(0))
}

/// A point of the drawing in tenths of a unit.
type Tenths = [i32; 2];

/// Draws polygons of a net, each arc projected once.
struct Pen<'a> {
    net: &'a Net,
    frame: &'a Frame,
    least: u8,
    /// Per arc of the net: its place in `drawn` plus one; 0 until it is needed. Zeros cost nothing until they are
    /// written, which matters when a page draws ten wijken out of the whole country.
    slots: Vec<u32>,
    /// The arcs as they are drawn.
    drawn: Vec<Vec<Tenths>>,
    ring: Vec<Tenths>,
}

impl<'a> Pen<'a> {
    fn new(net: &'a Net, frame: &'a Frame) -> Self {
        let slots = vec![0; net.arc_count()];
        Self { net, frame, least: frame.least_weight(), slots, drawn: Vec::new(), ring: Vec::new() }
    }

    fn place(&self, point: Point) -> Tenths {
        self.frame.project_point(degrees(point)).map(|value| round_i32(value * 10.0))
    }

    /// Where in `drawn` the arc stands; its points that matter at this scale are projected the first time.
    fn drawn(&mut self, arc: usize) -> usize {
        let known = self.slots.get(arc).copied().unwrap_or_default();
        if known > 0 {
            return known as usize - 1;
        }
        let pairs = self.net.arc(arc).iter().zip(self.net.arc_weights(arc));
        let mut points: Vec<Tenths> =
            pairs.filter(|&(_, &weight)| weight >= self.least).map(|(&point, _)| self.place(point)).collect();
        points.dedup();
        self.drawn.push(points);
        let count = self.drawn.len();
        if let (Some(slot), Ok(count)) = (self.slots.get_mut(arc), u32::try_from(count)) {
            *slot = count;
        }
        count - 1
    }

    /// The path of polygons. What is smaller than the drawing can show becomes a square of a tenth of a unit, so that
    /// every region has a path.
    fn path(&mut self, polygons: &[Vec<Ring>]) -> String {
        let mut text = String::new();
        for ring in polygons.iter().flatten() {
            self.ring.clear();
            for &reference in ring {
                let at = self.drawn(arc_of(reference));
                let drawn = self.drawn.get(at).map(Vec::as_slice).unwrap_or_default();
                if reference < 0 {
                    self.ring.extend(drawn.iter().rev());
                } else {
                    self.ring.extend(drawn);
                }
            }
            self.ring.dedup();
            if self.ring.first() == self.ring.last() {
                self.ring.pop();
            }
            write_ring(&self.ring, &mut text);
        }
        let first = polygons.iter().flatten().flatten().next();
        if let (true, Some(&point)) = (text.is_empty(), first.and_then(|&arc| self.net.arc(arc_of(arc)).first())) {
            let [x, y] = self.place(point);
            text.push('M');
            push_number(&mut text, x, false);
            push_number(&mut text, y, true);
            text.push_str("h.1v.1z");
        }
        text
    }
}

/// Writes an open ring as relative lines; fewer than three points are no surface.
fn write_ring(ring: &[Tenths], text: &mut String) {
    let Some(&[x, y]) = ring.first().filter(|_| ring.len() > 2) else { return };
    text.push('M');
    push_number(text, x, false);
    push_number(text, y, true);
    text.push('l');
    for (place, ([ax, ay], [bx, by])) in ring.iter().zip(ring.iter().skip(1)).enumerate() {
        push_number(text, bx - ax, place > 0);
        push_number(text, by - ay, true);
    }
    text.push('z');
}

/// Writes tenths as short as SVG allows: `-.5`, `12`, `3.4`. After another number a space separates, unless a minus sign
/// does.
fn push_number(text: &mut String, tenths: i32, after_number: bool) {
    if tenths < 0 {
        text.push('-');
    } else if after_number {
        text.push(' ');
    }
    let (whole, tenth) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
    let digit = |value: u32| char::from_digit(value, 10).unwrap_or('0');
    if whole >= 100 {
        // Only the first point of a ring lies this far from the one before.
        text.push_str(&whole.to_string());
    } else if whole >= 10 {
        text.push(digit(whole / 10));
        text.push(digit(whole % 10));
    } else if whole > 0 || tenth == 0 {
        text.push(digit(whole));
    }
    if tenth > 0 {
        text.push('.');
        text.push(digit(tenth));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawings_at_one_scale_show_a_kilometre_equally_long_in_the_north_and_in_the_south() {
        // A kilometre from west to east in degrees of longitude, on the sphere of Web Mercator.
        let kilometre = |lat: f64| 1_000.0 / (6_378_137.0 * lat.to_radians().cos()).to_radians();
        for lat in [50.8, 53.4] {
            let bbox = [5.0, lat - 0.01, 5.0 + kilometre(lat), lat + 0.01];
            let frame = Frame::at_scale(bbox, 10.0, 5.0);
            let drawn = frame.project_point([bbox[2], lat])[0] - frame.project_point([bbox[0], lat])[0];
            assert!((drawn - 100.0).abs() < 0.01, "{drawn} at {lat}");
            assert!((frame.width - 110.0).abs() <= 1.0, "{}", frame.width);
        }
    }

    #[test]
    fn a_box_fits_at_the_scale_that_was_found_for_it() {
        let bbox = [5.0, 52.0, 5.2, 52.05];
        let frame = Frame::at_scale(bbox, Frame::metres_to_fit(bbox, 300.0, 200.0, 8.0), 8.0);
        assert!((299.0..=301.0).contains(&frame.width) && frame.height <= 201.0, "{frame:?}");
    }
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
        let mut text = String::new();
        for (place, tenths) in [0, 5, -5, 10, -123, 12_340].into_iter().enumerate() {
            push_number(&mut text, tenths, place > 0);
        }
        assert_eq!(text, "0 .5-.5 1-12.3 1234");
    }
}
