//! Programmes and designations are data: a second programme and an area that joins later are files, and history stays.

use std::path::Path;
use std::sync::Arc;

use wijkwijzer::atlas::{Atlas, IndicatorRef, Matching};
use wijkwijzer::domain::{Lang, Level, Period, Reference, ReferenceKind, RegionCode, Value};
use wijkwijzer::ingest::{Order, check, pack, read_geodata};
use wijkwijzer::text;
use wijkwijzer::web::ReleaseState;

use crate::cut;
use crate::support::{TestSite, facts};

/// An Atlas of the cut folder after `change` of its facts.
fn changed(change: impl FnOnce(&Path)) -> Atlas {
    let folder = cut::of_shipped();
    change(folder.path());
    let order = Order { packages: &[], material: None, largest: 4_000_000 };
    pack(&[folder.path().to_owned()], &order).unwrap();
    let faults: Vec<String> = check(&folder.path()).iter().map(ToString::to_string).collect();
    assert_eq!(faults, [""; 0]);
    Atlas::build(&read_geodata(&folder.path(), &()).unwrap(), "abc", "2026-12-01T00:00:00Z", &[]).unwrap()
}

/// An area of one buurt of Vlaardingen.
fn area(slug: &str, code: &str, designations: &str) -> String {
    let gemeente = ["GM0622", "Vlaardingen", "Zuid-Holland"];
    facts::Area { slug, name: slug, gemeente, member: code, designations }.item()
}

fn add(folder: &Path, file: &str, item: &str) {
    cut::edit(folder, file, |text| text + item);
}

/// Buurten of Vlaardingen outside the area there, with their inhabitants.
fn buurten_outside() -> Vec<(String, f64)> {
    let atlas = changed(|_| ());
    let taken: Vec<u32> = atlas.areas.iter().flat_map(|area| area.place.buurten.iter().copied()).collect();
    let people = atlas.population().unwrap().headline().unwrap();
    let base = atlas.base();
    let found = (0..base.buurt.codes.len()).filter_map(|at| {
        let value = people.region(Level::Buurt, at).known().filter(|value| *value >= 500.0)?;
        let code = base.buurt.codes[at];
        let free = !taken.contains(&u32::try_from(at).unwrap()) && code.as_str().starts_with("BU0622");
        free.then(|| (code.to_string(), value))
    });
    found.collect()
}

fn buurt_outside() -> (String, f64) {
    buurten_outside().swap_remove(0)
}

fn two_outside() -> (String, String) {
    let found = buurten_outside();
    (found[0].0.clone(), found[1].0.clone())
}

/// Adds a buurt to the area of Vlaardingen from a day on.
fn widen(folder: &Path, code: &str, from: &str) {
    let member = format!("\n[[item.members]]\ncode = \"{code}\"\nextent = \"whole\"\nfrom = \"{from}\"\n");
    cut::edit(folder, "facts/areas.toml", |text| {
        let at = text.find("slug = \"vlaardingen-west\"").unwrap();
        let end = text[at..].find("\n[[item]]").map_or(text.len(), |end| at + end);
        format!("{}{member}{}", &text[..end], &text[end..])
    });
}

/// Gives an area other designations.
fn carry(folder: &Path, slug: &str, designations: &[&str]) {
    cut::edit(folder, "facts/areas.toml", |text| {
        let mut file: toml::Table = toml::from_str(&text).unwrap();
        let items = file["item"].as_array_mut().unwrap();
        let area = items.iter_mut().find(|item| item["slug"].as_str() == Some(slug)).unwrap();
        area["designations"] = designations.to_vec().into();
        toml::to_string(&file).unwrap()
    });
}

fn inhabitants_together(atlas: &Atlas, designation: &str) -> Vec<(Period, Value, u32)> {
    let (position, _) = atlas.designation(designation).unwrap();
    let population = atlas.population().unwrap();
    population
        .periods()
        .map(|at| {
            let figure = at.figures.together[position];
            (at.period.period, figure.value, figure.coverage.map_or(0, |coverage| coverage.members))
        })
        .collect()
}

#[test]
fn an_area_that_joins_later_changes_no_figure_of_an_earlier_year() {
    let before = changed(|_| ());
    let (code, people) = buurt_outside();
    let joined = |from: &str| {
        let item = area("vlaardingen-erbij", &code, &format!("{{ id = \"20\", from = \"{from}\" }}"));
        changed(|folder| add(folder, "facts/areas.toml", &item))
    };
    let (was, later) = (inhabitants_together(&before, "20"), joined("2024-06-01"));
    let now = inhabitants_together(&later, "20");
    for (was, now) in was.iter().zip(&now) {
        if was.0.end() < 2024 {
            assert_eq!(was, now, "a figure of an earlier year was rewritten");
        } else {
            assert_eq!(now.2, 3, "{}", was.0);
            assert_eq!(now.1.known(), was.1.known().map(|was| was + people), "{}", was.0);
        }
    }
    assert!(was.iter().any(|one| one.0.end() < 2024) && was.iter().any(|one| one.0.end() == 2024));
    assert_eq!(inhabitants_together(&joined("2027-01-01"), "20"), was, "nothing that was published changes");
    // Nor does what is left of the gemeente beside the areas that were there, and what counts as outside the programme.
    let rest = |atlas: &Atlas| {
        let (index, _) = atlas.area("vlaardingen-west").unwrap();
        let population = atlas.population().unwrap();
        population.periods().map(|at| (at.period.period.end(), at.figures.rest[index].value)).collect::<Vec<_>>()
    };
    for ((year, was), (_, now)) in rest(&before).into_iter().zip(rest(&later)) {
        let less = if year < 2024 { 0.0 } else { people };
        assert_eq!(now.known(), was.known().map(|was| was - less), "{year}");
    }
    let next = joined("2027-01-01");
    assert_eq!(rest(&next), rest(&before));
    let today = |atlas: &Atlas| {
        let named: Vec<String> = atlas.areas_of_programme().map(|area| area.area.slug.to_string()).collect();
        assert_eq!(atlas.areas_of(atlas.programme().unwrap().1).count(), named.len());
        named
    };
    assert_eq!(today(&next), today(&before), "it begins next year");
    assert_eq!(today(&later).len(), today(&before).len() + 1);
    // Once the number is no longer that of every year, the name says none.
    let programme = before.programme().unwrap().1;
    assert_eq!(text::reference(Lang::Nl, Reference::Together(programme)), "2 gebieden samen");
    let programme = later.programme().unwrap().1;
    assert_eq!(text::reference(Lang::Nl, Reference::Together(programme)), "focusgebieden samen");
    // A rank is one among the areas of that year.
    let people = later.population().unwrap();
    let ranked = |year: u16| {
        let at = people.period(Period::Year(year)).unwrap();
        at.figures.ranks.iter().filter(|rank| rank.is_some()).count()
    };
    let (index, _) = later.area("vlaardingen-erbij").unwrap();
    assert!(ranked(2024) == 0 && later.areas[index].area.is_of(programme, 2024), "below five there is no rank");
}

const PROVINCE: &str = r#"
[[item]]
id = "zh"
role = "programme"
name = { nl = "De aandachtsgebieden van de provincie", en = "The priority areas of the province" }
area_called = { nl = "aandachtsgebied", en = "priority area" }
areas_called = { nl = "aandachtsgebieden", en = "priority areas" }
text = { nl = "De provincie wees ze aan.", en = "The province designated them." }
valid_from = "2021"
source = "besluit"
"#;

#[test]
fn two_programmes_live_side_by_side_and_neither_counts_in_the_other() {
    let (code, people) = buurt_outside();
    let before = changed(|_| ());
    let both = changed(|folder| {
        add(folder, "facts/designations.toml", PROVINCE);
        add(folder, "facts/areas.toml", &area("vlaardingen-provincie", &code, "\"zh\""));
    });
    assert_eq!(inhabitants_together(&both, "20"), inhabitants_together(&before, "20"));
    let newest = inhabitants_together(&both, "zh")[0];
    assert_eq!((newest.1, newest.2), (Value::Known(people), 1));

    let (index, own) = both.area("vlaardingen-provincie").unwrap();
    let (_, programme) = both.programme_of(&own.area).unwrap();
    assert_eq!((programme.id.as_str(), both.programme().unwrap().1.id.as_str()), ("zh", "20"));
    let references = both.references_of(&own.place);
    assert_eq!(references.reference(ReferenceKind::Together), None, "one area is nothing together");
    assert_eq!(text::areas_counted(Lang::Nl, programme), "1 gebied");
    // The rest of the gemeente leaves out the area itself, and not that of the other programme.
    let rest = |atlas: &Atlas, slug: &str| {
        let (index, _) = atlas.area(slug).unwrap();
        let at = atlas.population().unwrap().headline().unwrap();
        at.figures.rest[index].value
    };
    assert_eq!(rest(&both, "vlaardingen-west"), rest(&before, "vlaardingen-west"));
    let at = both.population().unwrap().headline().unwrap();
    let gemeente = both.base().gemeente.index("GM0622".parse().unwrap()).unwrap();
    let whole = at.region(Level::Gemeente, gemeente).known().unwrap();
    assert_eq!(rest(&both, "vlaardingen-provincie"), Value::Known(whole - people));
    assert_eq!(at.figures.areas[index].value, Value::Known(people));
}

#[test]
fn a_delimitation_that_changes_leaves_the_years_before_as_they_were() {
    let (code, people) = buurt_outside();
    let before = changed(|_| ());
    let wider = |from: &str| changed(|folder| widen(folder, &code, from));
    let figures = |atlas: &Atlas| {
        let (index, _) = atlas.area("vlaardingen-west").unwrap();
        let population = atlas.population().unwrap();
        population.periods().map(|at| (at.period.period.end(), at.figures.areas[index].value)).collect::<Vec<_>>()
    };
    let (was, now) = (figures(&before), figures(&wider("2024-01-01")));
    for ((year, was), (_, now)) in was.iter().zip(&now) {
        let more = if *year >= 2024 { people } else { 0.0 };
        assert_eq!(now.known(), was.known().map(|was| was + more), "{year}");
    }
    assert_eq!(figures(&wider("2027-01-01")), was);
}

/// A site of an Atlas, for its pages: without tiles.
fn site(atlas: Atlas) -> TestSite {
    TestSite::of(ReleaseState::new(Arc::new(atlas), Vec::new()))
}

/// The cut with an area that joins and an area that grows, both on a day of 2027.
fn of_2027() -> Atlas {
    let (joins, grows) = two_outside();
    changed(|folder| {
        add(folder, "facts/areas.toml", &area("vlaardingen-erbij", &joins, "{ id = \"20\", from = \"2027-01-01\" }"));
        widen(folder, &grows, "2027-01-01");
    })
}

#[test]
fn what_was_derived_is_read_back_as_it_was_kept() {
    let atlas = of_2027();
    let kept = postcard::to_stdvec(&atlas).unwrap();
    let back: Atlas = postcard::from_bytes(&kept).unwrap();
    assert!(postcard::to_stdvec(&back).unwrap() == kept, "the same again");
    let (_, area) = back.area("vlaardingen-erbij").unwrap();
    assert_eq!(area.area.designations[0].from, "2027-01-01");
}

#[test]
fn what_begins_next_year_is_dated_by_itself_in_charts_tables_map_and_api() {
    let (_, grows) = two_outside();
    let site = site(of_2027());
    // Charts: the area that joined later has a date of its own, the others have that of the designation.
    let notes = |query: &str| {
        site.html(&format!("/grafiek/verloop?indicator=koopwoningen&{query}")).texts(".chart-figure figcaption p")
    };
    let both = notes("plaats=vlaardingen-west&plaats=vlaardingen-erbij");
    let dated: Vec<&String> = both.iter().filter(|note| note.starts_with("Aanwijzing")).collect();
    assert!(dated.iter().any(|note| note.starts_with("Aanwijzing (4 juli 2022): de 20 focusgebieden")), "{both:?}");
    assert!(
        dated.iter().any(|note| note.starts_with("Aanwijzing van vlaardingen-erbij (1 januari 2027): ")),
        "{both:?}"
    );
    let own = site
        .html("/grafiek/verloop?indicator=misdrijven_per_1000&plaats=vlaardingen-erbij")
        .texts(".chart-figure figcaption p");
    assert!(own.iter().any(|note| note.starts_with("Aanwijzing van vlaardingen-erbij (1 januari 2027)")), "{own:?}");
    assert!(own.iter().all(|note| !note.contains("2022)")), "{own:?}");
    // The profile and the gap on it.
    let page = site.html("/gebieden/vlaardingen-erbij");
    assert_eq!(page.texts(".designations li"), ["De 20 focusgebieden van het NPLV, sinds 1 januari 2027"]);
    assert!(page.text_of("#achterstand").contains("Aangewezen: 1 januari 2027"));
    let page = site.html("/gebieden/vlaardingen-west");
    assert!(page.root().fact("Grens veranderd").text().ends_with(", sinds 1 januari 2027"));
    let briefing = site.html("/gebieden/schiedam-nieuwland-oost/briefing");
    let named = briefing.texts(".briefing-list dd");
    assert!(named.iter().any(|dd| dd.contains("tot 4 juli 2022 (aanname: zelfde grens)")), "{named:?}");
    // The table, and its file.
    let rows = site.html("/gebieden").table_of("table");
    assert_eq!(rows.row("vlaardingen-erbij")[2], "20 (sinds 1 januari 2027)");
    assert_eq!(rows.row("Schiedam Nieuwland-Oost")[2], "20 · 16");
    // The map of today shows the areas of today, on their delimitation of today.
    let home = site.html("/");
    assert_eq!(home.texts(".area-list .area-name").len(), 2);
    assert_eq!(home.text_of("#gebieden"), "De 2 focusgebieden");
    let around = site.html("/kaart?indicator=koopwoningen").texts("select[name=rond] option");
    assert!(around.iter().any(|one| one.contains("focusgebieden samen")), "{around:?}");
    let region = site.html(&format!("/buurten/{grows}"));
    assert!(!region.text_of(".profile-kind").contains("focusgebied"), "it is none of it before 2027");
    // The API says the dates.
    let areas = site.get("/api/v1/areas").json();
    let joined = areas["areas"].as_array().unwrap().iter().find(|one| one["slug"] == "vlaardingen-erbij").unwrap();
    assert_eq!(joined["designated"][0]["from"], "2027-01-01");
    let members = site.get("/api/v1/areas/vlaardingen-west").json();
    let member = members["members"].as_array().unwrap().iter().find(|one| one["code"] == grows.as_str()).unwrap();
    assert_eq!((&member["from"], member.get("to")), (&"2027-01-01".into(), None));
}

#[test]
fn what_begins_later_leaves_every_figure_of_earlier_years_as_it_was() {
    let before = changed(|_| ());
    // Of every figure there is: its area, its references, what counts as outside the programme.
    let selected: RegionCode = buurten_outside()[2].0.parse().unwrap();
    let figures = |atlas: &Atlas, until: u16| -> Vec<String> {
        let own = atlas.kept_place(&atlas.selection(&[selected]).unwrap());
        let rest = atlas.rest_of(&own).unwrap();
        let mut told = Vec::new();
        for at in atlas.indicators().flat_map(IndicatorRef::periods) {
            for slug in cut::AREAS {
                if at.period.period.end() > until {
                    continue;
                }
                let (index, _) = atlas.area(slug).unwrap();
                let figures = at.figures;
                let together = figures.together[atlas.designation("20").unwrap().0];
                let of = (figures.areas[index].value, figures.rest[index].value, figures.matched[index].value);
                told.push(format!("{} {} {slug}: {of:?} {:?}", at.indicator.id, at.period.period, together.value));
            }
            if at.period.period.end() <= until {
                let beside = atlas.rest_figure(&rest, at).map(|figure| figure.value);
                told.push(format!("{} {}: {beside:?}", at.indicator.id, at.period.period));
            }
        }
        told
    };
    let later = of_2027();
    assert_eq!(figures(&later, u16::MAX), figures(&before, u16::MAX));
    // And what begins in the middle of the series leaves the years before, and nothing but these.
    let (joins, grows) = two_outside();
    let middle = changed(|folder| {
        add(folder, "facts/areas.toml", &area("vlaardingen-erbij", &joins, "{ id = \"20\", from = \"2024-01-01\" }"));
        widen(folder, &grows, "2024-01-01");
    });
    assert_eq!(figures(&middle, 2023), figures(&before, 2023));
    assert_ne!(figures(&middle, 2024), figures(&before, 2024));
    let pools = |atlas: &Atlas| {
        let (_, area) = atlas.area("vlaardingen-west").unwrap();
        let by_buurt = |of: &IndicatorRef<'_>| atlas.matching_level(&area.place, of.indicator) == Level::Buurt;
        let indicator = atlas.indicators().find(by_buurt).unwrap().indicator;
        let pool = Matching::new(atlas, &area.place).pool(indicator);
        let outside = pool.members.iter().flat_map(|member| member.nearest.iter().copied());
        (pool.members.len(), outside.collect::<std::collections::BTreeSet<u32>>())
    };
    let ((members, _), (more, outside)) = (pools(&before), pools(&middle));
    assert_eq!(more, members + 1, "the newest figure is of the wider area");
    let position = |code: &str| u32::try_from(middle.base().buurt.index(code.parse().unwrap()).unwrap()).unwrap();
    assert!(!outside.contains(&position(&joins)) && !outside.contains(&position(&grows)));
}

#[test]
fn the_words_for_areas_are_those_of_the_data_with_two_programmes_and_with_none() {
    let (code, _) = buurt_outside();
    let both = site(changed(|folder| {
        add(folder, "facts/designations.toml", PROVINCE);
        add(folder, "facts/areas.toml", &area("vlaardingen-provincie", &code, "\"zh\""));
    }));
    let home = both.html("/");
    let lede = home.text_of(".lede");
    assert!(
        lede.contains("de focusgebieden (Nationaal Programma Leefbaarheid en Veiligheid), de aandachtsgebieden ("),
        "{lede}"
    );
    assert_eq!(home.texts(".site-nav li")[0], "Focusgebieden");
    let kind = |path: &str| both.html(path).text_of(".profile-kind");
    assert!(kind("/gebieden/vlaardingen-provincie").starts_with("Aandachtsgebied in"));
    assert!(kind(&format!("/buurten/{code}")).contains("hoort bij aandachtsgebied vlaardingen-provincie"));
    let found = both.get("/api/v1/search?q=vlaardingen-provincie").json();
    assert_eq!(
        (&found["hits"][0]["kind_nl"], &found["hits"][0]["kind_en"]),
        (&"aandachtsgebied".into(), &"priority area".into())
    );
    assert_eq!(both.html("/zoeken?q=vlaardingen-provincie").texts(".results .tag")[0], "aandachtsgebied");
    let compared = both.html("/vergelijk?gebied=vlaardingen-provincie&gebied=vlaardingen-west").root().text();
    assert!(compared.contains("aandachtsgebied") && compared.contains("focusgebied"));

    // Without a programme an area is an area, and nothing is named after one.
    let none = site(changed(|folder| {
        cut::edit(folder, "facts/designations.toml", |_| String::new());
        for slug in cut::AREAS {
            carry(folder, slug, &[]);
        }
    }));
    for path in [
        "/",
        "/gebieden",
        "/gebieden/vlaardingen-west",
        "/methode",
        "/vergelijk",
        "/zoeken?q=vlaardingen-west",
        "/kaart",
    ] {
        let text = none.html(path).root().text().to_lowercase();
        assert!(!text.contains("focusgebied"), "{path}: {text}");
    }
    assert_eq!(none.html("/").texts(".site-nav li")[0], "Gebieden");
    assert!(none.html("/gebieden/vlaardingen-west").text_of(".profile-kind").starts_with("Gebied in"));
}

#[test]
fn a_programme_of_one_area_offers_nothing_together_on_the_map() {
    let offered = |atlas: Atlas| site(atlas).html("/kaart?indicator=koopwoningen").texts("select[name=rond] option");
    let together = |options: &[String]| options.iter().any(|one| one.contains("samen"));
    assert!(together(&offered(changed(|_| ()))), "two areas are something together");
    let one = changed(|folder| carry(folder, "vlaardingen-west", &["16"]));
    assert!(!together(&offered(one)));
}

#[test]
fn every_list_by_name_has_its_own_place_on_the_time_line() {
    let list = "\n[[item]]\nid = \"krimp\"\nrole = \"list\"\nname = { nl = \"De lijst van een ander\", en = \"Another list\" }\n\
        text = { nl = \"Bij naam.\", en = \"By name.\" }\nvalid_from = \"2010\"\nsource = \"besluit\"\n";
    let item = "\n[[item]]\ndesignation = \"krimp\"\nnumber = 1\ncity = \"Schiedam\"\nname = \"Ergens\"\ncodes = []\n\
        postcodes = [\"3117\", \"3118\"]\nsources = []\n";
    let site = site(changed(|folder| {
        add(folder, "facts/designations.toml", list);
        add(folder, "facts/priority.toml", item);
    }));
    let page = site.html("/kennis/tijdlijn");
    assert_eq!(page.text_of("#de-krimp summary"), "De lijst van een ander");
    assert_eq!(page.texts("#de-krimp li"), ["Schiedam: Ergens (3117, 3118)"]);
    let forty = page.texts("#de-40 li");
    assert!(!forty.is_empty() && forty.iter().all(|one| !one.contains("Ergens")), "{forty:?}");
}

#[test]
fn what_the_newest_edition_lacks_comes_from_the_nearest_year_and_says_so() {
    let before = changed(|_| ());
    // As a first edition has it: inhabitants, but no tenure yet.
    let first = changed(|folder| {
        cut::edit(folder, "figures/kwb-2024.csv", |text| {
            let at = text.lines().next().unwrap().split(',').position(|head| head == "koopwoningen@2024").unwrap();
            let without = |line: &str| {
                let cells = line.split(',').enumerate().filter(|(column, _)| *column != at).map(|(_, cell)| cell);
                cells.collect::<Vec<_>>().join(",") + "\n"
            };
            text.lines().map(without).collect()
        });
        cut::edit(folder, "kwb-2024/catalogue.toml", |text| {
            let start = text.find("koopwoningen = [").unwrap();
            let line = start + text[start..].find("  { period = \"2024\"").unwrap();
            let end = line + text[line..].find('\n').unwrap() + 1;
            format!("{}{}", &text[..line], &text[end..])
        });
    });
    let features = |atlas: &Atlas| -> Vec<(String, u16)> {
        let uses = atlas.similarity.uses.iter().filter_map(|feature| atlas.at(feature.at));
        uses.map(|at| (at.indicator.id.clone(), at.period.period.end())).collect()
    };
    let nearest = |(id, year): (String, u16)| if id == "koopwoningen" { (id, 2022) } else { (id, year) };
    assert_eq!(features(&first), features(&before).into_iter().map(nearest).collect::<Vec<_>>());

    let site = site(first);
    let page = site.html("/gebieden/vlaardingen-west");
    let table = page.table_of("#wijken-en-buurten table");
    let at = table.head.iter().position(|head| head.starts_with("Koopwoningen")).expect("a column");
    assert!(table.head[at].ends_with("2022"), "{:?}", table.head);
    let wijken = site.html("/gemeenten/GM0622").table_of("#wijken-en-buurten table");
    assert!(wijken.rows.iter().any(|row| row[at].ends_with('%')), "{:?}", wijken.rows);
    let similar = site.html("/gemeenten/GM0622").text_of("#vergelijkbaar details");
    assert!(similar.contains("koopwoningen (2022)"), "{similar}");
}
