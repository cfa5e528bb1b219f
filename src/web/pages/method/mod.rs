//! How figures come about: every rule in plain words, with its numbers taken from the Atlas.

mod comparing;
mod practice;

use axum::extract::State;
use maud::{Markup, html};

use crate::atlas::Atlas;
use crate::domain::Lang;
use crate::export::{Cell, Columns};
use crate::stats::aggregate::{MIN_COVERAGE, MIN_DENOMINATOR};
use crate::stats::rank::MIN_RANKED;
use crate::text;
use crate::views::overview::{self, RuleGroup, RuleKind, VintageRow};
use crate::views::profile::HIGHLIGHT_METHOD;
use crate::web::components::table::PageTable;
use crate::web::parameters::context::PageContext;
use crate::web::parameters::query::{NoParameters, Query};
use crate::web::representation::layout;
use crate::web::state::AppState;

/// Serves the page.
pub async fn serve(State(state): State<AppState>, context: PageContext, _: Query<NoParameters>) -> Markup {
    render(&context, &state.served().atlas)
}

/// The page.
pub fn render(ctx: &PageContext, atlas: &Atlas) -> Markup {
    let lang = ctx.lang;
    let main = html! {
        div class="reading" {
            h1 { (lang.pick("Methode", "Method")) }
            p class="lede" {
                (lang.pick(
                    "Hoe cijfers van wijken en buurten het cijfer van een gebied worden, waarmee ze worden vergeleken, en wanneer er geen cijfer is.",
                    "How figures of districts and neighbourhoods become the figure of an area, what they are compared with, and when there is no figure.",
                ))
            }
            div class="prose" {
                (members(lang, atlas))
            }
            (rules(lang, atlas))
            div class="prose" {
                (limits(lang))
                (periods_intro(lang))
            }
            (vintage_table(lang, &overview::vintages(atlas)))
            div class="prose" {
                (references(lang))
                (comparing(lang))
                (classes(lang))
                (comparing::sections(lang, atlas))
                (missing(lang))
                (practice::sections(ctx, atlas))
            }
        }
    };
    layout::page(ctx, lang.pick("Methode", "Method"), main)
}

fn members(lang: Lang, atlas: &Atlas) -> Markup {
    html! {
        h2 id="onderdelen" { (lang.pick("Waaruit een gebied bestaat", "What an area consists of")) }
        p {
            (lang.pick(
                "Een focusgebied bestaat uit wijken en buurten van het CBS, in de indeling waarmee deze site werkt. Van een wijk die er geheel bij hoort, telt het gepubliceerde cijfer van de wijk; van een losse buurt dat van de buurt. Alleen waar een bron geen cijfers van wijken heeft (misdrijven, ervaren gezondheid) tellen de buurten van de wijk.",
                "A focus area consists of CBS districts (wijken) and neighbourhoods (buurten) in the division that this site works with. A district that belongs to it wholly contributes its own published figure; a single neighbourhood contributes that of the neighbourhood. Only where a source has no figures for districts (crimes, perceived health) are the neighbourhoods of the district used.",
            ))
        }
        @if let Some(sums) = overview::two_sums(atlas) {
            @let listed = text::number(lang, sums.listed, 0);
            @let buurten = text::number(lang, sums.buurten, 0);
            @let year = text::period(lang, sums.period);
            p {
                @match lang {
                    Lang::Nl => { "Dat maakt een klein verschil. Zo geteld hebben de " (sums.areas) " gebieden samen " b { (listed) } " inwoners in " (year) "; telt u alleen buurten op, dan zijn het er " b { (buurten) } ". De bron rondt het aantal inwoners van elke wijk en buurt af op vijf, en die afrondingen tellen niet precies op." }
                    Lang::En => { "This makes a small difference. Counted this way the " (sums.areas) " areas together have " b { (listed) } " residents in " (year) "; adding up neighbourhoods alone gives " b { (buurten) } ". The source rounds the number of residents of each district and neighbourhood to five, and those roundings do not add up exactly." }
                }
            }
        }
        p {
            (lang.pick(
                "Noemt een bron een deel van een wijk of buurt, dan telt die geheel mee of geheel niet. Dat staat bij het gebied. Voor de 16 gebieden van vóór 2022 gebruikt deze site de grenzen van de 20: een aanname, want een eigen afbakening is niet gevonden.",
                "Where a source names a part of a district or neighbourhood, it is counted wholly or not at all. The page of the area says which. For the 16 areas before 2022 this site uses the boundaries of the 20: an assumption, as no delimitation of their own was found.",
            ))
        }
    }
}

fn rules(lang: Lang, atlas: &Atlas) -> Markup {
    let groups = overview::rule_groups(atlas);
    let names = move |group: &RuleGroup<'_>| {
        let names = group.indicators.iter().map(|indicator| text::lower_first(indicator.name.get(lang)));
        format!("{}: {}.", group.indicators.len(), names.collect::<Vec<_>>().join("; "))
    };
    let columns = Columns::of(lang)
        .text(("Soort", "Kind"), move |group: &&RuleGroup<'_>| rule(lang, group.kind).0)
        .text(("Regel", "Rule"), move |group| rule(lang, group.kind).1)
        .text(("Cijfers", "Figures"), move |group| names(group));
    html! {
        section class="reading-wide" aria-labelledby="rekenregels" {
            h2 id="rekenregels" { (lang.pick("Rekenregel per soort cijfer", "Rule by kind of figure")) }
            p class="prose" {
                (lang.pick(
                    "De regel staat vast per cijfer en staat bij elk cijfer op de pagina. Er wordt nooit een regel gekozen omdat de uitkomst mooier is.",
                    "The rule is fixed for each figure and stands with every figure on the page. A rule is never chosen because its outcome looks better.",
                ))
            }
            (PageTable::of(columns)
                .boxed_by("rekenregels")
                .in_blocks()
                .show("soort")
                .show("regel")
                .show("cijfers")
                .cells_classed(|_| Some("secondary"))
                .render("table table-stacked rules-table", &groups))
        }
    }
}

/// What a rule is called, and what it does.
const fn rule(lang: Lang, kind: RuleKind) -> (&'static str, &'static str) {
    match kind {
        RuleKind::Sum => lang.pick(
            ("Aantal", "Opgeteld. Is niet alles bekend, dan staat er \u{201c}ten minste\u{201d}."),
            ("Count", "Added up. When not everything is known it reads \u{201c}at least\u{201d}."),
        ),
        RuleKind::Share => lang.pick(
            ("Aandeel", "Gemiddelde, gewogen met de eigen noemer."),
            ("Share", "Average, weighted by its own denominator."),
        ),
        RuleKind::ShareStandIn => lang.pick(
            (
                "Aandeel zonder eigen noemer",
                "Gemiddelde, gewogen met een vervanger die bij het cijfer wordt genoemd: een benadering.",
            ),
            (
                "Share without its own denominator",
                "Average, weighted by a stand-in that is named with the figure: an approximation.",
            ),
        ),
        RuleKind::Mean => lang.pick(
            ("Gemiddelde of afstand", "Gemiddelde, gewogen met huishoudens of inwoners: een benadering."),
            ("Mean or distance", "Average, weighted by households or residents: an approximation."),
        ),
        RuleKind::Ratio => lang.pick(
            ("Verhouding", "Opnieuw berekend: teller en noemer van dezelfde wijken en buurten."),
            ("Ratio", "Recomputed: numerator and denominator of the same districts and neighbourhoods."),
        ),
        RuleKind::None => lang.pick(
            ("Klasse", "Niet samengevoegd. Getoond wordt hoe de buurten of wijken over de klassen zijn verdeeld."),
            (
                "Class",
                "Not combined. What is shown is how the neighbourhoods or districts are spread over the classes.",
            ),
        ),
    }
}

fn limits(lang: Lang) -> Markup {
    let coverage = text::percent(lang, MIN_COVERAGE * 100.0, 0);
    let persons = text::number(lang, MIN_DENOMINATOR, 0);
    html! {
        h2 id="dekking" { (lang.pick("Wanneer er een cijfer is", "When there is a figure")) }
        p {
            @match lang {
                Lang::Nl => { "Een cijfer van een gebied staat er alleen als de wijken en buurten met een bekend cijfer samen ten minste " b { (coverage) } " van de noemer bevatten. De dekking staat bij het cijfer. Op minder dan " b { (persons) } " personen of huishoudens rekent deze site zelf geen verhouding uit." }
                Lang::En => { "A figure of an area is shown only when the districts and neighbourhoods with a known figure together hold at least " b { (coverage) } " of the denominator. The coverage stands with the figure. This site computes no ratio of its own on fewer than " b { (persons) } " persons or households." }
            }
        }
        p {
            (lang.pick(
                "Een leeg veld in een levering wordt nooit ingevuld. Nul is een cijfer; leeg is onbekend.",
                "An empty field in a delivery is never filled in. Zero is a figure; empty is unknown.",
            ))
        }
    }
}

fn periods_intro(lang: Lang) -> Markup {
    html! {
        h2 id="jaren" { (lang.pick("Jaren en grenzen", "Years and boundaries")) }
        p {
            (lang.pick(
                "Codes van wijken en buurten veranderen: een gemeente deelt zich anders in, of gebruikt een oude code opnieuw voor een andere wijk. Daarom worden jaren nooit op code alleen gekoppeld. Voor een jaar met een andere indeling worden de grenzen op elkaar gelegd: een wijk of buurt van die indeling hoort erbij als ten minste de helft van de oppervlakte binnen het gebied van nu ligt.",
                "Codes of districts and neighbourhoods change: a municipality is divided anew, or reuses an old code for another district. Years are therefore never joined on code alone. For a year with another division the boundaries are laid on top of each other: a district or neighbourhood of that division belongs when at least half of its surface lies inside the present area.",
            ))
        }
        p {
            (lang.pick(
                "Dat jaar telt alleen als die delen samen ten minste 90% van de inwoners van nu bevatten en hooguit 10% van hun eigen inwoners erbuiten woont. Voor aantallen, en voor verhoudingen uit twee aantallen, is dat 98% en 2%. Anders staat er \u{201c}grens gewijzigd\u{201d} en blijft de lijn open.",
                "That year counts only when those parts together hold at least 90% of the present residents and at most 10% of their own residents live outside. For counts, and for ratios of two counts, the limits are 98% and 2%. Otherwise it reads \u{201c}boundary changed\u{201d} and the line stays open.",
            ))
        }
        p {
            (lang.pick(
                "Is het landelijke cijfer van het ene op het andere jaar sterk gesprongen en is niet vastgesteld dat beide jaren gelijk zijn gemeten, dan is de lijn onderbroken en staat de reden bij de jaren.",
                "Where the national figure jumped between two years and it was not established that both were measured alike, the line is broken and the reason stands with the years.",
            ))
        }
    }
}

fn vintage_table(lang: Lang, rows: &[VintageRow]) -> Markup {
    let title = lang.pick("Indelingen op deze site", "Divisions on this site");
    let count = |value: usize| if value == 0 { Cell::text("\u{2013}") } else { Cell::count_of(value) };
    let columns = Columns::of(lang)
        .text(("Indeling", "Boundaries"), |row: &&VintageRow| row.vintage.to_string())
        .number(("Gemeenten", "Municipalities"), move |row| count(row.regions[0]))
        .number(("Wijken", "Districts"), move |row| count(row.regions[1]))
        .number(("Buurten", "Neighbourhoods"), move |row| count(row.regions[2]))
        .number(("Indicatieve omtrek", "Indicative outline"), move |row| count(row.approximate))
        .number(("Gebieden met een cijfer", "Areas with a figure"), move |row| match row.areas {
            Some((most, least)) if most == least => Cell::count_of(most),
            Some((most, least)) => Cell::text(format!(
                "{} {} {}",
                text::count(lang, least),
                lang.pick("tot", "to"),
                text::count(lang, most)
            )),
            None => Cell::text("\u{2013}"),
        });
    html! {
        div class="table-scroll reading-wide" tabindex="0" role="group" aria-label=(title) {
            (PageTable::of(columns).caption(html! { (title) }).show_all().render("table", rows))
        }
    }
}

fn references(lang: Lang) -> Markup {
    let entries: [(&str, &str); 5] = lang.pick(
        [
            ("Nederland", "Het gepubliceerde landelijke cijfer. Heeft een bron dat niet, dan is het berekend uit alle gemeenten, met dezelfde regel; dat staat erbij."),
            ("De gemeente", "Het gepubliceerde cijfer van de gemeente."),
            ("De rest van de gemeente", "De wijken en buurten van de gemeente die in geen enkel focusgebied liggen, met dezelfde regel samengenomen. In Amsterdam vallen beide focusgebieden eruit. Bij een eigen gebied valt ook dat gebied zelf eruit; een aantal is daar alleen uit het cijfer van de gemeente afgetrokken als elk deel van de rest een eigen cijfer heeft."),
            ("De 20 gebieden samen", "Alle focusgebieden als één geheel, met dezelfde regel. Erbij staat hoeveel gebieden een cijfer hebben."),
            ("Vergelijkbare buurten, wijken of gemeenten", "Plekken buiten de 20 die op de onderdelen lijken. Hoe zij zijn gekozen staat hieronder."),
        ],
        [
            ("The Netherlands", "The published national figure. Where a source has none it is computed from all municipalities by the same rule, and said to be."),
            ("The municipality", "The published figure of the municipality."),
            ("The rest of the municipality", "The districts and neighbourhoods of the municipality that lie in no focus area, combined by the same rule. In Amsterdam both focus areas are left out. Beside an area of your own that area is left out too; a count is then subtracted from the figure of the municipality only where every part of the rest has a figure of its own."),
            ("The 20 areas together", "All focus areas as one whole, by the same rule. It is stated how many areas have a figure."),
            ("Similar neighbourhoods, districts or municipalities", "Places outside the 20 that are like the parts. How they were chosen stands below."),
        ],
    );
    html! {
        h2 id="vergelijken-met" { (lang.pick("Waarmee wordt vergeleken", "What it is compared with")) }
        dl class="definitions" { @for (term, meaning) in entries { dt { (term) } dd { (meaning) } } }
    }
}

fn comparing(lang: Lang) -> Markup {
    html! {
        h2 id="vergelijken" { (lang.pick("Woorden en rangen", "Words and ranks")) }
        ul {
            li { (lang.pick(
                "\u{201c}Vergelijkbaar\u{201d}: het verschil is niet groter dan één eenheid van de grofste van beide afrondingen.",
                "\u{201c}Comparable\u{201d}: the difference is no larger than one unit of the coarser of the two roundings.",
            )) }
            li { (lang.pick(
                "Verschillen van percentages staan in procentpunt, en zijn het verschil van de cijfers zoals ze er staan.",
                "Differences of percentages are in percentage points, and are the difference of the figures as shown.",
            )) }
            li { (lang.pick(
                "\u{201c}Gunstiger\u{201d} of \u{201c}ongunstiger\u{201d} staat er alleen als een hoger cijfer duidelijk beter of slechter is. Over oorzaken zegt deze site niets.",
                "\u{201c}More favourable\u{201d} or \u{201c}less favourable\u{201d} is said only where a higher figure is clearly better or worse. This site says nothing about causes.",
            )) }
            li {
                @match lang {
                    Lang::Nl => { "De rang onder de 20 gebieden telt vanaf het hoogste cijfer, op gepubliceerde precisie; gelijke cijfers delen een plaats (1, 2, 2, 4). Onbekende gebieden tellen niet mee en worden genoemd. Onder " (MIN_RANKED) " bekende gebieden is er geen rang." }
                    Lang::En => { "The rank among the 20 areas counts from the highest figure, at published precision; equal figures share a place (1, 2, 2, 4). Areas without a figure do not take part and are named. With fewer than " (MIN_RANKED) " known areas there is no rank." }
                }
            }
            li { (lang.pick(HIGHLIGHT_METHOD.0, HIGHLIGHT_METHOD.1)) }
            li { (lang.pick(
                "Op de kaart zijn de klassen één keer berekend over alle plekken en daarna afgerond; kaart, legenda en tabel gebruiken dezelfde afgeronde grenzen. Aantallen kleuren nooit een kaart.",
                "On the map the classes are computed once over all places and then rounded; map, legend and table use the same rounded breaks. Counts never colour a map.",
            )) }
            li { (lang.pick(
                "Afgerond wordt op de precisie van de bron, en een half naar boven. Rekenen gebeurt met onafgeronde waarden.",
                "Rounding is to the precision of the source, halves away from zero. Computing is done with unrounded values.",
            )) }
        }
    }
}

/// How values become classes and colours on a map.
fn classes(lang: Lang) -> Markup {
    html! {
        h2 id="klassen" { (lang.pick("Klassen en kleuren op de kaart", "Classes and colours on the map")) }
        ul {
            li { (lang.pick(
                "Even veel gebieden: de grenzen zijn kwantielen (type 7 van Hyndman en Fan). Natuurlijke klassen: de som van de gekwadrateerde afstanden binnen de klassen is zo klein mogelijk (Jenks, exact berekend met ckmeans). Even brede klassen: van de laagste tot de hoogste waarde in gelijke stappen. Eigen grenzen: zoals u ze opgeeft, afgerond zoals het cijfer.",
                "As many regions each: the bounds are quantiles (type 7 of Hyndman and Fan). Natural classes: the sum of squared distances within the classes is as small as possible (Jenks, computed exactly by ckmeans). Equally wide classes: from the lowest to the highest value in equal steps. Bounds of your own: as you give them, rounded as the figure is.",
            )) }
            li { (lang.pick(
                "Kleuren rond een waarde (Nederland, een gemeente, de 20 gebieden samen) verdelen de afstand tot die waarde in drie stappen, volgens dezelfde methode. Boven en onder de waarde gelden dezelfde stappen; de neutrale klasse ligt om de waarde heen.",
                "Colours around a value (the Netherlands, a municipality, the 20 areas together) divide the distance to that value into three steps, by the same method. The steps are the same above and below the value; the neutral class lies around it.",
            )) }
            li { (lang.pick(
                "Een verandering is het verschil van de twee afgeronde cijfers. Zij wordt alleen getekend als beide perioden op dezelfde indeling staan en de meting ertussen niet veranderde.",
                "A change is the difference of the two rounded figures. It is drawn only where both periods are on the same division and the measurement did not change in between.",
            )) }
            li { (lang.pick(
                "Klassen worden berekend over alle plekken van een niveau, ook als u een deel van het land bekijkt. Op de kaart van buurten kleuren wijken, of anders gemeenten, de kaart als u ver uitzoomt, in dezelfde klassen; de kaart zegt dat dan.",
                "Classes are computed over all places of a level, also where you look at part of the country. On the map of neighbourhoods the districts, or else the municipalities, colour the map when you zoom far out, in the same classes; the map then says so.",
            )) }
        }
    }
}

fn missing(lang: Lang) -> Markup {
    html! {
        h2 id="geen-cijfer" { (lang.pick("Waarom er soms geen cijfer staat", "Why a figure is sometimes missing")) }
        dl class="definitions" {
            @for reason in crate::domain::Missing::ALL {
                dt { (text::missing(lang, reason)) }
                dd { (text::missing_long(lang, reason)) }
            }
        }
    }
}
