//! Why something could not be fetched.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use crate::ingest::{Fault, IngestError};

/// Why something could not be fetched, in words that say what to do. What was whole before stays.
#[derive(Debug, Error)]
pub enum FetchError {
    /// The declared address.
    #[error("{0} is no address to fetch from: {1}")]
    Address(String, &'static str),
    /// No connection, or one that broke off.
    #[error("{address} cannot be read whole: {why}; the same command goes on where it stopped")]
    Broken {
        /// What was asked.
        address: String,
        /// What happened, in the words of who noticed.
        why: String,
    },
    /// The host does not prove who it is.
    #[error(
        "{address} shows a certificate that this machine does not accept: {why}. Nothing was read. By the clock of this \
         machine it is {now}: is that right, and does nothing stand between it and the publisher?"
    )]
    Certificate {
        /// What was asked.
        address: String,
        /// What is wrong with it.
        why: String,
        /// The moment by our own clock.
        now: String,
    },
    /// The host refuses.
    #[error("{address} answers with status {status}{says}")]
    Status {
        /// What was asked.
        address: String,
        /// Its status.
        status: u16,
        /// What it says of it: empty, or after a colon.
        says: String,
    },
    /// The host wants us to wait for longer than a command should.
    #[error("{address} asks to wait {seconds} seconds; try again after that, it goes on where it stopped")]
    Wait {
        /// What was asked.
        address: String,
        /// How long.
        seconds: u64,
    },
    /// More rows than one answer may have.
    #[error(
        "{address} refuses, for it gives at most 10,000 rows; declare its address with ODataFeed, or a narrower $filter"
    )]
    TooManyRows {
        /// What was asked.
        address: String,
    },
    /// A page that is full, and leads no further.
    #[error(
        "{address} ends at {rows} rows without a next page: the publisher cuts off there; declare a narrower filter"
    )]
    CutOff {
        /// What was asked.
        address: String,
        /// Rows of the last page.
        rows: usize,
    },
    /// As many rows came as the publisher says, or not.
    #[error("{address} says that it holds {said} rows, and gave {rows}")]
    Count {
        /// What was asked.
        address: String,
        /// How many it says.
        said: u64,
        /// How many came.
        rows: u64,
    },
    /// A page or a redirection to somewhere else.
    #[error("{address} leads on to {to}: {why}")]
    LedAway {
        /// What was asked.
        address: String,
        /// Where it leads.
        to: String,
        /// Why not there.
        why: &'static str,
    },
    /// The same page again.
    #[error("the pages lead back to {address}, which was read before")]
    Loop {
        /// The page.
        address: String,
    },
    /// Something else than was asked.
    #[error("{address} gives {found}; expected {expected}")]
    NotAsked {
        /// What was asked.
        address: String,
        /// What came.
        found: String,
        /// What should.
        expected: &'static str,
    },
    /// More bytes than declared.
    #[error("{address} gives more than {most} bytes; if that is right, declare `most_bytes`")]
    TooLarge {
        /// What was asked.
        address: String,
        /// How many may come.
        most: u64,
    },
    /// The publisher wrote a new edition meanwhile, again and again.
    #[error("{0} was changed by its publisher each time it was being read; try again later")]
    EditionChanged(String),
    /// Without a network there is only what was kept.
    #[error("of {0} not everything is kept, and --offline asks nobody")]
    NotKept(String),
    /// A kept file is not what it was.
    #[error("{0} is not what was kept under that name; delete it and fetch again")]
    Spoiled(PathBuf),
    /// Reading or writing.
    #[error("{0}: {1}; what was whole is kept")]
    Io(PathBuf, #[source] io::Error),
    /// Two at once.
    #[error("{0} is in use by another fetch")]
    InUse(PathBuf),
    /// No request can be made at all.
    #[error("no request can be made on this machine: {0} (are the certificates of the system installed?)")]
    NoClient(String),
    /// What came is no table as declared.
    #[error("{0}")]
    Unreadable(Box<Fault>),
    /// The declarations.
    #[error(transparent)]
    Ingest(#[from] IngestError),
}
