//! How much of a read code had to be corrected, counted block by block.
//!
//! The decoder corrects silently. Counting the errors again says when a page should be printed
//! anew, and refuses a correction beyond what the level allows: such a text would be a guess.

use super::cells::Bits;
use rqrr::{BitGrid, Grid};

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

/// The code with its mask taken off, format information left as it is.
struct Unmasked<'a> {
    bits: &'a Bits,
    mask: u16,
}

impl BitGrid for Unmasked<'_> {
    fn size(&self) -> usize {
        self.bits.size()
    }

    fn bit(&self, y: usize, x: usize) -> bool {
        let far = self.bits.size() - 8;
        let format = (y == 8 && (x < 9 || x >= far)) || (x == 8 && (y < 9 || y >= far));
        // The masks of ISO/IEC 18004 table 10: a square is flipped where this is 0.
        let rest = match self.mask {
            0 => (y + x) % 2,
            1 => y % 2,
            2 => x % 3,
            3 => (y + x) % 3,
            4 => (y / 2 + x / 3) % 2,
            5 => (y * x) % 2 + (y * x) % 3,
            6 => ((y * x) % 2 + (y * x) % 3) % 2,
            _ => ((y * x) % 3 + (y + x) % 2) % 2,
        };
        self.bits.is_dark(y, x) ^ (rest == 0 && !format)
    }
}

/// The share of codewords that had to be corrected, in per cent; `None` when some block needed
/// more than its level can correct with certainty.
pub(super) fn corrected_percent(bits: &Bits, mask: u16) -> Option<f32> {
    let (meta, raw) = Grid::new(Unmasked { bits, mask }).get_raw_data().ok()?;
    let version = meta.version.0;
    let letter = level_letter(meta.ecc_level);
    let level = LEVELS.iter().position(|known| *known == letter)?;
    let checks = usize::from(*CHECKS[level].get(version.checked_sub(1)?)?);
    let blocks = usize::from(BLOCKS[level][version - 1]);
    let total = raw.len / 8;
    let capacity = checks / 2 - usize::from(matches!((version, letter), (1, 'L' | 'M') | (2, 'L')));
    let short = total / blocks - checks;
    let short_blocks = blocks - total % blocks;
    let mut errors = 0;
    for block in 0..blocks {
        let words = (0..short).map(|i| raw.data[i * blocks + block]);
        let extra =
            (block >= short_blocks).then(|| raw.data[short * blocks + block - short_blocks]);
        let data_end = short * blocks + (blocks - short_blocks);
        let check = (0..checks).map(|i| raw.data[data_end + i * blocks + block]);
        let wrong = errors_in(words.chain(extra).chain(check), checks);
        if wrong > capacity {
            return None;
        }
        errors += wrong;
    }
    Some(errors as f32 * 100.0 / total as f32)
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
    use qrcode::{EcLevel, Version, ec};

    #[test]
    fn errors_in_a_block_are_counted_up_to_half_its_checks() {
        let mut block: Vec<u8> = (0..40).collect();
        block.extend(ec::create_error_correction_code(&block.clone(), 20));
        assert_eq!(errors_in(block.iter().copied(), 20), 0);
        for wrong in 1..=10 {
            block[wrong * 5] ^= 0x5a;
            assert_eq!(errors_in(block.iter().copied(), 20), wrong);
        }
    }

    #[test]
    fn the_tables_add_up_to_every_version() {
        for (level, ec_level) in [EcLevel::L, EcLevel::M, EcLevel::Q, EcLevel::H].iter().enumerate()
        {
            for version in 1..=40_i16 {
                let bits = qrcode::bits::Bits::new(Version::Normal(version));
                let data = bits.max_len(*ec_level).unwrap() / 8;
                let (_, check) =
                    ec::construct_codewords(&vec![0; data], Version::Normal(version), *ec_level)
                        .unwrap();
                let index = version as usize - 1;
                let own = usize::from(CHECKS[level][index]) * usize::from(BLOCKS[level][index]);
                assert_eq!(own, check.len(), "version {version}, level {level}");
            }
        }
    }
}
