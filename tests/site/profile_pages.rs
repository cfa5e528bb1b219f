//! Profiles and the pages about the site, over HTTP: what a reader must find on them.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::http::StatusCode;
use wijkwijzer::atlas::Atlas;
use wijkwijzer::web::state::ReleaseState;

use crate::support::{Html, Part, TestSite, release};

/// A profile in Dutch.
fn profile(site: &TestSite, path: &str) -> Html {
    site.html(&format!("{path}{}lang=nl", if path.contains('?') { "&" } else { "?" }))
}

const OVERVECHT: &str = "/gebieden/utrecht-overvecht";

#[test]
fn every_focus_area_has_a_profile_in_both_languages() {
    let site = TestSite::shipped();
    for area in &release::atlas().areas {
        for (lang, heading) in [("nl", "Wat opvalt"), ("en", "What stands out")] {
            let html = site.html(&format!("/gebieden/{}?lang={lang}", area.area.slug));
            assert_eq!(html.one("html").attribute("lang"), lang, "{}", area.area.slug);
            assert_eq!(html.text_of("h1"), area.area.name);
            assert_eq!(html.text_of("#opvallend h2"), heading, "{}", area.area.slug);
        }
    }
}

// The three rows below were read by hand from kwb_2024_wijk.csv (WK034403), politie_misdrijven_2021_2025.csv and
// rivm_ervaren_gezondheid_2012_2024.csv (the ten buurten of WK034403).
#[test]
fn the_figures_of_overvecht_are_those_of_the_source_files() {
    let site = TestSite::shipped();
    let html = profile(&site, OVERVECHT);
    let owned = html.row("koopwoningen");
    assert_eq!(owned.text_of(".value"), "21%");
    assert_eq!(owned.text_of(".row-unit"), "van de woningen2024");
    let sentence = owned.text_of(".row-sentence");
    assert!(sentence.contains("36\u{a0}procentpunt lager dan Nederland (57%)"), "{sentence}");
    let value = |id: &str| html.row(id).text_of(".value");
    assert_eq!(value("misdrijven"), "2.044");
    assert_eq!(value("misdrijven_per_1000"), "58,0");
    assert_eq!(value("ervaren_gezondheid_goed"), "62,2%");
}

#[test]
fn every_row_tells_its_definition_origin_source_licence_and_all_its_years() {
    let site = TestSite::shipped();
    let atlas = release::atlas();
    let themes = atlas.vocabulary.indicator_themes.iter().map(|theme| theme.id.as_str());
    let pages: BTreeMap<&str, Html> =
        themes.map(|theme| (theme, profile(&site, &format!("{OVERVECHT}?thema={theme}")))).collect();
    for indicator in &atlas.catalogue.indicators {
        let row = pages[indicator.theme.as_str()].row(&indicator.id);
        let id = &indicator.id;
        assert_eq!(row.text_of(".detail-definition"), plain(&indicator.definition.nl), "{id}");
        for term in ["Rekenregel", "Herkomst"] {
            assert!(!row.fact(term).text().is_empty(), "{id} lacks {term}");
        }
        assert!(row.fact("Bron").text().contains("Licentie: "), "{id}");
        assert_eq!(row.table_of("table.detail-periods").rows.len(), indicator.periods.len(), "{id}");
    }
}

/// A text as the parser gives it.
fn plain(text: &str) -> String {
    Html::parse(&format!("<p>{}</p>", text.replace('&', "&amp;").replace('<', "&lt;"))).text_of("p")
}

#[test]
fn a_period_on_other_boundaries_is_a_gap_with_its_reason() {
    let site = TestSite::shipped();
    let years = profile(&site, "/gebieden/groningen-noord").row("koopwoningen").table_of("table.detail-periods");
    let [_, figure, _, why] = years.row("2022") else { panic!("{years:?}") };
    assert_eq!(figure, "grens gewijzigd");
    assert!(why.contains("Uit de gebieden van toen is geen eerlijk cijfer voor deze plek te maken."), "{why}");
}

#[test]
fn a_sum_over_part_of_the_members_reads_at_least() {
    let site = TestSite::shipped();
    let value = |path: &str| profile(&site, path).row("misdrijven").text_of(".value");
    let partial = value("/gebieden/groningen-noord");
    assert!(partial.starts_with("ten minste "), "De Hoogte is not in the delivery: {partial}");
    assert_eq!(value(OVERVECHT), "2.044");
}

#[test]
fn a_class_is_never_averaged() {
    let site = TestSite::shipped();
    let html = profile(&site, "/gebieden/rotterdam-zuid");
    let class = html.row("stedelijkheid");
    assert_eq!(class.text_of(".row-value .missing"), "geen cijfer voor het geheel");
    assert!(!class.has(".value"), "{class:?}");
    assert!(class.text().contains("klasse\u{a0}1 (zeer sterk stedelijk)"), "{class:?}");
}

#[test]
fn a_reference_always_has_a_name() {
    let site = TestSite::shipped();
    let html = profile(&site, OVERVECHT);
    let names = html.row("aandeel_65_plus").texts(".reference-name");
    assert!(html.row("aandeel_65_plus").text_of(".row-sentence").contains("Nederland ("), "the first one is in words");
    for name in ["Gemeente Utrecht", "Rest van Utrecht", "20 gebieden samen"] {
        assert!(names.iter().any(|found| found.starts_with(name)), "{name} is missing in {names:?}");
    }
    for reference in html.all(".row-references li") {
        assert!(!reference.text_of(".reference-name").is_empty() && !reference.text_of("b").is_empty());
    }
    assert!(!html.text().to_lowercase().contains("het gemiddelde ligt"));
}

#[test]
fn parts_counted_whole_and_parts_left_out_are_shown() {
    let site = TestSite::shipped();
    for area in &release::atlas().areas {
        let html = profile(&site, &format!("/gebieden/{}", area.area.slug));
        let delimitation = html.one("details.delimitation");
        assert!(delimitation.text_of("summary").starts_with("Afbakening: "), "{}", area.area.slug);
        let shown = delimitation.facts("Niet meegeteld");
        assert_eq!(shown.len(), area.area.left_out.len(), "{}", area.area.slug);
        for (left, shown) in area.area.left_out.iter().zip(shown) {
            assert!(shown.starts_with(&left.name), "{}: {shown}", area.area.slug);
        }
    }
}

#[test]
fn weak_examples_are_listed_last_and_not_as_a_card() {
    let site = TestSite::shipped();
    let atlas = release::atlas();
    let mut seen = 0;
    for area in &atlas.areas {
        let html = profile(&site, &format!("/gebieden/{}", area.area.slug));
        for &index in &area.practice {
            let example = &atlas.practice[index as usize];
            assert_eq!(html.has(&format!(".card[id=\"{}\"]", example.id)), example.featured, "{}", example.id);
            seen += 1;
        }
    }
    assert!(seen > 50, "only {seen} examples seen");
}

#[test]
fn a_gemeente_wijk_and_buurt_have_profiles_with_links_up_and_down() {
    let site = TestSite::shipped();
    for (path, links) in [
        ("/gemeenten/GM0344", ["/wijken/WK034403?lang=nl", "/gebieden/utrecht-overvecht?lang=nl"]),
        ("/wijken/WK034403", ["/buurten/BU03440311?lang=nl", "/gemeenten/GM0344?lang=nl"]),
        ("/buurten/BU03440311", ["/wijken/WK034403?lang=nl", "/gemeenten/GM0344?lang=nl"]),
    ] {
        let html = profile(&site, path);
        for link in links {
            assert!(html.one("main").links_to(link), "{path} does not lead to {link}");
        }
    }
    let buurt = profile(&site, "/buurten/BU03440311");
    assert!(buurt.row("koopwoningen").texts(".reference-name").contains(&"Gemeente Utrecht".to_owned()));
}

#[test]
fn pages_have_no_inline_style_or_script() {
    let site = TestSite::shipped();
    for path in [OVERVECHT, "/gemeenten/GM0344", "/methode", "/bronnen", "/wijzigingen", "/toegankelijkheid"] {
        let html = site.html(path);
        assert!(!html.has("[style]") && !html.has("style"), "{path} has an inline style");
        assert!(!html.has("script:not([src]):not([type=\"application/ld+json\"])"), "{path} has an inline script");
    }
}

#[test]
fn the_method_page_takes_its_numbers_from_the_release() {
    let site = TestSite::shipped();
    let text = site.html("/methode?lang=nl").text_of("main");
    for part in ["1.181.645", "1.181.695", "80%", "98%"] {
        assert!(text.contains(part), "{part} is missing");
    }
    assert!(site.html("/methode?lang=en").text_of("main").contains("1,181,645"));
}

#[test]
fn the_sources_page_names_every_source_and_every_file() {
    let site = TestSite::shipped();
    let atlas = release::atlas();
    let html = site.html("/bronnen?lang=nl");
    for source in &atlas.catalogue.sources {
        assert_eq!(html.count(&format!("[id=\"{}\"]", source.id)), 1, "{}", source.id);
    }
    let text = html.text_of("main");
    for file in &atlas.manifest.files {
        assert!(text.contains(&file.path), "{}", file.path);
    }
    assert!(text.contains("niet vastgesteld"));
    assert!(site.html("/bronnen?lang=en").text_of("main").contains("not established"));
}

#[test]
fn the_csv_has_one_row_per_figure_in_the_style_asked_for() {
    let site = TestSite::shipped();
    let dutch = site.page("/gebieden/utrecht-overvecht.csv");
    assert!(dutch.starts_with("\u{feff}gebied;plaats;soort;code;indicator;"));
    let international = site.page("/gebieden/utrecht-overvecht.csv?stijl=internationaal");
    assert!(international.starts_with("\u{feff}gebied,plaats,soort,code,indicator,"));
    let mut reader = csv::ReaderBuilder::new().from_reader(international.trim_start_matches('\u{feff}').as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("every row has all columns");
    let found = rows.iter().find(|row| row[4] == *"misdrijven_per_1000" && row[7] == *"2024" && row[1] == row[0]);
    assert_eq!(&found.expect("the rate of 2024")[8], "58.0");
    assert_eq!(site.get("/gebieden/utrecht-overvecht.csv?stijl=xlsx").status, StatusCode::BAD_REQUEST);
}

#[test]
fn a_profile_is_at_most_450_kilobytes() {
    let site = TestSite::shipped();
    for area in &release::atlas().areas {
        let html = site.page(&format!("/gebieden/{}", area.area.slug));
        assert!(html.len() < 450_000, "{}: {} bytes", area.area.slug, html.len());
    }
}

/// The section about the gap: what a reader sees of it without opening anything, and all of it.
fn gap(html: &Html) -> Part<'_> {
    html.one("section#achterstand")
}

#[test]
fn the_gap_of_a_chosen_indicator_is_told_in_words_and_in_a_table_and_nothing_is_said_about_causes() {
    let site = TestSite::shipped();
    let html = profile(&site, "/gebieden/utrecht-overvecht?achterstand=eenzaam");
    let gap = gap(&html);
    assert_eq!(gap.text_of("h2"), "Wordt de achterstand kleiner?");
    assert_eq!(gap.one("option[selected]").attribute("value"), "eenzaam");
    assert!(gap.links_to("/methode?lang=nl#achterstand"));
    let text = gap.text();
    for part in ["4 juli 2022", "niet als een meting van wat beleid heeft gedaan"] {
        assert!(text.contains(part), "{part} is missing in {text}");
    }
    // Held against the source files by tests/oracle/profiles.rs: 13,5 in 2012, 11,2 in 2020.
    let words = gap.texts(".gap-words li");
    let told = "De achterstand op Nederland werd kleiner: van 13,5\u{a0}procentpunt in 2012 naar 11,2";
    assert!(words.iter().any(|sentence| sentence.contains(told)), "{words:?}");
    for causal in ["dankzij", "door het programma", "effect", "heeft geleid tot", "werkt"] {
        assert!(!text.contains(causal), "{causal} stands in {text}");
    }
    let table = gap.table_of("table.gap-table");
    let periods: Vec<&str> = table.rows.iter().map(|row| row[0].as_str()).collect();
    assert_eq!(periods, ["2020", "2016", "2012"]);
    assert_eq!(table.row("2012")[3], "+13,5");
    for name in ["Utrecht Overvecht", "Nederland", "Rest van Utrecht", "Vergelijkbare buurten"] {
        assert!(table.head.iter().any(|found| found.starts_with(name)), "{name} is no column of {:?}", table.head);
    }
}

#[test]
fn a_break_in_a_series_is_marked_and_not_compared_across() {
    let site = TestSite::shipped();
    let html = profile(&site, "/gebieden/utrecht-overvecht?achterstand=ervaren_gezondheid_goed");
    let gap = gap(&html);
    gap.table_of("table.gap-table").row("2022 *");
    for sentence in gap.texts(".gap-words li") {
        assert!(!sentence.contains("2012"), "compared across the break: {sentence}");
    }
}

#[test]
fn the_table_of_parts_has_the_years_that_the_rows_above_it_lead_with() {
    let site = TestSite::shipped();
    let html = profile(&site, OVERVECHT);
    assert_eq!(html.row("misdrijven_per_1000").text_of(".row-value .row-period"), "2024");
    let head = html.one("#wijken-en-buurten").one("thead").text();
    assert!(head.contains("2024") && !head.contains("2025"), "{head}");
}

#[test]
fn a_figure_taken_over_from_the_only_part_is_not_called_an_approximation() {
    let site = TestSite::shipped();
    let taken_over = "Het gebied is één deel met een eigen cijfer; dat is overgenomen.";
    let rule = |path: &str| profile(&site, path).row("koopwoningen").fact("Rekenregel").text();
    // Overvecht is one wijk, and the wijk has a published row.
    assert_eq!(rule(OVERVECHT), taken_over);
    let briefing = profile(&site, "/gebieden/utrecht-overvecht/briefing");
    assert!(briefing.text().contains(taken_over), "nor on paper");
    // Several parts have a rule.
    assert!(!rule("/gebieden/rotterdam-zuid").contains("dat is overgenomen"));
}

#[test]
fn ten_similar_places_stand_on_a_profile_inside_the_programme_or_anywhere() {
    let site = TestSite::shipped();
    for path in [OVERVECHT, "/gemeenten/GM0344", "/wijken/WK034403", "/buurten/BU03440311"] {
        for scope in ["programma", "overal"] {
            let html = profile(&site, &format!("{path}?vergelijkbaar={scope}"));
            let similar = html.one("section#vergelijkbaar");
            let table = similar.table_of("table.similar-table");
            assert_eq!(table.rows.len(), 10, "{path} {scope}");
            assert_eq!(table.head, ["Plek", "Lijkt in", "Verschilt het meest in"]);
            assert!(similar.links_to("/methode?lang=nl#vergelijkbaar"), "{path} {scope}");
        }
    }
    let inside = profile(&site, "/gebieden/utrecht-overvecht?vergelijkbaar=programma");
    let links = inside.count("section#vergelijkbaar a[href^=\"/gebieden/\"]");
    assert_eq!(links, 10 + 2 + 3, "ten places, two scopes, three files");
}

#[test]
fn a_choice_that_does_not_exist_is_refused_with_what_was_expected() {
    let site = TestSite::shipped();
    for (parameter, value, expected) in [
        ("achterstand", "inwoners", "id of an indicator with two periods or more"),
        ("achterstand", "bestaat_niet", "id of an indicator with two periods or more"),
        ("vergelijkbaar", "nergens", "programma"),
    ] {
        let answer = site.get(&format!("/gebieden/utrecht-overvecht?{parameter}={value}"));
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{parameter}={value}");
        let told = answer.html().text_of("main");
        assert!(told.contains(&format!("De waarde “{value}” van de parameter {parameter} is niet bekend.")), "{told}");
        assert!(told.contains(expected), "{told}");
    }
}

/// The shipped release with forty more indicators in one theme.
fn with_many_indicators() -> TestSite {
    let shared = release::served();
    let mut atlas: Atlas = (*shared.atlas).clone();
    let at = atlas.catalogue.indicators.iter().position(|indicator| indicator.id == "koopwoningen").unwrap();
    for number in 1..=40 {
        let mut copy = atlas.catalogue.indicators[at].clone();
        copy.id = format!("kopie_{number}");
        copy.name.nl = format!("Kopie {number}");
        copy.roles.clear();
        atlas.catalogue.indicators.push(copy);
        atlas.figures.push(atlas.figures[at].clone());
    }
    TestSite::of(ReleaseState::new(Arc::new(atlas), Arc::clone(&shared.pyramids)))
}

#[test]
fn a_theme_of_many_indicators_opens_those_with_a_role_and_the_first_and_leads_to_all() {
    let site = with_many_indicators();
    let before = profile(&TestSite::shipped(), OVERVECHT).one("#thema-wonen").count("article.row");
    let short = profile(&site, &format!("{OVERVECHT}?vergelijkbaar=programma"));
    let theme = short.one("#thema-wonen");
    assert_eq!(theme.count("article.row"), 18);
    assert!(theme.has("#koopwoningen") && theme.has("#kopie_1") && !theme.has("#kopie_40"));
    let closed = theme.one(".rows-closed");
    assert_eq!(closed.count("li"), before + 40 - 18);
    assert!(closed.text().contains("Kopie 40"));
    let all = theme.one(".rows-all a");
    let href = all.attribute("href");
    assert!(href.contains("thema=wonen") && href.contains("vergelijkbaar=programma"), "{href}");
    let long = site.html(href.split('#').next().unwrap());
    assert_eq!(long.one("#thema-wonen").count("article.row"), before + 40);
    assert!(!long.one("#thema-wonen").has(".rows-closed") && long.has("#kopie_40"));
    // Files and JSON leave nothing out.
    assert!(site.page(&format!("{OVERVECHT}.csv")).contains("Kopie 40"));
    assert!(site.get(&format!("{OVERVECHT}.json")).text().contains("kopie_40"));

    let refused = site.get(&format!("{OVERVECHT}?thema=niets"));
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    let shipped = profile(&TestSite::shipped(), OVERVECHT);
    let closed: Vec<usize> = shipped.all(".rows-closed").iter().map(|one| one.count("li")).collect();
    assert!(!closed.is_empty() && shipped.count("article.row") > 50, "{closed:?}");
}
