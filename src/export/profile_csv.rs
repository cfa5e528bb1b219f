//! A profile as CSV: one row per indicator, period and place (the place itself and its references).

use std::str::FromStr;

use thiserror::Error;

use crate::domain::{IndicatorPeriod, Lang, Source};
use crate::text;
use crate::views::profile::{Figure, MemberBasis, Origin, ProfileView, ReferenceKind, Row, decimals_of};

/// How numbers and columns are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum CsvStyle {
    /// `;` between columns, `,` as decimal mark: opens as it is in a Dutch spreadsheet.
    #[default]
    Dutch,
    /// `,` between columns, `.` as decimal mark.
    International,
}

/// What can go wrong.
#[derive(Debug, Error)]
pub enum ExportError {
    /// Not a style.
    #[error("\"{0}\" is not a CSV style; expected nederlands or internationaal")]
    Style(String),
    /// The writer failed.
    #[error("the download could not be written: {0}")]
    Write(#[from] csv::Error),
}

impl CsvStyle {
    /// What stands between columns.
    pub(super) const fn delimiter(self) -> u8 {
        match self {
            Self::Dutch => b';',
            Self::International => b',',
        }
    }
}

impl FromStr for CsvStyle {
    type Err = ExportError;

    fn from_str(text: &str) -> Result<Self, ExportError> {
        match text {
            "nederlands" => Ok(Self::Dutch),
            "internationaal" => Ok(Self::International),
            other => Err(ExportError::Style(other.chars().take(40).collect())),
        }
    }
}

const COLUMNS: [&str; 20] = [
    "gebied",
    "indicator",
    "naam",
    "thema",
    "periode",
    "plaats",
    "waarde",
    "eenheid",
    "decimalen",
    "ontbreekt",
    "ten_minste",
    "herkomst",
    "dekking",
    "delen",
    "delen_bekend",
    "ledenbasis",
    "regel",
    "bron",
    "tabel",
    "licentie",
];

/// The profile as bytes: UTF-8 with a byte order mark, so that spreadsheets read accents; names in the language of the
/// view. Every row says source, table, licence and rule; the release stands in the first column's heading row.
///
/// # Errors
/// [`ExportError::Write`] when the writer fails.
pub fn profile_csv(view: &ProfileView<'_>, style: CsvStyle) -> Result<Vec<u8>, ExportError> {
    let mut writer = csv::WriterBuilder::new().delimiter(style.delimiter()).from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(COLUMNS.iter().copied().chain(["jaar_bron", "bronvermelding", "uitgave"]))?;
    for theme in &view.themes {
        for row in &theme.rows {
            for point in &row.series {
                let own = (view.name.to_owned(), &point.figure);
                let nederland = (view.lang.pick("Nederland", "Netherlands").to_owned(), &point.nederland);
                for (place, figure) in [own, nederland] {
                    writer.write_record(record(view, style, row, point.declared, &place, figure))?;
                }
            }
            for reference in &row.references {
                if reference.kind != ReferenceKind::Nederland {
                    let place = reference_name(view.lang, reference.kind);
                    writer.write_record(record(view, style, row, row.period, &place, &reference.figure))?;
                }
            }
        }
    }
    writer.into_inner().map_err(|error| ExportError::Write(error.into_error().into()))
}

fn record(
    view: &ProfileView<'_>,
    style: CsvStyle,
    row: &Row<'_>,
    declared: &IndicatorPeriod,
    place: &str,
    figure: &Figure,
) -> Vec<String> {
    let lang = view.lang;
    let source: Option<&Source> = view.atlas.source_of(declared);
    let of_source = |field: fn(&Source) -> &str| source.map(field).unwrap_or_default().to_owned();
    let decimals = decimals_of(figure, declared);
    let count = |value: Option<u32>| value.map(|value| value.to_string()).unwrap_or_default();
    let coverage = figure.coverage;
    vec![
        guarded(view.name),
        row.indicator.id.clone(),
        row.indicator.name.get(lang).to_owned(),
        row.indicator.theme.clone(),
        declared.period.to_string(),
        guarded(place),
        figure.value.known().map(|value| plain(style, value, decimals)).unwrap_or_default(),
        row.indicator.unit_label.get(lang).to_owned(),
        decimals.to_string(),
        figure.value.missing().map(|reason| text::missing(lang, reason)).unwrap_or_default().to_owned(),
        if figure.at_least { lang.pick("ja", "yes") } else { "" }.to_owned(),
        origin(lang, figure.origin).to_owned(),
        coverage.map(|coverage| plain(style, coverage.share * 100.0, 1)).unwrap_or_default(),
        count(coverage.map(|coverage| coverage.members)),
        count(coverage.map(|coverage| coverage.known)),
        match figure.members {
            MemberBasis::Listed => String::new(),
            MemberBasis::Overlay { held, outside } => text::derived_membership(lang, declared.vintage, held, outside),
        },
        text::rule(lang, &view.atlas.catalogue, declared),
        source.map(|source| source.name.get(lang)).unwrap_or_default().to_owned(),
        of_source(|source| &source.table),
        of_source(|source| &source.licence),
        of_source(|source| &source.year),
        source.map(|source| source.attribution.get(lang)).unwrap_or_default().to_owned(),
        view.atlas.release.clone(),
    ]
}

/// A number without grouping, at its decimals.
pub(super) fn plain(style: CsvStyle, value: f64, decimals: i8) -> String {
    let digits = usize::from(u8::try_from(decimals).unwrap_or(0));
    let number = format!("{:.digits$}", text::round_to(value, decimals));
    match style {
        CsvStyle::Dutch => number.replace('.', ","),
        CsvStyle::International => number,
    }
}

/// A name that a spreadsheet would read as a formula gets an apostrophe in front.
pub(super) fn guarded(name: &str) -> String {
    if name.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{name}") } else { name.to_owned() }
}

fn reference_name(lang: Lang, kind: ReferenceKind<'_>) -> String {
    match kind {
        ReferenceKind::Nederland => lang.pick("Nederland", "Netherlands").to_owned(),
        ReferenceKind::Gemeente(name) => format!("{} {name}", lang.pick("gemeente", "municipality of")),
        ReferenceKind::Rest(name) => format!("{} {name}", lang.pick("rest van", "rest of")),
        ReferenceKind::Together => lang.pick("20 gebieden samen", "20 areas together").to_owned(),
        ReferenceKind::Matched(level) => text::matched_regions(lang, level),
    }
}

pub(super) const fn origin(lang: Lang, origin: Origin) -> &'static str {
    match origin {
        Origin::Published => lang.pick("gepubliceerd", "published"),
        Origin::Computed => lang.pick("berekend uit teller en noemer", "computed from numerator and denominator"),
        Origin::Aggregated => lang.pick("samengesteld uit delen", "built from parts"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_the_decimal_mark_of_its_style_and_no_grouping() {
        assert_eq!(plain(CsvStyle::Dutch, 1234.56, 1), "1234,6");
        assert_eq!(plain(CsvStyle::International, 1234.56, 1), "1234.6");
        assert_eq!(plain(CsvStyle::Dutch, 287_400.0, -3), "287000");
    }

    #[test]
    fn a_name_cannot_become_a_formula() {
        assert_eq!(guarded("=1+1"), "'=1+1");
        assert_eq!(guarded("'t Zand"), "'t Zand");
    }

    #[test]
    fn only_the_two_styles_are_known() {
        assert_eq!("internationaal".parse::<CsvStyle>().unwrap(), CsvStyle::International);
        assert!("xlsx".parse::<CsvStyle>().is_err());
    }
}
