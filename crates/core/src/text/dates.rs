//! Dates and periods.

use crate::domain::{Designation, Lang, Period};

const MONTHS: [(&str, &str); 12] = [
    ("januari", "January"),
    ("februari", "February"),
    ("maart", "March"),
    ("april", "April"),
    ("mei", "May"),
    ("juni", "June"),
    ("juli", "July"),
    ("augustus", "August"),
    ("september", "September"),
    ("oktober", "October"),
    ("november", "November"),
    ("december", "December"),
];

/// A date as its source gives it: a year, a month or a day (`2022`, `2022-07`, `2022-07-01`, also with a time behind
/// it). Text that is no date comes back unchanged; an empty one says that there is no date.
pub fn date(lang: Lang, iso: &str) -> String {
    if iso.is_empty() {
        return lang.pick("zonder datum", "undated").to_owned();
    }
    parts(lang, iso).unwrap_or_else(|| iso.to_owned())
}

fn parts(lang: Lang, iso: &str) -> Option<String> {
    let day = iso.split_once('T').map_or(iso, |(day, _)| day);
    let mut fields = day.split('-');
    let year: u16 = fields.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let Some(month) = fields.next() else { return Some(year.to_string()) };
    let number: usize = month.parse().ok()?;
    let month = MONTHS.get(number.checked_sub(1)?).map(|&(nl, en)| lang.pick(nl, en))?;
    let Some(day) = fields.next() else { return Some(format!("{month} {year}")) };
    let day: u8 = day.parse().ok().filter(|day| (1..=31).contains(day))?;
    Some(format!("{day} {month} {year}"))
}

/// A period: `2022`, or `2014-2016` (with a dash in English) for the interval of a change.
pub fn period(lang: Lang, period: Period) -> String {
    match period {
        Period::Year(year) => year.to_string(),
        Period::Span(from, to) => format!("{from}{}{to}", lang.pick('-', '\u{2013}')),
    }
}

/// From when to when a designation was valid.
pub fn designation_dates(lang: Lang, from: &str, to: &str) -> String {
    match (from.is_empty(), to.is_empty()) {
        (false, true) => format!("{} {}", lang.pick("sinds", "since"), date(lang, from)),
        (false, false) => format!("{} {} {}", date(lang, from), lang.pick("tot", "to"), date(lang, to)),
        (true, false) => {
            let until = date(lang, to);
            match lang {
                Lang::Nl => format!("tot {until}; begindatum niet vastgesteld"),
                Lang::En => format!("until {until}; start date not established"),
            }
        }
        (true, true) => lang.pick("data niet vastgesteld", "dates not established").to_owned(),
    }
}

/// The same of a designation as a whole. A list by name without a last day does not last: when it ended is not known.
pub fn dates_of(lang: Lang, designation: &Designation) -> String {
    let (from, to) = (designation.valid_from.as_str(), designation.valid_to.as_str());
    if designation.has_areas() || from.is_empty() || !to.is_empty() {
        return designation_dates(lang, from, to);
    }
    let from = date(lang, from);
    match lang {
        Lang::Nl => format!("vanaf {from}; einddatum niet vastgesteld"),
        Lang::En => format!("from {from}; end date not established"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::DesignationRole;

    #[test]
    fn a_date_is_written_as_precisely_as_its_source_gives_it() {
        assert_eq!(date(Lang::Nl, "2026-11-22"), "22 november 2026");
        assert_eq!(date(Lang::En, "2026-11-22"), "22 November 2026");
        assert_eq!(date(Lang::Nl, "2022-07"), "juli 2022");
        assert_eq!(date(Lang::Nl, "2007"), "2007");
        assert_eq!(date(Lang::Nl, "2026-11-22T06:40:00Z"), "22 november 2026");
    }

    #[test]
    fn text_that_is_no_date_is_not_guessed_at() {
        assert_eq!(date(Lang::Nl, ""), "zonder datum");
        assert_eq!(date(Lang::En, ""), "undated");
        assert_eq!(date(Lang::Nl, "2022-13"), "2022-13");
        assert_eq!(date(Lang::Nl, "voorjaar 2023"), "voorjaar 2023");
    }

    #[test]
    fn a_designation_says_from_when_to_when() {
        assert_eq!(designation_dates(Lang::Nl, "2022-07", ""), "sinds juli 2022");
        assert_eq!(designation_dates(Lang::Nl, "", "2022-07"), "tot juli 2022; begindatum niet vastgesteld");
        assert_eq!(designation_dates(Lang::En, "2007", "2012"), "2007 to 2012");
        assert_eq!(designation_dates(Lang::En, "", ""), "dates not established");
    }

    #[test]
    fn a_list_by_name_is_not_said_to_last() {
        let mut list = Designation::sample("40", None);
        list.role = Some(DesignationRole::List);
        (list.valid_from, list.valid_to) = ("2007-03-22".to_owned(), String::new());
        assert_eq!(dates_of(Lang::Nl, &list), "vanaf 22 maart 2007; einddatum niet vastgesteld");
        list.role = Some(DesignationRole::Programme);
        assert_eq!(dates_of(Lang::Nl, &list), "sinds 22 maart 2007");
    }

    #[test]
    fn the_interval_of_a_change_names_both_years() {
        assert_eq!(period(Lang::Nl, Period::Span(2014, 2016)), "2014-2016");
        assert_eq!(period(Lang::En, Period::Span(2014, 2016)), "2014–2016");
        assert_eq!(period(Lang::Nl, Period::Year(2024)), "2024");
    }
}
