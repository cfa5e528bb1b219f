//! What holds for every request, whatever it asks for: negotiation, headers, where it came from, its number.

pub mod gate;
pub mod headers;
pub mod negotiate;
pub mod request_id;
pub mod resource;
