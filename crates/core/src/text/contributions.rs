//! Words for what visitors send in, and moments to the minute.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::date;
use crate::domain::{ContributionKind, ContributionStatus, Lang};

/// Name of a kind.
pub const fn contribution_kind(lang: Lang, kind: ContributionKind) -> &'static str {
    match kind {
        ContributionKind::Vraag => lang.pick("vraag", "question"),
        ContributionKind::Voorbeeld => lang.pick("voorbeeld", "example"),
        ContributionKind::Cursus => lang.pick("cursus of training", "course or training"),
        ContributionKind::Hulp => lang.pick("hulp of kennis", "help or knowledge"),
    }
}

/// Name of a status.
pub const fn contribution_status(lang: Lang, status: ContributionStatus) -> &'static str {
    match status {
        ContributionStatus::Nieuw => lang.pick("wacht op beoordeling", "waiting for review"),
        ContributionStatus::Gepubliceerd => lang.pick("gepubliceerd", "published"),
        ContributionStatus::Afgewezen => lang.pick("afgewezen", "refused"),
        ContributionStatus::Ingetrokken => lang.pick("ingetrokken", "withdrawn"),
    }
}

/// A moment to the minute in Dutch time: `22 november 2026, 14:05`. `seconds` since 1970.
pub fn moment(lang: Lang, seconds: i64) -> String {
    let Ok(stamp) = Timestamp::from_second(seconds) else { return date(lang, "") };
    let zone = TimeZone::get("Europe/Amsterdam").unwrap_or(TimeZone::UTC);
    let local = stamp.to_zoned(zone);
    format!("{}, {:02}:{:02}", date(lang, &local.date().to_string()), local.hour(), local.minute())
}

/// The beginning of a text, cut between words.
pub fn shorten(body: &str) -> String {
    const MOST: usize = 280;
    let text = body.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= MOST {
        return text;
    }
    let cut: String = text.chars().take(MOST).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{} …", cut.get(..end).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_between_words_and_says_so() {
        assert_eq!(shorten("Kort,\n en goed."), "Kort, en goed.");
        let long = shorten(&"woord ".repeat(100));
        assert!(long.ends_with("woord …") && long.chars().count() <= 282, "{long}");
    }

    #[test]
    fn a_moment_is_told_in_dutch_time_summer_and_winter() {
        assert_eq!(moment(Lang::Nl, 1_795_352_700), "22 november 2026, 14:05");
        assert_eq!(moment(Lang::En, 1_782_907_200), "1 July 2026, 14:00");
    }
}
