//! Pulls the map of a code into place by all its fixed patterns at once: corner squares, timing lines, alignment
//! patterns (ISO/IEC 18004 §6.3). What is covered neither helps nor hinders.

use super::grey::Grey;
use super::grid::correlation;
use super::order::alignment;
use super::plane::{Pair, Plane};

/// A part of the fixed patterns that is compared by itself, so that a shadow or a blot elsewhere does not matter.
struct Pattern {
    /// Its squares by their middles, and whether they are dark.
    squares: Vec<(f32, f32, bool)>,
    /// Its middle.
    middle: (f32, f32),
}

impl Pattern {
    fn of(squares: Vec<(f32, f32, bool)>) -> Self {
        let count = squares.len() as f32;
        let sum = squares.iter().fold((0.0, 0.0), |sum, s| (sum.0 + s.0, sum.1 + s.1));
        Self { middle: (sum.0 / count, sum.1 / count), squares }
    }

    /// A corner square with the light squares around it.
    fn finder(left: f32, top: f32) -> Self {
        let square = |i: i32| {
            let (column, row) = (i % 9 - 4, i / 9 - 4);
            let ring = column.abs().max(row.abs());
            let middle = (left + 3.5 + column as f32, top + 3.5 + row as f32);
            (middle.0, middle.1, ring < 2 || ring == 3)
        };
        Self::of((0..81).map(square).collect())
    }

    fn alignment(column: usize, row: usize) -> Self {
        let square = |i: i32| {
            let (x, y) = (i % 5 - 2, i / 5 - 2);
            let middle = (column as f32 + 0.5 + x as f32, row as f32 + 0.5 + y as f32);
            (middle.0, middle.1, x.abs().max(y.abs()) != 1)
        };
        Self::of((0..25).map(square).collect())
    }

    /// Squares `from` to `to` of a timing line.
    fn timing(from: usize, to: usize, in_row: bool) -> Self {
        let square = |i: usize| {
            let along = i as f32 + 0.5;
            let dark = i.is_multiple_of(2);
            if in_row { (along, 6.5, dark) } else { (6.5, along, dark) }
        };
        Self::of((from..to).map(square).collect())
    }

    /// How much it looks as it should, from -1 to 1; 0 where everything is one grey.
    fn seen(&self, grey: &Grey, plane: &Plane) -> f32 {
        correlation(self.squares.iter().map(|(u, v, dark)| {
            let (x, y) = plane.at(*u, *v);
            (grey.between(x, y), if *dark { -1.0 } else { 1.0 })
        }))
    }
}

/// The fixed patterns of a code of one size.
pub(super) struct Patterns {
    all: Vec<Pattern>,
    /// Places whose move moves the map.
    anchors: [(f32, f32); 4],
}

/// Squares of a timing line that are compared at a time.
const PIECE: usize = 12;

impl Patterns {
    /// Those of a code of `size` squares a side.
    pub(super) fn of_code(size: usize) -> Self {
        let far = size as f32 - 7.0;
        let mut all =
            vec![Pattern::finder(0.0, 0.0), Pattern::finder(far, 0.0), Pattern::finder(0.0, far)];
        for from in (8..size - 8).step_by(PIECE) {
            let to = (from + PIECE).min(size - 8);
            all.push(Pattern::timing(from, to, true));
            all.push(Pattern::timing(from, to, false));
        }
        let middles = alignment(size);
        let last = middles.last().copied().unwrap_or(0);
        for row in &middles {
            for column in &middles {
                let at_finder = |a: usize, b: usize| a == 6 && (b == 6 || b == last);
                if !at_finder(*row, *column) && !at_finder(*column, *row) {
                    all.push(Pattern::alignment(*column, *row));
                }
            }
        }
        let (near, far) = (3.5, size as f32 - 3.5);
        Self { all, anchors: [(near, near), (far, near), (near, far), (far, far)] }
    }

    /// One corner square alone, its top left corner at 0, 0.
    pub(super) fn of_finder() -> Self {
        let anchors = [(0.0, 0.0), (7.0, 0.0), (0.0, 7.0), (7.0, 7.0)];
        Self { all: vec![Pattern::finder(0.0, 0.0)], anchors }
    }

    /// How much of the patterns is seen where the map puts them, from -1 to 1.
    pub(super) fn seen(&self, grey: &Grey, plane: &Plane) -> f32 {
        self.seen_within(grey, plane, &|_| true)
    }

    /// The same without the corner squares.
    pub(super) fn others_seen(&self, grey: &Grey, plane: &Plane) -> f32 {
        const OF_FINDER: usize = 81;
        self.seen_within(grey, plane, &|pattern| pattern.squares.len() < OF_FINDER)
    }

    fn seen_within(&self, grey: &Grey, plane: &Plane, counts: &dyn Fn(&Pattern) -> bool) -> f32 {
        let (mut sum, mut squares) = (0.0, 0.0);
        for pattern in self.all.iter().filter(|pattern| counts(pattern)) {
            let weight = pattern.squares.len() as f32;
            sum += weight * pattern.seen(grey, plane);
            squares += weight;
        }
        if squares > 0.0 { sum / squares } else { 0.0 }
    }

    /// Moves the map until all patterns together are seen best.
    pub(super) fn pull(&self, grey: &Grey, plane: Plane) -> Plane {
        self.climb(grey, plane, &|_| true)
    }

    /// Moves the map until the patterns near the given places are seen best; the nearest first.
    pub(super) fn pull_near(&self, grey: &Grey, plane: Plane, sure: &[(f32, f32)]) -> Plane {
        let mut plane = plane;
        for reach in [16.0, 32.0] {
            let near = |pattern: &Pattern| {
                let away = |place: &(f32, f32)| {
                    (pattern.middle.0 - place.0).hypot(pattern.middle.1 - place.1)
                };
                sure.iter().any(|place| away(place) < reach)
            };
            plane = self.climb(grey, plane, &near);
        }
        plane
    }

    /// Moves one anchor at a time as long as it helps, in smaller and smaller steps.
    fn climb(&self, grey: &Grey, plane: Plane, counts: &dyn Fn(&Pattern) -> bool) -> Plane {
        let mut at = self.anchors.map(|(u, v)| plane.at(u, v));
        let module =
            (at[1].0 - at[0].0).hypot(at[1].1 - at[0].1) / (self.anchors[1].0 - self.anchors[0].0);
        let fitted = |at: &[(f32, f32); 4]| {
            let pair = |i: usize| Pair { grid: self.anchors[i], picture: at[i], weight: 1.0 };
            Plane::fitted(&[pair(0), pair(1), pair(2), pair(3)])
        };
        let (mut best, mut seen) = (plane, self.seen_within(grey, &plane, counts));
        for step in [1.5, 0.75, 0.4, 0.2, 0.1] {
            for _ in 0..4 {
                let before = seen;
                for anchor in 0..4 {
                    for (dx, dy) in [(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)] {
                        let mut moved = at;
                        moved[anchor].0 += dx * step * module;
                        moved[anchor].1 += dy * step * module;
                        let Some(plane) = fitted(&moved) else { continue };
                        let now = self.seen_within(grey, &plane, counts);
                        if now > seen {
                            (at, best, seen) = (moved, plane, now);
                        }
                    }
                }
                if seen <= before {
                    break;
                }
            }
        }
        best
    }
}
