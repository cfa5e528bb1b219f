//! The choropleth as the server draws it: the whole country by gemeente or wijk, buurten of one part of it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use maud::{Markup, PreEscaped, html};

use crate::atlas::BASE_VINTAGE;
use crate::domain::{Level, Value};
use crate::geometry::svg::Frame;
use crate::text;
use crate::views::explore::ExploreView;

use super::super::super::api::region_href;
use super::super::super::components::map;
use super::super::super::context::PageContext;
use super::super::super::outlines::Drawing;
use super::super::super::state::Served;

pub(super) fn drawing(served: &Served, context: &PageContext, view: &ExploreView<'_>) -> Markup {
    let outlines = served.outlines();
    if let Some(scope) = &view.scope {
        let local = Drawing::of(view.vintage, view.level, &scope.positions, 900.0, 760.0);
        return html! {
            @if let Some(local) = local {
                (svg(context, view, &local.frame, &regions(context, view, &local), ""))
            } @else {
                p class="notice" { (context.lang.pick("Hiervan zijn geen omtrekken.", "There are no outlines for this.")) }
            }
        };
    }
    let year = view.period.vintage;
    let Some(country) = outlines.country(year, view.level) else { return html! {} };
    if view.level == Level::Gemeente {
        return svg(context, view, &country.frame, &regions(context, view, country), "");
    }
    let borders = outlines.country(year, Level::Gemeente).map(|gemeenten| {
        let paths = gemeenten.paths.iter().map(|(_, path)| path.as_str());
        format!("<path class=\"borders\" d=\"{}\"/>", paths.collect::<String>())
    });
    svg(context, view, &country.frame, &classes(view, country), borders.as_deref().unwrap_or_default())
}

fn svg(context: &PageContext, view: &ExploreView<'_>, frame: &Frame, shapes: &str, borders: &str) -> Markup {
    let lang = context.lang;
    let title = format!("{}, {}", view.indicator.name.get(lang), text::period(lang, view.period.period));
    let description =
        lang.pick("Alle waarden staan in de tabel onder de kaart.", "All values are in the table below the map.");
    html! {
        svg class="choropleth" viewBox={ "0 0 " (frame.width) " " (frame.height) } role="group" aria-labelledby="kaart-titel kaart-uitleg" {
            title id="kaart-titel" { (title) }
            desc id="kaart-uitleg" { (description) }
            defs { (map::hatch()) }
            (PreEscaped(shapes))
            (PreEscaped(borders))
        }
    }
}

/// One path per class: enough where regions are too small to point at.
fn classes(view: &ExploreView<'_>, drawing: &Drawing) -> String {
    let mut by_class: BTreeMap<Option<usize>, String> = BTreeMap::new();
    for (position, path) in &drawing.paths {
        by_class.entry(view.class(*position)).or_default().push_str(path);
    }
    by_class.iter().fold(String::new(), |mut shapes, (class, path)| {
        // Writing to a string cannot fail.
        let _ = match class {
            Some(class) => write!(shapes, "<path class=\"c{class}\" d=\"{path}\"/>"),
            None => write!(shapes, "<path class=\"no-value\" fill=\"url(#hatch)\" d=\"{path}\"/>"),
        };
        shapes
    })
}

/// One path per region with its name and value, and a link to its page where its code is one of today.
fn regions(context: &PageContext, view: &ExploreView<'_>, drawing: &Drawing) -> String {
    let linked = view.period.vintage == BASE_VINTAGE;
    let mut shapes = String::new();
    for (position, path) in &drawing.paths {
        let Some(row) = view.row(*position) else { continue };
        let value = match row.value {
            Value::Known(value) => text::value_with_unit(context.lang, view.indicator, value, view.period.decimals),
            Value::Missing(reason) => text::missing(context.lang, reason).to_owned(),
        };
        let title = html! { title { (row.name) ": " (value) } }.into_string();
        let shape = match row.class {
            Some(class) => format!("<path class=\"c{class}\" d=\"{path}\">{title}</path>"),
            None => format!("<path class=\"no-value\" fill=\"url(#hatch)\" d=\"{path}\">{title}</path>"),
        };
        // Links in a drawing of hundreds of regions would be hundreds of stops for the keyboard; the table has them.
        let _ = if linked {
            write!(
                shapes,
                "<a href=\"{}\" tabindex=\"-1\">{shape}</a>",
                context.href(&region_href(row.code)).replace('&', "&amp;")
            )
        } else {
            write!(shapes, "{shape}")
        };
    }
    shapes
}
