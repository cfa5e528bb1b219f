//! The immutable, indexed, fully derived state of one release.
