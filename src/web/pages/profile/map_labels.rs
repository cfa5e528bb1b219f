//! Where the names go on the map of a profile: inside their regions and inside the frame, over no other name, and not
//! under the small map of the gemeente in the corner.

use crate::charts::text_width;

/// Size of the letters, in SVG units.
const SIZE: f64 = 12.5;
/// From one line of a name to the next.
const LINE: f64 = 14.5;
/// Half the height of what a name takes, between one line and two.
pub(in crate::web::pages) const HALF: f64 = 11.0;
/// Room that a name keeps to the edge of the drawing.
const MARGIN: f64 = 7.0;

/// A rectangle: left, top, right, bottom.
type Area = [f64; 4];

/// A region that wants its name written.
#[derive(Clone, Copy, Debug)]
pub(in crate::web::pages) struct Wanted<'a> {
    pub name: &'a str,
    /// Where its middle is wished.
    pub point: [f64; 2],
    /// The box around the region, or around its part where the name would stand.
    pub region: Area,
    /// Whether the page is about it: it is written whatever its size.
    pub own: bool,
}

impl Wanted<'_> {
    /// Whether the name has room in its region.
    pub(in crate::web::pages) fn fits(&self) -> bool {
        lines(&Self { own: false, ..*self }).is_some()
    }
}

/// West and east end of a region around a point inside it, in all of these rows (latitudes); in degrees. Coordinates of
/// the rings are millionths of a degree.
pub(in crate::web::pages) fn reach(polygons: &[Vec<Vec<[i32; 2]>>], [lon, _]: [f64; 2], rows: [f64; 3]) -> [f64; 2] {
    let (mut west, mut east) = (f64::NEG_INFINITY, f64::INFINITY);
    for ring in polygons.iter().flatten() {
        for (from, to) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            let ([x0, y0], [x1, y1]) = (from.map(|at| f64::from(at) / 1e6), to.map(|at| f64::from(at) / 1e6));
            for row in rows.into_iter().filter(|&row| (y0 <= row) != (y1 <= row)) {
                let x = x0 + (row - y0) / (y1 - y0) * (x1 - x0);
                if x <= lon {
                    west = west.max(x);
                } else {
                    east = east.min(x);
                }
            }
        }
    }
    [west, east]
}

/// A line of a name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::web::pages) struct Line<'a> {
    /// Middle of the line.
    pub x: f64,
    /// Its baseline.
    pub y: f64,
    /// What it says.
    pub text: &'a str,
}

/// The lines of the names that have room in a drawing of this width and height, those first that come first. `corner` is
/// the width and height of what covers the drawing at the right and the top.
pub(in crate::web::pages) fn place<'a>(
    wanted: &[Wanted<'a>],
    [width, height]: [f64; 2],
    corner: [f64; 2],
) -> Vec<Line<'a>> {
    let corner = [width - corner[0], 0.0, width, corner[1]];
    let mut taken: Vec<Area> = Vec::new();
    let mut placed = Vec::new();
    for one in wanted {
        let Some(lines) = lines(one) else { continue };
        let half = lines.iter().map(|line| wide(line)).fold(0.0, f64::max) / 2.0;
        let deep = lines.iter().map(|_| LINE).sum::<f64>() / 2.0;
        let (across, down) = (within(half, width), within(deep, height));
        let at = |[x, y]: [f64; 2]| [across(x), down(y)];
        let around = |[x, y]: [f64; 2]| [x - half, y - deep, x + half, y + deep];
        let [x, y] = one.point;
        // Beside or under the corner only where that is still the region itself.
        let aside = [[corner[0] - half, y], [x, corner[3] + deep]];
        let aside = aside.map(at).into_iter().filter(|&middle| one.own || inside(around(middle), one.region));
        let middle = std::iter::once(at(one.point)).chain(aside).find(|&middle| {
            let area = around(middle);
            apart(area, corner) && taken.iter().all(|other| apart(area, *other))
        });
        let Some([x, y]) = middle else { continue };
        taken.push(around([x, y]));
        let mut baseline = y - deep + LINE * 0.78;
        for text in lines {
            placed.push(Line { x, y: baseline, text });
            baseline += LINE;
        }
    }
    placed
}

fn wide(text: &str) -> f64 {
    text_width(text, SIZE, true)
}

/// Keeps the middle of a name of this half size between the margins.
fn within(half: f64, whole: f64) -> impl Fn(f64) -> f64 {
    let (least, most) = (MARGIN + half, whole - MARGIN - half);
    move |middle| if least > most { whole / 2.0 } else { middle.clamp(least, most) }
}

fn inside(area: Area, of: Area) -> bool {
    area[0] >= of[0] && area[1] >= of[1] && area[2] <= of[2] && area[3] <= of[3]
}

fn apart(one: Area, other: Area) -> bool {
    one[2] <= other[0] || one[0] >= other[2] || one[3] <= other[1] || one[1] >= other[3]
}

/// The name on one line or, parted at a space or a hyphen, on two; `None` where it is wider than its region.
fn lines<'a>(wanted: &Wanted<'a>) -> Option<Vec<&'a str>> {
    let [left, top, right, bottom] = wanted.region;
    // Widths are estimates on the safe side.
    let room = (right - left) * 1.08;
    if wide(wanted.name) <= room {
        return Some(vec![wanted.name]);
    }
    let widest = |&(first, second): &(&str, &str)| wide(first).max(wide(second));
    let parted = parts(wanted.name).min_by(|one, other| widest(one).total_cmp(&widest(other)));
    match parted.filter(|both| widest(both) <= room && bottom - top >= 2.0 * LINE) {
        Some((first, second)) => Some(vec![first, second]),
        None => wanted.own.then(|| vec![wanted.name]),
    }
}

/// Every way to part a name in two.
fn parts(name: &str) -> impl Iterator<Item = (&str, &str)> {
    name.char_indices().filter(|(_, letter)| matches!(letter, ' ' | '-' | '/')).filter_map(|(at, letter)| {
        // A hyphen stays at the end of its line, a space goes.
        let (first, second) = name.split_at_checked(if letter == ' ' { at } else { at + letter.len_utf8() })?;
        let (first, second) = (first.trim(), second.trim());
        (!first.is_empty() && !second.is_empty()).then_some((first, second))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const DRAWING: [f64; 2] = [560.0, 440.0];
    const FREE: [f64; 2] = [0.0, 0.0];

    fn wanted(name: &str, point: [f64; 2], room: f64) -> Wanted<'_> {
        let [x, y] = point;
        Wanted { name, point, region: [x - room, y - room, x + room, y + room], own: false }
    }

    fn texts<'a>(lines: &[Line<'a>]) -> Vec<&'a str> {
        lines.iter().map(|line| line.text).collect()
    }

    #[test]
    fn a_name_keeps_its_distance_to_the_frame() {
        for point in [[10.0, 5.0], [555.0, 438.0]] {
            let lines = place(&[wanted("Overvecht", point, 200.0)], DRAWING, FREE);
            let (line, half) = (lines[0], wide("Overvecht") / 2.0);
            assert!(line.x - half >= MARGIN && line.x + half <= 560.0 - MARGIN, "{line:?}");
            assert!(line.y - SIZE * 0.75 >= MARGIN && line.y <= 440.0 - MARGIN, "{line:?}");
        }
    }

    #[test]
    fn a_name_wider_than_its_region_is_parted_or_left_out() {
        let parted = place(&[wanted("Zambesidreef-Tigrisdreef", [280.0, 220.0], 60.0)], DRAWING, FREE);
        assert_eq!(texts(&parted), ["Zambesidreef-", "Tigrisdreef"]);
        let small = wanted("Zambesidreef-Tigrisdreef", [280.0, 220.0], 20.0);
        assert!(place(&[small], DRAWING, FREE).is_empty());
        assert_eq!(place(&[Wanted { own: true, ..small }], DRAWING, FREE).len(), 1);
    }

    #[test]
    fn a_name_goes_beside_the_corner_or_is_left_out() {
        let corner = [150.0, 160.0];
        let moved = place(&[wanted("Kroeven", [440.0, 60.0], 120.0)], DRAWING, corner);
        assert!(moved[0].x + wide("Kroeven") / 2.0 <= 410.0, "{moved:?}");
        assert!(place(&[wanted("Kroeven", [500.0, 60.0], 40.0)], DRAWING, corner).is_empty());
    }

    #[test]
    fn the_reach_ends_at_the_nearest_borders_of_any_row() {
        let degree = |x: i32, y: i32| [x * 1_000_000, y * 1_000_000];
        // A square of 10 by 10 with a notch from the east between the rows 5 and 7.
        let ring = vec![
            degree(0, 0),
            degree(10, 0),
            degree(10, 5),
            degree(6, 5),
            degree(6, 7),
            degree(10, 7),
            degree(10, 10),
            degree(0, 10),
        ];
        let polygons = [vec![ring]];
        let near = |found: [f64; 2], wanted: [f64; 2]| (0..2).all(|side| (found[side] - wanted[side]).abs() < 1e-9);
        assert!(near(reach(&polygons, [4.0, 3.0], [2.0, 3.0, 4.0]), [0.0, 10.0]));
        assert!(near(reach(&polygons, [4.0, 5.0], [4.0, 5.0, 6.0]), [0.0, 6.0]));
    }

    #[test]
    fn names_do_not_cover_each_other() {
        let both = [wanted("Overvecht", [200.0, 200.0], 100.0), wanted("Zuilen", [205.0, 205.0], 100.0)];
        assert_eq!(texts(&place(&both, DRAWING, FREE)), ["Overvecht"]);
    }
}
