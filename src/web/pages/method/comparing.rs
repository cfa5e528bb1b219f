//! The part of the method about comparing places: classes of maps, similar places, matched neighbourhoods, gaps.

use maud::{Markup, html};

use crate::atlas::{Atlas, BY_BUURT, FeatureUse, MATCHES, MIN_INHABITANTS, MIN_INHABITANTS_BESIDE_AREA};
use crate::domain::{Lang, Level};
use crate::stats::similar::MIN_SHARED;
use crate::text;

/// All of it.
pub(super) fn sections(lang: Lang, atlas: &Atlas) -> Markup {
    html! {
        (classes(lang))
        (similar(lang, atlas))
        (gap(lang, atlas))
    }
}

fn classes(lang: Lang) -> Markup {
    let entries: [(&str, &str); 4] = lang.pick(
        [
            ("Kwantielen", "In elke klasse ongeveer evenveel plekken. Dit is de gewone indeling."),
            ("Natuurlijke klassen", "De waarden binnen een klasse liggen zo dicht mogelijk bij elkaar (Jenks). De beste indeling wordt exact berekend, met de methode van Wang en Song (2011)."),
            ("Gelijke breedte", "Elke klasse is even breed. Een klasse kan dan leeg zijn."),
            ("Eigen grenzen", "De grenzen die u opgeeft, afgerond op de precisie van het cijfer."),
        ],
        [
            ("Quantiles", "About the same number of places in every class. This is the usual division."),
            ("Natural classes", "The values within a class lie as close together as possible (Jenks). The best division is computed exactly, by the method of Wang and Song (2011)."),
            ("Equal width", "Every class is equally wide. A class may then be empty."),
            ("Your own breaks", "The breaks that you give, rounded to the precision of the figure."),
        ],
    );
    html! {
        h2 id="klassen" { (lang.pick("Klassen op de kaart", "Classes on the map")) }
        dl class="definitions" { @for (term, meaning) in entries { dt { (term) } dd { (meaning) } } }
    }
}

/// Names of features with the year they are of: "koopwoningen, … (2022)".
fn named(lang: Lang, atlas: &Atlas, uses: &[FeatureUse]) -> String {
    let list: Vec<_> = uses.iter().filter_map(|feature| atlas.at(feature.at)).collect();
    let names: Vec<String> = list.iter().map(|at| text::lower_first(at.indicator.name.get(lang))).collect();
    let year = list.first().map(|at| text::period(lang, at.period.period)).unwrap_or_default();
    format!("{} ({year})", names.join(", "))
}

fn similar(lang: Lang, atlas: &Atlas) -> Markup {
    let names = named(lang, atlas, &atlas.similarity.uses);
    let least = text::number(lang, MIN_INHABITANTS, 0);
    let beside = text::number(lang, MIN_INHABITANTS_BESIDE_AREA, 0);
    html! {
        h2 id="vergelijkbaar" { (lang.pick("Plekken die op elkaar lijken", "Places that are alike")) }
        p {
            @match lang {
                Lang::Nl => { "Plekken lijken op elkaar als hun bebouwing en bevolking op elkaar lijken. De kenmerken zijn: " (names) ". Wat beleid wil veranderen, zoals veiligheid of gezondheid, is nooit een kenmerk." }
                Lang::En => { "Places are alike when their buildings and population are alike. The features are: " (names) ". What policy wants to change, such as safety or health, is never a feature." }
            }
        }
        ul {
            li { (lang.pick(
                "Elk kenmerk wordt gemeten in de gebruikelijke afstand tussen plekken van hetzelfde niveau: het verschil met de mediaan, gedeeld door de mediaan van de absolute afwijkingen. Alle kenmerken tellen even zwaar.",
                "Each feature is measured in the usual distance between places of the same level: the difference with the median, divided by the median absolute deviation. All features weigh the same.",
            )) }
            li { (lang.pick(
                "Dichtheden, WOZ-waarden en afstanden worden als verhouding vergeleken: van 1.000 naar 2.000 is even ver als van 5.000 naar 10.000.",
                "Densities, property values and distances are compared by proportion: from 1,000 to 2,000 is as far as from 5,000 to 10,000.",
            )) }
            li {
                @match lang {
                    Lang::Nl => { "De afstand tussen twee plekken is de wortel van de som van de kwadraten (Euclidisch), over de kenmerken die van beide bekend zijn. Dat moeten er ten minste " (MIN_SHARED) " zijn." }
                    Lang::En => { "The distance between two places is the root of the sum of squares (Euclidean), over the features known of both. There must be at least " (MIN_SHARED) " of them." }
                }
            }
            li {
                @match lang {
                    Lang::Nl => { "Gemeenten, wijken en buurten worden vergeleken met plekken van hetzelfde niveau met ten minste " (least) " inwoners. Een focusgebied of eigen selectie wordt vergeleken met de focusgebieden en, als u in heel Nederland zoekt, met wijken buiten het programma met ten minste " (beside) " inwoners." }
                    Lang::En => { "Municipalities, districts and neighbourhoods are compared with places of the same level with at least " (least) " residents. A focus area or own selection is compared with the focus areas and, when looking anywhere in the country, with districts outside the programme with at least " (beside) " residents." }
                }
            }
        }
    }
}

fn gap(lang: Lang, atlas: &Atlas) -> Markup {
    let buurten = named(lang, atlas, atlas.matched.uses(Level::Buurt));
    let wijken = named(lang, atlas, atlas.matched.uses(Level::Wijk));
    html! {
        h2 id="achterstand" { (lang.pick("Wordt de achterstand kleiner?", "Is the gap closing?")) }
        p { (lang.pick(
            "Het verschil is het cijfer van de plek min het cijfer waarmee wordt vergeleken, beide afgerond op de grofste van de twee. Een verandering van het verschil die niet groter is dan één eenheid van die afronding heet \u{201c}vergelijkbaar\u{201d}. Is een jaar niet te vergelijken met het jaar ervoor, dan wordt alleen gekeken naar de jaren na die breuk. Een ontbrekend jaar wordt overgeslagen.",
            "The difference is the figure of the place minus the figure it is compared with, both rounded to the coarser of the two. A change of that difference no larger than one unit of the rounding is called \u{201c}comparable\u{201d}. Where a year cannot be compared with the one before, only the years after that break are considered. A missing year is skipped.",
        )) }
        p { (lang.pick(
            "De verandering per jaar is de mediaan van de hellingen tussen alle paren van jaren (Theil en Sen); \u{e9}\u{e9}n afwijkend jaar telt zo niet te zwaar. Zij staat er vanaf vier jaren.",
            "The change per year is the median of the slopes between all pairs of years (Theil and Sen), so that one odd year does not count too much. It is given from four years on.",
        )) }
        h3 id="vergelijkbare-buurten" { (lang.pick("Vergelijkbare buurten en wijken", "Similar neighbourhoods and districts")) }
        p {
            @match lang {
                Lang::Nl => { "Bij elke buurt van een gebied zijn de " (MATCHES) " buurten buiten de 20 focusgebieden gezocht die er het meest op lijken; heeft een cijfer in een van de jaren geen buurten, of het gebied meer dan " (BY_BUURT) " buurten, dan wijken. Een gemeente, wijk of buurt wordt als zichzelf vergeleken. De kenmerken zijn de vroegste die per niveau zijn geleverd. Voor buurten: " (buurten) ". Voor wijken: " (wijken) "." }
                Lang::En => { "For each neighbourhood of an area the " (MATCHES) " neighbourhoods outside the 20 focus areas that are most like it were sought; where a figure has no neighbourhoods in one of its years, or the area more than " (BY_BUURT) " of them, districts. A municipality, district or neighbourhood is compared as itself. The features are the earliest delivered by level. For neighbourhoods: " (buurten) ". For districts: " (wijken) "." }
            }
        }
        p { (lang.pick(
            "Het cijfer dat wordt vergeleken is nooit een kenmerk, en ook niet wat er rekenkundig aan vastzit (bij een leeftijdsgroep vallen alle leeftijdsgroepen weg). Een buurt kan vaker worden gekozen. Het gewicht van een onderdeel van het gebied gaat over op het gemiddelde van zijn drie.",
            "The figure that is compared is never a feature, nor is what is arithmetically tied to it (with one age group all age groups drop out). A neighbourhood may be chosen more than once. The weight of a part of the area passes on to the mean of its three.",
        )) }
        p { (lang.pick(
            "Het verschil tussen de verandering hier en de verandering daar heet in de statistiek een verschil-in-verschillen. Het zegt hoeveel meer of minder het cijfer hier veranderde. Het zegt niet waardoor: daarvoor zou vast moeten staan dat beide zonder beleid gelijk waren opgegaan, en dat is uit deze cijfers niet af te leiden. Cijfers uit een model volgen bovendien deels de kenmerken van een buurt, zodat vergelijkbare buurten al snel op elkaar lijken.",
            "The difference between the change here and the change there is called a difference in differences. It says how much more or less the figure changed here. It does not say why: for that it would have to be certain that both had moved alike without policy, which these figures cannot show. Figures from a model moreover partly follow the features of a neighbourhood, so that similar neighbourhoods soon resemble each other.",
        )) }
    }
}
