//! Feeds as Atom (RFC 4287).

use atom_syndication::{Category, Content, Entry as AtomEntry, Feed, FixedDateTime, Generator, Link, Person, Text};

use super::stable_id::uuid;
use crate::domain::Lang;
use crate::text;
use crate::urls;
use crate::views::knowledge::{Entry, EntryKind, FeedScope, FeedView};

pub fn feed_title(lang: Lang, scope: &FeedScope<'_>) -> String {
    match scope {
        FeedScope::All => lang.pick("Alles van wijkwijzer", "Everything of wijkwijzer").to_owned(),
        FeedScope::Theme(theme) => format!("{}: {}", lang.pick("Thema", "Theme"), theme.label.get(lang)),
        FeedScope::Area(area) => format!("{}: {}", lang.pick("Nieuws over", "News about"), area.name),
    }
}

/// The feed as a document. `base` is the address of the site without a path.
///
/// An entry of which the day is known was updated on that day. Of which only month or year is known, the last day that
/// it may be stands as a stamp for sorting, at most the day of the import; the text tells the date as it is known, and
/// only a known day is given as date of publication.
pub fn atom(lang: Lang, base: &str, view: &FeedView<'_>) -> String {
    let imported = view.imported_at.parse::<FixedDateTime>().unwrap_or_default();
    let path = view.scope.path();
    let suffix = if lang == Lang::En { "?lang=en" } else { "" };
    let about = FeedAbout {
        lang,
        base,
        feed: &format!("{path}{suffix}"),
        page: &page_of(&view.scope),
        id: format!("urn:uuid:{}", uuid(&format!("{path}{suffix}"))),
        title: &feed_title(lang, &view.scope),
        updated: imported,
    };
    feed(about, view.entries.iter().map(|one| entry(lang, base, one, imported)).collect())
}

/// What a feed is about.
pub struct FeedAbout<'a> {
    pub lang: Lang,
    /// Scheme and host of this site, without a slash at the end.
    pub base: &'a str,
    /// Path and query of the feed.
    pub feed: &'a str,
    /// Path and query of the page with the same list.
    pub page: &'a str,
    /// What it stays known by.
    pub id: String,
    pub title: &'a str,
    pub updated: FixedDateTime,
}

/// A feed with its entries as a document.
pub fn feed(about: FeedAbout<'_>, entries: Vec<AtomEntry>) -> String {
    let base = about.base;
    let feed = Feed {
        title: Text::plain(about.title),
        id: about.id,
        updated: about.updated,
        authors: vec![Person { name: "wijkwijzer".to_owned(), ..Person::default() }],
        generator: Some(Generator { value: "wijkwijzer".to_owned(), ..Generator::default() }),
        links: vec![
            link("self", format!("{base}{}", about.feed), "application/atom+xml"),
            link("alternate", format!("{base}{}", about.page), "text/html"),
        ],
        entries,
        lang: Some(about.lang.tag().to_owned()),
        ..Feed::default()
    };
    feed.to_string()
}

fn page_of(scope: &FeedScope<'_>) -> String {
    match scope {
        FeedScope::All => urls::KNOWLEDGE.to_string(),
        FeedScope::Theme(theme) => urls::PUBLICATIONS.query("thema", &theme.id).to_string(),
        FeedScope::Area(area) => urls::area(&area.slug).to_string(),
    }
}

fn link(rel: &str, href: String, mime: &str) -> Link {
    Link { href, rel: rel.to_owned(), mime_type: Some(mime.to_owned()), ..Link::default() }
}

/// The address of an entry on this site.
pub fn entry_path(entry: &Entry<'_>) -> String {
    match entry.kind {
        EntryKind::Example(example) => urls::example(&example.id).to_string(),
        EntryKind::Publication(publication) => urls::PUBLICATIONS.fragment(&publication.id).to_string(),
        EntryKind::Event(event) => urls::AGENDA.fragment(&event.id).to_string(),
    }
}

fn entry(lang: Lang, base: &str, entry: &Entry<'_>, imported: FixedDateTime) -> AtomEntry {
    let noon = |day: jiff::civil::Date| format!("{day}T12:00:00Z").parse::<FixedDateTime>().ok();
    let date = entry.when();
    let known = date.and_then(|date| noon(date.day()?));
    let latest = date.and_then(|date| noon(date.last())).unwrap_or(imported);
    let mut links = vec![link("alternate", format!("{base}{}", entry_path(entry)), "text/html")];
    if entry.source.starts_with("http") {
        links.push(Link { href: entry.source.to_owned(), rel: "via".to_owned(), ..Link::default() });
    }
    let organisation = if entry.organisation.is_empty() { "wijkwijzer" } else { entry.organisation };
    AtomEntry {
        title: Text::plain(entry.title.get(lang)),
        id: format!("urn:uuid:{}", uuid(entry.id)),
        updated: latest.min(imported),
        authors: vec![Person { name: organisation.to_owned(), ..Person::default() }],
        categories: entry
            .themes
            .iter()
            .map(|theme| Category { term: (*theme).to_owned(), ..Category::default() })
            .collect(),
        links,
        published: known.filter(|known| *known <= imported && !matches!(entry.kind, EntryKind::Event(_))),
        content: Some(Content {
            value: Some(words(lang, entry)),
            content_type: Some("text".to_owned()),
            ..Content::default()
        }),
        ..AtomEntry::default()
    }
}

fn words(lang: Lang, entry: &Entry<'_>) -> String {
    let kind = match entry.kind {
        EntryKind::Example(_) => lang.pick("Praktijkvoorbeeld", "Practice example"),
        EntryKind::Publication(_) => lang.pick("Publicatie", "Publication"),
        EntryKind::Event(_) => lang.pick("Agenda", "Agenda"),
    };
    let mut words = format!("{kind}, {}.", text::date(lang, entry.date));
    if let Some(summary) = entry.summary {
        words.push(' ');
        words.push_str(summary.get(lang));
    }
    words
}
