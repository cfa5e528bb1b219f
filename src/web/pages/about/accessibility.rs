//! The accessibility statement: what was tested, what is known to fall short, how to report a barrier.

use maud::{Markup, html};

use crate::web::parameters::context::PageContext;
use crate::web::parameters::query::{NoParameters, Query};
use crate::web::representation::layout;

/// Serves the page.
pub async fn serve(context: PageContext, _: Query<NoParameters>) -> Markup {
    render(&context)
}

/// The page.
pub fn render(ctx: &PageContext) -> Markup {
    let lang = ctx.lang;
    let main = html! {
        div class="reading prose" {
            h1 { (lang.pick("Toegankelijkheid", "Accessibility")) }
            p class="lede" {
                (lang.pick(
                    "Deze site is gemaakt om te voldoen aan WCAG 2.2, niveau A en AA. Een onafhankelijk onderzoek is nog niet gedaan; een nalevingsstatus is daarom nog niet vastgesteld.",
                    "This site was made to meet WCAG 2.2, levels A and AA. No independent audit has been done yet, so no conformance status has been established.",
                ))
            }
            h2 { (lang.pick("Wat is getest", "What was tested")) }
            ul {
                li { (lang.pick("Elke soort pagina is automatisch gecontroleerd met axe in Chromium. Automatisch onderzoek vindt maar een deel van de problemen.", "Every kind of page is checked automatically with axe in Chromium. Automatic checks find only part of the problems.")) }
                li { (lang.pick("De startpagina, een gebiedsprofiel en de kaart zijn bekeken op schermen van 1280 en 360 pixels breed; een gebiedsprofiel ook op papier.", "The home page, an area profile and the map were looked at on screens 1280 and 360 pixels wide; an area profile also in print.")) }
                li { (lang.pick("Alles werkt zonder JavaScript; bij elke kaart en grafiek staan dezelfde gegevens in een tabel of in tekst.", "Everything works without JavaScript; every map and chart has the same data in a table or in text.")) }
            }
            h2 { (lang.pick("Wat nog tekortschiet", "Known limits")) }
            ul {
                li { (lang.pick("Met schermlezers en met mensen die ze dagelijks gebruiken is nog niet getest.", "No test has been done with screen readers, nor with people who use them daily.")) }
                li { (lang.pick("De beweegbare kaart is met het toetsenbord te bedienen, maar een plek kiezen gaat sneller via het zoekveld of de lijst.", "The interactive map can be operated by keyboard, but choosing a place is quicker with the search field or the list.")) }
                li { (lang.pick("Samenvattingen van voorbeelden zijn in gewone taal geschreven; de bronnen waarnaar ze verwijzen zijn van anderen en kunnen minder toegankelijk zijn.", "Summaries of examples are written in plain language; the sources they refer to belong to others and may be less accessible.")) }
                li { (lang.pick("Namen van wijken en buurten zijn alleen Nederlands of Fries en zijn niet als zodanig gemarkeerd.", "Names of districts and neighbourhoods are Dutch or Frisian only and are not marked as such.")) }
            }
            h2 { (lang.pick("Een probleem melden", "Reporting a barrier")) }
            p {
                (lang.pick(
                    "Loopt u ergens op vast, meld het dan bij de beheerder van de site waarop u dit leest. Noem het adres van de pagina, wat u wilde doen en welk hulpmiddel u gebruikt. De regels voor overheidssites staan op ",
                    "If something stops you, report it to the operator of the site where you read this. Name the address of the page, what you wanted to do and which aid you use. The rules for government sites are on ",
                ))
                a href="https://www.digitoegankelijk.nl" rel="external" { "digitoegankelijk.nl" } "."
            }
        }
    };
    layout::page(ctx, lang.pick("Toegankelijkheid", "Accessibility"), main)
}
