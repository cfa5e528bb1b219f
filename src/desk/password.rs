//! Passwords: argon2id, with the parameters that the OWASP password storage cheat sheet names as the minimum
//! (19 MiB of memory, two passes, one lane).

use std::sync::LazyLock;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use thiserror::Error;

/// Fewest characters of a password.
pub const SHORTEST: usize = 12;
/// Most bytes of a password: hashing a longer one would be a way to keep us busy.
pub const LONGEST: usize = 256;

/// Why a password is not taken.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PasswordError {
    /// Too short.
    #[error("a password has at least {SHORTEST} characters")]
    Short,
    /// Too long.
    #[error("a password has at most {LONGEST} bytes")]
    Long,
    /// The name, or one character over and over.
    #[error("this password is too easy to guess")]
    Guessable,
    /// The library refused.
    #[error("the password cannot be hashed: {0}")]
    Hash(String),
}

/// A hash that no password has, made with the same parameters: checking it takes as long as checking a real one.
static NOBODY: LazyLock<Option<String>> = LazyLock::new(|| hash_unchecked(&super::token::random()).ok());

fn argon2() -> Result<Argon2<'static>, PasswordError> {
    let params = Params::new(19_456, 2, 1, None).map_err(|error| PasswordError::Hash(error.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn hash_unchecked(password: &str) -> Result<String, PasswordError> {
    let hash = argon2()?.hash_password(password.as_bytes());
    Ok(hash.map_err(|error| PasswordError::Hash(error.to_string()))?.to_string())
}

/// The hash of a new password of the account `name`, in the PHC string format. Takes tens of milliseconds.
///
/// # Errors
/// The password is too short, too long or too easy.
pub fn hash(name: &str, password: &str) -> Result<String, PasswordError> {
    if password.len() > LONGEST {
        return Err(PasswordError::Long);
    }
    if password.chars().count() < SHORTEST {
        return Err(PasswordError::Short);
    }
    let lower = password.to_lowercase();
    let first = password.chars().next();
    if lower.replace(name, "").chars().count() < SHORTEST / 2 || password.chars().all(|c| Some(c) == first) {
        return Err(PasswordError::Guessable);
    }
    hash_unchecked(password)
}

/// Whether `password` is that of `stored`. Without `stored` the answer is no, after the same work.
pub fn verify(stored: Option<&str>, password: &str) -> bool {
    let known = stored.is_some();
    let Some(text) = stored.or_else(|| NOBODY.as_deref()) else { return false };
    let Ok(parsed) = PasswordHash::new(text) else { return false };
    let short = password.len() <= LONGEST;
    let tried = if short { password } else { "" };
    let fits = argon2().is_ok_and(|argon2| argon2.verify_password(tried.as_bytes(), &parsed).is_ok());
    fits && known && short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_fits_its_own_hash_only() {
        let stored = hash("anna", "vier losse woorden").unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert!(verify(Some(&stored), "vier losse woorden"));
        assert!(!verify(Some(&stored), "vier losse woordeN"));
        assert!(!verify(Some(&stored), ""));
        assert!(!verify(None, "vier losse woorden"), "nobody has no password");
        assert!(!verify(Some("nonsense"), "vier losse woorden"));
        assert_ne!(stored, hash("anna", "vier losse woorden").unwrap(), "salted");
    }

    #[test]
    fn weak_passwords_are_not_taken() {
        assert_eq!(hash("anna", "kort"), Err(PasswordError::Short));
        assert_eq!(hash("anna", &"a".repeat(257)), Err(PasswordError::Long));
        assert_eq!(hash("anna", "aaaaaaaaaaaa"), Err(PasswordError::Guessable));
        assert_eq!(hash("anna", "AnnaAnnaAnna1"), Err(PasswordError::Guessable));
    }
}
