//! Reads a copy back that was sent before: compared with the digits in its name, and decrypted for a test.

use super::copy;
use super::name;
use super::notes::{Notes, Sent};
use super::send;
use super::spool::Spool;
use super::{Copied, Pushed, call, shown, target};
use crate::cli::args::PushArgs;
use crate::cli::failure::{Exit, Failure, push as failure};
use crate::cli::gather::{self, Opener};
use crate::cli::obtain;
use crate::cli::report::Report;
use crate::cli::session::Session;
use crate::cli::stream::Digested;
use crate::cli::unlock;
use crate::crypt::{self, CryptError, FilePassphrase, With};
use crate::host::Uploader;
use crate::logbook::{How, Target};
use std::io::{self, Read, Write};

/// What was read back, or is on its way, from programs that were started before the cage was closed.
pub(crate) enum ReadBack {
    /// One copy, decrypted while it comes.
    One(Coming),
    /// All copies of a target, which are decrypted from a file.
    All(Target, Every, Spool),
}

/// A copy that is on its way back.
pub(crate) struct Coming {
    program: Uploader,
    target: Target,
    name: String,
}

/// Copies that were read, one after the other.
pub(crate) struct Every {
    copies: Vec<Copied>,
    /// Why the first of them failed.
    failed: Option<Failure>,
    /// How many of the past were not read.
    not_read: usize,
}

/// Starts the program that reads a copy back, before any secret is in the process.
///
/// # Errors
/// As [`run`], as far as it can be known by then.
pub(crate) fn begin(args: &PushArgs, session: &mut Session) -> Result<ReadBack, Failure> {
    let target = target(&args.target, session)?;
    if args.file.is_none() {
        let mut spool = Spool::in_home(&session.home()?, &args.identity)?;
        let every = every_one(args, &target, &Notes::open(session)?, session, Some(&mut spool))?;
        return Ok(ReadBack::All(target, every, spool));
    }
    let name = asked(args)?;
    match Uploader::to_read(&call(&target, target.verify(&name))) {
        Ok(program) => Ok(ReadBack::One(Coming { program, target, name })),
        Err(error) => {
            Err(noted(send::not_read(&target)(error), &target, &name, &Notes::open(session)?))
        }
    }
}

/// Reads a copy back, or each one that the logbook has at the target.
///
/// # Errors
/// `push-name` when there is nothing to compare with; `push-differs`; what the program, the key or the copy refuses.
pub(super) fn run(
    args: &PushArgs,
    begun: Option<ReadBack>,
    session: &mut Session,
) -> Result<Report, Failure> {
    let notes = Notes::open(session)?;
    match begun {
        None => {}
        Some(ReadBack::One(begun)) => {
            let (target, name) = (begun.target.clone(), begun.name.clone());
            let copy = seen(decrypted(args, begun, session), &target, &name, &notes)?;
            return Ok(report(&target, vec![copy]));
        }
        Some(ReadBack::All(target, mut every, spool)) => {
            let closed = spool.decrypt(args, &target.name, &mut every.copies, session)?;
            every.failed = every.failed.or(closed);
            return Ok(every.report(&target));
        }
    }
    let target = target(&args.target, session)?;
    notes.warn_of_place(&target, session)?;
    if args.file.is_none() {
        return Ok(every_one(args, &target, &notes, session, None)?.report(&target));
    }
    let name = asked(args)?;
    if args.dry_run {
        session.say(&format!("Would run {}", shown(&target.verify(&name))));
        return Ok(report(&target, vec![unread(&name)]));
    }
    let known = notes.bytes(&target, &name)?;
    let read = compared(&target, (&name, known), session, &mut io::sink());
    let copy = seen(read, &target, &name, &notes)?;
    Ok(report(&target, vec![copy]))
}

impl Every {
    fn report(self, target: &Target) -> Report {
        let Self { copies, failed, not_read } = self;
        let target = target.name.clone();
        let report = Report::of(&Pushed { target, copies, not_read: Some(not_read) });
        match failed {
            Some(failed) => report.failing(&failed),
            None => report,
        }
    }
}

/// Reads every copy at the target that the logbook has, but for those of the past, and keeps what is to be decrypted. One
/// that fails is told and noted, and the others are read.
fn every_one(
    args: &PushArgs,
    target: &Target,
    notes: &Notes,
    session: &Session,
    mut spool: Option<&mut Spool>,
) -> Result<Every, Failure> {
    let names = notes.names(target)?;
    if names.is_empty() {
        return Err(failure::no_copies(&target.name));
    }
    let is_read = |past: bool| args.all || !past;
    let not_read = names.iter().filter(|sent| !is_read(sent.past)).count();
    if not_read > 0 {
        session.say(&format!(
            "Older copies of a series that are not read: {not_read}. --all reads them too."
        ));
    }
    let (mut copies, mut first) = (Vec::new(), None);
    for Sent { name, bytes, .. } in names.iter().filter(|sent| is_read(sent.past)) {
        if args.dry_run {
            session.say(&format!("Would run {}", shown(&target.verify(name))));
            copies.push(unread(name));
            continue;
        }
        let read = match &mut spool {
            Some(spool) => compared(target, (name, *bytes), session, &mut spool.next()),
            None => compared(target, (name, *bytes), session, &mut io::sink()),
        };
        match seen(read, target, name, notes) {
            Ok(copy) => copies.push(copy),
            Err(failed) if failed.exit() == Exit::Interrupted => return Err(failed),
            Err(failed) => {
                let failed = failed.field("name", name.as_str());
                session.say_failure(&failed);
                copies.push(Copied { error: Some(failed.to_json()), ..unread(name) });
                first = first.or(Some(failed));
            }
        }
    }
    Ok(Every { copies, failed: first, not_read })
}

/// Notes in the logbook what came of reading a copy: that it is whole, that it is another, or that nothing came.
fn seen(
    read: Result<Copied, Failure>,
    target: &Target,
    name: &str,
    notes: &Notes,
) -> Result<Copied, Failure> {
    match read {
        Ok(copy) => notes.read(target, name, How::Read, true).map(|_| copy),
        Err(failed) => Err(noted(failed, target, name, notes)),
    }
}

/// Notes a reading that failed, and says what the logbook has of it.
fn noted(failed: Failure, target: &Target, name: &str, notes: &Notes) -> Failure {
    let how = match (failed.slug(), failed.exit()) {
        ("push-differs", _) => How::Read,
        (_, Exit::Outside) => How::Reach,
        // A key that does not fit says nothing of the copy, nor does a person who stops the program.
        _ => return failed,
    };
    match notes.read(target, name, how, false) {
        Ok(Some(copy)) => failure::noted(failed, &copy, how == How::Reach),
        Ok(None) => failed,
        Err(error) => failed.why(format!("the logbook could not note it: {}.", error.what())),
    }
}

/// Reads a copy, hands it on, and compares it with the digits in its name, and with its length where that is known.
fn compared(
    target: &Target,
    (name, known): (&str, Option<u64>),
    session: &Session,
    into: &mut dyn Write,
) -> Result<Copied, Failure> {
    let digits = name::digits(name).ok_or_else(failure::nothing_to_compare)?;
    session.say(&format!("Reading {name} back …"));
    let (sha256, bytes) = send::read(target, name, known, into)?;
    if !sha256.starts_with(digits) {
        return Err(failure::differs(&target.name, name, None));
    }
    session.say(&format!("{bytes} bytes; the SHA-256 begins with the digits in the name."));
    Ok(read(name, sha256, bytes))
}

/// The name of the copy that is meant.
fn asked(args: &PushArgs) -> Result<String, Failure> {
    let given = args.file.as_deref().ok_or_else(|| {
        Failure::error("usage", Exit::Usage, "no copy was named")
            .next("coldkeep push --verify TARGET NAME, as push printed it")
    })?;
    let name = given.to_str().filter(|name| name::is_plain(name));
    name.map(str::to_owned).ok_or_else(failure::odd_name)
}

fn decrypted(args: &PushArgs, begun: Coming, session: &mut Session) -> Result<Copied, Failure> {
    let Coming { program, target, name } = begun;
    let mut rest = Digested::new(program, true);
    let head = match unlock::head(&mut rest) {
        Ok(head) => head,
        // The program's end says which one it was.
        Err(failed) => return Err(finished(rest, &target).err().unwrap_or(failed)),
    };
    // exposed to: the header reader; ciphertext is public
    let header = match crypt::header_info(head.expose_secret()) {
        Ok(header) => header,
        Err(error) => return Err(whole_or(rest, &target, &name, error)),
    };
    let (passphrase, identities);
    let with = if header.scrypt {
        let source = args.file_passphrase_from.as_ref();
        if source.is_none() {
            return Err(CryptError::NeedsPassphrase.into());
        }
        passphrase = FilePassphrase::new(obtain::file_passphrase(session, source)?)?;
        With::Passphrase(&passphrase)
    } else {
        let file_passphrase = args.file_passphrase_from.as_ref();
        let opener = Opener { identities: &args.identity, file_passphrase };
        identities = gather::identities(session, &opener)?;
        With::Identities(&identities)
    };
    let mut back = Counted { inner: rest, bytes: head.len() as u64 };
    // exposed to: age; ciphertext is public
    let plain = crypt::decrypt(&with, head.expose_secret().chain(&mut back), &mut io::sink());
    let plain = match plain {
        Ok(bytes) => bytes,
        Err(error) => return Err(whole_or(back.inner, &target, &name, error)),
    };
    let bytes = back.bytes;
    let sha256 = finished(back.inner, &target)?;
    if name::digits(&name).is_some_and(|digits| !sha256.starts_with(digits)) {
        return Err(failure::differs(&target.name, &name, None));
    }
    session.say(&format!("{name}: {bytes} bytes, decrypted to {plain} bytes; nothing was kept."));
    Ok(Copied { decrypted: true, ..read(&name, sha256, bytes) })
}

/// Waits for the end of the program; the SHA-256 of all that it gave.
fn finished(back: Digested<Uploader>, target: &Target) -> Result<String, Failure> {
    let sha256 = copy::of(&back);
    let ended = back.into_inner().finish().map_err(send::not_read(target))?;
    match ended.code {
        Some(0) => Ok(sha256),
        _ => Err(send::read_failed(target, &ended)),
    }
}

/// Why a copy does not open: because the program failed, because it is another file, or for its own sake.
fn whole_or(
    mut rest: Digested<Uploader>,
    target: &Target,
    name: &str,
    error: CryptError,
) -> Failure {
    // What goes wrong here is told by the program's end.
    let _ = io::copy(&mut rest, &mut io::sink());
    match finished(rest, target) {
        Err(failure) => failure,
        Ok(sha256) if name::digits(name).is_some_and(|digits| !sha256.starts_with(digits)) => {
            failure::differs(&target.name, name, None)
        }
        Ok(_) if error == CryptError::NotAge => failure::differs(&target.name, name, None),
        Ok(_) => error.into(),
    }
}

fn read(name: &str, sha256: String, bytes: u64) -> Copied {
    Copied {
        what: if name::is_key(name) { "key-file" } else { "archive" },
        name: Some(name.to_owned()),
        sha256,
        bytes,
        attempts: 0,
        verified: true,
        decrypted: false,
        error: None,
        scrypt: false,
    }
}

/// A copy that was not read, or not to its end.
fn unread(name: &str) -> Copied {
    Copied { verified: false, ..read(name, String::new(), 0) }
}

fn report(target: &Target, copies: Vec<Copied>) -> Report {
    Report::of(&Pushed { target: target.name.clone(), copies, not_read: None })
}

/// A reader that counts.
struct Counted<R> {
    inner: R,
    bytes: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(room)?;
        self.bytes += count as u64;
        Ok(count)
    }
}
