//! The table of gaps: how many examples each focus area has on each theme, and where it stands out and has none.

use crate::atlas::standout::Standing;
use crate::atlas::{AreaAtlas, Atlas, Content, PeriodRef};
use crate::domain::Theme;

/// The table.
#[derive(Clone, Debug)]
pub struct GapsView<'a> {
    /// Themes, domains of life first.
    pub themes: Vec<&'a Theme>,
    /// One row per area, by name.
    pub rows: Vec<GapRow<'a>>,
    /// Examples per theme, over all areas.
    pub totals: Vec<usize>,
    /// Cells where an area stands out and has no example.
    pub gaps: usize,
}

/// One area.
#[derive(Clone, Debug)]
pub struct GapRow<'a> {
    pub area: &'a AreaAtlas,
    pub examples: usize,
    /// One cell per theme.
    pub cells: Vec<GapCell<'a>>,
}

/// One area on one theme.
#[derive(Clone, Debug)]
pub struct GapCell<'a> {
    /// Featured examples inside.
    pub count: usize,
    /// The figure by which the area stands out on the theme; `None` where it does not.
    pub standing: Option<Standing>,
    /// The indicator and period of that figure.
    pub at: Option<PeriodRef<'a>>,
    /// Areas like it, among the nearest five, that do have some.
    pub alike_with: usize,
}

impl GapCell<'_> {
    /// Whether the area stands out and has no example.
    pub const fn is_gap(&self) -> bool {
        self.count == 0 && self.standing.is_some()
    }
}

/// Similar areas that are looked at.
const NEAREST: usize = 5;

/// The table of gaps.
pub fn gaps<'a>(atlas: &'a Atlas, content: &'a Content) -> GapsView<'a> {
    let themes: Vec<&Theme> = atlas.vocabulary.themes.iter().collect();
    let on = |inside: &[u32], theme: &Theme| {
        let examples = inside.iter().filter_map(|&at| content.practice.get(at as usize));
        examples.filter(|example| example.featured && example.themes.contains(&theme.id)).count()
    };
    let inside = |area: &AreaAtlas| content.about(atlas, &area.place).inside.clone();
    let all: Vec<Vec<u32>> = atlas.areas.iter().map(inside).collect();
    let row = |(area, inside): (&'a AreaAtlas, &Vec<u32>)| {
        let about = content.about(atlas, &area.place);
        let cell = |(position, theme): (usize, &&Theme)| {
            let alike = about.surroundings.alike.iter().take(NEAREST);
            let with =
                alike.filter(|likeness| all.get(likeness.area as usize).is_some_and(|inside| on(inside, theme) > 0));
            let standing = about.surroundings.standing_out(position).copied();
            GapCell {
                count: on(inside, theme),
                at: standing.and_then(|found| atlas.at(found.at)),
                standing,
                alike_with: with.count(),
            }
        };
        GapRow { area, examples: inside.len(), cells: themes.iter().enumerate().map(cell).collect() }
    };
    let rows: Vec<GapRow<'a>> = atlas.areas.iter().zip(&all).map(row).collect();
    let totals = (0..themes.len())
        .map(|theme| rows.iter().filter_map(|row| row.cells.get(theme)).map(|cell| cell.count).sum())
        .collect();
    let gaps = rows.iter().flat_map(|row| &row.cells).filter(|cell| cell.is_gap()).count();
    GapsView { themes, rows, totals, gaps }
}
