//! Pages, answers of the API and tiles through everything but the socket: routing, layers, handler, the whole body.
#![allow(missing_docs, reason = "macros of criterion")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a bench may panic")]

#[path = "../tests/support/mod.rs"]
mod support;

use criterion::{Criterion, criterion_group, criterion_main};
use support::TestSite;

/// Places of a comparison.
const SIX: [&str; 6] = ["utrecht-overvecht", "heerlen-noord", "GM0344", "tilburg-noordwest", "breda-noord", "GM0363"];

fn benches(criterion: &mut Criterion) {
    let site = TestSite::shipped();
    let atlas = support::release::atlas();
    let release = atlas.release.clone();
    let codes = &atlas.base().buurt.codes;
    // Too long to be part of a key: a finished profile is not kept for it, so every one is made anew.
    let anew = format!("text/html,{}", "x".repeat(300));
    let ask = |path: &str| {
        // Pages are compressed once and kept; what is timed here is their making.
        let encoding = if path.starts_with("/tiles/") { "gzip" } else { "identity" };
        site.get_with(path, &[("accept-encoding", encoding), ("accept", &anew)]).good().body.len()
    };
    let mut group = criterion.benchmark_group("pages");
    group.sample_size(10);
    for (name, path) in [
        ("home", "/".to_owned()),
        ("profile of a focus area", "/gebieden/utrecht-overvecht".to_owned()),
        ("profile of a gemeente", "/gemeenten/GM0363".to_owned()),
        ("profile of a wijk", "/wijken/WK034403".to_owned()),
        ("profile of a buurt", "/buurten/BU03440311".to_owned()),
        ("comparison of six", format!("/vergelijk?{}", SIX.map(|key| format!("gebied={key}")).join("&"))),
        ("drill of a buurt", "/drill?plaats=BU03440311&vorm=fragment".to_owned()),
        ("map by wijk", "/kaart?indicator=koopwoningen&niveau=wijk&periode=2024".to_owned()),
        ("values of all buurten", "/api/v1/values/koopwoningen/2024/buurt".to_owned()),
        ("a tile", format!("/tiles/{release}/2024/10/526/336.mvt")),
        ("a joined tile that is kept", format!("/tiles/{release}/2024/koopwoningen/2024/10/526/336.mvt")),
    ] {
        group.bench_function(name, |b| b.iter(|| ask(&path)));
    }
    // Another selection of 500 each time, hardly a wijk of it whole: nothing of it was kept.
    let mut first = 0;
    group.bench_function("profile of an own area of 500 buurten", |b| {
        b.iter(|| {
            first = (first + 7) % 6_000;
            let members: Vec<_> = codes.iter().skip(first).step_by(2).take(500).copied().collect();
            let members = atlas.selection(&members).unwrap();
            let query: Vec<String> = members.iter().map(|code| format!("code={code}")).collect();
            ask(&format!("/eigen-gebied?{}", query.join("&")))
        });
    });
    group.finish();
}

criterion_group!(pages, benches);
criterion_main!(pages);
