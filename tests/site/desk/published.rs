//! What readers see, and what they do not.

use axum::http::StatusCode;
use wijkwijzer::store::desk::{ContributionStore as _, Role};

use crate::support::{TestSite, release};

#[test]
fn a_question_is_public_only_after_an_editor_published_it() {
    let site = TestSite::shipped().with_desk();
    let visitor = site.visitor();
    let before = site.get("/vraag-en-aanbod");
    let tag = before.header("etag").to_owned();
    assert_eq!(before.header("cache-control"), "no-cache");
    let answer = visitor.submit(&[("organisatie", "Gemeente Utrecht")]);
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/vraag-en-aanbod/ontvangen"));
    for path in ["/vraag-en-aanbod", "/vraag-en-aanbod.json", "/vraag-en-aanbod.atom", "/gebieden/utrecht-overvecht"] {
        let page = site.get(path);
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(!page.text().contains("buurtbatterijen"), "{path} shows what nobody read");
    }
    assert_eq!(site.get("/vraag-en-aanbod/1").status, StatusCode::NOT_FOUND);

    let editor = site.editor(Role::Editor);
    assert!(editor.get("/redactie").text().contains("Wie heeft ervaring met buurtbatterijen?"));
    editor.publish(1);
    for path in [
        "/vraag-en-aanbod",
        "/vraag-en-aanbod/1",
        "/vraag-en-aanbod?plaats=utrecht-overvecht&thema=wonen&soort=vraag",
        "/vraag-en-aanbod?plaats=GM0344",
        "/vraag-en-aanbod.json?plaats=Utrecht+Overvecht",
        "/vraag-en-aanbod.atom?thema=wonen",
        "/api/v1/contributions",
        "/gebieden/utrecht-overvecht",
        "/gemeenten/GM0344",
    ] {
        let page = site.get(path);
        assert!(page.text().contains("Wie heeft ervaring met buurtbatterijen?"), "{path}: {}", page.text());
        assert!(!page.text().to_lowercase().contains("jan@gemeente.nl"), "{path} shows an address without consent");
    }
    for path in ["/vraag-en-aanbod?plaats=GM0363", "/vraag-en-aanbod?thema=werk", "/gemeenten/GM0363"] {
        assert!(!site.get(path).text().contains("buurtbatterijen"), "{path}");
    }
    assert_ne!(site.get("/vraag-en-aanbod").header("etag"), tag, "the validator changes with what is published");

    assert_eq!(editor.decide(1, "intrekken").status, StatusCode::SEE_OTHER);
    assert!(!site.get("/vraag-en-aanbod").text().contains("buurtbatterijen"));
    let log = editor.get("/redactie/logboek");
    for action in ["ingestuurd", "gepubliceerd", "ingetrokken", "aangemeld"] {
        assert!(log.text().contains(action), "{action} is not in the log");
    }
}

#[test]
fn an_example_of_a_visitor_stands_under_the_list_of_practice() {
    let site = TestSite::shipped().with_desk();
    let visitor = site.visitor();
    assert!(site.get("/praktijkvoorbeelden").text().contains("/vraag-en-aanbod/nieuw?soort=voorbeeld"));
    visitor.submit(&[("soort", "voorbeeld"), ("titel", "Samen koken in de flat")]);
    let editor = site.editor(Role::Editor);
    editor.publish(1);
    let page = site.get("/praktijkvoorbeelden");
    assert!(page.text().contains("Samen koken in de flat"));
    assert_eq!(page.header("cache-control"), "no-cache");
}

#[test]
fn a_contribution_that_another_process_publishes_is_taken_up() {
    let site = TestSite::shipped().with_desk();
    let visitor = site.visitor();
    visitor.submit(&[]);
    let item = site.wait(site.store().contribution(1)).unwrap().unwrap();
    let edit = wijkwijzer::store::desk::Edit {
        text: item.text,
        note: String::new(),
        show_contact: false,
        status: Some(wijkwijzer::domain::ContributionStatus::Gepubliceerd),
        version: 1,
    };
    site.wait(site.store().save(1, &edit, "anna", 5)).unwrap();
    site.wait(site.state().refresh_contributions()).unwrap();
    assert!(site.get("/vraag-en-aanbod").text().contains("buurtbatterijen"));
}

#[test]
fn an_address_is_shown_only_with_the_consent_of_its_owner() {
    let site = TestSite::shipped().with_desk();
    let visitor = site.visitor();
    visitor.submit(&[("email-tonen", "ja")]);
    let editor = site.editor(Role::Editor);
    editor.publish(1);
    assert!(site.get("/vraag-en-aanbod/1").text().contains("Jan@gemeente.nl"));
    assert!(!site.get("/api/v1/contributions").text().contains('@'), "the API carries no contact data");
    let path = "/redactie/bijdragen/1";
    let mut form = editor.form(1);
    form.retain(|(name, _)| name != "email-tonen");
    assert_eq!(editor.post_form(path, &form).status, StatusCode::SEE_OTHER);
    assert!(!site.page("/vraag-en-aanbod/1").contains('@'));
    // Consent comes from the sender alone: the box is gone, and a forged one changes nothing.
    assert!(!editor.html(path).has("input[name=email-tonen]"));
    let mut form = editor.form(1);
    form.push(("email-tonen".to_owned(), "ja".to_owned()));
    editor.post_form(path, &form);
    assert!(!site.page("/vraag-en-aanbod/1").contains('@'));
}

#[test]
fn markup_in_a_contribution_is_text_everywhere() {
    let site = TestSite::shipped().with_desk();
    let visitor = site.visitor();
    visitor.submit(&[
        ("titel", "<script>alert(1)</script> titel"),
        ("tekst", "<img src=x onerror=alert(1)> en <a href='javascript:x'>meer</a>"),
    ]);
    let editor = site.editor(Role::Editor);
    editor.publish(1);
    for path in [
        "/vraag-en-aanbod",
        "/vraag-en-aanbod/1",
        "/redactie?status=gepubliceerd",
        "/redactie/bijdragen/1",
        "/gebieden/utrecht-overvecht",
        "/vraag-en-aanbod.atom",
    ] {
        let page = editor.get(path).good();
        assert!(page.text().contains("&lt;script&gt;alert(1)"), "{path} does not show it as text");
        if page.header("content-type").starts_with("application/atom+xml") {
            assert!(!page.text().contains("<script>alert") && !page.text().contains("<img src=x"), "{path}");
            continue;
        }
        let html = page.html();
        assert!(!html.has("img[src=x]") && !html.has("a[href^=javascript]"), "{path}");
        assert!(!html.texts("script").iter().any(|script| script.contains("alert")), "{path}");
    }
}

#[test]
fn the_feed_is_read_by_an_independent_parser() {
    let site = TestSite::shipped().with_desk();
    let visitor = site.visitor();
    visitor.submit(&[]);
    let editor = site.editor(Role::Editor);
    let empty = feed_rs::parser::parse(site.get("/vraag-en-aanbod.atom").body.as_slice()).unwrap();
    assert!(empty.entries.is_empty() && empty.updated.is_some());
    editor.publish(1);
    let answer = site.get("/vraag-en-aanbod.atom?plaats=utrecht-overvecht&lang=en");
    assert_eq!(answer.header("content-type"), "application/atom+xml; charset=utf-8");
    let feed = feed_rs::parser::parse(answer.body.as_slice()).unwrap();
    assert_eq!(feed.title.unwrap().content, "Questions and offers: Utrecht Overvecht");
    assert_eq!(feed.entries.len(), 1);
    let entry = &feed.entries[0];
    assert!(entry.id.ends_with("/vraag-en-aanbod/1"));
    assert!(entry.updated.is_some() && entry.content.as_ref().unwrap().body.as_ref().unwrap().contains("drie flats &"));
    assert_eq!(site.get("/vraag-en-aanbod.atom?plaats=nergens").status, StatusCode::NOT_FOUND);
}

#[test]
fn a_published_example_is_found_among_the_practice_and_near_its_place() {
    let site = TestSite::shipped().with_desk();
    let visitor = site.visitor();
    let before = site.get("/praktijkvoorbeelden?q=dakmoestuin");
    assert!(!before.text().contains("Dakmoestuin op de flat"));
    let long =
        format!("{} Het verhaal eindigt met een oogstfeest.", "De bewoners leggen samen een tuin aan. ".repeat(12));
    visitor.submit(&[
        ("soort", "voorbeeld"),
        ("titel", "Dakmoestuin op de flat"),
        ("tekst", long.as_str()),
        ("plaats", "WK034403"),
        ("thema", "wonen"),
        ("link", "https://voorbeeld.example/tuin"),
    ]);
    let editor = site.editor(Role::Editor);
    let generation = site.state().generation();
    let since = std::time::Instant::now();
    editor.publish(1);
    assert!(site.state().generation() > generation, "pages that were kept are made anew");
    for path in [
        "/praktijkvoorbeelden?q=dakmoestuinen",
        "/praktijkvoorbeelden?q=oogstfeest",
        "/praktijkvoorbeelden?thema=wonen&gebied=utrecht-overvecht&sorteer=datum",
        "/praktijkvoorbeelden.json?q=dakmoestuin",
        "/drill?plaats=utrecht-overvecht&thema=wonen",
        "/drill?plaats=WK034402&thema=wonen",
        "/gebieden/utrecht-overvecht",
        "/wijken/WK034403",
        "/praktijkvoorbeelden/bijdrage-1?vanuit=groningen-noord",
        "/api/v1/places/WK034403/practice",
    ] {
        let page = site.get(path);
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(page.text().contains("Dakmoestuin op de flat"), "{path}");
    }
    println!("found everywhere {} ms after the decision", since.elapsed().as_millis());
    let own = site.get("/praktijkvoorbeelden/bijdrage-1");
    assert!(own.text().contains("oogstfeest") && own.text().contains("href=\"/vraag-en-aanbod/1\""));
    assert!(own.text().contains("rel=\"external nofollow ugc\""));
    let list = site.get("/praktijkvoorbeelden?q=dakmoestuin");
    assert_ne!(list.header("etag"), before.header("etag"));
    assert!(list.text().contains("van een bezoeker"));

    // A new release keeps what was published; taking it back removes it everywhere.
    site.state().replace((*release::served()).clone());
    assert!(site.get("/praktijkvoorbeelden?q=dakmoestuin").text().contains("Dakmoestuin op de flat"));
    editor.decide(1, "intrekken");
    assert!(!site.get("/praktijkvoorbeelden?q=dakmoestuin").text().contains("Dakmoestuin op de flat"));
    assert_eq!(site.get("/praktijkvoorbeelden/bijdrage-1").status, StatusCode::NOT_FOUND);
}
