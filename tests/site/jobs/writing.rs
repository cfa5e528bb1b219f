//! Job 6: examples, publications, events and texts that somebody writes, and one that they correct.

use std::fs;

use super::{Work, written};

const EXAMPLE: &str = r#"
[[item]]
id = "ons-001"
source_url = "https://example.org/kruidentuin"
organisation = "Stichting De Zwaluwtuin"
published = "2026-09-14"
city = "Schiedam"
neighbourhood = "Nieuwland"
area = "schiedam-nieuwland-oost"
place = "PLACE"
precision = "buurt"
themes = ["leefomgeving"]
audience = ["bewoners"]
phase = "uitvoeren"
title = { nl = "Zwaluwtuin op het schoolplein", en = "Swallow garden in the school yard" }
summary = { nl = "Bewoners en leerlingen legden samen een tuin aan.", en = "Residents and pupils made a garden together." }
"#;

const PUBLICATION: &str = r#"
[[item]]
id = "ons-pub-001"
organisation = "Stichting De Zwaluwtuin"
published = "2026-10"
url = "https://example.org/verslag"
themes = ["leefomgeving"]
kind = "artikel"
title = { nl = "Verslag van de zwaluwtuin", en = "Report of the swallow garden" }
"#;

const EVENT: &str = r#"
[[item]]
id = "ons-ev-001"
kind = "evenement"
starts = "2099-05-14"
place = "Schiedam"
organisation = "Stichting De Zwaluwtuin"
source = "https://example.org/open-dag"
title = { nl = "Open dag van de zwaluwtuin", en = "Open day of the swallow garden" }
"#;

const LESSON: &str = r#"
[[lesson]]
id = "tuin-met-leerlingen"
title = { nl = "Leg een zwaluwtuin aan met wie er elke dag komt", en = "Make a swallow garden with those who come every day" }
text = { nl = "In Nieuwland deden leerlingen mee.", en = "Pupils took part in Nieuwland." }
themes = ["leefomgeving"]
sources = ["ons-001", "ons-pub-001"]
"#;

/// An organisation of one's own: what an item calls it is one of its spellings.
const ORGANISATION: &str = r#"
[[organisation]]
id = "zwaluwtuin"
name = "De Zwaluwtuin"
kind = "bewoners"

[[spelling]]
text = "Stichting De Zwaluwtuin"
organisations = ["zwaluwtuin"]
"#;

/// A shipped example, as it stands in its file, with another summary.
fn corrected(work: &Work, id: &str, summary: &str) -> String {
    let text = fs::read_to_string(work.shipped.path().join("praktijk/facts/practice.toml")).unwrap();
    let file: toml::Table = toml::from_str(&text).unwrap();
    let mut item = file["item"].as_array().unwrap().iter().find(|one| one["id"].as_str() == Some(id)).unwrap().clone();
    item["summary"]["nl"] = summary.into();
    let list: toml::Table = [("item".to_owned(), toml::Value::Array(vec![item]))].into_iter().collect();
    toml::to_string(&list).unwrap()
}

#[test]
fn what_is_written_by_hand_and_what_is_corrected_stands_on_pages_in_search_agenda_and_api() {
    let work = Work::new();
    let place = work.codes(2024, "BU060603").swap_remove(0);
    let summary = "De redactie las het verslag nog eens.";
    let practice = format!("{}{}", EXAMPLE.replace("PLACE", &place), corrected(&work, "pe-101", summary));
    let files = |practice: &str| {
        [
            ("facts/practice.toml", practice.to_owned()),
            ("facts/publications.toml", PUBLICATION.to_owned()),
            ("facts/events.toml", EVENT.to_owned()),
            ("texts/lessons.toml", LESSON.to_owned()),
            ("texts/organisations.toml", ORGANISATION.to_owned()),
        ]
    };
    // A correction that is not announced is a contradiction, told with both places.
    written(&work.ours(), "ons", "", &files(&practice));
    work.said(&["pack"]);
    let told = work.refused(&["check"]);
    assert!(told.contains("pe-101") && told.contains("ours/ons/facts/practice.toml, line "), "{told}");
    assert!(told.contains("praktijk/facts/practice.toml") && told.contains("overrides"), "{told}");

    let package = work.ours().join("ons/package.toml");
    let declared = fs::read_to_string(&package).unwrap();
    fs::write(&package, declared.replacen("[terms", "overrides = [\"example pe-101\"]\n[terms", 1)).unwrap();
    work.said(&["pack"]);
    assert!(work.said(&["check"]).contains("ours/ons, overrides example pe-101\n"));
    let served = work.serve();
    // Pages, in both languages.
    assert!(served.page("/praktijkvoorbeelden/ons-001").contains("Zwaluwtuin op het schoolplein"));
    assert!(served.page("/praktijkvoorbeelden/ons-001?lang=en").contains("Swallow garden in the school yard"));
    let shipped = served.html("/praktijkvoorbeelden/pe-101").text();
    assert!(shipped.contains(summary), "{shipped}");
    assert!(served.page("/kennis/publicaties").contains("Verslag van de zwaluwtuin"));
    assert!(served.page("/kennis/lessen").contains("Leg een zwaluwtuin aan"));
    assert!(served.page("/agenda").contains("Open dag van de zwaluwtuin"));
    assert!(served.page("/agenda.ics").contains("Open dag van de zwaluwtuin"));
    assert!(served.page("/feeds/alles.atom").contains("Zwaluwtuin op het schoolplein"));
    // Search among examples: by a word, and by where it is.
    let found = served.html("/praktijkvoorbeelden?q=zwaluwtuin").text();
    assert!(found.contains("Zwaluwtuin op het schoolplein"), "{found}");
    assert!(served.page(&format!("/praktijkvoorbeelden?vanuit={place}")).contains("ons-001"));
    // The API, and the place that it is about.
    let example = served.json("/api/v1/practice/ons-001");
    assert!(example.to_string().contains(&place), "{example:#}");
    assert!(served.page("/api/v1/practice/pe-101").contains(summary));
    for (list, id) in [("publications", "ons-pub-001"), ("events", "ons-ev-001"), ("lessons", "tuin-met-leerlingen")] {
        assert!(served.page(&format!("/api/v1/{list}")).contains(id), "{list}");
    }
    let near = served.json(&format!("/api/v1/places/{place}/practice"));
    assert!(near.to_string().contains("ons-001"), "{near:#}");
}

#[test]
fn a_place_or_an_organisation_that_nobody_knows_is_refused_with_file_line_and_value() {
    let work = Work::new();
    let at = "ours/ons/facts/practice.toml, line 3, ons-001";
    let told = |place: &str, organisations: &str| {
        let practice = ("facts/practice.toml", EXAMPLE.replace("PLACE", place));
        written(&work.ours(), "ons", "", &[practice, ("texts/organisations.toml", organisations.to_owned())]);
        work.said(&["pack"]);
        work.refused(&["check"])
    };
    let place = work.codes(2024, "BU060603").swap_remove(0);
    let of_organisation = told(&place, "");
    let expected = "organisation: found \"Stichting De Zwaluwtuin\"; expected the text of a [[spelling]]";
    assert!(of_organisation.contains(&format!("{at}, {expected}")), "{of_organisation}");
    let of_place = told("BU06069999", ORGANISATION);
    assert!(of_place.contains(&format!("{at}, code: found BU06069999; expected ")), "{of_place}");
    let database = work.folder.path().join("w.db").display().to_string();
    assert!(work.refused(&["import", "--database", &database]).contains("BU06069999"));
}
