//! `wijkwijzer diff`: what packages would change against the active release, before anything is taken over.

use std::fmt::Write as _;
use std::fs;

use maud::{DOCTYPE, Markup, html};

use crate::domain::Dataset;
use crate::ingest::{self, Change, Difference, Figures, Folders};
use crate::store::Store as _;

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
    let before = read_release(&store, &release).await?;
    store.close().await;
    let (id, after) = ingest::read_checked(&Folders::new(&args.data.geodata), &())?;
    let difference = Difference::between(&before, &after);
    let title = format!("release {id} against the active release {release}");
    print!("{}", text(&title, &difference));
    if let Some(path) = &args.page {
        let page = page(&title, &difference, &after).into_string();
        fs::write(path, page).map_err(|error| CliError::Io(path.display().to_string(), error))?;
        println!("the same as a page: {}", path.display());
    }
    Ok(())
}

/// Ids for a line: the first and how many more.
fn named<T: ToString>(items: &[T]) -> String {
    let first: Vec<String> = items.iter().take(NAMED).map(ToString::to_string).collect();
    match items.len().saturating_sub(NAMED) {
        0 => first.join(", "),
        more => format!("{} and {more} more", first.join(", ")),
    }
}

/// A line for each side of a change that has something.
fn lines<T: ToString>(of: &str, change: &Change<T>) -> Vec<String> {
    let sides = [("new", &change.added), ("gone", &change.gone)];
    let line = |(side, items): (&str, &Vec<T>)| format!("{of}: {} {side}: {}", items.len(), named(items));
    sides.into_iter().filter(|(_, items)| !items.is_empty()).map(line).collect()
}

/// Everything but the figures, a line each.
fn lists(difference: &Difference) -> Vec<String> {
    let of_period = |list: &[(String, _)]| list.iter().map(|(id, period)| format!("{id} {period}")).collect();
    let periods = Change { added: of_period(&difference.periods.added), gone: of_period(&difference.periods.gone) };
    let mut all = lines("packages", &difference.packages);
    all.extend(lines("indicators", &difference.indicators));
    all.extend(lines::<String>("periods", &periods));
    all.extend(difference.codes.iter().flat_map(|(vintage, change)| lines(&format!("codes of {vintage}"), change)));
    all.extend(difference.items.iter().flat_map(|(kind, change)| lines(kind, change)));
    all
}

fn counts(one: &Figures) -> String {
    match one.moved_from {
        Some((before, after)) => format!("{} figures, on the codes of {after} instead of {before}", one.known),
        None => format!(
            "{} new, {} other, {} gone, {} without a figure for another reason; {} known now",
            one.added, one.changed, one.gone, one.reasons, one.known
        ),
    }
}

fn text(title: &str, difference: &Difference) -> String {
    let mut text = format!("{title}\n");
    if difference.is_empty() {
        text.push_str("nothing is new, other or gone\n");
    }
    for line in lists(difference) {
        let _ = writeln!(text, "{line}");
    }
    for one in &difference.figures {
        let _ = writeln!(text, "{} {}: {}", one.measure, one.period, counts(one));
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
    let name = |id: &str| after.catalogue.indicator(id).map_or(id, |indicator| indicator.name.nl.as_str()).to_owned();
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
                ul { @for line in lists(difference) { li { (line) } } }
                @if !closed.is_empty() {
                    h2 { "Gepubliceerde cijfers van afgesloten jaren die anders zijn" }
                    (figures(closed.iter().copied(), &name))
                }
                @if !difference.largest.is_empty() {
                    h2 { "Grootste veranderingen" }
                    ol {
                        @for one in &difference.largest {
                            li {
                                (name(&one.measure)) " " (one.period) ", " (one.code) ": " (one.before) " → " (one.after)
                                " (" (format!("{:.1}", one.far)) " gewone afstanden tussen plaatsen)"
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
            @for one in list {
                li {
                    (name(&one.measure)) " " (one.period) ": "
                    @if let Some((before, after)) = one.moved_from { "op de codes van " (after) " in plaats van " (before) "; " }
                    @else {
                        (one.added) " nieuw, " (one.changed) " anders, " (one.gone) " weg, "
                        (one.reasons) " om een andere reden zonder cijfer; "
                    }
                    (one.known) " nu bekend"
                }
            }
        }
    }
}
