//! A secret into shares of SLIP-39 or SSKR (SLIP-0039 §Generating and combining the shares, BCR-2020-011).

use crate::secret::{SecretBytes, SecretText};
use crate::share::error::ShareError;
use crate::share::feistel::{self, Cipher};
use crate::share::grouped::{Layout, Set, Share};
use crate::share::scheme::Scheme;
use crate::share::shamir;
use crate::share::slip39::VALUE_BYTES;
use crate::share::sskr;

/// What a set of shares is made with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Whether more sets can be made later that open with the same passphrase to the same secret.
    /// Readers made before 2024 know shares without this flag only.
    pub extendable: bool,
    /// The cipher's 10,000 iterations are doubled this many times, 0 to 15.
    pub iteration_exponent: u8,
}

impl Default for Options {
    fn default() -> Self {
        Self { extendable: true, iteration_exponent: 1 }
    }
}

/// Splits a secret of an even number of bytes from 16 to 128; the shares come group by group.
///
/// `random` fills what it is given with random bytes. The program passes an empty `passphrase`.
///
/// # Errors
/// [`ShareError::SecretLength`], [`ShareError::IterationExponent`], [`ShareError::PassphraseCharacter`],
/// [`ShareError::Randomness`].
pub fn split(
    secret: &SecretBytes,
    scheme: &Scheme,
    options: &Options,
    passphrase: &SecretText,
    random: &mut dyn FnMut(&mut [u8]),
) -> Result<Vec<Vec<Share>>, ShareError> {
    if !VALUE_BYTES.contains(&secret.len()) || secret.len() % 2 == 1 {
        return Err(ShareError::SecretLength(secret.len()));
    }
    if options.iteration_exponent > 15 {
        return Err(ShareError::IterationExponent(options.iteration_exponent));
    }
    feistel::check_passphrase(passphrase)?;
    let mut identifier = [0; 2];
    random(&mut identifier);
    let set = Set::Slip39(Cipher {
        identifier: u16::from_be_bytes(identifier) & 0x7fff,
        extendable: options.extendable,
        iteration_exponent: options.iteration_exponent,
    });
    distribute(set, &set.locked(passphrase, secret), scheme, random)
}

/// Splits a secret of an even number of bytes from 16 to 32 into SSKR shares; they come group by group.
///
/// # Errors
/// [`sskr::SskrError::SecretLength`], [`ShareError::Randomness`].
pub fn split_sskr(
    secret: &SecretBytes,
    scheme: &Scheme,
    random: &mut dyn FnMut(&mut [u8]),
) -> Result<Vec<Vec<Share>>, ShareError> {
    if !sskr::SECRET_BYTES.contains(&secret.len()) || secret.len() % 2 == 1 {
        return Err(sskr::SskrError::SecretLength(secret.len()).into());
    }
    let mut identifier = [0; 2];
    random(&mut identifier);
    distribute(Set::Sskr(u16::from_be_bytes(identifier)), secret, scheme, random)
}

/// What is locked into values for the groups, and each of those into values for its members.
fn distribute(
    set: Set,
    locked: &SecretBytes,
    scheme: &Scheme,
    random: &mut dyn FnMut(&mut [u8]),
) -> Result<Vec<Vec<Share>>, ShareError> {
    let groups = scheme.group_list();
    let (group_threshold, group_count) = (scheme.group_threshold(), groups.len() as u8);
    let group_values = shamir::split(group_threshold, group_count, locked, random)?;
    let mut shares = Vec::with_capacity(groups.len());
    for (index, (group, value)) in (0..).zip(groups.iter().zip(&group_values)) {
        let layout = |member| Layout {
            group: index,
            group_threshold,
            group_count,
            member,
            member_threshold: group.threshold(),
        };
        let values = shamir::split(group.threshold(), group.count(), value, random)?;
        let members = (0..).zip(values);
        shares.push(members.map(|(n, value)| Share { set, layout: layout(n), value }).collect());
    }
    Ok(shares)
}
