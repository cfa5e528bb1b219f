//! `/indicatoren` and `/indicatoren/{id}`: what an indicator means, and the way back from it to themes and examples.

use maud::{Markup, html};

use crate::atlas::Atlas;
use crate::domain::{Indicator, Lang};
use crate::export::indicator_columns;
use crate::text;
use crate::urls;
use crate::views::edition::Edition;
use crate::views::practice::IndicatorView;
use crate::web::components::downloads;
use crate::web::components::example as parts;
use crate::web::components::table::PageTable;
use crate::web::parameters::context::PageContext;
use crate::web::representation::layout::{self, Frame};
use crate::web::representation::practice_words as words;

/// Examples shown before the link to all.
const SHOWN: usize = 8;

pub fn render(context: &PageContext, atlas: &Atlas, view: &IndicatorView<'_>) -> Markup {
    let lang = context.lang;
    let indicator = view.indicator;
    let name = indicator.name.get(lang);
    let main = html! {
        article class="indicator-page stack" {
            nav class="breadcrumb" aria-label=(lang.pick("Kruimelpad", "Breadcrumb")) {
                ol {
                    li { a href=(context.href(urls::INDICATORS)) { (lang.pick("Indicatoren", "Indicators")) } }
                    @if let Some(theme) = view.theme { li { a href=(context.href(urls::INDICATORS.fragment(&theme.id))) { (theme.label.get(lang)) } } }
                }
            }
            h1 { (name) }
            p class="lede" { (indicator.definition.get(lang)) }
            @if let Some(scope) = text::scope(lang, indicator, &atlas.scope_of(indicator)) { p class="notice" { (text::capitalise(&scope)) "." } }
            @if let Some(caveat) = &indicator.caveat { p class="notice" { (caveat.get(lang)) } }
            p { a class="button" href=(context.href(urls::MAP.query("indicator", &indicator.id))) { (lang.pick("Bekijk op de kaart", "View on the map")) } }
            (facts(context, atlas, view))
            (leads_to(context, view))
        }
    };
    layout::framed(
        context,
        name,
        Frame { description: Some(indicator.definition.get(lang)), ..Frame::default() },
        &main,
    )
}

fn facts(context: &PageContext, atlas: &Atlas, view: &IndicatorView<'_>) -> Markup {
    let lang = context.lang;
    let indicator = view.indicator;
    html! {
        section aria-labelledby="feiten-titel" {
            h2 id="feiten-titel" { (lang.pick("Hoe dit cijfer ontstaat", "How this figure comes about")) }
            dl class="facts" {
                dt { (lang.pick("Eenheid", "Unit")) } dd { (indicator.unit_label.get(lang)) }
                dt { (lang.pick("Oordeel", "Judgement")) } dd { (text::polarity(lang, indicator.polarity)) }
            }
            (PageTable::of(indicator_columns(&Edition::of(atlas), lang, |theme| theme))
                .boxed_by("feiten-titel")
                .show("periode")
                .show("bron")
                .written(|(_, period), _| html! { @if let Some(source) = atlas.source_of(period) {
                    @if source.url.is_empty() { (source.attribution.get(lang)) } @else { a href=(source.url) rel="external" { (source.attribution.get(lang)) } }
                    @if !source.table.is_empty() { " (" (source.table) ")" }
                } })
                .show("niveaus")
                .written(|(_, period), _| html! {
                    (period.levels.iter().map(|&level| text::level_name(lang, level, true)).collect::<Vec<_>>().join(", "))
                })
                .show("regel")
                .headed(lang.pick("Regel voor een gebied", "Rule for an area"))
                .render("table", indicator.periods.iter().map(|period| (indicator, period))))
            (downloads::of_page(context, indicator.name.get(lang)))
        }
    }
}

/// Themes, the effects that examples on them sought, and the examples.
fn leads_to(context: &PageContext, view: &IndicatorView<'_>) -> Markup {
    let lang = context.lang;
    let themes: Vec<&str> = view.themes.iter().map(|theme| theme.label.get(lang)).collect();
    let all = urls::PRACTICE.queries(view.themes.iter().map(|theme| ("thema", &theme.id)));
    html! {
        section aria-labelledby="praktijk-titel" {
            h2 id="praktijk-titel" { (lang.pick("Wat er op deze thema's is geprobeerd", "What was tried on these themes")) }
            @if view.themes.is_empty() {
                p class="missing" { (lang.pick("Dit cijfer hoort bij geen thema van de praktijkvoorbeelden.", "This figure belongs to no theme of the practice examples.")) }
            } @else {
                p { (lang.pick("Dit cijfer zegt iets over: ", "This figure says something about: ")) (words::and(lang, &themes)) ". "
                    (lang.pick("Dat een voorbeeld op dit thema ligt, zegt niet dat het dit cijfer verandert.", "That an example is on this theme does not say that it changes this figure.")) }
                ul class="hits hits-short" {
                    @for card in view.examples.iter().take(SHOWN) {
                        li class="hit" {
                            h3 class="hit-title" { a href=(parts::href(context, card, None)) { (card.example.title.get(lang)) } }
                            p class="hit-place secondary" { (card.place_names()) }
                            @if let Some(effect) = &card.example.effect {
                                p { b { (lang.pick("Beoogd effect: ", "Effect sought: ")) } (effect.get(lang)) }
                            }
                        }
                    }
                }
                p { a href=(context.href(&all)) {
                    (lang.pick("Alle ", "All ")) (view.examples.len()) (lang.pick(" voorbeelden op deze thema's", " examples on these themes")) } }
            }
        }
    }
}

/// The page with all indicators by theme.
pub fn index(context: &PageContext, atlas: &Atlas) -> Markup {
    let lang = context.lang;
    let title = lang.pick("Indicatoren", "Indicators");
    let main = html! {
        div class="stack indicator-index" {
            h1 { (title) }
            p class="lede" { (lang.pick(
                "Alle cijfers op deze site: wat ze betekenen, waar ze vandaan komen en wat er op hun thema is geprobeerd.",
                "All figures on this site: what they mean, where they come from and what was tried on their theme.",
            )) }
            (downloads::of_page(context, title))
            @for theme in &atlas.vocabulary.indicator_themes {
                section aria-labelledby=(theme.id) {
                    h2 id=(theme.id) { (theme.label.get(lang)) }
                    ul class="link-list" {
                        @for indicator in atlas.catalogue.indicators.iter().filter(|indicator| indicator.theme == theme.id) {
                            li { a href=(context.href(urls::indicator(&indicator.id))) { (indicator.name.get(lang)) }
                                " " span class="secondary" {
                                    (periods(lang, indicator))
                                    @if let Some(scope) = text::scope(lang, indicator, &atlas.scope_of(indicator)) { " · " (scope) }
                                } }
                        }
                    }
                }
            }
        }
    };
    layout::page(context, title, main)
}

fn periods(lang: Lang, indicator: &Indicator) -> String {
    let mut list: Vec<String> = indicator.periods.iter().map(|period| text::period(lang, period.period)).collect();
    list.reverse();
    list.join(", ")
}
