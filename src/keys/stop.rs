//! Asks, between two steps of a long search, whether somebody wants it to end.

use super::KeysError;
use std::sync::OnceLock;

static ASKED: OnceLock<fn() -> bool> = OnceLock::new();

/// Names the question that searches and batches ask before every address; the first that is named stays.
pub fn stop_when(wanted: fn() -> bool) {
    ASKED.get_or_init(|| wanted);
}

/// Refuses the next step once the answer is yes.
pub(super) fn go_on() -> Result<(), KeysError> {
    match ASKED.get().is_some_and(|wanted| wanted()) {
        true => Err(KeysError::Stopped),
        false => Ok(()),
    }
}
