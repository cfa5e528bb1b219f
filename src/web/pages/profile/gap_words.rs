//! The sentences of "Loopt de achterstand in?". They say how far apart two figures lie and whether that changed; never
//! why.

use crate::atlas::GapChange;
use crate::domain::{Indicator, Lang, Polarity, Reference};
use crate::stats::difference::{Distance, FirstLast};
use crate::stats::round::within_rounding;
use crate::text;
use crate::views::gap::{GapLine, GapView, PoolRegion};

/// The heading: a lag exists only where higher is better or worse.
pub(in crate::web::pages) const fn title(lang: Lang, gap: &GapView<'_>) -> &'static str {
    match gap.indicator.polarity {
        Polarity::Neutral => lang.pick("Wordt het verschil kleiner?", "Is the difference narrowing?"),
        _ => lang.pick("Wordt de achterstand kleiner?", "Is the gap closing?"),
    }
}

/// When the area was designated, and how the figures lie to that.
pub(in crate::web::pages) fn dates(lang: Lang, gap: &GapView<'_>) -> String {
    let (Some(first), Some(last)) = (gap.designations.first(), gap.designations.last()) else { return String::new() };
    let started = gap.designations.iter();
    let started = started.map(|one| format!("{} ({})", text::date(lang, one.from), one.designation.name.get(lang)));
    let started: Vec<String> = started.collect();
    let mut words = format!("{}: {}.", lang.pick("Aangewezen", "Designated"), started.join("; "));
    let known = || gap.periods.iter().filter(|period| period.own.value.known().is_some());
    let newest = known().map(|period| period.declared.period.end()).max();
    if let (Some(newest), Some(first), Some(last)) = (newest, first.year(), last.year()) {
        if newest < first {
            words.push_str(lang.pick(" Alle jaren hieronder liggen daarvoor.", " All years below lie before that."));
        } else if newest <= last {
            words.push_str(lang.pick(
                " Over de jaren na de laatste aanwijzing zegt dit cijfer nog niets.",
                " This figure says nothing yet about the years after the last designation.",
            ));
        }
    }
    words
}

/// Which way a gap lies.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    /// Less favourable than the reference.
    Behind,
    /// More favourable.
    Ahead,
    /// Without a judgement.
    Apart,
}

fn side(indicator: &Indicator, gap: f64) -> Side {
    match (indicator.polarity, gap > 0.0) {
        (Polarity::Neutral, _) => Side::Apart,
        (Polarity::HigherWorse, true) | (Polarity::HigherBetter, false) => Side::Behind,
        (Polarity::HigherWorse, false) | (Polarity::HigherBetter, true) => Side::Ahead,
    }
}

/// "De achterstand op Nederland werd kleiner: van 12,3 procentpunt in 2012 naar 10,1 procentpunt in 2020."
pub(in crate::web::pages) fn change(lang: Lang, gap: &GapView<'_>, line: &GapLine<'_>) -> Option<String> {
    let change = line.change?;
    let year = |at: usize| Some(text::period(lang, gap.periods.get(at)?.declared.period));
    let (from, to) = (year(change.between.0)?, year(change.between.1)?);
    let sizes = change.gap();
    let size = |value: f64| text::difference(lang, &gap.indicator.unit, value, change.decimals);
    let name = text::reference_inline(lang, line.reference);
    if change.within_margin {
        return Some(match lang {
            Lang::Nl => format!("Niet te onderscheiden van {name}, in {from} en in {to}."),
            Lang::En => format!("Not distinguishable from {name}, in {from} and in {to}."),
        });
    }
    if within_rounding(sizes.first, change.decimals) && within_rounding(sizes.last, change.decimals) {
        return Some(match lang {
            Lang::Nl => format!("Vergelijkbaar met {name}, in {from} en in {to}."),
            Lang::En => format!("Comparable with {name}, in {from} and in {to}."),
        });
    }
    if change.distance == Distance::Crossed {
        return Some(crossed(lang, gap, &name, (&from, &to), sizes, &size));
    }
    let leading = if sizes.first.abs() > sizes.last.abs() { sizes.first } else { sizes.last };
    let noun = noun(lang, side(gap.indicator, leading));
    let (first, last) = (size(sizes.first), size(sizes.last));
    let verb = match change.distance {
        Distance::Smaller => lang.pick("werd kleiner", "became smaller"),
        Distance::Larger => lang.pick("werd groter", "became larger"),
        _ => lang.pick("bleef vergelijkbaar", "stayed comparable"),
    };
    let pace = pace(lang, gap, &change, leading);
    Some(match lang {
        Lang::Nl => format!("{noun} {name} {verb}: van {first} in {from} naar {last} in {to}{pace}."),
        Lang::En => format!("{noun} {name} {verb}: from {first} in {from} to {last} in {to}{pace}."),
    })
}

const fn noun(lang: Lang, side: Side) -> &'static str {
    match side {
        Side::Behind => lang.pick("De achterstand op", "The lag behind"),
        Side::Ahead => lang.pick("De voorsprong op", "The lead over"),
        Side::Apart => lang.pick("Het verschil met", "The difference with"),
    }
}

fn crossed(
    lang: Lang,
    gap: &GapView<'_>,
    name: &str,
    (from, to): (&str, &str),
    sizes: FirstLast,
    size: &dyn Fn(f64) -> String,
) -> String {
    let word = |value: f64| match side(gap.indicator, value) {
        Side::Behind => lang.pick("ongunstiger", "less favourable"),
        Side::Ahead => lang.pick("gunstiger", "more favourable"),
        Side::Apart if value > 0.0 => lang.pick("hoger", "higher"),
        Side::Apart => lang.pick("lager", "lower"),
    };
    let (first, last) = (size(sizes.first), size(sizes.last));
    match lang {
        Lang::Nl => format!("In {from} {first} {} dan {name}, in {to} {last} {}.", word(sizes.first), word(sizes.last)),
        Lang::En => {
            format!("In {from} {first} {} than {name}, in {to} {last} {}.", word(sizes.first), word(sizes.last))
        }
    }
}

/// How fast the size of the gap changed in a usual year (the median), where there are enough years for a pace and it goes
/// the way of the whole. `leading` is the larger gap, which tells on which side the place lies.
fn pace(lang: Lang, gap: &GapView<'_>, change: &GapChange, leading: f64) -> String {
    let Some(per_year) = change.per_year else { return String::new() };
    let growth = per_year * leading.signum();
    let way = match change.distance {
        Distance::Smaller if growth < 0.0 => lang.pick("kleiner", "smaller"),
        Distance::Larger if growth > 0.0 => lang.pick("groter", "larger"),
        _ => return String::new(),
    };
    let size = text::difference(lang, &gap.indicator.unit, per_year, change.decimals.saturating_add(1));
    match lang {
        Lang::Nl => format!(" (elk jaar doorgaans {size} {way})"),
        Lang::En => format!(" (usually {size} {way} each year)"),
    }
}

/// The change here beside the change in the matched neighbourhoods.
pub(in crate::web::pages) fn difference(lang: Lang, gap: &GapView<'_>) -> Option<String> {
    let line = gap.lines.iter().find(|line| matches!(line.reference, Reference::Matched(_)))?;
    let change = line.change?;
    let unit = &gap.indicator.unit;
    let year = |at: usize| Some(text::period(lang, gap.periods.get(at)?.declared.period));
    let (from, to) = (year(change.between.0)?, year(change.between.1)?);
    let value = |value: f64| text::short_value(lang, unit, value, change.decimals);
    let moved = |pair: FirstLast| text::signed(lang, unit, pair.change(), change.decimals);
    let (here, there) = (change.place, change.reference);
    let name = text::reference_inline(lang, line.reference);
    let apart = text::signed(lang, unit, change.difference(), change.decimals);
    let points = text::points(lang, unit).map(|points| format!(" {points}")).unwrap_or_default();
    Some(match lang {
        Lang::Nl => format!(
            "Tussen {from} en {to} ging het cijfer hier van {} naar {} ({}) en in {name} van {} naar {} ({}). Het \
             verschil tussen die twee veranderingen is {apart}{points}. Waardoor dat komt, is hieruit niet af te leiden.",
            value(here.first),
            value(here.last),
            moved(here),
            value(there.first),
            value(there.last),
            moved(there),
        ),
        Lang::En => format!(
            "Between {from} and {to} the figure went from {} to {} here ({}) and from {} to {} in {name} ({}). The \
             difference between those two changes is {apart}{points}. What lies behind it cannot be read from this.",
            value(here.first),
            value(here.last),
            moved(here),
            value(there.first),
            value(there.last),
            moved(there),
        ),
    })
}

/// How the matched neighbourhoods were found.
pub(in crate::web::pages) fn pool(lang: Lang, gap: &GapView<'_>) -> String {
    let pool = &gap.pool;
    let (one, more) = (text::level_name(lang, pool.level, false), text::level_name(lang, pool.level, true));
    if pool.matched == 0 {
        return match lang {
            Lang::Nl => {
                format!("Voor deze plek zijn geen vergelijkbare {more} gevonden: te weinig kenmerken zijn bekend.")
            }
            Lang::En => format!("No similar {more} were found for this place: too few features are known."),
        };
    }
    let names: Vec<String> =
        pool.features.iter().map(|(indicator, _)| text::lower_first(indicator.name.get(lang))).collect();
    let year = pool.features.first().map(|(_, declared)| text::period(lang, declared.period)).unwrap_or_default();
    let of_members = match lang {
        Lang::Nl if pool.members == 1 => format!("Bij deze {one} zijn de drie {more}"),
        Lang::Nl => format!(
            "Bij elk van de {} {more} van dit gebied ({} met genoeg bekende kenmerken) zijn de drie {more}",
            pool.members, pool.matched
        ),
        Lang::En if pool.members == 1 => format!("For this {one} the three {more}"),
        Lang::En => format!(
            "For each of the {} {more} of this area ({} with enough known features) the three {more}",
            pool.members, pool.matched
        ),
    };
    match lang {
        Lang::Nl => format!(
            "{of_members} buiten het programma gezocht die er het meest op lijken, op kenmerken van {year}, de \
             vroegste die per {one} zijn geleverd: {}. Het cijfer zelf, en wat er rekenkundig aan vastzit, telt daarbij \
             niet mee. De drie tellen samen even zwaar als de {one} waar zij bij horen.",
            names.join(", ")
        ),
        Lang::En => format!(
            "{of_members} outside the programme that are most like it were sought, on features of {year}, the \
             earliest delivered by {one}: {}. The figure itself, and what is arithmetically tied to it, does not count. \
             The three together weigh as much as the {one} that they stand beside.",
            names.join(", ")
        ),
    }
}

/// What a file says about the comparison beside its figures: subject and text.
pub(in crate::web::pages) fn notes(lang: Lang, gap: &GapView<'_>) -> Vec<(String, String)> {
    let pool_view = &gap.pool;
    let matched = text::capitalise(&text::matched_regions(lang, pool_view.level));
    let mut notes = vec![(matched.clone(), pool(lang, gap))];
    let region = |region: &PoolRegion<'_>| match region.gemeente {
        "" => format!("{} ({})", region.name, region.code),
        gemeente => format!("{} ({}, {gemeente})", region.name, region.code),
    };
    let named: Vec<String> = pool_view.named.iter().map(region).collect();
    if !named.is_empty() {
        let chosen = lang.pick("Het zwaarst wegen, van", "Weighing most, out of");
        notes.push((matched, format!("{chosen} {}: {}.", pool_view.regions, named.join("; "))));
    }
    let designated = dates(lang, gap);
    if !designated.is_empty() {
        notes.push((lang.pick("Aanwijzing", "Designation").to_owned(), designated));
    }
    notes.push((lang.pick("Verschil door de jaren", "Gap over the years").to_owned(), caveat(lang).to_owned()));
    notes
}

/// What the comparison does not say.
pub(in crate::web::pages) const fn caveat(lang: Lang) -> &'static str {
    lang.pick(
        "Lees dit als een vergelijking, niet als een meting van wat beleid heeft gedaan. Vergelijkbare plekken kunnen op \
         andere punten verschillen, bewoners verhuizen, en cijfers uit een model volgen deels de kenmerken van een buurt.",
        "Read this as a comparison, not as a measurement of what policy did. Similar places may differ in other respects, \
         residents move, and figures from a model partly follow the features of a neighbourhood.",
    )
}
