//! Pages: one module per address.

pub mod gebieden;
pub mod home;
pub mod kaart;
pub mod zoeken;
