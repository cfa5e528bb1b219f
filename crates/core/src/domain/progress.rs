//! Telling whoever waits how far a long step has come.

/// Receives progress; the command line draws it, tests ignore it. One step runs at a time.
pub trait Progress: Sync {
    /// A step begins that consists of `total` parts.
    fn start(&self, step: &str, total: u64);
    /// `parts` more of them are done. May be called from several threads.
    fn advance(&self, parts: u64);
    /// The step is done.
    fn finish(&self);
}

/// Nobody waits.
impl Progress for () {
    fn start(&self, _step: &str, _total: u64) {}
    fn advance(&self, _parts: u64) {}
    fn finish(&self) {}
}
