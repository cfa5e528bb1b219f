//! A document as a workbook (XLSX): its tables, a sheet of sources and a sheet that explains it.

use std::collections::BTreeMap;

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, IgnoreError, Workbook, Worksheet,
};

use super::cell::Cell;
use super::csv_file::ExportError;
use super::explain::explanation;
use super::table::{Column, Document, Kind, Table, looks_like_formula};
use crate::domain::{Lang, Margin, Unit};
use crate::text;

/// Widest and narrowest column, in characters.
const WIDTHS: (usize, usize) = (9, 46);
/// Widest column where words wrap.
const WIDEST_WRAPPED: usize = 72;
/// Rows that decide how wide a column is.
const MEASURED: usize = 200;
/// Characters of the title on paper; the format allows 255 for the whole line.
const LONGEST_TITLE: usize = 120;
/// A4.
const PAPER: u8 = 9;

/// The media type of a workbook.
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The formats of cells, made once.
struct Formats {
    head: Format,
    words: Format,
    /// Words that look like a formula: marked as text, also when somebody edits the cell.
    quoted: Format,
    missing: Format,
}

/// The document as bytes. Heads are frozen and filter, numbers carry the format of their unit and decimals, and the
/// reasons of what is missing stand in columns of their own.
pub fn workbook(document: &Document<'_>) -> Result<Vec<u8>, ExportError> {
    let formats = Formats {
        head: Format::new()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::Top)
            .set_background_color(Color::RGB(0x00E8_EEF6))
            .set_border_bottom(FormatBorder::Thin)
            .set_border_bottom_color(Color::RGB(0x0015_4273)),
        words: Format::new().set_align(FormatAlign::Top),
        quoted: Format::new().set_align(FormatAlign::Top).set_quote_prefix(),
        missing: Format::new().set_align(FormatAlign::Top).set_italic(),
    };
    let mut book = Workbook::new();
    let mut properties = DocProperties::new().set_title(&document.title).set_author("wijkwijzer");
    // The moment of the release: the same question has the same bytes as answer.
    if let Ok(moment) = ExcelDateTime::parse_from_str(document.imported_at.get(..19).unwrap_or_default()) {
        properties = properties.set_creation_datetime(&moment);
    }
    book.set_properties(&properties);
    for table in &document.tables {
        sheet(book.add_worksheet(), document, table, &formats, false)?;
    }
    sheet(book.add_worksheet(), document, &document.sources, &formats, true)?;
    sheet(book.add_worksheet(), document, &explanation(document), &formats, true)?;
    Ok(book.save_to_buffer()?)
}

fn sheet(
    sheet: &mut Worksheet,
    document: &Document<'_>,
    table: &Table<'_>,
    formats: &Formats,
    wrapped: bool,
) -> Result<(), ExportError> {
    sheet.set_name(table.name)?;
    let shown: Vec<(usize, &Column)> = table.columns.iter().enumerate().filter(|(_, column)| !column.aside).collect();
    let words = if wrapped { formats.words.clone().set_text_wrap() } else { formats.words.clone() };
    let mut at = 0_u16;
    for (position, column) in shown {
        let cells = table.rows.iter().filter_map(|row| row.get(position));
        sheet.write_string_with_format(0, at, &column.label, &formats.head)?;
        let mut numbers = Numbers::default();
        for (row, cell) in (1_u32..).zip(cells.clone()) {
            match cell {
                Cell::Text(text) if looks_like_formula(text) => {
                    sheet.write_string_with_format(row, at, text.as_ref(), &formats.quoted)?;
                }
                Cell::Text(text) => {
                    sheet.write_string_with_format(row, at, text.as_ref(), &words)?;
                }
                Cell::Number { value, decimals, unit, .. } => {
                    sheet.write_number_with_format(row, at, *value, numbers.format(*decimals, *unit))?;
                }
                Cell::Empty | Cell::Missing(_) | Cell::Absent(_) => {}
            }
        }
        let widest = if wrapped { WIDEST_WRAPPED } else { WIDTHS.1 };
        sheet.set_column_width(at, width(document.lang, &column.label, cells.clone(), widest))?;
        at += 1;
        if column.kind == Kind::Figure {
            reasons(sheet, document.lang, (at, column), cells.clone(), formats)?;
            at += 1;
        }
        if table.has_margins(position) {
            bounds(sheet, document.lang, (at, column), &cells, formats)?;
            at += 2;
        }
    }
    // A first column that names the rows stays in sight; one that says the same in many does not help.
    let first = |row: usize| table.rows.get(row).and_then(|row| row.first());
    let names = first(1).is_some() && first(0) != first(1);
    finish(sheet, document, u32::try_from(table.rows.len()).unwrap_or(u32::MAX), at)?;
    sheet.set_freeze_panes(1, u16::from(names))?;
    Ok(())
}

/// The column with the reasons of what is missing.
fn reasons<'a>(
    sheet: &mut Worksheet,
    lang: Lang,
    (at, column): (u16, &Column),
    cells: impl Iterator<Item = &'a Cell<'a>>,
    formats: &Formats,
) -> Result<(), ExportError> {
    sheet.write_string_with_format(0, at, column.reason_label(lang), &formats.head)?;
    let mut widest = WIDTHS.0;
    for (row, cell) in (1_u32..).zip(cells) {
        if let Some(words) = cell.reason(lang) {
            widest = widest.max(words.chars().count() + 2);
            sheet.write_string_with_format(row, at, words, &formats.missing)?;
        }
    }
    sheet.set_column_width(at, f64::from(u8::try_from(widest).unwrap_or(u8::MAX)))?;
    Ok(())
}

/// The two columns with the bounds of published margins.
fn bounds<'a>(
    sheet: &mut Worksheet,
    lang: Lang,
    (at, column): (u16, &Column),
    cells: &(impl Iterator<Item = &'a Cell<'a>> + Clone),
    formats: &Formats,
) -> Result<(), ExportError> {
    let sides: [fn(Margin) -> f64; 2] = [|margin| margin.lower, |margin| margin.upper];
    for ((at, label), side) in (at..).zip(column.bound_labels(lang)).zip(sides) {
        sheet.write_string_with_format(0, at, &label, &formats.head)?;
        let mut numbers = Numbers::default();
        for (row, cell) in (1_u32..).zip(cells.clone()) {
            let Cell::Number { margin: Some(margin), decimals, unit, .. } = cell else { continue };
            sheet.write_number_with_format(row, at, side(*margin), numbers.format(*decimals, *unit))?;
        }
        sheet.set_column_width(at, width(lang, &label, std::iter::empty(), WIDTHS.1))?;
    }
    Ok(())
}

/// What every sheet has: a frozen head that filters, and a page on paper that names the file.
fn finish(sheet: &mut Worksheet, document: &Document<'_>, rows: u32, columns: u16) -> Result<(), ExportError> {
    let last = columns.saturating_sub(1);
    sheet.autofilter(0, 0, rows.max(1), last)?;
    // Periods and codes are words on purpose: "2014-2016" stands among "2022".
    sheet.ignore_error_range(1, 0, rows.max(1), last, IgnoreError::NumberStoredAsText)?;
    sheet.set_landscape().set_paper_size(PAPER).set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    let lang = document.lang;
    let title: String = document.title.chars().take(LONGEST_TITLE).collect::<String>().replace('&', "&&");
    let (release, page, of) = (lang.pick("uitgave", "release"), lang.pick("pagina", "page"), lang.pick("van", "of"));
    sheet.set_header(format!("&L{title}"));
    sheet.set_footer(format!("&Lwijkwijzer, {release} {} ({})&R{page} &P {of} &N", document.release, document.day()));
    Ok(())
}

/// How wide a column is: as its words, within bounds. A heading may wrap, its longest word may not.
fn width<'a>(lang: Lang, label: &str, cells: impl Iterator<Item = &'a Cell<'a>>, most: usize) -> f64 {
    let letters = |text: &str| text.chars().count();
    let head = label.split(' ').map(letters).max().unwrap_or_default() + 4;
    let cell = |cell: &Cell<'_>| match cell {
        Cell::Text(text) => letters(text),
        Cell::Number { value, decimals, .. } => letters(&text::number(lang, *value, *decimals)) + 2,
        Cell::Empty | Cell::Missing(_) | Cell::Absent(_) => 0,
    };
    let widest = cells.take(MEASURED).map(cell).max().unwrap_or_default().max(head) + 1;
    f64::from(u8::try_from(widest.clamp(WIDTHS.0, most)).unwrap_or(u8::MAX))
}

/// Formats of numbers by how they are written; a column has few of them.
#[derive(Default)]
struct Numbers {
    made: BTreeMap<String, Format>,
}

impl Numbers {
    fn format(&mut self, decimals: i8, unit: Option<&Unit>) -> &Format {
        let written = number_format(decimals, unit);
        let made = Format::new().set_align(FormatAlign::Top).set_num_format(&written);
        self.made.entry(written).or_insert(made)
    }
}

/// `#,##0.0"%"`: the spreadsheet puts in the marks of its own language, and a percentage stays the number it is.
fn number_format(decimals: i8, unit: Option<&Unit>) -> String {
    let fraction = "0".repeat(usize::from(u8::try_from(decimals).unwrap_or(0)));
    let number = if fraction.is_empty() { "#,##0".to_owned() } else { format!("#,##0.{fraction}") };
    let Some(unit) = unit else { return number };
    // A sign is words to the spreadsheet; it has no language, so that of the first stands.
    let words = |sign: &str| if sign.is_empty() { String::new() } else { format!("\"{}\"", sign.replace('"', "")) };
    let written = format!("{}{number}{}", words(&unit.before.nl), words(&unit.after.nl));
    if unit.signed { format!("+{written};-{written};{written}") } else { written }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_formatted_by_its_decimals_and_unit() {
        assert_eq!(number_format(0, None), "#,##0");
        assert_eq!(number_format(1, Some(Unit::percent())), "#,##0.0\"%\"");
        let unit = |id: &str| Unit::built_in().iter().find(|unit| unit.id == id);
        assert_eq!(number_format(-3, unit("euro")), "\"€ \"#,##0");
        assert_eq!(number_format(0, unit("kilowattuur")), "#,##0\" kWh\"");
        assert_eq!(number_format(2, unit("score")), "+#,##0.00;-#,##0.00;#,##0.00");
    }

    #[test]
    fn a_withheld_figure_is_an_empty_cell_beside_its_reason_and_a_formula_is_text() {
        use calamine::{Data, Reader as _};
        let margin = Some(Margin { lower: -0.5, upper: 1.5 });
        let table = Table {
            name: "Cijfers",
            about: "",
            columns: vec![
                Column::labelled("Plaats", Kind::Text),
                Column::labelled("Waarde", Kind::Figure),
                Column { aside: true, ..Column::labelled("Bron", Kind::Text) },
            ],
            rows: vec![
                vec![Cell::text("=1+1"), Cell::Missing(crate::domain::Missing::Suppressed), Cell::text("CBS")],
                vec![
                    Cell::text("Zuid"),
                    Cell::Number { value: 0.0, decimals: 1, unit: Some(Unit::percent()), said: None, margin },
                    Cell::text("CBS"),
                ],
            ],
        };
        let document = Document {
            lang: Lang::Nl,
            title: "Proef & meer".to_owned(),
            sources: Table { name: "Bronnen", rows: Vec::new(), ..table.clone() },
            tables: vec![table],
            notes: Vec::new(),
            page: "/kaart".to_owned(),
            release: "0123456789ab",
            imported_at: "2026-11-22T09:00:00Z",
        };
        let bytes = std::io::Cursor::new(workbook(&document).unwrap());
        let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(bytes).unwrap();
        let sheet = book.worksheet_range("Cijfers").unwrap();
        let cell = |row, column| sheet.get_value((row, column)).cloned().unwrap_or_default();
        let text = |words: &str| Data::String(words.to_owned());
        assert_eq!(sheet.width(), 5, "the source stands on a sheet of its own");
        assert_eq!((cell(1, 0), cell(1, 1), cell(1, 2)), (text("=1+1"), Data::Empty, text("afgeschermd")));
        assert_eq!((cell(2, 1), cell(2, 2)), (Data::Float(0.0), Data::Empty), "zero is a value");
        assert_eq!((cell(0, 3), cell(0, 4)), (text("Ondergrens"), text("Bovengrens")));
        assert_eq!((cell(2, 3), cell(2, 4), cell(1, 3)), (Data::Float(-0.5), Data::Float(1.5), Data::Empty));
        assert!(book.worksheet_formula("Cijfers").unwrap().is_empty());
        assert_eq!(book.sheet_names(), ["Cijfers", "Bronnen", "Toelichting"]);
    }

    #[test]
    fn a_column_is_as_wide_as_its_words_within_bounds() {
        let cells = [Cell::text("x".repeat(200)), Cell::Empty];
        assert!((width(Lang::Nl, "Naam", cells.iter(), 46) - 46.0).abs() < f64::EPSILON);
        assert!((width(Lang::Nl, "Naam", [].iter(), 46) - 9.0).abs() < f64::EPSILON);
    }
}
