//! The bodies of JSON answers, one module per subject. The API answers with them, and so does a page that is asked for as
//! JSON.

pub mod areas;
pub mod compare;
pub mod figures;
pub mod knowledge;
pub mod own_area;
pub mod practice;
pub mod practice_points;
pub mod regions;
