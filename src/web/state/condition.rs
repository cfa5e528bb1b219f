//! What is the matter with a running server, as it last saw for itself.

use std::sync::{Mutex, PoisonError};

use crate::store::LastImport;

/// How the database, the active release and the last import are. All well until somebody looked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Condition {
    /// Whether the database could not be read or written the last time.
    pub database_fails: bool,
    /// Id of the active release and since when it is.
    pub active: Option<(String, String)>,
    /// Whether the active release could not be taken up.
    pub not_taken_up: bool,
    /// How the last attempt to import ended.
    pub last_import: Option<LastImport>,
}

/// The condition of one server.
#[derive(Debug, Default)]
pub struct Conditions(Mutex<Condition>);

impl Conditions {
    /// As it is.
    pub fn now(&self) -> Condition {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Notes what somebody saw.
    pub fn note(&self, change: impl FnOnce(&mut Condition)) {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }
}
