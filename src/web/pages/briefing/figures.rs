//! Where every figure of the two pages comes from: source, period, rule and coverage, and what it does not say.

use maud::{Markup, html};

use super::sheets::Sheets;
use crate::atlas::{Figure, MemberBasis};
use crate::domain::{IndicatorPeriod, Lang, Source, ThemeFacet};
use crate::export::{Cell, Columns, IntoCell as _};
use crate::text;
use crate::urls;
use crate::views::profile::Row;
use crate::web::components::table::PageTable;
use crate::web::pages::profile::detail;

/// Figures that share period, source, rule and coverage.
#[derive(Debug)]
struct Line<'a> {
    names: Vec<&'a str>,
    period: String,
    /// Number of the source in the list.
    source: Option<usize>,
    rule: String,
    /// Nothing where a source publishes the figure itself.
    coverage: Option<String>,
}

impl Line<'_> {
    fn is_alike(&self, other: &Self) -> bool {
        self.period == other.period
            && self.source == other.source
            && self.rule == other.rule
            && self.coverage == other.coverage
    }
}

pub(super) fn section(sheets: &Sheets<'_>) -> Markup {
    let lang = sheets.lang();
    let (lines, sources) = lines(sheets);
    let columns = Columns::of(lang)
        .text(("Cijfer", "Figure"), |line: &&Line<'_>| line.names.join("; "))
        .text(("Jaar", "Year"), |line| line.period.clone())
        .text(("Bron", "Source"), |line| match line.source {
            Some(number) => Cell::text(number.to_string()),
            None => ("onbekend", "unknown").cell(lang),
        })
        .text(("Rekenregel en dekking", "Rule and coverage"), |line| line.rule.clone());
    html! {
        section class="briefing-sources" aria-labelledby="herkomst" {
            h2 id="herkomst" { (lang.pick("Waar de cijfers vandaan komen", "Where the figures come from")) }
            (PageTable::of(columns)
                .boxed_by("herkomst")
                .show("cijfer")
                .show("jaar")
                .show("bron")
                .show("rekenregel_en_dekking")
                .marked(|line, _| html! {
                    @if let Some(coverage) = &line.coverage { " " b { (lang.pick("Dekking: ", "Coverage: ")) } (coverage) }
                })
                .render("table", &lines))
            ol class="briefing-source-list" {
                @for source in &sources {
                    li {
                        (source.attribution.get(lang))
                        @if !source.table.is_empty() { ", " (lang.pick("tabel ", "table ")) (source.table) }
                        "; " (lang.pick("licentie: ", "licence: ")) (text::licence(lang, &source.licence)) "."
                        // The rest of what to know stands on the page of sources.
                        @if let Some(note) = &source.note { " " (first_sentence(note.get(lang))) }
                    }
                }
            }
            (caveats(sheets))
        }
    }
}

/// The figures in the order of the catalogue, and their sources in the order in which they are first named.
fn lines<'a>(sheets: &Sheets<'a>) -> (Vec<Line<'a>>, Vec<&'a Source>) {
    let lang = sheets.lang();
    let mut sources: Vec<&Source> = Vec::new();
    let mut lines: Vec<Line<'a>> = Vec::new();
    for row in sheets.rows() {
        let source = row.source.map(|source| {
            sources.iter().position(|known| known.id == source.id).unwrap_or_else(|| {
                sources.push(source);
                sources.len() - 1
            }) + 1
        });
        let line = Line {
            names: vec![row.indicator.name.get(lang)],
            period: text::period(lang, row.period.period),
            source,
            rule: rule(sheets, row),
            coverage: coverage(sheets, row),
        };
        match lines.iter_mut().find(|known| known.is_alike(&line)) {
            Some(known) => known.names.extend(line.names),
            None => lines.push(line),
        }
    }
    (lines, sources)
}

fn rule(sheets: &Sheets<'_>, row: &Row<'_>) -> String {
    let lang = sheets.lang();
    if detail::is_built(&sheets.view.profile) {
        detail::rule(lang, &sheets.view.profile, row)
    } else {
        format!("{}.", text::capitalise(detail::origin(lang, &row.figure)))
    }
}

/// Coverage, and how members in another division were found.
fn coverage(sheets: &Sheets<'_>, row: &Row<'_>) -> Option<String> {
    let lang = sheets.lang();
    let shown = detail::coverage(lang, &sheets.view.profile, &row.figure, row.period);
    let parts: Vec<String> = shown.into_iter().chain(overlay(lang, &row.figure, row.period)).collect();
    (!parts.is_empty()).then(|| format!("{}.", parts.join("; ")))
}

/// "Afgeleid (omtrek 2020: 99% binnen, 2% van buiten)"; what that means stands with the caveats.
fn overlay(lang: Lang, figure: &Figure, declared: &IndicatorPeriod) -> Option<String> {
    let MemberBasis::Overlay(found) = figure.members else { return None };
    let (held, outside) = (text::share_in_words(lang, found.held), text::share_in_words(lang, found.outside));
    Some(match lang {
        Lang::Nl => format!("afgeleid (omtrek {}: {held} binnen, {outside} van buiten)", declared.vintage),
        Lang::En => format!("derived (outline of {}: {held} inside, {outside} from outside)", declared.vintage),
    })
}

/// What the figures do not say.
fn caveats(sheets: &Sheets<'_>) -> Markup {
    let lang = sheets.lang();
    let profile = &sheets.view.profile;
    let derived = sheets.rows().any(|row| matches!(row.figure.members, MemberBasis::Overlay(_)));
    let absent: Vec<String> = profile
        .absent
        .iter()
        .filter(|theme| theme.facet == ThemeFacet::Leefgebied)
        .map(|theme| text::lower_first(theme.label.get(lang)))
        .collect();
    html! {
        p class="briefing-caveats" {
            b { (lang.pick("Lees dit zo. ", "How to read this. ")) }
            (lang.pick(
                "De cijfers beschrijven; zij zeggen niet waardoor iets zo is, en zijn geen meting van beleid. Verschillen binnen de afronding heten vergelijkbaar.",
                "The figures describe; they do not say why something is so, and are no measurement of policy. Differences within rounding are called comparable.",
            ))
            @if derived {
                (lang.pick(
                    " Afgeleid: de delen zijn gevonden door omtrekken van twee jaren over elkaar te leggen; binnen is welk deel van de inwoners van nu erin woont, van buiten welk deel van die inwoners nu buiten de grens woont.",
                    " Derived: parts were found by laying the outlines of two years over each other; inside is the share of the present residents that live in them, from outside the share of those residents that live outside the present boundary.",
                ))
            }
            @if !absent.is_empty() {
                (lang.pick(" Geen cijfers over: ", " No figures on: ")) (absent.join(", ")) "."
            }
            (lang.pick(" Alle cijfers, ook per wijk en buurt: ", " All figures, also by district and neighbourhood: "))
            (sheets.base) (profile.address) ". "
            (lang.pick("De methode: ", "The method: ")) (sheets.base) (urls::METHOD) "."
        }
    }
}

/// A text up to its first full stop before a capital: "Versie 3.0 is anders. Meer." says "Versie 3.0 is anders."
fn first_sentence(text: &str) -> &str {
    let ends = text.match_indices(". ").map(|(at, _)| at + 1);
    let mut ends =
        ends.filter(|&at| text.get(at..).is_some_and(|rest| rest.trim_start().starts_with(char::is_uppercase)));
    ends.next().and_then(|at| text.get(..at)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::first_sentence;

    #[test]
    fn a_sentence_ends_before_a_capital_and_a_number_or_an_abbreviation_ends_none() {
        for (text, first) in [
            ("Versie 3.0 is anders. Meer staat elders.", "Versie 3.0 is anders."),
            ("Afgerond op vijftallen, bijv. in buurten. Een 0 is echt.", "Afgerond op vijftallen, bijv. in buurten."),
            ("Eén zin.", "Eén zin."),
            ("", ""),
        ] {
            assert_eq!(first_sentence(text), first);
        }
    }
}
