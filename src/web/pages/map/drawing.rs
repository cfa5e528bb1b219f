//! The choropleth as the server draws it: the whole country by gemeente or wijk, buurten of one part of it; the selected
//! place outlined.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use maud::{Markup, PreEscaped, html};

use crate::atlas::{Atlas, Place, PlaceId};
use crate::geometry::svg::{Frame, outline_path, paths};
use crate::views::explore::ExploreView;

use super::words;
use crate::domain::Level;
use crate::web::caches::outlines::Drawing;
use crate::web::components::map;
use crate::web::components::points;
use crate::web::parameters::context::PageContext;
use crate::web::state::ReleaseState;

/// Room for the drawing of a part of the country.
const LOCAL: (f64, f64) = (900.0, 760.0);

pub(super) fn drawing(served: &ReleaseState, context: &PageContext, view: &ExploreView<'_>) -> Markup {
    let outlines = served.outlines();
    if let Some(scope) = &view.scope {
        let local = Drawing::framed(view.vintage, view.level, &scope.positions, &scope.around, LOCAL);
        return html! {
            @if let Some(local) = local {
                @let marks = view.points.as_ref().map(|points| points::marks(context.lang, &points.spots, &local.frame));
                @let over = selection(&served.atlas, view, &local.frame) + &marks.unwrap_or_default();
                (svg(context, view, &local.frame, &regions(context, view, &local), &over))
            } @else {
                p class="notice" { (context.lang.pick("Hiervan zijn geen omtrekken.", "There are no outlines for this.")) }
            }
        };
    }
    let year = view.period.vintage;
    let Some(country) = outlines.country(year, view.level) else { return html! {} };
    let selection = selection(&served.atlas, view, &country.frame);
    if view.level == Level::Gemeente {
        return svg(context, view, &country.frame, &regions(context, view, country), &selection);
    }
    let borders = outlines.country(year, Level::Gemeente).map(|gemeenten| {
        let paths = gemeenten.paths.iter().map(|(_, path)| path.as_str());
        format!("<path class=\"borders\" d=\"{}\"/>", paths.collect::<String>())
    });
    svg(context, view, &country.frame, &classes(view, country), &(borders.unwrap_or_default() + &selection))
}

fn svg(context: &PageContext, view: &ExploreView<'_>, frame: &Frame, shapes: &str, over: &str) -> Markup {
    let lang = context.lang;
    let description =
        lang.pick("Alle waarden staan in de tabel onder de kaart.", "All values are in the table below the map.");
    html! {
        svg class="choropleth" viewBox={ "0 0 " (frame.width) " " (frame.height) } role="group" aria-labelledby="kaart-titel kaart-uitleg" {
            title id="kaart-titel" { (words::title(lang, view)) }
            desc id="kaart-uitleg" { (description) }
            defs { (map::hatch()) }
            (PreEscaped(shapes))
            (PreEscaped(over))
        }
    }
}

/// The outlines of the part of the country that is shown and of the selected place: a dark line over a white one, never
/// a fill; the first one thinner.
fn selection(atlas: &Atlas, view: &ExploreView<'_>, frame: &Frame) -> String {
    let selected = view.selected.as_ref();
    let scope = view.scope.as_ref().filter(|scope| !scope.by_default);
    let scope = scope.filter(|scope| selected.is_none_or(|selected| selected.key != scope.key));
    let within = scope.and_then(|scope| match atlas.area(&scope.key) {
        Some((index, _)) => outline(atlas, atlas.place_of_area(index)?, frame),
        None => outline(atlas, &atlas.place_of_region(scope.key.parse().ok()?)?, frame),
    });
    let own = selected.and_then(|selected| outline(atlas, &selected.place, frame));
    let line = |path: Option<String>, class: &str| {
        path.map_or_else(String::new, |path| {
            format!("<path class=\"selection-casing\" d=\"{path}\"/><path class=\"{class}\" d=\"{path}\"/>")
        })
    };
    line(within, "selection selection-scope") + &line(own, "selection")
}

fn outline(atlas: &Atlas, place: &Place, frame: &Frame) -> Option<String> {
    let base = atlas.base();
    if let PlaceId::Region(code) = place.id {
        let regions = base.level(code.level())?;
        let index = (*regions.outlines.get(regions.index(code)?)?)? as usize;
        return paths(&base.coverage, code.level(), &[index], frame).pop().map(|(_, path)| path);
    }
    Some(outline_path(&atlas.outline_of(place), frame))
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

/// One path per region with its name and value. Where its code is one of today it is a link that selects it.
fn regions(context: &PageContext, view: &ExploreView<'_>, drawing: &Drawing) -> String {
    let linked = view.vintage.is_base();
    let here = context.with(&[("plaats", Some("@")), ("pagina", None)]).replace('&', "&amp;");
    let mut shapes = String::new();
    for (position, path) in &drawing.paths {
        let Some(row) = view.row(*position) else { continue };
        let value = words::value_or_reason(context.lang, view, row.value, view.decimals);
        let title = html! { title { (row.name) ": " (value) } }.into_string();
        let shape = match row.class {
            Some(class) => format!("<path class=\"c{class}\" d=\"{path}\">{title}</path>"),
            None => format!("<path class=\"no-value\" fill=\"url(#hatch)\" d=\"{path}\">{title}</path>"),
        };
        // Links in a drawing of hundreds of regions would be hundreds of stops for the keyboard; the field above the
        // panel and the table have them.
        let _ = if linked {
            write!(shapes, "<a href=\"{}#gekozen\" tabindex=\"-1\">{shape}</a>", here.replace("%40", row.code.as_str()))
        } else {
            write!(shapes, "{shape}")
        };
    }
    shapes
}
