//! The wire format of protocol buffers, as far as tiles need it.
//!
//! Joining figures into a tile copies its geometry untouched. A decoder of whole tiles would unpack every coordinate to
//! write it again; here a field that is not of interest is a slice.

use super::TileError;

/// The value of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wire<'a> {
    /// A number of variable length.
    Varint(u64),
    /// A length-delimited field: text, message or packed numbers.
    Bytes(&'a [u8]),
    /// Four or eight bytes.
    Fixed,
}

/// A field: its number, its value, and all its bytes with the tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Field<'a> {
    pub number: u64,
    pub value: Wire<'a>,
    pub raw: &'a [u8],
}

const DAMAGED: TileError = TileError::Damaged("a tile is cut off");

/// Reads a number of variable length; gives what follows it.
pub(super) fn varint(bytes: &[u8]) -> Result<(u64, &[u8]), TileError> {
    let mut value = 0_u64;
    for (place, &byte) in bytes.iter().take(10).enumerate() {
        value |= u64::from(byte & 127) << (7 * place);
        if byte < 128 {
            return Ok((value, bytes.get(place + 1..).unwrap_or_default()));
        }
    }
    Err(DAMAGED)
}

/// The fields of a message, in order.
pub(super) fn fields(message: &[u8]) -> impl Iterator<Item = Result<Field<'_>, TileError>> {
    let mut rest = message;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let found = field(rest);
        rest = found.as_ref().map_or(&[], |(_, after)| after);
        Some(found.map(|(field, _)| field))
    })
}

fn field(bytes: &[u8]) -> Result<(Field<'_>, &[u8]), TileError> {
    let (tag, after) = varint(bytes)?;
    let split = |after: &[u8], length: u64| -> Result<usize, TileError> {
        usize::try_from(length).ok().filter(|&length| length <= after.len()).ok_or(DAMAGED)
    };
    let (value, after) = match tag & 7 {
        0 => {
            let (number, after) = varint(after)?;
            (Wire::Varint(number), after)
        }
        2 => {
            let (length, after) = varint(after)?;
            let (own, after) = after.split_at(split(after, length)?);
            (Wire::Bytes(own), after)
        }
        1 => (Wire::Fixed, after.split_at(split(after, 8)?).1),
        5 => (Wire::Fixed, after.split_at(split(after, 4)?).1),
        _ => return Err(DAMAGED),
    };
    let (raw, _) = bytes.split_at(bytes.len() - after.len());
    Ok((Field { number: tag >> 3, value, raw }, after))
}

/// Writes a number of variable length.
pub(super) fn put_varint(out: &mut Vec<u8>, mut value: u64) {
    while value > 127 {
        out.push(u8::try_from(value & 127).unwrap_or_default() | 128);
        value >>= 7;
    }
    out.push(u8::try_from(value).unwrap_or_default());
}

/// Writes a length-delimited field.
pub(super) fn put_bytes(out: &mut Vec<u8>, number: u64, bytes: &[u8]) {
    put_varint(out, number << 3 | 2);
    put_varint(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back_as_they_were_written() {
        for value in [0, 1, 127, 128, 300, u64::from(u32::MAX), u64::MAX] {
            let mut out = Vec::new();
            put_varint(&mut out, value);
            assert_eq!(varint(&out).unwrap(), (value, &[][..]));
        }
    }

    #[test]
    fn the_fields_of_a_message_are_told_apart() {
        let mut message = Vec::new();
        put_bytes(&mut message, 1, b"naam");
        put_varint(&mut message, 15 << 3);
        put_varint(&mut message, 2);
        message.extend_from_slice(&[3 << 3 | 5, 1, 2, 3, 4]);
        let found: Vec<Field<'_>> = fields(&message).map(Result::unwrap).collect();
        let told: Vec<(u64, Wire<'_>)> = found.iter().map(|field| (field.number, field.value)).collect();
        assert_eq!(told, [(1, Wire::Bytes(b"naam")), (15, Wire::Varint(2)), (3, Wire::Fixed)]);
        assert_eq!(found.iter().map(|field| field.raw.len()).sum::<usize>(), message.len());
    }

    #[test]
    fn what_is_cut_off_is_an_error_once_and_no_panic() {
        for bytes in [&[8][..], &[10, 5, 1], &[0xff; 12], &[9, 1, 2], &[11]] {
            let found: Vec<_> = fields(bytes).collect();
            assert!(matches!(found.as_slice(), [Err(TileError::Damaged(_))]), "{bytes:?}");
        }
    }
}
