//! What an address answers whose key names no place.

use crate::atlas::{Atlas, MOST_MEMBERS, SelectionError};
use crate::domain::{LONGEST_NAME, OwnKeyError, RegionCode, Text};
use crate::views::place::KeyError;

use crate::web::error::AppError;
use crate::web::parameters::suggestions::{gone, suggestion, unknown_place};

/// Unknown codes that an answer names.
const NAMED: usize = 20;

/// The answer to a key that names no place: 404 with suggestions, or 400 with what is wrong with it. `parameter` is
/// where the key stood.
pub fn refused(atlas: &Atlas, parameter: &str, error: &KeyError) -> AppError {
    match error {
        KeyError::Unknown(key) => unknown_place(atlas, key),
        KeyError::Own(error) => AppError::BadParameter {
            parameter: parameter.to_owned(),
            detail: unreadable(error),
            allowed: vec![format!("{parameter}=eigen_0344-03-04.11.12").into()],
        },
        KeyError::Selection(error) => selection(atlas, error),
    }
}

/// What is wrong with a key of a reader's own place, or with its name.
pub fn unreadable(error: &OwnKeyError) -> Text {
    match error {
        OwnKeyError::Part(part) => Text {
            nl: format!(
                "“{part}” is niet te lezen als deel van een eigen gebied. Dat schrijft u als eigen_0344-03-04.11.12: \
                 per gemeente de wijken, en achter een wijk de buurten die u eruit kiest."
            ),
            en: format!(
                "“{part}” cannot be read as part of an area of your own. Write it as eigen_0344-03-04.11.12: per \
                 municipality its districts, and after a district the neighbourhoods that you choose from it."
            ),
        },
        OwnKeyError::Name => Text {
            nl: format!("De naam is langer dan {LONGEST_NAME} tekens."),
            en: format!("The name is longer than {LONGEST_NAME} characters."),
        },
    }
}

/// A selection that makes no place, as an answer.
pub fn selection(atlas: &Atlas, error: &SelectionError) -> AppError {
    match error {
        SelectionError::Unknown(codes) => unknown_codes(atlas, &texts(codes)),
        SelectionError::TooMany(_) => AppError::BadRequest(told(error)),
    }
}

/// The same as a text on the page.
pub fn told(error: &SelectionError) -> Text {
    match error {
        SelectionError::Unknown(codes) => {
            let codes = texts(codes).join(", ");
            Text { nl: format!("Onbekende codes: {codes}."), en: format!("Unknown codes: {codes}.") }
        }
        SelectionError::TooMany(count) => Text {
            nl: format!("Dit zijn {count} wijken en buurten; een eigen gebied heeft er ten hoogste {MOST_MEMBERS}."),
            en: format!(
                "These are {count} districts and neighbourhoods; an area of your own has at most {MOST_MEMBERS}."
            ),
        },
    }
}

/// Codes that the base vintage does not have, each named, with what may be meant by the first.
pub fn unknown_codes(atlas: &Atlas, texts: &[String]) -> AppError {
    if let [one] = texts
        && let Some(gone) = gone(atlas, one)
    {
        return gone;
    }
    let named: Vec<String> = texts.iter().take(NAMED).map(|text| text.chars().take(20).collect()).collect();
    let more = texts.len().saturating_sub(NAMED);
    let list = named.join(", ");
    let (nl_more, en_more) = if more > 0 {
        (format!(" en nog {more}"), format!(" and {more} more"))
    } else {
        (String::new(), String::new())
    };
    let hits = named.first().map(|first| atlas.search.suggest(first, 5)).unwrap_or_default();
    AppError::NotFound {
        detail: Text {
            nl: format!("Deze codes bestaan niet in de indeling van nu: {list}{nl_more}."),
            en: format!("These codes do not exist in the present division: {list}{en_more}."),
        },
        suggestions: hits.iter().map(suggestion).collect(),
    }
}

/// Codes as text.
pub fn texts(codes: &[RegionCode]) -> Vec<String> {
    codes.iter().map(ToString::to_string).collect()
}
