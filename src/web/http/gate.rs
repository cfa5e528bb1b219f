//! One gate for work that costs much: files of the country, drawn areas, pictures, joined tiles, passwords.
//!
//! A few are let through at a time; a number wait, for a while; who comes beyond that is told when to come back. The
//! permit goes along with the work, so that a client that leaves makes no room before the work is done.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use crate::web::error::AppError;

/// Longest that a request waits before the gate: shorter than the time a whole answer may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// Seconds after which a client that found the gate full may come back.
const COME_BACK: u64 = 5;

/// Lets a few pieces of costly work through at a time. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Gate {
    /// One for each piece of work under way; held by the work.
    permits: Arc<Semaphore>,
    /// One for each request that waits or works; held by the request.
    places: Arc<Semaphore>,
}

impl Default for Gate {
    /// As many at a time as leave half of the processors to pages.
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self::new(cores.div_ceil(2), 64)
    }
}

impl Gate {
    /// A gate that lets `at_once` through, with room for `waiting` more.
    pub fn new(at_once: usize, waiting: usize) -> Self {
        Self {
            permits: Arc::new(Semaphore::new(at_once)),
            places: Arc::new(Semaphore::new(at_once.saturating_add(waiting))),
        }
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
        let gate = Gate::new(2, 100);
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
        let gate = Gate::new(1, 0);
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
}
