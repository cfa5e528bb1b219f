//! Puts a profile together from its parts.

use std::borrow::Cow;

use super::choices::Choices;
use super::row::{Row, ThemeView};
use super::view::ProfileView;
use super::{header, highlights, neighbourhoods, rows, similar};
use crate::atlas::{Atlas, IndicatorRef, Matching, Place, PlaceId};
use crate::domain::{Lang, Role, Source, Theme};
use crate::views::gap;

/// The profile of `place`, with names in `lang`. `None` for a place that has no page of its own.
pub fn build<'a>(atlas: &'a Atlas, place: &'a Place, lang: Lang) -> Option<ProfileView<'a>> {
    build_with(atlas, place, lang, Choices::default())
}

/// The same with what the reader chose.
pub fn build_with<'a>(atlas: &'a Atlas, place: &'a Place, lang: Lang, choices: Choices<'a>) -> Option<ProfileView<'a>> {
    let (area, region) = match place.id {
        PlaceId::Area(index) => (Some(header::area(atlas, place, index)?), None),
        PlaceId::Region(code) => (None, Some(header::region(atlas, code)?)),
        PlaceId::Rest(_) | PlaceId::Own => return None,
    };
    let named = (header::place_name(atlas, place)?, header::place_address(atlas, place)?);
    Some(ProfileView { area, region, ..assemble(atlas, place, named, lang, choices) })
}

/// What every profile has.
pub(super) fn assemble<'a>(
    atlas: &'a Atlas,
    place: &'a Place,
    (name, address): (&'a str, String),
    lang: Lang,
    choices: Choices<'a>,
) -> ProfileView<'a> {
    let references = atlas.references_of(place);
    let mut matching = Matching::new(atlas, place);
    let themes: Vec<ThemeView<'a>> = atlas
        .vocabulary
        .indicator_themes
        .iter()
        .map(|theme| {
            let (rows, closed) = rows::of_theme((place, &references), atlas, &mut matching, &theme.id, choices.rows);
            ThemeView { id: &theme.id, label: theme.label.get(lang), rows, closed }
        })
        .collect();
    let highlights = highlights::choose(&themes);
    let gap = choices.gap.or_else(|| default_gap(atlas, &themes, &highlights));
    ProfileView {
        atlas,
        lang,
        place,
        name,
        key: address.rsplit('/').next().unwrap_or_default().to_owned(),
        address,
        trail: header::trail(atlas, place, lang),
        area: None,
        region: None,
        own: None,
        highlights,
        gap: gap.and_then(|of| gap::named(atlas, &mut matching, Cow::Borrowed(name), of)),
        similar: similar::of(atlas, place, choices.similar),
        absent: absent(atlas, &themes),
        neighbourhoods: neighbourhoods::of(atlas, place),
        sources: sources(atlas, &themes),
        themes,
    }
}

/// The indicator of the gap section when none was chosen: the first that stands out and has a gap, else the first
/// headline indicator that has figures for the place.
fn default_gap<'a>(
    atlas: &'a Atlas,
    themes: &[ThemeView<'_>],
    highlights: &[(usize, usize)],
) -> Option<IndicatorRef<'a>> {
    let usable = |row: &Row<'_>| {
        let of = atlas.indicator(&row.indicator.id).filter(|of| of.has_gap())?;
        (row.series.len() - row.gaps() > 1).then_some(of)
    };
    let rows = || themes.iter().flat_map(|theme| &theme.rows);
    let standing_out = highlights.iter().filter_map(|&(theme, row)| themes.get(theme)?.rows.get(row));
    standing_out.chain(rows().filter(|row| row.indicator.has_role(&Role::Headline))).find_map(usable)
}

/// Themes of examples without any indicator behind them.
fn absent<'a>(atlas: &'a Atlas, themes: &[ThemeView<'_>]) -> Vec<&'a Theme> {
    let has_rows = |id: &String| themes.iter().any(|theme| theme.id == id && !theme.rows.is_empty());
    atlas.vocabulary.themes.iter().filter(|theme| !theme.indicator_themes.iter().any(has_rows)).collect()
}

/// Sources of every period shown, each once.
fn sources<'a>(atlas: &'a Atlas, themes: &[ThemeView<'_>]) -> Vec<&'a Source> {
    let used = |source: &&Source| {
        themes
            .iter()
            .flat_map(|theme| &theme.rows)
            .flat_map(|row| &row.series)
            .any(|point| point.declared.source == source.id)
    };
    atlas.catalogue.sources.iter().filter(used).collect()
}
