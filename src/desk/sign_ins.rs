//! How often a sign-in may fail, so that nobody guesses a password and nobody keeps an editor out.
//!
//! Only failures count. A stranger who fails makes others wait that share the stranger's network, and a browser that nobody
//! signed in with before; a browser in which this name signed in before counts by itself.

use super::limiter::Limiter;
use crate::store::desk::Moment;

/// Seconds after which all failures are forgotten.
const WINDOW: u32 = 900;
/// Names that one network may fail with, as often as one name may fail from it.
const NAMES: u32 = 3;
/// Networks from which one name may fail.
const NETWORKS: u32 = 10;

/// Who tries to sign in.
#[derive(Clone, Copy, Debug)]
pub struct Attempt<'a> {
    /// The name, as it was typed.
    pub name: &'a str,
    /// The network that it comes from.
    pub network: &'a str,
    /// The browser, where this name signed in with it before.
    pub browser: Option<&'a str>,
}

/// Failures to sign in.
#[derive(Debug)]
pub struct SignIns {
    pairs: Limiter,
    networks: Limiter,
    names: Limiter,
}

impl SignIns {
    /// One name may fail this often from one network, or in one known browser.
    pub fn new(failures: u32) -> Self {
        Self {
            pairs: Limiter::new(failures, WINDOW),
            networks: Limiter::new(failures.saturating_mul(NAMES), WINDOW),
            names: Limiter::new(failures.saturating_mul(NETWORKS), WINDOW),
        }
    }

    fn counts<'a>(&'a self, attempt: &Attempt<'a>) -> Vec<(&'a Limiter, String)> {
        let name: String = attempt.name.chars().take(100).collect();
        match attempt.browser {
            Some(browser) => vec![(&self.pairs, format!("browser {browser}"))],
            None => vec![
                (&self.pairs, format!("{} {name}", attempt.network)),
                (&self.networks, attempt.network.to_owned()),
                (&self.names, name),
            ],
        }
    }

    /// Counts an attempt as failed until it turns out otherwise: many at once are no way around.
    ///
    /// # Errors
    /// The seconds to wait.
    pub fn begin(&self, attempt: &Attempt<'_>, now: Moment) -> Result<(), u64> {
        let counts = self.counts(attempt);
        for (at, (limiter, key)) in counts.iter().enumerate() {
            if let Err(seconds) = limiter.take(key, now) {
                counts.iter().take(at).for_each(|(limiter, key)| limiter.give_back(key));
                return Err(seconds);
            }
        }
        Ok(())
    }

    /// The attempt succeeded, or came to nothing by a fault of ours.
    pub fn forgive(&self, attempt: &Attempt<'_>) {
        self.counts(attempt).iter().for_each(|(limiter, key)| limiter.give_back(key));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANNA: Attempt<'_> = Attempt { name: "anna", network: "192.0.2.1", browser: None };

    #[test]
    fn nobody_guesses_on_and_success_costs_nothing() {
        let sign_ins = SignIns::new(3);
        for _ in 0..50 {
            sign_ins.begin(&ANNA, 0).unwrap();
            sign_ins.forgive(&ANNA);
        }
        let failed = (0..50).filter(|_| sign_ins.begin(&ANNA, 0).is_ok()).count();
        assert_eq!(failed, 3);
        let names: Vec<String> = (0..50).map(|number| format!("name {number}")).collect();
        let failed = names.iter().filter(|name| sign_ins.begin(&Attempt { name, ..ANNA }, 0).is_ok()).count();
        assert_eq!(failed, 6, "one network, many names");
        let networks: Vec<String> = (0..100).map(|number| format!("198.51.100.{number}")).collect();
        let spread = networks.iter().filter(|network| sign_ins.begin(&Attempt { network, ..ANNA }, 0).is_ok()).count();
        assert_eq!(spread, 27, "one name, many networks");
    }

    #[test]
    fn no_stranger_keeps_an_editor_out() {
        let sign_ins = SignIns::new(3);
        let stranger = Attempt { network: "203.0.113.9", ..ANNA };
        while sign_ins.begin(&stranger, 0).is_ok() {}
        assert_eq!(sign_ins.begin(&ANNA, 0), Ok(()), "the editor's network is another");
        for number in 0..100 {
            while sign_ins.begin(&Attempt { network: &number.to_string(), ..ANNA }, 0).is_ok() {}
        }
        assert!(sign_ins.begin(&ANNA, 0).is_err(), "a hundred networks shut the name for unknown browsers");
        let known = Attempt { browser: Some("b"), ..ANNA };
        let failed = (0..50).filter(|_| sign_ins.begin(&known, 0).is_ok()).count();
        assert_eq!(failed, 3, "the editor's own browser is let in, and cannot guess for ever either");
    }
}
