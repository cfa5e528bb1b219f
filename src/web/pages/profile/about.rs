//! The head of a profile: what the place is, how it is delimited, where it lies.

use maud::{Markup, html};

use super::{map, own};
use crate::atlas::AreaAtlas;
use crate::domain::{GeometryBasis, Lang, Level, Role};
use crate::text;
use crate::urls;
use crate::views::profile::{AreaView, ProfileView, RegionView, Row};
use crate::web::components::history;
use crate::web::components::source::host;
use crate::web::parameters::context::PageContext;

pub(in crate::web::pages) fn head(ctx: &PageContext, view: &ProfileView<'_>) -> Markup {
    let lang = ctx.lang;
    html! {
        header class="profile-head" {
            div class="profile-title" {
                nav class="breadcrumb" aria-label=(lang.pick("Kruimelpad", "Breadcrumb")) {
                    ol {
                        @for crumb in &view.trail { li { a href=(ctx.href(&crumb.href)) { (crumb.name) } } }
                        li aria-current="page" { (view.name) }
                    }
                }
                h1 { (view.name) }
                p class="profile-kind" { (kind(ctx, view)) }
                (key_facts(lang, view))
                @if let Some(area) = &view.area { (designations(lang, area)) (delimitation(lang, view, area)) }
                @if let Some(region) = &view.region { (region_notes(ctx, region)) (history::notice(ctx, view.name, region.code, &region.history)) }
                (own::actions(ctx, view))
            }
            (map::locator(ctx, view))
        }
    }
}

/// What the place is, in one line.
pub(in crate::web::pages) fn kind(ctx: &PageContext, view: &ProfileView<'_>) -> Markup {
    let lang = ctx.lang;
    if let Some(area) = &view.area {
        let facts = &area.atlas.area;
        return html! {
            (text::capitalise(text::area_called(lang, view.atlas.named_by(facts)))) " in "
            a href=(ctx.href(urls::region(facts.gemeente))) { (facts.gemeente_name) }
            " (" (facts.province) ")"
        };
    }
    if let Some(own) = &view.own {
        return html! { (own::kind(lang, own)) };
    }
    let Some(region) = &view.region else { return html! {} };
    html! {
        (text::capitalise(text::level_name(lang, region.code.level(), false))) " " code { (region.code) }
        @if !region.areas.is_empty() {
            " · "
            @let gemeente = region.code.level() == Level::Gemeente;
            (if gemeente { lang.pick("met ", "with ") } else { lang.pick("hoort bij ", "part of ") })
            @let called = |area: &&AreaAtlas| view.atlas.named_by(&area.area);
            @for (position, same) in region.areas.chunk_by(|one, next| called(one) == called(next)).enumerate() {
                @if position > 0 { ", " }
                @let of = same.first().and_then(called);
                @if same.len() > 1 && gemeente { (lang.pick("de ", "the ")) (text::areas_called(lang, of)) }
                @else { (text::area_called(lang, of)) }
                " "
                @for (position, area) in same.iter().enumerate() {
                    @if position > 0 { ", " }
                    a href=(ctx.href(urls::area(&area.area.slug))) { (area.area.name) }
                }
            }
        }
    }
}

/// Inhabitants, households, surface.
pub(in crate::web::pages) fn key_facts(lang: Lang, view: &ProfileView<'_>) -> Markup {
    let sizes = view.atlas.catalogue.by_role(&Role::Size).filter_map(|one| view.row(&one.id));
    let facts: Vec<&Row<'_>> = sizes.filter(|row| row.figure.value.known().is_some()).collect();
    html! {
        @if !facts.is_empty() {
            ul class="key-facts" {
                @for row in facts {
                    li {
                        b { (text::short_figure(lang, &row.indicator.unit, &row.figure)) } " "
                        span { (text::unit_tail(lang, row.indicator)) " (" (text::period(lang, row.period.period)) ")" }
                    }
                }
            }
        }
    }
}

pub(in crate::web::pages) fn designations(lang: Lang, area: &AreaView<'_>) -> Markup {
    html! {
        ul class="designations" {
            @for one in &area.designations {
                li { b { (one.designation.name.get(lang)) } ", " (text::designation_dates(lang, one.from, one.to)) }
            }
        }
    }
}

/// Who names the delimitation, how it was established, how sure it is, what is counted whole and what is left out.
fn delimitation(lang: Lang, view: &ProfileView<'_>, area: &AreaView<'_>) -> Markup {
    let facts = &area.atlas.area;
    let (approximate, all) = area.approximate;
    html! {
        details class="disclosure delimitation" {
            summary {
                (lang.pick("Afbakening: ", "Delimitation: "))
                (text::confidence(lang, facts.confidence))
            }
            div class="prose" {
                p { (facts.delimitation.get(lang)) }
                p { (text::capitalise(text::confidence(lang, facts.confidence))) ": " (facts.confidence_reason.get(lang)) }
                dl class="facts" {
                    dt { (lang.pick("Genoemd door", "Named by")) }
                    dd { (facts.named_by.get(lang)) }
                    @if !facts.named_parts.is_empty() {
                        dt { (lang.pick("Genoemde buurten", "Parts named")) }
                        dd { (facts.named_parts.join(", ")) }
                    }
                    @for (member, name) in &area.parts_counted_whole {
                        dt { (lang.pick("Geheel meegeteld", "Counted whole")) }
                        dd { (name) ": " (text::extent(lang, member.extent))
                            @if let Some(note) = &member.note { ". " (note.get(lang)) } }
                    }
                    @for (member, name) in &area.changes {
                        dt { (lang.pick("Grens veranderd", "Delimitation changed")) }
                        dd { (name) ", " (text::designation_dates(lang, &member.from, &member.to)) }
                    }
                    @for left in &facts.left_out {
                        dt { (lang.pick("Niet meegeteld", "Left out")) }
                        dd { (left.name) " (" (left.part.get(lang)) ")" }
                    }
                    @if let Some(stated) = &facts.inhabitants_stated {
                        dt { (lang.pick("Inwoners volgens bron", "Residents by source")) }
                        dd {
                            a href=(stated.source) rel="external" { (text::number(lang, f64::from(stated.value), 0)) }
                            @if !stated.as_of.is_empty() { " (" (stated.as_of) ")" }
                            @if let Some(own) = view.row(view.atlas.catalogue.population_id()) {
                                "; " (lang.pick("hier geteld", "counted here")) ": "
                                (text::short_figure(lang, &own.indicator.unit, &own.figure))
                                " (" (text::period(lang, own.period.period)) ")"
                            }
                        }
                    }
                    dt { (lang.pick("Omtrek", "Outline")) }
                    dd { (outline(lang, approximate, all)) }
                    @if !facts.programme_name.is_empty() {
                        dt { (lang.pick("Lokaal programma", "Local programme")) }
                        dd {
                            @if facts.programme_url.is_empty() { (facts.programme_name) }
                            @else { a href=(facts.programme_url) rel="external" { (facts.programme_name) } }
                        }
                    }
                }
                @for one in &area.designations { p class="secondary" { (one.designation.text.get(lang)) } }
                h3 { (lang.pick("Bronnen van de afbakening", "Sources of the delimitation")) }
                ul class="link-list" {
                    @for source in &facts.sources { li { a href=(source) rel="external" { (host(source)) } } }
                }
            }
        }
    }
}

pub(in crate::web::pages) fn outline(lang: Lang, approximate: usize, all: usize) -> String {
    match (approximate, lang) {
        (0, Lang::Nl) => format!("alle {all} buurten hebben een omtrek van CBS en Kadaster of van de gemeente"),
        (0, Lang::En) => format!("all {all} neighbourhoods have an outline of CBS and Kadaster or the municipality"),
        (_, Lang::Nl) => format!("{approximate} van {all} buurten hebben een indicatieve omtrek"),
        (_, Lang::En) => format!("{approximate} of {all} neighbourhoods have an indicative outline"),
    }
}

pub(in crate::web::pages) fn region_notes(ctx: &PageContext, region: &RegionView<'_>) -> Markup {
    let lang = ctx.lang;
    html! {
        @if region.basis == Some(GeometryBasis::Approximate) {
            p class="secondary" {
                (lang.pick(
                    "De omtrek is (deels) overgetrokken en alleen een indicatie.",
                    "The outline is (partly) traced and indicative only.",
                ))
            }
        }
        @if region.basis.is_none() {
            p class="secondary" { (lang.pick("Van deze plek is geen omtrek geleverd.", "No outline of this place was delivered.")) }
        }
    }
}
