//! The smallest set of places that is enough, or without which something is closed.
//!
//! There are 65,536 sets of 16 places. Of places that may stand for each other, as those of the shares of one set, only the
//! first so many are tried; where there are too many sets still, the larger ones are not looked at.

use super::by_place::NeedOfPlaces;

/// So many sets are tried at most: all of 16 places, and those of two among 400 that all differ.
const TRIED: u64 = 100_000;
/// Each place is compared with so many others at most, to see which may stand for it.
const COMPARED: usize = 16;
/// Up to so many places are compared.
const MOST_COMPARED: usize = 256;

/// The first smallest set of all places, none of them left out, that passes; `None` where not even all of them do.
/// `passes` asks nothing but whether the need is met by the set, or by all places but the set.
///
/// # Errors
/// No set of so many passes, and there are too many larger ones.
pub(super) fn smallest(
    need: &NeedOfPlaces,
    all: usize,
    passes: &dyn Fn(&[usize]) -> bool,
) -> Result<Option<Vec<usize>>, usize> {
    let before = alike(need, all);
    let mut search = Search { before: &before, passes, set: Vec::new(), chosen: vec![false; all] };
    let mut left = TRIED;
    for size in 1..=all {
        left = left.checked_sub(sets(&before, size)).ok_or(size - 1)?;
        if search.reaches(size) {
            return Ok(Some(search.set));
        }
    }
    Ok(None)
}

/// For each of these places one before it that may stand for it, and for no other behind that.
fn alike(need: &NeedOfPlaces, all: usize) -> Vec<Option<usize>> {
    let sorted = need.clone().sorted();
    let is_alike = |one: usize, other: usize| {
        let mut swapped = sorted.clone();
        swapped.swap(one, other);
        swapped.sorted() == sorted
    };
    if all > MOST_COMPARED {
        return vec![None; all];
    }
    // The last of each chain of places that may stand for each other.
    let mut ends: Vec<usize> = Vec::new();
    let before = |place: usize| {
        let chain = ends.iter_mut().take(COMPARED).find(|end| is_alike(**end, place));
        let Some(end) = chain else {
            ends.push(place);
            return None;
        };
        Some(std::mem::replace(end, place))
    };
    (0..all).map(before).collect()
}

/// How many sets of a size are tried: of each chain of places the first few.
fn sets(before: &[Option<usize>], size: usize) -> u64 {
    let mut lengths = vec![0; before.len()];
    let mut starts = Vec::new();
    for (place, other) in before.iter().enumerate() {
        let start = other.map_or(place, |other| starts[other]);
        starts.push(start);
        lengths[start] += 1;
    }
    // Of each size, with the chains until now.
    let mut ways = vec![0_u64; size + 1];
    ways[0] = 1;
    for length in lengths.into_iter().filter(|length| *length > 0) {
        let of = |size: usize| {
            let few = &ways[size.saturating_sub(length)..=size];
            few.iter().fold(0_u64, |sum, ways| sum.saturating_add(*ways))
        };
        ways = (0..=size).map(of).collect();
    }
    ways[size]
}

/// A search for a set of places.
struct Search<'a> {
    /// For each place one before it that may stand for it.
    before: &'a [Option<usize>],
    passes: &'a dyn Fn(&[usize]) -> bool,
    set: Vec<usize>,
    chosen: Vec<bool>,
}

impl Search<'_> {
    /// Adds places in order until there are so many and they pass; the set is as it was where none do. No place is tried
    /// without the one before it that may stand for it.
    fn reaches(&mut self, size: usize) -> bool {
        if self.set.len() == size {
            return (self.passes)(&self.set);
        }
        let from = self.set.last().map_or(0, |last| last + 1);
        // So many are wanted still: later ones are too few.
        let last = self.before.len() - (size - self.set.len());
        for next in from..=last {
            if self.before[next].is_some_and(|other| !self.chosen[other]) {
                continue;
            }
            self.set.push(next);
            self.chosen[next] = true;
            if self.reaches(size) {
                return true;
            }
            self.set.pop();
            self.chosen[next] = false;
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::super::by_place::tests::tree;
    use super::super::by_place::{Lies, Places};
    use super::super::opening::{Need, all};
    use super::*;
    use std::cell::Cell;

    #[test]
    fn the_first_smallest_set_is_found_though_not_all_are_tried() {
        let (mut seed, mut found, mut fewer) = (11, 0, 0);
        for _ in 0..2_000 {
            let need = tree(&mut seed, 3);
            let need = NeedOfPlaces::new(&need, 6, &|at| Lies::At(at % 6));
            let met = |set: &[usize]| need.met(&Places::of(6, set.iter().copied()));
            let mut sets: Vec<Vec<usize>> = (1..64_usize)
                .map(|set| (0..6).filter(|place| set >> place & 1 == 1).collect())
                .collect();
            sets.sort_by_key(|set| (set.len(), set.clone()));
            for passes in
                [&met as &dyn Fn(&[usize]) -> bool, &|set| !need.met(&Places::but(6, set))]
            {
                let tried = Cell::new(0);
                let counted = |set: &[usize]| {
                    tried.set(tried.get() + 1);
                    passes(set)
                };
                let first = sets.iter().find(|set| passes(set));
                assert_eq!(smallest(&need, 6, &counted).unwrap().as_ref(), first, "{need:?}");
                found += usize::from(first.is_some());
                let all = first.map_or(sets.len(), |first| {
                    sets.iter().position(|set| set == first).unwrap() + 1
                });
                fewer += usize::from(tried.get() < all);
            }
        }
        assert!(found > 1_000 && fewer > 500, "{found} {fewer}");
    }

    #[test]
    fn of_places_that_stand_for_each_other_the_first_are_tried() {
        let shares = Need::Of(9, (0..16).map(Need::Copy).collect());
        let need = NeedOfPlaces::new(&shares, 16, &Lies::At);
        assert_eq!(alike(&need, 16)[..3], [None, Some(0), Some(1)]);
        let tried = Cell::new(0);
        let enough = |set: &[usize]| {
            tried.set(tried.get() + 1);
            need.met(&Places::of(16, set.iter().copied()))
        };
        assert_eq!(smallest(&need, 16, &enough), Ok(Some((0..9).collect())));
        assert_eq!(tried.get(), 9, "one set of each size");
        // Two places hold two shares each, and stand for each other alone.
        let lies = |at: usize| Lies::At(if at < 14 { at } else { at - 14 });
        let before = alike(&NeedOfPlaces::new(&shares, 14, &lies), 14);
        assert_eq!(before[..4], [None, Some(0), None, Some(2)]);
    }

    #[test]
    fn sets_that_are_too_many_are_not_tried() {
        // As many as there are without chains, and with one of all.
        assert_eq!((sets(&[None; 16], 8), sets(&[None; 80], 3)), (12_870, 82_160));
        let chain: Vec<Option<usize>> = (0..16_usize).map(|place| place.checked_sub(1)).collect();
        assert_eq!((sets(&chain, 8), sets(&chain[..7], 8)), (1, 0));
        assert_eq!(sets(&[None, None, Some(0), Some(2)], 2), 2, "a, c or a, b");
        // All keys of two of 50 pairs that all differ in how many places have the second: only three are looked at.
        let pair = |of: usize| {
            let second = (0..=of).map(|more| Need::Copy(1_000 + of * 100 + more)).collect();
            all(vec![Need::Copy(of), Need::Of(1, second)])
        };
        let need = Need::Of(45, (0..50).map(pair).collect());
        let lies = |at: usize| Lies::At(if at < 1_000 { at } else { 50 + (at * 7) % 50 });
        let need = NeedOfPlaces::new(&need, 100, &lies);
        let met = |set: &[usize]| need.met(&Places::of(100, set.iter().copied()));
        assert_eq!(smallest(&need, 100, &met), Err(2));
    }

    #[test]
    fn many_places_that_stand_for_each_other_are_counted_to_the_end() {
        let copies = Need::Of(1, (0..250).map(Need::Copy).collect());
        let need = NeedOfPlaces::new(&copies, 250, &Lies::At);
        let closed = |set: &[usize]| !need.met(&Places::but(250, set));
        assert_eq!(smallest(&need, 250, &closed), Ok(Some((0..250).collect())));
        assert_eq!(smallest(&need, 250, &|_| false), Ok(None));
    }
}
