//! The parameters by which practice examples are asked for, shared by the page and the API.

use crate::atlas::{Atlas, Content};
use crate::domain::Lang;
use crate::views::place::named;
use crate::views::practice::{ListError, ListQuery, ListView, Seen, Sort, list, seen};

use super::place_errors::refused;
use super::query::{Fields, Parameters};
use crate::web::error::AppError;

/// Longest text that is searched for, in characters.
const LONGEST: usize = 200;
/// Values of one facet that are read.
const MOST_VALUES: usize = 32;

/// What is asked for, before it is held against the release.
#[derive(Clone, Debug, Default)]
pub struct PracticeParameters {
    /// Facets, words, order and page.
    pub query: ListQuery,
    /// Slug or code of the place that examples are seen from; empty when none.
    pub from: String,
}

impl Parameters for PracticeParameters {
    const NAMES: &'static [&'static str] =
        &["q", "thema", "aanpak", "gebied", "fase", "doelgroep", "vanuit", "sorteer", "pagina"];
    const LISTS: &'static [&'static str] = &["thema", "aanpak", "gebied", "fase", "doelgroep"];

    fn read(fields: &Fields) -> Result<Self, AppError> {
        let facet = |name: &str| -> Vec<String> { fields.all(name).take(MOST_VALUES).map(str::to_owned).collect() };
        let from = fields.get("vanuit").unwrap_or_default().to_owned();
        let sort = match fields.get("sorteer") {
            None | Some("relevantie") => Sort::Relevance,
            Some("datum") => Sort::Date,
            Some("afstand") if !from.is_empty() => Sort::Distance,
            Some(other) => {
                let known = if from.is_empty() { "relevantie, datum" } else { "relevantie, afstand, datum" };
                return Err(AppError::bad_parameter("sorteer", other, known));
            }
        };
        let page = fields.get("pagina").map_or(Ok(1), |text| {
            let page = text.parse::<usize>().ok().filter(|&page| (1..=10_000).contains(&page));
            page.ok_or_else(|| AppError::bad_parameter("pagina", text, "1, 2, 3 …"))
        })?;
        Ok(Self {
            query: ListQuery {
                words: fields.get("q").unwrap_or_default().trim().chars().take(LONGEST).collect(),
                domains: facet("thema"),
                approaches: facet("aanpak"),
                areas: facet("gebied"),
                phases: facet("fase"),
                audiences: facet("doelgroep"),
                sort,
                page,
            },
            from,
        })
    }
}

impl PracticeParameters {
    /// The place that examples are seen from.
    pub fn seen<'a>(&self, atlas: &'a Atlas, content: &'a Content, lang: Lang) -> Result<Option<Seen<'a>>, AppError> {
        if self.from.is_empty() {
            return Ok(None);
        }
        seen_from(atlas, content, ("vanuit", &self.from), lang).map(Some)
    }

    pub fn list<'a>(
        &self,
        atlas: &'a Atlas,
        content: &'a Content,
        seen: Option<&Seen<'a>>,
    ) -> Result<ListView<'a>, AppError> {
        list(atlas, content, &self.query, seen).map_err(|error| match error {
            ListError::Unknown(unknown) => AppError::bad_parameter(unknown.parameter, &unknown.value, &unknown.allowed),
            ListError::Index(error) => AppError::Internal(error.to_string()),
        })
    }

    /// The pairs of the address in a fixed order, without the page.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let query = &self.query;
        let facets = [
            ("thema", &query.domains),
            ("aanpak", &query.approaches),
            ("gebied", &query.areas),
            ("fase", &query.phases),
            ("doelgroep", &query.audiences),
        ];
        let sort = match query.sort {
            Sort::Relevance => None,
            Sort::Distance => Some("afstand"),
            Sort::Date => Some("datum"),
        };
        let words = (!query.words.is_empty()).then(|| ("q", query.words.clone()));
        let values =
            facets.into_iter().flat_map(|(name, values)| values.iter().map(move |value| (name, value.clone())));
        let from = (!self.from.is_empty()).then(|| ("vanuit", self.from.clone()));
        words.into_iter().chain(values).chain(from).chain(sort.map(|sort| ("sorteer", sort.to_owned()))).collect()
    }
}

/// The place with this slug, code or key.
pub fn place<'a>(atlas: &'a Atlas, content: &'a Content, key: &str, lang: Lang) -> Result<Seen<'a>, AppError> {
    seen_from(atlas, content, ("plaats", key), lang)
}

/// The same for a key that stood in this parameter.
pub fn seen_from<'a>(
    atlas: &'a Atlas,
    content: &'a Content,
    (parameter, key): (&str, &str),
    lang: Lang,
) -> Result<Seen<'a>, AppError> {
    let from = named(atlas, key, lang).map_err(|error| refused(atlas, parameter, &error))?;
    Ok(seen(atlas, content, from))
}
