//! The two checksums of codex32: 13 symbols after short data, 15 after long (BIP-0093 §Checksum, §Long codex32 Strings).

use crate::share::codex32::locate::Element;
use std::ops::RangeInclusive;

/// Data parts with the short checksum, in symbols: payloads of 26 to 74 symbols.
const SHORT_LENGTHS: RangeInclusive<usize> = 45..=93;
/// Data parts with the long checksum, in symbols: payloads of 75 to 103 symbols. 94 and 95 belong to neither.
const LONG_LENGTHS: RangeInclusive<usize> = 96..=124;
/// What the polynomial division starts with: the prefix `ms`.
const START: u128 = 0x0231_81b3;

/// One of the two codes.
pub(crate) struct Code {
    /// How many symbols of the data part are its checksum.
    pub(crate) checks: usize,
    /// The generator polynomial without its highest term, times 1, 2, 4, 8 and 16; five bits a coefficient.
    generator: [u128; 5],
    /// The residue of every right string.
    target: u128,
    /// The element whose powers are the roots of the generator.
    pub(crate) root: Element,
    /// The first of the eight consecutive powers that are roots.
    pub(crate) first_power: u32,
}

/// For data parts of 45 to 93 symbols.
pub(crate) static SHORT: Code = Code {
    checks: 13,
    generator: [
        0x0001_9dc5_00ce_73fd_e210,
        0x0001_bfae_00de_f77f_e529,
        0x0001_fbd9_20ff_fe7b_ee52,
        0x0001_7396_40bd_eee3_fdad,
        0x0000_7729_a039_cfc7_5f5a,
    ],
    target: 0x0001_0ce0_795c_2fd1_e62a,
    root: Element(0, 8),
    first_power: 77,
};

/// For data parts of 96 to 124 symbols.
pub(crate) static LONG: Code = Code {
    checks: 15,
    generator: [
        0x03d5_9d27_3535_ea62_d897,
        0x07a9_becb_6361_c6c5_1507,
        0x0543_f9b7_e6c3_8d8a_2a0e,
        0x00c5_77ea_eccf_1990_d13c,
        0x0188_7f74_f8dc_71b1_0651,
    ],
    target: 0x0433_81e5_70bf_4798_ab26,
    root: Element(25, 6),
    first_power: 1019,
};

impl Code {
    /// The code for a data part of this many symbols; `None` when no string is that long.
    pub(crate) fn for_length(symbols: usize) -> Option<&'static Self> {
        if SHORT_LENGTHS.contains(&symbols) {
            Some(&SHORT)
        } else {
            LONG_LENGTHS.contains(&symbols).then_some(&LONG)
        }
    }

    /// The code for a payload of this many symbols.
    pub(crate) fn for_payload(symbols: usize) -> &'static Self {
        if symbols <= *SHORT_LENGTHS.end() - SHORT.checks - super::HEADER { &SHORT } else { &LONG }
    }

    /// What is wrong with a data part: 0 when its checksum holds.
    pub(crate) fn difference(&self, symbols: &[u8]) -> u128 {
        symbols.iter().fold(START, |residue, symbol| self.shifted(residue) ^ u128::from(*symbol))
            ^ self.target
    }

    /// Writes the checksum into the last symbols, which are 0 before.
    pub(crate) fn complete(&self, symbols: &mut [u8]) {
        let missing = self.difference(symbols);
        for (place, symbol) in symbols.iter_mut().rev().take(self.checks).enumerate() {
            *symbol = coefficient(missing, place);
        }
    }

    /// What a symbol 1 adds to the difference, for each place counted from the end of the data part.
    pub(crate) fn columns(&self) -> impl Iterator<Item = u128> {
        std::iter::successors(Some(1), |column| Some(self.shifted(*column)))
    }

    /// The residue times x, without a branch.
    fn shifted(&self, residue: u128) -> u128 {
        let top = 5 * (self.checks - 1);
        let carry = residue >> top;
        let kept = (residue & ((1 << top) - 1)) << 5;
        self.generator
            .iter()
            .enumerate()
            .fold(kept, |sum, (bit, multiple)| sum ^ multiple & ((carry >> bit) & 1).wrapping_neg())
    }
}

/// The coefficient of x to the power of `place`.
pub(crate) fn coefficient(residue: u128, place: usize) -> u8 {
    (residue >> (5 * place) & 31) as u8
}
