//! Outlines of the whole country as SVG paths. They are the same for every page of a release, so each set is made once,
//! at the first page that draws it.

use std::sync::{Arc, OnceLock};

use crate::atlas::{Atlas, VintageAtlas};
use crate::domain::{Level, Vintage};
use crate::geometry::svg::{Frame, outline_path, paths};

/// Width of the drawing of the country in SVG units.
const WIDTH: f64 = 700.0;
/// Its greatest height.
const HEIGHT: f64 = 900.0;

/// Paths of regions in one drawing.
#[derive(Debug)]
pub struct Drawing {
    /// The drawing.
    pub frame: Frame,
    /// Position in the level and path, for every region with an outline.
    pub paths: Vec<(usize, String)>,
}

impl Drawing {
    /// Draws the regions at `positions` of a level, as large as the room allows. `None` where none has an outline.
    pub fn of(vintage: &VintageAtlas, level: Level, positions: &[usize], width: f64, height: f64) -> Option<Self> {
        let outlines = outlined(vintage, level, positions);
        let boxes = outlines.iter().filter_map(|&(_, outline)| vintage.coverage.bbox(level, outline));
        let bbox = crate::geometry::coverage::union_bbox(boxes)?;
        Some(Self::in_frame(vintage, level, &outlines, Frame::fit(bbox, width, height, 8.0)))
    }

    /// Draws the regions at `drawn`, as large as the room allows those at `framed`; what lies outside is cut off.
    pub fn framed(
        vintage: &VintageAtlas,
        level: Level,
        framed: &[usize],
        drawn: &[usize],
        (width, height): (f64, f64),
    ) -> Option<Self> {
        let coverage = &vintage.coverage;
        let bbox_of = |&(_, outline): &(usize, usize)| coverage.bbox(level, outline);
        let bbox = crate::geometry::coverage::union_bbox(outlined(vintage, level, framed).iter().filter_map(bbox_of))?;
        let meets =
            |found: [f64; 4]| found[0] <= bbox[2] && found[2] >= bbox[0] && found[1] <= bbox[3] && found[3] >= bbox[1];
        let padding = if framed.len() == drawn.len() { 8.0 } else { 48.0 };
        let mut outlines = outlined(vintage, level, drawn);
        // With room to spare beside the box more is in sight; the box itself is a fair guess of what is.
        let spare = [(bbox[2] - bbox[0]) * 0.3, (bbox[3] - bbox[1]) * 0.3];
        outlines.retain(|at| {
            bbox_of(at).is_some_and(|[west, south, east, north]| {
                meets([west - spare[0], south - spare[1], east + spare[0], north + spare[1]])
            })
        });
        Some(Self::in_frame(vintage, level, &outlines, Frame::fit(bbox, width, height, padding)))
    }

    fn in_frame(vintage: &VintageAtlas, level: Level, outlines: &[(usize, usize)], frame: Frame) -> Self {
        let indices: Vec<usize> = outlines.iter().map(|&(_, outline)| outline).collect();
        let drawn = paths(&vintage.coverage, level, &indices, &frame);
        let paths = outlines.iter().zip(drawn).map(|(&(position, _), (_, path))| (position, path)).collect();
        Self { frame, paths }
    }
}

/// Position in the level and in the coverage, for those of `positions` with an outline.
fn outlined(vintage: &VintageAtlas, level: Level, positions: &[usize]) -> Vec<(usize, usize)> {
    let Some(regions) = vintage.level(level) else { return Vec::new() };
    let outline = |&position: &usize| Some((position, (*regions.outlines.get(position)?)? as usize));
    positions.iter().filter_map(outline).collect()
}

/// Drawings of the country, made when they are first asked for.
#[derive(Debug)]
pub struct Outlines {
    atlas: Arc<Atlas>,
    frame: Option<Frame>,
    country: Vec<(Vintage, Level, OnceLock<Drawing>)>,
    areas: OnceLock<Vec<String>>,
}

impl Outlines {
    /// No drawing is made yet.
    pub fn new(atlas: Arc<Atlas>) -> Self {
        let slots = |vintage: &VintageAtlas| {
            let year = vintage.vintage;
            [Level::Gemeente, Level::Wijk].map(|level| (year, level, OnceLock::new()))
        };
        let country = atlas.vintages.iter().flat_map(slots).collect();
        let bbox = atlas.base().coverage.full_bbox();
        let frame = bbox.map(|bbox| Frame::fit(bbox, WIDTH, HEIGHT, 4.0));
        Self { atlas, frame, country, areas: OnceLock::new() }
    }

    /// The vintage in which places are addressed.
    pub fn base(&self) -> &VintageAtlas {
        self.atlas.base()
    }

    /// The gemeenten of today.
    pub fn land(&self) -> Option<&Drawing> {
        self.country(self.base().vintage, Level::Gemeente)
    }

    /// All gemeenten or wijken of a vintage. All drawings of the country share one frame.
    pub fn country(&self, vintage: Vintage, level: Level) -> Option<&Drawing> {
        let (_, _, slot) = self.country.iter().find(|(year, found, _)| *year == vintage && *found == level)?;
        let (vintage, frame) = (self.atlas.vintage(vintage)?, self.frame?);
        Some(slot.get_or_init(|| {
            let all: Vec<usize> = (0..vintage.level(level).map_or(0, |regions| regions.codes.len())).collect();
            Drawing::in_frame(vintage, level, &outlined(vintage, level, &all), frame)
        }))
    }

    /// The outline of the focus area at `index`, in the frame of the country.
    pub fn area(&self, index: usize) -> Option<&str> {
        let frame = self.frame?;
        let draw = || {
            let outlines = self.atlas.areas.iter().map(|area| self.atlas.outline_of(&area.place));
            outlines.map(|outline| outline_path(&outline, &frame)).collect()
        };
        self.areas.get_or_init(draw).get(index).map(String::as_str)
    }

    /// The frame of the country; `None` without any outline.
    pub const fn frame(&self) -> Option<Frame> {
        self.frame
    }
}
