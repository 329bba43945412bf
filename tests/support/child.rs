//! One test of this binary run again in a process of its own, and what the two say to each other.

use std::process::{Command, Output};

/// Runs one test of this binary again in a process of its own, with a word that tells it what to do.
///
/// What a process does to itself for good (a sandbox, a signal, a lock) is tested this way.
pub(crate) fn in_a_child(test: &str, what: &str) -> Output {
    Command::new(std::env::current_exe().unwrap())
        .args([test, "--exact", "--nocapture", "--test-threads=1"])
        .env("COLDKEEP_TEST_CHILD", what)
        .output()
        .unwrap()
}

/// What the child is to do; `None` in the parent.
pub(crate) fn child_task() -> Option<String> {
    std::env::var("COLDKEEP_TEST_CHILD").ok()
}

/// The lines of a child that begin with `»`.
pub(crate) fn said(output: &Output) -> Vec<String> {
    let text = String::from_utf8_lossy(&output.stdout);
    text.lines().filter_map(|line| Some(line.split_once('»')?.1.to_owned())).collect()
}

/// Says a line to the parent.
pub(crate) fn tell(line: &str) {
    coldkeep::host::write_stdout(format!("»{line}\n").as_bytes()).unwrap();
}
