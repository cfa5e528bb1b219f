//! The styles of a chart that stands on its own, made from those of the site: the same rules, with every token replaced
//! by its colour, first the light ones and then the dark ones for readers who prefer those.

use std::sync::LazyLock;

const SITE: &str = include_str!("../../static/css/charts.css");
const FRAME: &str = include_str!("../../static/css/base.css");

/// Where the rules of charts begin and end in the style sheet of the site.
const BEGIN: &str = "/* charts: begin */";
const END: &str = "/* charts: end */";

/// The font of pictures, first choice of files.
pub const FONT: &str = "IBM Plex Sans";

static LIGHT: LazyLock<String> = LazyLock::new(|| {
    let light = tokens(FRAME.split("@media").next().unwrap_or_default());
    let own = tokens(SITE.split("@media").next().unwrap_or_default());
    resolved(&[light, own].concat())
});

static FILE: LazyLock<String> = LazyLock::new(|| {
    // What the dark does not change keeps its light colour.
    let light = |sheet| tokens(str::split(sheet, "@media").next().unwrap_or_default());
    let dark = resolved(&[light(FRAME), light(SITE), dark_tokens(FRAME), dark_tokens(SITE)].concat());
    format!("{}@media (prefers-color-scheme:dark){{{dark}}}", LIGHT.as_str())
});

/// The styles inside a file: light, and dark where the reader prefers it.
pub fn of_file() -> &'static str {
    &FILE
}

/// The light styles, for a picture.
pub fn of_picture() -> &'static str {
    &LIGHT
}

/// The tokens that a style sheet declares for the dark.
fn dark_tokens(sheet: &str) -> Vec<(&str, &str)> {
    let rules = sheet.split("(prefers-color-scheme: dark)").nth(1).unwrap_or_default();
    tokens(rules.split("@media").next().unwrap_or_default())
}

/// Names and values of the tokens declared in a piece of a style sheet.
fn tokens(sheet: &str) -> Vec<(&str, &str)> {
    sheet
        .split(['{', ';', '}'])
        .filter_map(|declaration| declaration.trim().strip_prefix("--")?.split_once(':'))
        .map(|(name, value)| (name.trim(), value.trim()))
        .collect()
}

/// The rules of charts with every token replaced, without comments and needless space.
fn resolved(tokens: &[(&str, &str)]) -> String {
    let rules = SITE.split(BEGIN).nth(1).and_then(|rest| rest.split(END).next()).unwrap_or_default();
    let mut out = String::with_capacity(rules.len());
    for (position, part) in rules.split("var(--").enumerate() {
        let Some((name, rest)) = (if position == 0 { None } else { part.split_once(')') }) else {
            out.push_str(part);
            continue;
        };
        let value = tokens.iter().rev().find(|(token, _)| *token == name).map_or("currentColor", |(_, value)| value);
        if name == "font" {
            out.push_str("\"IBM Plex Sans\",system-ui,\"Segoe UI\",\"Liberation Sans\",Arial,sans-serif");
        } else {
            out.push_str(value);
        }
        out.push_str(rest);
    }
    without_comments(&out).lines().map(str::trim).collect::<Vec<_>>().concat()
}

fn without_comments(sheet: &str) -> String {
    let mut parts = sheet.split("/*");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |kept, part| kept + part.split_once("*/").map_or("", |(_, rest)| rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_colours_and_no_tokens() {
        for sheet in [of_file(), of_picture()] {
            assert!(!sheet.contains("var(") && !sheet.contains("/*") && !sheet.contains('\n'), "{sheet}");
            assert!(!sheet.contains("currentColor"), "a token of charts has no colour: {sheet}");
            assert!(sheet.contains("#154273"), "{sheet}");
        }
        assert!(of_file().contains("prefers-color-scheme:dark") && of_file().contains("#9cc0ec"));
        assert!(!of_picture().contains("@media"));
    }

    #[test]
    fn nothing_in_the_styles_ends_their_element() {
        assert!(!of_file().contains('<') && !of_file().contains('&'));
    }
}
