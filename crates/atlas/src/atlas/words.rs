//! Full-text search over practice examples: Dutch and English stems by Snowball, diacritics folded, the beginning of a
//! word, and small typing errors.
//!
//! The index lives in memory and is made with the content: one segment, one thread, no files. Every word of a query must
//! be found. Only where that gives nothing, words that differ by a letter (two in long words) are tried.

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::directory::RamDirectory;
use tantivy::indexer::SingleSegmentIndexWriter;
use tantivy::query::{BooleanQuery, BoostQuery, FuzzyTermQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{AsciiFoldingFilter, Language, LowerCaser, RemoveLongFilter, SimpleTokenizer, Stemmer};
use tantivy::tokenizer::{TextAnalyzer, TokenizerManager};
use tantivy::{DocId, Index, ReloadPolicy, Score, Searcher, SegmentOrdinal, SegmentReader};
use tantivy::{TantivyDocument, TantivyError, Term};

use super::search::fold;

/// Memory of the writer while it builds, in bytes; released afterwards. The least that the library takes.
const WRITER_BYTES: usize = 15_000_000;
/// Words of a query that are read.
const MOST_WORDS: usize = 12;
/// Longest word that is kept, in bytes.
const LONGEST_WORD: usize = 60;
/// From this length on a word may differ by one letter.
const ONE_ERROR_FROM: usize = 4;
/// From this length on it may differ by two.
const TWO_ERRORS_FROM: usize = 8;
/// From this length on the beginning of a word finds it.
const PREFIX_FROM: usize = 2;

/// How much a match weighs by where and how it matches.
const WEIGHTS: Weights = Weights { title: 4.0, dutch: 2.0, english: 1.5, exact: 2.0, prefix: 0.6, error: 0.4 };

struct Weights {
    title: f32,
    dutch: f32,
    english: f32,
    exact: f32,
    prefix: f32,
    error: f32,
}

/// Words that join others and say nothing on their own; a query of nothing else keeps them.
const JOINING: [&str; 40] = [
    "aan", "al", "als", "bij", "dat", "de", "die", "dit", "door", "een", "en", "er", "het", "hoe", "in", "is", "met",
    "naar", "of", "om", "op", "over", "te", "tot", "uit", "van", "voor", "wat", "zijn", "a", "and", "at", "by", "for",
    "from", "of", "on", "the", "to", "with",
];

/// The text of one example.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// Dutch title.
    pub title: String,
    /// The rest in Dutch.
    pub dutch: String,
    /// Everything in English.
    pub english: String,
    /// Names of organisations and places.
    pub names: String,
}

/// What a query found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// Positions of the examples, best first, each with its score.
    pub hits: Vec<(u32, f32)>,
    /// Whether they were found by words that look like those of the query.
    pub close: bool,
}

/// Takes everything that is found, with its score. The index is one segment that nothing reorders or deletes from, so
/// the number of a document is the position of its example.
struct Everything;

impl Collector for Everything {
    type Fruit = Vec<(DocId, Score)>;
    type Child = Hits;

    fn for_segment(&self, _: SegmentOrdinal, _: &SegmentReader) -> Result<Hits, TantivyError> {
        Ok(Hits::default())
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, parts: Vec<Self::Fruit>) -> Result<Self::Fruit, TantivyError> {
        Ok(parts.concat())
    }
}

/// What [`Everything`] has taken so far.
#[derive(Default)]
struct Hits(Vec<(DocId, Score)>);

impl SegmentCollector for Hits {
    type Fruit = Vec<(DocId, Score)>;

    fn collect(&mut self, document: DocId, score: Score) {
        self.0.push((document, score));
    }

    fn harvest(self) -> Self::Fruit {
        self.0
    }
}

/// An index over examples by their position.
#[derive(Debug)]
pub struct WordIndex {
    searcher: Searcher,
    fields: Fields,
    count: usize,
}

#[derive(Clone, Copy, Debug)]
struct Fields {
    title: Field,
    dutch: Field,
    english: Field,
    plain: Field,
}

fn analyzer(language: Option<Language>) -> TextAnalyzer {
    let plain = TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(RemoveLongFilter::limit(LONGEST_WORD))
        .filter(LowerCaser)
        .filter(AsciiFoldingFilter);
    match language {
        Some(language) => plain.filter(Stemmer::new(language)).build(),
        None => plain.build(),
    }
}

fn indexed(tokenizer: &str, scored: bool) -> TextOptions {
    let record = if scored { IndexRecordOption::WithFreqs } else { IndexRecordOption::Basic };
    let indexing = TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(record);
    TextOptions::default().set_indexing_options(indexing)
}

impl WordIndex {
    /// An index of `documents` in their order.
    ///
    /// # Errors
    /// What the library reports; with an index in memory that is a defect.
    pub fn new(documents: impl IntoIterator<Item = Words>) -> Result<Self, TantivyError> {
        let mut schema = Schema::builder();
        let fields = Fields {
            title: schema.add_text_field("title", indexed("dutch", true)),
            dutch: schema.add_text_field("dutch", indexed("dutch", true)),
            english: schema.add_text_field("english", indexed("english", true)),
            plain: schema.add_text_field("plain", indexed("plain", true)),
        };
        // With the library's own: it asks for one by name for every field, numbers included.
        let tokenizers = TokenizerManager::default();
        tokenizers.register("dutch", analyzer(Some(Language::Dutch)));
        tokenizers.register("english", analyzer(Some(Language::English)));
        tokenizers.register("plain", analyzer(None));
        let builder = Index::builder().schema(schema.build()).tokenizers(tokenizers);
        let mut writer: SingleSegmentIndexWriter<TantivyDocument> =
            builder.single_segment_index_writer(RamDirectory::create(), WRITER_BYTES)?;
        let mut count = 0;
        for words in documents {
            let mut document = TantivyDocument::default();
            document.add_text(fields.title, &words.title);
            document.add_text(fields.dutch, &words.dutch);
            document.add_text(fields.english, &words.english);
            for text in [&words.title, &words.dutch, &words.english, &words.names] {
                document.add_text(fields.plain, text);
            }
            writer.add_document(document)?;
            count += 1;
        }
        let index = writer.finalize()?;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Self { searcher: reader.searcher(), fields, count })
    }

    /// The examples that hold every word of `query`, best first. A query without a word finds nothing.
    ///
    /// # Errors
    /// What the library reports; with an index in memory that is a defect.
    pub fn find(&self, query: &str) -> Result<Found, TantivyError> {
        let folded = fold(query);
        let all: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).take(MOST_WORDS).collect();
        let telling: Vec<&str> = all.iter().copied().filter(|word| !JOINING.contains(word)).collect();
        let words = if telling.is_empty() { all } else { telling };
        if words.is_empty() || self.count == 0 {
            return Ok(Found::default());
        }
        let hits = self.run(&words, Self::as_written)?;
        if !hits.is_empty() {
            return Ok(Found { hits, close: false });
        }
        Ok(Found { hits: self.run(&words, Self::nearly)?, close: true })
    }

    fn run(
        &self,
        words: &[&str],
        of: impl Fn(&Self, &str) -> Vec<Box<dyn Query>>,
    ) -> Result<Vec<(u32, f32)>, TantivyError> {
        let each = words.iter().map(|word| {
            let ways = of(self, word).into_iter().map(|query| (Occur::Should, query)).collect::<Vec<_>>();
            (Occur::Must, Box::new(BooleanQuery::new(ways)) as Box<dyn Query>)
        });
        let mut hits = self.searcher.search(&BooleanQuery::new(each.collect()), &Everything)?;
        // Equal scores in the order of the examples, so that a page stays the same.
        hits.sort_unstable_by(|left, right| right.1.total_cmp(&left.1).then(left.0.cmp(&right.0)));
        Ok(hits)
    }

    /// A word as it is written: its stem, itself, and words that begin with it.
    fn as_written(&self, word: &str) -> Vec<Box<dyn Query>> {
        let fields = self.fields;
        let dutch = stem(word, Language::Dutch);
        let mut ways: Vec<Box<dyn Query>> = vec![
            exact(fields.title, &dutch, WEIGHTS.title),
            exact(fields.dutch, &dutch, WEIGHTS.dutch),
            exact(fields.english, &stem(word, Language::English), WEIGHTS.english),
            exact(fields.plain, word, WEIGHTS.exact),
        ];
        if word.len() >= PREFIX_FROM {
            let prefix = FuzzyTermQuery::new_prefix(Term::from_field_text(fields.plain, word), 0, true);
            ways.push(Box::new(BoostQuery::new(Box::new(prefix), WEIGHTS.prefix)));
        }
        ways
    }

    /// Besides that, words that differ by a letter or two.
    fn nearly(&self, word: &str) -> Vec<Box<dyn Query>> {
        let mut ways = self.as_written(word);
        let errors = match word.len() {
            length if length >= TWO_ERRORS_FROM => 2,
            length if length >= ONE_ERROR_FROM => 1,
            _ => return ways,
        };
        let near = FuzzyTermQuery::new_prefix(Term::from_field_text(self.fields.plain, word), errors, true);
        ways.push(Box::new(BoostQuery::new(Box::new(near), WEIGHTS.error)));
        ways
    }
}

fn exact(field: Field, word: &str, weight: f32) -> Box<dyn Query> {
    let term = TermQuery::new(Term::from_field_text(field, word), IndexRecordOption::WithFreqs);
    Box::new(BoostQuery::new(Box::new(term), weight))
}

fn stem(word: &str, language: Language) -> String {
    let mut analyzer = analyzer(Some(language));
    let mut stream = analyzer.token_stream(word);
    if stream.advance() { stream.token().text.clone() } else { word.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index() -> WordIndex {
        let words = |title: &str, dutch: &str, english: &str, names: &str| Words {
            title: title.to_owned(),
            dutch: dutch.to_owned(),
            english: english.to_owned(),
            names: names.to_owned(),
        };
        WordIndex::new([
            words("Energiefixers in de wijk", "Huishoudens krijgen bezoek.", "Households are visited.", "Vlaardingen"),
            words(
                "Schuldenvrij",
                "De schuld van honderd huishoudens wordt afbetaald.",
                "Debts are paid off.",
                "Leeuwarden",
            ),
            words("Plannen", "Initiëren met bewoners, ook over schulden.", "Residents start.", "Groningen"),
        ])
        .unwrap()
    }

    fn found(query: &str) -> Vec<u32> {
        index().find(query).unwrap().hits.into_iter().map(|(position, _)| position).collect()
    }

    #[test]
    fn a_singular_finds_its_plural() {
        assert_eq!(found("schuld"), [1, 2]);
        let mut both = found("huishouden");
        both.sort_unstable();
        assert_eq!(both, [0, 1]);
    }

    #[test]
    fn diacritics_and_case_do_not_matter() {
        assert_eq!(found("INITIEREN"), [2]);
        assert_eq!(found("initiëren"), [2]);
    }

    #[test]
    fn the_beginning_of_a_word_finds_it() {
        assert_eq!(found("energief"), [0]);
    }

    #[test]
    fn an_english_word_finds_its_example() {
        assert_eq!(found("debt"), [1]);
    }

    #[test]
    fn every_word_must_be_found_and_joining_words_are_left_out() {
        assert_eq!(found("schulden van bewoners"), [2]);
        assert!(found("schulden vlaardingen").is_empty());
    }

    #[test]
    fn a_small_typing_error_is_forgiven_and_told() {
        let found = index().find("leeuwardne").unwrap();
        assert_eq!((found.hits.first().map(|hit| hit.0), found.close), (Some(1), true));
        assert!(!index().find("leeuwarden").unwrap().close);
    }

    #[test]
    fn a_query_without_words_finds_nothing() {
        assert!(found("").is_empty());
        assert!(found(" -- ").is_empty());
        assert!(found("qqqqq").is_empty());
    }
}
