//! One value into points of a polynomial and back, checked by a digest (SLIP-0039 §Shamir's secret-sharing).

use crate::secret::SecretBytes;
use crate::share::error::ShareError;
use crate::share::gf256::{add_weighted, weights};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;

/// Where the polynomial takes the secret's value, and where the digest's.
pub(crate) const SECRET_AT: u8 = 255;
pub(crate) const DIGEST_AT: u8 = 254;
const DIGEST_BYTES: usize = 4;
/// How many subsets are tried to tell which share does not fit.
const MOST_TRIES: usize = 1000;

/// A share number, which is public, with its value.
pub(crate) type Point<'a> = (u8, &'a SecretBytes);

/// The points do not lie on one polynomial with a right digest.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Misfit {
    /// The numbers of those that do not fit, when the others do; else empty.
    pub(crate) odd: Vec<u8>,
}

/// Makes `count` values at 0, 1, …, of which any `threshold` give the secret back.
///
/// # Errors
/// [`ShareError::Randomness`] when the source gives zeros only.
pub(crate) fn split(
    threshold: u8,
    count: u8,
    secret: &SecretBytes,
    random: &mut dyn FnMut(&mut [u8]),
) -> Result<Vec<SecretBytes>, ShareError> {
    if threshold < 2 {
        // exposed to: one copy for each share; the standard's own rule for a threshold of one
        let copy = |_| SecretBytes::copied_from(secret.expose_secret());
        return Ok((0..count).map(copy).collect());
    }
    let length = secret.len();
    let digest = draw(length - DIGEST_BYTES, random).map(|key| digest_value(&key, secret))?;
    let drawn: Vec<SecretBytes> =
        (0..threshold - 2).map(|_| draw(length, random)).collect::<Result<_, _>>()?;
    let mut points: Vec<Point<'_>> = (0..).zip(&drawn).collect();
    points.extend([(DIGEST_AT, &digest), (SECRET_AT, secret)]);
    // A drawn value is its own interpolation, so every share comes out of the same formula.
    Ok((0..count).map(|number| interpolate(&points, number)).collect())
}

/// The value that the points give back. All points are used: those above `threshold` must agree.
///
/// The numbers differ from each other and there are at least `threshold` of them; the caller has seen to it.
///
/// # Errors
/// [`Misfit`] when the digest is wrong or a point is off the polynomial.
pub(crate) fn recover(threshold: u8, points: &[Point<'_>]) -> Result<SecretBytes, Misfit> {
    let needed = usize::from(threshold);
    let secret = secret_of(&points[..needed]);
    let odd = strangers(&points[..needed], points);
    match secret {
        Some(secret) if odd.is_empty() => Ok(secret),
        Some(_) if threshold > 1 => Err(Misfit { odd }),
        // Copies that differ carry no digest: which of them is wrong cannot be told.
        Some(_) => Err(Misfit { odd: Vec::new() }),
        None => Err(Misfit { odd: find_strangers(needed, points) }),
    }
}

/// The value at `x` of the polynomial through the points.
pub(crate) fn interpolate(points: &[Point<'_>], x: u8) -> SecretBytes {
    let numbers: Vec<u8> = points.iter().map(|(number, _)| *number).collect();
    let length = points.first().map_or(0, |(_, value)| value.len());
    SecretBytes::filled(length, |sum| {
        for (weight, (_, value)) in weights(&numbers, x).into_iter().zip(points) {
            add_weighted(sum, weight, value.expose_secret()); // exposed to: branch-free arithmetic
        }
    })
}

fn secret_of(points: &[Point<'_>]) -> Option<SecretBytes> {
    let secret = interpolate(points, SECRET_AT);
    if points.len() == 1 {
        return Some(secret);
    }
    let digest = interpolate(points, DIGEST_AT);
    // exposed to: HMAC's key, which is the random part of the digest value
    let key = SecretBytes::copied_from(&digest.expose_secret()[DIGEST_BYTES..]);
    digest_value(&key, &secret).same_as(&digest).then_some(secret)
}

/// The numbers among `all` that are off the polynomial through `base`.
fn strangers(base: &[Point<'_>], all: &[Point<'_>]) -> Vec<u8> {
    let off = |point: &&Point<'_>| !interpolate(base, point.0).same_as(point.1);
    all.iter().filter(off).map(|point| point.0).collect()
}

/// Looks for a subset with a right digest, so that the others can be named.
fn find_strangers(needed: usize, points: &[Point<'_>]) -> Vec<u8> {
    let mut chosen: Vec<usize> = (0..needed).collect();
    for _ in 0..MOST_TRIES {
        let subset: Vec<Point<'_>> = chosen.iter().map(|at| points[*at]).collect();
        if secret_of(&subset).is_some() {
            return strangers(&subset, points);
        }
        if !next_subset(&mut chosen, points.len()) {
            break;
        }
    }
    Vec::new()
}

/// Moves to the next subset of `0..of` in lexicographic order; false after the last.
pub(crate) fn next_subset(chosen: &mut [usize], of: usize) -> bool {
    let size = chosen.len();
    let movable = (0..size).rev().find(|at| chosen[*at] < of - size + at);
    let Some(at) = movable else { return false };
    let first = chosen[at] + 1;
    chosen[at..].iter_mut().zip(first..).for_each(|(place, next)| *place = next);
    true
}

/// Four bytes of HMAC-SHA256 over the secret, then the random key of the HMAC.
fn digest_value(key: &SecretBytes, secret: &SecretBytes) -> SecretBytes {
    // exposed to: HMAC-SHA256, and the digest value below
    let key = key.expose_secret();
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(secret.expose_secret()); // exposed to: HMAC-SHA256
    let tag = mac.finalize().into_bytes();
    SecretBytes::filled(DIGEST_BYTES + key.len(), |room| {
        room[..DIGEST_BYTES].copy_from_slice(&tag[..DIGEST_BYTES]);
        room[DIGEST_BYTES..].copy_from_slice(key);
    })
}

fn draw(length: usize, random: &mut dyn FnMut(&mut [u8])) -> Result<SecretBytes, ShareError> {
    let drawn = SecretBytes::filled(length, random);
    // exposed to: a comparison with zeros; twelve random bytes or more are never all zero by chance
    let silent = drawn.expose_secret().ct_eq(&vec![0; length]);
    if bool::from(silent) { Err(ShareError::Randomness) } else { Ok(drawn) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_of_zeros_is_refused() {
        let secret = SecretBytes::zeroed(16);
        let refused = split(2, 3, &secret, &mut |_| {}).err();
        assert_eq!(refused, Some(ShareError::Randomness));
    }

    #[test]
    fn a_share_that_does_not_fit_is_named_wherever_it_stands() {
        let secret = SecretBytes::copied_from(&[9; 16]);
        let mut count = 0_u8;
        let mut random = |room: &mut [u8]| {
            room.fill_with(|| {
                count = count.wrapping_mul(29).wrapping_add(7);
                count
            });
        };
        let values = split(2, 4, &secret, &mut random).expect("random bytes");
        for forged in 0..4_usize {
            let other = SecretBytes::copied_from(&[5; 16]);
            let mut points: Vec<Point<'_>> = (0..).zip(&values).collect();
            points[forged].1 = &other;
            assert_eq!(recover(2, &points).err(), Some(Misfit { odd: vec![forged as u8] }));
            points.remove(forged);
            assert!(recover(2, &points).expect("three that fit").same_as(&secret));
        }
    }
}
