//! Keeping what people write at run time: accounts, sessions, contributions, subscriptions and the log.
//!
//! None of it belongs to a release, so an import cannot touch it. The contract stands in `desk_contract.rs`.

use super::KeptReleases;
use super::audit::Chain;
use crate::domain::{ContributionStatus, ContributionText, Lang, PublishedContribution};

pub use super::account::{Account, AccountStore, Proof, Role, SecondStep, SessionLimits};
pub use super::answer::{Answer, Moment, TokenHash};
pub use super::audit::AuditEntry;

/// What a visitor sends in.
#[derive(Clone, Debug)]
pub struct Submission {
    /// What may become public.
    pub text: ContributionText,
    /// E-mail address of the sender.
    pub contact: String,
    /// The sender agreed that the address is shown.
    pub show_contact: bool,
    /// Stands for the network that it came from.
    pub network: Option<TokenHash>,
}

/// What became of a submission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Submitted {
    /// It waits for an editor under this number.
    Kept(i64),
    /// This form was sent before.
    Repeated,
    /// More waits than editors can read.
    Full,
    /// As much waits from this network as from one may.
    Crowded,
}

/// A contribution as editors see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contribution {
    /// Number.
    pub number: i64,
    /// Where it stands.
    pub status: ContributionStatus,
    /// What may be public.
    pub text: ContributionText,
    /// E-mail address of the sender; `None` after it was erased.
    pub contact: Option<String>,
    /// When the sender agreed that the address is shown.
    pub contact_consent_at: Option<Moment>,
    /// When it was sent in; the sender agreed to keeping and publishing it at that moment.
    pub submitted_at: Moment,
    /// When it last changed.
    pub changed_at: Moment,
    /// When it was last published, refused or withdrawn.
    pub decided_at: Option<Moment>,
    /// When it was first published.
    pub published_at: Option<Moment>,
    /// Editors among themselves.
    pub note: String,
    /// Goes up with every change.
    pub version: i64,
    /// Contributions linked to it. Ascending.
    pub linked: Vec<i64>,
    /// Stands for the network that it came from, until an editor decides on it.
    pub network: Option<TokenHash>,
}

/// A change by an editor.
#[derive(Clone, Debug)]
pub struct Edit {
    /// The new text.
    pub text: ContributionText,
    /// The new note.
    pub note: String,
    /// False takes back the showing of the address. Consent itself comes only from the sender.
    pub show_contact: bool,
    /// The new status; `None` leaves it.
    pub status: Option<ContributionStatus>,
    /// The version that the editor saw.
    pub version: i64,
}

/// What became of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// It stands, under this version.
    Saved(i64),
    /// Someone else changed it since.
    Stale,
    /// From where it stands, it cannot become that.
    NotAllowed,
    /// There is no such contribution.
    Gone,
}

/// Someone who follows something by e-mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscription {
    /// Number.
    pub number: i64,
    /// Address.
    pub email: String,
    /// Slug or code; empty: the whole country.
    pub place: String,
    /// Id of a theme; empty: every theme.
    pub theme: String,
    /// Language of the mails.
    pub lang: Lang,
    /// When it was confirmed; `None`: it is not.
    pub confirmed_at: Option<Moment>,
    /// Mails in a row that could not be sent.
    pub failures: u32,
}

/// What became of a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// The server took it.
    Sent,
    /// Not now; to be tried again from this moment.
    Later(Moment),
    /// The server will never take it: nothing is sent to this address until its owner asks again.
    Refused,
}

/// What to follow, before it has a number.
#[derive(Clone, Debug)]
pub struct NewSubscription {
    /// Address.
    pub email: String,
    /// Slug or code; empty: the whole country.
    pub place: String,
    /// Id of a theme; empty: every theme.
    pub theme: String,
    /// Language of the mails.
    pub lang: Lang,
}

/// How long things are kept, in seconds.
#[derive(Clone, Copy, Debug)]
pub struct Keep {
    /// The address of the sender after a refusal or withdrawal.
    pub contact: i64,
    /// The text of what was refused or withdrawn.
    pub refused: i64,
    /// A subscription that was never confirmed.
    pub unconfirmed: i64,
    /// A session.
    pub session: i64,
}

/// How much was erased.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Erased {
    /// Contributions of which the address was erased.
    pub contacts: u64,
    /// Contributions erased as a whole.
    pub contributions: u64,
    /// Subscriptions.
    pub subscriptions: u64,
}

/// Keeps contributions and the log.
pub trait ContributionStore: Send + Sync {
    /// Takes in a submission, once per token.
    fn submit<'a>(&'a self, submission: &'a Submission, token: TokenHash, now: Moment) -> Answer<'a, Submitted>;

    /// Contributions in a status, the longest waiting first for new ones and the latest changed first for others.
    fn contributions(&self, status: ContributionStatus, limit: u32) -> Answer<'_, Vec<Contribution>>;

    /// How many there are per status.
    fn counts(&self) -> Answer<'_, Vec<(ContributionStatus, u64)>>;

    /// One contribution.
    fn contribution(&self, number: i64) -> Answer<'_, Option<Contribution>>;

    /// What a contribution said before, the oldest first, each with its version.
    fn versions(&self, number: i64) -> Answer<'_, Vec<(i64, ContributionText)>>;

    /// Changes a contribution, unless someone else did since.
    fn save<'a>(&'a self, number: i64, edit: &'a Edit, who: &'a str, now: Moment) -> Answer<'a, Saved>;

    /// Refuses those that still wait in the version that the editor saw; how many.
    fn refuse<'a>(&'a self, seen: &'a [(i64, i64)], who: &'a str, now: Moment) -> Answer<'a, u64>;

    /// Links a question to an offer, or takes the link away; false when they are no question and offer, or nothing
    /// changed.
    fn link<'a>(&'a self, question: i64, offer: i64, on: bool, who: &'a str, now: Moment) -> Answer<'a, bool>;

    /// Erases a contribution for good; false when there is none.
    fn delete<'a>(&'a self, number: i64, who: &'a str, now: Moment) -> Answer<'a, bool>;

    /// Everything public, the latest published first, with the revision that it stands for.
    fn published(&self) -> Answer<'_, (i64, Vec<PublishedContribution>)>;

    /// The number that goes up with every public change.
    fn revision(&self) -> Answer<'_, i64>;

    /// The latest lines of the log, of one contribution or of all.
    fn log(&self, contribution: Option<i64>, limit: u32) -> Answer<'_, Vec<AuditEntry>>;

    /// The whole log, computed anew from its first line on.
    fn chain(&self) -> Answer<'_, Chain>;

    /// The key under which tokens are signed; made with the database.
    fn secret(&self) -> Answer<'_, [u8; 32]>;
}

/// Keeps who follows what, and what was mailed.
pub trait SubscriptionStore: Send + Sync {
    /// Takes in a wish to follow. One that exists and was never confirmed is asked again; a confirmed one stays, and is
    /// mailed again where its server had refused.
    fn subscribe<'a>(&'a self, wish: &'a NewSubscription, now: Moment) -> Answer<'a, ()>;

    /// One subscription.
    fn subscription(&self, number: i64) -> Answer<'_, Option<Subscription>>;

    /// Confirms; false when there is no such subscription.
    fn confirm(&self, number: i64, now: Moment) -> Answer<'_, bool>;

    /// Ends and erases; false when there is no such subscription.
    fn unsubscribe(&self, number: i64, now: Moment) -> Answer<'_, bool>;

    /// Subscriptions whose request to confirm is to be sent now.
    fn unasked(&self, limit: u32, now: Moment) -> Answer<'_, Vec<Subscription>>;

    /// Writes down what became of the request to confirm.
    fn asked(&self, number: i64, delivery: Delivery, now: Moment) -> Answer<'_, ()>;

    /// Confirmed subscriptions that may be mailed now.
    fn confirmed(&self, now: Moment) -> Answer<'_, Vec<Subscription>>;

    /// Claims those of `contributions` that were not mailed to this subscription and that no other sender has under
    /// way; what was claimed before `stale` and never sent counts as given up.
    fn claim<'a>(
        &'a self,
        subscription: i64,
        contributions: &'a [i64],
        stale: Moment,
        now: Moment,
    ) -> Answer<'a, Vec<i64>>;

    /// Writes down that what was claimed was mailed, or gives it back.
    fn mailed<'a>(
        &'a self,
        subscription: i64,
        contributions: &'a [i64],
        delivery: Delivery,
        now: Moment,
    ) -> Answer<'a, ()>;

    /// Erases what has been kept long enough.
    fn tidy(&self, keep: Keep, now: Moment) -> Answer<'_, Erased>;

    /// Erases everything under an e-mail address. What is published stays without the address, unless `published`.
    fn erase<'a>(&'a self, email: &'a str, published: bool, now: Moment) -> Answer<'a, Erased>;
}

/// Everything that a desk needs.
pub trait DeskStore: AccountStore + ContributionStore + SubscriptionStore + KeptReleases {}

impl<T: AccountStore + ContributionStore + SubscriptionStore + KeptReleases> DeskStore for T {}
