//! coldkeep decrypt: an age file back to what it was.

use crate::cli::args::DecryptArgs;
use crate::cli::deliver;
use crate::cli::failure::{Exit, Failure};
use crate::cli::gather::{self, Opener};
use crate::cli::obtain;
use crate::cli::report::Report;
use crate::cli::session::Session;
use crate::cli::stream::Input;
use crate::crypt::{self, FilePassphrase, With};
use crate::host::{self, AtomicFile, HostError, RawStdout};
use crate::identify::identify;
use crate::secret::{SecretBuffer, SecretBytes};
use serde::Serialize;
use std::fmt;
use std::io::{self, Read, Write};
use std::path::PathBuf;

/// As much of the beginning as tells who can open a file, in bytes.
const HEAD: usize = 64 * 1024;
/// Up to this size a result for the terminal is looked at before it is shown, in bytes.
const SHOWN: usize = 1024 * 1024;

/// What was decrypted.
#[derive(Serialize)]
struct Decrypted {
    file: Option<String>,
    bytes: u64,
}

impl fmt::Display for Decrypted {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

/// Decrypts a file or stdin.
///
/// # Errors
/// No key fits; a damaged file (then nothing is under the output's name); an output that exists.
pub(crate) fn run(args: &DecryptArgs, session: &mut Session) -> Result<Report, Failure> {
    let output = args.output.as_deref().filter(|path| path.as_os_str() != "-");
    deliver::refuse_same_file(
        output,
        args.input.iter().chain(&args.identity).map(PathBuf::as_path),
    )?;
    match output {
        Some(path) => deliver::refuse_existing(path, args.force)?,
        None if session.json => {
            return Err(Failure::error(
                "usage",
                Exit::Usage,
                "--json and the decrypted file cannot share stdout",
            )
            .next("-o FILE"));
        }
        None => {}
    }
    let (head, rest) = peek(Input::open(args.input.as_deref())?)?;
    // exposed to: the header reader; ciphertext is public
    let header = crypt::header_info(head.expose_secret())?;
    let (passphrase, identities);
    let with = if header.scrypt {
        if args.file_passphrase_from.is_none() && !args.identity.is_empty() {
            return Err(crypt::CryptError::NeedsPassphrase.into());
        }
        passphrase = FilePassphrase::new(obtain::file_passphrase(
            session,
            args.file_passphrase_from.as_ref(),
        )?)?;
        With::Passphrase(&passphrase)
    } else {
        let opener = Opener {
            identities: &args.identity,
            file_passphrase: args.file_passphrase_from.as_ref(),
        };
        identities = gather::identities(session, &opener)?;
        With::Identities(&identities)
    };
    // exposed to: age; ciphertext is public
    let input = head.expose_secret().chain(rest);
    let bytes = match output {
        Some(path) => {
            let mut file = AtomicFile::create(path, deliver::existing(args.force))
                .map_err(|e| Failure::at(path, e))?;
            let bytes = crypt::decrypt(&with, input, &mut file)?;
            deliver::commit(session, file, path)?;
            bytes
        }
        None => to_stdout(args, &with, input)?,
    };
    let result = Decrypted { file: output.map(host::show_path), bytes };
    Ok(if output.is_some() { Report::of(&result) } else { Report::written(&result) })
}

/// Reads as much as tells who can open a file.
///
/// # Errors
/// What reading refuses.
pub(crate) fn peek<R: Read>(mut input: R) -> Result<(SecretBytes, R), Failure> {
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
    Ok((head.into_bytes(), input))
}

/// Writes to stdout; on a terminal, whole and only after a look at what it is.
fn to_stdout(args: &DecryptArgs, with: &With<'_>, input: impl Read) -> Result<u64, Failure> {
    let [_, terminal, _] = host::is_terminal();
    if !terminal || args.reveal {
        return Ok(crypt::decrypt(with, input, &mut RawStdout)?);
    }
    let plain = crypt::decrypt_to_memory(with, input, SHOWN)?;
    // exposed to: recognition, which keeps nothing
    let kind = identify(plain.expose_secret()).kind;
    if kind.is_secret() {
        return Err(Failure::refused(
            "secret-to-terminal",
            format!("the file holds {}, and stdout is a terminal", kind.describe()),
        )
        .why("what a terminal shows stays in its scrollback.")
        .next("coldkeep restore FILE      for a seed;   -o FILE      for a file")
        .next("--reveal"));
    }
    // exposed to: a look for control characters
    let text = std::str::from_utf8(plain.expose_secret())
        .ok()
        .filter(|text| !text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t')));
    let Some(text) = text else {
        return Err(Failure::refused(
            "binary-to-terminal",
            "the decrypted file is not plain text, and stdout is a terminal",
        )
        .why("control characters in it could drive the terminal.")
        .next("-o FILE"));
    };
    RawStdout.write_all(text.as_bytes()).map_err(|_| {
        Failure::error("output-failed", Exit::Failed, "stdout could not be written").next("-o FILE")
    })?;
    Ok(plain.len() as u64)
}
