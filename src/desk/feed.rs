//! Published contributions as an Atom feed (RFC 4287).

use atom_syndication::{Content, Entry, Feed, FixedDateTime, Generator, Link, Person, Text};
use jiff::Timestamp;

use super::place;
use crate::atlas::Atlas;
use crate::domain::{Lang, PublishedContribution};
use crate::text;
use crate::urls;

/// Entries at most.
const LONGEST: usize = 50;

/// What a feed is about.
#[derive(Clone, Copy, Debug)]
pub struct FeedAddress<'a> {
    /// Scheme and host of this site, without a slash at the end.
    pub base: &'a str,
    /// Path and query of the feed.
    pub feed: &'a str,
    /// Path and query of the page with the same list.
    pub page: &'a str,
}

/// A feed titled `title` with the latest of `items`. An empty one was last updated at `since` (seconds since 1970).
pub fn atom(
    atlas: &Atlas,
    lang: Lang,
    address: FeedAddress<'_>,
    title: &str,
    items: &[&PublishedContribution],
    since: i64,
) -> String {
    let base = address.base;
    let entries: Vec<Entry> = items.iter().take(LONGEST).map(|item| entry(atlas, lang, base, item)).collect();
    let updated = items.iter().map(|item| item.changed_at).max().unwrap_or(since);
    let link = |path: &str, rel: &str, kind: &str| Link {
        href: format!("{base}{path}"),
        rel: rel.to_owned(),
        mime_type: Some(kind.to_owned()),
        ..Link::default()
    };
    let feed = Feed {
        title: Text::plain(title),
        id: format!("{base}{}", address.feed),
        updated: stamp(updated),
        lang: Some(lang.tag().to_owned()),
        links: vec![link(address.feed, "self", "application/atom+xml"), link(address.page, "alternate", "text/html")],
        generator: Some(Generator { value: "wijkwijzer".to_owned(), ..Generator::default() }),
        authors: vec![Person { name: "wijkwijzer".to_owned(), ..Person::default() }],
        entries,
        ..Feed::default()
    };
    feed.to_string()
}

fn entry(atlas: &Atlas, lang: Lang, base: &str, item: &PublishedContribution) -> Entry {
    let address = format!("{base}{}", urls::contribution(item.number));
    let mut categories = vec![category(item.text.kind.as_str(), text::contribution_kind(lang, item.text.kind))];
    if let Some(theme) = atlas.vocabulary.theme(&item.text.theme) {
        categories.push(category(&theme.id, theme.label.get(lang)));
    }
    if !item.text.place.is_empty() {
        categories.push(category(&item.text.place, &place::name(atlas, &item.text.place)));
    }
    let author = if item.text.organisation.is_empty() { "wijkwijzer" } else { &item.text.organisation };
    Entry {
        title: Text::plain(item.text.title.clone()),
        id: address.clone(),
        updated: stamp(item.changed_at),
        published: Some(stamp(item.published_at)),
        authors: vec![Person { name: author.to_owned(), ..Person::default() }],
        categories,
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

fn category(term: &str, label: &str) -> atom_syndication::Category {
    atom_syndication::Category { term: term.to_owned(), label: Some(label.to_owned()), scheme: None }
}

fn stamp(seconds: i64) -> FixedDateTime {
    let stamp = Timestamp::from_second(seconds).unwrap_or(Timestamp::UNIX_EPOCH);
    // RFC 3339 in, RFC 3339 out.
    stamp.to_string().parse().unwrap_or_default()
}
