//! Indicators of single gemeenten, and those that not everyone may see.

mod archives;
mod differences;
mod faults;
mod pictures;
mod survey;
mod walk;

use wijkwijzer::domain::Sight;
use wijkwijzer::store::desk::{AccountStore as _, Role};

use crate::support::{PASSWORD, TestSite, Visitor};

use self::survey::{GREEN, MARKET, SCHIEDAM, TRUST, VLAARDINGEN};
use self::walk::{tells, walk};

fn site() -> TestSite {
    TestSite::of(survey::served(true)).at("https://wijken.example").with_desk()
}

/// Someone who signed in, with the sight of these gemeenten.
fn editor<'s>(site: &'s TestSite, name: &str, gemeenten: &[&str]) -> Visitor<'s> {
    site.add_account(name, Role::Editor);
    see(site, name, gemeenten);
    let visitor = site.visitor();
    assert!(visitor.sign_in(name, PASSWORD).status.is_redirection());
    visitor
}

fn see(site: &TestSite, name: &str, gemeenten: &[&str]) {
    let sight = Sight::read(gemeenten).unwrap();
    assert!(site.wait(site.store().set_sight(name, &sight, 0)).unwrap());
}

#[test]
fn nothing_that_is_asked_for_without_a_sight_tells_of_a_restricted_indicator_and_with_it_everything_does() {
    let site = site();
    let public = walk(&site, "");
    assert!(public.answered.len() > 25, "{:?}", public.answered);
    assert!(public.telling.is_empty(), "{:#?}", public.telling);
    assert!(public.private.is_empty(), "{:#?}", public.private);
    assert!(public.kept.len() > 300, "what everyone sees may be kept");

    let other = editor(&site, "vera", &[VLAARDINGEN]);
    let none = editor(&site, "nora", &[]);
    assert!(!tells(&none.get("/indicatoren")));
    let own = editor(&site, "anna", &[SCHIEDAM]);
    let seen = walk(&site, &own.cookies());
    let named = |path: &str| seen.good.iter().any(|address| address.starts_with(path));
    let told = [
        "/indicatoren",
        "/indicatoren.csv",
        "/indicatoren/kwzxv_buren",
        "/api/v1/indicators",
        "/api/v1/values/kwzxv_buren",
        "/api/v1/areas/schiedam-nieuwland-oost",
        "/gebieden/schiedam-nieuwland-oost",
        "/gebieden/schiedam-nieuwland-oost.csv",
        "/gebieden/schiedam-nieuwland-oost.xlsx",
        "/gebieden/schiedam-nieuwland-oost.geojson",
        "/buurten/BU0606",
        "/kaart?indicator=kwzxv_buren",
        "/grafiek/verloop.svg",
        "/vergelijk",
        "/eigen-gebied?code=BU0606",
        "/tiles/2024/kwzxv_buren/2024.json",
        "/bronnen",
    ];
    for path in told {
        assert!(named(path), "{path} tells nothing: {:#?}", seen.good);
    }
    let tile = |path: &&String| path.contains("/2024/kwzxv_buren/2024/") && path.rsplit('.').next() == Some("mvt");
    assert!(seen.good.iter().any(|path| tile(&path)), "no tile holds a figure");
    for path in &seen.good {
        assert!(!path.contains(GREEN) || path.contains("q="), "{path}");
        assert!(seen.private.contains(path), "{path} may be kept");
        assert!(!seen.kept.contains(path), "{path} has a validator");
    }
    let elsewhere = |path: &&String| path.contains("vlaardingen-west") && !path.contains("schiedam");
    assert_eq!(seen.good.iter().find(elsewhere), None);

    let theirs = walk(&site, &other.cookies());
    // An address that names what she may see is repeated in its own links.
    let told = theirs.good.iter().filter(|path| !path.contains(GREEN));
    let leaks: Vec<_> = told.filter(|path| path.contains(TRUST) || path.contains("schiedam")).collect();
    assert!(leaks.is_empty(), "{leaks:#?}");
    assert!(theirs.good.contains("/indicatoren/kwzxv_groen"));
}

#[test]
fn a_name_that_is_restricted_is_answered_as_one_that_does_not_exist() {
    let site = site();
    let without = TestSite::of(survey::served(false)).at("https://wijken.example").with_desk();
    for path in [
        "/indicatoren/NAME",
        "/kaart?indicator=NAME",
        "/kaart.csv?indicator=NAME",
        "/grafiek/verloop.svg?plaats=GM0606&indicator=NAME",
        "/vergelijk?gebied=GM0606&gebied=GM0622&indicator=NAME",
        "/api/v1/values/NAME/2024/buurt",
        "/tiles/2024/NAME/2024.json",
        "/praktijkvoorbeelden?cijfer=NAME",
    ] {
        let said = |site: &TestSite| {
            let answer = site.get_with(&path.replace("NAME", TRUST), &[("x-request-id", "even-long")]);
            let release = site.state().served().atlas.release.clone();
            (answer.status, answer.text().replace(&release, ""))
        };
        assert_eq!(said(&site), said(&without), "{path}");
    }
}

#[test]
fn what_an_editor_saw_is_never_served_to_anyone_else() {
    let site = site();
    let own = editor(&site, "anna", &[SCHIEDAM]);
    let other = editor(&site, "vera", &[VLAARDINGEN]);
    let paths = [
        "/gebieden/schiedam-nieuwland-oost",
        "/gebieden/schiedam-nieuwland-oost.csv",
        "/gemeenten/GM0606/briefing",
        "/kaart?indicator=kwzxv_buren&niveau=buurt",
        "/grafiek/verloop.svg?plaats=schiedam-nieuwland-oost&indicator=kwzxv_buren",
        "/api/v1/areas/schiedam-nieuwland-oost",
        "/indicatoren",
    ];
    for path in paths {
        let before = site.get(path);
        let tag = before.header("etag").to_owned();
        for _ in 0..2 {
            let seen = own.get(path).good();
            assert_eq!(seen.header("cache-control"), "private, no-store", "{path}");
            assert_eq!(seen.header("etag"), "", "{path}");
            assert!(!tells(&site.get(path)), "{path}");
            let theirs = other.get(path);
            let said = theirs.text().to_lowercase();
            let nothing = theirs.status == 404 || !said.contains(TRUST);
            assert!(nothing && !said.contains("kwzxv van de buren"), "{path}");
        }
        if tag.is_empty() {
            continue;
        }
        // A copy of what everyone sees is no copy of what an editor sees, and the other way round.
        let cookies = own.cookies();
        let asked = site.get_with(path, &[("cookie", &cookies), ("if-none-match", &tag)]);
        assert!(asked.status.is_success() && asked.status != 304, "{path}");
        assert_eq!(site.get_with(path, &[("if-none-match", &tag)]).status, 304, "{path}");
        let vary: Vec<_> = before.headers.get_all("vary").iter().collect();
        assert!(vary.iter().any(|name| *name == "cookie"), "{path}: {vary:?}");
    }
}

#[test]
fn a_sight_that_is_taken_away_or_a_session_that_ends_shows_nothing_from_the_next_request_on() {
    let site = site();
    let own = editor(&site, "anna", &[SCHIEDAM]);
    let path = "/indicatoren/kwzxv_buren";
    assert!(own.get(path).status.is_success());
    see(&site, "anna", &[]);
    assert_eq!(own.get(path).status, 404);
    assert!(own.get("/redactie").good().html().has("form"), "the session goes on");
    see(&site, "anna", &["*"]);
    assert!(own.get(path).status.is_success() && own.get("/indicatoren/kwzxv_groen").status.is_success());
    let token = crate::support::browser::token_in(&own.html("/redactie"));
    let cookies = own.cookies();
    assert!(own.post("/redactie/afmelden", &[("sleutel", &token)]).status.is_redirection());
    assert_eq!(site.get_with(path, &[("cookie", &cookies)]).status, 404, "an old cookie shows nothing");
}

#[test]
fn an_indicator_of_one_gemeente_is_not_there_for_any_other_place() {
    let site = site();
    let has = |path: &str| {
        let page = site.html(path);
        page.has(&format!("#{MARKET}"))
    };
    assert!(has("/gebieden/schiedam-nieuwland-oost") && has("/gemeenten/GM0606") && has("/buurten/BU06060101"));
    assert!(!has("/gebieden/vlaardingen-west") && !has("/gemeenten/GM0622"));
    for path in ["/gebieden/vlaardingen-west", "/gemeenten/GM0622"] {
        for form in ["", ".csv", ".json", ".geojson", "/briefing"] {
            let answer = site.get(&format!("{path}{form}")).good();
            assert!(!answer.text().contains(MARKET) && !answer.text().contains("de markt"), "{path}{form}");
        }
    }
    for path in ["/api/v1/regions/GM0622", "/api/v1/areas/vlaardingen-west"] {
        assert!(!site.get(path).good().text().contains(MARKET), "{path}");
    }
    assert!(site.get("/api/v1/regions/GM0606").good().text().contains(MARKET));
    // Two places that do not both have it are not compared on it; neither is a map of the one drawn for the other.
    let compared = |places: &str| site.html(&format!("/vergelijk?{places}")).text().contains("Bezoek van de markt");
    assert!(compared("gebied=GM0606&gebied=schiedam-nieuwland-oost"));
    assert!(!compared("gebied=GM0606&gebied=GM0622"));
    assert_eq!(site.get("/kaart?indicator=marktbezoek&niveau=buurt&gebied=GM0622").status, 404);
    assert_eq!(site.get("/grafiek/verloop.svg?plaats=GM0622&indicator=marktbezoek").status, 404);
    let map = site.html("/kaart?indicator=marktbezoek");
    assert!(map.one("option[value=marktbezoek]").text().contains("alleen in Schiedam"));
    assert_eq!(map.count("#gebied optgroup option"), 2, "its area and its gemeente");
    let elsewhere = site.html("/kaart?indicator=koopwoningen&niveau=wijk&gebied=GM0622");
    assert!(!elsewhere.has("#indicator option[value=marktbezoek]"));
    assert!(site.html("/indicatoren/marktbezoek").text().contains("Alleen in Schiedam."));
    // Nothing reaches beyond the gemeente: neither Nederland nor the areas together.
    let row = site.html("/gebieden/schiedam-nieuwland-oost").row(MARKET).text();
    assert!(!row.contains("Nederland") && !row.contains("gebieden samen"), "{row}");
    assert!(row.contains("Schiedam"), "{row}");
}
