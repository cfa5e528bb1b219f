//! How figures come about: every rule in plain words, with its numbers taken from the code and the Atlas that use them.

use std::sync::LazyLock;

use axum::extract::State;
use maud::{Markup, html};

use crate::atlas::relevance::{MOST_ALIKE, PHASES, SUGGESTIONS, WEIGHTS};
use crate::atlas::standout::STANDS_OUT;
use crate::atlas::{Atlas, BY_BUURT, FeatureUse, MATCHES, MIN_INHABITANTS, MIN_INHABITANTS_BESIDE_AREA};
use crate::domain::{Lang, Level, Missing, Side, Signal};
use crate::export::{Cell, Columns, threshold};
use crate::stats::aggregate::{MIN_COVERAGE, MIN_DENOMINATOR};
use crate::stats::lineage::{FEW, PART, SLIVER};
use crate::stats::rank::MIN_RANKED;
use crate::stats::similar::MIN_SHARED;
use crate::text;
use crate::views::overview::{self, RuleGroup, RuleKind, VintageRow};
use crate::views::practice::NEAR_KILOMETRES;
use crate::views::profile::HIGHLIGHT_METHOD;
use crate::web::components::essay::{Essays, Slots};
use crate::web::components::table::PageTable;
use crate::web::parameters::context::PageContext;
use crate::web::parameters::query::{NoParameters, Query};
use crate::web::representation::practice_words as words;
use crate::web::state::AppState;

static ESSAY: LazyLock<Essays> =
    LazyLock::new(|| Essays::read(include_str!("essays/method.nl.md"), include_str!("essays/method.en.md")));

pub async fn serve(State(state): State<AppState>, ctx: PageContext, _: Query<NoParameters>) -> Markup {
    let atlas = &state.served().atlas;
    let mut slots = figures(ctx.lang, atlas);
    slots.extend(practice(ctx.lang, atlas));
    ESSAY.page(&ctx, &slots)
}

/// A text as it stands in a slot.
fn said(text: impl AsRef<str>) -> Markup {
    html! { (text.as_ref()) }
}

/// The slots about figures.
fn figures(lang: Lang, atlas: &Atlas) -> Slots {
    let number = |value: f64| said(text::number(lang, value, 0));
    let sums = overview::two_sums(atlas);
    let of_sums = |write: fn(&overview::TwoSums, Lang) -> String| sums.as_ref().map(|sums| said(write(sums, lang)));
    let of_sums: Slots = vec![
        ("sum-areas", of_sums(|sums, _| sums.areas.to_string())),
        ("sum-listed", of_sums(|sums, lang| text::number(lang, sums.listed, 0))),
        ("sum-buurten", of_sums(|sums, lang| text::number(lang, sums.buurten, 0))),
        ("sum-year", of_sums(|sums, lang| text::period(lang, sums.period))),
    ];
    let others = [
        ("base", said(atlas.base().vintage.to_string())),
        ("part", said(text::percent(lang, PART * 100.0, 0))),
        ("sliver", said(text::percent(lang, SLIVER * 100.0, 0))),
        ("few", number(FEW)),
        ("rules", rules(lang, atlas)),
        ("coverage", said(text::percent(lang, MIN_COVERAGE * 100.0, 0))),
        ("denominator", number(MIN_DENOMINATOR)),
        ("vintages", vintage_table(lang, &overview::vintages(atlas))),
        ("ranked", said(MIN_RANKED.to_string())),
        ("highlights", said(lang.pick(HIGHLIGHT_METHOD.0, HIGHLIGHT_METHOD.1))),
        ("features", said(named(lang, atlas, &atlas.similarity.uses))),
        ("shared", said(MIN_SHARED.to_string())),
        ("inhabitants", number(MIN_INHABITANTS)),
        ("inhabitants-beside", number(MIN_INHABITANTS_BESIDE_AREA)),
        ("matches", said(MATCHES.to_string())),
        ("by-buurt", said(BY_BUURT.to_string())),
        ("features-buurt", said(named(lang, atlas, atlas.matched.uses(Level::Buurt)))),
        ("features-wijk", said(named(lang, atlas, atlas.matched.uses(Level::Wijk)))),
        (
            "missing",
            listed(
                "definitions",
                Missing::ALL.map(|of| (text::missing(lang, of), text::missing_long(lang, of).to_owned())),
            ),
        ),
    ];
    of_sums.into_iter().chain(others.map(|(name, said)| (name, Some(said)))).collect()
}

/// The slots about practice: when a place stands out, how examples are chosen, when two places are about the same.
fn practice(lang: Lang, atlas: &Atlas) -> Slots {
    let number = |value: f64| said(text::number(lang, value, 0));
    let percent = |share: f64| text::percent(lang, share * 100.0, 0);
    let phases = PHASES.iter().filter_map(|(id, share)| {
        let term = atlas.vocabulary.phases.iter().find(|term| term.id == *id)?;
        Some(format!("{} {}", text::lower_first(term.label.get(lang)), percent(*share)))
    });
    let sides = atlas.catalogue.transfer_dimensions().into_iter().map(|(indicator, dimension)| {
        let limit = threshold(lang, dimension.tolerance, &indicator.unit);
        format!("{}: {limit}", text::lower_first(indicator.name.get(lang)))
    });
    let sides: Vec<String> = sides.collect();
    let themes = atlas.vocabulary.themes.iter().filter(|theme| !theme.signals.is_empty());
    let evidence = &atlas.vocabulary.evidence;
    let slots = [
        ("stands-out", number(STANDS_OUT)),
        ("signals", listed("facts", themes.map(|theme| (theme.label.get(lang), signals(lang, atlas, &theme.signals))))),
        ("weight-theme", said(percent(WEIGHTS.theme))),
        ("weight-likeness", said(percent(WEIGHTS.likeness))),
        ("weight-phase", said(percent(WEIGHTS.phase))),
        ("weight-evidence", said(percent(WEIGHTS.evidence))),
        ("full-theme", number(WEIGHTS.full_theme)),
        ("phases", said(phases.collect::<Vec<_>>().join(", "))),
        ("suggestions", said(SUGGESTIONS.to_string())),
        ("most-alike", said(MOST_ALIKE.to_string())),
        ("near", number(NEAR_KILOMETRES)),
        ("sides", said(words::and(lang, &sides.iter().map(String::as_str).collect::<Vec<_>>()))),
        (
            "evidence",
            listed(
                "facts",
                evidence.iter().map(|level| (level.label.get(lang), level.definition.get(lang).to_owned())),
            ),
        ),
    ];
    slots.map(|(name, said)| (name, Some(said))).into()
}

/// Terms with what they mean.
fn listed<'a>(class: &str, entries: impl IntoIterator<Item = (&'a str, String)>) -> Markup {
    html! { dl class=(class) { @for (term, meaning) in entries { dt { (term) } dd { (meaning) } } } }
}

/// Names of features with the year they are of: "koopwoningen, … (2022)".
fn named(lang: Lang, atlas: &Atlas, uses: &[FeatureUse]) -> String {
    let list: Vec<_> = uses.iter().filter_map(|feature| atlas.at(feature.at)).collect();
    let names: Vec<String> = list.iter().map(|at| text::lower_first(at.indicator.name.get(lang))).collect();
    let year = list.first().map(|at| text::period(lang, at.period.period)).unwrap_or_default();
    format!("{} ({year})", names.join(", "))
}

/// The figures by which a place stands out on a theme, and on which side.
fn signals(lang: Lang, atlas: &Atlas, signals: &[Signal]) -> String {
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
    PageTable::of(columns)
        .boxed_by("rekenregels")
        .in_blocks()
        .show("soort")
        .show("regel")
        .show("cijfers")
        .cells_classed(|_| Some("secondary"))
        .render("table table-stacked rules-table", &groups)
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
    PageTable::of(columns).caption(html! { (title) }).boxed_as(title).show_all().render("table", rows)
}
