//! Ids that stay the same whatever the address of the site is.

use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A UUID of version 8 (RFC 9562: made of what the maker chooses) from the SHA-256 of `name`.
pub fn uuid(name: &str) -> String {
    let mut bytes = [0; 16];
    let digest = Sha256::digest(format!("wijkwijzer:{name}"));
    for (to, from) in bytes.iter_mut().zip(digest) {
        *to = from;
    }
    Uuid::new_v8(bytes).to_string()
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
        assert_eq!(id, "1bdb8966-a406-80db-9cd9-1482baa30615", "readers of the feed know it by this");
        assert_ne!(id, uuid("ev-002"));
    }
}
