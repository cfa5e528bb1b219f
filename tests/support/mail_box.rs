//! A mail server of our own.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

use wijkwijzer::desk::mail::Mailer;

/// A mail server that takes everything and remembers it: enough of RFC 5321 for a client that does not authenticate.
pub struct MailBox {
    port: u16,
    mails: Receiver<String>,
    refuse: Arc<AtomicUsize>,
    refuse_for_good: Arc<AtomicUsize>,
}

impl MailBox {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (sender, mails) = channel();
        let refuse = Arc::new(AtomicUsize::new(0));
        let refuse_for_good = Arc::new(AtomicUsize::new(0));
        let (still, gone) = (Arc::clone(&refuse), Arc::clone(&refuse_for_good));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                take_in(&stream.unwrap(), &sender, &still, &gone);
            }
        });
        Self { port, mails, refuse, refuse_for_good }
    }

    /// Answers the next messages with a temporary refusal.
    pub fn refuse(&self, messages: usize) {
        self.refuse.store(messages, Ordering::SeqCst);
    }

    /// Answers the next messages with a refusal for good.
    pub fn refuse_for_good(&self, messages: usize) {
        self.refuse_for_good.store(messages, Ordering::SeqCst);
    }

    pub fn mailer(&self) -> Mailer {
        Mailer::new(
            &format!("smtp://127.0.0.1:{}", self.port),
            "wijkwijzer <post@wijkwijzer.example>",
            "https://wijkwijzer.example/",
        )
        .unwrap()
    }

    /// The mails that arrived, with quoted-printable undone where it was used.
    pub fn take(&self) -> Vec<String> {
        self.mails.try_iter().map(|mail| mail.replace("=\n", "").replace("=3D", "=")).collect()
    }
}

/// One conversation.
fn take_in(stream: &TcpStream, sender: &Sender<String>, refuse: &AtomicUsize, gone: &AtomicUsize) {
    let mut out = stream.try_clone().unwrap();
    let mut lines = BufReader::new(stream).lines();
    out.write_all(b"220 test ESMTP\r\n").unwrap();
    let counted =
        |left: &AtomicUsize| left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok();
    while let Some(Ok(line)) = lines.next() {
        let verb = line.split([' ', ':']).next().unwrap_or_default().to_uppercase();
        let answer: &[u8] = match verb.as_str() {
            "EHLO" | "HELO" => b"250-test\r\n250 8BITMIME\r\n",
            "RCPT" if counted(refuse) => b"451 try later\r\n",
            "RCPT" if counted(gone) => b"550 no such mailbox\r\n",
            "MAIL" | "RCPT" | "RSET" | "NOOP" => b"250 ok\r\n",
            "DATA" => {
                out.write_all(b"354 go on\r\n").unwrap();
                let text: Vec<String> = lines.by_ref().map_while(Result::ok).take_while(|line| line != ".").collect();
                // Nobody reads any more where the test has ended.
                let _ = sender.send(text.join("\n"));
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
