//! Addresses as they stand in links.

use std::fmt;

use super::LANG;
use super::encode::query_value;
use crate::domain::Lang;

/// An address on this site: path, query and fragment, each written as an address has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    path: String,
    query: String,
    fragment: String,
}

impl Address {
    pub(super) const fn new(path: String) -> Self {
        Self { path, query: String::new(), fragment: String::new() }
    }

    /// The address of a page by the path of its request.
    pub fn requested(path: &str) -> Self {
        Self::new(path.to_owned())
    }

    /// The same with one more parameter.
    #[must_use]
    pub fn query(mut self, name: &str, value: impl fmt::Display) -> Self {
        if !self.query.is_empty() {
            self.query.push('&');
        }
        self.query.push_str(&query_value(name));
        self.query.push('=');
        self.query.push_str(&query_value(&value.to_string()));
        self
    }

    /// The same with more parameters, in their order.
    #[must_use]
    pub fn queries<N: AsRef<str>, V: AsRef<str>>(self, pairs: impl IntoIterator<Item = (N, V)>) -> Self {
        pairs.into_iter().fold(self, |address, (name, value)| address.query(name.as_ref(), value.as_ref()))
    }

    /// The same in this language, whatever the reader prefers.
    #[must_use]
    pub fn in_language(self, lang: Lang) -> Self {
        self.query(LANG, lang.tag())
    }

    /// The place with this id on the page.
    #[must_use]
    pub fn fragment(mut self, id: impl fmt::Display) -> Self {
        self.fragment = id.to_string();
        self
    }

    /// The same as a file: the extension stands behind the path.
    #[must_use]
    pub fn file(mut self, extension: &str) -> Self {
        self.path.push('.');
        self.path.push_str(extension);
        self
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        if !self.query.is_empty() {
            write!(f, "?{}", self.query)?;
        }
        if !self.fragment.is_empty() {
            write!(f, "#{}", self.fragment)?;
        }
        Ok(())
    }
}

impl From<Address> for String {
    fn from(address: Address) -> Self {
        address.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_path_extension_query_and_fragment_in_that_order() {
        let address = Address::new("/kaart".to_owned()).fragment("tabel").query("indicator", "woz waarde");
        let address = address.queries([("niveau", "wijk")]).file("csv").in_language(Lang::En);
        assert_eq!(address.to_string(), "/kaart.csv?indicator=woz+waarde&niveau=wijk&lang=en#tabel");
    }
}
