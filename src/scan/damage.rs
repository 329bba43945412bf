//! How much of a read code had to be corrected, counted block by block.
//!
//! The decoder corrects silently. Counting the errors again says when a page should be printed
//! anew, and refuses a correction beyond what the level allows: such a text would be a guess.

use super::cells::Bits;
use super::order;
use crate::secret::SecretBytes;

/// Check codewords in each block, by level (L, M, Q, H) and version (ISO/IEC 18004 table 9).
const CHECKS: [[u8; 40]; 4] = [
    [
        7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30,
        30, 26, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
    ],
    [
        10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28,
        28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28,
    ],
    [
        13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30, 28, 30, 30,
        30, 30, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
    ],
    [
        17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28, 30, 24, 30,
        30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
    ],
];

/// Blocks, by level and version (the same table).
const BLOCKS: [[u8; 40]; 4] = [
    [
        1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12, 12, 12, 13,
        14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25,
    ],
    [
        1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23,
        25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49,
    ],
    [
        1, 1, 2, 2, 4, 4, 6, 6, 8, 8, 8, 10, 12, 16, 12, 17, 16, 18, 21, 20, 23, 23, 25, 27, 29,
        34, 34, 35, 38, 40, 43, 45, 48, 51, 53, 56, 59, 62, 65, 68,
    ],
    [
        1, 1, 2, 4, 4, 4, 5, 6, 8, 8, 11, 11, 16, 16, 18, 16, 19, 21, 25, 25, 25, 34, 30, 32, 35,
        37, 40, 42, 45, 48, 51, 54, 57, 60, 63, 66, 70, 74, 77, 81,
    ],
];

/// The four levels in the order of the tables.
const LEVELS: [char; 4] = ['L', 'M', 'Q', 'H'];

/// The letter of a level as the format information stores it (ISO/IEC 18004 table 12).
pub(super) fn level_letter(stored: u16) -> char {
    match stored & 3 {
        0 => 'M',
        1 => 'L',
        2 => 'H',
        _ => 'Q',
    }
}

/// The share of codewords that had to be corrected, in per cent; `None` when some block needed
/// more than its level can correct with certainty.
pub(super) fn corrected_percent(bits: &Bits, letter: char, mask: u16) -> Option<f32> {
    let version = (bits.size() - 17) / 4;
    let held = codewords(bits, mask);
    // exposed to: the count of wrong codewords
    let words = held.expose_secret();
    let level = LEVELS.iter().position(|known| *known == letter)?;
    let checks = usize::from(*CHECKS[level].get(version.checked_sub(1)?)?);
    let blocks = usize::from(BLOCKS[level][version - 1]);
    let total = words.len();
    let capacity = checks / 2 - usize::from(matches!((version, letter), (1, 'L' | 'M') | (2, 'L')));
    let short = total / blocks - checks;
    let short_blocks = blocks - total % blocks;
    let mut errors = 0;
    for block in 0..blocks {
        let data = (0..short).map(|i| words[i * blocks + block]);
        let extra = (block >= short_blocks).then(|| words[short * blocks + block - short_blocks]);
        let data_end = short * blocks + (blocks - short_blocks);
        let check = (0..checks).map(|i| words[data_end + i * blocks + block]);
        let wrong = errors_in(data.chain(extra).chain(check), checks);
        if wrong > capacity {
            return None;
        }
        errors += wrong;
    }
    Some(errors as f32 * 100.0 / total as f32)
}

/// The codewords as they stand in the code, mask taken off.
fn codewords(bits: &Bits, mask: u16) -> SecretBytes {
    let order = order::squares(bits.size(), &order::alignment(bits.size()));
    SecretBytes::filled(order.len() / 8, |out| {
        for (word, squares) in out.iter_mut().zip(order.chunks_exact(8)) {
            for square in squares {
                let dark = bits.is_dark(square.0, square.1) ^ order::flips(mask, *square);
                *word = *word << 1 | u8::from(dark);
            }
        }
    })
}

/// How many codewords of a Reed-Solomon block are wrong, up to half its check codewords
/// (Berlekamp and Massey: the length of the shortest register that gives the syndromes).
fn errors_in(block: impl Iterator<Item = u8>, checks: usize) -> usize {
    let mut syndromes = [0_u8; 68];
    let mut powers = [1_u8; 68];
    for i in 1..checks {
        powers[i] = times(powers[i - 1], 2);
    }
    for word in block {
        for (syndrome, power) in syndromes[..checks].iter_mut().zip(powers) {
            *syndrome = times(*syndrome, power) ^ word;
        }
    }
    let (mut now, mut before) = ([0_u8; 69], [0_u8; 69]);
    (now[0], before[0]) = (1, 1);
    let (mut length, mut gap, mut scale) = (0, 1, 1_u8);
    for n in 0..checks {
        let step = |sum: u8, i: usize| sum ^ times(now[i], syndromes[n - i]);
        let off = (1..=length).fold(syndromes[n], step);
        if off == 0 {
            gap += 1;
            continue;
        }
        let kept = now;
        let factor = times(off, inverse(scale));
        for i in gap..=checks {
            now[i] ^= times(factor, before[i - gap]);
        }
        if 2 * length <= n {
            (length, before, scale, gap) = (n + 1 - length, kept, off, 1);
        } else {
            gap += 1;
        }
    }
    length
}

/// Multiplication in GF(256) with x⁸ + x⁴ + x³ + x² + 1 (ISO/IEC 18004 §7.5.2).
fn times(mut a: u8, mut b: u8) -> u8 {
    let mut product = 0;
    while b != 0 {
        if b & 1 == 1 {
            product ^= a;
        }
        a = (a << 1) ^ if a & 0x80 == 0 { 0 } else { 0x1d };
        b >>= 1;
    }
    product
}

/// a²⁵⁴, which is 1/a.
fn inverse(a: u8) -> u8 {
    let mut result = 1;
    for bit in (0..8).rev() {
        result = times(result, result);
        if 254 >> bit & 1 == 1 {
            result = times(result, a);
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_in_a_block_are_counted_up_to_half_its_checks() {
        // The code is linear: errors on the block of zeros stand for errors on any block.
        let mut block = [0_u8; 60];
        assert_eq!(errors_in(block.iter().copied(), 20), 0);
        for wrong in 1..=10 {
            block[wrong * 5] ^= 0x5a;
            assert_eq!(errors_in(block.iter().copied(), 20), wrong);
        }
    }

    #[test]
    fn every_number_but_0_has_an_inverse() {
        assert!((1..=255).all(|a| times(a, inverse(a)) == 1));
    }
}
