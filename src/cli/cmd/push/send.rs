//! Sends one file and reads it back, again and again under new names, until what came back is what was sent.

use super::copy::{self, Local};
use super::name::Run;
use super::{Copied, call, copied};
use crate::cli::failure::{Exit, Failure, push as failure};
use crate::cli::session::Session;
use crate::cli::stream::Digested;
use crate::host::{self, Ended, HostError, Uploader};
use crate::logbook::Target;
use std::ffi::OsStr;
use std::io::{self, Read, Write};
use std::time::Duration;

/// What the two programs of a target do.
const SENDS: &str = "sends";
const READS: &str = "reads back";
/// The longest time between two attempts.
const LONGEST_PAUSE: Duration = Duration::from_secs(600);

/// Sends a file as often as the target allows.
///
/// # Errors
/// What the last attempt failed with.
pub(super) fn until_it_is_there(
    target: &Target,
    local: &mut Local,
    run: &Run,
    is_key: bool,
    session: &mut Session,
) -> Result<Copied, Failure> {
    let mut pause = Duration::from_secs(u64::from(target.pause));
    let attempts = target.retries.saturating_add(1);
    let mut attempt = 1;
    loop {
        let name = run.name(&local.sha256(), is_key, attempt);
        session.say(&format!("Sending {} ({} bytes) as {name} …", local.shown(), local.bytes()));
        let failed = match once(target, local, &name) {
            Ok(()) => {
                session.say("Read back from there: the same.");
                return Ok(Copied {
                    name: Some(name),
                    attempts: attempt,
                    verified: true,
                    ..copied(local, is_key)
                });
            }
            Err(failed) => failed,
        };
        // Stopped by the person, or a fault of this computer: sending again changes nothing.
        let is_of_the_target = matches!(failed.exit(), Exit::Outside | Exit::NoMatch);
        if !is_of_the_target || attempt >= attempts {
            return Err(failed.field("attempts", attempt));
        }
        session.say(&format!(
            "Attempt {attempt} of {attempts}: {}. Once more in {} s.",
            failed.what(),
            pause.as_secs()
        ));
        host::pause(pause)?;
        pause = (pause * 2).min(LONGEST_PAUSE);
        attempt += 1;
    }
}

/// Sends a file under a name and reads it back. What has changed since it was looked at is not sent: it may be in the
/// clear by now.
fn once(target: &Target, local: &mut Local, name: &str) -> Result<(), Failure> {
    let by_path = target.takes_a_path();
    if !local.is_unchanged(by_path) {
        return Err(failure::changed_before(local.path()));
    }
    let words = target.send(name, local.path().as_os_str());
    let of_it =
        |error: HostError| failure::of_program(error.into(), SENDS, &target.name, &words[0]);
    let mut program = Uploader::to_feed(&call(target, words.clone())).map_err(&of_it)?;
    let sent = if by_path {
        program.feed(&mut io::empty()).map_err(of_it)?
    } else {
        let mut whole = local.rewound()?;
        let took_all = program.feed(&mut whole).map_err(&of_it)?;
        if took_all && copy::of(&whole) != local.sha256() {
            return Err(failure::changed(local.path()));
        }
        took_all
    };
    let ended = program.finish().map_err(&of_it)?;
    if by_path && !local.is_unchanged(by_path) {
        return Err(failure::changed(local.path()));
    }
    if ended.code != Some(0) {
        return Err(failure::uploader(SENDS, &target.name, &ended));
    }
    if !sent {
        return Err(failure::left_a_rest(&target.name, &ended));
    }
    let (sha256, bytes) = read(target, name, Some(local.bytes()), &mut io::sink())?;
    match sha256 == local.sha256() {
        true => Ok(()),
        false => Err(failure::differs(&target.name, name, Some((local.bytes(), bytes)))),
    }
}

/// Reads a copy to its end and hands it on; its SHA-256 and its length. One that is longer than it is known to be is
/// another file, and is read no farther than to its first byte too many.
///
/// # Errors
/// When the program fails, even after the last byte; `push-differs` for a longer file.
pub(super) fn read(
    target: &Target,
    name: &str,
    known: Option<u64>,
    into: &mut dyn Write,
) -> Result<(String, u64), Failure> {
    let of_it = not_read(target);
    let program = Uploader::to_read(&call(target, target.verify(name))).map_err(&of_it)?;
    let mut back = Digested::new(program, true);
    let most = known.map_or(u64::MAX, |bytes| bytes.saturating_add(1));
    let bytes = io::copy(&mut (&mut back).take(most), into)
        .map_err(|error| HostError::inside(&error).map_or_else(failure::unreadable, &of_it))?;
    if let Some(known) = known.filter(|known| bytes > *known) {
        return Err(failure::longer(&target.name, name, known));
    }
    let sha256 = copy::of(&back);
    let ended = back.into_inner().finish().map_err(&of_it)?;
    match ended.code {
        Some(0) => Ok((sha256, bytes)),
        _ => Err(read_failed(target, &ended)),
    }
}

/// Looks for both programs of a target before anything is sent: what nothing reads back does not count.
///
/// # Errors
/// `uploader-missing`.
pub(super) fn must_start(target: &Target) -> Result<(), Failure> {
    let programs = [(SENDS, target.send("", OsStr::new(""))), (READS, target.verify(""))];
    for (does, words) in programs {
        host::must_start(&words[0]).map_err(|error| {
            failure::of_program(error.into(), does, &target.name, &words[0])
                .why("nothing was sent.")
        })?;
    }
    Ok(())
}

/// What a program that reads back fails with, told with its name.
pub(super) fn not_read(target: &Target) -> impl Fn(HostError) -> Failure {
    |error| {
        let words = target.verify("");
        failure::of_program(error.into(), READS, &target.name, &words[0])
    }
}

/// A program that read back and ended otherwise than with 0.
pub(super) fn read_failed(target: &Target, ended: &Ended) -> Failure {
    failure::uploader(READS, &target.name, ended)
}
