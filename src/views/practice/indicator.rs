//! The way back: from an indicator to the themes, effects and examples it bears on.

use super::{Card, card};
use crate::atlas::{Atlas, Content};
use crate::domain::{Indicator, Source, Term, Theme};

/// An indicator and what it leads to.
#[derive(Clone, Debug)]
pub struct IndicatorView<'a> {
    pub indicator: &'a Indicator,
    /// Its theme among the figures.
    pub theme: Option<&'a Term>,
    /// Sources of its periods, each once.
    pub sources: Vec<&'a Source>,
    /// Themes of practice it bears on.
    pub themes: Vec<&'a Theme>,
    /// Featured examples on these themes: those that name an effect first, then the newest.
    pub examples: Vec<Card<'a>>,
}

/// The indicator `id`.
pub fn indicator<'a>(atlas: &'a Atlas, content: &'a Content, id: &str) -> Option<IndicatorView<'a>> {
    let indicator = atlas.catalogue.indicator(id)?;
    let themes = themes_of_indicator(atlas, indicator);
    let bears = |card: &Card<'_>| card.themes.iter().any(|own| themes.iter().any(|theme| theme.id == own.id));
    let mut examples: Vec<Card<'a>> = (0_u32..)
        .zip(&content.practice)
        .filter(|(_, example)| example.featured)
        .filter_map(|(at, _)| card(atlas, content, at))
        .filter(bears)
        .collect();
    examples.sort_by(|left, right| {
        let key = |card: &Card<'a>| (card.example.effect.is_some(), &card.example.published);
        key(right).cmp(&key(left)).then(left.at.cmp(&right.at))
    });
    let mut sources: Vec<&Source> = Vec::new();
    for source in indicator.periods.iter().filter_map(|period| atlas.source_of(period)) {
        if !sources.iter().any(|known| known.id == source.id) {
            sources.push(source);
        }
    }
    Some(IndicatorView {
        theme: atlas.vocabulary.indicator_theme(&indicator.theme),
        indicator,
        sources,
        themes,
        examples,
    })
}

/// The themes of practice that an indicator bears on: those that name it among their figures, else those that its theme
/// belongs to.
pub fn themes_of_indicator<'a>(atlas: &'a Atlas, indicator: &Indicator) -> Vec<&'a Theme> {
    let themes = &atlas.vocabulary.themes;
    let naming = |theme: &&Theme| theme.signals.iter().any(|signal| signal.indicator == indicator.id);
    let named: Vec<&Theme> = themes.iter().filter(naming).collect();
    if !named.is_empty() {
        return named;
    }
    themes.iter().filter(|theme| theme.indicator_themes.contains(&indicator.theme)).collect()
}
