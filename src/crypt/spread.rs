//! Whether bytes are spread over their values as those of ciphertext are: evenly, but for chance.

/// Pieces of so many bytes are looked at, each by itself, so that what is clear in a place is not thinned by the rest.
pub(super) const PIECE: usize = 64 * 1024;

/// The most information, in nats, by which a piece may differ from an even spread.
///
/// Of n bytes let c_i have the value i, and m = n/256. The piece differs by D = sum of c_i ln(c_i/m), which is n times the
/// divergence of its values from even ones (the G test halved). For random bytes, whatever n is:
///
/// * Were the c_i independent and of Poisson's distribution with mean m, each part d_i = c_i ln(c_i/m) - c_i + m had
///   P(d_i >= t) <= 2 exp(-t) (Chernoff, both sides), so E exp(d_i/2) <= 1 + integral of exp(-t/2) dt = 3, and by Markov
///   P(D >= T) <= 3^256 exp(-T/2).
/// * They are so under the condition that they add up to n, which has a likelihood of at least 1/(3 sqrt n). Hence
///   P(D >= T) <= 3 sqrt(n) 3^256 exp(-T/2).
///
/// With n = 65,536 and T = 800 that is below exp(288 - 400) < 2^-161 a piece; on the average D is 128.
const MOST: f64 = 800.0;

/// Whether ciphertext would never be spread like this. Fewer than 145 bytes are too few to tell.
pub(super) fn is_uneven(piece: &[u8]) -> bool {
    let mut counts = [0_u32; 256];
    for byte in piece {
        counts[usize::from(*byte)] += 1;
    }
    let mean = f64::from(counts.iter().sum::<u32>()) / 256.0;
    let seen = counts.into_iter().filter(|count| *count > 0).map(f64::from);
    seen.map(|count| count * (count / mean).ln()).sum::<f64>() >= MOST
}

#[cfg(test)]
mod tests {
    use super::super::practice::PRACTICE_ARMOR;
    use super::*;
    use sha2::{Digest, Sha256};

    /// Bytes as if by chance, the same each time.
    fn random(seed: u64, count: usize) -> Vec<u8> {
        let block =
            |number: u64| Sha256::digest([seed.to_le_bytes(), number.to_le_bytes()].concat());
        (0..).flat_map(block).take(count).collect()
    }

    #[test]
    fn random_bytes_are_even_whatever_their_number() {
        for count in (1..600).chain([1_000, 4_096, 10_000, PIECE - 1, PIECE]) {
            assert!(!is_uneven(&random(count as u64, count)), "{count}");
        }
        for seed in 0..40 {
            assert!(!is_uneven(&random(seed, PIECE)), "{seed}");
        }
        assert!(!is_uneven(PRACTICE_ARMOR.as_bytes().get(..32).expect("it is longer")));
        assert!(!is_uneven(&[]));
    }

    #[test]
    fn a_wallet_in_the_clear_is_not() {
        let with_zeros = |count: usize, each: usize| {
            let mut bytes = random(7, count);
            bytes.chunks_mut(100).for_each(|hundred| {
                let zeros = hundred.len().min(each);
                hundred[..zeros].fill(0);
            });
            bytes
        };
        assert!(is_uneven(&with_zeros(PIECE, 28)) && is_uneven(&with_zeros(1_000, 28)));
        assert!(is_uneven(&with_zeros(PIECE, 10)), "a tenth is enough in a whole piece");
        assert!(is_uneven(&[0; 145]) && !is_uneven(&[0; 144]));
        assert!(is_uneven(PRACTICE_ARMOR.repeat(9).as_bytes()), "Base64 has 64 values");
    }
}
