//! What is kept of a fetch: raw answers by their hash, the records of what they are, and the material that packages are
//! made from.
//!
//! ```text
//! answers/<sha256>            every answer as it came
//! records/<package>.<id>.json what was fetched last, and of it
//! records/….progress.json     how far a fetch is that was not finished
//! records/….waiting.json      what was fetched and not taken over, with ….waiting beside it
//! material/<path>             what `pack --from` reads
//! ```

use std::fs::{self, File, TryLockError};
use std::io::{self, BufWriter, Read as _, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest as _, Sha256};

use super::error::FetchError;

/// The folder that everything is kept in. One fetch uses it at a time.
#[derive(Debug)]
pub struct Keep {
    folder: PathBuf,
    /// Held until the end.
    _lock: File,
}

/// Kinds of records.
#[derive(Clone, Copy, Debug)]
pub enum Record {
    /// What was fetched last.
    Taken,
    /// How far it is.
    Progress,
    /// What was fetched and not taken over.
    Waiting,
}

impl Record {
    const fn ending(self) -> &'static str {
        match self {
            Self::Taken => ".json",
            Self::Progress => ".progress.json",
            Self::Waiting => ".waiting.json",
        }
    }
}

impl Keep {
    /// Where a record lies in a folder.
    pub fn record_path(folder: &Path, name: &str, kind: Record) -> PathBuf {
        folder.join("records").join(format!("{name}{}", kind.ending()))
    }

    /// Opens the folder, which is made where there is none.
    ///
    /// # Errors
    /// It cannot be written, or another fetch uses it.
    pub fn open(folder: &Path) -> Result<Self, FetchError> {
        for part in ["answers", "records", "material"] {
            let folder = folder.join(part);
            fs::create_dir_all(&folder).map_err(|error| io_error(&folder, error))?;
        }
        let path = folder.join("lock");
        let lock = File::create(&path).map_err(|error| io_error(&path, error))?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { folder: folder.to_owned(), _lock: lock }),
            Err(TryLockError::WouldBlock) => Err(FetchError::InUse(folder.to_owned())),
            Err(TryLockError::Error(error)) => Err(io_error(&path, error)),
        }
    }

    /// Keeps an answer; gives its hash.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn answer(&self, bytes: &[u8]) -> Result<String, FetchError> {
        let hash = hex::encode(Sha256::digest(bytes));
        let path = self.answer_path(&hash);
        if path.metadata().is_ok_and(|found| found.len() == bytes.len() as u64) {
            return Ok(hash);
        }
        self.whole(&path, |file| file.write_all(bytes))?;
        Ok(hash)
    }

    /// Keeps a file that came piece by piece; gives its hash and size.
    ///
    /// # Errors
    /// It cannot be read or moved.
    pub fn answer_of(&self, part: &Path) -> Result<(String, u64), FetchError> {
        let (hash, bytes) = hashed(part)?;
        let path = self.answer_path(&hash);
        fs::rename(part, &path).map_err(|error| io_error(&path, error))?;
        Ok((hash, bytes))
    }

    /// A kept answer.
    ///
    /// # Errors
    /// It cannot be read, or is not what was kept.
    pub fn read(&self, hash: &str) -> Result<Vec<u8>, FetchError> {
        let path = self.answer_path(hash);
        let bytes = fs::read(&path).map_err(|error| io_error(&path, error))?;
        if hex::encode(Sha256::digest(&bytes)) == hash { Ok(bytes) } else { Err(FetchError::Spoiled(path)) }
    }

    /// Where a kept answer lies.
    pub fn answer_path(&self, hash: &str) -> PathBuf {
        self.folder.join("answers").join(hash)
    }

    /// Where material lies.
    pub fn material(&self, path: &str) -> PathBuf {
        self.folder.join("material").join(path)
    }

    /// Where a file lies that is not finished, or not taken over.
    pub fn beside(&self, name: &str, ending: &str) -> PathBuf {
        self.folder.join("records").join(format!("{name}{ending}"))
    }

    /// A record; `None` where there is none that can be read.
    pub fn record<T: DeserializeOwned>(&self, name: &str, kind: Record) -> Option<T> {
        serde_json::from_slice(&fs::read(Self::record_path(&self.folder, name, kind)).ok()?).ok()
    }

    /// Writes a record over the one before it.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn note<T: Serialize>(&self, name: &str, kind: Record, value: &T) -> Result<(), FetchError> {
        let path = Self::record_path(&self.folder, name, kind);
        self.whole(&path, |file| {
            serde_json::to_writer_pretty(&mut *file, value)?;
            file.write_all(b"\n")
        })
    }

    /// Removes a record, where there is one.
    ///
    /// # Errors
    /// It cannot be removed.
    pub fn forget(&self, name: &str, kind: Record) -> Result<(), FetchError> {
        gone(&Self::record_path(&self.folder, name, kind))
    }

    /// Writes a file whole, or not at all.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn whole(
        &self,
        path: &Path,
        write: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
    ) -> Result<(), FetchError> {
        let part = self.folder.join("part");
        let written = File::create(&part).and_then(|file| {
            let mut file = BufWriter::new(file);
            write(&mut file)?;
            file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()
        });
        written.map_err(|error| io_error(path, error))?;
        moved(&part, path)
    }
}

/// Moves a file into the place of the one before it.
pub fn moved(from: &Path, to: &Path) -> Result<(), FetchError> {
    let folder = to.parent().unwrap_or(to);
    fs::create_dir_all(folder).and_then(|()| fs::rename(from, to)).map_err(|error| io_error(to, error))
}

/// Removes a file, where there is one.
pub fn gone(path: &Path) -> Result<(), FetchError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(io_error(path, error)),
        _ => Ok(()),
    }
}

/// A file that is written, with what is known of it in the end: nobody has to read it again for that.
#[derive(Debug)]
pub struct Written {
    file: BufWriter<File>,
    hash: Sha256,
    bytes: u64,
}

impl Written {
    /// # Errors
    /// It cannot be made.
    pub fn new(path: &Path) -> io::Result<Self> {
        Ok(Self { file: BufWriter::new(File::create(path)?), hash: Sha256::new(), bytes: 0 })
    }

    /// SHA-256 and size of what was written, once it is on the disk.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn end(self) -> io::Result<(String, u64)> {
        self.file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
        Ok((hex::encode(self.hash.finalize()), self.bytes))
    }
}

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write_all(bytes)?;
        self.hash.update(bytes);
        self.bytes += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// SHA-256 and size of a file.
pub fn hashed(path: &Path) -> Result<(String, u64), FetchError> {
    let hash = || {
        let (mut file, mut hash, mut bytes, mut buffer) = (File::open(path)?, Sha256::new(), 0, vec![0; 1 << 16]);
        loop {
            let read = file.read(&mut buffer)?;
            if read == 0 {
                return Ok((hex::encode(hash.finalize()), bytes));
            }
            hash.update(buffer.get(..read).unwrap_or_default());
            bytes += read as u64;
        }
    };
    hash().map_err(|error| io_error(path, error))
}

pub fn io_error(path: &Path, error: io::Error) -> FetchError {
    FetchError::Io(path.to_owned(), error)
}
