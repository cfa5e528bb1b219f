//! Pictures of charts: what stands in them is drawn, so they are held against those of a release without the surveys.

use std::sync::Arc;

use wijkwijzer::atlas::Atlas;
use wijkwijzer::ingest::read_geodata;
use wijkwijzer::web::ReleaseState;

use super::survey::{self, GREEN, MARKET, SCHIEDAM, TRUST, VLAARDINGEN};
use super::{editor, site};
use crate::support::{Answer, TestSite};

const KINDS: [&str; 5] = ["verloop", "stippen", "zwerm", "achterstand", "verdeling"];
const PLACES: [&str; 3] = [SCHIEDAM, VLAARDINGEN, "schiedam-nieuwland-oost"];

/// The addresses of all pictures of an indicator.
fn addresses(indicator: &str) -> Vec<String> {
    let of = |kind: &str| PLACES.map(|place| format!("/grafiek/{kind}.png?plaats={place}&indicator={indicator}"));
    KINDS.iter().flat_map(|kind| of(kind)).collect()
}

/// The picture itself; nothing where there is none.
fn picture(answer: Answer) -> Option<Vec<u8>> {
    if !answer.status.is_success() {
        assert!(matches!(answer.status.as_u16(), 400 | 404), "{}: {}", answer.request, answer.status);
        return None;
    }
    assert_eq!(answer.header("content-type"), "image/png", "{}", answer.request);
    Some(answer.body)
}

/// The release as if nobody had given the restricted surveys, under the name and the day that pictures bear.
fn without(public: &Atlas) -> ReleaseState {
    let geodata = survey::geodata(false);
    let dataset = read_geodata(&geodata.path(), &()).unwrap();
    let atlas = Atlas::build(&dataset, &public.release, &public.imported_at, &[]).unwrap();
    ReleaseState::new(Arc::new(atlas), Vec::new())
}

#[test]
fn no_picture_that_everyone_sees_shows_anything_of_a_restricted_indicator() {
    let site = site();
    let without = TestSite::of(without(&site.state().served().atlas)).at("https://wijken.example").with_desk();
    // Those of restricted indicators are not there, also after an editor had them.
    let own = editor(&site, "anna", &[SCHIEDAM]);
    let seen = site.look_at(&addresses(TRUST), &[("cookie", &own.cookies())], |answer| {
        let private = answer.header("cache-control") == "private, no-store" && answer.header("etag").is_empty();
        picture(answer).map(|_| private)
    });
    let drawn: Vec<bool> = seen.into_iter().flatten().collect();
    assert!(drawn.len() > 4 && drawn.iter().all(|private| *private), "{drawn:?}");
    for indicator in [TRUST, GREEN] {
        let found = site.look_at(&addresses(indicator), &[], picture);
        assert!(found.iter().all(Option::is_none), "{indicator}");
    }
    // Those of others are what they are where there is no survey, to the last byte.
    let mut drawn = 0;
    for indicator in ["koopwoningen", MARKET] {
        let paths = addresses(indicator);
        let (here, there) = (site.look_at(&paths, &[], picture), without.look_at(&paths, &[], picture));
        for ((path, here), there) in paths.iter().zip(here).zip(there) {
            drawn += usize::from(here.is_some());
            assert!(here == there, "{path}");
        }
    }
    assert!(drawn > 12, "{drawn} pictures");
}
