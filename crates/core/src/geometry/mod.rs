//! Coverage geometry: shared arcs, simplification, dissolve, overlay, location, projection, SVG fit.
//!
//! [`build_topology`] turns rings into shared arcs and refuses what is not a clean coverage;
//! [`Coverage`] holds every level of a vintage on these arcs, each as a [`Net`]; [`SimplifiedCoverage`] is what one zoom
//! of the tile pyramid shows; [`overlay()`] says how much of one coverage lies in another; [`Locator`] finds the region of
//! a point and [`DrawnShape`] those in a shape; [`svg`] draws any selection into a frame.
//!
//! To add a question about shapes: a file of its own over [`Net`] or [`Coverage`]. [`Point`] and what is made of points
//! are all that every file shares.

pub mod coverage;
mod crop;
mod crossing;
mod hash;
mod label;
pub mod locate;
mod measure;
pub mod mend;
mod nest;
pub mod net;
pub mod overlay;
mod point;
pub mod project;
pub mod select;
pub mod simplify;
mod snap;
pub mod svg;
pub mod thin;
pub mod topology;
mod trace;
mod weigh;

pub use coverage::{Coverage, CoverageError, Outline};
pub use locate::Locator;
pub use mend::{Limits, Mended, replace};
pub use net::Net;
pub use overlay::{Share, Sheet, lay, overlay};
pub use point::{Point, PointRing, Polygons};
pub use select::{DrawnShape, ShapeError};
pub use simplify::SimplifiedCoverage;
pub use thin::thin;
pub use topology::{InputShape, TopologyFault, build_topology};

pub use nest::ring_area2;
pub(crate) use point::{at, key};
pub(crate) use trace::{Link, trace};
