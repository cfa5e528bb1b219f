//! A cut of geodata with surveys of single gemeenten: one for everyone, two for signed-in editors.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use wijkwijzer::cli::prepare;
use wijkwijzer::ingest::{Order, check, pack};
use wijkwijzer::store::Store as _;
use wijkwijzer::web::ReleaseState;

use crate::cut;

/// The gemeente of the surveys, and its neighbour with one of its own.
pub const SCHIEDAM: &str = "GM0606";
pub const VLAARDINGEN: &str = "GM0622";
/// What stands in the ids and names of restricted indicators alone, and of nothing else.
pub const WORD: &str = "kwzxv";
/// A restricted indicator of Schiedam, one of Vlaardingen, and one of Schiedam that everyone may see.
pub const TRUST: &str = "kwzxv_buren";
pub const GREEN: &str = "kwzxv_groen";
pub const MARKET: &str = "marktbezoek";

fn indicator(id: &str, name: &str, scope: &str, rest: &str) -> String {
    format!(
        r#"
[[indicator]]
id = "{id}"
theme = "wonen"
name = {{ nl = "{name}", en = "{name}" }}
definition = {{ nl = "Het aandeel bewoners, volgens {name}.", en = "Share of residents, by {name}." }}
unit = "procent"
unit_label = {{ nl = "% van de bewoners", en = "% of residents" }}
polarity = "higher_better"
choropleth = true
roles = ["headline", "key_figure"]
scope = ["{scope}"]
{rest}
period = [
  {{ period = "2024", vintage = 2024, decimals = 4, source = "{id}", levels = ["buurt"], rule = {{ weighted = {{ kind = "share", weight = "inwoners" }} }} }},
  {{ period = "2022", vintage = 2024, decimals = 4, source = "{id}", levels = ["buurt"], rule = {{ weighted = {{ kind = "share", weight = "inwoners" }} }} }},
]

[[source]]
id = "{id}"
name = {{ nl = "Peiling {name}", en = "Survey {name}" }}
publisher = "Gemeente {name}"
year = "2024"
licence = "niet vastgesteld"
attribution = {{ nl = "Gemeente, {name}", en = "Municipality, {name}" }}
"#
    )
}

/// The figure of the buurt at a position: no other figure, coordinate or length looks like it.
pub fn value(at: usize, year: usize) -> f64 {
    let tenths = u32::try_from(600 + at * 3 + year).unwrap();
    (f64::from(tenths) * 1000.0 + 719.0) / 10_000.0
}

/// The buurten of a gemeente of the cut, in the order of their file.
pub fn buurten(geodata: &Path, gemeente: &str) -> Vec<String> {
    let regions = fs::read_to_string(geodata.join("grenzen-2024/regions/2024.csv")).unwrap();
    let codes = regions.lines().filter_map(|line| line.split(',').next());
    codes.filter(|code| code.starts_with(&gemeente.replace("GM", "BU"))).map(str::to_owned).collect()
}

/// A package with the survey: what it is, its indicator, and its figures written by hand.
fn deliver(geodata: &Path, id: &str, gemeente: &str, catalogue: &str) {
    let buurten = buurten(geodata, gemeente);
    let package = geodata.join(id);
    fs::create_dir_all(package.join("figures")).unwrap();
    let terms = "source = \"Gemeente\"\nyear = \"2024\"\nlicence = \"niet vastgesteld\"\nattribution = \"Gemeente\"\n";
    let delivery = format!("[[delivery]]\nid = \"{id}\"\nterms = \"{id}\"\nvintage = 2024\n");
    let declared = format!("format = 1\nid = \"{id}\"\nhand_edited = \"eigen\"\n[terms.eigen]\n{terms}\n{delivery}");
    fs::write(package.join("package.toml"), declared).unwrap();
    fs::write(package.join("catalogue.toml"), catalogue).unwrap();
    let mut figures = format!("code,{id}@2022,{id}@2024\n");
    for (at, code) in buurten.iter().enumerate() {
        writeln!(figures, "{code},{},{}", value(at, 1), value(at, 0)).unwrap();
    }
    fs::write(package.join(format!("figures/{id}.csv")), figures).unwrap();
}

/// The cut with the surveys, or with the one that everyone may see alone; `check` finds nothing wrong with it.
pub fn geodata(all: bool) -> tempfile::TempDir {
    let folder = cut::of_shipped();
    let path = folder.path();
    let restricted = "audience = \"editors\"";
    let surveys = [
        (TRUST, "Kwzxv van de buren", SCHIEDAM, restricted),
        (GREEN, "Kwzxv van het groen", VLAARDINGEN, restricted),
        (MARKET, "Bezoek van de markt", SCHIEDAM, ""),
    ];
    for (id, name, gemeente, rest) in surveys.into_iter().filter(|(.., rest)| all || rest.is_empty()) {
        deliver(path, id, gemeente, &indicator(id, name, gemeente, rest));
    }
    pack(&[path.to_owned()], &Order { packages: &[], material: None, largest: 4_000_000 }).unwrap();
    let faults: Vec<String> = check(&path).iter().map(ToString::to_string).collect();
    assert_eq!(faults, [""; 0]);
    folder
}

/// It imported, ready to serve. Imported once for all tests that ask for it.
pub fn served(all: bool) -> Arc<ReleaseState> {
    static SERVED: [OnceLock<Arc<ReleaseState>>; 2] = [const { OnceLock::new() }; 2];
    Arc::clone(SERVED[usize::from(all)].get_or_init(|| Arc::new(imported(all))))
}

fn imported(all: bool) -> ReleaseState {
    let (geodata, folder) = (geodata(all), tempfile::tempdir().unwrap());
    // On a thread of its own: a test may run inside a runtime already.
    let prepared = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let store = prepare::open(&folder.path().join("w.db")).await.unwrap();
            prepare::import_files(&store, &[geodata.path().to_owned()], &()).await.unwrap();
            // As a second start does: what was derived comes from its files.
            let release = store.active().await.unwrap().unwrap().0;
            let served = prepare::load_or_build(&store, &release, &()).await.unwrap();
            assert_eq!(served.has_restricted(), all);
            (served, folder)
        })
    });
    let (served, folder) = prepared.join().unwrap();
    // Tiles of older divisions are read from their files: these stay until the process ends.
    std::mem::forget(folder);
    served
}
