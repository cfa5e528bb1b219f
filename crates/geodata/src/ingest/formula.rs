//! How one measure follows from the fields of a row.

use csv::StringRecord;

use super::declaration::{SourceColumn, SourceFile};
use super::fault::{At, Fault};
use super::margins;
use super::number;
use super::rows::{Headings, missing_column};
use crate::domain::{Level, Missing, Period, Value};

/// A declared column with its places in the header of one file.
pub struct Compiled<'a> {
    declared: &'a SourceColumn,
    file: &'a SourceFile,
    kind: Kind,
    /// Columns with the bounds of its margin.
    bounds: Option<[Field; 2]>,
}

enum Kind {
    Absent,
    Read(Field),
    Count(Field),
    Share { part: Field, whole: Field },
    Sum { plus: Vec<Field>, minus: Vec<Field> },
    Rest { total: Field, less_percent: Field },
}

struct Field {
    name: String,
    index: usize,
}

impl<'a> Compiled<'a> {
    /// Finds the columns that `declared` names in `header`.
    ///
    /// # Errors
    /// Names every column that is not there, or says that the declaration holds no or two ways to read it.
    pub fn new(declared: &'a SourceColumn, file: &'a SourceFile, headings: &Headings) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut find = |name: &String| {
            let index = headings.find(name).unwrap_or_else(|why| {
                faults.push(missing_column(&file.path, headings, name, &why));
                usize::MAX
            });
            Field { name: name.clone(), index }
        };
        let sum = !declared.plus.is_empty();
        let kind = match (&declared.column, sum, &declared.total, &declared.less_percent) {
            (None, false, None, None) => declared.count_of.as_ref().map(|column| Kind::Count(find(column))),
            (Some(column), false, None, None) => match &declared.share_of {
                Some(whole) => Some(Kind::Share { part: find(column), whole: find(whole) }),
                None => Some(Kind::Read(find(column))),
            },
            (None, true, None, None) => Some(Kind::Sum {
                plus: declared.plus.iter().map(&mut find).collect(),
                minus: declared.minus.iter().map(&mut find).collect(),
            }),
            (None, false, Some(total), Some(percent)) => {
                Some(Kind::Rest { total: find(total), less_percent: find(percent) })
            }
            _ => None,
        };
        let bounds = declared.lower.as_ref().zip(declared.upper.as_ref()).map(|(low, high)| [low, high].map(&mut find));
        if declared.lower.is_some() != declared.upper.is_some()
            || bounds.is_some() && !matches!(kind, Some(Kind::Read(_)))
        {
            return Err(vec![margins::of_one_column(&declared.measure)]);
        }
        let Some(kind) = kind else {
            return Err(vec![Fault::new(
                "package.toml",
                At::Item(declared.measure.clone()),
                "column",
                "no way, or more than one way, to read it",
                "either `column`, or `plus` (and `minus`), or `total` with `less_percent`, or `count_of`",
            )]);
        };
        // An edition that lacks a column altogether says the same as one that leaves it empty.
        let absent = declared.period.or(file.period).is_some_and(|period| declared.absent.contains_key(&period));
        if absent && !faults.is_empty() {
            return Ok(Self { declared, file, kind: Kind::Absent, bounds: None });
        }
        if faults.is_empty() { Ok(Self { declared, file, kind, bounds }) } else { Err(faults) }
    }

    /// The columns that it is read from.
    pub fn places(&self) -> Vec<usize> {
        let bounds = self.bounds.iter().flatten().map(|field| field.index);
        let mut places = match &self.kind {
            Kind::Absent => Vec::new(),
            Kind::Read(field) | Kind::Count(field) => vec![field.index],
            Kind::Share { part, whole } => vec![part.index, whole.index],
            Kind::Sum { plus, minus } => plus.iter().chain(minus).map(|field| field.index).collect(),
            Kind::Rest { total, less_percent } => vec![total.index, less_percent.index],
        };
        places.extend(bounds);
        places
    }

    /// Whether it is read from the rows of `level` and `period`.
    pub fn is_of(&self, level: Level, period: Period) -> bool {
        let SourceColumn { levels, periods, .. } = self.declared;
        (levels.is_empty() || levels.contains(&level)) && (periods.is_empty() || periods.contains(&period))
    }

    /// The value of this measure in `record`; what is wrong goes to `notes`, each with the name of its field.
    pub fn value(&self, record: &StringRecord, notes: &mut Notes<'a>) -> Value {
        let value = match &self.kind {
            Kind::Absent => Value::Missing(Missing::NotInDelivery),
            Kind::Read(field) => self.read(field, record, notes),
            Kind::Count(field) => match self.read(field, record, notes) {
                Value::Known(_) => Value::Known(1.0),
                missing @ Value::Missing(_) => missing,
            },
            Kind::Share { part, whole } => {
                let (part, whole) = (self.read(part, record, notes), self.read(whole, record, notes));
                match join(part, whole, |part, whole| part / whole * 100.0) {
                    Value::Known(share) if !share.is_finite() => Value::Missing(Missing::NotApplicable),
                    share => share,
                }
            }
            Kind::Sum { plus, minus } => {
                let start = plus
                    .iter()
                    .fold(Value::Known(0.0), |sum, field| join(sum, self.read(field, record, notes), |a, b| a + b));
                minus.iter().fold(start, |sum, field| join(sum, self.read(field, record, notes), |a, b| a - b))
            }
            Kind::Rest { total, less_percent } => {
                let total = self.read(total, record, notes);
                join(total, self.read(less_percent, record, notes), |total, percent| total * (1.0 - percent / 100.0))
            }
        };
        self.within_range(self.scaled(value), notes)
    }

    /// A factor moves the point, so the decimals that can be right after it are those of the source at most.
    fn scaled(&self, value: Value) -> Value {
        value.map(|number| number::round_to(number * self.declared.factor.unwrap_or(1.0), self.declared.decimals))
    }

    /// Whether a row of a bound says something of it: the bounds of a sum or a share are not those of its parts.
    pub const fn has_own_bounds(&self) -> bool {
        matches!(self.kind, Kind::Read(_))
    }

    /// The bounds of its margin that stand in columns of their own, the lower first; `None` where none are declared.
    pub fn bounds(&self, record: &StringRecord, notes: &mut Notes<'a>) -> Option<[Value; 2]> {
        let fields = self.bounds.as_ref()?;
        Some(fields.each_ref().map(|field| self.scaled(self.read(field, record, notes))))
    }

    /// The bound that stands in the column itself, in a row of bounds.
    pub fn bound(&self, record: &StringRecord, notes: &mut Notes<'a>) -> Value {
        match &self.kind {
            Kind::Read(field) => self.scaled(self.read(field, record, notes)),
            _ => Value::Missing(Missing::NotInDelivery),
        }
    }

    fn read(&self, field: &Field, record: &StringRecord, notes: &mut Notes<'a>) -> Value {
        let text = record.get(field.index).unwrap_or_default().trim();
        if text.is_empty() {
            return Value::Missing(Missing::NotInDelivery);
        }
        if let Some(&reason) = self.file.missing.get(text) {
            return Value::Missing(reason);
        }
        let mut wrong = |expected: String| {
            notes.faults.push(FieldFault { field: field.name.clone(), found: format!("\"{text}\""), expected });
            Value::Missing(Missing::NotInDelivery)
        };
        if !self.declared.recode.is_empty() {
            return match self.declared.recode.get(text) {
                Some(&number) => Value::Known(number),
                None => wrong(format!("one of: {}", join_words(self.declared.recode.keys()))),
            };
        }
        let pointed = number::pointed(text, self.file.decimal);
        let parsed =
            pointed.as_deref().and_then(if self.declared.rounded { number::parse_of_model } else { number::parse });
        let (Some(number), Some(text)) = (parsed, pointed.as_deref()) else {
            if self.file.decimal == '.' && number::pointed(text, ',').as_deref().and_then(number::parse).is_some() {
                notes.commas.push((field.name.clone(), text.to_owned()));
                return Value::Missing(Missing::NotInDelivery);
            }
            return wrong(match self.file.decimal {
                '.' => number::EXPECTED.to_owned(),
                mark => format!("a number with digits and {mark:?} before decimals, as `decimal` declares"),
            });
        };
        if let Some(sentinel) = self.file.sentinels.iter().find(|sentinel| number <= sentinel.at_most) {
            return Value::Missing(sentinel.reason);
        }
        if matches!(self.kind, Kind::Read(_))
            && !self.declared.rounded
            && number::decimals(text) > usize::from(self.declared.decimals)
        {
            return wrong(format!("at most {} decimals", self.declared.decimals));
        }
        Value::Known(number)
    }

    fn within_range(&self, value: Value, notes: &mut Notes<'a>) -> Value {
        let (Value::Known(number), Some([low, high])) = (value, self.declared.range) else { return value };
        if (low..=high).contains(&number) {
            return value;
        }
        if let Some(outside) = &self.declared.outside {
            notes.left_out.push(self.declared);
            return Value::Missing(outside.becomes);
        }
        notes.faults.push(FieldFault {
            field: self.declared.measure.clone(),
            found: number.to_string(),
            expected: format!("a value from {low} to {high}"),
        });
        value
    }
}

/// What came up while a row was read.
#[derive(Default)]
pub struct Notes<'a> {
    /// Numbers with a decimal comma where a point is declared, with their columns.
    pub commas: Vec<(String, String)>,
    /// What is wrong.
    pub faults: Vec<FieldFault>,
    /// Columns whose value was outside its range and was left out, as declared.
    pub left_out: Vec<&'a SourceColumn>,
}

/// A fault in a field of a row; the reader adds file and line.
pub struct FieldFault {
    /// Column.
    pub field: String,
    /// Text found.
    pub found: String,
    /// What should stand there.
    pub expected: String,
}

/// Joins words with commas.
pub fn join_words<'a>(words: impl Iterator<Item = &'a String>) -> String {
    words.map(String::as_str).collect::<Vec<_>>().join(", ")
}

fn join(a: Value, b: Value, f: impl FnOnce(f64, f64) -> f64) -> Value {
    match (a, b) {
        (Value::Known(a), Value::Known(b)) => Value::Known(f(a, b)),
        (Value::Missing(reason), _) | (_, Value::Missing(reason)) => Value::Missing(reason),
    }
}
