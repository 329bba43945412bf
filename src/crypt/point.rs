//! Whether the point of a public key shares a secret with nobody but its owner; age does not ask for every kind.

use age_core::primitives::bech32_decode;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use curve25519_dalek::edwards::CompressedEdwardsY;

use super::kem;

/// Whether what is agreed on with this `age1…` key is a secret, and no zeros that everybody knows (RFC 7748, section 6.1).
pub(super) fn of_age_shares_a_secret(text: &str) -> bool {
    let bytes = bech32_decode(text, |_| (), |_| Ok(()), |_, bytes| Ok(bytes.collect::<Vec<u8>>()));
    bytes.is_ok_and(|bytes| <[u8; 32]>::try_from(bytes).is_ok_and(kem::contributes))
}

/// The same of an `ssh-ed25519` key: its point must be one, and of no small order (RFC 8032, section 5.1.3).
pub(super) fn of_ssh_shares_a_secret(text: &str) -> bool {
    let blob = text.split_whitespace().nth(1).and_then(|blob| BASE64_STANDARD.decode(blob).ok());
    // The key is the last of the fields (RFC 8709, section 4).
    let point = blob.as_deref().and_then(|blob| blob.last_chunk::<32>().copied());
    let point = point.and_then(|point| CompressedEdwardsY(point).decompress());
    point.is_some_and(|point| !point.is_small_order())
}
