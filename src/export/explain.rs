//! The sheet that explains a workbook, and the same words in `GeoJSON`.

use super::cell::Cell;
use super::columns::Columns;
use super::table::{Document, Table};
use crate::domain::{Lang, Missing};
use crate::text;

/// Subject and text: what the file is, its release, `sheets` where it has them, its notes, what is missing and why, how
/// to use it.
pub(super) fn lines(document: &Document<'_>, sheets: bool) -> Vec<(String, String)> {
    let lang = document.lang;
    let line = |subject: &str, words: String| (subject.to_owned(), words);
    let mut lines = vec![
        line(lang.pick("Dit bestand", "This file"), document.title.clone()),
        line(lang.pick("Pagina", "Page"), document.page.clone()),
        line(
            lang.pick("Uitgave", "Release"),
            format!("{} ({})", document.release, text::date(lang, document.imported_at)),
        ),
    ];
    let sheet = lang.pick("Blad", "Sheet");
    let named = document.tables.iter().chain([&document.sources]).filter(|table| sheets && !table.about.is_empty());
    lines.extend(named.map(|table| (format!("{sheet} “{}”", table.name), table.about.to_owned())));
    lines.extend(document.notes.iter().cloned());
    let reasons = missing(document);
    if !reasons.is_empty() {
        lines.push(line(
            lang.pick("Leeg is geen nul", "Empty is not zero"),
            lang.pick(
                "Waar een cijfer ontbreekt, is de cel leeg, en zegt de kolom ernaast waarom. Nul staat er als 0.",
                "Where a figure is missing the cell is empty and the column beside it says why. Zero is written as 0.",
            )
            .to_owned(),
        ));
    }
    lines.extend(
        reasons
            .into_iter()
            .map(|reason| line(text::missing(lang, reason), text::missing_long(lang, reason).to_owned())),
    );
    lines.push(line(lang.pick("Gebruik", "Use"), usage(lang).to_owned()));
    lines
}

/// How figures may be used.
const fn usage(lang: Lang) -> &'static str {
    lang.pick(
        "Noem bij gebruik de bron en het jaar, zoals de bronvermelding ze noemt. Voor elke bron gelden haar eigen voorwaarden.",
        "Name the source and the year when you use a figure, as the attribution does. Each source has its own terms.",
    )
}

/// The reasons of everything that is missing, each once.
fn missing(document: &Document<'_>) -> Vec<Missing> {
    let mut reasons: Vec<Missing> = document
        .tables
        .iter()
        .flat_map(|table| table.rows.iter().flatten())
        .filter_map(|cell| if let Cell::Missing(reason) = cell { Some(*reason) } else { None })
        .collect();
    reasons.sort_unstable();
    reasons.dedup();
    reasons
}

/// The sheet.
pub(super) fn explanation(document: &Document<'_>) -> Table<'static> {
    Columns::of(document.lang)
        .text(("Onderwerp", "Subject"), |(subject, _): &(String, String)| subject.clone())
        .text(("Uitleg", "Explanation"), |(_, words)| words.clone())
        .table(("Toelichting", "Explanation"), "", lines(document, true))
}

/// What the columns of figures mean, for files of figures.
pub(super) fn of_figures(lang: Lang) -> Vec<(String, String)> {
    [
        (
            lang.pick("Herkomst", "Origin"),
            lang.pick(
                "Gepubliceerd: een rij van de bron. Berekend: hier uitgerekend uit cijfers van de bron, bijvoorbeeld teller en noemer. Samengesteld: hier gemaakt uit wijken en buurten, volgens de rekenregel die bij de bron van het cijfer staat.",
                "Published: a row of the source. Computed: worked out here from figures of the source, a numerator and denominator for one. Built: made here from districts and neighbourhoods, by the rule that stands with the source of the figure.",
            ),
        ),
        (
            lang.pick("Regel", "Rule"),
            lang.pick(
                "Hoe het cijfer van een gebied uit wijken en buurten ontstaat. Bij een gepubliceerd cijfer is de regel niet gebruikt.",
                "How the figure of an area comes about from districts and neighbourhoods. A published figure did not use the rule.",
            ),
        ),
        (
            lang.pick("Dekking", "Coverage"),
            lang.pick(
                "Het deel van het geheel waarvan het cijfer bekend is, en hoeveel wijken en buurten dat zijn. Onder 80% staat er geen cijfer.",
                "The part of the whole of which the figure is known, and how many districts and neighbourhoods that are. Below 80% there is no figure.",
            ),
        ),
        (
            lang.pick("Ten minste", "At least"),
            lang.pick(
                "Een optelling waarvan een deel niet bekend is: het werkelijke aantal is dit of meer.",
                "A sum of which a part is not known: the real number is this or more.",
            ),
        ),
    ]
    .map(|(subject, words)| (subject.to_owned(), words.to_owned()))
    .to_vec()
}
