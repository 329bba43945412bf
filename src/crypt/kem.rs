//! MLKEM768-X25519, the key encapsulation of age's post-quantum keys (X-Wing; HPKE KEM 0x647a).
//!
//! ML-KEM-768 (FIPS 203) and X25519 (RFC 7748) side by side, their secrets joined by SHA3-256
//! (draft-connolly-cfrg-xwing-kem §5): whoever wants the shared secret has to break both.

use ml_kem::kem::{Decapsulate, DecapsulationKey, EncapsulationKey};
use ml_kem::{B32, Ciphertext, EncapsulateDeterministic, EncodedSizeUser, KemCore, MlKem768};
use ml_kem::{Encoded, MlKem768Params};
use sha3::digest::{ExtendableOutput, Update, XofReader};
use sha3::{Digest, Sha3_256, Shake256};
use x25519_dalek::{PublicKey as Point, StaticSecret};
use zeroize::Zeroizing;

use crate::secret::SecretBytes;

/// The length of a public key, in bytes: ML-KEM-768 and X25519.
pub(super) const PUBLIC: usize = LATTICE_PUBLIC + POINT;
/// The length of what is sent to the owner of a key, in bytes.
pub(super) const ENCAPSULATED: usize = LATTICE_CIPHERTEXT + POINT;
/// The random bytes that one encapsulation takes.
pub(super) const RANDOM: usize = 64;

const LATTICE_PUBLIC: usize = 1184;
const LATTICE_CIPHERTEXT: usize = 1088;
const POINT: usize = 32;
/// Stands at the end of what is hashed (draft-connolly-cfrg-xwing-kem §5.3).
const LABEL: &[u8; 6] = br"\.//^\";

/// A key that shared secrets can be made for.
#[derive(Clone)]
pub(super) struct PublicKey {
    lattice: EncapsulationKey<MlKem768Params>,
    point: Point,
}

/// The key of their owner; wiped when dropped.
pub(super) struct SecretKey {
    lattice: DecapsulationKey<MlKem768Params>,
    scalar: StaticSecret,
    public: PublicKey,
}

impl PublicKey {
    /// Takes the bytes of a public key; none when they are none: the wrong length, numbers that are not reduced
    /// (FIPS 203 §7.2), or a point of small order, which would share a secret of zeros with everybody.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (lattice, point) = bytes.split_at_checked(LATTICE_PUBLIC)?;
        let point = Point::from(<[u8; POINT]>::try_from(point).ok()?);
        let encoded = Encoded::<EncapsulationKey<MlKem768Params>>::try_from(lattice).ok()?;
        let lattice = EncapsulationKey::from_bytes(&encoded);
        (contributes(*point.as_bytes()) && lattice.as_bytes() == encoded)
            .then_some(Self { lattice, point })
    }

    pub(super) fn to_bytes(&self) -> Vec<u8> {
        [self.lattice.as_bytes().as_slice(), self.point.as_bytes()].concat()
    }

    /// Makes a shared secret and what is sent, from fresh random bytes.
    pub(super) fn encapsulate(&self, random: &[u8; RANDOM]) -> (Vec<u8>, SecretBytes) {
        let (message, scalar) = halves(random);
        let (sent, secret) = self
            .lattice
            .encapsulate_deterministic(&B32::from(*message))
            .expect("the type of the error has no use: it never fails");
        let secret = Zeroizing::new(<[u8; 32]>::from(secret));
        let scalar = StaticSecret::from(*scalar);
        let point = Point::from(&scalar);
        let shared = scalar.diffie_hellman(&self.point);
        let joined = joined(&secret, shared.as_bytes(), &point, &self.point);
        ([sent.as_slice(), point.as_bytes()].concat(), joined)
    }
}

impl SecretKey {
    /// Expands a seed of 32 bytes into the two secret keys.
    pub(super) fn from_seed(seed: &SecretBytes) -> Self {
        let mut expanded = Zeroizing::new([0; 3 * 32]);
        let mut hash = Shake256::default();
        // exposed to: SHAKE256, which expands it
        hash.update(seed.expose_secret());
        hash.finalize_xof().read(expanded.as_mut());
        let (lattice, scalar) = expanded.split_at(64);
        let (d, z) = halves(lattice.try_into().expect("64 bytes were split off"));
        let scalar: &[u8; 32] = scalar.try_into().expect("32 bytes are left");
        let (secret, lattice) = MlKem768::generate_deterministic(&B32::from(*d), &B32::from(*z));
        let scalar = StaticSecret::from(*scalar);
        let public = PublicKey { lattice, point: Point::from(&scalar) };
        Self { lattice: secret, scalar, public }
    }

    pub(super) fn public(&self) -> &PublicKey {
        &self.public
    }

    /// The secret that was shared by what was sent; none when its point is of small order (RFC 7748 §6.1).
    ///
    /// What was sent for another key gives another secret: only what it encrypts tells.
    pub(super) fn decapsulate(&self, sent: &[u8; ENCAPSULATED]) -> Option<SecretBytes> {
        let (lattice, point) = sent.split_at(LATTICE_CIPHERTEXT);
        let lattice =
            Ciphertext::<MlKem768>::try_from(lattice).expect("the length is that of both");
        let point = Point::from(<[u8; POINT]>::try_from(point).expect("32 bytes are left"));
        let secret = self.lattice.decapsulate(&lattice).expect("a wrong one gives a secret, too");
        let secret = Zeroizing::new(<[u8; 32]>::from(secret));
        let shared = self.scalar.diffie_hellman(&point);
        let joined = joined(&secret, shared.as_bytes(), &point, &self.public.point);
        shared.was_contributory().then_some(joined)
    }
}

/// Whether a secret that is agreed on with this point is more than zeros, as it is with one of small order (RFC 7748 §6.1).
pub(super) fn contributes(point: [u8; POINT]) -> bool {
    // A clamped number is a multiple of the small orders, whichever number it is.
    StaticSecret::from([1; POINT]).diffie_hellman(&Point::from(point)).was_contributory()
}

fn halves(bytes: &[u8; 64]) -> (Zeroizing<[u8; 32]>, Zeroizing<[u8; 32]>) {
    let (mut first, mut second) = (Zeroizing::new([0; 32]), Zeroizing::new([0; 32]));
    first.copy_from_slice(&bytes[..32]);
    second.copy_from_slice(&bytes[32..]);
    (first, second)
}

fn joined(lattice: &[u8; 32], shared: &[u8; 32], sent: &Point, owner: &Point) -> SecretBytes {
    let mut hash = Sha3_256::new();
    for part in [lattice, shared, sent.as_bytes(), owner.as_bytes()] {
        Digest::update(&mut hash, part);
    }
    Digest::update(&mut hash, LABEL);
    SecretBytes::filled(32, |room| hash.finalize_into(room.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair() -> (SecretKey, PublicKey) {
        let secret = SecretKey::from_seed(&SecretBytes::filled(32, |room| room.fill(7)));
        let public = PublicKey::from_bytes(&secret.public().to_bytes()).expect("a sound key");
        (secret, public)
    }

    #[test]
    fn both_sides_share_the_secret_and_another_key_does_not() {
        let (secret, public) = pair();
        let (sent, shared) = public.encapsulate(&[9; RANDOM]);
        let mut sent: [u8; ENCAPSULATED] = sent.try_into().expect("its length");
        assert!(secret.decapsulate(&sent).expect("a sound point").same_as(&shared));
        let other = SecretKey::from_seed(&SecretBytes::zeroed(32));
        assert!(!other.decapsulate(&sent).expect("a sound point").same_as(&shared));
        for at in [0, LATTICE_CIPHERTEXT - 1, LATTICE_CIPHERTEXT] {
            sent[at] ^= 1;
            assert!(!secret.decapsulate(&sent).expect("a sound point").same_as(&shared), "{at}");
            sent[at] ^= 1;
        }
    }

    /// Of the order 1, 2, 4 and 8 (RFC 7748 §6.1 has the numbers: cr.yp.to/ecdh.html#validate).
    const SMALL: [&str; 4] = [
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    ];

    #[test]
    fn points_of_small_order_are_refused_on_both_sides() {
        let (secret, public) = pair();
        let (sent, _) = public.encapsulate(&[9; RANDOM]);
        for small in SMALL {
            let point: Vec<u8> = (0..POINT)
                .map(|at| u8::from_str_radix(&small[2 * at..][..2], 16).expect("digits"))
                .collect();
            let mut key = public.to_bytes();
            key[LATTICE_PUBLIC..].copy_from_slice(&point);
            assert!(PublicKey::from_bytes(&key).is_none(), "{small}");
            let mut sent: [u8; ENCAPSULATED] = sent.clone().try_into().expect("its length");
            sent[LATTICE_CIPHERTEXT..].copy_from_slice(&point);
            assert!(secret.decapsulate(&sent).is_none(), "{small}");
        }
    }

    #[test]
    fn numbers_that_are_not_reduced_and_wrong_lengths_are_refused() {
        let (_, public) = pair();
        let bytes = public.to_bytes();
        assert!(PublicKey::from_bytes(&bytes[1..]).is_none());
        assert!(PublicKey::from_bytes(&[&bytes[..], &[0]].concat()).is_none());
        let mut large = bytes.clone();
        // Two numbers of twelve bits, each 4095, where 3328 is the largest.
        large[..3].fill(0xff);
        assert!(PublicKey::from_bytes(&large).is_none());
    }
}
