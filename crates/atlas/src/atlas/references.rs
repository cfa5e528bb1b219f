//! What a place is compared with: which references it has, and their figures. Pages, charts and the API ask here, so that
//! none of them can leave one out.

use crate::domain::{Designation, Reference, ReferenceKind, RegionCode};

use super::Atlas;
use super::figures::Figure;
use super::period::PeriodRef;
use super::place::{Place, PlaceId};
use super::rest::Rest;

/// The references of a place, the matched regions apart: those depend on the figure ([`super::Matching`]).
#[derive(Clone, Debug)]
pub struct PlaceReferences<'a> {
    atlas: &'a Atlas,
    /// The gemeente that the place lies in, with its name.
    gemeente: Option<(Place, &'a str)>,
    /// The rest of it.
    rest: Option<Rest>,
    /// The programme whose areas together the place is held against, with its position.
    together: Option<(usize, &'a Designation)>,
}

impl Atlas {
    /// The references of a place: Nederland; for what lies in one gemeente that gemeente; beside an area and a reader's own
    /// place also the rest of it and the areas together: those of its own programme, else of the one that leads.
    pub fn references_of(&self, place: &Place) -> PlaceReferences<'_> {
        let gemeente = self.gemeente_of(place).filter(|&code| place.id != PlaceId::Region(code));
        let named = |code: RegionCode| Some((self.place_of_region(code)?, self.base().name(code)?));
        PlaceReferences {
            atlas: self,
            gemeente: gemeente.and_then(named),
            rest: self.rest_of(place),
            together: self.programme_beside(place),
        }
    }

    /// Whether the areas of a programme are something together: one area is not.
    pub fn is_together(&self, programme: &Designation) -> bool {
        self.areas_of(programme).nth(1).is_some()
    }

    /// The programme whose areas together a place is held against: nothing is together where it has one.
    fn programme_beside(&self, place: &Place) -> Option<(usize, &Designation)> {
        let found = match place.id {
            PlaceId::Area(area) => self.programme_of(&self.areas.get(area as usize)?.area),
            PlaceId::Own => self.programme(),
            PlaceId::Region(_) | PlaceId::Rest(_) => None,
        };
        found.filter(|(_, one)| self.is_together(one))
    }
}

impl<'a> PlaceReferences<'a> {
    /// The references in the order in which they stand beside a figure.
    pub fn list(&self) -> impl Iterator<Item = Reference<'a>> + '_ {
        ReferenceKind::ALL.into_iter().filter_map(|kind| self.reference(kind))
    }

    /// The reference of this kind, where the place has it.
    pub fn reference(&self, kind: ReferenceKind) -> Option<Reference<'a>> {
        let name = self.gemeente.as_ref().map(|(_, name)| *name);
        match kind {
            ReferenceKind::Nederland => Some(Reference::Nederland),
            ReferenceKind::Gemeente => name.map(Reference::Gemeente),
            ReferenceKind::Rest => self.rest.as_ref().and(name).map(Reference::Rest),
            ReferenceKind::Together => self.together.map(|(_, programme)| Reference::Together(programme)),
            ReferenceKind::Matched(_) => None,
        }
    }

    /// The figure of a reference in one period; `None` where the place does not have it, and of an indicator that exists
    /// in some gemeenten only where the reference reaches beyond them.
    pub fn figure(&self, kind: ReferenceKind, at: PeriodRef<'_>) -> Option<Figure> {
        match kind {
            ReferenceKind::Nederland | ReferenceKind::Together if at.indicator.is_local() => None,
            ReferenceKind::Nederland => Some(at.figures.nederland),
            ReferenceKind::Gemeente => {
                let (gemeente, _) = self.gemeente.as_ref()?;
                Some(self.atlas.place_figure(gemeente, at))
            }
            ReferenceKind::Rest => self.atlas.rest_figure(self.rest.as_ref()?, at),
            ReferenceKind::Together => at.figures.together.get(self.together?.0).copied(),
            ReferenceKind::Matched(_) => None,
        }
    }

    /// Every reference that has a figure in one period, with it.
    pub fn figures<'s>(&'s self, at: PeriodRef<'s>) -> impl Iterator<Item = (Reference<'a>, Figure)> + 's {
        self.list().filter_map(move |one| Some((one, self.figure(one.kind(), at)?)))
    }
}
