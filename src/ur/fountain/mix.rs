//! Which fragments a part is made of: xoshiro256**, a sampler of degrees, a shuffle (BCR-2020-005 §5, BCR-2024-001).

use sha2::{Digest, Sha256};

/// The generator xoshiro256**, seeded with a SHA-256. It hides nothing: both ends of a fountain compute the same.
pub struct Xoshiro([u64; 4]);

impl Xoshiro {
    /// Seeds it with the SHA-256 of these bytes.
    pub fn new(seed: &[u8]) -> Self {
        let digest: [u8; 32] = Sha256::digest(seed).into();
        let mut state = [0; 4];
        for (word, eight) in state.iter_mut().zip(digest.chunks_exact(8)) {
            *word = eight.iter().fold(0, |sum, byte| (sum << 8) | u64::from(*byte));
        }
        Self(state)
    }

    /// The next 64 bits.
    pub fn next_bits(&mut self) -> u64 {
        let s = &mut self.0;
        let result = s[1].wrapping_mul(5).rotate_left(7).wrapping_mul(9);
        let shifted = s[1] << 17;
        s[2] ^= s[0];
        s[3] ^= s[1];
        s[1] ^= s[2];
        s[0] ^= s[3];
        s[2] ^= shifted;
        s[3] = s[3].rotate_left(45);
        result
    }

    /// The next number from 0 to below 1.
    pub fn next_fraction(&mut self) -> f64 {
        self.next_bits() as f64 / (u64::MAX as f64 + 1.0)
    }

    /// The next whole number from `low` to `high`, both included.
    pub fn next_between(&mut self, low: u64, high: u64) -> u64 {
        (self.next_fraction() * (high - low + 1) as f64) as u64 + low
    }

    /// The numbers in another order, drawn one by one.
    pub fn shuffled(&mut self, mut items: Vec<usize>) -> Vec<usize> {
        let mut drawn = Vec::with_capacity(items.len());
        while !items.is_empty() {
            let at = self.next_between(0, items.len() as u64 - 1) as usize;
            drawn.push(items.remove(at));
        }
        drawn
    }
}

/// Draws indices with given weights (Walker's alias method as the standard fixes it).
pub struct Sampler {
    chances: Vec<f64>,
    aliases: Vec<usize>,
}

impl Sampler {
    /// Prepares the table; the weights are above zero.
    pub fn new(weights: &[f64]) -> Self {
        let n = weights.len();
        let sum: f64 = weights.iter().sum();
        let mut scaled: Vec<f64> = weights.iter().map(|weight| weight * n as f64 / sum).collect();
        let (mut small, mut large): (Vec<usize>, Vec<usize>) =
            (0..n).rev().partition(|index| scaled[*index] < 1.0);
        let (mut chances, mut aliases) = (vec![1.0; n], vec![0; n]);
        while let (Some(less), Some(more)) = (small.last().copied(), large.last().copied()) {
            small.pop();
            large.pop();
            chances[less] = scaled[less];
            aliases[less] = more;
            scaled[more] += scaled[less] - 1.0;
            if scaled[more] < 1.0 { small.push(more) } else { large.push(more) }
        }
        Self { chances, aliases }
    }

    /// Draws an index, from 0.
    pub fn draw(&self, random: &mut Xoshiro) -> usize {
        let (first, second) = (random.next_fraction(), random.next_fraction());
        let index = (self.chances.len() as f64 * first) as usize;
        if second < self.chances[index] { index } else { self.aliases[index] }
    }
}

/// How many fragments a mixed part has: n with a weight of 1/n.
pub fn choose_degree(of: u32, random: &mut Xoshiro) -> usize {
    let weights: Vec<f64> = (1..=of).map(|degree| 1.0 / f64::from(degree)).collect();
    Sampler::new(&weights).draw(random) + 1
}

/// The fragments, from 0, whose sum is the part with this number, from 1.
pub fn choose_fragments(number: u32, of: u32, checksum: u32) -> Vec<usize> {
    if number <= of {
        return vec![number.saturating_sub(1) as usize];
    }
    let mut seed = [0; 8];
    seed[..4].copy_from_slice(&number.to_be_bytes());
    seed[4..].copy_from_slice(&checksum.to_be_bytes());
    let mut random = Xoshiro::new(&seed);
    let degree = choose_degree(of, &mut random);
    let mut chosen = random.shuffled((0..of as usize).collect());
    chosen.truncate(degree);
    chosen
}

/// The length of fragments, in bytes: the longest of equal ones that is at most `max`, where `min` allows it.
pub fn nominal_fragment_len(message: usize, min: usize, max: usize) -> usize {
    let most = (message / min.max(1)).max(1);
    let lengths = (1..=most).map(|count| message.div_ceil(count));
    let mut last = message;
    for len in lengths {
        last = len;
        if len <= max {
            break;
        }
    }
    last
}

/// Adds (XOR) `from` to `sum`; both have the same length.
pub(super) fn add(sum: &mut [u8], from: &[u8]) {
    for (byte, other) in sum.iter_mut().zip(from) {
        *byte ^= other;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sampler_draws_by_weight() {
        let sampler = Sampler::new(&[1.0, 2.0, 4.0, 8.0]);
        let mut random = Xoshiro::new(b"Wolf");
        let mut drawn = [0; 4];
        for _ in 0..1_500 {
            drawn[sampler.draw(&mut random)] += 1;
        }
        assert!(drawn.is_sorted() && drawn[3] > 700 && drawn[0] > 50, "{drawn:?}");
    }

    #[test]
    fn a_first_part_is_its_own_fragment_and_a_later_one_a_sum() {
        assert_eq!(choose_fragments(3, 9, 7), [2]);
        assert!((10..200).any(|number| choose_fragments(number, 9, 7).len() > 4));
        assert_eq!(choose_fragments(u32::MAX, 1, 7), [0]);
    }
}
