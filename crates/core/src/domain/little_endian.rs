//! Lists of whole numbers as one run of bytes: read in one go, where a list would be read number by number.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Error, Visitor};
use serde::{Deserializer, Serializer};

/// A whole number of a fixed width.
pub(super) trait Whole: Copy + TryFrom<i64> + Into<i64> {
    /// The lowest of them.
    const LOWEST: i64;
    /// Appends its bytes, the lowest first.
    fn write(self, bytes: &mut Vec<u8>);
    /// The numbers in bytes; `None` where one is cut off.
    fn read(bytes: &[u8]) -> Option<Vec<Self>>;
}

macro_rules! whole {
    ($number:ty) => {
        impl Whole for $number {
            const LOWEST: i64 = <$number>::MIN as i64;

            fn write(self, bytes: &mut Vec<u8>) {
                bytes.extend_from_slice(&self.to_le_bytes());
            }

            fn read(bytes: &[u8]) -> Option<Vec<Self>> {
                let (numbers, rest) = bytes.as_chunks();
                rest.is_empty().then(|| numbers.iter().map(|bytes| Self::from_le_bytes(*bytes)).collect())
            }
        }
    };
}

whole!(i16);
whole!(i32);

pub(super) fn serialize<T: Whole, S: Serializer>(numbers: &[T], serializer: S) -> Result<S::Ok, S::Error> {
    let mut bytes = Vec::with_capacity(size_of_val(numbers));
    for number in numbers {
        number.write(&mut bytes);
    }
    serializer.serialize_bytes(&bytes)
}

pub(super) fn deserialize<'de, T: Whole, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    struct Bytes<T>(PhantomData<T>);
    impl<T: Whole> Visitor<'_> for Bytes<T> {
        type Value = Vec<T>;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("whole numbers as bytes")
        }

        fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Vec<T>, E> {
            T::read(bytes).ok_or_else(|| E::invalid_length(bytes.len(), &self))
        }
    }
    deserializer.deserialize_bytes(Bytes(PhantomData))
}
