//! Addresses with their changing parts in braces.

use std::fmt;

use super::address::Address;
use super::encode::push_segment;

/// An address as the router and the API description write it: `/gebieden/{slug}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Route(&'static str);

impl Route {
    pub(super) const fn new(pattern: &'static str) -> Self {
        Self(pattern)
    }

    /// The pattern, with the names of the parts in braces.
    pub const fn pattern(self) -> &'static str {
        self.0
    }

    /// What every address of this route begins with: everything before its first part.
    pub fn folder(self) -> &'static str {
        self.0.split_once('{').map_or(self.0, |(folder, _)| folder)
    }

    /// The address whose parts are these, in the order of the braces.
    pub(super) fn filled(self, parts: &[&dyn fmt::Display]) -> Address {
        let mut path = String::with_capacity(self.0.len() + 16);
        let mut rest = self.0;
        let mut parts = parts.iter();
        while let Some((before, (name, after))) =
            rest.split_once('{').and_then(|(before, after)| Some((before, after.split_once('}')?)))
        {
            path.push_str(before);
            match parts.next() {
                Some(part) => push_segment(&mut path, &part.to_string()),
                None => path.extend(["{", name, "}"]),
            }
            rest = after;
        }
        path.push_str(rest);
        Address::new(path)
    }

    /// The address of a route without parts.
    pub fn address(self) -> Address {
        Address::new(self.0.to_owned())
    }

    /// The address with a parameter.
    pub fn query(self, name: &str, value: impl fmt::Display) -> Address {
        self.address().query(name, value)
    }

    /// The address with parameters.
    pub fn queries<N: AsRef<str>, V: AsRef<str>>(self, pairs: impl IntoIterator<Item = (N, V)>) -> Address {
        self.address().queries(pairs)
    }

    /// The address of a place on the page.
    pub fn fragment(self, id: impl fmt::Display) -> Address {
        self.address().fragment(id)
    }

    /// The address of the same as a file.
    pub fn file(self, extension: &str) -> Address {
        self.address().file(extension)
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl From<Route> for Address {
    fn from(route: Route) -> Self {
        route.address()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_take_the_place_of_the_braces_in_their_order() {
        let route = Route::new("/tiles/{vintage}/{indicator}/{period}.json");
        assert_eq!(
            route.filled(&[&2024, &"koopwoningen", &"2014-2016"]).to_string(),
            "/tiles/2024/koopwoningen/2014-2016.json"
        );
        assert_eq!(route.folder(), "/tiles/");
        assert_eq!(Route::new("/gebieden/{slug}").filled(&[&"a b/c"]).to_string(), "/gebieden/a%20b%2Fc");
    }

    #[test]
    fn a_part_that_is_not_given_stays_for_the_client_to_fill() {
        let route = Route::new("/tiles/{release}/{z}/{x}.mvt");
        assert_eq!(route.filled(&[&"1"]).to_string(), "/tiles/1/{z}/{x}.mvt");
    }
}
