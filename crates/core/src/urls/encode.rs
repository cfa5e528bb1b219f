//! Text as it stands in an address.

/// A value as it is written in a query: as a form sends it, with `+` for a space.
pub fn query_value(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    push(&mut out, value, |byte| matches!(byte, b'*' | b'-' | b'.' | b'_'), true);
    out
}

/// A part of a path: everything but letters, digits and the signs that RFC 3986 leaves alone is escaped.
pub(super) fn push_segment(out: &mut String, segment: &str) {
    push(out, segment, |byte| matches!(byte, b'-' | b'.' | b'_' | b'~'), false);
}

fn push(out: &mut String, text: &str, plain: impl Fn(u8) -> bool, plus_for_space: bool) {
    const HEX: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
    let digit = |value: u8| HEX.get(usize::from(value)).copied().unwrap_or('0');
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || plain(byte) {
            out.push(char::from(byte));
        } else if byte == b' ' && plus_for_space {
            out.push('+');
        } else {
            out.extend(['%', digit(byte >> 4), digit(byte & 0xf)]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_written_as_a_form_sends_it() {
        assert_eq!(query_value("woz waarde"), "woz+waarde");
        assert_eq!(query_value("eigen_0344-03.04~Mijn wijk & zo"), "eigen_0344-03.04%7EMijn+wijk+%26+zo");
        assert_eq!(query_value("Súd*-._"), "S%C3%BAd*-._");
    }

    #[test]
    fn a_part_of_a_path_cannot_leave_its_place() {
        let segment = |text: &str| {
            let mut out = String::new();
            push_segment(&mut out, text);
            out
        };
        assert_eq!(segment("utrecht-overvecht"), "utrecht-overvecht");
        assert_eq!(segment("a/b?c#d e"), "a%2Fb%3Fc%23d%20e");
    }
}
