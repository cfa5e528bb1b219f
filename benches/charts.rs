//! Charts at full size and the small marks in table rows, over the shipped release.
#![allow(missing_docs, reason = "macros of criterion")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a bench may panic")]
#![allow(dead_code, reason = "a part of the shared helpers is used")]

#[path = "../tests/support/release.rs"]
mod release;

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use wijkwijzer::charts::{Dress, Form, Imprint, Sheet, draw, png, sparkline, strip, words};
use wijkwijzer::domain::{Lang, Level};
use wijkwijzer::views::chart::{Chart, ChartKind, ChartQuery};
use wijkwijzer::views::profile;

const CASES: [(ChartKind, &str, &str, Option<Level>); 7] = [
    (ChartKind::Trend, "utrecht-overvecht", "eenzaam", None),
    (ChartKind::Gap, "utrecht-overvecht", "eenzaam", None),
    (ChartKind::Dots, "utrecht-overvecht", "koopwoningen", None),
    (ChartKind::Swarm, "utrecht-overvecht", "koopwoningen", None),
    (ChartKind::Swarm, "WK034403", "koopwoningen", Some(Level::Wijk)),
    (ChartKind::Histogram, "utrecht-overvecht", "koopwoningen", None),
    (ChartKind::Ages, "utrecht-overvecht", "", None),
];

fn benches(criterion: &mut Criterion) {
    let atlas = release::atlas();
    let place = atlas.place_of_area(atlas.area("utrecht-overvecht").unwrap().0).unwrap();
    let profile = profile::build(&atlas, place, Lang::Nl).unwrap();
    let row = profile.row("koopwoningen").unwrap();
    criterion.bench_function("mark: strip", |b| b.iter(|| strip(black_box(row), "Spreiding van de buurten")));
    criterion.bench_function("mark: sparkline", |b| b.iter(|| sparkline(black_box(row), "Verloop")));
    for (kind, place, indicator, level) in CASES {
        let query = ChartQuery {
            places: vec![place.to_owned()],
            indicator: (!indicator.is_empty()).then(|| indicator.to_owned()),
            period: None,
            level,
            lang: Lang::Nl,
        };
        let name = format!("{}{}", kind.as_str(), level.map_or(String::new(), |level| format!(" per {level}")));
        criterion.bench_function(&format!("view: {name}"), |b| b.iter(|| Chart::build(&atlas, kind, &query).unwrap()));
        let chart = Chart::build(&atlas, kind, &query).unwrap();
        let sources = chart.sources(&atlas);
        let imprint = Imprint { lang: Lang::Nl, sources: &sources, release: &atlas.release };
        let sheet = Sheet { form: Form::Wide, dress: Dress::File };
        criterion.bench_function(&format!("chart: {name}"), |b| {
            b.iter(|| draw(&chart, &words(&chart, &imprint), Lang::Nl, sheet).unwrap());
        });
    }
    let query = ChartQuery { places: vec!["utrecht-overvecht".to_owned()], ..ChartQuery::default() };
    let chart = Chart::build(&atlas, ChartKind::Ages, &query).unwrap();
    let imprint = Imprint { lang: Lang::Nl, sources: &[], release: &atlas.release };
    let picture = Sheet { form: Form::Wide, dress: Dress::Picture };
    let svg = draw(&chart, &words(&chart, &imprint), Lang::Nl, picture).unwrap();
    let mut group = criterion.benchmark_group("picture");
    group.sample_size(10);
    group.bench_function("png of 1200", |b| b.iter(|| png(&svg, 1200)));
    group.finish();
}

criterion_group!(charts, benches);
criterion_main!(charts);
