//! The course of the chosen indicator at every place, on one scale, with its table.

use maud::{Markup, PreEscaped, html};

use crate::charts::{CourseTime, Courses, courses};
use crate::domain::{Indicator, Reference, ShownFigure, Source};
use crate::export::{Column, Columns, Kind};
use crate::stats::round::as_shown;
use crate::text;
use crate::urls;
use crate::views::compare::CompareTrends;
use crate::web::components::downloads;
use crate::web::components::table::PageTable;

use super::parts::{Page, long_mark};

/// Nothing where there is no course to show: a count, a class, a single period.
pub(super) fn section(page: &Page<'_>) -> Markup {
    let lang = page.lang();
    let (Some(of), Some(trends)) = (page.view.chosen, page.view.trends()) else { return html! {} };
    let indicator = of.indicator;
    let title = format!("{}: {}", indicator.name.get(lang), lang.pick("verloop", "course"));
    html! {
        section class="compare-trends" aria-labelledby="verloop" {
            h2 id="verloop" { (title) }
            p class="secondary" {
                (indicator.unit_label.get(lang)) ". "
                (lang.pick(
                    "Een open plek is een periode zonder vergelijkbaar cijfer.",
                    "A gap is a period without a comparable figure.",
                ))
            }
            ul class="compare-legend" aria-label=(lang.pick("Legenda", "Legend")) {
                @for (index, place) in page.view.places.iter().enumerate() { li { (long_mark(index)) " " (place.name) } }
                li {
                    svg class="place-key-long" viewBox="0 0 40 16" aria-hidden="true" { path class="mark-line-nederland" d="M0 8h40" {} }
                    " " (text::reference(lang, Reference::Nederland))
                }
            }
            (chart(page, indicator, &trends, &title))
            (table(page, indicator, &trends))
            (sources(page, &trends))
        }
    }
}

fn chart(page: &Page<'_>, indicator: &Indicator, trends: &CompareTrends<'_>, title: &str) -> Markup {
    let lang = page.lang();
    let times: Vec<CourseTime> = trends
        .periods
        .iter()
        .map(|declared| CourseTime {
            year: declared.period.end(),
            label: text::period(lang, declared.period),
            break_before: declared.break_before.is_some(),
        })
        .collect();
    let values = |line: &Vec<ShownFigure>| -> Vec<Option<f64>> { line.iter().map(as_shown).collect() };
    let places: Vec<Vec<Option<f64>>> = trends.places.iter().map(values).collect();
    let reference = values(&trends.nederland);
    let decimals = trends.periods.iter().map(|declared| declared.decimals.min(1)).min().unwrap_or(0);
    let format = |value: f64| text::short_value(lang, &indicator.unit, value, decimals);
    let description = lang.pick("Alle waarden staan in de tabel eronder.", "All values are in the table below.");
    let svg = courses(&Courses {
        title,
        description,
        times: &times,
        places: &places,
        reference: &reference,
        format: &format,
    });
    html! { @if let Some(svg) = svg { (PreEscaped(svg)) } }
}

fn table(page: &Page<'_>, indicator: &Indicator, trends: &CompareTrends<'_>) -> Markup {
    let lang = page.lang();
    let nederland = text::reference(lang, Reference::Nederland);
    let names = page.view.places.iter().map(|place| place.name.as_ref()).chain([nederland.as_str()]);
    let lines = trends.places.iter().chain([&trends.nederland]);
    let columns = Columns::of(lang)
        .text(("Plaats", "Place"), |(name, _): &(&str, &Vec<ShownFigure>)| (*name).to_owned())
        .each(trends.periods.iter().enumerate(), |columns, (at, declared)| {
            let period = text::period(lang, declared.period);
            columns.column(Column::labelled(&period, Kind::Figure), move |(_, line)| {
                line.get(at).map(|&figure| (figure, indicator))
            })
        });
    let what = format!("{}: {}", indicator.name.get(lang), lang.pick("verloop", "course"));
    html! {
        details class="disclosure" {
            summary { (lang.pick("Dezelfde cijfers als tabel", "The same figures as a table")) }
            (PageTable::of(columns).boxed_by("verloop").show_all().render("table", names.zip(lines)))
            // The chart of this course at an address of its own has exactly these figures as a file.
            (downloads::block(page.context, &what, false, |extension, more| {
                let places = page.view.places.iter().map(|place| ("plaats", place.key.as_str()));
                let more = more.and_then(|pair| pair.split_once('='));
                let pairs = places.chain([("indicator", indicator.id.as_str())]).chain(more);
                urls::chart("verloop").file(extension).queries(pairs).to_string()
            }))
            @for declared in &trends.periods {
                @if let Some(why) = &declared.break_before {
                    p class="secondary" { (text::period(lang, declared.period)) ": " (why.get(lang)) }
                }
            }
        }
    }
}

/// The sources of all periods, each once.
fn sources(page: &Page<'_>, trends: &CompareTrends<'_>) -> Markup {
    let lang = page.lang();
    let mut sources: Vec<&Source> = Vec::new();
    for source in trends.periods.iter().filter_map(|declared| page.view.atlas.source_of(declared)) {
        if !sources.iter().any(|known| known.id == source.id) {
            sources.push(source);
        }
    }
    html! {
        p class="figure-source" {
            (lang.pick("Bronnen: ", "Sources: "))
            @for (at, source) in sources.iter().enumerate() {
                @if at > 0 { "; " }
                (source.attribution.get(lang))
                @if !source.table.is_empty() { ", " (lang.pick("tabel ", "table ")) (source.table) }
            }
            ". " a href=(page.context.href(urls::SOURCES)) { (lang.pick("Over de bronnen", "About the sources")) }
        }
    }
}
