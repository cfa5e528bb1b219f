//! Behind every row: definition, rule, coverage, source, all periods.

use maud::{Markup, html};

use super::words;
use crate::atlas::{Figure, MemberBasis, Origin};
use crate::web::components::chart_image;
use crate::web::components::run::run;
use crate::web::components::table::PageTable;
use crate::web::parameters::context::PageContext;
use crate::web::parameters::profile::ROW;

use crate::domain::{IndicatorPeriod, Lang, Level, Rule};
use crate::export::Columns;
use crate::text;
use crate::urls;
use crate::views::profile::{ProfileView, Reference, ReferenceKind, Row, SeriesPoint};

/// Periods with a figure from which a chart at full size is drawn.
const CHART_FROM: usize = 3;
/// Signs of a key up to which every row shows its picture: one of hundreds of members would make up most of the page.
const LONGEST_KEY: usize = 1_500;

pub(in crate::web::pages) fn disclosure<'v, 'a: 'v>(
    ctx: &PageContext,
    view: &ProfileView<'a>,
    periods: &Periods<'_, 'v, 'a>,
    row: &'v Row<'a>,
) -> Markup {
    let lang = ctx.lang;
    html! {
        details class="row-detail" {
            summary {
                (run(lang.pick("Uitleg, bron en alle jaren", "Explanation, source and all years")))
                span class="visually-hidden" { ": " (run(row.indicator.name.get(lang))) }
            }
            div class="detail-body" {
                p class="detail-definition" { (run(row.indicator.definition.get(lang))) }
                @if let Some(caveat) = &row.indicator.caveat {
                    p class="detail-caveat" { strong { (run(lang.pick("Let op. ", "Note. "))) } (run(caveat.get(lang))) }
                }
                (chart(ctx, view, row))
                (facts(lang, view, row))
                (periods.table(row))
                (links(ctx, view, row))
            }
        }
    }
}

/// The trend at full size, where there are enough periods: a picture that is loaded when the reader opens the row, with
/// its page one click away. The table below has every figure of it.
fn chart(ctx: &PageContext, view: &ProfileView<'_>, row: &Row<'_>) -> Markup {
    let lang = ctx.lang;
    if row.is_class() || row.series.len() - row.gaps() < CHART_FROM {
        return html! {};
    }
    let query = (view.key.as_str(), row.indicator.id.as_str());
    let name = row.indicator.name.get(lang);
    let alt = match lang {
        Lang::Nl => format!("Grafiek van {name} in {}, per jaar. Alle cijfers staan in de tabel hieronder.", view.name),
        Lang::En => format!("Chart of {name} in {}, by year. All figures are in the table below.", view.name),
    };
    html! {
        figure class="detail-chart" {
            @if view.key.len() <= LONGEST_KEY { (chart_image::image(lang, "verloop", query, &alt)) }
            figcaption {
                a href=(ctx.href(urls::chart("verloop").query("plaats", query.0).query("indicator", query.1))) {
                    (run(lang.pick("Deze grafiek groot, als bestand of voor uw site", "This chart in full, as a file or for your site")))
                    span class="visually-hidden" { ": " (run(name)) }
                }
            }
        }
    }
}

fn facts(lang: Lang, view: &ProfileView<'_>, row: &Row<'_>) -> Markup {
    html! {
        dl class="facts detail-facts" {
            @if let Some(denominator) = &row.indicator.denominator {
                dt { (run(lang.pick("Noemer", "Denominator"))) }
                dd { (run(denominator.get(lang))) }
            }
            @if is_built(view) {
                dt { (run(lang.pick("Rekenregel", "Rule"))) }
                dd { (run(&rule(lang, view, row))) }
            }
            dt { (run(lang.pick("Herkomst", "Origin"))) }
            dd { (run(origin(lang, &row.figure))) }
            @if let Some(margin) = margin(lang, row) {
                dt { (run(lang.pick("Marge", "Margin"))) }
                dd { (run(&margin)) }
            }
            @if let Some(coverage) = coverage(lang, view, &row.figure, row.period) {
                dt { (run(lang.pick("Dekking", "Coverage"))) }
                dd { (run(&text::capitalise(&coverage))) "." }
            }
            @if let Some(members) = members(lang, &row.figure, row.period) {
                dt { (run(lang.pick("Onderdelen", "Members"))) }
                dd { (run(&text::capitalise(&members))) "." }
            }
            @if let Some((reference, together)) = together(lang, row) {
                dt { (run(&text::reference(lang, reference))) }
                dd { (run(&together)) }
            }
            @if let Some(source) = row.source {
                dt { (run(lang.pick("Bron", "Source"))) }
                dd {
                    @if source.url.is_empty() { (run(source.name.get(lang))) }
                    @else { a href=(source.url) rel="external" { (run(source.name.get(lang))) } }
                    @if !source.table.is_empty() { ", " (run(lang.pick("tabel", "table"))) " " (source.table) }
                    ", " (run(&source.publisher)) ", " (source.year) ". "
                    (run(lang.pick("Licentie: ", "Licence: "))) (text::licence(lang, &source.licence)) "."
                    @if let Some(note) = &source.note { span class="secondary source-note" { (run(note.get(lang))) } }
                }
            }
        }
    }
}

/// Whether figures of the place are built from members: a gemeente, wijk or buurt mostly has its own row.
pub(in crate::web::pages) fn is_built(view: &ProfileView<'_>) -> bool {
    view.area.is_some() || view.own.is_some()
}

/// How the figure of a place that is built from members came about: by the rule of its indicator or, where the only member
/// has a figure of its own, by taking that over.
pub(in crate::web::pages) fn rule(lang: Lang, view: &ProfileView<'_>, row: &Row<'_>) -> String {
    let single = row.figure.coverage.is_some_and(|coverage| coverage.members == 1);
    if single && row.figure.origin == Origin::Published {
        let taken_over = lang.pick(
            "Het gebied is één deel met een eigen cijfer; dat is overgenomen.",
            "The area is one part with a figure of its own, which is taken over.",
        );
        return taken_over.to_owned();
    }
    text::rule(lang, &view.atlas.catalogue, row.period)
}

pub(in crate::web::pages) fn origin(lang: Lang, figure: &Figure) -> &'static str {
    match figure.origin {
        Origin::Published => lang.pick("gepubliceerd door de bron", "published by the source"),
        Origin::Computed => {
            lang.pick("hier berekend uit cijfers van de bron", "computed here from figures of the source")
        }
        Origin::Aggregated => lang.pick(
            "hier samengesteld uit wijken en buurten, volgens de rekenregel",
            "built here from districts and neighbourhoods, by the rule",
        ),
    }
}

/// Coverage of a figure in words, with the name of what it is weighed by.
pub(in crate::web::pages) fn coverage(
    lang: Lang,
    view: &ProfileView<'_>,
    figure: &Figure,
    declared: &IndicatorPeriod,
) -> Option<String> {
    let coverage = figure.coverage?;
    let catalogue = &view.atlas.catalogue;
    let named = |id: &str| {
        let measure = catalogue.measure(id).map(|measure| measure.name.get(lang));
        measure.or_else(|| catalogue.indicator(id).map(|indicator| indicator.name.get(lang))).map(text::lower_first)
    };
    let weight = match &declared.rule {
        Rule::Sum {} => named(catalogue.population_id()),
        Rule::Weighted { weight, .. } => named(weight),
        Rule::Ratio { denominator, .. } => named(denominator),
        Rule::None { .. } => None,
    };
    let noun = words::member_noun(view, figure, declared);
    Some(text::coverage(lang, coverage.share, weight.as_deref(), coverage.known, coverage.members, noun))
}

/// The margin of a figure, and why there is none where its source gives some.
fn margin(lang: Lang, row: &Row<'_>) -> Option<String> {
    if let Some(margin) = row.figure.margin {
        let bounds = text::margin(lang, margin, row.figure.decimals);
        return Some(format!("{bounds}: {}.", text::margin_explained(lang)));
    }
    let built = row.with_margins && row.figure.origin == Origin::Aggregated && row.figure.known().is_some();
    built.then(|| {
        lang.pick(
            "Onbekend: de bron geeft marges voor wijken, buurten of gemeenten, en die zijn niet bij elkaar op te tellen.",
            "Unknown: the source gives margins for districts, neighbourhoods or municipalities, and these do not add up.",
        )
        .to_owned()
    })
}

fn members(lang: Lang, figure: &Figure, declared: &IndicatorPeriod) -> Option<String> {
    match figure.members {
        MemberBasis::Overlay(found) => Some(text::derived_membership(lang, declared.vintage, found)),
        MemberBasis::Listed if figure.coverage.is_some() => {
            Some(lang.pick("zoals het gebied is vastgesteld", "as the area is delimited").to_owned())
        }
        MemberBasis::Listed => None,
    }
}

/// How many of the areas stand behind the figure of all together, with the name of that.
fn together<'a>(lang: Lang, row: &Row<'a>) -> Option<(Reference<'a>, String)> {
    let beside = row.reference(ReferenceKind::Together)?;
    let figure = &beside.figure;
    let coverage = figure.coverage?;
    let words = text::coverage(lang, coverage.share, None, coverage.known, coverage.members, text::MemberNoun::Areas);
    let partly = if figure.at_least {
        lang.pick(
            " Ten minste: van een of meer gebieden is een deel onbekend.",
            " At least: of one or more areas a part is unknown.",
        )
    } else {
        ""
    };
    Some((beside.reference, format!("{}.{partly}", text::capitalise(&words))))
}

/// A figure, and one of its periods.
type RowPeriod<'v, 'a> = (&'v Row<'a>, &'v SeriesPoint<'a>);

/// All periods of a figure as a table, declared once for all rows of a page: figure, Nederland beside what is no count,
/// source, and why a period is missing or cannot be compared.
pub(in crate::web::pages) struct Periods<'p, 'v, 'a> {
    of_counts: PageTable<'p, 'p, RowPeriod<'v, 'a>>,
    of_others: PageTable<'p, 'p, RowPeriod<'v, 'a>>,
}

impl<'p, 'v, 'a: 'v> Periods<'p, 'v, 'a> {
    pub(in crate::web::pages) fn of(lang: Lang, view: &'p ProfileView<'a>) -> Self {
        let table = |counts: bool| {
            let columns = Columns::of(lang)
                .text(("Periode", "Period"), move |(_, point): &RowPeriod<'v, 'a>| {
                    text::period(lang, point.declared.period)
                })
                .figure(("waarde", "value"), view.name, |(row, point)| (point.figure, row.indicator))
                .figure(("nederland", "netherlands"), text::reference(lang, Reference::Nederland), |(row, point)| {
                    (point.nederland, row.indicator)
                });
            PageTable::of(columns)
                .caption(html! { (run(lang.pick("Alle jaren", "All years"))) })
                .show("periode")
                .show("waarde")
                .when(!counts, |table| table.show("nederland"))
                .drawn(lang.pick("Toelichting", "Explanation"), move |(row, point)| explanation(lang, view, row, point))
        };
        Self { of_counts: table(true), of_others: table(false) }
    }

    fn table(&self, row: &'v Row<'a>) -> Markup {
        let alone = row.period.is_count() || row.indicator.is_local();
        let table = if alone { &self.of_counts } else { &self.of_others };
        let periods = row.series.iter().rev().map(|point| (row, point));
        html! { div class="table-scroll" { (table.render("table detail-periods", periods)) } }
    }
}

/// Whether the members of a period are those that the facts above the table already describe.
fn same_members(row: &Row<'_>, point: &SeriesPoint<'_>) -> bool {
    row.period.vintage == point.declared.vintage && row.figure.members == point.figure.members
}

fn explanation(lang: Lang, view: &ProfileView<'_>, row: &Row<'_>, point: &SeriesPoint<'_>) -> Markup {
    let source = view.atlas.source_of(point.declared);
    let reason = point.figure.value.missing();
    html! {
        @if let Some(source) = source {
            (run(&source.publisher)) @if !source.table.is_empty() { " " (source.table) }
            ", " (run(lang.pick("indeling", "boundaries of"))) " " (point.declared.vintage) ". "
        }
        @if let Some(reason) = reason { (run(text::missing_long(lang, reason))) " " }
        @else if let MemberBasis::Overlay(found) = point.figure.members {
            @if same_members(row, point) {
                (run(lang.pick("Afgeleid, zie hierboven bij Onderdelen. ", "Derived, see Members above. ")))
            } @else {
                (run(&text::capitalise(&text::derived_membership(lang, point.declared.vintage, found)))) ". "
            }
        }
        @if reason.is_none() && let Some(coverage) = point.figure.coverage && coverage.known < coverage.members {
            (run(&text::capitalise(&self::coverage(lang, view, &point.figure, point.declared).unwrap_or_default()))) ". "
        }
        @if point.nederland.origin == Origin::Aggregated && point.nederland.value.known().is_some() && !point.declared.is_count() {
            (run(lang.pick("Nederland: berekend uit de gemeenten. ", "Netherlands: computed from the municipalities. ")))
        }
        @if let Some(text) = &point.declared.break_before { (run(text.get(lang))) }
    }
}

fn links(ctx: &PageContext, view: &ProfileView<'_>, row: &Row<'_>) -> Markup {
    let lang = ctx.lang;
    let level = row.period.levels.iter().copied().max().filter(|&level| level != Level::Land);
    html! {
        p class="detail-links" {
            @if row.indicator.choropleth {
                a href=(ctx.href(urls::MAP.query("indicator", &row.indicator.id))) { (run(lang.pick("Bekijk op de kaart", "View on the map"))) }
            }
            @if let Some((_, key)) = view.address.rsplit_once('/').filter(|(_, key)| !key.contains('?')) {
                a href=(ctx.href(urls::DRILL.query("plaats", key).query("indicator", &row.indicator.id))) {
                    (run(lang.pick("Praktijk bij dit cijfer", "Practice with this figure")))
                }
            }
            @if let Some(level) = level {
                a href=(urls::api_values(&row.indicator.id, row.period.period, level)) {
                    @if row.indicator.is_local() {
                        (run(lang.pick("Alle waarden (JSON)", "All values (JSON)")))
                    } @else {
                        (run(lang.pick("Alle waarden in Nederland (JSON)", "All values in the Netherlands (JSON)")))
                    }
                }
            }
        }
        (row_files(ctx, view, row))
    }
}

/// This figure as files. The address of a place of a reader's own may be long: a page with it in every row would be
/// many times its size, so the rows share one form that holds it.
fn row_files(ctx: &PageContext, view: &ProfileView<'_>, row: &Row<'_>) -> Markup {
    let lang = ctx.lang;
    let id = &row.indicator.id;
    let name = row.indicator.name.get(lang);
    html! {
        p class="detail-files" {
            (run(lang.pick("Download dit cijfer: ", "Download this figure: ")))
            @for (extension, label) in [("xlsx", "Excel"), ("csv", "CSV"), ("geojson", "GeoJSON")] {
                @if view.own.is_some() {
                    button class="link-button" form=(ROW_FORM) formaction=(urls::OWN_AREA.file(extension)) name=(ROW) value=(id) {
                        (label) span class="visually-hidden" { ": " (run(name)) }
                    }
                } @else {
                    a href=(ctx.href(view.file(extension, Some(&format!("{ROW}={id}"))))) download {
                        (label) span class="visually-hidden" { ": " (run(name)) }
                    }
                }
            }
        }
    }
}

/// Id of the form that the rows of a place of a reader's own share.
const ROW_FORM: &str = "rij-als-bestand";

/// That form: the selection, once.
pub(in crate::web::pages) fn row_form(ctx: &PageContext, view: &ProfileView<'_>) -> Markup {
    let Some(own) = &view.own else { return html! {} };
    let named = view.address.contains("naam=").then_some(view.name);
    html! {
        form id=(ROW_FORM) method="get" action=(urls::OWN_AREA.file("xlsx")) {
            @for code in &own.codes { input type="hidden" name="code" value=(code); }
            @if let Some(name) = named { input type="hidden" name="naam" value=(name); }
            @if ctx.lang_explicit { input type="hidden" name="lang" value=(ctx.lang.tag()); }
        }
    }
}
