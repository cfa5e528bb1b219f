//! Charts as pictures, by resvg with one embedded open font.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};
use thiserror::Error;

use super::style;

include!(concat!(env!("OUT_DIR"), "/fonts.rs"));

/// The widths in pixels in which a picture can be had.
pub const PNG_WIDTHS: [u32; 3] = [800, 1200, 1600];

/// Why there is no picture.
#[derive(Debug, Error)]
pub enum PngError {
    /// The program was built without the font.
    #[error("this build has no font for pictures")]
    NoFont,
    /// The renderer failed.
    #[error("the picture could not be made: {0}")]
    Render(String),
}

static OPTIONS: LazyLock<Options<'static>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    for font in FONTS {
        fonts.load_font_source(fontdb::Source::Binary(Arc::new(*font)));
    }
    fonts.set_sans_serif_family(style::FONT);
    Options {
        font_family: style::FONT.to_owned(),
        fontdb: Arc::new(fonts),
        style_sheet: Some(style::of_picture().to_owned()),
        ..Options::default()
    }
});

/// Renders a chart that was drawn for a picture ([`super::Dress::Picture`]), `width` pixels wide. This takes some tens
/// of milliseconds: not for an async worker.
pub fn png(svg: &str, width: u32) -> Result<Vec<u8>, PngError> {
    if FONTS.is_empty() {
        return Err(PngError::NoFont);
    }
    let failed = |error: &dyn std::fmt::Display| PngError::Render(error.to_string());
    let tree = Tree::from_str(svg, &OPTIONS).map_err(|error| failed(&error))?;
    let size = tree.size();
    #[expect(clippy::cast_precision_loss, reason = "at most a few thousand pixels")]
    let scale = width.min(4000) as f32 / size.width();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a few thousand pixels")]
    let height = (size.height() * scale).ceil().clamp(1.0, 8000.0) as u32;
    let mut pixels = Pixmap::new(width.min(4000), height).ok_or_else(|| failed(&"a picture without size"))?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| failed(&error))
}
