//! The form: what is refused, and that nothing typed is lost.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use wijkwijzer::store::desk::ContributionStore as _;
use wijkwijzer::web::desk::DeskOptions;

use super::{Site, filled, token_in};

#[tokio::test]
async fn a_faulty_form_comes_back_with_everything_that_was_typed() {
    let site = Site::plain().await;
    let typed = "Eerste <b>regel</b> & \"meer\"\r\n\r\nlaatste";
    let answer = site
        .submit(&[
            ("titel", "kort"),
            ("tekst", typed),
            ("link", "javascript:alert(1)"),
            ("email", "geen adres"),
            ("plaats", "Nergenshuizen"),
            ("akkoord", ""),
            ("organisatie", "Wij & co"),
        ])
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = answer.text();
    for kept in [
        "value=\"kort\"",
        "Eerste &lt;b&gt;regel&lt;/b&gt; &amp; &quot;meer&quot;",
        "value=\"javascript:alert(1)\"",
        "value=\"geen adres\"",
        "value=\"Nergenshuizen\"",
        "value=\"Wij &amp; co\"",
    ] {
        assert!(page.contains(kept), "lost: {kept}\n{page}");
    }
    for field in ["titel", "email", "link", "plaats", "akkoord"] {
        assert!(page.contains(&format!("id=\"{field}-fault\"")), "nothing is said beside {field}");
        assert!(page.contains(&format!("<a href=\"#{field}\"")), "the summary does not lead to {field}");
    }
    assert!(!page.contains("id=\"thema-fault\""));
    assert!(page.contains("<title>Fout: "));
    assert_eq!(site.store.counts().await.unwrap()[0].1, 0);
}

#[tokio::test]
async fn a_place_that_may_be_several_is_chosen_from_a_list() {
    let site = Site::plain().await;
    let answer = site.submit(&[("plaats", "Centrum")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = answer.text().to_owned();
    let at = page.find("name=\"plaats-keuze\" value=\"").expect("places to choose from");
    let choice = page[at + 27..].split('"').next().unwrap().to_owned();
    let token = token_in(&page);
    let fields = filled(&token, &[("plaats", "Centrum"), ("plaats-keuze", &choice)]);
    assert_eq!(site.post("/vraag-en-aanbod/nieuw", &fields).await.status, StatusCode::SEE_OTHER);
    assert_eq!(site.store.contribution(1).await.unwrap().unwrap().text.place, choice);
}

#[tokio::test]
async fn a_form_is_taken_once_from_the_browser_that_it_was_given_to() {
    let site = Site::plain().await;
    let token = site.token("/vraag-en-aanbod/nieuw").await;
    let first = site.post("/vraag-en-aanbod/nieuw", &filled(&token, &[])).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER);
    let again = site.post("/vraag-en-aanbod/nieuw", &filled(&token, &[("titel", "Nog eens hetzelfde")])).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    let token = site.token("/vraag-en-aanbod/nieuw").await;
    let changed = token.replace(['0', '1'], "2");
    for forged in ["x", changed.as_str()] {
        assert_eq!(
            site.post("/vraag-en-aanbod/nieuw", &filled(forged, &[])).await.status,
            StatusCode::FORBIDDEN,
            "{forged}"
        );
    }
    let foreign =
        site.post_from("/vraag-en-aanbod/nieuw", &filled(&token, &[]), &[("sec-fetch-site", "cross-site")]).await;
    assert_eq!(foreign.status, StatusCode::FORBIDDEN, "a form on another site");
    site.cookies.borrow_mut().clear();
    assert_eq!(
        site.post("/vraag-en-aanbod/nieuw", &filled(&token, &[])).await.status,
        StatusCode::FORBIDDEN,
        "without the cookie"
    );
    assert_eq!(site.store.counts().await.unwrap()[0].1, 1);
}

#[tokio::test]
async fn oversized_unknown_and_unreadable_bodies_are_refused() {
    let site = Site::plain().await;
    let token = site.token("/vraag-en-aanbod/nieuw").await;
    let large = "a".repeat(70_000);
    let answer = site.post("/vraag-en-aanbod/nieuw", &filled(&token, &[("tekst", &large)])).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE, "counted, though its length was not announced");
    let announced =
        site.post_from("/vraag-en-aanbod/nieuw", &filled(&token, &[]), &[("content-length", "70000")]).await;
    assert_eq!(announced.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(
        site.post("/vraag-en-aanbod/nieuw", &filled(&token, &[("rol", "admin")])).await.status,
        StatusCode::BAD_REQUEST
    );
    let mut doubled = filled(&token, &[]);
    doubled.push(("titel", "Een tweede titel"));
    assert_eq!(site.post("/vraag-en-aanbod/nieuw", &doubled).await.status, StatusCode::BAD_REQUEST);
    for body in [&b"\xff\xfe"[..], b"titel=%ff", b"titel=a%00b"] {
        let request = Request::post("/vraag-en-aanbod/nieuw")
            .header("cookie", site.cookie_header())
            .body(Body::from(body))
            .unwrap();
        assert_eq!(site.send(request).await.status, StatusCode::BAD_REQUEST, "{body:?}");
    }
}

#[tokio::test]
async fn a_machine_that_fills_the_hidden_field_is_thanked_and_forgotten() {
    let site = Site::plain().await;
    assert_eq!(site.submit(&[("website", "https://spam.example")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(site.store.counts().await.unwrap()[0].1, 0);
}

#[tokio::test]
async fn a_client_that_sends_too_much_waits_and_loses_nothing() {
    let options = DeskOptions {
        submissions: 2,
        client_header: Some("x-forwarded-for".parse().unwrap()),
        ..DeskOptions::default()
    };
    let site = Site::open(options).await;
    let send = async |from: &str| {
        let token = site.token("/vraag-en-aanbod/nieuw").await;
        site.post_from("/vraag-en-aanbod/nieuw", &filled(&token, &[]), &[("x-forwarded-for", from)]).await
    };
    // What the client itself put in the header stands before what the proxy saw.
    assert_eq!(send("192.0.2.9, 198.51.100.1").await.status, StatusCode::SEE_OTHER);
    assert_eq!(send("192.0.2.8, 198.51.100.1").await.status, StatusCode::SEE_OTHER);
    let refused = send("192.0.2.7, 198.51.100.1").await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(refused.header("retry-after").parse::<u64>().unwrap() > 0);
    assert!(
        refused.text().contains("value=\"Wie heeft ervaring met buurtbatterijen?\""),
        "what was typed is still there"
    );
    assert_eq!(send("198.51.100.2").await.status, StatusCode::SEE_OTHER, "another client does not wait");
}
