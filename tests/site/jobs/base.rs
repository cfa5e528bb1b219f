//! Job 2: a new division becomes the base, and what people wrote is carried over.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use wijkwijzer::ingest::read_geodata;

use super::made::{self, Made};
use super::{carried, program, text};
use crate::releases::Server;
use crate::support::{TestSite, release};

/// The known figures of an area itself, by indicator and period, in the file of its profile.
fn known(file: &str) -> BTreeMap<(String, String), String> {
    let mut reader = csv::ReaderBuilder::new().from_reader(file.trim_start_matches('\u{feff}').as_bytes());
    let rows = reader.records().map(Result::unwrap);
    let own = rows.filter(|row| row[1] == row[0] && !row[8].is_empty());
    own.map(|row| ((row[4].to_owned(), row[7].to_owned()), row[8].to_owned())).collect()
}

/// The names of the buurten of the next year, where the list of its codes is at hand.
fn names() -> BTreeMap<String, String> {
    let list = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/deliveries/codes-2025/CBS_BUURT2025.csv");
    let Ok(text) = fs::read_to_string(list) else { return BTreeMap::new() };
    text.lines()
        .skip(1)
        .filter_map(|line| line.split_once(';'))
        .map(|(code, name)| (code.to_owned(), name.trim().to_owned()))
        .collect()
}

#[test]
fn the_base_moves_to_the_next_division_by_files_and_areas_and_addresses_stay() {
    let shipped = release::geodata();
    let dataset = read_geodata(&shipped, &()).unwrap();
    let made = Made::of(&dataset, &names());
    assert!(
        made.changed.len() > 250 && made.in_areas >= 80,
        "{} changed, {} in areas",
        made.changed.len(),
        made.in_areas
    );

    let folder = tempfile::tempdir().unwrap();
    let (material, ours, database) =
        (folder.path().join("material"), folder.path().join("ours"), folder.path().join("w.db"));
    fs::create_dir_all(&material).unwrap();
    made.write(&dataset, &material, &ours);
    let both = ["--geodata", &text(&shipped), "--geodata", &text(&ours)];
    let people = carried::Places::of(&made, &dataset);
    people.write_examples(&ours);
    program(&[&["pack", "--from", &text(&material)], &both[..]].concat());
    let told = program(&[&["check"], &both[..]].concat());
    assert!(told.contains("ours/basis-2025, overrides base division") && told.contains("no faults"), "{told}");
    program(&[&["import", "--database", &text(&database)], &both[..]].concat());
    people.write_in(&database);
    let server =
        Server::start(&[&["serve", "--bind", "127.0.0.1:0", "--database", &text(&database)], &both[..]].concat());

    // The figures of the areas: nearly all that were known are known.
    let before = TestSite::shipped();
    let (mut all, mut kept, mut lost) = (0, 0, BTreeMap::<String, usize>::new());
    for area in &dataset.areas {
        let file = format!("/gebieden/{}.csv?stijl=internationaal", area.slug);
        let then = known(&before.page(&file));
        let (status, now) = server.get(&file);
        assert_eq!(status, 200, "{file}");
        let now: BTreeSet<_> = known(&now).into_keys().collect();
        all += then.len();
        kept += then.keys().filter(|key| now.contains(*key)).count();
        for (indicator, period) in then.into_keys().filter(|key| !now.contains(key)) {
            *lost.entry(format!("{} {indicator} {period}", area.slug)).or_default() += 1;
        }
    }
    println!("{kept} of {all} known figures of the areas are kept; lost: {lost:#?}");
    assert!(all > 2_000 && kept * 100 >= all * 99, "{kept} of {all} known figures are kept; lost: {lost:#?}");

    // Every address of the former division: what is the same has a profile, what is not has a story.
    let mut stories = 0;
    for (code, heirs) in &made.changed {
        let (status, page) = server.get(&format!("/buurten/{code}"));
        assert_eq!(status, 200, "{code}");
        if heirs.first() != Some(code) {
            assert!(heirs.iter().all(|heir| page.contains(heir.as_str())), "{code} leads to {heirs:?}");
            stories += 1;
        }
    }
    println!("{stories} stories of {} changed buurten", made.changed.len());
    let regions = &dataset.regions.iter().find(|one| Some(one.vintage) == dataset.base()).unwrap().regions;
    for region in regions.iter().step_by(97) {
        let path = match &region.code.as_str()[..2] {
            "GM" => "gemeenten",
            "WK" => "wijken",
            "BU" => "buurten",
            _ => continue,
        };
        let (status, _) = server.get(&format!("/{path}/{}", region.code));
        assert_eq!(status, 200, "{}", region.code);
    }
    let (_, home) = server.get("/");
    assert!(home.contains(&made::YEAR.to_string()), "the year of the base is that of the data");
    assert_eq!(made.len(), made.expected(&dataset), "nothing was lost on the way");

    // What people wrote is read again at the heirs of its place.
    people.are_read(&server);
    drop(server);
    people.are_told(&database);
}
