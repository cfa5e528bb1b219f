//! `/vraag-en-aanbod`: what was published, as pages and as data.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use maud::{Markup, html};
use serde::Serialize;
use utoipa::ToSchema;

use super::choices::{area_names, shown_place, theme_groups};
use crate::atlas::Atlas;
use crate::desk::place::{self, PlaceAnswer};
use crate::desk::{Contributions, Filter};
use crate::domain::{ContributionKind, Lang, PublishedContribution, Text};
use crate::text;
use crate::urls::{self, Address};
use crate::web::components::contributions;
use crate::web::components::fields::Control;
use crate::web::error::{AppError, Suggestion};
use crate::web::http::negotiate::{self, Format};
use crate::web::parameters::context::PageContext;
use crate::web::parameters::query::{Fields, NoParameters, Parameters, Query};
use crate::web::parameters::suggestions::unknown_place;
use crate::web::representation::json::json;
use crate::web::representation::layout;
use crate::web::state::AppState;

/// Parameters of a list.
#[derive(Clone, Debug)]
pub struct ListParameters {
    plaats: String,
    thema: String,
    soort: Option<ContributionKind>,
}

impl Parameters for ListParameters {
    const NAMES: &'static [&'static str] = &["plaats", "thema", "soort"];

    fn read(fields: &Fields) -> Result<Self, AppError> {
        let typed = |name| fields.get(name).unwrap_or_default().chars().take(100).collect();
        let soort = match fields.get("soort") {
            Some(text) => {
                let kind = text
                    .parse()
                    .map_err(|_| AppError::bad_parameter("soort", text, "vraag, voorbeeld, cursus, hulp"))?;
                Some(kind)
            }
            None => None,
        };
        Ok(Self { plaats: typed("plaats"), thema: typed("thema"), soort })
    }
}

impl ListParameters {
    /// What they ask for.
    ///
    /// # Errors
    /// 404 with suggestions for an unknown place or theme.
    pub fn filter(&self, atlas: &Atlas) -> Result<Filter, AppError> {
        let thema = match self.thema.as_str() {
            "" => None,
            id if atlas.vocabulary.theme(id).is_some() => Some(id.to_owned()),
            id => {
                let names: Vec<_> = atlas.vocabulary.themes.iter().map(|theme| theme.id.as_str()).collect();
                return Err(AppError::bad_parameter("thema", id, &names.join(", ")));
            }
        };
        let plaats = match place::read(atlas, &self.plaats, "") {
            PlaceAnswer::Nowhere => None,
            PlaceAnswer::Found(key) => Some(key),
            PlaceAnswer::Several(hits) => {
                let suggest = |hit: &crate::atlas::Hit| Suggestion {
                    name: if hit.context.is_empty() {
                        hit.name.clone()
                    } else {
                        format!("{}, {}", hit.name, hit.context)
                    },
                    href: urls::CONTRIBUTIONS.query("plaats", hit.key()).to_string(),
                };
                return Err(AppError::NotFound {
                    detail: Text {
                        nl: format!("Er is niet precies één plaats die “{}” heet.", self.plaats),
                        en: format!("There is not exactly one place called “{}”.", self.plaats),
                    },
                    suggestions: hits.iter().map(suggest).collect(),
                });
            }
            PlaceAnswer::Unknown => return Err(unknown_place(atlas, &self.plaats)),
        };
        Ok(Filter { place: plaats, theme: thema, kind: self.soort })
    }
}

/// A list of published contributions.
#[derive(Debug, Serialize, ToSchema)]
pub struct ContributionsBody {
    /// The latest first.
    pub contributions: Vec<ContributionBody>,
}

/// A published contribution. Contact data is not part of the API.
#[derive(Debug, Serialize, ToSchema)]
pub struct ContributionBody {
    /// Number.
    pub number: i64,
    /// `vraag`, `voorbeeld`, `cursus` or `hulp`.
    pub kind: &'static str,
    /// One line.
    pub title: String,
    /// Plain text.
    pub body: String,
    /// Language that it is written in.
    pub lang: String,
    /// Slug of a focus area or code of a region, with its division where that is not the present one (`WK036306_2022`);
    /// absent when tied to no place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Id of a theme; absent when tied to none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theme: Option<String>,
    /// Organisation of the sender; absent when not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// Address of a page; absent when not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// Numbers of contributions that editors linked to it.
    pub linked: Vec<i64>,
    /// When it was first published (RFC 3339, UTC).
    pub published_at: String,
    /// When it last changed (RFC 3339, UTC).
    pub changed_at: String,
    /// Its page.
    pub href: String,
}

impl ContributionBody {
    fn new(atlas: &Atlas, item: &PublishedContribution) -> Self {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let stamp = |seconds| Timestamp::from_second(seconds).map_or_else(|_| String::new(), |stamp| stamp.to_string());
        Self {
            number: item.number,
            kind: item.text.kind.as_str(),
            title: item.text.title.clone(),
            body: item.text.body.clone(),
            lang: item.text.lang.clone(),
            place: some(&place::asked(atlas, &item.text.place)),
            theme: some(&item.text.theme),
            organisation: some(&item.text.organisation),
            link: some(&item.text.link),
            linked: item.linked.clone(),
            published_at: stamp(item.published_at),
            changed_at: stamp(item.changed_at),
            href: urls::contribution(item.number).to_string(),
        }
    }
}

/// Serves the list as a page, or as JSON where the client asks for it.
///
/// # Errors
/// Unknown parameters, places and themes.
pub async fn list(
    State(state): State<AppState>,
    ctx: PageContext,
    headers: HeaderMap,
    Query(parameters): Query<ListParameters>,
) -> Result<Response, AppError> {
    match negotiate::format(&headers, &[Format::Html, Format::Json]) {
        Some(Format::Html) => {}
        Some(_) => return list_json(State(state), Query(parameters)).await,
        None => return Err(AppError::NotAcceptable("text/html, application/json".into())),
    }
    let served = state.served();
    let atlas = &served.atlas;
    let filter = parameters.filter(atlas)?;
    let contributions = state.contributions();
    Ok(fresh(list_page(&ctx, atlas, &contributions, &filter)))
}

/// Published questions and offers.
///
/// # Errors
/// Unknown parameters, places and themes.
#[utoipa::path(
    get, path = urls::API_CONTRIBUTIONS.pattern(), tag = "practice",
    params(
        ("plaats" = Option<String>, Query, description = "Slug of a focus area, or code of a gemeente, wijk or buurt: what lies in it"),
        ("thema" = Option<String>, Query, description = "Id of a theme"),
        ("soort" = Option<String>, Query, description = "`vraag`, `voorbeeld`, `cursus` or `hulp`"),
    ),
    responses(
        (status = 200, description = "Questions and offers, the latest first", body = ContributionsBody),
        (status = 404, description = "Unknown place", body = crate::web::error::Problem, content_type = "application/problem+json"),
    ),
)]
pub async fn list_json(
    State(state): State<AppState>,
    Query(parameters): Query<ListParameters>,
) -> Result<Response, AppError> {
    let served = state.served();
    let atlas = &served.atlas;
    let filter = parameters.filter(atlas)?;
    let contributions = state.contributions();
    let items = contributions.filtered(atlas, &filter);
    let body =
        ContributionsBody { contributions: items.into_iter().map(|item| ContributionBody::new(atlas, item)).collect() };
    Ok(fresh(json(&body)?))
}

/// An answer that is asked for anew each time: editors may publish at any moment.
pub(super) fn fresh(body: impl IntoResponse) -> Response {
    ([(CACHE_CONTROL, "no-cache")], body).into_response()
}

/// Path and query of a list or feed with a filter.
pub(super) fn address(list: impl Into<Address>, filter: &Filter, lang: Option<Lang>) -> Address {
    let pairs = [
        ("plaats", filter.place.as_deref()),
        ("thema", filter.theme.as_deref()),
        ("soort", filter.kind.map(ContributionKind::as_str)),
        ("lang", lang.map(Lang::tag)),
    ];
    list.into().queries(pairs.into_iter().filter_map(|(name, value)| Some((name, value?))))
}

/// What a filter lets through, in words: "Utrecht Overvecht, wonen".
pub(super) fn in_words(atlas: &Atlas, lang: Lang, filter: &Filter) -> String {
    let place = filter.place.as_deref().map(|key| place::told(atlas, key, lang));
    let theme = filter.theme.as_deref().and_then(|id| atlas.vocabulary.theme(id));
    let theme = theme.map(|theme| theme.label.get(lang).to_owned());
    let kind = filter.kind.map(|kind| text::contribution_kind(lang, kind).to_owned());
    [place, theme, kind].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn list_page(ctx: &PageContext, atlas: &Atlas, contributions: &Contributions, filter: &Filter) -> Markup {
    let lang = ctx.lang;
    let title = lang.pick("Vraag en aanbod", "Questions and offers");
    let items = contributions.filtered(atlas, filter);
    let narrowed = in_words(atlas, lang, filter);
    let add = filter
        .place
        .as_ref()
        .map_or_else(|| urls::SEND_IN.to_string(), |key| urls::SEND_IN.query("plaats", key).to_string());
    let follow = address(urls::FOLLOW, &Filter { kind: None, ..filter.clone() }, None);
    let main = html! {
        div class="stack" {
            h1 { (title) }
            p class="lede" { (lang.pick(
                "Wat mensen die aan een wijk werken van elkaar willen weten, en wat zij elkaar te bieden hebben.",
                "What people who work on a neighbourhood want to know from each other, and what they have to offer.",
            )) }
            p class="actions" {
                a class="button" href=(ctx.href(&add)) { (lang.pick("Stel een vraag of bied iets aan", "Ask a question or offer something")) }
                a class="button button-quiet" href=(ctx.href(&follow)) { (lang.pick("Volg wat er bij komt", "Follow what is added")) }
            }
            (filter_form(ctx, atlas, filter))
            h2 {
                (counted(lang, items.len()))
                @if !narrowed.is_empty() { ": " (narrowed) }
            }
            @if items.is_empty() {
                p { (lang.pick(
                    "Er is nog niets gepubliceerd dat hierbij past. Een vraag stellen kan iedereen; de redactie leest haar voor publicatie.",
                    "Nothing that fits has been published yet. Anyone can ask a question; the editors read it before publication.",
                )) }
                @if !narrowed.is_empty() {
                    p { a href=(ctx.href(urls::CONTRIBUTIONS)) { (lang.pick("Toon alles", "Show everything")) } }
                }
            } @else {
                p class="secondary" { (contributions::origin(ctx)) }
                (contributions::list(ctx, atlas, &items))
            }
            p class="secondary" {
                a href=(address(urls::CONTRIBUTIONS.file("atom"), filter, Some(lang))) { "Atom" } " · "
                a href=(address(urls::CONTRIBUTIONS.file("json"), filter, None)) { "JSON" }
            }
        }
    };
    layout::page(ctx, title, main)
}

fn counted(lang: Lang, count: usize) -> String {
    match count {
        1 => lang.pick("1 bijdrage", "1 contribution").to_owned(),
        n => format!("{n} {}", lang.pick("bijdragen", "contributions")),
    }
}

fn filter_form(ctx: &PageContext, atlas: &Atlas, filter: &Filter) -> Markup {
    let lang = ctx.lang;
    let place = filter.place.as_deref().map(|key| shown_place(atlas, key)).unwrap_or_default();
    let kinds: Vec<(&str, &str)> =
        ContributionKind::ALL.into_iter().map(|kind| (kind.as_str(), text::contribution_kind(lang, kind))).collect();
    html! {
        form class="filter" action=(urls::CONTRIBUTIONS) method="get" aria-label=(lang.pick("Kies wat u ziet", "Choose what you see")) {
            (Control { name: "plaats", label: lang.pick("Plaats (naam of code)", "Place (name or code)"), ..Control::default() }
                .suggested(&place, &area_names(atlas)))
            (Control { name: "thema", label: lang.pick("Thema", "Theme"), ..Control::default() }
                .choice(filter.theme.as_deref().unwrap_or_default(), lang.pick("alle thema's", "all themes"), &theme_groups(atlas, lang)))
            (Control { name: "soort", label: lang.pick("Soort", "Kind"), ..Control::default() }
                .choice(filter.kind.map_or("", ContributionKind::as_str), lang.pick("vraag en aanbod", "questions and offers"), &[("", kinds)]))
            @if ctx.lang_explicit { input type="hidden" name="lang" value=(lang.tag()); }
            button class="button" type="submit" { (lang.pick("Toon", "Show")) }
        }
    }
}

/// Serves one contribution.
///
/// # Errors
/// 404 when it is not published.
pub async fn one(
    State(state): State<AppState>,
    ctx: PageContext,
    Path(number): Path<String>,
    _: Query<NoParameters>,
) -> Result<Response, AppError> {
    let contributions = state.contributions();
    let item = number.parse().ok().and_then(|number| contributions.get(number)).ok_or_else(|| {
        AppError::not_found(
            "Deze bijdrage is er niet, of zij is niet (meer) gepubliceerd.",
            "This contribution does not exist, or it is not published (any more).",
        )
    })?;
    let served = state.served();
    Ok(fresh(one_page(&ctx, &served.atlas, &contributions, item)))
}

fn one_page(ctx: &PageContext, atlas: &Atlas, all: &Contributions, item: &PublishedContribution) -> Markup {
    let lang = ctx.lang;
    let linked = all.linked_to(item);
    let main = html! {
        div class="stack" {
            nav class="breadcrumb" aria-label=(lang.pick("Kruimelpad", "Breadcrumb")) {
                ol {
                    li { a href=(ctx.href(urls::CONTRIBUTIONS)) { (lang.pick("Vraag en aanbod", "Questions and offers")) } }
                    @if !item.text.place.is_empty() {
                        li { a href=(ctx.href(urls::CONTRIBUTIONS.query("plaats", place::asked(atlas, &item.text.place)))) { (place::name(atlas, &item.text.place)) } }
                    }
                }
            }
            h1 lang=(item.text.lang) { (item.text.title) }
            (contributions::about(ctx, atlas, item))
            p class="written" lang=(item.text.lang) { (item.text.body) }
            @if !item.text.link.is_empty() {
                p { (lang.pick("Meer hierover: ", "More about this: ")) a href=(item.text.link) rel="external nofollow ugc" { (item.text.link) } }
            }
            @if let Some(contact) = &item.contact {
                p { (lang.pick("Reageren kan bij de inzender: ", "You can reply to the sender: ")) a href={ "mailto:" (contact) } { (contact) } }
            }
            @if !linked.is_empty() {
                h2 { @if item.text.kind.asks() { (lang.pick("Aanbod bij deze vraag", "Offers for this question")) }
                    @else { (lang.pick("Vragen waar dit bij past", "Questions that this fits")) } }
                (contributions::list(ctx, atlas, &linked))
            }
            p class="secondary" { (contributions::origin(ctx)) }
        }
    };
    layout::page(ctx, &item.text.title, main)
}
