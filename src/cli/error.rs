//! Why a command failed.

use thiserror::Error;

use crate::atlas::BuildError;
use crate::fetch::FetchError;
use crate::ingest::IngestError;
use crate::store::StoreError;
use crate::tiles::TileError;

/// Why a command failed, in words that say what to do.
#[derive(Debug, Error)]
pub enum CliError {
    /// Files are missing or faulty.
    #[error(transparent)]
    Ingest(#[from] IngestError),
    /// Nothing can be fetched.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// Some of it was not fetched, or not taken over.
    #[error("{0}")]
    NotFetched(String),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Neither the database nor geodata gives a release.
    #[error(
        "no release can be served: {0}\nname the folder that the program ships with --geodata, or import another with \
         `wijkwijzer import --geodata FOLDER`"
    )]
    NothingToServe(String),
    /// The derivation.
    #[error(transparent)]
    Build(#[from] BuildError),
    /// A stored artefact cannot be read or written.
    #[error("the built Atlas cannot be {0}: {1}")]
    Artefact(&'static str, String),
    /// The address cannot be used.
    #[error("cannot listen on {0}: {1}; choose another address with --bind")]
    Bind(std::net::SocketAddr, std::io::Error),
    /// Others could reach a server that does not know its own address.
    #[error(
        "others can reach {0}: name the address that they use with --base-url https://… (links, feeds, mails and cookies go \
         by it), or listen on 127.0.0.1"
    )]
    NoAddress(std::net::SocketAddr),
    /// Input or output.
    #[error("{0}: {1}")]
    Io(String, std::io::Error),
    /// Faults that `check` listed.
    #[error("{0} fault(s) in {1}")]
    Faults(u64, String),
    /// A vintage that is not there.
    #[error("\"{0}\" is no vintage with outlines; choose one of {1}")]
    Vintage(String, String),
    /// Figures that are not there.
    #[error("{0}")]
    Figures(String),
    /// An account cannot be made or changed.
    #[error("{0}")]
    Account(String),
    /// The log is not as it was written.
    #[error("the log was changed: line {0} is not what it was; compare with a backup")]
    Log(String),
    /// The desk cannot be set up.
    #[error("{0}")]
    Desk(String),
    /// Tiles cannot be made, read or written.
    #[error(transparent)]
    Tiles(#[from] TileError),
}
