//! What was derived from releases: files in a folder beside the database, `release/build/kind`.
//!
//! Everything here can be derived again, so nothing of it is copied with what people wrote, and every server may have a
//! folder of its own. A file is there whole or not at all, and what is damaged counts as absent.

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read as _, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use libdeflater::Crc;

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

    /// Keeps what `write` writes, replacing what was there: under another name first, so that a reader finds the old or
    /// the new.
    ///
    /// # Errors
    /// The folder cannot be written.
    pub fn save(
        &self,
        release: &str,
        build: &str,
        kind: &str,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), StoreError> {
        let place = self.place(release, build);
        let path = place.join(kind);
        let keep = || {
            make_private(&place)?;
            let file = tempfile::Builder::new().prefix(".new-").tempfile_in(&place)?;
            let mut summed = Summed { to: BufWriter::new(file), sum: Crc::new() };
            write(&mut summed)?;
            let Summed { mut to, sum } = summed;
            to.write_all(MARK)?;
            to.write_all(&sum.sum().to_le_bytes())?;
            let file = to.into_inner().map_err(io::IntoInnerError::into_error)?;
            file.as_file().sync_all()?;
            file.persist(&path).map_err(|error| error.error)?;
            File::open(&place)?.sync_all()
        };
        keep().map_err(|error| refused(&path, error))
    }

    /// What was kept, to read from where it is; `None` as well where it is not what was written, so that it is derived
    /// again.
    ///
    /// # Errors
    /// It is there and cannot be read.
    pub fn open(&self, release: &str, build: &str, kind: &str) -> Result<Option<BuildFile>, StoreError> {
        let path = self.place(release, build).join(kind);
        match BuildFile::open(&path) {
            Ok(Some(file)) => Ok(Some(file)),
            Ok(None) => {
                tracing::warn!(path = %path.display(), "what was derived is damaged; it is derived again");
                Ok(None)
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(refused(&path, error)),
        }
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

/// Sums what is written.
struct Summed<W> {
    to: W,
    sum: Crc,
}

impl<W: Write> Write for Summed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.to.write(bytes)?;
        self.sum.update(bytes.get(..written).unwrap_or_default());
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// A file of a build, which was held against its checksum when it was opened. It can be read while it is replaced or
/// removed: what was opened stays.
#[derive(Debug)]
pub struct BuildFile {
    file: File,
    length: usize,
    sum: u32,
}

impl BuildFile {
    fn open(path: &Path) -> io::Result<Option<Self>> {
        let mut file = File::open(path)?;
        let length = usize::try_from(file.metadata()?.len()).unwrap_or(usize::MAX);
        let Some(length) = length.checked_sub(TAIL) else { return Ok(None) };
        let mut summed = Summed { to: io::sink(), sum: Crc::new() };
        io::copy(&mut BufReader::with_capacity(1 << 16, &mut file).take(length as u64), &mut summed)?;
        let opened = Self { file, length, sum: summed.sum.sum() };
        let tail = opened.read(length as u64, TAIL)?;
        let whole = tail.starts_with(MARK) && tail.ends_with(&opened.sum.to_le_bytes());
        Ok(whole.then_some(opened))
    }

    /// Bytes that were kept.
    pub const fn length(&self) -> usize {
        self.length
    }

    /// CRC-32 of what was kept.
    pub const fn sum(&self) -> u32 {
        self.sum
    }

    /// All that was kept.
    ///
    /// # Errors
    /// It cannot be read any more.
    pub fn whole(&self) -> io::Result<Vec<u8>> {
        self.read(0, self.length)
    }

    /// `length` bytes from `at` on; readers do not disturb each other.
    ///
    /// # Errors
    /// They cannot be read any more.
    pub fn read(&self, at: u64, length: usize) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; length];
        #[cfg(unix)]
        std::os::unix::fs::FileExt::read_exact_at(&self.file, &mut bytes, at)?;
        #[cfg(windows)]
        {
            let mut read = 0;
            while let Some(rest) = bytes.get_mut(read..).filter(|rest| !rest.is_empty()) {
                match std::os::windows::fs::FileExt::seek_read(&self.file, rest, at + read as u64)? {
                    0 => return Err(io::ErrorKind::UnexpectedEof.into()),
                    more => read += more,
                }
            }
        }
        Ok(bytes)
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

    fn save(builds: &Builds, release: &str, build: &str, bytes: &[u8]) {
        builds.save(release, build, "atlas", |file| file.write_all(bytes)).unwrap();
    }

    fn load(builds: &Builds, release: &str, build: &str) -> Option<Vec<u8>> {
        builds.open(release, build, "atlas").unwrap().map(|file| file.whole().unwrap())
    }

    #[test]
    fn builds_are_kept_by_release_and_code_replaced_and_pruned() {
        let (_folder, builds) = opened();
        let load = |release, build| load(&builds, release, build);
        assert_eq!(load("one", "a"), None);
        assert_eq!(builds.prune(|_, _| false).unwrap(), 0);
        for (release, build) in [("one", "a"), ("one", "b"), ("two", "a")] {
            save(&builds, release, build, release.as_bytes());
        }
        save(&builds, "one", "a", b"");
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
            save(&builds, "one", "a", &blob);
            assert_eq!(load(&builds, "one", "a").as_ref(), Some(&blob));
            let mut bytes = fs::read(&path).unwrap();
            bytes[at] ^= 4;
            fs::write(&path, &bytes).unwrap();
            assert_eq!(load(&builds, "one", "a"), None, "byte {at}");
        }
        for length in [0, 7, 8, 3_007] {
            save(&builds, "one", "a", &blob);
            File::options().write(true).open(&path).unwrap().set_len(length).unwrap();
            assert_eq!(load(&builds, "one", "a"), None, "{length} bytes");
        }
    }

    #[test]
    fn a_part_is_read_from_its_place_also_after_the_file_was_replaced_or_removed() {
        let (_folder, builds) = opened();
        save(&builds, "one", "a", b"0123456789");
        let file = builds.open("one", "a", "atlas").unwrap().unwrap();
        assert_eq!((file.length(), file.read(3, 4).unwrap().as_slice()), (10, &b"3456"[..]));
        assert!(file.read(5, 100).is_err());
        save(&builds, "one", "a", b"abcdefghij");
        assert_eq!(builds.prune(|_, _| false).unwrap(), 1);
        assert_eq!(file.whole().unwrap(), b"0123456789");
    }

    #[test]
    fn what_a_program_that_is_gone_left_half_written_goes_and_what_is_being_written_stays() {
        let (_folder, builds) = opened();
        save(&builds, "one", "a", b"whole");
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
        save(&builds, "one", "a", b"derived");
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let place = builds.place("one", "a");
        assert_eq!((mode(&place), mode(&place.join("atlas"))), (0o700, 0o600));
    }
}
