//! The format information of a code (ISO/IEC 18004 §7.9): level and mask, read from both of its places at once.

use super::blocks::Level;
use super::squares::Squares;

/// What the format information says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Format {
    pub(super) level: Level,
    pub(super) mask: u16,
}

/// Weaker agreement than this is no format information: three wrong squares of fifteen give 0.6.
const FAINTEST: f32 = 0.45;

/// The two values that agree best with what is seen, the best first; squares that are covered do not count.
pub(super) fn likely(squares: &Squares) -> impl Iterator<Item = Format> + use<> {
    let mut all = [(0.0, 0); 32];
    for (value, slot) in (0_u16..).zip(&mut all) {
        *slot = (agreement(squares, pattern(value)), value);
    }
    all.sort_by(|a, b| b.0.total_cmp(&a.0));
    all.into_iter().take(2).filter(|(agreement, _)| *agreement > FAINTEST).map(|(_, value)| {
        let level = match value >> 3 {
            0 => Level::M,
            1 => Level::L,
            2 => Level::H,
            _ => Level::Q,
        };
        Format { level, mask: value & 7 }
    })
}

/// The fifteen bits of a value: ten check bits behind it, and the mask of the format information.
fn pattern(value: u16) -> u16 {
    let mut rest = value << 10;
    for bit in (10..15).rev() {
        if rest >> bit & 1 == 1 {
            rest ^= 0x537 << (bit - 10);
        }
    }
    (value << 10 | rest) ^ 0x5412
}

/// From -1 to 1: how much of what is seen says the same.
fn agreement(squares: &Squares, pattern: u16) -> f32 {
    let (mut sum, mut all) = (0.0, 0.0);
    for bit in 0..15 {
        let says = if pattern >> bit & 1 == 1 { 1.0 } else { -1.0 };
        for (y, x) in places(bit, squares.size()) {
            let seen = f32::from(squares.trust(y, x));
            sum += if squares.is_dark(y, x) { seen * says } else { -seen * says };
            all += seen;
        }
    }
    if all > 0.0 { sum / all } else { 0.0 }
}

/// The row and column of a bit, counted from the lowest, in both copies.
fn places(bit: usize, size: usize) -> [(usize, usize); 2] {
    let first = match bit {
        0..=5 => (bit, 8),
        6 | 7 => (bit + 1, 8),
        8 => (8, 7),
        _ => (8, 14 - bit),
    };
    let second = if bit < 8 { (8, size - 1 - bit) } else { (size + bit - 15, 8) };
    [first, second]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_standard_is_met() {
        // ISO/IEC 18004 §7.9.1: level M, mask 5.
        assert_eq!(pattern(0b00101), 0b100_0000_1100_1110);
    }

    #[test]
    fn values_differ_in_seven_squares_of_fifteen() {
        for a in 0..32 {
            assert!((0..a).all(|b| (pattern(a) ^ pattern(b)).count_ones() >= 5), "{a}");
        }
    }
}
