//! What `encrypt` says when it is done.

use crate::cli::opening::ways;
use crate::cli::pack::Packed;
use crate::cli::session::Session;
use serde::Serialize;
use std::fmt;

/// What was encrypted.
#[derive(Serialize)]
pub(super) struct Encrypted {
    pub(super) file: Option<String>,
    pub(super) plaintext_bytes: u64,
    pub(super) ciphertext_bytes: u64,
    pub(super) sha256: String,
    pub(super) recipients: usize,
    pub(super) file_passphrase: bool,
    pub(super) key_file: Option<String>,
    #[serde(skip)]
    pub(super) post_quantum: bool,
    /// Whether the ciphertext was decrypted again and compared.
    pub(super) read_back: bool,
    /// What was packed; nothing for a single file.
    pub(super) archive: Option<Packed>,
}

impl fmt::Display for Encrypted {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

pub(super) fn tell(session: &Session, result: &Encrypted) {
    if let Some(packed) = &result.archive {
        session.say(&packed.sentence());
    }
    session.say(&format!(
        "{} bytes in, {} bytes out, sha256 {}.",
        result.plaintext_bytes,
        result.ciphertext_bytes,
        &result.sha256[..16]
    ));
    let ways = ways(result.recipients, result.file_passphrase, result.key_file.is_some());
    let back =
        if result.read_back { "read back: the same" } else { "not read back: no key at hand" };
    session.say(&format!("{ways}; {back}."));
    let name = result.file.as_deref().unwrap_or("FILE");
    let version = if result.post_quantum { "      (age 1.3 or newer)" } else { "" };
    let unpack = if result.archive.is_some() { " | tar x" } else { "" };
    if let Some(key) = &result.key_file {
        session.say(&format!("Keep {key} with it; it is useless without the passphrase."));
        session.say(&format!("Opens without coldkeep:  age -d -i {key} {name}{unpack}{version}"));
    } else if result.recipients == 0 {
        session.say(&format!("Opens without coldkeep:  age -d {name}{unpack}"));
    } else {
        session.say(&format!("Opens without coldkeep:  age -d -i key.txt {name}{unpack}{version}"));
    }
}
