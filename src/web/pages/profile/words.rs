//! The sentences of a profile, from the figures of its view.

use std::fmt::Write as _;

use crate::atlas::{Figure, MemberBasis, Rank};
use crate::domain::{IndicatorPeriod, Lang, Level};
use crate::stats::difference::compare;
use crate::text::{self, MemberNoun};
use crate::views::profile::{ProfileView, Reference, ReferenceFigure, ReferenceKind, Row};

/// What a strip shows: a title for those who do not see it, a caption for everyone.
pub(in crate::web::pages) struct SpreadWords {
    pub title: String,
    pub caption: String,
}

/// The figure of a row without its unit in words.
pub(in crate::web::pages) fn short(lang: Lang, row: &Row<'_>) -> String {
    match row.figure.value.known() {
        Some(value) if row.is_class() => text::value_with_unit(lang, &row.indicator.unit, value, row.figure.decimals),
        Some(value) => text::short_value(lang, &row.indicator.unit, value, row.figure.decimals),
        None => text::short_figure(lang, &row.indicator.unit, &row.figure),
    }
}

/// What the stretch of a score is called that the figure lies in.
pub(in crate::web::pages) fn stretch<'a>(lang: Lang, row: &Row<'a>) -> Option<&'a str> {
    text::class_label(lang, &row.indicator.unit, row.figure.value.known()?, row.figure.decimals)
}

/// The comparison with Nederland, or the part of the gemeente that a count is. `None` where nothing can be compared.
pub(in crate::web::pages) fn sentence(lang: Lang, row: &Row<'_>) -> Option<String> {
    if let Some((name, share)) = row.share_of {
        return Some(text::capitalise(&text::part_of(lang, &row.indicator.unit, share, name)));
    }
    if row.is_class() {
        return classes(lang, row);
    }
    if row.period.is_count() {
        return None;
    }
    comparison(lang, row).map(|sentence| text::capitalise(&sentence))
}

/// How the regions inside a place are spread over the classes, most frequent class first.
fn classes(lang: Lang, row: &Row<'_>) -> Option<String> {
    let spread = row.spread.as_ref()?;
    let mut list = spread.classes();
    list.sort_by(|left, right| right.1.cmp(&left.1).then(left.0.total_cmp(&right.0)));
    let class = |&(class, times): &(f64, usize)| {
        let noun = text::level_name(lang, spread.level, times != 1);
        format!("{times} {noun}: {}", text::value_with_unit(lang, &row.indicator.unit, class, 0))
    };
    let words: Vec<String> = list.iter().map(class).collect();
    Some(format!("{}.", words.join("; ")))
}

fn comparison(lang: Lang, row: &Row<'_>) -> Option<String> {
    let reference = row.reference(ReferenceKind::Nederland)?;
    let compared = compare(&row.figure, &reference.figure)?;
    let name = text::reference_inline(lang, reference.reference);
    let mut sentence = text::comparison(lang, &row.indicator.unit, &compared, &name);
    if let Some(judgement) = text::judgement(lang, row.indicator.polarity, compared.direction) {
        sentence.push_str(", ");
        sentence.push_str(judgement);
    }
    Some(sentence)
}

/// The sentence of a row that stands out: area first.
pub(in crate::web::pages) fn highlight(lang: Lang, view: &ProfileView<'_>, row: &Row<'_>) -> String {
    let comparison = comparison(lang, row).unwrap_or_default();
    format!("In {} {comparison}.", view.name)
}

/// Of whom and when a figure is: "van de woningen, 2022".
pub(in crate::web::pages) fn unit_and_period(lang: Lang, row: &Row<'_>) -> String {
    let period = text::period(lang, row.period.period);
    let tail = text::unit_tail(lang, row.indicator);
    if tail.is_empty() { period } else { format!("{tail}, {period}") }
}

/// A reference of a row with its value; `None` for Nederland where the sentence names it already, and for a larger
/// place beside a count.
pub(in crate::web::pages) fn reference(
    lang: Lang,
    row: &Row<'_>,
    found: &ReferenceFigure<'_>,
) -> Option<(String, String)> {
    if found.reference == Reference::Nederland && (sentence(lang, row).is_some() || row.period.is_count()) {
        return None;
    }
    found.figure.known()?;
    if row.period.is_count() && !matches!(found.reference, Reference::Gemeente(_)) {
        return None;
    }
    let shown = if row.is_class() {
        text::figure(lang, row.indicator, &found.figure)
    } else {
        text::short_figure(lang, &row.indicator.unit, &found.figure)
    };
    Some((text::capitalise(&text::reference(lang, found.reference)), shown))
}

/// "Plaats 5 van 18 (hoogste eerst); 2 onbekend".
pub(in crate::web::pages) fn rank(lang: Lang, rank: Rank) -> String {
    let mut sentence = match lang {
        Lang::Nl => format!("Plaats {} van {} gebieden, hoogste eerst", rank.place, rank.of),
        Lang::En => format!("Rank {} of {} areas, highest first", rank.place, rank.of),
    };
    if rank.unknown > 0 {
        _ = write!(sentence, "; {} {}", rank.unknown, lang.pick("onbekend", "unknown"));
    }
    sentence
}

/// The spread of the regions inside a place.
pub(in crate::web::pages) fn spread(lang: Lang, view: &ProfileView<'_>, row: &Row<'_>) -> Option<SpreadWords> {
    let spread = row.spread.as_ref()?;
    let (low, high) = spread.range;
    let shown = |value: f64| text::short_value(lang, &row.indicator.unit, value, spread.decimals);
    let noun = text::level_name(lang, spread.level, spread.values.len() != 1);
    let count = spread.values.len();
    let unknown = if spread.unknown > 0 {
        format!("; {} {}", spread.unknown, lang.pick("onbekend", "unknown"))
    } else {
        String::new()
    };
    if row.is_class() {
        let title = classes(lang, row)?;
        return Some(SpreadWords { title, caption: format!("{count} {noun}{unknown}") });
    }
    let caption = match lang {
        Lang::Nl => format!("{count} {noun}: {} tot {}{unknown}", shown(low), shown(high)),
        Lang::En => format!("{count} {noun}: {} to {}{unknown}", shown(low), shown(high)),
    };
    let mut title = caption.clone();
    if let Some(value) = row.figure.value.known().filter(|_| !row.period.is_count()) {
        _ = write!(
            title,
            "; {} {}",
            view.name,
            text::short_value(lang, &row.indicator.unit, value, row.figure.decimals)
        );
        if let Some(reference) = row.reference(ReferenceKind::Nederland)
            && let Some(value) = reference.figure.value.known()
        {
            let value = text::short_value(lang, &row.indicator.unit, value, reference.figure.decimals);
            _ = write!(title, "; {} {value}", text::reference(lang, Reference::Nederland));
        }
    }
    Some(SpreadWords { title, caption })
}

/// The series in words for those who do not see the line, and a caption: first and last year, and what is missing.
pub(in crate::web::pages) fn series(lang: Lang, view: &ProfileView<'_>, row: &Row<'_>) -> (String, String) {
    let points: Vec<String> = row
        .series
        .iter()
        .map(|point| {
            let shown = text::short_figure(lang, &row.indicator.unit, &point.figure);
            format!("{} {shown}", text::period(lang, point.declared.period))
        })
        .collect();
    let title = format!("{}: {}", view.name, points.join("; "));
    let years = |at: Option<&crate::views::profile::SeriesPoint<'_>>| {
        at.map(|point| text::period(lang, point.declared.period)).unwrap_or_default()
    };
    let mut caption = format!("{}\u{2013}{}", years(row.series.first()), years(row.series.last()));
    let gaps = row.gaps();
    if gaps > 0 {
        let word = lang.pick(if gaps == 1 { "jaar ontbreekt" } else { "jaren ontbreken" }, "missing");
        _ = write!(caption, "; {gaps} {word}");
    }
    (title, caption)
}

/// What the members of a figure are called: told apart by their number, for the figure keeps only that.
pub(in crate::web::pages) fn member_noun(
    view: &ProfileView<'_>,
    figure: &Figure,
    declared: &IndicatorPeriod,
) -> MemberNoun {
    let members = figure.coverage.map_or(0, |coverage| coverage.members as usize);
    let lowest = declared.levels.iter().copied().max();
    let of = |level: Option<Level>| match level {
        Some(Level::Buurt) => MemberNoun::Buurten,
        Some(Level::Wijk) => MemberNoun::Wijken,
        Some(Level::Gemeente) => MemberNoun::Gemeenten,
        Some(Level::Land) | None => MemberNoun::Both,
    };
    if figure.members != MemberBasis::Listed {
        // A gemeente or wijk is first sought whole among those of the other division, and only then by its parts, which
        // are about as many as it has now.
        let own = view.region.as_ref().map(|region| region.code.level());
        let whole = own.filter(|level| declared.levels.contains(level) && members * 2 < view.place.buurten.len());
        return of(whole.or(lowest));
    }
    let listed = &view.place.listed;
    let first = listed.first().map(|&(level, _)| level);
    if members == listed.len() {
        let same = listed.iter().all(|&(level, _)| Some(level) == first);
        if same { of(first) } else { MemberNoun::Both }
    } else if members == view.place.buurten.len() {
        MemberNoun::Buurten
    } else {
        MemberNoun::Both
    }
}

/// The heading of the table of regions inside a place.
pub(in crate::web::pages) fn inside_title(lang: Lang, view: &ProfileView<'_>) -> &'static str {
    match view.region.as_ref().map(|region| region.code.level()) {
        Some(Level::Gemeente) => lang.pick("Wijken", "Districts"),
        Some(Level::Wijk) => lang.pick("Buurten", "Neighbourhoods"),
        _ => lang.pick("Wijken en buurten", "Districts and neighbourhoods"),
    }
}
