//! Carries secrets in from descriptors and out to them, with no buffer in between.
//!
//! The standard library's `stdin` and `stdout` keep up to 8 KiB of what passed through them until
//! the process ends; nothing here uses them.

use super::error::{Doing, HostError};
use super::files::{Kind, open_readable, size_hint};
use super::signals::{again, go_on};
use crate::secret::SecretBytes;
use rustix::fd::{AsFd, BorrowedFd, OwnedFd};
use std::ffi::OsStr;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::atomic::{AtomicBool, Ordering};

/// Where a secret comes from: the value of every `--…-from` option.
#[derive(Clone, PartialEq, Eq)]
pub enum SecretSource {
    /// The terminal.
    Ask,
    /// The standard input.
    Stdin,
    /// A descriptor that the caller opened.
    Fd(i32),
    /// A file, or a pipe with a name.
    File(PathBuf),
}

impl SecretSource {
    /// Reads `ask`, `-`, `fd:3` or a path; a file that is called `fd:3` is written `./fd:3`.
    ///
    /// # Errors
    /// [`HostError::NotADescriptor`] when what follows `fd:` is not a number,
    /// [`HostError::NotAFile`] for an empty name.
    pub fn from_os(value: &OsStr) -> Result<Self, HostError> {
        match value.to_str() {
            Some("") => Err(HostError::NotAFile),
            Some("ask") => Ok(Self::Ask),
            Some("-") => Ok(Self::Stdin),
            Some(text) => match text.strip_prefix("fd:") {
                Some(number) => match number.parse() {
                    Ok(fd) if fd >= 0 => Ok(Self::Fd(fd)),
                    _ => Err(HostError::NotADescriptor),
                },
                None => Ok(Self::File(PathBuf::from(value))),
            },
            None => Ok(Self::File(PathBuf::from(value))),
        }
    }
}

impl FromStr for SecretSource {
    type Err = HostError;

    fn from_str(value: &str) -> Result<Self, HostError> {
        Self::from_os(OsStr::new(value))
    }
}

/// Names the kind only: what was given as a path may be a secret given by mistake.
impl std::fmt::Debug for SecretSource {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Ask => "SecretSource::Ask",
            Self::Stdin => "SecretSource::Stdin",
            Self::Fd(_) => "SecretSource::Fd",
            Self::File(_) => "SecretSource::File",
        })
    }
}

/// A secret that was read, and what is to be said about where it lay.
#[derive(Debug)]
pub struct SecretRead {
    /// The bytes, without one final line end.
    pub bytes: SecretBytes,
    /// The permission bits, when users other than the owner can read the file.
    pub open_to_others: Option<u32>,
}

static STDIN_TAKEN: AtomicBool = AtomicBool::new(false);

/// Takes the standard input for one option.
///
/// # Errors
/// [`HostError::StdinTaken`] the second time.
pub fn claim_stdin() -> Result<(), HostError> {
    match STDIN_TAKEN.swap(true, Ordering::SeqCst) {
        false => Ok(()),
        true => Err(HostError::StdinTaken),
    }
}

/// Reads a secret of at most `limit` bytes and takes one final `\n` or `\r\n` away.
///
/// # Errors
/// [`HostError::MustBeAsked`] for [`SecretSource::Ask`], which is `Console`'s;
/// [`HostError::TooLarge`] above the limit; [`HostError::StdinTaken`];
/// [`HostError::NotADescriptor`]; what opening and reading refuse.
pub fn read_secret(source: &SecretSource, limit: usize) -> Result<SecretRead, HostError> {
    match source {
        SecretSource::Ask => Err(HostError::MustBeAsked),
        SecretSource::Stdin => {
            claim_stdin()?;
            let bytes = read_whole(rustix::stdio::stdin(), limit, limit)?;
            Ok(SecretRead { bytes: without_line_end(bytes), open_to_others: None })
        }
        SecretSource::Fd(number) => {
            let bytes = read_whole(descriptor(*number)?.as_fd(), limit, limit)?;
            Ok(SecretRead { bytes: without_line_end(bytes), open_to_others: None })
        }
        SecretSource::File(path) => {
            let (fd, stat, kind) = open_readable(path)?;
            let bytes = read_whole(fd.as_fd(), limit, size_hint(&stat, kind, limit))?;
            let mode = stat.st_mode & 0o777;
            let open_to_others = (kind == Kind::Regular && mode & 0o044 != 0).then_some(mode);
            Ok(SecretRead { bytes: without_line_end(bytes), open_to_others })
        }
    }
}

#[allow(unsafe_code)]
fn descriptor(number: i32) -> Result<OwnedFd, HostError> {
    // SAFETY: the borrow ends in this statement, and the kernel checks the number.
    let copy = rustix::io::fcntl_dupfd_cloexec(unsafe { BorrowedFd::borrow_raw(number) }, 3);
    copy.map_err(|_| HostError::NotADescriptor)
}

/// Reads to the end: room for `limit` bytes and a line end is the most that is ever set aside.
pub(super) fn read_whole(
    fd: BorrowedFd<'_>,
    limit: usize,
    expected: usize,
) -> Result<SecretBytes, HostError> {
    let most = limit + 3;
    let mut room = SecretBytes::zeroed((expected + 3).min(most));
    let mut used = 0;
    loop {
        if used == room.len() {
            if used == most {
                return Err(HostError::TooLarge { limit: limit as u64 });
            }
            let mut wider = SecretBytes::zeroed((used * 2).min(most));
            // exposed to: the wider room; the narrower one is wiped when it is dropped
            wider.expose_secret_mut()[..used].copy_from_slice(room.expose_secret());
            room = wider;
        }
        // exposed to: the kernel, which writes the bytes here
        let free = &mut room.expose_secret_mut()[used..];
        match again(Doing::Reading, || rustix::io::read(fd, &mut *free))? {
            0 => break,
            count => used += count,
        }
    }
    // exposed to: a copy of the exact size
    let bytes = &room.expose_secret()[..used];
    if line_end(bytes) + limit < used {
        return Err(HostError::TooLarge { limit: limit as u64 });
    }
    Ok(SecretBytes::copied_from(bytes))
}

fn line_end(bytes: &[u8]) -> usize {
    match bytes {
        [.., b'\r', b'\n'] => 2,
        [.., b'\n'] => 1,
        _ => 0,
    }
}

fn without_line_end(bytes: SecretBytes) -> SecretBytes {
    // exposed to: a copy of the exact size
    let all = bytes.expose_secret();
    SecretBytes::copied_from(&all[..all.len() - line_end(all)])
}

/// Writes everything to a descriptor, with no buffer in between.
pub(super) fn write_whole(fd: BorrowedFd<'_>, mut bytes: &[u8]) -> Result<(), HostError> {
    while !bytes.is_empty() {
        let count = again(Doing::Writing, || rustix::io::write(fd, bytes))?;
        bytes = &bytes[count..];
    }
    Ok(())
}

/// Writes everything to the standard output, with no buffer in between.
///
/// # Errors
/// [`HostError::System`], also when the reader has gone or the disk is full.
pub fn write_stdout(bytes: &[u8]) -> Result<(), HostError> {
    write_whole(rustix::stdio::stdout(), bytes)
}

/// Whether the standard input, output and error are terminals.
pub fn is_terminal() -> [bool; 3] {
    use rustix::stdio::{stderr, stdin, stdout};
    [stdin(), stdout(), stderr()].map(rustix::termios::isatty)
}

/// How many characters a line of the standard output has; `None` where it is no terminal, or does not tell.
pub fn stdout_columns() -> Option<usize> {
    let size = rustix::termios::tcgetwinsize(rustix::stdio::stdout()).ok()?;
    Some(usize::from(size.ws_col)).filter(|columns| *columns > 0)
}

/// The standard input for streaming: every read goes straight to the descriptor.
#[derive(Debug)]
pub struct RawStdin(());

impl RawStdin {
    /// Takes the standard input.
    ///
    /// # Errors
    /// [`HostError::StdinTaken`] when an option reads it already.
    pub fn claim() -> Result<Self, HostError> {
        claim_stdin().map(|()| Self(()))
    }
}

impl Read for RawStdin {
    fn read(&mut self, room: &mut [u8]) -> std::io::Result<usize> {
        go_on()?;
        let fd = rustix::stdio::stdin();
        Ok(again(Doing::Reading, || rustix::io::read(fd, &mut *room))?)
    }
}

/// The standard output for streaming: every write goes straight to the descriptor.
#[derive(Debug, Default)]
pub struct RawStdout;

impl Write for RawStdout {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        go_on()?;
        let fd = rustix::stdio::stdout();
        Ok(again(Doing::Writing, || rustix::io::write(fd, bytes))?)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
