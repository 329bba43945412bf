//! The terminal as a device: opened by name, read a byte at a time, put back as it was found.

use super::error::{Doing, HostError};
use super::signals::interrupted;
use super::stdio::write_whole;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fd::{AsFd, OwnedFd};
use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;
use rustix::termios::{
    InputModes, LocalModes, OptionalActions, QueueSelector, SpecialCodeIndex, Termios,
};
use std::cell::Cell;
use std::rc::Rc;
use std::time::{Duration, Instant};
use zeroize::Zeroize;

/// How long a wait at the terminal lasts before the signals are looked at again.
const TURN: Timespec = Timespec { tv_sec: 0, tv_nsec: 200_000_000 };
/// What Ctrl-C and Ctrl-D send when the terminal does not act on them.
const CTRL_C: u8 = 3;

/// The terminal of this process, whatever its standard descriptors are.
#[derive(Debug)]
pub(super) struct Tty {
    fd: OwnedFd,
}

impl Tty {
    pub(super) fn open() -> Result<Self, HostError> {
        Self::open_path("/dev/tty")
    }

    pub(super) fn open_path(path: &str) -> Result<Self, HostError> {
        let flags = OFlags::RDWR | OFlags::CLOEXEC | OFlags::NOCTTY;
        let fd = rustix::fs::open(path, flags, Mode::empty()).map_err(|_| HostError::NoTerminal)?;
        match rustix::termios::isatty(&fd) {
            true => Ok(Self { fd }),
            false => Err(HostError::NoTerminal),
        }
    }

    /// A second handle for a reader that must own what it reads from.
    pub(super) fn second(&self) -> Result<Self, HostError> {
        let copy = self.fd.try_clone();
        copy.map(|fd| Self { fd }).map_err(|error| HostError::io(Doing::Opening, &error))
    }

    pub(super) fn write(&self, bytes: &[u8]) -> Result<(), HostError> {
        write_whole(self.fd.as_fd(), bytes)
    }

    /// Waits for one byte; Ctrl-C and the signals that end the program end the wait.
    pub(super) fn read_byte(&self) -> Result<u8, HostError> {
        loop {
            if let Some(byte) = self.read_turn(&TURN)? {
                return Ok(byte);
            }
        }
    }

    /// Waits for one byte, or until `time` has passed.
    pub(super) fn read_within(&self, time: Duration) -> Result<Option<u8>, HostError> {
        let end = Instant::now() + time;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            let turn = Timespec { tv_sec: 0, tv_nsec: left.as_nanos().min(200_000_000) as _ };
            match self.read_turn(&turn)? {
                None if !left.is_zero() => {}
                other => return Ok(other),
            }
        }
    }

    fn read_turn(&self, turn: &Timespec) -> Result<Option<u8>, HostError> {
        if interrupted() {
            return Err(HostError::Interrupted);
        }
        match poll(&mut [PollFd::new(&self.fd, PollFlags::IN)], Some(turn)) {
            Ok(0) | Err(Errno::INTR) => return Ok(None),
            Ok(_) => {}
            Err(errno) => return Err(HostError::system(Doing::Reading, errno)),
        }
        let mut byte = [0];
        match rustix::io::read(&self.fd, &mut byte) {
            Ok(0) | Err(Errno::IO) => Err(HostError::Ended),
            Ok(_) if byte[0] == CTRL_C => Err(HostError::Interrupted),
            Ok(_) => Ok(Some(byte[0])),
            Err(Errno::INTR | Errno::AGAIN) => Ok(None),
            Err(errno) => Err(HostError::system(Doing::Reading, errno)),
        }
    }

    /// Takes the keys as they come, shows none of them, and leaves Ctrl-C to the reader.
    pub(super) fn keys(&self) -> Result<Keys<'_>, HostError> {
        let refused = |errno| HostError::system(Doing::Terminal, errno);
        let before = rustix::termios::tcgetattr(&self.fd).map_err(refused)?;
        let mut hidden = before.clone();
        hidden.local_modes -= LocalModes::ECHO | LocalModes::ECHONL | LocalModes::ICANON;
        hidden.local_modes -= LocalModes::ISIG | LocalModes::IEXTEN;
        hidden.input_modes -= InputModes::IXON;
        hidden.special_codes[SpecialCodeIndex::VMIN] = 1;
        hidden.special_codes[SpecialCodeIndex::VTIME] = 0;
        rustix::termios::tcsetattr(&self.fd, OptionalActions::Now, &hidden).map_err(refused)?;
        Ok(Keys { tty: self, before })
    }

    /// Throws away what was typed or pasted and not read, so that no shell receives it.
    pub(super) fn forget_unread(&self) {
        // Where there is no terminal any more there is nothing to throw away.
        let _ = rustix::termios::tcflush(&self.fd, QueueSelector::IFlush);
    }
}

/// While this lives, the terminal shows no keys; afterwards it is as it was.
pub(super) struct Keys<'a> {
    tty: &'a Tty,
    before: Termios,
}

impl Drop for Keys<'_> {
    fn drop(&mut self) {
        // A terminal that is gone needs no restoring; there is nobody to tell otherwise.
        let _ = rustix::termios::tcsetattr(&self.tty.fd, OptionalActions::Now, &self.before);
    }
}

/// Hands bytes to a reader that speaks `std::io`, and remembers why it stopped.
pub(super) struct TtyReader {
    tty: Tty,
    left: usize,
    limit: usize,
    stopped: Rc<Cell<Option<HostError>>>,
}

impl TtyReader {
    pub(super) fn new(tty: Tty, limit: usize, stopped: Rc<Cell<Option<HostError>>>) -> Self {
        Self { tty, left: limit, limit, stopped }
    }
}

impl std::io::Read for TtyReader {
    fn read(&mut self, room: &mut [u8]) -> std::io::Result<usize> {
        let Some(first) = room.first_mut() else { return Ok(0) };
        let mut answer = match self.left.checked_sub(1) {
            Some(left) => {
                self.left = left;
                self.tty.read_byte()
            }
            None => Err(HostError::TooLarge { limit: self.limit as u64 }),
        };
        match &mut answer {
            Ok(byte) => {
                *first = *byte;
                byte.zeroize();
                Ok(1)
            }
            Err(error) => {
                self.stopped.set(Some(error.clone()));
                Err(std::io::ErrorKind::Other.into())
            }
        }
    }
}
