//! "Plekken die hierop lijken" on a profile: the ten most similar places, what is alike and what differs most.

use maud::{Markup, html};

use crate::atlas::{PlaceId, Scope};
use crate::domain::{Indicator, IndicatorPeriod, Lang, Level};
use crate::export::Columns;
use crate::text;
use crate::urls;
use crate::views::profile::{ProfileView, SimilarFeature, SimilarRow, SimilarView};
use crate::web::components::downloads;
use crate::web::components::table::PageTable;
use crate::web::parameters::context::PageContext;
use crate::web::parameters::profile::{SCOPES, SIMILAR, TABLE};

pub(in crate::web::pages) fn section(ctx: &PageContext, view: &ProfileView<'_>) -> Markup {
    let lang = ctx.lang;
    html! {
        section class="similar" id="vergelijkbaar" aria-labelledby="vergelijkbaar-titel" {
            h2 id="vergelijkbaar-titel" { (title(lang, view)) }
            @match &view.similar {
                None => p class="missing" { (lang.pick(
                    "Van deze plek zijn te weinig kenmerken bekend om er andere naast te leggen.",
                    "Too few features of this place are known to put others beside it.",
                )) },
                Some(similar) => {
                    (scopes(ctx, view, similar))
                    @if similar.rows.is_empty() {
                        p class="missing" { (lang.pick("Er is geen plek gevonden.", "No place was found.")) }
                    } @else { (table(ctx, view, similar)) }
                    (method(ctx, view, similar))
                }
            }
        }
    }
}

/// The heading, by the kind of place.
pub(in crate::web::pages) fn title(lang: Lang, view: &ProfileView<'_>) -> &'static str {
    match view.region.as_ref().map(|region| region.code.level()) {
        Some(Level::Gemeente) => lang.pick("Gemeenten die hierop lijken", "Municipalities like this one"),
        Some(Level::Wijk) => lang.pick("Wijken die hierop lijken", "Districts like this one"),
        Some(Level::Buurt) => lang.pick("Buurten die hierop lijken", "Neighbourhoods like this one"),
        _ => lang.pick("Gebieden die hierop lijken", "Areas like this one"),
    }
}

fn scopes(ctx: &PageContext, view: &ProfileView<'_>, similar: &SimilarView<'_>) -> Markup {
    let lang = ctx.lang;
    let gemeente = view.region.as_ref().is_some_and(|region| region.code.level() == Level::Gemeente);
    let label = |scope: Scope| match scope {
        Scope::Programme if gemeente => {
            format!("{} {}", lang.pick("Gemeenten met een", "Municipalities with a"), ctx.area_called)
        }
        Scope::Programme => lang.pick("Binnen het programma", "Inside the programme").to_owned(),
        Scope::Anywhere => lang.pick("In heel Nederland", "Anywhere in the Netherlands").to_owned(),
    };
    html! {
        ul class="similar-scopes" aria-label=(lang.pick("Waar is gezocht", "Where was looked")) {
            @for (name, scope) in SCOPES {
                li {
                    a href={ (ctx.with(&[(SIMILAR, Some(name))])) "#vergelijkbaar" }
                        aria-current=[(scope == similar.scope).then_some("true")] { (label(scope)) }
                }
            }
        }
    }
}

fn table(ctx: &PageContext, view: &ProfileView<'_>, similar: &SimilarView<'_>) -> Markup {
    let lang = ctx.lang;
    let columns = Columns::of(lang)
        .text(("Plek", "Place"), |row: &&SimilarRow<'_>| row.name.to_owned())
        .text(("Lijkt in", "Alike in"), move |row| {
            row.alike.iter().map(|feature| pair(lang, feature)).collect::<Vec<_>>().join("; ")
        })
        .text(("Verschilt het meest in", "Differs most in"), move |row| pair(lang, &row.differs));
    html! {
        (PageTable::of(columns)
            .boxed_by("vergelijkbaar-titel")
            .in_blocks()
            .show("plek")
            .linked(|row| ctx.href(&row.address))
            .marked(|row, _| html! { span class="column-unit" { (kind(lang, view, row)) } })
            .show("lijkt_in")
            .with_label()
            .show("verschilt_het_meest_in")
            .with_label()
            .render("table table-stacked similar-table", &similar.rows))
        p class="figure-source" {
            (lang.pick("Eerst het cijfer van ", "The figure of ")) (view.name)
            (lang.pick(", dan dat van de andere plek. Bron: ", " comes first, then that of the other place. Source: "))
            (attribution(lang, view, similar)) "."
        }
        (downloads::block(ctx, title(lang, view), false, |extension, more| {
            let scope = SCOPES.iter().find(|(_, scope)| *scope == similar.scope).map_or("", |(name, _)| name);
            let more = more.map(|more| format!("&{more}")).unwrap_or_default();
            view.file(extension, Some(&format!("{TABLE}=vergelijkbaar&{SIMILAR}={scope}{more}")))
        }))
    }
}

/// What a place is, and where a region lies.
fn kind(lang: Lang, view: &ProfileView<'_>, row: &SimilarRow<'_>) -> String {
    match row.id {
        PlaceId::Region(code) if row.gemeente.is_empty() => text::level_name(lang, code.level(), false).to_owned(),
        PlaceId::Region(code) => format!("{} in {}", text::level_name(lang, code.level(), false), row.gemeente),
        PlaceId::Area(index) => {
            let area = view.atlas.areas.get(index as usize);
            text::area_called(lang, area.and_then(|area| view.atlas.named_by(&area.area))).to_owned()
        }
        PlaceId::Rest(_) | PlaceId::Own => String::new(),
    }
}

/// "koopwoningen 27% en 31%".
fn pair(lang: Lang, feature: &SimilarFeature<'_>) -> String {
    let shown = |figure| text::short_figure(lang, &feature.indicator.unit, figure);
    let name = text::lower_first(feature.indicator.name.get(lang));
    format!("{name} {} {} {}", shown(&feature.own), lang.pick("en", "and"), shown(&feature.other))
}

fn attribution(lang: Lang, view: &ProfileView<'_>, similar: &SimilarView<'_>) -> String {
    let mut list: Vec<&str> = Vec::new();
    for (_, declared) in &similar.features {
        if let Some(source) = view.atlas.source_of(declared) {
            let line = source.attribution.get(lang);
            if !list.contains(&line) {
                list.push(line);
            }
        }
    }
    list.join("; ")
}

fn method(ctx: &PageContext, view: &ProfileView<'_>, similar: &SimilarView<'_>) -> Markup {
    let lang = ctx.lang;
    let year = similar.features.first().map(|(_, declared)| text::period(lang, declared.period)).unwrap_or_default();
    // A feature of another year than the others says so.
    let name = |(indicator, declared): &(&Indicator, &IndicatorPeriod)| {
        let (name, own) = (text::lower_first(indicator.name.get(lang)), text::period(lang, declared.period));
        if own == year { name } else { format!("{name} ({own})") }
    };
    let names = similar.features.iter().map(name).collect::<Vec<_>>().join(", ");
    let scale = text::level_name(lang, similar.scale, true);
    let least = text::number(lang, similar.min_inhabitants, 0);
    let beside = view.region.is_none() && similar.scope == Scope::Anywhere;
    html! {
        details class="disclosure" {
            summary { (lang.pick("Hoe dit is bepaald", "How this was determined")) }
            p {
                @match lang {
                    Lang::Nl => { "Vergeleken is op " (similar.features.len()) " kenmerken van bebouwing en bevolking in " (year) ": " (names) ". Elk kenmerk is gemeten in de gebruikelijke afstand tussen " (scale) " (mediaan van de absolute afwijkingen); alle kenmerken tellen even zwaar. " }
                    Lang::En => { "Compared on " (similar.features.len()) " features of buildings and population in " (year) ": " (names) ". Each feature is measured in the usual distance between " (scale) " (median absolute deviation); all features weigh the same. " }
                }
                @if beside {
                    @match lang {
                        Lang::Nl => { "Naast de andere gebieden van het programma doen alle wijken buiten het programma mee met ten minste " (least) " inwoners." }
                        Lang::En => { "Besides the other areas of the programme, all districts outside the programme with at least " (least) " residents take part." }
                    }
                } @else if view.region.is_some() {
                    @match lang {
                        Lang::Nl => { "Plekken met minder dan " (least) " inwoners doen niet mee." }
                        Lang::En => { "Places with fewer than " (least) " residents do not take part." }
                    }
                }
            }
            p { a href=(ctx.href(urls::METHOD.fragment("vergelijkbaar"))) { (lang.pick("De hele methode", "The full method")) } }
        }
    }
}
