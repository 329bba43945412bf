//! The folder in which coldkeep keeps its public files: found, checked, locked against a second process.
//!
//! Only its owner may write there, and links in it are not followed, so that whoever else uses the computer can
//! neither change an address nor turn a write to another place. A change happens under one lock for the whole
//! folder and replaces a file in one step; readers need no lock.

use super::atomic::{AtomicFile, Existing};
use super::error::{Doing, HostError};
use super::files::{Kind, flush_folder, open_folder, size_hint};
use super::signals::{again, go_on};
use super::stdio::read_whole;
use rustix::fd::{AsFd, OwnedFd};
use rustix::fs::{AtFlags, CWD, Dir, FileType, FlockOperation, Mode, OFlags, RenameFlags, Stat};
use rustix::io::Errno;
use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How long a change waits for another process to finish its own.
const PATIENCE: Duration = Duration::from_secs(30);

/// How often it looks whether the other has finished.
const PAUSE: Duration = Duration::from_millis(5);

/// The file whose lock stands for the whole folder; it stays empty.
const LOCK: &str = "lock";

/// The home, opened and found safe.
#[derive(Debug)]
pub struct Home {
    path: PathBuf,
    folder: OwnedFd,
}

/// The right to change the home, until it is dropped or the process ends.
#[derive(Debug)]
pub struct HomeLock {
    _file: OwnedFd,
}

/// Where the home is: as given, else `COLDKEEP_HOME`, else the place that the system has for data of programs.
///
/// # Errors
/// [`HostError::NoHome`] when nothing says where.
pub fn home_path(given: Option<&Path>) -> Result<PathBuf, HostError> {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    if let Some(given) = given {
        return Ok(given.to_owned());
    }
    if let Some(own) = variable("COLDKEEP_HOME") {
        return Ok(own.into());
    }
    of_the_system(&variable).map(|place| place.join("coldkeep")).ok_or(HostError::NoHome)
}

/// The folder in which this user keeps everything; `None` when the system does not say.
pub fn user_folder() -> Option<PathBuf> {
    let name = if cfg!(windows) { "USERPROFILE" } else { "HOME" };
    std::env::var_os(name).map(PathBuf::from).filter(|folder| folder.is_absolute())
}

#[cfg(not(any(target_os = "macos", windows)))]
fn of_the_system(variable: &dyn Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    // The XDG rules tell programs to ignore a place that is not absolute.
    let named = variable("XDG_DATA_HOME").map(PathBuf::from).filter(|place| place.is_absolute());
    named.or_else(|| Some(PathBuf::from(variable("HOME")?).join(".local/share")))
}

#[cfg(target_os = "macos")]
fn of_the_system(variable: &dyn Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    Some(PathBuf::from(variable("HOME")?).join("Library/Application Support"))
}

#[cfg(windows)]
fn of_the_system(variable: &dyn Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    variable("LOCALAPPDATA").map(PathBuf::from)
}

impl Home {
    /// Opens the home; `None` when there is nothing of that name.
    ///
    /// # Errors
    /// [`HostError::IsLink`], [`HostError::NotOwner`], [`HostError::OpenToOthers`]; what opening refuses.
    pub fn open(path: &Path) -> Result<Option<Self>, HostError> {
        let Some(folder) = open_own(CWD, path)? else { return Ok(None) };
        Ok(Some(Self { path: path.to_owned(), folder }))
    }

    /// Opens the home, and makes it (0700) with the folders above it when it is not there.
    ///
    /// # Errors
    /// As [`Home::open`]; what making it refuses.
    pub fn create(path: &Path) -> Result<Self, HostError> {
        if let Some(home) = Self::open(path)? {
            return Ok(home);
        }
        let mut missing: Vec<&Path> =
            path.ancestors().filter(|p| !p.as_os_str().is_empty()).collect();
        missing.retain(|part| !part.exists());
        for part in missing.into_iter().rev() {
            make(CWD, part)?;
            flush_folder(&open_folder(&super::files::parent_of(part))?)?;
        }
        Self::open(path)?.ok_or(HostError::NoHome)
    }

    /// Its path, to be named to people.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The names of what lies in one of its folders, sorted; none when the folder is not there.
    ///
    /// # Errors
    /// As [`Home::open`] for the folder; names that are not text are left out.
    pub fn names(&self, folder: &str) -> Result<Vec<String>, HostError> {
        let Some(folder) = open_own(&self.folder, Path::new(folder))? else {
            return Ok(Vec::new());
        };
        // The standard library's listing panics when the folder cannot be closed.
        let entries = Dir::new(folder).map_err(|error| HostError::system(Doing::Reading, error))?;
        let mut names = Vec::new();
        for entry in entries {
            let entry = entry.map_err(|error| HostError::system(Doing::Reading, error))?;
            names.extend(entry.file_name().to_str().map(str::to_owned));
        }
        names.retain(|name| !matches!(name.as_str(), "." | ".."));
        names.sort_unstable();
        Ok(names)
    }

    /// Reads a text of at most `limit` bytes; `None` when there is nothing of that name.
    ///
    /// # Errors
    /// [`HostError::IsLink`], [`HostError::NotAFile`], [`HostError::NotOwner`], [`HostError::OpenToOthers`],
    /// [`HostError::TooLarge`], [`HostError::NotUtf8`]; what reading refuses.
    pub fn read(
        &self,
        folder: &str,
        name: &str,
        limit: usize,
    ) -> Result<Option<String>, HostError> {
        let Some(folder) = open_own(&self.folder, Path::new(folder))? else { return Ok(None) };
        // A pipe that somebody put there must not make the program wait.
        let flags = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NOFOLLOW | OFlags::NONBLOCK;
        let file = match rustix::fs::openat(&folder, name, flags, Mode::empty()) {
            Ok(file) => file,
            Err(Errno::NOENT) => return Ok(None),
            Err(Errno::LOOP) => return Err(HostError::IsLink),
            Err(errno) => return Err(HostError::system(Doing::Opening, errno)),
        };
        let stat = again(Doing::Opening, || rustix::fs::fstat(&file))?;
        match FileType::from_raw_mode(stat.st_mode) {
            FileType::RegularFile => {}
            FileType::Directory => return Err(HostError::IsFolder),
            _ => return Err(HostError::NotAFile),
        }
        check_owner(&stat)?;
        let bytes = read_whole(file.as_fd(), limit, size_hint(&stat, Kind::Regular, limit))?;
        if bytes.len() > limit {
            return Err(HostError::TooLarge { limit: limit as u64 });
        }
        // exposed to: the caller; everything in the home is public
        let text = String::from_utf8(bytes.expose_secret().to_vec());
        text.map(Some).map_err(|error| {
            let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            HostError::NotUtf8 { line: 1 + good.iter().filter(|byte| **byte == b'\n').count() }
        })
    }

    /// Waits until no other process changes the home, for at most 30 seconds.
    ///
    /// # Errors
    /// [`HostError::Busy`] when it takes longer; [`HostError::Interrupted`].
    pub fn lock(&self) -> Result<HomeLock, HostError> {
        let flags = OFlags::CREATE | OFlags::RDWR | OFlags::CLOEXEC | OFlags::NOFOLLOW;
        let mode = Mode::RUSR | Mode::WUSR;
        let file = again(Doing::Opening, || rustix::fs::openat(&self.folder, LOCK, flags, mode))?;
        let until = Instant::now() + PATIENCE;
        loop {
            go_on()?;
            match rustix::fs::flock(&file, FlockOperation::NonBlockingLockExclusive) {
                Ok(()) => return Ok(HomeLock { _file: file }),
                Err(Errno::WOULDBLOCK | Errno::INTR) if Instant::now() < until => {
                    std::thread::sleep(PAUSE);
                }
                Err(Errno::WOULDBLOCK | Errno::INTR) => return Err(HostError::Busy),
                Err(errno) => return Err(HostError::system(Doing::Opening, errno)),
            }
        }
    }

    /// Writes a file of one of its folders whole (0600), and makes the folder (0700) when it is not there.
    ///
    /// # Errors
    /// As [`AtomicFile`], and as [`Home::open`] for the folder.
    pub fn write(
        &self,
        _: &HomeLock,
        (folder, name): (&str, &str),
        text: &str,
        existing: Existing,
    ) -> Result<(), HostError> {
        if open_own(&self.folder, Path::new(folder))?.is_none() {
            make(&self.folder, Path::new(folder))?;
            flush_folder(&self.folder)?;
            open_own(&self.folder, Path::new(folder))?;
        }
        let mut file = AtomicFile::create(&self.path.join(folder).join(name), existing)?;
        file.write_all(text.as_bytes()).map_err(|error| {
            HostError::inside(&error).unwrap_or_else(|| HostError::io(Doing::Writing, &error))
        })?;
        let _ = file.commit()?;
        Ok(())
    }

    /// Gives a file of one of its folders another name there; nothing is ever replaced.
    ///
    /// # Errors
    /// [`HostError::Exists`] when the new name is taken; what naming refuses.
    pub fn set_aside(
        &self,
        _: &HomeLock,
        folder: &str,
        from: &str,
        to: &str,
    ) -> Result<(), HostError> {
        let Some(folder) = open_own(&self.folder, Path::new(folder))? else {
            return Err(HostError::system(Doing::Naming, Errno::NOENT));
        };
        again(Doing::Naming, || {
            match rustix::fs::renameat_with(&folder, from, &folder, to, RenameFlags::NOREPLACE) {
                Err(Errno::EXIST) => Ok(Err(HostError::Exists)),
                // FAT through FUSE does not know the flag; under the lock nobody takes the name meanwhile.
                Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => {
                    match rustix::fs::statat(&folder, to, AtFlags::SYMLINK_NOFOLLOW) {
                        Err(Errno::NOENT) => {
                            rustix::fs::renameat(&folder, from, &folder, to).map(Ok)
                        }
                        _ => Ok(Err(HostError::Exists)),
                    }
                }
                other => other.map(Ok),
            }
        })??;
        flush_folder(&folder)
    }
}

/// Opens a folder that belongs to this user alone; `None` when there is nothing of that name.
fn open_own(above: impl AsFd, path: &Path) -> Result<Option<OwnedFd>, HostError> {
    let above = above.as_fd();
    let flags = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::DIRECTORY | OFlags::NOFOLLOW;
    let opened = match rustix::fs::openat(above, path, flags, Mode::empty()) {
        Ok(opened) => opened,
        Err(Errno::NOENT) => return Ok(None),
        Err(errno @ (Errno::NOTDIR | Errno::LOOP)) => {
            let link = rustix::fs::statat(above, path, AtFlags::SYMLINK_NOFOLLOW)
                .is_ok_and(|stat| FileType::from_raw_mode(stat.st_mode) == FileType::Symlink);
            return Err(if link {
                HostError::IsLink
            } else {
                HostError::system(Doing::Opening, errno)
            });
        }
        Err(errno) => return Err(HostError::system(Doing::Opening, errno)),
    };
    check_owner(&again(Doing::Opening, || rustix::fs::fstat(&opened))?)?;
    Ok(Some(opened))
}

/// Refuses what another user owns or may write.
fn check_owner(stat: &Stat) -> Result<(), HostError> {
    let mode = stat.st_mode & 0o777;
    if stat.st_uid != rustix::process::geteuid().as_raw() {
        return Err(HostError::NotOwner);
    }
    if mode & 0o022 != 0 { Err(HostError::OpenToOthers { mode }) } else { Ok(()) }
}

fn make(above: impl AsFd, path: &Path) -> Result<(), HostError> {
    again(Doing::Creating, || match rustix::fs::mkdirat(above.as_fd(), path, Mode::RWXU) {
        // Another process was faster; what it made is checked when it is opened.
        Err(Errno::EXIST) => Ok(()),
        other => other,
    })
}
