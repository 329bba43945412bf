//! Runs the user's own program for `push`: fed from a stream or read as one, bounded in time, stopped with its process group.
//!
//! The program is run by absolute path, with nothing in its environment but `LC_ALL=C` and the variables that the
//! user named, in `/`, in a process group of its own. It inherits no descriptor beside its three streams, and cannot
//! ask at the terminal. Its words are kept only as far as the end of them may explain a failure.

use super::error::{Cause, Doing, HostError};
use super::signals::go_on;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fd::{AsFd, OwnedFd};
use rustix::fs::{Access, FileType, OFlags};
use rustix::io::Errno;
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions};
use std::ffi::{OsStr, OsString};
use std::io::Read;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How much of what the program said last is kept, in bytes.
const SAID: usize = 4096;
/// Bytes that are handed on at a time.
const PIECE: usize = 64 * 1024;
/// How long it waits before it looks for signals and the time again.
const TICK: Duration = Duration::from_millis(100);
/// How long a program may take to tidy up when it is stopped.
const MERCY: Duration = Duration::from_secs(1);

/// What to run.
#[derive(Debug, Clone)]
pub struct Call {
    /// The program by its absolute path, and its arguments.
    pub words: Vec<OsString>,
    /// Names of variables that it gets from this process.
    pub variables: Vec<String>,
    /// The time that it has in all.
    pub timeout: Duration,
}

/// How a program ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// Its exit code; `None` when a signal ended it.
    pub code: Option<i32>,
    /// The signal that ended it.
    pub signal: Option<i32>,
    /// The end of what it said, as bytes from outside: escape it before it is shown.
    pub said: String,
}

/// Looks whether a program is there and this user may run it, as far as that is known before it is started.
///
/// # Errors
/// [`HostError::NotStarted`].
pub fn must_start(program: &OsStr) -> Result<(), HostError> {
    let not_started = |errno| HostError::NotStarted(Cause::of(errno));
    let stat = rustix::fs::stat(program).map_err(not_started)?;
    match FileType::from_raw_mode(stat.st_mode) {
        FileType::RegularFile => rustix::fs::access(program, Access::EXEC_OK).map_err(not_started),
        _ => Err(not_started(Errno::ACCESS)),
    }
}

/// A program that runs.
#[derive(Debug)]
pub struct Uploader {
    child: Option<Child>,
    group: Option<Pid>,
    input: Option<OwnedFd>,
    output: Option<OwnedFd>,
    talk: Option<OwnedFd>,
    said: Vec<u8>,
    until: Instant,
    timeout: Duration,
    fault: Option<HostError>,
}

impl Uploader {
    /// Starts a program that is fed; what it writes counts as its words.
    ///
    /// # Errors
    /// [`HostError::NotStarted`].
    pub fn to_feed(call: &Call) -> Result<Self, HostError> {
        Self::start(call, false)
    }

    /// Starts a program whose standard output is read.
    ///
    /// # Errors
    /// [`HostError::NotStarted`].
    pub fn to_read(call: &Call) -> Result<Self, HostError> {
        Self::start(call, true)
    }

    fn start(call: &Call, read: bool) -> Result<Self, HostError> {
        let not_started = |error: std::io::Error| HostError::NotStarted(cause(&error));
        let (program, arguments) = call.words.split_first().ok_or(HostError::NotAFile)?;
        keep_descriptors_here();
        let (talk, words) = std::io::pipe().map_err(not_started)?;
        let mut command = Command::new(program);
        command.args(arguments).env_clear().env("LC_ALL", "C").current_dir("/").process_group(0);
        for name in &call.variables {
            if let Some(value) = std::env::var_os(name) {
                command.env(name, value);
            }
        }
        if read {
            command.stdin(Stdio::null()).stdout(Stdio::piped());
        } else {
            command.stdin(Stdio::piped()).stdout(words.try_clone().map_err(not_started)?);
        }
        let mut child = command.stderr(words).spawn().map_err(not_started)?;
        // The command holds its ends of the pipes, which would never come to an end.
        drop(command);
        let mut running = Self {
            group: i32::try_from(child.id()).ok().and_then(Pid::from_raw),
            input: child.stdin.take().map(OwnedFd::from),
            output: child.stdout.take().map(OwnedFd::from),
            talk: Some(OwnedFd::from(talk)),
            child: Some(child),
            said: Vec::new(),
            until: Instant::now() + call.timeout,
            timeout: call.timeout,
            fault: None,
        };
        for own in [&running.input, &running.output, &running.talk].into_iter().flatten() {
            let flags = rustix::fs::fcntl_getfl(own);
            let set =
                flags.and_then(|flags| rustix::fs::fcntl_setfl(own, flags | OFlags::NONBLOCK));
            if let Err(errno) = set {
                running.fault = Some(HostError::system(Doing::Program, errno));
            }
        }
        match running.fault.take() {
            None => Ok(running),
            Some(fault) => Err(fault),
        }
    }

    /// Sends a stream to the program's standard input and ends it there. Tells whether the program took all of it.
    ///
    /// # Errors
    /// What reading the stream refuses, [`HostError::Hangs`], [`HostError::Stopped`], [`HostError::Interrupted`]: the
    /// program is then stopped before its input ends, so that a part is not taken for the whole.
    pub fn feed(&mut self, source: &mut dyn Read) -> Result<bool, HostError> {
        let fed = self.pour(source);
        if fed.is_err() {
            self.stop();
        }
        self.input = None;
        fed
    }

    fn pour(&mut self, source: &mut dyn Read) -> Result<bool, HostError> {
        let mut piece = vec![0; PIECE];
        loop {
            let count = match source.read(&mut piece) {
                Ok(0) => return self.took_all(),
                Ok(count) => count,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(error) => {
                    return Err(HostError::inside(&error)
                        .unwrap_or_else(|| HostError::io(Doing::Reading, &error)));
                }
            };
            let mut from = 0;
            while from < count {
                self.attend(Side::Input)?;
                let Some(input) = &self.input else { return Ok(false) };
                match rustix::io::write(input, &piece[from..count]) {
                    Ok(taken) => from += taken,
                    Err(Errno::AGAIN | Errno::INTR) => {}
                    Err(Errno::PIPE) => return Ok(false),
                    Err(errno) => return Err(HostError::system(Doing::Program, errno)),
                }
            }
        }
    }

    /// Waits until the program has taken what lies in the pipe. Tells whether it did, or ended before.
    fn took_all(&mut self) -> Result<bool, HostError> {
        loop {
            // First: what it takes before it ends counts. What it left running may take the rest, and nobody waits for that.
            let ended = self.is(WaitIdOptions::EXITED);
            let Some(input) = &self.input else { return Ok(false) };
            // A system that does not say what lies there leaves it to the reading back.
            if rustix::io::ioctl_fionread(input).unwrap_or(0) == 0 {
                return Ok(true);
            }
            if ended {
                return Ok(false);
            }
            self.attend(Side::Taken)?;
        }
    }

    /// Waits for the end of the program.
    ///
    /// # Errors
    /// [`HostError::Hangs`], [`HostError::Stopped`], [`HostError::Interrupted`]; what ended a reading before.
    pub fn finish(mut self) -> Result<Ended, HostError> {
        self.input = None;
        if let Some(fault) = self.fault.take() {
            return Err(fault);
        }
        loop {
            let Some(child) = &mut self.child else { return Err(HostError::Ended) };
            let ended = child.try_wait().map_err(|error| HostError::io(Doing::Program, &error))?;
            if let Some(status) = ended {
                self.child = None;
                self.listen();
                let said = String::from_utf8_lossy(&self.said).into_owned();
                return Ok(Ended { code: status.code(), signal: status.signal(), said });
            }
            self.attend(Side::Neither)?;
        }
    }

    /// Waits until a side is ready, hears the program meanwhile, and keeps to the time.
    fn attend(&mut self, side: Side) -> Result<(), HostError> {
        loop {
            go_on()?;
            let left = self.until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(HostError::Hangs { seconds: self.timeout.as_secs() });
            }
            // As a program stands still that reads the terminal from the background.
            if self.is(WaitIdOptions::STOPPED) {
                return Err(HostError::Stopped);
            }
            let wanted = match side {
                Side::Input => self.input.as_ref().map(|fd| (fd.as_fd(), PollFlags::OUT)),
                Side::Output => self.output.as_ref().map(|fd| (fd.as_fd(), PollFlags::IN)),
                Side::Taken | Side::Neither => None,
            };
            let talk = self.talk.as_ref().map(|fd| (fd.as_fd(), PollFlags::IN));
            let (waits, hears) = (wanted.is_some(), talk.is_some());
            let mut sides: Vec<PollFd<'_>> = [wanted, talk]
                .into_iter()
                .flatten()
                .map(|(fd, flags)| PollFd::from_borrowed_fd(fd, flags))
                .collect();
            let nap = if sides.is_empty() || side == Side::Taken { TICK / 10 } else { TICK };
            let nap = Timespec::try_from(nap.min(left)).map_err(|_| HostError::Ended)?;
            match poll(&mut sides, Some(&nap)) {
                Ok(_) | Err(Errno::INTR) => {}
                Err(errno) => return Err(HostError::system(Doing::Program, errno)),
            }
            let ready = |side: Option<&PollFd<'_>>| side.is_some_and(|s| !s.revents().is_empty());
            let is_ready = !waits || ready(sides.first());
            if hears && ready(sides.last()) {
                self.listen();
            }
            if is_ready {
                return Ok(());
            }
        }
    }

    /// Takes what the program has said so far and keeps the end of it.
    fn listen(&mut self) {
        let mut piece = [0; 1024];
        while let Some(talk) = &self.talk {
            match rustix::io::read(talk, &mut piece) {
                Ok(0) => self.talk = None,
                Ok(count) => {
                    self.said.extend_from_slice(&piece[..count]);
                    let over = self.said.len().saturating_sub(SAID);
                    self.said.drain(..over);
                }
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) => return,
                Err(_) => self.talk = None,
            }
        }
    }

    /// Whether it has ended, or stands still; it is not taken note of.
    fn is(&self, how: WaitIdOptions) -> bool {
        let look = how | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
        self.group.is_some_and(|pid| {
            rustix::process::waitid(WaitId::Pid(pid), look).is_ok_and(|status| status.is_some())
        })
    }

    /// Ends the program and its process group: asked first, then without being asked. What began a session of its own
    /// goes on.
    fn stop(&mut self) {
        let Some(mut child) = self.child.take() else { return };
        // What is gone already cannot be stopped, and needs not to be.
        let Some(group) = self.group else { return };
        let _ = rustix::process::kill_process_group(group, Signal::TERM);
        let until = Instant::now() + MERCY;
        while Instant::now() < until && child.try_wait().is_ok_and(|ended| ended.is_none()) {
            std::thread::sleep(TICK / 10);
        }
        let _ = rustix::process::kill_process_group(group, Signal::KILL);
        let _ = child.wait();
    }
}

/// What the program read back, piece by piece.
impl Read for Uploader {
    fn read(&mut self, room: &mut [u8]) -> std::io::Result<usize> {
        loop {
            if self.output.is_none() {
                return Ok(0);
            }
            if let Err(fault) = self.attend(Side::Output) {
                self.stop();
                self.fault = Some(fault.clone());
                return Err(fault.into());
            }
            let Some(output) = &self.output else { return Ok(0) };
            match rustix::io::read(output, &mut *room) {
                Ok(0) => self.output = None,
                Ok(count) => return Ok(count),
                Err(Errno::AGAIN | Errno::INTR) => {}
                Err(errno) => return Err(HostError::system(Doing::Reading, errno).into()),
            }
        }
    }
}

impl Drop for Uploader {
    fn drop(&mut self) {
        self.stop();
    }
}

/// What is waited for beside the program's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Input,
    Output,
    /// That the program takes what lies in the pipe, of which the system gives no notice.
    Taken,
    Neither,
}

fn cause(error: &std::io::Error) -> Cause {
    Errno::from_io_error(error).map_or(Cause::Number(0), Cause::of)
}

/// Marks every descriptor above the three streams as not to be handed to programs: one that the caller opened for a
/// secret (`fd:3`) is this program's alone.
#[cfg(target_os = "linux")]
#[allow(unsafe_code)]
pub(super) fn keep_descriptors_here() {
    let (first, last) = (3, libc::c_uint::MAX);
    // SAFETY: the call takes numbers only, and closes nothing: it sets a flag of open descriptors.
    unsafe { libc::syscall(libc::SYS_close_range, first, last, libc::CLOSE_RANGE_CLOEXEC) };
}

#[cfg(not(target_os = "linux"))]
pub(super) fn keep_descriptors_here() {}
