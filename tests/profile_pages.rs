//! Profiles and the pages about the site, over HTTP: what a reader must find on them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests fail loudly; clippy exempts only the test functions themselves"
)]

mod common;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use http_body_util::BodyExt;
use tower::ServiceExt;
use wijkwijzer::web::{AppState, router};

async fn get(path: &str) -> (StatusCode, String) {
    let router = router(AppState::new(common::served()));
    let request = Request::get(path).header("accept", "text/html").body(Body::empty()).unwrap();
    let answer = router.oneshot(request).await.unwrap();
    let status = answer.status();
    let body = answer.into_body().collect().await.unwrap().to_bytes();
    (status, String::from_utf8(body.to_vec()).expect("pages are UTF-8"))
}

async fn page(path: &str) -> String {
    let (status, html) = get(path).await;
    assert_eq!(status, StatusCode::OK, "{path}");
    html
}

/// The part of the page that is the row of an indicator.
fn row<'a>(html: &'a str, id: &str) -> &'a str {
    let from = html.find(&format!("class=\"row\" id=\"{id}\"")).unwrap_or_else(|| panic!("no row {id}"));
    let rest = &html[from..];
    &rest[..rest.find("</article>").expect("a row ends")]
}

#[tokio::test]
async fn every_focus_area_has_a_profile_in_both_languages() {
    for area in &common::atlas().areas {
        for (lang, heading) in [("nl", "Wat opvalt"), ("en", "What stands out")] {
            let html = page(&format!("/gebieden/{}?lang={lang}", area.area.slug)).await;
            assert!(html.contains(&format!("<html lang=\"{lang}\"")), "{}", area.area.slug);
            assert!(html.contains(heading), "{} lacks {heading}", area.area.slug);
        }
    }
}

// The three rows below were read by hand from kwb_2024_wijk.csv (WK034403), politie_misdrijven_2021_2025.csv and
// rivm_ervaren_gezondheid_2012_2024.csv (the ten buurten of WK034403).
#[tokio::test]
async fn the_figures_of_overvecht_are_those_of_the_source_files() {
    let html = page("/gebieden/utrecht-overvecht?lang=nl").await;
    let owned = row(&html, "koopwoningen");
    for part in [">21%<", "van de woningen", "36\u{a0}procentpunt lager dan Nederland (57%)"] {
        assert!(owned.contains(part), "{part} is missing in {owned}");
    }
    assert!(row(&html, "misdrijven").contains(">2.044<"));
    assert!(row(&html, "misdrijven_per_1000").contains(">58,0<"));
    assert!(row(&html, "ervaren_gezondheid_goed").contains(">62,2%<"));
}

#[tokio::test]
async fn every_row_tells_its_definition_origin_source_licence_and_all_its_years() {
    let html = page("/gebieden/utrecht-overvecht?lang=nl").await;
    let atlas = common::atlas();
    for indicator in &atlas.catalogue.indicators {
        let row = row(&html, &indicator.id);
        for part in ["detail-definition", "<dt>Rekenregel</dt>", "<dt>Herkomst</dt>", "<dt>Bron</dt>", "Licentie: "] {
            assert!(row.contains(part), "{} lacks {part}", indicator.id);
        }
        assert_eq!(row.matches("<th scope=\"row\">").count(), indicator.periods.len(), "{}", indicator.id);
    }
}

#[tokio::test]
async fn a_period_on_other_boundaries_is_a_gap_with_its_reason() {
    let html = page("/gebieden/groningen-noord?lang=nl").await;
    let owned = row(&html, "koopwoningen");
    assert!(owned.contains("grens gewijzigd"), "{owned}");
    assert!(owned.contains("Uit de gebieden van toen is geen eerlijk cijfer voor deze plek te maken."), "{owned}");
}

#[tokio::test]
async fn a_sum_over_part_of_the_members_reads_at_least() {
    let html = page("/gebieden/groningen-noord?lang=nl").await;
    assert!(row(&html, "misdrijven").contains("class=\"at-least\""), "De Hoogte is not in the delivery");
    let html = page("/gebieden/utrecht-overvecht?lang=nl").await;
    assert!(!row(&html, "misdrijven").contains("class=\"at-least\""));
}

#[tokio::test]
async fn a_class_is_never_averaged() {
    let html = page("/gebieden/rotterdam-zuid?lang=nl").await;
    let class = row(&html, "stedelijkheid");
    assert!(class.contains("geen cijfer voor het geheel"), "{class}");
    assert!(class.contains("klasse\u{a0}1 (zeer sterk stedelijk)"), "{class}");
}

#[tokio::test]
async fn a_reference_always_has_a_name() {
    let html = page("/gebieden/utrecht-overvecht?lang=nl").await;
    let owned = row(&html, "aandeel_65_plus");
    for name in ["Nederland", "Gemeente Utrecht", "Rest van Utrecht", "20 gebieden samen"] {
        assert!(owned.contains(name), "{name} is missing in {owned}");
    }
    assert!(!html.to_lowercase().contains("het gemiddelde ligt"));
}

#[tokio::test]
async fn parts_counted_whole_and_parts_left_out_are_shown() {
    let atlas = common::atlas();
    for area in &atlas.areas {
        let html = page(&format!("/gebieden/{}?lang=nl", area.area.slug)).await;
        for left in &area.area.left_out {
            assert!(html.contains("Niet meegeteld") && html.contains(&left.name), "{}", area.area.slug);
        }
        assert!(html.contains("Afbakening: "), "{}", area.area.slug);
    }
}

#[tokio::test]
async fn weak_examples_are_listed_last_and_not_as_a_card() {
    let atlas = common::atlas();
    let mut seen = 0;
    for area in &atlas.areas {
        let html = page(&format!("/gebieden/{}?lang=nl", area.area.slug)).await;
        for &index in &area.practice {
            let example = &atlas.practice[index as usize];
            let card = html.contains(&format!("class=\"card\" id=\"{}\"", example.id));
            assert_eq!(card, example.featured, "{}", example.id);
            seen += 1;
        }
    }
    assert!(seen > 50, "only {seen} examples seen");
}

#[tokio::test]
async fn a_gemeente_wijk_and_buurt_have_profiles_with_links_up_and_down() {
    let html = page("/gemeenten/GM0344?lang=nl").await;
    assert!(html.contains("/wijken/WK034403") && html.contains("/gebieden/utrecht-overvecht"));
    let html = page("/wijken/WK034403?lang=nl").await;
    assert!(html.contains("/buurten/BU03440311") && html.contains("/gemeenten/GM0344"));
    let html = page("/buurten/BU03440311?lang=nl").await;
    assert!(html.contains("/wijken/WK034403") && html.contains("Gemeente Utrecht"));
}

#[tokio::test]
async fn pages_have_no_inline_style_or_script() {
    for path in [
        "/gebieden/utrecht-overvecht",
        "/gemeenten/GM0344",
        "/methode",
        "/bronnen",
        "/wijzigingen",
        "/toegankelijkheid",
    ] {
        let html = page(path).await;
        assert!(!html.contains(" style=\"") && !html.contains("<style"), "{path} has an inline style");
        assert!(!html.contains("<script>"), "{path} has an inline script");
    }
}

#[tokio::test]
async fn the_method_page_takes_its_numbers_from_the_release() {
    let html = page("/methode?lang=nl").await;
    for part in ["1.181.645", "1.181.695", "80%", "98%"] {
        assert!(html.contains(part), "{part} is missing");
    }
    assert!(page("/methode?lang=en").await.contains("1,181,645"));
}

#[tokio::test]
async fn the_sources_page_names_every_source_and_every_file() {
    let atlas = common::atlas();
    let html = page("/bronnen?lang=nl").await;
    for source in &atlas.catalogue.sources {
        assert!(html.contains(&format!("id=\"{}\"", source.id)), "{}", source.id);
    }
    for file in &atlas.manifest.files {
        assert!(html.contains(&file.path), "{}", file.path);
    }
    assert!(html.contains("niet vastgesteld"));
    assert!(page("/bronnen?lang=en").await.contains("not established"));
}

#[tokio::test]
async fn the_csv_has_one_row_per_figure_in_the_style_asked_for() {
    let (status, dutch) = get("/gebieden/utrecht-overvecht.csv").await;
    assert_eq!(status, StatusCode::OK);
    assert!(dutch.starts_with("\u{feff}gebied;plaats;soort;code;indicator;"));
    let (_, international) = get("/gebieden/utrecht-overvecht.csv?stijl=internationaal").await;
    assert!(international.starts_with("\u{feff}gebied,plaats,soort,code,indicator,"));
    let mut reader = csv::ReaderBuilder::new().from_reader(international.trim_start_matches('\u{feff}').as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("every row has all columns");
    let found = rows.iter().find(|row| row[4] == *"misdrijven_per_1000" && row[7] == *"2024" && row[1] == row[0]);
    assert_eq!(&found.expect("the rate of 2024")[8], "58.0");
    assert_eq!(get("/gebieden/utrecht-overvecht.csv?stijl=xlsx").await.0, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_profile_is_at_most_450_kilobytes() {
    for area in &common::atlas().areas {
        let html = page(&format!("/gebieden/{}", area.area.slug)).await;
        assert!(html.len() < 450_000, "{}: {} bytes", area.area.slug, html.len());
    }
}

/// The section of the page with this id.
fn section<'a>(html: &'a str, id: &str) -> &'a str {
    let from = html.find(&format!("id=\"{id}\" aria-labelledby")).unwrap_or_else(|| panic!("no section {id}"));
    let rest = &html[from..];
    &rest[..rest.find("</section>").expect("a section ends")]
}

#[tokio::test]
async fn the_gap_of_a_chosen_indicator_is_told_in_words_and_in_a_table_and_nothing_is_said_about_causes() {
    let html = page("/gebieden/utrecht-overvecht?achterstand=eenzaam&lang=nl").await;
    let gap = section(&html, "achterstand");
    for part in [
        "Wordt de achterstand kleiner?",
        "<option value=\"eenzaam\" selected>",
        "Nederland",
        "Rest van Utrecht",
        "Vergelijkbare buurten",
        "4 juli 2022",
        "href=\"/methode?lang=nl#achterstand\"",
        "niet als een meting van wat beleid heeft gedaan",
    ] {
        assert!(gap.contains(part), "{part} is missing in {gap}");
    }
    // Held against the source files by tests/profiles_oracle.rs: 13,5 in 2012, 11,2 in 2020.
    assert!(
        gap.contains("De achterstand op Nederland werd kleiner: van 13,5\u{a0}procentpunt in 2012 naar 11,2"),
        "{gap}"
    );
    for causal in ["dankzij", "door het programma", "effect", "heeft geleid tot", "werkt"] {
        assert!(!gap.contains(causal), "{causal} stands in {gap}");
    }
    assert_eq!(gap.matches("<th scope=\"row\">").count(), 3);
}

#[tokio::test]
async fn a_break_in_a_series_is_marked_and_not_compared_across() {
    let html = page("/gebieden/utrecht-overvecht?achterstand=ervaren_gezondheid_goed&lang=nl").await;
    let gap = section(&html, "achterstand");
    assert!(gap.contains("2022 *"), "{gap}");
    for line in gap.split("<li>").skip(1) {
        let line = &line[..line.find("</li>").unwrap()];
        assert!(!line.contains("2012"), "compared across the break: {line}");
    }
}

#[tokio::test]
async fn the_table_of_parts_has_the_years_that_the_rows_above_it_lead_with() {
    let html = page("/gebieden/utrecht-overvecht?lang=nl").await;
    assert!(row(&html, "misdrijven_per_1000").contains("row-period\">2024<"));
    let inside = section(&html, "wijken-en-buurten");
    let head = &inside[..inside.find("</thead>").expect("a head")];
    assert!(head.contains("2024") && !head.contains("2025"), "{head}");
}

#[tokio::test]
async fn a_figure_taken_over_from_the_only_part_is_not_called_an_approximation() {
    // Overvecht is one wijk, and the wijk has a published row.
    let html = page("/gebieden/utrecht-overvecht?lang=nl").await;
    let owned = row(&html, "koopwoningen");
    assert!(owned.contains("Het gebied is één deel met een eigen cijfer; dat is overgenomen."), "{owned}");
    let html = page("/gebieden/utrecht-overvecht/briefing?lang=nl").await;
    assert!(html.contains("Het gebied is één deel met een eigen cijfer; dat is overgenomen."), "nor on paper");
    // Several parts have a rule.
    let html = page("/gebieden/rotterdam-zuid?lang=nl").await;
    assert!(!row(&html, "koopwoningen").contains("dat is overgenomen"));
}

#[tokio::test]
async fn ten_similar_places_stand_on_a_profile_inside_the_programme_or_anywhere() {
    for path in ["/gebieden/utrecht-overvecht", "/gemeenten/GM0344", "/wijken/WK034403", "/buurten/BU03440311"] {
        for scope in ["programma", "overal"] {
            let html = page(&format!("{path}?vergelijkbaar={scope}&lang=nl")).await;
            let similar = section(&html, "vergelijkbaar");
            assert_eq!(similar.matches("<th scope=\"row\" role=\"rowheader\">").count(), 10, "{path} {scope}");
            assert!(similar.contains("Verschilt het meest in") && similar.contains("/methode?lang=nl#vergelijkbaar"));
        }
    }
    let inside = page("/gebieden/utrecht-overvecht?vergelijkbaar=programma&lang=nl").await;
    let links = section(&inside, "vergelijkbaar").matches("href=\"/gebieden/").count();
    assert_eq!(links, 10 + 2 + 3, "ten places, two scopes, three files");
}

#[tokio::test]
async fn a_choice_that_does_not_exist_is_refused_with_what_was_expected() {
    for query in ["achterstand=inwoners", "achterstand=bestaat_niet", "vergelijkbaar=nergens"] {
        let (status, _) = get(&format!("/gebieden/utrecht-overvecht?{query}")).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{query}");
    }
}
