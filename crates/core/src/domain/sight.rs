//! For which gemeenten an indicator exists, and who may see it.

use std::collections::BTreeSet;

use super::catalogue::{Audience, Indicator};
use super::code::{Level, RegionCode};

impl Indicator {
    /// Returns whether it exists in some gemeenten only.
    pub const fn is_local(&self) -> bool {
        !self.scope.is_empty()
    }

    /// Returns whether it exists in a gemeente. What lies in no one gemeente, as the country, has no local indicators.
    pub fn exists_in(&self, gemeente: Option<RegionCode>) -> bool {
        !self.is_local() || gemeente.is_some_and(|code| self.scope.contains(&code))
    }

    /// Returns whether not everyone may see it.
    pub fn is_restricted(&self) -> bool {
        self.audience != Audience::Everyone
    }
}

/// The gemeenten of which an account may see restricted figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sight {
    everywhere: bool,
    gemeenten: BTreeSet<RegionCode>,
}

impl Sight {
    /// Stands for every gemeente where a sight is written down.
    pub const EVERYWHERE: &'static str = "*";

    /// The sight that is written as these words: codes of gemeenten, or `*`.
    ///
    /// # Errors
    /// The first word that is neither.
    pub fn read<T: AsRef<str>>(words: impl IntoIterator<Item = T>) -> Result<Self, String> {
        let mut sight = Self::default();
        for word in words {
            let word = word.as_ref();
            if word == Self::EVERYWHERE {
                sight.everywhere = true;
                continue;
            }
            let code = word.parse::<RegionCode>().ok().filter(|code| code.level() == Level::Gemeente);
            sight.gemeenten.insert(code.ok_or_else(|| word.to_owned())?);
        }
        Ok(sight)
    }

    /// The words that it is written as.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        let everywhere = self.everywhere.then_some(Self::EVERYWHERE);
        everywhere.into_iter().chain(self.gemeenten.iter().map(RegionCode::as_str))
    }

    /// Returns whether it shows no restricted figure.
    pub fn is_nothing(&self) -> bool {
        !self.everywhere && self.gemeenten.is_empty()
    }

    /// Returns whether it shows an indicator: it covers every gemeente that has figures of it.
    pub fn shows(&self, indicator: &Indicator) -> bool {
        let covered = |code: &RegionCode| self.everywhere || self.gemeenten.contains(code);
        !indicator.is_restricted() || (indicator.is_local() && indicator.scope.iter().all(covered))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sight_is_read_as_it_is_written_and_nothing_else_is_one() {
        let sight = Sight::read(["GM0344", "*", "GM0106"]).unwrap();
        assert_eq!(sight.words().collect::<Vec<_>>(), ["*", "GM0106", "GM0344"]);
        assert!(Sight::read([""; 0]).unwrap().is_nothing() && !sight.is_nothing());
        for word in ["Utrecht", "WK034401", "NL01", ""] {
            assert_eq!(Sight::read(["GM0344", word]), Err(word.to_owned()));
        }
    }
}
