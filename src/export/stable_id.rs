//! Ids that stay the same whatever the address of the site is.

use sha2::{Digest, Sha256};

/// A UUID of version 8 (RFC 9562: made of what the maker chooses) from the SHA-256 of `name`.
pub fn uuid(name: &str) -> String {
    let digest = Sha256::digest(format!("wijkwijzer:{name}"));
    let hex: String = digest
        .iter()
        .take(16)
        .enumerate()
        .map(|(position, byte)| match position {
            6 => format!("{:02x}", byte & 0x0f | 0x80),
            8 => format!("{:02x}", byte & 0x3f | 0x80),
            _ => format!("{byte:02x}"),
        })
        .collect();
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
    format!("{}-{}-{}-{}-{}", part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_a_uuid_of_version_8_and_stays_the_same() {
        let id = uuid("ev-001");
        assert_eq!(id.len(), 36);
        assert_eq!(id.get(14..15), Some("8"), "{id}");
        assert!(id.get(19..20).is_some_and(|variant| "89ab".contains(variant)), "{id}");
        assert_eq!(id, uuid("ev-001"));
        assert_ne!(id, uuid("ev-002"));
    }
}
