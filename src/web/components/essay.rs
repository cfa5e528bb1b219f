//! Pages of running text. They are Markdown, a file per language below `pages/essays/`, so that who writes them needs no
//! Rust; what is counted or drawn stands in a slot of the text and is filled in when the page is made.
//!
//! - `# Title` and the paragraph below it are the title and the lede.
//! - `## Heading {#id}` is a heading with an address.
//! - `{{name}}` is a slot, in a sentence or as a paragraph of its own; `{{wide:name}}` is a paragraph wider than the text.
//! - A paragraph, list or table with a slot that has nothing to say is left out.

use maud::{Markup, PreEscaped, html};
use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, TextMergeStream};

use crate::domain::Lang;
use crate::web::parameters::context::PageContext;
use crate::web::representation::layout;

/// Stands around the name of a slot in HTML; no text has it.
const MARK: char = '\u{1}';

/// What fills the slots of an essay, by name; nothing where there is nothing to say.
pub type Slots = Vec<(&'static str, Option<Markup>)>;

/// An essay in both languages.
pub struct Essays {
    nl: Essay,
    en: Essay,
}

struct Essay {
    title: String,
    lede: String,
    blocks: Vec<Block>,
}

/// What stands between two blank lines: HTML, and between the pieces of it the names of slots.
struct Block {
    wide: bool,
    html: String,
}

impl Essays {
    /// Reads both files.
    pub fn read(nl: &str, en: &str) -> Self {
        Self { nl: Essay::read(nl), en: Essay::read(en) }
    }

    /// The page, with its slots filled.
    pub fn page(&self, ctx: &PageContext, slots: &Slots) -> Markup {
        let essay = match ctx.lang {
            Lang::Nl => &self.nl,
            Lang::En => &self.en,
        };
        layout::page(ctx, &essay.title, essay.main(slots))
    }
}

impl Essay {
    fn read(markdown: &str) -> Self {
        let options = Options::ENABLE_HEADING_ATTRIBUTES | Options::ENABLE_DEFINITION_LIST;
        let mut blocks = Vec::new();
        let (mut depth, mut wide, mut events) = (0_usize, false, Vec::new());
        for event in TextMergeStream::new(Parser::new_ext(markdown, options)) {
            match &event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth = depth.saturating_sub(1),
                Event::Text(text) => wide |= text.contains("{{wide:"),
                _ => {}
            }
            events.push(written(event));
            if depth == 0 {
                let mut html = String::new();
                pulldown_cmark::html::push_html(&mut html, events.drain(..));
                blocks.push(Block { wide, html: alone(html.trim()) });
                wide = false;
            }
        }
        let mut blocks = blocks.into_iter();
        let mut first = |tag: &str| {
            let html = blocks.next().map(|block| block.html).unwrap_or_default();
            let open = format!("<{tag}>");
            html.strip_prefix(&open)
                .and_then(|html| html.strip_suffix(&format!("</{tag}>")))
                .unwrap_or(&html)
                .to_owned()
        };
        Self { title: first("h1"), lede: first("p"), blocks: blocks.collect() }
    }

    fn main(&self, slots: &Slots) -> Markup {
        let filled: Vec<(bool, String)> =
            self.blocks.iter().filter_map(|block| Some((block.wide, block.filled(slots)?))).collect();
        html! {
            div class="reading" {
                h1 { (PreEscaped(&self.title)) }
                p class="lede" { (PreEscaped(&self.lede)) }
                @for together in filled.chunk_by(|(one, _), (next, _)| one == next) {
                    div class=(if together.iter().any(|(wide, _)| *wide) { "reading-wide" } else { "prose" }) {
                        @for (_, html) in together { (PreEscaped(html)) }
                    }
                }
            }
        }
    }
}

impl Block {
    /// The block with its slots filled; `None` where one of them is empty.
    fn filled(&self, slots: &Slots) -> Option<String> {
        let mut filled = String::with_capacity(self.html.len());
        for (at, piece) in self.html.split(MARK).enumerate() {
            if at % 2 == 0 {
                filled.push_str(piece);
                continue;
            }
            let found = slots.iter().find(|(name, _)| *name == piece);
            debug_assert!(found.is_some(), "nothing fills the slot {piece}");
            filled.push_str(&found?.1.as_ref()?.0);
        }
        Some(filled)
    }
}

/// An event as a page has it: slots marked, lists of definitions and links to other sites as the styles know them.
fn written(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Text(text) if text.contains("{{") => {
            Event::Text(text.replace("{{wide:", "{{").replace("{{", "\u{1}").replace("}}", "\u{1}").into())
        }
        Event::Start(Tag::DefinitionList) => Event::Html("<dl class=\"definitions\">".into()),
        Event::Start(Tag::Link { dest_url, .. }) if dest_url.starts_with("https://") => {
            let link = html! { a rel="external" href=(dest_url.as_ref()) {} }.into_string();
            Event::InlineHtml(CowStr::from(link.trim_end_matches("</a>").to_owned()))
        }
        Event::End(TagEnd::Link) => Event::InlineHtml("</a>".into()),
        other => other,
    }
}

/// A slot that is a whole paragraph stands without one.
fn alone(html: &str) -> String {
    let inner = html.strip_prefix("<p>").and_then(|html| html.strip_suffix("</p>")).unwrap_or(html);
    let slot = inner.starts_with(MARK) && inner.ends_with(MARK) && inner.matches(MARK).count() == 2;
    if slot { inner } else { html }.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# De titel\n\nDe lede & meer.\n\n## Kop {#kop}\n\nVan {{number}} “plekken”, **{{number}}**.\n\n\
        Zonder {{nothing}} is dit er niet.\n\n{{wide:table}}\n\nTerm\n: Uitleg, zie [elders](https://example.org).\n\n- een\n- twee\n";

    #[test]
    fn slots_are_filled_and_what_needs_an_empty_one_is_left_out() {
        let slots: Slots =
            vec![("number", Some(html! { "1.234 <" })), ("nothing", None), ("table", Some(html! { table {} }))];
        let page = scraper::Html::parse_fragment(&Essay::read(TEXT).main(&slots).into_string());
        let all = |css: &str| -> Vec<String> {
            page.select(&scraper::Selector::parse(css).unwrap()).map(|one| one.text().collect()).collect()
        };
        assert_eq!(all(".reading > h1"), ["De titel"]);
        assert_eq!(all(".reading > p.lede"), ["De lede & meer."]);
        assert_eq!(all(".prose > h2#kop"), ["Kop"]);
        assert_eq!(all(".prose > p"), ["Van 1.234 < “plekken”, 1.234 <."]);
        assert_eq!(all(".reading > .prose + .reading-wide > table").len(), 1);
        assert_eq!(all(".prose > dl.definitions > dt"), ["Term"]);
        assert_eq!(all("dd a[rel=external][href='https://example.org']"), ["elders"]);
        assert_eq!(all(".prose > ul > li"), ["een", "twee"]);
    }

    #[test]
    #[should_panic(expected = "nothing fills the slot unknown")]
    fn a_slot_that_nothing_fills_is_a_fault() {
        let block = Block { wide: false, html: "a \u{1}unknown\u{1}".to_owned() };
        _ = block.filled(&Vec::new());
    }
}
