//! Following by e-mail, against a mail server of our own.

use axum::http::StatusCode;
use wijkwijzer::desk::mail::{self, Mailer};
use wijkwijzer::desk::password;
use wijkwijzer::store::desk::{AccountStore as _, Role, SubscriptionStore as _};
use wijkwijzer::web::desk::DeskOptions;

use super::{PASSWORD, Site};
use crate::common;

/// A mail server that takes everything and remembers it: enough of RFC 5321 for a client that does not authenticate.
struct MailServer {
    port: u16,
    mails: std::sync::mpsc::Receiver<String>,
}

impl MailServer {
    /// `refuse`: answers this many messages with a temporary refusal first.
    fn start(mut refuse: usize) -> Self {
        use std::io::{BufRead as _, BufReader, Write as _};
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (sender, mails) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut out = stream.unwrap();
                let mut lines = BufReader::new(out.try_clone().unwrap()).lines();
                out.write_all(b"220 test ESMTP\r\n").unwrap();
                while let Some(Ok(line)) = lines.next() {
                    let verb = line.split([' ', ':']).next().unwrap_or_default().to_uppercase();
                    let answer: &[u8] = match verb.as_str() {
                        "EHLO" | "HELO" => b"250-test\r\n250 8BITMIME\r\n",
                        "RCPT" if refuse > 0 => {
                            refuse -= 1;
                            b"451 try later\r\n"
                        }
                        "MAIL" | "RCPT" | "RSET" | "NOOP" => b"250 ok\r\n",
                        "DATA" => {
                            out.write_all(b"354 go on\r\n").unwrap();
                            let text: Vec<String> =
                                lines.by_ref().map_while(Result::ok).take_while(|line| line != ".").collect();
                            sender.send(text.join("\n")).unwrap();
                            b"250 taken\r\n"
                        }
                        "QUIT" => b"221 bye\r\n",
                        _ => b"500 what\r\n",
                    };
                    if out.write_all(answer).is_err() || verb == "QUIT" {
                        break;
                    }
                }
            }
        });
        Self { port, mails }
    }

    fn mailer(&self) -> Mailer {
        Mailer::new(
            &format!("smtp://127.0.0.1:{}", self.port),
            "wijkwijzer <post@wijkwijzer.example>",
            "https://wijkwijzer.example/",
        )
        .unwrap()
    }

    /// The mails that arrived, with quoted-printable undone where it was used.
    fn take(&self) -> Vec<String> {
        self.mails.try_iter().map(|mail| mail.replace("=\n", "").replace("=3D", "=")).collect()
    }
}

/// The path and query of the link in a mail that leads to `page`.
fn link_in(mail: &str, page: &str) -> String {
    let body = mail.split("\n\n").skip(1).collect::<Vec<_>>().join("\n\n");
    let at = body.find(&format!("/volgen/{page}")).unwrap_or_else(|| panic!("no link to {page}: {mail}"));
    body[at..].split_whitespace().next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn mail_is_sent_only_after_a_confirmed_wish_and_once() {
    let server = MailServer::start(1);
    let mailer = server.mailer();
    let options =
        DeskOptions { mailer: Some(mailer.clone()), submissions: 100, sign_ins: 100, ..DeskOptions::default() };
    let site = Site::open(options).await;
    site.store.add_account("anna", Role::Editor, &password::hash("anna", PASSWORD).unwrap(), 0).await.unwrap();
    let atlas = common::atlas();
    let desk = site.state.desk().unwrap();
    let round =
        async |later: i64| mail::round(&site.store, &mailer, &desk.key, &atlas, mail::now() + later).await.unwrap();

    let token = site.token("/volgen?plaats=utrecht-overvecht").await;
    let wish =
        [("email", "lezer@example.org"), ("plaats", "Utrecht Overvecht"), ("thema", ""), ("sleutel", token.as_str())];
    let answer = site.post("/volgen", &wish).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/volgen/verzonden"));
    assert_eq!(round(0).await.failed, 1, "the server refuses the first");
    assert_eq!(round(0).await.asked, 1, "and is tried again");
    assert_eq!(round(0).await, mail::Round::default());
    let mails = server.take();
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

    site.submit(&[]).await;
    site.submit(&[("titel", "Een vraag over Amsterdam"), ("plaats", "GM0363")]).await;
    site.sign_in().await;
    site.decide(1, "publiceren").await;
    site.decide(2, "publiceren").await;
    assert_eq!(round(0).await, mail::Round::default(), "nothing before it is confirmed");
    assert_eq!(site.get(&confirm).await.status, StatusCode::OK);
    assert_eq!(
        round(0).await,
        mail::Round::default(),
        "opening the link confirms nothing: programs that check mail do that"
    );
    assert_eq!(site.post(&confirm, &[]).await.status, StatusCode::OK);
    assert_eq!(site.post(&confirm.replace("code=1", "code=2"), &[]).await.status, StatusCode::NOT_FOUND);
    // Published in the same second as the confirmation, or later: it is news. What came before is not.
    site.submit(&[("titel", "Nog een vraag over Overvecht"), ("plaats", "WK034403")]).await;
    site.decide(3, "publiceren").await;
    let told = round(1).await;
    assert_eq!(told.told, 1, "{told:?}");
    assert_eq!(round(2).await, mail::Round::default(), "told once");
    let news = server.take();
    assert!(news[0].contains("Nog een vraag over Overvecht") && !news[0].contains("Amsterdam"), "{}", news[0]);
    assert!(!news[0].contains("Jan@"), "no address of a sender in a mail");

    let leave = link_in(&news[0], "opzeggen");
    assert_eq!(site.get(&leave).await.status, StatusCode::OK);
    assert_eq!(site.store.confirmed().await.unwrap().len(), 1, "opening the link ends nothing");
    site.cookies.borrow_mut().clear();
    let answer = site.post(&leave, &[("List-Unsubscribe", "One-Click")]).await;
    assert_eq!(answer.status, StatusCode::OK, "one click in the mail program, without a cookie");
    assert!(site.store.confirmed().await.unwrap().is_empty());
    assert_eq!(site.post(&leave, &[]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn without_a_mail_server_only_feeds_are_offered() {
    let site = Site::plain().await;
    let page = site.get("/volgen?plaats=utrecht-overvecht").await;
    assert!(
        page.text().contains("/vraag-en-aanbod.atom?plaats=utrecht-overvecht")
            && !page.text().contains("name=\"email\"")
    );
    assert_eq!(site.post("/volgen", &[("email", "a@example.org")]).await.status, StatusCode::SERVICE_UNAVAILABLE);
    for path in ["/volgen/bevestigen", "/volgen/bevestigen?code=1.abc", "/volgen/opzeggen?code=%F0%9F%98%80"] {
        assert_eq!(site.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}
