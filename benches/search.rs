//! The list of practice over 10,000 generated examples, whole as a page shows it, and the drill among those of the release.
#![allow(missing_docs, reason = "macros of criterion")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a bench may panic")]
#![allow(dead_code, reason = "a part of the shared helpers is used")]

#[path = "../tests/support/release.rs"]
mod release;

use criterion::{Criterion, criterion_group, criterion_main};
use wijkwijzer::atlas::{Atlas, Content};
use wijkwijzer::domain::{Lang, NOT_ASSESSED, PlacePrecision, PracticeExample, Text};
use wijkwijzer::views::place::named;
use wijkwijzer::views::practice::{DrillQuery, ListQuery, Sort, drill, list, seen};

/// Words of which texts are made; a word occurs the more rarely the further it stands back, as in any language.
const WORDS: [&str; 40] = [
    "bewoners",
    "wijk",
    "buurt",
    "jongeren",
    "school",
    "woningen",
    "gemeente",
    "samen",
    "hulp",
    "werk",
    "ouderen",
    "veiligheid",
    "gezondheid",
    "schulden",
    "renovatie",
    "corporatie",
    "vrijwilligers",
    "ontmoeting",
    "groen",
    "plein",
    "energie",
    "ouders",
    "taal",
    "sport",
    "armoede",
    "overlast",
    "participatie",
    "budget",
    "cultuur",
    "speeltuin",
    "wijkteam",
    "huisarts",
    "eenzaamheid",
    "stage",
    "bibliotheek",
    "moestuin",
    "mentor",
    "voedselbank",
    "isolatie",
    "buurthuis",
];

/// A generator that gives the same examples every time (xorshift).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % below
    }

    fn word(&mut self) -> String {
        let (first, second) = (self.roll(WORDS.len()), self.roll(WORDS.len()));
        let word = WORDS[first.min(second)];
        // Every fifth word carries an ending of its own, so that the index has many thousands of terms.
        if self.roll(5) == 0 { format!("{word}{}", self.roll(3000)) } else { word.to_owned() }
    }

    fn text(&mut self, words: usize) -> Text {
        let nl = (0..words).map(|_| self.word()).collect::<Vec<_>>().join(" ");
        Text { en: nl.clone(), nl }
    }
}

/// An example with themes, phase, audience and buurt of the release, every third in a focus area.
fn example(at: usize, dice: &mut Dice, atlas: &Atlas) -> PracticeExample {
    let words = &atlas.vocabulary;
    let codes = &atlas.base().buurt.codes;
    let area = at.is_multiple_of(3).then(|| &atlas.areas[dice.roll(atlas.areas.len())]);
    let place = match area {
        Some(area) => area.place.buurten[dice.roll(area.place.buurten.len())] as usize,
        None => dice.roll(codes.len()),
    };
    PracticeExample {
        id: format!("gen-{at:05}"),
        title: dice.text(6),
        summary: dice.text(30),
        source_url: String::new(),
        organisation: dice.word(),
        published: format!("20{:02}", dice.roll(26)),
        city: format!("plaats{}", dice.roll(300)),
        neighbourhood: format!("wijk{}", dice.roll(2000)),
        area: area.map(|area| area.area.slug.clone()),
        place: Some(codes[place]),
        division: None,
        written_about: None,
        point: None,
        precision: PlacePrecision::Buurt,
        from: String::new(),
        until: String::new(),
        effect: Some(dice.text(8)),
        conditions: None,
        evidence: NOT_ASSESSED.to_owned(),
        themes: (0..=dice.roll(3)).map(|_| words.themes[dice.roll(words.themes.len())].id.clone()).collect(),
        audience: vec![words.audiences[dice.roll(words.audiences.len())].id.clone()],
        phase: words.phases[dice.roll(words.phases.len())].id.clone(),
        inferred: Vec::new(),
        featured: true,
        figures_unverified: false,
        same_as: Vec::new(),
        sent_in: None,
    }
}

fn benches(criterion: &mut Criterion) {
    let atlas = release::atlas();
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let practice: Vec<PracticeExample> = (0..10_000).map(|at| example(at, &mut dice, &atlas)).collect();
    let content = Content::new(&atlas, 0, practice, Vec::new(), Vec::new());
    let from = |key: &str| seen(&atlas, &content, named(&atlas, key, Lang::Nl).unwrap());
    let overvecht = from("utrecht-overvecht");
    let none = ListQuery { page: 1, ..ListQuery::default() };
    let facets = ListQuery {
        domains: atlas.vocabulary.themes.iter().take(2).map(|theme| theme.id.clone()).collect(),
        phases: vec![atlas.vocabulary.phases[0].id.clone()],
        ..none.clone()
    };
    let with = |words: &str, query: &ListQuery| ListQuery { words: words.to_owned(), ..query.clone() };
    // The whole list as a page shows it: words, facets with their counts, order, cards of the page, spots of the map.
    for (name, query, place) in [
        ("no words, no facets", none.clone(), None),
        ("no words, two facets", facets.clone(), None),
        ("a frequent word", with("bewoners", &none), None),
        ("two words, two facets", with("jongeren school", &facets), None),
        ("the beginning of a word", with("ener", &facets), None),
        ("a typing error", with("voedselbnak", &facets), None),
        ("nothing", with("qqqqqqqqq", &none), None),
        ("two facets, seen from an area", facets.clone(), Some(&overvecht)),
        ("two facets, nearest first", ListQuery { sort: Sort::Distance, ..facets.clone() }, Some(&overvecht)),
    ] {
        let ask = || list(&atlas, &content, &query, place).unwrap();
        criterion.bench_function(&format!("search 10,000: {name}"), |b| b.iter(ask));
    }
    // The drill of a place among the examples of the release: nothing of it is made beforehand for a buurt.
    let own = Content::of(&atlas);
    for (name, key) in
        [("a buurt", "BU03440311"), ("a focus area", "utrecht-overvecht"), ("an own place", "eigen_0344-03-04.11")]
    {
        let ask = || {
            let place = seen(&atlas, &own, named(&atlas, key, Lang::Nl).unwrap());
            drill(&atlas, &own, place, DrillQuery::default())
        };
        criterion.bench_function(&format!("drill: {name}"), |b| b.iter(ask));
    }
    criterion.bench_function("publish one example", |b| {
        b.iter(|| own.with_sent_in(&atlas, 1, vec![example(0, &mut Dice(1), &atlas)]));
    });
}

criterion_group! { name = search; config = Criterion::default().sample_size(20); targets = benches }
criterion_main!(search);
