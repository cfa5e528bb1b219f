//! Quotes around fields: one that is not closed swallows the rows below it, and the reader of separated text lets it.

/// Whether every field of `record` that opens with a quote closes with one, right before a separator or the end.
pub fn are_sound(record: &[u8], delimiter: u8) -> bool {
    if !record.contains(&b'"') {
        return true;
    }
    let mut rest = record;
    loop {
        if let Some(inside) = rest.strip_prefix(b"\"") {
            match behind_quote(inside) {
                Some(behind) if behind.first().is_none_or(|next| [delimiter, b'\r', b'\n'].contains(next)) => {
                    rest = behind;
                }
                _ => return false,
            }
        }
        let Some(end) = rest.iter().position(|&byte| byte == delimiter) else { return true };
        rest = rest.get(end + 1..).unwrap_or_default();
    }
}

/// What follows the quote that closes a field; a doubled one stands for itself.
fn behind_quote(mut inside: &[u8]) -> Option<&[u8]> {
    loop {
        let behind = inside.get(inside.iter().position(|&byte| byte == b'"')? + 1..)?;
        match behind.strip_prefix(b"\"") {
            Some(more) => inside = more,
            None => return Some(behind),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::are_sound;

    #[test]
    fn a_quote_that_opens_a_field_must_close_it() {
        for sound in
            ["a;b", "\"a\";b\r\n", "a;\"b \"\"c\"\"; d\"", "\"\";\"\"", "5\" buis;b", "\"a\nb\";c\n", ";\"\"\"\""]
        {
            assert!(are_sound(sound.as_bytes(), b';'), "{sound}");
        }
        for wrong in ["a;\"b", "\"a\"b;c", "\"a\" ;c", "a;\"b\"\"", "\"a\nGM0363;2;\"b\"\n"] {
            assert!(!are_sound(wrong.as_bytes(), b';'), "{wrong}");
        }
    }
}
