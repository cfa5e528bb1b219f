//! The parameters of `/kaart`.

use crate::domain::Level;
use crate::export::CsvStyle;
use crate::views::explore::{CENTRES, ClassMethod, ExploreQuery, MOST_BREAKS};

use crate::web::error::AppError;
use crate::web::parameters::query::{Fields, Parameters};
use crate::web::parameters::table;

/// What of the page is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    #[default]
    Page,
    /// The parts that change with the controls, for the script of the live map.
    Fragment,
    /// The drawing alone, for the script when the reader has settled: it is what goes on paper.
    Drawing,
}

/// Parameters of the page.
#[derive(Clone, Debug)]
pub struct MapParameters {
    /// What is shown.
    pub query: ExploreQuery,
    /// What of the page is asked for.
    pub form: Form,
    /// How CSV is written.
    pub style: CsvStyle,
}

impl Parameters for MapParameters {
    const NAMES: &'static [&'static str] = &[
        "indicator",
        "niveau",
        "periode",
        "gebied",
        "plaats",
        "punten",
        "klassen",
        "grenzen",
        "rond",
        "verschil",
        "volgorde",
        "pagina",
        "vorm",
        table::STYLE,
    ];

    fn read(fields: &Fields) -> Result<Self, AppError> {
        let level: Option<Level> = fields.parsed("niveau", "gemeente, wijk, buurt")?;
        if level == Some(Level::Land) {
            return Err(AppError::bad_parameter("niveau", "land", "gemeente, wijk, buurt"));
        }
        let page = match fields.get("pagina") {
            None => 1,
            Some(text) => match text.parse::<u16>() {
                Ok(page) if page > 0 => usize::from(page),
                _ => return Err(AppError::bad_parameter("pagina", text, "1, 2, 3, …")),
            },
        };
        let method = one_of(fields, "klassen", &ClassMethod::ALL.map(|method| (method.as_str(), method)))?;
        // A form sends the field of the breaks along; only a reader who wants breaks by hand is held to it.
        let breaks = match (method, fields.get("grenzen")) {
            (Some(ClassMethod::Manual), Some(text)) => breaks(text)?,
            _ => Vec::new(),
        };
        let form = one_of(fields, "vorm", &[("fragment", Form::Fragment), ("tekening", Form::Drawing)])?;
        let ascending = one_of(fields, "volgorde", &[("hoogste", false), ("laagste", true)])?;
        Ok(Self {
            query: ExploreQuery {
                indicator: fields.get("indicator").map(str::to_owned),
                level,
                period: fields.parsed("periode", "2022, 2014-2016")?,
                place: fields.get("gebied").map(str::to_owned),
                selected: fields.get("plaats").map(|text| text.trim().chars().take(100).collect()),
                points: fields.get("punten").map(str::to_owned),
                method: method.unwrap_or_default(),
                breaks,
                around: one_of(fields, "rond", &CENTRES.map(|kind| (kind.as_str(), kind)))?,
                since: fields.parsed("verschil", "2022, 2014-2016")?,
                ascending: ascending.unwrap_or(false),
                page,
            },
            form: form.unwrap_or_default(),
            style: table::style(fields)?,
        })
    }
}

/// The value of a parameter that has a closed list of them.
fn one_of<T: Copy>(fields: &Fields, name: &'static str, list: &[(&str, T)]) -> Result<Option<T>, AppError> {
    let Some(text) = fields.get(name) else { return Ok(None) };
    let found = list.iter().find(|(known, _)| *known == text).map(|&(_, value)| value);
    found.map(Some).ok_or_else(|| {
        let known: Vec<&str> = list.iter().map(|&(known, _)| known).collect();
        AppError::bad_parameter(name, text, &known.join(", "))
    })
}

/// Reads breaks: numbers with a decimal comma or point, set apart by a semicolon or a space. Three digits behind the only
/// mark could be decimals or thousands; such a number is refused, not guessed.
fn breaks(text: &str) -> Result<Vec<f64>, AppError> {
    let wrong = || AppError::bad_parameter("grenzen", text, "10; 20,5; 40, 1500; 2500");
    let words = text.split([';', ' ', '\u{a0}']).map(str::trim).filter(|word| !word.is_empty());
    let mut list = words.map(|word| number(word).ok_or_else(wrong)).collect::<Result<Vec<f64>, AppError>>()?;
    list.sort_by(f64::total_cmp);
    list.dedup();
    if list.len() > MOST_BREAKS {
        return Err(wrong());
    }
    Ok(list)
}

/// A number as a reader types it.
fn number(word: &str) -> Option<f64> {
    let plain = word.replace(['\u{2212}', '–'], "-").replace(',', ".");
    let digits = plain.strip_prefix(['-', '+']).unwrap_or(&plain);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let only_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let readable = !whole.is_empty() && whole.len() <= 9 && fraction.len() <= 4 && fraction.len() != 3;
    if !readable || !only_digits(whole) || !only_digits(fraction) || digits.ends_with('.') {
        return None;
    }
    plain.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Result<MapParameters, AppError> {
        MapParameters::read(&Fields::parse(query).unwrap())
    }

    #[test]
    fn breaks_take_decimal_commas_and_points_and_come_in_order() {
        assert_eq!(breaks("20,5; 10;40").unwrap(), [10.0, 20.5, 40.0]);
        assert_eq!(breaks("-1.5 2 2,0 \u{2212}3").unwrap(), [-3.0, -1.5, 2.0]);
        assert!(breaks("; ;").unwrap().is_empty());
    }

    #[test]
    fn a_break_that_can_be_read_in_two_ways_is_refused() {
        for text in ["1.500", "1,500", "10,20,30", "tien", "1e9", "10;", "1.", "NaN", "inf", "1;2;3;4;5;6"] {
            assert_eq!(breaks(text).is_err(), text != "10;", "{text}");
        }
    }

    #[test]
    fn breaks_count_only_where_the_reader_wants_breaks_by_hand() {
        assert!(read("klassen=natuurlijk&grenzen=1.500").unwrap().query.breaks.is_empty());
        assert!(read("klassen=eigen&grenzen=1.500").is_err());
        assert_eq!(read("klassen=eigen&grenzen=10;20").unwrap().query.breaks, [10.0, 20.0]);
    }

    #[test]
    fn words_outside_the_lists_are_refused() {
        for query in [
            "klassen=jenks",
            "rond=gemiddelde",
            "volgorde=op",
            "vorm=json",
            "niveau=land",
            "pagina=0",
            "verschil=vorig",
        ] {
            assert!(read(query).is_err(), "{query}");
        }
    }
}
