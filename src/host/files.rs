//! Reads files within limits; writing is `atomic`'s.

use super::error::{Doing, HostError};
use super::signals::again;
use super::stdio::{claim_stdin, read_whole};
use crate::secret::SecretBytes;
use rustix::fd::{AsFd, OwnedFd};
use rustix::fs::{FileType, Mode, OFlags, Stat};
use rustix::io::Errno;
use std::fs::File;
use std::path::{Path, PathBuf};

/// What may be read: the two kinds of file that come to an end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Regular,
    Pipe,
}

pub(super) fn open_readable(path: &Path) -> Result<(OwnedFd, Stat, Kind), HostError> {
    open_readable_with(path, OFlags::empty())
}

fn open_readable_with(path: &Path, more: OFlags) -> Result<(OwnedFd, Stat, Kind), HostError> {
    let flags = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NOCTTY | more;
    let fd = again(Doing::Opening, || rustix::fs::open(path, flags, Mode::empty()))?;
    let stat = again(Doing::Opening, || rustix::fs::fstat(&fd))?;
    let kind = match FileType::from_raw_mode(stat.st_mode) {
        FileType::RegularFile => Kind::Regular,
        FileType::Fifo => Kind::Pipe,
        FileType::Directory => return Err(HostError::IsFolder),
        _ => return Err(HostError::NotAFile),
    };
    Ok((fd, stat, kind))
}

/// How much room a first reading needs; the kernel's figure for a pipe means nothing.
pub(super) fn size_hint(stat: &Stat, kind: Kind, limit: usize) -> usize {
    match kind {
        Kind::Regular => usize::try_from(stat.st_size).unwrap_or(0).min(limit),
        Kind::Pipe => limit.min(64 * 1024),
    }
}

/// Reads a whole file, or a pipe with a name, of at most `limit` bytes.
///
/// # Errors
/// [`HostError::TooLarge`], for a regular file before any of it is read;
/// [`HostError::IsFolder`], [`HostError::NotAFile`]; what opening and reading refuse.
pub fn read_file(path: &Path, limit: usize) -> Result<SecretBytes, HostError> {
    let (fd, stat, kind) = open_readable(path)?;
    if kind == Kind::Regular && u64::try_from(stat.st_size).unwrap_or(0) > limit as u64 {
        return Err(HostError::TooLarge { limit: limit as u64 });
    }
    let bytes = read_whole(fd.as_fd(), limit, size_hint(&stat, kind, limit))?;
    if bytes.len() > limit {
        return Err(HostError::TooLarge { limit: limit as u64 });
    }
    Ok(bytes)
}

/// Reads the whole standard input, of at most `limit` bytes.
///
/// # Errors
/// [`HostError::StdinTaken`] when an option reads it already; [`HostError::TooLarge`].
pub fn read_stdin(limit: usize) -> Result<SecretBytes, HostError> {
    claim_stdin()?;
    let bytes = read_whole(rustix::stdio::stdin(), limit, limit.min(64 * 1024))?;
    if bytes.len() > limit {
        return Err(HostError::TooLarge { limit: limit as u64 });
    }
    Ok(bytes)
}

/// Reads a whole public text of at most `limit` bytes.
///
/// # Errors
/// As [`read_file`], and [`HostError::NotText`].
pub fn read_text(path: &Path, limit: usize) -> Result<String, HostError> {
    // exposed to: the caller, who named the file as public
    let bytes = read_file(path, limit)?.expose_secret().to_vec();
    String::from_utf8(bytes).map_err(|_| HostError::NotText)
}

/// Opens a file, or a pipe with a name, for streaming.
///
/// # Errors
/// [`HostError::IsFolder`], [`HostError::NotAFile`]; what opening refuses.
pub fn open_input(path: &Path) -> Result<File, HostError> {
    let (fd, _, _) = open_readable(path)?;
    Ok(File::from(fd))
}

/// Opens a regular file, for streaming. A pipe with a name is refused at once, where [`open_input`] waits for somebody who
/// writes to it.
///
/// # Errors
/// [`HostError::IsFolder`], [`HostError::NotAFile`]; what opening refuses.
pub fn open_regular(path: &Path) -> Result<File, HostError> {
    match open_readable_with(path, OFlags::NONBLOCK)? {
        (fd, _, Kind::Regular) => Ok(File::from(fd)),
        (_, _, Kind::Pipe) => Err(HostError::NotAFile),
    }
}

pub(super) fn open_folder(path: &Path) -> Result<OwnedFd, HostError> {
    let flags = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::DIRECTORY;
    again(Doing::Opening, || rustix::fs::open(path, flags, Mode::empty()))
}

/// Brings a folder's entries to the disk. File systems that cannot do so answer "invalid", which is
/// their nature and not a fault.
pub(super) fn flush_folder(folder: &OwnedFd) -> Result<(), HostError> {
    match rustix::io::retry_on_intr(|| rustix::fs::fsync(folder)) {
        Ok(()) | Err(Errno::INVAL) => Ok(()),
        Err(errno) => Err(HostError::system(Doing::Flushing, errno)),
    }
}

/// The folder that holds `path`.
pub(super) fn parent_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        Some(_) => PathBuf::from("."),
        None => PathBuf::from("/"),
    }
}

/// Whether what is written at `path` stays in memory (tmpfs, ramfs) and is gone after a restart.
///
/// A path that does not exist yet is answered for the folder it would be in. Elsewhere than on Linux
/// the answer is no.
pub fn on_memory_storage(path: &Path) -> bool {
    #[cfg(target_os = "linux")]
    {
        const TMPFS: u64 = 0x0102_1994;
        const RAMFS: u64 = 0x8584_58f6;
        let found = rustix::fs::statfs(path).or_else(|_| rustix::fs::statfs(parent_of(path)));
        found.is_ok_and(|kind| [TMPFS, RAMFS].contains(&(kind.f_type as u64 & 0xffff_ffff)))
    }
    #[cfg(not(target_os = "linux"))]
    {
        let _ = path;
        false
    }
}
