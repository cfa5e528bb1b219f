//! Where the names of the areas go on the drawing: beside their dots, over no other dot and no other name.

/// Half the side of the square that a dot keeps free.
const DOT: f64 = 9.0;
/// Room between a dot and its name.
const GAP: f64 = 12.0;

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

/// Places a name beside each point, in a drawing of `width`. For each in turn the position that covers least is taken:
/// right, left, above, below, then the corners. `None` where every position covers something.
#[must_use]
pub fn place(points: &[[f64; 2]], names: &[&str], size: f64, width: f64) -> Vec<Option<Label>> {
    let dot = |&[x, y]: &[f64; 2]| Area { left: x - DOT, top: y - DOT, right: x + DOT, bottom: y + DOT };
    let dots: Vec<Area> = points.iter().map(dot).collect();
    let mut placed: Vec<Area> = Vec::new();
    // The most crowded points choose first: they have the fewest ways out.
    let crowd = |index: usize| {
        let Some(&[x, y]) = points.get(index) else { return 0 };
        points.iter().filter(|&&[ox, oy]| (ox - x).abs() < 120.0 && (oy - y).abs() < 40.0).count()
    };
    let mut order: Vec<usize> = (0..points.len()).collect();
    order.sort_by_key(|&index| std::cmp::Reverse(crowd(index)));
    let mut labels = vec![None; points.len()];
    for index in order {
        let (Some(&point), Some(name)) = (points.get(index), names.get(index)) else { continue };
        let others = dots.iter().enumerate().filter(|(other, _)| *other != index).map(|(_, dot)| dot);
        let taken: Vec<&Area> = others.chain(&placed).collect();
        let best = candidates(point, text_width(name, size), size)
            .into_iter()
            .filter(|(_, area)| area.left >= 0.0 && area.right <= width && area.top >= 0.0)
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

/// An estimate on the safe side for the fonts of the site.
fn text_width(text: &str, size: f64) -> f64 {
    let wide = |c: char| if c.is_uppercase() { 0.7 } else { 0.55 };
    text.chars().map(wide).sum::<f64>() * size
}

fn candidates([x, y]: [f64; 2], width: f64, size: f64) -> Vec<(Label, Area)> {
    let middle = y + size * 0.35;
    let spots = [
        (x + GAP, middle, "start", "left"),
        (x - GAP, middle, "end", "right"),
        (x, y - GAP, "middle", "bottom"),
        (x, y + GAP + size * 0.75, "middle", "top"),
        (x + GAP * 0.7, y - GAP * 0.7, "start", "bottom-left"),
        (x - GAP * 0.7, y - GAP * 0.7, "end", "bottom-right"),
        (x + GAP * 0.7, y + GAP * 0.7 + size * 0.6, "start", "top-left"),
        (x - GAP * 0.7, y + GAP * 0.7 + size * 0.6, "end", "top-right"),
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

    #[test]
    fn a_lone_name_stands_to_the_right_of_its_dot() {
        let labels = place(&[[100.0, 100.0]], &["Utrecht"], 13.0, 700.0);
        assert_eq!(labels[0].unwrap().anchor, "start");
    }

    #[test]
    fn a_name_at_the_edge_stays_inside_the_drawing() {
        let labels = place(&[[690.0, 100.0]], &["Groningen-Noord"], 13.0, 700.0);
        assert_eq!(labels[0].unwrap().anchor, "end");
    }

    #[test]
    fn neighbours_do_not_cover_each_other() {
        let points = [[100.0, 100.0], [118.0, 102.0], [104.0, 118.0]];
        let names = ["Rotterdam-Zuid", "Schiedam", "Den Haag Zuidwest"];
        let labels = place(&points, &names, 13.0, 700.0);
        let areas: Vec<Area> = labels
            .iter()
            .zip(points.iter().zip(names))
            .filter_map(|(label, (point, name))| {
                let wanted = (*label)?;
                candidates(*point, text_width(name, 13.0), 13.0).into_iter().find(|(l, _)| *l == wanted).map(|(_, a)| a)
            })
            .collect();
        assert!(areas.len() >= 2);
        for (index, area) in areas.iter().enumerate() {
            assert!(areas.iter().skip(index + 1).all(|other| area.overlap(other) < 4.0));
        }
    }
}
