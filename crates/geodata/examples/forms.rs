//! Makes a workbook and a long table as large as those of a whole country, and tells what reading each takes:
//! `cargo run --release -p wijkwijzer-geodata --example forms`.
//!
//! Both files are made, to the contracts of their publisher; no figure in them is real.

use std::error::Error;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use rust_xlsxwriter::Workbook;
use wijkwijzer_geodata::ingest::{Order, pack};

/// Places of a made country.
const PLACES: u32 = 18_000;
/// Columns of its workbook.
const COLUMNS: u16 = 118;
/// Measures of its long table, which gives 1.6 million figures.
const MEASURES: u32 = 90;

type Outcome = Result<(), Box<dyn Error>>;

fn main() -> Outcome {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, folder, name] = arguments.as_slice() {
        return read(Path::new(folder), name);
    }
    let folder = std::env::temp_dir().join(format!("forms-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    workbook(&folder)?;
    long(&folder)?;
    answer(&folder)?;
    // Each is read by a process of its own: what it took to make them is not counted.
    for name in ["workbook", "long", "answer"] {
        Command::new(std::env::current_exe()?).arg(&folder).arg(name).status()?;
    }
    fs::remove_dir_all(&folder)?;
    Ok(())
}

fn code(place: u32) -> String {
    format!("BU{:04}{:04}", place / 40, place % 40)
}

/// A table as CBS gives it: whole numbers as numbers, others as text with a comma, what is secret as a point.
fn workbook(folder: &Path) -> Outcome {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "gwb_code_10")?;
    for column in 1..COLUMNS {
        sheet.write_string(0, column, format!("k_{column}"))?;
    }
    for place in 0..PLACES {
        sheet.write_string(place + 1, 0, code(place))?;
        for column in 1..COLUMNS {
            let number = place * 7 + u32::from(column);
            match number % 3 {
                0 => sheet.write_number(place + 1, column, f64::from(number % 9_000))?,
                1 => sheet.write_string(place + 1, column, format!("    {},{}", number % 900, number % 10))?,
                _ => sheet.write_string(place + 1, column, ".")?,
            };
        }
    }
    book.save(folder.join("workbook.xlsx"))?;
    let file =
        "path = \"workbook.xlsx\"\ncode = \"gwb_code_10\"\ndecimal = \",\"\nmissing = { \".\" = \"suppressed\" }";
    declare(folder, "workbook", file, (1..COLUMNS).map(|column| format!("k_{column}")))
}

/// `Observations.csv` of the bulk download of OData 4.
fn long(folder: &Path) -> Outcome {
    let mut out = BufWriter::new(File::create(folder.join("Observations.csv"))?);
    out.write_all(b"Id;Measure;WijkenEnBuurten;Value;StringValue;ValueAttribute\r\n")?;
    for number in 0..PLACES * MEASURES {
        let (place, measure) = (number / MEASURES, number % MEASURES);
        let tenth = number % 10;
        write!(out, "{number};M{measure:06};{};{},{tenth};;None\r\n", code(place), number % 900)?;
    }
    out.flush()?;
    let file = "path = \"Observations.csv\"\ncode = \"WijkenEnBuurten\"\ndelimiter = \";\"\ndecimal = \",\"\n\
                long = { measure = \"Measure\", value = \"Value\" }";
    declare(folder, "long", file, (0..MEASURES).map(|measure| format!("M{measure:06}")))
}

/// All pages of an answer of OData 3 in one list.
fn answer(folder: &Path) -> Outcome {
    let mut out = BufWriter::new(File::create(folder.join("answer.json"))?);
    out.write_all(b"{\"odata.metadata\":\"x\",\"value\":[")?;
    for place in 0..PLACES {
        write!(out, "{}{{\"WijkenEnBuurten\":\"{}\"", if place == 0 { "" } else { "," }, code(place))?;
        for column in 1..COLUMNS {
            write!(out, ",\"EenKolomMetEenNaam_{column}\":{}.{}", place % 900, column % 10)?;
        }
        out.write_all(b"}")?;
    }
    out.write_all(b"]}")?;
    out.flush()?;
    let file = "path = \"answer.json\"\ncode = \"WijkenEnBuurten\"";
    declare(folder, "answer", file, (1..COLUMNS).map(|column| format!("EenKolomMetEenNaam_{column}")))
}

fn declare(folder: &Path, id: &str, file: &str, columns: impl Iterator<Item = String>) -> Outcome {
    let terms = "source = \"Proef\"\nyear = \"2024\"\nlicence = \"CC BY 4.0\"\nattribution = \"Proef\"";
    let mut text = format!(
        "format = 1\nid = \"{id}\"\nhand_edited = \"ons\"\n[terms.ons]\n{terms}\n[[delivery]]\nid = \"{id}\"\nterms = \"ons\"\n\
         vintage = 2024\n[[delivery.file]]\n{file}\nlevels = [\"buurt\"]\nperiod = \"2024\"\nwithout_outline = {PLACES}\n"
    );
    for name in columns {
        write!(text, "[[delivery.column]]\nmeasure = \"m-{name}\"\ncolumn = \"{name}\"\ndecimals = 1\n")?;
    }
    let package = folder.join("packages").join(id).join(id);
    fs::create_dir_all(&package)?;
    Ok(fs::write(package.join("package.toml"), text)?)
}

/// Packs one of them, and tells how long it took and the most memory that was held.
fn read(folder: &Path, name: &str) -> Outcome {
    let start = Instant::now();
    let order = Order { packages: &[], material: Some(folder), largest: u64::MAX };
    let report = pack(&[folder.join("packages").join(name)], &order)?;
    let seconds = start.elapsed().as_secs_f64();
    // Only Linux tells it here.
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or(" unknown").trim();
    println!(
        "{name}: {seconds:.1} s, {peak} at most, {} files written",
        report.packages.iter().map(|p| p.files.len()).sum::<usize>()
    );
    Ok(())
}
