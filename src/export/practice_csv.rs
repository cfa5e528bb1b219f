//! Practice examples as CSV, one row per example.

use crate::domain::{Lang, Text};
use crate::views::practice::Card;

use super::ExportError;

const COLUMNS: [&str; 18] = [
    "id",
    "titel",
    "samenvatting",
    "organisatie",
    "gepubliceerd",
    "van",
    "tot",
    "beoogd_effect",
    "wat_ervoor_nodig_was",
    "onderbouwing",
    "fase",
    "themas",
    "doelgroepen",
    "plaats",
    "focusgebied",
    "code",
    "precisie",
    "bron",
];

/// The examples as bytes: UTF-8 with a byte order mark and semicolons, as a Dutch spreadsheet opens them; texts in
/// `lang`.
///
/// # Errors
/// [`ExportError::Write`] when the writer fails.
pub fn practice_csv<'a>(lang: Lang, cards: impl Iterator<Item = Card<'a>>) -> Result<Vec<u8>, ExportError> {
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(COLUMNS)?;
    for card in cards {
        writer.write_record(row(lang, &card).map(plain))?;
    }
    writer.into_inner().map_err(|error| ExportError::Write(error.into_error().into()))
}

fn row(lang: Lang, card: &Card<'_>) -> [String; 18] {
    let example = card.example;
    let text = |text: &Option<Text>| text.as_ref().map_or_else(String::new, |text| text.get(lang).to_owned());
    [
        example.id.clone(),
        example.title.get(lang).to_owned(),
        example.summary.get(lang).to_owned(),
        example.organisation.clone(),
        example.published.clone(),
        example.from.clone(),
        example.until.clone(),
        text(&example.effect),
        text(&example.conditions),
        example.evidence.clone(),
        example.phase.clone(),
        example.themes.join(" "),
        example.audience.join(" "),
        card.place_names(),
        example.area.as_ref().map_or_else(String::new, ToString::to_string),
        example.place.map_or_else(String::new, |code| code.to_string()),
        example.precision.as_str().to_owned(),
        example.source_url.clone(),
    ]
}

/// A text that no spreadsheet takes for a formula.
fn plain(text: String) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_looks_like_a_formula_stays_text() {
        assert_eq!(plain("=1+1".to_owned()), "'=1+1");
        assert_eq!(plain("Kunst in je buurt".to_owned()), "Kunst in je buurt");
    }
}
