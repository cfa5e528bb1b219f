//! Programmes and designations are data: a second programme and an area that joins later are files, and history stays.

use std::path::Path;

use wijkwijzer::atlas::Atlas;
use wijkwijzer::domain::{Lang, Period, Reference, ReferenceKind, Value};
use wijkwijzer::ingest::{check, pack_manifest_only, read_geodata};
use wijkwijzer::text;

use crate::cut;

/// An Atlas of the cut folder after `change` of its facts.
fn changed(change: impl FnOnce(&Path)) -> Atlas {
    let folder = cut::of_shipped();
    change(folder.path());
    pack_manifest_only(folder.path()).unwrap();
    let faults: Vec<String> = check(&folder.path()).iter().map(ToString::to_string).collect();
    assert_eq!(faults, [""; 0]);
    Atlas::build(&read_geodata(&folder.path(), &()).unwrap(), "abc", "2026-12-01T00:00:00Z", &[]).unwrap()
}

/// What an area of one buurt needs.
fn area(slug: &str, code: &str, designations: &str) -> String {
    format!(
        r#"
[[item]]
slug = "{slug}"
name = "{slug}"
gemeente = "GM0622"
gemeente_name = "Vlaardingen"
province = "Zuid-Holland"
designations = [{designations}]
members = [{{ code = "{code}", extent = "whole" }}]
delimitation = {{ nl = "Een buurt.", en = "A neighbourhood." }}
confidence = "high"
confidence_reason = {{ nl = "Zo besloten.", en = "So decided." }}
named_by = {{ nl = "de gemeente", en = "the municipality" }}
named_parts = []
programme_name = ""
programme_url = ""
programme_themes = []
sources = []
"#
    )
}

fn add(folder: &Path, file: &str, item: &str) {
    cut::edit(folder, file, |text| text + item);
}

/// A buurt of Vlaardingen outside the area there, with inhabitants.
fn buurt_outside() -> (String, f64) {
    let atlas = changed(|_| ());
    let taken: Vec<u32> = atlas.areas.iter().flat_map(|area| area.place.buurten.iter().copied()).collect();
    let people = atlas.population().unwrap().headline().unwrap();
    let base = atlas.base();
    let found = (0..base.buurt.codes.len()).find_map(|at| {
        let value = people.region(wijkwijzer::domain::Level::Buurt, at).known().filter(|value| *value >= 500.0)?;
        let code = base.buurt.codes[at];
        let free = !taken.contains(&u32::try_from(at).unwrap()) && code.as_str().starts_with("BU0622");
        free.then(|| (code.to_string(), value))
    });
    found.expect("Vlaardingen is more than Westwijk")
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
    assert_eq!(text::reference(Lang::Nl, Reference::Together(programme.counted())), "2 gebieden samen");
    let programme = later.programme().unwrap().1;
    assert_eq!(text::reference(Lang::Nl, Reference::Together(programme.counted())), "focusgebieden samen");
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
    assert_eq!(programme.counted().nl, "1 gebied");
    // The rest of the gemeente leaves out the area itself, and not that of the other programme.
    let rest = |atlas: &Atlas, slug: &str| {
        let (index, _) = atlas.area(slug).unwrap();
        let at = atlas.population().unwrap().headline().unwrap();
        at.figures.rest[index].value
    };
    assert_eq!(rest(&both, "vlaardingen-west"), rest(&before, "vlaardingen-west"));
    let at = both.population().unwrap().headline().unwrap();
    let gemeente = both.base().gemeente.index("GM0622".parse().unwrap()).unwrap();
    let whole = at.region(wijkwijzer::domain::Level::Gemeente, gemeente).known().unwrap();
    assert_eq!(rest(&both, "vlaardingen-provincie"), Value::Known(whole - people));
    assert_eq!(at.figures.areas[index].value, Value::Known(people));
}

#[test]
fn a_delimitation_that_changes_leaves_the_years_before_as_they_were() {
    let (code, people) = buurt_outside();
    let before = changed(|_| ());
    let wider = |from: &str| {
        let member = format!("\n[[item.members]]\ncode = \"{code}\"\nextent = \"whole\"\nfrom = \"{from}\"\n");
        changed(|folder| {
            cut::edit(folder, "facts/areas.toml", |text| {
                let at = text.find("slug = \"vlaardingen-west\"").unwrap();
                let end = text[at..].find("\n[[item]]").map_or(text.len(), |end| at + end);
                format!("{}{member}{}", &text[..end], &text[end..])
            });
        })
    };
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
