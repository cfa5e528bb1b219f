//! The source line that stands under every map, chart and table.

use maud::{Markup, html};

use crate::atlas::VintageAtlas;
use crate::domain::{IndicatorPeriod, Lang, Source};
use crate::text;

/// Year, publisher, table number, licence of the figures, and the source of the outlines.
pub fn figures(lang: Lang, period: &IndicatorPeriod, vintage: &VintageAtlas, source: Option<&Source>) -> Markup {
    html! { p class="figure-source" { (published(lang, period, source)) (outlines(lang, vintage)) } }
}

/// Year, publisher, table number, licence of the figures.
pub fn published(lang: Lang, period: &IndicatorPeriod, source: Option<&Source>) -> Markup {
    html! {
        (lang.pick("Bron: ", "Source: "))
        @if let Some(source) = source {
            @if source.url.is_empty() {
                (source.attribution.get(lang))
            } @else {
                a href=(source.url) rel="external" { (source.attribution.get(lang)) }
            }
            @if !source.table.is_empty() { ", " (lang.pick("tabel ", "table ")) (source.table) }
            ", " (lang.pick("periode ", "period ")) (text::period(lang, period.period))
            ". " (lang.pick("Licentie: ", "Licence: ")) (text::licence(lang, &source.licence)) ". "
            @if let Some(note) = &source.note { (note.get(lang)) " " }
        } @else {
            (lang.pick("niet vastgesteld. ", "not established. "))
        }
    }
}

/// The source of the outlines of a vintage.
pub fn outlines(lang: Lang, vintage: &VintageAtlas) -> Markup {
    html! {
        (text::outlines(lang, vintage.vintage, &vintage.attribution))
        @if vintage.partly_indicative {
            (lang.pick(
                "; de omtrek van een deel van de buurten is indicatief.",
                "; the outlines of some neighbourhoods are indicative.",
            ))
        } @else { "." }
    }
}

/// The name of a site, as text of a link.
pub fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split('/').next().unwrap_or(rest);
    host.strip_prefix("www.").unwrap_or(host)
}
