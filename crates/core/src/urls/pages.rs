//! The pages: one constant per route, one function per page with parts.

use std::fmt::Display;

use super::DIVISION;
use super::address::Address;
use super::route::Route;
use crate::domain::{Level, RegionCode, Vintage};

/// The map of the focus areas.
pub const HOME: Route = Route::new("/");
/// Figures on the map.
pub const MAP: Route = Route::new("/kaart");
/// The map as a file, in the description of the API.
pub const MAP_FILE: Route = Route::new("/kaart.{form}");
/// Places by name or code.
pub const SEARCH: Route = Route::new("/zoeken");

/// All focus areas.
pub const AREAS: Route = Route::new("/gebieden");
/// The profile of a focus area.
pub const AREA: Route = Route::new("/gebieden/{slug}");
/// The profile as a file, in the description of the API.
pub const AREA_FILE: Route = Route::new("/gebieden/{slug}.{form}");
/// The briefing of a focus area.
pub const AREA_BRIEFING: Route = Route::new("/gebieden/{slug}/briefing");
/// The profile of a gemeente.
pub const GEMEENTE: Route = Route::new("/gemeenten/{code}");
/// The briefing of a gemeente.
pub const GEMEENTE_BRIEFING: Route = Route::new("/gemeenten/{code}/briefing");
/// The profile of a wijk.
pub const WIJK: Route = Route::new("/wijken/{code}");
/// The briefing of a wijk.
pub const WIJK_BRIEFING: Route = Route::new("/wijken/{code}/briefing");
/// The profile of a buurt.
pub const BUURT: Route = Route::new("/buurten/{code}");
/// The briefing of a buurt.
pub const BUURT_BRIEFING: Route = Route::new("/buurten/{code}/briefing");

/// Places side by side.
pub const COMPARE: Route = Route::new("/vergelijk");
/// The profile of a reader's own area.
pub const OWN_AREA: Route = Route::new("/eigen-gebied");
/// Where a reader puts an area together.
pub const OWN_AREA_PICK: Route = Route::new("/eigen-gebied/kiezen");

/// A chart at an address of its own, in any form.
pub const CHART: Route = Route::new("/grafiek/{file}");
/// A chart as a file, in the description of the API.
pub const CHART_FILE: Route = Route::new("/grafiek/{kind}.{form}");
/// A chart for a frame on another site.
pub const EMBED: Route = Route::new("/insluiten/{kind}");

/// Practice examples.
pub const PRACTICE: Route = Route::new("/praktijkvoorbeelden");
/// A practice example.
pub const EXAMPLE: Route = Route::new("/praktijkvoorbeelden/{id}");
/// From a figure of a place to practice.
pub const DRILL: Route = Route::new("/drill");
/// Where examples are missing.
pub const COVERAGE: Route = Route::new("/dekking");
/// The catalogue of indicators.
pub const INDICATORS: Route = Route::new("/indicatoren");
/// An indicator.
pub const INDICATOR: Route = Route::new("/indicatoren/{id}");

/// The knowledge base.
pub const KNOWLEDGE: Route = Route::new("/kennis");
/// Publications.
pub const PUBLICATIONS: Route = Route::new("/kennis/publicaties");
/// Lessons.
pub const LESSONS: Route = Route::new("/kennis/lessen");
/// Checklists and decision trees.
pub const TOOLS: Route = Route::new("/kennis/hulpmiddelen");
/// A checklist.
pub const CHECKLIST: Route = Route::new("/kennis/checklists/{id}");
/// A decision tree.
pub const DECISION_TREE: Route = Route::new("/kennis/beslisbomen/{id}");
/// The programme.
pub const PROGRAMME: Route = Route::new("/kennis/programma");
/// Organisations.
pub const ORGANISATIONS: Route = Route::new("/kennis/organisaties");
/// The time line of designations.
pub const TIMELINE: Route = Route::new("/kennis/tijdlijn");
/// The agenda.
pub const AGENDA: Route = Route::new("/agenda");
/// A digest of a period.
pub const DIGEST: Route = Route::new("/agenda/overzicht");
/// The list of feeds.
pub const FEEDS: Route = Route::new("/feeds");
/// The feed of everything.
pub const FEED_OF_ALL: Route = Route::new("/feeds/alles.atom");
/// The feed of a theme.
pub const FEED_OF_THEME: Route = Route::new("/feeds/thema/{file}");
/// The feed of a focus area.
pub const FEED_OF_AREA: Route = Route::new("/feeds/gebied/{file}");

/// Questions and offers.
pub const CONTRIBUTIONS: Route = Route::new("/vraag-en-aanbod");
/// One question or offer.
pub const CONTRIBUTION: Route = Route::new("/vraag-en-aanbod/{number}");
/// The form to send one in.
pub const SEND_IN: Route = Route::new("/vraag-en-aanbod/nieuw");
/// What is shown after that.
pub const RECEIVED: Route = Route::new("/vraag-en-aanbod/ontvangen");
/// The form to follow by mail.
pub const FOLLOW: Route = Route::new("/volgen");
/// What is shown after that.
pub const FOLLOW_SENT: Route = Route::new("/volgen/verzonden");
/// Where an address is confirmed.
pub const FOLLOW_CONFIRM: Route = Route::new("/volgen/bevestigen");
/// Where following ends.
pub const FOLLOW_LEAVE: Route = Route::new("/volgen/opzeggen");

/// The desk of the editors.
pub const EDITORS: Route = Route::new("/redactie");
/// Where editors sign in.
pub const SIGN_IN: Route = Route::new("/redactie/aanmelden");
/// Where editors sign out.
pub const SIGN_OUT: Route = Route::new("/redactie/afmelden");
/// Where an editor sets up the second step of signing in.
pub const SECOND_STEP: Route = Route::new("/redactie/tweede-stap");
/// Where editors refuse several contributions at once.
pub const REFUSE: Route = Route::new("/redactie/afwijzen");
/// The log of the editors.
pub const EDITORS_LOG: Route = Route::new("/redactie/logboek");
/// The kept releases that are not served.
pub const EDITORS_RELEASES: Route = Route::new("/redactie/uitgaven");
/// What one of them would change.
pub const EDITORS_RELEASE: Route = Route::new("/redactie/uitgaven/{id}");
/// A contribution as editors see it.
pub const MODERATION: Route = Route::new("/redactie/bijdragen/{number}");
/// Where editors join two contributions.
pub const MODERATION_LINK: Route = Route::new("/redactie/bijdragen/{number}/koppeling");
/// Where editors delete one.
pub const MODERATION_DELETE: Route = Route::new("/redactie/bijdragen/{number}/verwijderen");

/// Sources and licences.
pub const SOURCES: Route = Route::new("/bronnen");
/// How figures are made.
pub const METHOD: Route = Route::new("/methode");
/// What changed with each release.
pub const CHANGES: Route = Route::new("/wijzigingen");
/// The accessibility statement.
pub const ACCESSIBILITY: Route = Route::new("/toegankelijkheid");
/// What is kept of people.
pub const PRIVACY: Route = Route::new("/privacy");

/// The profile of a focus area.
pub fn area(slug: impl Display) -> Address {
    AREA.filled(&[&slug])
}

/// The page of a region; the whole country is the home page.
pub fn region(code: RegionCode) -> Address {
    region_route(code.level()).map_or_else(|| HOME.address(), |route| route.filled(&[&code]))
}

/// The route of the profiles of a level; `None` for the country.
pub const fn region_route(level: Level) -> Option<Route> {
    match level {
        Level::Land => None,
        Level::Gemeente => Some(GEMEENTE),
        Level::Wijk => Some(WIJK),
        Level::Buurt => Some(BUURT),
    }
}

/// A chart, as a page.
pub fn chart(kind: impl Display) -> Address {
    CHART.filled(&[&kind])
}

/// A chart for a frame on another site.
pub fn embed(kind: impl Display) -> Address {
    EMBED.filled(&[&kind])
}

/// A practice example.
pub fn example(id: impl Display) -> Address {
    EXAMPLE.filled(&[&id])
}

/// An indicator.
pub fn indicator(id: impl Display) -> Address {
    INDICATOR.filled(&[&id])
}

/// A checklist.
pub fn checklist(id: impl Display) -> Address {
    CHECKLIST.filled(&[&id])
}

/// A decision tree.
pub fn decision_tree(id: impl Display) -> Address {
    DECISION_TREE.filled(&[&id])
}

/// The feed of a theme.
pub fn feed_of_theme(id: impl Display) -> Address {
    FEED_OF_THEME.filled(&[&id]).file("atom")
}

/// The feed of a focus area.
pub fn feed_of_area(slug: impl Display) -> Address {
    FEED_OF_AREA.filled(&[&slug]).file("atom")
}

/// A question or offer.
pub fn contribution(number: i64) -> Address {
    CONTRIBUTION.filled(&[&number])
}

/// A contribution as editors see it.
pub fn moderation(number: i64) -> Address {
    MODERATION.filled(&[&number])
}

/// What a kept release would change.
pub fn kept_release(id: &str) -> Address {
    EDITORS_RELEASE.filled(&[&id])
}

/// Where editors join a contribution to another.
pub fn moderation_link(number: i64) -> Address {
    MODERATION_LINK.filled(&[&number])
}

/// Where editors delete a contribution.
pub fn moderation_delete(number: i64) -> Address {
    MODERATION_DELETE.filled(&[&number])
}

/// A page about a selection of wijken and buurten, with the name that a reader gave it, and the division of its codes
/// where they name one.
pub fn selection(
    page: impl Into<Address>,
    codes: &[RegionCode],
    name: Option<&str>,
    vintage: Option<Vintage>,
) -> Address {
    let codes = codes.iter().map(|code| ("code", code.as_str()));
    let address = page.into().queries(codes.chain(name.map(|name| ("naam", name))));
    vintage.into_iter().fold(address, |address, vintage| address.query(DIVISION, vintage))
}
