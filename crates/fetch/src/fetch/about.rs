//! What a table of StatLine says of itself: when it was changed, of which years and division it is, its units.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::contract::About;
use crate::ingest::declaration::Given;

#[derive(Deserialize)]
struct List {
    value: Vec<Map<String, Value>>,
}

/// Reads the answers to the addresses of [`super::pages::about`], in their order. What is not there stays unknown.
pub fn read(form: Given, answers: &[Vec<u8>]) -> About {
    let list = |at: usize| -> Vec<Map<String, Value>> {
        let bytes = answers.get(at).map_or(&[][..], Vec::as_slice);
        // The properties of version 4 are one object, its other sets are lists.
        let one = || serde_json::from_slice::<Map<String, Value>>(bytes).map(|one| vec![one]);
        serde_json::from_slice::<List>(bytes).map(|list| list.value).or_else(|_| one()).unwrap_or_default()
    };
    let (table, columns, dimensions) = (list(0), list(1), list(2));
    let table = table.first();
    let said = |name: &str| table.and_then(|table| text(table, name));
    // The dimensions of version 3 stand among its columns. What a version does not say is said by no name of the other.
    let (dimensions, kind, key) = match form {
        Given::StatlineV3 => (&columns, "Type", "Key"),
        Given::StatlineV4 => (&dimensions, "Kind", "Identifier"),
        Given::File | Given::Features | Given::Wfs => return About::default(),
    };
    let geo = dimensions.iter().find(|one| text(one, kind).is_some_and(|kind| kind.starts_with("Geo")));
    let of_geo = |name: &str| geo.and_then(|geo| text(geo, name));
    let told = [said("Title"), of_geo("Description"), said("ShortDescription"), said("Description")];
    About {
        title: said("Title"),
        modified: said("ObservationsModified").or(said("Modified")),
        period: said("Period").or(said("TemporalCoverage")),
        division: told.iter().flatten().find_map(|told| division(told)).or(of_geo("MapYear")),
        figures: said("ObservationCount").and_then(|count| count.parse().ok()),
        units: units(&columns, key),
    }
}

/// A field as text; `None` where it is not there or empty.
fn text(of: &Map<String, Value>, name: &str) -> Option<String> {
    let text = match of.get(name)? {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

fn units(columns: &[Map<String, Value>], key: &str) -> BTreeMap<String, String> {
    columns.iter().filter_map(|column| Some((text(column, key)?, text(column, "Unit")?))).collect()
}

/// The year behind the word "indeling", which is right where the year of the map is not.
fn division(told: &str) -> Option<String> {
    let told = told.to_lowercase();
    let after = told.split_once("indeling ")?.1;
    let year: String = after.chars().take_while(char::is_ascii_digit).collect();
    (year.len() == 4).then_some(year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_of_version_3_says_what_it_is() {
        let infos = r#"{"value":[{"Title":"Misdrijven; wijk en buurt","Modified":"2026-05-01T02:00:00","Period":"2012-2025"}]}"#;
        let properties = r#"{"value":[{"Type":"GeoDimension","Key":"WijkenEnBuurten","MapYear":"2019","Description":"Indeling 2025."},
            {"Type":"Topic","Key":"Misdrijven_1","Unit":"aantal"},{"Type":"TopicGroup","Key":"","Unit":""}]}"#;
        let about = read(Given::StatlineV3, &[infos.into(), properties.into()]);
        assert_eq!(about.modified.as_deref(), Some("2026-05-01T02:00:00"));
        assert_eq!(about.division.as_deref(), Some("2025"), "not the year of the map");
        assert_eq!(about.units, BTreeMap::from([("Misdrijven_1".to_owned(), "aantal".to_owned())]));
    }

    #[test]
    fn a_table_of_version_4_says_what_it_is() {
        let properties =
            r#"{"Title":"KWB","Modified":"2026-01-01","ObservationsModified":"2026-02-01","ObservationCount":12}"#;
        let measures = r#"{"value":[{"Identifier":"T001036","Unit":"aantal"}]}"#;
        let dimensions = r#"{"value":[{"Kind":"GeoDimension","MapYear":2024}]}"#;
        let about = read(Given::StatlineV4, &[properties.into(), measures.into(), dimensions.into()]);
        assert_eq!((about.modified.as_deref(), about.figures), (Some("2026-02-01"), Some(12)));
        assert_eq!(about.division.as_deref(), Some("2024"));
    }

    #[test]
    fn what_is_not_said_stays_unknown() {
        for answer in ["", "[]", "{}", "{\"value\":[]}", "{\"value\":[{\"Modified\":null}]}"] {
            assert_eq!(read(Given::StatlineV3, &[answer.into()]), About::default(), "{answer}");
        }
    }
}
