//! Keeping releases: one import, one transaction, one release.
