//! What is counted of a point: "142 leerlingen (2019)".

use super::{number, period};
use crate::domain::{Lang, PointKind};

/// What is counted of a point of this kind, with its year.
pub fn counted(lang: Lang, kind: &PointKind, count: Option<u32>) -> String {
    let (counted, year) = (kind.counted.get(lang), period(lang, kind.period));
    match count {
        Some(count) => format!("{} {counted} ({year})", number(lang, f64::from(count), 0)),
        None => format!("{counted} {} ({year})", lang.pick("niet bekend", "not known")),
    }
}
