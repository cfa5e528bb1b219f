//! The areas of a release as places: their members at every time.

use std::collections::BTreeSet;

use crate::domain::{Dataset, FocusArea};

use super::build_error::BuildError;
use super::place::{Place, PlaceId};
use super::{AreaAtlas, VintageAtlas};

/// The areas by name, each with its members at the end of the year `today`.
pub(super) fn areas(dataset: &Dataset, base: &VintageAtlas, today: u16) -> Result<Vec<AreaAtlas>, BuildError> {
    let mut facts = dataset.areas.clone();
    facts.sort_by(|a, b| a.name.cmp(&b.name));
    let area = |(index, area): (usize, FocusArea)| {
        let unknown = area
            .members
            .iter()
            .find(|member| base.level(member.code.level()).and_then(|regions| regions.index(member.code)).is_none());
        if let Some(member) = unknown {
            return Err(BuildError::UnknownMember { area: area.slug.to_string(), code: member.code });
        }
        let id = PlaceId::Area(u32::try_from(index).unwrap_or(u32::MAX));
        let versions = versions(base, id, &area);
        let place = match versions.iter().rev().find(|(from, _)| *from <= today).or_else(|| versions.first()) {
            Some((_, place)) => place.clone(),
            None => Place::from_codes(base, id, area.members.iter().map(|member| member.code)),
        };
        let outline = base.coverage.dissolve(&base.outline_positions(&place));
        Ok(AreaAtlas {
            place,
            versions,
            area_m2: outline.area_m2,
            bbox: outline.bbox().ok_or_else(|| BuildError::NoOutline(area.slug.to_string()))?,
            label_point: outline.label_point(),
            practice: Vec::new(),
            area,
        })
    };
    facts.into_iter().enumerate().map(area).collect()
}

/// The delimitations by first year; none where no member changed.
fn versions(base: &VintageAtlas, id: PlaceId, area: &FocusArea) -> Vec<(u16, Place)> {
    let dates = area.members.iter().flat_map(|member| [&member.from, &member.to]);
    let mut years: BTreeSet<u16> = dates.filter_map(|date| date.get(..4)?.parse().ok()).collect();
    if years.is_empty() {
        return Vec::new();
    }
    years.insert(0);
    let at = |year: u16| {
        let members = area.members.iter().filter(|member| member.is_in(year));
        (year, Place::from_codes(base, id, members.map(|member| member.code)))
    };
    years.into_iter().map(at).filter(|(_, place)| !place.listed.is_empty()).collect()
}
