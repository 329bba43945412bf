//! Copies an SQLite file that a program has open, by SQLite's own backup, into memory. The only file that names the
//! crate of SQLite.
//!
//! The source and the memory that its programs share are opened for reading only, so nothing beside it is made or
//! mended: a journal that an interrupted program left behind is its own to play back, and the copy is then refused.
//! What SQLite frees is wiped.

use super::error::{HostError, InUse};
use super::signals::go_on;
use crate::secret::{self, SecretBytes};
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags, ffi};
use std::ffi::{c_int, c_void};
use std::mem::MaybeUninit;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::sync::Once;
use std::time::Duration;

/// The largest file that is copied into memory, in bytes: of a larger one the program has to be stopped.
const LIMIT: u64 = 256 << 20;
/// Pages that are copied before a signal is looked for.
const PAGES: i32 = 4096;
/// How often a writer is waited for, and how long each time.
const TRIES: usize = 40;
const PAUSE: Duration = Duration::from_millis(50);

/// A whole database in memory, as the file that SQLite would have written.
pub(super) struct Snapshot(SecretBytes);

impl Snapshot {
    pub(super) fn bytes(&self) -> &[u8] {
        // exposed to: the archive that is being encrypted
        self.0.expose_secret()
    }
}

/// Copies the database at `place`; `sign` is how it was seen to be open.
///
/// # Errors
/// [`HostError::InUse`] when the program that has it open lets nobody read, or left a journal behind;
/// [`HostError::TooLarge`]; [`HostError::Database`].
pub(super) fn snapshot(place: &Path, sign: InUse) -> Result<Snapshot, HostError> {
    wipe_what_is_freed();
    for _ in 0..TRIES {
        match copy(place, sign) {
            Err(HostError::InUse(_)) => std::thread::sleep(PAUSE),
            other => return other,
        }
    }
    Err(HostError::InUse(sign))
}

fn copy(place: &Path, sign: InUse) -> Result<Snapshot, HostError> {
    let refused = |error: rusqlite::Error| match error.sqlite_error() {
        // Locked by its program, or to be mended first, which takes writing; or the shared memory beside a journal is
        // missing, because its program was interrupted or is just beginning.
        Some(ffi::Error {
            code: ffi::ErrorCode::DatabaseBusy | ffi::ErrorCode::DatabaseLocked,
            ..
        })
        | Some(ffi::Error {
            code: ffi::ErrorCode::ReadOnly | ffi::ErrorCode::CannotOpen, ..
        }) => HostError::InUse(sign),
        Some(error) => HostError::Database { code: error.extended_code },
        None => HostError::Database { code: 0 },
    };
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_URI;
    let source = Connection::open_with_flags(address(place), flags).map_err(refused)?;
    // Waiting is done above, for a time that is known; the library alone would wait 5 s each time.
    source.busy_timeout(Duration::ZERO).map_err(refused)?;
    let number = |name: &str| {
        source.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).map_err(refused)
    };
    let (page, pages) = (number("page_size")?, number("page_count")?);
    if u64::try_from(page.saturating_mul(pages)).unwrap_or(u64::MAX) > LIMIT {
        return Err(HostError::InUse(sign));
    }
    let mut copy = Connection::open_in_memory().map_err(refused)?;
    copy.pragma_update(None, "page_size", page).map_err(refused)?;
    {
        let backup = Backup::new(&source, &mut copy).map_err(refused)?;
        loop {
            go_on()?;
            match backup.step(PAGES).map_err(refused)? {
                StepResult::Done => break,
                StepResult::More => {}
                _ => return Err(HostError::InUse(sign)),
            }
        }
    }
    let sound: String =
        copy.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)).map_err(refused)?;
    if sound != "ok" {
        return Err(HostError::Database { code: ffi::SQLITE_CORRUPT });
    }
    let bytes = copy.serialize("main").map_err(refused)?;
    Ok(Snapshot(SecretBytes::copied_from(&bytes)))
}

/// The URI by which SQLite opens the file and leaves everything beside it as it is. Without `readonly_shm` it would
/// make the shared memory of a journal anew (unixOpenSharedMemory in its os_unix.c).
fn address(place: &Path) -> String {
    let escaped: String = place
        .as_os_str()
        .as_bytes()
        .iter()
        .map(|byte| match byte.is_ascii_alphanumeric() {
            true => char::from(*byte).to_string(),
            false => format!("%{byte:02x}"),
        })
        .collect();
    format!("file:{escaped}?mode=ro&readonly_shm=1")
}

/// Gives SQLite an allocator that wipes, before its first use.
#[allow(unsafe_code)]
fn wipe_what_is_freed() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let methods = ffi::sqlite3_mem_methods {
            xMalloc: Some(take),
            xFree: Some(give_back),
            xRealloc: Some(change),
            xSize: Some(size),
            xRoundup: Some(round_up),
            xInit: Some(begin),
            xShutdown: Some(end),
            pAppData: std::ptr::null_mut(),
        };
        // SAFETY: SQLite was not used before, and copies the table.
        unsafe { ffi::sqlite3_config(ffi::SQLITE_CONFIG_MALLOC, &raw const methods) };
    });
}

#[allow(unsafe_code)]
unsafe extern "C" fn take(bytes: c_int) -> *mut c_void {
    // SAFETY: any size may be asked for.
    unsafe { libc::malloc(bytes as usize) }
}

#[allow(unsafe_code)]
unsafe extern "C" fn give_back(block: *mut c_void) {
    if block.is_null() {
        return;
    }
    // SAFETY: SQLite gives up a live block; all of it may be written.
    unsafe {
        let length = libc::malloc_usable_size(block);
        secret::wipe(std::slice::from_raw_parts_mut(block.cast::<MaybeUninit<u8>>(), length));
        libc::free(block);
    }
}

/// A block that changes its size is moved, so that the old one is wiped whole.
#[allow(unsafe_code)]
unsafe extern "C" fn change(block: *mut c_void, bytes: c_int) -> *mut c_void {
    // SAFETY: both blocks are live and as long as is copied; the old one is given up afterwards.
    unsafe {
        let wider = take(bytes);
        if !wider.is_null() && !block.is_null() {
            let length = libc::malloc_usable_size(block).min(bytes as usize);
            std::ptr::copy_nonoverlapping(block.cast::<u8>(), wider.cast::<u8>(), length);
            give_back(block);
        }
        wider
    }
}

#[allow(unsafe_code)]
unsafe extern "C" fn size(block: *mut c_void) -> c_int {
    // SAFETY: a live block, or none, which has no bytes.
    unsafe { libc::malloc_usable_size(block) as c_int }
}

extern "C" fn round_up(bytes: c_int) -> c_int {
    (bytes + 7) & !7
}

extern "C" fn begin(_: *mut c_void) -> c_int {
    ffi::SQLITE_OK
}

extern "C" fn end(_: *mut c_void) {}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// A database whose last row is in its journal alone, held open by the connection that comes back.
    fn held(folder: &Path) -> Connection {
        let place = folder.join("wallet #1?.dat");
        let open = Connection::open_with_flags(
            place,
            OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
        )
        .expect("a database");
        open.execute_batch(
            "PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0; CREATE TABLE main (value);
             INSERT INTO main VALUES ('first');",
        )
        .expect("a journal");
        open
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn an_open_database_is_copied_with_its_journal_and_nothing_is_made() {
        let folder = tempfile::tempdir().expect("a folder");
        let open = held(folder.path());
        let before = names(folder.path());
        let place = folder.path().join("wallet #1?.dat");
        let copy =
            snapshot(&place, InUse::Journal).map_err(|error| error.to_string()).expect("a copy");
        let needle = b"first";
        assert!(copy.bytes().windows(needle.len()).any(|part| part == needle));
        assert_eq!(names(folder.path()), before);
        drop(open);
    }

    #[test]
    fn a_journal_that_was_left_behind_is_refused_and_nothing_is_made() {
        let folder = tempfile::tempdir().expect("a folder");
        let left = tempfile::tempdir().expect("a folder");
        let open = held(folder.path());
        for name in ["wallet #1?.dat", "wallet #1?.dat-wal"] {
            fs::copy(folder.path().join(name), left.path().join(name)).expect("a copy");
        }
        drop(open);
        let before = names(left.path());
        let refused = snapshot(&left.path().join("wallet #1?.dat"), InUse::Journal).err();
        assert!(matches!(refused, Some(HostError::InUse(InUse::Journal))));
        assert_eq!(names(left.path()), before, "SQLite made something");
    }
}
