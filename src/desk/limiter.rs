//! How often one client may do something: a bucket per client that refills with time, in bounded memory.

use std::sync::{Mutex, PoisonError};

use quick_cache::unsync::Cache;

/// Clients remembered at most; beyond that the one that was not seen for longest is forgotten.
const CLIENTS: usize = 20_000;

#[derive(Clone, Copy, Debug)]
struct Bucket {
    left: f64,
    at: i64,
}

/// Lets each client do something `burst` times, and once more every `seconds / burst` after that.
#[derive(Debug)]
pub struct Limiter {
    burst: f64,
    seconds: f64,
    buckets: Mutex<Cache<String, Bucket>>,
}

impl Limiter {
    /// `burst` times in `seconds`.
    pub fn new(burst: u32, seconds: u32) -> Self {
        Self { burst: burst.into(), seconds: seconds.into(), buckets: Mutex::new(Cache::new(CLIENTS)) }
    }

    /// Takes one turn of `client` at `now` (in seconds).
    pub fn take(&self, client: &str, now: i64) -> Result<(), u64> {
        // A panic elsewhere cannot have left a bucket half written.
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        let rate = self.burst / self.seconds;
        let full = Bucket { left: self.burst, at: now };
        let old = buckets.get(client).copied().unwrap_or(full);
        #[expect(clippy::cast_precision_loss, reason = "seconds between two requests")]
        let gained = now.saturating_sub(old.at).max(0) as f64 * rate;
        let left = (old.left + gained).min(self.burst);
        if left < 1.0 {
            buckets.insert(client.to_owned(), Bucket { left, at: now });
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and the window")]
            let wait = ((1.0 - left) / rate).ceil() as u64;
            return Err(wait.max(1));
        }
        buckets.insert(client.to_owned(), Bucket { left: left - 1.0, at: now });
        Ok(())
    }

    /// Gives back a turn that `client` did not need.
    pub fn give_back(&self, client: &str) {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(&Bucket { left, at }) = buckets.get(client) {
            buckets.insert(client.to_owned(), Bucket { left: (left + 1.0).min(self.burst), at });
        }
    }

    /// Clients remembered now.
    pub fn remembered(&self) -> usize {
        self.buckets.lock().unwrap_or_else(PoisonError::into_inner).len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_waits_when_its_turns_are_used_up_and_another_does_not() {
        let limiter = Limiter::new(3, 60);
        for _ in 0..3 {
            assert_eq!(limiter.take("a", 100), Ok(()));
        }
        assert_eq!(limiter.take("a", 100), Err(20));
        assert_eq!(limiter.take("b", 100), Ok(()));
        assert_eq!(limiter.take("a", 119), Err(1));
        assert_eq!(limiter.take("a", 120), Ok(()));
        assert_eq!(limiter.take("a", 120), Err(20));
    }

    #[test]
    fn a_turn_that_was_given_back_is_there_again_and_never_more_than_all() {
        let limiter = Limiter::new(2, 60);
        limiter.give_back("a");
        for _ in 0..2 {
            assert_eq!(limiter.take("a", 100), Ok(()));
        }
        assert!(limiter.take("a", 100).is_err());
        limiter.give_back("a");
        assert_eq!(limiter.take("a", 100), Ok(()));
        for _ in 0..9 {
            limiter.give_back("a");
        }
        let taken = (0..9).filter(|_| limiter.take("a", 100).is_ok()).count();
        assert_eq!(taken, 2);
    }

    #[test]
    fn a_clock_that_goes_back_gives_no_turns() {
        let limiter = Limiter::new(1, 60);
        assert_eq!(limiter.take("a", 100), Ok(()));
        assert!(limiter.take("a", 50).is_err());
    }

    #[test]
    fn a_million_clients_fill_no_memory() {
        let limiter = Limiter::new(3, 60);
        for client in 0..100_000 {
            let _ = limiter.take(&client.to_string(), 1);
        }
        assert!(limiter.remembered() <= CLIENTS);
    }
}
