//! Coordinate systems: RD New (EPSG:28992), WGS84, Web Mercator, and an equal-area plane.

use super::Point;

/// Millionths of a degree as degrees.
pub fn degrees([lon, lat]: Point) -> [f64; 2] {
    [f64::from(lon) / 1e6, f64::from(lat) / 1e6]
}

/// Degrees as millionths of a degree, rounded.
pub fn micro_degrees([lon, lat]: [f64; 2]) -> Point {
    [round_i32(lon * 1e6), round_i32(lat * 1e6)]
}

/// Rounds to the nearest whole number, held within `i32`.
#[expect(clippy::cast_possible_truncation, reason = "the cast saturates, and no coordinate comes near the bounds")]
pub(crate) const fn round_i32(value: f64) -> i32 {
    value.round() as i32
}

/// Web Mercator as fractions of the world: x from 0 (180° west) to 1, y from 0 (about 85° south) to 1 (north up).
pub fn to_mercator([lon, lat]: [f64; 2]) -> [f64; 2] {
    let sin = lat.to_radians().sin();
    let y = 0.5 + ((1.0 + sin) / (1.0 - sin)).ln() / (4.0 * std::f64::consts::PI);
    [lon / 360.0 + 0.5, y]
}

/// The inverse of [`to_mercator`].
pub fn from_mercator([x, y]: [f64; 2]) -> [f64; 2] {
    let lat = ((y - 0.5) * 2.0 * std::f64::consts::PI).sinh().atan().to_degrees();
    [(x - 0.5) * 360.0, lat]
}

/// Bits of the fine Mercator grid: 2^30 units around the world, under 4 cm at the equator.
pub(crate) const FINE_BITS: u32 = 30;

/// A point on the fine Mercator grid, north up.
pub(crate) fn to_fine(point: Point) -> Point {
    let scale = f64::from(1_u32 << FINE_BITS);
    let [x, y] = to_mercator(degrees(point));
    [round_i32(x * scale), round_i32(y * scale)]
}

/// WGS84: semi-major axis in metres and first eccentricity.
const AXIS: f64 = 6_378_137.0;
const ECCENTRICITY: f64 = 0.081_819_190_842_621_49;

/// Lambert's cylindrical equal-area projection of the WGS84 ellipsoid, in metres: areas in this plane are areas on
/// the ellipsoid (J. P. Snyder, *Map Projections: A Working Manual*, 1987, formulas 3-12 and 10-14 to 10-15).
pub fn to_equal_area([lon, lat]: [f64; 2]) -> [f64; 2] {
    let e = ECCENTRICITY;
    let es = e * lat.to_radians().sin();
    let q = (1.0 - e * e) * (es / e / (1.0 - es * es) - ((1.0 - es) / (1.0 + es)).ln() / (2.0 * e));
    [AXIS * lon.to_radians(), AXIS * q / 2.0]
}

/// Reference point of the RD series: Onze Lieve Vrouwetoren, Amersfoort.
const RD_X0: f64 = 155_000.0;
const RD_Y0: f64 = 463_000.0;
const LAT0: f64 = 52.155_174_40;
const LON0: f64 = 5.387_206_21;

/// A term of a series in two variables: power of the first, power of the second, coefficient.
type Term = (i32, i32, f64);

fn series(terms: &[Term], a: f64, b: f64) -> f64 {
    terms.iter().map(|&(p, q, coefficient)| coefficient * a.powi(p) * b.powi(q)).sum()
}

/// Latitude from RD, in seconds of arc; F. H. Schreutelkamp and G. L. Strang van Hees, "Benaderingsformules voor de
/// transformatie tussen RD- en WGS84-kaartcoördinaten", Geodesia 2001.
const LAT: [Term; 11] = [
    (0, 1, 3235.65389),
    (2, 0, -32.58297),
    (0, 2, -0.24750),
    (2, 1, -0.84978),
    (0, 3, -0.06550),
    (2, 2, -0.01709),
    (1, 0, -0.00738),
    (4, 0, 0.00530),
    (2, 3, -0.00039),
    (4, 1, 0.00033),
    (1, 1, -0.00012),
];
/// Longitude from RD, in seconds of arc (same source).
const LON: [Term; 12] = [
    (1, 0, 5260.52916),
    (1, 1, 105.94684),
    (1, 2, 2.45656),
    (3, 0, -0.81885),
    (1, 3, 0.05594),
    (3, 1, -0.05607),
    (0, 1, 0.01199),
    (3, 2, -0.00256),
    (1, 4, 0.00128),
    (0, 2, 0.00022),
    (2, 0, -0.00022),
    (5, 0, 0.00026),
];
/// RD x from latitude and longitude (same source).
const X: [Term; 9] = [
    (0, 1, 190_094.945),
    (1, 1, -11_832.228),
    (2, 1, -114.221),
    (0, 3, -32.391),
    (1, 0, -0.705),
    (3, 1, -2.340),
    (1, 3, -0.608),
    (0, 2, -0.008),
    (2, 3, 0.148),
];
/// RD y from latitude and longitude (same source).
const Y: [Term; 10] = [
    (1, 0, 309_056.544),
    (0, 2, 3_638.893),
    (2, 0, 73.077),
    (1, 2, -157.984),
    (3, 0, 59.788),
    (0, 1, 0.433),
    (2, 2, -6.439),
    (1, 1, -0.032),
    (0, 4, 0.092),
    (1, 4, -0.054),
];

/// RD New in metres to WGS84 in degrees, within a quarter of a metre over the Netherlands.
pub fn rd_to_wgs84([x, y]: [f64; 2]) -> [f64; 2] {
    let (dx, dy) = ((x - RD_X0) * 1e-5, (y - RD_Y0) * 1e-5);
    [LON0 + series(&LON, dx, dy) / 3600.0, LAT0 + series(&LAT, dx, dy) / 3600.0]
}

/// WGS84 in degrees to RD New in metres, within a quarter of a metre over the Netherlands.
pub fn wgs84_to_rd([lon, lat]: [f64; 2]) -> [f64; 2] {
    let (dlat, dlon) = (0.36 * (lat - LAT0), 0.36 * (lon - LON0));
    [RD_X0 + series(&X, dlat, dlon), RD_Y0 + series(&Y, dlat, dlon)]
}

/// Whether a position that should be longitude and latitude reads like RD New in metres: outside the range of
/// degrees and inside the range in which RD is defined.
pub fn looks_like_rd([x, y]: [f64; 2]) -> bool {
    (x.abs() > 180.0 || y.abs() > 90.0) && (-7_000.0..=300_000.0).contains(&x) && (289_000.0..=629_000.0).contains(&y)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: [f64; 2], b: [f64; 2], within: f64) -> bool {
        (a[0] - b[0]).abs() <= within && (a[1] - b[1]).abs() <= within
    }

    #[test]
    fn rd_goes_to_wgs84_and_back_within_half_a_metre() {
        for rd in [[155_000.0, 463_000.0], [121_687.0, 487_484.0], [20_000.0, 370_000.0], [270_000.0, 590_000.0]] {
            let back = wgs84_to_rd(rd_to_wgs84(rd));
            assert!(near(rd, back, 0.5), "{rd:?} came back as {back:?}");
        }
    }

    #[test]
    fn the_westertoren_lies_where_it_should() {
        // The worked example of the paper that the series come from.
        let found = rd_to_wgs84([120_700.723, 487_525.501]);
        assert!(near(found, [4.883_525_59, 52.374_532_53], 2e-6), "{found:?}");
    }

    #[test]
    fn the_tower_of_amersfoort_is_where_rd_has_its_origin() {
        // Half a metre in degrees.
        let found = rd_to_wgs84([155_000.0, 463_000.0]);
        assert!(near(found, [5.387_206_21, 52.155_174_40], 4e-6), "{found:?}");
    }

    #[test]
    fn mercator_goes_there_and_back() {
        for point in [[3.3, 50.75], [7.2, 53.6], [0.0, 0.0]] {
            assert!(near(point, from_mercator(to_mercator(point)), 1e-9));
        }
        assert!(near(to_mercator([0.0, 0.0]), [0.5, 0.5], 1e-12));
        assert!(near(to_mercator([180.0, 85.051_128_779_806_59]), [1.0, 1.0], 1e-9));
    }

    #[test]
    fn the_equal_area_plane_agrees_with_geodesics_on_the_ellipsoid() {
        let (lon, lat, step) = (5.0, 52.0, 0.01);
        let ring = vec![(lon, lat), (lon + step, lat), (lon + step, lat + step), (lon, lat + step), (lon, lat)];
        let geodesic = geo::GeodesicArea::geodesic_area_unsigned(&geo::Polygon::new(ring.into(), vec![]));
        let ([x0, y0], [x1, y1]) = (to_equal_area([lon, lat]), to_equal_area([lon + step, lat + step]));
        let ours = (x1 - x0) * (y1 - y0);
        assert!((ours / geodesic - 1.0).abs() < 1e-6, "{ours} against {geodesic}");
        let whole = 4.0 * AXIS * std::f64::consts::PI * to_equal_area([0.0, 90.0])[1];
        assert!((whole / 1e12 - 510.065_621_7).abs() < 1e-3, "{whole}");
    }

    #[test]
    fn rd_in_a_wgs84_file_is_recognised() {
        assert!(looks_like_rd([121_687.0, 487_484.0]));
        assert!(!looks_like_rd([4.9, 52.4]));
        assert!(!looks_like_rd([545_000.0, 6_868_000.0]));
    }
}
