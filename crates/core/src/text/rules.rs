//! The rule of an indicator in words: how the figures of members become the figure of an area.

use super::dates::period;
use super::numbers::number;
use crate::domain::{Catalogue, IndicatorPeriod, Lang, MinCount, NoAggregation, Period, Polarity, Rule, WeightedKind};

/// A name inside a sentence: its first letter in lower case, unless it is an abbreviation ("WOZ-waarde").
pub fn lower_first(name: &str) -> String {
    let mut letters = name.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() || !second.is_alphabetic() => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => name.to_owned(),
    }
}

/// A text as it begins a sentence: its first letter a capital.
pub fn capitalise(text: &str) -> String {
    let mut letters = text.chars();
    let mut capital = String::with_capacity(text.len());
    capital.extend(letters.next().into_iter().flat_map(char::to_uppercase));
    capital.push_str(letters.as_str());
    capital
}

/// Whether more is better, in words.
pub const fn polarity(lang: Lang, polarity: Polarity) -> &'static str {
    match polarity {
        Polarity::Neutral => lang.pick(
            "geen: hoger of lager is hier niet beter of slechter",
            "none: higher or lower is neither better nor worse here",
        ),
        Polarity::HigherBetter => lang.pick("hoger is gunstiger", "higher is more favourable"),
        Polarity::HigherWorse => lang.pick("hoger is ongunstiger", "higher is less favourable"),
    }
}

/// Name of the measure or indicator `id` inside a sentence.
fn named(lang: Lang, catalogue: &Catalogue, id: &str) -> String {
    let name = catalogue
        .measure(id)
        .map(|measure| &measure.name)
        .or_else(|| catalogue.indicator(id).map(|indicator| &indicator.name));
    name.map_or_else(|| id.to_owned(), |name| lower_first(name.get(lang)))
}

/// The same with its period: "particuliere huishoudens (2022)".
fn dated(lang: Lang, catalogue: &Catalogue, id: &str, of: Option<Period>) -> String {
    let name = named(lang, catalogue, id);
    of.map_or_else(|| name.clone(), |of| format!("{name} ({})", period(lang, of)))
}

/// The rule of a period in one or two sentences.
pub fn rule(lang: Lang, catalogue: &Catalogue, declared: &IndicatorPeriod) -> String {
    match &declared.rule {
        Rule::Sum {} => lang
            .pick("Opgeteld over de wijken en buurten.", "Added up over the districts and neighbourhoods.")
            .to_owned(),
        Rule::Weighted { kind, weight, weight_period, stand_in } => {
            let weight = dated(lang, catalogue, weight, *weight_period);
            weighted(lang, *kind, &weight, *stand_in)
        }
        Rule::Ratio {
            numerator,
            numerator_period,
            denominator,
            denominator_period,
            factor,
            min_denominator,
            min_count,
        } => {
            let above = dated(lang, catalogue, numerator, numerator_period.or(Some(declared.period)));
            let below = dated(lang, catalogue, denominator, *denominator_period);
            let mut text = ratio(lang, &above, &below, *factor, *min_denominator);
            if let Some(MinCount { measure, least }) = min_count {
                let (least, counted) = (number(lang, *least, 0), named(lang, catalogue, measure));
                let (before, between) = lang.pick((" Ook niet bij minder dan ", " "), (" Nor with fewer than ", " "));
                text.extend([before, &least, between, &counted, "."]);
            }
            text
        }
        Rule::None { because } => not_aggregated(lang, *because).to_owned(),
    }
}

fn weighted(lang: Lang, kind: WeightedKind, weight: &str, stand_in: bool) -> String {
    let mut text = match lang {
        Lang::Nl => format!("Gemiddelde van de wijken en buurten, gewogen met {weight}."),
        Lang::En => format!("Average of the districts and neighbourhoods, weighted by {weight}."),
    };
    if stand_in {
        text.push_str(lang.pick(
            " Dat gewicht vervangt de eigen noemer, die niet is geleverd; het cijfer is een benadering.",
            " That weight stands in for its own denominator, which is not delivered; the figure is an approximation.",
        ));
    } else if kind != WeightedKind::Share {
        text.push_str(lang.pick(
            " Een gemiddelde van gemiddelden is een benadering.",
            " An average of averages is an approximation.",
        ));
    }
    text
}

fn ratio(lang: Lang, above: &str, below: &str, factor: f64, min_denominator: f64) -> String {
    let times = if (factor - 1.0).abs() < f64::EPSILON {
        String::new()
    } else {
        format!("{}{}", lang.pick(", maal ", ", times "), number(lang, factor, 0))
    };
    let mut text = match lang {
        Lang::Nl => format!("Opnieuw berekend: {above} gedeeld door {below}{times}, over dezelfde wijken en buurten."),
        Lang::En => {
            format!("Recomputed: {above} divided by {below}{times}, over the same districts and neighbourhoods.")
        }
    };
    if min_denominator > 0.0 {
        let (before, after) = lang.pick(
            (" Onder ", " in de noemer is er geen cijfer."),
            (" There is no figure when the denominator is below ", "."),
        );
        text.extend([before, &number(lang, min_denominator, 0), after]);
    }
    text
}

const fn not_aggregated(lang: Lang, because: NoAggregation) -> &'static str {
    match because {
        NoAggregation::Class => lang.pick(
            "Niet samengevoegd: een klasse kan niet uit delen worden opgebouwd. Getoond wordt de spreiding van de delen.",
            "Not combined: a class cannot be built from parts. What is shown is the spread of the parts.",
        ),
        NoAggregation::Median => lang.pick(
            "Niet samengevoegd: een mediaan kan niet uit delen worden opgebouwd. Getoond wordt de spreiding van de delen.",
            "Not combined: a median cannot be built from parts. What is shown is the spread of the parts.",
        ),
        NoAggregation::Rank => lang.pick(
            "Niet samengevoegd: een rang of index kan niet uit delen worden opgebouwd. Getoond wordt de spreiding van de \
             delen.",
            "Not combined: a rank or index cannot be built from parts. What is shown is the spread of the parts.",
        ),
        NoAggregation::Mark => lang.pick(
            "Niet samengevoegd: er is niet bekend hoeveel mensen het cijfer gaven. Getoond wordt de spreiding van de delen.",
            "Not combined: it is not known how many people gave the mark. What is shown is the spread of the parts.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Measure, Period, Text, Vintage};

    fn catalogue() -> Catalogue {
        let measure = |id: &str, nl: &str, en: &str| Measure {
            id: id.to_owned(),
            name: Text { nl: nl.to_owned(), en: en.to_owned() },
        };
        Catalogue {
            measures: vec![
                measure("huishoudens", "Particuliere huishoudens", "Private households"),
                measure("misdrijven", "Geregistreerde misdrijven", "Registered crimes"),
                measure("inwoners", "Inwoners", "Inhabitants"),
            ],
            ..Catalogue::default()
        }
    }

    fn declared(rule: Rule) -> IndicatorPeriod {
        IndicatorPeriod {
            period: Period::Year(2024),
            vintage: Vintage(2024),
            decimals: 0,
            area_decimals: None,
            source: String::new(),
            levels: Vec::new(),
            published: true,
            rule,
            break_before: None,
            nil_without_row: false,
        }
    }

    fn weighted_by_households(kind: WeightedKind, stand_in: bool) -> IndicatorPeriod {
        let weight_period = Some(Period::Year(2024));
        declared(Rule::Weighted { kind, weight: "huishoudens".to_owned(), weight_period, stand_in })
    }

    #[test]
    fn a_stand_in_weight_is_said_to_be_one() {
        let period = weighted_by_households(WeightedKind::Share, true);
        assert_eq!(
            rule(Lang::Nl, &catalogue(), &period),
            "Gemiddelde van de wijken en buurten, gewogen met particuliere huishoudens (2024). Dat gewicht vervangt de \
             eigen noemer, die niet is geleverd; het cijfer is een benadering."
        );
        assert_eq!(
            rule(Lang::En, &catalogue(), &period),
            "Average of the districts and neighbourhoods, weighted by private households (2024). That weight stands in \
             for its own denominator, which is not delivered; the figure is an approximation."
        );
    }

    #[test]
    fn a_share_with_its_own_denominator_is_exact_and_a_mean_an_approximation() {
        assert_eq!(
            rule(Lang::Nl, &catalogue(), &weighted_by_households(WeightedKind::Share, false)),
            "Gemiddelde van de wijken en buurten, gewogen met particuliere huishoudens (2024)."
        );
        assert!(
            rule(Lang::Nl, &catalogue(), &weighted_by_households(WeightedKind::Mean, false))
                .ends_with("Een gemiddelde van gemiddelden is een benadering.")
        );
    }

    #[test]
    fn a_ratio_names_numerator_denominator_factor_and_limit() {
        let period = declared(Rule::Ratio {
            numerator: "misdrijven".to_owned(),
            numerator_period: Some(Period::Year(2025)),
            denominator: "inwoners".to_owned(),
            denominator_period: Some(Period::Year(2024)),
            factor: 1000.0,
            min_denominator: 50.0,
            min_count: None,
        });
        assert_eq!(
            rule(Lang::Nl, &catalogue(), &period),
            "Opnieuw berekend: geregistreerde misdrijven (2025) gedeeld door inwoners (2024), maal 1.000, over dezelfde \
             wijken en buurten. Onder 50 in de noemer is er geen cijfer."
        );
        assert_eq!(
            rule(Lang::En, &catalogue(), &period),
            "Recomputed: registered crimes (2025) divided by inhabitants (2024), times 1,000, over the same districts \
             and neighbourhoods. There is no figure when the denominator is below 50."
        );
    }

    #[test]
    fn a_ratio_that_rests_on_a_number_of_things_says_how_many() {
        let period = declared(Rule::Ratio {
            numerator: "misdrijven".to_owned(),
            numerator_period: None,
            denominator: "inwoners".to_owned(),
            denominator_period: None,
            factor: 1.0,
            min_denominator: 100.0,
            min_count: Some(MinCount { measure: "huishoudens".to_owned(), least: 3.0 }),
        });
        let (nl, en) = (rule(Lang::Nl, &catalogue(), &period), rule(Lang::En, &catalogue(), &period));
        assert!(nl.ends_with("geen cijfer. Ook niet bij minder dan 3 particuliere huishoudens."), "{nl}");
        assert!(en.ends_with("Nor with fewer than 3 private households."), "{en}");
    }

    #[test]
    fn a_class_is_never_built_from_parts() {
        let period = declared(Rule::None { because: NoAggregation::Class });
        assert_eq!(
            rule(Lang::Nl, &catalogue(), &period),
            "Niet samengevoegd: een klasse kan niet uit delen worden opgebouwd. Getoond wordt de spreiding van de delen."
        );
        assert_eq!(rule(Lang::Nl, &catalogue(), &declared(Rule::Sum {})), "Opgeteld over de wijken en buurten.");
    }

    #[test]
    fn an_abbreviation_keeps_its_capitals_inside_a_sentence() {
        assert_eq!(lower_first("WOZ-waarde"), "WOZ-waarde");
        assert_eq!(lower_first("Inwoners"), "inwoners");
        assert_eq!(lower_first(""), "");
    }
}
