//! Text inside markup, escaped run by run: between two marks lies mostly a whole sentence, which is copied at once.

use memchr::{memchr, memchr3};

/// Appends `text` with the characters that mean something in XML or HTML escaped, between tags and in attributes alike.
pub fn push_escaped(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some((before, from)) = next_mark(rest).and_then(|at| rest.split_at_checked(at)) {
        out.push_str(before);
        out.push_str(match from.as_bytes().first() {
            Some(b'&') => "&amp;",
            Some(b'<') => "&lt;",
            Some(b'>') => "&gt;",
            _ => "&quot;",
        });
        rest = from.get(1..).unwrap_or_default();
    }
    out.push_str(rest);
}

/// Where the next mark to escape stands.
fn next_mark(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let first = memchr3(b'&', b'<', b'>', bytes);
    let quote = memchr(b'"', bytes.get(..first.unwrap_or(bytes.len()))?);
    quote.or(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(text: &str) -> String {
        let mut out = String::new();
        push_escaped(&mut out, text);
        out
    }

    #[test]
    fn text_cannot_leave_its_element_or_its_attribute() {
        assert_eq!(escaped("<b>\"a & b\"</b>"), "&lt;b&gt;&quot;a &amp; b&quot;&lt;/b&gt;");
    }

    #[test]
    fn all_else_stands_as_it_was() {
        for text in ["", "zonder", "één \u{a0}zin", "'"] {
            assert_eq!(escaped(text), text);
        }
    }
}
