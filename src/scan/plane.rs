//! From a code's grid to the picture: the projective map between two planes.

/// A projective map: grid position (in modules) to picture position (in pixels).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Plane([f32; 8]);

/// A point of the grid and where it lies in the picture.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    pub(super) grid: (f32, f32),
    pub(super) picture: (f32, f32),
    pub(super) weight: f32,
}

impl Plane {
    /// The map that takes the three corners (in grid and picture) to each other and narrows by
    /// `along` and `down` from the first corner to the second and the third; 0 and 0 is affine.
    pub(super) fn from_corners(
        grid: [(f32, f32); 3],
        picture: [(f32, f32); 3],
        along: f32,
        down: f32,
    ) -> Option<Self> {
        let (width, height) = (grid[1].0 - grid[0].0, grid[2].1 - grid[0].1);
        let far = [grid[1], grid[2], (grid[1].0, grid[2].1)];
        // In the unit square the map is (p0 + s·a + t·b) / (1 + along·s + down·t).
        let a = (
            picture[1].0 * (1.0 + along) - picture[0].0,
            picture[1].1 * (1.0 + along) - picture[0].1,
        );
        let b = (
            picture[2].0 * (1.0 + down) - picture[0].0,
            picture[2].1 * (1.0 + down) - picture[0].1,
        );
        let last = 1.0 + along + down;
        if width <= 0.0 || height <= 0.0 || last < 0.2 {
            return None;
        }
        let fourth = ((picture[0].0 + a.0 + b.0) / last, (picture[0].1 + a.1 + b.1) / last);
        let pair = |grid, picture| Pair { grid, picture, weight: 1.0 };
        Self::fitted(&[
            pair(grid[0], picture[0]),
            pair(far[0], picture[1]),
            pair(far[1], picture[2]),
            pair(far[2], fourth),
        ])
    }

    /// The map that misses the given pairs least (least squares on the linear equations).
    pub(super) fn fitted(pairs: &[Pair]) -> Option<Self> {
        if pairs.len() < 4 {
            return None;
        }
        let count = pairs.len() as f64;
        let mean = |value: &dyn Fn(&Pair) -> f32| {
            pairs.iter().map(|pair| f64::from(value(pair))).sum::<f64>() / count
        };
        let (gx, gy) = (mean(&|p| p.grid.0), mean(&|p| p.grid.1));
        let (px, py) = (mean(&|p| p.picture.0), mean(&|p| p.picture.1));
        let spread = |value: &dyn Fn(&Pair) -> f64| {
            (pairs.iter().map(value).sum::<f64>() / count).sqrt().max(1e-6)
        };
        let gs =
            spread(&|p| (f64::from(p.grid.0) - gx).powi(2) + (f64::from(p.grid.1) - gy).powi(2));
        let ps = spread(&|p| {
            (f64::from(p.picture.0) - px).powi(2) + (f64::from(p.picture.1) - py).powi(2)
        });
        let mut equations = [[0.0_f64; 9]; 8];
        for pair in pairs {
            let (u, v) = ((f64::from(pair.grid.0) - gx) / gs, (f64::from(pair.grid.1) - gy) / gs);
            let x = (f64::from(pair.picture.0) - px) / ps;
            let y = (f64::from(pair.picture.1) - py) / ps;
            let weight = f64::from(pair.weight);
            for row in [
                [u, v, 1.0, 0.0, 0.0, 0.0, -u * x, -v * x, x],
                [0.0, 0.0, 0.0, u, v, 1.0, -u * y, -v * y, y],
            ] {
                for i in 0..8 {
                    for j in 0..9 {
                        equations[i][j] += weight * row[i] * row[j];
                    }
                }
            }
        }
        let h = solve(equations)?;
        Some(Self::unscaled(h, (gx, gy, gs), (px, py, ps)))
    }

    /// Undoes the centring and scaling that keep the equations well conditioned.
    fn unscaled(h: [f64; 8], grid: (f64, f64, f64), picture: (f64, f64, f64)) -> Self {
        let (gx, gy, gs) = grid;
        let (px, py, ps) = picture;
        let line = |a: f64, b: f64, c: f64| [a / gs, b / gs, c - (a * gx + b * gy) / gs];
        let below = line(h[6], h[7], 1.0);
        let mix = |top: [f64; 3], offset: f64| {
            [
                top[0] * ps + offset * below[0],
                top[1] * ps + offset * below[1],
                top[2] * ps + offset * below[2],
            ]
        };
        let x = mix(line(h[0], h[1], h[2]), px);
        let y = mix(line(h[3], h[4], h[5]), py);
        let scale = 1.0 / below[2];
        Self([
            (x[0] * scale) as f32,
            (x[1] * scale) as f32,
            (x[2] * scale) as f32,
            (y[0] * scale) as f32,
            (y[1] * scale) as f32,
            (y[2] * scale) as f32,
            (below[0] * scale) as f32,
            (below[1] * scale) as f32,
        ])
    }

    /// Where a grid position lies in the picture.
    pub(super) fn at(&self, u: f32, v: f32) -> (f32, f32) {
        let h = &self.0;
        let below = h[6] * u + h[7] * v + 1.0;
        ((h[0] * u + h[1] * v + h[2]) / below, (h[3] * u + h[4] * v + h[5]) / below)
    }
}

/// Gauss's elimination with the largest pivot; `None` when the equations do not decide.
fn solve(mut rows: [[f64; 9]; 8]) -> Option<[f64; 8]> {
    for column in 0..8 {
        let pivot =
            (column..8).max_by(|a, b| rows[*a][column].abs().total_cmp(&rows[*b][column].abs()))?;
        rows.swap(column, pivot);
        let head = rows[column];
        if head[column].abs() < 1e-12 {
            return None;
        }
        for (index, row) in rows.iter_mut().enumerate() {
            if index != column {
                let factor = row[column] / head[column];
                for (value, above) in row.iter_mut().zip(head).skip(column) {
                    *value -= factor * above;
                }
            }
        }
    }
    let mut answer = [0.0; 8];
    for (index, value) in answer.iter_mut().enumerate() {
        *value = rows[index][8] / rows[index][index];
    }
    answer.iter().all(|value| value.is_finite()).then_some(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tilted_square_is_mapped_back_onto_its_corners() {
        let grid = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0), (5.0, 5.0)];
        let truth = Plane([30.0, 2.0, 100.0, -3.0, 28.0, 90.0, 0.004, -0.003]);
        let pairs: Vec<Pair> = grid
            .iter()
            .map(|(u, v)| Pair { grid: (*u, *v), picture: truth.at(*u, *v), weight: 1.0 })
            .collect();
        let fitted = Plane::fitted(&pairs).unwrap();
        let (x, y) = fitted.at(7.0, 2.0);
        let (right_x, right_y) = truth.at(7.0, 2.0);
        assert!((x - right_x).abs() < 0.05 && (y - right_y).abs() < 0.05);
    }

    #[test]
    fn points_on_one_line_decide_nothing() {
        let pairs: Vec<Pair> = (0..5)
            .map(|i| Pair { grid: (i as f32, 0.0), picture: (i as f32, 0.0), weight: 1.0 })
            .collect();
        assert!(Plane::fitted(&pairs).is_none());
    }
}
