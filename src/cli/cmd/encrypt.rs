//! coldkeep encrypt: a file to age ciphertext, read back before it counts.

mod told;

use crate::cli::args::EncryptArgs;
use crate::cli::deliver;
use crate::cli::failure::{Exit, Failure};
use crate::cli::gather::{self, Opener};
use crate::cli::obtain;
use crate::cli::pack::{self, How};
use crate::cli::random::{self, with_kernel};
use crate::cli::report::Report;
use crate::cli::session::Session;
use crate::cli::source::{self, Source};
use crate::cli::stream::{self, Digested};
use crate::crypt::{self, FilePassphrase, Recipient, Sealed, To, With};
use crate::host::{self, AtomicFile, RawStdout};
use crate::secret::SecretBytes;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use told::{Encrypted, tell};

/// The most that a file of recipients may hold, in bytes.
const RECIPIENTS_LIMIT: usize = 64 * 1024;

/// Who can open the file, and the key file that belongs to it.
struct Opening {
    recipients: Vec<Recipient>,
    passphrase: Option<FilePassphrase>,
    /// The locked key file of `-p` together with recipients.
    key: Option<(PathBuf, Vec<u8>)>,
}

/// Encrypts files, folders or stdin.
///
/// # Errors
/// No recipient; a file that is in use or changes while it is read; a weak file passphrase; an output that exists or cannot be written; a read-back that differs. A
/// file that fails anywhere leaves nothing under the output's name.
pub(crate) fn run(args: &EncryptArgs, session: &mut Session) -> Result<Report, Failure> {
    session.allow_recording(args.allow_recording);
    let output = args.output.as_deref().filter(|path| path.as_os_str() != "-");
    refuse_early(args, session, output)?;
    if args.dry_run {
        return Ok(dry_run(args, session, output));
    }
    random::must_answer()?;
    let opening = opening(args, session, output)?;
    let checked = output.is_some()
        && !args.no_check
        && (opening.passphrase.is_some() || !args.identity.is_empty());
    let how = How { avoid: source::outputs(output), pad: args.pad };
    let mut input = Digested::new(Source::open(&args.inputs, &how)?, checked);
    let sealed = match output {
        None => {
            // The key first: ciphertext that has left must never lack it.
            write_key_file(session, &opening)?;
            (seal(args, &opening, &mut input, RawStdout)?, false)
        }
        Some(path) => {
            let mut file = AtomicFile::create(path, deliver::existing(args.force))
                .map_err(|e| Failure::at(path, e))?;
            let sealed = seal(args, &opening, &mut input, &mut file)?;
            let digest = input.digest();
            if let Some(digest) = digest {
                read_back(args, session, &opening, &mut file, digest)?;
            }
            write_key_file(session, &opening)?;
            deliver::commit(session, file, path)?;
            (sealed, digest.is_some())
        }
    };
    let (sealed, read_back) = sealed;
    let read = input.into_inner().finish();
    if let Some(warning) = read.archive.as_ref().and_then(pack::left_out) {
        session.warn(warning);
    }
    for name in &read.copied_by_sqlite {
        session.say(&format!("{name} is open: copied by SQLite's own backup."));
    }
    let result = Encrypted {
        file: output.map(host::show_path),
        plaintext_bytes: sealed.plaintext_bytes,
        ciphertext_bytes: sealed.ciphertext_bytes,
        sha256: stream::hex(&sealed.sha256),
        recipients: opening.recipients.len(),
        file_passphrase: opening.passphrase.is_some(),
        key_file: opening.key.as_ref().map(|(path, _)| host::show_path(path)),
        read_back,
        archive: read.archive,
    };
    tell(session, &result);
    Ok(if output.is_some() { Report::of(&result) } else { Report::written(&result) })
}

/// Encrypts what is read; a refusal of one file goes before the general one.
fn seal(
    args: &EncryptArgs,
    opening: &Opening,
    input: &mut Digested<Source>,
    output: impl Write,
) -> Result<Sealed, Failure> {
    crypt::encrypt(&opening.to(), args.armor, input, output)
        .map_err(|error| input.inner_mut().take_failure().unwrap_or_else(|| error.into()))
}

impl Opening {
    fn to(&self) -> To<'_> {
        match &self.passphrase {
            Some(passphrase) if self.recipients.is_empty() => To::Passphrase(passphrase),
            _ => To::Recipients(&self.recipients),
        }
    }
}

fn refuse_early(
    args: &EncryptArgs,
    session: &Session,
    output: Option<&Path>,
) -> Result<(), Failure> {
    let named = !args.recipient.is_empty() || !args.recipients_file.is_empty();
    if !named && !args.file_passphrase && args.file_passphrase_from.is_none() {
        return Err(Failure::error("usage", Exit::Usage, "nobody could open the result")
            .next("-r age1…, -R people.txt, or -p for a file passphrase"));
    }
    source::refuse(&args.inputs, args.pad)?;
    let read = args.inputs.iter().chain(&args.identity).chain(&args.recipients_file);
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
    let both = named && (args.file_passphrase || args.file_passphrase_from.is_some());
    match (both, key_path(args, output)) {
        (true, None) => Err(Failure::refused(
            "key-file-not-named",
            "-p with -r makes a locked key file, and stdout has no name for it",
        )
        .why("without that file the passphrase opens nothing.")
        .next("--key-file NAME.key.age")),
        // A key file is never replaced, not even with -f: the file that it opens would be closed for ever.
        (true, Some(path)) => {
            deliver::refuse_same_file(output, [path.as_path()])?;
            if path.symlink_metadata().is_err() {
                return Ok(());
            }
            Err(Failure::refused(
                "key-file-exists",
                format!("the key file {} is there already", host::show_path(&path)),
            )
            .why("it opens an older backup, and is never replaced, not even with -f.")
            .next("--key-file with another name"))
        }
        (false, _) if args.key_file.is_some() => {
            Err(Failure::error("usage", Exit::Usage, "--key-file belongs to -p together with -r")
                .next("leave it out"))
        }
        (false, _) => Ok(()),
    }
}

/// `NAME.key.age` beside `NAME.age`, unless it is named.
fn key_path(args: &EncryptArgs, output: Option<&Path>) -> Option<PathBuf> {
    args.key_file.clone().or_else(|| {
        let output = output?;
        let name = output.file_name()?.to_str()?;
        Some(
            output.with_file_name(format!("{}.key.age", name.strip_suffix(".age").unwrap_or(name))),
        )
    })
}

fn opening(
    args: &EncryptArgs,
    session: &mut Session,
    output: Option<&Path>,
) -> Result<Opening, Failure> {
    let mut recipients =
        args.recipient.iter().map(|r| r.parse()).collect::<Result<Vec<Recipient>, _>>()?;
    for path in &args.recipients_file {
        let text = host::read_text(path, RECIPIENTS_LIMIT).map_err(|e| Failure::at(path, e))?;
        recipients.extend(crypt::read_recipients(&text)?);
    }
    if !args.file_passphrase && args.file_passphrase_from.is_none() {
        return Ok(Opening { recipients, passphrase: None, key: None });
    }
    let passphrase = obtain::new_file_passphrase(
        session,
        args.file_passphrase_from.as_ref(),
        args.allow_weak_passphrase,
    )?;
    if recipients.is_empty() {
        return Ok(Opening { recipients, passphrase: Some(passphrase), key: None });
    }
    let (recipient, locked) =
        with_kernel(|random| crypt::locked_key(&passphrase, args.armor, random))?;
    recipients.push(recipient);
    let path = key_path(args, output).expect("checked before anything was asked");
    Ok(Opening { recipients, passphrase: Some(passphrase), key: Some((path, locked)) })
}

fn write_key_file(session: &mut Session, opening: &Opening) -> Result<(), Failure> {
    let Some((path, locked)) = &opening.key else { return Ok(()) };
    let mut file =
        AtomicFile::create(path, deliver::existing(false)).map_err(|e| Failure::at(path, e))?;
    deliver::fill(&mut file, path, locked)?;
    deliver::commit(session, file, path)
}

/// Decrypts what was written and compares its digest with that of what was read.
fn read_back(
    args: &EncryptArgs,
    session: &mut Session,
    opening: &Opening,
    file: &mut AtomicFile,
    digest: [u8; 32],
) -> Result<(), Failure> {
    let identities = match (&opening.key, &opening.passphrase) {
        (Some((_, locked)), Some(passphrase)) => {
            crypt::unlock_identities(&SecretBytes::copied_from(locked), passphrase)?
        }
        (None, Some(_)) => Vec::new(),
        (_, None) => gather::identities(
            session,
            &Opener { identities: &args.identity, file_passphrase: None },
        )?,
    };
    let with = match &opening.passphrase {
        Some(passphrase) if opening.key.is_none() => With::Passphrase(passphrase),
        _ => With::Identities(&identities),
    };
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

fn dry_run(args: &EncryptArgs, session: &Session, output: Option<&Path>) -> Report {
    let key = key_path(args, output).filter(|_| {
        args.file_passphrase && !(args.recipient.is_empty() && args.recipients_file.is_empty())
    });
    let place = output.map_or_else(|| "stdout".to_owned(), host::show_path);
    let what = match args.inputs.as_slice() {
        [] => "stdin".to_owned(),
        [one] => host::show_path(one),
        several => format!("{} paths", several.len()),
    };
    let pack = if source::makes_archive(&args.inputs, args.pad) { "pack and " } else { "" };
    session.say(&format!("Would {pack}encrypt {what} to {place}."));
    if let Some(key) = &key {
        session.say(&format!("Would write the locked key file {}.", host::show_path(key)));
    }
    Report::of(&Encrypted {
        file: output.map(host::show_path),
        plaintext_bytes: 0,
        ciphertext_bytes: 0,
        sha256: String::new(),
        recipients: args.recipient.len(),
        file_passphrase: args.file_passphrase,
        key_file: key.as_deref().map(host::show_path),
        read_back: false,
        archive: None,
    })
}
