//! Why a figure is missing, in plain words.

use crate::domain::{Lang, Missing};

/// The reason in a few words, for the place where a figure would stand.
pub const fn missing(lang: Lang, reason: Missing) -> &'static str {
    match reason {
        Missing::Suppressed => lang.pick("afgeschermd", "withheld"),
        Missing::NotInDelivery => lang.pick("niet geleverd", "not delivered"),
        Missing::NotPublishedAtLevel => lang.pick("niet op dit niveau", "not at this level"),
        Missing::NotApplicable => lang.pick("niet van toepassing", "not applicable"),
        Missing::NotYetAvailable => lang.pick("nog niet beschikbaar", "not yet available"),
        Missing::BoundaryChanged => lang.pick("grens gewijzigd", "boundary changed"),
        Missing::NotAggregable => lang.pick("geen cijfer voor het geheel", "no figure for the whole"),
        Missing::TooLittleCoverage => lang.pick("te weinig bekend", "too little known"),
        Missing::DenominatorTooSmall => lang.pick("te klein aantal", "number too small"),
    }
}

/// The reason as a sentence.
pub const fn missing_long(lang: Lang, reason: Missing) -> &'static str {
    match reason {
        Missing::Suppressed => lang.pick(
            "De bron toont dit cijfer niet, om personen te beschermen.",
            "The source withholds this figure to protect persons.",
        ),
        Missing::NotInDelivery => lang.pick(
            "Dit cijfer zit niet in de levering. Het kan ook nul zijn.",
            "This figure is not in the delivery. It may also be nil.",
        ),
        Missing::NotPublishedAtLevel => lang.pick(
            "De bron publiceert dit cijfer niet op dit niveau.",
            "The source does not publish this figure at this level.",
        ),
        Missing::NotApplicable => lang.pick(
            "Dit cijfer heeft hier geen betekenis, bijvoorbeeld omdat er geen woningen zijn.",
            "This figure has no meaning here, for example because there are no dwellings.",
        ),
        Missing::NotYetAvailable => lang
            .pick("De bron heeft deze periode nog niet gepubliceerd.", "The source has not published this period yet."),
        Missing::BoundaryChanged => lang.pick(
            "De grenzen waren toen anders. Uit de gebieden van toen is geen eerlijk cijfer voor deze plek te maken.",
            "The boundaries were different then. The regions of that time give no honest figure for this place.",
        ),
        Missing::NotAggregable => lang.pick(
            "Dit cijfer kan niet uit delen worden opgebouwd. De spreiding van de buurten of wijken staat erbij.",
            "This figure cannot be built from parts. The spread of the neighbourhoods or districts is shown.",
        ),
        Missing::TooLittleCoverage => lang.pick(
            "Van te weinig wijken en buurten is het cijfer bekend: minder dan 80% van het geheel.",
            "Too few districts and neighbourhoods have a known figure: less than 80% of the whole.",
        ),
        Missing::DenominatorTooSmall => lang.pick(
            "Er zijn te weinig personen of huishoudens om een verhouding uit te rekenen.",
            "There are too few persons or households to compute a ratio.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_has_its_own_words_in_both_languages() {
        for lang in [Lang::Nl, Lang::En] {
            let mut short: Vec<_> = Missing::ALL.iter().map(|&reason| missing(lang, reason)).collect();
            let mut long: Vec<_> = Missing::ALL.iter().map(|&reason| missing_long(lang, reason)).collect();
            assert!(long.iter().all(|text| text.ends_with('.')));
            short.sort_unstable();
            short.dedup();
            long.sort_unstable();
            long.dedup();
            assert_eq!((short.len(), long.len()), (9, 9));
        }
    }

    #[test]
    fn a_blank_in_a_delivery_is_said_to_be_possibly_nil() {
        assert_eq!(
            missing_long(Lang::Nl, Missing::NotInDelivery),
            "Dit cijfer zit niet in de levering. Het kan ook nul zijn."
        );
        assert_eq!(missing(Lang::Nl, Missing::BoundaryChanged), "grens gewijzigd");
        assert_eq!(missing(Lang::En, Missing::Suppressed), "withheld");
    }
}
