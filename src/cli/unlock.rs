//! What opens an age file that is read as a stream: its header says whether keys or a passphrase, which are asked for.

use super::failure::{Exit, Failure};
use super::gather::{self, Opener};
use super::obtain;
use super::session::Session;
use crate::crypt::{self, CryptError, FilePassphrase, Identity, With};
use crate::host::HostError;
use crate::secret::{SecretBuffer, SecretBytes};
use std::io::{self, Read};

/// As much of the beginning as tells who can open a file, in bytes: the longest header, in its text form.
const HEAD: usize = crypt::MAX_HEADER_BYTES / 2 * 3;

/// What opens one file.
pub(crate) enum Key {
    Passphrase(FilePassphrase),
    Identities(Vec<Identity>),
}

impl Key {
    /// Reads the keys, or asks for the passphrase, whichever the header asks for.
    ///
    /// # Errors
    /// No age file; keys where a passphrase is needed and the reverse; what reading them refuses.
    pub(crate) fn of(
        session: &mut Session,
        head: &SecretBytes,
        opener: &Opener<'_>,
    ) -> Result<Self, Failure> {
        // exposed to: the header reader; ciphertext is public
        let header = crypt::header_info(head.expose_secret())?;
        if !header.scrypt {
            return Ok(Self::Identities(gather::identities(session, opener)?));
        }
        if opener.file_passphrase.is_none() && !opener.identities.is_empty() {
            return Err(CryptError::NeedsPassphrase.into());
        }
        let typed = obtain::file_passphrase(session, opener.file_passphrase)?;
        Ok(Self::Passphrase(FilePassphrase::new(typed)?))
    }

    pub(crate) fn with(&self) -> With<'_> {
        match self {
            Self::Passphrase(passphrase) => With::Passphrase(passphrase),
            Self::Identities(identities) => With::Identities(identities),
        }
    }
}

/// Reads the beginning of a file; it is read on behind that.
///
/// # Errors
/// `input-failed` when the medium does not give it.
pub(crate) fn head(input: &mut impl Read) -> Result<SecretBytes, Failure> {
    let mut head = SecretBuffer::with_room(HEAD);
    let mut piece = [0_u8; 4096];
    while head.len() + piece.len() <= HEAD {
        match input.read(&mut piece) {
            Ok(0) => break,
            Ok(count) => head.push(&piece[..count]).expect("the loop leaves room for a piece"),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => {
                if let Some(error) = HostError::inside(&error) {
                    return Err(error.into());
                }
                return Err(Failure::error(
                    "input-failed",
                    Exit::Failed,
                    "the input could not be read",
                )
                .next("look at the medium it is on"));
            }
        }
    }
    Ok(head.into_bytes())
}
