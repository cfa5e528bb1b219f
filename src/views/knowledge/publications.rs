//! Publications, narrowed by facets that count what they would leave.

use std::collections::BTreeMap;

use crate::atlas::{Knowledge, newest_first};
use crate::domain::{Publication, Text};

/// The year of publications without a date, in addresses.
pub const NO_YEAR: &str = "onbekend";

/// What a reader asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublicationQuery {
    /// Theme (id).
    pub theme: Option<String>,
    /// Kind (id).
    pub kind: Option<String>,
    /// Year, or [`NO_YEAR`].
    pub year: Option<String>,
}

/// A choice of a facet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet<'a> {
    /// Id in addresses.
    pub id: String,
    /// Label; `None` for a year, which is its own label.
    pub label: Option<&'a Text>,
    /// How many items choosing it leaves, with the other facets as they are.
    pub count: usize,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// The publications that fit.
#[derive(Clone, Debug)]
pub struct PublicationsView<'a> {
    /// Newest first; without a date last.
    pub items: Vec<&'a Publication>,
    /// How many there are in all.
    pub total: usize,
    /// Themes, in the order of the vocabulary.
    pub themes: Vec<Facet<'a>>,
    /// Kinds, in the order of the vocabulary.
    pub kinds: Vec<Facet<'a>>,
    /// Years, newest first, then [`NO_YEAR`].
    pub years: Vec<Facet<'a>>,
}

/// The year of a publication, or [`NO_YEAR`].
fn year(publication: &Publication) -> &str {
    publication.published.get(..4).unwrap_or(NO_YEAR)
}

/// Which facet is left out of a comparison.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Without {
    Nothing,
    Theme,
    Kind,
    Year,
}

fn fits(query: &PublicationQuery, item: &Publication, without: Without) -> bool {
    let theme = without == Without::Theme || query.theme.as_ref().is_none_or(|theme| item.themes.contains(theme));
    let kind = without == Without::Kind || query.kind.as_ref().is_none_or(|kind| item.kind == *kind);
    let in_year = without == Without::Year || query.year.as_ref().is_none_or(|asked| year(item) == asked);
    theme && kind && in_year
}

pub fn publications<'a>(atlas: &'a Knowledge<'a>, query: &PublicationQuery) -> PublicationsView<'a> {
    let count = |without: Without, of: &dyn Fn(&Publication) -> bool| {
        atlas.publications.iter().filter(|item| fits(query, item, without) && of(item)).count()
    };
    let themes = atlas.vocabulary.themes.iter().map(|theme| Facet {
        count: count(Without::Theme, &|item| item.themes.contains(&theme.id)),
        chosen: query.theme.as_ref() == Some(&theme.id),
        id: theme.id.clone(),
        label: Some(&theme.label),
    });
    let kinds = atlas.vocabulary.publication_kinds.iter().map(|kind| Facet {
        count: count(Without::Kind, &|item| item.kind == kind.id),
        chosen: query.kind.as_ref() == Some(&kind.id),
        id: kind.id.clone(),
        label: Some(&kind.label),
    });
    let mut by_year: BTreeMap<&str, usize> = BTreeMap::new();
    for item in atlas.publications {
        *by_year.entry(year(item)).or_default() += usize::from(fits(query, item, Without::Year));
    }
    let undated = by_year.remove_entry(NO_YEAR);
    let years = by_year.into_iter().rev().chain(undated).map(|(id, count)| Facet {
        id: id.to_owned(),
        label: None,
        count,
        chosen: query.year.as_deref() == Some(id),
    });
    let mut items: Vec<&Publication> =
        atlas.publications.iter().filter(|item| fits(query, item, Without::Nothing)).collect();
    items.sort_by(|one, other| newest_first(&one.published, &other.published).then_with(|| one.id.cmp(&other.id)));
    let offered = |facet: &Facet<'_>| facet.count > 0 || facet.chosen;
    PublicationsView {
        items,
        total: atlas.publications.len(),
        themes: themes.filter(offered).collect(),
        kinds: kinds.filter(offered).collect(),
        years: years.filter(offered).collect(),
    }
}
