//! Statistics as pure functions, one method per file.
