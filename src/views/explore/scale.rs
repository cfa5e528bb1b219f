//! Classes and their colours: from low to high, or around a named reference.

use std::sync::Arc;

use crate::atlas::{Atlas, Figure};
use crate::domain::{Owner, Reference, ReferenceKind, ShownFigure, Value, round_to};
use crate::stats::breaks::{Method, class_of};
use crate::stats::round::as_shown;

use super::query::{Adjusted, CENTRES, Chosen, ClassMethod, ExploreQuery};
use super::selected::Selected;

/// The middle colour of the diverging scale.
const MIDDLE: usize = 25;
/// The most breaks that a reader may give: five steps on one side of a reference still have colours of their own.
pub const MOST_BREAKS: usize = 5;

/// A class of the legend.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Class {
    /// Its colour: 0 (low) to 4 (high); from 10 on for figures with more than five classes; 20 to 30 around the neutral
    /// 25 on a diverging scale.
    pub index: usize,
    /// Lower bound, inclusive; `None` for the lowest class.
    pub from: Option<f64>,
    /// Upper bound, exclusive; `None` for the highest class.
    pub to: Option<f64>,
    /// Regions in view.
    pub count: usize,
}

/// The middle of a diverging scale.
#[derive(Clone, Debug, PartialEq)]
pub struct Centre<'a> {
    /// What it is; `None` for "no change".
    pub reference: Option<Reference<'a>>,
    /// Its figure, in the decimals of the map.
    pub figure: ShownFigure,
    /// Its value as shown.
    pub value: f64,
}

impl<'a> Centre<'a> {
    fn new(reference: Option<Reference<'a>>, value: f64, decimals: i8) -> Self {
        let value = round_to(value, decimals);
        let figure = ShownFigure::new(Figure::published(Value::Known(value)), decimals);
        Self { reference, figure, value }
    }

    /// Whether it is the reference of this kind.
    pub fn is(&self, kind: ReferenceKind) -> bool {
        self.reference.is_some_and(|reference| reference.kind() == kind)
    }
}

/// How values become classes.
#[derive(Debug)]
pub struct Scale<'a> {
    /// The method that was used.
    pub method: ClassMethod,
    /// Rounded bounds between classes, ascending.
    pub breaks: Arc<[f64]>,
    /// The middle of a diverging scale.
    pub centre: Option<Centre<'a>>,
    /// The references that can be the middle.
    pub offered: Vec<Centre<'a>>,
}

impl<'a> Scale<'a> {
    pub(super) fn new(
        atlas: &'a Atlas,
        query: &ExploreQuery,
        chosen: &mut Chosen<'a>,
        gemeente: Option<(&'a str, Value)>,
    ) -> Self {
        let offered = offered(atlas, chosen, gemeente);
        let ordinal = chosen.indicator.unit.ordinal;
        let mut method = query.method;
        if ordinal && method != ClassMethod::Quantile {
            chosen.adjusted.push(Adjusted::Method(method));
            method = ClassMethod::Quantile;
        }
        let centre = if chosen.since.is_some() {
            Some(Centre::new(None, 0.0, chosen.shown.decimals))
        } else {
            query.around.and_then(|wanted| {
                let found = offered.iter().find(|centre| centre.is(wanted)).cloned();
                if found.is_none() {
                    chosen.adjusted.push(Adjusted::Around(wanted));
                }
                found
            })
        };
        let value = centre.as_ref().map(|centre| centre.value);
        let shown = &chosen.shown;
        let breaks: Arc<[f64]> = if chosen.indicator.choropleth {
            match method {
                ClassMethod::Quantile => atlas.shown_breaks(shown, &Method::Quantile, value),
                ClassMethod::Natural => atlas.shown_breaks(shown, &Method::Natural, value),
                ClassMethod::Equal => atlas.shown_breaks(shown, &Method::Equal, value),
                // A reader who has given no breaks yet starts from the quantiles.
                ClassMethod::Manual if query.breaks.is_empty() => atlas.shown_breaks(shown, &Method::Quantile, value),
                ClassMethod::Manual => atlas.shown_breaks(shown, &Method::Manual(query.breaks.clone()), value),
            }
        } else {
            Arc::from([])
        };
        Self { method, breaks, centre, offered }
    }

    /// The classes, without their counts.
    pub(super) fn classes(&self) -> Vec<Class> {
        let bounds = |index: usize| self.breaks.get(index).copied();
        (0..=self.breaks.len())
            .map(|index| Class {
                index: self.colour(index),
                from: index.checked_sub(1).and_then(bounds),
                to: bounds(index),
                count: 0,
            })
            .collect()
    }

    /// The class (from 0) of a shown value.
    pub fn class_of(&self, value: f64) -> usize {
        class_of(&self.breaks, value)
    }

    pub fn colour(&self, class: usize) -> usize {
        match &self.centre {
            None => sequential(class, self.breaks.len() + 1),
            Some(centre) => diverging(class, self.class_of(centre.value), self.breaks.len() + 1),
        }
    }

    /// Whether a class holds the reference in the middle.
    pub fn is_middle(&self, class: usize) -> bool {
        self.centre.as_ref().is_some_and(|centre| self.class_of(centre.value) == class)
    }
}

/// The references with a figure. A class has no middle, and neither has a change, whose middle is always nothing.
fn offered<'a>(atlas: &'a Atlas, chosen: &Chosen<'a>, gemeente: Option<(&'a str, Value)>) -> Vec<Centre<'a>> {
    if chosen.indicator.unit.ordinal || !chosen.indicator.choropleth || chosen.since.is_some() {
        return Vec::new();
    }
    let together = |programme: usize| chosen.shown.quantity.now.figures.together.get(programme)?.value.known();
    let figure = |kind: ReferenceKind| match kind {
        ReferenceKind::Nederland => Some((Reference::Nederland, chosen.nederland.known()?)),
        ReferenceKind::Gemeente => gemeente.and_then(|(name, value)| Some((Reference::Gemeente(name), value.known()?))),
        ReferenceKind::Together => {
            let (at, programme) = atlas.programme().filter(|(_, one)| atlas.is_together(one))?;
            Some((Reference::Together(programme), together(at)?))
        }
        ReferenceKind::Rest | ReferenceKind::Matched(_) => None,
    };
    let centre = |kind: ReferenceKind| {
        let (reference, value) = figure(kind)?;
        Some(Centre::new(Some(reference), value, chosen.shown.decimals))
    };
    CENTRES.into_iter().filter_map(centre).collect()
}

/// Spreads up to five classes over the five colours of the scale (0-4); more classes (ordinal figures, six classes by
/// hand) take the longer scale, which begins at 10.
pub const fn sequential(class: usize, classes: usize) -> usize {
    match classes {
        0 | 1 => 2,
        2..=5 => (class * 4 + (classes - 1) / 2) / (classes - 1),
        _ => class + 10,
    }
}

/// The colour of a class by its distance to the middle one. Both sides step alike, so that equal distances look equal.
fn diverging(class: usize, middle: usize, classes: usize) -> usize {
    let side = middle.max(classes.saturating_sub(1).saturating_sub(middle));
    let depth = |steps: usize| -> usize {
        let table: [usize; 5] = match side {
            0 | 1 => [3, 3, 3, 3, 3],
            2 => [2, 4, 4, 4, 4],
            3 => [1, 3, 5, 5, 5],
            _ => [1, 2, 3, 4, 5],
        };
        steps.checked_sub(1).map_or(0, |at| table.get(at).copied().unwrap_or(5))
    };
    if class >= middle { MIDDLE + depth(class - middle) } else { MIDDLE - depth(middle - class) }
}

/// What stands on the legend besides its classes: a name and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark<'a> {
    /// Whose it is: the name of the selected place, or a reference.
    pub owner: Owner<'a, &'a str>,
    pub figure: ShownFigure,
    /// Its value as shown: where it stands on the scale.
    pub value: f64,
    /// Its class, from 0.
    pub class: usize,
}

/// The marks of the legend: the selected place, the reference in the middle, the Netherlands.
pub(super) fn marks<'a>(scale: &Scale<'a>, nederland: ShownFigure, selected: Option<&Selected<'a>>) -> Vec<Mark<'a>> {
    let mut marks = Vec::new();
    let mut add = |owner: Owner<'a, &'a str>, figure: ShownFigure| {
        if let Some(value) = as_shown(&figure) {
            marks.push(Mark { owner, figure, value, class: scale.class_of(value) });
        }
    };
    if let Some(selected) = selected {
        add(Owner::Place(selected.name), selected.figure);
    }
    let centre = scale.centre.as_ref().and_then(|centre| Some((centre.reference?, centre.figure)));
    if let Some((reference, figure)) = centre.filter(|(reference, _)| *reference != Reference::Nederland) {
        add(Owner::Reference(reference), figure);
    }
    add(Owner::Reference(Reference::Nederland), nederland);
    marks
}

#[cfg(test)]
mod tests {
    use super::{diverging, sequential};

    #[test]
    fn few_classes_use_the_ends_of_the_scale() {
        assert_eq!((0..5).map(|class| sequential(class, 5)).collect::<Vec<_>>(), [0, 1, 2, 3, 4]);
        assert_eq!((0..3).map(|class| sequential(class, 3)).collect::<Vec<_>>(), [0, 2, 4]);
        assert_eq!((0..2).map(|class| sequential(class, 2)).collect::<Vec<_>>(), [0, 4]);
        assert_eq!(sequential(0, 1), 2);
        assert_eq!((0..9).map(|class| sequential(class, 9)).collect::<Vec<_>>(), [10, 11, 12, 13, 14, 15, 16, 17, 18]);
    }

    #[test]
    fn equal_distances_to_the_middle_look_equal_and_the_middle_is_neutral() {
        assert_eq!((0..5).map(|class| diverging(class, 2, 5)).collect::<Vec<_>>(), [21, 23, 25, 27, 29]);
        assert_eq!((0..3).map(|class| diverging(class, 0, 3)).collect::<Vec<_>>(), [25, 27, 29]);
        assert_eq!((0..3).map(|class| diverging(class, 1, 3)).collect::<Vec<_>>(), [22, 25, 28]);
        assert_eq!(diverging(0, 0, 1), 25);
    }

    #[test]
    fn every_class_around_a_reference_has_a_colour_of_its_own() {
        for classes in 1..=6 {
            for middle in 0..classes {
                let mut colours: Vec<usize> = (0..classes).map(|class| diverging(class, middle, classes)).collect();
                assert!(colours.iter().all(|colour| (20..=30).contains(colour)));
                assert!(colours.is_sorted());
                colours.dedup();
                assert_eq!(colours.len(), classes, "{classes} classes around {middle}");
            }
        }
    }
}
