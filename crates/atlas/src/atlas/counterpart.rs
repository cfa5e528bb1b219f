//! What a region of another vintage is called.
//!
//! Some deliveries hold figures on older codes without names. A region of such a vintage has the name of a buurt of the
//! base vintage only where the two are the same ground, by the overlay of their outlines; never by their codes, which
//! were handed out anew.

use super::{Atlas, VintageAtlas};
use crate::domain::{Level, RegionCode, Vintage};

/// Least share of both surfaces that the two must have in common.
const SAME_GROUND: f64 = 0.95;

impl Atlas {
    /// The name of a region (position in its level): its own, else that of the buurt of the base vintage on the same
    /// ground, else its code.
    pub fn region_name(&self, vintage: Vintage, level: Level, position: usize) -> &str {
        let Some(found) = self.vintage(vintage) else { return "" };
        let Some(regions) = found.level(level) else { return "" };
        let named = regions.name(position);
        if regions.codes.get(position).map(RegionCode::as_str) != Some(named) {
            return named;
        }
        found.counterpart(level, position).map_or(named, |buurt| self.base().buurt.name(buurt))
    }
}

impl VintageAtlas {
    /// The buurt of the base vintage (position) on the same ground as a region of this vintage.
    fn counterpart(&self, level: Level, position: usize) -> Option<usize> {
        let cross = self.cross.as_ref().filter(|cross| cross.level == level)?;
        let wanted = u32::try_from(position).ok()?;
        let surface = cross.surface_at(level, wanted);
        let entry = |at: usize| {
            let buurt = cross.starts.partition_point(|&start| start as usize <= at).checked_sub(1)?;
            let held = f64::from(*cross.share_of_from.get(at)?);
            let common = held * f64::from(*cross.base_area.get(buurt)?);
            (held >= SAME_GROUND && surface > 0.0 && common / surface >= SAME_GROUND).then_some(buurt)
        };
        cross.to.iter().enumerate().filter(|&(_, &to)| to == wanted).find_map(|(at, _)| entry(at))
    }
}
