//! What stands in a place: a map of it with a mark for each, and the same as a table.

use maud::{Markup, PreEscaped, html};

use crate::domain::Lang;
use crate::export::point_columns;
use crate::geometry::coverage::union_bbox;
use crate::geometry::svg::{Frame, outline_path};
use crate::urls;
use crate::views::points::PointsView;
use crate::views::profile::ProfileView;
use crate::web::components::points;
use crate::web::components::table::PageTable;
use crate::web::parameters::context::PageContext;

/// Most points that are drawn and listed here: of a large place the map of figures shows them.
const MOST: usize = 40;
/// Room for the map.
const ROOM: (f64, f64) = (560.0, 420.0);

/// What belongs to a theme.
pub(in crate::web::pages) fn section(ctx: &PageContext, view: &ProfileView<'_>, theme: &str) -> Markup {
    let of_theme = view.atlas.points.iter().filter(|points| points.set.theme == theme);
    html! { @for one in of_theme.filter_map(|points| PointsView::of(points, view.place)) { (subject(ctx, view, &one)) } }
}

fn subject(ctx: &PageContext, view: &ProfileView<'_>, one: &PointsView<'_>) -> Markup {
    let lang = ctx.lang;
    let set = &one.points.set;
    let title = format!("{}-titel", set.id);
    html! {
        details class="points" id=(set.id) {
            summary {
                span id=(title) { (set.label.get(lang)) } ": " (points::counts(lang, one))
            }
            @if one.spots.len() <= MOST {
                (map(lang, view, one))
                (points::legend(lang, one))
                (PageTable::of(point_columns(lang)).show_all().boxed_by(&title).render("table", one.spots.iter().copied()))
            }
            @if let Some(address) = on_the_map(view, &set.id) {
                p { a href=(ctx.href(address)) { (set.label.get(lang)) (lang.pick(" op de kaart met cijfers", " on the map with figures")) } }
            }
            p class="figure-source" { (points::sources(lang, view.atlas, one)) }
        }
    }
}

/// The map of figures of the place with these points over it.
fn on_the_map(view: &ProfileView<'_>, id: &str) -> Option<String> {
    let area = view.area.as_ref().map(|_| view.key.as_str());
    let gemeente = view.region.as_ref().and_then(|region| Some(region.code.gemeente()?.to_string()));
    let place = area.map(str::to_owned).or(gemeente)?;
    let indicator = view.atlas.default_indicator()?;
    let map = urls::MAP.query("indicator", &indicator.indicator.id).query("niveau", "buurt");
    Some(map.query("gebied", &place).query("punten", id).to_string())
}

/// The outline of the place with a mark for each point, named for who points at it; who cannot has the table below.
fn map(lang: Lang, view: &ProfileView<'_>, one: &PointsView<'_>) -> Markup {
    let base = view.atlas.base();
    let boxes = base.outline_positions(view.place).into_iter();
    let boxes = boxes.filter_map(|at| base.coverage.bbox(crate::domain::Level::Buurt, at));
    let Some(bbox) = union_bbox(boxes) else { return Markup::default() };
    let frame = Frame::fit(bbox, ROOM.0, ROOM.1, 10.0);
    html! {
        svg class="locator-map point-map" viewBox={ "0 0 " (frame.width) " " (frame.height) } role="img"
            aria-label={ (one.points.set.label.get(lang)) (lang.pick(" in ", " in ")) (view.name) (lang.pick("; als tabel hieronder", "; as a table below")) } {
            path class="locator-part" d=(PreEscaped(outline_path(&view.atlas.outline_of(view.place), &frame))) {}
            (PreEscaped(points::marks(lang, &one.spots, &frame)))
        }
    }
}
