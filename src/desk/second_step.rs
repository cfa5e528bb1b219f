//! The second step of signing in: a code of an app (TOTP, RFC 6238), or one of the codes that were written down for when
//! the app is lost.

use std::fmt::Write as _;

use qrcodegen::{QrCode, QrCodeEcc};
use totp_rs::{Builder, Totp};

use super::token;
use crate::store::desk::{Moment, Proof, TokenHash};

/// What an app computes its codes from.
pub type Secret = [u8; 20];

/// What an app calls this site.
const SITE: &str = "wijkwijzer";
/// Codes that are written down.
const RECOVERY: usize = 10;
/// Signs of such a code: none that is mistaken for another on paper.
const SIGNS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// A new secret.
pub fn fresh() -> Secret {
    rand::random()
}

fn totp(secret: Secret, name: &str) -> Option<Totp> {
    let secret = totp_rs::Secret::new_stack(secret);
    Builder::new().with_secret(secret).with_issuer(Some(SITE)).with_account_name(name).build().ok()
}

/// The half minute whose code this is, at most one away from now.
pub fn step(secret: Secret, code: &str, now: Moment) -> Option<i64> {
    let digits: String = code.split_whitespace().collect();
    let step = totp(secret, SITE)?.check(&digits, u64::try_from(now).ok()?)?;
    i64::try_from(step).ok()
}

/// The code that an app shows at a moment.
pub fn code(secret: Secret, now: Moment) -> Option<String> {
    Some(totp(secret, SITE)?.generate(u64::try_from(now).ok()?).to_string())
}

/// What was typed as the second step: a code of the app, else one that was written down.
pub fn proof(secret: Secret, typed: &str, now: Moment) -> Proof {
    step(secret, typed, now).map_or_else(|| Proof::Recovery(recovery_hash(typed)), Proof::Step)
}

/// The address by which an app takes the secret in.
pub fn address(secret: Secret, name: &str) -> Option<String> {
    totp(secret, name)?.to_url().ok()
}

/// The secret to type, in groups.
pub fn in_groups(secret: Secret) -> String {
    grouped(&totp_rs::Secret::new_stack(secret).to_base32())
}

fn grouped(text: &str) -> String {
    text.as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join(" ")
}

/// New codes to write down.
pub fn recovery_codes() -> Vec<String> {
    let sign = |byte: u8| SIGNS.get(usize::from(byte % 32)).map_or('2', |&sign| char::from(sign));
    let code = || grouped(&rand::random::<[u8; 16]>().map(sign).iter().collect::<String>());
    (0..RECOVERY).map(|_| code()).collect()
}

/// What is kept of such a code, however it was typed.
pub fn recovery_hash(code: &str) -> TokenHash {
    let plain: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    token::hash(&plain.to_ascii_uppercase())
}

/// An address as a QR code: how many modules wide it is, and the dark ones as a path.
pub fn picture(address: &str) -> Option<(i32, String)> {
    let drawn = QrCode::encode_text(address, QrCodeEcc::Medium).ok()?;
    let modules = (0..drawn.size()).flat_map(|y| (0..drawn.size()).map(move |x| (x, y)));
    let path = modules.filter(|&(x, y)| drawn.get_module(x, y)).fold(String::new(), |mut path, (x, y)| {
        // Writing to a string cannot fail.
        let _ = write!(path, "M{x} {y}h1v1h-1z");
        path
    });
    Some((drawn.size(), path))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of the examples in RFC 6238.
    const SECRET: Secret = *b"12345678901234567890";

    #[test]
    fn codes_are_those_of_the_standard_for_half_a_minute_to_either_side() {
        // Appendix B of RFC 6238, the last six digits.
        for (moment, expected) in [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")] {
            assert_eq!(code(SECRET, moment).as_deref(), Some(expected));
            for now in [moment - 30, moment, moment + 30] {
                assert_eq!(step(SECRET, expected, now), Some(moment / 30), "{moment} at {now}");
            }
            assert_eq!(step(SECRET, expected, moment + 61), None);
        }
        assert_eq!(step(SECRET, "287 082", 59), Some(1), "as an app shows it");
        assert_eq!(step(SECRET, "", 59), None);
    }

    #[test]
    fn a_written_code_is_known_however_it_is_typed_and_no_two_are_alike() {
        let codes = recovery_codes();
        let kept: std::collections::BTreeSet<TokenHash> = codes.iter().map(|code| recovery_hash(code)).collect();
        assert_eq!(kept.len(), RECOVERY);
        let typed = codes[0].to_lowercase().replace(' ', "-");
        assert_eq!(proof(SECRET, &typed, 59), Proof::Recovery(recovery_hash(&codes[0])));
        assert_eq!(proof(SECRET, "287082", 59), Proof::Step(1));
    }

    #[test]
    fn the_address_names_the_site_and_the_account_and_fits_into_a_picture() {
        let address = address(SECRET, "anna").unwrap();
        assert!(
            address.starts_with("otpauth://totp/wijkwijzer:anna?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"),
            "{address}"
        );
        let (size, path) = picture(&address).unwrap();
        assert!(size > 20 && path.starts_with("M0 0h1v1h-1z"), "the corner of a QR code is dark");
        assert!(in_groups(SECRET).starts_with("GEZD GNBV"));
    }
}
