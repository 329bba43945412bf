//! HPKE in its base mode, one message to a key (RFC 9180 §5.1): from the shared secret to a key and a nonce.
//!
//! The suite is the one of age's post-quantum keys: MLKEM768-X25519, HKDF-SHA-256, ChaCha20-Poly1305.

use chacha20poly1305::aead::{AeadInPlace, KeyInit};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce, Tag};
use hkdf::{Hkdf, HkdfExtract};
use sha2::Sha256;
use zeroize::{Zeroize, Zeroizing};

use crate::secret::SecretBytes;

/// `HPKE`, then the numbers of KEM, KDF and AEAD (RFC 9180 §5.1, §7).
const SUITE: &[u8; 10] = b"HPKE\x64\x7a\x00\x01\x00\x03";
const VERSION: &[u8] = b"HPKE-v1";
/// The mode without a key of the sender and without a common key.
const BASE: [u8; 1] = [0];
/// The length of the authentication tag, in bytes.
pub(super) const TAG: usize = 16;

/// What encrypts the one message of a shared secret; wiped when dropped.
pub(super) struct Context {
    cipher: ChaCha20Poly1305,
    nonce: Nonce,
}

impl Context {
    /// The key schedule (RFC 9180 §5.1) for a shared secret and the purpose that both sides know.
    pub(super) fn new(shared: &SecretBytes, info: &[u8]) -> Self {
        let (no_key, _) = extract(b"", b"psk_id_hash", b"");
        let (purpose, _) = extract(b"", b"info_hash", info);
        let context = [&BASE[..], &no_key, &purpose].concat();
        // exposed to: HKDF, which derives the key and the nonce from it
        let (mut secret, schedule) = extract(shared.expose_secret(), b"secret", b"");
        secret.zeroize();
        let mut key = Zeroizing::new([0; 32]);
        expand(&schedule, b"key", &context, key.as_mut());
        let mut nonce = Nonce::default();
        expand(&schedule, b"base_nonce", &context, &mut nonce);
        Self { cipher: ChaCha20Poly1305::new(Key::from_slice(key.as_ref())), nonce }
    }

    /// Encrypts the message in place and gives its tag; the key takes no second one.
    pub(super) fn seal(self, message: &mut [u8]) -> [u8; TAG] {
        self.cipher
            .encrypt_in_place_detached(&self.nonce, b"", message)
            .expect("a message is far below the 256 GiB of the cipher")
            .into()
    }

    /// Decrypts the message in place; none when the tag is not its own.
    pub(super) fn open(self, message: &mut [u8], tag: &[u8; TAG]) -> Option<()> {
        self.cipher.decrypt_in_place_detached(&self.nonce, b"", message, Tag::from_slice(tag)).ok()
    }
}

/// `LabeledExtract` (RFC 9180 §4).
fn extract(salt: &[u8], label: &[u8], material: &[u8]) -> ([u8; 32], Hkdf<Sha256>) {
    let mut extract = HkdfExtract::<Sha256>::new(Some(salt));
    for part in [VERSION, SUITE, label, material] {
        extract.input_ikm(part);
    }
    let (key, expand) = extract.finalize();
    (key.into(), expand)
}

/// `LabeledExpand` (RFC 9180 §4).
fn expand(schedule: &Hkdf<Sha256>, label: &[u8], context: &[u8], room: &mut [u8]) {
    let length = u16::try_from(room.len()).expect("a key or a nonce").to_be_bytes();
    schedule
        .expand_multi_info(&[&length, VERSION, SUITE, label, context], room)
        .expect("a key or a nonce is no more than 255 hashes");
}
