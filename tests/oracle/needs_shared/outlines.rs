//! The better outlines of 2024, packed anew from the material.

use std::fs;
use std::path::Path;

use wijkwijzer::ingest::{Order, pack};

#[test]
#[ignore = "needs ../shared"]
fn the_shipped_outlines_of_2024_are_what_the_material_gives() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shipped = root.join("geodata/grenzen-2024");
    let folder = tempfile::tempdir().unwrap();
    let package = folder.path().join("grenzen-2024");
    fs::create_dir(&package).unwrap();
    fs::copy(shipped.join("package.toml"), package.join("package.toml")).unwrap();
    let material = root.join("../shared/data");
    let order = Order { packages: &[], material: Some(&material), largest: u64::MAX };
    let report = pack(&[folder.path().to_owned()], &order).unwrap();
    let replaced = report.repairs.iter().find(|one| one.what == "outline replaced by a better one").unwrap();
    assert_eq!(replaced.count, 2048);
    assert_eq!(
        report
            .repairs
            .iter()
            .filter(|one| one.what.starts_with("keeps its outline"))
            .map(|one| one.count)
            .sum::<usize>(),
        51
    );
    for file in ["boundaries/2024.json", "regions/2024.csv"] {
        let (made, kept) = (fs::read(package.join(file)).unwrap(), fs::read(shipped.join(file)).unwrap());
        assert!(made == kept, "{file} is not what `pack` makes of the material");
    }
}
