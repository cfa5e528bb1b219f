//! The bounds of estimates, in tables made to the contract of RIVM (`Marges`) and in tables with columns for them.

use super::{ALL, column, read, told};
use crate::domain::Margin;

const FILE: &str = "levels = [\"gemeente\", \"wijk\"]\ncode = \"WijkenEnBuurten\"\nselect = { Leeftijd = \"20300\" }\n\
                    margins = { column = \"Marges\", value = \"MW00000\", lower = \"MOG0095\", upper = \"MBG0095\" }\n\
                    period_column = { column = \"Perioden\", periods = [\"2022\", \"2024\"] }";

/// A row of the made table: adults of a place in a year, the member of `Marges`, and the figure.
fn row(place: &str, year: u16, member: &str, figure: &str) -> String {
    format!("20300,{member},{place}  ,{year}JJ00,{figure},1\n")
}

fn table(rows: &[String]) -> String {
    format!("Leeftijd,Marges,WijkenEnBuurten,Perioden,Eenzaam_28,Ander_29\n{}", rows.concat())
}

fn eenzaam() -> String {
    column("eenzaam", "Eenzaam", "range = [0, 100]")
}

/// Place, last year, and margin.
fn margins(content: &str, file: &str, columns: &str) -> Vec<(String, u16, f64, f64)> {
    let rows = read(content.as_bytes(), file, columns).unwrap();
    let one = |(&(_, period, code), &Margin { lower, upper }): (&(usize, crate::domain::Period, _), &Margin)| {
        let code: crate::domain::RegionCode = code;
        (code.to_string(), period.end(), lower, upper)
    };
    rows.margins.iter().map(one).collect()
}

#[test]
fn rows_of_a_dimension_are_a_figure_and_its_bounds_in_any_order() {
    let content = table(&[
        row("GM0344", 2024, "MBG0095", "48.9"),
        row("GM0344", 2024, "MW00000", "47.0"),
        row("GM0344", 2024, "MOG0095", "45.1"),
        row("WK034401", 2024, "MW00000", "50.0"),
        row("WK034401", 2022, "MW00000", ""),
        row("WK034401", 2022, "MOG0095", ""),
    ]);
    assert_eq!(margins(&content, FILE, &eenzaam()), [("GM0344".to_owned(), 2024, 45.1, 48.9)]);
    let rows = read(content.as_bytes(), FILE, &eenzaam()).unwrap();
    let values: Vec<Option<f64>> = rows.cells.iter().map(|cell| cell.value.known()).collect();
    assert_eq!(values, [Some(47.0), Some(50.0), None], "bounds are no figures");
    assert_eq!(rows.unused, ["Ander_29"]);
}

#[test]
fn a_long_table_has_its_bounds_in_rows_too() {
    let bulk =
        "Measure;Marges;WijkenEnBuurten;Value\nE;MW00000;GM0344;47,0\nE;MOG0095;GM0344;45,1\nE;MBG0095;GM0344;48,9\n";
    let file = format!(
        "{ALL}code = \"WijkenEnBuurten\"\ndelimiter = \";\"\ndecimal = \",\"\n\
         long = {{ measure = \"Measure\", value = \"Value\" }}\n\
         margins = {{ column = \"Marges\", value = \"MW00000\", lower = \"MOG0095\", upper = \"MBG0095\" }}"
    );
    assert_eq!(margins(bulk, &file, &column("eenzaam", "E", "")), [("GM0344".to_owned(), 2024, 45.1, 48.9)]);
}

#[test]
fn bounds_may_stand_in_columns_and_follow_the_factor_of_their_figure() {
    let content = "code,e,laag,hoog\nGM0344,0.470,0.451,0.489\nGM0363,,,\n";
    let columns = column("eenzaam", "e", "lower = \"laag\"\nupper = \"hoog\"\nfactor = 100.0\nrounded = true");
    assert_eq!(margins(content, &format!("{ALL}code = \"code\""), &columns), [("GM0344".to_owned(), 2024, 45.1, 48.9)]);
}

#[test]
fn each_kind_of_spoiled_bound_is_refused_with_what_is_wrong() {
    let said = |rows: &[String]| told(read(table(rows).as_bytes(), FILE, &eenzaam())).join("; ");
    let value = row("GM0344", 2024, "MW00000", "47.0");
    let with = |more: &[(&str, &str)]| {
        let more = more.iter().map(|(member, figure)| row("GM0344", 2024, member, figure));
        said(&std::iter::once(value.clone()).chain(more).collect::<Vec<_>>())
    };
    let alone = with(&[("MOG0095", "45.1")]);
    assert!(alone.contains("lower bound 45.1 alone (GM0344 of 2024); expected both bounds"), "{alone}");
    assert!(with(&[("MBG0095", "48.9")]).contains("upper bound 48.9 alone"));
    let outside = with(&[("MOG0095", "47.1"), ("MBG0095", "48.9")]);
    assert!(outside.contains("eenzaam: found 47 with a margin from 47.1 to 48.9"), "{outside}");
    assert!(with(&[("MOG0095", "45.1"), ("MBG0095", "100.5")]).contains("bounds within the declared range"));
    assert!(with(&[("MOG0095", "x"), ("MBG0095", "48.9")]).contains("found \"x\"; expected a number"));
    assert!(with(&[("MOG0099", "45.1")]).contains("one of: MW00000, MOG0095, MBG0095"));
    assert!(with(&[("MW00000", "47.0")]).contains("GM0344 of 2024 again"));
    let nothing = said(&[
        row("GM0344", 2024, "MW00000", ""),
        row("GM0344", 2024, "MOG0095", "1"),
        row("GM0344", 2024, "MBG0095", "2"),
    ]);
    assert!(nothing.contains("a margin from 1 to 2 without a figure"), "{nothing}");
}

#[test]
fn a_fault_of_bounds_that_stands_in_every_row_is_told_once() {
    let rows: Vec<String> = (1..=40)
        .flat_map(|at| {
            let place = format!("WK0344{at:02}");
            [row(&place, 2024, "MW00000", "47.0"), row(&place, 2024, "MOG0095", "45.1")]
        })
        .collect();
    let faults = read(table(&rows).as_bytes(), FILE, &eenzaam()).unwrap_err();
    let lines = super::super::super::fault::told(&faults);
    assert_eq!(lines.len(), 1, "{lines:#?}");
    assert!(lines[0].contains("40 times"), "{lines:?}");
}

#[test]
fn bounds_of_what_is_put_together_are_refused_in_the_declaration() {
    let content = "code,a,b,l,h\nGM0344,1,2,0,3\n";
    let file = format!("{ALL}code = \"code\"");
    let sum = "[[column]]\nmeasure = \"som\"\nplus = [\"a\", \"b\"]\nlower = \"l\"\nupper = \"h\"\ndecimals = 1\n";
    let half = column("a", "a", "lower = \"l\"");
    for columns in [sum, &half] {
        let said = told(read(content.as_bytes(), &file, columns)).join("; ");
        assert!(said.contains("both `lower` and `upper`, with a figure that is read from one `column`"), "{said}");
    }
    let both = column("a", "a", "lower = \"l\"\nupper = \"h\"");
    let said = told(read(content.as_bytes(), &format!("{file}\nadd_up = true"), &both)).join("; ");
    assert!(said.contains("the bounds of a sum do not follow"), "{said}");
}
