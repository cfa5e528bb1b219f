//! What an indicator counts in. A unit is data: how it is written and how a difference in it is said. Those of
//! `units.toml` are known to every catalogue, which may replace them and add its own.

use std::sync::{Arc, LazyLock};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::lang::{Lang, Text};

/// A unit.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// Id in the catalogue (`procent`).
    pub id: String,
    /// Its sign directly before a number, also where the unit stands in the heading ("€ ").
    #[serde(default)]
    pub before: Text,
    /// Its sign directly behind a number ("%", " km").
    #[serde(default)]
    pub after: Text,
    /// Words behind a number that has no sign; the name of the sign where there is one; before the number of a class.
    #[serde(default)]
    pub words: Words,
    /// Decimals in which it is always written, whatever the period says.
    #[serde(default)]
    pub decimals: Option<i8>,
    /// Whether a number above zero is written with its plus.
    #[serde(default)]
    pub signed: bool,
    /// What a difference counts in, where that is something else (percentage points).
    #[serde(default)]
    pub difference: Words,
    /// Whether a comparison tells the difference as a part of the figure that it is compared with.
    #[serde(default)]
    pub relative: bool,
    /// What a higher figure is called in a comparison.
    #[serde(default = "higher")]
    pub higher: Text,
    /// What a lower figure is called in a comparison.
    #[serde(default = "lower")]
    pub lower: Text,
    /// What comes before the name of the whole of which a figure is a part.
    #[serde(default = "part")]
    pub part: Text,
    /// Whether its values are classes from 1 on: they are counted and not averaged, and a map has one colour for each.
    #[serde(default)]
    pub ordinal: bool,
    /// What classes, or stretches of a score, are called.
    #[serde(default)]
    pub classes: Vec<Class>,
}

/// Words in both languages, each in one form for every number, or in the singular and the plural.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Dutch.
    pub nl: Vec<String>,
    /// English.
    pub en: Vec<String>,
}

/// A class of an ordinal unit, or a stretch of a score.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Class {
    /// Where the stretch of a score begins; without it, at the lowest. Classes of an ordinal unit are numbered instead.
    #[serde(default)]
    pub from: Option<f64>,
    /// What it is called.
    pub label: Text,
}

fn text(nl: &str, en: &str) -> Text {
    Text { nl: nl.to_owned(), en: en.to_owned() }
}

fn higher() -> Text {
    text("hoger dan", "higher than")
}

fn lower() -> Text {
    text("lager dan", "lower than")
}

fn part() -> Text {
    text("van het aantal in", "of the number in")
}

impl Words {
    fn of(&self, lang: Lang) -> &[String] {
        match lang {
            Lang::Nl => &self.nl,
            Lang::En => &self.en,
        }
    }

    /// Returns whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.nl.is_empty()
    }

    /// The form for one.
    pub fn one(&self, lang: Lang) -> &str {
        self.of(lang).first().map_or("", String::as_str)
    }

    /// The form for any other number.
    pub fn more(&self, lang: Lang) -> &str {
        self.of(lang).last().map_or("", String::as_str)
    }
}

/// The file with the units that every catalogue knows.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BuiltIn {
    unit: Vec<Unit>,
}

#[expect(clippy::expect_used, reason = "the file is part of the program, and every test of a unit reads it")]
static BUILT_IN: LazyLock<Vec<Unit>> =
    LazyLock::new(|| toml::from_str::<BuiltIn>(include_str!("units.toml")).expect("units.toml holds units").unit);

impl Unit {
    /// The units that every catalogue knows.
    pub fn built_in() -> &'static [Self] {
        &BUILT_IN
    }

    /// The unit of shares that are derived and stand in no catalogue.
    pub fn percent() -> &'static Self {
        static PERCENT: LazyLock<Unit> =
            LazyLock::new(|| BUILT_IN.iter().find(|unit| unit.id == "procent").cloned().unwrap_or_default());
        &PERCENT
    }

    /// Returns whether a number carries a sign of it in narrow columns too.
    pub const fn has_sign(&self) -> bool {
        !self.before.nl.is_empty() || !self.after.nl.is_empty()
    }

    /// The unit of differences; `None` where they count in something else.
    pub const fn of_difference(&self) -> Option<&Self> {
        if self.difference.is_empty() { Some(self) } else { None }
    }

    /// What a value is called: the class with its number, or the stretch of a score that it lies in.
    pub fn class_label(&self, value: f64) -> Option<&Text> {
        let class = if self.ordinal {
            let numbered = self.classes.iter().zip(1_u32..);
            numbered.filter(|(_, number)| (f64::from(*number) - value).abs() < 0.5).map(|(class, _)| class).next()
        } else {
            self.classes.iter().rev().find(|class| class.from.is_none_or(|from| from <= value))
        };
        class.map(|class| &class.label)
    }
}

/// How an indicator holds its unit: by id in files that people write, whole in those of the program.
pub(super) mod held {
    use super::{Arc, Deserialize as _, Deserializer, Serialize as _, Serializer, Unit};

    pub fn serialize<S: Serializer>(unit: &Arc<Unit>, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() { unit.id.serialize(serializer) } else { Unit::serialize(unit, serializer) }
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Arc<Unit>, D::Error> {
        let unit = if deserializer.is_human_readable() {
            Unit { id: String::deserialize(deserializer)?, ..Unit::default() }
        } else {
            Unit::deserialize(deserializer)?
        };
        Ok(Arc::new(unit))
    }
}
