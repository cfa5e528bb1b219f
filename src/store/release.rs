//! What a backend does with releases.

use std::future::Future;

use super::answer::Answer;
use super::desk::Moment;
use super::{Builds, PackedFile, StoreError};

/// A release in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleaseInfo {
    /// Id.
    pub id: String,
    /// Moment of its first import, ISO 8601, UTC.
    pub imported_at: String,
    /// Since when it is the one that is served, where it is.
    pub active_since: Option<String>,
    /// Number of its files; none where they are not kept.
    pub files: u32,
    /// Bytes of its files as they are kept, those that it shares with other releases included.
    pub bytes: u64,
}

impl ReleaseInfo {
    /// Whether its files are there, so that it can be served.
    pub const fn kept(&self) -> bool {
        self.files > 0
    }
}

/// How the last attempt to import ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastImport {
    /// When, ISO 8601, UTC.
    pub at: String,
    /// What was wrong; empty when all was well.
    pub faults: Vec<String>,
}

/// Keeps releases, and which of them is served.
pub trait Store: Send + Sync {
    /// Brings the structure of the database up to date.
    ///
    /// # Errors
    /// The database refuses, or was made by a newer program.
    fn migrate(&self) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// All releases, the newest first.
    ///
    /// # Errors
    /// The database refuses.
    fn releases(&self) -> impl Future<Output = Result<Vec<ReleaseInfo>, StoreError>> + Send;

    /// Id of the active release and since when it is; also a look at whether the database can be read at all.
    ///
    /// # Errors
    /// The database refuses.
    fn active(&self) -> impl Future<Output = Result<Option<(String, String)>, StoreError>> + Send;

    /// Ids of the releases that are kept, the one that was active last first.
    ///
    /// # Errors
    /// The database refuses.
    fn kept(&self) -> impl Future<Output = Result<Vec<String>, StoreError>> + Send;

    /// Keeps `files` as release `id`, in one transaction: after an error nothing has changed. A release that is kept
    /// stays as it is; one of which the files were gone has them again. It is not active by that.
    ///
    /// # Errors
    /// The database refuses.
    fn save_release(&self, id: &str, files: &[PackedFile]) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// The files of release `id`, as they were kept.
    ///
    /// # Errors
    /// No such release, its files are not kept, or the database refuses.
    fn load_release(&self, id: &str) -> impl Future<Output = Result<Vec<PackedFile>, StoreError>> + Send;

    /// Makes release `id` the one that is served; servers follow. Nothing changes where it is already.
    ///
    /// # Errors
    /// No such release, its files are not kept, or the database refuses.
    fn activate(&self, id: &str) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Drops the files of all releases but the `keep` that were active or imported last, the active one, and those that
    /// a server served since `seen`. What they counted stays. Gives back which were dropped.
    ///
    /// # Errors
    /// The database refuses.
    fn prune(&self, keep: u32, seen: Moment) -> impl Future<Output = Result<Vec<String>, StoreError>> + Send;

    /// Keeps what a release counted, for the list of changes.
    ///
    /// # Errors
    /// The database refuses.
    fn save_summary(&self, id: &str, summary: &[u8]) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// What every release counted, in the order of import.
    ///
    /// # Errors
    /// The database refuses.
    fn summaries(&self) -> impl Future<Output = Result<Vec<(String, Vec<u8>)>, StoreError>> + Send;

    /// A server says what it serves: release `id` as derived by `build`.
    ///
    /// # Errors
    /// The database refuses.
    fn serves(&self, id: &str, build: &str, now: Moment) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// What servers said since `seen`: releases and builds.
    ///
    /// # Errors
    /// The database refuses.
    fn served(&self, seen: Moment) -> impl Future<Output = Result<Vec<(String, String)>, StoreError>> + Send;

    /// Remembers how an attempt to import ended.
    ///
    /// # Errors
    /// The database refuses.
    fn save_import(&self, faults: &[String]) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// How the last attempt to import ended.
    ///
    /// # Errors
    /// The database refuses.
    fn last_import(&self) -> impl Future<Output = Result<Option<LastImport>, StoreError>> + Send;

    /// What was derived from releases, beside the database.
    fn builds(&self) -> &Builds;
}

/// What the desk reads of releases, of any store.
pub trait KeptReleases: Send + Sync {
    /// All releases, the newest first.
    fn all_releases(&self) -> Answer<'_, Vec<ReleaseInfo>>;

    /// The files of a release, as they were kept.
    fn files_of<'a>(&'a self, id: &'a str) -> Answer<'a, Vec<PackedFile>>;
}

impl<S: Store> KeptReleases for S {
    fn all_releases(&self) -> Answer<'_, Vec<ReleaseInfo>> {
        Box::pin(self.releases())
    }

    fn files_of<'a>(&'a self, id: &'a str) -> Answer<'a, Vec<PackedFile>> {
        Box::pin(self.load_release(id))
    }
}
