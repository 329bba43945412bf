//! Codes of which one corner square is covered: two others say where it must be.
//!
//! Which corner is missing is not known, so each is tried; the timing line between two neighbours, or all fixed
//! patterns together, tell which fits.

use super::finder::Finder;
use super::fit::Patterns;
use super::grey::Grey;
use super::grid::{self, Placed};
use super::order::alignment;
use super::plane::{Pair, Plane};

/// More loose corner squares than this are not tried in pairs.
const MOST_FINDERS: usize = 6;
/// A timing line that is seen less clearly between two corner squares is none.
const TIMING: f32 = 0.5;
/// Timing lines and alignment patterns that are seen less than this around two corner squares are none.
const OTHERS: f32 = 0.15;
/// Places that are given, at most.
const MOST_PLACES: usize = 6;

/// Which corners the two are.
#[derive(Clone, Copy, Debug)]
enum Corner {
    TopLeft,
    TopRight,
    BottomLeft,
}

impl Corner {
    fn place(self, size: usize) -> (f32, f32) {
        let far = size as f32 - 3.5;
        match self {
            Self::TopLeft => (3.5, 3.5),
            Self::TopRight => (far, 3.5),
            Self::BottomLeft => (3.5, far),
        }
    }
}

use Corner::{BottomLeft, TopLeft, TopRight};

/// The three pairs of corners, each to be taken both ways, with the turn from the line between them to the rows.
const ROLES: [(Corner, Corner, f32); 3] = [
    (TopLeft, TopRight, 0.0),
    (TopLeft, BottomLeft, -std::f32::consts::FRAC_PI_2),
    (TopRight, BottomLeft, -3.0 * std::f32::consts::FRAC_PI_4),
];

/// Places of codes that have two of these corner squares, the likeliest first.
pub(super) fn places(grey: &Grey, finders: &[Finder]) -> Vec<Placed> {
    let finders = &finders[..finders.len().min(MOST_FINDERS)];
    let mut places = Vec::new();
    for (i, one) in finders.iter().enumerate() {
        for other in &finders[i + 1..] {
            let ratio = one.module / other.module;
            if (0.6..1.7).contains(&ratio) {
                for (a, b) in [(one, other), (other, one)] {
                    ROLES.iter().for_each(|role| places.extend(with_role(grey, (*a, *b), *role)));
                }
            }
        }
    }
    places.sort_by(|a: &Placed, b| b.clear.total_cmp(&a.clear));
    places.truncate(MOST_PLACES);
    places
}

fn with_role(
    grey: &Grey,
    (a, b): (Finder, Finder),
    (corner_a, corner_b, turn): (Corner, Corner, f32),
) -> Vec<Placed> {
    let angle = (b.y - a.y).atan2(b.x - a.x) + turn;
    let squares = [a, b].map(|finder| of_finder(grey, finder, angle));
    let module = squares.map(|plane| {
        let side = |a: (f32, f32), b: (f32, f32)| (a.0 - b.0).hypot(a.1 - b.1) / 7.0;
        let across = side(plane.at(0.0, 3.5), plane.at(7.0, 3.5));
        (across + side(plane.at(3.5, 0.0), plane.at(3.5, 7.0))) / 2.0
    });
    let away = (b.x - a.x).hypot(b.y - a.y) / ((module[0] + module[1]) / 2.0);
    let squares_apart = if matches!(corner_a, TopRight) { away / 2.0_f32.sqrt() } else { away };
    let guess = ((squares_apart + 7.0 - 17.0) / 4.0).round() as i32;
    let reach = 1 + guess / 10;
    let mut found = Vec::new();
    for version in (guess - reach..=guess + reach).filter(|v| (1..=40).contains(v)) {
        let size = version as usize * 4 + 17;
        let sure = [corner_a.place(size), corner_b.place(size)];
        let Some(plane) = first_map(&squares, sure, size) else { continue };
        let timing = match (corner_a, corner_b) {
            (TopLeft, TopRight) => grid::timing(grey, &plane, size, true),
            (TopLeft, BottomLeft) => grid::timing(grey, &plane, size, false),
            _ => 1.0,
        };
        if timing < TIMING {
            continue;
        }
        let patterns = Patterns::of_code(size);
        if patterns.others_seen(grey, &plane) < OTHERS / 2.0 {
            continue;
        }
        let near = patterns.pull_near(grey, plane, &sure);
        if patterns.others_seen(grey, &near) < OTHERS {
            continue;
        }
        let turned = with_alignment(grey, &near, &sure, size).unwrap_or(near);
        let planes = [near, turned].map(|plane| patterns.pull(grey, plane));
        let seen = planes.map(|plane| patterns.seen(grey, &plane));
        let best = usize::from(seen[1] > seen[0]);
        found.push(Placed { size, plane: planes[best], clear: seen[best] });
    }
    found
}

/// The same map, turned about the two corner squares until the alignment pattern that is farthest from them lies where
/// one is seen.
fn with_alignment(grey: &Grey, plane: &Plane, sure: &[(f32, f32)], size: usize) -> Option<Plane> {
    let last = *alignment(size).last()? as f32 + 0.5;
    let seen = grid::find(grey, plane, (last, last), 3.0 + size as f32 / 12.0)?;
    let mut pairs = vec![Pair { weight: 4.0, ..seen }];
    for (u, v) in sure {
        for (du, dv) in [(-3.5, -3.5), (3.5, -3.5), (-3.5, 3.5), (3.5, 3.5)] {
            let grid = (u + du, v + dv);
            pairs.push(Pair { grid, picture: plane.at(grid.0, grid.1), weight: 1.0 });
        }
    }
    Plane::fitted(&pairs)
}

/// The map of one corner square, its rows along the angle.
fn of_finder(grey: &Grey, finder: Finder, angle: f32) -> Plane {
    let (sin, cos) = angle.sin_cos();
    // A pattern that is turned is crossed along a slanted line, which is longer.
    let module = finder.module * sin.abs().max(cos.abs());
    let pair = |u: f32, v: f32| {
        let (x, y) = ((u - 3.5) * module, (v - 3.5) * module);
        let picture = (finder.x + x * cos - y * sin, finder.y + x * sin + y * cos);
        Pair { grid: (u, v), picture, weight: 1.0 }
    };
    let upright = [pair(0.0, 0.0), pair(7.0, 0.0), pair(0.0, 7.0), pair(7.0, 7.0)];
    let plane = Plane::fitted(&upright).expect("a square has four corners");
    Patterns::of_finder().pull(grey, plane)
}

/// The map that takes two corner squares, each with a map of its own, to their corners, and goes on as their sides do.
fn first_map(squares: &[Plane; 2], corners: [(f32, f32); 2], size: usize) -> Option<Plane> {
    let far = size as f32 - 7.0;
    let mut pairs = Vec::with_capacity(16);
    for (square, (u, v)) in squares.iter().zip(corners) {
        let (left, top) = (u - 3.5, v - 3.5);
        for (du, dv) in [(0.0, 0.0), (7.0, 0.0), (0.0, 7.0), (7.0, 7.0)] {
            let grid = (left + du, top + dv);
            pairs.push(Pair { grid, picture: square.at(du, dv), weight: 1.0 });
        }
        // One square alone says little about the other end of its sides.
        let middle = square.at(3.5, 3.5);
        for (end, to) in [(square.at(7.0, 3.5), (far, 0.0)), (square.at(3.5, 7.0), (0.0, far))] {
            let there = |near: f32, start: f32, to: f32| start + (near - start) / 3.5 * to;
            let sign = |at: f32| if at > 7.0 { -1.0 } else { 1.0 };
            let (du, dv) = (to.0 * sign(u), to.1 * sign(v));
            let along = du + dv;
            let picture = (there(end.0, middle.0, along), there(end.1, middle.1, along));
            pairs.push(Pair { grid: (u + du, v + dv), picture, weight: 0.02 });
        }
    }
    Plane::fitted(&pairs)
}
