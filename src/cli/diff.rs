//! `wijkwijzer diff`: what packages would change against the active release, before anything is taken over.

use std::fmt::Write as _;
use std::fs;

use maud::{DOCTYPE, Markup, html};

use crate::domain::{Dataset, Lang, RegionCode, Vintage};
use crate::ingest::{self, Change, Difference, Figures, Folders};
use crate::store::Store as _;
use crate::text;

use super::CliError;
use super::args::DiffArgs;
use super::prepare::{open, read_release};

/// Most ids of a kind that are named.
const NAMED: usize = 12;

/// Says what is new, other and gone; writes the same as a page where one is asked for.
///
/// # Errors
/// There is no active release, the files are faulty, or the database cannot be used.
pub async fn run(args: &DiffArgs) -> Result<(), CliError> {
    let store = open(&args.data.database).await?;
    let Some((release, _)) = store.active().await? else {
        return Err(CliError::NothingToServe("there is no active release to hold the packages against".to_owned()));
    };
    let before = read_release(&store, &release, &()).await?;
    store.close().await;
    let (id, after) = ingest::read_checked(&Folders::new(&args.data.geodata), &())?;
    let difference = Difference::between(&before, &after);
    print!("{}", told(&format!("release {id} against the active release {release}"), &difference));
    if let Some(path) = &args.page {
        let title = format!("Uitgave {id}, vergeleken met uitgave {release} die nu te zien is");
        let page = page(&title, &difference, &after).into_string();
        fs::write(path, page).map_err(|error| CliError::Io(path.display().to_string(), error))?;
        println!("the same as a page: {}", path.display());
    }
    Ok(())
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

fn told(title: &str, difference: &Difference) -> String {
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

/// The page, in Dutch, for whoever decides whether the release is taken over.
fn page(title: &str, difference: &Difference, after: &Dataset) -> Markup {
    let catalogue = &after.catalogue;
    let name = |id: &str| {
        let measure = || catalogue.measure(id).map(|measure| measure.name.nl.as_str());
        let named = catalogue.indicator(id).map(|indicator| indicator.name.nl.as_str()).or_else(measure);
        text::capitalise(named.unwrap_or(id))
    };
    let closed: Vec<&Figures> = difference.closed().collect();
    html! {
        (DOCTYPE)
        html lang="nl" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "Wat er zou veranderen · wijkwijzer" }
                style { "body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}li{margin:.2rem 0}" }
            }
            body {
                h1 { "Wat er zou veranderen" }
                p { (title) }
                @if difference.is_empty() { p { "Niets is nieuw, anders of weg." } }
                ul { @for line in lists(Lang::Nl, difference) { li { (line) } } }
                @if !closed.is_empty() {
                    h2 { "Gepubliceerde cijfers van afgesloten jaren die anders zijn" }
                    (figures(closed.iter().copied(), &name))
                }
                @if !difference.largest.is_empty() {
                    h2 { "Grootste veranderingen" }
                    p { "Geordend naar hoe groot de verandering is naast het gebruikelijke verschil tussen plaatsen van dat niveau." }
                    ol {
                        @for one in &difference.largest {
                            li {
                                (name(&one.measure)) " " (one.period) ", " (one.code) ": was " (number(Lang::Nl, one.before)) ", wordt "
                                (number(Lang::Nl, one.after)) " (" (text::number(Lang::Nl, one.far, 1)) " keer dat verschil)"
                            }
                        }
                    }
                }
                @if !difference.figures.is_empty() {
                    h2 { "Alle cijfers die verschillen" }
                    (figures(difference.figures.iter(), &name))
                }
            }
        }
    }
}

fn figures<'a>(list: impl Iterator<Item = &'a Figures>, name: &dyn Fn(&str) -> String) -> Markup {
    html! {
        ul {
            @for one in list { li { (name(&one.measure)) " " (one.period) ": " (counts(Lang::Nl, one)) } }
        }
    }
}

/// A number with the decimals that it has.
fn number(lang: Lang, value: f64) -> String {
    let decimals = value.to_string().split_once('.').map_or(0, |(_, decimals)| decimals.len());
    text::number(lang, value, i8::try_from(decimals).unwrap_or(i8::MAX))
}
