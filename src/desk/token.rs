//! Tokens: random ones for sessions, signed ones for forms and mails.
//!
//! A session token is 256 random bits; the store keeps its SHA-256 only. A signed token carries an HMAC-SHA-256
//! (RFC 2104) under the key of the database, so it needs no memory until it comes back.

use std::fmt;

use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

use crate::store::desk::{Moment, TokenHash};

/// How long a form may be open, in seconds.
pub const FORM_PATIENCE: i64 = 12 * 3_600;

/// The key under which tokens are signed.
#[derive(Clone)]
pub struct Key([u8; 32]);

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(..)")
    }
}

/// Why a form's token is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenFault {
    /// We did not give it to this visitor for this form.
    Forged,
    /// The form was open for too long.
    Expired,
}

/// 256 random bits as hexadecimal digits, from the generator of the operating system.
pub fn random() -> String {
    hex::encode(rand::random::<[u8; 32]>())
}

/// What the store keeps of a token.
pub fn hash(token: &str) -> TokenHash {
    Sha256::digest(token.as_bytes()).into()
}

fn bytes(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    hex::decode_to_slice(text, &mut bytes).ok()?;
    Some(bytes)
}

impl Key {
    /// The key of a database.
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Each part is preceded by its length, so that no two lists of parts read the same.
    fn mac(&self, parts: &[&str]) -> Option<Hmac<Sha256>> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).ok()?;
        for part in parts {
            mac.update(&part.len().to_le_bytes());
            mac.update(part.as_bytes());
        }
        Some(mac)
    }

    pub fn sign(&self, parts: &[&str]) -> String {
        // HMAC takes a key of any length.
        self.mac(parts).map_or_else(String::new, |mac| hex::encode(mac.finalize().into_bytes()))
    }

    /// Whether `signature` is that of `parts`; compared in constant time.
    pub fn verify(&self, parts: &[&str], signature: &str) -> bool {
        let (Some(mac), Some(signature)) = (self.mac(parts), bytes(signature)) else { return false };
        mac.verify_slice(&signature).is_ok()
    }

    /// A token for one form shown to one visitor. It works once: the store keeps its hash.
    pub fn form_token(&self, form: &str, visitor: &str, now: Moment) -> String {
        let nonce = random();
        let issued = now.to_string();
        let signature = self.sign(&["form", form, visitor, &nonce, &issued]);
        format!("{nonce}.{issued}.{signature}")
    }

    /// The hash of a form's token, when it was given to this visitor for this form.
    pub fn check_form_token(
        &self,
        form: &str,
        visitor: &str,
        token: &str,
        now: Moment,
    ) -> Result<TokenHash, TokenFault> {
        self.check_token(form, visitor, token, now, FORM_PATIENCE)
    }

    /// The same of a token that is taken for another time, in seconds.
    ///
    /// # Errors
    /// It was not given for this, or too long ago.
    pub fn check_token(
        &self,
        form: &str,
        visitor: &str,
        token: &str,
        now: Moment,
        patience: i64,
    ) -> Result<TokenHash, TokenFault> {
        let mut fields = token.splitn(3, '.');
        let (Some(nonce), Some(issued), Some(signature)) = (fields.next(), fields.next(), fields.next()) else {
            return Err(TokenFault::Forged);
        };
        if visitor.is_empty() || !self.verify(&["form", form, visitor, nonce, issued], signature) {
            return Err(TokenFault::Forged);
        }
        let age = issued.parse::<Moment>().map_or(i64::MAX, |issued| now.saturating_sub(issued));
        if age > patience { Err(TokenFault::Expired) } else { Ok(hash(token)) }
    }

    /// A token that lets the owner of an address do one thing with one subscription.
    pub fn mail_token(&self, purpose: MailPurpose, number: i64, email: &str) -> String {
        format!("{number}.{}", self.sign(&["mail", purpose.as_str(), &number.to_string(), email]))
    }

    /// Whether `token` is that token.
    pub fn check_mail_token(&self, purpose: MailPurpose, email: &str, token: &str) -> bool {
        let Some((number, signature)) = token.split_once('.') else { return false };
        self.verify(&["mail", purpose.as_str(), number, email], signature)
    }
}

/// What a mailed token is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[derive(strum::IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum MailPurpose {
    /// To confirm a subscription.
    Confirm,
    /// To end it.
    Unsubscribe,
}

impl MailPurpose {
    fn as_str(self) -> &'static str {
        self.into()
    }
}

/// The number of the subscription that a mailed token speaks of; it proves nothing yet.
pub fn subscription_of(token: &str) -> Option<i64> {
    token.split_once('.')?.0.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> Key {
        Key::new([7; 32])
    }

    #[test]
    fn the_code_is_that_of_the_standard() {
        // RFC 4231, test case 2, without our lengths.
        let mut mac = Hmac::<Sha256>::new_from_slice(b"Jefe").unwrap();
        mac.update(b"what do ya want for nothing?");
        let expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert_eq!(hex::encode(mac.finalize().into_bytes()), expected);
    }

    #[test]
    fn a_form_is_taken_only_from_the_visitor_and_for_the_purpose_it_was_given() {
        let token = key().form_token("bijdrage", "visitor", 1_000);
        assert!(key().check_form_token("bijdrage", "visitor", &token, 1_000 + FORM_PATIENCE).is_ok());
        let refused = |form, visitor, token: &str| key().check_form_token(form, visitor, token, 1_001).unwrap_err();
        assert_eq!(refused("aanmelden", "visitor", &token), TokenFault::Forged);
        assert_eq!(refused("bijdrage", "another", &token), TokenFault::Forged);
        assert_eq!(refused("bijdrage", "", &key().form_token("bijdrage", "", 1_000)), TokenFault::Forged);
        assert_eq!(refused("bijdrage", "visitor", &token.replace(".1000.", ".1001.")), TokenFault::Forged);
        for nonsense in ["", ".", "..", "a.b.c", "é.1000.é"] {
            assert_eq!(refused("bijdrage", "visitor", nonsense), TokenFault::Forged);
        }
        let late = key().check_form_token("bijdrage", "visitor", &token, 1_001 + FORM_PATIENCE);
        assert_eq!(late, Err(TokenFault::Expired));
        let other = Key::new([8; 32]).check_form_token("bijdrage", "visitor", &token, 1_000);
        assert_eq!(other, Err(TokenFault::Forged), "a token of another database");
    }

    #[test]
    fn two_forms_have_two_tokens() {
        let (one, two) = (key().form_token("bijdrage", "v", 1), key().form_token("bijdrage", "v", 1));
        assert_ne!(hash(&one), hash(&two));
    }

    #[test]
    fn a_mailed_token_serves_one_purpose_for_one_address() {
        let token = key().mail_token(MailPurpose::Unsubscribe, 12, "a@example.org");
        assert_eq!(subscription_of(&token), Some(12));
        assert!(key().check_mail_token(MailPurpose::Unsubscribe, "a@example.org", &token));
        assert!(!key().check_mail_token(MailPurpose::Confirm, "a@example.org", &token));
        assert!(!key().check_mail_token(MailPurpose::Unsubscribe, "b@example.org", &token));
        assert!(!key().check_mail_token(MailPurpose::Unsubscribe, "a@example.org", &token.replacen("12", "13", 1)));
        assert_eq!(subscription_of("x"), None);
    }

    #[test]
    fn nothing_shows_the_key() {
        assert_eq!(format!("{:?}", key()), "Key(..)");
    }
}
