//! The frame of every page: head, skip link, header with navigation, main, footer.

use maud::{DOCTYPE, Markup, html};

use crate::domain::Lang;
use crate::text;
use crate::urls::{self, Route};

use crate::web::assets;
pub use crate::web::parameters::context::PageContext;

/// The style sheets of every page, in order.
const STYLES: [&str; 8] =
    ["base.css", "map.css", "charts.css", "profile.css", "places.css", "practice.css", "knowledge.css", "desk.css"];

/// What a page may ask of its frame.
#[derive(Clone, Copy, Debug, Default)]
pub struct Frame<'a> {
    /// Lets the page use the full width (maps).
    pub wide: bool,
    /// One or two sentences for search engines and link previews.
    pub description: Option<&'a str>,
    /// What else belongs in the head: feeds, descriptions for search engines.
    pub head: Option<&'a Markup>,
}

/// A page in the site's frame.
#[expect(clippy::needless_pass_by_value, reason = "a page hands over what it built")]
pub fn page(context: &PageContext, title: &str, main: Markup) -> Markup {
    framed(context, title, Frame::default(), &main)
}

/// A page in the site's frame, with wishes.
pub fn framed(context: &PageContext, title: &str, frame: Frame<'_>, main: &Markup) -> Markup {
    let lang = context.lang;
    html! {
        (DOCTYPE)
        html lang=(lang.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) @if title != "wijkwijzer" { " · wijkwijzer" } }
                @if let Some(description) = frame.description {
                    meta name="description" content=(description);
                }
                meta name="color-scheme" content="light dark";
                meta name="theme-color" content="#154273";
                link rel="icon" type="image/svg+xml" href=(assets::url("icon.svg"));
                @for style in STYLES {
                    @if let Some(asset) = assets::get(style) {
                        link rel="stylesheet" href=(urls::asset(asset.file));
                    }
                }
                @for other in [Lang::Nl, Lang::En] {
                    link rel="alternate" hreflang=(other.tag()) href=(context.in_language(other));
                }
                @if let Some(head) = frame.head { (head) }
                script type="module" src=(assets::url("site.js")) {}
            }
            body {
                a class="skip-link" href="#inhoud" { (lang.pick("Naar de inhoud", "Skip to content")) }
                (header(context))
                main id="inhoud" class=(if frame.wide { "main main-wide" } else { "main" }) tabindex="-1" { (main) }
                (footer(context))
            }
        }
    }
}

fn header(context: &PageContext) -> Markup {
    let lang = context.lang;
    let areas = text::capitalise(&context.areas_called);
    let pages = [
        (urls::HOME, areas.as_str()),
        (urls::MAP, lang.pick("Cijfers op de kaart", "Figures on the map")),
        (urls::PRACTICE, lang.pick("Praktijkvoorbeelden", "Practice examples")),
        (urls::COMPARE, lang.pick("Vergelijken", "Compare")),
        (urls::OWN_AREA, lang.pick("Eigen gebied", "Own area")),
        (urls::KNOWLEDGE, lang.pick("Kennis", "Knowledge")),
        (urls::AGENDA, "Agenda"),
        (urls::CONTRIBUTIONS, lang.pick("Vraag en aanbod", "Questions and offers")),
    ];
    let other = match lang {
        Lang::Nl => Lang::En,
        Lang::En => Lang::Nl,
    };
    html! {
        header class="site-header" {
            div class="site-header-inner" {
                a class="wordmark" href=(context.href(urls::HOME)) { "wijk" b { "wijzer" } }
                nav class="site-nav" aria-label=(lang.pick("Hoofdnavigatie", "Main navigation")) {
                    ul {
                        @for (path, name) in pages {
                            li { a href=(context.href(path)) aria-current=[current(context, path)] { (name) } }
                        }
                    }
                }
                a class="language" href=(context.in_language(other)) hreflang=(other.tag()) lang=(other.tag()) {
                    (match other { Lang::Nl => "Nederlands", Lang::En => "English" })
                }
            }
        }
    }
}

fn current(context: &PageContext, page: Route) -> Option<&'static str> {
    let path = page.pattern();
    if context.path == path {
        return Some("page");
    }
    let below = |parent: &str| context.path.strip_prefix(parent).is_some_and(|rest| rest.starts_with('/'));
    let inside = match page {
        urls::HOME => context.path.starts_with(urls::AREAS.pattern()),
        urls::KNOWLEDGE | urls::AGENDA => below(path),
        _ => false,
    };
    inside.then_some("true")
}

fn footer(context: &PageContext) -> Markup {
    let lang = context.lang;
    let pages = [
        (urls::AREAS, lang.pick("Alle gebieden", "All areas")),
        (urls::INDICATORS, lang.pick("Indicatoren", "Indicators")),
        (urls::COVERAGE, lang.pick("Dekking van de voorbeelden", "Coverage of the examples")),
        (urls::SOURCES, lang.pick("Bronnen en licenties", "Sources and licences")),
        (urls::METHOD, lang.pick("Methode", "Method")),
        (urls::CHANGES, lang.pick("Wijzigingen", "Changes")),
        (urls::ACCESSIBILITY, lang.pick("Toegankelijkheid", "Accessibility")),
        (urls::PRIVACY, lang.pick("Privacy", "Privacy")),
        (urls::EDITORS, lang.pick("Redactie", "Editors")),
    ];
    html! {
        footer class="site-footer" {
            div class="site-footer-inner" {
                p class="footer-purpose" {
                    (lang.pick(
                        "Van de kaart, naar de cijfers, naar wat er in zulke gebieden is geprobeerd.",
                        "From the map, to the figures, to what was tried in places like these.",
                    ))
                }
                nav aria-label=(lang.pick("Over deze site", "About this site")) {
                    ul {
                        @for (path, name) in pages { li { a href=(context.href(path)) { (name) } } }
                        li { a href=(urls::OPENAPI) { (lang.pick("API-beschrijving", "API description")) } }
                    }
                }
                p class="secondary" {
                    (lang.pick("Grenzen: Kadaster en CBS. ", "Boundaries: Kadaster and CBS. "))
                    (lang.pick("Uitgave", "Release")) " " code { (context.release) }
                    @if let Some(day) = context.imported_at.get(..10) { " (" time datetime=(day) { (day) } ")" }
                }
            }
        }
    }
}
