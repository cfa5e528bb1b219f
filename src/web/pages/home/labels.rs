//! Where the names of the areas go on the drawing: beside their dots, over no other dot, no other name, and not under the
//! buttons of the map.

use crate::charts::text_width;

/// Room between a dot and its name, at a size of the letters of 14.
const GAP: f64 = 12.0;
const USUAL: f64 = 14.0;
/// Room that a name keeps to the edge of the drawing.
const MARGIN: f64 = 6.0;

/// What names are placed on.
#[derive(Clone, Copy, Debug)]
pub struct Sheet {
    /// Width of the drawing.
    pub width: f64,
    /// Height of the drawing.
    pub height: f64,
    /// Size of the letters; distances grow with them.
    pub size: f64,
    /// Half the side of the square that a dot keeps free of the names of others.
    pub dot: f64,
    /// Width and height of the corner at the right and the top that buttons cover.
    pub buttons: [f64; 2],
}

/// Where a name stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Label {
    /// Position of the anchor.
    pub x: f64,
    /// Baseline.
    pub y: f64,
    /// `start`, `middle` or `end`.
    pub anchor: &'static str,
    /// The corner or side of the name that faces the dot, as the live map calls it.
    pub side: &'static str,
}

#[derive(Clone, Copy, Debug)]
struct Area {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Area {
    fn overlap(&self, other: &Self) -> f64 {
        let width = self.right.min(other.right) - self.left.max(other.left);
        let height = self.bottom.min(other.bottom) - self.top.max(other.top);
        if width > 0.0 && height > 0.0 { width * height } else { 0.0 }
    }
}

/// Places a name beside each point. For each in turn the position that covers least is taken: right, left, above, below,
/// then the corners. `None` where every position covers something or leaves the drawing.
pub fn place(points: &[[f64; 2]], names: &[&str], sheet: Sheet) -> Vec<Option<Label>> {
    let Sheet { width, height, size, dot: half, buttons } = sheet;
    let times = size / USUAL;
    let dot = |&[x, y]: &[f64; 2]| Area { left: x - half, top: y - half, right: x + half, bottom: y + half };
    let dots: Vec<Area> = points.iter().map(dot).collect();
    let mut placed: Vec<Area> = vec![Area { left: width - buttons[0], top: 0.0, right: width, bottom: buttons[1] }];
    // The most crowded points choose first: they have the fewest ways out.
    let crowd = |index: usize| {
        let Some(&[x, y]) = points.get(index) else { return 0 };
        let near = |&&[ox, oy]: &&[f64; 2]| (ox - x).abs() < 120.0 * times && (oy - y).abs() < 40.0 * times;
        points.iter().filter(near).count()
    };
    let inside = |area: &Area| {
        area.left >= MARGIN && area.right <= width - MARGIN && area.top >= MARGIN && area.bottom <= height - MARGIN
    };
    let mut order: Vec<usize> = (0..points.len()).collect();
    order.sort_by_key(|&index| std::cmp::Reverse(crowd(index)));
    let mut labels = vec![None; points.len()];
    for index in order {
        let (Some(&point), Some(name)) = (points.get(index), names.get(index)) else { continue };
        let others = dots.iter().enumerate().filter(|(other, _)| *other != index).map(|(_, dot)| dot);
        let taken: Vec<&Area> = others.chain(&placed).collect();
        let best = candidates(point, text_width(name, size, false), size)
            .into_iter()
            .filter(|(_, area)| inside(area))
            .map(|(label, area)| (taken.iter().map(|other| area.overlap(other)).sum::<f64>(), label, area))
            .min_by(|(a, ..), (b, ..)| a.total_cmp(b));
        if let Some((covered, label, area)) = best
            && covered < 4.0
        {
            placed.push(area);
            if let Some(slot) = labels.get_mut(index) {
                *slot = Some(label);
            }
        }
    }
    labels
}

fn candidates([x, y]: [f64; 2], width: f64, size: f64) -> Vec<(Label, Area)> {
    let middle = y + size * 0.35;
    let gap = GAP * size / USUAL;
    let spots = [
        (x + gap, middle, "start", "left"),
        (x - gap, middle, "end", "right"),
        (x, y - gap, "middle", "bottom"),
        (x, y + gap + size * 0.75, "middle", "top"),
        (x + gap * 0.7, y - gap * 0.7, "start", "bottom-left"),
        (x - gap * 0.7, y - gap * 0.7, "end", "bottom-right"),
        (x + gap * 0.7, y + gap * 0.7 + size * 0.6, "start", "top-left"),
        (x - gap * 0.7, y + gap * 0.7 + size * 0.6, "end", "top-right"),
    ];
    spots
        .into_iter()
        .map(|(x, y, anchor, side)| {
            let left = match anchor {
                "start" => x,
                "middle" => x - width / 2.0,
                _ => x - width,
            };
            let area = Area { left, top: y - size * 0.85, right: left + width, bottom: y + size * 0.25 };
            (Label { x, y, anchor, side }, area)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHEET: Sheet = Sheet { width: 700.0, height: 900.0, size: 13.0, dot: 9.0, buttons: [0.0, 0.0] };

    #[test]
    fn a_lone_name_stands_to_the_right_of_its_dot() {
        let labels = place(&[[100.0, 100.0]], &["Utrecht"], SHEET);
        assert_eq!(labels[0].unwrap().anchor, "start");
    }

    #[test]
    fn a_name_at_the_edge_stays_inside_the_drawing() {
        let labels = place(&[[680.0, 100.0]], &["Groningen-Noord"], SHEET);
        assert_eq!(labels[0].unwrap().anchor, "end");
    }

    #[test]
    fn a_name_does_not_go_under_the_buttons_nor_off_a_narrow_drawing() {
        let points = [[540.0, 120.0]];
        let free = place(&points, &["Groningen"], SHEET);
        let sheet = Sheet { buttons: [100.0, 300.0], ..SHEET };
        let beside = place(&points, &["Groningen"], sheet);
        assert_eq!((free[0].unwrap().anchor, beside[0].unwrap().anchor), ("start", "end"));
        let large = Sheet { size: 60.0, ..SHEET };
        assert_eq!(place(&[[300.0, 400.0]], &["Eindhoven Woensel-Zuid"], large), [None]);
    }

    #[test]
    fn neighbours_do_not_cover_each_other() {
        let points = [[100.0, 100.0], [118.0, 102.0], [104.0, 118.0]];
        let names = ["Rotterdam-Zuid", "Schiedam", "Den Haag Zuidwest"];
        let labels = place(&points, &names, SHEET);
        let areas: Vec<Area> = labels
            .iter()
            .zip(points.iter().zip(names))
            .filter_map(|(label, (point, name))| {
                let wanted = (*label)?;
                candidates(*point, text_width(name, 13.0, false), 13.0)
                    .into_iter()
                    .find(|(l, _)| *l == wanted)
                    .map(|(_, a)| a)
            })
            .collect();
        assert!(areas.len() >= 2);
        for (index, area) in areas.iter().enumerate() {
            assert!(areas.iter().skip(index + 1).all(|other| area.overlap(other) < 4.0));
        }
    }
}
