//! What visitors write: questions, and examples, courses and help on offer.

use serde::{Deserialize, Serialize};

/// What a visitor sends in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[derive(strum::IntoStaticStr, strum::EnumString)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum ContributionKind {
    /// A question to others.
    Vraag,
    /// An example from practice.
    Voorbeeld,
    /// A course or training.
    Cursus,
    /// Help: knowledge, hands, a place.
    Hulp,
}

impl ContributionKind {
    /// All kinds, in the order of a list of choices.
    pub const ALL: [Self; 4] = [Self::Vraag, Self::Voorbeeld, Self::Cursus, Self::Hulp];

    /// Id in addresses and in the database.
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// Whether it asks; everything else offers.
    pub const fn asks(self) -> bool {
        matches!(self, Self::Vraag)
    }
}

/// Where a contribution stands. Only a published one is public.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[derive(strum::IntoStaticStr, strum::EnumString)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum ContributionStatus {
    /// Waits for an editor.
    Nieuw,
    /// Public.
    Gepubliceerd,
    /// Refused by an editor; was never public, or is no longer.
    Afgewezen,
    /// Was public and was taken back.
    Ingetrokken,
}

impl ContributionStatus {
    /// All of them, in the order of the desk.
    pub const ALL: [Self; 4] = [Self::Nieuw, Self::Gepubliceerd, Self::Afgewezen, Self::Ingetrokken];

    /// Id in addresses and in the database.
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// Whether an editor may take it from here to `next`: waiting or refused things can be published, waiting things
    /// refused, public things withdrawn, withdrawn things published again.
    pub const fn may_become(self, next: Self) -> bool {
        match next {
            Self::Nieuw => false,
            Self::Gepubliceerd => !matches!(self, Self::Gepubliceerd),
            Self::Afgewezen => matches!(self, Self::Nieuw),
            Self::Ingetrokken => matches!(self, Self::Gepubliceerd),
        }
    }
}

/// The part of a contribution that people write and that may become public.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContributionText {
    /// What it is.
    pub kind: ContributionKind,
    /// One line.
    pub title: String,
    /// Plain text; line breaks count.
    pub body: String,
    /// Slug of a focus area, or code of a gemeente, wijk or buurt of the base vintage; empty when tied to no place.
    pub place: String,
    /// Id of a theme of the vocabulary; empty when tied to none.
    pub theme: String,
    /// Organisation of the sender; empty for none.
    pub organisation: String,
    /// Address of a page (http or https); empty for none.
    pub link: String,
    /// Language that it is written in (`nl`, `en`).
    pub lang: String,
}

/// A contribution as the public sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedContribution {
    /// Number.
    pub number: i64,
    /// What was written, as the editors left it.
    pub text: ContributionText,
    /// E-mail address of the sender, only where the sender agreed to publishing it.
    pub contact: Option<String>,
    /// When it was first published, in seconds since 1970 (UTC).
    pub published_at: i64,
    /// When it last changed, in seconds since 1970 (UTC).
    pub changed_at: i64,
    /// Numbers of published contributions that editors linked: offers to a question, questions to an offer. Ascending.
    pub linked: Vec<i64>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_and_status_is_read_back_from_its_own_id() {
        assert!(ContributionKind::ALL.into_iter().all(|kind| kind.as_str().parse() == Ok(kind)));
        assert!(ContributionStatus::ALL.into_iter().all(|status| status.as_str().parse() == Ok(status)));
        assert_eq!("Vraag".parse::<ContributionKind>(), Err(strum::ParseError::VariantNotFound));
    }

    #[test]
    fn nothing_returns_to_the_queue_and_nothing_refused_is_withdrawn() {
        use ContributionStatus::{Afgewezen, Gepubliceerd, Ingetrokken, Nieuw};
        assert!(ContributionStatus::ALL.into_iter().all(|status| !status.may_become(Nieuw)));
        assert!(Nieuw.may_become(Gepubliceerd) && Afgewezen.may_become(Gepubliceerd));
        assert!(Ingetrokken.may_become(Gepubliceerd) && !Gepubliceerd.may_become(Gepubliceerd));
        assert!(!Afgewezen.may_become(Ingetrokken) && !Gepubliceerd.may_become(Afgewezen));
    }
}
