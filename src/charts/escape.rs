//! Text inside SVG.

/// Appends `text` with the characters that mean something in XML escaped.
pub(super) fn push_escaped(out: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_leave_its_element() {
        let mut out = String::new();
        push_escaped(&mut out, "<b>\"a & b\"</b>");
        assert_eq!(out, "&lt;b&gt;&quot;a &amp; b&quot;&lt;/b&gt;");
    }
}
