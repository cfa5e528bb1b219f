//! How much of a place a figure covers, how its members were found, and how sure its delimitation is.

use super::dates::period;
use super::numbers::{number, share_in_words};
use crate::domain::{Confidence, Extent, Lang, Overlay, Vintage};

/// What the members of a figure are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemberNoun {
    /// Buurten only.
    Buurten,
    /// Wijken only.
    Wijken,
    /// Both, or not told apart.
    Both,
    /// Gemeenten.
    Gemeenten,
    /// Focus areas.
    Areas,
}

impl MemberNoun {
    /// The plural.
    pub const fn plural(self, lang: Lang) -> &'static str {
        match self {
            Self::Buurten => lang.pick("buurten", "neighbourhoods"),
            Self::Wijken => lang.pick("wijken", "districts"),
            Self::Both => lang.pick("wijken en buurten", "districts and neighbourhoods"),
            Self::Gemeenten => lang.pick("gemeenten", "municipalities"),
            Self::Areas => lang.pick("gebieden", "areas"),
        }
    }
}

/// Coverage in words: "92% van de huishoudens, 2 van 14 buurten onbekend". `share` is 0-1, `weight` the plural of what
/// it is a share of, inside a sentence; without one only the members are counted.
pub fn coverage(lang: Lang, share: f64, weight: Option<&str>, known: u32, members: u32, noun: MemberNoun) -> String {
    let count = |value: u32| number(lang, f64::from(value), 0);
    let unknown = members.saturating_sub(known);
    let plural = noun.plural(lang);
    let parts = match (unknown, members) {
        (0, 1) => lang.pick("het enige deel is bekend", "its only part is known").to_owned(),
        (0, _) => match lang {
            Lang::Nl => format!("alle {} {plural} bekend", count(members)),
            Lang::En => format!("all {} {plural} known", count(members)),
        },
        _ => match lang {
            Lang::Nl => format!("{} van {} {plural} onbekend", count(unknown), count(members)),
            Lang::En => format!("{} of {} {plural} unknown", count(unknown), count(members)),
        },
    };
    let Some(weight) = weight else { return parts };
    let share = share_in_words(lang, share);
    match lang {
        Lang::Nl => format!("{share} van de {weight}, {parts}"),
        Lang::En => format!("{share} of the {weight}, {parts}"),
    }
}

/// A sum over part of the members.
pub fn at_least(lang: Lang, value: &str) -> String {
    format!("{} {value}", lang.pick("ten minste", "at least"))
}

/// Members found by overlay of outlines of `vintage`.
pub fn derived_membership(lang: Lang, vintage: Vintage, found: Overlay) -> String {
    let (held, out) = (share_in_words(lang, found.held), share_in_words(lang, found.outside));
    let people_of = period(lang, found.people_of);
    match lang {
        Lang::Nl => format!(
            "afgeleid: omtrek van {vintage}; {held} van de inwoners van {people_of} woont in de delen van die indeling, en \
             {out} van hun inwoners woont buiten de grens van nu"
        ),
        Lang::En => format!(
            "derived: outline of {vintage}; {held} of the residents of {people_of} live in the parts of that division, and {out} \
             of the residents of those live outside the present boundary"
        ),
    }
}

/// Whose outlines those of a division are: "Grenzen van 2022: Kadaster / Centraal Bureau voor de Statistiek, 2022".
pub fn outlines(lang: Lang, vintage: Vintage, attribution: &str) -> String {
    format!("{} {vintage}: {attribution}", lang.pick("Grenzen van", "Boundaries of"))
}

/// How sure a delimitation is.
pub const fn confidence(lang: Lang, confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::High => lang.pick("grote zekerheid", "high confidence"),
        Confidence::Medium => lang.pick("redelijke zekerheid", "medium confidence"),
        Confidence::Low => lang.pick("beperkte zekerheid", "low confidence"),
    }
}

/// How a listed region belongs to an area.
pub const fn extent(lang: Lang, extent: Extent) -> &'static str {
    match extent {
        Extent::Whole => lang.pick("hoort er geheel bij", "belongs to it wholly"),
        Extent::PartCountedWhole => {
            lang.pick("hoort er deels bij, telt geheel mee", "belongs to it in part, counted whole")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Period;

    #[test]
    fn coverage_names_the_share_and_the_unknown_members() {
        assert_eq!(
            coverage(Lang::Nl, 0.92, Some("huishoudens"), 12, 14, MemberNoun::Buurten),
            "92% van de huishoudens, 2 van 14 buurten onbekend"
        );
        assert_eq!(
            coverage(Lang::En, 0.92, Some("households"), 12, 14, MemberNoun::Buurten),
            "92% of the households, 2 of 14 neighbourhoods unknown"
        );
    }

    #[test]
    fn full_coverage_says_that_all_members_are_known() {
        assert_eq!(
            coverage(Lang::Nl, 1.0, Some("inwoners"), 6, 6, MemberNoun::Both),
            "100% van de inwoners, alle 6 wijken en buurten bekend"
        );
        assert_eq!(coverage(Lang::Nl, 1.0, None, 1, 1, MemberNoun::Wijken), "het enige deel is bekend");
        assert_eq!(coverage(Lang::En, 0.5, None, 18, 20, MemberNoun::Areas), "2 of 20 areas unknown");
    }

    #[test]
    fn members_by_overlay_are_said_to_be_derived() {
        assert_eq!(
            derived_membership(
                Lang::Nl,
                Vintage(2022),
                Overlay { held: 0.97, outside: 0.004, people_of: Period::Year(2024) }
            ),
            "afgeleid: omtrek van 2022; 97% van de inwoners van 2024 woont in de delen van die indeling, en minder dan 1% \
             van hun inwoners woont buiten de grens van nu"
        );
    }

    #[test]
    fn a_partial_sum_reads_at_least() {
        assert_eq!(at_least(Lang::Nl, "1.234 misdrijven"), "ten minste 1.234 misdrijven");
        assert_eq!(at_least(Lang::En, "1,234 crimes"), "at least 1,234 crimes");
    }
}
