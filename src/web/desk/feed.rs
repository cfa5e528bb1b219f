//! `/vraag-en-aanbod.atom`: what was published, per place and theme, as a feed.

use atom_syndication::{Category, Content, Entry, FixedDateTime, Link, Person, Text};
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;

use super::public::{self, ListParameters};
use crate::atlas::Atlas;
use crate::desk::place;
use crate::domain::{Lang, PublishedContribution};
use crate::export::{self, FeedAbout};
use crate::text;
use crate::urls;
use crate::web::error::AppError;
use crate::web::parameters::context::PageContext;
use crate::web::parameters::query::Query;
use crate::web::state::AppState;

/// Entries at most.
const LONGEST: usize = 50;

/// Serves the feed.
///
/// # Errors
/// Unknown parameters, places and themes.
pub async fn atom(
    State(state): State<AppState>,
    ctx: PageContext,
    headers: HeaderMap,
    Query(parameters): Query<ListParameters>,
) -> Result<Response, AppError> {
    let served = state.served();
    let atlas = &served.atlas;
    let filter = parameters.filter(atlas)?;
    let lang = ctx.lang;
    let narrowed = public::in_words(atlas, lang, &filter);
    let name = lang.pick("Vraag en aanbod", "Questions and offers");
    let title = if narrowed.is_empty() { name.to_owned() } else { format!("{name}: {narrowed}") };
    let base = state.site().base(&headers);
    let explicit = ctx.lang_explicit.then_some(lang);
    let feed = public::address(urls::CONTRIBUTIONS.file("atom"), &filter, explicit).to_string();
    let page = public::address(urls::CONTRIBUTIONS, &filter, explicit).to_string();
    let contributions = state.contributions();
    let since = served.atlas.imported_at.parse::<Timestamp>().map_or(0, Timestamp::as_second);
    let items = contributions.filtered(atlas, &filter);
    let entries = items.iter().take(LONGEST).map(|item| entry(atlas, lang, &base, item)).collect();
    let about = FeedAbout {
        lang,
        base: &base,
        feed: &feed,
        page: &page,
        id: format!("{base}{feed}"),
        title: &title,
        updated: stamp(items.iter().map(|item| item.changed_at).max().unwrap_or(since)),
    };
    let mut response = public::fresh(export::feed(about, entries).into_response());
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/atom+xml; charset=utf-8"));
    Ok(response)
}

fn entry(atlas: &Atlas, lang: Lang, base: &str, item: &PublishedContribution) -> Entry {
    let address = format!("{base}{}", urls::contribution(item.number));
    let mut categories = vec![category(item.text.kind.as_str(), text::contribution_kind(lang, item.text.kind))];
    if let Some(theme) = atlas.vocabulary.theme(&item.text.theme) {
        categories.push(category(&theme.id, theme.label.get(lang)));
    }
    if !item.text.place.is_empty() {
        categories.push(category(&place::asked(atlas, &item.text.place), &place::told(atlas, &item.text.place, lang)));
    }
    let author = if item.text.organisation.is_empty() { "wijkwijzer" } else { &item.text.organisation };
    Entry {
        title: Text::plain(item.text.title.clone()),
        id: address.clone(),
        updated: stamp(item.changed_at),
        published: Some(stamp(item.published_at)),
        authors: vec![Person { name: author.to_owned(), ..Person::default() }],
        categories,
        // A reader of feeds shows this; of the names of categories hardly any does.
        summary: place::then(atlas, &item.text.place, lang)
            .map(|_| Text::plain(place::told(atlas, &item.text.place, lang))),
        links: vec![Link { href: address, rel: "alternate".to_owned(), ..Link::default() }],
        content: Some(Content {
            value: Some(item.text.body.clone()),
            content_type: Some("text".to_owned()),
            lang: Some(item.text.lang.clone()),
            ..Content::default()
        }),
        ..Entry::default()
    }
}

fn category(term: &str, label: &str) -> Category {
    Category { term: term.to_owned(), label: Some(label.to_owned()), scheme: None }
}

fn stamp(seconds: i64) -> FixedDateTime {
    let stamp = Timestamp::from_second(seconds).unwrap_or(Timestamp::UNIX_EPOCH);
    // RFC 3339 in, RFC 3339 out.
    stamp.to_string().parse().unwrap_or_default()
}
