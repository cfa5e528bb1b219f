//! Coverage geometry: shared arcs, simplification, dissolve, overlay, location, projection, SVG fit.
//!
//! [`build_topology`] turns rings into shared arcs and refuses what is not a clean coverage;
//! [`Coverage`] holds every level of a vintage on these arcs; [`SimplifiedCoverage`] is what one zoom
//! of the tile pyramid shows; [`svg`] draws any selection into a frame.

pub mod coverage;
mod crop;
mod crossing;
mod hash;
mod label;
pub mod locate;
mod measure;
mod nest;
pub mod net;
pub mod overlay;
pub mod project;
pub mod select;
pub mod simplify;
mod snap;
pub mod svg;
pub mod topology;
mod trace;
mod weigh;

pub use coverage::{Coverage, CoverageError, Outline};
pub use locate::Locator;
pub use net::Net;
pub use overlay::{Share, Sheet, lay, overlay};
pub use select::{DrawnShape, ShapeError};
pub use simplify::SimplifiedCoverage;
pub use topology::{InputShape, TopologyFault, build_topology};

pub use nest::ring_area2;
pub(crate) use trace::{Link, trace};

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
