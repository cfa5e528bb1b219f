//! A backend of plotters that writes SVG with classes instead of colours.
//!
//! Plotters counts in whole units. This backend takes them as tenths, so that a line lies where its value is.

use std::convert::Infallible;
use std::fmt::Write as _;

use plotters::style::TextStyle;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontFamily,
};

use super::escape::push_escaped;
use super::ink::Ink;

/// Units of plotters in one unit of the drawing.
pub(super) const FINE: f64 = 10.0;

/// A length or position in units of plotters.
pub(super) fn fine(value: f64) -> i32 {
    let scaled = (value * FINE).round();
    #[expect(clippy::cast_possible_truncation, reason = "clamped to what a drawing can hold")]
    let whole = scaled.clamp(-1e6, 1e6) as i32;
    whole
}

/// Writes into a text.
pub(super) struct Pen<'a> {
    out: &'a mut String,
    size: (u32, u32),
    /// Dots of one class and radius that stand together become one path.
    dots: Option<(u8, u32)>,
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl<'a> Pen<'a> {
    /// A pen for a drawing of `width` by `height` units.
    pub(super) fn new(out: &'a mut String, width: f64, height: f64) -> Self {
        let side = |length: f64| u32::try_from(fine(length).max(1)).unwrap_or(1);
        Self { out, size: (side(width), side(height)), dots: None }
    }

    fn close_dots(&mut self) {
        if self.dots.take().is_some() {
            self.out.push_str("\"/>");
        }
    }

    fn class(&mut self, colour: BackendColor) {
        _ = write!(self.out, " class=\"{}\"", Ink::class_of(colour.rgb.0));
    }

    fn number(&mut self, tenths: i32) {
        push_tenths(self.out, tenths);
    }

    fn attribute(&mut self, name: &str, tenths: i32) {
        _ = write!(self.out, " {name}=\"");
        self.number(tenths);
        self.out.push('"');
    }
}

impl Drop for Pen<'_> {
    /// A drawing may end with dots: their path is closed when the pen is put down.
    fn drop(&mut self) {
        self.close_dots();
    }
}

/// Writes tenths as a number without needless digits.
fn push_tenths(out: &mut String, tenths: i32) {
    let sign = if tenths < 0 { "-" } else { "" };
    let size = tenths.unsigned_abs();
    _ = match size % 10 {
        0 => write!(out, "{sign}{}", size / 10),
        digit => write!(out, "{sign}{}.{digit}", size / 10),
    };
}

impl DrawingBackend for Pen<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        self.close_dots();
        Ok(())
    }

    fn draw_pixel(&mut self, _: BackendCoord, _: BackendColor) -> Drawn {
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S, _: bool) -> Drawn {
        self.close_dots();
        self.out.push_str("<rect");
        self.class(style.color());
        self.attribute("x", from.0);
        self.attribute("y", from.1);
        self.attribute("width", to.0 - from.0);
        self.attribute("height", to.1 - from.1);
        self.out.push_str("/>");
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        self.close_dots();
        self.out.push_str("<path");
        self.class(style.color());
        self.out.push_str(" d=\"");
        for (position, (x, y)) in path.into_iter().enumerate() {
            self.out.push(if position == 0 { 'M' } else { 'L' });
            self.number(x);
            self.out.push(' ');
            self.number(y);
        }
        self.out.push_str("\"/>");
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, (x, y): BackendCoord, radius: u32, style: &S, filled: bool) -> Drawn {
        let colour = style.color();
        if filled {
            self.close_dots();
            self.out.push_str("<circle");
            self.class(colour);
            self.attribute("cx", x);
            self.attribute("cy", y);
            self.attribute("r", i32::try_from(radius).unwrap_or(0));
            self.out.push_str("/>");
            return Ok(());
        }
        // A dot among thousands: the round end of a line of no length.
        if self.dots != Some((colour.rgb.0, radius)) {
            self.close_dots();
            self.out.push_str("<path");
            self.class(colour);
            self.attribute("stroke-width", i32::try_from(radius.saturating_mul(2)).unwrap_or(0));
            self.out.push_str(" d=\"");
            self.dots = Some((colour.rgb.0, radius));
        }
        self.out.push('M');
        self.number(x);
        self.out.push(' ');
        self.number(y);
        self.out.push_str("h0");
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, corners: I, style: &S) -> Drawn {
        self.draw_path(corners, style)
    }

    fn draw_text<T: BackendTextStyle>(&mut self, text: &str, style: &T, (x, y): BackendCoord) -> Drawn {
        self.close_dots();
        let anchor = match style.anchor().h_pos {
            HPos::Left => "",
            HPos::Center => " text-anchor=\"middle\"",
            HPos::Right => " text-anchor=\"end\"",
        };
        // Letters stand on their baseline: figures are about 0.72 of the size high.
        let down = match style.anchor().v_pos {
            VPos::Top => 0.72,
            VPos::Center => 0.36,
            VPos::Bottom => 0.0,
        };
        self.out.push_str("<text");
        self.class(style.color());
        self.attribute("x", x);
        self.attribute("y", y.saturating_add(fine(style.size() * down)));
        self.out.push_str(anchor);
        self.out.push('>');
        push_escaped(self.out, text);
        self.out.push_str("</text>");
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        _: &str,
        _: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        Ok((0, 0))
    }
}

/// The style of a text: where it hangs on its point.
pub(super) fn lettering(ink: Ink, across: HPos, up: VPos) -> TextStyle<'static> {
    let font = plotters::style::FontDesc::new(FontFamily::SansSerif, ink.size(), plotters::style::FontStyle::Normal);
    TextStyle { font, color: plotters::style::Color::to_backend_color(&ink), pos: Pos::new(across, up) }
}

/// Writes a text outside plotters: headings and lines under a drawing.
pub(super) fn write_text(out: &mut String, ink: Ink, (x, baseline): (f64, f64), text: &str) {
    _ = write!(out, "<text class=\"{}\" x=\"", ink.class());
    push_tenths(out, fine(x));
    out.push_str("\" y=\"");
    push_tenths(out, fine(baseline));
    out.push_str("\">");
    push_escaped(out, text);
    out.push_str("</text>");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tenths_are_written_without_needless_digits() {
        let written = |tenths| {
            let mut out = String::new();
            push_tenths(&mut out, tenths);
            out
        };
        assert_eq!([0, 10, 15, -5, -120].map(written), ["0", "1", "1.5", "-0.5", "-12"]);
        assert_eq!(fine(f64::INFINITY), 1_000_000);
        assert_eq!(fine(f64::NAN), 0);
    }
}
