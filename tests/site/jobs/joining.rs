//! Jobs 3, 4 and 7: a survey of one gemeente, an area that joins, another programme.

use std::collections::BTreeSet;

use wijkwijzer::ingest::{read_geodata, release_id};

use super::{program, text, written};
use crate::releases::Server;
use crate::support::{TestSite, facts, release};

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

/// The rows of the file of a profile, without what the place is called and without the release.
fn rows_of(file: &str) -> BTreeSet<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().from_reader(file.trim_start_matches('\u{feff}').as_bytes());
    let row = |row: csv::StringRecord| {
        let kept = row.iter().enumerate().filter(|(at, _)| *at != 1 && at + 2 < row.len());
        kept.map(|(_, cell)| cell.to_owned()).collect()
    };
    reader.records().map(Result::unwrap).map(row).collect()
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
    let area = facts::Area {
        slug: "haarlem-proef",
        name: "Haarlem Proef",
        gemeente: ["GM0392", "Haarlem", "Noord-Holland"],
        member: &wijk,
        designations: "\"nh\", { id = \"20\", from = \"2027-01-01\" }",
    };
    written(
        &ours,
        "noord-holland",
        "",
        &[("facts/designations.toml", PROGRAMME.to_owned()), ("facts/areas.toml", area.item())],
    );

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
