//! The three corner squares of a QR code (ISO/IEC 18004 §6.3.3), found in ink and paper.
//!
//! A line through a finder pattern's middle crosses dark, light, dark, light, dark in the ratio
//! 1:1:3:1:1 at any angle. Rows that show the ratio are checked down the column as well.

use super::grey::Grey;

/// The middle of a finder pattern.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Finder {
    pub(super) x: f32,
    pub(super) y: f32,
    /// A seventh of the pattern's breadth along a row, in pixels.
    pub(super) module: f32,
    /// How many rows showed it.
    pub(super) rows: u32,
}

/// More corners than this are noise; the ones seen in most rows are kept.
const MOST: usize = 48;

/// Finds finder patterns; those seen in most rows come first.
pub(super) fn finders(ink: &Grey) -> Vec<Finder> {
    let mut found: Vec<Finder> = Vec::new();
    for y in 0..ink.height() {
        scan_row(ink, y, &mut found);
    }
    found.sort_by_key(|finder| std::cmp::Reverse(finder.rows));
    found.truncate(MOST);
    found
}

fn scan_row(ink: &Grey, y: usize, found: &mut Vec<Finder>) {
    let row = ink.row(y);
    let mut runs = [0_usize; 5];
    let mut start = 0;
    let mut colour = row[0];
    for x in 1..=row.len() {
        if x < row.len() && row[x] == colour {
            continue;
        }
        runs.rotate_left(1);
        runs[4] = x - start;
        if colour == 1 && like_a_finder(&runs) {
            check(ink, y, x, &runs, found);
        }
        start = x;
        colour = 1 - colour;
    }
}

/// Whether five runs are in the ratio 1:1:3:1:1, each off by less than 7/10 of a module.
fn like_a_finder(runs: &[usize; 5]) -> bool {
    let total: usize = runs.iter().sum();
    if runs.contains(&0) || total < 7 {
        return false;
    }
    let module = total as f32 / 7.0;
    let near = |run: usize, modules: f32| {
        (run as f32 - module * modules).abs() < module * (0.4 + 0.3 * modules)
    };
    near(runs[0], 1.0)
        && near(runs[1], 1.0)
        && near(runs[2], 3.0)
        && near(runs[3], 1.0)
        && near(runs[4], 1.0)
}

fn check(ink: &Grey, y: usize, end: usize, runs: &[usize; 5], found: &mut Vec<Finder>) {
    let total: usize = runs.iter().sum();
    let x = (end - runs[4] - runs[3]) as f32 - runs[2] as f32 / 2.0;
    let column = |along: usize| ink.row(along)[x as usize];
    let Some((middle, height)) = cross(&column, ink.height(), y, total) else {
        return;
    };
    let row_there = ink.row(middle as usize);
    let across = |along: usize| row_there[along];
    let Some((x, breadth)) = cross(&across, ink.width(), x as usize, total) else {
        return;
    };
    if breadth > 2.0 * height || height > 2.0 * breadth {
        return;
    }
    let new = Finder { x, y: middle, module: breadth / 7.0, rows: 1 };
    let near = |old: &&mut Finder| {
        let reach = 1.5 * old.module.max(new.module);
        (old.x - new.x).abs() < reach && (old.y - new.y).abs() < reach
    };
    if let Some(old) = found.iter_mut().find(near) {
        let weight = old.rows as f32;
        let mean = |old: f32, new: f32| (old * weight + new) / (weight + 1.0);
        old.x = mean(old.x, new.x);
        old.y = mean(old.y, new.y);
        old.module = mean(old.module, new.module);
        old.rows += 1;
    } else if found.len() < 4_096 {
        found.push(new);
    }
}

/// The middle and the breadth of a finder pattern along one line, given a point in its core.
fn cross(
    at: &dyn Fn(usize) -> u8,
    length: usize,
    inside: usize,
    breadth: usize,
) -> Option<(f32, f32)> {
    if at(inside) != 1 {
        return None;
    }
    // One run of a colour: the first place beyond it and its length, cut where it grows too long.
    let run = |mut from: usize, colour: u8, forward: bool| -> (usize, usize) {
        let mut count = 0;
        while from < length && at(from) == colour && count <= breadth {
            from = if forward { from + 1 } else { from.wrapping_sub(1) };
            count += 1;
        }
        (from, count)
    };
    let (next, core_back) = run(inside, 1, false);
    let (next, gap_back) = if next < length { run(next, 0, false) } else { return None };
    let (_, ring_back) = if next < length { run(next, 1, false) } else { return None };
    let (next, core_on) = run(inside, 1, true);
    let (next, gap_on) = if next < length { run(next, 0, true) } else { return None };
    let (_, ring_on) = if next < length { run(next, 1, true) } else { return None };
    let runs = [ring_back, gap_back, core_back + core_on - 1, gap_on, ring_on];
    if !like_a_finder(&runs) {
        return None;
    }
    let core_start = (inside + 1 - core_back) as f32;
    let middle = core_start + runs[2] as f32 / 2.0;
    Some((middle, runs.iter().sum::<usize>() as f32))
}

/// Three finders that may belong to one code: top left, top right, bottom left.
#[derive(Clone, Copy, Debug)]
pub(super) struct Corners {
    pub(super) at: [Finder; 3],
    /// How far the three are from a right-angled, even-sided corner; small is good.
    pub(super) crooked: f32,
}

/// All triples that look like a code's corners, the straightest first, at most 200.
pub(super) fn corners(found: &[Finder]) -> Vec<Corners> {
    let mut triples = Vec::new();
    for (i, corner) in found.iter().enumerate() {
        for (j, right) in found.iter().enumerate() {
            for (k, below) in found.iter().enumerate() {
                if i == j || i == k || j == k {
                    continue;
                }
                if let Some(crooked) = crookedness(corner, right, below) {
                    triples.push(Corners { at: [*corner, *right, *below], crooked });
                }
            }
        }
    }
    triples.sort_by(|a, b| a.crooked.total_cmp(&b.crooked));
    triples.truncate(200);
    triples
}

/// `None` when the three can not be the corners of a code that is not mirrored.
fn crookedness(corner: &Finder, right: &Finder, below: &Finder) -> Option<f32> {
    let (ax, ay) = (right.x - corner.x, right.y - corner.y);
    let (bx, by) = (below.x - corner.x, below.y - corner.y);
    let (a, b) = (ax.hypot(ay), bx.hypot(by));
    let turn = (ax * by - ay * bx) / (a * b);
    let lean = (ax * bx + ay * by) / (a * b);
    let modules = [corner.module, right.module, below.module];
    let small = modules.iter().copied().fold(f32::MAX, f32::min);
    let large = modules.iter().copied().fold(0.0, f32::max);
    let sides = a.max(b) / a.min(b);
    let far_enough = a.min(b) > 9.0 * small && a.max(b) < 240.0 * large;
    if !(turn > 0.85 && lean.abs() < 0.45 && large < 1.7 * small && sides < 1.6 && far_enough) {
        return None;
    }
    Some(lean.abs() + (sides - 1.0) + 0.5 * (large / small - 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(x: usize, y: usize) -> bool {
        let ring = |d: usize| x >= d && y >= d && x < 7 - d && y < 7 - d;
        (ring(0) && !ring(1)) || ring(2)
    }

    fn picture(scale: usize, places: &[(usize, usize)]) -> Grey {
        Grey::filled(60 * scale, 60 * scale, |out| {
            for (i, pixel) in out.iter_mut().enumerate() {
                let (x, y) = (i % (60 * scale) / scale, i / (60 * scale) / scale);
                let hit = |(a, b): &(usize, usize)| {
                    x >= *a && y >= *b && x < a + 7 && y < b + 7 && square(x - a, y - b)
                };
                *pixel = u8::from(places.iter().any(hit));
            }
        })
    }

    #[test]
    fn three_corner_squares_are_found_in_their_order() {
        let found = finders(&picture(3, &[(4, 4), (40, 4), (4, 40)]));
        assert_eq!(found.len(), 3);
        let triples = corners(&found);
        assert_eq!(triples.len(), 1);
        let [corner, right, below] = triples[0].at;
        assert!((corner.x - 22.5).abs() < 0.1 && (corner.y - 22.5).abs() < 0.1);
        assert!(right.x > 100.0 && below.y > 100.0);
        assert!((corner.module - 3.0).abs() < 0.01);
    }

    #[test]
    fn two_corner_squares_are_no_code() {
        assert!(corners(&finders(&picture(3, &[(4, 4), (40, 4)]))).is_empty());
    }
}
