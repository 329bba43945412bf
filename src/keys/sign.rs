//! Signs digests with a private node (ECDSA and BIP-0340): the key does not leave this room.

use super::{CURVE, ExtendedKey, PrivateNode};
use bitcoin::TapNodeHash;
use bitcoin::key::TapTweak;
use bitcoin::secp256k1::{Keypair, Message, ecdsa, schnorr};

/// A key pair on the stack for the time of one signature; `Keypair` is `Copy` and wipes nothing.
struct Pair(Keypair);

impl Drop for Pair {
    fn drop(&mut self) {
        self.0.non_secure_erase();
    }
}

impl PrivateNode {
    /// Signs with ECDSA, the nonce from the key and the digest (RFC 6979).
    pub(crate) fn sign_ecdsa(&self, digest: &Message) -> ecdsa::Signature {
        CURVE.sign_ecdsa(digest, &self.held().0)
    }

    /// Signs with the key as it is, for a leaf of a taproot tree (BIP-0340, no auxiliary randomness).
    pub(crate) fn sign_schnorr(&self, digest: &Message) -> schnorr::Signature {
        let pair = Pair(Keypair::from_secret_key(&*CURVE, &self.held().0));
        CURVE.sign_schnorr_no_aux_rand(digest, &pair.0)
    }

    /// Signs with the tweaked key, for the key path of a taproot output (BIP-0341).
    pub(crate) fn sign_key_path(
        &self,
        digest: &Message,
        tree: Option<TapNodeHash>,
    ) -> schnorr::Signature {
        let pair = Pair(Keypair::from_secret_key(&*CURVE, &self.held().0));
        let tweaked = Pair(pair.0.tap_tweak(&*CURVE, tree).to_keypair());
        CURVE.sign_schnorr_no_aux_rand(digest, &tweaked.0)
    }

    /// Whether this is the private half of an extended public key, or of a single one in hexadecimal digits
    /// (compressed or x-only).
    pub(crate) fn is_private_half_of(&self, text: &str) -> bool {
        match ExtendedKey::parse(text) {
            Ok(key) => key.is_same_key(&self.public()),
            Err(_) => {
                let own = super::key_text(&self.public_key());
                own == text || own[2..] == *text
            }
        }
    }
}
