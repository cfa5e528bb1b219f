//! Which region a point lies in.

use rstar::{AABB, RTree, RTreeObject};

use super::net::Net;
use super::project::micro_degrees;
use super::{Coverage, Point, measure};
use crate::domain::Level;

struct Boxed {
    index: usize,
    envelope: AABB<Point>,
}

impl RTreeObject for Boxed {
    type Envelope = AABB<Point>;

    fn envelope(&self) -> Self::Envelope {
        self.envelope
    }
}

/// An index of the outlines of one level.
pub struct Locator<'a> {
    net: Option<&'a Net>,
    tree: RTree<Boxed>,
}

impl<'a> Locator<'a> {
    /// Indexes a level of a coverage.
    pub fn new(coverage: &'a Coverage, level: Level) -> Self {
        let net = coverage.net(level);
        let boxes = net
            .map(Net::shapes)
            .unwrap_or_default()
            .iter()
            .enumerate()
            .filter_map(|(index, shape)| {
                let [w, s, e, n] = net.map(|net| measure::bbox(net, shape))?;
                Some(Boxed { index, envelope: AABB::from_corners([w, s], [e, n]) })
            })
            .collect();
        Self { net, tree: RTree::bulk_load(boxes) }
    }

    /// The region that a position (longitude, latitude in degrees) lies in. On a border the first by code.
    pub fn locate(&self, position: [f64; 2]) -> Option<usize> {
        let point = micro_degrees(position);
        let net = self.net?;
        let mut hits: Vec<usize> = self
            .tree
            .locate_in_envelope_intersecting(AABB::from_point(point))
            .map(|boxed| boxed.index)
            .filter(|&index| covers(net, index, point))
            .collect();
        hits.sort_unstable();
        hits.first().copied()
    }
}

/// Whether a shape covers a point, its border included.
fn covers(net: &Net, index: usize, point: Point) -> bool {
    net.shape(index).iter().any(|rings| {
        let mut sides = rings.iter().map(|ring| super::nest::side(point, &net.ring_points(ring)));
        // On a ring counts as inside, in a hole does not.
        sides.next().is_some_and(|outer| outer != Some(false)) && sides.all(|hole| hole != Some(true))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::coverage::tests::row;

    #[test]
    fn a_point_is_found_in_its_buurt_and_gemeente() {
        let coverage = row();
        assert_eq!(Locator::new(&coverage, Level::Buurt).locate([5.025, 52.005]), Some(2));
        assert_eq!(Locator::new(&coverage, Level::Gemeente).locate([5.075, 52.005]), Some(1));
    }

    #[test]
    fn a_point_outside_is_found_nowhere() {
        let coverage = row();
        assert_eq!(Locator::new(&coverage, Level::Buurt).locate([5.025, 52.02]), None);
    }

    #[test]
    fn a_point_on_a_border_belongs_to_the_first_by_code() {
        let coverage = row();
        assert_eq!(Locator::new(&coverage, Level::Buurt).locate([5.01, 52.005]), Some(0));
    }
}
