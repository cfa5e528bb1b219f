//! What everything that is kept of people speaks in.

use std::future::Future;
use std::pin::Pin;

use super::StoreError;

/// What a desk answers; boxed, so that the server can hold any desk.
pub type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

/// A moment: seconds since 1970 (UTC). Passed in by the caller, so that tests need not wait.
pub type Moment = i64;

/// SHA-256 of a token; the token itself is never kept.
pub type TokenHash = [u8; 32];
