//! The checksum of a share: a Reed-Solomon code over GF(1024), three words (SLIP-0039 §Checksum).
//!
//! It finds every error of up to three words. Where a mistake sits can be told, never what the word
//! should be: the standard forbids it, and a guess that fits can be a wrong one.

use subtle::{ConditionallySelectable, ConstantTimeEq};

/// The number of checksum words at the end of a share.
pub(crate) const CHECKSUM_WORDS: usize = 3;

/// What each of the ten bits shifted out of the state adds to it (SLIP-0039 §Checksum).
const GENERATORS: [u32; 10] = [
    0x00e0_e040,
    0x01c1_c080,
    0x0383_8100,
    0x0707_0200,
    0x0e0e_0009,
    0x1c0c_2412,
    0x3808_6c24,
    0x3090_fc48,
    0x21b1_f890,
    0x03f3_f120,
];

/// The text that is put before the words, so that the two kinds of share fail each other's check.
fn customisation(extendable: bool) -> &'static [u8] {
    if extendable { b"shamir_extendable" } else { b"shamir" }
}

/// The state after one more word.
fn step(state: u32, word: u32) -> u32 {
    let out = state >> 20;
    let shifted = ((state & 0x000f_ffff) << 10) ^ word;
    GENERATORS.iter().enumerate().fold(shifted, |state, (bit, generator)| {
        state ^ (generator & ((out >> bit) & 1).wrapping_neg())
    })
}

/// What is left over after all words; 0 when the checksum is right.
pub(crate) fn residue(extendable: bool, words: &[u16]) -> u32 {
    let text = customisation(extendable).iter().map(|byte| u32::from(*byte));
    let words = words.iter().map(|word| u32::from(*word));
    text.chain(words).fold(1, step) ^ 1
}

/// The three words that make the residue 0.
pub(crate) fn checksum(extendable: bool, words: &[u16]) -> [u16; CHECKSUM_WORDS] {
    let text = customisation(extendable).iter().map(|byte| u32::from(*byte));
    let words = words.iter().map(|word| u32::from(*word));
    let state = text.chain(words).chain([0; CHECKSUM_WORDS]).fold(1, step) ^ 1;
    [20, 10, 0].map(|shift| ((state >> shift) & 0x3ff) as u16)
}

/// The words, counted from 1, near which one wrong word or two swapped neighbours would explain the
/// mistake; `None` when neither does.
pub(crate) fn mistake_near(extendable: bool, words: &[u16]) -> Option<(usize, usize)> {
    let around = |at: usize| (at.max(2) - 1, (at + 1).min(words.len()));
    let left = residue(extendable, words);
    if let Some(at) = one_wrong_word(left, words.len()) {
        return Some(around(at));
    }
    // A mistake in the second word can turn the flag that chooses the text before the words.
    if one_wrong_word(residue(!extendable, words), words.len()) == Some(2) {
        return Some(around(2));
    }
    swapped_neighbours(left, words).map(|at| (at, at + 1))
}

/// The place, from 1, at which some change of a single word alone gives the residue `left`.
fn one_wrong_word(left: u32, words: usize) -> Option<usize> {
    // What each bit of a change in the last word does to the residue; one step later, in the last but one.
    let mut effects: [u32; 10] = std::array::from_fn(|bit| 1 << bit);
    for place in (1..=words).rev() {
        if spans(effects, left) {
            return Some(place);
        }
        effects = effects.map(|effect| step(effect, 0));
    }
    None
}

/// Whether `target` is a sum of some of the `effects`.
fn spans(mut effects: [u32; 10], mut target: u32) -> bool {
    for row in 0..effects.len() {
        let lead = effects[row];
        let top = 31 - lead.leading_zeros();
        for other in &mut effects[row + 1..] {
            *other ^= lead & ((*other >> top) & 1).wrapping_neg();
        }
        target ^= lead & ((target >> top) & 1).wrapping_neg();
    }
    target.ct_eq(&0).into()
}

/// The first of two neighbouring places, from 1, whose exchange gives the residue `left`.
fn swapped_neighbours(left: u32, words: &[u16]) -> Option<usize> {
    let mut found = 0;
    for first in 1..words.len() {
        let change = u32::from(words[first - 1] ^ words[first]);
        let after = words.len() - first - 1;
        let effect = (0..after).fold(step(change, change), |state, _| step(state, 0));
        let place = u32::try_from(first).unwrap_or(u32::MAX);
        found.conditional_assign(&place, effect.ct_eq(&left));
    }
    (found != 0).then_some(found as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code_word(extendable: bool) -> Vec<u16> {
        let mut words: Vec<u16> = (0..17).map(|i| i * 61 % 1024).collect();
        words.extend(checksum(extendable, &words));
        words
    }

    #[test]
    fn the_checksum_leaves_nothing_over_and_the_two_kinds_differ() {
        for extendable in [false, true] {
            let words = code_word(extendable);
            assert_eq!(residue(extendable, &words), 0);
            assert_ne!(residue(!extendable, &words), 0);
        }
    }

    #[test]
    fn one_wrong_word_is_placed_within_one_word() {
        let right = code_word(true);
        for at in 0..right.len() {
            for change in [1, 16, 37, 512, 1023] {
                let mut wrong = right.clone();
                wrong[at] ^= change;
                let (from, to) = mistake_near(wrong[1] >> 4 & 1 == 1, &wrong).expect("one word");
                assert!((from..=to).contains(&(at + 1)) && to - from <= 2);
            }
        }
    }

    #[test]
    fn swapped_neighbours_are_placed_and_two_far_errors_are_not() {
        let right = code_word(false);
        let mut swapped = right.clone();
        swapped.swap(6, 7);
        assert_eq!(mistake_near(false, &swapped), Some((7, 8)));
        let mut far = right;
        far[4] ^= 77;
        far[15] ^= 3;
        assert_eq!(mistake_near(false, &far), None);
    }
}
