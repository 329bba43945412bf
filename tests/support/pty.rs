//! A pseudo-terminal that is a program's controlling terminal, and a scripted person in front of it.

use rustix::fs::OFlags;
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{LocalModes, Winsize, tcgetattr, tcsetwinsize};
use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// How long the screen must stay unchanged before the next key is pressed.
const QUIET: Duration = Duration::from_millis(40);

/// The side of the pseudo-terminal where a person sits.
pub(crate) struct Terminal {
    keyboard: File,
    screen: Receiver<Vec<u8>>,
    seen: Vec<u8>,
    path: PathBuf,
}

/// What a dialogue stopped at.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Stopped {
    /// The text was not shown before the time was over.
    NotShown(String),
    /// Typed text would be echoed where a hidden entry was expected.
    NotHidden(String),
}

impl Terminal {
    /// Opens a pseudo-terminal of 100 columns and 40 rows.
    pub(crate) fn open() -> Self {
        Self::of_columns(100)
    }

    /// Opens a pseudo-terminal of so many columns and 40 rows.
    pub(crate) fn of_columns(columns: u16) -> Self {
        let flags = OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC;
        let ours = openpt(flags).expect("a pseudo-terminal");
        grantpt(&ours).expect("a pseudo-terminal of ours");
        unlockpt(&ours).expect("an unlocked pseudo-terminal");
        let size = Winsize { ws_row: 40, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 };
        tcsetwinsize(&ours, size).expect("a window size");
        let name = ptsname(&ours, Vec::new()).expect("a name");
        let path = Path::new(std::ffi::OsStr::from_bytes(name.as_bytes())).to_owned();
        let keyboard = File::from(ours);
        let mut reader = keyboard.try_clone().expect("a second handle");
        let (sender, screen) = channel();
        std::thread::spawn(move || {
            let mut chunk = [0; 4096];
            // The read fails once the last program has closed its side: that is the end.
            while let Ok(count @ 1..) = reader.read(&mut chunk) {
                if sender.send(chunk[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        Self { keyboard, screen, seen: Vec::new(), path }
    }

    /// The program's side, to be handed over as a standard stream.
    pub(crate) fn program_side(&self) -> File {
        // Without NOCTTY it could become the terminal of the test process itself.
        let flags = OFlags::NOCTTY.bits() as i32;
        let mut options = OpenOptions::new();
        options.read(true).write(true).custom_flags(flags);
        options.open(&self.path).expect("the program's side")
    }

    /// Waits until `text` has been shown after what was waited for before.
    pub(crate) fn wait_for(
        &mut self,
        text: &str,
        from: usize,
        until: Instant,
    ) -> Result<usize, Stopped> {
        loop {
            let rest = &self.seen[from..];
            if let Some(at) = rest.windows(text.len().max(1)).position(|w| w == text.as_bytes()) {
                return Ok(from + at + text.len());
            }
            match self.screen.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(chunk) => self.seen.extend(chunk),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                    return Err(Stopped::NotShown(text.to_owned()));
                }
            }
        }
    }

    /// Presses the keys of `text`, when the screen has come to rest; with `hidden`, only once the
    /// program has turned the echo off.
    pub(crate) fn send(&mut self, text: &str, hidden: bool, until: Instant) -> Result<(), Stopped> {
        while let Ok(chunk) = self.screen.recv_timeout(QUIET) {
            self.seen.extend(chunk);
        }
        while hidden && self.echoes() {
            if Instant::now() > until {
                return Err(Stopped::NotHidden(text.to_owned()));
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        self.keyboard.write_all(text.as_bytes()).expect("an open pseudo-terminal");
        Ok(())
    }

    /// What was shown so far, as text.
    pub(crate) fn shown(&self) -> String {
        String::from_utf8_lossy(&self.seen).into_owned()
    }

    fn echoes(&self) -> bool {
        tcgetattr(&self.keyboard).is_ok_and(|modes| modes.local_modes.contains(LocalModes::ECHO))
    }

    /// Everything shown, once the program's side is closed.
    pub(crate) fn all_shown(mut self, until: Instant) -> Vec<u8> {
        loop {
            match self.screen.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(chunk) => self.seen.extend(chunk),
                Err(_) => return self.seen,
            }
        }
    }
}
