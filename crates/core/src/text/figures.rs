//! A figure as it is shown: its value in its decimals, "ten minste" before a sum over part, or why it is missing.

use super::coverage::at_least;
use super::reasons::missing;
use super::units::{short_value, value_with_unit};
use crate::domain::{Indicator, Lang, ShownFigure, Unit, Value};

/// A figure where the unit stands in the heading: `45,3%`, `ten minste 12.415`, `niet gepubliceerd op dit niveau`.
pub fn short_figure(lang: Lang, unit: &Unit, figure: &ShownFigure) -> String {
    write(lang, figure, |value| short_value(lang, unit, value, figure.decimals))
}

/// A figure with its unit in full: `ten minste 12.415 personen`, `klasse 2 (sterk stedelijk)`.
pub fn figure(lang: Lang, indicator: &Indicator, figure: &ShownFigure) -> String {
    write(lang, figure, |value| value_with_unit(lang, &indicator.unit, value, figure.decimals))
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
    fn a_figure_is_written_with_what_qualifies_it() {
        let count = Figure::published(Value::Known(12_415.0));
        let short = |figure: Figure| short_figure(Lang::Nl, &Unit::default(), &ShownFigure::new(figure, 0));
        assert_eq!(short(count), "12.415");
        assert_eq!(short(Figure { at_least: true, ..count }), "ten minste 12.415");
        assert_eq!(short(Figure::missing(Missing::Suppressed)), missing(Lang::Nl, Missing::Suppressed));
    }
}
