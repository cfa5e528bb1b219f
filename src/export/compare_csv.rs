//! A comparison as CSV: one row per indicator and place, Nederland included.

use super::profile_csv::{CsvStyle, ExportError, guarded, origin, plain};
use crate::text;
use crate::views::compare::{CompareRow, CompareView, ComparedFigure};

const COLUMNS: [&str; 20] = [
    "plaats",
    "sleutel",
    "indicator",
    "naam",
    "thema",
    "periode",
    "waarde",
    "eenheid",
    "ontbreekt",
    "ten_minste",
    "herkomst",
    "dekking",
    "delen",
    "delen_bekend",
    "regel",
    "bron",
    "tabel",
    "licentie",
    "bronvermelding",
    "uitgave",
];

/// The table as bytes: UTF-8 with a byte order mark, so that spreadsheets read accents; names in the language of the
/// view. Every row says source, table, licence, rule and release.
///
/// # Errors
/// [`ExportError::Write`] when the writer fails.
pub fn compare_csv(view: &CompareView<'_>, style: CsvStyle) -> Result<Vec<u8>, ExportError> {
    let mut writer = csv::WriterBuilder::new().delimiter(style.delimiter()).from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(COLUMNS)?;
    let nederland = view.lang.pick("Nederland", "Netherlands");
    for row in view.rows() {
        for (place, figure) in view.places.iter().zip(&row.figures) {
            writer.write_record(record(view, style, row, (&place.name, &place.key), figure))?;
        }
        writer.write_record(record(view, style, row, (nederland, "NL01"), &row.nederland))?;
    }
    writer.into_inner().map_err(|error| ExportError::Write(error.into_error().into()))
}

fn record(
    view: &CompareView<'_>,
    style: CsvStyle,
    row: &CompareRow<'_>,
    (name, key): (&str, &str),
    compared: &ComparedFigure,
) -> [String; 20] {
    let lang = view.lang;
    let figure = &compared.figure;
    let count = |value: Option<u32>| value.map(|value| value.to_string()).unwrap_or_default();
    let source = row.source;
    [
        guarded(name),
        key.to_owned(),
        row.indicator.id.clone(),
        row.indicator.name.get(lang).to_owned(),
        row.indicator.theme.clone(),
        row.period.period.to_string(),
        figure.value.known().map(|value| plain(style, value, compared.decimals)).unwrap_or_default(),
        row.indicator.unit_label.get(lang).to_owned(),
        figure.value.missing().map(|reason| text::missing(lang, reason)).unwrap_or_default().to_owned(),
        if figure.at_least { lang.pick("ja", "yes") } else { "" }.to_owned(),
        origin(lang, figure.origin).to_owned(),
        figure.coverage.map(|coverage| plain(style, coverage.share * 100.0, 1)).unwrap_or_default(),
        count(figure.coverage.map(|coverage| coverage.members)),
        count(figure.coverage.map(|coverage| coverage.known)),
        text::rule(lang, &view.atlas.catalogue, row.period),
        source.map(|source| source.name.get(lang)).unwrap_or_default().to_owned(),
        source.map(|source| source.table.clone()).unwrap_or_default(),
        source.map(|source| source.licence.clone()).unwrap_or_default(),
        source.map(|source| source.attribution.get(lang)).unwrap_or_default().to_owned(),
        view.atlas.release.clone(),
    ]
}
