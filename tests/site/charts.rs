//! Charts at addresses of their own: forms, refusals, frames.

use axum::http::StatusCode;
use resvg::usvg::roxmltree::Document;
use wijkwijzer::charts::{PNG_WIDTHS, PngError, png};

use crate::support::{TestSite, release};

const CHARTS: [(&str, &str); 8] = [
    ("verloop", "?plaats=utrecht-overvecht&indicator=eenzaam"),
    ("achterstand", "?plaats=utrecht-overvecht&indicator=eenzaam"),
    ("stippen", "?plaats=utrecht-overvecht&indicator=koopwoningen"),
    ("zwerm", "?plaats=utrecht-overvecht&indicator=koopwoningen"),
    ("verdeling", "?plaats=utrecht-overvecht&indicator=koopwoningen"),
    ("leeftijd", "?plaats=utrecht-overvecht"),
    ("verloop", "?plaats=utrecht-overvecht&plaats=GM0344&plaats=BU03440311&indicator=misdrijven_per_1000"),
    ("verdeling", "?indicator=stedelijkheid&niveau=buurt"),
];

fn svg(site: &TestSite, kind: &str, query: &str) -> String {
    let answer = site.get(&format!("/grafiek/{kind}.svg{query}&lang=nl"));
    assert_eq!(answer.status, StatusCode::OK, "{kind}{query}: {}", answer.text());
    assert_eq!(answer.header("content-type"), "image/svg+xml; charset=utf-8");
    answer.text().to_owned()
}

#[test]
fn every_chart_is_well_formed_and_says_what_it_shows() {
    let site = TestSite::shipped();
    for (kind, query) in CHARTS {
        for form in ["", "&formaat=smal"] {
            let svg = svg(&site, kind, &format!("{query}{form}"));
            let document = Document::parse(&svg).unwrap_or_else(|error| panic!("{kind}{query}: {error}"));
            let text = |name: &str| {
                let node = document.descendants().find(|node| node.has_tag_name(("http://www.w3.org/2000/svg", name)));
                node.and_then(|node| node.text()).unwrap_or_default().to_owned()
            };
            assert!(text("title").len() > 20 && text("desc").len() > 25, "{kind}{query}");
            assert!(svg.contains("class=\"fig-source\"") && svg.contains("Bron: "), "{kind}{query} names no source");
            assert!(!svg.contains(" fill=") && !svg.contains(" style="), "{kind}{query} has a colour in its drawing");
        }
    }
}

#[test]
fn every_chart_looks_as_it_was_reviewed() {
    let site = TestSite::shipped();
    let release = &release::atlas().release;
    for (kind, query) in CHARTS.into_iter().take(6) {
        let svg = svg(&site, kind, query).replace(release.as_str(), "RELEASE");
        let drawing = svg.split("</style>").nth(1).expect("a file has styles");
        insta::assert_snapshot!(format!("chart_{kind}"), drawing.replace("><", ">\n<"));
    }
}

#[test]
fn every_chart_has_a_page_with_its_figures_its_files_and_its_source() {
    let site = TestSite::shipped();
    for (kind, query) in CHARTS {
        for lang in ["nl", "en"] {
            let html = site.html(&format!("/grafiek/{kind}{query}&lang={lang}"));
            assert_eq!(html.count("h1"), 1, "{kind}{query}");
            assert_eq!(html.count("svg.fig"), 2, "{kind}{query}: wide and narrow");
            assert!(html.has("table.table tbody tr"), "{kind}{query} lacks its figures");
            for file in [".svg?", ".png?", ".csv?"] {
                assert!(html.has(&format!("a[href*=\"{file}\"]")), "{kind}{query} lacks {file}");
            }
            let text = html.text_of("main");
            assert!(
                text.contains("<iframe")
                    || html
                        .all("textarea, input")
                        .iter()
                        .any(|field| { format!("{}{}", field.typed(), field.attribute("value")).contains("<iframe") }),
                "{kind}{query} cannot be embedded"
            );
            assert!(!html.has("[style]"), "{kind}{query}");
        }
    }
}

#[test]
fn the_figures_of_a_chart_are_those_of_its_page_in_every_form() {
    let site = TestSite::shipped();
    let query = "?plaats=utrecht-overvecht&indicator=koopwoningen&lang=nl";
    let json = site.get(&format!("/grafiek/stippen.json{query}")).json();
    let first = &json["rows"][0];
    assert!(first[0].as_str().expect("a name").contains("Overvecht"));
    let value = first[1].as_f64().expect("a figure");
    let dutch = format!("{value}").replace('.', ",");
    let csv = site.get(&format!("/grafiek/stippen.csv{query}"));
    assert!(csv.text().starts_with('\u{feff}') && csv.text().contains(&format!(";{dutch};")), "{}", csv.text());
    assert!(site.html(&format!("/grafiek/stippen{query}")).one("table.table").text().contains(&format!("{dutch}%")));
    assert!(svg(&site, "stippen", query.trim_end_matches("&lang=nl")).contains(&format!("{dutch}%")));
}

#[test]
fn a_picture_is_as_wide_as_asked_for_or_the_answer_says_that_this_machine_has_no_font() {
    let site = TestSite::shipped();
    let (kind, query) = CHARTS[2];
    // Asked of the drawing itself, so that a page that refuses pictures without need is found out.
    let has_font = !matches!(png("<svg xmlns='http://www.w3.org/2000/svg'/>", 1), Err(PngError::NoFont));
    for width in PNG_WIDTHS {
        let answer = site.get(&format!("/grafiek/{kind}.png{query}&breedte={width}"));
        if has_font {
            assert_eq!(answer.header("content-type"), "image/png");
            assert!(answer.body.starts_with(b"\x89PNG"));
            let stated = u32::from_be_bytes(answer.body[16..20].try_into().expect("four bytes"));
            assert_eq!(stated, width);
        } else {
            assert_eq!(answer.status, StatusCode::NOT_IMPLEMENTED, "{}", answer.text());
        }
    }
    assert_eq!(site.get(&format!("/grafiek/{kind}.png{query}&breedte=99999")).status, StatusCode::BAD_REQUEST);
}

#[test]
fn only_pages_for_embedding_may_be_framed() {
    let site = TestSite::shipped();
    let (kind, query) = CHARTS[0];
    let embedded = site.get(&format!("/insluiten/{kind}{query}"));
    assert_eq!(embedded.status, StatusCode::OK);
    assert!(embedded.header("content-security-policy").ends_with("frame-ancestors *"));
    assert_eq!(embedded.header("x-frame-options"), "");
    for path in
        [format!("/grafiek/{kind}{query}"), format!("/grafiek/{kind}.svg{query}"), "/".to_owned(), "/kaart".to_owned()]
    {
        let answer = site.get(&path);
        assert!(answer.header("content-security-policy").ends_with("frame-ancestors 'none'"), "{path}");
        assert_eq!(answer.header("x-frame-options"), "DENY", "{path}");
    }
}

#[test]
fn a_drawing_may_use_its_own_styles_and_nothing_else() {
    let site = TestSite::shipped();
    let (kind, query) = CHARTS[0];
    let answer = site.get(&format!("/grafiek/{kind}.svg{query}"));
    let policy = answer.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-") && !policy.contains("unsafe"), "{policy}");
    assert!(!answer.text().contains("<script") && !answer.text().contains("url("));
}

#[test]
fn a_chart_that_does_not_exist_says_so_and_what_there_is() {
    let site = TestSite::shipped();
    let refused = |path: &str, status: StatusCode| {
        let answer = site.get_with(path, &[("accept", "application/json")]);
        assert_eq!(answer.status, status, "{path}: {}", answer.text());
        answer.text().to_owned()
    };
    let (gone, bad) = (StatusCode::NOT_FOUND, StatusCode::BAD_REQUEST);
    assert!(refused("/grafiek/taart.svg?plaats=GM0344", gone).contains("taart"));
    assert!(
        refused("/grafiek/stippen.svg?plaats=utrecht-overvegt&indicator=koopwoningen", gone)
            .contains("plaats=utrecht-overvecht")
    );
    assert!(
        refused("/grafiek/stippen.svg?plaats=GM0344&indicator=koopwoning", gone).contains("indicator=koopwoningen")
    );
    assert!(
        refused("/grafiek/stippen.svg?plaats=GM0344&indicator=koopwoningen&periode=1950", gone)
            .contains("periode=2024")
    );
    assert!(refused("/grafiek/verloop.svg?plaats=GM0344&indicator=stedelijkheid", gone).contains("klasse"));
    assert!(refused("/grafiek/achterstand.svg?plaats=utrecht-overvecht&indicator=inwoners", gone).contains("aantal"));
    assert!(refused("/grafiek/zwerm.svg?indicator=koopwoningen&niveau=buurt", gone).contains("gemeente"));
    assert!(refused("/grafiek/stippen.svg?indicator=koopwoningen", bad).contains("plaats"));
    assert!(refused("/grafiek/stippen.svg?plaats=GM0344", bad).contains("koopwoningen"));
    assert!(refused("/grafiek/stippen.svg?plaats=GM0344&plaats=GM0344&indicator=koopwoningen", bad).contains("GM0344"));
    let seven = "plaats=GM0344&plaats=GM0363&plaats=GM0599&plaats=GM0518&plaats=GM0014&plaats=GM0772&plaats=GM0855";
    refused(&format!("/grafiek/stippen.svg?{seven}&indicator=koopwoningen"), bad);
    refused("/grafiek/stippen?plaats=GM0344&indicator=koopwoningen&kleur=rood", bad);
    refused("/grafiek/stippen?plaats=GM0344&indicator=koopwoningen&niveau=land", bad);
}

#[test]
fn every_chart_of_every_indicator_is_drawn_or_refused_in_words() {
    let site = TestSite::shipped();
    let atlas = release::atlas();
    for indicator in &atlas.catalogue.indicators {
        for kind in ["verloop", "achterstand", "stippen", "zwerm", "verdeling"] {
            for place in ["breda-noord", "GM0995", "BU03440311"] {
                let path = format!("/grafiek/{kind}.svg?plaats={place}&indicator={}", indicator.id);
                let answer = site.get_with(&path, &[("accept", "application/json")]);
                match answer.status {
                    StatusCode::OK => assert!(Document::parse(answer.text()).is_ok(), "{path}"),
                    status => assert_eq!(status, StatusCode::NOT_FOUND, "{path}: {}", answer.text()),
                }
            }
        }
    }
}
