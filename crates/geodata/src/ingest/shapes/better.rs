//! Better outlines of another file in the place of poorer ones.

use super::super::declaration::{Better, Boundary};
use super::super::fault::{At, Fault};
use super::reader::{Bettered, Outline, ReadBoundary};
use crate::geometry::{InputShape, Limits, replace};

/// Puts the outlines of `from`, which `better` declares, into those of `read`.
///
/// # Errors
/// Numbers that make no sense, or another number of outlines replaced than declared.
pub fn put_in(
    declared: &Boundary,
    better: &Better,
    mut read: ReadBoundary,
    from: &ReadBoundary,
) -> Result<ReadBoundary, Vec<Fault>> {
    let wrong = |field: &str, found: String, expected: &str| {
        vec![Fault::new(&better.file, At::Item(declared.id.clone()), field, found, expected)]
    };
    if !(0.1..=100.0).contains(&better.tolerance) {
        return Err(wrong("tolerance", better.tolerance.to_string(), "metres, from 0.1 to 100"));
    }
    if !(0.0..=1.0).contains(&better.likeness) {
        return Err(wrong("likeness", better.likeness.to_string(), "a share from 0 to 1"));
    }
    let shapes = |outlines: &[Outline]| -> Vec<InputShape> { outlines.iter().map(shape).collect() };
    let limits = Limits { tolerance: better.tolerance, likeness: better.likeness };
    let mended = replace(&shapes(&read.outlines), &shapes(&from.outlines), better.instead_of, limits);
    if mended.replaced.len() != better.replaced {
        let expected = format!("{} as declared", better.replaced);
        return Err(wrong("replaced", format!("{} outlines replaced", mended.replaced.len()), &expected));
    }
    for (outline, shape) in read.outlines.iter_mut().zip(mended.shapes) {
        outline.basis = shape.basis;
        outline.polygons = shape.polygons;
    }
    let kept = mended.kept.into_keys().collect();
    read.bettered = Some(Bettered { replaced: mended.replaced.len(), kept });
    Ok(read)
}

fn shape(outline: &Outline) -> InputShape {
    InputShape { code: outline.code, basis: outline.basis, polygons: outline.polygons.clone() }
}
