//! The payload of an age file as pieces that can be encrypted in any order, on any thread.
//!
//! The age crate makes the header, the file key and the nonce, and encrypts a payload piece after piece on
//! one thread. Here a recipient that only listens hears the file key, and the same piece cipher
//! (ChaCha20-Poly1305, RFC 8439) is applied to pieces with their own numbers (C2SP age.md, *Payload*).

use std::cell::RefCell;
use std::collections::HashSet;

use age::secrecy::ExposeSecret;
use age::{EncryptError, Encryptor};
use age_core::format::{FileKey, Stanza};
use age_core::primitives::hkdf;
use chacha20poly1305::aead::{AeadInPlace, KeyInit};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use zeroize::Zeroizing;

use crate::secret::SecretBytes;

/// The plaintext of each piece but the last, in bytes.
pub(super) const PIECE: usize = 64 * 1024;
/// The authentication tag behind each piece, in bytes.
pub(super) const TAG: usize = 16;
/// The random bytes between the header and the first piece.
const NONCE: usize = 16;

/// The key of one payload; wiped when dropped.
pub(super) struct Payload(ChaCha20Poly1305);

/// Makes a header for the recipients: all bytes before the first piece, and the key of what follows.
///
/// # Errors
/// What the age crate refuses.
pub(super) fn begin<'a>(
    recipients: impl Iterator<Item = &'a dyn age::Recipient>,
) -> Result<(Vec<u8>, Payload), EncryptError> {
    const MEMORY: &str = "the sink is memory, and takes everything";
    let heard = RefCell::new(None);
    let listening: Vec<Listening<'_>> =
        recipients.map(|inner| Listening { inner, heard: &heard }).collect();
    let encryptor =
        Encryptor::with_recipients(listening.iter().map(|one| one as &dyn age::Recipient))?;
    let mut header = Vec::new();
    drop(encryptor.wrap_output(&mut header).expect(MEMORY));
    let file_key: SecretBytes =
        heard.take().expect("every recipient was asked, and there is one at least");
    let nonce = &header[header.len() - NONCE..];
    // exposed to: HKDF-SHA-256, which derives the payload's key from it
    let key = Zeroizing::new(hkdf(nonce, b"payload", file_key.expose_secret()));
    let payload = Payload(ChaCha20Poly1305::new(Key::from_slice(key.as_ref())));
    Ok((header, payload))
}

impl Payload {
    /// Encrypts a piece in place and gives its tag; `number` counts pieces from 0.
    pub(super) fn seal(&self, number: u64, last: bool, piece: &mut [u8]) -> [u8; TAG] {
        self.0
            .encrypt_in_place_detached(&nonce(number, last), b"", piece)
            .expect("a piece is far below the 256 GiB of one message")
            .into()
    }
}

/// Eleven bytes of the piece's number, the most significant first, and one that marks the last piece.
fn nonce(number: u64, last: bool) -> Nonce {
    let mut nonce = Nonce::default();
    nonce[3..11].copy_from_slice(&number.to_be_bytes());
    nonce[11] = u8::from(last);
    nonce
}

/// A recipient that hears the file key while another wraps it.
struct Listening<'a> {
    inner: &'a dyn age::Recipient,
    heard: &'a RefCell<Option<SecretBytes>>,
}

impl age::Recipient for Listening<'_> {
    fn wrap_file_key(
        &self,
        file_key: &FileKey,
    ) -> Result<(Vec<Stanza>, HashSet<String>), EncryptError> {
        // exposed to: the key of this payload, derived in `begin`
        self.heard.replace(Some(SecretBytes::copied_from(file_key.expose_secret())));
        self.inner.wrap_file_key(file_key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nonce_is_the_number_of_the_piece_and_the_mark_of_the_last() {
        assert_eq!(nonce(0, false).as_slice(), [0; 12]);
        assert_eq!(nonce(0x0102, true).as_slice(), [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 1]);
    }
}
