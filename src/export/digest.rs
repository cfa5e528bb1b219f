//! The digest of a period as a bare document and as plain text, for an editor to send.

use std::fmt::Write as _;

use maud::{DOCTYPE, Markup, html};

use super::atom::entry_path;
use crate::domain::Lang;
use crate::text;
use crate::views::knowledge::{DigestView, Entry, EntryKind};

/// The three parts with their titles and what they hold.
pub fn digest_parts<'a, 'v>(
    lang: Lang,
    view: &'v DigestView<'a>,
) -> [(&'static str, &'static str, &'static str, &'v [Entry<'a>]); 3] {
    [
        (
            "verdiepen",
            lang.pick("Verdiepen", "Read on"),
            lang.pick("Praktijkvoorbeelden en publicaties", "Practice examples and publications"),
            &view.deepen,
        ),
        (
            "meedoen",
            lang.pick("Meedoen", "Join in"),
            lang.pick("Oproepen, programma's en cursussen", "Calls, programmes and courses"),
            &view.join,
        ),
        ("agenda", "Agenda", lang.pick("Bijeenkomsten", "Events"), &view.agenda),
    ]
}

/// The period in words.
pub fn digest_period(lang: Lang, view: &DigestView<'_>) -> String {
    let day = |date: jiff::civil::Date| text::date(lang, &date.to_string());
    format!("{} {} {}", day(view.from), lang.pick("tot en met", "to"), day(view.to))
}

/// When an item was or is: the date of an example or publication, first and last day of an event, closing date.
pub fn entry_dates(lang: Lang, entry: &Entry<'_>) -> String {
    let EntryKind::Event(event) = entry.kind else { return text::date(lang, entry.date) };
    let mut parts = Vec::new();
    if !event.starts.is_empty() {
        let first = text::date(lang, &event.starts);
        parts.push(if event.ends.is_empty() {
            first
        } else {
            format!("{first} {} {}", lang.pick("tot en met", "to"), text::date(lang, &event.ends))
        });
    }
    if !event.deadline.is_empty() {
        parts.push(format!("{} {}", lang.pick("sluit op", "closes on"), text::date(lang, &event.deadline)));
    }
    if parts.is_empty() { text::date(lang, "") } else { parts.join("; ") }
}

/// The digest as a document of headings, paragraphs and lists, with full addresses and without styles: what every
/// mail program shows.
pub fn digest_html(lang: Lang, base: &str, view: &DigestView<'_>) -> Markup {
    let title = format!("wijkwijzer: {}", digest_period(lang, view));
    html! {
        (DOCTYPE)
        html lang=(lang.tag()) {
            head { meta charset="utf-8"; title { (title) } }
            body {
                h1 { (title) }
                @for (_, name, about, entries) in digest_parts(lang, view) {
                    h2 { (name) }
                    @if entries.is_empty() {
                        p { (nothing(lang)) }
                    } @else {
                        p { (about) }
                        @for entry in entries {
                            h3 { a href={ (base) (entry_path(entry)) } { (entry.title.get(lang)) } }
                            p {
                                (entry_dates(lang, entry))
                                @if !entry.organisation.is_empty() { " · " (entry.organisation) }
                                @if let EntryKind::Event(event) = entry.kind { @if !event.place.is_empty() { " · " (event.place) } }
                            }
                            @if let Some(summary) = entry.summary { p { (summary.get(lang)) } }
                            p {
                                (lang.pick("Bron: ", "Source: "))
                                @if entry.source.starts_with("http") { a href=(entry.source) { (entry.source) } }
                                @else if entry.source.is_empty() { (lang.pick("geen adres gevonden", "no address found")) }
                                @else { (entry.source) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The digest as plain text, lines of at most 76 characters where words allow.
pub fn digest_text(lang: Lang, base: &str, view: &DigestView<'_>) -> String {
    let mut out = format!("wijkwijzer: {}\n", digest_period(lang, view));
    for (_, name, _, entries) in digest_parts(lang, view) {
        // Writing to a string cannot fail.
        let _ = write!(out, "\n\n{}\n{}\n", name.to_uppercase(), "=".repeat(name.chars().count()));
        if entries.is_empty() {
            let _ = writeln!(out, "\n{}", nothing(lang));
        }
        for entry in entries {
            let _ = write!(out, "\n{}", wrap(&format!("* {}", entry.title.get(lang))));
            let mut facts = entry_dates(lang, entry);
            if !entry.organisation.is_empty() {
                let _ = write!(facts, " · {}", entry.organisation);
            }
            out.push_str(&wrap(&facts));
            if let Some(summary) = entry.summary {
                out.push_str(&wrap(summary.get(lang)));
            }
            let _ = writeln!(out, "{base}{}", entry_path(entry));
            if !entry.source.is_empty() {
                let _ = writeln!(out, "{} {}", lang.pick("Bron:", "Source:"), entry.source);
            }
        }
    }
    out
}

const fn nothing(lang: Lang) -> &'static str {
    lang.pick("Niets met een datum in deze periode.", "Nothing dated in this period.")
}

fn wrap(text: &str) -> String {
    const WIDTH: usize = 76;
    let mut out = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let wide = word.chars().count();
        if length > 0 && length + 1 + wide > WIDTH {
            out.push('\n');
            length = 0;
        } else if length > 0 {
            out.push(' ');
            length += 1;
        }
        out.push_str(word);
        length += wide;
    }
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_broken_between_words() {
        let long = "woord ".repeat(40);
        let wrapped = wrap(&long);
        assert!(wrapped.lines().all(|line| line.len() <= 76));
        assert_eq!(wrapped.split_whitespace().count(), 40);
    }
}
