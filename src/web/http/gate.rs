//! One gate for work that costs much: files of the country, drawn areas, pictures, joined tiles, passwords.
//!
//! A few are let through at a time; a number wait, for a while; who comes beyond that is told when to come back. The
//! permit goes along with the work, so that a client that leaves makes no room before the work is done. What was made
//! counts until it was read: slow readers together hold so much memory and no more.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::spawn_blocking;

use crate::web::error::AppError;

/// Longest that a request waits before the gate: shorter than the time a whole answer may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// Seconds after which a client that found the gate full may come back.
const COME_BACK: u64 = 5;
/// Memory of all answers that were made and not yet read, in [`UNIT`]s.
const HELD: usize = 128 << 10;
/// Bytes that are counted as one.
const UNIT: usize = 1 << 10;

/// Lets a few pieces of costly work through at a time. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Gate {
    /// One for each piece of work under way; held by the work.
    permits: Arc<Semaphore>,
    /// One for each request that waits or works; held by the request.
    places: Arc<Semaphore>,
    /// One for each [`UNIT`] of memory of what was made; held by the bytes themselves.
    held: Arc<Semaphore>,
}

/// Bytes that give their share of the memory back when the last of them is gone.
struct Held {
    bytes: Bytes,
    _share: OwnedSemaphorePermit,
}

impl AsRef<[u8]> for Held {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl Default for Gate {
    /// As many at a time as leave half of the processors to pages.
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self::new(cores.div_ceil(2), 64, HELD)
    }
}

impl Gate {
    /// A gate that lets `at_once` through, with room for `waiting` more.
    pub fn of(at_once: usize, waiting: usize) -> Self {
        Self::new(at_once, waiting, HELD)
    }

    fn new(at_once: usize, waiting: usize, held: usize) -> Self {
        Self {
            permits: Arc::new(Semaphore::new(at_once)),
            places: Arc::new(Semaphore::new(at_once.saturating_add(waiting))),
            held: Arc::new(Semaphore::new(held)),
        }
    }

    /// The same bytes, which count until the last reader is done with them.
    ///
    /// # Errors
    /// [`AppError::Busy`] where slow readers hold as much as they may.
    pub fn hold(&self, bytes: Bytes) -> Result<Bytes, AppError> {
        let units = u32::try_from(bytes.len().div_ceil(UNIT)).unwrap_or(u32::MAX);
        let share = Arc::clone(&self.held).try_acquire_many_owned(units);
        let share = share.map_err(|_| AppError::Busy(COME_BACK))?;
        Ok(Bytes::from_owner(Held { bytes, _share: share }))
    }

    /// What `work` gives, done on a thread for such work.
    ///
    /// # Errors
    /// [`AppError::Busy`] where too many wait, or it would take too long; [`AppError::Internal`] where the work panics.
    pub async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
        let Ok(_place) = self.places.try_acquire() else { return Err(AppError::Busy(COME_BACK)) };
        let permit = match tokio::time::timeout(PATIENCE, Arc::clone(&self.permits).acquire_owned()).await {
            Ok(Ok(permit)) => permit,
            Ok(Err(error)) => return Err(AppError::Internal(error.to_string())),
            Err(_) => return Err(AppError::Busy(COME_BACK)),
        };
        let done = spawn_blocking(move || {
            let _permit = permit;
            work()
        });
        done.await.map_err(|error| AppError::Internal(error.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Barrier;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn no_more_work_is_under_way_than_the_gate_lets_through_and_all_of_it_is_done() {
        let gate = Gate::of(2, 100);
        let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let asked: Vec<_> = (0..50)
            .map(|number| {
                let (gate, now, most) = (gate.clone(), Arc::clone(&now), Arc::clone(&most));
                tokio::spawn(async move {
                    let work = move || {
                        most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                        std::thread::yield_now();
                        now.fetch_sub(1, Ordering::SeqCst);
                        number
                    };
                    gate.run(work).await.unwrap()
                })
            })
            .collect();
        for (number, answer) in asked.into_iter().enumerate() {
            assert_eq!(answer.await.unwrap(), number);
        }
        assert!(most.load(Ordering::SeqCst) <= 2);
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn who_finds_every_place_taken_is_told_when_to_come_back_and_a_client_that_left_still_holds_its_permit() {
        let gate = Gate::of(1, 0);
        let barrier = Arc::new(Barrier::new(2));
        let (began, inside) = (Arc::new(Barrier::new(2)), Arc::clone(&barrier));
        let first = tokio::spawn({
            let (gate, began) = (gate.clone(), Arc::clone(&began));
            async move {
                let work = move || {
                    began.wait();
                    inside.wait();
                };
                gate.run(work).await
            }
        });
        tokio::task::spawn_blocking(move || began.wait()).await.unwrap();
        assert!(matches!(gate.run(|| ()).await, Err(AppError::Busy(COME_BACK))));
        // The client leaves; its work goes on and holds the permit.
        first.abort();
        let _ = first.await;
        assert_eq!(gate.permits.available_permits(), 0);
        tokio::task::spawn_blocking(move || barrier.wait()).await.unwrap();
        gate.run(|| ()).await.unwrap();
    }

    #[test]
    fn what_was_made_counts_until_the_last_of_it_was_read() {
        let gate = Gate::new(1, 0, 4);
        let first = gate.hold(Bytes::from(vec![1; 3 * UNIT])).unwrap();
        assert!(matches!(gate.hold(Bytes::from(vec![2; 2 * UNIT])), Err(AppError::Busy(COME_BACK))));
        assert_eq!(gate.hold(Bytes::from_static(b"small")).unwrap(), "small");
        let rest = first.slice(UNIT..);
        drop(first);
        assert!(gate.hold(Bytes::from(vec![2; 2 * UNIT])).is_err(), "a part is still to be read");
        drop(rest);
        assert!(gate.hold(Bytes::from(vec![2; 2 * UNIT])).is_ok());
    }
}
