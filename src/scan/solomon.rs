//! Reed–Solomon blocks of a code (ISO/IEC 18004 §7.5.2): codewords that are wrong and codewords that are known to be
//! covered are both put right.
//!
//! A covered codeword costs one check codeword, a wrong one two. Looked at before this was written: `rqrr` and
//! `reed-solomon` 0.2 (wrong codewords only in the first, tables over secrets in both, the second not kept since
//! 2017), `reed-solomon-erasure` (covered ones only, and another code than that of ISO 18004).

use crate::sheet::field::{inverse, power, times};

/// The most check codewords of a block (ISO/IEC 18004 table 9).
pub(super) const MOST_CHECKS: usize = 30;
/// More codewords than any block has.
pub(super) const MOST_WORDS: usize = 160;

/// Coefficients, lowest power first.
type Series = [u8; MOST_CHECKS + 2];

/// What was done to a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mended {
    /// Codewords that were wrong and not said to be covered.
    pub(super) wrong: usize,
    /// How unlikely a block of random codewords passes as this one did, as a power of two.
    pub(super) trust: i32,
}

/// The sums of a block that are all 0 when it is right.
pub(super) fn syndromes(block: &[u8], checks: usize) -> Series {
    let mut sums = [0_u8; MOST_CHECKS + 2];
    let mut root = 1;
    for sum in &mut sums[..checks] {
        for word in block {
            *sum = times(*sum, root) ^ word;
        }
        root = times(root, 2);
    }
    sums
}

/// Puts a block right in place; `covered` are places in it. `None`, and nothing changed, when it can not be done.
pub(super) fn mend(
    block: &mut [u8],
    checks: usize,
    sums: &Series,
    covered: &[usize],
) -> Option<Mended> {
    if covered.len() > checks {
        return None;
    }
    let locator = locator(block.len(), checks, sums, covered)?;
    let degree = locator.iter().rposition(|c| *c != 0).unwrap_or(0);
    let wrong = degree.checked_sub(covered.len())?;
    if covered.len() + 2 * wrong > checks {
        return None;
    }
    let mut values = [0_u8; MOST_CHECKS + 2];
    for (power, value) in values[..checks].iter_mut().enumerate() {
        *value = (0..=power.min(degree)).fold(0, |s, i| s ^ times(locator[i], sums[power - i]));
    }
    let mut found = 0;
    let mut places = [(0_usize, 0_u8); MOST_CHECKS];
    // The place of a codeword is a power of 2: that of the last one is 1.
    let mut place = 1;
    for at in (0..block.len()).rev() {
        let back = inverse(place);
        if at_point(&locator[..=degree], back) == 0 {
            let slope =
                (1..=degree).step_by(2).fold(0, |s, i| s ^ times(locator[i], power(back, i - 1)));
            if slope == 0 || found == degree {
                return None;
            }
            let error = times(place, at_point(&values[..checks], back));
            places[found] = (at, times(error, inverse(slope)));
            found += 1;
        }
        place = times(place, 2);
    }
    if found != degree {
        return None;
    }
    for (at, error) in &places[..found] {
        block[*at] ^= error;
    }
    if syndromes(block, checks)[..checks].iter().any(|sum| *sum != 0) {
        for (at, error) in &places[..found] {
            block[*at] ^= error;
        }
        return None;
    }
    Some(Mended { wrong, trust: trust(block.len() - covered.len(), checks - covered.len(), wrong) })
}

/// Berlekamp and Massey, started with the covered places (Blahut, Theory and Practice of Error Control Codes §7.8).
fn locator(length: usize, checks: usize, sums: &Series, covered: &[usize]) -> Option<Series> {
    let mut now = [0_u8; MOST_CHECKS + 2];
    now[0] = 1;
    for (done, at) in covered.iter().enumerate() {
        let place = power(2, length.checked_sub(1 + at)?);
        for i in (1..=done + 1).rev() {
            now[i] ^= times(now[i - 1], place);
        }
    }
    let mut before = now;
    let mut degree = covered.len();
    for n in covered.len()..checks {
        let off = (0..=degree.min(n)).fold(0, |sum, i| sum ^ times(now[i], sums[n - i]));
        before.copy_within(0..MOST_CHECKS + 1, 1);
        before[0] = 0;
        if off == 0 {
            continue;
        }
        let kept = now;
        for (c, b) in now.iter_mut().zip(before) {
            *c ^= times(off, b);
        }
        if 2 * degree <= n + covered.len() {
            degree = n + 1 + covered.len() - degree;
            let scale = inverse(off);
            before = kept.map(|c| times(c, scale));
        }
    }
    (degree <= checks).then_some(now)
}

/// Bits that remain as proof: 8 for each check codeword, less the ways in which `wrong` codewords can be wrong.
fn trust(length: usize, checks: usize, wrong: usize) -> i32 {
    let ways: f32 = (0..wrong).map(|i| ((length - i) as f32 / (i + 1) as f32).log2()).sum();
    8 * (checks - wrong) as i32 - ways.ceil() as i32
}

fn at_point(series: &[u8], x: u8) -> u8 {
    series.iter().rev().fold(0, |sum, c| times(sum, x) ^ c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(block: &mut [u8], checks: usize, covered: &[usize]) -> Option<Mended> {
        let sums = syndromes(block, checks);
        mend(block, checks, &sums, covered)
    }

    /// The code is linear: errors on the block of zeros stand for errors on any block.
    #[test]
    fn wrong_and_covered_codewords_are_put_right_up_to_the_bound_and_not_beyond() {
        for checks in [7, 10, 22, 30] {
            for covered in 0..=checks {
                let wrong = (checks - covered) / 2;
                let places: Vec<usize> = (0..covered).map(|i| i * 2 + 1).collect();
                let spoilt = |wrong: usize| {
                    let mut block = vec![0_u8; 70];
                    places.iter().for_each(|at| block[*at] = (at * 7) as u8);
                    (0..wrong).for_each(|i| block[i * 4] = 0x5a ^ i as u8);
                    block
                };
                let mut block = spoilt(wrong);
                let done = mended(&mut block, checks, &places).expect("within the bound");
                assert_eq!((done.wrong, block), (wrong, vec![0; 70]), "{checks} {covered}");
                let (before, mut block) = (spoilt(wrong + 1), spoilt(wrong + 1));
                match mended(&mut block, checks, &places) {
                    None => assert_eq!(block, before),
                    // Another codeword: the figure says how little it is worth.
                    Some(beyond) => assert!(beyond.trust < 34, "{checks} {covered} {beyond:?}"),
                }
            }
        }
    }

    #[test]
    fn what_remains_as_proof_is_told() {
        assert_eq!(mended(&mut [0; 40], 22, &[]).unwrap().trust, 176);
        let places: Vec<usize> = (0..22).collect();
        assert_eq!(mended(&mut [0; 40], 22, &places).unwrap().trust, 0);
    }
}
