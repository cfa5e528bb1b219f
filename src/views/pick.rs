//! What the page shows on which a reader puts a place together.

use crate::atlas::{Atlas, Figure, Hit, HitKind, IndicatorRef, Place};
use crate::domain::{IndicatorPeriod, Level, RegionCode};

/// Places that a search shows at most.
const HITS: usize = 12;

/// The page on which a place is put together.
#[derive(Clone, Debug)]
pub struct PickView<'a> {
    /// The selection as it is written: wijken, then buurten.
    pub chosen: Vec<PickedRegion<'a>>,
    /// The place that it makes.
    pub place: Place,
    /// Its inhabitants, with the period they are of.
    pub inhabitants: Option<(Figure, &'a IndicatorPeriod)>,
    /// The gemeente of which the parts are shown.
    pub gemeente: Option<PickedGemeente<'a>>,
    /// All gemeenten by name, to choose from.
    pub gemeenten: Vec<(RegionCode, &'a str)>,
    /// What a search found: each with the codes that it would add.
    pub hits: Vec<(Hit, Vec<RegionCode>)>,
}

/// A region that was selected.
#[derive(Clone, Copy, Debug)]
pub struct PickedRegion<'a> {
    pub code: RegionCode,
    pub name: &'a str,
    /// Name of its gemeente.
    pub gemeente: &'a str,
}

/// A gemeente with its wijken.
#[derive(Clone, Debug)]
pub struct PickedGemeente<'a> {
    pub code: RegionCode,
    pub name: &'a str,
    /// Its wijken by code.
    pub wijken: Vec<PickedWijk<'a>>,
}

/// A wijk with its buurten.
#[derive(Clone, Debug)]
pub struct PickedWijk<'a> {
    pub code: RegionCode,
    pub name: &'a str,
    /// Its buurten by code: position among the buurten, code, name, whether it is selected.
    pub buurten: Vec<PickedBuurt<'a>>,
}

/// A buurt of a wijk.
#[derive(Clone, Copy, Debug)]
pub struct PickedBuurt<'a> {
    /// Position among the buurten of the base vintage.
    pub position: usize,
    pub code: RegionCode,
    pub name: &'a str,
    /// Whether it is selected, by itself or with its wijk.
    pub selected: bool,
}

impl PickedWijk<'_> {
    /// Buurten that are selected.
    pub fn selected(&self) -> usize {
        self.buurten.iter().filter(|buurt| buurt.selected).count()
    }

    /// Whether all of it is selected.
    pub fn whole(&self) -> bool {
        !self.buurten.is_empty() && self.selected() == self.buurten.len()
    }
}

impl<'a> PickView<'a> {
    /// The page for a selection as [`Atlas::selection`] writes it. `gemeente` is the one to show the parts of, else that
    /// of the last member.
    pub fn build(atlas: &'a Atlas, codes: &[RegionCode], gemeente: Option<RegionCode>, search: &str) -> Self {
        let base = atlas.base();
        let place = atlas.own_place(codes);
        let chosen = codes
            .iter()
            .map(|&code| PickedRegion {
                code,
                name: base.name(code).unwrap_or_default(),
                gemeente: code.gemeente().and_then(|code| base.name(code)).unwrap_or_default(),
            })
            .collect();
        let people = atlas.population().and_then(IndicatorRef::headline);
        let inhabitants = people.map(|at| (atlas.place_figure(&place, at), at.period));
        let gemeente = gemeente.or_else(|| codes.last()?.gemeente());
        let mut gemeenten: Vec<(RegionCode, &str)> =
            base.gemeente.codes.iter().enumerate().map(|(at, &code)| (code, base.gemeente.name(at))).collect();
        gemeenten.sort_by_key(|(_, name)| name.trim_start_matches(['\'', '’']).to_lowercase());
        Self {
            chosen,
            gemeente: gemeente.and_then(|code| parts(atlas, &place, code)),
            inhabitants: inhabitants.filter(|_| !codes.is_empty()),
            place,
            gemeenten,
            hits: atlas.search.find(search, HITS).into_iter().map(|hit| added(atlas, hit)).collect(),
        }
    }
}

/// The codes that a place found would add: the members of an area, the wijken of a gemeente, else itself.
fn added(atlas: &Atlas, hit: Hit) -> (Hit, Vec<RegionCode>) {
    let codes = match &hit.kind {
        HitKind::Area(slug) => atlas.area(slug).map(|(_, area)| atlas.codes_of(&area.place)).unwrap_or_default(),
        HitKind::Region(code) => vec![*code],
    };
    (hit, codes)
}

fn parts<'a>(atlas: &'a Atlas, place: &Place, code: RegionCode) -> Option<PickedGemeente<'a>> {
    let base = atlas.base();
    let position = u32::try_from(base.gemeente.index(code)?).ok()?;
    let buurt = |at: u32| {
        let position = at as usize;
        Some(PickedBuurt {
            position,
            code: *base.buurt.codes.get(position)?,
            name: base.buurt.name(position),
            selected: place.buurten.binary_search(&at).is_ok(),
        })
    };
    let wijk = |at: u32| {
        Some(PickedWijk {
            code: *base.wijk.codes.get(at as usize)?,
            name: base.wijk.name(at as usize),
            buurten: base.positions_within(Level::Wijk, at, Level::Buurt).into_iter().filter_map(buurt).collect(),
        })
    };
    Some(PickedGemeente {
        code,
        name: base.gemeente.name(position as usize),
        wijken: base.positions_within(Level::Gemeente, position, Level::Wijk).into_iter().filter_map(wijk).collect(),
    })
}
