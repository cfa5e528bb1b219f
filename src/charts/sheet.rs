//! What a chart is drawn on: its width, its heading, the lines under it, and the root element around it.

use std::fmt::Write as _;
use std::ops::Range;

use plotters::coord::Shift;
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::{Cartesian2d, DrawingArea, IntoDrawingArea};
use thiserror::Error;

use super::escape::push_escaped;
use super::ink::Ink;
use super::measure::wrap;
use super::pen::{Pen, fine, write_text};
use super::style;
use super::words::ChartWords;

/// The library that draws failed.
#[derive(Debug, Error)]
#[error("the chart could not be drawn: {0}")]
pub struct DrawingError(pub String);

/// How wide a chart is laid out. Letters keep their size: a narrow chart is no shrunk wide one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Form {
    /// For a page or a report.
    #[default]
    Wide,
    /// For a telephone.
    Narrow,
}

impl Form {
    /// Width in units of the drawing (pixels at its own size).
    pub const fn width(self) -> f64 {
        match self {
            Self::Wide => 760.0,
            Self::Narrow => 360.0,
        }
    }
}

/// What goes with the drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dress {
    /// Part of a page, which has heading, source line and styles of its own.
    Inline,
    /// A file of its own: with heading, notes, source line and styles.
    File,
    /// For a renderer that brings the styles: as a file, without styles.
    Picture,
}

/// What a chart is drawn on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sheet {
    /// How wide it is.
    pub form: Form,
    /// What goes with it.
    pub dress: Dress,
}

/// Room around a file.
const MARGIN: f64 = 16.0;

/// A sheet that is being drawn on.
pub(super) struct Page<'a> {
    sheet: Sheet,
    words: &'a ChartWords,
    body: String,
    /// Left edge.
    pub left: f64,
    /// Right edge.
    pub right: f64,
    /// Where the next thing begins.
    pub top: f64,
}

/// A drawing area with values as coordinates.
pub(super) type Plot<'a> = DrawingArea<Pen<'a>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;
/// The whole sheet, in units of plotters.
pub(super) type Root<'a> = DrawingArea<Pen<'a>, Shift>;

/// A rectangle: left, top, right, bottom.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rect {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl<'a> Page<'a> {
    /// Begins a sheet: heading where it goes on its own.
    pub(super) fn begin(sheet: Sheet, words: &'a ChartWords) -> Self {
        let alone = sheet.dress != Dress::Inline;
        let edge = if alone { MARGIN } else { 0.0 };
        let right = sheet.form.width() - edge;
        let mut page = Self {
            sheet,
            words,
            body: String::with_capacity(12 * 1024),
            left: edge,
            right,
            top: if alone { MARGIN } else { 4.0 },
        };
        if alone {
            page.lines(Ink::Title, &words.title, 1.25);
            page.lines(Ink::Unit, &words.unit, 1.3);
            page.top += 10.0;
        }
        page
    }

    /// Whether it is laid out for a telephone.
    pub(super) fn narrow(&self) -> bool {
        self.sheet.form == Form::Narrow
    }

    /// Writes a text over as many lines as it needs.
    fn lines(&mut self, ink: Ink, text: &str, leading: f64) {
        let size = ink.size();
        for line in wrap(text, size, ink.bold(), self.right - self.left) {
            write_text(&mut self.body, ink, (self.left, self.top + size * 0.9), &line);
            self.top += size * leading;
        }
    }

    /// A drawing area in `plot` with the given ranges of values, and the sheet around it.
    pub(super) fn area(&mut self, plot: Rect, across: Range<f64>, up: Range<f64>) -> (Root<'_>, Plot<'_>) {
        let root = Pen::new(&mut self.body, self.sheet.form.width(), plot.bottom + 100.0).into_drawing_area();
        let pixels = (fine(plot.left)..fine(plot.right), fine(plot.bottom)..fine(plot.top));
        let area = root.apply_coord_spec(Cartesian2d::new(across, up, pixels));
        (root, area)
    }

    /// Ends the sheet: notes and source line under the drawing, and the root element around all.
    pub(super) fn finish(mut self) -> String {
        let alone = self.sheet.dress != Dress::Inline;
        if alone {
            let words = self.words;
            self.top += 12.0;
            for note in &words.notes {
                self.lines(Ink::Note, note, 1.35);
            }
            self.top += if words.notes.is_empty() { 0.0 } else { 5.0 };
            self.lines(Ink::Source, &words.source, 1.35);
            self.top += 10.0;
        }
        let (width, height) = (self.sheet.form.width(), self.top.ceil());
        let mut svg = String::with_capacity(self.body.len() + 6 * 1024);
        svg.push_str("<svg ");
        if alone {
            _ = write!(svg, "xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" ");
        }
        _ = write!(svg, "class=\"fig\" viewBox=\"0 0 {width} {height}\" role=\"img\"><title>");
        push_escaped(&mut svg, &self.words.title);
        svg.push_str(". ");
        push_escaped(&mut svg, &self.words.unit);
        svg.push_str("</title><desc>");
        push_escaped(&mut svg, &self.words.description);
        svg.push_str("</desc>");
        if self.sheet.dress == Dress::File {
            svg.push_str("<style>");
            svg.push_str(style::of_file());
            svg.push_str("</style>");
        }
        if alone {
            _ = write!(svg, "<rect class=\"fig-paper\" width=\"{width}\" height=\"{height}\"/>");
        }
        svg.push_str(&self.body);
        svg.push_str("</svg>");
        svg
    }
}

/// Turns what plotters reports into our error.
pub(super) fn failed(error: impl std::fmt::Display) -> DrawingError {
    DrawingError(error.to_string())
}
