//! The bar of controls: indicator, level, period, part of the country. A plain form; scripts send it on change.

use maud::{Markup, html};

use crate::atlas::Atlas;
use crate::domain::Level;
use crate::text;
use crate::views::explore::{ExploreView, ScopeChoice};

use super::super::super::context::PageContext;

pub(super) fn form(context: &PageContext, atlas: &Atlas, view: &ExploreView<'_>) -> Markup {
    let lang = context.lang;
    html! {
        form class="explore-controls" action="/kaart" method="get" data-swap="controls" data-controls {
            div class="control control-indicator" {
                label for="indicator" { (lang.pick("Cijfer", "Indicator")) }
                select id="indicator" name="indicator" { (indicators(context, atlas, view)) }
            }
            div class="control" {
                label for="niveau" { (lang.pick("Per", "By")) }
                select id="niveau" name="niveau" {
                    @for level in &view.levels {
                        option value=(level.as_str()) selected[*level == view.level] { (text::level_name(lang, *level, false)) }
                    }
                }
            }
            div class="control" {
                label for="periode" { (lang.pick("Periode", "Period")) }
                select id="periode" name="periode" {
                    @for declared in &view.indicator.periods {
                        option value=(declared.period.to_string()) selected[declared.period == view.period.period] {
                            (text::period(lang, declared.period))
                        }
                    }
                }
            }
            @if !view.scopes.is_empty() {
                div class="control control-place" {
                    label for="gebied" { (lang.pick("Waar", "Where")) }
                    select id="gebied" name="gebied" { (places(context, view)) }
                }
            }
            @if context.lang_explicit { input type="hidden" name="lang" value=(lang.tag()); }
            button class="button" type="submit" data-submit { (lang.pick("Toon", "Show")) }
        }
    }
}

fn indicators(context: &PageContext, atlas: &Atlas, view: &ExploreView<'_>) -> Markup {
    let lang = context.lang;
    html! {
        @for theme in &atlas.vocabulary.indicator_themes {
            optgroup label=(theme.label.get(lang)) {
                @for indicator in atlas.catalogue.indicators.iter().filter(|indicator| indicator.theme == theme.id) {
                    option value=(indicator.id) selected[indicator.id == view.indicator.id] {
                        (indicator.name.get(lang))
                        @if !indicator.choropleth { (lang.pick(" (alleen tabel)", " (table only)")) }
                    }
                }
            }
        }
    }
}

fn places(context: &PageContext, view: &ExploreView<'_>) -> Markup {
    let lang = context.lang;
    let shown = view.scope.as_ref().map(|scope| scope.key.as_str());
    let group = |areas: bool, label: &str| -> Markup {
        let choices = view.scopes.iter().filter(|choice| choice.is_area == areas);
        html! { optgroup label=(label) { @for choice in choices { (option(choice, shown)) } } }
    };
    html! {
        @if view.level != Level::Buurt {
            option value="" selected[shown.is_none()] { (lang.pick("Heel Nederland", "All of the Netherlands")) }
        }
        (group(true, lang.pick("Focusgebieden", "Focus areas")))
        (group(false, lang.pick("Gemeenten", "Municipalities")))
    }
}

fn option(choice: &ScopeChoice<'_>, shown: Option<&str>) -> Markup {
    html! { option value=(choice.key) selected[shown == Some(choice.key)] { (choice.name) } }
}
