//! Snapping to a grid without crossings.
//!
//! Rounding every point by itself lets a segment jump over a point close by. Snap rounding (J. Hobby, "Practical
//! segment intersection with finite precision output", 1999) bends each segment through the middle of every cell that
//! it crosses and that holds a point; then segments may meet in points, but never cross.

use super::{Point, at};

/// Cells that hold a point, and how to snap to them.
pub(crate) struct Snapper {
    /// Bits of a grid cell on the fine grid.
    shift: u32,
    extent: i32,
    buffer: i32,
    /// Hot cells by block of cells, ordered.
    hot: Vec<(u64, Point)>,
}

/// Bits of a block of cells.
const BLOCK: u32 = 6;

const fn block(cell: i32) -> i32 {
    cell >> BLOCK
}

const fn block_key(column: i32, row: i32) -> u64 {
    super::key([column, row])
}

impl Snapper {
    /// Collects the hot cells of lines on the fine grid: those of their points, and those where they cross a cutting
    /// line (`buffer` units on both sides of every multiple of `extent`).
    pub fn new(lines: &[Vec<Point>], shift: u32, extent: i32, buffer: i32) -> Self {
        let mut snapper = Self { shift, extent, buffer, hot: Vec::new() };
        let mut cells: Vec<Point> = Vec::new();
        for line in lines {
            cells.extend(line.iter().map(|&point| snapper.cell(point)));
            for (&a, &b) in line.iter().zip(line.iter().skip(1)) {
                snapper.crossings(a, b, |cell| cells.push(cell));
            }
        }
        snapper.hot = cells.into_iter().map(|cell| (block_key(block(cell[0]), block(cell[1])), cell)).collect();
        snapper.hot.sort_unstable();
        snapper.hot.dedup();
        snapper
    }

    const fn half(&self) -> i32 {
        (1 << self.shift) >> 1
    }

    /// The cell whose middle is nearest; cells are half open.
    const fn round(&self, fine: i32) -> i32 {
        (fine + self.half()) >> self.shift
    }

    const fn cell(&self, [x, y]: Point) -> Point {
        [self.round(x), self.round(y)]
    }

    /// A coordinate on a grid twice as fine, half a step up: it never falls on the side of a cell, and falls in the same
    /// half-open cell as before.
    fn between(fine: i32) -> i64 {
        2 * i64::from(fine) + 1
    }

    /// Cells in which a segment crosses cutting lines.
    fn crossings(&self, a: Point, b: Point, mut each: impl FnMut(Point)) {
        let (unit, reach) = (i64::from(self.extent), i64::from(self.buffer));
        let doubled = self.shift + 1;
        for axis in [0, 1] {
            let (u1, u2) = (Self::between(at(&a, axis)), Self::between(at(&b, axis)));
            let (v1, v2) = (Self::between(at(&a, 1 - axis)), Self::between(at(&b, 1 - axis)));
            // From the lower end up, so that the division rounds down.
            let ((low, v_low), (high, v_high)) = if u1 < u2 { ((u1, v1), (u2, v2)) } else { ((u2, v2), (u1, v1)) };
            for tile in (low >> doubled).div_euclid(unit)..=(high >> doubled).div_euclid(unit) + 1 {
                for line in [tile * unit - reach, tile * unit + reach] {
                    let crossed = line << doubled;
                    if crossed <= low || crossed >= high {
                        continue;
                    }
                    let v = v_low + ((crossed - low) * (v_high - v_low)).div_euclid(high - low);
                    let cell = (v + (1 << self.shift)) >> doubled;
                    let (Ok(u), Ok(v)) = (i32::try_from(line), i32::try_from(cell)) else { continue };
                    each(if axis == 0 { [u, v] } else { [v, u] });
                }
            }
        }
    }

    /// The line on the grid: through every hot cell that it crosses.
    pub fn snap(&self, line: &[Point]) -> Vec<Point> {
        let mut snapped: Vec<Point> = line.first().map(|&point| self.cell(point)).into_iter().collect();
        let mut passed: Vec<(i64, Point)> = Vec::new();
        for (&a, &b) in line.iter().zip(line.iter().skip(1)) {
            passed.clear();
            self.passed(a, b, &mut passed);
            passed.sort_unstable();
            snapped.extend(passed.iter().map(|&(_, cell)| cell));
            snapped.push(self.cell(b));
            snapped.dedup();
        }
        snapped
    }

    /// Hot cells that a segment crosses, with their order along it.
    fn passed(&self, a: Point, b: Point, passed: &mut Vec<(i64, Point)>) {
        let (from, to) = (self.cell(a), self.cell(b));
        let (dx, dy) = (i64::from(b[0]) - i64::from(a[0]), i64::from(b[1]) - i64::from(a[1]));
        // Twice the half of a cell, on the doubled grid.
        let reach = (dx.abs() + dy.abs()) << self.shift;
        let low = [from[0].min(to[0]), from[1].min(to[1])];
        let high = [from[0].max(to[0]), from[1].max(to[1])];
        for column in block(low[0])..=block(high[0]) {
            let (bottom, top) = self.rows(a, b, column, low, high);
            for row in block(bottom)..=block(top) {
                let wanted = block_key(column, row);
                let first = self.hot.partition_point(|(block, _)| *block < wanted);
                let cells = self.hot.iter().skip(first).take_while(|(block, _)| *block == wanted);
                for &(_, cell) in cells {
                    let inside = (low[0]..=high[0]).contains(&cell[0]) && (low[1]..=high[1]).contains(&cell[1]);
                    if !inside || cell == from || cell == to {
                        continue;
                    }
                    let cx = (i64::from(cell[0]) << (self.shift + 1)) - Self::between(a[0]);
                    let cy = (i64::from(cell[1]) << (self.shift + 1)) - Self::between(a[1]);
                    // The line meets the square when its middle is no farther than the corners reach.
                    if (dx * cy - dy * cx).abs() < reach {
                        passed.push((dx * cx + dy * cy, cell));
                    }
                }
            }
        }
    }

    /// The rows that a segment may touch within a column of blocks.
    fn rows(&self, a: Point, b: Point, column: i32, low: Point, high: Point) -> (i32, i32) {
        let (x1, y1, x2, y2) = (i64::from(a[0]), i64::from(a[1]), i64::from(b[0]), i64::from(b[1]));
        if x1 == x2 || block(low[0]) == block(high[0]) {
            return (low[1], high[1]);
        }
        let left = (i64::from(column) << (BLOCK + self.shift)) - i64::from(self.half());
        let right = left + (1_i64 << (BLOCK + self.shift));
        let y_at = |x: i64| {
            let y = y1 + ((x.clamp(x1.min(x2), x1.max(x2)) - x1) * (y2 - y1)).div_euclid(x2 - x1);
            self.round(i32::try_from(y).unwrap_or(0))
        };
        let (one, two) = (y_at(left), y_at(right));
        ((one.min(two) - 1).max(low[1]), (one.max(two) + 1).min(high[1]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_segment_bends_through_a_point_close_by() {
        // Cells of 16 fine units. The second line has a point in a cell that the first one crosses.
        let lines = vec![vec![[0, 0], [160, 16]], vec![[80, 14], [80, 100]]];
        let snapper = Snapper::new(&lines, 4, 4096, 0);
        assert_eq!(snapper.snap(&lines[0]), [[0, 0], [5, 1], [10, 1]]);
        assert_eq!(snapper.snap(&lines[1]), [[5, 1], [5, 6]]);
    }

    #[test]
    fn a_segment_gets_a_point_on_each_cutting_line() {
        let lines = vec![vec![[4000 << 4, 0], [4200 << 4, 100 << 4]]];
        let snapper = Snapper::new(&lines, 4, 4096, 64);
        let line = snapper.snap(&lines[0]);
        assert!(line.iter().any(|point| point[0] == 4096 - 64) && line.iter().any(|point| point[0] == 4096 + 64));
        assert!(line.is_sorted());
    }

    #[test]
    fn a_steep_segment_gets_its_point_on_a_cutting_line_in_either_direction() {
        for x in 0..64 {
            for (from, to) in [([160 + x, 0], [155, 4500 << 5]), ([155, 4500 << 5], [160 + x, 0])] {
                let lines = vec![vec![from, to]];
                let line = Snapper::new(&lines, 5, 4096, 64).snap(&lines[0]);
                assert!([4032, 4160].iter().all(|side| line.iter().any(|point| point[1] == *side)), "{line:?}");
            }
        }
    }

    #[test]
    fn what_lies_in_one_cell_becomes_one_point() {
        let lines = vec![vec![[0, 0], [3, 3], [5, 2]]];
        assert_eq!(Snapper::new(&lines, 4, 4096, 0).snap(&lines[0]), [[0, 0]]);
    }
}
