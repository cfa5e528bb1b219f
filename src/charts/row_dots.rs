//! The dot plot in a row of a comparison: one mark per place, a line for the reference.
//!
//! Written by hand as a few path elements: a page has half a hundred of them. Every place keeps its shape and its class
//! over all rows, so that neither colour nor position alone tells them apart.

use std::fmt::Write as _;

use super::escape::push_escaped;
use super::scale::Scale;

const WIDTH: f64 = 200.0;
const PAD: f64 = 8.0;
const MIDDLE: f64 = 15.0;
/// Marks closer than this stand above each other.
const APART: f64 = 9.0;

/// The shape of the place at `index`, drawn around a point: circle, square, triangle, diamond, cross, plus.
pub fn place_shape(index: usize, x: f64, y: f64) -> String {
    let class = format!("class=\"place-mark place-{}\"", index + 1);
    match index {
        0 => format!("<circle {class} cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4.5\"/>"),
        1 => format!("<path {class} d=\"M{:.1} {:.1}h8v8h-8z\"/>", x - 4.0, y - 4.0),
        2 => format!("<path {class} d=\"M{x:.1} {:.1}l5 9h-10z\"/>", y - 5.0),
        3 => format!("<path {class} d=\"M{x:.1} {:.1}l5.5 5.5-5.5 5.5-5.5-5.5z\"/>", y - 5.5),
        4 => format!("<path {class} d=\"M{:.1} {:.1}l8 8m0-8l-8 8\"/>", x - 4.0, y - 4.0),
        _ => format!("<path {class} d=\"M{x:.1} {:.1}v10M{:.1} {y:.1}h10\"/>", y - 5.0, x - 5.0),
    }
}

/// One mark per known value on a scale from the lowest to the highest, with a line for the reference. Marks that would
/// cover each other are moved apart, up and down. `None` where fewer than two values are known. `title` says what is
/// seen.
pub fn row_dots(values: &[Option<f64>], reference: Option<f64>, title: &str) -> Option<String> {
    if values.iter().flatten().count() + usize::from(reference.is_some()) < 2 {
        return None;
    }
    let scale = Scale::of(values.iter().copied().chain([reference]).flatten(), PAD, WIDTH - PAD)?;
    let mut svg = String::with_capacity(640);
    svg.push_str("<svg class=\"row-dots\" viewBox=\"0 0 200 30\" role=\"img\"><title>");
    push_escaped(&mut svg, title);
    svg.push_str("</title><path class=\"mark-axis\" d=\"M0 15H200\"/>");
    if let Some(value) = reference {
        // Writing to a string cannot fail.
        _ = write!(svg, "<path class=\"mark-nederland\" d=\"M{:.1} 2v26\"/>", scale.at(value));
    }
    let mut placed: Vec<(f64, f64)> = Vec::new();
    for (index, value) in values.iter().enumerate() {
        let Some(value) = value else { continue };
        let x = scale.at(*value);
        let taken = placed.iter().filter(|(other, _)| (other - x).abs() < APART).count();
        let y = match taken {
            1 => MIDDLE - 7.5,
            2 => MIDDLE + 7.5,
            _ => MIDDLE,
        };
        placed.push((x, y));
        svg.push_str(&place_shape(index, x, y));
    }
    svg.push_str("</svg>");
    Some(svg)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_keeps_its_class_where_another_has_no_value() {
        let svg = row_dots(&[Some(1.0), None, Some(3.0)], Some(2.0), "A <B>").unwrap();
        assert!(svg.contains("place-1") && !svg.contains("place-2") && svg.contains("place-3"), "{svg}");
        assert!(svg.contains("<title>A &lt;B&gt;</title>"));
        assert!(svg.contains("mark-nederland\" d=\"M100.0 "), "{svg}");
    }

    #[test]
    fn equal_values_stand_above_each_other() {
        let svg = row_dots(&[Some(5.0), Some(5.0), Some(9.0)], None, "").unwrap();
        assert!(svg.contains("cy=\"15.0\"") && svg.contains("M4.0 3.5h8"), "{svg}");
    }

    #[test]
    fn one_value_alone_has_no_scale() {
        assert_eq!(row_dots(&[Some(1.0), None], None, ""), None);
        assert!(row_dots(&[Some(1.0), None], Some(1.0), "").is_some());
    }
}
