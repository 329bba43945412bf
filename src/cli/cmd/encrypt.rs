//! coldkeep encrypt: a file to age ciphertext, read back before it counts.

mod told;

use crate::cli::args::EncryptArgs;
use crate::cli::deliver;
use crate::cli::failure::{Exit, Failure};
use crate::cli::gather::{self, Opener};
use crate::cli::logged::{self, Made, Since};
use crate::cli::opening::{Asked, Opening};
use crate::cli::pack::{self, How};
use crate::cli::random;
use crate::cli::report::Report;
use crate::cli::session::Session;
use crate::cli::source::{self, Source};
use crate::cli::stream::{self, Digested};
use crate::cli::unknown_place;
use crate::cli::wallets::Wallets;
use crate::crypt;
use crate::host::{self, AtomicFile, RawStdout};
use std::io::Read;
use std::path::{Path, PathBuf};
use told::{Encrypted, tell};

/// Encrypts files, folders or stdin.
///
/// # Errors
/// No recipient; a file that is in use or changes while it is read; a weak file passphrase; an output that exists or
/// cannot be written; a read-back that differs. A file that fails anywhere leaves nothing under the output's name.
pub(crate) fn run(args: &EncryptArgs, session: &mut Session) -> Result<Report, Failure> {
    session.allow_recording(args.allow_recording);
    let output = args.output.as_deref().filter(|path| path.as_os_str() != "-");
    let asked = asked(args, output);
    refuse_early(args, &asked, session)?;
    let avoid = source::outputs(output);
    match logged::since(args, &asked, &avoid, session)? {
        Since::Same(as_before) => return Ok(told::same(session, &as_before)),
        Since::NotCopied { name, place, for_its_key } => {
            session.say(&logged::not_copied_words(&name, place.as_deref(), for_its_key));
        }
        Since::Changed => {}
    }
    // A file of yesterday is in nobody's way where nothing is written.
    if let Some(path) = output {
        deliver::refuse_existing(path, args.force)?;
    }
    asked.refuse_key_file()?;
    if args.dry_run {
        return dry_run(args, &asked, session);
    }
    random::must_answer()?;
    let opening = asked.opening(session)?;
    let checked = output.is_some()
        && !args.no_check
        && (opening.passphrase.is_some() || !args.identity.is_empty());
    let envelope = opening.envelope()?;
    // Of the day on which reading begins: what is touched later is not taken for what was read.
    let day = host::today().to_string();
    let noted_as = args.noted_as().filter(|_| logged::notes(args, session));
    let told = noted_as.map_or(0, |_| logged::MOST_FILES);
    let keys = args.identity.iter().filter_map(|path| host::identity_of(path)).collect();
    let how = How { avoid, keys, pad: args.pad, told, look: session.tells() };
    let mut input = Digested::new(Source::open(&args.inputs, &how)?, checked);
    // A refusal of one file goes before the general one.
    let refusal = |input: &mut Digested<Source>, error: crypt::CryptError| -> Failure {
        input.inner_mut().take_failure().unwrap_or_else(|| error.into())
    };
    let sealed = match output {
        None => {
            // The key first: ciphertext that has left must never lack it.
            opening.write_key_file(session)?;
            let sealed = envelope.encrypt(args.armor, &mut input, RawStdout);
            (sealed.map_err(|error| refusal(&mut input, error))?, false)
        }
        Some(path) => {
            let mut file = AtomicFile::create(path, deliver::existing(args.force))
                .map_err(|e| Failure::at(path, e))?;
            let sealed = envelope.encrypt(args.armor, &mut input, &mut file);
            let sealed = sealed.map_err(|error| refusal(&mut input, error))?;
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
    let read = input.into_inner().finish();
    for warning in read.archive.iter().flat_map(pack::warnings) {
        session.warn(warning);
    }
    for name in &read.copied_by_sqlite {
        session.say(&format!("{name} is open: copied by SQLite's own backup."));
    }
    let mut result = Encrypted {
        file: output.map(host::show_path),
        plaintext_bytes: sealed.plaintext_bytes,
        ciphertext_bytes: sealed.ciphertext_bytes,
        sha256: stream::hex(&sealed.sha256),
        recipients: opening.recipients.len(),
        file_passphrase: opening.passphrase.is_some(),
        key_file: opening.key.as_ref().map(|(path, _)| host::show_path(path)),
        post_quantum: opening.is_hybrid(),
        read_back,
        archive: read.archive,
        wallets: read.wallets,
        unchanged: false,
        logged: None,
    };
    if let Some(series) = noted_as {
        let count = result.archive.as_ref().map_or(read.files.len() as u64, |packed| packed.files);
        let made = Made {
            series,
            day,
            sha256: result.sha256.clone(),
            bytes: result.ciphertext_bytes,
            recipients: opening.recipients.iter().map(ToString::to_string).collect(),
            passphrase: result.file_passphrase,
            locked_key: opening.locked_key(),
            files: &read.files,
            tree: result.archive.as_ref().and_then(|packed| packed.tree.clone()),
            count,
        };
        result.logged = Some(logged::note(session, &made)?);
    }
    tell(session, args, &result);
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

fn refuse_early(
    args: &EncryptArgs,
    asked: &Asked<'_>,
    session: &mut Session,
) -> Result<(), Failure> {
    asked.refuse_nobody()?;
    let output = asked.output;
    source::refuse(&args.inputs, args.pad)?;
    logged::refuse(args, session)?;
    unknown_place::warn(args, session)?;
    let read = args.inputs.iter().chain(&args.identity).chain(&args.recipients_file);
    deliver::refuse_same_file(output, read.map(PathBuf::as_path))?;
    if output.is_some() {
        return Ok(());
    }
    if session.json {
        return Err(Failure::error(
            "usage",
            Exit::Usage,
            "--json and ciphertext cannot share stdout",
        )
        .next("-o FILE"));
    }
    if args.armor || args.output.is_some() {
        return Ok(());
    }
    deliver::refuse_terminal("ciphertext", "-o FILE, or -a for text; -o - if you mean it")
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

fn dry_run(args: &EncryptArgs, asked: &Asked<'_>, session: &Session) -> Result<Report, Failure> {
    for path in args.inputs.iter().filter(|path| path.as_os_str() != "-") {
        host::can_be_read(path).map_err(|error| Failure::at(path, error))?;
    }
    let recipients = asked.count()?;
    let output = asked.output;
    let key = asked.key_path().filter(|_| asked.wants_both());
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
    Ok(Report::of(&Encrypted {
        file: output.map(host::show_path),
        plaintext_bytes: 0,
        ciphertext_bytes: 0,
        sha256: String::new(),
        recipients,
        file_passphrase: asked.file_passphrase,
        key_file: key.as_deref().map(host::show_path),
        post_quantum: false,
        read_back: false,
        archive: None,
        wallets: Wallets::default(),
        unchanged: false,
        logged: None,
    }))
}
