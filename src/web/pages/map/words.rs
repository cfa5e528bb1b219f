//! What the parts of the page say in the same words: values, names of references, the title.

use crate::domain::{Lang, Level, Owner, Reference, Value};
use crate::text;
use crate::views::explore::{Centre, Class, ExploreView, Mark};

use crate::web::parameters::context::PageContext;

/// Name of the indicator with its period, or with the two that are compared.
pub(super) fn title(lang: Lang, view: &ExploreView<'_>) -> String {
    let name = view.indicator.name.get(lang);
    let period = text::period(lang, view.period.period);
    match view.since {
        None => format!("{name}, {period}"),
        Some(since) => {
            let since = text::period(lang, since.period);
            match lang {
                Lang::Nl => format!("{name}, verandering van {since} tot {period}"),
                Lang::En => format!("{name}, change from {since} to {period}"),
            }
        }
    }
}

/// A value with its unit; a change carries its sign, and that of a percentage is in percentage points.
pub(super) fn value(lang: Lang, view: &ExploreView<'_>, value: f64, decimals: i8) -> String {
    if view.since.is_some() {
        text::signed_difference(lang, &view.indicator.unit, value, decimals)
    } else {
        text::value_with_unit(lang, &view.indicator.unit, value, decimals)
    }
}

/// A value where the unit stands in the heading.
pub(super) fn short(lang: Lang, view: &ExploreView<'_>, value: f64, decimals: i8) -> String {
    if view.since.is_some() {
        text::signed_short(lang, &view.indicator.unit, value, decimals)
    } else {
        text::short_value(lang, &view.indicator.unit, value, decimals)
    }
}

/// A value, or why there is none.
pub(super) fn value_or_reason(lang: Lang, view: &ExploreView<'_>, found: Value, decimals: i8) -> String {
    match found {
        Value::Known(known) => value(lang, view, known, decimals),
        Value::Missing(reason) => text::missing(lang, reason).to_owned(),
    }
}

/// The unit in words, as it stands in headings.
pub(super) fn unit(lang: Lang, view: &ExploreView<'_>) -> String {
    if view.since.is_some() {
        return text::unit_of_change(lang, view.indicator);
    }
    view.indicator.unit_label.get(lang).to_owned()
}

/// The bounds of a class in words.
pub(super) fn bounds(lang: Lang, view: &ExploreView<'_>, class: &Class) -> String {
    // A change of classes is no class.
    let unit = view.since.is_none().then_some(&*view.indicator.unit);
    text::class_bounds(lang, unit, (class.from, class.to), &|value| short(lang, view, value, view.decimals))
}

/// A reference with its value, inside a sentence.
pub(super) fn centre(lang: Lang, view: &ExploreView<'_>, reference: Reference<'_>, centre: &Centre<'_>) -> String {
    format!("{} ({})", text::reference_inline(lang, reference), short(lang, view, centre.value, view.decimals))
}

pub(super) fn mark_name(lang: Lang, mark: &Mark<'_>) -> String {
    match mark.owner {
        Owner::Place(name) => name.to_owned(),
        Owner::Reference(reference) => text::capitalise(&text::reference(lang, reference)),
    }
}

/// "alle 3.352 wijken van Nederland".
pub(super) fn whole_level(lang: Lang, level: Level) -> String {
    let noun = text::level_name(lang, level, true);
    match lang {
        Lang::Nl => format!("alle {noun} van Nederland"),
        Lang::En => format!("all {noun} of the Netherlands"),
    }
}

pub(super) fn number(context: &PageContext, count: usize) -> String {
    text::count(context.lang, count)
}
