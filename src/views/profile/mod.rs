//! What the profile of a place shows: a focus area, gemeente, wijk or buurt.
//!
//! Everything borrows from the Atlas; no figure is derived here, only chosen and put side by side. [`build`](build()) and
//! [`build_own`] give a [`ProfileView`]: themes of [`Row`]s, one per indicator, with what stands out, the gap, similar
//! places and the regions inside.
//!
//! To add a section: its structs and what fills them in a file of its own, a field of [`ProfileView`] in `view.rs`, and a
//! call in `build.rs`. To add something to each indicator: a field of [`Row`], filled in `rows.rs`.

mod build;
mod choices;
mod header;
mod highlights;
mod neighbourhoods;
mod own;
mod own_view;
mod parts;
mod row;
mod rows;
mod similar;
mod view;

pub use crate::atlas::{Figure, FigureCoverage, MemberBasis, Origin, Rank};
pub use crate::domain::{Reference, ReferenceKind, ShownFigure};
pub use build::{build, build_with};
pub use choices::{Choices, Rows};
pub use header::{AreaView, Crumb, RegionView, place_address, place_name, region_address};
pub use highlights::WHY as HIGHLIGHT_METHOD;
pub use neighbourhoods::{NeighbourhoodRow, Neighbourhoods};
pub use own::{build_own, default_name};
pub use own_view::OwnView;
pub use parts::PartFigure;
pub use row::{ReferenceFigure, Row, SeriesPoint, Spread, ThemeView};
pub use similar::{SHOWN as SIMILAR_SHOWN, SimilarFeature, SimilarRow, SimilarView};
pub use view::ProfileView;
