//! Search with facets over 10,000 generated examples: words, facets and counts together.
#![allow(missing_docs, reason = "macros of criterion")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a bench may panic")]

use criterion::{Criterion, criterion_group, criterion_main};
use wijkwijzer::atlas::shelf::{Choice, Placed, Shelf};
use wijkwijzer::domain::{NOT_ASSESSED, PlacePrecision, PracticeExample, Term, Text, Theme, ThemeFacet, Vocabulary};

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

fn vocabulary() -> Vocabulary {
    let label = |id: &str| Text { nl: id.to_owned(), en: id.to_owned() };
    let theme = |at: usize| Theme {
        id: format!("thema-{at}"),
        label: label(WORDS[at]),
        facet: if at < 9 { ThemeFacet::Leefgebied } else { ThemeFacet::Aanpak },
        definition: Text::default(),
        indicator_themes: Vec::new(),
        signals: Vec::new(),
        note: None,
    };
    let term = |prefix: &str, at: usize| Term { id: format!("{prefix}-{at}"), label: label(prefix) };
    Vocabulary {
        themes: (0..12).map(theme).collect(),
        phases: (0..4).map(|at| term("fase", at)).collect(),
        audiences: (0..3).map(|at| term("doelgroep", at)).collect(),
        ..Vocabulary::default()
    }
}

fn example(at: usize, dice: &mut Dice) -> PracticeExample {
    PracticeExample {
        id: format!("pe-{at:05}"),
        title: dice.text(6),
        summary: dice.text(30),
        source_url: String::new(),
        organisation: dice.word(),
        published: format!("20{:02}", dice.roll(26)),
        city: format!("plaats{}", dice.roll(300)),
        neighbourhood: format!("wijk{}", dice.roll(2000)),
        area: None,
        place: None,
        point: None,
        precision: PlacePrecision::Onbekend,
        from: String::new(),
        until: String::new(),
        effect: Some(dice.text(8)),
        conditions: None,
        evidence: NOT_ASSESSED.to_owned(),
        themes: (0..=dice.roll(3)).map(|_| format!("thema-{}", dice.roll(12))).collect(),
        audience: vec![format!("doelgroep-{}", dice.roll(3))],
        phase: format!("fase-{}", dice.roll(4)),
        inferred: Vec::new(),
        featured: true,
        figures_unverified: false,
        same_as: Vec::new(),
        sent_in: None,
    }
}

fn benches(criterion: &mut Criterion) {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let practice: Vec<PracticeExample> = (0..10_000).map(|at| example(at, &mut dice)).collect();
    let words = vocabulary();
    let placed = |at: usize, _: &PracticeExample| Placed {
        area: u32::try_from(at % 25).ok().filter(|area| *area < 20),
        ..Placed::default()
    };
    let shelf = Shelf::new(&words, &practice, placed);
    let none = Choice::default();
    let facets = Choice { domains: 0b11, phases: 0b1, ..none };
    let cases: [(&str, &str, &Choice); 7] = [
        ("no words, no facets", "", &none),
        ("no words, two facets", "", &facets),
        ("a frequent word", "bewoners", &none),
        ("two words, two facets", "jongeren school", &facets),
        ("the beginning of a word", "ener", &facets),
        ("a typing error", "voedselbnak", &facets),
        ("nothing", "qqqqqqqqq", &none),
    ];
    for (name, query, choice) in cases {
        criterion
            .bench_function(&format!("search 10,000: {name}"), |b| b.iter(|| shelf.search(query, choice).unwrap()));
    }
    criterion.bench_function("index 149", |b| b.iter(|| Shelf::new(&words, &practice[..149], placed)));
}

criterion_group! { name = search; config = Criterion::default().sample_size(20); targets = benches }
criterion_main!(search);
