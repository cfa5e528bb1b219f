//! `/privacy`: what is kept of people, for how long, and how it is erased.

use maud::{Markup, html};

use crate::web::parameters::context::PageContext;
use crate::web::parameters::query::{NoParameters, Query};
use crate::web::representation::layout;

/// Serves the page.
pub async fn serve(ctx: PageContext, _: Query<NoParameters>) -> Markup {
    let lang = ctx.lang;
    let title = "Privacy";
    let main = html! {
        div class="reading prose" {
            h1 { (title) }
            p class="lede" { (lang.pick(
                "Wie deze site alleen leest laat niets achter: er is geen account nodig, er wordt niets gemeten en er gaat niets naar anderen.",
                "Those who only read this site leave nothing behind: no account is needed, nothing is measured and nothing goes to others.",
            )) }
            h2 { (lang.pick("Wie een vraag of aanbod instuurt", "Those who send in a question or offer")) }
            ul {
                li { (lang.pick("Wij bewaren wat u invult, wanneer u het instuurde en waar u toestemming voor gaf.", "We keep what you fill in, when you sent it in and what you agreed to.")) }
                li { (lang.pick("Alleen de redactie ziet uw e-mailadres. Het komt bij de bijdrage te staan als u daar zelf een vinkje voor zette, en de redactie kan het weer weghalen.", "Only the editors see your e-mail address. It is shown with the contribution only if you ticked the box for that, and the editors can take it away again.")) }
                li { (lang.pick("Zolang een bijdrage wacht of op de site staat, bewaren wij uw e-mailadres erbij, totdat u vraagt het te wissen. Zolang een bijdrage wacht, bewaren wij ook een code van het netwerk waar zij vandaan kwam, zodat één afzender de redactie niet overspoelt.", "As long as a contribution waits or is on the site, we keep your e-mail address with it, until you ask us to erase it. As long as a contribution waits we also keep a code of the network that it came from, so that one sender does not flood the editors.")) }
                li { (lang.pick("Wordt een bijdrage afgewezen of ingetrokken, dan wissen wij uw e-mailadres na 30 dagen en de bijdrage na een jaar.", "When a contribution is refused or withdrawn, we erase your e-mail address after 30 days and the contribution after a year.")) }
                li { (lang.pick("Van elke handeling van de redactie bewaren wij wie haar deed en wanneer. In dat logboek staan geen e-mailadressen en geen teksten van u.", "Of every action of the editors we keep who did it and when. That log holds no e-mail addresses and no texts of yours.")) }
            }
            h2 { (lang.pick("Wie per e-mail volgt", "Those who follow by e-mail")) }
            ul {
                li { (lang.pick("Wij bewaren uw e-mailadres, wat u volgt en wanneer een mail niet aankwam. Bevestigt u niet binnen zeven dagen, dan wissen wij het.", "We keep your e-mail address, what you follow and when a mail did not arrive. If you do not confirm within seven days, we erase it.")) }
                li { (lang.pick("Weigert uw mailserver onze mail voorgoed, dan sturen wij niets meer en wissen wij uw adres na zeven dagen.", "If your mail server refuses our mail for good, we send nothing more and erase your address after seven days.")) }
                li { (lang.pick("Opzeggen kan met het adres onder elke mail; daarna is uw adres weg.", "You can stop with the address under every mail; after that your address is gone.")) }
            }
            h2 { "Cookies" }
            p { (lang.pick(
                "Alleen wie een formulier opent krijgt een cookie (bezoeker). Het zorgt dat niemand anders namens u een formulier kan versturen en verdwijnt als u de browser sluit. Redacteuren krijgen er bij het aanmelden twee: een voor de sessie (redactie) en een waaraan hun browser 180 dagen wordt herkend (bekend). Andere cookies zijn er niet.",
                "Only those who open a form get a cookie (bezoeker). It keeps others from sending a form in your name and disappears when you close the browser. Editors get two when they sign in: one for the session (redactie) and one by which their browser is known for 180 days (bekend). There are no other cookies.",
            )) }
            h2 { (lang.pick("Logbestanden van de server", "Log files of the server")) }
            p { (lang.pick(
                "De server schrijft per aanvraag op welke pagina is gevraagd en hoe lang dat duurde, niet wie het vroeg of waarop werd gezocht. Van een geweigerde aanmelding bij de redactie bewaren wij van welk netwerk die kwam: een internetadres zonder het laatste deel. Om misbruik te stoppen telt hij in zijn geheugen hoe vaak een internetadres een formulier verstuurt; dat wordt niet bewaard.",
                "For each request the server writes down which page was asked for and how long it took, not who asked or what was searched for. Of a refused sign-in of editors we keep the network that it came from: an internet address without its last part. To stop abuse it counts in memory how often an internet address sends a form; that is not kept.",
            )) }
            h2 { (lang.pick("Inzien, wijzigen, wissen", "See, change, erase")) }
            p { (lang.pick(
                "U kunt de beheerder van deze site vragen wat er van u is bewaard, het laten wijzigen of alles onder uw e-mailadres laten wissen. Een bijdrage die al op de site staat kan op uw verzoek ook worden ingetrokken.",
                "You can ask the operator of this site what is kept of you, have it changed, or have everything under your e-mail address erased. A contribution that is already on the site can be withdrawn at your request.",
            )) }
        }
    };
    layout::page(&ctx, title, main)
}
