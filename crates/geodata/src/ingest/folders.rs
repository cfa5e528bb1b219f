//! Several folders of packages, one over the other, as one source.

use std::io;
use std::path::PathBuf;

use super::fault::Fault;
use super::package::FOLDERS;
use super::source::Source;

/// Folders in their order, each under a name of its own.
#[derive(Clone, Debug)]
pub struct Folders(Vec<(String, PathBuf)>);

impl Folders {
    /// Lays `folders` over each other. Each is called by the last part of its path, with a number where that is taken.
    pub fn new(folders: &[PathBuf]) -> Self {
        let mut named: Vec<(String, PathBuf)> = Vec::new();
        for folder in folders {
            let whole = folder.canonicalize().unwrap_or_else(|_| folder.clone());
            let name =
                whole.file_name().map_or_else(|| "folder".to_owned(), |name| name.to_string_lossy().into_owned());
            let taken = |name: &String| named.iter().any(|(other, _)| other == name);
            let numbered = (2..).map(|number| format!("{name}-{number}"));
            let free = [name.clone()].into_iter().chain(numbered).find(|name| !taken(name));
            named.push((free.unwrap_or(name), folder.clone()));
        }
        Self(named)
    }

    /// Returns whether there is a folder to read.
    pub fn exist(&self) -> bool {
        self.0.iter().any(|(_, folder)| folder.is_dir())
    }

    /// Where the file or folder at `path` lies on disk.
    pub fn locate(&self, path: &str) -> Option<PathBuf> {
        let (name, rest) = path.split_once('/').unwrap_or((path, ""));
        self.0.iter().find(|(other, _)| other == name).map(|(_, folder)| folder.join(rest))
    }

    /// The name of the folder that lies over all others.
    pub fn last(&self) -> &str {
        self.0.last().map_or("", |(name, _)| name)
    }
}

impl Source for Folders {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        if path == FOLDERS {
            let names: Vec<toml::Value> = self.0.iter().map(|(name, _)| name.as_str().into()).collect();
            return Ok(format!("folders = {}\n", toml::Value::Array(names)).into_bytes());
        }
        let (name, inside) = path.split_once('/').ok_or(io::ErrorKind::NotFound)?;
        let (_, folder) = self.0.iter().find(|(other, _)| other == name).ok_or(io::ErrorKind::NotFound)?;
        folder.read(inside)
    }

    fn paths(&self) -> Result<Vec<String>, Fault> {
        let mut all = vec![FOLDERS.to_owned()];
        for (name, folder) in &self.0 {
            all.extend(folder.paths()?.into_iter().map(|path| format!("{name}/{path}")));
        }
        Ok(all)
    }
}
