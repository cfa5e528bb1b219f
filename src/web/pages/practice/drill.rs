//! `/drill`: from a place on a map to practice inside it, near it and in places like it. As a page, and as the part that
//! a map shows in its reading panel.

use maud::{Markup, html};

use crate::atlas::Atlas;
use crate::atlas::standout::STANDS_OUT;
use crate::domain::{Lang, ThemeFacet};
use crate::urls::{self, Address};
use crate::views::practice::{Alike, DrillView, Item, NEAR_KILOMETRES};
use crate::web::components::example::{Amount, item};
use crate::web::error::AppError;
use crate::web::parameters::context::PageContext;
use crate::web::parameters::query::{Fields, Parameters};
use crate::web::representation::layout;
use crate::web::representation::practice_words as words;

/// Figures by which a place stands out, shown at most.
const STANDINGS: usize = 3;

/// Parameters of the page.
#[derive(Clone, Debug, Default)]
pub struct DrillParameters {
    /// Slug or code.
    pub place: String,
    /// Id of a theme of practice; empty for all.
    pub theme: String,
    /// Id of the indicator on the map; empty when none.
    pub indicator: String,
    /// Whether only the part for the panel is wanted.
    pub fragment: bool,
}

impl Parameters for DrillParameters {
    const NAMES: &'static [&'static str] = &["plaats", "thema", "indicator", "vorm"];

    fn read(fields: &Fields) -> Result<Self, AppError> {
        let text = |name: &str| fields.get(name).unwrap_or_default().to_owned();
        let fragment = match fields.get("vorm") {
            None | Some("pagina") => false,
            Some("fragment") => true,
            Some(other) => return Err(AppError::bad_parameter("vorm", other, "pagina, fragment")),
        };
        let place = text("plaats");
        if place.is_empty() {
            return Err(AppError::BadParameter {
                parameter: "plaats".to_owned(),
                detail: crate::domain::Text {
                    nl: "Noem een plek: plaats=… met de naam uit het adres van een gebied of de code van een gemeente, wijk of buurt.".to_owned(),
                    en: "Name a place: plaats=… with the name in the address of an area, or the code of a municipality, district or neighbourhood.".to_owned(),
                },
                allowed: Self::NAMES.iter().copied().map(std::borrow::Cow::Borrowed).collect(),
            });
        }
        Ok(Self { place, theme: text("thema"), indicator: text("indicator"), fragment })
    }
}

/// The whole page.
pub fn page(context: &PageContext, atlas: &Atlas, view: &DrillView<'_>) -> Markup {
    let lang = context.lang;
    let title = format!("{} {}", lang.pick("Praktijk rond", "Practice around"), view.seen.name);
    let main = html! {
        div class="drill-page stack" {
            h1 { (title) }
            p class="lede" { (lang.pick(
                "Wat er hier is geprobeerd, dichtbij, en in gebieden die hierop lijken.",
                "What was tried here, nearby, and in areas that are like this one.",
            )) }
            (themes(context, atlas, view))
            (section(context, atlas, view, false))
        }
    };
    layout::page(context, &title, main)
}

/// A choice of theme that needs no script.
fn themes(context: &PageContext, atlas: &Atlas, view: &DrillView<'_>) -> Markup {
    let lang = context.lang;
    let address = |theme: Option<&str>| {
        let all = urls::DRILL.query("plaats", &view.seen.key);
        context.href(match theme {
            Some(id) => all.query("thema", id),
            None => all,
        })
    };
    html! {
        nav class="theme-choice" aria-label=(lang.pick("Thema", "Theme")) {
            ul {
                li { a class="chip" href=(address(None)) aria-current=[view.themes.is_empty().then_some("true")] { (lang.pick("Alle thema's", "All themes")) } }
                @for theme in atlas.vocabulary.themes.iter().filter(|theme| theme.facet == ThemeFacet::Leefgebied) {
                    @let chosen = view.themes.iter().any(|own| own.id == theme.id);
                    li { a class="chip" href=(address(Some(&theme.id))) aria-current=[chosen.then_some("true")] { (theme.label.get(lang)) } }
                }
            }
        }
    }
}

/// The part for the panel: complete by itself, with links that need no script.
pub fn section(context: &PageContext, atlas: &Atlas, view: &DrillView<'_>, alone: bool) -> Markup {
    let lang = context.lang;
    let name = view.seen.name.as_ref();
    html! {
        section class="drill" data-drill=(view.seen.key) aria-labelledby="drill-titel" {
            @if alone {
                h2 id="drill-titel" { (name) }
                p { a href=(context.href(&view.seen.href)) { (lang.pick("Open het profiel", "Open the profile")) } " · "
                    a href=(context.href(full(view))) { (lang.pick("Alles over praktijk rond deze plek", "All practice around this place")) } }
            } @else {
                h2 class="visually-hidden" id="drill-titel" { (lang.pick("Praktijk", "Practice")) }
                p { a href=(context.href(&view.seen.href)) { (lang.pick("Naar het profiel van ", "To the profile of ")) (name) } }
            }
            (filter_in_words(context, view))
            (standing_out(lang, atlas, view))
            (inside(context, atlas, view))
            (near(context, atlas, view))
            (alike(context, atlas, view))
        }
    }
}

fn full(view: &DrillView<'_>) -> Address {
    let all = urls::DRILL.query("plaats", &view.seen.key);
    match (view.indicator, view.themes.as_slice()) {
        (Some(indicator), _) => all.query("indicator", &indicator.id),
        (None, [theme]) => all.query("thema", &theme.id),
        _ => all,
    }
}

fn filter_in_words(context: &PageContext, view: &DrillView<'_>) -> Markup {
    let lang = context.lang;
    let themes: Vec<&str> = view.themes.iter().map(|theme| theme.label.get(lang)).collect();
    html! {
        @if let (Some(indicator), false) = (view.indicator, themes.is_empty()) {
            p class="secondary" {
                (lang.pick("Bij het cijfer ", "With the figure ")) "“" a href=(context.href(urls::indicator(&indicator.id))) { (indicator.name.get(lang)) } "” "
                (lang.pick("horen de thema's: ", "go the themes: ")) (words::and(lang, &themes)) "."
            }
        } @else if !themes.is_empty() {
            p class="secondary" { (lang.pick("Thema: ", "Theme: ")) (words::and(lang, &themes)) "." }
        }
    }
}

/// The figures by which the place stands out: on the themes that filter, else the strongest.
fn standing_out(lang: Lang, atlas: &Atlas, view: &DrillView<'_>) -> Markup {
    let chosen = |theme: usize| {
        let id = atlas.vocabulary.themes.get(theme).map(|theme| theme.id.as_str());
        view.themes.is_empty() || view.themes.iter().any(|own| Some(own.id.as_str()) == id)
    };
    let mut list: Vec<_> = view
        .seen
        .about
        .surroundings
        .standings
        .iter()
        .filter(|found| found.distance >= STANDS_OUT && chosen(found.theme))
        .collect();
    list.sort_by(|left, right| right.distance.total_cmp(&left.distance));
    list.truncate(STANDINGS);
    html! {
        @if !list.is_empty() {
            div class="why" {
                p class="why-title" { (lang.pick("Waar deze plek opvalt", "Where this place stands out")) }
                @for found in list {
                    p { b { (words::theme(lang, atlas, found)) } ". "
                        @if let Some(sentence) = words::standing(lang, atlas, &view.seen.name, found) { (sentence) } }
                }
            }
        }
    }
}

fn list(context: &PageContext, atlas: &Atlas, view: &DrillView<'_>, items: &[Item<'_>]) -> Markup {
    html! {
        ol class="hits hits-short" { @for found in items { (item(context, atlas, found, Some(&view.seen), Amount::Short)) } }
    }
}

fn inside(context: &PageContext, atlas: &Atlas, view: &DrillView<'_>) -> Markup {
    let lang = context.lang;
    html! {
        h3 class="drill-part" { (lang.pick("Hier", "Here")) " (" (view.inside.len()) ")" }
        @if view.inside.is_empty() {
            p class="missing" {
                @if view.inside_all > 0 {
                    (lang.pick("Geen voorbeeld op dit thema. Op andere thema's: ", "No example on this theme. On other themes: "))
                    (view.inside_all) "."
                } @else {
                    (lang.pick("Van deze plek zijn geen praktijkvoorbeelden verzameld.", "No practice examples were collected for this place."))
                }
            }
        }
        (list(context, atlas, view, &view.inside))
    }
}

fn near(context: &PageContext, atlas: &Atlas, view: &DrillView<'_>) -> Markup {
    let lang = context.lang;
    let reach = crate::text::number(lang, NEAR_KILOMETRES, 0);
    html! {
        h3 class="drill-part" { (lang.pick("Dichtbij", "Nearby")) }
        @if view.near.is_empty() {
            p class="missing" {
                (lang.pick("Binnen ", "No example with a known district or neighbourhood within ")) (reach)
                (lang.pick("\u{a0}km ligt geen voorbeeld waarvan de wijk of buurt bekend is.", "\u{a0}km."))
            }
        }
        (list(context, atlas, view, &view.near))
    }
}

fn alike(context: &PageContext, atlas: &Atlas, view: &DrillView<'_>) -> Markup {
    let lang = context.lang;
    html! {
        h3 class="drill-part" { (lang.pick("In gebieden die hierop lijken", "In areas like this one")) }
        @if view.alike.is_empty() {
            p class="missing" { (lang.pick(
                "Geen voorbeeld gevonden in een gebied dat hierop lijkt, of er zijn te weinig cijfers om te vergelijken.",
                "No example was found in an area like this one, or there are too few figures to compare.",
            )) }
        }
        @for area in &view.alike { (alike_area(context, atlas, view, area)) }
    }
}

fn alike_area(context: &PageContext, atlas: &Atlas, view: &DrillView<'_>, alike: &Alike<'_>) -> Markup {
    let lang = context.lang;
    let area = &alike.area.area;
    let themes = view.themes.iter().map(|theme| match theme.facet {
        ThemeFacet::Leefgebied => ("thema", &theme.id),
        ThemeFacet::Aanpak => ("aanpak", &theme.id),
    });
    let all = urls::PRACTICE.query("gebied", &area.slug).queries(themes).query("vanuit", &view.seen.key);
    html! {
        div class="drill-alike" {
            h4 { a href=(context.href(urls::area(&area.slug))) { (area.name) } }
            p class="secondary" {
                @if let Some(sentence) = words::likeness(lang, atlas, &view.seen.name, &alike.likeness, 3) { (sentence) " " }
                @if let Some(sentence) = words::differs(lang, atlas, &alike.likeness) { (sentence) }
            }
            (list(context, atlas, view, &alike.items))
            @if alike.of > alike.items.len() {
                p { a href=(context.href(&all)) { (lang.pick("Alle ", "All ")) (alike.of) (lang.pick(" voorbeelden", " examples")) " (" (area.name) ")" } }
            }
        }
    }
}
