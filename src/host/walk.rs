//! Folders, walked without changing anything: no link is followed, nothing but regular files is opened, and what
//! cannot be read is counted.
//!
//! Files are opened so that neither a pipe nor a device can hold the walk, and without leaving a new time of access
//! where the owner may ask for that. Names are bytes. Memory does not grow with the number of files: a folder is read
//! in parts, and only folders that wait are remembered.

use super::error::{Doing, HostError};
use super::opened::{Opened, is_of_the_kernel, read_at};
use super::signals::{again, go_on};
use super::walked::{Fraction, Missed, SoFar, Walked, Watch};
use crate::secret::{SecretBytes, scrubbed};
use rustix::fd::{AsFd, OwnedFd};
use rustix::fs::{AtFlags, CWD, Dir, FileType, Mode, OFlags};
use std::collections::BTreeSet;
use std::ffi::{CStr, CString, OsStr};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How many files of one folder are handed out at once.
const PART: usize = 256;
/// So many parts may wait; beyond that who reads a folder looks at its files itself.
const MOST_WAITING: usize = 4_096;
/// How often a walk tells how far it is.
const PACE: Duration = Duration::from_millis(100);

/// Something that waits to be looked at.
enum Work {
    /// Somebody has named it.
    File(PathBuf, Fraction),
    Folder(PathBuf, Fraction),
    /// Of a folder that is being read, whose fraction is counted with the rest of it.
    Files(Arc<Folder>, Vec<CString>),
}

struct Folder {
    path: PathBuf,
    fd: OwnedFd,
}

#[derive(Default)]
struct State {
    waiting: Vec<Work>,
    busy: usize,
    done: Walked,
    /// How much of the whole walk that is.
    behind: Fraction,
    /// The folder that was begun last.
    now: PathBuf,
    /// Folders by device and number, so that none is read twice.
    seen: BTreeSet<(u64, u64)>,
}

struct Walk<'a> {
    state: Mutex<State>,
    /// Something waits, or nothing will any more.
    changed: Condvar,
    /// Nothing waits and nobody works.
    ended: Condvar,
    head: usize,
    roots: &'a [PathBuf],
    look: &'a (dyn Fn(&Opened<'_>) + Sync),
    miss: &'a (dyn Fn(&Path, Missed) + Sync),
}

/// Walks through files and folders, with `threads` threads, and shows every regular file with its first `head` bytes.
///
/// Roots may be links, since somebody has named them; below them no link is followed that is not a root itself. No folder
/// is read twice.
///
/// A root that cannot be opened is counted; [`can_be_read`] says beforehand why. A signal ends the walk early, which
/// [`Walked::stopped`] tells.
pub fn walk(roots: &[PathBuf], head: usize, threads: usize, watch: Watch<'_>) -> Walked {
    let Watch { look, miss, tell } = watch;
    let walk = Walk {
        state: Mutex::default(),
        changed: Condvar::new(),
        ended: Condvar::new(),
        head,
        roots,
        look,
        miss,
    };
    // The first root is to be looked at first.
    let (each, first) = Fraction::WHOLE.cut(roots.len().saturating_sub(1));
    for (nth, root) in roots.iter().enumerate().rev() {
        walk.root(root, if nth == 0 { first } else { each });
    }
    std::thread::scope(|scope| {
        for _ in 0..threads.max(1) {
            scope.spawn(|| scrubbed(|| walk.work()));
        }
        let mut state = walk.lock();
        while state.busy > 0 || !state.waiting.is_empty() {
            let waited = walk.ended.wait_timeout(state, PACE);
            let (after, wait) = waited.unwrap_or_else(PoisonError::into_inner);
            state = after;
            if wait.timed_out() {
                let State { done: walked, behind, now: folder, .. } = &*state;
                tell(SoFar { walked: *walked, percent: behind.percent(), folder });
            }
            if go_on().is_err() {
                state.waiting.clear();
            }
        }
    });
    Walked { stopped: go_on().is_err(), ..walk.lock().done }
}

/// Asks whether there is something of that name, and whether this user may read it.
///
/// # Errors
/// What the system answers where there is not, or where a file or folder cannot be opened.
pub fn can_be_read(path: &Path) -> Result<(), HostError> {
    let stat = again(Doing::Opening, || rustix::fs::stat(path))?;
    let kind = FileType::from_raw_mode(stat.st_mode);
    if matches!(kind, FileType::RegularFile | FileType::Directory) {
        again(Doing::Opening, || rustix::fs::open(path, NAMED, Mode::empty()))?;
    }
    Ok(())
}

/// How a file is opened that somebody has named.
const NAMED: OFlags =
    OFlags::RDONLY.union(OFlags::CLOEXEC).union(OFlags::NOCTTY).union(OFlags::NONBLOCK);

impl Walk<'_> {
    fn lock(&self) -> MutexGuard<'_, State> {
        // A thread that panicked ends the walk when it is joined; until then the figures are good enough.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a root: it waits, if it is a file or folder.
    fn root(&self, path: &Path, fraction: Fraction) {
        let stat = again(Doing::Opening, || rustix::fs::stat(path));
        let kind = stat.map(|stat| FileType::from_raw_mode(stat.st_mode));
        let mut done = Walked::default();
        match kind {
            Ok(kind @ (FileType::Directory | FileType::RegularFile)) => {
                let work = if kind == FileType::Directory { Work::Folder } else { Work::File };
                self.lock().waiting.push(work(path.to_owned(), fraction));
                return;
            }
            Ok(_) => self.special(path, &mut done),
            Err(_) => self.missed(path, &mut done),
        }
        self.count(done, fraction);
    }

    fn count(&self, done: Walked, fraction: Fraction) {
        let mut state = self.lock();
        state.done.add(done);
        state.behind.add(fraction);
    }

    fn is_root(&self, folder: &Folder, name: &CStr) -> bool {
        let path = path_of(folder, name);
        self.roots.iter().any(|root| root.as_os_str() == path.as_os_str())
    }

    fn missed(&self, path: &Path, done: &mut Walked) {
        done.unreadable += 1;
        (self.miss)(path, Missed::Unreadable);
    }

    fn special(&self, path: &Path, done: &mut Walked) {
        done.special += 1;
        (self.miss)(path, Missed::Special);
    }

    /// One thread: takes what waits until nothing waits and nobody can add to it.
    fn work(&self) {
        let mut room = SecretBytes::zeroed(self.head);
        loop {
            let mut state = self.lock();
            let work = loop {
                if let Some(work) = state.waiting.pop() {
                    break work;
                }
                if state.busy == 0 {
                    return;
                }
                state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
            };
            state.busy += 1;
            if let Work::Folder(path, _) = &work {
                state.now.clone_from(path);
            }
            drop(state);
            let ends = Busy(self);
            let mut done = Walked::default();
            let fraction = match work {
                Work::File(path, fraction) => {
                    match again(Doing::Opening, || rustix::fs::open(&path, NAMED, Mode::empty())) {
                        Ok(file) => self.show(&path, file, &mut room, &mut done),
                        Err(_) => self.missed(&path, &mut done),
                    }
                    fraction
                }
                Work::Folder(path, fraction) => self.folder(path, fraction, &mut room, &mut done),
                Work::Files(folder, names) => {
                    self.files(&folder, &names, &mut room, &mut done);
                    Fraction::default()
                }
            };
            self.count(done, fraction);
            drop(ends);
        }
    }

    /// Reads a folder: folders in it wait, files are handed out in parts. Gives the fraction of the walk that is behind with it.
    fn folder(
        &self,
        path: PathBuf,
        fraction: Fraction,
        room: &mut SecretBytes,
        done: &mut Walked,
    ) -> Fraction {
        let flags = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::DIRECTORY;
        let opened =
            rustix::io::retry_on_intr(|| rustix::fs::openat(CWD, &path, flags, Mode::empty()));
        let Ok(fd) = opened else {
            self.missed(&path, done);
            return fraction;
        };
        match self.is_storage(&fd) {
            Ok(true) => {}
            Ok(false) => {
                self.special(&path, done);
                return fraction;
            }
            Err(()) => return fraction,
        }
        let Ok(entries) = Dir::read_from(&fd) else {
            self.missed(&path, done);
            return fraction;
        };
        done.folders += 1;
        let folder = Arc::new(Folder { path, fd });
        let (mut names, mut below) = (Vec::with_capacity(PART), Vec::new());
        for entry in entries {
            let Ok(entry) = entry else {
                self.missed(&folder.path, done);
                break;
            };
            let name = entry.file_name();
            if matches!(name.to_bytes(), b"." | b"..") || go_on().is_err() {
                continue;
            }
            let kind = match entry.file_type() {
                FileType::Unknown => kind_of(&folder.fd, name),
                known => known,
            };
            match kind {
                // What was named as well is looked at under that name.
                FileType::Directory | FileType::Symlink if self.is_root(&folder, name) => {}
                FileType::Directory => below.push(path_of(&folder, name)),
                FileType::RegularFile => names.push(name.to_owned()),
                FileType::Symlink => done.links += 1,
                FileType::Unknown => self.missed(&path_of(&folder, name), done),
                _ => self.special(&path_of(&folder, name), done),
            }
            if names.len() == PART {
                let part = std::mem::replace(&mut names, Vec::with_capacity(PART));
                self.hand_out(&folder, part, room, done);
            }
        }
        // In the order of their names, so that a run can be followed; the last of what waits is taken first.
        below.sort_unstable_by(|a, b| b.cmp(a));
        let (each, own) = fraction.cut(below.len());
        let mut state = self.lock();
        state.waiting.extend(below.into_iter().map(|path| Work::Folder(path, each)));
        drop(state);
        self.changed.notify_all();
        self.files(&folder, &names, room, done);
        own
    }

    fn hand_out(
        &self,
        folder: &Arc<Folder>,
        names: Vec<CString>,
        room: &mut SecretBytes,
        done: &mut Walked,
    ) {
        let mut state = self.lock();
        if state.waiting.len() < MOST_WAITING {
            state.waiting.push(Work::Files(Arc::clone(folder), names));
            drop(state);
            self.changed.notify_all();
        } else {
            drop(state);
            self.files(folder, &names, room, done);
        }
    }

    fn files(&self, folder: &Folder, names: &[CString], room: &mut SecretBytes, done: &mut Walked) {
        let flags =
            OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NOCTTY | OFlags::NONBLOCK | OFlags::NOFOLLOW;
        // Only the owner of a file may leave its time of access alone; mostly one owner has a folder's files.
        let mut quiet = OFlags::NOATIME;
        for name in names {
            if go_on().is_err() {
                return;
            }
            let open = |extra: OFlags| {
                rustix::io::retry_on_intr(|| {
                    rustix::fs::openat(&folder.fd, name, flags | extra, Mode::empty())
                })
            };
            let opened = open(quiet).or_else(|error| {
                if quiet.is_empty() || error != rustix::io::Errno::PERM {
                    return Err(error);
                }
                quiet = OFlags::empty();
                open(quiet)
            });
            match opened {
                Ok(file) => self.show(&path_of(folder, name), file, room, done),
                Err(rustix::io::Errno::LOOP) => done.links += 1,
                Err(_) => self.missed(&path_of(folder, name), done),
            }
        }
    }

    fn show(&self, path: &Path, file: OwnedFd, room: &mut SecretBytes, done: &mut Walked) {
        let Ok(stat) = rustix::fs::fstat(&file) else {
            self.missed(path, done);
            return;
        };
        // It may have become something else since the folder was read.
        if FileType::from_raw_mode(stat.st_mode) != FileType::RegularFile {
            self.special(path, done);
            return;
        }
        done.files += 1;
        let len = usize::try_from(stat.st_size).unwrap_or(usize::MAX).min(self.head);
        // exposed to: who looks at the file
        let head = &mut room.expose_secret_mut()[..len];
        let count = read_at(&file, 0, head);
        if count == 0 && len > 0 {
            self.missed(path, done);
            return;
        }
        (self.look)(&Opened { path, file, stat, head: &head[..count] });
    }

    /// Whether a folder lies on storage and was not read before (an error).
    fn is_storage(&self, fd: &OwnedFd) -> Result<bool, ()> {
        if is_of_the_kernel(fd) {
            return Ok(false);
        }
        let stat = rustix::fs::fstat(fd).map_err(|_| ())?;
        let first = self.lock().seen.insert((stat.st_dev as u64, stat.st_ino as u64));
        first.then_some(true).ok_or(())
    }
}

/// Ends the work of a thread, also when looking at a file panics: nobody may wait for it for ever.
struct Busy<'w, 'a>(&'w Walk<'a>);

impl Drop for Busy<'_, '_> {
    fn drop(&mut self) {
        let mut state = self.0.lock();
        state.busy -= 1;
        if state.busy == 0 && state.waiting.is_empty() {
            self.0.ended.notify_all();
            self.0.changed.notify_all();
        }
    }
}

fn path_of(folder: &Folder, name: &CStr) -> PathBuf {
    folder.path.join(OsStr::from_bytes(name.to_bytes()))
}

fn kind_of(folder: &OwnedFd, name: &CStr) -> FileType {
    rustix::fs::statat(folder.as_fd(), name, AtFlags::SYMLINK_NOFOLLOW)
        .map_or(FileType::Unknown, |stat| FileType::from_raw_mode(stat.st_mode))
}
