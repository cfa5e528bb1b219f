//! Jobs of a data officer, done with the built program and files alone, as `docs/data.md` tells.

mod made;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use wijkwijzer::ingest::{read_geodata, release_id};

use crate::releases::Server;
use crate::support::{TestSite, release};

use self::made::Made;

/// What the built program says; it must go well.
fn program(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_wijkwijzer")).args(arguments).output().unwrap();
    let told = [output.stdout, output.stderr].concat();
    let told = String::from_utf8(told).unwrap();
    assert!(output.status.success(), "{arguments:?}: {told}");
    told
}

/// The known figures of an area itself, by indicator and period, in the file of its profile.
fn known(file: &str) -> BTreeMap<(String, String), String> {
    let mut reader = csv::ReaderBuilder::new().from_reader(file.trim_start_matches('\u{feff}').as_bytes());
    let rows = reader.records().map(Result::unwrap);
    let own = rows.filter(|row| row[1] == row[0] && !row[8].is_empty());
    own.map(|row| ((row[4].to_owned(), row[7].to_owned()), row[8].to_owned())).collect()
}

/// The rows of the file of a profile, without what the place is called and without the release.
fn rows_of(file: &str) -> BTreeSet<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().from_reader(file.trim_start_matches('\u{feff}').as_bytes());
    let row = |row: csv::StringRecord| {
        let kept = row.iter().enumerate().filter(|(at, _)| *at != 1 && at + 2 < row.len());
        kept.map(|(_, cell)| cell.to_owned()).collect()
    };
    reader.records().map(Result::unwrap).map(row).collect()
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
    let text = |path: &Path| path.display().to_string();
    let both = ["--geodata", &text(&shipped), "--geodata", &text(&ours)];
    program(&[&["pack", "--from", &text(&material)], &both[..]].concat());
    let told = program(&[&["check"], &both[..]].concat());
    assert!(told.contains("ours/basis-2025, overrides base division") && told.contains("no faults"), "{told}");
    program(&[&["import", "--database", &text(&database)], &both[..]].concat());
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
}

/// A package that people wrote: its declaration with these lines, and other files.
fn written(ours: &Path, id: &str, lines: &str, files: &[(&str, String)]) {
    let terms = "source = \"Van ons\"\nyear = \"2025\"\nlicence = \"CC0\"\nattribution = \"Van ons, 2025\"\n";
    let declared = format!("format = 1\nid = \"{id}\"\nhand_edited = \"ons\"\n[terms.ons]\n{terms}{lines}");
    for (path, text) in [("package.toml", &declared)].into_iter().chain(files.iter().map(|(path, text)| (*path, text)))
    {
        let path = ours.join(id).join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

const SURVEY: &str = r#"
[[source]]
id = "peiling-2025"
name = { nl = "Peiling onder bewoners 2025", en = "Survey of residents 2025" }
publisher = "Gemeente Utrecht"
year = "2025"
licence = "niet vastgesteld"
attribution = { nl = "Gemeente Utrecht, 2025", en = "Municipality of Utrecht, 2025" }

[[indicator]]
id = "vertrouwen_buren"
theme = "leefbaarheid"
name = { nl = "Vertrouwen in de buren", en = "Trust in neighbours" }
definition = { nl = "Het rapportcijfer dat bewoners geven.", en = "The mark that residents give." }
unit = "rapportcijfer"
unit_label = { nl = "rapportcijfer", en = "mark" }
polarity = "higher_better"
choropleth = true
scope = ["GM0344"]
period = [
  { period = "2025", vintage = 2024, decimals = 1, source = "peiling-2025", levels = ["buurt"], rule = { none = { because = "mark" } } },
]
"#;

const PROGRAMME: &str = r#"
[[item]]
id = "nh"
role = "programme"
programme = { nl = "Noord-Hollandse aanpak", en = "North Holland approach" }
area_called = { nl = "aandachtsgebied", en = "priority area" }
areas_called = { nl = "aandachtsgebieden", en = "priority areas" }
name = { nl = "De aandachtsgebieden van Noord-Holland", en = "The priority areas of North Holland" }
text = { nl = "Een programma van de provincie.", en = "A programme of the province." }
valid_from = "2026-01-01"
source = "besluit van de provincie"
"#;

fn area(wijk: &str) -> String {
    format!(
        r#"
[[item]]
slug = "haarlem-proef"
name = "Haarlem Proef"
gemeente = "GM0392"
gemeente_name = "Haarlem"
province = "Noord-Holland"
designations = ["nh", {{ id = "20", from = "2027-01-01" }}]
members = [{{ code = "{wijk}", extent = "whole" }}]
delimitation = {{ nl = "Een wijk.", en = "A district." }}
confidence = "high"
confidence_reason = {{ nl = "Zo besloten.", en = "So decided." }}
named_by = {{ nl = "de provincie", en = "the province" }}
named_parts = []
programme_name = ""
programme_url = ""
programme_themes = []
sources = []
"#
    )
}

#[test]
fn a_survey_of_one_gemeente_a_21st_area_and_a_second_programme_come_in_beside_the_shipped_folder() {
    let shipped = release::geodata();
    let dataset = read_geodata(&shipped, &()).unwrap();
    let seed = release_id(&shipped).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let (ours, database) = (folder.path().join("ours"), folder.path().join("w.db"));
    let regions = &dataset.regions.iter().find(|one| Some(one.vintage) == dataset.base()).unwrap().regions;
    let of = |start: &'static str| {
        regions.iter().map(|region| region.code.to_string()).filter(move |code| code.starts_with(start))
    };
    let surveyed: Vec<String> = of("BU0344").take(60).collect();
    let mark = |at: usize| format!("{:.1}", 6.0 + f64::from(u32::try_from(at % 30).unwrap()) / 10.0);
    let figures = surveyed.iter().enumerate().map(|(at, code)| format!("{code},{}\n", mark(at)));
    let figures = format!("code,vertrouwen_buren@2025\n{}", figures.collect::<Vec<_>>().concat());
    let delivery = "\n[[delivery]]\nid = \"peiling-2025\"\nterms = \"peiling-2025\"\nvintage = 2024\n";
    let catalogue = ("catalogue.toml", SURVEY.to_owned());
    written(&ours, "peiling-2025", delivery, &[catalogue, ("figures/peiling-2025.csv", figures)]);
    let wijk = of("WK0392").next().unwrap();
    written(
        &ours,
        "noord-holland",
        "",
        &[("facts/designations.toml", PROGRAMME.to_owned()), ("facts/areas.toml", area(&wijk))],
    );

    let text = |path: &Path| path.display().to_string();
    let both = ["--geodata", &text(&shipped), "--geodata", &text(&ours)];
    program(&[&["pack"], &both[..]].concat());
    let told = program(&[&["check"], &both[..]].concat());
    assert!(told.contains("ours/noord-holland\n") && told.contains("ours/peiling-2025\n"), "{told}");
    assert_eq!(release_id(&shipped).unwrap(), seed, "the shipped folder is what it was");
    program(&[&["import", "--database", &text(&database)], &both[..]].concat());
    let server =
        Server::start(&[&["serve", "--bind", "127.0.0.1:0", "--database", &text(&database)], &both[..]].concat());
    let page = |path: &str| {
        let (status, page) = server.get(path);
        assert_eq!(status, 200, "{path}");
        page
    };

    // The survey: in its gemeente, and nowhere else.
    let row = "Vertrouwen in de buren";
    let own = page(&format!("/buurten/{}", surveyed[7]));
    assert!(own.contains(row) && own.contains("6,7"), "the mark stands on the profile of the buurt");
    assert!(page("/gemeenten/GM0344").contains(row));
    assert!(page("/indicatoren/vertrouwen_buren").contains("Utrecht"));
    for elsewhere in ["/gemeenten/GM0758", "/gebieden/breda-noord", "/gebieden/haarlem-proef"] {
        assert!(!page(elsewhere).contains(row), "{elsewhere}");
    }

    // The 21st area: of the second programme today, of the first from 2027 on.
    let area = page("/gebieden/haarlem-proef");
    assert!(area.contains("Aandachtsgebied in") && area.contains("Haarlem"), "it is called by its programme of today");
    assert!(page("/?aanwijzing=nh").contains("haarlem-proef"));
    // No figure is another, beside whatever: only what the areas together are called (the second column) may change, and
    // the release with its day (the last two).
    let before = TestSite::shipped();
    let file = "/gebieden/utrecht-overvecht.csv?stijl=internationaal";
    let (then, now) = (rows_of(&before.page(file)), rows_of(&page(file)));
    assert!(then.len() > 500, "{} rows", then.len());
    let lost: Vec<_> = then.difference(&now).take(3).collect();
    assert!(lost.is_empty(), "{lost:#?}");
}
