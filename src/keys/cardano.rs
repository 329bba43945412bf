//! Private keys of Cardano: the three master keys of CIP-0003 and the steps of BIP32-Ed25519, wiped when dropped.

use super::{KeysError, Path, Step};
use crate::secret::SecretBytes;
use crate::seed::Seed;
use curve25519_dalek::{EdwardsPoint, Scalar};
use hmac::digest::FixedOutput;
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256, Sha512};
use zeroize::Zeroizing;

/// The left and right half of the key, 32 bytes each, and the chain code of 32.
const LEN: usize = 96;

/// How many rounds of PBKDF2 Icarus takes (CIP-0003).
const ROUNDS: u32 = 4096;

/// An extended private key with its chain code, wiped when dropped.
pub struct CardanoNode(SecretBytes);

fn mac_into(key: &[u8], parts: &[&[u8]], room: &mut [u8]) {
    let mut mac = Hmac::<Sha512>::new_from_slice(key).expect("HMAC takes a key of any length");
    parts.iter().for_each(|part| mac.update(part));
    mac.finalize_into(room.into());
}

impl CardanoNode {
    /// Makes the Icarus master key from the entropy of the words and the passphrase in UTF-8.
    pub fn icarus(entropy: &SecretBytes, passphrase: &SecretBytes) -> Self {
        Self(SecretBytes::filled(LEN, |room| {
            // exposed to: PBKDF2, whose result is the master key
            let (password, salt) = (passphrase.expose_secret(), entropy.expose_secret());
            pbkdf2::pbkdf2_hmac::<Sha512>(password, salt, ROUNDS, room);
            room[0] &= 0b1111_1000;
            room[31] = room[31] & 0b0001_1111 | 0b0100_0000;
        }))
    }

    /// Makes the master key as Trezor does for 24 words: the checksum byte follows the entropy.
    pub fn trezor(entropy: &SecretBytes, passphrase: &SecretBytes) -> Self {
        // exposed to: the salt, one byte longer; shorter phrases have no whole byte of checksum
        let bytes = entropy.expose_secret();
        let extra = usize::from(bytes.len() == 32);
        let salt = SecretBytes::filled(bytes.len() + extra, |room| {
            room[..bytes.len()].copy_from_slice(bytes);
            room[bytes.len()..].copy_from_slice(&Sha256::digest(bytes)[..extra]);
        });
        Self::icarus(&salt, passphrase)
    }

    /// Makes the master key of Ledger and BitBox02 from the BIP-0039 seed.
    pub fn ledger(seed: &Seed) -> Self {
        const KEY: &[u8] = b"ed25519 seed";
        Self(SecretBytes::filled(LEN, |room| {
            let (key, chain_code) = room.split_at_mut(64);
            let mut mac = Hmac::<Sha256>::new_from_slice(KEY).expect("HMAC takes any key");
            mac.update(&[1]);
            // exposed to: HMAC-SHA256, whose result is the chain code
            mac.update(seed.expose_secret());
            mac.finalize_into(chain_code.into());
            // exposed to: HMAC-SHA512, whose result is the key
            mac_into(KEY, &[seed.expose_secret()], key);
            while key[31] & 0b0010_0000 != 0 {
                let again = Zeroizing::new(<[u8; 64]>::try_from(&*key).expect("64 bytes"));
                mac_into(KEY, &[again.as_slice()], key);
            }
            key[0] &= 0b1111_1000;
            key[31] = key[31] & 0b0111_1111 | 0b0100_0000;
        }))
    }

    /// Goes one level down (BIP32-Ed25519, version 2).
    pub fn child(&self, step: Step) -> Self {
        // exposed to: HMAC-SHA512, whose results are the child's key and chain code
        let (key, chain_code) = self.0.expose_secret().split_at(64);
        // BIP32-Ed25519 writes the number of a level in little endian.
        let number = step.number().to_le_bytes();
        let public;
        let (tags, parent): ([u8; 2], &[u8]) = if step.is_hardened() {
            ([0, 1], key)
        } else {
            public = self.public_key();
            ([2, 3], &public)
        };
        let mut z = Zeroizing::new([0; 64]);
        mac_into(chain_code, &[&tags[..1], parent, &number], z.as_mut_slice());
        let mut next = Zeroizing::new([0; 64]);
        mac_into(chain_code, &[&tags[1..], parent, &number], next.as_mut_slice());
        Self(SecretBytes::filled(LEN, |room| {
            // kL + 8 · zL, where zL has 28 bytes; then kR + zR modulo 2^256; both little endian.
            let mut carry = 0_u32;
            for at in 0..32 {
                let low = if at < 28 { u32::from(z[at]) << 3 } else { 0 };
                carry += u32::from(key[at]) + low;
                room[at] = carry as u8;
                carry >>= 8;
            }
            let mut carry = 0_u32;
            for at in 32..64 {
                carry += u32::from(key[at]) + u32::from(z[at]);
                room[at] = carry as u8;
                carry >>= 8;
            }
            room[64..].copy_from_slice(&next[32..]);
        }))
    }

    /// Goes down a whole path.
    pub fn descend(&self, path: &Path) -> Self {
        // exposed to: a second node of the same key, wiped on its own
        let start = Self(SecretBytes::copied_from(self.0.expose_secret()));
        path.components().iter().fold(start, |node, step| node.child(*step))
    }

    /// Gives the public key, 32 bytes.
    pub fn public_key(&self) -> [u8; 32] {
        let mut left = Zeroizing::new([0; 32]);
        // exposed to: the curve, which gives the public key
        left.copy_from_slice(&self.0.expose_secret()[..32]);
        let scalar = Zeroizing::new(Scalar::from_bytes_mod_order(*left));
        EdwardsPoint::mul_base(&scalar).compress().to_bytes()
    }

    /// Lends key and chain code, 96 bytes.
    pub fn expose_secret(&self) -> &[u8] {
        // exposed to: the caller, who says beside the call to whom
        self.0.expose_secret()
    }
}

/// How many levels an account of CIP-1852 has: purpose, coin type, account.
const ACCOUNT_LEVELS: usize = 3;

/// Splits a path of CIP-1852 into the account and the role and index below it.
///
/// # Errors
/// [`KeysError::CardanoPath`] for a path that does not reach below an account.
pub(super) fn split(path: &Path) -> Result<(Path, &[Step]), KeysError> {
    let steps = path.components();
    if steps.len() <= ACCOUNT_LEVELS {
        return Err(KeysError::CardanoPath);
    }
    let (account, below) = steps.split_at(ACCOUNT_LEVELS);
    let account = account.iter().try_fold(Path::master(), |path, step| path.child(*step))?;
    Ok((account, below))
}

/// The stake key of an account: role 2, index 0 (CIP-1852).
///
/// # Errors
/// None that can happen: both numbers are small.
pub(super) fn stake_key(account: &CardanoNode) -> Result<[u8; 32], KeysError> {
    Ok(account.child(Step::normal(2)?).child(Step::normal(0)?).public_key())
}
