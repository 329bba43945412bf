//! From plaintext to ciphertext: who can open it, how much was written, and its SHA-256.

use std::io::{Read, Write};

use age::secrecy::SecretString;

use super::payload::{self, Payload};
use super::sealing;
use super::{
    Algorithm, CryptError, FilePassphrase, MAX_HEADER_BYTES, Recipient, WORK_FACTOR,
    check_work_factor,
};

/// Room in the header for the first line, the grease stanza and the MAC, in bytes.
const HEADER_REST: usize = 1024;

/// Who can open the file.
pub enum To<'a> {
    /// Each of these.
    Recipients(&'a [Recipient]),
    /// Whoever knows the file passphrase; age allows nobody beside it.
    Passphrase(&'a FilePassphrase),
}

/// What an encryption took in and gave out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sealed {
    /// Bytes read.
    pub plaintext_bytes: u64,
    /// Bytes written.
    pub ciphertext_bytes: u64,
    /// SHA-256 of all bytes written.
    pub sha256: [u8; 32],
}

/// A header that is made, for one file.
pub struct Envelope {
    header: Vec<u8>,
    payload: Payload,
}

impl Envelope {
    /// Makes the key of a file and wraps it for those who can open it. `random` fills 64 bytes for each post-quantum
    /// recipient; what else is random the age crate draws from the kernel.
    ///
    /// # Errors
    /// [`CryptError::NoRecipient`], [`CryptError::MixedRecipients`], [`CryptError::TooManyRecipients`] or
    /// [`CryptError::MemoryNeeded`].
    pub fn new(to: &To<'_>, random: &mut dyn FnMut(&mut [u8])) -> Result<Self, CryptError> {
        match to {
            To::Recipients(recipients) => for_recipients(recipients, random),
            To::Passphrase(passphrase) => for_passphrase(passphrase),
        }
        .map(|(header, payload)| Self { header, payload })
    }

    /// Encrypts everything from `input` to an age v1 file, as text when `armor`, in constant memory.
    ///
    /// When it returns `Ok`, the last piece was written and the output flushed; after an error the
    /// output is not a file that opens.
    ///
    /// # Errors
    /// [`CryptError::Input`], [`CryptError::Output`] or [`CryptError::Thread`].
    pub fn encrypt(
        self,
        armor: bool,
        input: &mut dyn Read,
        mut output: impl Write,
    ) -> Result<Sealed, CryptError> {
        sealing::run(&self.header, &self.payload, armor, input, &mut output)
    }
}

fn for_recipients(
    recipients: &[Recipient],
    random: &mut dyn FnMut(&mut [u8]),
) -> Result<(Vec<u8>, Payload), CryptError> {
    if recipients.is_empty() {
        return Err(CryptError::NoRecipient);
    }
    Algorithm::beside(recipients)?;
    let header: usize = recipients.iter().map(Recipient::stanza_bytes).sum();
    if header > MAX_HEADER_BYTES - HEADER_REST {
        return Err(CryptError::TooManyRecipients { count: recipients.len() });
    }
    let wrapping: Vec<Box<dyn age::Recipient>> =
        recipients.iter().map(|recipient| recipient.for_one_file(random)).collect();
    // The other errors are about passphrases and plugins, and a Recipient is neither.
    payload::begin(wrapping.iter().map(AsRef::as_ref)).map_err(|_| CryptError::NoRecipient)
}

fn for_passphrase(passphrase: &FilePassphrase) -> Result<(Vec<u8>, Payload), CryptError> {
    check_work_factor(WORK_FACTOR)?;
    // exposed to: the age crate, which derives the key from it and wipes its copy
    let secret = SecretString::from(passphrase.text().expose_secret());
    let mut recipient = age::scrypt::Recipient::new(secret);
    recipient.set_work_factor(WORK_FACTOR);
    payload::begin(std::iter::once(&recipient as &dyn age::Recipient))
        .map_err(|_| CryptError::NoRecipient)
}
