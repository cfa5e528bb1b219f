//! What columns are called: `AantalInwoners_5`, `Bevolking/Leeftijdsgroepen/0 tot 15 jaar (aantal)`, `a_inw `.

use super::super::fault::{At, Fault};

/// The names of the columns of a file, trimmed.
#[derive(Clone, Debug)]
pub struct Headings {
    names: Vec<String>,
    at: At,
}

/// Why a name is not that of one column.
#[derive(Debug)]
pub enum NotOne {
    /// No column is called so.
    None,
    /// Several are: these.
    Several(String),
}

impl Headings {
    /// Of these names, which stand at `at`. An empty one at the end is that of no column: some publishers end every line
    /// with a separator.
    pub fn new<'n>(names: impl Iterator<Item = &'n str>, at: At) -> Self {
        let mut names: Vec<String> = names.map(|name| name.trim().to_owned()).collect();
        while names.last().is_some_and(String::is_empty) {
            names.pop();
        }
        Self { names, at }
    }

    /// Where they stand.
    pub const fn at(&self) -> &At {
        &self.at
    }

    /// The names.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// How many columns there are.
    pub const fn len(&self) -> usize {
        self.names.len()
    }

    /// The column that `wanted` names: as it is written; else without the number that StatLine puts behind it, which moves
    /// from edition to edition; else by its heading with or without the groups above it and the unit behind it.
    ///
    /// # Errors
    /// No column, or several, are called so.
    pub fn find(&self, wanted: &str) -> Result<usize, NotOne> {
        let ways: [fn(&str, &str) -> bool; 4] = [
            |name, wanted| name == wanted,
            |name, wanted| stem(name) == wanted,
            |name, wanted| plain(name) == plain(wanted) || titled(name) == plain(wanted),
            |name, wanted| {
                let (wanted, full, short) = (plain(wanted), plain(name), titled(name));
                [full, short].iter().any(|name| name.rsplit('/').next() == Some(wanted.as_str()))
            },
        ];
        for way in ways {
            let found: Vec<usize> =
                self.names.iter().enumerate().filter(|(_, name)| way(name, wanted)).map(|(at, _)| at).collect();
            match found.as_slice() {
                [] => {}
                [one] => return Ok(*one),
                more => {
                    let names = more.iter().filter_map(|&at| self.names.get(at)).map(String::as_str);
                    return Err(NotOne::Several(names.collect::<Vec<_>>().join(", ")));
                }
            }
        }
        Err(NotOne::None)
    }
}

/// The fault of a column that the headings do not name, or name several times.
pub fn missing_column(file: &str, headings: &Headings, name: &str, why: &NotOne) -> Fault {
    let at = headings.at.clone();
    match why {
        NotOne::None => Fault::new(file, at, name, "no such column", "a column of this name in the header"),
        NotOne::Several(names) => {
            let expected = "the name of one of them, with the groups above it or its unit";
            Fault::new(file, at, name, format!("several columns: {names}"), expected)
        }
    }
}

/// `AantalInwoners` of `AantalInwoners_5`: the name of a column without the number that StatLine puts behind it.
pub fn stem(name: &str) -> &str {
    let digits = name.trim_end_matches(|c: char| c.is_ascii_digit());
    digits.strip_suffix('_').filter(|_| digits.len() < name.len()).unwrap_or(name)
}

/// A heading with single blanks and without the mark of what is provisional.
fn plain(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").replace('*', "")
}

/// The same without the unit in the last parentheses.
fn titled(name: &str) -> String {
    let name = plain(name);
    match (name.ends_with(')'), name.rfind(" (")) {
        (true, Some(at)) => name.get(..at).unwrap_or_default().trim_end().to_owned(),
        _ => name,
    }
}
