//! The reading panel: the selected place with its value, class, comparison, rank and coverage, and where to go from
//! there. Above it the field to choose a place by name.

use maud::{Markup, html};

use crate::atlas::Rank;
use crate::domain::{Reference, ShownFigure, Value, round_to};
use crate::stats::difference::compare;
use crate::text;
use crate::views::explore::{ExploreView, Member, Selected};

use super::legend::swatch;
use super::words;
use crate::urls;
use crate::web::components::{margin, search};
use crate::web::parameters::context::PageContext;

/// The field and, when a place is selected, what there is to read about it.
pub(super) fn panel(context: &PageContext, view: &ExploreView<'_>) -> Markup {
    let lang = context.lang;
    html! {
        section class="explore-panel" data-swap="panel" aria-label=(lang.pick("Gekozen plaats", "Selected place")) {
            (search(context, view))
            @if !view.candidates.is_empty() { (candidates(context, view)) }
            @if let Some(selected) = &view.selected { (reading(context, view, selected)) }
        }
    }
}

/// A form of its own, which keeps everything else that the address says.
fn search(context: &PageContext, view: &ExploreView<'_>) -> Markup {
    let lang = context.lang;
    let typed = context.query.iter().find(|(name, _)| name == "plaats").map(|(_, value)| value.as_str());
    let typed = typed.filter(|_| view.selected.is_none()).unwrap_or_default();
    html! {
        form class="search explore-search" action=(urls::MAP) method="get" role="search" data-search=(urls::API_SEARCH) data-pick
            data-none=(lang.pick("Niets gevonden", "Nothing found"))
            data-found=(lang.pick("{n} gevonden; kies met de pijltjes", "{n} found; choose with the arrow keys")) {
            label for="plaats" { (lang.pick("Kies een plaats", "Choose a place")) }
            div class="search-row" {
                input type="search" id="plaats" name="plaats" value=(typed) maxlength="100" autocomplete="off" spellcheck="false"
                    placeholder=(lang.pick("Naam of code", "Name or code"));
                button class="button button-quiet" type="submit" { (lang.pick("Kies", "Choose")) }
            }
            @for (name, value) in context.query.iter().filter(|(name, _)| name != "plaats" && name != "pagina") {
                input type="hidden" name=(name) value=(value);
            }
            @if context.lang_explicit { input type="hidden" name="lang" value=(lang.tag()); }
        }
    }
}

fn candidates(context: &PageContext, view: &ExploreView<'_>) -> Markup {
    let lang = context.lang;
    html! {
        div class="explore-candidates" {
            p { (lang.pick("Welke bedoelt u?", "Which one do you mean?")) }
            ul class="plain-list" {
                @for hit in &view.candidates {
                    li {
                        a href=(context.with(&[("plaats", Some(hit.key())), ("pagina", None)])) data-select { (hit.name) }
                        " " span class="secondary" {
                            (search::kind(lang, view.atlas, hit))
                            @if !hit.context.is_empty() && hit.context != hit.name { ", " (hit.context) }
                        }
                    }
                }
            }
        }
    }
}

/// The address of the profile of a selected place.
pub(super) fn profile_href(selected: &Selected<'_>) -> String {
    match (selected.level, selected.key.parse()) {
        (Some(_), Ok(code)) => urls::region(code).to_string(),
        _ => urls::area(selected.key).to_string(),
    }
}

/// The address of what was tried there and in places like it, for the themes that go with the figure shown.
pub(super) fn drill_href(view: &ExploreView<'_>, selected: &Selected<'_>) -> String {
    urls::DRILL.query("plaats", selected.key).query("indicator", &view.indicator.id).to_string()
}

fn reading(context: &PageContext, view: &ExploreView<'_>, selected: &Selected<'_>) -> Markup {
    let lang = context.lang;
    let kind = match selected.level {
        Some(level) => text::level_name(lang, level, false),
        None => text::area_called(lang, selected.programme),
    };
    html! {
        article class="panel" id="gekozen" data-panel data-key=(selected.key) tabindex="-1" aria-labelledby="gekozen-naam" {
            header class="panel-head" {
                h2 id="gekozen-naam" { (selected.name) }
                a class="panel-close" href=(context.with(&[("plaats", None), ("gebied", None), ("pagina", None)])) data-close
                    aria-label=(lang.pick("Sluit: kies geen plaats", "Close: select no place")) { "×" }
                p class="secondary" {
                    (text::capitalise(kind))
                    @if !selected.gemeente.is_empty() { (lang.pick(" in ", " in ")) (selected.gemeente) }
                }
            }
            (figure(context, view, selected))
            div class="panel-actions" {
                a class="button" href=(context.href(profile_href(selected))) { (lang.pick("Open profiel", "Open profile")) }
                a class="button button-quiet" href=(context.href(drill_href(view, selected))) data-drill {
                    (lang.pick("Praktijk hier en in vergelijkbare plaatsen", "Practice here and in similar places"))
                }
            }
            // Where it scrolls, so that the legend stays near the map, the keyboard can scroll it too.
            div class="panel-drill scroll-y" data-drill-into hidden tabindex="0" role="group"
                aria-label=(lang.pick("Praktijk hier en in vergelijkbare plaatsen", "Practice here and in similar places")) {}
            @if !selected.members.is_empty() { (members(context, view, selected)) }
        }
    }
}

fn figure(context: &PageContext, view: &ExploreView<'_>, selected: &Selected<'_>) -> Markup {
    let lang = context.lang;
    let figure = &selected.figure;
    html! {
        @match figure.value {
            Value::Known(known) => {
                p class="panel-value" {
                    @if figure.at_least { (lang.pick("ten minste ", "at least ")) }
                    (words::value(lang, view, known, figure.decimals))
                    (margin::behind(lang, figure))
                }
                p class="secondary" { (words::title(lang, view)) }
                @if let Some(class) = class_of(view, known) {
                    p { (swatch(class.index)) (lang.pick("Klasse: ", "Class: ")) (words::bounds(lang, view, class)) }
                }
                @if figure.margin.is_some() { p class="secondary" { (margin::explained(lang)) } }
                @for sentence in comparisons(context, view, selected) { p { (sentence) } }
                @if let Some(rank) = selected.rank { p { (rank_words(context, selected, rank)) } }
            }
            Value::Missing(reason) => {
                p class="panel-value missing" { (text::missing(lang, reason)) }
                p class="secondary" { (words::title(lang, view)) }
                p { (text::missing_long(lang, reason)) }
            }
        }
        @if let Some(coverage) = figure.coverage.filter(|coverage| coverage.members > 1) {
            p class="secondary" {
                (lang.pick("Dekking: ", "Coverage: "))
                (text::coverage(lang, coverage.share, None, coverage.known, coverage.members, text::MemberNoun::Both)) ". "
                (lang.pick("Opgebouwd uit delen: ", "Built from parts: "))
                a href=(context.href(urls::METHOD)) { (lang.pick("methode", "method")) } "."
            }
        }
        @if let crate::atlas::MemberBasis::Overlay(found) = figure.members {
            p class="secondary" { (text::capitalise(&text::derived_membership(lang, view.period.vintage, found))) "." }
        }
    }
}

fn class_of<'a>(view: &'a ExploreView<'_>, value: f64) -> Option<&'a crate::views::explore::Class> {
    let rounded = round_to(value, view.decimals);
    view.classes.get(view.scale.class_of(rounded))
}

/// How the place relates to the Netherlands and to its gemeente, each named. Counts are not compared; of a change both
/// are told.
fn comparisons(context: &PageContext, view: &ExploreView<'_>, selected: &Selected<'_>) -> Vec<String> {
    let lang = context.lang;
    if !view.coloured || view.indicator.unit.ordinal {
        return Vec::new();
    }
    let nederland = (Reference::Nederland, view.nederland);
    let gemeente = selected.of_gemeente.map(|figure| (Reference::Gemeente(selected.gemeente), figure));
    let references = [Some(nederland), gemeente].into_iter().flatten();
    let sentence = |(reference, other): (Reference<'_>, ShownFigure)| {
        let name = text::reference_inline(lang, reference);
        let known = other.known()?;
        Some(if view.since.is_some() {
            format!("{}: {}.", text::capitalise(&name), words::value(lang, view, known, other.decimals))
        } else {
            let compared = compare(&selected.figure, &other)?;
            format!("{}.", text::capitalise(&text::comparison(lang, &view.indicator.unit, &compared, &name)))
        })
    };
    references.filter_map(sentence).collect()
}

fn rank_words(context: &PageContext, selected: &Selected<'_>, rank: Rank) -> String {
    let lang = context.lang;
    let count = |number: u32| text::number(lang, f64::from(number), 0);
    let noun = match selected.level {
        Some(level) => text::level_name(lang, level, true),
        None => text::areas_called(lang, selected.programme),
    };
    let (place, of) = (count(rank.place), count(rank.of));
    let mut sentence = match lang {
        crate::domain::Lang::Nl => format!("Plaats {place} van {of} {noun}, hoogste eerst"),
        crate::domain::Lang::En => format!("Rank {place} of {of} {noun}, highest first"),
    };
    if rank.unknown > 0 {
        sentence.push_str("; ");
        sentence.push_str(&count(rank.unknown));
        sentence.push_str(lang.pick(" onbekend", " unknown"));
    }
    sentence.push('.');
    sentence
}

fn members(context: &PageContext, view: &ExploreView<'_>, selected: &Selected<'_>) -> Markup {
    let lang = context.lang;
    html! {
        details class="panel-members" {
            summary { (lang.pick("Wijken en buurten in dit gebied", "Districts and neighbourhoods in this area")) " (" (selected.members.len()) ")" }
            ul class="plain-list" { @for member in &selected.members { li { (member_line(context, view, member)) } } }
            @if !view.vintage.is_base() {
                p class="secondary" { (lang.pick(
                    "De grenzen waren toen anders; de cijfers van de delen zijn uit de omtrekken van toen afgeleid.",
                    "The boundaries were different then; the figures of the parts are derived from the outlines of that time.",
                )) }
            }
        }
    }
}

fn member_line(context: &PageContext, view: &ExploreView<'_>, member: &Member<'_>) -> Markup {
    let lang = context.lang;
    html! {
        a href=(context.with(&[("plaats", Some(member.code.as_str())), ("pagina", None)])) data-select { (member.name) }
        span class="num" {
            @match member.value {
                Value::Known(value) => (words::short(lang, view, value, view.decimals)),
                Value::Missing(reason) => span class="missing" { (text::missing(lang, reason)) },
            }
        }
    }
}
