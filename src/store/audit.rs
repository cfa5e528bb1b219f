//! The log as a chain: each line carries a hash over itself and the line before it. Whoever changes, adds or takes out a
//! line has to write all later hashes anew, and then the last one is not the one that was noted down elsewhere.

use sha2::{Digest, Sha256};

use super::answer::{Moment, TokenHash};

/// A line of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
    /// When.
    pub at: Moment,
    /// Who.
    pub who: String,
    /// Did what.
    pub action: String,
    /// With which contribution.
    pub contribution: Option<i64>,
    /// Which fields, which link, which account.
    pub detail: String,
}

/// The hash of a line, given that of the line before it (zeros before the first).
pub fn link(before: &TokenHash, number: i64, line: &AuditEntry) -> TokenHash {
    let mut hash = Sha256::new_with_prefix(before);
    // Each part is preceded by its length, so that no two lines read the same.
    let contribution = line.contribution.map(|number| number.to_string()).unwrap_or_default();
    for part in [&number.to_string(), &line.at.to_string(), &line.who, &line.action, &contribution, &line.detail] {
        hash.update(part.len().to_le_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize().into()
}

/// What the log is worth as evidence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chain {
    /// Numbers of the lines with the hash that each must have, as computed from the first line on.
    pub links: Vec<(i64, TokenHash)>,
    /// The first line that does not fit the one before it.
    pub broken: Option<i64>,
    kept: bool,
}

impl Chain {
    /// The hash that the next line builds upon.
    pub fn last(&self) -> TokenHash {
        self.links.last().map_or([0; 32], |(_, hash)| *hash)
    }

    /// Adds the next line with the hash that was kept with it. Lines from before there were hashes have none; after one
    /// that has, none may lack it.
    pub fn add(&mut self, number: i64, line: &AuditEntry, kept: Option<&[u8]>) {
        let computed = link(&self.last(), number, line);
        let fits = kept.map_or(!self.kept, |kept| kept == computed);
        if !fits && self.broken.is_none() {
            self.broken = Some(number);
        }
        self.kept |= kept.is_some();
        self.links.push((number, computed));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(detail: &str) -> AuditEntry {
        AuditEntry {
            at: 1,
            who: "anna".to_owned(),
            action: "bewerkt".to_owned(),
            contribution: Some(3),
            detail: detail.to_owned(),
        }
    }

    fn chain(lines: &[(i64, &str, Option<TokenHash>)]) -> Chain {
        let mut chain = Chain::default();
        for (number, detail, kept) in lines {
            chain.add(*number, &line(detail), kept.as_ref().map(|hash| &hash[..]));
        }
        chain
    }

    #[test]
    fn a_line_that_was_changed_taken_out_or_stripped_breaks_the_chain() {
        let hashes: Vec<TokenHash> =
            chain(&[(1, "a", None), (2, "b", None), (3, "c", None)]).links.iter().map(|(_, hash)| *hash).collect();
        let kept = |at: usize| Some(hashes[at]);
        assert_eq!(chain(&[(1, "a", kept(0)), (2, "b", kept(1)), (3, "c", kept(2))]).broken, None);
        assert_eq!(chain(&[(1, "a", None), (2, "b", kept(1)), (3, "c", kept(2))]).broken, None, "an older line");
        assert_eq!(chain(&[(1, "x", None), (2, "b", kept(1)), (3, "c", kept(2))]).broken, Some(2), "is covered too");
        assert_eq!(chain(&[(1, "a", kept(0)), (2, "x", kept(1)), (3, "c", kept(2))]).broken, Some(2));
        assert_eq!(chain(&[(1, "a", kept(0)), (3, "c", kept(2))]).broken, Some(3));
        assert_eq!(chain(&[(1, "a", kept(0)), (2, "b", None), (3, "c", kept(2))]).broken, Some(2));
    }
}
