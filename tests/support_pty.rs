//! A pseudo-terminal: the test is the person, the program under test has the terminal.

use coldkeep::host::Console;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fd::OwnedFd;
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{LocalModes, tcgetattr};
use std::time::{Duration, Instant};

/// The person's side.
pub(crate) struct Person {
    master: OwnedFd,
    // Kept open so that the terminal outlives each console that is opened on it.
    terminal: OwnedFd,
    path: String,
    seen: Vec<u8>,
}

impl Person {
    pub(crate) fn new() -> Self {
        let master =
            openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).unwrap();
        grantpt(&master).unwrap();
        unlockpt(&master).unwrap();
        let path = ptsname(&master, Vec::new()).unwrap().into_string().unwrap();
        let flags =
            rustix::fs::OFlags::RDWR | rustix::fs::OFlags::NOCTTY | rustix::fs::OFlags::CLOEXEC;
        let terminal = rustix::fs::open(path.as_str(), flags, rustix::fs::Mode::empty()).unwrap();
        Self { master, terminal, path, seen: Vec::new() }
    }

    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// Runs what talks to the console while this thread plays the person.
    pub(crate) fn while_asked<T: Send>(
        &mut self,
        asks: impl FnOnce(&mut Console) -> T + Send,
        answers: impl FnOnce(&mut Self),
    ) -> T {
        let path = self.path.clone();
        std::thread::scope(|scope| {
            let asking = scope.spawn(move || asks(&mut Console::open_at(&path).unwrap()));
            answers(self);
            asking.join().unwrap()
        })
    }

    pub(crate) fn types(&self, keys: &str) {
        rustix::io::write(&self.master, keys.as_bytes()).unwrap();
    }

    /// Waits until the terminal shows `text` after what was waited for before.
    pub(crate) fn sees(&mut self, text: &str) {
        let end = Instant::now() + Duration::from_secs(10);
        loop {
            if let Some(at) = self.seen.windows(text.len()).position(|part| part == text.as_bytes())
            {
                self.seen.drain(..at + text.len());
                return;
            }
            let rest = String::from_utf8_lossy(&self.seen).into_owned();
            assert!(Instant::now() < end, "{text:?} did not come, but {rest:?}");
            self.read_more();
        }
    }

    /// Everything that came since what was waited for.
    pub(crate) fn rest(&mut self) -> String {
        self.read_more();
        String::from_utf8_lossy(&self.seen).into_owned()
    }

    fn read_more(&mut self) {
        let turn = Timespec { tv_sec: 0, tv_nsec: 50_000_000 };
        if poll(&mut [PollFd::new(&self.master, PollFlags::IN)], Some(&turn)) == Ok(1) {
            let mut part = [0; 4096];
            if let Ok(count) = rustix::io::read(&self.master, &mut part) {
                self.seen.extend_from_slice(&part[..count]);
            }
        }
    }

    /// Whether keys are shown and lines are edited, as a shell expects it.
    pub(crate) fn is_as_before(&self) -> bool {
        let modes = tcgetattr(&self.terminal).unwrap().local_modes;
        modes.contains(LocalModes::ECHO | LocalModes::ICANON | LocalModes::ISIG)
    }
}
