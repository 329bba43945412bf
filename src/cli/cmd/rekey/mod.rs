//! coldkeep rekey: an age file for other keys; its content passes through memory only.

pub(crate) mod noted;

use crate::cli::args::RekeyArgs;
use crate::cli::deliver;
use crate::cli::failure::{Exit, Failure};
use crate::cli::gather::{self, Opener};
use crate::cli::logged;
use crate::cli::opening::{Asked, ways};
use crate::cli::random;
use crate::cli::report::Report;
use crate::cli::session::Session;
use crate::cli::stream::{self, DigestOnly, Digested, Input};
use crate::cli::unlock::{self, Key};
use crate::crypt::{self, CryptError, Sealed, With};
use crate::host::{self, AtomicFile};
use serde::Serialize;
use std::fmt;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// What was encrypted anew.
#[derive(Serialize)]
struct Rekeyed {
    file: String,
    plaintext_bytes: u64,
    ciphertext_bytes: u64,
    sha256: String,
    /// The digest of the old file, which is as it was.
    old_sha256: String,
    recipients: usize,
    file_passphrase: bool,
    key_file: Option<String>,
    /// Whether the new file was decrypted and compared; its bytes are read back in any case.
    read_back: bool,
    /// The name of the new file in the logbook.
    logged: Option<String>,
}

impl fmt::Display for Rekeyed {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

/// Decrypts a file and encrypts it for others, in constant memory; the old file is only read.
///
/// # Errors
/// No key fits; a damaged file; nobody named; an output that exists; a read-back that differs. A file that fails
/// anywhere leaves nothing under the output's name.
pub(crate) fn run(args: &RekeyArgs, session: &mut Session) -> Result<Report, Failure> {
    session.allow_recording(args.allow_recording);
    let asked = asked(args);
    refuse_early(args, &asked)?;
    noted::refuse_early(args, session)?;
    if args.dry_run {
        return dry_run(args, &asked, session);
    }
    random::must_answer()?;
    let mut input = Digested::new(Input::open_regular(&args.input)?, true);
    let head = unlock::head(&mut input)?;
    let opener = Opener {
        identities: &args.identity,
        file_passphrase: args.old_file_passphrase_from.as_ref(),
    };
    let old = Key::of(session, &head, &opener)?;
    let opening = asked.opening(session)?;
    let own = opening.passphrase.is_some();
    let named = match (own, args.new_identity.as_slice()) {
        (true, _) => opening.own_identities()?,
        (false, []) => Vec::new(),
        (false, identities) => {
            gather::identities(session, &Opener { identities, file_passphrase: None })?
        }
    };
    let must_open = own || !args.new_identity.is_empty();
    // An old key is as good, if it is among the new ones.
    let with = if must_open { opening.with(&named) } else { old.with() };
    let envelope = opening.envelope()?;
    let mut file = AtomicFile::create(&args.output, deliver::existing(args.force))
        .map_err(|e| Failure::at(&args.output, e))?;
    // exposed to: age; ciphertext is public
    let whole = head.expose_secret().chain(&mut input);
    let (sealed, content) = crypt::decrypt_through(&old.with(), whole, |plain| {
        let mut plain = Digested::new(plain, true);
        let sealed = envelope.encrypt(args.armor, &mut plain, &mut file);
        sealed.map(|sealed| (sealed, plain.digest()))
    })??;
    let content = content.expect("it was asked for");
    // What stands behind the content is part of the old file's digest.
    io::copy(&mut input, &mut io::sink()).map_err(|_| {
        Failure::error("input-failed", Exit::Failed, "the old file could not be read to its end")
            .next("look at the medium it is on; nothing was kept")
    })?;
    let old_sha256 = input.digest().map(|digest| stream::hex(&digest)).unwrap_or_default();
    let is_noted = noted::notes(args, session);
    if is_noted {
        noted::refuse_unknown(&old_sha256, session)?;
    }
    let read_back = read_back(&mut file, &with, must_open, &sealed, content)?;
    opening.write_key_file(session)?;
    deliver::commit(session, file, &args.output)?;
    let mut result = Rekeyed {
        file: host::show_path(&args.output),
        plaintext_bytes: sealed.plaintext_bytes,
        ciphertext_bytes: sealed.ciphertext_bytes,
        sha256: stream::hex(&sealed.sha256),
        old_sha256,
        recipients: opening.recipients.len(),
        file_passphrase: opening.passphrase.is_some(),
        key_file: opening.key.as_ref().map(|(path, _)| host::show_path(path)),
        read_back,
        logged: None,
    };
    if is_noted {
        result.logged = Some(noted::note(session, &result, &opening)?);
    }
    tell(session, &result, &args.input, opening.is_hybrid());
    Ok(Report::of(&result))
}

fn asked(args: &RekeyArgs) -> Asked<'_> {
    Asked {
        recipients: &args.recipient,
        recipients_files: &args.recipients_file,
        file_passphrase: args.file_passphrase || args.file_passphrase_from.is_some(),
        file_passphrase_from: args.file_passphrase_from.as_ref(),
        key_file: args.key_file.as_deref(),
        output: Some(&args.output),
        armor: args.armor,
        allow_weak_passphrase: args.allow_weak_passphrase,
    }
}

fn refuse_early(args: &RekeyArgs, asked: &Asked<'_>) -> Result<(), Failure> {
    if args.output.as_os_str() == "-" {
        return Err(Failure::error(
            "usage",
            Exit::Usage,
            "rekey reads its result back, and stdout cannot be",
        )
        .next("-o FILE"));
    }
    asked.refuse_nobody()?;
    let read = [&args.input].into_iter().chain(&args.identity).chain(&args.new_identity);
    let read = read.chain(&args.recipients_file).map(PathBuf::as_path);
    deliver::refuse_same_file(Some(&args.output), read)?;
    deliver::refuse_existing(&args.output, args.force)?;
    asked.refuse_key_file()
}

/// Reads the new file from its storage: its bytes must be those that were written, and, where a key is at hand, its
/// content that of the old file. Says whether the content was compared.
fn read_back(
    file: &mut AtomicFile,
    with: &With<'_>,
    must_open: bool,
    sealed: &Sealed,
    content: [u8; 32],
) -> Result<bool, Failure> {
    let mut found = DigestOnly::default();
    let mut back = Digested::new(file.read_back()?, true);
    let opened = crypt::decrypt(with, &mut back, &mut found);
    let compared = match opened {
        Ok(_) => true,
        Err(no_match) if is_no_match(&no_match) => {
            if must_open {
                return Err(new_key_opens_nothing());
            }
            false
        }
        Err(error) => return Err(error.into()),
    };
    let whole = io::copy(&mut back, &mut io::sink()).is_ok();
    let same_bytes = whole && back.digest() == Some(sealed.sha256);
    if same_bytes && (!compared || found.finish() == content) {
        return Ok(compared);
    }
    Err(Failure::error(
        "not-read-back",
        Exit::Failed,
        "what was written does not decrypt to what was read; nothing was kept",
    )
    .why("this is a fault of the disk, of the memory, or of the program.")
    .next("try again, and on another disk"))
}

fn is_no_match(error: &CryptError) -> bool {
    use CryptError::{NeedsKey, NoMatchingKey, PostQuantum};
    matches!(error, NoMatchingKey { .. } | PostQuantum | NeedsKey { .. })
}

fn new_key_opens_nothing() -> Failure {
    Failure::error(
        "no-matching-key",
        Exit::NoMatch,
        "the key of --new-identity does not open the new file; nothing was kept",
    )
    .why("the recipients that were named are those of other keys.")
    .next("coldkeep key recipient KEYFILE      shows the recipient of a key")
}

fn dry_run(args: &RekeyArgs, asked: &Asked<'_>, session: &Session) -> Result<Report, Failure> {
    host::can_be_read(&args.input).map_err(|error| Failure::at(&args.input, error))?;
    let recipients = asked.count()?;
    let (from, to) = (host::show_path(&args.input), host::show_path(&args.output));
    session.say(&format!("Would encrypt what is in {from} anew, to {to}; {from} stays as it is."));
    let key = asked.key_path().filter(|_| asked.wants_both());
    if let Some(key) = &key {
        session.say(&format!("Would write the locked key file {}.", host::show_path(key)));
    }
    Ok(Report::of(&Rekeyed {
        file: to,
        plaintext_bytes: 0,
        ciphertext_bytes: 0,
        sha256: String::new(),
        old_sha256: String::new(),
        recipients,
        file_passphrase: asked.file_passphrase,
        key_file: key.as_deref().map(host::show_path),
        read_back: false,
        logged: None,
    }))
}

fn tell(session: &mut Session, result: &Rekeyed, old: &Path, hybrid: bool) {
    session.say(&format!(
        "{} bytes of content, {} bytes out, sha256 {}.",
        result.plaintext_bytes,
        result.ciphertext_bytes,
        &result.sha256[..16]
    ));
    let ways = ways(result.recipients, result.file_passphrase, result.key_file.is_some());
    let back =
        if result.read_back { "read back: the same content" } else { "its bytes were read back" };
    session.say(&format!("{ways}; {back}."));
    if !result.read_back {
        session.warn(
            Failure::warning(
                "not-read-back",
                "no new key is at hand; whether one opens the new file was not tried",
            )
            .next("--new-identity KEYFILE, or coldkeep decrypt before the old file goes"),
        );
    }
    if let Some(key) = &result.key_file {
        session.say(&format!("Keep {key} with it; it is useless without the passphrase."));
    }
    if hybrid {
        session.say("age 1.3 or newer opens it without coldkeep.");
    }
    session.say(&format!(
        "{} is as it was: what opened it before opens it still, and every copy of it.",
        host::show_path(old)
    ));
    if let Some(name) = &result.logged {
        session.say(&logged::noted_words(name, &result.file));
    }
    session.say("First bring the new file to its places and open it there. Then destroy the old copies yourself.");
}
