//! The one source of key material: the kernel's random number generator, and no other.
//!
//! There is no second generator to fall back to. An interrupted or short answer is asked for again, a
//! bounded number of times; every other trouble ends the command with nothing printed.

use crate::secret::SecretBytes;
use rustix::io::Errno;
use sha2::{Digest, Sha256};
use std::sync::Mutex;
use zeroize::Zeroize;

/// Answers that may be interrupted or short before the source is given up.
const TRIES: usize = 32;
/// Blocks that are compared with each other, in bytes.
const BLOCK: usize = 32;
/// The shortest answer in which nothing but zeros is taken for a fault (chance 2^-64).
const ZEROS: usize = 8;

/// The kernel's random bytes cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EntropyError {
    /// The kernel refused, with this error number.
    #[error("the kernel gives no random bytes (error {0})")]
    Refused(i32),
    /// The kernel kept answering with too few bytes.
    #[error("the kernel's random bytes do not come")]
    TooShort,
    /// The bytes are all zero.
    #[error("the kernel's random bytes are all zero")]
    AllZero,
    /// The bytes repeat themselves or the answer before.
    #[error("the kernel's random bytes repeat")]
    Repeated,
}

/// What the answer before was, as a digest, so that no key material is kept.
static BEFORE: Mutex<Option<[u8; 16]>> = Mutex::new(None);

/// Fills `out` from the kernel's random number generator (`getrandom`, flags 0: it waits until the
/// generator was seeded).
///
/// # Errors
/// [`EntropyError`]; `out` is wiped then.
pub fn fill_random(out: &mut [u8]) -> Result<(), EntropyError> {
    let mut before = BEFORE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    fill_from(&mut kernel, &mut before, out).inspect_err(|_| out.zeroize())
}

/// Draws `len` bytes from the kernel.
///
/// # Errors
/// As [`fill_random`].
pub fn kernel_bytes(len: usize) -> Result<SecretBytes, EntropyError> {
    SecretBytes::try_filled(len, fill_random)
}

#[cfg(any(target_os = "linux", target_os = "android", target_os = "freebsd"))]
fn kernel(out: &mut [u8]) -> Result<usize, Errno> {
    rustix::rand::getrandom(out, rustix::rand::GetRandomFlags::empty())
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_os = "freebsd")))]
fn kernel(_: &mut [u8]) -> Result<usize, Errno> {
    Err(Errno::NOSYS)
}

/// Whether the kernel's generator was seeded, asked without waiting; `None` where that cannot be asked.
#[cfg(any(target_os = "linux", target_os = "android", target_os = "freebsd"))]
pub(super) fn random_is_ready() -> Option<bool> {
    match rustix::rand::getrandom(&mut [0_u8; 1], rustix::rand::GetRandomFlags::NONBLOCK) {
        Ok(_) => Some(true),
        Err(Errno::AGAIN) => Some(false),
        Err(_) => None,
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_os = "freebsd")))]
pub(super) fn random_is_ready() -> Option<bool> {
    None
}

fn fill_from(
    source: &mut dyn FnMut(&mut [u8]) -> Result<usize, Errno>,
    before: &mut Option<[u8; 16]>,
    out: &mut [u8],
) -> Result<(), EntropyError> {
    let mut filled = 0;
    let mut tries = 0;
    while filled < out.len() {
        match source(&mut out[filled..]) {
            Ok(count) if filled + count == out.len() => filled += count,
            Ok(count) => {
                filled += count;
                tries += 1;
            }
            Err(Errno::INTR) => tries += 1,
            Err(errno) => return Err(EntropyError::Refused(errno.raw_os_error())),
        }
        if tries > TRIES {
            return Err(EntropyError::TooShort);
        }
    }
    check(before, out)
}

fn check(before: &mut Option<[u8; 16]>, out: &[u8]) -> Result<(), EntropyError> {
    if out.len() >= ZEROS && out.iter().fold(0, |all, byte| all | byte) == 0 {
        return Err(EntropyError::AllZero);
    }
    let blocks = out.as_chunks::<BLOCK>().0;
    if blocks.windows(2).any(|pair| pair[0] == pair[1]) {
        return Err(EntropyError::Repeated);
    }
    if out.len() < 16 {
        return Ok(());
    }
    let digest = Sha256::digest(&out[..out.len().min(BLOCK)]);
    let short = *digest.first_chunk::<16>().expect("SHA-256 gives 32 bytes");
    match before.replace(short) {
        Some(same) if same == short => Err(EntropyError::Repeated),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counting() -> impl FnMut(&mut [u8]) -> Result<usize, Errno> {
        let mut next = 0_u64;
        move |out: &mut [u8]| {
            for byte in out.iter_mut() {
                next += 1;
                *byte = (next.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56) as u8;
            }
            Ok(out.len())
        }
    }

    #[test]
    fn the_kernel_fills_every_byte_and_never_the_same_twice() {
        let (mut one, mut two) = ([0; 64], [0; 64]);
        fill_random(&mut one).expect("Linux has getrandom");
        fill_random(&mut two).expect("Linux has getrandom");
        assert_ne!(one, two);
        assert!(one.iter().any(|byte| *byte != 0) && two[32..].iter().any(|byte| *byte != 0));
    }

    #[test]
    fn interruptions_and_short_answers_are_asked_again() {
        let (mut good, mut turn) = (counting(), 0);
        let mut faltering = |out: &mut [u8]| {
            turn += 1;
            if turn % 2 == 1 { Err(Errno::INTR) } else { good(&mut out[..1]) }
        };
        let (mut out, mut whole) = ([0; 8], [0; 8]);
        fill_from(&mut faltering, &mut None, &mut out).expect("eight bytes in sixteen turns");
        fill_from(&mut counting(), &mut None, &mut whole).expect("a good source");
        assert_eq!(out, whole);
    }

    #[test]
    fn a_source_that_never_answers_is_given_up() {
        let mut silent = |_: &mut [u8]| Ok(0);
        let mut interrupted = |_: &mut [u8]| Err(Errno::INTR);
        let (mut out, mut before) = ([7; 32], None);
        assert_eq!(fill_from(&mut silent, &mut before, &mut out), Err(EntropyError::TooShort));
        assert_eq!(fill_from(&mut interrupted, &mut before, &mut out), Err(EntropyError::TooShort));
    }

    #[test]
    fn any_other_error_stops_at_once() {
        for errno in [Errno::NOSYS, Errno::IO, Errno::PERM] {
            let mut calls = 0;
            let mut broken = |_: &mut [u8]| {
                calls += 1;
                Err(errno)
            };
            let answer = fill_from(&mut broken, &mut None, &mut [0; 32]);
            assert_eq!(answer, Err(EntropyError::Refused(errno.raw_os_error())));
            assert_eq!(calls, 1);
        }
    }

    #[test]
    fn zeros_and_repetitions_are_refused() {
        let mut zeros = |out: &mut [u8]| {
            out.fill(0);
            Ok(out.len())
        };
        assert_eq!(fill_from(&mut zeros, &mut None, &mut [1; 16]), Err(EntropyError::AllZero));
        let mut one_block = |out: &mut [u8]| {
            out.iter_mut().enumerate().for_each(|(at, byte)| *byte = at as u8 % 32);
            Ok(out.len())
        };
        assert_eq!(fill_from(&mut one_block, &mut None, &mut [0; 64]), Err(EntropyError::Repeated));
        let mut before = None;
        assert_eq!(fill_from(&mut one_block, &mut before, &mut [0; 32]), Ok(()));
        assert_eq!(
            fill_from(&mut one_block, &mut before, &mut [0; 32]),
            Err(EntropyError::Repeated)
        );
    }
}
