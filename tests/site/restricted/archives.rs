//! Archives of tiles that are written to a file: `export pmtiles` and `export mbtiles`, and for whom.

use std::io::Read as _;
use std::path::Path;
use std::process::Command;

use sqlx::{Connection as _, Row as _};

use super::survey::{self, GREEN, TRUST, WORD};
use super::walk::holds_packed;

/// A database with the surveys.
struct Desk {
    geodata: tempfile::TempDir,
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let desk = Self { geodata: survey::geodata(true), folder: tempfile::tempdir().unwrap() };
        let (good, told) = desk.run(&["import"]);
        assert!(good, "{told}");
        desk
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, arguments: &[&str]) -> (bool, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wijkwijzer"));
        command.args(arguments).arg("--database").arg(self.path("w.db")).arg("--geodata").arg(self.geodata.path());
        let output = command.output().unwrap();
        (output.status.success(), String::from_utf8([output.stdout, output.stderr].concat()).unwrap())
    }

    /// Everything that an archive holds, unpacked; or why there is none.
    fn export(&self, form: &str, figures: &str, audience: &str) -> Result<Vec<Vec<u8>>, String> {
        let file = self.path(&format!("a.{form}"));
        let _ = std::fs::remove_file(&file);
        let mut arguments = vec!["export", form, file.to_str().unwrap(), "--audience", audience];
        if !figures.is_empty() {
            arguments.extend(["--indicator", figures, "--period", "2024"]);
        }
        let (good, told) = self.run(&arguments);
        if !good {
            assert!(!file.exists(), "a file was left");
            return Err(told);
        }
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        Ok(runtime.block_on(async { if form == "pmtiles" { pmtiles(&file).await } else { mbtiles(&file).await } }))
    }
}

fn unpacked(tile: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    flate2::read::GzDecoder::new(tile).read_to_end(&mut plain).unwrap();
    plain
}

/// The metadata and every tile of the gemeenten of the cut.
async fn pmtiles(file: &Path) -> Vec<Vec<u8>> {
    let reader = ::pmtiles::AsyncPmTilesReader::new_with_path(file).await.unwrap();
    let mut all = vec![reader.get_metadata().await.unwrap().into_bytes()];
    for (zoom, x, y) in [(5, 16, 10), (9, 262, 169), (11, 1049, 677), (12, 2098, 1354), (13, 4196, 2708)] {
        let tile = reader.get_tile(::pmtiles::TileCoord::new(zoom, x, y).unwrap()).await.unwrap();
        all.extend(tile.map(|tile| unpacked(&tile)));
    }
    all
}

/// The metadata and every tile.
async fn mbtiles(file: &Path) -> Vec<Vec<u8>> {
    let mut connection = sqlx::SqliteConnection::connect(&format!("sqlite:{}", file.display())).await.unwrap();
    let rows = sqlx::query("SELECT value FROM metadata").fetch_all(&mut connection).await.unwrap();
    let said = rows.iter().map(|row| row.get::<String, _>(0).into_bytes());
    let mut all: Vec<Vec<u8>> = said.collect();
    let rows = sqlx::query("SELECT tile_data FROM tiles").fetch_all(&mut connection).await.unwrap();
    all.extend(rows.iter().map(|row| unpacked(row.get::<&[u8], _>(0))));
    all
}

fn names(part: &[u8]) -> bool {
    String::from_utf8_lossy(part).to_lowercase().contains(WORD)
}

#[test]
fn an_archive_holds_restricted_figures_only_where_it_is_asked_for_as_one_of_editors() {
    let desk = Desk::new();
    for form in ["pmtiles", "mbtiles"] {
        for figures in ["", "koopwoningen"] {
            let parts = desk.export(form, figures, "everyone").unwrap();
            assert!(parts.len() > 4, "{form} {figures}: {} parts", parts.len());
            assert!(!parts.iter().any(|part| names(part) || holds_packed(part)), "{form} {figures}");
        }
        for figures in [TRUST, GREEN] {
            let last = |told: String| told.lines().last().unwrap().to_owned();
            let told = last(desk.export(form, figures, "everyone").unwrap_err());
            let nothing = last(desk.export(form, "nergens", "everyone").unwrap_err());
            assert_eq!(told.replace(figures, "nergens"), nothing, "as one that does not exist");
        }
        let parts = desk.export(form, TRUST, "editors").unwrap();
        assert!(parts.iter().any(|part| names(part)) && parts.iter().any(|part| holds_packed(part)), "{form}");
    }
    assert!(!desk.run(&["export", "pmtiles", "a.pmtiles", "--audience", "all"]).0, "nobody else is known");
}
