//! A country of eight squares for the tests of tiles.

use crate::domain::{GeometryBasis, Level, Vintage};
use crate::geometry::{Coverage, InputShape, build_topology};

/// Two gemeenten of two wijken of two buurten each: eight squares of 0.01° in a row, one of them approximate.
pub(crate) fn row() -> Coverage {
    let square = |i: i32| {
        let (x, y, s) = (5_000_000 + 10_000 * i, 52_000_000, 10_000);
        let ring = vec![[x, y], [x + s, y], [x + s, y + s], [x, y + s], [x, y]];
        InputShape {
            code: format!("BU000{}0{}0{}", i / 4 + 1, i / 2 % 2, i % 2).parse().unwrap(),
            basis: if i == 3 { GeometryBasis::Approximate } else { GeometryBasis::CbsGeneralised },
            polygons: vec![vec![ring]],
        }
    };
    Coverage::new(&build_topology(Vintage(2024), Level::Buurt, (0..8).map(square).collect()).unwrap()).unwrap()
}
