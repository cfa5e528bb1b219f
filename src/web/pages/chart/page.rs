//! The page of a chart: the drawing, what it says, its figures as a table, its files, and how to show it elsewhere.

use maud::{Markup, PreEscaped, html};

use crate::atlas::{Atlas, PeriodRef};
use crate::charts::{self, Dress, Form, PNG_WIDTHS};
use crate::domain::Lang;
use crate::text;
use crate::urls::{self, Address};
use crate::views::chart::{Chart, ChartKind, ChartQuery};

use super::explain::{address, kind_name, others, parameters};
use super::shown::Shown;
use crate::web::components::table::PageTable;
use crate::web::error::AppError;
use crate::web::parameters::chart::ChartParameters;
use crate::web::parameters::context::PageContext;
use crate::web::representation::layout::{self, Frame};

/// Rows of the table that the page shows; the files have them all.
const ROWS: usize = 100;

pub(super) fn page(
    atlas: &Atlas,
    context: &PageContext,
    site: &str,
    shown: &Shown<'_>,
    parameters: &ChartParameters,
) -> Result<Markup, AppError> {
    let words = &shown.words;
    let wide = shown.draw(context, Form::Wide, Dress::Inline)?;
    let narrow = shown.draw(context, Form::Narrow, Dress::Inline)?;
    let main = html! {
        div class="chart-page" {
            header class="chart-head" {
                (trail(context, shown))
                h1 { (words.title) }
                p class="lede" { (words.unit) }
            }
            figure class="chart-figure" {
                div class="chart-wide" { (PreEscaped(wide)) }
                div class="chart-narrow" { (PreEscaped(narrow)) }
                figcaption class="figure-source" {
                    @for note in &words.notes { p { (note) } }
                    (sources(atlas, context, shown))
                }
            }
            (choices(atlas, context, shown, &parameters.query))
            (table(context, shown))
            (method(atlas, context, shown))
            (files(context, shown, &parameters.query))
            (embedding(context, site, shown, &parameters.query))
        }
    };
    let frame = Frame { description: Some(&words.description), ..Frame::default() };
    Ok(layout::framed(context, &words.title, frame, &main))
}

/// The way to the places of the chart.
fn trail(context: &PageContext, shown: &Shown<'_>) -> Markup {
    let lang = context.lang;
    html! {
        nav class="breadcrumb" aria-label=(lang.pick("Kruimelpad", "Breadcrumb")) {
            ol {
                li { a href=(context.href(urls::HOME)) { (lang.pick("Nederland", "Netherlands")) } }
                @for place in shown.chart.places() {
                    li { a href=(context.href(&place.href)) { (charts::place_name(lang, place)) } }
                }
                li { span aria-current="page" { (kind_name(lang, shown.chart.kind())) } }
            }
        }
    }
}

fn sources(atlas: &Atlas, context: &PageContext, shown: &Shown<'_>) -> Markup {
    let lang = context.lang;
    html! {
        p {
            (lang.pick("Bron: ", "Source: "))
            @for (position, source) in shown.chart.sources(atlas).into_iter().enumerate() {
                @if position > 0 { "; " }
                @if source.url.is_empty() { (source.attribution.get(lang)) }
                @else { a href=(source.url) rel="external" { (source.attribution.get(lang)) } }
                @if !source.table.is_empty() { ", " (lang.pick("tabel ", "table ")) (source.table) }
                ", " (lang.pick("licentie ", "licence ")) (text::licence(lang, &source.licence))
            }
            ". " (lang.pick("Uitgave ", "Release ")) code { (context.release) } "."
        }
    }
}

/// Other periods, levels and kinds of charts of the same figures.
fn choices(atlas: &Atlas, context: &PageContext, shown: &Shown<'_>, query: &ChartQuery) -> Markup {
    let lang = context.lang;
    let kind = shown.chart.kind();
    let single = !matches!(kind, ChartKind::Trend | ChartKind::Gap | ChartKind::Ages);
    let periods = shown.chart.indicator().filter(|indicator| single && indicator.periods.len() > 1);
    let now = shown.chart.periods().last().map(|declared| declared.period);
    let levels = levels(atlas, &shown.chart);
    html! {
        nav class="chart-choices" aria-label=(lang.pick("Andere grafieken van deze cijfers", "Other charts of these figures")) {
            @if let Some(indicator) = periods {
                p {
                    span class="secondary" { (lang.pick("Periode: ", "Period: ")) }
                    @for declared in &indicator.periods {
                        @let target = address(kind, &ChartQuery { period: Some(declared.period), ..query.clone() });
                        a href=(context.href(&target)) aria-current=[(now == Some(declared.period)).then_some("true")] {
                            (text::period(lang, declared.period))
                        }
                        " "
                    }
                }
            }
            @if levels.len() > 1 {
                p {
                    span class="secondary" { (lang.pick("Stippen en staven per: ", "Dots and bars by: ")) }
                    @for (level, here) in levels {
                        @let target = address(kind, &ChartQuery { level: Some(level), ..query.clone() });
                        a href=(context.href(&target)) aria-current=[here.then_some("true")] {
                            (text::level_name(lang, level, false))
                        }
                        " "
                    }
                }
            }
            @let others = others(atlas, lang, kind, query);
            @if !others.is_empty() {
                p {
                    span class="secondary" { (lang.pick("Andere grafiek: ", "Other chart: ")) }
                    @for other in others { a href=(context.href(&other.href)) { (other.name) } " " }
                }
            }
        }
    }
}

/// The levels of a chart of regions, each with whether it is the one shown.
fn levels(atlas: &Atlas, chart: &Chart<'_>) -> Vec<(crate::domain::Level, bool)> {
    let (Chart::Swarm(view) | Chart::Histogram(view)) = chart else { return Vec::new() };
    let known = atlas.period(&view.indicator.id, view.period.period).into_iter().flat_map(PeriodRef::levels);
    // All buurten of the country as dots are too many: they need a place.
    let many =
        |level| level == crate::domain::Level::Buurt && view.marked.is_empty() && chart.kind() == ChartKind::Swarm;
    known.filter(|&level| !many(level)).map(|level| (level, level == view.level)).collect()
}

fn table(context: &PageContext, shown: &Shown<'_>) -> Markup {
    let lang = context.lang;
    let table = charts::table(&shown.chart, lang);
    let caption = html! { (shown.words.title) ". " (shown.words.unit) };
    html! {
        section class="chart-table" aria-labelledby="tabel" {
            h2 id="tabel" { (lang.pick("Cijfers als tabel", "Figures as a table")) }
            (PageTable::finished(lang, &table).heard_caption(caption).boxed_by("tabel").render("table", table.rows.iter().take(ROWS).cloned()))
            @if table.rows.len() > ROWS {
                p class="secondary" {
                    @match lang {
                        Lang::Nl => { "U ziet de eerste " (ROWS) " van " (table.rows.len()) " rijen; het CSV-bestand hieronder heeft ze alle." }
                        Lang::En => { "You see the first " (ROWS) " of " (table.rows.len()) " rows; the CSV file below has them all." }
                    }
                }
            }
        }
    }
}

/// Definition, denominator and rule.
fn method(atlas: &Atlas, context: &PageContext, shown: &Shown<'_>) -> Markup {
    let lang = context.lang;
    let newest = shown.chart.periods().last().copied();
    html! {
        section class="chart-method prose" {
            h2 { (lang.pick("Wat dit cijfer is", "What this figure is")) }
            @if let Some(indicator) = shown.chart.indicator() {
                p { (indicator.definition.get(lang)) }
                @if let Some(caveat) = &indicator.caveat {
                    p { strong { (lang.pick("Let op. ", "Note. ")) } (caveat.get(lang)) }
                }
                @if let Some(denominator) = &indicator.denominator {
                    p { (lang.pick("Noemer: ", "Denominator: ")) (denominator.get(lang)) "." }
                }
            } @else {
                p {
                    (lang.pick(
                        "Aandelen van leeftijdsgroepen in alle inwoners. De bron levert niet elk jaar in dezelfde groepen.",
                        "Shares of age groups in all residents. The source does not deliver every year in the same groups.",
                    ))
                }
            }
            @if let Some(declared) = newest {
                p {
                    (lang.pick("Regel voor gebieden (", "Rule for areas (")) (text::period(lang, declared.period)) "): "
                    (text::rule(lang, &atlas.catalogue, declared))
                }
            }
            p { a href=(context.href(urls::METHOD)) { (lang.pick("Hoe wij rekenen", "How figures are made")) } }
        }
    }
}

/// The address of a form of the chart; the language is named, so that a file is always the same.
fn file(context: &PageContext, kind: ChartKind, query: &ChartQuery, extension: &str) -> Address {
    address(kind, query).file(extension).in_language(context.lang)
}

fn files(context: &PageContext, shown: &Shown<'_>, query: &ChartQuery) -> Markup {
    let lang = context.lang;
    let kind = shown.chart.kind();
    html! {
        section class="chart-files" {
            h2 { (lang.pick("Deze grafiek als bestand", "This chart as a file")) }
            ul {
                li {
                    a href=(file(context, kind, query, "svg")) download=(shown.file_named("svg")) { "SVG" }
                    span class="secondary" { (lang.pick(" tekening die scherp blijft op elk formaat", " drawing that stays sharp at any size")) }
                }
                @for width in PNG_WIDTHS {
                    li {
                        a href=(file(context, kind, query, "png").query("breedte", width)) download=(shown.file_named("png")) {
                            "PNG, " (width) " " (lang.pick("beeldpunten breed", "pixels wide"))
                        }
                    }
                }
                li {
                    a href=(file(context, kind, query, "xlsx")) download=(shown.file_named("xlsx")) { "Excel (XLSX)" }
                    span class="secondary" { (lang.pick(" met een blad over de bron", " with a sheet on the source")) }
                }
                li {
                    a href=(file(context, kind, query, "csv")) download=(shown.file_named("csv")) { "CSV" }
                    span class="secondary" { (lang.pick(" voor een Nederlands rekenblad; ", " for a Dutch spreadsheet; ")) }
                    a href=(file(context, kind, query, "csv").query("stijl", "internationaal")) download=(shown.file_named("csv")) {
                        (lang.pick("internationaal", "international"))
                    }
                }
                li { a href=(file(context, kind, query, "json")) { "JSON" } }
            }
        }
    }
}

fn embedding(context: &PageContext, site: &str, shown: &Shown<'_>, query: &ChartQuery) -> Markup {
    let lang = context.lang;
    let kind = shown.chart.kind();
    let quoted = |text: &str| text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
    let title = quoted(&shown.words.title);
    let picture = quoted(&format!("{site}{}", file(context, kind, query, "svg")));
    let frame =
        quoted(&format!("{site}{}", urls::embed(kind.as_str()).queries(parameters(kind, query)).in_language(lang)));
    html! {
        section class="chart-embed" {
            h2 { (lang.pick("Op uw eigen site", "On your own site")) }
            p class="secondary" {
                (lang.pick(
                    "Neem een van deze regels over. Het beeld volgt de cijfers van deze site; de bron staat erbij.",
                    "Copy one of these lines. The picture follows the figures of this site; its source goes with it.",
                ))
            }
            h3 { (lang.pick("Als afbeelding", "As an image")) }
            pre tabindex="0" { code { "<img src=\"" (picture) "\" alt=\"" (title) "\" width=\"760\" loading=\"lazy\">" } }
            h3 { (lang.pick("Als venster, met uitleg en voor elk scherm", "As a frame, with explanation and for every screen")) }
            pre tabindex="0" { code { "<iframe src=\"" (frame) "\" title=\"" (title) "\" width=\"100%\" height=\"640\" loading=\"lazy\"></iframe>" } }
        }
    }
}
