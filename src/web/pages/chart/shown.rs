//! A chart with everything that its forms need.

use super::explain;
use crate::atlas::Atlas;
use crate::charts::{self, ChartWords, Dress, Form, Imprint, Sheet};
use crate::text;
use crate::views::chart::{Chart, ChartKind, ChartQuery};
use crate::web::error::AppError;
use crate::web::parameters::chart::ChartParameters;
use crate::web::parameters::context::PageContext;

/// A chart with everything that its forms need.
pub(super) struct Shown<'a> {
    pub(super) chart: Chart<'a>,
    pub(super) words: ChartWords,
}

impl<'a> Shown<'a> {
    pub(super) fn of(
        atlas: &'a Atlas,
        context: &PageContext,
        kind: ChartKind,
        parameters: &ChartParameters,
    ) -> Result<Self, AppError> {
        let query = ChartQuery { lang: context.lang, ..parameters.query.clone() };
        let chart = Chart::build(atlas, kind, &query)
            .map_err(|error| explain::explain(atlas, context, kind, parameters, error))?;
        let sources = chart.sources(atlas);
        let imprint = Imprint { lang: context.lang, sources: &sources, release: &atlas.release };
        let words = charts::words(&chart, &imprint);
        Ok(Self { chart, words })
    }

    pub(super) fn draw(&self, context: &PageContext, form: Form, dress: Dress) -> Result<String, AppError> {
        charts::draw(&self.chart, &self.words, context.lang, Sheet { form, dress })
            .map_err(|error| AppError::Internal(error.to_string()))
    }

    /// The rule of its newest period.
    pub(super) fn rule(&self, atlas: &Atlas, context: &PageContext) -> String {
        let newest = self.chart.periods().last().copied();
        newest.map(|declared| text::rule(context.lang, &atlas.catalogue, declared)).unwrap_or_default()
    }

    /// A name for its files.
    pub(super) fn file_name(&self) -> String {
        let mut name = self.chart.kind().as_str().to_owned();
        if let Some(indicator) = self.chart.indicator() {
            name = format!("{name}_{}", indicator.id);
        }
        for place in self.chart.places() {
            // The members of a reader's own place would make a name that no file system takes.
            let key = if place.is_own() { "eigen-gebied" } else { &place.key };
            name = format!("{name}_{key}");
        }
        name
    }

    /// The same with an extension.
    pub(super) fn file_named(&self, extension: &str) -> String {
        format!("{}.{extension}", self.file_name())
    }
}
