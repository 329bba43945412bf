//! Writes files whole or not at all: the one way in which anything reaches a disk.
//!
//! The bytes go to a file without a name in the target's own folder (`O_TMPFILE`), or to a hidden
//! temporary name where the file system has no nameless files. They are brought to the disk, the
//! file gets its name in one step, and the folder is brought to the disk. Until that step the target
//! is untouched; a file that is dropped before `commit` leaves nothing.

use super::entropy::fill_random;
use super::error::{Doing, HostError};
use super::files::{flush_folder, open_folder, parent_of};
use super::signals::{again, go_on};
use rustix::fd::{AsFd, AsRawFd, OwnedFd};
use rustix::fs::{AtFlags, CWD, FileType, Mode, OFlags, RenameFlags};
use rustix::io::Errno;
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::Path;

/// What to do when the name is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existing {
    /// Leave it alone and fail.
    Refuse,
    /// Replace it, if it is a regular file.
    Replace,
}

/// A file under its final name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub struct Placed {
    /// The permission bits that the medium gave, when they are not 0600 (exFAT has none).
    pub open_mode: Option<u32>,
}

/// A file that has no name, or a temporary one, until it is whole.
#[derive(Debug)]
pub struct AtomicFile {
    folder: OwnedFd,
    name: OsString,
    existing: Existing,
    file: File,
    temporary: Option<OsString>,
    /// Bytes written, and how many of them were sent on to the disk.
    written: u64,
    sent_on: u64,
}

/// A large file is sent on to the disk in steps of this many bytes, so that `commit` need not wait for all of it.
#[cfg(target_os = "linux")]
const STEP: u64 = 16 << 20;

impl AtomicFile {
    /// Opens a new file (0600) that will be called `path`.
    ///
    /// # Errors
    /// [`HostError::Exists`] when the name is taken and `existing` is `Refuse`;
    /// [`HostError::IsLink`], [`HostError::IsFolder`], [`HostError::NotAFile`] when it is taken by
    /// something that is never replaced; what opening refuses.
    pub fn create(path: &Path, existing: Existing) -> Result<Self, HostError> {
        Self::create_by(nameless, path, existing)
    }

    fn create_by(
        nameless: impl FnOnce(&OwnedFd) -> Result<Option<OwnedFd>, HostError>,
        path: &Path,
        existing: Existing,
    ) -> Result<Self, HostError> {
        let name = path.file_name().ok_or(HostError::NotAFile)?.to_owned();
        if path.as_os_str().as_bytes().ends_with(b"/") {
            return Err(HostError::IsFolder);
        }
        let folder = open_folder(&parent_of(path))?;
        check_target(&folder, &name, existing)?;
        let (fd, temporary) = match nameless(&folder)? {
            Some(fd) => (fd, None),
            None => named(&folder, &name).map(|(fd, temporary)| (fd, Some(temporary)))?,
        };
        // The umask may have taken bits away; media without permissions refuse, and `commit` says so.
        let _ = rustix::fs::fchmod(&fd, Mode::RUSR | Mode::WUSR);
        Ok(Self { folder, name, existing, file: File::from(fd), temporary, written: 0, sent_on: 0 })
    }

    /// Lends what was written so far, from its first byte, so that it can be checked before it counts.
    ///
    /// # Errors
    /// [`HostError::System`] when the file cannot be rewound.
    pub fn read_back(&mut self) -> Result<impl Read + '_, HostError> {
        let rewound = self.file.seek(SeekFrom::Start(0));
        rewound.map_err(|error| HostError::io(Doing::Reading, &error))?;
        Ok(&mut self.file)
    }

    /// Gives the file its name, once its bytes are on the disk.
    ///
    /// # Errors
    /// [`HostError::Exists`] when the name was taken meanwhile; [`HostError::System`] for everything
    /// that the disk refuses. The target is then what it was before, unless only the last step
    /// failed (`Doing::Flushing`, the folder), which leaves the new file whole under its name.
    pub fn commit(mut self) -> Result<Placed, HostError> {
        again(Doing::Flushing, || rustix::fs::fsync(&self.file))?;
        match (self.temporary.is_some(), self.existing) {
            (false, Existing::Refuse) => self.link_nameless(&self.name)?,
            (false, Existing::Replace) => {
                let temporary = temporary_name(&self.name)?;
                // Remembered first: where the answer to the link is lost, the name goes all the same.
                self.temporary = Some(temporary.clone());
                self.link_nameless(&temporary)?;
                self.rename_over()?;
            }
            (true, Existing::Refuse) => self.rename_if_free()?,
            (true, Existing::Replace) => self.rename_over()?,
        }
        flush_folder(&self.folder)?;
        let stat = again(Doing::Naming, || rustix::fs::fstat(&self.file))?;
        let mode = stat.st_mode & 0o777;
        Ok(Placed { open_mode: (mode != 0o600).then_some(mode) })
    }

    /// Asks the kernel to begin writing to the disk; whether it does is seen by `commit`'s flush only.
    #[cfg(target_os = "linux")]
    #[allow(unsafe_code)]
    fn send_on(&mut self) {
        let Some(length) = self.written.checked_sub(self.sent_on).filter(|length| *length >= STEP)
        else {
            return;
        };
        if let (Ok(from), Ok(length)) = (self.sent_on.try_into(), length.try_into()) {
            let file = self.file.as_raw_fd();
            // SAFETY: the call takes numbers only, and the file is open.
            unsafe { libc::sync_file_range(file, from, length, libc::SYNC_FILE_RANGE_WRITE) };
        }
        self.sent_on = self.written;
    }

    #[cfg(not(target_os = "linux"))]
    fn send_on(&mut self) {
        self.sent_on = self.written;
    }

    fn link_nameless(&self, name: &OsStr) -> Result<(), HostError> {
        let own = own_descriptor(self.file.as_raw_fd());
        named_by(|| rustix::fs::linkat(CWD, &own, &self.folder, name, AtFlags::SYMLINK_FOLLOW))
    }

    fn rename_over(&mut self) -> Result<(), HostError> {
        check_target(&self.folder, &self.name, Existing::Replace)?;
        let temporary = self.temporary.as_ref().expect("a file with a temporary name");
        named_by(|| rustix::fs::renameat(&self.folder, temporary, &self.folder, &self.name))?;
        self.temporary = None;
        Ok(())
    }

    fn rename_if_free(&mut self) -> Result<(), HostError> {
        let temporary = self.temporary.as_ref().expect("a file with a temporary name");
        let (from, to) = ((&self.folder, temporary), (&self.folder, &self.name));
        let flags = RenameFlags::NOREPLACE;
        match again(Doing::Naming, || {
            match rustix::fs::renameat_with(from.0, from.1, to.0, to.1, flags) {
                Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => Ok(None),
                Err(Errno::EXIST) => Ok(Some(Err(HostError::Exists))),
                other => other.map(|()| Some(Ok(()))),
            }
        })? {
            Some(moved) => moved?,
            None => {
                // FAT through FUSE knows neither this flag nor links. Looking once more and then
                // renaming leaves a moment for a race, on media that one person holds in the hand.
                check_target(&self.folder, &self.name, Existing::Refuse)?;
                named_by(|| rustix::fs::renameat(from.0, from.1, to.0, to.1))?;
            }
        }
        self.temporary = None;
        Ok(())
    }
}

impl Write for AtomicFile {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        go_on()?;
        let count = again(Doing::Writing, || rustix::io::write(self.file.as_fd(), bytes))?;
        self.written += count as u64;
        self.send_on();
        Ok(count)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Drop for AtomicFile {
    fn drop(&mut self) {
        if let Some(temporary) = &self.temporary {
            // A destructor cannot report; the file is 0600 and its name says whose it is.
            let remove = || rustix::fs::unlinkat(&self.folder, temporary, AtFlags::empty());
            let _ = rustix::io::retry_on_intr(remove);
        }
    }
}

fn named_by(mut call: impl FnMut() -> Result<(), Errno>) -> Result<(), HostError> {
    again(Doing::Naming, || match call() {
        Err(Errno::EXIST) => Ok(Err(HostError::Exists)),
        other => other.map(Ok),
    })?
}

fn check_target(folder: &OwnedFd, name: &OsStr, existing: Existing) -> Result<(), HostError> {
    let stat = match rustix::fs::statat(folder, name, AtFlags::SYMLINK_NOFOLLOW) {
        Ok(stat) => stat,
        Err(Errno::NOENT) => return Ok(()),
        Err(errno) => return Err(HostError::system(Doing::Opening, errno)),
    };
    match (FileType::from_raw_mode(stat.st_mode), existing) {
        (FileType::Directory, _) => Err(HostError::IsFolder),
        (FileType::Symlink, _) => Err(HostError::IsLink),
        (FileType::RegularFile, Existing::Refuse) => Err(HostError::Exists),
        (FileType::RegularFile, Existing::Replace) => Ok(()),
        _ => Err(HostError::NotAFile),
    }
}

fn own_descriptor(fd: i32) -> String {
    format!("/proc/self/fd/{fd}")
}

/// Opens a file without a name; `None` where the file system or the missing `/proc` does not allow it.
#[cfg(target_os = "linux")]
fn nameless(folder: &OwnedFd) -> Result<Option<OwnedFd>, HostError> {
    let flags = OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC;
    match rustix::fs::openat(folder, ".", flags, Mode::RUSR | Mode::WUSR) {
        Ok(fd) => {
            let own = own_descriptor(fd.as_raw_fd());
            Ok(rustix::fs::readlink(own, Vec::new()).is_ok().then_some(fd))
        }
        Err(Errno::OPNOTSUPP | Errno::ISDIR | Errno::INVAL | Errno::NOENT) => Ok(None),
        Err(errno) => Err(HostError::system(Doing::Creating, errno)),
    }
}

#[cfg(not(target_os = "linux"))]
fn nameless(_: &OwnedFd) -> Result<Option<OwnedFd>, HostError> {
    Ok(None)
}

fn named(folder: &OwnedFd, name: &OsStr) -> Result<(OwnedFd, OsString), HostError> {
    let temporary = temporary_name(name)?;
    let flags = OFlags::CREATE | OFlags::EXCL | OFlags::RDWR | OFlags::CLOEXEC | OFlags::NOFOLLOW;
    let mode = Mode::RUSR | Mode::WUSR;
    let fd = again(Doing::Creating, || rustix::fs::openat(folder, &temporary, flags, mode))?;
    Ok((fd, temporary))
}

/// `.NAME.coldkeep-` and sixteen hex digits; a long name is cut so that the whole stays below 255.
pub(super) fn temporary_name(name: &OsStr) -> Result<OsString, HostError> {
    let mut random = [0; 8];
    fill_random(&mut random)?;
    let shown = name.as_bytes();
    let mut temporary = vec![b'.'];
    temporary.extend_from_slice(&shown[..shown.len().min(200)]);
    temporary.extend_from_slice(b".coldkeep-");
    temporary.extend_from_slice(format!("{:016x}", u64::from_le_bytes(random)).as_bytes());
    Ok(OsString::from_vec(temporary))
}

#[cfg(test)]
mod tests {
    use super::*;

    // As on a file system without nameless files.
    fn create_named(path: &Path, existing: Existing) -> Result<AtomicFile, HostError> {
        AtomicFile::create_by(|_| Ok(None), path, existing)
    }

    fn entries(folder: &Path) -> usize {
        std::fs::read_dir(folder).unwrap().count()
    }

    #[test]
    fn a_temporary_name_is_hidden_and_gone_afterwards() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("result");
        let mut file = create_named(&path, Existing::Refuse).unwrap();
        file.write_all(b"whole").unwrap();
        let temporary = file.temporary.clone().unwrap().into_string().unwrap();
        assert!(temporary.starts_with(".result.coldkeep-") && !path.exists(), "{temporary}");
        assert_eq!(file.commit().unwrap().open_mode, None);
        assert_eq!(std::fs::read(&path).unwrap(), b"whole");
        drop(create_named(&path, Existing::Replace).unwrap());
        assert_eq!(entries(folder.path()), 1);
    }

    #[test]
    fn a_temporary_name_replaces_only_when_it_was_said() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("result");
        let file = create_named(&path, Existing::Refuse).unwrap();
        std::fs::write(&path, "early").unwrap();
        assert_eq!(file.commit().unwrap_err(), HostError::Exists);
        assert_eq!(std::fs::read(&path).unwrap(), b"early");
        let mut file = create_named(&path, Existing::Replace).unwrap();
        file.write_all(b"late").unwrap();
        assert_eq!(file.commit().unwrap().open_mode, None);
        assert_eq!(std::fs::read(&path).unwrap(), b"late");
        assert_eq!(entries(folder.path()), 1);
    }
}
