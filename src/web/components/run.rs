//! Text in a page, escaped run by run.
//!
//! `maud` escapes byte by byte, which is a sixth of the work of a profile. Between two marks that must be escaped lies
//! mostly a whole sentence: it is copied at once. For text between tags only; an attribute needs its quotes escaped too.

use maud::Render;
use memchr::memchr3;

/// Text between tags.
#[derive(Clone, Copy, Debug)]
pub struct Run<'a>(&'a str);

/// The text as it goes between tags.
#[must_use]
pub const fn run(text: &str) -> Run<'_> {
    Run(text)
}

impl Render for Run<'_> {
    fn render_to(&self, page: &mut String) {
        let mut rest = self.0;
        while let Some(at) = memchr3(b'&', b'<', b'>', rest.as_bytes()) {
            let Some((before, from)) = rest.split_at_checked(at) else { break };
            page.push_str(before);
            page.push_str(match from.as_bytes().first() {
                Some(b'&') => "&amp;",
                Some(b'<') => "&lt;",
                _ => "&gt;",
            });
            rest = from.get(1..).unwrap_or_default();
        }
        page.push_str(rest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mark_is_escaped_and_all_else_stands() {
        let page = maud::html! { p { (run("<script>a & b</script> één \u{a0}\"zin\"&")) } }.into_string();
        assert_eq!(page, "<p>&lt;script&gt;a &amp; b&lt;/script&gt; één \u{a0}\"zin\"&amp;</p>");
        assert_eq!(maud::html! { (run("")) }.into_string(), "");
    }

    #[test]
    fn it_shows_what_the_escaping_of_maud_shows() {
        for text in ["a<b", "&&", "x > y", "", "zonder", "<", "é<é"] {
            assert_eq!(maud::html! { (run(text)) }.into_string(), maud::html! { (text) }.into_string());
        }
    }
}
