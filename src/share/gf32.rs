//! Arithmetic in GF(32) and the letters of its elements, without tables and without branches on secret values.
//!
//! The field is that of BIP-0093 §Checksum: polynomials over GF(2) modulo x⁵ + x³ + 1 (41). Addition is exclusive
//! or. Share indices are public, the symbols of shares are not.

/// The letters of the 32 elements in their order (BIP-0173).
const LETTERS: &[u8; 32] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";

/// The product of two field elements.
pub(crate) fn multiply(a: u8, b: u8) -> u8 {
    let (mut product, mut shifted) = (0, a);
    for bit in 0..5 {
        product ^= shifted & ((b >> bit) & 1).wrapping_neg();
        shifted = double(shifted);
    }
    product
}

/// The element times x.
fn double(a: u8) -> u8 {
    let carry = a >> 4;
    ((a << 1) & 31) ^ (carry << 3 | carry)
}

/// The element that gives 1 when multiplied with `a`; 0 for 0.
pub(crate) fn inverse(a: u8) -> u8 {
    // a^30 = a^(2+4+8+16), and a^31 is 1 for all but 0.
    let (mut power, mut product) = (a, 1);
    for _ in 1..5 {
        power = multiply(power, power);
        product = multiply(product, power);
    }
    product
}

/// The Lagrange weight of each index in `indices` for the value at `x`.
///
/// The indices are public and differ from each other; the caller has made sure of that.
pub(crate) fn weights(indices: &[u8], x: u8) -> Vec<u8> {
    let weight = |(i, own): (usize, &u8)| {
        let others = indices.iter().enumerate().filter(|(j, _)| *j != i);
        let (above, below) = others.fold((1, 1), |(above, below), (_, other)| {
            (multiply(above, x ^ other), multiply(below, own ^ other))
        });
        multiply(above, inverse(below))
    };
    indices.iter().enumerate().map(weight).collect()
}

/// The element that a letter of either case stands for; `None` for the 4 letters and the signs that stand for none.
/// Whether it stands for one is the only branch.
pub(crate) fn of_letter(letter: u8) -> Option<u8> {
    let is_upper = below(letter.wrapping_sub(b'A'), 26);
    let lower = letter | (is_upper & 0x20);
    let (mut element, mut found) = (0, 0);
    for (value, candidate) in (0..).zip(LETTERS) {
        let same = equal(lower, *candidate);
        element |= value & same;
        found |= same;
    }
    (found != 0).then_some(element)
}

/// The capital letter of an element.
pub(crate) fn capital(element: u8) -> u8 {
    let mut letter = 0;
    for (value, candidate) in (0..).zip(LETTERS) {
        letter |= candidate & equal(element, value);
    }
    letter & !(0x20 & below(letter.wrapping_sub(b'a'), 26))
}

/// All ones when the two are equal, else 0, without a branch.
fn equal(a: u8, b: u8) -> u8 {
    below(a ^ b, 1)
}

/// All ones when `value` is below `limit`, else 0, without a branch.
fn below(value: u8, limit: u8) -> u8 {
    (u16::from(value).wrapping_sub(u16::from(limit)) >> 8) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Long multiplication and division by 41 on integers, with branches: a second way to the product.
    fn school_product(a: u8, b: u8) -> u8 {
        let mut long: u32 = 0;
        for bit in 0..5 {
            if b >> bit & 1 == 1 {
                long ^= u32::from(a) << bit;
            }
        }
        for bit in (5..10).rev() {
            if long >> bit & 1 == 1 {
                long ^= 41 << (bit - 5);
            }
        }
        u8::try_from(long).expect("reduced below 32")
    }

    #[test]
    fn all_products_agree_with_long_division() {
        for a in 0..32 {
            for b in 0..32 {
                assert_eq!(multiply(a, b), school_product(a, b));
            }
        }
    }

    #[test]
    fn every_element_but_zero_has_an_inverse() {
        assert_eq!(inverse(0), 0);
        for a in 1..32 {
            assert_eq!(multiply(a, inverse(a)), 1);
        }
    }

    #[test]
    fn letters_stand_for_their_elements_in_both_cases() {
        for (value, letter) in (0..).zip(LETTERS) {
            assert_eq!(of_letter(*letter), Some(value));
            assert_eq!(of_letter(letter.to_ascii_uppercase()), Some(value));
            assert_eq!(capital(value), letter.to_ascii_uppercase());
        }
        let none = (0..=255).filter(|byte| of_letter(*byte).is_none()).count();
        assert_eq!(none, 256 - 32 - 23);
        assert!(b"b1ioBIO?".iter().all(|byte| of_letter(*byte).is_none()));
    }

    #[test]
    fn the_weight_of_an_index_at_itself_is_one_and_weights_add_up_to_one() {
        assert_eq!(weights(&[29, 24, 16], 16), [0, 0, 1]);
        assert_eq!(weights(&[29, 24, 13], 16).iter().fold(0, |sum, weight| sum ^ weight), 1);
    }
}
