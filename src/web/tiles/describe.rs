//! `TileJSON`: what a client of tiles asks first.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;

use crate::atlas::PeriodRef;
use crate::domain::{Lang, Missing, Text, Vintage};
use crate::text::{self, NBSP};
use crate::tiles::TileJson;
use crate::tiles::tilejson::{JoinedFigures, JoinedLevel};
use crate::urls;

use super::{address, joined};
use crate::web::error::{AppError, Problem};
use crate::web::parameters::query::{NoParameters, Query};
use crate::web::state::{AppState, ReleaseState};

/// `/tiles/{vintage}.json`: TileJSON 3.0 with the current template.
#[utoipa::path(
    get, path = urls::TILEJSON_FILE.pattern(), tag = "tiles",
    params(("vintage" = u16, Path, description = "Year of the boundaries", example = 2022)),
    responses(
        (status = 200, description = "TileJSON 3.0 with the template of the current release", body = serde_json::Value),
        (status = 400, description = "No vintage", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No tiles of that vintage", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub async fn tilejson(
    State(state): State<AppState>,
    Path(file): Path<String>,
    headers: HeaderMap,
    _: Query<NoParameters>,
) -> Result<Json<TileJson>, AppError> {
    let served = state.served();
    let vintage = address::vintage(file.strip_suffix(".json").unwrap_or_default())?;
    let edition = address::edition(&served);
    let template = format!("{}{}", state.site().base(&headers), urls::tile_template(edition, vintage));
    plain(&served, vintage, template).map(Json)
}

/// `/tiles/{vintage}/{indicator}/{period}.json`: TileJSON 3.0 of the tiles with these figures, with class breaks, unit,
/// source and the reasons for what is missing.
#[utoipa::path(
    get, path = urls::JOINED_TILEJSON_FILE.pattern(), tag = "tiles",
    params(
        ("vintage" = u16, Path, description = "Year of the boundaries, that of the period", example = 2022),
        ("indicator" = String, Path, description = "Id of the indicator", example = "koopwoningen"),
        ("period" = String, Path, description = "Year or interval", example = "2022"),
    ),
    responses(
        (status = 200, description = "TileJSON 3.0 of the tiles with these figures: class breaks, unit, rule, source, \
            reasons for what is missing", body = serde_json::Value),
        (status = 404, description = "No such vintage, indicator or period, or a period of another vintage",
            body = Problem, content_type = "application/problem+json"),
    ),
)]
pub async fn joined_tilejson(
    State(state): State<AppState>,
    Path((vintage, indicator, file)): Path<(String, String, String)>,
    headers: HeaderMap,
    _: Query<NoParameters>,
) -> Result<Json<TileJson>, AppError> {
    let served = state.served();
    let vintage = address::vintage(&vintage)?;
    let period = file.strip_suffix(".json").ok_or_else(address::malformed)?;
    let edition = address::edition(&served);
    let template = urls::joined_tile_template(edition, vintage, &indicator, period);
    let template = format!("{}{template}", state.site().base(&headers));
    with_figures(&served, vintage, &indicator, period, template).map(Json)
}

/// What an archive with figures says about itself, with the figures.
pub fn joined_archive<'a>(
    served: &'a ReleaseState,
    vintage: Vintage,
    indicator: &str,
    period: &str,
) -> Result<(TileJson, PeriodRef<'a>), AppError> {
    let described = with_figures(served, vintage, indicator, period, String::new())?;
    Ok((described, joined::find(&served.atlas, vintage, indicator, period)?))
}

fn plain(served: &ReleaseState, vintage: Vintage, template: String) -> Result<TileJson, AppError> {
    let known = served.pyramid(vintage).zip(served.atlas.vintage(vintage));
    let (pyramid, atlas) = known.ok_or_else(|| address::unknown_vintage(served))?;
    Ok(TileJson::new(
        &atlas.coverage,
        pyramid.max_zoom(),
        format!("wijkwijzer{NBSP}{vintage}"),
        atlas.attribution.clone(),
        template,
    ))
}

fn with_figures(
    served: &ReleaseState,
    vintage: Vintage,
    indicator: &str,
    period: &str,
    template: String,
) -> Result<TileJson, AppError> {
    let mut described = plain(served, vintage, template)?;
    let figures = joined::find(&served.atlas, vintage, indicator, period)?;
    let told = told(served, figures);
    described.name = format!("{}, {}, {}", told.name.nl, told.unit.nl, told.period);
    if let Some(source) = &told.source {
        described.attribution = format!("{}; {}", source.attribution.nl, described.attribution);
    }
    Ok(described.with_figures(figures, told))
}

fn told(served: &ReleaseState, at: PeriodRef<'_>) -> JoinedFigures {
    let catalogue = &served.atlas.catalogue;
    let PeriodRef { indicator, period: declared, figures, .. } = at;
    let levels = figures.levels.iter().map(|level| {
        let missing = level.values.iter().filter(|value| value.missing().is_some()).count();
        let known = level.values.len() - missing;
        (level.level.as_str(), JoinedLevel { breaks: level.breaks.clone(), known, missing })
    });
    let reason = |reason: Missing| {
        let words = |lang: Lang| text::missing_long(lang, reason).to_owned();
        (reason.as_str(), Text { nl: words(Lang::Nl), en: words(Lang::En) })
    };
    let rule = |lang: Lang| text::rule(lang, catalogue, declared);
    JoinedFigures {
        release: served.atlas.release.clone(),
        vintage: declared.vintage.0,
        indicator: indicator.id.clone(),
        period: declared.period.to_string(),
        name: indicator.name.clone(),
        definition: indicator.definition.clone(),
        unit: indicator.unit_label.clone(),
        decimals: declared.decimals,
        choropleth: indicator.choropleth,
        note: note(indicator.choropleth),
        rule: Text { nl: rule(Lang::Nl), en: rule(Lang::En) },
        source: catalogue.source(&declared.source).cloned(),
        levels: levels.collect(),
        reasons: Missing::ALL.into_iter().map(reason).collect(),
    }
}

fn note(choropleth: bool) -> Text {
    let (nl, en) = if choropleth {
        (
            "Een vlak heeft óf een waarde (value) met een klasse (class, vanaf 0), óf een reden waarom die ontbreekt \
             (missing). Nul is een waarde. De grenzen van de klassen gelden per niveau. Gebieden van een programma hebben geen klasse.",
            "A feature has either a value (value) with a class (class, from 0), or a reason why it is missing (missing). \
             Zero is a value. The bounds of the classes are those of each level. Areas of a programme have no class.",
        )
    } else {
        (
            "Een vlak heeft óf een waarde (value), óf een reden waarom die ontbreekt (missing). Nul is een waarde. \
             Aantallen hebben geen klasse: als kleur op een kaart laten ze vooral zien hoe groot een gebied is.",
            "A feature has either a value (value) or a reason why it is missing (missing). Zero is a value. \
             Counts have no class: as colours on a map they mostly show how large a region is.",
        )
    };
    Text { nl: nl.to_owned(), en: en.to_owned() }
}
