//! The locator map of a profile: where the place lies in its gemeente, and what it consists of.

use maud::{Markup, PreEscaped, html};

use super::map_labels as labels;
use crate::atlas::{LevelRegions, VintageAtlas};
use crate::domain::{GeometryBasis, Lang, Level, RegionCode};
use crate::geometry::svg::{Frame, paths};
use crate::text;
use crate::urls;
use crate::views::profile::{ProfileView, region_address};
use crate::web::components::map;
use crate::web::parameters::context::PageContext;

const WIDTH: f64 = 560.0;
const MAX_HEIGHT: f64 = 440.0;
const PADDING: f64 = 30.0;
const INSET: f64 = 150.0;
/// With fewer listed members than this the buurten of an area are drawn instead.
const FEW_MEMBERS: usize = 4;
/// What the inset covers of the drawing at most, on a screen and on paper, and its distance to the edge (see its width in
/// the style sheets).
const COVERED: f64 = 140.0;
const BESIDE: f64 = 14.0;

/// A region that is drawn and can be followed.
struct Part<'a> {
    code: RegionCode,
    name: &'a str,
    outline: usize,
}

/// The map, or nothing where the place has no outline.
pub(in crate::web::pages) fn locator(ctx: &PageContext, view: &ProfileView<'_>) -> Markup {
    let Some((base, bbox, map)) = drawing(ctx, view, MAX_HEIGHT) else { return html! {} };
    html! {
        figure class="locator" {
            (map::shell(ctx, &live(view, base, bbox), &map))
            (inset(ctx, base, view))
            figcaption class="figure-source" {
                (source(ctx.lang, view))
                " " a href=(ctx.href(urls::SOURCES.fragment("grenzen"))) { (ctx.lang.pick("Over de grenzen", "About the boundaries")) }
            }
        }
    }
}

/// The same map as a drawing alone, at most `max_height` high, for a page on paper.
pub(in crate::web::pages) fn on_paper(ctx: &PageContext, view: &ProfileView<'_>, max_height: f64) -> Markup {
    let Some((base, _, map)) = drawing(ctx, view, max_height) else { return html! {} };
    html! {
        figure class="locator" {
            (map)
            (inset(ctx, base, view))
            figcaption class="figure-source" { (source(ctx.lang, view)) }
        }
    }
}

/// What is drawn, with the box around it (west, south, east, north in degrees).
fn drawing<'a>(
    ctx: &PageContext,
    view: &ProfileView<'a>,
    max_height: f64,
) -> Option<(&'a VintageAtlas, [f64; 4], Markup)> {
    let base = view.atlas.base();
    let parts = parts(base, view);
    let boxes = parts.iter().filter_map(|part| base.coverage.bbox(part.code.level(), part.outline));
    let bbox = crate::geometry::coverage::union_bbox(boxes)?;
    let frame = Frame::fit(bbox, WIDTH, max_height, PADDING);
    let map = html! {
        svg class="locator-map" viewBox={ "0 0 " (frame.width) " " (frame.height) } role="group"
            aria-label={ (ctx.lang.pick("Kaart van ", "Map of ")) (view.name) } {
            g class="locator-context" aria-hidden="true" {
                @for d in context(base, view, &frame) { path d=(PreEscaped(d)) {} }
            }
            @for (part, d) in parts.iter().zip(drawn(base, &parts, &frame)) {
                (part_markup(ctx, part, &d, own_code(view)))
            }
            g class="locator-lines" aria-hidden="true" { path d=(PreEscaped(buurt_lines(base, view, &frame))) {} }
            g class="locator-labels" aria-hidden="true" { (names(base, view, &parts, &frame)) }
        }
    };
    Some((base, bbox, map))
}

/// The source of the outlines, and how sure they are.
fn source(lang: Lang, view: &ProfileView<'_>) -> Markup {
    let base = view.atlas.base();
    html! {
        (text::outlines(lang, base.vintage, &base.attribution))
        (basis(lang, view)) "."
    }
}

/// What the live map needs: the members by level, as ids of the tiles, and the box around what is drawn.
fn live(view: &ProfileView<'_>, base: &VintageAtlas, bbox: [f64; 4]) -> map::Live<'static> {
    let ids = |level: Level| -> Vec<u32> {
        view.place.listed.iter().filter(|(found, _)| *found == level).map(|(_, at)| at.saturating_add(1)).collect()
    };
    let facts = serde_json::json!({
        "bbox": bbox,
        "members": { "gemeente": ids(Level::Gemeente), "wijk": ids(Level::Wijk), "buurt": ids(Level::Buurt) },
    });
    map::Live { kind: "place", vintage: base.vintage, data: vec![("facts", facts.to_string())] }
}

/// The buurt that the page is about stands out among its neighbours.
fn own_code(view: &ProfileView<'_>) -> Option<RegionCode> {
    view.region.as_ref().map(|region| region.code).filter(|code| code.level() == Level::Buurt)
}

/// How good the outline is: of a buurt always said, of a larger place where a part of it is only indicative.
fn basis(lang: Lang, view: &ProfileView<'_>) -> &'static str {
    let own = view.region.as_ref().and_then(|region| region.basis);
    let traced =
        view.area.as_ref().is_some_and(|area| area.approximate.0 > 0) || own == Some(GeometryBasis::Approximate);
    match own.filter(|_| own_code(view).is_some()) {
        Some(GeometryBasis::Approximate) => {
            lang.pick("; overgetrokken, alleen een indicatie", "; traced, indicative only")
        }
        Some(GeometryBasis::CbsGeneralised) => lang.pick("; gegeneraliseerd", "; generalised"),
        Some(GeometryBasis::CbsSimplified) => {
            lang.pick("; vereenvoudigd en op de buren aangesloten", "; simplified and joined to its neighbours")
        }
        Some(GeometryBasis::AmsterdamOfficial) => {
            lang.pick("; van de gemeente Amsterdam", "; of the municipality of Amsterdam")
        }
        None if traced => lang.pick("; deels een indicatieve omtrek", "; in part an indicative outline"),
        None => "",
    }
}

/// What is drawn and linked: the members of an area (its buurten where the members are few and large), the wijken of a gemeente, the buurten of a wijk; for a buurt all
/// buurten of its wijk.
fn parts<'a>(base: &'a VintageAtlas, view: &ProfileView<'_>) -> Vec<Part<'a>> {
    let part = |code: RegionCode| {
        let regions: &LevelRegions = base.level(code.level())?;
        let index = regions.index(code)?;
        Some(Part { code, name: regions.name(index), outline: (*regions.outlines.get(index)?)? as usize })
    };
    let within = |parent: RegionCode, level: Level| -> Vec<RegionCode> {
        let position = base.level(parent.level()).and_then(|regions| regions.index(parent));
        let position = position.and_then(|at| u32::try_from(at).ok());
        let inside = position.map(|at| base.positions_within(parent.level(), at, level)).unwrap_or_default();
        let codes = base.level(level).map(|regions| regions.codes.as_slice()).unwrap_or_default();
        inside.into_iter().filter_map(|at| codes.get(at as usize).copied()).collect()
    };
    let codes: Vec<RegionCode> = match view.region.as_ref().map(|region| region.code) {
        None if view.place.listed.len() < FEW_MEMBERS => {
            view.place.buurten.iter().filter_map(|&at| base.buurt.codes.get(at as usize).copied()).collect()
        }
        None => view
            .place
            .listed
            .iter()
            .filter_map(|&(level, at)| base.level(level)?.codes.get(at as usize).copied())
            .collect(),
        Some(code) if code.level() == Level::Gemeente => within(code, Level::Wijk),
        Some(code) => code.at(Level::Wijk).map(|wijk| within(wijk, Level::Buurt)).unwrap_or_default(),
    };
    codes.into_iter().filter_map(part).collect()
}

/// The paths of the parts in their order. One call per level: every call prepares the whole network of borders.
fn drawn(base: &VintageAtlas, parts: &[Part<'_>], frame: &Frame) -> Vec<String> {
    let mut list = vec![String::new(); parts.len()];
    for level in Level::MAPPED {
        let (places, outlines): (Vec<usize>, Vec<usize>) = parts
            .iter()
            .enumerate()
            .filter(|(_, part)| part.code.level() == level)
            .map(|(place, part)| (place, part.outline))
            .unzip();
        if outlines.is_empty() {
            continue;
        }
        for (place, (_, d)) in places.into_iter().zip(paths(&base.coverage, level, &outlines, frame)) {
            if let Some(slot) = list.get_mut(place) {
                *slot = d;
            }
        }
    }
    list
}

fn part_markup(ctx: &PageContext, part: &Part<'_>, d: &str, own: Option<RegionCode>) -> Markup {
    let class = match own {
        Some(code) if code == part.code => "locator-part locator-own",
        Some(_) => "locator-part locator-beside",
        None => "locator-part",
    };
    let Some(href) = region_address(part.code) else { return html! {} };
    html! {
        a href=(ctx.href(&href)) aria-label=(part.name) {
            path class=(class) d=(PreEscaped(d)) { title { (part.name) } }
        }
    }
}

/// Wijken of the gemeente around the parts, as far as they can be seen. Those of a gemeente are its parts themselves.
fn context(base: &VintageAtlas, view: &ProfileView<'_>, frame: &Frame) -> Vec<String> {
    let whole = |code: RegionCode| view.region.as_ref().is_some_and(|region| region.code == code);
    let Some(gemeente) = view.atlas.gemeente_of(view.place).filter(|&code| !whole(code)) else { return Vec::new() };
    let position = base.gemeente.index(gemeente).and_then(|at| u32::try_from(at).ok());
    let wijken = position.map(|at| base.positions_within(Level::Gemeente, at, Level::Wijk)).unwrap_or_default();
    let outlines: Vec<usize> = wijken
        .into_iter()
        .filter_map(|at| (*base.wijk.outlines.get(at as usize)?).map(|outline| outline as usize))
        .filter(|&outline| base.coverage.bbox(Level::Wijk, outline).is_some_and(|bbox| visible(bbox, frame)))
        .collect();
    paths(&base.coverage, Level::Wijk, &outlines, frame).into_iter().map(|(_, d)| d).collect()
}

fn visible([west, south, east, north]: [f64; 4], frame: &Frame) -> bool {
    let [left, bottom] = frame.project_point([west, south]);
    let [right, top] = frame.project_point([east, north]);
    right >= 0.0 && left <= frame.width && bottom >= 0.0 && top <= frame.height
}

/// The borders of the buurten inside the listed wijken of an area.
fn buurt_lines(base: &VintageAtlas, view: &ProfileView<'_>, frame: &Frame) -> String {
    if view.area.is_none() || view.place.listed.len() < FEW_MEMBERS {
        return String::new();
    }
    let outlines: Vec<usize> = view
        .place
        .buurten
        .iter()
        .filter_map(|&at| (*base.buurt.outlines.get(at as usize)?).map(|outline| outline as usize))
        .collect();
    paths(&base.coverage, Level::Buurt, &outlines, frame).into_iter().map(|(_, d)| d).collect()
}

/// Names at the label points: the place itself first, then the largest regions. A name without room is left out; the
/// table has them all.
fn names(base: &VintageAtlas, view: &ProfileView<'_>, parts: &[Part<'_>], frame: &Frame) -> Markup {
    let own = own_code(view);
    let mut ordered: Vec<&Part<'_>> = parts.iter().collect();
    ordered.sort_by(|left, right| {
        let rank = |part: &Part<'_>| (Some(part.code) == own, base.coverage.area_m2(part.code.level(), part.outline));
        let ((left_own, left), (right_own, right)) = (rank(left), rank(right));
        right_own.cmp(&left_own).then(right.total_cmp(&left))
    });
    let wanted: Vec<_> = ordered.into_iter().filter_map(|part| wanted(base, part, frame, own)).collect();
    let corner = inset_frame(base, view).map_or([0.0; 2], |(_, _, inset)| {
        [COVERED * inset.width / INSET, COVERED * inset.height / INSET].map(|side| side + BESIDE)
    });
    html! {
        @for line in labels::place(&wanted, [frame.width, frame.height], corner) {
            text x=(format!("{:.0}", line.x)) y=(format!("{:.0}", line.y)) text-anchor="middle" { (line.text) }
        }
    }
}

fn wanted<'a>(
    base: &VintageAtlas,
    part: &Part<'a>,
    frame: &Frame,
    own: Option<RegionCode>,
) -> Option<labels::Wanted<'a>> {
    let level = part.code.level();
    let [lon, lat] = base.coverage.label_point(level, part.outline)?;
    let [west, south, east, north] = base.coverage.bbox(level, part.outline)?;
    let [_, y] = frame.project_point([lon, lat]);
    let ([left, bottom], [right, top]) = (frame.project_point([west, south]), frame.project_point([east, north]));
    let own = Some(part.code) == own;
    let whole = labels::Wanted {
        name: part.name,
        point: [f64::midpoint(left, right), y],
        region: [left, top, right, bottom],
        own,
    };
    if !whole.fits() {
        return own.then_some(whole);
    }
    // How wide the region is where the name would stand; over its few kilometres degrees are as good as a projection.
    let degrees = (north - south) / (bottom - top).max(1.0);
    let rows = [-1.0, 0.0, 1.0].map(|line| lat + line * labels::HALF * degrees);
    let [west, east] = labels::reach(&base.coverage.polygons(level, part.outline), [lon, lat], rows);
    let (left, right) = (frame.project_point([west, lat])[0].max(left), frame.project_point([east, lat])[0].min(right));
    Some(labels::Wanted { point: [f64::midpoint(left, right), y], region: [left, top, right, bottom], ..whole })
}

/// The gemeente around the place, its outline and the frame of the small map of it; `None` for a gemeente itself.
fn inset_frame(base: &VintageAtlas, view: &ProfileView<'_>) -> Option<(RegionCode, usize, Frame)> {
    let gemeente = view.atlas.gemeente_of(view.place)?;
    if view.region.as_ref().is_some_and(|region| region.code == gemeente) {
        return None;
    }
    let outline = (*base.gemeente.outlines.get(base.gemeente.index(gemeente)?)?)? as usize;
    let bbox = base.coverage.bbox(Level::Gemeente, outline)?;
    Some((gemeente, outline, Frame::fit(bbox, INSET, INSET, 4.0)))
}

/// The gemeente with the place in it, for those who do not know the city.
fn inset(ctx: &PageContext, base: &VintageAtlas, view: &ProfileView<'_>) -> Markup {
    let Some((code, outline, frame)) = inset_frame(base, view) else { return html! {} };
    let whole = paths(&base.coverage, Level::Gemeente, &[outline], &frame);
    let listed = |level: Level| -> Vec<usize> {
        let outline = |&(at_level, at): &(Level, u32)| {
            (at_level == level).then_some(())?;
            (*base.level(level)?.outlines.get(at as usize)?).map(|outline| outline as usize)
        };
        view.place.listed.iter().filter_map(outline).collect()
    };
    let inside: String = Level::MAPPED
        .into_iter()
        .map(|level| (level, listed(level)))
        .filter(|(_, outlines)| !outlines.is_empty())
        .flat_map(|(level, outlines)| paths(&base.coverage, level, &outlines, &frame))
        .map(|(_, d)| d)
        .collect();
    let lang = ctx.lang;
    let name = base.name(code).unwrap_or_default();
    html! {
        svg class="locator-inset" viewBox={ "0 0 " (frame.width) " " (frame.height) } role="img" {
            title { (text::capitalise(view.name)) (lang.pick(" in de gemeente ", " in the municipality of ")) (name) }
            @for (_, d) in whole { path class="inset-whole" d=(PreEscaped(d)) {} }
            path class="inset-part" d=(PreEscaped(inside)) {}
        }
    }
}
