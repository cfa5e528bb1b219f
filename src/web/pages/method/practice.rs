//! The part of `/methode` about practice: when a place stands out, how examples are chosen, when two places are about
//! the same, and the evidence scale. Every number comes from the code that uses it.

use maud::{Markup, html};

use crate::atlas::Atlas;
use crate::atlas::relevance::{MOST_ALIKE, PHASES, SUGGESTIONS, WEIGHTS};
use crate::atlas::standout::STANDS_OUT;
use crate::domain::{Lang, Side};
use crate::export::threshold;
use crate::text;
use crate::views::practice::NEAR_KILOMETRES;
use crate::web::parameters::context::PageContext;
use crate::web::representation::practice_words as words;

/// The sections.
pub(super) fn sections(ctx: &PageContext, atlas: &Atlas) -> Markup {
    html! {
        (stands_out(ctx, atlas))
        (chosen(ctx.lang, atlas))
        (side_by_side(ctx.lang, atlas))
        (evidence(ctx.lang, atlas))
    }
}

fn stands_out(ctx: &PageContext, atlas: &Atlas) -> Markup {
    let lang = ctx.lang;
    let from = text::number(lang, STANDS_OUT, 0);
    html! {
        h2 id="praktijk" { (lang.pick("Van cijfers naar praktijkvoorbeelden", "From figures to practice examples")) }
        p { (lang.pick("Een plek valt op bij een thema als een cijfer daarvan ten minste ", "A place stands out on a theme when one of its figures lies at least ")) (from)
            (lang.pick(
                " keer de gebruikelijke afstand tussen gemeenten van Nederland af ligt, aan de kant die aandacht vraagt. De gebruikelijke afstand is de mediaan van de absolute afwijkingen van de gemeenten, zoals bij “Wat opvalt”. Voor cijfers met een oordeel is dat de ongunstige kant; voor cijfers zonder oordeel is het een keuze van de redactie.",
                " times the usual distance between municipalities away from the Netherlands, on the side that asks for attention. The usual distance is the median absolute deviation of the municipalities, as under “What stands out”. For figures with a judgement that is the less favourable side; for figures without one it is an editor's choice.",
            )) }
        dl class="facts" {
            @for theme in atlas.vocabulary.themes.iter().filter(|theme| !theme.signals.is_empty()) {
                dt { (theme.label.get(lang)) }
                dd { (signals(lang, atlas, &theme.signals)) }
            }
        }
    }
}

fn signals(lang: Lang, atlas: &Atlas, signals: &[crate::domain::Signal]) -> String {
    let named = signals.iter().filter_map(|signal| {
        let indicator = atlas.catalogue.indicator(&signal.indicator)?;
        let side = match signal.when {
            Side::Higher => lang.pick("hoger", "higher"),
            Side::Lower => lang.pick("lager", "lower"),
        };
        Some(format!("{} ({side})", text::lower_first(indicator.name.get(lang))))
    });
    named.collect::<Vec<_>>().join(", ")
}

fn chosen(lang: Lang, atlas: &Atlas) -> Markup {
    let percent = |share: f64| text::percent(lang, share * 100.0, 0);
    let full = text::number(lang, WEIGHTS.full_theme, 0);
    let phases: Vec<String> = PHASES
        .iter()
        .filter_map(|(id, share)| {
            let term = atlas.vocabulary.phases.iter().find(|term| term.id == *id)?;
            Some(format!("{} {}", text::lower_first(term.label.get(lang)), percent(*share)))
        })
        .collect();
    html! {
        h3 { (lang.pick("Welke voorbeelden van elders een plek ziet", "Which examples from elsewhere a place sees")) }
        p { (lang.pick(
            "Eerst voorbeelden over een thema waarop de plek opvalt; zijn dat er minder dan drie, dan volgen andere uit gebieden die op de plek lijken. De volgorde weegt vier gronden; wat onbekend is, telt niet mee. U ziet nooit alleen een score: bij elk voorbeeld staan de cijfers.",
            "First examples on a theme on which the place stands out; where these are fewer than three, others follow from areas like the place. The order weighs four grounds; what is unknown counts for nothing. You never see a bare score: each example comes with its figures.",
        )) }
        dl class="facts" {
            dt { (lang.pick("Thema", "Theme")) " (" (percent(WEIGHTS.theme)) ")" }
            dd { (lang.pick("Hoe ver de plek opvalt; telt volledig vanaf ", "How far the place stands out; counts in full from ")) (full)
                (lang.pick(" keer de gebruikelijke afstand. Een voorbeeld met meer thema's zegt over elk minder: gedeeld door de wortel van hun aantal.",
                    " times the usual distance. An example with several themes says less about each: divided by the root of their number.")) }
            dt { (lang.pick("Gelijkenis", "Likeness")) " (" (percent(WEIGHTS.likeness)) ")" }
            dd { (lang.pick("De plaats van het gebied van het voorbeeld onder de gebieden die op de plek lijken.",
                "The rank of the example's area among the areas that are like the place.")) }
            dt { (lang.pick("Fase", "Phase")) " (" (percent(WEIGHTS.phase)) ")" }
            dd { (phases.join(", ")) "." }
            dt { (lang.pick("Onderbouwing", "Evidence")) " (" (percent(WEIGHTS.evidence)) ")" }
            dd { (lang.pick("De trede op de schaal hieronder.", "The step on the scale below.")) }
        }
        p { (lang.pick("Er staan er hoogstens ", "At most ")) (SUGGESTIONS) (lang.pick(", van één gebied en op één thema hoogstens ", " are shown, of one area and on one theme at most ")) (MOST_ALIKE)
            (lang.pick(". “Dichtbij” reikt tot ", ". “Nearby” reaches ")) (text::number(lang, NEAR_KILOMETRES, 0))
            (lang.pick("\u{a0}km hemelsbreed, tussen de middens van de plekken. Is alleen het gebied of de gemeente bekend, dan geven we geen afstand.",
                "\u{a0}km as the crow flies, between the middles of the places. Where only the area or the municipality is known, no distance is given.")) }
    }
}

fn side_by_side(lang: Lang, atlas: &Atlas) -> Markup {
    let dimensions = atlas.catalogue.transfer_dimensions().into_iter();
    let rows: Vec<String> = dimensions
        .map(|(indicator, dimension)| {
            let limit = threshold(lang, dimension.tolerance, indicator.unit);
            format!("{}: {limit}", text::lower_first(indicator.name.get(lang)))
        })
        .collect();
    html! {
        h3 { (lang.pick("Zou dit hier ook kunnen?", "Could this be done here too?")) }
        p { (lang.pick("Twee plekken zijn op een punt ongeveer hetzelfde binnen een vaste grens. ", "Two places are about the same on a count within a fixed limit. "))
            (words::and(lang, &rows.iter().map(String::as_str).collect::<Vec<_>>())) ". "
            (lang.pick("Er wordt niets opgeteld tot een oordeel.", "Nothing is added up to a verdict.")) }
    }
}

fn evidence(lang: Lang, atlas: &Atlas) -> Markup {
    html! {
        h3 id="onderbouwing" { (lang.pick("De schaal van onderbouwing", "The evidence scale")) }
        dl class="facts" {
            @for level in &atlas.vocabulary.evidence { dt { (level.label.get(lang)) } dd { (level.definition.get(lang)) } }
        }
    }
}
