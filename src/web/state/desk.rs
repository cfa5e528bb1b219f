//! What the desk of a running server holds: the store, the key, the limits, the mail.

use std::sync::Arc;
use std::time::Duration;

use axum::http::HeaderName;
use tokio::sync::Notify;

use crate::desk::limiter::Limiter;
use crate::desk::mail::Mailer;
use crate::desk::sign_ins::SignIns;
use crate::desk::{Key, password};
use crate::domain::Text;
use crate::store::desk::{Keep, SessionLimits};
use crate::store::{DeskStore, StoreError};
use crate::web::error::AppError;
use crate::web::http::gate::Gate;

use super::differences::Differences;
use super::site::Site;

const HOUR: i64 = 3_600;

/// How long a session lasts.
pub const SESSION: SessionLimits = SessionLimits { idle: HOUR, total: 12 * HOUR };

/// Passwords checked at once: each takes 19 MiB.
const HASHERS: usize = 2;
/// Lines of the log about refused sign-ins in an hour: enough to see that something is going on.
const REFUSALS: u32 = 60;
/// Sign-ins that may wait for that.
const WAITING_HASHERS: usize = 64;

/// What the operator chooses.
#[derive(Clone, Debug)]
pub struct DeskOptions {
    /// Header in which a trusted proxy names the client.
    pub client_header: Option<HeaderName>,
    /// Sends mail; without it there are feeds only.
    pub mailer: Option<Mailer>,
    /// Submissions of one client in an hour.
    pub submissions: u32,
    /// Failures to sign in with one name from one network in a quarter of an hour.
    pub sign_ins: u32,
}

impl Default for DeskOptions {
    fn default() -> Self {
        Self { client_header: None, mailer: None, submissions: 10, sign_ins: 10 }
    }
}

/// The desk of a running server.
#[derive(Debug)]
pub struct Desk {
    /// Where everything is kept.
    pub store: Arc<dyn DeskStore>,
    /// The key under which tokens are signed.
    pub key: Key,
    /// What the operator chose.
    pub options: DeskOptions,
    pub(in crate::web) submissions: Limiter,
    /// Requests to confirm, by e-mail address.
    pub(in crate::web) asked: Limiter,
    pub(in crate::web) sign_ins: SignIns,
    /// Refused sign-ins that the log takes in.
    pub(in crate::web) refusals: Limiter,
    /// What releases would change.
    pub(in crate::web) differences: Differences,
    wake: Notify,
    hashers: Gate,
    secure: bool,
}

impl std::fmt::Debug for dyn DeskStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DeskStore(..)")
    }
}

impl Desk {
    /// A desk on a migrated store, of `site`.
    ///
    /// # Errors
    /// The database.
    pub async fn open(store: Arc<dyn DeskStore>, options: DeskOptions, site: &Site) -> Result<Self, StoreError> {
        let key = Key::new(store.secret().await?);
        Ok(Self {
            key,
            submissions: Limiter::new(options.submissions, 3_600),
            asked: Limiter::new(options.submissions, 3_600),
            sign_ins: SignIns::new(options.sign_ins),
            refusals: Limiter::new(REFUSALS, 3_600),
            differences: Differences::default(),
            wake: Notify::new(),
            hashers: Gate::of(HASHERS, WAITING_HASHERS),
            secure: site.is_https(),
            store,
            options,
        })
    }

    pub(in crate::web) fn absent() -> AppError {
        AppError::Unavailable(Text {
            nl: "Deze server neemt geen bijdragen aan en heeft geen redactie.".to_owned(),
            en: "This server takes no contributions and has no editors.".to_owned(),
        })
    }

    /// Whether cookies may be sent over https only.
    pub(in crate::web) const fn secure(&self) -> bool {
        self.secure
    }

    /// Lets the sender of mails look now instead of at its next round.
    pub(in crate::web) fn wake(&self) {
        self.wake.notify_one();
    }

    /// Waits for `wake`, at most `patience`.
    pub async fn woken(&self, patience: Duration) {
        // Either way it is time to look.
        let _ = tokio::time::timeout(patience, self.wake.notified()).await;
    }

    /// Checks a password away from the threads that answer requests, a few at a time.
    pub(in crate::web) async fn verify(&self, stored: Option<String>, password: String) -> Result<bool, AppError> {
        self.hashers.run(move || password::verify(stored.as_deref(), &password)).await
    }

    /// How long things are kept; the privacy page says the same.
    pub const KEEP: Keep =
        Keep { contact: 30 * 24 * HOUR, refused: 365 * 24 * HOUR, unconfirmed: 7 * 24 * HOUR, session: SESSION.total };
}
