//! A new folder that is filled from an archive: every step goes through folders that this run made and opened, so no
//! name and no link leads anywhere else, and nothing is replaced.
//!
//! As with `folder`, everything is made in a hidden folder that only its owner may enter, and gets its name at the
//! end, in one step. A folder that is dropped before takes away what it made, and nothing else.

use super::atomic::temporary_name;
use super::error::{Doing, HostError};
use super::files::{flush_folder, open_folder, parent_of};
use super::signals::{again, go_on};
use rustix::fd::{AsFd, OwnedFd};
use rustix::fs::{AtFlags, CWD, FileType, Mode, OFlags, RenameFlags, Timespec, Timestamps};
use rustix::io::Errno;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

/// The most that the names of what was made may hold, in bytes. Each folder on the way to a file has one of its own, so
/// a short archive of deep names could ask for any amount of memory.
const MAX_MADE: usize = 512 << 20;

/// A folder that is being filled. Names are lists of parts, none of which is empty, `.`, `..` or has a slash.
pub struct Unfolding {
    path: PathBuf,
    hidden: Option<PathBuf>,
    top: OwnedFd,
    /// The folder that the last name was in, so that it is not looked up for each of its files.
    last: Option<(Vec<u8>, OwnedFd)>,
    /// All that was made, for the case that it must go: names with a slash between their parts, folders with one
    /// behind.
    made: Vec<Vec<u8>>,
    /// Bytes in `made`.
    made_bytes: usize,
}

/// A file that is being written in such a folder.
#[derive(Debug)]
pub struct UnfoldingFile {
    file: OwnedFd,
    bytes: u64,
    mode: u32,
    modified: i64,
}

impl Unfolding {
    /// Begins a folder that will be called `path`.
    ///
    /// # Errors
    /// [`HostError::Exists`] when the name is taken; what making it refuses.
    pub fn create(path: &Path) -> Result<Self, HostError> {
        if path.symlink_metadata().is_ok() {
            return Err(HostError::Exists);
        }
        let name = path.file_name().ok_or(HostError::NotAFile)?;
        let hidden = parent_of(path).join(temporary_name(name)?);
        again(Doing::Creating, || rustix::fs::mkdir(&hidden, Mode::RWXU))?;
        let top = match open_folder(&hidden) {
            Ok(top) => top,
            Err(error) => {
                let _ = rustix::fs::rmdir(&hidden);
                return Err(error);
            }
        };
        // Media without permissions refuse this.
        let _ = rustix::fs::fchmod(&top, Mode::RWXU);
        Ok(Self {
            path: path.to_owned(),
            hidden: Some(hidden),
            top,
            last: None,
            made: Vec::new(),
            made_bytes: 0,
        })
    }

    /// Makes a folder, and those it lies in; one that this run made already stays.
    ///
    /// # Errors
    /// [`HostError::IsLink`] when a part is something else than a folder; what making it refuses.
    pub fn folder(&mut self, parts: &[&[u8]]) -> Result<(), HostError> {
        self.last = None;
        let folder = self.enter(parts)?;
        self.last = Some((parts.join(&b'/'), folder));
        Ok(())
    }

    /// Begins a file (0600 until it is whole).
    ///
    /// # Errors
    /// [`HostError::Exists`] when the name is taken, [`HostError::IsLink`] when it leads through something else than
    /// folders; what making it refuses.
    pub fn file(
        &mut self,
        parts: &[&[u8]],
        bytes: u64,
        mode: u32,
        modified: i64,
    ) -> Result<UnfoldingFile, HostError> {
        let flags =
            OFlags::CREATE | OFlags::EXCL | OFlags::RDWR | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let file = self.make(parts, |folder, name| {
            rustix::fs::openat(folder, name, flags, Mode::RUSR | Mode::WUSR)
        })?;
        Ok(UnfoldingFile { file, bytes, mode, modified })
    }

    /// Makes a symbolic link, changed at that time; the caller has looked at where it leads.
    ///
    /// # Errors
    /// As [`Self::file`].
    pub fn link(&mut self, parts: &[&[u8]], target: &[u8], modified: i64) -> Result<(), HostError> {
        self.make(parts, |folder, name| {
            rustix::fs::symlinkat(target, folder, name)?;
            // Media that keep no times of links refuse this.
            let (times, itself) = (changed_then(modified), AtFlags::SYMLINK_NOFOLLOW);
            let _ = rustix::fs::utimensat(folder, name, &times, itself);
            Ok(())
        })
    }

    /// Gives a file that this run made a second name.
    ///
    /// # Errors
    /// As [`Self::file`], and [`HostError::NotAFile`] when `first` is no file of this run.
    pub fn again(&mut self, parts: &[&[u8]], first: &[&[u8]]) -> Result<(), HostError> {
        let (name, folders) = first.split_last().ok_or(HostError::NotAFile)?;
        let from = self.enter_made(folders)?.ok_or(HostError::NotAFile)?;
        let stat = rustix::fs::statat(&from, *name, AtFlags::SYMLINK_NOFOLLOW)
            .map_err(|_| HostError::NotAFile)?;
        if FileType::from_raw_mode(stat.st_mode) != FileType::RegularFile {
            return Err(HostError::NotAFile);
        }
        self.make(parts, |folder, new| {
            rustix::fs::linkat(&from, *name, folder, new, AtFlags::empty())
        })
    }

    fn make<T>(
        &mut self,
        parts: &[&[u8]],
        call: impl Fn(&OwnedFd, &[u8]) -> Result<T, Errno>,
    ) -> Result<T, HostError> {
        go_on()?;
        let (name, folders) = parts.split_last().ok_or(HostError::Exists)?;
        let key = folders.join(&b'/');
        if self.last.as_ref().is_none_or(|(last, _)| *last != key) {
            let folder = self.enter(folders)?;
            self.last = Some((key, folder));
        }
        let (_, folder) = self.last.as_ref().expect("set above");
        let made = again(Doing::Creating, || match call(folder, name) {
            Err(Errno::EXIST) => Ok(Err(HostError::Exists)),
            other => other.map(Ok),
        })??;
        self.remember(parts.join(&b'/'))?;
        Ok(made)
    }

    fn remember(&mut self, name: Vec<u8>) -> Result<(), HostError> {
        self.made_bytes += name.len();
        self.made.push(name);
        match self.made_bytes <= MAX_MADE {
            true => Ok(()),
            false => Err(HostError::TooLarge { limit: MAX_MADE as u64 }),
        }
    }

    /// Opens a folder below the top, and makes what is missing on the way.
    fn enter(&mut self, parts: &[&[u8]]) -> Result<OwnedFd, HostError> {
        let mut folder = self.top_again()?;
        for (depth, part) in (1..).zip(parts) {
            let made =
                again(Doing::Creating, || match rustix::fs::mkdirat(&folder, *part, Mode::RWXU) {
                    Err(Errno::EXIST) => Ok(false),
                    other => other.map(|()| true),
                })?;
            if made {
                let mut name = parts[..depth].join(&b'/');
                name.push(b'/');
                self.remember(name)?;
            }
            folder = step(&folder, part)?.ok_or(HostError::IsLink)?;
        }
        Ok(folder)
    }

    fn enter_made(&self, parts: &[&[u8]]) -> Result<Option<OwnedFd>, HostError> {
        let mut folder = self.top_again()?;
        for part in parts {
            match step(&folder, part)? {
                Some(next) => folder = next,
                None => return Ok(None),
            }
        }
        Ok(Some(folder))
    }

    fn top_again(&self) -> Result<OwnedFd, HostError> {
        again(Doing::Opening, || rustix::io::fcntl_dupfd_cloexec(&self.top, 3))
    }

    /// Gives a folder of this run its rights and its time, once nothing more is made in it.
    ///
    /// # Errors
    /// What the system refuses.
    pub fn settle(&mut self, parts: &[&[u8]], mode: u32, modified: i64) -> Result<(), HostError> {
        self.last = None;
        let folder = self.enter_made(parts)?.ok_or(HostError::NotAFile)?;
        dress(&folder, mode, modified)
    }

    /// Brings everything to the disk and gives the folder its name.
    ///
    /// # Errors
    /// [`HostError::Exists`] when the name was taken meanwhile; what the system refuses. Nothing is left then.
    pub fn keep(mut self) -> Result<(), HostError> {
        self.last = None;
        let hidden = self.hidden.clone().ok_or(HostError::NotAFile)?;
        flush_all(&self.top)?;
        match again(Doing::Naming, || {
            rustix::fs::renameat_with(CWD, &hidden, CWD, &self.path, RenameFlags::NOREPLACE)
        }) {
            // FAT through FUSE does not know the flag; a plain rename never replaces a folder that holds something.
            Err(HostError::System { .. }) if self.path.symlink_metadata().is_err() => {
                again(Doing::Naming, || rustix::fs::rename(&hidden, &self.path))?;
            }
            Err(_) if self.path.symlink_metadata().is_ok() => return Err(HostError::Exists),
            other => other?,
        }
        self.hidden = None;
        flush_folder(&open_folder(&parent_of(&self.path))?)
    }
}

impl UnfoldingFile {
    /// Writes a part at its place; what is never written is a hole.
    ///
    /// # Errors
    /// What the system refuses.
    pub fn write(&mut self, mut offset: u64, mut bytes: &[u8]) -> Result<(), HostError> {
        while !bytes.is_empty() {
            go_on()?;
            let count = again(Doing::Writing, || rustix::io::pwrite(&self.file, bytes, offset))?;
            bytes = &bytes[count..];
            offset += count as u64;
        }
        Ok(())
    }

    /// Gives the file its length, its rights and its time.
    ///
    /// # Errors
    /// What the system refuses.
    pub fn finish(self) -> Result<(), HostError> {
        let stat = again(Doing::Writing, || rustix::fs::fstat(&self.file))?;
        if u64::try_from(stat.st_size).ok() != Some(self.bytes) {
            again(Doing::Writing, || rustix::fs::ftruncate(&self.file, self.bytes))?;
        }
        dress(&self.file, self.mode, self.modified)
    }
}

/// One folder down, by no link.
fn step(folder: &OwnedFd, part: &[u8]) -> Result<Option<OwnedFd>, HostError> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    again(Doing::Opening, || match rustix::fs::openat(folder, part, flags, Mode::empty()) {
        Err(Errno::NOTDIR | Errno::LOOP | Errno::NOENT) => Ok(None),
        other => other.map(Some),
    })
}

/// Rights without those to run as somebody else, and the time of the last change.
fn dress(file: impl AsFd, mode: u32, modified: i64) -> Result<(), HostError> {
    // Media without permissions refuse this.
    let _ = rustix::fs::fchmod(&file, Mode::from_raw_mode(mode & 0o777));
    again(Doing::Writing, || rustix::fs::futimens(&file, &changed_then(modified)))
}

fn changed_then(modified: i64) -> Timestamps {
    let time = Timespec { tv_sec: modified, tv_nsec: 0 };
    Timestamps { last_access: time, last_modification: time }
}

#[cfg(target_os = "linux")]
fn flush_all(top: &OwnedFd) -> Result<(), HostError> {
    again(Doing::Flushing, || rustix::fs::syncfs(top))
}

#[cfg(not(target_os = "linux"))]
fn flush_all(top: &OwnedFd) -> Result<(), HostError> {
    flush_folder(top)
}

impl Unfolding {
    /// The folder in which something that was made lies, and its own name: each part of a path is short enough for
    /// the system, all of them together may be too long.
    fn holder<'p>(&self, path: &'p [u8]) -> Result<(OwnedFd, &'p OsStr), Errno> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let mut folder = rustix::io::fcntl_dupfd_cloexec(&self.top, 3)?;
        let mut parts = path.split(|byte| *byte == b'/').peekable();
        loop {
            let part = OsStr::from_bytes(parts.next().unwrap_or_default());
            if parts.peek().is_none() {
                return Ok((folder, part));
            }
            folder = rustix::io::retry_on_intr(|| {
                rustix::fs::openat(&folder, part, flags, Mode::empty())
            })?;
        }
    }
}

impl Drop for Unfolding {
    fn drop(&mut self) {
        let Some(hidden) = &self.hidden else { return };
        self.last = None;
        // A destructor cannot report; the folder is 0700 and its name says whose it is. A folder whose rights were
        // set already may let nobody in; and what was made last is removed first, as it lies in what was made before.
        for folder in self.made.iter().filter_map(|name| name.strip_suffix(b"/")) {
            let _ = self.holder(folder).and_then(|(holder, name)| {
                rustix::fs::chmodat(holder, name, Mode::RWXU, AtFlags::empty())
            });
        }
        for name in self.made.iter().rev() {
            let (path, flags) = match name.split_last() {
                Some((b'/', folder)) => (folder, AtFlags::REMOVEDIR),
                _ => (name.as_slice(), AtFlags::empty()),
            };
            let _ = self.holder(path).and_then(|(holder, name)| {
                rustix::io::retry_on_intr(|| rustix::fs::unlinkat(&holder, name, flags))
            });
        }
        let _ = rustix::io::retry_on_intr(|| rustix::fs::rmdir(hidden));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_of_a_path_that_is_too_long_to_be_said_at_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let part = [b'd'; 200];
        let parts = [part.as_slice(); 24];
        let mut unfolding = Unfolding::create(&folder.path().join("out")).expect("it is new");
        let mut file = unfolding.file(&parts, 6, 0o600, 0).expect("each part is short");
        file.write(0, b"secret").expect("there is room");
        file.finish().expect("there is room");
        unfolding.settle(&parts[..23], 0o500, 0).expect("it is there");
        assert_eq!(folder.path().read_dir().expect("it is there").count(), 1, "the hidden folder");
        drop(unfolding);
        assert_eq!(folder.path().read_dir().expect("it is there").count(), 0);
    }

    #[test]
    fn names_without_end_are_refused_and_nothing_is_left() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut unfolding = Unfolding::create(&folder.path().join("out")).expect("it is new");
        unfolding.made_bytes = MAX_MADE - 8;
        unfolding.folder(&[b"a", b"b"]).expect("a/ and a/b/ are 6 bytes");
        let refused = unfolding.folder(&[b"c", b"d"]);
        assert!(matches!(refused, Err(HostError::TooLarge { .. })));
        drop(unfolding);
        assert_eq!(folder.path().read_dir().expect("it is there").count(), 0);
    }
}
