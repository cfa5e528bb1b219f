//! What the tiles show: which regions at which zoom, and what is written beside them.

use crate::domain::Level;
use crate::geometry::net::{Net, RefPolygons};
use crate::geometry::{Coverage, SimplifiedCoverage};

use super::clip::BUFFER;

/// A focus area as the tiles show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FocusShape {
    /// Numeric id, stable within a release.
    pub id: u32,
    /// Short name in URLs.
    pub slug: String,
    /// Name.
    pub name: String,
    /// Base regions that it consists of.
    pub members: Vec<usize>,
    /// Designations it carries, as `16,20`.
    pub designations: String,
}

/// Everything that a pyramid is made of.
pub struct TileSource<'a> {
    /// Outlines.
    pub coverage: &'a Coverage,
    /// The name of a region.
    pub name_of: &'a (dyn Fn(Level, usize) -> &'a str + Sync),
    /// The numeric id of a region, stable within a release.
    pub id_of: &'a (dyn Fn(Level, usize) -> u32 + Sync),
    /// Focus areas.
    pub focus: Vec<FocusShape>,
}

/// The layers of a tile, in the order in which they are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[derive(strum::IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum Layer {
    /// Municipalities.
    Gemeente,
    /// Districts.
    Wijk,
    /// Neighbourhoods.
    Buurt,
    /// Focus areas.
    Focus,
    /// One label point per polygon of the layers above.
    Label,
}

impl Layer {
    /// All layers in order.
    pub const ALL: [Self; 5] = [Self::Gemeente, Self::Wijk, Self::Buurt, Self::Focus, Self::Label];

    /// The name in the tile.
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// The first zoom that shows the layer.
    pub const fn min_zoom(self) -> u8 {
        match self {
            // A map of the whole country by wijk needs them early; at zoom 5 they would make a tile of 135 kB.
            Self::Gemeente | Self::Focus | Self::Label => 5,
            Self::Wijk => 6,
            Self::Buurt => 10,
        }
    }

    /// The first zoom with labels for the layer: those of wijken and buurten come later than their outlines, since before
    /// that there is no room for their names and they would be half of the tile.
    pub const fn label_zoom(self) -> u8 {
        match self {
            Self::Wijk => 9,
            Self::Buurt => 11,
            Self::Gemeente | Self::Focus | Self::Label => self.min_zoom(),
        }
    }

    /// The level of regions that the layer shows.
    pub const fn level(self) -> Option<Level> {
        match self {
            Self::Gemeente => Some(Level::Gemeente),
            Self::Wijk => Some(Level::Wijk),
            Self::Buurt => Some(Level::Buurt),
            Self::Focus | Self::Label => None,
        }
    }
}

/// A shape of a net: its layer and its place in the coverage or the list of focus areas.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Subject {
    /// Layer.
    pub layer: Layer,
    /// Index of the region, or of the focus area.
    pub index: usize,
}

/// One net with the shapes that a range of zooms shows.
pub struct Scene {
    /// First zoom.
    pub from_zoom: u8,
    /// Shapes of the net, in its order.
    pub subjects: Vec<Subject>,
    net: Net,
}

/// Square units of the tile grid below which a point's triangle is left out: a quarter of a pixel at 256 pixels per tile.
/// The last zoom of a pyramid is also shown enlarged, so it keeps more. Zooms 6 and 7 show all wijken on a handful of tiles
/// and keep a little less (half a pixel), so that a tile stays within 100 kB with figures as well.
const fn tolerance(zoom: u8, last: u8) -> u32 {
    match zoom {
        _ if zoom >= last => 4,
        0..=7 => 128,
        _ => 64,
    }
}

impl Scene {
    /// The scenes of a source, by rising zoom.
    pub fn all(source: &TileSource<'_>) -> Vec<Self> {
        let coverage = source.coverage;
        let Some(base) = coverage.net(coverage.base_level()) else { return Vec::new() };
        let mut starts: Vec<u8> = coverage
            .levels()
            .iter()
            .filter_map(|&level| Layer::ALL.into_iter().find(|layer| layer.level() == Some(level)))
            .map(Layer::min_zoom)
            .collect();
        starts.dedup();
        starts.into_iter().map(|from_zoom| Self::new(source, base, from_zoom)).collect()
    }

    fn new(source: &TileSource<'_>, base: &Net, from_zoom: u8) -> Self {
        let coverage = source.coverage;
        let mut subjects = Vec::new();
        let mut shapes: Vec<RefPolygons> = Vec::new();
        for layer in Layer::ALL {
            let Some(level) = layer.level().filter(|_| layer.min_zoom() <= from_zoom) else { continue };
            for index in 0..coverage.codes(level).len() {
                subjects.push(Subject { layer, index });
                let members: Vec<usize> = coverage.members(level, index).iter().map(|&m| m as usize).collect();
                shapes.push(base.dissolve(&members));
            }
        }
        for (index, focus) in source.focus.iter().enumerate() {
            subjects.push(Subject { layer: Layer::Focus, index });
            shapes.push(base.dissolve(&focus.members));
        }
        let shows_base = Layer::ALL
            .into_iter()
            .any(|layer| layer.level() == Some(coverage.base_level()) && layer.min_zoom() <= from_zoom);
        let net = if shows_base { base.with_shapes(shapes) } else { base.coarsen(&shapes) };
        Self { from_zoom, subjects, net }
    }

    /// What a zoom shows, of a pyramid with the zoom `last` as its deepest.
    pub fn at_zoom(&self, zoom: u8, last: u8) -> SimplifiedCoverage {
        SimplifiedCoverage::new(&self.net, zoom, tolerance(zoom, last), BUFFER)
    }
}
