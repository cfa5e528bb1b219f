//! Why there is no chart at an address, and what there is instead.

use std::borrow::Cow;

use crate::atlas::Atlas;
use crate::domain::{Lang, Text};
use crate::text;
use crate::urls::{self, Address};
use crate::views::chart::{Chart, ChartError, ChartKind, ChartQuery, NoChart};
use crate::views::place::KeyError;

use crate::web::error::{AppError, Suggestion};
use crate::web::parameters::chart::ChartParameters;
use crate::web::parameters::context::PageContext;
use crate::web::parameters::place_errors::refused;
use crate::web::parameters::suggestions::{unknown_indicator, unknown_place};

/// The name of a kind of chart.
pub(super) const fn kind_name(lang: Lang, kind: ChartKind) -> &'static str {
    match kind {
        ChartKind::Trend => lang.pick("Verloop over de jaren", "Trend over the years"),
        ChartKind::Dots => lang.pick("Plaatsen op één schaal", "Places on one scale"),
        ChartKind::Gap => lang.pick("Verschil door de jaren", "Gap over the years"),
        ChartKind::Swarm => lang.pick("Elke wijk of buurt een stip", "A dot for every district or neighbourhood"),
        ChartKind::Histogram => lang.pick("Verdeling", "Distribution"),
        ChartKind::Ages => lang.pick("Inwoners naar leeftijd", "Residents by age"),
    }
}

/// No such kind of chart: three kinds of the first area, with the indicator that is shown where none is named.
pub(super) fn unknown_kind(atlas: &Atlas, name: &str) -> AppError {
    let shown: String = name.chars().take(60).collect();
    let place = atlas.areas.first().map(|area| ("plaats", area.area.slug.as_str()));
    let indicator = atlas.default_indicator().map(|of| ("indicator", of.indicator.id.as_str()));
    let suggestion = |kind: ChartKind| Suggestion {
        name: kind_name(Lang::Nl, kind).to_owned(),
        href: urls::chart(kind.as_str()).queries(place.into_iter().chain(indicator)).to_string(),
    };
    AppError::NotFound {
        detail: Text {
            nl: format!("Er is geen soort grafiek “{shown}”."),
            en: format!("There is no kind of chart “{shown}”."),
        },
        suggestions: [ChartKind::Dots, ChartKind::Swarm, ChartKind::Histogram].map(suggestion).to_vec(),
    }
}

pub(super) fn address(kind: ChartKind, query: &ChartQuery) -> Address {
    urls::chart(kind.as_str()).queries(parameters(kind, query))
}

/// What stands in the address of a chart, on this site and in a frame on another.
pub(super) fn parameters(kind: ChartKind, query: &ChartQuery) -> Vec<(&'static str, Cow<'_, str>)> {
    let mut pairs: Vec<(&'static str, Cow<'_, str>)> =
        query.places.iter().map(|place| ("plaats", Cow::from(place))).collect();
    if kind != ChartKind::Ages {
        pairs.extend(query.indicator.as_ref().map(|id| ("indicator", Cow::from(id))));
    }
    pairs.extend(query.period.map(|period| ("periode", Cow::from(period.to_string()))));
    if matches!(kind, ChartKind::Swarm | ChartKind::Histogram) {
        pairs.extend(query.level.map(|level| ("niveau", Cow::from(level.as_str()))));
    }
    pairs
}

/// Turns what is wrong with a query into an answer.
pub(super) fn explain(
    atlas: &Atlas,
    context: &PageContext,
    kind: ChartKind,
    parameters: &ChartParameters,
    error: ChartError,
) -> AppError {
    let query = &parameters.query;
    match error {
        ChartError::Place(KeyError::Unknown(key)) => place(atlas, kind, query, &key),
        ChartError::Place(error) => refused(atlas, "plaats", &error),
        ChartError::NoPlace => missing(
            "plaats",
            (
                "Noem de plaats waarover de grafiek gaat, met haar naam in het adres of haar code.",
                "Name the place that the chart is about, by its name in the address or its code.",
            ),
            &["utrecht-overvecht", "GM0344", "WK034403", "BU03440311"],
        ),
        ChartError::DoubledPlace(key) => bad(
            "plaats",
            format!("De plaats “{key}” staat twee keer in het adres."),
            format!("The place “{key}” stands in the address twice."),
        ),
        ChartError::TooManyPlaces(most) => bad(
            "plaats",
            format!("In deze grafiek passen ten hoogste {most} plaatsen."),
            format!("This chart can show at most {most} places."),
        ),
        ChartError::UnknownIndicator(id) => unknown_indicator(atlas, &id, context.lang, |known| {
            address(kind, &ChartQuery { indicator: Some(known.id.clone()), ..query.clone() })
        }),
        ChartError::NoIndicator => {
            let ids: Vec<&str> = atlas.catalogue.indicators.iter().map(|indicator| indicator.id.as_str()).collect();
            missing(
                "indicator",
                ("Noem het cijfer waarover de grafiek gaat.", "Name the indicator that the chart is about."),
                &ids,
            )
        }
        ChartError::UnknownPeriod { period, known, .. } => AppError::NotFound {
            detail: Text {
                nl: format!("Over {} is dit cijfer er niet.", text::period(Lang::Nl, period)),
                en: format!("There is no figure for {}.", text::period(Lang::En, period)),
            },
            suggestions: known
                .into_iter()
                .map(|period| Suggestion {
                    name: text::period(context.lang, period),
                    href: address(kind, &ChartQuery { period: Some(period), ..query.clone() }).to_string(),
                })
                .collect(),
        },
        ChartError::UnknownLevel { level, known, .. } => AppError::NotFound {
            detail: Text {
                nl: format!("Per {} is dit cijfer er niet.", text::level_name(Lang::Nl, level, false)),
                en: format!("There is no figure by {}.", text::level_name(Lang::En, level, false)),
            },
            suggestions: known
                .into_iter()
                .map(|level| Suggestion {
                    name: text::level_name(context.lang, level, true).to_owned(),
                    href: address(kind, &ChartQuery { level: Some(level), ..query.clone() }).to_string(),
                })
                .collect(),
        },
        ChartError::NoChart(reason) => {
            AppError::NotFound { detail: why(reason), suggestions: others(atlas, context.lang, kind, query) }
        }
    }
}

/// The kinds of charts that there are of the same query.
pub(super) fn others(atlas: &Atlas, lang: Lang, kind: ChartKind, query: &ChartQuery) -> Vec<Suggestion> {
    let query = ChartQuery { period: None, level: None, ..query.clone() };
    let suggestion = |other: ChartKind| {
        let query = match other {
            // Ages show one place and no indicator of their own.
            ChartKind::Ages => {
                ChartQuery { places: query.places.iter().take(1).cloned().collect(), ..ChartQuery::default() }
            }
            ChartKind::Gap => ChartQuery { places: query.places.iter().take(1).cloned().collect(), ..query.clone() },
            _ => query.clone(),
        };
        Chart::build(atlas, other, &query).ok()?;
        Some(Suggestion { name: kind_name(lang, other).to_owned(), href: address(other, &query).to_string() })
    };
    ChartKind::ALL.into_iter().filter(|&other| other != kind).filter_map(suggestion).collect()
}

fn why(reason: NoChart) -> Text {
    let text = |nl: &str, en: &str| Text { nl: nl.to_owned(), en: en.to_owned() };
    match reason {
        NoChart::Class => text(
            "Dit cijfer is een klasse. Klassen liggen niet op een schaal met afstanden, dus deze grafiek is er niet.",
            "This indicator is a class. Classes do not lie on a scale with distances, so there is no such chart.",
        ),
        NoChart::Count => text(
            "Dit cijfer is een aantal. Een aantal heeft geen achterstand op een groter gebied.",
            "This indicator is a count. A count does not lag behind that of a larger area.",
        ),
        NoChart::TooFewPeriods => text(
            "Voor een verloop zijn cijfers over minstens twee perioden nodig. Die zijn er hier niet.",
            "A trend needs figures for at least two periods. They are not there.",
        ),
        NoChart::NoFigure(reason) => Text {
            nl: format!("Er is hier geen cijfer. {}", text::missing_long(Lang::Nl, reason)),
            en: format!("There is no figure here. {}", text::missing_long(Lang::En, reason)),
        },
        NoChart::NoRegions => {
            text("Op dit niveau zijn er geen cijfers om te tonen.", "There are no figures to show at this level.")
        }
        NoChart::TooManyRegions => text(
            "Er zijn te veel buurten in Nederland om elk als stip te tonen. Noem een plaats, dan ziet u de buurten van haar gemeente.",
            "There are too many neighbourhoods in the Netherlands to show each as a dot. Name a place to see those of its municipality.",
        ),
        NoChart::NoAges => text(
            "Van deze plaats zijn niet alle leeftijdsgroepen bekend.",
            "Not all age groups of this place are known.",
        ),
    }
}

fn bad(name: &str, nl: String, en: String) -> AppError {
    AppError::BadParameter { parameter: name.to_owned(), detail: Text { nl, en }, allowed: Vec::new() }
}

fn missing(name: &str, (nl, en): (&str, &str), examples: &[&str]) -> AppError {
    AppError::BadParameter {
        parameter: name.to_owned(),
        detail: Text { nl: nl.to_owned(), en: en.to_owned() },
        allowed: examples.iter().map(|example| Cow::Owned(format!("{name}={example}"))).collect(),
    }
}

/// No such place: the same chart of places that may be meant.
fn place(atlas: &Atlas, kind: ChartKind, query: &ChartQuery, key: &str) -> AppError {
    let AppError::NotFound { detail, mut suggestions } = unknown_place(atlas, key) else {
        return unknown_place(atlas, key);
    };
    for suggestion in &mut suggestions {
        let found = suggestion.href.rsplit('/').next().unwrap_or_default().to_owned();
        let places = query.places.iter().map(|place| if place == key { found.clone() } else { place.clone() });
        suggestion.href = address(kind, &ChartQuery { places: places.collect(), ..query.clone() }).to_string();
    }
    AppError::NotFound { detail, suggestions }
}
