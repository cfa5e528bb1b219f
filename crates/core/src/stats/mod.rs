//! Statistics as pure functions, one method per file, each with its source named.

pub mod aggregate;
pub mod bins;
pub mod breaks;
pub mod difference;
pub mod lineage;
pub mod natural;
pub mod nearest;
pub mod rank;
pub mod robust;
pub mod round;
pub mod similar;
pub mod trend;
