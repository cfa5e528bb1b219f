//! Files that are not as they are listed, and what is larger than advised.

use super::super::{Advised, warnings};
use super::*;

#[test]
fn check_lists_changed_missing_and_unlisted_files_and_references_to_nothing() {
    let folders = Folders::new();
    folders.pack().unwrap();
    let geodata = folders.geodata();
    fs::write(geodata.join("extra.csv"), "code\n").unwrap();
    fs::remove_file(geodata.join("regions/2024.csv")).unwrap();
    fs::write(geodata.join("figures/kwb.csv"), "code,inwoners@2024\nBU03440311,7\n").unwrap();
    fs::write(geodata.join("catalogue.toml"), CATALOGUE.replace("theme = \"bevolking\"", "theme = \"niets\"")).unwrap();
    let faults = check(&geodata);
    let files: Vec<&str> = faults.iter().map(|fault| fault.file.as_str()).collect();
    for file in ["extra.csv", "regions/2024.csv", "figures/kwb.csv", "catalogue.toml"] {
        assert!(files.contains(&file), "{file} in {files:?}");
    }
    assert!(release_id(&geodata).is_err());
    fs::remove_file(geodata.join("extra.csv")).unwrap();
    folders.pack().unwrap();
    let fields: Vec<String> = check(&geodata).into_iter().map(|fault| fault.field.into()).collect();
    assert_eq!(fields, ["theme"]);
}

#[test]
fn a_large_file_and_a_large_folder_are_warned_of_and_are_no_fault() {
    let folders = Folders::new();
    let geodata = folders.geodata();
    folders.declare("[documents]", "[documents]\n\"groot.md\" = \"grenzen\"");
    let told = |bytes: usize, advised: Advised| {
        fs::write(geodata.join("groot.md"), vec![b'x'; bytes]).unwrap();
        folders.pack().unwrap();
        assert_eq!(check(&geodata), []);
        warnings(&geodata, advised).into_iter().map(|one| one.file).collect::<Vec<_>>()
    };
    let advised = Advised::default();
    assert_eq!(told(4_000_000, advised), []);
    assert_eq!(told(4_000_001, advised), [Some("groot.md".to_owned())]);
    assert_eq!(told(4_000_001, Advised { file: 5_000_000, all: 4_000_000 }), [None], "the limits are settings");
}
