//! Walks folders in the order of their names, and hands out what it finds opened, so that a name cannot be changed
//! for another between looking and reading.
//!
//! Links are found as links and not followed, but for a path that was named: who names a link means what it leads
//! to. The names of the folders on the way are held, nothing else.

use super::clock::Date;
use super::error::{Cause, Doing, HostError};
use super::in_use::BESIDE_SQLITE;
use super::signals::{again, go_on};
use rustix::fd::{AsFd, OwnedFd};
use rustix::fs::{AtFlags, CWD, Dir, FileType, Mode, OFlags, Stat};
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};

/// The most folders that one may lie in another.
const MAX_DEPTH: usize = 128;

/// What can be told of a file without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// Its length in bytes.
    pub bytes: u64,
    /// Permission bits, at most 0o7777.
    pub mode: u32,
    /// User and group by number.
    pub owner: (u32, u32),
    /// When its content was changed: seconds after 1970, and nanoseconds.
    pub modified: (i64, u32),
    /// When it was changed in any way, by the same measure.
    pub(super) changed: (i64, u32),
    /// The device and the number on it: the same for every name of one file.
    pub identity: (u64, u64),
    /// What it takes on the device, in bytes.
    pub(super) stored: u64,
}

impl Facts {
    /// The day in UTC on which the file system last saw it changed in any way; no program can set that.
    pub fn touched_on(&self) -> Date {
        day_of(self.changed.0)
    }

    /// Of an open file.
    ///
    /// # Errors
    /// What the system refuses.
    pub fn of_file(file: &File) -> Result<Self, HostError> {
        Ok(Self::of(&again(Doing::Reading, || rustix::fs::fstat(file))?))
    }

    /// Of what lies at a path now, behind links.
    ///
    /// # Errors
    /// What the system refuses, such as that nothing is there.
    pub fn at(path: &Path) -> Result<Self, HostError> {
        Ok(Self::of(&again(Doing::Reading, || rustix::fs::stat(path))?))
    }

    /// Whether it is the same file, which nobody has changed. What it takes on the device is not asked: some file systems
    /// settle that later.
    pub fn is_still(&self, then: &Self) -> bool {
        (self.identity, self.bytes, self.modified, self.changed)
            == (then.identity, then.bytes, then.modified, then.changed)
    }

    pub(super) fn of(stat: &Stat) -> Self {
        Self {
            bytes: u64::try_from(stat.st_size).unwrap_or(0),
            mode: stat.st_mode & 0o7777,
            owner: (stat.st_uid, stat.st_gid),
            modified: (stat.st_mtime, stat.st_mtime_nsec as u32),
            changed: (stat.st_ctime, stat.st_ctime_nsec as u32),
            identity: (stat.st_dev, stat.st_ino),
            stored: u64::try_from(stat.st_blocks).unwrap_or(0) * 512,
        }
    }
}

/// What was found.
#[derive(Debug)]
pub enum Kind {
    /// A folder; what is in it follows.
    Folder,
    /// A file, opened.
    File(File),
    /// A symbolic link and what it says.
    Link(Vec<u8>),
    /// A pipe, a socket or a device: what it is.
    Special(&'static str),
}

/// Something that was found.
#[derive(Debug)]
pub struct Found {
    /// Where it is.
    pub place: PathBuf,
    /// Its name below what was named, as tar writes it: without a slash or `..` at the beginning.
    pub name: Vec<u8>,
    /// What can be told without reading it.
    pub facts: Facts,
    /// What it is.
    pub kind: Kind,
}

/// The day of a number of seconds after 1970; the first one for earlier ones.
pub(super) fn day_of(seconds: i64) -> Date {
    Date::from_days(u64::try_from(seconds).unwrap_or(0) / 86_400)
}

struct Level {
    folder: OwnedFd,
    place: PathBuf,
    name: Vec<u8>,
    /// In descending order: the next is the last; with the kind that the folder tells.
    names: Vec<(OsString, FileType)>,
}

/// A walk through what was named.
pub struct Walk {
    /// What was named, in descending order: the next is the last.
    named: Vec<(Vec<u8>, PathBuf)>,
    levels: Vec<Level>,
}

/// The name of a path in an archive: what tar makes of it. `None` for `/`, `.` and `..`, which have none.
pub fn archive_name(path: &Path) -> Option<Vec<u8>> {
    let mut parts: Vec<&OsStr> = Vec::new();
    for part in path.components() {
        match part {
            std::path::Component::Normal(part) => parts.push(part),
            // What stands before `..` says where to look, and is no part of the name.
            std::path::Component::ParentDir => parts.clear(),
            _ => {}
        }
    }
    let joined = parts.iter().map(|part| part.as_bytes()).collect::<Vec<_>>().join(&b'/');
    (!joined.is_empty()).then_some(joined)
}

/// Where a file lies that is named by a link: its journal and its locks lie beside it, and not beside the link.
/// Any other path, and one that leads nowhere, stays as it is.
pub(super) fn behind_link(path: &Path) -> PathBuf {
    let to = path.is_symlink().then(|| path.canonicalize().ok()).flatten();
    to.unwrap_or_else(|| path.to_owned())
}

impl Walk {
    /// Begins a walk through files and folders.
    pub fn through(paths: &[PathBuf]) -> Self {
        let mut named: Vec<_> = paths
            .iter()
            .map(|path| (archive_name(path).unwrap_or_default(), path.clone()))
            .collect();
        named.sort_by(|a, b| b.cmp(a));
        Self { named, levels: Vec::new() }
    }

    fn step(&mut self) -> Option<Result<Found, (PathBuf, HostError)>> {
        loop {
            let Some(level) = self.levels.last_mut() else {
                let (name, path) = self.named.pop()?;
                let opened = look_and_open(CWD, path.as_os_str(), true);
                return Some(self.enter(opened, behind_link(&path), name));
            };
            let Some((next, kind)) = level.names.pop() else {
                self.levels.pop();
                continue;
            };
            let place = level.place.join(&next);
            let mut name = level.name.clone();
            if !name.is_empty() {
                name.push(b'/');
            }
            name.extend_from_slice(next.as_bytes());
            let opened = open_listed(level.folder.as_fd(), &next, kind);
            // A change of the wallet may have ended since the folder was listed.
            let comes_and_goes =
                BESIDE_SQLITE.iter().any(|end| next.as_bytes().ends_with(end.as_bytes()));
            if comes_and_goes
                && matches!(opened, Err(HostError::System { cause: Cause::NotFound, .. }))
            {
                continue;
            }
            return Some(self.enter(opened, place, name));
        }
    }

    fn enter(
        &mut self,
        opened: Result<Opened, HostError>,
        place: PathBuf,
        name: Vec<u8>,
    ) -> Result<Found, (PathBuf, HostError)> {
        let fail = |error| (place.clone(), error);
        let (facts, kind) = match opened.map_err(fail)? {
            Opened::Folder(folder, facts) => {
                if self.levels.len() == MAX_DEPTH {
                    return Err((place, HostError::TooDeep { limit: MAX_DEPTH }));
                }
                let names = names_in(&folder).map_err(fail)?;
                self.levels.push(Level { folder, place: place.clone(), name: name.clone(), names });
                (facts, Kind::Folder)
            }
            Opened::Other(facts, kind) => (facts, kind),
        };
        Ok(Found { place, name, facts, kind })
    }
}

impl Iterator for Walk {
    type Item = Result<Found, (PathBuf, HostError)>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Err(error) = go_on() {
            self.levels.clear();
            self.named.clear();
            return Some(Err((PathBuf::new(), error)));
        }
        self.step()
    }
}

enum Opened {
    Folder(OwnedFd, Facts),
    Other(Facts, Kind),
}

/// Opens a name that stands in a folder. What is listed as a file or a folder is opened as one; where it has become
/// something else meanwhile, and where the file system tells no kind, it is looked at first.
fn open_listed(at: impl AsFd, name: &OsStr, kind: FileType) -> Result<Opened, HostError> {
    match kind {
        FileType::RegularFile | FileType::Directory => match open(&at, name, kind, false) {
            Ok(opened) => Ok(opened),
            Err(_) => look_and_open(at, name, false),
        },
        _ => look_and_open(at, name, false),
    }
}

/// Opens one name: looked at first, so that no pipe or device is opened, and again when it is open.
fn look_and_open(at: impl AsFd, name: &OsStr, follow: bool) -> Result<Opened, HostError> {
    let flags = if follow { AtFlags::empty() } else { AtFlags::SYMLINK_NOFOLLOW };
    let stat = again(Doing::Opening, || rustix::fs::statat(&at, name, flags))?;
    let special = match FileType::from_raw_mode(stat.st_mode) {
        kind @ (FileType::RegularFile | FileType::Directory) => {
            return open(at, name, kind, follow);
        }
        FileType::Symlink => {
            let target = again(Doing::Reading, || rustix::fs::readlinkat(&at, name, Vec::new()))?;
            return Ok(Opened::Other(Facts::of(&stat), Kind::Link(target.into_bytes())));
        }
        FileType::Fifo => "a pipe",
        FileType::Socket => "a socket",
        _ => "a device",
    };
    Ok(Opened::Other(Facts::of(&stat), Kind::Special(special)))
}

/// Opens a file or a folder without waiting, should it be a pipe by now.
fn open(at: impl AsFd, name: &OsStr, kind: FileType, follow: bool) -> Result<Opened, HostError> {
    let mut flags = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NOCTTY | OFlags::NONBLOCK;
    flags.set(OFlags::NOFOLLOW, !follow);
    flags.set(OFlags::DIRECTORY, kind == FileType::Directory);
    let fd = again(Doing::Opening, || rustix::fs::openat(&at, name, flags, Mode::empty()))?;
    let stat = again(Doing::Opening, || rustix::fs::fstat(&fd))?;
    let facts = Facts::of(&stat);
    match FileType::from_raw_mode(stat.st_mode) {
        FileType::Directory => Ok(Opened::Folder(fd, facts)),
        FileType::RegularFile => Ok(Opened::Other(facts, Kind::File(File::from(fd)))),
        // It was changed for something else between the two looks.
        _ => Err(HostError::Changes),
    }
}

fn names_in(folder: &OwnedFd) -> Result<Vec<(OsString, FileType)>, HostError> {
    let reading = |errno| HostError::system(Doing::Reading, errno);
    let mut names = Vec::new();
    for entry in Dir::read_from(folder).map_err(reading)? {
        let entry = entry.map_err(reading)?;
        let name = entry.file_name().to_bytes().to_vec();
        if name != b"." && name != b".." {
            names.push((OsString::from_vec(name), entry.file_type()));
        }
    }
    names.sort_by(|(a, _), (b, _)| b.cmp(a));
    Ok(names)
}

/// The identity of what a path leads to, when there is something.
pub fn identity_of(path: &Path) -> Option<(u64, u64)> {
    let stat = rustix::fs::stat(path).ok()?;
    Some(Facts::of(&stat).identity)
}

/// The identity of the file that the standard output goes to, when it is one.
pub fn identity_of_stdout() -> Option<(u64, u64)> {
    let stat = rustix::fs::fstat(rustix::stdio::stdout()).ok()?;
    let is_file = FileType::from_raw_mode(stat.st_mode) == FileType::RegularFile;
    is_file.then(|| Facts::of(&stat).identity)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a walk meets when one of the files is gone after the folder was listed.
    fn without(gone: &str) -> Vec<Result<String, HostError>> {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["wallet.dat", "wallet.dat-journal"] {
            std::fs::write(folder.path().join(name), "content").expect("room");
        }
        let mut walk = Walk::through(&[folder.path().to_owned()]);
        assert!(matches!(walk.next(), Some(Ok(Found { kind: Kind::Folder, .. }))));
        std::fs::remove_file(folder.path().join(gone)).expect("it was there");
        walk.map(|found| {
            let name = |found: Found| found.place.file_name().map(OsStr::to_owned);
            found.map_err(|(_, error)| error).map(|found| format!("{:?}", name(found)))
        })
        .collect()
    }

    #[test]
    fn a_journal_that_is_gone_since_the_folder_was_listed_is_passed_over() {
        let met = without("wallet.dat-journal");
        assert!(matches!(&met[..], [Ok(name)] if name.contains("wallet.dat")), "{met:?}");
        let met = without("wallet.dat");
        assert!(
            matches!(&met[..], [Err(HostError::System { cause: Cause::NotFound, .. }), Ok(_)]),
            "{met:?}"
        );
    }

    #[test]
    fn what_became_something_else_since_the_folder_was_listed_is_found_as_that() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        for name in ["a file", "a folder", "a link", "a pipe"] {
            std::fs::write(at(name), "content").expect("room");
        }
        let mut walk = Walk::through(&[folder.path().to_owned()]);
        assert!(matches!(walk.next(), Some(Ok(Found { kind: Kind::Folder, .. }))));
        for name in ["a folder", "a link", "a pipe"] {
            std::fs::remove_file(at(name)).expect("it was there");
        }
        std::fs::create_dir(at("a folder")).expect("room");
        std::os::unix::fs::symlink("a file", at("a link")).expect("room");
        let mode = Mode::RUSR | Mode::WUSR;
        rustix::fs::mknodat(CWD, at("a pipe"), FileType::Fifo, mode, 0).expect("room");
        let met: Vec<Kind> = walk.map(|found| found.expect("it is there").kind).collect();
        assert!(
            matches!(
                &met[..],
                [Kind::File(_), Kind::Folder, Kind::Link(_), Kind::Special("a pipe")]
            ),
            "{met:?}"
        );
    }
}
