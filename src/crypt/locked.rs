//! A key locked with a file passphrase: the way to open one file with a passphrase *or* a key.
//!
//! age allows no passphrase beside recipients. So a fresh key becomes one of the recipients, and the
//! key itself is encrypted with the file passphrase as `NAME.key.age`. Stock age opens the pair:
//! `age -d -i NAME.key.age NAME.age`.

use super::{
    Algorithm, CryptError, Envelope, FilePassphrase, Identity, MAX_KEY_FILE_BYTES, Recipient, To,
    With, decrypt_to_memory, generate, identity_file, read_identities,
};
use crate::secret::{SecretBytes, SecretText};

/// Makes a fresh key of the same kind as the recipients beside it, and locks it; returns its public half and the age file that holds the key.
///
/// # Errors
/// [`CryptError::MemoryNeeded`] or [`CryptError::Thread`].
pub fn locked_key(
    passphrase: &FilePassphrase,
    algorithm: Algorithm,
    armor: bool,
    random: &mut dyn FnMut(&mut [u8]),
) -> Result<(Recipient, Vec<u8>), CryptError> {
    let key = generate(algorithm, random);
    let recipient = Identity::parse(&key)?.recipient()?;
    let file = lock_identity(&key, passphrase, armor)?;
    Ok((recipient, file))
}

/// Encrypts a key file that holds `key` with a file passphrase, as age's own locked key files.
///
/// # Errors
/// [`CryptError::Identity`] when `key` is no age key; [`CryptError::MemoryNeeded`] or
/// [`CryptError::Thread`].
pub fn lock_identity(
    key: &SecretText,
    passphrase: &FilePassphrase,
    armor: bool,
) -> Result<Vec<u8>, CryptError> {
    let plain = identity_file(key, None)?.into_bytes();
    let mut file = Vec::new();
    // exposed to: the encryption, whose output is ciphertext
    let mut input = plain.expose_secret();
    // A passphrase takes no random bytes but those that age draws.
    Envelope::new(&To::Passphrase(passphrase), &mut |_| ())?
        .encrypt(armor, &mut input, &mut file)?;
    Ok(file)
}

/// Opens a locked key file.
///
/// # Errors
/// Those of [`super::decrypt`] and [`read_identities`].
pub fn unlock_identities(
    file: &SecretBytes,
    passphrase: &FilePassphrase,
) -> Result<Vec<Identity>, CryptError> {
    if file.len() > MAX_KEY_FILE_BYTES {
        return Err(CryptError::KeyFileTooLong);
    }
    // exposed to: the decryption; it is ciphertext
    let input = file.expose_secret();
    let plain = decrypt_to_memory(&With::Passphrase(passphrase), input, MAX_KEY_FILE_BYTES)?;
    read_identities(&plain)
}
