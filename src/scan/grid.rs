//! From three corner squares to the grey value of every square of the code.
//!
//! The size comes from the timing lines, the tilt from their spacing, and the rest from the
//! alignment patterns (ISO/IEC 18004 §6.3): all that are found pull the map into place.

use super::cells::Cells;
use super::finder::{Corners, Finder};
use super::grey::Grey;
use super::order::alignment;
use super::plane::{Pair, Plane};
use crate::secret::SecretBytes;

/// A code's place in the picture.
pub(super) struct Placed {
    /// Squares along one side, 21 to 177.
    pub(super) size: usize,
    pub(super) plane: Plane,
    /// How clearly the timing lines were seen, up to 1.
    pub(super) clear: f32,
}

/// Below this no timing line was seen and decoding is not tried.
const FAINTEST: f32 = 0.3;

/// The sizes that fit the corners, clearest first; at most two.
pub(super) fn place(grey: &Grey, corners: &Corners) -> Vec<Placed> {
    if !has_rhythm(grey, corners) {
        return Vec::new();
    }
    let mut fits: Vec<Placed> =
        likely_sizes(corners).filter_map(|size| with_size(grey, corners, size)).collect();
    fits.sort_by(|a, b| b.clear.total_cmp(&a.clear));
    fits.truncate(2);
    fits
}

/// Whether dark and light alternate along both timing lines, wherever each square lies exactly:
/// a cheap look that most wrong triples do not pass.
fn has_rhythm(grey: &Grey, corners: &Corners) -> bool {
    let [corner, right, below] = corners.at;
    let towards = |a: Finder, b: Finder| {
        let length = (b.x - a.x).hypot(b.y - a.y);
        ((b.x - a.x) / length, (b.y - a.y) / length, length)
    };
    let (across_x, across_y, width) = towards(corner, right);
    let (down_x, down_y, height) = towards(corner, below);
    // A pattern that is turned is crossed along a slanted line, which is longer.
    let upright = across_x.abs().max(across_y.abs());
    let inner = |finder: Finder, x: f32, y: f32| {
        let shift = 3.0 * finder.module * upright;
        (finder.x + x * shift, finder.y + y * shift)
    };
    let module = (corner.module + right.module + below.module) / 3.0 * upright;
    let row = (inner(corner, down_x, down_y), inner(right, down_x, down_y));
    let column = (inner(corner, across_x, across_y), inner(below, across_x, across_y));
    rhythm(grey, row, width / module) > FAINTEST && rhythm(grey, column, height / module) > FAINTEST
}

/// The part of a line's variance that repeats every two squares, piece by piece.
fn rhythm(grey: &Grey, line: ((f32, f32), (f32, f32)), squares: f32) -> f32 {
    const PIECE: usize = 40;
    let ((x0, y0), (x1, y1)) = line;
    let samples = (squares * 4.0) as usize;
    let (mut repeated, mut all) = (0.0, 0.0);
    // The first and last 16 samples lie on the corner squares.
    for start in (16..samples.saturating_sub(16)).step_by(PIECE) {
        let count = PIECE.min(samples - 16 - start);
        let value = |i: usize| {
            let along = (start + i) as f32 / samples as f32;
            grey.between(x0 + (x1 - x0) * along, y0 + (y1 - y0) * along)
        };
        let mean = (0..count).map(value).sum::<f32>() / count as f32;
        let (mut cosine, mut sine) = (0.0, 0.0);
        for i in 0..count {
            let (sin, cos) = (i as f32 * std::f32::consts::FRAC_PI_4).sin_cos();
            let off = value(i) - mean;
            cosine += off * cos;
            sine += off * sin;
            all += off * off;
        }
        repeated += 2.0 * (cosine * cosine + sine * sine) / count as f32;
    }
    if all > 0.0 { repeated / all } else { 0.0 }
}

fn likely_sizes(corners: &Corners) -> impl Iterator<Item = usize> {
    let [corner, right, below] = corners.at;
    let side = |x: f32, y: f32| {
        // A pattern that is turned is crossed along a slanted line, which is longer.
        let length = x.hypot(y);
        length / (x.abs().max(y.abs()) / length)
    };
    let length = (side(right.x - corner.x, right.y - corner.y)
        + side(below.x - corner.x, below.y - corner.y))
        / 2.0;
    let module = (corner.module + right.module + below.module) / 3.0;
    let guess = ((length / module + 7.0 - 17.0) / 4.0).round() as i32;
    let reach = 1 + guess / 7;
    (guess - reach..=guess + reach)
        .filter(|version| (1..=40).contains(version))
        .map(|version| version as usize * 4 + 17)
}

fn with_size(grey: &Grey, corners: &Corners, size: usize) -> Option<Placed> {
    let far = size as f32 - 3.5;
    let grid = [(3.5, 3.5), (far, 3.5), (3.5, far)];
    let picture = corners.at.map(|finder| (finder.x, finder.y));
    // A step that moves the middle of the timing line by a third of a square.
    let step = 1.2 / size as f32;
    let reach = (0.15 / step).ceil() as i32;
    let best = |from: f32, clear: &dyn Fn(f32) -> f32| {
        let flat = clear(0.0);
        if flat > 0.9 {
            return (0.0, flat);
        }
        (-reach..=reach)
            .map(|i| from + i as f32 * step)
            .map(|tilt| (tilt, clear(tilt)))
            .fold((0.0, flat), |best, next| if next.1 > best.1 { next } else { best })
    };
    // What is farther away looks smaller: the patterns' breadths give the first guess.
    let guess = |there: usize| {
        ((corners.at[0].module / corners.at[there].module).sqrt() - 1.0).clamp(-0.4, 0.4)
    };
    let clear_with = |along: f32, down: f32, row: bool| {
        Plane::from_corners(grid, picture, along, down)
            .map_or(-1.0, |plane| timing(grey, &plane, size, row))
    };
    let (along, _) = best(guess(1), &|tilt| clear_with(tilt, guess(2), true));
    let (down, clear_down) = best(guess(2), &|tilt| clear_with(along, tilt, false));
    let clear_along = clear_with(along, down, true);
    let clear = clear_along.min(clear_down);
    let plane = Plane::from_corners(grid, picture, along, down)?;
    (clear > FAINTEST).then_some(Placed { size, plane, clear })
}

/// How well a timing line alternates: the correlation of its squares with dark, light, dark, …,
/// each square taken against its two neighbours, so that a shadow does not count.
pub(super) fn timing(grey: &Grey, plane: &Plane, size: usize, row: bool) -> f32 {
    let value = |i: usize| {
        let along = i as f32 + 0.5;
        let (x, y) = if row { plane.at(along, 6.5) } else { plane.at(6.5, along) };
        grey.between(x, y)
    };
    let (mut before, mut here) = (value(7), value(8));
    correlation((8..size - 8).map(|i| {
        let after = value(i + 1);
        let pair = (here - (before + after) / 2.0, if i % 2 == 0 { -1.0 } else { 1.0 });
        (before, here) = (here, after);
        pair
    }))
}

/// The correlation of pairs, 0 where one side is flat.
pub(super) fn correlation(pairs: impl Iterator<Item = (f32, f32)>) -> f32 {
    let (mut n, mut a, mut b, mut aa, mut bb, mut ab) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
    for (x, y) in pairs {
        n += 1.0;
        a += x;
        b += y;
        aa += x * x;
        bb += y * y;
        ab += x * y;
    }
    let spread = (n * aa - a * a) * (n * bb - b * b);
    // A flat line correlates with nothing; 16 grey values squared is less than any print shows.
    if n * aa - a * a < n * n * 16.0 || spread <= 0.0 {
        0.0
    } else {
        (n * ab - a * b) / spread.sqrt()
    }
}

/// Pulls the map onto the alignment patterns that can be seen.
pub(super) fn refine(grey: &Grey, corners: &Corners, placed: &mut Placed) {
    let middles = alignment(placed.size);
    let Some(last) = middles.last().copied() else { return };
    let far = placed.size as f32 - 3.5;
    let fixed: Vec<Pair> = [(3.5, 3.5), (far, 3.5), (3.5, far)]
        .into_iter()
        .zip(corners.at)
        .map(|(grid, finder)| Pair { grid, picture: (finder.x, finder.y), weight: 2.0 })
        .collect();
    let corner = (last as f32 + 0.5, last as f32 + 0.5);
    let mut pairs = fixed.clone();
    pairs.extend(find(grey, &placed.plane, corner, 2.5 + placed.size as f32 / 25.0));
    if let Some(plane) = Plane::fitted(&pairs) {
        placed.plane = plane;
    }
    for reach in [1.5, 0.75] {
        let mut pairs = fixed.clone();
        for row in &middles {
            for column in &middles {
                let at_finder = |a: usize, b: usize| a == 6 && (b == 6 || b == last);
                if at_finder(*row, *column) || at_finder(*column, *row) {
                    continue;
                }
                let middle = (*column as f32 + 0.5, *row as f32 + 0.5);
                pairs.extend(find(grey, &placed.plane, middle, reach));
            }
        }
        if let Some(plane) = Plane::fitted(&pairs) {
            placed.plane = plane;
        }
    }
}

/// Looks for one alignment pattern within `reach` squares of where it should be.
pub(super) fn find(grey: &Grey, plane: &Plane, middle: (f32, f32), reach: f32) -> Option<Pair> {
    let likeness = |du: f32, dv: f32| {
        correlation((0..25).map(|i| {
            let (column, row) = ((i % 5) as f32 - 2.0, (i / 5) as f32 - 2.0);
            let (x, y) = plane.at(middle.0 + du + column, middle.1 + dv + row);
            let ring = column.abs().max(row.abs());
            (grey.between(x, y), if ring == 1.0 { 1.0 } else { -1.0 })
        }))
    };
    let mut best = (0.0, 0.0, 0.0);
    let mut step = 0.5;
    let mut around = (reach / step).ceil() as i32;
    while step > 0.1 {
        let (u, v) = (best.0, best.1);
        for i in -around..=around {
            for j in -around..=around {
                let (du, dv) = (u + i as f32 * step, v + j as f32 * step);
                // Squares of data may look like the pattern; the nearer one is more likely right.
                let score = likeness(du, dv) - 0.08 * du.hypot(dv);
                if score > best.2 {
                    best = (du, dv, score);
                }
            }
        }
        around = 1;
        step /= 2.0;
    }
    let grid = middle;
    let picture = plane.at(middle.0 + best.0, middle.1 + best.1);
    (likeness(best.0, best.1) > 0.7).then_some(Pair { grid, picture, weight: 1.0 })
}

/// The mean grey of the middle of every square.
pub(super) fn cells(grey: &Grey, placed: &Placed) -> Cells {
    const PROBES: [(f32, f32); 5] = [(0.5, 0.5), (0.3, 0.3), (0.7, 0.3), (0.3, 0.7), (0.7, 0.7)];
    let size = placed.size;
    let values = SecretBytes::filled(size * size, |out| {
        for row in 0..size {
            for column in 0..size {
                let sum: f32 = PROBES
                    .iter()
                    .map(|(du, dv)| {
                        let (x, y) = placed.plane.at(column as f32 + du, row as f32 + dv);
                        grey.between(x, y)
                    })
                    .sum();
                out[row * size + column] = (sum / PROBES.len() as f32) as u8;
            }
        }
    });
    Cells { size, values }
}
