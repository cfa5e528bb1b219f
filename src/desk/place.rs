//! The place that a contribution or a subscription is tied to: its key, its name, and what lies in what.

use crate::atlas::{Atlas, Hit, HitKind, fold};
use crate::domain::{Lang, Level, PlacedCode, RegionCode, Vintage};
use crate::text;
use crate::urls;

/// What somebody typed as a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlaceAnswer {
    /// Nothing: no place.
    Nowhere,
    /// This slug or code.
    Found(String),
    /// Several places may be meant.
    Several(Vec<Hit>),
    /// No place is called that.
    Unknown,
}

/// Choices offered at most.
const CHOICES: usize = 8;

/// Reads a place: a slug, a code, or a name that one place has. `choice` is what was chosen of the places offered
/// before; it counts only while it still belongs to what is typed.
pub fn read(atlas: &Atlas, typed: &str, choice: &str) -> PlaceAnswer {
    let typed = typed.trim();
    if typed.is_empty() {
        return PlaceAnswer::Nowhere;
    }
    if let Some(key) = key(atlas, typed) {
        return PlaceAnswer::Found(key);
    }
    let hits = atlas.search.find(typed, CHOICES);
    if let Some(chosen) = hits.iter().find(|hit| hit.key() == choice) {
        return PlaceAnswer::Found(kept(atlas, chosen));
    }
    let folded = fold(typed);
    let mut exact = hits.iter().filter(|hit| fold(&hit.name) == folded);
    match (exact.next(), exact.next()) {
        (Some(one), None) => PlaceAnswer::Found(kept(atlas, one)),
        _ => several(atlas, if hits.is_empty() { atlas.search.suggest(typed, CHOICES) } else { hits }, choice),
    }
}

/// The key of a place that was found, as it is kept: a code names its division, where codes without one are of another.
fn kept(atlas: &Atlas, hit: &Hit) -> String {
    match &hit.kind {
        HitKind::Area(slug) => slug.clone(),
        HitKind::Region(code) => atlas.placed(*code).to_string(),
    }
}

fn several(atlas: &Atlas, hits: Vec<Hit>, choice: &str) -> PlaceAnswer {
    match hits.iter().find(|hit| hit.key() == choice) {
        Some(chosen) => PlaceAnswer::Found(kept(atlas, chosen)),
        None if hits.is_empty() => PlaceAnswer::Unknown,
        None => PlaceAnswer::Several(hits),
    }
}

/// The key of the place with this slug or code, as it is written everywhere.
pub fn key(atlas: &Atlas, text: &str) -> Option<String> {
    if let Some((_, area)) = atlas.area(&text.to_lowercase()) {
        return Some(area.area.slug.to_string());
    }
    let mut placed: PlacedCode = text.to_uppercase().parse().ok()?;
    if placed.vintage.is_none() {
        placed.vintage = atlas.mark();
    }
    atlas.vintage(placed.vintage.unwrap_or_else(|| atlas.unmarked()))?.name(placed.code)?;
    Some(placed.to_string())
}

/// The region of the present division that a key stands for; `None` for areas, and where nothing took its place.
pub fn region(atlas: &Atlas, key: &str) -> Option<RegionCode> {
    atlas.placed_now(key.parse().ok()?)
}

/// What a key was written about, where that is another region of the present division: its name then, code, division.
fn written_about(atlas: &Atlas, key: &str) -> Option<(String, RegionCode, Vintage)> {
    let (code, vintage) = atlas.placed_then(key.parse().ok()?)?;
    Some((atlas.vintage(vintage)?.name(code)?.to_owned(), code, vintage))
}

/// Name of the place with this key; the key itself when this release does not have it.
pub fn name(atlas: &Atlas, key: &str) -> String {
    let area = atlas.area(key).map(|(_, area)| area.area.name.clone());
    let of_region = || {
        let code = region(atlas, key)?;
        let name = atlas.base().name(code)?;
        let gemeente = code.gemeente().filter(|gemeente| *gemeente != code).and_then(|code| atlas.base().name(code));
        Some(match gemeente {
            Some(gemeente) if gemeente != name => format!("{name}, {gemeente}"),
            _ => name.to_owned(),
        })
    };
    area.or_else(of_region).unwrap_or_else(|| key.to_owned())
}

/// What a key was written about, in words; nothing where that is the same place today.
pub fn then(atlas: &Atlas, key: &str, lang: Lang) -> Option<String> {
    let (name, code, vintage) = written_about(atlas, key)?;
    Some(text::written_about(lang, &name, code.as_str(), vintage))
}

/// Name of the place with this key, and what it was written about where it was carried over.
pub fn told(atlas: &Atlas, key: &str, lang: Lang) -> String {
    let name = name(atlas, key);
    then(atlas, key, lang).map_or_else(|| name.clone(), |then| format!("{name} ({then})"))
}

/// A key that was kept, as it can be read again: a code without a division would be taken for one of the present.
pub fn asked(atlas: &Atlas, key: &str) -> String {
    match key.parse::<PlacedCode>() {
        Ok(PlacedCode { code, vintage: None }) if atlas.mark().is_some() => {
            PlacedCode { code, vintage: Some(atlas.unmarked()) }.to_string()
        }
        _ => key.to_owned(),
    }
}

/// Address of the profile of the place with this key.
pub fn address(atlas: &Atlas, key: &str) -> Option<String> {
    let Ok(placed) = key.parse::<PlacedCode>() else { return Some(urls::area(key).to_string()) };
    let code = atlas.placed_now(placed).unwrap_or(placed.code);
    (code.level() != Level::Land).then(|| urls::region(code).to_string())
}

/// The codes that a key stands for: the members of an area, or the region itself.
fn codes(atlas: &Atlas, key: &str) -> Vec<RegionCode> {
    match atlas.area(key) {
        Some((_, area)) => {
            let members = area.area.members.iter().filter(|member| member.is_in(atlas.this_year()));
            members.map(|member| member.code).collect()
        }
        None => region(atlas, key).into_iter().collect(),
    }
}

/// Whether `inner` is `outer` or lies in it: every part of it is a part of `outer`.
pub fn within(atlas: &Atlas, inner: &str, outer: &str) -> bool {
    if inner.is_empty() || outer.is_empty() {
        return false;
    }
    if asked(atlas, inner) == asked(atlas, outer) {
        return true;
    }
    let (inner, outer) = (codes(atlas, inner), codes(atlas, outer));
    !inner.is_empty()
        && inner.iter().all(|part| outer.iter().any(|whole| part.at(whole.level()).is_some_and(|at| at == *whole)))
}
