//! coldkeep encrypt: a file to age ciphertext, read back before it counts.

use crate::cli::args::EncryptArgs;
use crate::cli::deliver;
use crate::cli::failure::{Exit, Failure};
use crate::cli::gather::{self, Opener};
use crate::cli::opening::{Asked, Opening};
use crate::cli::random;
use crate::cli::report::Report;
use crate::cli::session::Session;
use crate::cli::stream::{self, Digested, Input};
use crate::crypt;
use crate::host::{self, AtomicFile, RawStdout};
use serde::Serialize;
use std::fmt;
use std::io::Read;
use std::path::{Path, PathBuf};

/// What was encrypted.
#[derive(Serialize)]
struct Encrypted {
    file: Option<String>,
    plaintext_bytes: u64,
    ciphertext_bytes: u64,
    sha256: String,
    recipients: usize,
    file_passphrase: bool,
    key_file: Option<String>,
    #[serde(skip)]
    post_quantum: bool,
    /// Whether the ciphertext was decrypted again and compared.
    read_back: bool,
}

impl fmt::Display for Encrypted {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

/// Encrypts a file or stdin.
///
/// # Errors
/// No recipient; a weak file passphrase; an output that exists or cannot be written; a read-back that differs. A
/// file that fails anywhere leaves nothing under the output's name.
pub(crate) fn run(args: &EncryptArgs, session: &mut Session) -> Result<Report, Failure> {
    session.allow_recording(args.allow_recording);
    let output = args.output.as_deref().filter(|path| path.as_os_str() != "-");
    let asked = asked(args, output);
    refuse_early(args, &asked, session)?;
    if args.dry_run {
        return Ok(dry_run(args, &asked, session));
    }
    random::must_answer()?;
    let opening = asked.opening(session)?;
    let checked = output.is_some()
        && !args.no_check
        && (opening.passphrase.is_some() || !args.identity.is_empty());
    let envelope = opening.envelope()?;
    let mut input = Digested::new(Input::open(args.input.as_deref())?, checked);
    let sealed = match output {
        None => {
            // The key first: ciphertext that has left must never lack it.
            opening.write_key_file(session)?;
            let sealed = envelope.encrypt(args.armor, &mut input, RawStdout)?;
            (sealed, false)
        }
        Some(path) => {
            let mut file = AtomicFile::create(path, deliver::existing(args.force))
                .map_err(|e| Failure::at(path, e))?;
            let sealed = envelope.encrypt(args.armor, &mut input, &mut file)?;
            let digest = input.digest();
            if let Some(digest) = digest {
                read_back(args, session, &opening, &mut file, digest)?;
            }
            opening.write_key_file(session)?;
            deliver::commit(session, file, path)?;
            (sealed, digest.is_some())
        }
    };
    let (sealed, read_back) = sealed;
    let result = Encrypted {
        file: output.map(host::show_path),
        plaintext_bytes: sealed.plaintext_bytes,
        ciphertext_bytes: sealed.ciphertext_bytes,
        sha256: stream::hex(&sealed.sha256),
        recipients: opening.recipients.len(),
        file_passphrase: opening.passphrase.is_some(),
        key_file: opening.key.as_ref().map(|(path, _)| host::show_path(path)),
        post_quantum: opening.is_hybrid(),
        read_back,
    };
    tell(session, &result);
    Ok(if output.is_some() { Report::of(&result) } else { Report::written(&result) })
}

fn asked<'a>(args: &'a EncryptArgs, output: Option<&'a Path>) -> Asked<'a> {
    Asked {
        recipients: &args.recipient,
        recipients_files: &args.recipients_file,
        file_passphrase: args.file_passphrase || args.file_passphrase_from.is_some(),
        file_passphrase_from: args.file_passphrase_from.as_ref(),
        key_file: args.key_file.as_deref(),
        output,
        armor: args.armor,
        allow_weak_passphrase: args.allow_weak_passphrase,
    }
}

fn refuse_early(args: &EncryptArgs, asked: &Asked<'_>, session: &Session) -> Result<(), Failure> {
    asked.refuse_nobody()?;
    let output = asked.output;
    let read = args.input.iter().chain(&args.identity).chain(&args.recipients_file);
    deliver::refuse_same_file(output, read.map(PathBuf::as_path))?;
    match output {
        Some(path) => deliver::refuse_existing(path, args.force)?,
        None => {
            if session.json {
                return Err(Failure::error(
                    "usage",
                    Exit::Usage,
                    "--json and ciphertext cannot share stdout",
                )
                .next("-o FILE"));
            }
            if !args.armor && args.output.is_none() {
                deliver::refuse_terminal(
                    "ciphertext",
                    "-o FILE, or -a for text; -o - if you mean it",
                )?;
            }
        }
    }
    asked.refuse_key_file()
}

/// Decrypts what was written and compares its digest with that of what was read.
fn read_back(
    args: &EncryptArgs,
    session: &mut Session,
    opening: &Opening,
    file: &mut AtomicFile,
    digest: [u8; 32],
) -> Result<(), Failure> {
    let identities = if opening.passphrase.is_some() {
        opening.own_identities()?
    } else {
        let opener = Opener { identities: &args.identity, file_passphrase: None };
        gather::identities(session, &opener)?
    };
    let with = opening.with(&identities);
    let mut found = stream::DigestOnly::default();
    let back = file.read_back()?;
    crypt::decrypt(&with, back.take(u64::MAX), &mut found)?;
    if found.finish() == digest {
        return Ok(());
    }
    Err(Failure::error(
        "not-read-back",
        Exit::Failed,
        "what was written does not decrypt to what was read; nothing was kept",
    )
    .why("this is a fault of the disk, of the memory, or of the program.")
    .next("try again, and on another disk"))
}

fn dry_run(args: &EncryptArgs, asked: &Asked<'_>, session: &Session) -> Report {
    let output = asked.output;
    let key = asked.key_path().filter(|_| asked.wants_both());
    let place = output.map_or_else(|| "stdout".to_owned(), host::show_path);
    session.say(&format!(
        "Would encrypt {} to {place}.",
        args.input.as_deref().map_or_else(|| "stdin".to_owned(), host::show_path)
    ));
    if let Some(key) = &key {
        session.say(&format!("Would write the locked key file {}.", host::show_path(key)));
    }
    Report::of(&Encrypted {
        file: output.map(host::show_path),
        plaintext_bytes: 0,
        ciphertext_bytes: 0,
        sha256: String::new(),
        recipients: args.recipient.len(),
        file_passphrase: asked.file_passphrase,
        key_file: key.as_deref().map(host::show_path),
        post_quantum: false,
        read_back: false,
    })
}

fn tell(session: &Session, result: &Encrypted) {
    session.say(&format!(
        "{} bytes in, {} bytes out, sha256 {}.",
        result.plaintext_bytes,
        result.ciphertext_bytes,
        &result.sha256[..16]
    ));
    let ways = match (result.recipients, result.file_passphrase, result.key_file.is_some()) {
        (0, _, _) => "The file passphrase opens it".to_owned(),
        (n, true, true) => format!("{n} keys open it, one of them locked with the file passphrase"),
        (1, _, _) => "1 key opens it".to_owned(),
        (n, _, _) => format!("{n} keys open it"),
    };
    let back =
        if result.read_back { "read back: the same" } else { "not read back: no key at hand" };
    session.say(&format!("{ways}; {back}."));
    let name = result.file.as_deref().unwrap_or("FILE");
    let version = if result.post_quantum { "      (age 1.3 or newer)" } else { "" };
    if let Some(key) = &result.key_file {
        session.say(&format!("Keep {key} with it; it is useless without the passphrase."));
        session.say(&format!("Opens without coldkeep:  age -d -i {key} {name}{version}"));
    } else if result.recipients == 0 {
        session.say(&format!("Opens without coldkeep:  age -d {name}"));
    } else {
        session.say(&format!("Opens without coldkeep:  age -d -i key.txt {name}{version}"));
    }
}
