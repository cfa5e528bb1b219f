//! What was derived from releases: files in a folder beside the database, `release/build/kind`.
//!
//! Everything here can be derived again, so nothing of it is copied with what people wrote, and every server may have a
//! folder of its own. A file is there whole or not at all, and what is damaged counts as absent.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::StoreError;

/// What a file ends with: a mark, and the CRC-32 of what stands before it.
const MARK: &[u8; 4] = b"WWB1";
/// Bytes of that.
const TAIL: usize = 8;
/// A file that is being written longer than this was left by a program that is gone.
const LEFT_BEHIND: Duration = Duration::from_hours(1);

/// The folder of what was derived. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Builds {
    folder: PathBuf,
}

impl Builds {
    /// The builds beside the database at `path`; their folder is made when something is kept.
    pub fn beside(path: &Path) -> Self {
        let mut folder = path.as_os_str().to_owned();
        folder.push(".builds");
        Self { folder: folder.into() }
    }

    fn place(&self, release: &str, build: &str) -> PathBuf {
        self.folder.join(release).join(build)
    }

    /// Keeps `bytes`, replacing what was there: under another name first, so that a reader finds the old or the new.
    ///
    /// # Errors
    /// The folder cannot be written.
    pub fn save(&self, release: &str, build: &str, kind: &str, bytes: &[u8]) -> Result<(), StoreError> {
        let place = self.place(release, build);
        let path = place.join(kind);
        let write = || {
            make_private(&place)?;
            let mut file = tempfile::Builder::new().prefix(".new-").tempfile_in(&place)?;
            file.write_all(bytes)?;
            file.write_all(MARK)?;
            file.write_all(&crc32fast::hash(bytes).to_le_bytes())?;
            file.as_file().sync_all()?;
            file.persist(&path).map_err(|error| error.error)?;
            File::open(&place)?.sync_all()
        };
        write().map_err(|error| refused(&path, error))
    }

    /// What was kept; `None` as well where it is not what was written, so that it is derived again.
    ///
    /// # Errors
    /// It is there and cannot be read.
    pub fn load(&self, release: &str, build: &str, kind: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let path = self.place(release, build).join(kind);
        let mut bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(refused(&path, error)),
        };
        let sum = bytes.last_chunk::<4>().map(|sum| u32::from_le_bytes(*sum));
        let content = bytes.len().checked_sub(TAIL);
        let whole = content.and_then(|length| bytes.get(..length)).is_some_and(|content| {
            sum == Some(crc32fast::hash(content))
                && bytes.get(content.len()..).is_some_and(|tail| tail.starts_with(MARK))
        });
        if !whole {
            tracing::warn!(path = %path.display(), "what was derived is damaged; it is derived again");
            return Ok(None);
        }
        bytes.truncate(content.unwrap_or_default());
        Ok(Some(bytes))
    }

    /// What is kept of a release by a build, in order.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub fn kinds(&self, release: &str, build: &str) -> Result<Vec<String>, StoreError> {
        let mut kinds = names(&self.place(release, build))?;
        kinds.retain(|name| !name.starts_with('.'));
        Ok(kinds)
    }

    /// Removes the builds of releases for which `keep` says no, and what programs that are gone left half written.
    /// Gives back how many builds were removed.
    ///
    /// # Errors
    /// The folder cannot be read or written.
    pub fn prune(&self, keep: impl Fn(&str, &str) -> bool) -> Result<usize, StoreError> {
        let mut removed = 0;
        for release in names(&self.folder)? {
            let of_release = self.folder.join(&release);
            for build in names(&of_release)? {
                let place = of_release.join(&build);
                if keep(&release, &build) {
                    for name in names(&place)?.iter().filter(|name| name.starts_with('.')) {
                        remove_left_behind(&place.join(name));
                    }
                } else {
                    fs::remove_dir_all(&place).map_err(|error| refused(&place, error))?;
                    removed += 1;
                }
            }
            // Fails where something is left in it.
            let _ = fs::remove_dir(&of_release);
        }
        Ok(removed)
    }
}

fn refused(path: &Path, error: io::Error) -> StoreError {
    StoreError::File { path: path.display().to_string(), error }
}

/// Makes a folder that only its owner looks into.
fn make_private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)
}

/// Names in a folder, in order; none where there is no folder.
fn names(folder: &Path) -> Result<Vec<String>, StoreError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            return Ok(Vec::new());
        }
        Err(error) => return Err(refused(folder, error)),
    };
    let mut names: Vec<String> =
        entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    Ok(names)
}

fn remove_left_behind(path: &Path) {
    let changed = fs::metadata(path).and_then(|file| file.modified()).unwrap_or_else(|_| SystemTime::now());
    if changed.elapsed().is_ok_and(|age| age > LEFT_BEHIND) {
        // The next round tries again.
        let _ = fs::remove_file(path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened() -> (tempfile::TempDir, Builds) {
        let folder = tempfile::tempdir().unwrap();
        let builds = Builds::beside(&folder.path().join("w.db"));
        (folder, builds)
    }

    #[test]
    fn builds_are_kept_by_release_and_code_replaced_and_pruned() {
        let (_folder, builds) = opened();
        let load = |release, build| builds.load(release, build, "atlas").unwrap();
        assert_eq!(load("one", "a"), None);
        assert_eq!(builds.prune(|_, _| false).unwrap(), 0);
        for (release, build) in [("one", "a"), ("one", "b"), ("two", "a")] {
            builds.save(release, build, "atlas", release.as_bytes()).unwrap();
        }
        builds.save("one", "a", "atlas", b"").unwrap();
        assert_eq!(load("one", "a"), Some(Vec::new()), "empty is not absent");
        assert_eq!(load("one", "b"), Some(b"one".to_vec()), "another program does not replace it");
        assert_eq!(builds.prune(|release, build| (release, build) != ("one", "b")).unwrap(), 1);
        assert_eq!((load("one", "b"), load("two", "a")), (None, Some(b"two".to_vec())));
    }

    #[test]
    fn a_flipped_bit_or_a_cut_off_end_is_noticed_wherever_it_is() {
        let (_folder, builds) = opened();
        let blob: Vec<u8> = (0..3_000_u32).map(|n| n.to_le_bytes()[0]).collect();
        let path = builds.place("one", "a").join("atlas");
        for at in [0, 1_500, 2_999, 3_001, 3_007] {
            builds.save("one", "a", "atlas", &blob).unwrap();
            assert_eq!(builds.load("one", "a", "atlas").unwrap().as_ref(), Some(&blob));
            let mut bytes = fs::read(&path).unwrap();
            bytes[at] ^= 4;
            fs::write(&path, &bytes).unwrap();
            assert_eq!(builds.load("one", "a", "atlas").unwrap(), None, "byte {at}");
        }
        for length in [0, 7, 8, 3_007] {
            builds.save("one", "a", "atlas", &blob).unwrap();
            File::options().write(true).open(&path).unwrap().set_len(length).unwrap();
            assert_eq!(builds.load("one", "a", "atlas").unwrap(), None, "{length} bytes");
        }
    }

    #[test]
    fn what_a_program_that_is_gone_left_half_written_goes_and_what_is_being_written_stays() {
        let (_folder, builds) = opened();
        builds.save("one", "a", "atlas", b"whole").unwrap();
        let [old, new] = ["old", "new"].map(|name| builds.place("one", "a").join(format!(".new-{name}")));
        fs::write(&new, b"half").unwrap();
        let file = File::create(&old).unwrap();
        file.set_modified(SystemTime::now() - 2 * LEFT_BEHIND).unwrap();
        assert_eq!(builds.prune(|_, _| true).unwrap(), 0);
        assert_eq!((old.exists(), new.exists()), (false, true));
    }

    #[cfg(unix)]
    #[test]
    fn only_its_owner_reads_what_was_derived() {
        use std::os::unix::fs::PermissionsExt as _;
        let (_folder, builds) = opened();
        builds.save("one", "a", "atlas", b"derived").unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let place = builds.place("one", "a");
        assert_eq!((mode(&place), mode(&place.join("atlas"))), (0o700, 0o600));
    }
}
