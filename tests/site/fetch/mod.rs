//! Fetching from a publisher on loopback that plays the recorded forms of StatLine, PDOK and files.

mod broken;
mod changed;
mod declared;
mod forms;
mod interrupted;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Duration;

use tempfile::TempDir;
use wijkwijzer::fetch::{FetchError, How, Limits, Order, Outcome, Watch, fetch};

use crate::support::publisher::{Asked, Publisher, Reply};

/// Rows of the made tables, and of a page of them.
const ROWS: usize = 230;
const PAGE: usize = 50;

/// Fast, for nobody else is asked.
const LIMITS: Limits = Limits {
    pause: Duration::from_millis(1),
    tries: 3,
    silence: Duration::from_secs(5),
    whole: Duration::from_mins(1),
};

/// What is said on the way.
#[derive(Default)]
struct Notes(Mutex<Vec<String>>);

impl Notes {
    fn all(&self) -> String {
        self.0.lock().unwrap().join("\n")
    }
}

impl Watch for Notes {
    fn begin(&self, _name: &str) {}
    fn grown(&self, _bytes: usize) {}
    fn note(&self, text: &str) {
        self.0.lock().unwrap().push(text.to_owned());
    }
    fn end(&self) {}
}

/// A folder with one package, and one for what is kept.
struct Desk {
    folder: TempDir,
    notes: Notes,
}

impl Desk {
    /// With a package that declares `lines`.
    fn declaring(lines: &str) -> Self {
        let desk = Self { folder: tempfile::tempdir().unwrap(), notes: Notes::default() };
        desk.declare(lines);
        desk
    }

    fn declare(&self, lines: &str) {
        let terms =
            "[terms.ons]\nsource = \"Proef\"\nyear = \"2024\"\nlicence = \"CC BY 4.0\"\nattribution = \"Proef\"\n";
        fs::create_dir_all(self.geodata().join("proef")).unwrap();
        let declared = format!("format = 1\nid = \"proef\"\nhand_edited = \"ons\"\n{terms}{lines}");
        fs::write(self.geodata().join("proef/package.toml"), declared).unwrap();
    }

    fn geodata(&self) -> PathBuf {
        self.folder.path().join("geodata")
    }

    fn keep(&self) -> PathBuf {
        self.folder.path().join("fetched")
    }

    fn material(&self, path: &str) -> PathBuf {
        self.keep().join("material").join(path)
    }

    fn order(keep: &Path) -> Order<'_> {
        Order { wanted: &[], keep, how: How::Online, since: None, accept: false, limits: LIMITS }
    }

    /// What becomes of the one file.
    fn fetch(&self) -> Result<Outcome, FetchError> {
        let keep = self.keep();
        self.with(&Self::order(&keep))
    }

    fn with(&self, order: &Order<'_>) -> Result<Outcome, FetchError> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let mut all = runtime.block_on(fetch(&self.geodata(), order, &self.notes))?;
        assert_eq!(all.len(), 1, "one file");
        all.remove(0).1
    }

    /// Why the one file is not fetched.
    fn refused(&self) -> String {
        let error = self.fetch().unwrap_err();
        assert!(!self.material("tabel").exists(), "nothing half becomes material");
        error.to_string()
    }
}

/// Declares a table of inhabitants that the publisher gives in `form` below `path`.
fn declared(form: &str, address: &str, more: &str) -> String {
    let (file, column) = match form {
        "statline-v4" => ("code = \"WijkenEnBuurten\"\nlong = { measure = \"Measure\", value = \"Value\" }", "T001036"),
        "features" | "wfs" => {
            ("code = \"buurtcode\"\nsentinels = [{ at_most = -99990, reason = \"suppressed\" }]", "aantal")
        }
        "file" => ("code = \"code\"", "inwoners"),
        _ => ("code = \"WijkenEnBuurten\"", "AantalInwoners"),
    };
    format!(
        "[[fetch]]\nid = \"tabel\"\nform = \"{form}\"\naddress = \"{address}\"\npath = \"tabel\"\n{more}\n\
         [[delivery]]\nid = \"proef\"\nterms = \"ons\"\nvintage = 2024\n\
         [[delivery.file]]\npath = \"tabel\"\nlevels = [\"buurt\"]\nperiod = \"2024\"\nwithout_outline = 1000\n{file}\n\
         [[delivery.column]]\nmeasure = \"inwoners\"\ncolumn = \"{column}\"\ndecimals = 0\n"
    )
}

fn code(row: usize) -> String {
    format!("BU0344{row:04}")
}

/// A table of version 3, changed on a day; `columns` are written behind the code.
fn statline_v3(asked: &Asked, modified: &str, rows: usize, columns: impl Fn(usize) -> String) -> Reply {
    let set = asked.url.path().rsplit('/').next().unwrap();
    Reply::json(match set {
        "TableInfos" => format!(
            "{{\"value\":[{{\"Title\":\"Kerncijfers; indeling 2024\",\"Modified\":\"{modified}\",\"Period\":\"2024\"}}]}}"
        ),
        "DataProperties" => {
            "{\"value\":[{\"Type\":\"Topic\",\"Key\":\"AantalInwoners_5\",\"Unit\":\"aantal\"}]}".to_owned()
        }
        _ => {
            let from = asked.number_of("$skip");
            let to = rows.min(from + PAGE);
            let row = |row: usize| format!("{{\"WijkenEnBuurten\":\"{}\",{}}}", code(row), columns(row));
            let listed: Vec<String> = (from..to).map(row).collect();
            let next =
                if to < rows { format!(",\n\"odata.nextLink\":\"?$format=json&$skip={to}\"") } else { String::new() };
            format!("\u{feff}{{\"odata.metadata\":\"x\",\"value\":[{}]{next}}}", listed.join(","))
        }
    })
}

fn inhabitants(row: usize) -> String {
    format!("\"AantalInwoners_5\":{}", row * 5)
}

/// A publisher of version 3, and a desk that declares it.
fn of_version_3(plays: impl Fn(&Asked, Reply) -> Reply + Send + Sync + 'static) -> (Publisher, Desk) {
    let publisher = Publisher::playing(move |asked| {
        let whole = statline_v3(asked, "2026-01-01T02:00:00", ROWS, inhabitants);
        plays(asked, whole)
    });
    let desk =
        Desk::declaring(&declared("statline-v3", &format!("{}/ODataFeed/odata/85984NED", publisher.address), ""));
    (publisher, desk)
}

/// Whether a page of the table is asked for, and not what it says of itself.
fn is_page(asked: &Asked) -> bool {
    asked.url.path().ends_with("TypedDataSet")
}
