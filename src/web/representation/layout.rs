//! The frame of every page: head, skip link, header with navigation, main, footer.

use maud::{DOCTYPE, Markup, html};

use crate::domain::Lang;

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
#[must_use]
#[expect(clippy::needless_pass_by_value, reason = "a page hands over what it built")]
pub fn page(context: &PageContext, title: &str, main: Markup) -> Markup {
    framed(context, title, Frame::default(), &main)
}

/// A page in the site's frame, with wishes.
#[must_use]
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
                        link rel="stylesheet" href={ "/assets/" (asset.file) };
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
    let pages = [
        ("/", lang.pick("Focusgebieden", "Focus areas")),
        ("/kaart", lang.pick("Cijfers op de kaart", "Figures on the map")),
        ("/praktijkvoorbeelden", lang.pick("Praktijkvoorbeelden", "Practice examples")),
        ("/vergelijk", lang.pick("Vergelijken", "Compare")),
        ("/eigen-gebied", lang.pick("Eigen gebied", "Own area")),
        ("/kennis", lang.pick("Kennis", "Knowledge")),
        ("/agenda", "Agenda"),
        ("/vraag-en-aanbod", lang.pick("Vraag en aanbod", "Questions and offers")),
    ];
    let other = match lang {
        Lang::Nl => Lang::En,
        Lang::En => Lang::Nl,
    };
    html! {
        header class="site-header" {
            div class="site-header-inner" {
                a class="wordmark" href=(context.href("/")) { "wijk" b { "wijzer" } }
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

fn current(context: &PageContext, path: &str) -> Option<&'static str> {
    if context.path == path {
        return Some("page");
    }
    let below = |parent: &str| context.path.strip_prefix(parent).is_some_and(|rest| rest.starts_with('/'));
    let inside = match path {
        "/" => context.path.starts_with("/gebieden"),
        "/kennis" | "/agenda" => below(path),
        _ => false,
    };
    inside.then_some("true")
}

fn footer(context: &PageContext) -> Markup {
    let lang = context.lang;
    let pages = [
        ("/gebieden", lang.pick("Alle gebieden", "All areas")),
        ("/indicatoren", lang.pick("Indicatoren", "Indicators")),
        ("/dekking", lang.pick("Dekking van de voorbeelden", "Coverage of the examples")),
        ("/bronnen", lang.pick("Bronnen en licenties", "Sources and licences")),
        ("/methode", lang.pick("Methode", "Method")),
        ("/wijzigingen", lang.pick("Wijzigingen", "Changes")),
        ("/toegankelijkheid", lang.pick("Toegankelijkheid", "Accessibility")),
        ("/privacy", lang.pick("Privacy", "Privacy")),
        ("/redactie", lang.pick("Redactie", "Editors")),
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
                        li { a href="/api/openapi.json" { (lang.pick("API-beschrijving", "API description")) } }
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
