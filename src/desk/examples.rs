//! What visitors sent in as an example and editors published, as practice examples among those of the release.
//!
//! Nothing is read into it: the place, the theme, the organisation and the link are those of the form, the phase and the
//! audience stay unknown, the evidence is not assessed, and the page says who wrote it.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::contributions::Contributions;
use crate::atlas::Atlas;
use crate::domain::{
    ContributionKind, Level, NOT_ASSESSED, PlacePrecision, PracticeExample, PublishedContribution, RegionCode, SentIn,
    Slug, Text, Vintage,
};
use crate::text;

/// The published examples of visitors, in the order of their numbers.
pub fn examples(atlas: &Atlas, contributions: &Contributions) -> Vec<PracticeExample> {
    let mut items: Vec<&PublishedContribution> =
        contributions.all().iter().filter(|item| item.text.kind == ContributionKind::Voorbeeld).collect();
    items.sort_by_key(|item| item.number);
    items.into_iter().map(|item| example(atlas, item)).collect()
}

/// Where an example lies.
struct Spot {
    city: String,
    area: Option<Slug>,
    place: Option<RegionCode>,
    then: Option<(RegionCode, Vintage)>,
    precision: PlacePrecision,
}

fn example(atlas: &Atlas, item: &PublishedContribution) -> PracticeExample {
    let spot = spot(atlas, &item.text.place);
    // It was written in one language; the pages say in which.
    let both = |text: String| Text { nl: text.clone(), en: text };
    PracticeExample {
        id: format!("bijdrage-{}", item.number),
        title: both(item.text.title.clone()),
        summary: both(text::shorten(&item.text.body)),
        source_url: item.text.link.clone(),
        organisation: item.text.organisation.clone(),
        published: day(item.published_at),
        city: spot.city,
        neighbourhood: String::new(),
        area: spot.area,
        place: spot.place,
        division: None,
        written_about: spot.then,
        point: None,
        precision: spot.precision,
        from: String::new(),
        until: String::new(),
        effect: None,
        conditions: None,
        evidence: NOT_ASSESSED.to_owned(),
        themes: atlas.vocabulary.theme(&item.text.theme).map(|theme| theme.id.clone()).into_iter().collect(),
        audience: Vec::new(),
        phase: String::new(),
        inferred: Vec::new(),
        featured: true,
        figures_unverified: false,
        same_as: Vec::new(),
        sent_in: Some(SentIn { number: item.number, lang: item.text.lang.clone(), body: item.text.body.clone() }),
    }
}

/// What the key of a contribution says of its place; unknown where this release does not have it.
fn spot(atlas: &Atlas, key: &str) -> Spot {
    let nowhere =
        Spot { city: String::new(), area: None, place: None, then: None, precision: PlacePrecision::Onbekend };
    if let Some((_, area)) = atlas.area(key) {
        let (city, area) = (area.area.gemeente_name.clone(), Some(area.area.slug.clone()));
        return Spot { city, area, precision: PlacePrecision::Gebied, ..nowhere };
    }
    let Some(code) = super::place::region(atlas, key) else { return nowhere };
    let base = atlas.base();
    let precision = match code.level() {
        Level::Land => return nowhere,
        Level::Gemeente => PlacePrecision::Gemeente,
        Level::Wijk => PlacePrecision::Wijk,
        Level::Buurt => PlacePrecision::Buurt,
    };
    if base.name(code).is_none() {
        return nowhere;
    }
    let city = code.gemeente().and_then(|gemeente| base.name(gemeente)).unwrap_or_default().to_owned();
    let whole = |area: &&crate::atlas::AreaAtlas| atlas.lies_inside(code, &area.place);
    let place = (code.level() != Level::Gemeente).then_some(code);
    let area = place.and_then(|_| atlas.areas.iter().find(whole)).map(|area| area.area.slug.clone());
    let then = key.parse().ok().and_then(|placed| atlas.placed_then(placed));
    Spot { city, area, place, then, precision }
}

/// The day of a moment, in the Netherlands.
fn day(seconds: i64) -> String {
    let zone = TimeZone::get("Europe/Amsterdam").unwrap_or(TimeZone::UTC);
    Timestamp::from_second(seconds).map(|moment| moment.to_zoned(zone).date().to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_of_a_moment_is_that_of_the_netherlands() {
        assert_eq!(day(1_767_222_000), "2026-01-01", "an hour before the year ends in UTC");
        assert_eq!(day(i64::MAX), "");
    }
}
