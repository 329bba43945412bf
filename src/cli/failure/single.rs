//! What is wrong with single private keys, as the person reads it.

use super::{Exit, Failure};
use crate::keys::SingleKeyError;

impl From<SingleKeyError> for Failure {
    fn from(error: SingleKeyError) -> Self {
        let what = error.to_string();
        match error {
            SingleKeyError::WrongPassphrase => {
                Self::error("wrong-file-passphrase", Exit::NoMatch, what).next(
                    "look at capitals, spaces and the keyboard's language; every character counts",
                )
            }
            SingleKeyError::PassphraseTooLong { .. } => {
                Self::error("too-large", Exit::Invalid, what).next("is it the right file?")
            }
            SingleKeyError::MemoryNeeded { bytes } => {
                Self::error("memory-needed", Exit::Failed, what)
                    .next("close other programs, or use a computer with more memory")
                    .field("bytes", bytes)
            }
            SingleKeyError::UnknownChain(version) => {
                Self::error("unknown-chain", Exit::Invalid, what)
                    .next("a wallet of that coin reads it; nothing was used")
                    .field("version", version)
            }
            SingleKeyError::KeystoreWork(_) => Self::error("excessive-work", Exit::Invalid, what)
                .next("nobody but an attacker makes such files"),
            SingleKeyError::KeystorePart(_)
            | SingleKeyError::KeystoreVersion(_)
            | SingleKeyError::KeystoreMethod(_)
            | SingleKeyError::KeystoreAddress => Self::error("bad-keystore", Exit::Invalid, what)
                .next("use another copy of the file, as the wallet wrote it"),
            _ => Self::error("bad-key", Exit::Invalid, what)
                .next("compare it with where you copied it from, character by character"),
        }
    }
}
