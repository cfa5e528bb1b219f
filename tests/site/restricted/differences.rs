//! What a kept release would change tells of restricted figures to those alone who may see them.

use wijkwijzer::cli::prepare;

use super::survey::{self, GREEN, SCHIEDAM, TRUST, VLAARDINGEN};
use super::{editor, tells};
use crate::support::TestSite;

#[test]
fn an_editor_reads_of_a_kept_release_what_their_sight_shows_and_no_more() {
    let site = TestSite::of(survey::served(true)).with_desk();
    let (with, without) = (survey::geodata(true), survey::geodata(false));
    let imported = [&with, &without].map(|folder| {
        let served = site.wait(prepare::import_files(site.store(), &[folder.path().to_owned()], &())).unwrap();
        served.atlas.release.clone()
    });
    let path = format!("/redactie/uitgaven/{}", imported[0]);
    let read = |name: &str, gemeenten: &[&str]| editor(&site, name, gemeenten).get(&path).good();
    let none = read("nora", &[]);
    assert!(!tells(&none), "{}", none.html().text_of("main"));
    let lines = |gemeenten: &[&str], name: &str| read(name, gemeenten).html().texts("main li").join("\n");
    let (own, other) = (lines(&[SCHIEDAM], "anna"), lines(&[VLAARDINGEN], "vera"));
    assert!(own.contains(TRUST) && !own.contains(GREEN), "{own}");
    assert!(other.contains(GREEN) && !other.contains(TRUST), "{other}");
    // What was made for one sight is not handed to another.
    assert!(!tells(&read("otto", &[])));
    let all = lines(&["*"], "bea");
    assert!(all.contains(TRUST) && all.contains(GREEN), "{all}");
}
