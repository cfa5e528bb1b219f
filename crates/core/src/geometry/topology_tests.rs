use super::*;

const S: i32 = 1_000;

fn square(x: i32, y: i32) -> PointRing {
    vec![[x, y], [x + S, y], [x + S, y + S], [x, y + S], [x, y]]
}

fn shape(code: &str, polygons: Polygons) -> InputShape {
    InputShape { code: code.parse().unwrap(), basis: GeometryBasis::CbsGeneralised, polygons }
}

fn build(shapes: Vec<InputShape>) -> Result<Topology, Vec<TopologyFault>> {
    build_topology(Vintage(2024), Level::Wijk, shapes)
}

fn faults(shapes: Vec<InputShape>) -> Vec<String> {
    build(shapes).unwrap_err().iter().map(ToString::to_string).collect()
}

#[test]
fn two_neighbours_store_their_border_once() {
    let topology =
        build(vec![shape("WK000102", vec![vec![square(S, 0)]]), shape("WK000101", vec![vec![square(0, 0)]])]).unwrap();
    assert_eq!(topology.arcs.len(), 3);
    assert_eq!(topology.shapes[0].code.as_str(), "WK000101");
    let uses: Vec<i32> = topology.shapes.iter().flat_map(|s| s.polygons.iter().flatten().flatten().copied()).collect();
    let shared = uses.iter().find(|&&arc| uses.contains(&!arc)).copied().unwrap();
    let arc = &topology.arcs[usize::try_from(shared.max(!shared)).unwrap()];
    assert_eq!(arc, &vec![[S, 0], [S, S]]);
}

#[test]
fn an_enclave_shares_one_closed_arc_with_the_hole_around_it() {
    let inner = vec![[400, 400], [600, 400], [600, 600], [400, 600], [400, 400]];
    let turned = vec![[600, 600], [600, 400], [400, 400], [400, 600], [600, 600]];
    let topology =
        build(vec![shape("WK000101", vec![vec![square(0, 0), inner]]), shape("WK000102", vec![vec![turned]])]).unwrap();
    assert_eq!(topology.arcs.len(), 2);
    let hole = topology.shapes[0].polygons[0][1][0];
    assert_eq!(topology.shapes[1].polygons[0][0], vec![!hole]);
}

#[test]
fn the_order_of_the_input_does_not_change_the_topology() {
    let one = vec![shape("WK000101", vec![vec![square(0, 0)]]), shape("WK000102", vec![vec![square(S, 0)]])];
    let two = one.iter().rev().cloned().collect();
    assert_eq!(build(one).unwrap(), build(two).unwrap());
}

#[test]
fn every_fault_is_named_with_its_ring_and_place_and_all_come_together() {
    let open = vec![[0, 0], [S, 0], [S, S], [0, S]];
    let short = vec![[0, 0], [S, 0], [0, 0]];
    let flat = vec![[0, 0], [S, 0], [2 * S, 0], [0, 0]];
    let bow = vec![[0, 0], [S, S], [S, 0], [0, S], [0, 0]];
    let mut found = faults(vec![
        shape("WK000101", vec![vec![open]]),
        shape("WK000102", vec![vec![square(5 * S, 0), short]]),
        shape("WK000103", vec![vec![flat]]),
        shape("WK000104", vec![vec![bow]]),
        shape("GM0001", vec![]),
    ]);
    found.sort();
    assert_eq!(
        found,
        [
            "GM0001: region has no outline, expected at least one ring",
            "GM0001: region is a gemeente, expected a wijk",
            "WK000101, ring 1: ring is not closed; it ends at 0.000000, 0.001000, expected the first point 0.000000, 0.000000",
            "WK000102, ring 2 at 0.000000, 0.000000: ring has 2 different points, expected at least 3 and the first one again",
            "WK000103, ring 1 at 0.000000, 0.000000: ring encloses no area",
            "WK000104, ring 1 at 0.000000, 0.000000: ring encloses no area",
        ]
    );
}

#[test]
fn a_ring_that_crosses_itself_is_refused_where_it_crosses() {
    let bow = vec![[0, 0], [S, S], [S, 0], [0, S / 4], [0, 0]];
    let found = faults(vec![shape("WK000101", vec![vec![bow]])]);
    assert_eq!(
        found,
        ["WK000101, ring 1 at 0.000200, 0.000200: ring crosses or touches itself, expected every point once"]
    );
}

#[test]
fn a_ring_that_comes_back_to_a_point_or_turns_back_on_itself_is_refused() {
    let eight = vec![[0, 0], [S, 0], [S, S], [2 * S, S], [2 * S, 2 * S], [S, S], [0, S], [0, 0]];
    assert!(faults(vec![shape("WK000101", vec![vec![eight]])])[0].contains("touches itself"));
    let spike = vec![[0, 0], [S, 0], [3 * S, 0], [2 * S, 0], [S, S], [0, 0]];
    assert!(faults(vec![shape("WK000101", vec![vec![spike]])])[0].contains("touches itself"));
}

#[test]
fn regions_that_overlap_are_refused_and_both_are_named() {
    let found =
        faults(vec![shape("WK000101", vec![vec![square(0, 0)]]), shape("WK000102", vec![vec![square(S / 2, S / 2)]])]);
    assert_eq!(found.len(), 1);
    assert!(found[0].starts_with("WK000102, ring 1 at ") && found[0].contains("overlaps WK000101, ring 1"));
    let twice = faults(vec![shape("WK000101", vec![vec![square(0, 0)]]), shape("WK000102", vec![vec![square(0, 0)]])]);
    assert!(twice[0].contains("overlaps"));
}

#[test]
fn a_code_that_occurs_twice_is_refused() {
    let found =
        faults(vec![shape("WK000101", vec![vec![square(0, 0)]]), shape("WK000101", vec![vec![square(5 * S, 0)]])]);
    assert_eq!(found, ["WK000101: region occurs more than once, expected one outline per code"]);
}
