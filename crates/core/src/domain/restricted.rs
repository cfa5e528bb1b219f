//! What of a release everyone may see, and the rest.
//!
//! The public state is derived from [`Dataset::public`] alone, so that nothing restricted can be in it; the rest is kept
//! apart as [`Restricted`] and laid beside that state for who may see it.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::catalogue::{Catalogue, Indicator, Rule};
use super::dataset::{Dataset, FigureColumn, FigureTable};
use super::manifest::ManifestFile;
use super::sight::Sight;

/// Restricted indicators with their figures, and what only they need.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Restricted {
    /// The indicators, their sources and the measures that weigh or count for them alone.
    pub catalogue: Catalogue,
    /// Their figures.
    pub figures: Vec<FigureTable>,
}

impl Restricted {
    /// Returns whether there is nothing to hide.
    pub fn is_empty(&self) -> bool {
        self.catalogue.indicators.is_empty()
    }

    /// Those of its indicators for which `shows` holds, with what they need.
    #[must_use]
    pub fn only(&self, shows: impl Fn(&Indicator) -> bool) -> Self {
        let indicators: Vec<Indicator> = self.catalogue.indicators.iter().filter(|one| shows(one)).cloned().collect();
        let used: BTreeSet<&str> = indicators.iter().flat_map(columns).collect();
        let cited: BTreeSet<&str> = indicators.iter().flat_map(sources).collect();
        let Catalogue { sources, measures, .. } = &self.catalogue;
        Self {
            figures: self.figures.iter().filter_map(|table| of_columns(table, &used)).collect(),
            catalogue: Catalogue {
                sources: sources.iter().filter(|one| cited.contains(one.id.as_str())).cloned().collect(),
                measures: measures.iter().filter(|one| used.contains(one.id.as_str())).cloned().collect(),
                indicators,
                ..Catalogue::default()
            },
        }
    }
}

/// Ids that restricted indicators use and no other does.
struct Apart<'a> {
    /// Columns of figures.
    columns: BTreeSet<&'a str>,
    sources: BTreeSet<&'a str>,
    units: BTreeSet<&'a str>,
}

impl<'a> Apart<'a> {
    fn of(catalogue: &'a Catalogue) -> Self {
        let used = |restricted: bool, read: fn(&'a Indicator) -> Vec<&'a str>| -> BTreeSet<&'a str> {
            catalogue.indicators.iter().filter(|one| one.is_restricted() == restricted).flat_map(read).collect()
        };
        let only = |read| used(true, read).difference(&used(false, read)).copied().collect();
        let mut apart = Self { columns: only(columns), sources: only(sources), units: only(units) };
        // Its own figures stay with it, whoever else counts with them.
        apart.columns.extend(catalogue.indicators.iter().filter(|one| one.is_restricted()).map(|one| one.id.as_str()));
        apart
    }
}

fn columns(indicator: &Indicator) -> Vec<&str> {
    let mut used = vec![indicator.id.as_str()];
    for declared in &indicator.periods {
        used.extend(declared.rule.weight().map(|(id, _)| id));
        if let Rule::Ratio { numerator, .. } = &declared.rule {
            used.push(numerator);
        }
    }
    used
}

/// The columns of a table that are among `wanted`; `None` where it has none.
fn of_columns(table: &FigureTable, wanted: &BTreeSet<&str>) -> Option<FigureTable> {
    let columns = table.columns.iter().filter(|column| wanted.contains(column.measure.as_str()));
    let columns: Vec<FigureColumn> = columns.cloned().collect();
    let (delivery, codes) = (table.delivery.clone(), table.codes.clone());
    (!columns.is_empty()).then_some(FigureTable { delivery, vintage: table.vintage, codes, columns })
}

fn units(indicator: &Indicator) -> Vec<&str> {
    vec![indicator.unit.id.as_str()]
}

fn sources(indicator: &Indicator) -> Vec<&str> {
    indicator.periods.iter().map(|declared| declared.source.as_str()).collect()
}

impl Dataset {
    /// Returns whether some of it is not for everyone.
    fn has_restricted(&self) -> bool {
        self.catalogue.indicators.iter().any(Indicator::is_restricted)
    }

    /// What everyone may see: without restricted indicators, what only they use, and the files that hold nothing else.
    pub fn public(&self) -> Cow<'_, Self> {
        if !self.has_restricted() {
            return Cow::Borrowed(self);
        }
        let mut public = self.clone();
        let apart = Apart::of(&self.catalogue);
        public.catalogue.indicators.retain(|one| !one.is_restricted());
        public.catalogue.units.retain(|one| !apart.units.contains(one.id.as_str()));
        public.catalogue.sources.retain(|one| !apart.sources.contains(one.id.as_str()));
        public.catalogue.measures.retain(|one| !apart.columns.contains(one.id.as_str()));
        for table in &mut public.figures {
            table.columns.retain(|column| !apart.columns.contains(column.measure.as_str()));
        }
        let (kept, emptied) = std::mem::take(&mut public.figures).into_iter().partition(|one| !one.columns.is_empty());
        public.figures = kept;
        public.hide_files(&emptied);
        Cow::Owned(public)
    }

    /// What somebody with this sight may see: what everyone sees, and the restricted indicators that it shows.
    pub fn seen_by(&self, sight: &Sight) -> Cow<'_, Self> {
        let mut seen = self.public();
        let Restricted { catalogue, figures } = self.restricted().only(|one| sight.shows(one));
        if !catalogue.indicators.is_empty() {
            let all = seen.to_mut();
            all.catalogue.sources.extend(catalogue.sources);
            all.catalogue.measures.extend(catalogue.measures);
            all.catalogue.indicators.extend(catalogue.indicators);
            all.figures.extend(figures);
        }
        seen
    }

    /// Drops the files of these deliveries, and packages of which all figures are theirs: their names may tell.
    fn hide_files(&mut self, emptied: &[FigureTable]) {
        let hidden = |file: &ManifestFile| emptied.iter().any(|table| file.is_of(&table.delivery));
        let package = |file: &ManifestFile| file.path.split_once("figures/").map(|(package, _)| package.to_owned());
        let of = |kept: bool| {
            let files = self.manifest.files.iter().filter(move |file| hidden(file) != kept);
            files.filter_map(package).collect::<BTreeSet<String>>()
        };
        let mut whole = &of(false) - &of(true);
        whole.remove("");
        self.manifest.files.retain(|file| !hidden(file) && !whole.iter().any(|path| file.path.starts_with(path)));
        self.packages.retain(|one| !whole.contains(&one.prefix()));
    }

    /// What not everyone may see.
    pub fn restricted(&self) -> Restricted {
        if !self.has_restricted() {
            return Restricted::default();
        }
        let apart = Apart::of(&self.catalogue);
        let Catalogue { sources, measures, indicators, .. } = &self.catalogue;
        let catalogue = Catalogue {
            sources: sources.iter().filter(|one| apart.sources.contains(one.id.as_str())).cloned().collect(),
            measures: measures.iter().filter(|one| apart.columns.contains(one.id.as_str())).cloned().collect(),
            indicators: indicators.iter().filter(|one| one.is_restricted()).cloned().collect(),
            ..Catalogue::default()
        };
        let figures = self.figures.iter().filter_map(|table| of_columns(table, &apart.columns)).collect();
        Restricted { catalogue, figures }
    }
}
