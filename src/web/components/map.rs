//! The shell of a map: the drawing of the server, and what the scripts need to put a live map in its place.

use std::fmt::Write as _;

use maud::{Markup, html};

use crate::domain::Vintage;
use crate::urls;

use crate::web::assets;
use crate::web::parameters::context::PageContext;

/// What a live map needs besides its drawing.
#[derive(Debug)]
pub struct Live<'a> {
    /// Which script drives it (`home`, `figures`).
    pub kind: &'a str,
    /// Vintage of the tiles.
    pub vintage: Vintage,
    /// Attributes of the page's own, `data-` left out.
    pub data: Vec<(&'static str, String)>,
}

/// Words that the scripts show; kept in the page so that scripts need no language of their own.
fn words(context: &PageContext) -> String {
    let pick = |nl: &'static str, en: &'static str| context.lang.pick(nl, en);
    serde_json::json!({
        "canvas": pick(
            "Kaart. Met de pijltjes verschuift u, met plus en min zoomt u; wat in het midden ligt, wordt voorgelezen.",
            "Map. Arrow keys pan, plus and minus zoom; what lies in the centre is read out.",
        ),
        "zoomIn": pick("Inzoomen", "Zoom in"),
        "zoomOut": pick("Uitzoomen", "Zoom out"),
        "whole": pick("Heel Nederland", "All of the Netherlands"),
        "open": pick("Open het profiel", "Open the profile"),
        "drill": pick("Praktijk hier en in vergelijkbare plaatsen", "Practice here and in similar places"),
        "close": pick("Sluiten", "Close"),
        "loading": pick("Praktijk wordt opgehaald…", "Fetching practice…"),
        "failed": pick("De praktijk is nu niet op te halen. De link hierboven werkt wel.", "Practice cannot be fetched now. The link above still works."),
        "opened": pick("Gekozen: ", "Selected: "),
        "examples": pick("{n} praktijkvoorbeelden", "{n} practice examples"),
        "here": pick("Praktijkvoorbeelden op deze plek", "Practice examples at this spot"),
        "class": pick("Klasse: ", "Class: "),
        "updated": pick("Kaart en tabel zijn bijgewerkt: ", "Map and table are updated: "),
    })
    .to_string()
}

/// What the addresses begin with that the scripts put together.
fn pages() -> String {
    serde_json::json!({
        "gemeente": urls::GEMEENTE.folder(),
        "wijk": urls::WIJK.folder(),
        "buurt": urls::BUURT.folder(),
        "example": urls::EXAMPLE.folder(),
        "drill": urls::DRILL.pattern(),
    })
    .to_string()
}

/// The shell around a drawing. Without the map library it is the drawing alone.
pub fn shell(context: &PageContext, live: &Live<'_>, drawing: &Markup) -> Markup {
    let inner = html! {
        div class="map-drawing" data-drawing { (drawing) }
        div class="map-canvas" data-canvas hidden {}
        output class="map-readout" data-readout aria-live="polite" hidden {}
    };
    let Some([module, worker, styles]) = assets::map_library() else {
        return html! { div class={ "map map-" (live.kind) } { (inner) } };
    };
    let tiles = urls::tilejson(live.vintage).to_string();
    let mut attributes = format!("<div class=\"map map-{kind}\" data-map=\"{kind}\"", kind = live.kind);
    let fixed = [
        ("module", module),
        ("worker", worker),
        ("styles", styles),
        ("tiles", tiles),
        ("words", words(context)),
        ("pages", pages()),
        ("lang", if context.lang_explicit { context.lang.tag().to_owned() } else { String::new() }),
    ];
    for (name, value) in fixed.iter().chain(&live.data) {
        let escaped = html! { (value) }.into_string().replace('"', "&quot;");
        // Writing to a string cannot fail.
        let _ = write!(attributes, " data-{name}=\"{escaped}\"");
    }
    attributes.push('>');
    html! { (maud::PreEscaped(attributes)) (inner) (maud::PreEscaped("</div>")) }
}

/// The hatch of regions without a value. Every drawing that uses it holds it once.
pub fn hatch() -> Markup {
    html! {
        pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
            rect class="hatch-ground" width="6" height="6" {}
            path class="hatch-line" d="M0 0V6" {}
        }
    }
}
