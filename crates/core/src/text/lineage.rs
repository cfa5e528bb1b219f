//! What became of a place between two divisions.

use super::numbers::{NBSP, share_in_words};
use super::units::level_name;
use crate::domain::{Change, Lang, Level, Vintage};

/// What is told: a region that is called `name`, in the divisions `then` (newest first), held against the base `now`.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// Its level.
    pub level: Level,
    /// Its name.
    pub name: &'a str,
    /// Divisions other than the base, newest first.
    pub then: &'a [Vintage],
    /// The base.
    pub now: Vintage,
    /// What happened between them.
    pub change: Change,
    /// Names with codes of where its ground is, or was: what took its place, then the largest share first.
    pub others: &'a [String],
    /// Whether the first of them has the code of the place.
    pub same_code: bool,
    /// Those of them that lie in the place as a whole, beside the first.
    pub joined: &'a [String],
}

/// Names that a sentence lists; what is more is counted.
const LISTED: usize = 4;

impl Told<'_> {
    fn is_later(&self) -> bool {
        self.then.iter().all(|then| *then > self.now)
    }

    fn first(&self) -> &str {
        self.others.first().map_or("", String::as_str)
    }
}

/// A change in a word or two.
pub const fn change(lang: Lang, change: Change) -> &'static str {
    match change {
        Change::Same => lang.pick("gelijk gebleven", "unchanged"),
        Change::Renamed => lang.pick("andere naam", "renamed"),
        Change::Recoded => lang.pick("andere code", "recoded"),
        Change::Split => lang.pick("gesplitst", "split"),
        Change::Merged => lang.pick("samengevoegd", "merged"),
        Change::Moved => lang.pick("andere grens", "boundary changed"),
        Change::Ended => lang.pick("verdeeld", "divided"),
        Change::Unknown => lang.pick("niet te vergelijken", "not comparable"),
    }
}

/// Divisions in a sentence: "de indeling van 2022", "de indelingen van 2016, 2019 en 2020".
pub fn divisions(lang: Lang, vintages: &[Vintage]) -> String {
    let years: Vec<String> = vintages.iter().rev().map(ToString::to_string).collect();
    let one = years.len() == 1;
    let list = listed(lang, &years);
    match (lang, one) {
        (Lang::Nl, true) => format!("de indeling van {list}"),
        (Lang::Nl, false) => format!("de indelingen van {list}"),
        (Lang::En, true) => format!("the division of {list}"),
        (Lang::En, false) => format!("the divisions of {list}"),
    }
}

/// "A, B en C".
fn listed(lang: Lang, items: &[String]) -> String {
    let and = lang.pick(" en ", " and ");
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [others @ .., last] => format!("{}{and}{last}", others.join(", ")),
    }
}

/// The same of names, the first few; what is more is counted.
fn named(lang: Lang, names: &[String]) -> String {
    // Counting a single one takes as much room as naming it.
    let shown = if names.len() == LISTED + 1 { names.len() } else { LISTED };
    let mut shown: Vec<String> = names.iter().take(shown).cloned().collect();
    let more = names.len() - shown.len();
    if more > 0 {
        shown.push(match lang {
            Lang::Nl => format!("nog {more}"),
            Lang::En => format!("{more} more"),
        });
    }
    listed(lang, &shown)
}

/// What a code stood for in other divisions: "Weesp was in de indeling van 2022 een gemeente".
pub fn stood_for(lang: Lang, told: &Told<'_>) -> String {
    let (level, divisions) = (level_name(lang, told.level, false), divisions(lang, told.then));
    let name = told.name;
    if told.change == Change::Unknown {
        return match lang {
            Lang::Nl => format!("{name} staat als {level} in de lijst bij {divisions}."),
            Lang::En => format!("{name} is listed as a {level} with {divisions}."),
        };
    }
    match (lang, told.is_later()) {
        (Lang::Nl, false) => format!("{name} was in {divisions} een {level}."),
        (Lang::Nl, true) => format!("{name} is in {divisions} een {level}."),
        (Lang::En, false) => format!("{name} was a {level} in {divisions}."),
        (Lang::En, true) => format!("{name} is a {level} in {divisions}."),
    }
}

/// Where the ground of a region of other divisions is in the base: "… hoort deze grond bij Amsterdam".
pub fn is_now(lang: Lang, told: &Told<'_>) -> String {
    let now = divisions(lang, &[told.now]);
    let (count, levels) = (told.others.len(), level_name(lang, told.level, true));
    let first = told.first();
    match (lang, told.change) {
        (Lang::Nl, Change::Same | Change::Renamed) => {
            format!("In {now} is dat dezelfde plek onder dezelfde code: {first}.")
        }
        (Lang::En, Change::Same | Change::Renamed) => {
            format!("In {now} it is the same place under the same code: {first}.")
        }
        (Lang::Nl, Change::Recoded) => format!("In {now} is dat dezelfde plek onder een andere code: {first}."),
        (Lang::En, Change::Recoded) => format!("In {now} it is the same place under another code: {first}."),
        (Lang::Nl, Change::Moved) => format!("In {now} is dat {first}, met een andere grens."),
        (Lang::En, Change::Moved) => format!("In {now} it is {first}, with another boundary."),
        (Lang::Nl, _) if count == 1 => format!("In {now} hoort deze grond bij {first}."),
        (Lang::En, _) if count == 1 => format!("In {now} this ground belongs to {first}."),
        (Lang::Nl, Change::Unknown) => {
            format!("Waar dat in {now} bij hoort, volgt niet uit de omtrekken die zijn geleverd.")
        }
        (Lang::En, Change::Unknown) => {
            format!("Where it belongs in {now} does not follow from the outlines that were delivered.")
        }
        (Lang::Nl, Change::Ended) => {
            format!("In {now} is deze grond verdeeld over {count} {levels}, waar ook andere grond bij hoort.")
        }
        (Lang::En, Change::Ended) => {
            format!("In {now} this ground is divided over {count} {levels} that hold other ground too.")
        }
        (Lang::Nl, _) => format!("In {now} is deze grond verdeeld over {count} {levels}."),
        (Lang::En, _) => format!("In {now} this ground is divided over {count} {levels}."),
    }
}

/// What a region of the base was in other divisions: "Deze buurt was in de indeling van 2019 een deel van …". Nothing
/// where it was the same, or where no outline tells.
pub fn was(lang: Lang, told: &Told<'_>) -> Option<String> {
    let divisions = divisions(lang, told.then);
    let level = level_name(lang, told.level, false);
    let this = match (lang, told.level) {
        (Lang::Nl, _) => format!("Deze {level}"),
        (Lang::En, _) => format!("This {level}"),
    };
    let (first, all) = (told.first(), named(lang, told.others));
    let text = match (lang, told.is_later(), told.change) {
        (_, _, Change::Same | Change::Unknown) => return None,
        (Lang::Nl, false, Change::Renamed) => format!("{this} heette in {divisions} {first}."),
        (Lang::En, false, Change::Renamed) => format!("{this} was called {first} in {divisions}."),
        (Lang::Nl, true, Change::Renamed) => format!("{this} heet in {divisions} {first}."),
        (Lang::En, true, Change::Renamed) => format!("{this} is called {first} in {divisions}."),
        (Lang::Nl, false, Change::Recoded) => format!("{this} had in {divisions} een andere code: {first}."),
        (Lang::En, false, Change::Recoded) => format!("{this} had another code in {divisions}: {first}."),
        (Lang::Nl, true, Change::Recoded) => format!("{this} heeft in {divisions} een andere code: {first}."),
        (Lang::En, true, Change::Recoded) => format!("{this} has another code in {divisions}: {first}."),
        (_, _, Change::Moved) => moved(lang, told, &this, &divisions),
        (Lang::Nl, false, Change::Split) => format!("{this} was in {divisions} een deel van {first}."),
        (Lang::En, false, Change::Split) => format!("{this} was a part of {first} in {divisions}."),
        (Lang::Nl, true, Change::Merged) => format!("{this} is in {divisions} een deel van {first}."),
        (Lang::En, true, Change::Merged) => format!("{this} is a part of {first} in {divisions}."),
        (Lang::Nl, false, Change::Merged) => format!("{this} bestond in {divisions} uit {all}."),
        (Lang::En, false, Change::Merged) => format!("{this} was made of {all} in {divisions}."),
        (Lang::Nl, true, Change::Split) => format!("{this} is in {divisions} verdeeld over {all}."),
        (Lang::En, true, Change::Split) => format!("{this} is divided over {all} in {divisions}."),
        (Lang::Nl, false, Change::Ended) => format!("{this} is gevormd uit delen van {all} van {divisions}."),
        (Lang::En, false, Change::Ended) => format!("{this} was formed from parts of {all} of {divisions}."),
        (Lang::Nl, true, Change::Ended) => format!("{this} is in {divisions} verdeeld over delen van {all}."),
        (Lang::En, true, Change::Ended) => format!("{this} is divided over parts of {all} in {divisions}."),
    };
    Some(text)
}

/// The same place with another boundary.
fn moved(lang: Lang, told: &Told<'_>, this: &str, divisions: &str) -> String {
    let had = match (lang, told.is_later()) {
        (Lang::Nl, false) => format!("{this} had in {divisions} een andere grens"),
        (Lang::Nl, true) => format!("{this} heeft in {divisions} een andere grens"),
        (Lang::En, false) => format!("{this} had another boundary in {divisions}"),
        (Lang::En, true) => format!("{this} has another boundary in {divisions}"),
    };
    let code = match lang {
        _ if told.same_code => String::new(),
        Lang::Nl => format!(" en een andere code: {}", told.first()),
        Lang::En => format!(" and another code: {}", told.first()),
    };
    let without = match lang {
        _ if told.joined.is_empty() || told.is_later() => String::new(),
        Lang::Nl => format!("; {} hoorde er nog niet bij", named(lang, told.joined)),
        Lang::En => format!("; {} did not belong to it yet", named(lang, told.joined)),
    };
    format!("{had}{code}{without}.")
}

/// A code that stood for another place: it must not be read as the history of this one.
pub fn reused(lang: Lang, code: &str, told: &Told<'_>) -> String {
    let (name, divisions, now) = (told.name, divisions(lang, told.then), named(lang, told.others));
    match (lang, told.is_later()) {
        (Lang::Nl, false) => {
            format!("Let op: de code {code} stond in {divisions} voor een andere plek, {name}. Die is nu: {now}.")
        }
        (Lang::Nl, true) => {
            format!("Let op: de code {code} staat in {divisions} voor een andere plek, {name}. Die is nu: {now}.")
        }
        (Lang::En, false) => {
            format!("Note: the code {code} stood for another place in {divisions}, {name}. That is now: {now}.")
        }
        (Lang::En, true) => {
            format!("Note: the code {code} stands for another place in {divisions}, {name}. That is now: {now}.")
        }
    }
}

/// A share of the inhabitants of a place, or of its surface: "94% van de inwoners van Weesp".
pub fn share_of(lang: Lang, share: f64, by_surface: bool, whose: &str) -> String {
    let all = share >= 1.0 - f64::from(f32::EPSILON);
    let share = share_in_words(lang, share);
    match (lang, by_surface, all) {
        (Lang::Nl, false, true) => format!("alle inwoners van {whose}"),
        (Lang::En, false, true) => format!("all residents of {whose}"),
        (Lang::Nl, true, true) => format!("de hele oppervlakte van {whose}"),
        (Lang::En, true, true) => format!("the whole surface of {whose}"),
        (Lang::Nl, false, false) => format!("{share}{NBSP}van de inwoners van {whose}"),
        (Lang::En, false, false) => format!("{share}{NBSP}of the residents of {whose}"),
        (Lang::Nl, true, false) => format!("{share}{NBSP}van de oppervlakte van {whose}"),
        (Lang::En, true, false) => format!("{share}{NBSP}of the surface of {whose}"),
    }
}

/// What something was written about, where that is another place today: "geschreven over Jordaan WK036306, de indeling van
/// 2022".
pub fn written_about(lang: Lang, name: &str, code: &str, vintage: Vintage) -> String {
    let (written, division) = (lang.pick("geschreven over", "written about"), divisions(lang, &[vintage]));
    let name = if name == code { String::new() } else { format!("{name} ") };
    format!("{written} {name}{code}, {division}")
}

/// How the shares were found.
pub fn lineage_method(lang: Lang, people_of: &str) -> String {
    match lang {
        Lang::Nl => format!(
            "Afgeleid door de omtrekken van beide indelingen over elkaar te leggen. Aandelen tellen de inwoners van \
             {people_of} die nu op die grond wonen, gelijk verdeeld over elke buurt; waar minder dan 50 mensen wonen, de \
             oppervlakte. Wat minder is dan een tiende van beide plekken is weggelaten: zo veel kunnen twee keer \
             vereenvoudigde omtrekken verschillen zonder dat een grens veranderde."
        ),
        Lang::En => format!(
            "Derived by laying the outlines of both divisions over each other. Shares count the residents of {people_of} \
             who live on that ground now, spread evenly over each neighbourhood; where fewer than 50 people live, the \
             surface. What is less than a tenth of both places is left out: outlines that were simplified twice may differ \
             that much without any change of a boundary."
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told<'a>(name: &'a str, then: &'a [Vintage], change: Change, others: &'a [String]) -> Told<'a> {
        Told {
            level: Level::Gemeente,
            name,
            then,
            now: Vintage(2024),
            change,
            others,
            same_code: true,
            joined: &others[1..],
        }
    }

    #[test]
    fn the_story_of_a_place_says_only_what_the_divisions_tell() {
        let others = ["Amsterdam (GM0363)".to_owned()];
        let weesp = told("Weesp", &[Vintage(2022), Vintage(2020), Vintage(2019)], Change::Merged, &others);
        assert_eq!(stood_for(Lang::Nl, &weesp), "Weesp was in de indelingen van 2019, 2020 en 2022 een gemeente.");
        assert_eq!(is_now(Lang::Nl, &weesp), "In de indeling van 2024 hoort deze grond bij Amsterdam (GM0363).");
        assert_eq!(is_now(Lang::En, &weesp), "In the division of 2024 this ground belongs to Amsterdam (GM0363).");
    }

    #[test]
    fn what_a_place_was_lists_a_few_and_counts_the_rest() {
        let names: Vec<String> =
            ["Boxmeer", "Cuijk", "Grave", "Mill", "Uden", "Veghel", "Weert"].map(str::to_owned).to_vec();
        let merged = told("Land van Cuijk", &[Vintage(2020)], Change::Merged, &names);
        assert_eq!(
            was(Lang::Nl, &merged).unwrap(),
            "Deze gemeente bestond in de indeling van 2020 uit Boxmeer, Cuijk, Grave, Mill en nog 3."
        );
        assert_eq!(was(Lang::Nl, &told("A", &[Vintage(2020)], Change::Same, &names)), None);
        assert_eq!(
            was(Lang::Nl, &told("Purmerend", &[Vintage(2020)], Change::Moved, &names[..2])).unwrap(),
            "Deze gemeente had in de indeling van 2020 een andere grens; Cuijk hoorde er nog niet bij."
        );
        let later = told("A", &[Vintage(2025)], Change::Split, &names[..2]);
        assert_eq!(
            was(Lang::En, &later).unwrap(),
            "This municipality is divided over Boxmeer and Cuijk in the division of 2025."
        );
    }
}
