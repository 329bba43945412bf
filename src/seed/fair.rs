//! Whether rolls look random: bounds that fair rolls pass but for less than one time in a million.
//!
//! Three families of questions share that chance. Each bound is proved, not fitted, so that it holds
//! for any number of rolls; all faces and distances that are looked at are paid for (union bound, with
//! weights 1/L(L+1) for distances, which sum to 1).
//!
//! * faces: how many rolls fall on the 1, 2, … most frequent faces. Chernoff's bound of a binomial
//!   tail: P ≤ exp(−n·D(share ‖ chance)).
//! * distances: how often a roll is the one L places earlier, or that plus a constant, too often or too
//!   seldom. For fair rolls these are independent with chance 1 in k, so the same bound holds. It sees
//!   held keys, alternation, repeated blocks, counting up and avoiding repeats.
//! * runs: how long such a relation holds without a break. m in a row have chance k^−m; for cards, which
//!   are not put back, at most 1/51 · 1/49 · 1/47 … (each pair has at most two cards more on the table).

use super::{EntropyError, Source};
use std::f64::consts::{LN_2, LN_10};
use std::fmt;
use zeroize::Zeroizing;

/// The natural logarithm of one in three million: a third of the chance for each family.
const LIMIT: f64 = -14.914;

/// The most pairs of cards of one deck whose chance the bound still counts.
const PAIRS: usize = 26;

/// What was seen in rolls that do not look random.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finding {
    /// `count` of `of` rolls show only `faces` different faces.
    Faces {
        /// The number of different faces.
        faces: usize,
        /// The rolls that show them.
        count: usize,
        /// All rolls.
        of: usize,
    },
    /// Rolls follow from the ones `distance` places earlier too often: a pattern.
    Pattern {
        /// The distance, in rolls.
        distance: usize,
    },
    /// Rolls avoid what stood `distance` places earlier: they were chosen.
    Avoided {
        /// The distance, in rolls.
        distance: usize,
    },
    /// `length` rolls in a row follow from the ones `distance` places earlier.
    Run {
        /// The rolls in a row.
        length: usize,
        /// The distance, in rolls.
        distance: usize,
    },
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Faces { faces: 1, count, of } => write!(f, "{count} of {of} rolls are the same"),
            Self::Faces { faces, count, of } => {
                write!(f, "{count} of {of} rolls show only {faces} faces")
            }
            Self::Pattern { distance: 1 } => write!(f, "most rolls follow from the one before"),
            Self::Pattern { distance } => write!(f, "a pattern repeats every {distance} rolls"),
            Self::Avoided { distance } => {
                write!(f, "rolls avoid what was rolled {distance} before")
            }
            Self::Run { length, distance } => {
                write!(f, "{length} rolls in a row follow from those {distance} before")
            }
        }
    }
}

/// The least likely thing seen in a family: a bound of its chance, as a natural logarithm.
type Seen = Option<(f64, Finding)>;

/// Refuses rolls, given as numbers from 0, that fair ones would be less than once in a million times.
pub(super) fn check(source: Source, values: &[u8]) -> Result<(), EntropyError> {
    let counted = if source == Source::Cards { None } else { faces(source.faces(), values) };
    let (patterns, runs) = distances(source, values);
    let worst = [counted, patterns, runs].into_iter().flatten().min_by(|a, b| a.0.total_cmp(&b.0));
    match worst {
        Some((chance, finding)) if chance < LIMIT => {
            let exponent = (-chance / LN_10).floor() as u32;
            Err(EntropyError::NotRandom { finding, exponent })
        }
        _ => Ok(()),
    }
}

fn faces(kinds: usize, values: &[u8]) -> Seen {
    let mut counts = Zeroizing::new(vec![0_usize; kinds]);
    values.iter().for_each(|value| counts[usize::from(*value)] += 1);
    counts.sort_unstable_by(|a, b| b.cmp(a));
    let of = values.len();
    let mut seen = None;
    let mut count = 0;
    let mut choices = 0.0;
    for faces in 1..kinds {
        count += counts[faces - 1];
        choices += ((kinds - faces + 1) as f64 / faces as f64).ln();
        let chance = tail(of, count, faces as f64 / kinds as f64);
        let chance = chance + choices + ((kinds - 1) as f64).ln();
        keep(&mut seen, chance, || Finding::Faces { faces, count, of });
    }
    seen
}

/// Looks at every distance and every constant between two rolls; the second answer is about runs.
fn distances(source: Source, values: &[u8]) -> (Seen, Seen) {
    let kinds = source.faces();
    let (mut patterns, mut runs) = (None, None);
    for distance in 1..values.len() {
        let pairs = values.len() - distance;
        let mut counts = Zeroizing::new([0_usize; 52]);
        let mut longest = Zeroizing::new([0_usize; 52]);
        let (mut run, mut before) = (0, kinds);
        for (earlier, later) in values.iter().zip(&values[distance..]) {
            let step = (kinds + usize::from(*later) - usize::from(*earlier)) % kinds;
            run = if step == before { run + 1 } else { 1 };
            before = step;
            counts[step] += 1;
            longest[step] = longest[step].max(run);
        }
        for step in 0..kinds {
            let (count, length) = (counts[step], longest[step]);
            let paid = price(distance, step, kinds);
            let chance = in_a_row(source, length) + (pairs as f64).ln() + paid;
            keep(&mut runs, chance, || Finding::Run { length, distance });
            if source == Source::Cards {
                continue;
            }
            let chance = tail(pairs, count, 1.0 / kinds as f64) + paid + LN_2;
            let often = count * kinds > pairs;
            let finding =
                if often { Finding::Pattern { distance } } else { Finding::Avoided { distance } };
            keep(&mut patterns, chance, || finding);
        }
    }
    (patterns, runs)
}

/// What looking at one distance and one constant costs: all prices together are one chance. Short
/// distances and plain repeats, which people make, cost less than the rest.
fn price(distance: usize, step: usize, kinds: usize) -> f64 {
    let others = if step == 0 { 1 } else { kinds - 1 };
    ((distance * (distance + 1)) as f64).ln() + LN_2 + (others as f64).ln()
}

/// Bounds the chance of `count` of `of` or a rarer number on the same side, each having `chance`.
fn tail(of: usize, count: usize, chance: f64) -> f64 {
    let share = count as f64 / of as f64;
    let part = |share: f64, chance: f64| match share {
        0.0 => 0.0,
        _ => share * (share / chance).ln(),
    };
    -(of as f64) * (part(share, chance) + part(1.0 - share, 1.0 - chance))
}

/// Bounds the chance that a relation holds `times` in a row at one place.
fn in_a_row(source: Source, times: usize) -> f64 {
    match source {
        Source::Cards => (1..=times.min(PAIRS)).map(|pair| -((53 - 2 * pair) as f64).ln()).sum(),
        Source::Dice | Source::Coins => -(times as f64) * (source.faces() as f64).ln(),
    }
}

fn keep(seen: &mut Seen, chance: f64, finding: impl FnOnce() -> Finding) {
    if seen.is_none_or(|(least, _)| chance < least) {
        *seen = Some((chance, finding()));
    }
}
