//! Packages in folders that lie over each other.

use super::super::package::{arranged, listed};
use super::super::{Folders as Source, awaited, check_packages, files, pack as pack_all};
use super::*;

/// Two folders: `seed` with everything in one package `alles`, and `ours`, which is empty.
struct Layers {
    root: tempfile::TempDir,
}

const TERMS: &str = r#"
hand_edited = "ons"

[terms.ons]
source = "Wij"
year = "2025"
licence = "CC0"
attribution = "Wij, 2025"
"#;

impl Layers {
    fn new() -> Self {
        let alone = Folders::new();
        let layers = Self { root: tempfile::tempdir().unwrap() };
        for (name, text) in [("catalogue", CATALOGUE), ("vocabulary", VOCABULARY)] {
            layers.write("seed", &format!("alles/{name}.toml"), text);
        }
        layers.write("seed", "alles/package.toml", &DELIVERIES.replace("format = 1", "format = 1\nid = \"alles\""));
        fs::create_dir(layers.root.path().join("ours")).unwrap();
        pack_all(&[layers.folder("seed")], &Order { packages: &[], material: Some(&alone.source()), largest: 1_000 })
            .unwrap();
        layers
    }

    fn folder(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    fn both(&self) -> Vec<PathBuf> {
        vec![self.folder("seed"), self.folder("ours")]
    }

    fn write(&self, folder: &str, path: &str, text: &str) {
        let path = self.folder(folder).join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// A package of ours with these lines in its declaration.
    fn ours(&self, id: &str, lines: &str) {
        self.write("ours", &format!("{id}/package.toml"), &format!("format = 1\nid = \"{id}\"\n{lines}{TERMS}"));
    }

    fn list(&self) {
        pack_all(&self.both(), &Order { packages: &[], material: None, largest: 1_000 }).unwrap();
    }

    /// The faults of both folders together.
    fn faults(&self) -> Vec<String> {
        check(&Source::new(&self.both())).iter().map(ToString::to_string).collect()
    }
}

/// A survey with its figures written by hand.
const SURVEY: &str = r#"
[[source]]
id = "peiling"
name = { nl = "Peiling", en = "Survey" }
publisher = "Utrecht"
year = "2025"
licence = "CC0"
attribution = { nl = "Utrecht, 2025", en = "Utrecht, 2025" }

[periods]
inwoners = [
  { period = "2025", vintage = 2024, decimals = 0, source = "peiling", levels = ["buurt"], rule = { sum = {} } },
]
"#;

fn survey(layers: &Layers) {
    layers.ours("peiling", "");
    let delivery = "\n[[delivery]]\nid = \"peiling\"\nterms = \"peiling\"\nvintage = 2024\n";
    let declared = fs::read_to_string(layers.folder("ours").join("peiling/package.toml")).unwrap() + delivery;
    layers.write("ours", "peiling/package.toml", &declared);
    layers.write("ours", "peiling/catalogue.toml", SURVEY);
    layers.write("ours", "peiling/figures/peiling.csv", "code,inwoners@2025\nBU03440311,121\nBU03440312,0\n");
    layers.list();
}

#[test]
fn a_folder_over_another_adds_to_it_and_leaves_it_as_it_was() {
    let layers = Layers::new();
    let seed = release_id(&layers.folder("seed")).unwrap();
    survey(&layers);
    assert_eq!(layers.faults(), [""; 0]);
    assert_eq!(release_id(&layers.folder("seed")).unwrap(), seed);
    let source = Source::new(&layers.both());
    assert_ne!(release_id(&source).unwrap(), seed);
    let dataset = read_geodata(&source, &()).unwrap();
    let periods: Vec<String> =
        dataset.catalogue.indicators[0].periods.iter().map(|one| one.period.to_string()).collect();
    assert_eq!(periods, ["2025", "2024"], "newest first");
    let from: Vec<String> = dataset.packages.iter().map(crate::domain::Package::line).collect();
    assert_eq!(from, ["seed/alles", "ours/peiling"]);
    assert!(files(&source).unwrap().contains(&"ours/peiling/figures/peiling.csv".to_owned()));
}

#[test]
fn figures_written_by_hand_are_never_replaced_or_deleted() {
    let layers = Layers::new();
    survey(&layers);
    let figures = layers.folder("ours").join("peiling/figures/peiling.csv");
    let before = fs::read_to_string(&figures).unwrap();
    let material = Folders::new();
    let order = Order { packages: &[], material: Some(&material.source()), largest: 1_000 };
    pack_all(&layers.both(), &order).unwrap();
    assert_eq!(fs::read_to_string(&figures).unwrap(), before);
    // A declaration that would now derive a file of that name is refused.
    let declared = fs::read_to_string(layers.folder("ours").join("peiling/package.toml")).unwrap();
    let file = "\n[[delivery.file]]\npath = \"kwb.csv\"\nlevels = [\"buurt\"]\ncode = \"code\"\nperiod = \"2025\"\n\
                missing = { \"x\" = \"suppressed\" }\n[[delivery.column]]\nmeasure = \"inwoners\"\ncolumn = \"inwoners\"\ndecimals = 0\n";
    layers.write("ours", "peiling/package.toml", &(declared + file));
    let told = pack_all(&layers.both(), &order).unwrap_err().to_string();
    assert!(told.contains("ours/peiling/figures/peiling.csv: found a file of another origin"), "{told}");
    assert_eq!(fs::read_to_string(&figures).unwrap(), before);
}

#[test]
fn one_package_is_packed_and_the_others_are_left_alone() {
    let layers = Layers::new();
    survey(&layers);
    let seed = fs::read(layers.folder("seed").join("alles/manifest.toml")).unwrap();
    layers.write("seed", "alles/vocabulary.toml", &format!("# Anders.\n{VOCABULARY}"));
    let ids = ["peiling".to_owned()];
    pack_all(&layers.both(), &Order { packages: &ids, material: None, largest: 1_000 }).unwrap();
    assert_eq!(fs::read(layers.folder("seed").join("alles/manifest.toml")).unwrap(), seed);
    let unknown = ["piling".to_owned()];
    let order = Order { packages: &unknown, material: None, largest: 1_000 };
    let told = pack_all(&layers.both(), &order).unwrap_err().to_string();
    assert!(told.contains("found package \"piling\"; expected one of: alles, peiling"), "{told}");
    let told = check_packages(&Source::new(&layers.both()), &ids).unwrap();
    assert_eq!(told, [], "the other has a fault, this one none");
    assert_eq!(check_packages(&Source::new(&layers.both()), &["alles".to_owned()]).unwrap().len(), 1);
}

#[test]
fn what_two_packages_say_is_a_fault_that_names_both_unless_one_says_that_it_overrides() {
    let layers = Layers::new();
    let anders = CATALOGUE.replace("Inwoners", "Bewoners").replace("\"bron\"", "\"bron2\"").replace("period = [{", "#");
    layers.write("ours", "anders/catalogue.toml", &anders);
    layers.ours("anders", "");
    layers.list();
    assert_eq!(
        layers.faults(),
        ["ours/anders/catalogue.toml, line 11, inwoners, id: found inwoners again; expected each id once; \
          seed/alles/catalogue.toml has it too (overrides = [\"indicator inwoners\"] in ours/anders/package.toml gives it \
          anew)"]
    );
    layers.write(
        "ours",
        "anders/catalogue.toml",
        &CATALOGUE
            .replace("Inwoners", "Bewoners")
            .replace("\"bron\"", "\"bron2\"")
            .replace("source = \"bron2\"", "source = \"bron\""),
    );
    layers.ours("anders", "overrides = [\"indicator inwoners\"]\n");
    layers.list();
    assert_eq!(layers.faults(), [""; 0]);
    let dataset = read_geodata(&Source::new(&layers.both()), &()).unwrap();
    assert_eq!(dataset.catalogue.indicators[0].name.nl, "Bewoners");
    layers.ours("anders", "overrides = [\"indicator inwoners\", \"area utrecht\"]\n");
    layers.list();
    let told = layers.faults();
    assert!(told[0].starts_with("ours/anders/package.toml: found overrides = [\"area utrecht\"]"), "{told:?}");
}

#[test]
fn a_package_replaces_another_of_an_earlier_folder_only_where_it_says_so() {
    let layers = Layers::new();
    survey(&layers);
    fs::rename(layers.folder("ours").join("peiling"), layers.folder("ours").join("alles")).unwrap();
    let declared = fs::read_to_string(layers.folder("ours").join("alles/package.toml")).unwrap();
    layers.write(
        "ours",
        "alles/package.toml",
        &declared.replace("id = \"peiling\"\nhand", "id = \"alles\"\nhand").replacen(
            "id = \"peiling\"",
            "id = \"alles\"",
            1,
        ),
    );
    let source = Source::new(&layers.both());
    let told = declared_faults(&source);
    assert!(told.contains("replaces = [\"alles\"] puts this one in its place"), "{told}");
    let declared = fs::read_to_string(layers.folder("ours").join("alles/package.toml")).unwrap();
    layers.write(
        "ours",
        "alles/package.toml",
        &declared.replacen("format = 1\n", "format = 1\nreplaces = [\"alles\"]\n", 1),
    );
    let kept: Vec<String> = arranged(&source).unwrap().kept.into_iter().map(|one| one.prefix).collect();
    assert_eq!(kept, ["ours/alles/"]);
    assert!(listed(&source).is_ok());
    // What is kept of such a release can be read again: it names what was replaced.
    assert!(files(&source).unwrap().contains(&"seed/alles/package.toml".to_owned()));
    layers.write(
        "ours",
        "alles/package.toml",
        &declared.replacen("format = 1\n", "format = 1\nreplaces = [\"niets\"]\n", 1),
    );
    assert!(declared_faults(&source).contains("found replaces = [\"niets\"]"));
}

fn declared_faults(source: &Source) -> String {
    arranged(source).unwrap_err().to_string()
}

#[test]
fn folders_and_files_that_are_no_packages_are_faults() {
    let layers = Layers::new();
    layers.write("ours", "los/figures/x.csv", "code\n");
    layers.write("ours", "y.csv", "code\n");
    layers.write("ours", "README.md", "Van ons.\n");
    layers.ours("ander", "");
    fs::rename(layers.folder("ours").join("ander"), layers.folder("ours").join("anders")).unwrap();
    let told = declared_faults(&Source::new(&layers.both()));
    for part in [
        "ours/los/: found a folder without a package.toml",
        "ours/y.csv: found a file that belongs to no package",
        "ours/anders/package.toml: found id = \"ander\"; expected \"anders\", the name of its folder",
    ] {
        assert!(told.contains(part), "{part} in {told}");
    }
    assert!(!told.contains("README.md: "), "{told}");
}

#[test]
fn a_package_that_is_only_declared_gives_nothing_to_a_release_until_it_is_packed() {
    let layers = Layers::new();
    let before = release_id(&Source::new(&layers.both()[..1])).unwrap();
    let fetch = "[[fetch]]\nid = \"tabel\"\nform = \"file\"\naddress = \"https://cbs.example/t\"\npath = \"t.csv\"\n";
    let delivery = "[[delivery]]\nid = \"later\"\nterms = \"ons\"\nvintage = 2024\n[[delivery.file]]\npath = \"t.csv\"\n\
                    levels = [\"buurt\"]\ncode = \"code\"\nperiod = \"2030\"\n[[delivery.column]]\nmeasure = \"x\"\n\
                    column = \"x\"\ndecimals = 0\n";
    // It would stand for the package that is there.
    let declared = format!("format = 1\nid = \"later\"\nreplaces = [\"alles\"]\n{TERMS}{fetch}{delivery}");
    layers.write("ours", "later/package.toml", &declared);
    let source = Source::new(&layers.both());
    assert_eq!(check(&source), []);
    assert_eq!(release_id(&source).unwrap(), before);
    assert!(files(&source).unwrap().iter().all(|path| !path.contains("later")));
    let names: Vec<String> = awaited(&source).unwrap().iter().map(|one| one.name().to_owned()).collect();
    assert_eq!(names, ["later"]);
    // With a file of figures it is a package, whose list of files is missing.
    layers.write("ours", "later/figures/later.csv", "code\n");
    assert!(check(&source).iter().any(|fault| fault.to_string().contains("later/manifest.toml")));
}
