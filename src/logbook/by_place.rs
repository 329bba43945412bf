//! What is needed, by the places where it lies: whether so many places together are enough.
//!
//! Thousands of sets of places are tried, so the copies are followed to their places once, and what lies nowhere or is
//! there anyhow is left out.

use super::opening::Need;

/// Where a copy lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lies {
    /// Where nobody gets it.
    Nowhere,
    /// At the place of this number.
    At(usize),
    /// It is there, whatever the places are.
    There,
}

/// Places by their numbers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Places(Box<[u64]>);

impl Places {
    /// Those of so many that have these numbers.
    pub(super) fn of(all: usize, numbers: impl IntoIterator<Item = usize>) -> Self {
        let mut bits = vec![0; all.div_ceil(64)].into_boxed_slice();
        numbers.into_iter().for_each(|number| bits[number / 64] |= 1 << (number % 64));
        Self(bits)
    }

    /// All of so many but those.
    pub(super) fn but(all: usize, numbers: &[usize]) -> Self {
        let mut bits = Self::of(all, 0..all);
        numbers.iter().for_each(|number| bits.0[number / 64] &= !(1 << (number % 64)));
        bits
    }

    fn swap(&mut self, one: usize, other: usize) {
        let bit = |number: usize| (number / 64, 1 << (number % 64));
        let ((first, a), (second, b)) = (bit(one), bit(other));
        if (self.0[first] & a == 0) != (self.0[second] & b == 0) {
            self.0[first] ^= a;
            self.0[second] ^= b;
        }
    }

    fn meet(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).any(|(one, other)| one & other != 0)
    }

    fn join(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(one, other)| *one |= other);
    }
}

/// What is needed of places.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum NeedOfPlaces {
    /// Nothing opens it.
    Never,
    /// It is open without any of them.
    Always,
    /// Any of these.
    Any(Places),
    /// So many of these.
    Of(usize, Vec<NeedOfPlaces>),
}

impl NeedOfPlaces {
    /// What is needed of so many places, with what lies there.
    pub(super) fn new(need: &Need, all: usize, lies: &dyn Fn(usize) -> Lies) -> Self {
        match need {
            Need::Copy(at) => match lies(*at) {
                Lies::Nowhere => Self::Never,
                Lies::There => Self::Always,
                Lies::At(place) => Self::Any(Places::of(all, [place])),
            },
            Need::Of(needed, of) => {
                let of: Vec<Self> = of.iter().map(|one| Self::new(one, all, lies)).collect();
                let there = of.iter().filter(|one| **one == Self::Always).count();
                let of = of.into_iter().filter(|one| !matches!(one, Self::Always | Self::Never));
                Self::of(needed.saturating_sub(there), of.collect())
            }
        }
    }

    fn of(needed: usize, of: Vec<Self>) -> Self {
        match needed {
            0 => Self::Always,
            _ if of.len() < needed => Self::Never,
            1 => Self::one_of(of),
            _ => Self::Of(needed, of),
        }
    }

    /// Whatever is needed alone is needed of one of all their places.
    fn one_of(of: Vec<Self>) -> Self {
        let mut any: Option<Places> = None;
        let mut rest = Vec::new();
        for one in of {
            match (one, &mut any) {
                (Self::Any(places), Some(any)) => any.join(&places),
                (Self::Any(places), none) => *none = Some(places),
                (Self::Of(1, of), _) => rest.extend(of),
                (other, _) => rest.push(other),
            }
        }
        match (any, rest.len()) {
            (Some(any), 0) => Self::Any(any),
            (None, 1) => rest.remove(0),
            (any, _) => {
                // What a single place is enough for is looked at first.
                rest.splice(0..0, any.map(Self::Any));
                Self::Of(1, rest)
            }
        }
    }

    /// Puts each of two places where the other was.
    pub(super) fn swap(&mut self, one: usize, other: usize) {
        match self {
            Self::Never | Self::Always => {}
            Self::Any(places) => places.swap(one, other),
            Self::Of(_, of) => of.iter_mut().for_each(|part| part.swap(one, other)),
        }
    }

    /// The same, in an order that does not depend on how it came about.
    pub(super) fn sorted(self) -> Self {
        match self {
            Self::Of(needed, of) => {
                let mut of: Vec<Self> = of.into_iter().map(Self::sorted).collect();
                of.sort_unstable();
                Self::Of(needed, of)
            }
            other => other,
        }
    }

    /// Whether whoever comes to these places has what is needed.
    pub(super) fn met(&self, at: &Places) -> bool {
        match self {
            Self::Never => false,
            Self::Always => true,
            Self::Any(places) => places.meet(at),
            Self::Of(needed, of) => {
                of.iter().filter(|one| one.met(at)).take(*needed).count() == *needed
            }
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::opening::all;
    use super::*;

    /// Numbers that look like chance, the same each time.
    fn next(seed: &mut u64) -> usize {
        *seed =
            seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(*seed >> 33).expect("31 bits")
    }

    /// A need of twelve copies.
    pub(in super::super) fn tree(seed: &mut u64, depth: usize) -> Need {
        if depth == 0 || next(seed).is_multiple_of(8) {
            return Need::Copy(next(seed) % 12);
        }
        let needed = next(seed) % 4;
        Need::Of(needed, (0..next(seed) % 6).map(|_| tree(seed, depth - 1)).collect())
    }

    /// How often the needs by copies and by places differ, over many trees and all sets of places; and how often they are
    /// met. `lies` says for the copies where they lie.
    fn differ(lies: &dyn Fn(usize) -> Lies, told: &dyn Fn(usize) -> Lies) -> (usize, usize) {
        let (mut seed, mut differences, mut met) = (7, 0, 0);
        for _ in 0..500 {
            let need = tree(&mut seed, 4);
            let by_place = NeedOfPlaces::new(&need, 6, told);
            for set in 0..64_usize {
                let has = |at: usize| match lies(at) {
                    Lies::Nowhere => false,
                    Lies::There => true,
                    Lies::At(place) => set >> place & 1 == 1,
                };
                let places = Places::of(6, (0..6).filter(|place| set >> place & 1 == 1));
                let expected = need.met(&has);
                differences += usize::from(by_place.met(&places) != expected);
                met += usize::from(expected);
            }
        }
        (differences, met)
    }

    #[test]
    fn by_places_it_opens_exactly_when_the_copies_there_open_it() {
        let lies = |at: usize| match at {
            10 => Lies::Nowhere,
            11 => Lies::There,
            _ => Lies::At(at % 6),
        };
        let (differences, met) = differ(&lies, &lies);
        assert_eq!(differences, 0);
        assert!((8_000..24_000).contains(&met), "{met} of 32,000 tell nothing");
        // The control: a copy that is told at another place is seen.
        let wrong = |at: usize| if at == 3 { Lies::At(4) } else { lies(at) };
        let (seen, _) = differ(&lies, &wrong);
        assert!(seen > 100, "{seen}");
    }

    #[test]
    fn places_beyond_a_word_are_told_apart() {
        let need = all(vec![Need::Copy(3), Need::Copy(130)]);
        let by_place = NeedOfPlaces::new(&need, 131, &Lies::At);
        let met = |numbers: &[usize]| by_place.met(&Places::of(131, numbers.iter().copied()));
        assert!(met(&[3, 130]) && !met(&[3, 66]) && !met(&[2, 130]) && !met(&[3]));
        assert!(!by_place.met(&Places::but(131, &[130])) && by_place.met(&Places::but(131, &[66])));
    }
}
