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
        0x19dc_500c_e73f_de210,
        0x1bfa_e00d_ef77_fe529,
        0x1fbd_920f_ffe7_bee52,
        0x1739_640b_deee_3fdad,
        0x0772_9a03_9cfc_75f5a,
    ],
    target: 0x10ce_0795_c2fd_1e62a,
    root: Element(0, 8),
    first_power: 77,
};

/// For data parts of 96 to 124 symbols.
pub(crate) static LONG: Code = Code {
    checks: 15,
    generator: [
        0x3d59_d273_535e_a62d_897,
        0x7a9b_ecb6_361c_6c51_507,
        0x543f_9b7e_6c38_d8a2_a0e,
        0x0c57_7eae_ccf1_990d_13c,
        0x1887_f74f_8dc7_1b10_651,
    ],
    target: 0x4338_1e57_0bf4_798a_b26,
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
