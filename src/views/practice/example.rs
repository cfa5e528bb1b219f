//! One example: what it is, the figures of its place, and how it looks from another place.

use super::{Card, Item, Nearness, Seen, Transfer, card, gemeente_of, transfer};
use crate::atlas::relevance::Reason;
use crate::atlas::{Atlas, Content, PeriodRef, Place};
use crate::domain::{EvidenceLevel, Indicator, IndicatorPeriod, Level, ShownFigure, Term};
use crate::urls;
use crate::views::profile::region_address;

/// Other examples shown.
const MORE: usize = 4;

#[derive(Clone, Debug)]
pub struct ExampleView<'a> {
    /// The example with names.
    pub card: Card<'a>,
    /// Its step on the evidence scale.
    pub evidence: Option<&'a EvidenceLevel>,
    pub audiences: Vec<&'a Term>,
    /// The figures of its place on its themes.
    pub figures: Option<PlaceFigures<'a>>,
    /// The place it is seen from.
    pub seen: Option<SeenFrom<'a>>,
    /// Others on its themes from the same area, then from elsewhere.
    pub more: Vec<Card<'a>>,
}

/// The figures of the place of an example.
#[derive(Clone, Debug)]
pub struct PlaceFigures<'a> {
    /// Name of the place.
    pub name: &'a str,
    /// Level of the place; `None` for a focus area.
    pub level: Option<Level>,
    /// Address of its page.
    pub href: String,
    /// One row per figure.
    pub rows: Vec<FigureRow<'a>>,
}

/// A figure of the place of an example beside Nederland.
#[derive(Clone, Debug)]
pub struct FigureRow<'a> {
    pub indicator: &'a Indicator,
    pub period: &'a IndicatorPeriod,
    pub figure: ShownFigure,
    pub nederland: ShownFigure,
}

/// The place that an example is seen from.
#[derive(Clone, Debug)]
pub struct SeenFrom<'a> {
    /// The place.
    pub seen: Seen<'a>,
    /// How near the example is.
    pub nearness: Nearness,
    /// Why it may matter there.
    pub reason: Option<Reason>,
    /// The two places side by side; `None` where the place of the example is unknown.
    pub transfer: Option<Transfer<'a>>,
}

/// The example `id`, seen from a place where one is given.
pub fn example<'a>(
    atlas: &'a Atlas,
    content: &'a Content,
    id: &str,
    seen: Option<Seen<'a>>,
) -> Option<ExampleView<'a>> {
    let (at, facts) = content.example(id)?;
    let card = card(atlas, content, at)?;
    let home = home(atlas, &card);
    let from = seen.map(|seen| {
        let item: Option<Item<'a>> = seen.item(atlas, content, at, None);
        SeenFrom {
            nearness: seen.nearness(atlas, content, at),
            reason: item.and_then(|item| item.reason),
            transfer: home.as_ref().map(|home| transfer(atlas, &home.place, &seen.place, facts.conditions.as_ref())),
            seen,
        }
    });
    Some(ExampleView {
        evidence: atlas.vocabulary.evidence.iter().find(|level| level.id == facts.evidence),
        audiences: atlas.vocabulary.audiences.iter().filter(|term| facts.audience.contains(&term.id)).collect(),
        figures: home.and_then(|home| figures(atlas, &card, home)),
        seen: from,
        more: more(atlas, content, &card),
        card,
    })
}

/// The place that stands for an example.
struct Home<'a> {
    place: Place,
    name: &'a str,
    level: Option<Level>,
    href: String,
}

/// Its wijk or buurt, else its area, else its gemeente.
fn home<'a>(atlas: &'a Atlas, card: &Card<'a>) -> Option<Home<'a>> {
    if card.place.is_none()
        && let Some(area) = card.area
    {
        let href = urls::area(&area.area.slug).to_string();
        return Some(Home { place: area.place.clone(), name: &area.area.name, level: None, href });
    }
    let code = card.place.map(|(code, _)| code).or_else(|| gemeente_of(atlas, card))?;
    let name = atlas.base().name(code)?;
    Some(Home { place: atlas.place_of_region(code)?, name, level: Some(code.level()), href: region_address(code)? })
}

fn figures<'a>(atlas: &'a Atlas, card: &Card<'a>, home: Home<'a>) -> Option<PlaceFigures<'a>> {
    let mut ids: Vec<&str> = Vec::new();
    for signal in card.themes.iter().flat_map(|theme| &theme.signals) {
        if !ids.contains(&signal.indicator.as_str()) {
            ids.push(&signal.indicator);
        }
    }
    let row = |id: &&str| {
        let figure = |at: PeriodRef<'_>| atlas.place_figure(&home.place, at);
        let at = atlas.indicator(id)?.headline_or_newest(|&at| figure(at).value.known().is_some())?;
        Some(FigureRow {
            indicator: at.indicator,
            period: at.period,
            figure: ShownFigure::of(figure(at), at.period),
            nederland: ShownFigure::of(at.figures.nederland, at.period),
        })
    };
    let rows: Vec<FigureRow<'a>> = ids.iter().filter_map(row).collect();
    (!rows.is_empty()).then_some(PlaceFigures { name: home.name, level: home.level, href: home.href, rows })
}

/// Featured examples that share a theme: from the same area first, then those that share most.
fn more<'a>(atlas: &'a Atlas, content: &'a Content, own: &Card<'a>) -> Vec<Card<'a>> {
    let shared = |other: &Card<'_>| other.example.themes.iter().filter(|id| own.example.themes.contains(id)).count();
    let same_area = |other: &Card<'_>| own.example.area.is_some() && other.example.area == own.example.area;
    let mut others: Vec<Card<'a>> = (0_u32..)
        .zip(&content.practice)
        .filter(|(at, example)| *at != own.at && example.featured)
        .filter_map(|(at, _)| card(atlas, content, at))
        .filter(|other| shared(other) > 0)
        .collect();
    others.sort_by_key(|other| std::cmp::Reverse((same_area(other), shared(other))));
    others.truncate(MORE);
    others
}
