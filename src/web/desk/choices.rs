//! Places and themes that forms and filters of the desk offer.

use maud::{Markup, html};

use crate::atlas::{Atlas, Hit};
use crate::desk::place::{self, PlaceAnswer};
use crate::domain::{Lang, ThemeFacet};
use crate::web::components::fields::Control;
use crate::web::components::search;

/// Names of the focus areas, as suggestions for a field with a place.
pub(super) fn area_names(atlas: &Atlas) -> Vec<String> {
    atlas.areas.iter().map(|area| area.area.name.clone()).collect()
}

/// A place as it stands in a field: the name of an area, the code of a region.
pub(super) fn shown_place(atlas: &Atlas, key: &str) -> String {
    // A name that other places have too would have to be chosen again.
    let name = atlas.area(key).map(|(_, area)| area.area.name.clone());
    name.filter(|name| place::read(atlas, name, "") == PlaceAnswer::Found(key.to_owned()))
        .unwrap_or_else(|| place::asked(atlas, key))
}

/// Themes as groups of a choice: domains of life, ways of working.
pub(super) fn theme_groups(atlas: &Atlas, lang: Lang) -> Vec<(&str, Vec<(&str, &str)>)> {
    let group = |facet: ThemeFacet| {
        let themes = atlas.vocabulary.themes.iter().filter(move |theme| theme.facet == facet);
        themes.map(|theme| (theme.id.as_str(), theme.label.get(lang))).collect()
    };
    vec![
        (lang.pick("Leefgebieden", "Domains of life"), group(ThemeFacet::Leefgebied)),
        (lang.pick("Aanpak", "Ways of working"), group(ThemeFacet::Aanpak)),
    ]
}

/// The places that a typed name may mean, to choose from.
pub(super) fn place_choices(lang: Lang, atlas: &Atlas, places: &[Hit]) -> Markup {
    if places.is_empty() {
        return html! {};
    }
    let label = |hit: &Hit| {
        let kind = search::kind(lang, atlas, hit);
        if hit.context.is_empty() {
            format!("{} ({kind})", hit.name)
        } else {
            format!("{}, {} ({kind})", hit.name, hit.context)
        }
    };
    let labels: Vec<String> = places.iter().map(label).collect();
    let options: Vec<(&str, &str)> = places.iter().map(Hit::key).zip(labels.iter().map(String::as_str)).collect();
    let control = Control {
        name: "plaats-keuze",
        label: lang.pick("Welke plaats bedoelt u?", "Which place do you mean?"),
        ..Control::default()
    };
    control.radios("", &options)
}
