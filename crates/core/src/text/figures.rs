//! A figure as it is shown: its value in its decimals, "ten minste" before a sum over part, or why it is missing.

use std::borrow::Cow;

use super::coverage::at_least;
use super::numbers::{NBSP, number};
use super::reasons::missing;
use super::units::{short_value, value_with_unit};
use crate::domain::{Indicator, Lang, Margin, ShownFigure, Unit, Value};

/// A figure where the unit stands in the heading: `45,3%`, `ten minste 12.415`, `niet gepubliceerd op dit niveau`.
pub fn short_figure(lang: Lang, unit: &Unit, figure: &ShownFigure) -> String {
    write(lang, figure, |value| short_value(lang, unit, value, figure.decimals))
}

/// A figure with its unit in full: `ten minste 12.415 personen`, `klasse 2 (sterk stedelijk)`.
pub fn figure(lang: Lang, indicator: &Indicator, figure: &ShownFigure) -> String {
    write(lang, figure, |value| value_with_unit(lang, &indicator.unit, value, figure.decimals))
}

/// A figure where the unit stands in the heading, with the margin that its publisher gives: `62% (58–66)`.
pub fn short_figure_with_margin(lang: Lang, unit: &Unit, figure: &ShownFigure) -> String {
    let short = short_figure(lang, unit, figure);
    beside_margin(lang, short.into(), figure.margin, unit.decimals.unwrap_or(figure.decimals)).into_owned()
}

/// What is said of a figure, with its margin behind it where it has one.
pub fn beside_margin(lang: Lang, said: Cow<'_, str>, found: Option<Margin>, decimals: i8) -> Cow<'_, str> {
    match found {
        Some(found) => format!("{said}{NBSP}({})", margin(lang, found, decimals)).into(),
        None => said,
    }
}

/// A margin at the decimals of its figure, on one line: `58–66`, and below zero `−3 tot 2`.
pub fn margin(lang: Lang, margin: Margin, decimals: i8) -> String {
    let [lower, upper] = [margin.lower, margin.upper].map(|bound| number(lang, bound, decimals));
    if margin.lower < 0.0 {
        return format!("{lower}{NBSP}{}{NBSP}{upper}", lang.pick("tot", "to"));
    }
    // A dash is a place to break a line, unless a joiner follows it.
    format!("{lower}\u{2013}\u{2060}{upper}")
}

/// What a margin is: whose it is, and that it is of an estimate.
pub const fn margin_explained(lang: Lang) -> &'static str {
    lang.pick(
        "de 95%-betrouwbaarheidsmarge van de schatting, zoals de bron die geeft",
        "the 95% confidence interval of the estimate, as its source gives it",
    )
}

fn write(lang: Lang, figure: &ShownFigure, value: impl FnOnce(f64) -> String) -> String {
    match figure.value {
        Value::Known(known) if figure.at_least => at_least(lang, &value(known)),
        Value::Known(known) => value(known),
        Value::Missing(reason) => missing(lang, reason).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Figure, Missing};

    #[test]
    fn a_margin_stands_behind_its_figure_on_one_line() {
        let unit = |id: &str| Unit::built_in().iter().find(|unit| unit.id == id).unwrap();
        let said = |lang, id, value, (lower, upper), decimals| {
            let figure = Figure::published(Value::Known(value)).with_margin(Some(Margin { lower, upper }));
            short_figure_with_margin(lang, unit(id), &ShownFigure::new(figure, decimals)).replace('\u{2060}', "")
        };
        assert_eq!(said(Lang::Nl, "procent", 62.0, (58.04, 66.0), 0), "62%\u{a0}(58–66)");
        assert_eq!(said(Lang::Nl, "procent", 6.25, (5.5, 7.0), 1), "6,3%\u{a0}(5,5–7,0)");
        assert_eq!(said(Lang::En, "kilometer", 1.5, (1.0, 2.0), 1), "1.5\u{a0}km\u{a0}(1.0–2.0)");
        assert_eq!(said(Lang::En, "score", 0.1, (-0.2, 0.4), 1), "+0.1\u{a0}(\u{2212}0.2\u{a0}to\u{a0}0.4)");
        let absent = Figure::missing(Missing::Suppressed).with_margin(Some(Margin { lower: 1.0, upper: 2.0 }));
        assert_eq!(absent.margin, None, "what is missing has no margin");
    }

    #[test]
    fn a_figure_is_written_with_what_qualifies_it() {
        let count = Figure::published(Value::Known(12_415.0));
        let short = |figure: Figure| short_figure(Lang::Nl, &Unit::default(), &ShownFigure::new(figure, 0));
        assert_eq!(short(count), "12.415");
        assert_eq!(short(Figure { at_least: true, ..count }), "ten minste 12.415");
        assert_eq!(short(Figure::missing(Missing::Suppressed)), missing(Lang::Nl, Missing::Suppressed));
    }
}
