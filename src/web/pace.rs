//! A client has to take what it asked for, at some pace.
//!
//! Each connection has a store of patience. It runs down while there is something to write that the client does not
//! take, and every byte that it does take gives a little back: as much as the slowest honest line needs for it. Who reads
//! faster than that goes on for ever, with pauses; a byte now and then does not help.

use std::future::Future as _;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep};

/// How much patience there is with one client.
#[derive(Clone, Copy, Debug)]
struct Patience {
    most: Duration,
    left: Duration,
    /// What a byte gives back.
    per_byte: Duration,
}

impl Patience {
    /// After the client took `bytes`, having been waited for so long.
    fn after(mut self, waited: Duration, bytes: usize) -> Self {
        let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
        let left = self.left.saturating_sub(waited);
        self.left = left.saturating_add(self.per_byte.saturating_mul(bytes)).min(self.most);
        self
    }
}

/// A stream whose other side is waited for only so long.
pub struct Paced<S> {
    stream: S,
    patience: Patience,
    /// When the other side stopped taking what is written.
    since: Option<Instant>,
    end: Option<Pin<Box<Sleep>>>,
}

impl<S> Paced<S> {
    /// `stream` with patience of `most` for a side that takes fewer than `slowest` bytes in a second.
    pub fn new(stream: S, most: Duration, slowest: u32) -> Self {
        let patience = Patience { most, left: most, per_byte: Duration::from_secs(1) / slowest.max(1) };
        Self { stream, patience, since: None, end: None }
    }

    /// Counts what became of an attempt to write.
    fn count(&mut self, cx: &mut Context<'_>, written: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        if let Poll::Ready(taken) = &written {
            let waited = self.since.take().map_or(Duration::ZERO, |since| since.elapsed());
            self.patience = self.patience.after(waited, *taken.as_ref().unwrap_or(&0));
            return written;
        }
        let now = Instant::now();
        let end = self.end.get_or_insert_with(|| Box::pin(tokio::time::sleep_until(now)));
        if self.since.is_none() {
            self.since = Some(now);
            end.as_mut().reset(now + self.patience.left);
        }
        ready!(end.as_mut().poll(cx));
        Poll::Ready(Err(io::Error::new(io::ErrorKind::TimedOut, "the client does not read")))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Paced<S> {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_read(cx, buffer)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Paced<S> {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let written = Pin::new(&mut this.stream).poll_write(cx, bytes);
        this.count(cx, written)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let written = Pin::new(&mut this.stream).poll_write_vectored(cx, parts);
        this.count(cx, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How long a client is served that takes `bytes` after each pause, of an answer without end; a day at most.
    fn served(bytes: usize, pause: Duration) -> Duration {
        let most = Duration::from_mins(1);
        let mut patience = Patience { most, left: most, per_byte: Duration::from_millis(1) };
        let mut all = Duration::ZERO;
        while all < Duration::from_hours(24) && patience.left >= pause {
            patience = patience.after(pause, bytes);
            all += pause;
        }
        all
    }

    #[test]
    fn a_byte_now_and_then_keeps_no_connection() {
        assert!(served(1, Duration::from_secs(19)) <= Duration::from_mins(1));
        assert!(served(500, Duration::from_secs(1)) <= Duration::from_mins(2), "half the pace");
        assert!(served(100_000, Duration::from_mins(2)).is_zero(), "one pause that is too long");
    }

    #[test]
    fn a_slow_reader_goes_on_for_ever_also_with_long_pauses() {
        for (bytes, pause) in [(1_000, 1_000), (10, 9), (45_000, 45_000), (100_000, 59_000)] {
            let all = served(bytes, Duration::from_millis(pause));
            assert!(all >= Duration::from_hours(24), "{bytes} bytes each {pause} ms: {all:?}");
        }
    }
}
