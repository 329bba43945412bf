//! From ciphertext to plaintext, piece by piece; each piece is checked before it is given out.

use std::io::{self, Read, Write};

use age::secrecy::SecretString;
use age::{DecryptError, Decryptor};

use super::source::{self, Opened};
use super::{CryptError, FilePassphrase, Identity, MAX_WORK_FACTOR, check_work_factor};
use crate::secret::{SecretBuffer, SecretBytes};

const PIECE: usize = 64 * 1024;

/// What opens the file.
pub enum With<'a> {
    /// One of these secret keys.
    Identities(&'a [Identity]),
    /// A file passphrase.
    Passphrase(&'a FilePassphrase),
}

/// Decrypts an age v1 file, binary or armored, and returns the number of bytes written.
///
/// Every 64 KiB piece is authenticated before it is written, but that the file is complete is known
/// at its end only: what was written before an error is a sound beginning, not the file.
///
/// # Errors
/// [`CryptError`]: the input, the output, the armor, the header or the content, or the wrong key.
pub fn decrypt(
    with: &With<'_>,
    input: impl Read,
    output: &mut dyn Write,
) -> Result<u64, CryptError> {
    let opened = source::open(input)?;
    check_fit(with, &opened)?;
    let header = opened.header;
    let fault = opened.fault;
    let decryptor = Decryptor::new_buffered(opened.file).map_err(|error| match error {
        DecryptError::Io(error) => fault.explain(&error, 0, CryptError::HeaderDamaged),
        DecryptError::UnknownFormat => CryptError::UnknownVersion,
        _ => CryptError::HeaderDamaged,
    })?;
    let mut stream = match with {
        With::Identities(keys) => decryptor.decrypt(keys.iter().map(Identity::as_age)),
        With::Passphrase(passphrase) => {
            // exposed to: the age crate, which derives the key from it and wipes its copy
            let secret = SecretString::from(passphrase.text().expose_secret());
            let mut identity = age::scrypt::Identity::new(secret);
            identity.set_max_work_factor(MAX_WORK_FACTOR);
            decryptor.decrypt(std::iter::once(&identity as &dyn age::Identity))
        }
    }
    .map_err(|error| match (error, with) {
        (DecryptError::NoMatchingKeys, With::Identities(keys))
            if header.hybrid && !keys.iter().any(Identity::is_hybrid) =>
        {
            CryptError::PostQuantum
        }
        (DecryptError::NoMatchingKeys, With::Identities(keys)) => {
            CryptError::NoMatchingKey { stanzas: header.stanzas, tried: keys.len() }
        }
        (DecryptError::DecryptionFailed, With::Passphrase(_)) => CryptError::WrongPassphrase,
        (DecryptError::ExcessiveWork { required, .. }, _) => {
            CryptError::ExcessiveWork { factor: required }
        }
        (DecryptError::InvalidMac, _) => CryptError::HeaderChanged,
        _ => CryptError::HeaderDamaged,
    })?;

    let mut piece = SecretBytes::zeroed(PIECE);
    let mut written = 0;
    loop {
        // exposed to: the caller's output, and the buffer between
        let room = piece.expose_secret_mut();
        let count = match stream.read(room) {
            Ok(0) => break,
            Ok(count) => count,
            Err(error) => {
                return Err(fault.explain(
                    &error,
                    written,
                    CryptError::Damaged { at_bytes: written },
                ));
            }
        };
        output.write_all(&room[..count]).map_err(|error| CryptError::Output((&error).into()))?;
        written += count as u64;
    }
    output.flush().map_err(|error| CryptError::Output((&error).into()))?;
    Ok(written)
}

/// Decrypts into memory that is wiped; `limit` bytes are set aside at once.
///
/// # Errors
/// Those of [`decrypt`], and [`CryptError::TooLong`] when the content is longer than `limit`.
pub fn decrypt_to_memory(
    with: &With<'_>,
    input: impl Read,
    limit: usize,
) -> Result<SecretBytes, CryptError> {
    let mut room = Room(SecretBuffer::with_room(limit));
    match decrypt(with, input, &mut room) {
        Ok(_) => Ok(room.0.into_bytes()),
        // The buffer has one way to fail.
        Err(CryptError::Output(_)) => Err(CryptError::TooLong { limit }),
        Err(other) => Err(other),
    }
}

struct Room(SecretBuffer);

impl Write for Room {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.push(bytes).map_err(|_| io::ErrorKind::StorageFull)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Refuses a passphrase where a key is needed, and the reverse, before any work is done.
fn check_fit(with: &With<'_>, opened: &Opened<'_>) -> Result<(), CryptError> {
    let header = &opened.header;
    match (with, header.work_factor) {
        (With::Passphrase(_), Some(factor)) => check_work_factor(factor),
        (With::Identities(_), Some(_)) => Err(CryptError::NeedsPassphrase),
        (With::Passphrase(_), None) => Err(CryptError::NeedsKey { stanzas: header.stanzas }),
        (With::Identities([]), None) => Err(CryptError::NoIdentity),
        (With::Identities(_), None) => Ok(()),
    }
}
