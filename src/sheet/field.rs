//! Arithmetic in GF(256) with x⁸ + x⁴ + x³ + x² + 1, the field of QR codes (ISO/IEC 18004 §7.5.2), without tables.

/// The product of two elements.
pub(crate) fn times(mut a: u8, b: u8) -> u8 {
    let mut product = 0;
    for bit in 0..8 {
        product ^= a & 0_u8.wrapping_sub(b >> bit & 1);
        a = a << 1 ^ 0x1d & 0_u8.wrapping_sub(a >> 7);
    }
    product
}

/// An element multiplied with itself so many times.
pub(crate) fn power(x: u8, exponent: usize) -> u8 {
    let mut result = 1;
    for bit in (0..usize::BITS - exponent.leading_zeros()).rev() {
        result = times(result, result);
        if exponent >> bit & 1 == 1 {
            result = times(result, x);
        }
    }
    result
}

/// 1/a; 0 for 0.
pub(crate) fn inverse(a: u8) -> u8 {
    power(a, 254)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_but_0_has_an_inverse() {
        assert!((1..=255).all(|a| times(a, inverse(a)) == 1));
        assert_eq!(inverse(0), 0);
    }

    #[test]
    fn two_makes_every_number_but_0() {
        let mut all: Vec<u8> = (0..255).map(|i| power(2, i)).collect();
        all.sort_unstable();
        assert!(all.into_iter().eq(1..=255));
    }
}
