//! A fault of an import names what it is about: it is told to who may see everything.

use std::fs;
use std::process::Command;

use super::survey::{self, TRUST, WORD};
use crate::cut;
use crate::releases::Server;

#[test]
fn a_refused_import_of_a_restricted_figure_names_nothing_of_it_at_an_address() {
    let (geodata, folder) = (survey::geodata(true), tempfile::tempdir().unwrap());
    let [database, source] =
        [folder.path().join("w.db"), geodata.path().to_owned()].map(|path| path.display().to_string());
    let run = |words: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wijkwijzer"));
        let output = command.args(words).args(["--database", &database, "--geodata", &source]).output().unwrap();
        (output.status.success(), String::from_utf8([output.stdout, output.stderr].concat()).unwrap())
    };
    assert!(run(&["import"]).0);
    let server = Server::start(&["serve", "--bind", "127.0.0.1:0", "--database", &database, "--geodata", &source]);
    // A figure that is none, a unit that nobody declared, and a file that is not listed.
    let package = geodata.path().join(TRUST);
    cut::edit(geodata.path(), &format!("{TRUST}/figures/{TRUST}.csv"), |text| text.replacen("60.1719", "zestig", 1));
    cut::edit(geodata.path(), &format!("{TRUST}/catalogue.toml"), |text| text.replacen("\"procent\"", "\"kwzxv\"", 1));
    fs::write(package.join("kwzxv.txt"), "Kwzxv van de buren").unwrap();
    let (good, told) = run(&["import"]);
    assert!(!good && told.contains(TRUST) && told.contains("kwzxv.txt"), "{told}");

    let ready = server.within_two_seconds(|ready| ready["checks"]["import"]["status"] == "failed");
    assert_eq!(ready["status"], "degraded");
    assert!(ready["checks"]["import"]["faults"].as_u64().unwrap() > 1, "{ready:#}");
    let said = ready.to_string().to_lowercase();
    assert!(!said.contains(WORD) && !said.contains("zestig"), "{ready:#}");
    let (_, listed) = run(&["release", "list"]);
    assert!(listed.contains("was refused:\n") && listed.contains(TRUST), "{listed}");
}
