//! Tables of pages are written in one place.

use super::sources;

/// The writer of every table of a page.
const WRITER: &str = "web/components/table/html.rs";

/// Lines that open a table in `maud`.
fn opened(source: &str) -> Vec<usize> {
    let code = source.split("#[cfg(test)]").next().unwrap_or_default();
    let opens = |line: &str| {
        let line = line.trim_start();
        ["table class", "table {", "table.", "thead ", "thead{"].iter().any(|start| line.starts_with(start))
            && line.ends_with('{')
    };
    code.lines().enumerate().filter(|(_, line)| opens(line)).map(|(number, _)| number + 1).collect()
}

#[test]
fn only_the_component_of_tables_writes_a_table() {
    let mut writer = 0;
    let mut found = Vec::new();
    for (file, _, text) in sources().unwrap() {
        let lines = opened(&text);
        if file.ends_with(WRITER) {
            writer += lines.len();
        } else {
            found.extend(lines.into_iter().map(|line| format!("{file}:{line}")));
        }
    }
    assert!(writer > 0, "{WRITER} writes no table");
    assert!(
        found.is_empty(),
        "declare these with `export::Columns` and write them with `PageTable`:\n{}",
        found.join("\n")
    );
}

#[test]
fn a_table_by_hand_is_seen() {
    assert_eq!(opened("html! {\n    table class=\"table\" {\n"), [2]);
    assert_eq!(opened("            thead { tr {\n"), [1]);
    assert!(opened("fn table(lang: Lang) -> Markup {\n    table.show(\"naam\")\n").is_empty());
}
