//! Mails to those who follow a place or a theme: a request to confirm, and what is new. Nothing else is ever sent.

use std::fmt;
use std::time::Duration;

use jiff::Timestamp;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MessageBuilder};
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use thiserror::Error;

use super::place;
use super::token::{self, Key, MailPurpose};
use super::{Contributions, Filter};
use crate::atlas::Atlas;
use crate::domain::{Lang, PublishedContribution};
use crate::store::desk::{Delivery, Moment, Subscription};
use crate::store::{DeskStore, StoreError};
use crate::text;
use crate::urls;

/// Longest that one mail may take, from greeting to the answer to its last line. (The transport itself limits the time
/// to connect only.)
const SEND_TIMEOUT: Duration = Duration::from_secs(30);
/// Longest that one round may take; what is left waits for the next.
const ROUND_TIMEOUT: Duration = Duration::from_mins(10);
/// Seconds to wait after the first, second, ... failure in a row; the last stands for all that follow.
const PAUSES: [i64; 5] = [15 * 60, 3_600, 4 * 3_600, 12 * 3_600, 24 * 3_600];
/// Requests to confirm in one round.
const ROUND: u32 = 200;
/// A sender that said nothing for so long (in seconds) has stopped.
const GIVEN_UP: i64 = 900;

/// Why no mail can be sent.
#[derive(Debug, Error)]
pub enum MailError {
    /// The address of the server.
    #[error("--smtp-url is not the address of a mail server (smtps://name:password@host): {0}")]
    Url(String),
    /// The address of the sender.
    #[error("--mail-from is not an e-mail address: {0}")]
    From(String),
}

/// Why a mail was not sent. What a server answers may repeat the address, so the words stay behind and the kind goes to
/// the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SendError {
    /// There is no server at the address, or it broke off.
    #[error("the mail server cannot be reached or broke off")]
    Unreachable,
    /// The server said nothing for too long.
    #[error("the mail server did not answer in time")]
    TimedOut,
    /// The server takes it later (4xx).
    #[error("the mail server put it off (4xx)")]
    PutOff,
    /// The server will never take it (5xx), or the address or message cannot be written.
    #[error("the mail server refused it for good (5xx)")]
    Refused,
}

impl SendError {
    /// Whether the next mail would fare the same.
    const fn is_of_the_server(self) -> bool {
        matches!(self, Self::Unreachable | Self::TimedOut)
    }

    fn of(error: &lettre::transport::smtp::Error) -> Self {
        if error.is_permanent() {
            Self::Refused
        } else if error.is_transient() {
            Self::PutOff
        } else if error.is_timeout() {
            Self::TimedOut
        } else {
            Self::Unreachable
        }
    }
}

/// Sends mail.
#[derive(Clone)]
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    base: String,
    patience: Duration,
}

impl fmt::Debug for Mailer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The address of the server may carry a password.
        f.debug_struct("Mailer").field("from", &self.from.to_string()).finish_non_exhaustive()
    }
}

/// What one round did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// Requests to confirm that were sent.
    pub asked: usize,
    /// Mails with news that were sent.
    pub told: usize,
    /// Mails that the server did not take, or that were not tried because it took none.
    pub failed: usize,
    /// Why the last of these failed.
    pub why: Option<SendError>,
}

impl Mailer {
    /// A sender through the server at `url`, with `base` (scheme and host of this site) in its links.
    pub fn new(url: &str, from: &str, base: &str) -> Result<Self, MailError> {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(|error| MailError::Url(error.to_string()))?
            .timeout(Some(std::time::Duration::from_secs(20)))
            .build();
        let from = from.parse().map_err(|_| MailError::From(from.to_owned()))?;
        Ok(Self { transport, from, base: base.trim_end_matches('/').to_owned(), patience: SEND_TIMEOUT })
    }

    /// The same sender with another limit to the time that one mail may take.
    #[must_use]
    pub const fn with_patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    async fn send(&self, builder: MessageBuilder, body: String) -> Result<(), SendError> {
        let message = builder.header(ContentType::TEXT_PLAIN).body(body).map_err(|_| SendError::Refused)?;
        match tokio::time::timeout(self.patience, self.transport.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(SendError::of(&error)),
            Err(_) => Err(SendError::TimedOut),
        }
    }

    /// The head of a mail to a follower.
    fn head(&self, key: &Key, to: &Subscription, subject: &str) -> Result<MessageBuilder, SendError> {
        let address = to.email.parse().map_err(|_| SendError::Refused)?;
        let leave = self.link(key, MailPurpose::Unsubscribe, to);
        Ok(Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, address))
            .subject(subject)
            .message_id(Some(format!("<{}@{}>", token::random(), self.from.email.domain())))
            .date_now()
            .raw_header(raw("Auto-Submitted", "auto-generated".to_owned()))
            .raw_header(raw("List-Unsubscribe", format!("<{leave}>")))
            // One click in the mail program, as RFC 8058 describes it.
            .raw_header(raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned())))
    }

    fn link(&self, key: &Key, purpose: MailPurpose, to: &Subscription) -> String {
        let page = match purpose {
            MailPurpose::Confirm => urls::FOLLOW_CONFIRM,
            MailPurpose::Unsubscribe => urls::FOLLOW_LEAVE,
        };
        let token = key.mail_token(purpose, to.number, &to.email);
        format!("{}{}", self.base, page.query("code", token).in_language(to.lang))
    }

    /// Asks the owner of an address to confirm.
    async fn ask(&self, key: &Key, atlas: &Atlas, to: &Subscription) -> Result<(), SendError> {
        let lang = to.lang;
        let what = followed(atlas, to);
        let confirm = self.link(key, MailPurpose::Confirm, to);
        let body = match lang {
            Lang::Nl => format!(
                "Iemand vroeg met dit e-mailadres om nieuwe vragen en aanbod op wijkwijzer te volgen:\n\n  {what}\n\n\
                 Was u dat? Bevestig het dan op deze pagina:\n\n  {confirm}\n\n\
                 Was u het niet, dan hoeft u niets te doen. Zonder bevestiging krijgt u geen mail meer en wissen wij \
                 het adres na zeven dagen.\n"
            ),
            Lang::En => format!(
                "Someone asked with this e-mail address to follow new questions and offers on wijkwijzer:\n\n  {what}\n\n\
                 Was it you? Then confirm on this page:\n\n  {confirm}\n\n\
                 If it was not you, there is nothing to do. Without confirmation you will get no more mail, and the \
                 address is erased after seven days.\n"
            ),
        };
        let subject = lang.pick("Bevestig dat u wijkwijzer wilt volgen", "Confirm that you want to follow wijkwijzer");
        self.send(self.head(key, to, subject)?, body).await
    }

    /// Tells a follower what is new.
    async fn tell(
        &self,
        key: &Key,
        atlas: &Atlas,
        to: &Subscription,
        items: &[&PublishedContribution],
    ) -> Result<(), SendError> {
        use fmt::Write as _;
        let lang = to.lang;
        let mut body = format!(
            "{} {}:\n",
            lang.pick("Nieuw in vraag en aanbod, voor", "New questions and offers, for"),
            followed(atlas, to)
        );
        for item in items {
            let kind = text::contribution_kind(lang, item.text.kind);
            // Writing to a string cannot fail.
            let _ = write!(
                body,
                "\n{} ({kind})\n{}{}\n",
                item.text.title,
                self.base,
                urls::contribution(item.number).in_language(lang)
            );
        }
        let leave = self.link(key, MailPurpose::Unsubscribe, to);
        let _ = write!(
            body,
            "\n-- \n{}\n{leave}\n",
            lang.pick(
                "U krijgt deze mail omdat u dit volgt. Opzeggen:",
                "You get this mail because you follow this. To stop:"
            )
        );
        let subject = match items {
            [only] => format!("{}: {}", lang.pick("Nieuw", "New"), only.text.title),
            _ => format!("{} {}", items.len(), lang.pick("nieuwe vragen en aanbod", "new questions and offers")),
        };
        self.send(self.head(key, to, &subject)?, body).await
    }
}

fn raw(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value)
}

/// What someone follows, in words.
pub fn followed(atlas: &Atlas, subscription: &Subscription) -> String {
    let lang = subscription.lang;
    let place = if subscription.place.is_empty() {
        lang.pick("heel Nederland", "the whole of the Netherlands").to_owned()
    } else {
        place::told(atlas, &subscription.place, lang)
    };
    match atlas.vocabulary.theme(&subscription.theme) {
        Some(theme) => format!("{place}, {} {}", lang.pick("thema", "theme"), theme.label.get(lang).to_lowercase()),
        None => place,
    }
}

/// One round: asks those who were not asked, and tells followers what was published since they confirmed. Each mail
/// is claimed before it is sent, so that two senders, or one that is started twice, send it once.
pub async fn round(
    store: &dyn DeskStore,
    mailer: &Mailer,
    key: &Key,
    atlas: &Atlas,
    now: Moment,
) -> Result<Round, StoreError> {
    let began = tokio::time::Instant::now();
    let mut done = Round::default();
    for subscription in store.unasked(ROUND, now).await? {
        let sent = mailer.ask(key, atlas, &subscription).await;
        store.asked(subscription.number, delivery(sent, &subscription, now), now).await?;
        done.count(sent, |done| &mut done.asked);
        if done.must_end(began) {
            return Ok(done);
        }
    }
    let followers = store.confirmed(now).await?;
    if followers.is_empty() {
        return Ok(done);
    }
    let (revision, items) = store.published().await?;
    let contributions = Contributions::new(revision, items);
    for subscription in followers {
        let fresh = news(atlas, &contributions, &subscription);
        if fresh.is_empty() {
            continue;
        }
        let claimed = store.claim(subscription.number, &fresh, now - GIVEN_UP, now).await?;
        let items: Vec<&PublishedContribution> =
            claimed.iter().filter_map(|&number| contributions.get(number)).collect();
        if items.is_empty() {
            continue;
        }
        let sent = mailer.tell(key, atlas, &subscription, &items).await;
        store.mailed(subscription.number, &claimed, delivery(sent, &subscription, now), now).await?;
        done.count(sent, |done| &mut done.told);
        if done.must_end(began) {
            break;
        }
    }
    Ok(done)
}

impl Round {
    fn count(&mut self, sent: Result<(), SendError>, good: fn(&mut Self) -> &mut usize) {
        match sent {
            Ok(()) => *good(self) += 1,
            Err(why) => {
                self.failed += 1;
                self.why = Some(why);
            }
        }
    }

    /// Whether the rest waits for the next round: each further mail would wait for the same silent server.
    fn must_end(&self, began: tokio::time::Instant) -> bool {
        self.why.is_some_and(SendError::is_of_the_server) || began.elapsed() >= ROUND_TIMEOUT
    }
}

/// What is written down about a mail: when it is tried again, if ever.
fn delivery(sent: Result<(), SendError>, to: &Subscription, now: Moment) -> Delivery {
    match sent {
        Ok(()) => Delivery::Sent,
        Err(SendError::Refused) => Delivery::Refused,
        Err(_) => {
            let at = usize::try_from(to.failures).unwrap_or(usize::MAX).min(PAUSES.len() - 1);
            Delivery::Later(now + PAUSES.get(at).copied().unwrap_or(24 * 3_600))
        }
    }
}

/// Numbers of what a subscription asks for and that was published after it was confirmed.
fn news(atlas: &Atlas, contributions: &Contributions, subscription: &Subscription) -> Vec<i64> {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let filter = Filter { place: some(&subscription.place), theme: some(&subscription.theme), kind: None };
    let since = subscription.confirmed_at.unwrap_or(i64::MAX);
    let new = |item: &&PublishedContribution| item.published_at >= since && filter.lets(atlas, item);
    contributions.all().iter().filter(new).map(|item| item.number).collect()
}

/// Now, as the desk counts.
pub fn now() -> Moment {
    Timestamp::now().as_second()
}
