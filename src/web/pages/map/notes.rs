//! What the reader must know before reading the map.

use maud::{Markup, html};

use crate::atlas::{NotComparable, Origin};
use crate::domain::{Period, ReferenceKind};
use crate::text;
use crate::urls;
use crate::views::explore::{Adjusted, ExploreView};

use crate::web::parameters::context::PageContext;

pub(super) fn notes(context: &PageContext, view: &ExploreView<'_>) -> Markup {
    let lang = context.lang;
    html! {
        div class="explore-notes" data-swap="notes" {
            @for adjusted in &view.adjusted { p class="notice" { (sentence(context, view, adjusted)) } }
            @if !view.coloured {
                p class="notice" {
                    (lang.pick(
                        "Dit is een aantal. Op een kaart zou een groot gebied er zwaarder uitzien dan een klein gebied met \
                         evenveel mensen. Daarom staat het hier alleen als tabel.",
                        "This is a count. On a map a large area would look heavier than a small one with as many people. \
                         That is why it is given here as a table only.",
                    ))
                }
            }
            @if view.origin == Origin::Aggregated {
                p class="secondary" {
                    (lang.pick("De bron geeft dit niveau niet; wij telden het op uit kleinere delen: ", "The source does not publish this level; we built it from smaller parts: "))
                    a href=(context.href(urls::METHOD)) { (lang.pick("methode", "method")) } "."
                }
            }
            @if view.since.is_some() {
                p class="secondary" {
                    (lang.pick(
                        "Een verandering van afgeronde cijfers kan een afronding verschillen. De kaart zegt niets over de oorzaak.",
                        "A change of rounded figures can be off by a rounding. The map says nothing about the cause.",
                    ))
                }
            }
        }
    }
}

/// What was asked for, and what is shown instead.
fn sentence(context: &PageContext, view: &ExploreView<'_>, adjusted: &Adjusted) -> Markup {
    let lang = context.lang;
    html! {
        @match adjusted {
            Adjusted::Points(id) => {
                @let points = view.atlas.points.iter().find(|points| points.set.id == *id);
                (points.map_or("", |points| points.set.label.get(lang)))
                (lang.pick(
                    " staan alleen op de kaart van een gemeente of gebied. Kies bij Per wijk of buurt, en bij Waar welke plaats.",
                    " are marked on the map of a municipality or area only. Choose district or neighbourhood at By, and the place at Where.",
                ))
            }
            Adjusted::Period(period) => {
                (lang.pick("Voor ", "For ")) (text::period(lang, *period))
                (lang.pick(" is dit cijfer er niet. U ziet ", " this indicator has no figures. You see "))
                (text::period(lang, view.period.period)) "."
            }
            Adjusted::Level(level) => {
                (lang.pick("Per ", "By "))
                (text::level_name(lang, *level, false))
                (lang.pick(" is dit cijfer er niet. U ziet het per ", " this indicator has no figures. You see it by "))
                (text::level_name(lang, view.level, false)) "."
            }
            Adjusted::Since(period, reason) => (since(context, view, *period, reason.as_ref())),
            Adjusted::Around(ReferenceKind::Gemeente) => (lang.pick(
                "Kleuren rond een gemeente kan als u een plaats kiest. U ziet de kleuren van laag naar hoog.",
                "Colours around a municipality need a place to be chosen. You see the colours from low to high.",
            )),
            Adjusted::Around(_) => (lang.pick(
                "Voor dit cijfer is er geen waarde om de kleuren omheen te leggen. U ziet ze van laag naar hoog.",
                "This figure has no value to put the colours around. You see them from low to high.",
            )),
            Adjusted::Method(_) => (lang.pick(
                "Dit cijfer bestaat al uit klassen. U ziet de klassen van de bron.",
                "This figure consists of classes already. You see the classes of the source.",
            )),
        }
    }
}

fn since(context: &PageContext, view: &ExploreView<'_>, period: Period, reason: Option<&NotComparable>) -> Markup {
    let lang = context.lang;
    let (now, then) = (text::period(lang, view.period.period), text::period(lang, period));
    html! {
        @match reason {
            None => { (lang.pick("Voor ", "For ")) (then) (lang.pick(" is dit cijfer er niet.", " this indicator has no figures.")) }
            Some(NotComparable::Same) => (lang.pick("Een verandering heeft twee verschillende perioden nodig.", "A change needs two different periods.")),
            Some(NotComparable::Vintage(new, old)) => {
                @match lang {
                    crate::domain::Lang::Nl => { "Het cijfer van " (now) " staat op de indeling van " (new) ", dat van " (then) " op die van " (old) ". Dezelfde code kan dan een andere plek zijn; daarom tekenen wij geen verschil." }
                    crate::domain::Lang::En => { "The figure of " (now) " is on the division of " (new) ", that of " (then) " on the one of " (old) ". One code may then be two places; that is why no difference is drawn." }
                }
            }
            Some(NotComparable::Break(why)) => {
                (lang.pick("Tussen ", "Between ")) (then) (lang.pick(" en ", " and ")) (now)
                (lang.pick(" veranderde de meting: ", " the measurement changed: ")) (why.get(lang))
            }
        }
        (lang.pick(" U ziet ", " You see ")) (now) "."
    }
}
