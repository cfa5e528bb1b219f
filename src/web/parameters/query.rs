//! Strict query parameters: every page names the ones it knows; unknown, doubled or malformed ones are answered with
//! 400 and the allowed ones, so that a mistyped address never shows something else than was asked for.

use std::str::FromStr;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::urls::LANG;
use crate::web::error::AppError;

/// Parameters of a page.
pub trait Parameters: Sized {
    /// The names that the page knows, besides `lang`.
    const NAMES: &'static [&'static str];
    /// Those of [`Self::NAMES`] that may stand more than once.
    const LISTS: &'static [&'static str] = &[];

    /// Reads the parameters.
    fn read(fields: &Fields) -> Result<Self, AppError>;
}

/// A page without parameters of its own.
#[derive(Clone, Copy, Debug)]
pub struct NoParameters;

impl Parameters for NoParameters {
    const NAMES: &'static [&'static str] = &[];

    fn read(_: &Fields) -> Result<Self, AppError> {
        Ok(Self)
    }
}

/// The fields of a query in order; an empty value counts as absent, as a form sends every field.
#[derive(Clone, Debug, Default)]
pub struct Fields {
    pairs: Vec<(String, String)>,
}

impl Fields {
    /// Splits a query string.
    pub fn parse(query: &str) -> Result<Self, AppError> {
        let pairs: Vec<(String, String)> =
            serde_urlencoded::from_str(query).map_err(|_| AppError::malformed_query())?;
        if pairs.iter().any(|(name, value)| name.contains(['\u{fffd}', '\0']) || value.contains(['\u{fffd}', '\0'])) {
            return Err(AppError::malformed_query());
        }
        Ok(Self { pairs })
    }

    /// All pairs in order.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.pairs
    }

    /// Value of `name`, where it is given and not empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.pairs.iter().find(|(found, value)| found == name && !value.is_empty()).map(|(_, value)| value.as_str())
    }

    /// All values of a list.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.pairs
            .iter()
            .filter(move |(found, value)| found == name && !value.is_empty())
            .map(|(_, value)| value.as_str())
    }

    /// Reads the value of `name`.
    pub fn parsed<T: FromStr>(&self, name: &'static str, expected: &str) -> Result<Option<T>, AppError> {
        self.get(name).map(|text| text.parse().map_err(|_| AppError::bad_parameter(name, text, expected))).transpose()
    }

    /// Refuses names that are unknown, and doubled ones that are no lists.
    pub fn check(&self, names: &'static [&'static str], lists: &[&str]) -> Result<(), AppError> {
        for (position, (name, _)) in self.pairs.iter().enumerate() {
            let known = name == LANG || names.contains(&name.as_str());
            let doubled = self.pairs.iter().take(position).any(|(earlier, _)| earlier == name);
            if !known {
                return Err(AppError::unknown_parameter(name, names));
            }
            if doubled && !lists.contains(&name.as_str()) {
                return Err(AppError::doubled_parameter(name, names));
            }
        }
        Ok(())
    }
}

/// The parameters of the page, checked.
#[derive(Clone, Copy, Debug)]
pub struct Query<P>(pub P);

impl<P: Parameters, S: Send + Sync> FromRequestParts<S> for Query<P> {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, AppError> {
        let fields = Fields::parse(parts.uri.query().unwrap_or_default())?;
        fields.check(P::NAMES, P::LISTS)?;
        if let Some(lang) = fields.get(LANG)
            && !matches!(lang, "nl" | "en")
        {
            return Err(AppError::bad_parameter(LANG, lang, "nl, en"));
        }
        Ok(Self(P::read(&fields)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(query: &str) -> Result<(), AppError> {
        Fields::parse(query)?.check(&["indicator", "gebied"], &["gebied"])
    }

    #[test]
    fn known_parameters_pass_and_lists_may_repeat() {
        assert!(check("indicator=x&lang=en").is_ok());
        assert!(check("gebied=a&gebied=b").is_ok());
        assert!(check("").is_ok());
    }

    #[test]
    fn unknown_and_doubled_parameters_are_refused_with_the_allowed_ones() {
        let error = check("indikator=x").unwrap_err();
        assert!(
            matches!(&error, AppError::BadParameter { allowed, .. } if allowed == &["indicator", "gebied", "lang"])
        );
        assert!(matches!(check("indicator=x&indicator=y"), Err(AppError::BadParameter { .. })));
        assert!(matches!(check("lang=nl&lang=en"), Err(AppError::BadParameter { .. })));
    }

    #[test]
    fn bytes_that_are_no_text_are_refused() {
        assert!(Fields::parse("indicator=%ff").is_err());
        assert!(Fields::parse("indicator=%00").is_err());
    }
}
