//! Where the files of a release are read from.

use std::io;
use std::path::{Component, Path};

use super::fault::Fault;

/// A set of named files: a folder, or the files of a release as they are kept elsewhere.
pub trait Source: Sync {
    /// The content of the file at `path`, with forward slashes.
    ///
    /// # Errors
    /// There is no such file, or it cannot be read.
    fn read(&self, path: &str) -> io::Result<Vec<u8>>;

    /// Paths of all files; hidden ones, which belong to editors and operating systems, are left out.
    ///
    /// # Errors
    /// What kept a folder from being listed.
    fn paths(&self) -> Result<Vec<String>, Fault>;

    /// The text of the file at `path`.
    ///
    /// # Errors
    /// There is no such file, it cannot be read, or it is no text.
    fn text(&self, path: &str) -> io::Result<String> {
        String::from_utf8(self.read(path)?).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
    }
}

impl<P: AsRef<Path> + Sync> Source for P {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let inside = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
        if !inside {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "a path that leads out of the folder"));
        }
        let path = self.as_ref().join(path);
        // A device or a pipe may have no end.
        if !std::fs::metadata(&path)?.is_file() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "no plain file"));
        }
        std::fs::read(path)
    }

    fn paths(&self) -> Result<Vec<String>, Fault> {
        let mut found = Vec::new();
        list(self.as_ref(), "", &mut found)?;
        Ok(found)
    }
}

fn list(folder: &Path, prefix: &str, found: &mut Vec<String>) -> Result<(), Fault> {
    let place = folder.join(prefix);
    for entry in std::fs::read_dir(&place).map_err(|error| Fault::io(&place, &error))?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        // Pack's own working folder is hidden too.
        if name.starts_with('.') {
            continue;
        }
        let path = if prefix.is_empty() { name } else { format!("{prefix}/{name}") };
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            list(folder, &path, found)?;
        } else {
            found.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_outside_the_folder_is_opened_and_nothing_without_an_end() {
        let folder = tempfile::tempdir().unwrap();
        let inside = folder.path().join("inside");
        std::fs::create_dir_all(inside.join("boundaries")).unwrap();
        std::fs::write(folder.path().join("secret"), "x").unwrap();
        std::fs::write(inside.join("a.csv"), "y").unwrap();
        assert_eq!(inside.read("a.csv").unwrap(), b"y");
        for path in ["../secret", "boundaries/../../secret", "/dev/zero", "boundaries"] {
            assert_eq!(inside.read(path).unwrap_err().kind(), io::ErrorKind::InvalidInput, "{path}");
        }
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink("/dev/zero", inside.join("b.csv")).unwrap();
            assert!(inside.read("b.csv").is_err(), "a device");
        }
    }
}
