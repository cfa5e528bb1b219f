//! The profile of a place as a whole.

use super::header::{AreaView, Crumb, RegionView};
use super::neighbourhoods::Neighbourhoods;
use super::own_view::OwnView;
use super::row::{Row, ThemeView};
use super::similar::SimilarView;
use crate::atlas::{Atlas, Place};
use crate::domain::{Lang, Source, Theme};
use crate::views::gap::GapView;

/// The profile of a place.
#[derive(Clone, Debug)]
pub struct ProfileView<'a> {
    /// What everything is read from.
    pub atlas: &'a Atlas,
    /// Language in which names are read.
    pub lang: Lang,
    pub place: &'a Place,
    pub name: &'a str,
    /// Its address on this site.
    pub address: String,
    /// What names it in addresses of charts and lists about it.
    pub key: String,
    /// What it lies in, from large to small, without itself.
    pub trail: Vec<Crumb<'a>>,
    /// The focus area, when it is one.
    pub area: Option<AreaView<'a>>,
    /// The region, when it is one.
    pub region: Option<RegionView<'a>>,
    /// What a reader put together, when it is that.
    pub own: Option<OwnView<'a>>,
    /// Up to three rows that differ most from Nederland: theme and row.
    pub highlights: Vec<(usize, usize)>,
    /// Themes of indicators in the order of the vocabulary, each with its rows (possibly none).
    pub themes: Vec<ThemeView<'a>>,
    /// The distance to the references over time, for the chosen indicator; `None` where no indicator has one.
    pub gap: Option<GapView<'a>>,
    /// The places most like this one; `None` when too little is known of it.
    pub similar: Option<SimilarView<'a>>,
    /// Themes of the programme that no delivered indicator bears on.
    pub absent: Vec<&'a Theme>,
    /// Regions inside the place.
    pub neighbourhoods: Neighbourhoods<'a>,
    /// Sources of all figures shown, in the order of the catalogue.
    pub sources: Vec<&'a Source>,
}

impl<'a> ProfileView<'a> {
    /// The address of the profile as a file: `extension` goes before the query, `more` is added to it.
    pub fn file(&self, extension: &str, more: Option<&str>) -> String {
        let (path, query) = self.address.split_once('?').map_or((self.address.as_str(), None), |(p, q)| (p, Some(q)));
        let query: Vec<&str> = query.into_iter().chain(more).collect();
        let joint = if query.is_empty() { "" } else { "?" };
        format!("{path}.{extension}{joint}{}", query.join("&"))
    }

    /// The row of the indicator `id`.
    pub fn row(&self, id: &str) -> Option<&Row<'a>> {
        self.themes.iter().flat_map(|theme| &theme.rows).find(|row| row.indicator.id == id)
    }

    /// The rows that differ most from Nederland.
    pub fn highlighted(&self) -> impl Iterator<Item = &Row<'a>> + '_ {
        self.highlights.iter().filter_map(|&(theme, row)| self.themes.get(theme)?.rows.get(row))
    }
}
