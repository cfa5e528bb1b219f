//! Where an indicator exists, and for whom.

use crate::domain::{Indicator, Lang};

/// Says in which gemeenten, by their names, an indicator exists, and that not everyone sees it; `None` for one of the
/// whole country.
pub fn scope(lang: Lang, indicator: &Indicator, gemeenten: &[&str]) -> Option<String> {
    if !indicator.is_local() {
        return None;
    }
    let (only, closed) = match lang {
        Lang::Nl => ("alleen in ", "; besloten, voor aangemelde redacteuren"),
        Lang::En => ("only in ", "; restricted, for signed-in editors"),
    };
    let closed = if indicator.is_restricted() { closed } else { "" };
    Some(format!("{only}{}{closed}", gemeenten.join(", ")))
}
