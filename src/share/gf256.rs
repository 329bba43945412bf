//! Arithmetic in GF(256) without tables and without branches on secret values.
//!
//! The field is that of SLIP-0039 §Shamir's secret-sharing: polynomials over GF(2) modulo
//! x⁸ + x⁴ + x³ + x + 1 (0x11b). Addition is exclusive or. Share numbers are public, share values are not.

/// The product of two field elements.
pub(crate) fn multiply(a: u8, b: u8) -> u8 {
    let (mut product, mut shifted) = (0, a);
    for bit in 0..8 {
        product ^= shifted & ((b >> bit) & 1).wrapping_neg();
        shifted = double(shifted);
    }
    product
}

/// The element times x.
fn double(a: u8) -> u8 {
    let carry = a >> 7;
    (a << 1) ^ (carry << 4 | carry << 3 | carry << 1 | carry)
}

/// The element that gives 1 when multiplied with `a`; 0 for 0.
pub(crate) fn inverse(a: u8) -> u8 {
    // a^254 = a^(2+4+8+16+32+64+128), and a^255 is 1 for all but 0.
    let (mut power, mut product) = (a, 1);
    for _ in 1..8 {
        power = multiply(power, power);
        product = multiply(product, power);
    }
    product
}

/// The Lagrange weight of each share number in `numbers` for the value at `x`.
///
/// The numbers are public and differ from each other; the caller has made sure of that.
pub(crate) fn weights(numbers: &[u8], x: u8) -> Vec<u8> {
    let weight = |(i, own): (usize, &u8)| {
        let others = numbers.iter().enumerate().filter(|(j, _)| *j != i);
        let (above, below) = others.fold((1, 1), |(above, below), (_, other)| {
            (multiply(above, x ^ other), multiply(below, own ^ other))
        });
        multiply(above, inverse(below))
    };
    numbers.iter().enumerate().map(weight).collect()
}

/// Adds `weight` times `values` to `sum`, byte by byte.
pub(crate) fn add_weighted(sum: &mut [u8], weight: u8, values: &[u8]) {
    for (sum, value) in sum.iter_mut().zip(values) {
        *sum ^= multiply(*value, weight);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Long multiplication and division by 0x11b on integers, with branches: a second way to the product.
    fn school_product(a: u8, b: u8) -> u8 {
        let mut long: u32 = 0;
        for bit in 0..8 {
            if b >> bit & 1 == 1 {
                long ^= u32::from(a) << bit;
            }
        }
        for bit in (8..16).rev() {
            if long >> bit & 1 == 1 {
                long ^= 0x11b << (bit - 8);
            }
        }
        u8::try_from(long).expect("reduced below 256")
    }

    #[test]
    fn all_products_agree_with_long_division() {
        for a in 0..=255 {
            for b in 0..=255 {
                assert_eq!(multiply(a, b), school_product(a, b));
            }
        }
    }

    #[test]
    fn every_element_but_zero_has_an_inverse() {
        assert_eq!(inverse(0), 0);
        for a in 1..=255 {
            assert_eq!(multiply(a, inverse(a)), 1);
        }
    }

    #[test]
    fn the_weight_of_a_number_at_itself_is_one_and_of_the_others_zero() {
        assert_eq!(weights(&[0, 3, 254, 255], 254), [0, 0, 1, 0]);
    }
}
