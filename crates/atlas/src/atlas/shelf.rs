//! The shelf: practice examples by word and by facet, with counts.
//!
//! Values of one facet widen a choice, facets narrow each other. The count beside a value tells how many examples its
//! choice would show when the other facets stay as they are.

use tantivy::TantivyError;

use crate::domain::{PracticeExample, ThemeFacet, Vocabulary};

use super::words::{WordIndex, Words};

/// The bit of examples outside the focus areas.
pub const OUTSIDE: u32 = 63;

/// What somebody asks for: one bit per value, in the order of the vocabulary (areas in the order of the Atlas). No bit
/// set is no limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Domains of life, by position among all themes.
    pub domains: u64,
    /// Ways of working, by position among all themes.
    pub approaches: u64,
    /// Focus areas, and [`OUTSIDE`].
    pub areas: u64,
    /// Phases.
    pub phases: u64,
    /// Audiences.
    pub audiences: u64,
}

/// How many examples each value would show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Per theme, by position among all themes.
    pub themes: [u32; 64],
    /// Per area, and at [`OUTSIDE`].
    pub areas: [u32; 64],
    /// Per phase.
    pub phases: [u32; 64],
    /// Per audience.
    pub audiences: [u32; 64],
}

impl Default for Counts {
    fn default() -> Self {
        Self { themes: [0; 64], areas: [0; 64], phases: [0; 64], audiences: [0; 64] }
    }
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// Positions of examples: with words by score, else in their own order; each with its score (0 without words).
    pub hits: Vec<(u32, f32)>,
    /// Whether the words were read generously.
    pub close: bool,
    /// Counts per value.
    pub counts: Counts,
}

#[derive(Clone, Copy, Debug, Default)]
struct Marks {
    themes: u64,
    areas: u64,
    phases: u64,
    audiences: u64,
}

/// Examples by word and facet.
#[derive(Debug)]
pub struct Shelf {
    marks: Vec<Marks>,
    /// A word index that could not be made says so when it is asked.
    words: Result<WordIndex, TantivyError>,
    domains: u64,
    approaches: u64,
}

/// What the shelf needs to know about an example besides the example.
#[derive(Clone, Debug, Default)]
pub struct Placed<'a> {
    /// Position of its focus area.
    pub area: Option<u32>,
    /// Name of that area.
    pub area_name: &'a str,
    /// Name of its wijk or buurt.
    pub place_name: &'a str,
}

/// The bit of a position; none beyond 63.
fn bit(position: usize) -> u64 {
    u32::try_from(position).ok().and_then(|at| 1_u64.checked_shl(at)).unwrap_or(0)
}

impl Shelf {
    /// A shelf of `practice`, each placed by `placed`.
    pub fn new<'a>(
        vocabulary: &Vocabulary,
        practice: &[PracticeExample],
        placed: impl Fn(usize, &PracticeExample) -> Placed<'a>,
    ) -> Self {
        let placed: Vec<Placed<'a>> = practice.iter().enumerate().map(|(at, example)| placed(at, example)).collect();
        let facet = |facet: ThemeFacet| {
            let of = vocabulary.themes.iter().enumerate().filter(|(_, theme)| theme.facet == facet);
            of.map(|(at, _)| bit(at)).fold(0, |mask, bit| mask | bit)
        };
        let pairs = || practice.iter().zip(&placed);
        Self {
            marks: pairs().map(|(example, placed)| marks(vocabulary, example, placed)).collect(),
            words: WordIndex::new(pairs().map(|(example, placed)| words(vocabulary, example, placed))),
            domains: facet(ThemeFacet::Leefgebied),
            approaches: facet(ThemeFacet::Aanpak),
        }
    }

    /// The examples that hold the words (all of them without words) and fit the choice.
    ///
    /// # Errors
    /// What the library of the word index reports.
    pub fn search(&self, words: &str, choice: &Choice) -> Result<Answer, TantivyError> {
        let mut answer = Answer::default();
        if words.trim().is_empty() {
            for at in 0..u32::try_from(self.marks.len()).unwrap_or(u32::MAX) {
                self.take(at, 0.0, choice, &mut answer);
            }
        } else {
            let found = self.words.as_ref().map_err(Clone::clone)?.find(words)?;
            answer.close = found.close;
            for (at, score) in found.hits {
                self.take(at, score, choice, &mut answer);
            }
        }
        Ok(answer)
    }

    /// Counts an example, and keeps it when it fits every facet.
    fn take(&self, at: u32, score: f32, choice: &Choice, answer: &mut Answer) {
        let Some(marks) = self.marks.get(at as usize) else { return };
        let fits = |chosen: u64, own: u64| chosen == 0 || chosen & own != 0;
        let facets = [
            fits(choice.domains, marks.themes),
            fits(choice.approaches, marks.themes),
            fits(choice.areas, marks.areas),
            fits(choice.phases, marks.phases),
            fits(choice.audiences, marks.audiences),
        ];
        let missed = facets.iter().filter(|fits| !**fits).count();
        if missed == 0 {
            answer.hits.push((at, score));
        }
        if missed > 1 {
            return;
        }
        let [domains, approaches, areas, phases, audiences] = facets.map(|fits| missed == 0 || !fits);
        let counts = &mut answer.counts;
        let themes = if domains { self.domains } else { 0 } | if approaches { self.approaches } else { 0 };
        add(&mut counts.themes, marks.themes & themes);
        add(&mut counts.areas, if areas { marks.areas } else { 0 });
        add(&mut counts.phases, if phases { marks.phases } else { 0 });
        add(&mut counts.audiences, if audiences { marks.audiences } else { 0 });
    }
}

/// Adds one at every bit that is set.
fn add(counts: &mut [u32; 64], mut mask: u64) {
    while mask != 0 {
        if let Some(count) = counts.get_mut(mask.trailing_zeros() as usize) {
            *count += 1;
        }
        mask &= mask - 1;
    }
}

fn marks(vocabulary: &Vocabulary, example: &PracticeExample, placed: &Placed<'_>) -> Marks {
    let theme = |id: &String| vocabulary.themes.iter().position(|theme| theme.id == *id).map_or(0, bit);
    let audience = |id: &String| vocabulary.audiences.iter().position(|term| term.id == *id).map_or(0, bit);
    let all = |bits: u64, bit: u64| bits | bit;
    Marks {
        themes: example.themes.iter().map(theme).fold(0, all),
        areas: bit(placed.area.unwrap_or(OUTSIDE) as usize),
        phases: vocabulary.phases.iter().position(|term| term.id == example.phase).map_or(0, bit),
        audiences: example.audience.iter().map(audience).fold(0, all),
    }
}

fn words(vocabulary: &Vocabulary, example: &PracticeExample, placed: &Placed<'_>) -> Words {
    let themes = || example.themes.iter().filter_map(|id| vocabulary.theme(id)).map(|theme| &theme.label);
    let details = || [&example.effect, &example.conditions].into_iter().flatten();
    let join = |parts: &mut dyn Iterator<Item = &str>| parts.collect::<Vec<_>>().join(". ");
    let texts = || std::iter::once(&example.summary).chain(details()).chain(themes());
    // What a visitor wrote is found by every word, also beyond the part that lists show.
    let whole = || example.sent_in.iter().map(|sent_in| sent_in.body.as_str());
    Words {
        title: example.title.nl.clone(),
        dutch: join(&mut texts().map(|text| text.nl.as_str()).chain(whole())),
        english: join(&mut std::iter::once(&example.title).chain(texts()).map(|text| text.en.as_str()).chain(whole())),
        names: join(
            &mut [&example.organisation, &example.city, &example.neighbourhood]
                .into_iter()
                .map(String::as_str)
                .chain([placed.area_name, placed.place_name]),
        ),
    }
}
