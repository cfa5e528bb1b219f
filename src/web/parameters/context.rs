//! What every page knows about its request: language, address, release.

use std::convert::Infallible;
use std::fmt::Display;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri};

use crate::atlas::Atlas;
use crate::domain::{Lang, OwnKey};

use super::query::Fields;
use crate::text;
use crate::urls::LANG;
use crate::web::http::negotiate;
use crate::web::state::AppState;

/// What every page knows about its request.
#[derive(Clone, Debug)]
pub struct PageContext {
    /// Language of the page.
    pub lang: Lang,
    /// Whether the address names the language; links then keep it.
    pub lang_explicit: bool,
    /// Path of the request.
    pub path: String,
    /// Query of the request without `lang`.
    pub query: Vec<(String, String)>,
    /// Id of the release that is served.
    pub release: String,
    /// When it was imported (RFC 3339, UTC).
    pub imported_at: String,
    /// What an area is called in general, in the language of the page: the word of the programme that leads.
    pub area_called: String,
    /// What areas are called.
    pub areas_called: String,
}

impl PageContext {
    /// The context of a request.
    pub fn of(uri: &Uri, headers: &HeaderMap, atlas: &Atlas) -> Self {
        let fields = Fields::parse(uri.query().unwrap_or_default()).unwrap_or_default();
        let named = match fields.get(LANG) {
            Some("nl") => Some(Lang::Nl),
            Some("en") => Some(Lang::En),
            _ => None,
        };
        let lang = named.unwrap_or_else(|| negotiate::language(headers));
        Self {
            lang,
            lang_explicit: named.is_some(),
            // Two slashes at the start would make a link of it lead to another host.
            path: format!("/{}", uri.path().trim_start_matches('/')),
            query: fields.pairs().iter().filter(|(name, _)| name != LANG).cloned().collect(),
            release: atlas.release.clone(),
            imported_at: atlas.imported_at.clone(),
            area_called: text::area_called(lang, atlas.leading()).to_owned(),
            areas_called: text::areas_called(lang, atlas.leading()).to_owned(),
        }
    }

    /// An address on this site that keeps a language named in the address.
    pub fn href(&self, target: impl Display) -> String {
        let target = target.to_string();
        if !self.lang_explicit {
            return target;
        }
        let (address, fragment) = match target.split_once('#') {
            Some((address, fragment)) => (address, Some(fragment)),
            None => (target.as_str(), None),
        };
        let separator = if address.contains('?') { '&' } else { '?' };
        let mut href = format!("{address}{separator}lang={}", self.lang.tag());
        if let Some(fragment) = fragment {
            href.push('#');
            href.push_str(fragment);
        }
        href
    }

    /// This address with other values for some parameters: `None` removes one. The language stays as it is.
    pub fn with(&self, changes: &[(&str, Option<&str>)]) -> String {
        let kept = self.query.iter().filter(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
        let pairs = kept
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .chain(changes.iter().filter_map(|&(name, value)| Some((name, value?))));
        self.href(address(&self.path, pairs))
    }

    /// This address as the page that a file belongs to: without extension and without some parameters.
    pub fn in_page(&self, dropped: &[&str]) -> String {
        let path = self.path.rsplit_once('.').map_or(self.path.as_str(), |(path, _)| path);
        let kept = self.query.iter().filter(|(name, _)| !dropped.contains(&name.as_str()));
        address(path, kept.map(|(name, value)| (name.as_str(), value.as_str())))
    }

    /// This address in `lang`, without parameters too long to be ours: a page does not repeat what it refused. The keys
    /// of readers' own places are as long as they have members.
    pub fn in_language(&self, lang: Lang) -> String {
        let pairs = self.query.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let ours = |value: &str| value.len() <= 400 || value.parse::<OwnKey>().is_ok();
        let pairs = pairs.filter(|(name, value)| name.len() <= 40 && ours(value));
        address(&self.path, pairs.chain([(LANG, lang.tag())]))
    }
}

/// An address of a path and parameters.
fn address<'a>(path: &str, pairs: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let pairs: Vec<_> = pairs.collect();
    // Pairs of text always encode.
    match serde_urlencoded::to_string(&pairs) {
        Ok(query) if !query.is_empty() => format!("{path}?{query}"),
        _ => path.to_owned(),
    }
}

impl FromRequestParts<AppState> for PageContext {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.uri, &parts.headers, &state.served().atlas))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn context(lang_explicit: bool) -> PageContext {
        PageContext {
            lang: Lang::En,
            lang_explicit,
            path: "/kaart".to_owned(),
            query: vec![("indicator".to_owned(), "woz waarde".to_owned()), ("pagina".to_owned(), "2".to_owned())],
            release: "abc".to_owned(),
            imported_at: String::new(),
            area_called: String::new(),
            areas_called: String::new(),
        }
    }

    #[test]
    fn links_keep_the_language_only_where_the_address_names_it() {
        assert_eq!(context(false).href("/gebieden"), "/gebieden");
        assert_eq!(context(true).href("/gebieden"), "/gebieden?lang=en");
        assert_eq!(context(true).href("/kaart?niveau=wijk#tabel"), "/kaart?niveau=wijk&lang=en#tabel");
    }

    #[test]
    fn the_language_switch_keeps_the_address() {
        assert_eq!(context(true).in_language(Lang::Nl), "/kaart?indicator=woz+waarde&pagina=2&lang=nl");
    }

    #[test]
    fn a_changed_parameter_replaces_the_old_one() {
        assert_eq!(context(false).with(&[("pagina", Some("3"))]), "/kaart?indicator=woz+waarde&pagina=3");
        assert_eq!(context(false).with(&[("pagina", None)]), "/kaart?indicator=woz+waarde");
    }
}
