//! Accounts of editors, their sessions and second steps.

use crate::domain::Sight;

use super::answer::{Answer, Moment, TokenHash};

/// What an editor may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[derive(strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "lowercase")]
pub enum Role {
    /// Moderates.
    Editor,
    /// Moderates, and with a second step erases contributions for good.
    Admin,
}

impl Role {
    /// Id on the command line and in the database.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// Someone who may sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Number.
    pub number: i64,
    /// Sign-in name.
    pub name: String,
    /// What it may do.
    pub role: Role,
    /// Whether it was shut.
    pub disabled: bool,
    /// When it was made.
    pub created_at: Moment,
    /// Whether a second step was confirmed: signing in takes more than the password.
    pub second_step: bool,
    /// Of which gemeenten it may see restricted figures.
    pub sight: Sight,
}

impl Account {
    /// Whether it may erase for good: what cannot be undone takes more than a password.
    pub fn may_erase(&self) -> bool {
        self.role == Role::Admin && self.second_step
    }
}

/// The second step of an account.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct SecondStep {
    /// What its app computes the codes from.
    pub secret: [u8; 20],
    /// When the app showed that it has the secret; `None`: it has not yet.
    pub confirmed_at: Option<Moment>,
    /// Codes for when the app is lost that are left.
    pub recovery_codes: u32,
}

/// What passes a second step, once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// The half minute of a code of the app.
    Step(i64),
    /// A code that was written down.
    Recovery(TokenHash),
}

/// How long a session lasts, in seconds.
#[derive(Clone, Copy, Debug)]
pub struct SessionLimits {
    /// Without a request.
    pub idle: i64,
    /// In all.
    pub total: i64,
}

/// Keeps accounts and sessions.
pub trait AccountStore: Send + Sync {
    /// Makes an account; false when the name is taken.
    fn add_account<'a>(&'a self, name: &'a str, role: Role, password: &'a str, now: Moment) -> Answer<'a, bool>;

    /// All accounts by name.
    fn accounts(&self) -> Answer<'_, Vec<Account>>;

    /// An account with its password hash, disabled or not.
    fn credentials<'a>(&'a self, name: &'a str) -> Answer<'a, Option<(Account, String)>>;

    /// Gives an account another password and ends its sessions; false when there is no such account.
    fn set_password<'a>(&'a self, name: &'a str, password: &'a str, now: Moment) -> Answer<'a, bool>;

    /// Shuts or opens an account and ends its sessions; false when there is no such account.
    fn set_disabled<'a>(&'a self, name: &'a str, disabled: bool, now: Moment) -> Answer<'a, bool>;

    /// Lets an account see the restricted figures of other gemeenten than before; false when there is no such account.
    fn set_sight<'a>(&'a self, name: &'a str, sight: &'a Sight, now: Moment) -> Answer<'a, bool>;

    /// Opens a session, and ends the one it replaces.
    fn open_session(&self, token: TokenHash, account: i64, replaces: Option<TokenHash>, now: Moment) -> Answer<'_, ()>;

    /// Whose session this is; `None` when it ended, expired or never was, or when the account is shut.
    fn session(&self, token: TokenHash, limits: SessionLimits, now: Moment) -> Answer<'_, Option<Account>>;

    /// Ends a session.
    fn close_session(&self, token: TokenHash, now: Moment) -> Answer<'_, ()>;

    /// Writes down that a sign-in was refused: with which account, if with one, and from which network.
    fn refused<'a>(&'a self, name: Option<&'a str>, network: &'a str, now: Moment) -> Answer<'a, ()>;

    /// The second step of an account, confirmed or not.
    fn second_step(&self, account: i64) -> Answer<'_, Option<SecondStep>>;

    /// Keeps the secret of a second step that is still to be confirmed; false where one is.
    fn begin_second_step(&self, account: i64, secret: [u8; 20]) -> Answer<'_, bool>;

    /// Confirms it with the half minute of a code, and keeps the codes for when the app is lost; false where there is
    /// nothing to confirm.
    fn confirm_second_step<'a>(
        &'a self,
        account: &'a Account,
        step: i64,
        codes: &'a [TokenHash],
        now: Moment,
    ) -> Answer<'a, bool>;

    /// Takes a proof; false where it is none, or was taken before.
    fn pass_second_step<'a>(&'a self, account: &'a Account, proof: Proof, now: Moment) -> Answer<'a, bool>;

    /// Takes the second step of an account away and ends its sessions; false where it has none.
    fn remove_second_step<'a>(&'a self, name: &'a str, now: Moment) -> Answer<'a, bool>;
}
