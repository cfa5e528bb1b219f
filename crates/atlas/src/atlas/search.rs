//! Places by name and code.

use serde::{Deserialize, Serialize};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::domain::{Level, RegionCode};

use super::{AreaAtlas, VintageAtlas};

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum HitKind {
    /// A focus area, by slug.
    Area(String),
    /// A gemeente, wijk or buurt of the base vintage.
    Region(RegionCode),
}

/// One place found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// What it is.
    pub kind: HitKind,
    /// Its name.
    pub name: String,
    /// Name of its gemeente; empty for a gemeente.
    pub context: String,
}

impl Hit {
    /// The slug or code.
    pub fn key(&self) -> &str {
        match &self.kind {
            HitKind::Area(slug) => slug,
            HitKind::Region(code) => code.as_str(),
        }
    }

    /// Focus areas first, then from large to small.
    const fn order(&self) -> u8 {
        match &self.kind {
            HitKind::Area(_) => 0,
            HitKind::Region(code) => match code.level() {
                Level::Land | Level::Gemeente => 1,
                Level::Wijk => 2,
                Level::Buurt => 3,
            },
        }
    }
}

/// An index over the names and codes of all places of the base vintage.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SearchIndex {
    /// Folded name and context, then the place.
    entries: Vec<(String, Hit)>,
    /// The same of places that the base vintage has no more.
    former: Vec<(String, Hit)>,
}

/// Lower case without diacritics; anything that is no letter or digit becomes one space.
pub fn fold(text: &str) -> String {
    let plain: String = text
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl SearchIndex {
    pub(super) fn new(base: &VintageAtlas, areas: &[AreaAtlas]) -> Self {
        let mut entries = Vec::new();
        for area in areas {
            let hit = Hit {
                kind: HitKind::Area(area.area.slug.to_string()),
                name: area.area.name.clone(),
                context: area.area.gemeente_name.clone(),
            };
            entries.push((fold(&hit.name), hit));
        }
        for level in Level::MAPPED {
            let Some(regions) = base.level(level) else { continue };
            for (index, &code) in regions.codes.iter().enumerate() {
                let gemeente = if level == Level::Gemeente { None } else { code.gemeente() };
                let context = gemeente.and_then(|code| base.name(code)).unwrap_or_default().to_owned();
                let name = regions.name(index).to_owned();
                entries.push((fold(&name), Hit { kind: HitKind::Region(code), name, context }));
            }
        }
        Self { entries, former: Vec::new() }
    }

    /// Sets the places of other divisions whose code the base vintage lacks.
    pub(super) fn set_former(&mut self, places: Vec<Hit>) {
        self.former = places.into_iter().map(|hit| (fold(&hit.name), hit)).collect();
    }

    /// The best `limit` of the places that are no more; they have stories, no figures.
    pub fn find_former(&self, query: &str, limit: usize) -> Vec<Hit> {
        best(&self.former, query, limit)
    }

    /// The best `limit` places for `query`: an exact code or name first, then names that begin with it, then names of
    /// which a word begins with every word of the query (words of the gemeente count too).
    pub fn find(&self, query: &str, limit: usize) -> Vec<Hit> {
        best(&self.entries, query, limit)
    }

    /// Places that `text` may have meant: by edit distance to codes, slugs and names.
    pub fn suggest(&self, text: &str, limit: usize) -> Vec<Hit> {
        let folded = fold(text);
        let letters = Letters::of(&folded);
        // The bound is cheap and leaves a few names of a hundred for the distance, which is not.
        let to = |name: &str| strsim::osa_distance(name, &folded);
        let distance = |(name, hit): &(String, Hit)| {
            let by_name = letters.may_be_near(name.chars()).then(|| to(name));
            // A code or slug is plain: it is folded letter by letter to be counted, and as a whole only where it is near.
            let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { ' ' };
            let by_key = letters.may_be_near(hit.key().chars().map(plain)).then(|| to(&fold(hit.key())));
            by_name.into_iter().chain(by_key).min()
        };
        let mut near: Vec<(usize, u8, &Hit)> = self
            .entries
            .iter()
            .filter_map(|entry| Some((distance(entry)?, entry.1.order(), &entry.1)))
            .filter(|&(distance, ..)| distance <= FARTHEST)
            .collect();
        near.sort_by_key(|&(distance, order, hit)| (distance, order, hit.key()));
        near.into_iter().take(limit).map(|(_, _, hit)| hit.clone()).collect()
    }
}

/// The best `limit` of some entries.
fn best(entries: &[(String, Hit)], query: &str, limit: usize) -> Vec<Hit> {
    let folded = fold(query);
    if folded.is_empty() {
        return Vec::new();
    }
    let words: Vec<&str> = folded.split(' ').collect();
    let mut found: Vec<(u8, u8, usize, &Hit)> = entries
        .iter()
        .filter_map(|(name, hit)| Some((score(name, hit, &folded, &words)?, hit.order(), name.len(), hit)))
        .collect();
    found.sort_by_key(|&(score, order, len, hit)| (score, order, len, hit.key()));
    found.into_iter().take(limit).map(|(_, _, _, hit)| hit.clone()).collect()
}

/// Edits between what was typed and what may be meant, at most.
const FARTHEST: usize = 3;

/// Kinds of letters that are told apart when they are counted.
const KINDS: usize = 64;

/// How often each letter stands in a text: an edit changes one letter for one other at most, so that the letters that
/// one of two texts has more often bound their distance from below (the bag distance; Bartolini, Ciaccia and Patella,
/// "String matching with metric trees using an approximate distance", 2002). Two letters that are counted as one make
/// the bound lower, never wrong.
struct Letters {
    counts: [u16; KINDS],
    length: usize,
}

impl Letters {
    fn of(text: &str) -> Self {
        let mut letters = Self { counts: [0; KINDS], length: 0 };
        for letter in text.chars() {
            if let Some(count) = letters.counts.get_mut(letter as usize % KINDS) {
                *count = count.saturating_add(1);
            }
            letters.length += 1;
        }
        letters
    }

    /// Whether `other` can be within [`FARTHEST`] edits.
    fn may_be_near(&self, other: impl Iterator<Item = char> + Clone) -> bool {
        let length = other.clone().count();
        if length.abs_diff(self.length) > FARTHEST {
            return false;
        }
        let mut left = self.counts;
        let mut shared = 0;
        for letter in other {
            if let Some(count) = left.get_mut(letter as usize % KINDS)
                && *count > 0
            {
                *count -= 1;
                shared += 1;
            }
        }
        length.max(self.length) - shared <= FARTHEST
    }
}

fn score(name: &str, hit: &Hit, folded: &str, words: &[&str]) -> Option<u8> {
    if hit.key().eq_ignore_ascii_case(folded) || name == folded {
        return Some(0);
    }
    if name.starts_with(folded) {
        return Some(1);
    }
    let begins = |text: &str, word: &str| text.split(' ').any(|part| part.starts_with(word));
    if words.iter().all(|word| begins(name, word)) {
        return Some(2);
    }
    // The gemeente is folded where it can matter only: of thousands of names a few begin with one of the words.
    if !words.iter().any(|word| begins(name, word)) {
        return None;
    }
    let context = fold(&hit.context);
    words.iter().all(|word| begins(name, word) || begins(&context, word)).then_some(3)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index() -> SearchIndex {
        let hit =
            |kind, name: &str, context: &str| (fold(name), Hit { kind, name: name.into(), context: context.into() });
        SearchIndex {
            entries: vec![
                hit(HitKind::Area("utrecht-overvecht".into()), "Utrecht Overvecht", "Utrecht"),
                hit(HitKind::Region("WK034403".parse().unwrap()), "Overvecht", "Utrecht"),
                hit(HitKind::Region("BU00900106".parse().unwrap()), "Fûgelkamp", "Smallingerland"),
                hit(HitKind::Region("GM0344".parse().unwrap()), "Utrecht", ""),
            ],
            former: Vec::new(),
        }
    }

    #[test]
    fn a_code_finds_its_place_in_any_case() {
        assert_eq!(index().find("wk034403", 5)[0].name, "Overvecht");
    }

    #[test]
    fn diacritics_and_case_do_not_matter() {
        assert_eq!(index().find("fugelK", 5)[0].name, "Fûgelkamp");
    }

    #[test]
    fn words_of_the_gemeente_narrow_the_search() {
        let names: Vec<_> = index().find("overvecht utrecht", 5).into_iter().map(|hit| hit.name).collect();
        assert_eq!(names, ["Utrecht Overvecht", "Overvecht"]);
    }

    #[test]
    fn an_empty_query_finds_nothing() {
        assert!(index().find(" - ", 5).is_empty());
    }

    #[test]
    fn the_bound_lets_every_text_through_that_is_near_enough() {
        let texts =
            ["overvecht", "overvegt", "voervecht", "hovervecht", "utrecht", "wk034403", "wk034430", "", "é", "zz"];
        for one in texts {
            for other in texts {
                let near = strsim::osa_distance(one, other) <= FARTHEST;
                assert!(!near || Letters::of(one).may_be_near(other.chars()), "{one} {other}");
            }
        }
        assert!(!Letters::of("overvecht").may_be_near("kanaleneiland".chars()));
        assert!(!Letters::of(&"a".repeat(100)).may_be_near("overvecht".chars()));
    }

    #[test]
    fn a_typing_error_gets_a_suggestion() {
        assert_eq!(index().suggest("utrecht-overvegt", 3)[0].name, "Utrecht Overvecht");
        assert_eq!(index().suggest("WK034430", 1)[0].name, "Overvecht");
    }
}
