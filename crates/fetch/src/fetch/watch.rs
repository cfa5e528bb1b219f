//! Telling whoever waits how far it is.

/// Is told how a fetch goes; the command line draws it.
pub trait Watch: Sync {
    /// A file begins.
    fn begin(&self, name: &str);
    /// So many more bytes came.
    fn grown(&self, bytes: usize);
    /// Something that a reader of the result should know.
    fn note(&self, text: &str);
    /// It is done, or given up.
    fn end(&self);
}

/// Nobody waits.
impl Watch for () {
    fn begin(&self, _name: &str) {}
    fn grown(&self, _bytes: usize) {}
    fn note(&self, _text: &str) {}
    fn end(&self) {}
}
