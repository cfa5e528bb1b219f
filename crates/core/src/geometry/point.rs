//! Points in integer coordinates, and what is made of them.

/// A point in integer coordinates.
pub type Point = [i32; 2];
/// A closed ring of points.
pub type PointRing = Vec<Point>;
/// Polygons, each an outer ring and its holes.
pub type Polygons = Vec<Vec<PointRing>>;

/// The element at `index`, or the default where a caller's index is outside (indices come from the structure
/// itself, so this happens only on a damaged blob).
pub(crate) fn at<T: Copy + Default>(slice: &[T], index: usize) -> T {
    slice.get(index).copied().unwrap_or_default()
}

/// A point as one ordered key.
pub(crate) const fn key(point: Point) -> u64 {
    let [x, y] = point;
    ((x.cast_unsigned() as u64) << 32) | y.cast_unsigned() as u64
}
