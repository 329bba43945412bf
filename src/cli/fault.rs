//! Faults of coldkeep itself: a panic ends the command with one message and the exit code of a failure.
//!
//! The message tells where the fault is in the source, never what the panic said: that may hold what was read.

use super::failure::{Exit, Failure};
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Mutex, PoisonError};

/// Source file and line of the last panic.
static PLACE: Mutex<Option<String>> = Mutex::new(None);

/// Does the work; a panic in it, or handed on from one of its threads, becomes a failure.
///
/// # Errors
/// `internal-fault` after a panic; everything that the work held was dropped, and so wiped.
pub(crate) fn caught<T>(work: impl FnOnce() -> T) -> Result<T, Failure> {
    panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(|at| format!("{}:{}", last_parts(at.file()), at.line()));
        *PLACE.lock().unwrap_or_else(PoisonError::into_inner) = place;
    }));
    panic::catch_unwind(AssertUnwindSafe(work)).map_err(|_| {
        let place = PLACE.lock().unwrap_or_else(PoisonError::into_inner).take();
        Failure::error("internal-fault", Exit::Failed, "coldkeep stopped at a fault of its own")
            .why(format!("{}; nothing was finished.", place.as_deref().unwrap_or("place unknown")))
            .next("try again; if it stays, report this line, without any words or keys")
    })
}

/// The last three parts of a source path: without the folder of whoever built the program.
fn last_parts(path: &str) -> &str {
    path.rmatch_indices('/').nth(2).map_or(path, |(at, _)| &path[at + 1..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_tells_its_place_and_not_its_message() {
        let before = panic::take_hook();
        let failure = caught(|| panic!("crater morning")).expect_err("it panics");
        panic::set_hook(before);
        let said = failure.to_string();
        assert!(said.contains("cli/fault.rs:") && said.contains("error[internal-fault]"), "{said}");
        assert!(!said.contains("crater"), "{said}");
    }

    #[test]
    fn the_folder_of_the_builder_is_left_out() {
        assert_eq!(last_parts("/home/me/src/crate-1.0/src/os.rs"), "crate-1.0/src/os.rs");
        assert_eq!(last_parts("src/main.rs"), "src/main.rs");
    }
}
