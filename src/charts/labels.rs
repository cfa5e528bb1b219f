//! Labels at the side of a plot, beside the end of their line; those that would overlap move apart.

use plotters::prelude::{PathElement, Text};
use plotters::style::text_anchor::{HPos, VPos};

use super::ink::Ink;
use super::measure::{width, wrap};
use super::pen::{FINE, fine, lettering};
use super::sheet::{Plot, Rect, Root};

#[derive(Clone, Debug)]
pub(super) struct SideLabel {
    value: f64,
    ink: Ink,
    lines: Vec<String>,
}

/// Height of a line of text.
const LINE: f64 = 17.0;

impl SideLabel {
    /// A label of a name and a figure, over as many lines as they need within `room`.
    pub(super) fn new(value: f64, ink: Ink, name: &str, figure: &str, room: f64) -> Self {
        // The figure stays in one piece.
        let joined = format!("{name} {}", figure.replace(' ', "\u{a0}"));
        Self { value, ink, lines: wrap(&joined, ink.size(), ink.bold(), room) }
    }

    pub(super) fn width(&self) -> f64 {
        self.lines.iter().map(|line| width(line, self.ink.size(), self.ink.bold())).fold(0.0, f64::max)
    }

    fn height(&self) -> f64 {
        self.lines.iter().map(|_| LINE).sum::<f64>() + 3.0
    }
}

/// Draws the labels at the right of `plot`, each as near to its value (at `end` on the axis across) as the others allow.
pub(super) fn draw(
    root: &Root<'_>,
    area: &Plot<'_>,
    mut labels: Vec<SideLabel>,
    (plot, end): (Rect, f64),
) -> Result<(), Box<dyn std::error::Error>> {
    labels.sort_by(|left, right| right.value.total_cmp(&left.value));
    let wanted: Vec<(f64, f64)> = labels
        .iter()
        .map(|label| (f64::from(area.map_coordinate(&(end, label.value)).1) / FINE, label.height()))
        .collect();
    for (label, (centre, (wished, height))) in
        labels.iter().zip(apart(&wanted, plot.top - 8.0, plot.bottom + 8.0).into_iter().zip(&wanted))
    {
        let x = plot.right + 10.0;
        if (centre - wished).abs() > 9.0 {
            // A thin line leads a label that moved to its value.
            let lead = vec![(fine(plot.right), fine(*wished)), (fine(plot.right + 7.0), fine(centre))];
            root.draw(&PathElement::new(lead, Ink::Grid))?;
        }
        let mut y = centre - height / 2.0 + LINE / 2.0 + 1.5;
        for line in &label.lines {
            root.draw(&Text::new(line.as_str(), (fine(x), fine(y)), lettering(label.ink, HPos::Left, VPos::Center)))?;
            y += LINE;
        }
    }
    Ok(())
}

/// Centres of boxes (wished centre, height; in order from the top) that do not overlap and lie between `top` and
/// `bottom` as far as they fit.
pub(super) fn apart(boxes: &[(f64, f64)], top: f64, bottom: f64) -> Vec<f64> {
    let mut edge = top;
    let mut centres: Vec<f64> = boxes
        .iter()
        .map(|&(wished, height)| {
            let centre = wished.max(edge + height / 2.0);
            edge = centre + height / 2.0;
            centre
        })
        .collect();
    let mut edge = bottom;
    for (centre, &(_, height)) in centres.iter_mut().zip(boxes).rev() {
        *centre = centre.min(edge - height / 2.0);
        edge = *centre - height / 2.0;
    }
    centres
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_that_would_overlap_move_apart() {
        let centres = apart(&[(50.0, 20.0), (52.0, 20.0), (120.0, 20.0)], 0.0, 200.0);
        assert_eq!(centres, [50.0, 70.0, 120.0]);
    }

    #[test]
    fn labels_stay_above_the_bottom() {
        let centres = apart(&[(190.0, 20.0), (195.0, 20.0), (199.0, 20.0)], 0.0, 200.0);
        assert_eq!(centres, [150.0, 170.0, 190.0]);
    }
}
