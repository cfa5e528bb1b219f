//! What a release or packages would change, in words and as a part of a page: the desk and `wijkwijzer diff` say the same.

use std::fmt::Write as _;

use maud::{Markup, html};

use crate::domain::{Lang, RegionCode, Vintage};
use crate::ingest::{Change, Difference, Figures};
use crate::text;
use crate::web::state::differences::Compared;

/// Most ids of a kind that are named.
const NAMED: usize = 12;

/// The heading.
pub const fn title(lang: Lang) -> &'static str {
    lang.pick("Wat er zou veranderen", "What would change")
}

/// What is held against what.
pub fn pair(lang: Lang, id: &str, active: &str) -> String {
    match lang {
        Lang::Nl => format!("Uitgave {id}, vergeleken met uitgave {active} die nu te zien is"),
        Lang::En => format!("Release {id}, held against release {active}, which is served now"),
    }
}

/// Ids for a line: the first and how many more.
fn named<T: ToString>(lang: Lang, items: &[T]) -> String {
    let first: Vec<String> = items.iter().take(NAMED).map(ToString::to_string).collect();
    match items.len().saturating_sub(NAMED) {
        0 => first.join(", "),
        more => format!("{} {} {more} {}", first.join(", "), lang.pick("en nog", "and"), lang.pick("", "more")),
    }
}

/// A line for each side of a change that has something.
fn lines<T: ToString>(lang: Lang, of: &str, change: &Change<T>) -> Vec<String> {
    let sides = [
        (lang.pick("nieuw", "new"), &change.added),
        (lang.pick("anders", "other"), &change.other),
        (lang.pick("weg", "gone"), &change.gone),
    ];
    let line = |(side, items): (&str, &Vec<T>)| format!("{of}: {} {side}: {}", items.len(), named(lang, items));
    sides.into_iter().filter(|(_, items)| !items.is_empty()).map(line).collect()
}

/// Everything but the figures, a line each.
fn lists(lang: Lang, difference: &Difference) -> Vec<String> {
    let items = difference.items.iter().flat_map(|((nl, en), change)| lines(lang, lang.pick(nl, en), change));
    let of_codes = |(vintage, change): &(Vintage, Change<RegionCode>)| {
        lines(lang, &format!("{} {vintage}", lang.pick("codes van", "codes of")), change)
    };
    items.chain(difference.codes.iter().flat_map(of_codes)).collect()
}

/// What became of the figures of a measure in a period.
fn counts(lang: Lang, one: &Figures) -> String {
    let (known, now) = (one.known, lang.pick("nu bekend", "known now"));
    match (one.moved_from, lang) {
        (Some((before, after)), Lang::Nl) => format!("op de codes van {after} in plaats van {before}; {known} {now}"),
        (Some((before, after)), Lang::En) => format!("on the codes of {after} instead of {before}; {known} {now}"),
        (None, _) => {
            let words = [
                (one.added, lang.pick("nieuw", "new")),
                (one.changed, lang.pick("anders", "other")),
                (one.gone, lang.pick("weg", "gone")),
                (one.reasons, lang.pick("om een andere reden zonder cijfer", "without a figure for another reason")),
                (one.margins, lang.pick("met een andere marge", "with another margin")),
            ];
            let told: Vec<String> = words
                .iter()
                .filter(|(number, _)| *number > 0)
                .map(|(number, word)| format!("{number} {word}"))
                .collect();
            format!("{}; {known} {now}", told.join(", "))
        }
    }
}

/// All of it as lines of text, in English as the rest of the command line.
pub fn told(title: &str, difference: &Difference) -> String {
    let mut text = format!("{title}\n");
    if difference.is_empty() {
        text.push_str("nothing is new, other or gone\n");
    }
    for line in lists(Lang::En, difference) {
        let _ = writeln!(text, "{line}");
    }
    for one in &difference.figures {
        let _ = writeln!(text, "{} {}: {}", one.measure, one.period, counts(Lang::En, one));
    }
    let closed: Vec<&Figures> = difference.closed().collect();
    if !closed.is_empty() {
        let _ = writeln!(text, "\npublished figures of settled periods that are not as they were:");
        for one in closed {
            let _ = writeln!(text, "  {} {}: {} other, {} gone", one.measure, one.period, one.changed, one.gone);
        }
    }
    if !difference.largest.is_empty() {
        let _ = writeln!(text, "\nlargest changes, in usual distances between places of that level:");
    }
    for one in &difference.largest {
        let (code, measure, period) = (one.code, &one.measure, one.period);
        let _ = writeln!(text, "  {code} {measure} {period}: {} -> {} ({:.1})", one.before, one.after, one.far);
    }
    text
}

/// All of it as a part of a page.
pub fn content(lang: Lang, compared: &Compared) -> Markup {
    let difference = &compared.difference;
    let name = |id: &str| text::capitalise(compared.name(id).map_or(id, |name| name.get(lang)));
    let closed: Vec<&Figures> = difference.closed().collect();
    let lists = lists(lang, difference);
    html! {
        @if difference.is_empty() { p { (lang.pick("Niets is nieuw, anders of weg.", "Nothing is new, other or gone.")) } }
        @if !lists.is_empty() { ul { @for line in lists { li { (line) } } } }
        @if !closed.is_empty() {
            h2 { (lang.pick("Gepubliceerde cijfers van afgesloten jaren die anders zijn", "Published figures of settled periods that are not as they were")) }
            (figures(lang, closed.iter().copied(), &name))
        }
        @if !difference.largest.is_empty() {
            h2 { (lang.pick("Grootste veranderingen", "Largest changes")) }
            p { (lang.pick(
                "Geordend naar hoe groot de verandering is naast het gebruikelijke verschil tussen plaatsen van dat niveau.",
                "In the order of how large the change is beside the usual difference between places of that level.",
            )) }
            ol {
                @for one in &difference.largest {
                    li {
                        (name(&one.measure)) " " (text::period(lang, one.period)) ", " (one.code) ": "
                        (lang.pick("was ", "was ")) (number(lang, one.before)) (lang.pick(", wordt ", ", becomes ")) (number(lang, one.after))
                        " (" (text::number(lang, one.far, 1)) (lang.pick(" keer dat verschil", " times that difference")) ")"
                    }
                }
            }
        }
        @if !difference.figures.is_empty() {
            h2 { (lang.pick("Alle cijfers die verschillen", "All figures that differ")) }
            (figures(lang, difference.figures.iter(), &name))
        }
    }
}

fn figures<'a>(lang: Lang, list: impl Iterator<Item = &'a Figures>, name: &dyn Fn(&str) -> String) -> Markup {
    html! {
        ul {
            @for one in list { li { (name(&one.measure)) " " (text::period(lang, one.period)) ": " (counts(lang, one)) } }
        }
    }
}

/// A number with the decimals that it has.
fn number(lang: Lang, value: f64) -> String {
    let decimals = value.to_string().split_once('.').map_or(0, |(_, decimals)| decimals.len());
    text::number(lang, value, i8::try_from(decimals).unwrap_or(i8::MAX))
}
