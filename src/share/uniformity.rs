//! Tests that fewer shares than needed tell nothing: every value they can take is equally likely.
//!
//! Coefficients drawn from 1 to 255 instead of 0 to 255 have given secrets away (RUSTSEC-2024-0398); that
//! mistake is the control of each test here.

use crate::secret::SecretBytes;
use crate::share::gf256::{add_weighted, weights};
use crate::share::shamir::{DIGEST_AT, Point, SECRET_AT, interpolate, split};
use std::collections::BTreeSet;

const LENGTH: usize = 16;
/// One in a million for a normal value.
const BOUND: f64 = 4.75;

fn byte(value: u8) -> SecretBytes {
    SecretBytes::copied_from(&[value])
}

/// Bytes that look random and are the same every time (splitmix64).
fn random(seed: u64) -> impl FnMut(&mut [u8]) {
    let mut state = seed;
    move |room: &mut [u8]| {
        room.fill_with(|| {
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mixed = (state ^ state >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
            (mixed ^ mixed >> 31) as u8
        });
    }
}

/// The number of values that the first share of two takes for the drawn bytes.
fn reached(secret: u8, drawn: impl Iterator<Item = u8>) -> usize {
    let value = |drawn: u8| {
        let points = [(DIGEST_AT, &byte(drawn)), (SECRET_AT, &byte(secret))];
        interpolate(&points, 0).expose_secret()[0] // exposed to: a test's count
    };
    drawn.map(value).collect::<BTreeSet<u8>>().len()
}

#[test]
fn one_share_of_two_takes_every_value_once_whatever_the_secret() {
    for secret in 0..=255 {
        assert_eq!(reached(secret, 0..=255), 256);
    }
}

#[test]
fn control_a_slope_that_is_never_zero_is_caught_by_the_same_count() {
    for secret in [0, 1, 0x53, 0xff] {
        // The slope is zero when the drawn byte equals the secret.
        assert_eq!(reached(secret, (0..=255).filter(|drawn| *drawn != secret)), 255);
    }
}

#[test]
fn two_shares_of_three_take_every_pair_of_values_once_whatever_the_secret() {
    let weights = weights(&[0, DIGEST_AT, SECRET_AT], 1);
    for secret in [0, 0xa7] {
        let mut seen = vec![false; 1 << 16];
        for first in 0..=255_u8 {
            for drawn in 0..=255 {
                let mut second = [0];
                for (weight, value) in weights.iter().zip([first, drawn, secret]) {
                    add_weighted(&mut second, *weight, &[value]);
                }
                seen[usize::from(first) << 8 | usize::from(second[0])] = true;
            }
        }
        assert!(seen.into_iter().all(|pair| pair));
    }
}

/// How often each byte of a share took each value.
type Counts = [[u64; 256]; LENGTH];

fn count(counts: &mut Counts, share: &SecretBytes) {
    // exposed to: a test's count
    for (counts, byte) in counts.iter_mut().zip(share.expose_secret()) {
        counts[usize::from(*byte)] += 1;
    }
}

/// How far the counts are from equal, as a normal value (chi-square, Wilson and Hilferty's cube root):
/// over all bytes of the share together, and the farthest single byte.
fn distance(counts: &Counts) -> (f64, f64) {
    let chi_square = |counts: &[u64; 256]| {
        let expected = counts.iter().sum::<u64>() as f64 / 256.0;
        counts.iter().map(|seen| (*seen as f64 - expected).powi(2) / expected).sum::<f64>()
    };
    let normal = |sum: f64, freedom: f64| {
        let spread = 2.0 / (9.0 * freedom);
        ((sum / freedom).cbrt() - (1.0 - spread)) / spread.sqrt()
    };
    let each = counts.each_ref().map(chi_square);
    let farthest = each.iter().map(|sum| normal(*sum, 255.0).abs()).fold(0.0, f64::max);
    (normal(each.iter().sum(), 255.0 * LENGTH as f64).abs(), farthest)
}

/// Counts every share but one of `sharings` splittings of one secret.
fn count_shares(threshold: u8, secret: &SecretBytes, sharings: u32) -> Vec<Counts> {
    let mut random = random(u64::from(threshold));
    let mut counts = vec![[[0; 256]; LENGTH]; usize::from(threshold) - 1];
    for _ in 0..sharings {
        let shares = split(threshold, threshold, secret, &mut random).expect("random bytes");
        counts.iter_mut().zip(&shares).for_each(|(counts, share)| count(counts, share));
    }
    counts
}

fn assert_uniform(sharings: u32) {
    for secret in [SecretBytes::zeroed(LENGTH), SecretBytes::copied_from(b"sixteen secrets!")] {
        for threshold in [2, 3] {
            for counts in count_shares(threshold, &secret, sharings) {
                let (together, farthest) = distance(&counts);
                assert!(together < BOUND && farthest < BOUND, "{together} {farthest}");
            }
        }
    }
}

#[test]
fn bytes_of_twenty_thousand_sharings_are_uniform() {
    assert_uniform(20_000);
}

#[test]
#[ignore = "minutes; run before a release"]
fn bytes_of_a_million_sharings_are_uniform() {
    assert_uniform(1_000_000);
}

#[test]
fn control_twenty_thousand_sharings_with_slopes_of_1_to_255_are_caught() {
    let secret = b"sixteen secrets!";
    let mut random = random(4);
    let mut counts = [[0; 256]; LENGTH];
    for _ in 0..20_000 {
        let drawn = SecretBytes::filled(LENGTH, |room| {
            for (byte, secret) in room.iter_mut().zip(secret) {
                random(std::slice::from_mut(byte));
                while byte == secret {
                    random(std::slice::from_mut(byte));
                }
            }
        });
        let points: [Point<'_>; 2] =
            [(DIGEST_AT, &drawn), (SECRET_AT, &SecretBytes::copied_from(secret))];
        count(&mut counts, &interpolate(&points, 0));
    }
    assert!(distance(&counts).0 > 2.0 * BOUND, "{:?}", distance(&counts));
}
