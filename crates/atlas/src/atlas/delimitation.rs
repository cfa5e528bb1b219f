//! The areas of a release as places: their members at every time.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{AreaMember, Dataset, Extent, FocusArea, Level};

use super::build_error::BuildError;
use super::members::CrossVintage;
use super::place::{Place, PlaceId};
use super::{AreaAtlas, VintageAtlas};

/// The areas by name, each with its members at the end of the year `today`. Their members are written in codes of the
/// division of unmarked codes, and carried over from it where it is not the base: `laid` has every division with how the
/// base lies on it.
pub(super) fn areas<'a>(
    dataset: &Dataset,
    base: &VintageAtlas,
    mut laid: impl Iterator<Item = (&'a VintageAtlas, Option<&'a CrossVintage>)>,
    today: u16,
) -> Result<Vec<AreaAtlas>, BuildError> {
    let mut facts = dataset.areas.clone();
    let written = laid.find(|(division, _)| Some(division.vintage) == dataset.catalogue.unmarked);
    if let Some((then, Some(cross))) = written {
        for area in &mut facts {
            area.members = carried(&area.members, base, then, cross);
        }
    }
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

/// Members that are written in codes of another division, as regions of the base: the buurten of which at least half of the
/// surface lies inside them, and whole wijken where a wijk was written. What is said of a member goes with the region that
/// holds most of it.
fn carried(members: &[AreaMember], base: &VintageAtlas, then: &VintageAtlas, cross: &CrossVintage) -> Vec<AreaMember> {
    let spans: BTreeSet<(&str, &str)> = members.iter().map(|one| (one.from.as_str(), one.to.as_str())).collect();
    let mut carried = Vec::new();
    for (from, to) in spans {
        let written: Vec<&AreaMember> =
            members.iter().filter(|one| (one.from.as_str(), one.to.as_str()) == (from, to)).collect();
        // Of every region inside, which member it is written in.
        let mut inside: BTreeMap<u32, usize> = BTreeMap::new();
        for (member, one) in written.iter().enumerate() {
            match then.level(one.code.level()).and_then(|regions| u32::try_from(regions.index(one.code)?).ok()) {
                Some(at) => inside.extend(then.span_within(one.code.level(), at, cross.level).map(|at| (at, member))),
                // A code that nobody knows stays, and is told.
                None => carried.push((*one).clone()),
            }
        }
        let buurten: BTreeMap<u32, usize> = cross.held(|lowest| inside.get(&lowest).copied()).collect();
        carried.extend(regions(&buurten, &written, base));
    }
    carried
}

/// The regions that these buurten are, with the members that they come from.
fn regions(buurten: &BTreeMap<u32, usize>, written: &[&AreaMember], base: &VintageAtlas) -> Vec<AreaMember> {
    let as_member = |code, from: &AreaMember, whole: bool| AreaMember {
        code,
        extent: if whole { from.extent } else { Extent::Whole },
        note: from.note.clone().filter(|_| whole),
        from: from.from.clone(),
        to: from.to.clone(),
    };
    let mut by_wijk: BTreeMap<_, Vec<(u32, usize)>> = BTreeMap::new();
    for (&buurt, &member) in buurten {
        let code = base.buurt.codes.get(buurt as usize);
        if let Some(wijk) = code.and_then(|code| code.at(Level::Wijk)) {
            by_wijk.entry(wijk).or_default().push((buurt, member));
        }
    }
    let mut found = Vec::new();
    for (wijk, parts) in by_wijk {
        let all = base.buurt.codes.iter().filter(|code| code.at(Level::Wijk) == Some(wijk)).count();
        let of_wijken = |&(_, member): &(u32, usize)| written.get(member).filter(|one| one.code.level() == Level::Wijk);
        match parts.first().and_then(of_wijken) {
            Some(from) if parts.len() == all && parts.iter().all(|part| of_wijken(part).is_some()) => {
                found.push(as_member(wijk, from, true));
            }
            _ => found.extend(parts.iter().filter_map(|&(buurt, member)| {
                let from = written.get(member)?;
                Some(as_member(*base.buurt.codes.get(buurt as usize)?, from, from.code.level() == Level::Buurt))
            })),
        }
    }
    found
}
