//! How wide a text is, near enough: the reader's font is not known here, so widths are those of a wide common
//! sans-serif.

/// Width of a text of `size` in units of the drawing.
pub fn width(text: &str, size: f64, bold: bool) -> f64 {
    let ems: f64 = text.chars().map(em).sum();
    ems * size * if bold { 1.17 } else { 1.06 }
}

fn em(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | '’' => 0.29,
        'f' | 't' | 'r' | '(' | ')' | '-' | ' ' | '\u{a0}' | '/' => 0.37,
        'm' | 'w' | 'M' | 'W' | '%' | '—' => 0.9,
        'A'..='Z' | '&' => 0.69,
        '0'..='9' | '€' | '–' | '−' => 0.58,
        _ => 0.57,
    }
}

/// Breaks a text into lines of at most `room`, between words; a longer word gets a line of its own, cut where it ends.
pub(super) fn wrap(text: &str, size: f64, bold: bool, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if line.is_empty() || width(&longer, size, bold) <= room {
            line = longer;
        } else {
            lines.push(std::mem::replace(&mut line, word.to_owned()));
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines.into_iter().map(|line| fit(&line, size, bold, room)).collect()
}

/// The text, cut with an ellipsis where it does not fit.
pub(super) fn fit(text: &str, size: f64, bold: bool, room: f64) -> String {
    if width(text, size, bold) <= room {
        return text.to_owned();
    }
    let dots = em('.') * 2.0;
    let mut used = dots * size;
    let mut kept = String::new();
    for letter in text.chars() {
        used += width(letter.encode_utf8(&mut [0; 4]), size, bold);
        if used > room {
            break;
        }
        kept.push(letter);
    }
    kept.truncate(kept.trim_end().len());
    kept.push('…');
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_within_their_room() {
        let text = "Inwoners van 18 jaar en ouder die zich ernstig of zeer ernstig eenzaam voelen";
        let lines = wrap(text, 14.0, false, 200.0);
        assert!(lines.len() > 2 && lines.iter().all(|line| width(line, 14.0, false) <= 200.0), "{lines:?}");
        assert_eq!(lines.join(" "), text);
        assert!(wrap("", 14.0, false, 100.0).is_empty());
    }

    #[test]
    fn a_word_that_does_not_fit_is_cut() {
        let cut = fit("Kerncijferswijkenenbuurtenvannederland", 14.0, true, 90.0);
        assert!(cut.ends_with('…') && width(&cut, 14.0, true) <= 100.0, "{cut}");
    }
}
