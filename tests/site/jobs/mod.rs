//! Jobs of a data officer, done with the built program and files alone, as `docs/data.md` tells.

mod base;
mod carried;
mod deliveries;
mod growth;
mod joining;
mod made;
mod margins;
mod writing;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

use crate::cut;
use crate::releases::Server;
use crate::support::Html;

/// What the built program says; it must go well.
fn program(arguments: &[&str]) -> String {
    let (output, told) = run(arguments);
    assert!(output.status.success(), "{arguments:?}: {told}");
    told
}

fn run(arguments: &[&str]) -> (Output, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_wijkwijzer")).args(arguments).output().unwrap();
    let told = [output.stdout.clone(), output.stderr.clone()].concat();
    (output, String::from_utf8(told).unwrap())
}

fn text(path: &Path) -> String {
    path.display().to_string()
}

/// The desk of a data officer: a cut of the shipped folder, a folder of their own over it, material, a database.
struct Work {
    shipped: TempDir,
    folder: TempDir,
}

impl Work {
    fn new() -> Self {
        let work = Self { shipped: cut::of_shipped(), folder: tempfile::tempdir().unwrap() };
        fs::create_dir_all(work.ours()).unwrap();
        fs::create_dir_all(work.material()).unwrap();
        work
    }

    fn ours(&self) -> PathBuf {
        self.folder.path().join("ours")
    }

    fn material(&self) -> PathBuf {
        self.folder.path().join("material")
    }

    /// Arguments that name both folders.
    fn both(&self) -> [String; 4] {
        ["--geodata".to_owned(), text(self.shipped.path()), "--geodata".to_owned(), text(&self.ours())]
    }

    /// What the program says to a command over both folders; it must go well.
    fn said(&self, command: &[&str]) -> String {
        let both = self.both();
        program(&command.iter().copied().chain(both.iter().map(String::as_str)).collect::<Vec<_>>())
    }

    /// What it says to a command that it must refuse.
    fn refused(&self, command: &[&str]) -> String {
        let both = self.both();
        let (output, told) = run(&command.iter().copied().chain(both.iter().map(String::as_str)).collect::<Vec<_>>());
        assert!(!output.status.success(), "{command:?}: {told}");
        told
    }

    /// Imports both folders and serves them.
    fn serve(&self) -> Served {
        let database = text(&self.folder.path().join("w.db"));
        self.said(&["import", "--database", &database]);
        let both = self.both();
        let arguments = ["serve", "--bind", "127.0.0.1:0", "--database", &database].into_iter();
        Served(Server::start(&arguments.chain(both.iter().map(String::as_str)).collect::<Vec<_>>()))
    }

    /// Codes of the cut that begin so, of a division.
    fn codes(&self, division: u16, start: &str) -> Vec<String> {
        let path = self.shipped.path().join(format!("grenzen-{division}/regions/{division}.csv"));
        let regions = fs::read_to_string(path).unwrap();
        let codes = regions.lines().skip(1).filter_map(|line| line.split(',').next());
        codes.filter(|code| code.starts_with(start)).map(str::to_owned).collect()
    }
}

/// The running program, asked for what must be there.
struct Served(Server);

impl Served {
    #[track_caller]
    fn page(&self, path: &str) -> String {
        let (status, page) = self.0.get(path);
        assert_eq!(status, 200, "{path}: {page}");
        page
    }

    #[track_caller]
    fn html(&self, path: &str) -> Html {
        Html::parse(&self.page(path))
    }

    #[track_caller]
    fn json(&self, path: &str) -> Value {
        let text = self.page(path);
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}: {text}"))
    }
}

/// A package that people wrote: its declaration with these lines, and other files.
fn written(ours: &Path, id: &str, lines: &str, files: &[(&str, String)]) {
    let terms = "source = \"Van ons\"\nyear = \"2025\"\nlicence = \"CC0\"\nattribution = \"Van ons, 2025\"\n";
    let declared = format!("format = 1\nid = \"{id}\"\nhand_edited = \"ons\"\n[terms.ons]\n{terms}{lines}");
    for (path, text) in [("package.toml", &declared)].into_iter().chain(files.iter().map(|(path, text)| (*path, text)))
    {
        let path = ours.join(id).join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}
