//! Following by e-mail, against a mail server of our own.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::time::Duration;

use axum::http::StatusCode;
use wijkwijzer::desk::mail::{Mailer, Round, SendError};
use wijkwijzer::store::desk::{Role, SubscriptionStore as _};

use crate::support::TestSite;

/// The path and query of the link in a mail that leads to `page`.
fn link_in(mail: &str, page: &str) -> String {
    let body = mail.split("\n\n").skip(1).collect::<Vec<_>>().join("\n\n");
    let at = body.find(&format!("/volgen/{page}")).unwrap_or_else(|| panic!("no link to {page}: {mail}"));
    body[at..].split_whitespace().next().unwrap().to_owned()
}

#[test]
fn mail_is_sent_only_after_a_confirmed_wish_and_once() {
    let site = TestSite::shipped().with_mail_box();
    let round = |later: i64| site.send_mail(later);
    let visitor = site.visitor();
    site.mail_box().refuse(1);

    let token = visitor.token("/volgen?plaats=utrecht-overvecht");
    let wish =
        [("email", "lezer@example.org"), ("plaats", "Utrecht Overvecht"), ("thema", ""), ("sleutel", token.as_str())];
    let answer = visitor.post("/volgen", &wish);
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/volgen/verzonden"));
    let put_off = round(0);
    assert_eq!((put_off.failed, put_off.why), (1, Some(SendError::PutOff)), "the server refuses the first");
    assert_eq!(round(0), Round::default(), "which waits");
    assert_eq!(round(900).asked, 1, "and is tried again");
    assert_eq!(round(900), Round::default());
    let mails = site.mail_box().take();
    assert_eq!(mails.len(), 1);
    for part in [
        "To: lezer@example.org",
        "List-Unsubscribe: <https://wijkwijzer.example/volgen/opzeggen?code=",
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
        "Auto-Submitted: auto-generated",
        "Utrecht Overvecht",
    ] {
        assert!(
            mails[0].split_whitespace().collect::<Vec<_>>().join(" ").contains(part),
            "{part} is not in {}",
            mails[0]
        );
    }
    let confirm = link_in(&mails[0], "bevestigen");

    visitor.submit(&[]);
    visitor.submit(&[("titel", "Een vraag over Amsterdam"), ("plaats", "GM0363")]);
    let editor = site.editor(Role::Editor);
    editor.publish(1);
    editor.publish(2);
    assert_eq!(round(0), Round::default(), "nothing before it is confirmed");
    assert_eq!(site.get(&confirm).status, StatusCode::OK);
    assert_eq!(round(0), Round::default(), "opening the link confirms nothing: programs that check mail do that");
    assert_eq!(visitor.post(&confirm, &[]).status, StatusCode::OK);
    assert_eq!(visitor.post(&confirm.replace("code=1", "code=2"), &[]).status, StatusCode::NOT_FOUND);
    // Published in the same second as the confirmation, or later: it is news. What came before is not.
    visitor.submit(&[("titel", "Nog een vraag over Overvecht"), ("plaats", "WK034403")]);
    editor.publish(3);
    let told = round(1);
    assert_eq!(told.told, 1, "{told:?}");
    assert_eq!(round(2), Round::default(), "told once");
    let news = site.mail_box().take();
    assert!(news[0].contains("Nog een vraag over Overvecht") && !news[0].contains("Amsterdam"), "{}", news[0]);
    assert!(!news[0].contains("Jan@"), "no address of a sender in a mail");

    let leave = link_in(&news[0], "opzeggen");
    assert_eq!(site.get(&leave).status, StatusCode::OK);
    assert_eq!(site.wait(site.store().confirmed(i64::MAX)).unwrap().len(), 1, "opening the link ends nothing");
    visitor.forget();
    let answer = visitor.post(&leave, &[("List-Unsubscribe", "One-Click")]);
    assert_eq!(answer.status, StatusCode::OK, "one click in the mail program, without a cookie");
    assert!(site.wait(site.store().confirmed(i64::MAX)).unwrap().is_empty());
    assert_eq!(visitor.post(&leave, &[]).status, StatusCode::NOT_FOUND);
}

#[test]
fn without_a_mail_server_only_feeds_are_offered() {
    let site = TestSite::shipped().with_desk();
    let visitor = site.visitor();
    let page = site.html("/volgen?plaats=utrecht-overvecht");
    assert!(page.has("a[href^=\"/vraag-en-aanbod.atom?plaats=utrecht-overvecht\"]"));
    assert!(!page.has("input[name=email]"));
    assert_eq!(visitor.post("/volgen", &[("email", "a@example.org")]).status, StatusCode::NOT_FOUND);
    for path in ["/volgen/bevestigen", "/volgen/bevestigen?code=1.abc", "/volgen/opzeggen?code=%F0%9F%98%80"] {
        assert_eq!(site.get(path).status, StatusCode::NOT_FOUND, "{path}");
    }
}

/// A mail server that answers the first `lines` lines of the client (its greeting is line 0) and then says nothing.
fn silent_after(lines: usize) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        let mut held = Vec::new();
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let read = BufReader::new(stream.try_clone().unwrap());
            let answers = ["220 test ESMTP\r\n", "250 test\r\n", "250 ok\r\n", "250 ok\r\n", "354 go on\r\n"];
            let mut answers = answers.into_iter().take(lines);
            if let Some(greeting) = answers.next() {
                stream.write_all(greeting.as_bytes()).unwrap();
            }
            for (answer, _) in answers.zip(read.lines()) {
                stream.write_all(answer.as_bytes()).unwrap();
            }
            // The connection stays open.
            held.push(stream);
        }
    });
    port
}

#[test]
fn a_mail_server_that_falls_silent_at_any_step_ends_the_round_and_the_mail_waits() {
    for lines in 0..=5 {
        let site = TestSite::shipped().with_mail_box();
        let visitor = site.visitor();
        for email in ["een@example.org", "twee@example.org"] {
            let token = visitor.token("/volgen?plaats=utrecht-overvecht");
            let wish = [("email", email), ("plaats", "Utrecht Overvecht"), ("thema", ""), ("sleutel", token.as_str())];
            visitor.post("/volgen", &wish);
        }
        let url = format!("smtp://127.0.0.1:{}", silent_after(lines));
        let mailer = Mailer::new(&url, "post@wijkwijzer.example", "https://wijkwijzer.example/").unwrap();
        let round = site.send_mail_by(&mailer.with_patience(Duration::from_millis(300)), 0);
        assert_eq!(
            (round.failed, round.asked),
            (1, 0),
            "after {lines} lines: the second is not tried on a silent server"
        );
        assert_eq!(round.why, Some(SendError::TimedOut), "after {lines} lines");
        assert_eq!(site.send_mail(0).asked, 1, "the one that was not tried goes out by the server that answers");
        assert_eq!(site.send_mail(900).asked, 1, "the one that waited follows");
        assert_eq!(site.mail_box().take().len(), 2);
    }
}

#[test]
fn an_address_that_is_refused_for_good_is_not_tried_again_until_its_owner_asks() {
    let site = TestSite::shipped().with_mail_box();
    let visitor = site.visitor();
    let follow = || {
        let token = visitor.token("/volgen?plaats=utrecht-overvecht");
        let wish =
            [("email", "weg@example.org"), ("plaats", "Utrecht Overvecht"), ("thema", ""), ("sleutel", token.as_str())];
        visitor.post("/volgen", &wish);
    };
    follow();
    site.mail_box().refuse_for_good(1);
    let round = site.send_mail(0);
    assert_eq!((round.failed, round.why), (1, Some(SendError::Refused)));
    assert_eq!(site.send_mail(365 * 24 * 3_600), Round::default());
    follow();
    assert_eq!(site.send_mail(0).asked, 1);
    assert_eq!(site.mail_box().take().len(), 1);
}
