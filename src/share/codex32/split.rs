//! A codex32 secret into shares, and the proof that every quorum of them gives it back (BIP-0093 §Master Seed Backup).

use crate::secret::SecretBytes;
use crate::share::codex32::Codex32Error;
use crate::share::codex32::{Identifier, SECRET, Share};
use crate::share::error::ShareError;
use crate::share::gf32;
use crate::share::quorum::{MOST_QUORUMS, Quorums};
use crate::share::shamir::next_subset;
use std::ops::RangeInclusive;
use zeroize::Zeroizing;

/// The indices that shares are given, in their order: all letters but that of the secret.
const INDICES: &[u8; 31] = b"acdefghjklmnpqrtuvwxyz023456789";
const THRESHOLDS: RangeInclusive<u8> = 2..=9;

/// Splits a secret into `count` shares of which any `threshold` give it back, unused bits included.
///
/// The set gets a name of its own: shares of two splittings must not be taken for one set. `random` fills what it is
/// given with random bytes.
///
/// # Errors
/// [`Codex32Error::Index`] when `secret` is itself a share, [`Codex32Error::Scheme`] for other numbers than
/// 2 to 9 of at most 31, [`ShareError::Randomness`] when the source gives zeros only.
pub fn split(
    secret: &Share,
    threshold: u8,
    count: u8,
    random: &mut dyn FnMut(&mut [u8]),
) -> Result<Vec<Share>, ShareError> {
    if !secret.is_secret() {
        return Err(ShareError::Codex32(Codex32Error::Index));
    }
    if !THRESHOLDS.contains(&threshold) || count < threshold || usize::from(count) > INDICES.len() {
        return Err(ShareError::Codex32(Codex32Error::Scheme { threshold, count }));
    }
    let identifier = Identifier::drawn(random);
    let payload = secret.payload();
    let mut points = vec![Share::made((threshold, identifier, SECRET), payload.len(), |symbols| {
        symbols.copy_from_slice(payload);
    })];
    for index in indices().take(usize::from(threshold) - 1) {
        let mut drawn = Zeroizing::new(vec![0; payload.len()]);
        random(&mut drawn);
        if drawn.iter().all(|byte| *byte == 0) {
            return Err(ShareError::Randomness);
        }
        points.push(Share::made((threshold, identifier, index), payload.len(), |symbols| {
            symbols.iter_mut().zip(drawn.iter()).for_each(|(symbol, byte)| *symbol = byte & 31);
        }));
    }
    // A drawn share is its own interpolation, so every share comes out of the same formula.
    let lent: Vec<&Share> = points.iter().collect();
    Ok(indices().take(usize::from(count)).map(|index| interpolate(&lent, index)).collect())
}

/// The string at `index` of the polynomial through the shares, checksum and all (BIP-0093 §Recovering Master Seed).
///
/// The shares have one header and one length, and differ in their indices; the caller has seen to it.
pub(crate) fn interpolate(shares: &[&Share], index: u8) -> Share {
    let indices: Vec<u8> = shares.iter().map(|share| share.index).collect();
    let first = shares[0];
    let symbols = SecretBytes::filled(first.symbols.len(), |sum| {
        for (weight, share) in gf32::weights(&indices, index).into_iter().zip(shares) {
            // exposed to: branch-free arithmetic
            for (sum, symbol) in sum.iter_mut().zip(share.symbols.expose_secret()) {
                *sum ^= gf32::multiply(*symbol, weight);
            }
        }
    });
    Share { threshold: first.threshold, identifier: first.identifier, index, symbols }
}

/// Recombines every quorum (1,000 at most) and compares the seed it gives back.
///
/// The shares should be read back from what was written.
///
/// # Errors
/// [`ShareError::NotGivenBack`] with the first quorum that fails, as places from 1; [`ShareError::NotEnough`] when
/// there is no quorum at all; what [`super::Gathering::add`] refuses.
pub fn check_every_quorum(shares: &[Share], seed: &SecretBytes) -> Result<Quorums, ShareError> {
    for (at, share) in shares.iter().enumerate() {
        shares[..at]
            .iter()
            .try_for_each(|other| super::gather::check_pair(share, other).map(|_| ()))?;
    }
    let needed = shares.first().map_or(1, |share| usize::from(share.threshold));
    if shares.len() < needed {
        return Err(ShareError::NotEnough { complete: 0, needed: 1 });
    }
    let (mut chosen, mut subsets): (Vec<usize>, _) = ((0..needed).collect(), Vec::new());
    loop {
        let points: Vec<&Share> = chosen.iter().map(|at| &shares[*at]).collect();
        let back = interpolate(&points, SECRET);
        if !back.seed().is_some_and(|back| back.same_as(seed)) {
            return Err(ShareError::NotGivenBack(chosen.iter().map(|at| at + 1).collect()));
        }
        subsets.push(chosen.clone());
        if !next_subset(&mut chosen, shares.len()) {
            return Ok(Quorums { subsets, all: true });
        }
        if subsets.len() == MOST_QUORUMS {
            return Ok(Quorums { subsets, all: false });
        }
    }
}

fn indices() -> impl Iterator<Item = u8> {
    INDICES.iter().map(|letter| gf32::of_letter(*letter).expect("all are letters of the alphabet"))
}
