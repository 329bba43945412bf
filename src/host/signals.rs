//! Notices Ctrl-C and the signals that ask the program to end, so that it ends tidily.
//!
//! The first signal only raises a flag: a wait at the terminal, a read of the standard input and a
//! write to an unfinished file see it and give up, destructors put the terminal back, and `main`
//! leaves with 130. The second SIGINT ends the program the way the system would. SIGHUP may come twice when a window is
//! closed (from the kernel and from the shell), SIGTERM when `timeout` ends a program and its group; they mean the same
//! once more.

use super::error::{Doing, HostError};
use rustix::io::Errno;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

static ARRIVED: AtomicBool = AtomicBool::new(false);

extern "C" fn on_signal(_: libc::c_int) {
    ARRIVED.store(true, Ordering::SeqCst);
}

/// Somebody opens a file on which this process holds a lease (`in_use`), and waits until it is given back: at once, or when
/// a small file was read.
extern "C" fn on_lease(_: libc::c_int) {}

/// Begins to notice SIGINT, SIGTERM and SIGHUP, and to take no notice of SIGIO. Called once, by `main`.
///
/// # Errors
/// [`HostError::System`] when the kernel does not take the handler.
#[allow(unsafe_code)]
pub fn listen() -> Result<(), HostError> {
    let ends = on_signal as extern "C" fn(libc::c_int);
    for (signal, handler, flags) in [
        // Without SA_RESTART a blocked read returns; SA_RESETHAND leaves the second signal alone.
        (libc::SIGINT, ends, libc::SA_RESETHAND),
        (libc::SIGTERM, ends, 0),
        (libc::SIGHUP, ends, 0),
        // A handler, since a program that is started would go on to ignore what is ignored here.
        (libc::SIGIO, on_lease, libc::SA_RESTART),
    ] {
        // SAFETY: `sigaction` is plain data; all zeros is a valid value of it.
        let mut action: libc::sigaction = unsafe { std::mem::zeroed() };
        action.sa_sigaction = handler as *const () as libc::sighandler_t;
        action.sa_flags = flags;
        // SAFETY: a handler only stores to an atomic, which is allowed at any moment, or does nothing.
        let answer = unsafe { libc::sigaction(signal, &action, std::ptr::null_mut()) };
        if answer != 0 {
            return Err(HostError::system(Doing::Protecting, Errno::INVAL));
        }
    }
    Ok(())
}

/// Whether a signal has asked the program to end. Long computations look here between steps.
pub fn interrupted() -> bool {
    ARRIVED.load(Ordering::SeqCst)
}

/// Waits for a while.
///
/// # Errors
/// [`HostError::Interrupted`] when a signal asks the program to end.
pub fn pause(time: Duration) -> Result<(), HostError> {
    const TICK: Duration = Duration::from_millis(100);
    let until = Instant::now() + time;
    loop {
        go_on()?;
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Ok(());
        }
        std::thread::sleep(left.min(TICK));
    }
}

/// Ends a stream of data between two pieces when a signal has asked the program to end.
pub(super) fn go_on() -> Result<(), HostError> {
    match interrupted() {
        true => Err(HostError::Interrupted),
        false => Ok(()),
    }
}

/// Repeats a system call that a signal cut short, unless the signal asks the program to end.
///
/// A signal that came earlier does not count here: the last words of an interrupted command, and the
/// bytes that put the terminal back, still have to be written.
pub(super) fn again<T>(
    doing: Doing,
    mut call: impl FnMut() -> Result<T, Errno>,
) -> Result<T, HostError> {
    loop {
        match call() {
            Err(Errno::INTR) => go_on()?,
            other => return other.map_err(|errno| HostError::system(doing, errno)),
        }
    }
}
