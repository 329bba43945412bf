//! What `encrypt` says when it is done.

use crate::cli::args::EncryptArgs;
use crate::cli::failure::counted;
use crate::cli::line::typed;
use crate::cli::logged;
use crate::cli::logged::SameAs;
use crate::cli::opening::ways;
use crate::cli::pack::Packed;
use crate::cli::report::Report;
use crate::cli::session::Session;
use crate::cli::wallets::Wallets;
use crate::host::show_text;
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
    /// The wallets that were recognised among what was read.
    pub(super) wallets: Wallets,
    /// Whether nothing was written, because nothing has changed.
    pub(super) unchanged: bool,
    /// The archive in the logbook: this one, or the one that has the same.
    pub(super) logged: Option<String>,
}

impl fmt::Display for Encrypted {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

pub(super) fn tell(session: &Session, args: &EncryptArgs, result: &Encrypted) {
    if let Some(packed) = &result.archive {
        session.say(&packed.sentence());
    }
    for line in result.wallets.lines(&args.inputs) {
        session.say(&line);
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
    if let Some(entry) = &result.logged {
        session.say(&logged::noted_words(entry, name));
    }
    let version = if result.post_quantum { "      (age 1.3 or newer)" } else { "" };
    let name = typed(name);
    let unpack = if result.archive.is_some() { " | tar x" } else { "" };
    if let Some(key) = &result.key_file {
        session.say(&format!("Keep {key} with it; it is useless without the passphrase."));
        let key = typed(key);
        session.say(&format!("Opens without coldkeep:  age -d -i {key} {name}{unpack}{version}"));
    } else if result.recipients == 0 {
        session.say(&format!("Opens without coldkeep:  age -d {name}{unpack}"));
    } else {
        let key = match &args.identity[..] {
            [own] if result.read_back => own.to_str().map(typed),
            _ => None,
        };
        let key = key.as_deref().unwrap_or("key.txt");
        session.say(&format!("Opens without coldkeep:  age -d -i {key} {name}{unpack}{version}"));
    }
}

/// Says that nothing was written, because an archive of the logbook has the same.
pub(super) fn same(session: &Session, as_before: &SameAs) -> Report {
    let SameAs { name, made, files, by_words } = as_before;
    let (name, files) = (show_text(name), counted(*files, "file"));
    session.say(&format!("Nothing has changed since {name} of {made} ({files})."));
    session.say("A copy of it was read back; nothing was written.");
    if *by_words {
        session.say("It opens with the file passphrase that it was made with, and with no other.");
    }
    Report::of(&Encrypted {
        file: None,
        plaintext_bytes: 0,
        ciphertext_bytes: 0,
        sha256: String::new(),
        recipients: 0,
        file_passphrase: false,
        key_file: None,
        post_quantum: false,
        read_back: false,
        archive: None,
        wallets: Wallets::default(),
        unchanged: true,
        logged: Some(name),
    })
}
