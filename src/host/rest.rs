//! Whether a file was left alone for a moment before it is read, and how long to wait for that.

use super::error::HostError;
use super::signals::go_on;
use super::tree::Facts;
use std::fs::File;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A file must not have changed for so long before it is read.
pub(super) const QUIET: Duration = Duration::from_millis(100);
/// How often a file that changes is tried.
pub(super) const TRIES: usize = 20;

/// Waits until the file was left alone for a moment.
pub(super) fn at_rest(file: &File) -> Result<Facts, HostError> {
    for _ in 0..TRIES {
        go_on()?;
        let facts = Facts::of_file(file)?;
        match unrest(&facts) {
            Some(wait) => std::thread::sleep(wait),
            None => return Ok(facts),
        }
    }
    Err(HostError::Changes)
}

/// How long it will be until it was left alone for a moment; nothing where it was.
pub(super) fn unrest(facts: &Facts) -> Option<Duration> {
    let (seconds, nanoseconds) = facts.modified.max(facts.changed);
    let changed = Duration::new(u64::try_from(seconds).unwrap_or(0), nanoseconds);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    // A time to come is another computer's clock, and tells nothing.
    now.checked_sub(changed).and_then(|ago| QUIET.checked_sub(ago)).filter(|wait| !wait.is_zero())
}
