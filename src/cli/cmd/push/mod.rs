//! coldkeep push: ciphertext to a place of the user's choice, with the user's own programs, read back before it counts.
//!
//! No secret is in the process while a program can still be started: what is sent is public to whoever holds it. Where
//! a copy is decrypted for a test, the one program that reads it back is started first, then the cage is closed, and
//! only then an identity is read.

mod again;
mod copy;
mod name;
mod notes;
mod send;
mod spool;

use crate::cli::args::PushArgs;
use crate::cli::failure::copies::near_key;
use crate::cli::failure::{Exit, Failure, push as failure};
use crate::cli::kept::at_home;
use crate::cli::report::Report;
use crate::cli::session::Session;
use crate::host::{self, Call, Home};
use crate::logbook::{PushFile, Target};
use copy::Local;
use serde::Serialize;
use serde_json::Value;
use std::ffi::OsString;
use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

pub(crate) use again::{ReadBack, begin};
pub(crate) use notes::reads;

/// The name of the file in the home.
const FILE: &str = "push.toml";
/// The largest file, in bytes.
const FILE_LIMIT: usize = 256 << 10;

/// Copies at a target.
#[derive(Serialize)]
struct Pushed {
    target: String,
    copies: Vec<Copied>,
    /// Without a name: how many copies of the past were not read.
    #[serde(skip_serializing_if = "Option::is_none")]
    not_read: Option<usize>,
}

/// One copy.
#[derive(Serialize)]
struct Copied {
    /// `archive` or `key-file`.
    what: &'static str,
    /// The name at the target; `None` where nothing was sent.
    name: Option<String>,
    sha256: String,
    bytes: u64,
    /// How often it was sent.
    attempts: u32,
    /// Whether it was read back and is the same.
    verified: bool,
    /// Whether it was decrypted as well.
    decrypted: bool,
    /// Why it was not, of several.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<Value>,
    /// Whether it opens with a file passphrase; told of what was sent.
    #[serde(skip)]
    scrypt: bool,
}

impl fmt::Display for Pushed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for copy in self.copies.iter().filter(|copy| copy.verified && copy.error.is_none()) {
            let name = copy.name.as_deref().unwrap_or_default();
            writeln!(f, "{} {name} {} verified", self.target, copy.sha256)?;
        }
        Ok(())
    }
}

/// Sends a file, or reads a copy back that was sent before.
///
/// # Errors
/// `push-not-encrypted`; `uploader-…` when a program fails; `push-differs` when a copy is not what was sent. Nothing
/// that was not read back whole is reported as a copy.
pub(crate) fn run(
    args: &PushArgs,
    read_back: Option<ReadBack>,
    session: &mut Session,
) -> Result<Report, Failure> {
    if args.verify {
        return again::run(args, read_back, session);
    }
    let target = target(&args.target, session)?;
    let Some(path) = &args.file else {
        return Err(Failure::error("usage", Exit::Usage, "no file was named")
            .next("coldkeep push TARGET FILE.age")
            .next("coldkeep push --verify TARGET NAME      reads an earlier copy back"));
    };
    let mut archive = Local::open(path)?;
    let mut key = match copy::key_file_of(args, path) {
        Some(key) => Some(Local::open(&key)?),
        None => None,
    };
    if let Some(key) = &key {
        key.must_lock_a_key_of(&archive)?;
    }
    if args.dry_run {
        return Ok(dry_run(&target, &archive, key.as_ref(), session));
    }
    let notes = notes::Notes::open(session)?;
    notes.warn_of_place(&target, session)?;
    let run = name::Run::begin()?;
    let planned: Vec<Copied> = std::iter::once((&archive, false))
        .chain(key.iter().map(|key| (key, true)))
        .map(|(local, is_key)| Copied {
            name: Some(run.name(&local.sha256(), is_key, 1)),
            ..copied(local, is_key)
        })
        .collect();
    notes.must_take(&target, &planned)?;
    send::must_start(&target)?;
    let mut copies = Vec::new();
    // The key first: ciphertext that has left must never lack it.
    if let Some(key) = &mut key {
        copies.push(send::until_it_is_there(&target, key, &run, true, session)?);
    }
    let sent = send::until_it_is_there(&target, &mut archive, &run, false, session);
    copies.insert(0, sent.map_err(|error| after_the_key(error, &copies))?);
    notes.sent(&target, &copies)?;
    Ok(Report::of(&Pushed { target: target.name, copies, not_read: None }))
}

/// A failure that comes when the key file is there already.
fn after_the_key(error: Failure, sent: &[Copied]) -> Failure {
    match sent.first().and_then(|copy| copy.name.as_deref()) {
        Some(name) => error
            .why(format!(
                "its key file was sent and read back as {name}; the archive itself was not."
            ))
            .field("key_file", name),
        None => error,
    }
}

/// Reads the targets of the home, and says where they stand; `None` where there is no such file.
///
/// # Errors
/// `home-file` with the line of what is wrong; when others can write it.
pub(crate) fn targets(session: &Session) -> Result<(PathBuf, Option<PushFile>), Failure> {
    let home = session.home()?;
    let path: PathBuf = home.join(FILE);
    let opened = Home::open(&home).map_err(|error| at_home(&home, error))?;
    let read = opened.map(|home| home.read(".", FILE, FILE_LIMIT)).transpose();
    let text = read.map_err(|error| at_home(&path, error))?.flatten();
    let parsed = text.map(|text| PushFile::parse(&text)).transpose();
    let file = parsed.map_err(|error| Failure::kept_file(&path, &error))?;
    Ok((path, file))
}

/// Reads the target of a name.
///
/// # Errors
/// `push-no-targets`, `no-such-target`; as [`targets`].
fn target(name: &str, session: &mut Session) -> Result<Target, Failure> {
    let (path, file) = targets(session)?;
    let file = file.ok_or_else(|| failure::no_targets(&path))?;
    for near in file.near_misses() {
        session.warn(near_key(FILE, near));
    }
    let known: Vec<&str> = file.targets().iter().map(|target| target.name.as_str()).collect();
    file.target(name).cloned().ok_or_else(|| failure::no_such_target(&path, &known))
}

/// A program with what belongs to its target.
fn call(target: &Target, words: Vec<OsString>) -> Call {
    let timeout = Duration::from_secs(u64::from(target.timeout));
    Call { words, variables: target.variables.clone(), timeout }
}

fn dry_run(target: &Target, archive: &Local, key: Option<&Local>, session: &Session) -> Report {
    let mut copies = Vec::new();
    for (local, is_key) in key.iter().map(|key| (*key, true)).chain([(archive, false)]) {
        session.say(&format!("Would send {} ({} bytes):", local.shown(), local.bytes()));
        let name = if is_key { "NAME.key.age" } else { "NAME.age" };
        for words in [target.send(name, local.path().as_os_str()), target.verify(name)] {
            session.say(&format!("  {}", shown(&words)));
        }
        copies.insert(0, copied(local, is_key));
    }
    Report::of(&Pushed { target: target.name.clone(), copies, not_read: None })
}

fn copied(local: &Local, is_key: bool) -> Copied {
    Copied {
        what: if is_key { "key-file" } else { "archive" },
        name: None,
        sha256: local.sha256(),
        bytes: local.bytes(),
        attempts: 0,
        verified: false,
        decrypted: false,
        error: None,
        scrypt: local.scrypt(),
    }
}

/// A command line as it is shown to people: words with spaces between.
fn shown(words: &[OsString]) -> String {
    let words: Vec<String> =
        words.iter().map(|word| host::show_text(&word.to_string_lossy())).collect();
    words.join(" ")
}
