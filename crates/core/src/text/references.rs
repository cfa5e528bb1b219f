//! Every form of the name of a reference.

use super::areas::areas_counted;
use super::units::level_name;
use crate::domain::{Lang, Level, Reference, ReferenceKind};

/// The name as it stands on its own, in headings, legends and files: "Nederland", "rest van Utrecht".
pub fn reference(lang: Lang, reference: Reference<'_>) -> String {
    match reference {
        Reference::Nederland => lang.pick("Nederland", "Netherlands").to_owned(),
        Reference::Gemeente(name) => format!("{} {name}", lang.pick("gemeente", "municipality of")),
        Reference::Rest(name) => format!("{} {name}", lang.pick("rest van", "rest of")),
        Reference::Together(programme) => {
            format!("{} {}", areas_counted(lang, programme), lang.pick("samen", "together"))
        }
        Reference::Matched(level) => matched_regions(lang, level),
    }
}

/// The name inside a sentence, with its article: "Nederland", "de rest van Utrecht", "the Netherlands".
pub fn reference_inline(lang: Lang, named: Reference<'_>) -> String {
    match named {
        Reference::Nederland => lang.pick("Nederland", "the Netherlands").to_owned(),
        Reference::Gemeente(_) | Reference::Rest(_) | Reference::Together(_) => {
            format!("{} {}", lang.pick("de", "the"), reference(lang, named))
        }
        Reference::Matched(_) => reference(lang, named),
    }
}

/// What a difference is measured against, in the short form of a legend: "met rest van Utrecht".
pub fn reference_against(lang: Lang, named: Reference<'_>) -> String {
    match lang {
        Lang::Nl => format!("met {}", reference(lang, named)),
        Lang::En => format!("with {}", reference_inline(lang, named)),
    }
}

/// The name of its column in files, the same for every place.
pub const fn reference_key(lang: Lang, kind: ReferenceKind) -> &'static str {
    match kind {
        ReferenceKind::Nederland => lang.pick("nederland", "netherlands"),
        ReferenceKind::Gemeente => lang.pick("gemeente", "municipality"),
        ReferenceKind::Rest => lang.pick("rest_van_gemeente", "rest_of_municipality"),
        ReferenceKind::Together => lang.pick("gebieden_samen", "areas_together"),
        ReferenceKind::Matched(Level::Land | Level::Gemeente) => {
            lang.pick("vergelijkbare_gemeenten", "similar_municipalities")
        }
        ReferenceKind::Matched(Level::Wijk) => lang.pick("vergelijkbare_wijken", "similar_districts"),
        ReferenceKind::Matched(Level::Buurt) => lang.pick("vergelijkbare_buurten", "similar_neighbourhoods"),
    }
}

/// What the matched neighbourhoods of a place are called.
pub fn matched_regions(lang: Lang, level: Level) -> String {
    format!("{} {}", lang.pick("vergelijkbare", "similar"), level_name(lang, level, true))
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;
    use crate::domain::Designation;

    static PROGRAMME: LazyLock<Designation> = LazyLock::new(|| Designation::sample("20", Some(20)));

    fn named(kind: ReferenceKind) -> Reference<'static> {
        match kind {
            ReferenceKind::Nederland => Reference::Nederland,
            ReferenceKind::Gemeente => Reference::Gemeente("Utrecht"),
            ReferenceKind::Rest => Reference::Rest("Utrecht"),
            ReferenceKind::Together => Reference::Together(&PROGRAMME),
            ReferenceKind::Matched(level) => Reference::Matched(level),
        }
    }

    #[test]
    fn every_reference_has_names_and_keys_of_its_own_in_both_languages() {
        for lang in [Lang::Nl, Lang::En] {
            let forms: [fn(Lang, ReferenceKind) -> String; 5] = [
                |lang, kind| reference(lang, named(kind)),
                |lang, kind| reference_inline(lang, named(kind)),
                |lang, kind| reference_against(lang, named(kind)),
                |lang, kind| reference_key(lang, kind).to_owned(),
                |_, kind| kind.as_str().to_owned(),
            ];
            for form in forms {
                let mut words: Vec<String> = ReferenceKind::ALL.iter().map(|&kind| form(lang, kind)).collect();
                assert!(words.iter().all(|word| !word.is_empty()));
                words.sort();
                words.dedup();
                assert_eq!(words.len(), ReferenceKind::ALL.len(), "{words:?}");
            }
        }
        assert!(ReferenceKind::ALL.iter().all(|&kind| named(kind).kind() == kind));
    }

    #[test]
    fn a_name_inside_a_sentence_carries_its_article() {
        assert_eq!(reference_inline(Lang::Nl, Reference::Rest("Utrecht")), "de rest van Utrecht");
        assert_eq!(reference_inline(Lang::En, Reference::Gemeente("Utrecht")), "the municipality of Utrecht");
        assert_eq!(reference_inline(Lang::Nl, Reference::Together(&PROGRAMME)), "de 20 gebieden samen");
        assert_eq!(reference_against(Lang::Nl, Reference::Rest("Utrecht")), "met rest van Utrecht");
    }
}
