//! Where the wrong symbols of a string are: syndromes in GF(1024), Berlekamp and Massey, Chien's search.
//!
//! Both codes have eight consecutive powers of an element among their roots (BIP-0093 §Checksum), so `e` wrong
//! symbols and `s` unreadable ones are found where 2e + s is at most 8. What is found is a proposal.

use crate::share::codex32::checksum::{Code, coefficient};
use crate::share::gf32::{inverse, multiply};

/// How many consecutive powers are roots: a distance of 9.
pub(crate) const ROOTS: usize = 8;

/// An element a + bζ of GF(1024), with ζ² = ζ + 1 over GF(32).
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Element(pub(crate) u8, pub(crate) u8);

const ZERO: Element = Element(0, 0);
const ONE: Element = Element(1, 0);

impl Element {
    fn plus(self, other: Self) -> Self {
        Self(self.0 ^ other.0, self.1 ^ other.1)
    }

    fn times(self, other: Self) -> Self {
        let (low, high) = (multiply(self.0, other.0), multiply(self.1, other.1));
        let cross = multiply(self.0, other.1) ^ multiply(self.1, other.0);
        Self(low ^ high, cross ^ high)
    }

    fn power(self, exponent: u32) -> Self {
        (0..exponent).fold(ONE, |power, _| power.times(self))
    }

    /// The conjugate a + b + bζ over the norm, which lies in GF(32).
    fn inverse(self) -> Self {
        let conjugate = Self(self.0 ^ self.1, self.1);
        let Self(norm, _) = self.times(conjugate);
        conjugate.times(Self(inverse(norm), 0))
    }
}

/// The places of the wrong symbols in a data part of `length` symbols, from 0, besides the `erased` ones (8 at most).
///
/// `None` when no set of wrong symbols within the code's distance explains the difference.
pub(crate) fn errors(
    code: &Code,
    difference: u128,
    length: usize,
    erased: &[usize],
) -> Option<Vec<usize>> {
    let powers: Vec<Element> =
        std::iter::successors(Some(ONE), |power| Some(power.times(code.root)))
            .take(length)
            .collect();
    let place = |at: usize| powers[length - 1 - at];
    let mut locator = vec![ONE];
    for at in erased {
        locator = product(&locator, &[ONE, place(*at)]);
    }
    let mut modified = product(&syndromes(code, difference), &locator);
    modified.truncate(ROOTS);
    let errors = shortest_register(modified.get(erased.len()..)?);
    let count = errors.len() - 1;
    if 2 * count + erased.len() > ROOTS {
        return None;
    }
    let is_root = |at: &usize| value(&errors, place(*at).inverse()) == ZERO;
    let found: Vec<usize> = (0..length).filter(|at| !erased.contains(at)).filter(is_root).collect();
    (found.len() == count).then_some(found)
}

/// The difference at the eight roots.
fn syndromes(code: &Code, difference: u128) -> Vec<Element> {
    let coefficients: Vec<Element> =
        (0..code.checks).map(|place| Element(coefficient(difference, place), 0)).collect();
    let mut root = code.root.power(code.first_power);
    let mut all = Vec::with_capacity(ROOTS);
    for _ in 0..ROOTS {
        all.push(value(&coefficients, root));
        root = root.times(code.root);
    }
    all
}

/// The polynomial, lowest coefficient first, at `x`.
fn value(polynomial: &[Element], x: Element) -> Element {
    polynomial.iter().rev().fold(ZERO, |sum, coefficient| sum.times(x).plus(*coefficient))
}

fn product(a: &[Element], b: &[Element]) -> Vec<Element> {
    let mut all = vec![ZERO; a.len() + b.len() - 1];
    for (i, x) in a.iter().enumerate() {
        for (j, y) in b.iter().enumerate() {
            all[i + j] = all[i + j].plus(x.times(*y));
        }
    }
    all
}

/// The shortest feedback register that makes the sequence (Berlekamp and Massey); its first coefficient is 1.
fn shortest_register(sequence: &[Element]) -> Vec<Element> {
    let (mut now, mut before) = (vec![ONE], vec![ONE]);
    let (mut length, mut gap, mut last) = (0, 1, ONE);
    for at in 0..sequence.len() {
        let miss = now
            .iter()
            .take(at + 1)
            .enumerate()
            .fold(ZERO, |sum, (back, tap)| sum.plus(tap.times(sequence[at - back])));
        if miss == ZERO {
            gap += 1;
            continue;
        }
        let scale = miss.times(last.inverse());
        let kept = now.clone();
        now.resize(now.len().max(before.len() + gap), ZERO);
        for (place, tap) in before.iter().enumerate() {
            now[place + gap] = now[place + gap].plus(scale.times(*tap));
        }
        if 2 * length <= at {
            (length, before, last, gap) = (at + 1 - length, kept, miss, 1);
        } else {
            gap += 1;
        }
    }
    now.resize(length + 1, ZERO);
    now
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::share::codex32::checksum::{LONG, SHORT};

    #[test]
    fn the_roots_have_the_orders_and_the_consecutive_powers_of_the_standard() {
        for (code, order) in [(&SHORT, 93), (&LONG, 1023)] {
            assert!(code.root.power(order) == ONE);
            assert!([3, 11, 31].iter().all(|prime| code.root.power(order / prime) != ONE));
            // The generator is x to the power of its degree plus what that power leaves as a residue.
            let residue = code.columns().nth(code.checks).expect("endless");
            let mut generator: Vec<Element> =
                (0..code.checks).map(|place| Element(coefficient(residue, place), 0)).collect();
            generator.push(ONE);
            let is_root = |power: u32| value(&generator, code.root.power(power)) == ZERO;
            assert!((code.first_power..code.first_power + 8).all(is_root));
            assert!(!is_root(code.first_power - 1) || code.checks == 13);
        }
    }

    #[test]
    fn every_element_but_zero_has_an_inverse() {
        for low in 0..32 {
            for high in 0..32 {
                let element = Element(low, high);
                assert!(element == ZERO || element.times(element.inverse()) == ONE);
            }
        }
    }
}
