//! Tables and maps as files to take away.
