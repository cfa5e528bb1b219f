//! Which characters a text of people may hold: one rule, as every text leaves in XML (feeds, charts, workbooks) as well.

/// Returns whether a character can stand in XML 1.0 (its production `Char`) and means a character at all: no control but
/// tab and line breaks, and none of the 66 code points that Unicode sets apart as noncharacters.
pub const fn is_writable(c: char) -> bool {
    let control = c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\r') || matches!(c, '\u{7f}'..='\u{9f}');
    let noncharacter = matches!(c, '\u{fdd0}'..='\u{fdef}') || (c as u32) & 0xfffe == 0xfffe;
    !control && !noncharacter
}

/// Returns whether a character leaves nothing on the page although it is no white space: fillers, joiners, marks of
/// direction. A text of nothing else is empty.
pub const fn is_blank(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{115f}'
            | '\u{1160}'
            | '\u{17b4}'
            | '\u{17b5}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2800}'
            | '\u{3164}'
            | '\u{ffa0}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_forbids_and_what_is_no_character_is_not_writable() {
        for c in ['\0', '\u{b}', '\u{1b}', '\u{7f}', '\u{85}', '\u{fdd0}', '\u{fffe}', '\u{ffff}', '\u{1ffff}'] {
            assert!(!is_writable(c), "{c:?}");
        }
        for c in ['\t', '\n', 'a', 'é', '\u{200d}', '\u{fdf0}', '\u{fffd}', '\u{1f600}'] {
            assert!(is_writable(c), "{c:?}");
        }
    }
}
