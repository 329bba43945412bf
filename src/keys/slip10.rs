//! Private keys of SLIP-0010 on ed25519, nist256p1 and curve25519: one step down at a time, wiped when dropped.

use super::{KeysError, Path, Step};
use crate::secret::SecretBytes;
use crate::seed::Seed;
use bitcoin::hashes::{Hash, hash160};
use curve25519_dalek::{EdwardsPoint, MontgomeryPoint};
use hmac::digest::FixedOutput;
use hmac::{Hmac, Mac};
use p256::elliptic_curve::sec1::ToEncodedPoint;
use p256::{NonZeroScalar, PublicKey};
use sha2::{Digest, Sha512};
use subtle::CtOption;
use zeroize::{Zeroize, Zeroizing};

/// The curves of SLIP-0010 beside secp256k1, which is BIP-0032's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slip10Curve {
    /// ed25519: hardened levels only.
    Ed25519,
    /// X25519 keys: hardened levels only.
    Curve25519,
    /// NIST P-256.
    Nist256p1,
}

impl Slip10Curve {
    fn master_key(self) -> &'static [u8] {
        match self {
            Self::Ed25519 => b"ed25519 seed",
            Self::Curve25519 => b"curve25519 seed",
            Self::Nist256p1 => b"Nist256p1 seed",
        }
    }
}

/// A private key with its chain code on one of these curves, wiped when dropped.
pub struct Slip10Node {
    /// Key and chain code, 32 bytes each.
    halves: SecretBytes,
    curve: Slip10Curve,
    parent: [u8; 4],
}

fn mac_of(key: &[u8], parts: &[&[u8]]) -> SecretBytes {
    let mut mac = Hmac::<Sha512>::new_from_slice(key).expect("HMAC takes a key of any length");
    parts.iter().for_each(|part| mac.update(part));
    SecretBytes::filled(64, |room| mac.finalize_into(room.into()))
}

/// Reads a scalar of nist256p1: neither zero nor the order or more.
fn scalar(bytes: &[u8]) -> Option<Zeroizing<NonZeroScalar>> {
    let read: CtOption<NonZeroScalar> =
        NonZeroScalar::from_repr(*p256::FieldBytes::from_slice(bytes));
    Option::from(read).map(Zeroizing::new)
}

impl Slip10Node {
    /// Makes the master key (SLIP-0010, *Master key generation*). On nist256p1 a left half that is no key is hashed
    /// again.
    pub fn master(seed: &Seed, curve: Slip10Curve) -> Self {
        // exposed to: HMAC-SHA512, whose result is the master key
        let mut halves = mac_of(curve.master_key(), &[seed.expose_secret()]);
        // exposed to: the test of the left half, and the next hash of both
        while curve == Slip10Curve::Nist256p1 && scalar(&halves.expose_secret()[..32]).is_none() {
            // exposed to: HMAC-SHA512
            halves = mac_of(curve.master_key(), &[halves.expose_secret()]);
        }
        Self { halves, curve, parent: [0; 4] }
    }

    /// Goes one level down (SLIP-0010, *Private parent key → private child key*).
    ///
    /// # Errors
    /// [`KeysError::UnhardenedEd25519`] for a level without h on ed25519 and curve25519: it is refused, never hardened
    /// unasked.
    pub fn child(&self, step: Step) -> Result<Self, KeysError> {
        if !step.is_hardened() && self.curve != Slip10Curve::Nist256p1 {
            return Err(KeysError::UnhardenedEd25519);
        }
        // exposed to: HMAC-SHA512, whose result is the child
        let (key, chain_code) = self.halves.expose_secret().split_at(32);
        let number = step.number().to_be_bytes();
        let mut halves = if step.is_hardened() {
            mac_of(chain_code, &[&[0], key, &number])
        } else {
            mac_of(chain_code, &[&self.public_key(), &number])
        };
        if self.curve == Slip10Curve::Nist256p1 {
            let parent = scalar(key).expect("checked when the node was made");
            loop {
                // exposed to: the sum of both keys, written in place of the left half
                let room = halves.expose_secret_mut();
                let sum = scalar(&room[..32]).map(|left| Zeroizing::new(**left + **parent));
                let sum = sum.map(|sum| Zeroizing::new(sum.to_bytes()));
                if let Some(sum) = sum.filter(|sum| scalar(sum.as_slice()).is_some()) {
                    room[..32].copy_from_slice(&sum);
                    break;
                }
                halves = mac_of(chain_code, &[&[1], &room[32..], &number]);
            }
        }
        Ok(Self { halves, curve: self.curve, parent: self.fingerprint() })
    }

    /// Goes down a whole path.
    ///
    /// # Errors
    /// As [`Slip10Node::child`].
    pub fn descend(&self, path: &Path) -> Result<Self, KeysError> {
        // exposed to: a second node of the same key, wiped on its own
        let halves = SecretBytes::copied_from(self.halves.expose_secret());
        let start = Self { halves, curve: self.curve, parent: self.parent };
        path.components().iter().try_fold(start, |node, step| node.child(*step))
    }

    /// Gives the public key in the 33 bytes of SLIP-0010: compressed on nist256p1, after a zero on the others.
    pub fn public_key(&self) -> [u8; 33] {
        let mut out = [0; 33];
        // exposed to: the curve, which gives the public key
        let key = &self.halves.expose_secret()[..32];
        match self.curve {
            Slip10Curve::Nist256p1 => {
                let key = scalar(key).expect("checked when the node was made");
                let point = PublicKey::from_secret_scalar(&key).to_encoded_point(true);
                out.copy_from_slice(point.as_bytes());
            }
            Slip10Curve::Ed25519 => out[1..].copy_from_slice(&ed25519_public(key)),
            Slip10Curve::Curve25519 => {
                let mut held = Zeroizing::new([0; 32]);
                held.copy_from_slice(key);
                out[1..].copy_from_slice(MontgomeryPoint::mul_base_clamped(*held).as_bytes());
            }
        }
        out
    }

    /// The fingerprint of the public key: the first four bytes of its HASH160.
    pub fn fingerprint(&self) -> [u8; 4] {
        let hash = hash160::Hash::hash(&self.public_key()).to_byte_array();
        [hash[0], hash[1], hash[2], hash[3]]
    }

    /// The fingerprint of the parent; zeros for the master key.
    pub fn parent(&self) -> [u8; 4] {
        self.parent
    }

    /// Lends the private key, 32 bytes, and the chain code, 32 bytes.
    pub fn expose_secret(&self) -> (&[u8], &[u8]) {
        // exposed to: the caller, who says beside the call to whom
        self.halves.expose_secret().split_at(32)
    }
}

/// The public key of an ed25519 private key of 32 bytes (RFC 8032, §5.1.5).
pub(super) fn ed25519_public(key: &[u8]) -> [u8; 32] {
    let mut hash = Sha512::digest(key);
    let mut scalar = Zeroizing::new([0; 32]);
    scalar.copy_from_slice(&hash[..32]);
    hash.as_mut_slice().zeroize();
    EdwardsPoint::mul_base_clamped(*scalar).compress().to_bytes()
}
