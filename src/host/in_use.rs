//! The signs by which a program is seen to have a file open. Nothing is changed: locks are asked about, not taken,
//! but for two that are shared and given back at once (`flock` and leases have no other way to ask), or with the file when
//! that is closed next.

use super::error::{Doing, HostError, InUse};
use super::signals::again;
use super::tree::{Facts, behind_link};
use rustix::fs::FlockOperation;
use rustix::io::Errno;
use std::ffi::OsString;
use std::fs::File;
use std::os::fd::AsRawFd;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Databases that wallets are kept in, by their first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// SQLite: Bitcoin Core since 0.21, Bither, mSIGNA, Zcash.
    Sqlite,
    /// A btree of Berkeley DB: Bitcoin Core before, and its forks.
    Berkeley,
    /// Anything else.
    Other,
}

const SQLITE: &[u8; 16] = b"SQLite format 3\0";
/// The magic number of a btree, at byte 12, in both orders of bytes.
const BTREE: [[u8; 4]; 2] = [[0x62, 0x31, 0x05, 0x00], [0x00, 0x05, 0x31, 0x62]];
/// What SQLite has beside a file while it works on it; these come and go with each change.
pub const BESIDE_SQLITE: [&str; 3] = ["-wal", "-shm", "-journal"];
/// What Bitcoin Core and its forks lock while they run: in the folder of the wallet and in the one above.
const LOCKS: [&str; 3] = [".lock", ".walletlock", "../.lock"];

/// A file that nobody has changed for so long is at rest, though a program may keep it open.
const RECENT: Duration = Duration::from_secs(600);

/// File systems on which another computer decides whether a lease is given, by their magic numbers: NFS, CIFS, SMB 2, Ceph.
#[cfg(target_os = "linux")]
const REMOTE: [i64; 4] = [0x6969, 0xff53_4d42, 0xfe53_4d42, 0x00c3_6400];

impl Format {
    pub(super) fn of(file: &File) -> Result<Self, HostError> {
        let mut head = [0; 16];
        let count = again(Doing::Reading, || rustix::io::pread(file, &mut head, 0))?;
        Ok(Self::of_head(&head[..count]))
    }

    /// By the first 16 bytes of a file; a shorter one is no database.
    pub(super) fn of_head(head: &[u8]) -> Self {
        match head.first_chunk::<16>() {
            Some(head) if head == SQLITE => Self::Sqlite,
            Some([.., a, b, c, d]) if BTREE.contains(&[*a, *b, *c, *d]) => Self::Berkeley,
            _ => Self::Other,
        }
    }
}

/// Whether a file is what SQLite keeps beside a database, by its first bytes: a log, an index of one (in the order of bytes
/// of this machine), a journal, or one that begins with zeros, or is empty, because it was ended.
pub fn is_beside_sqlite(file: &File) -> bool {
    const LOGS: [[u8; 4]; 2] = [[0x37, 0x7f, 0x06, 0x82], [0x37, 0x7f, 0x06, 0x83]];
    const JOURNAL: [u8; 4] = [0xd9, 0xd5, 0x05, 0xf9];
    let mut head = [0; 4];
    let read = again(Doing::Reading, || rustix::io::pread(file, &mut head, 0));
    let index = 3_007_000_u32.to_ne_bytes();
    read.is_ok_and(|count| {
        let of_sqlite = LOGS.contains(&head) || [JOURNAL, index, [0; 4]].contains(&head);
        count == 0 || count == head.len() && of_sqlite
    })
}

/// Whether it is an SQLite database, by its first bytes.
///
/// # Errors
/// What reading refuses.
pub fn is_sqlite(file: &File) -> Result<bool, HostError> {
    Ok(Format::of(file)? == Format::Sqlite)
}

/// Where else a file is looked for when somebody may have `path` open; a cage has to leave these in reach.
pub fn beside(path: &Path) -> Vec<PathBuf> {
    let path = &behind_link(path);
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let ends = BESIDE_SQLITE.map(|end| with_end(path, end));
    let locks = LOCKS.map(|name| folder.join(name));
    ends.into_iter().chain(locks).chain([folder.join("database")]).collect()
}

/// The sign by which a program is seen to have a file open, the first where there are several.
///
/// # Errors
/// What looking at it refuses.
pub fn in_use(place: &Path, file: &File) -> Result<Option<InUse>, HostError> {
    let format = Format::of(file)?;
    let writer = writer_of(format, file, &Facts::of_file(file)?);
    signs(place, file, (format, writer), Back::AtOnce)
}

/// When what was taken to ask is given back.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Back {
    /// At once.
    AtOnce,
    /// By closing the file, which the caller does next.
    ByClosing,
}

/// The first sign that is seen; `writer` is whether somebody wrote the file when that was asked last.
pub(super) fn signs(
    place: &Path,
    file: &File,
    (format, writer): (Format, Writer),
    back: Back,
) -> Result<Option<InUse>, HostError> {
    if let Some(lock) = locked(file, writer, back)? {
        return Ok(Some(lock));
    }
    if writer == Writer::Somebody {
        return Ok(Some(InUse::Writing));
    }
    if format == Format::Other {
        return Ok(None);
    }
    let folder = place.parent().unwrap_or(Path::new(""));
    Ok(match format {
        Format::Other => None,
        // A journal that is kept for later begins with zeros.
        Format::Sqlite => ["-wal", "-journal"]
            .iter()
            .any(|end| first_byte(&with_end(place, end)).is_some_and(|byte| byte != 0))
            .then_some(InUse::Journal),
        Format::Berkeley if has_environment(folder) => Some(InUse::Environment),
        Format::Berkeley => LOCKS
            .iter()
            .filter_map(|name| open(&folder.join(name)))
            .any(|lock| {
                locked(&lock, Writer::Unknown, Back::AtOnce).is_ok_and(|found| found.is_some())
            })
            .then_some(InUse::LockBeside),
    })
}

fn with_end(path: &Path, end: &str) -> PathBuf {
    let mut name: OsString = path.as_os_str().to_owned();
    name.push(end);
    name.into()
}

/// Opens a file that may be missing, without waiting for a pipe.
fn open(path: &Path) -> Option<File> {
    let flags = libc::O_NOFOLLOW | libc::O_NONBLOCK | libc::O_CLOEXEC;
    std::fs::OpenOptions::new().read(true).custom_flags(flags).open(path).ok()
}

fn first_byte(path: &Path) -> Option<u8> {
    let mut byte = [0];
    let count = rustix::io::pread(open(path)?, &mut byte, 0).ok()?;
    (count == 1).then_some(byte[0])
}

/// Berkeley DB keeps its shared memory in `__db.001` and on; Bitcoin Core keeps its log in `database` while it runs.
fn has_environment(folder: &Path) -> bool {
    let logs = std::fs::read_dir(folder.join("database")).into_iter().flatten().flatten();
    folder.join("__db.001").symlink_metadata().is_ok()
        || logs.into_iter().any(|entry| entry.file_name().as_encoded_bytes().starts_with(b"log."))
}

/// Whether a file was changed in this time, or is said to be changed in a time to come.
fn changed_within(facts: &Facts, time: Duration) -> bool {
    let (seconds, nanoseconds) = facts.modified.max(facts.changed);
    let changed = Duration::new(u64::try_from(seconds).unwrap_or(0), nanoseconds);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    now.saturating_sub(changed) < time
}

/// Whether anybody has a file open for writing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Writer {
    /// No process.
    Nobody,
    /// Another process.
    Somebody,
    /// It was not asked, or cannot be told.
    Unknown,
}

/// Whether anybody has a file open for writing that was changed of late; `facts` are from before.
pub(super) fn writer(file: &File, facts: &Facts) -> Writer {
    let writer = writer_with_lease(file, facts);
    give_back(file, writer);
    writer
}

/// The same; of an SQLite file with a write-ahead log it is asked however long ago it was changed: what was committed lies in
/// the log, which a second name of the file does not have beside it.
pub(super) fn writer_of(format: Format, file: &File, facts: &Facts) -> Writer {
    let mut mode = [0];
    // Byte 18 is the version by which it is written (SQLite's file format §1.3.3).
    let has_log =
        format == Format::Sqlite && rustix::io::pread(file, &mut mode, 18).is_ok() && mode == [2];
    if !has_log {
        return writer(file, facts);
    }
    let writer = lease(file);
    give_back(file, writer);
    writer
}

/// As [`writer`], and the lease is kept where there is one: until [`give_back`], or until the file is closed.
pub(super) fn writer_with_lease(file: &File, facts: &Facts) -> Writer {
    if changed_within(facts, RECENT) { lease(file) } else { Writer::Unknown }
}

/// Asks for a lease for reading, which Linux lends only while nobody has the file open for writing, be it through memory
/// alone. Of a file of another user, and on other file systems, nothing is told.
#[cfg(target_os = "linux")]
#[allow(unsafe_code)]
fn lease(file: &File) -> Writer {
    // Whoever opens the file in this moment waits for the lease, and this process gets a signal (`signals`).
    // SAFETY: the descriptor is open, and the call takes numbers only.
    let answer = unsafe { libc::fcntl(file.as_raw_fd(), libc::F_SETLEASE, libc::F_RDLCK) };
    if answer == 0 {
        return Writer::Nobody;
    }
    let refused = std::io::Error::last_os_error().raw_os_error() == Some(libc::EAGAIN);
    let is_local = || rustix::fs::fstatfs(file).is_ok_and(|at| !REMOTE.contains(&at.f_type));
    if refused && is_local() { Writer::Somebody } else { Writer::Unknown }
}

/// Gives a lease back, where there is one.
#[cfg(target_os = "linux")]
#[allow(unsafe_code)]
pub(super) fn give_back(file: &File, writer: Writer) {
    if writer == Writer::Nobody {
        // SAFETY: the descriptor is open, and the call takes numbers only.
        unsafe { libc::fcntl(file.as_raw_fd(), libc::F_SETLEASE, libc::F_UNLCK) };
    }
}

/// On other systems there is none.
#[cfg(not(target_os = "linux"))]
pub(super) fn give_back(_: &File, _: Writer) {}

/// On other systems nothing is told.
#[cfg(not(target_os = "linux"))]
fn lease(_: &File) -> Writer {
    Writer::Unknown
}

/// Whether another process may write the file only by a lock that it holds.
fn locked(file: &File, writer: Writer, back: Back) -> Result<Option<InUse>, HostError> {
    // Who holds a lock of fcntl for writing has the file open for writing.
    if writer != Writer::Nobody
        && let Some(lock) = locked_by_fcntl(file)
    {
        return Ok(Some(lock));
    }
    match rustix::fs::flock(file, FlockOperation::NonBlockingLockShared) {
        Ok(()) if back == Back::ByClosing => Ok(None),
        Ok(()) => {
            let unlock = || rustix::fs::flock(file, FlockOperation::Unlock);
            again(Doing::Reading, unlock).map(|()| None)
        }
        Err(Errno::WOULDBLOCK) => Ok(Some(InUse::Lock { process: None })),
        // Some file systems know no locks.
        Err(_) => Ok(None),
    }
}

#[allow(unsafe_code)]
fn locked_by_fcntl(file: &File) -> Option<InUse> {
    // SAFETY: `flock` is plain data; all zeros is a valid value of it, and means the whole file.
    let mut lock: libc::flock = unsafe { std::mem::zeroed() };
    lock.l_type = libc::F_RDLCK as libc::c_short;
    // SAFETY: the descriptor is open and the kernel writes into the structure that it is lent.
    let answer = unsafe { libc::fcntl(file.as_raw_fd(), libc::F_GETLK, &raw mut lock) };
    let is_locked = answer == 0 && i32::from(lock.l_type) != libc::F_UNLCK;
    // A lock of an open file, not of a process, has the number -1; one of another container has 0.
    let process = Some(lock.l_pid).filter(|process| *process > 0);
    is_locked.then_some(InUse::Lock { process })
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn of_a_database_with_a_log_a_writer_is_seen_under_any_name_and_after_any_time() {
        let folder = tempfile::tempdir().expect("a folder");
        let (path, second) = (folder.path().join("a"), folder.path().join("b"));
        let head = |mode: u8| [&SQLITE[..], &[0x10, 0, mode, mode]].concat();
        let asked = |mode: u8| {
            std::fs::write(&path, head(mode)).expect("room");
            let file = File::open(&second).expect("it is there");
            let long_ago = Facts {
                modified: (1, 0),
                changed: (1, 0),
                ..Facts::of_file(&file).expect("it is open")
            };
            let asked = |format| writer_of(format, &file, &long_ago);
            assert!(asked(Format::Other) == Writer::Unknown, "nobody asks of an old file");
            asked(Format::Sqlite)
        };
        std::fs::write(&path, head(2)).expect("room");
        std::fs::hard_link(&path, &second).expect("a second name");
        assert!(asked(2) == Writer::Nobody && asked(1) == Writer::Unknown);
        let _writer = std::fs::OpenOptions::new().write(true).open(&path).expect("it is there");
        assert!(asked(2) == Writer::Somebody);
        assert!(asked(1) == Writer::Unknown, "its journal is seen where it has one");
    }

    #[test]
    fn what_sqlite_keeps_beside_a_database_is_told_from_what_is_called_so() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("wallet-wal");
        let index = 3_007_000_u32.to_ne_bytes();
        let told = |content: &[u8]| {
            std::fs::write(&path, content).expect("room");
            is_beside_sqlite(&File::open(&path).expect("it is there"))
        };
        let journal = [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7];
        for content in
            [&b""[..], &[0; 9], &[0x37, 0x7f, 6, 0x82, 0], &[0x37, 0x7f, 6, 0x83], &index, &journal]
        {
            assert!(told(content), "{content:?}");
        }
        assert!(!told(b"my notes") && !told(&[1]) && !told(&[0; 3]));
    }
}
