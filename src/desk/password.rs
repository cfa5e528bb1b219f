//! Passwords: argon2id, with the parameters that the OWASP password storage cheat sheet names as the minimum
//! (19 MiB of memory, two passes, one lane).

use std::sync::{LazyLock, Mutex, PoisonError};

use argon2::password_hash::PasswordHasher as _;
use argon2::password_hash::phc::{Output, PasswordHash};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use thiserror::Error;
use zxcvbn::{Score, zxcvbn};

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
    /// Among the first that someone would try.
    #[error("this password is too easy to guess; four words that do not belong together are hard to guess")]
    Guessable,
    /// The library refused.
    #[error("the password cannot be hashed: {0}")]
    Hash(String),
}

/// What people here put into passwords, besides the English words and the leaked passwords that the estimate knows.
const LIKELY: &[&str] = &[
    "wijkwijzer",
    "wachtwoord",
    "welkom",
    "geheim",
    "redactie",
    "redacteur",
    "beheer",
    "beheerder",
    "gemeente",
    "wijk",
    "buurt",
    "gebied",
    "focusgebied",
    "provincie",
    "ministerie",
    "nederland",
    "holland",
    "oranje",
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
    "lente",
    "voorjaar",
    "zomer",
    "herfst",
    "najaar",
    "winter",
    "maandag",
    "dinsdag",
    "woensdag",
    "donderdag",
    "vrijdag",
    "zaterdag",
    "zondag",
    "amsterdam",
    "rotterdam",
    "denhaag",
    "utrecht",
    "eindhoven",
    "groningen",
    "tilburg",
    "almere",
    "breda",
    "nijmegen",
    "arnhem",
    "haarlem",
    "zaandam",
    "schiedam",
    "vlaardingen",
    "dordrecht",
    "delft",
    "leeuwarden",
    "heerlen",
    "lelystad",
    "nieuwegein",
    "roosendaal",
    "vlissingen",
    "maastricht",
    "limburg",
    "brabant",
    "zeeland",
    "gelderland",
    "overijssel",
    "drenthe",
    "friesland",
    "flevoland",
    "ajax",
    "feyenoord",
];

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
pub fn hash(name: &str, password: &str) -> Result<String, PasswordError> {
    if password.len() > LONGEST {
        return Err(PasswordError::Long);
    }
    if password.chars().count() < SHORTEST {
        return Err(PasswordError::Short);
    }
    let likely: Vec<&str> = LIKELY.iter().copied().chain([name]).collect();
    if zxcvbn(password, &likely).score() < Score::Four {
        return Err(PasswordError::Guessable);
    }
    hash_unchecked(password)
}

/// Memory for checking passwords. Each check takes 19 MiB; a block that was used is used again, as what the system gets
/// back of such blocks is a matter of luck.
#[derive(Debug, Default)]
struct Memory(Mutex<Vec<Vec<Block>>>);

static MEMORY: Memory = Memory(Mutex::new(Vec::new()));

impl Memory {
    /// Whether `password` gives the hash `stored`, whatever it costs.
    fn fits(&self, stored: &PasswordHash, password: &str) -> Option<bool> {
        let params = Params::try_from(stored).ok()?;
        let algorithm = Algorithm::try_from(stored.algorithm.as_str()).ok()?;
        let version = stored.version.map_or(Ok(Version::V0x13), Version::try_from).ok()?;
        let (salt, expected) = (stored.salt.as_ref()?, stored.hash.as_ref()?);
        let blocks = params.block_count();
        let mut out = vec![0; expected.as_bytes().len()];
        let mut memory = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default();
        if memory.len() < blocks {
            memory.resize(blocks, Block::new());
        }
        let argon2 = Argon2::new(algorithm, version, params);
        let hashed = argon2.hash_password_into_with_memory(password.as_bytes(), salt, &mut out, &mut memory[..]);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(memory);
        hashed.ok()?;
        // Compared in constant time.
        Some(Output::new(&out).ok()? == *expected)
    }
}

/// Whether `password` is that of `stored`. Without `stored` the answer is no, after the same work.
pub fn verify(stored: Option<&str>, password: &str) -> bool {
    let known = stored.is_some();
    let Some(text) = stored.or_else(|| NOBODY.as_deref()) else { return false };
    let Ok(parsed) = PasswordHash::new(text) else { return false };
    let short = password.len() <= LONGEST;
    let tried = if short { password } else { "" };
    MEMORY.fits(&parsed, tried) == Some(true) && known && short
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
        for guessable in [
            "aaaaaaaaaaaa",
            "AnnaAnnaAnna1",
            "password1234",
            "123456789012",
            "wijkwijzer2026",
            "qwertyuiop12",
            "Welkom2026!!",
            "Wachtwoord01",
            "utrecht-2026",
            "P@ssw0rd2026",
        ] {
            assert_eq!(hash("anna", guessable), Err(PasswordError::Guessable), "{guessable}");
        }
    }

    #[test]
    fn checks_one_after_the_other_use_the_same_memory() {
        let stored = PasswordHash::new(&hash("anna", "vier losse woorden").unwrap()).unwrap();
        let memory = Memory::default();
        std::thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    for password in ["vier losse woorden", "vier losse woordeN", ""] {
                        assert_eq!(memory.fits(&stored, password), Some(password.ends_with('n')));
                    }
                });
            }
        });
        let kept: Vec<usize> = memory.0.into_inner().unwrap().iter().map(Vec::len).collect();
        assert!((1..=2).contains(&kept.len()) && kept.iter().all(|&blocks| blocks == 19_456), "{kept:?}");
    }
}
