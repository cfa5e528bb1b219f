//! What a stroke, a shape or a text stands for. Drawings carry the class of their ink and no colour: style sheets
//! decide what it looks like on the screen, in the dark, in print and in forced colours.

use plotters::style::Color;
use plotters_backend::BackendColor;

use crate::domain::{Level, ReferenceKind};

/// An ink. Each has a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    /// Grid line.
    Grid,
    /// The line from which values are read, or zero.
    Axis,
    /// Place, by its position among those asked for (0-5).
    Place(u8),
    Reference(ReferenceKind),
    /// Line in the colour of a place over the height of the drawing.
    PlaceMark(u8),
    /// The regions inside a place, as ticks.
    Members,
    /// The margin that a publisher gives with an estimate.
    Margin,
    /// The same in the colour of a place, where lines of several lie over each other.
    PlaceMargin(u8),
    /// A region among all.
    Region,
    /// A region inside a place that was asked for.
    OwnRegion(u8),
    /// A bar of a histogram.
    Bar,
    /// A day to remember.
    Event,
    /// Age group by shade (1-5).
    Age(u8),
    Title,
    /// Unit and period under the title.
    Unit,
    /// Value on an axis.
    Tick,
    /// Name in a chart.
    Label,
    /// Name or value of a place.
    PlaceLabel(u8),
    /// Value on an age group of this shade.
    AgeLabel(u8),
    /// Note under the chart.
    Note,
    /// Source line.
    Source,
}

/// All inks with their classes; the position is what plotters knows them by.
const CLASSES: [(Ink, &str); 58] = [
    (Ink::Grid, "fig-grid"),
    (Ink::Axis, "fig-axis"),
    (Ink::Place(0), "fig-place fig-p1"),
    (Ink::Place(1), "fig-place fig-p2"),
    (Ink::Place(2), "fig-place fig-p3"),
    (Ink::Place(3), "fig-place fig-p4"),
    (Ink::Place(4), "fig-place fig-p5"),
    (Ink::Place(5), "fig-place fig-p6"),
    (Ink::Reference(ReferenceKind::Nederland), "fig-ref fig-r1"),
    (Ink::Reference(ReferenceKind::Gemeente), "fig-ref fig-r2"),
    (Ink::Reference(ReferenceKind::Rest), "fig-ref fig-r3"),
    (Ink::Reference(ReferenceKind::Together), "fig-ref fig-r4"),
    (Ink::Reference(ReferenceKind::Matched(Level::Gemeente)), "fig-ref"),
    (Ink::Reference(ReferenceKind::Matched(Level::Wijk)), "fig-ref"),
    (Ink::Reference(ReferenceKind::Matched(Level::Buurt)), "fig-ref"),
    (Ink::PlaceMark(0), "fig-rule fig-p1"),
    (Ink::PlaceMark(1), "fig-rule fig-p2"),
    (Ink::PlaceMark(2), "fig-rule fig-p3"),
    (Ink::PlaceMark(3), "fig-rule fig-p4"),
    (Ink::PlaceMark(4), "fig-rule fig-p5"),
    (Ink::PlaceMark(5), "fig-rule fig-p6"),
    (Ink::Members, "fig-members"),
    (Ink::Region, "fig-region"),
    (Ink::OwnRegion(0), "fig-own fig-p1"),
    (Ink::OwnRegion(1), "fig-own fig-p2"),
    (Ink::OwnRegion(2), "fig-own fig-p3"),
    (Ink::OwnRegion(3), "fig-own fig-p4"),
    (Ink::OwnRegion(4), "fig-own fig-p5"),
    (Ink::OwnRegion(5), "fig-own fig-p6"),
    (Ink::Bar, "fig-bar"),
    (Ink::Event, "fig-event"),
    (Ink::Age(1), "fig-age fig-a1"),
    (Ink::Age(2), "fig-age fig-a2"),
    (Ink::Age(3), "fig-age fig-a3"),
    (Ink::Age(4), "fig-age fig-a4"),
    (Ink::Age(5), "fig-age fig-a5"),
    (Ink::Title, "fig-title"),
    (Ink::Unit, "fig-unit"),
    (Ink::Tick, "fig-tick"),
    (Ink::Label, "fig-label"),
    (Ink::PlaceLabel(0), "fig-name fig-p1"),
    (Ink::PlaceLabel(1), "fig-name fig-p2"),
    (Ink::PlaceLabel(2), "fig-name fig-p3"),
    (Ink::PlaceLabel(3), "fig-name fig-p4"),
    (Ink::PlaceLabel(4), "fig-name fig-p5"),
    (Ink::PlaceLabel(5), "fig-name fig-p6"),
    (Ink::AgeLabel(1), "fig-on-light"),
    (Ink::AgeLabel(4), "fig-on-dark"),
    (Ink::Note, "fig-note"),
    (Ink::Source, "fig-source"),
    (Ink::AgeLabel(0), "fig-tick"),
    (Ink::Margin, "fig-margin"),
    (Ink::PlaceMargin(0), "fig-margin fig-p1"),
    (Ink::PlaceMargin(1), "fig-margin fig-p2"),
    (Ink::PlaceMargin(2), "fig-margin fig-p3"),
    (Ink::PlaceMargin(3), "fig-margin fig-p4"),
    (Ink::PlaceMargin(4), "fig-margin fig-p5"),
    (Ink::PlaceMargin(5), "fig-margin fig-p6"),
];

impl Ink {
    /// The ink of a place by its position; a seventh would look like the sixth.
    pub(super) fn place(position: usize) -> Self {
        Self::Place(small(position))
    }

    /// The ink for the name of a place.
    pub(super) fn place_label(position: usize) -> Self {
        Self::PlaceLabel(small(position))
    }

    /// The ink of the line that marks a place.
    pub(super) fn place_mark(position: usize) -> Self {
        Self::PlaceMark(small(position))
    }

    /// The ink of the margins of a place.
    pub(super) fn place_margin(position: usize) -> Self {
        Self::PlaceMargin(small(position))
    }

    /// The ink of the regions of a place.
    pub(super) fn own_region(position: usize) -> Self {
        Self::OwnRegion(small(position))
    }

    /// The ink of a text on an age group: dark on the lighter shades, light on the darker.
    pub(super) const fn on_age(shade: u8) -> Self {
        if shade >= 4 { Self::AgeLabel(4) } else { Self::AgeLabel(1) }
    }

    fn index(self) -> u8 {
        let found = CLASSES.iter().position(|(ink, _)| *ink == self);
        found.and_then(|index| u8::try_from(index).ok()).unwrap_or(0)
    }

    pub(super) fn class(self) -> &'static str {
        Self::class_of(self.index())
    }

    /// The class by the number that plotters carries.
    pub(super) fn class_of(index: u8) -> &'static str {
        CLASSES.get(usize::from(index)).map_or("", |(_, class)| class)
    }

    /// Size of a text in this ink, in units of the drawing.
    pub(super) const fn size(self) -> f64 {
        match self {
            Self::Title => 18.0,
            Self::Unit | Self::Label | Self::PlaceLabel(_) => 14.0,
            Self::Note => 12.5,
            Self::Source => 12.0,
            _ => 13.0,
        }
    }

    /// Whether a text in this ink is bold.
    pub(super) const fn bold(self) -> bool {
        matches!(self, Self::Title | Self::PlaceLabel(_))
    }
}

fn small(position: usize) -> u8 {
    u8::try_from(position.min(5)).unwrap_or(5)
}

impl Color for Ink {
    fn to_backend_color(&self) -> BackendColor {
        BackendColor { alpha: 1.0, rgb: (self.index(), 0, 0) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ink_has_a_class_of_its_own_name() {
        for (index, (ink, class)) in CLASSES.iter().enumerate() {
            assert_eq!(usize::from(ink.index()), index, "{ink:?} stands twice");
            assert!(class.starts_with("fig-"));
        }
        for kind in ReferenceKind::ALL {
            assert!(Ink::Reference(kind).class().starts_with("fig-ref"), "{kind:?}");
        }
        assert_eq!(Ink::place(9).class(), "fig-place fig-p6");
        assert_eq!(Ink::on_age(5).class(), "fig-on-dark");
    }
}
