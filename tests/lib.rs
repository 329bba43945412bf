//! The tests that look at coldkeep from outside; one binary, and this is its table of contents.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr, unreachable_pub)]

/// The age test kit, and every bit of a small file flipped.
//! tests
mod age_files;
mod age_kit;
/// Pages as text, the same bytes each time, nothing outside its box.
mod pages;
/// Damaged words, and what they may have been.
mod repair;
/// The rules of the house: imports, file shapes, forbidden marks, one room for each crate.
mod rooms;
/// Spoilt pictures of codes, read back.
mod scanning;
/// Official vectors of BIP-0039, dice and SeedQR.
mod seed_vectors;
/// Official vectors of SLIP-0039, and mutations of every word.
mod share_vectors;
/// What several modules share.
mod support;
/// Every file under `tests/transcripts`: a command's whole output, exit code and files.
mod transcripts;
mod seed_rolls;
mod seed_vectors;
mod seed_words;
//! tests

mod keys_search;
mod keys_vectors;
mod wallet;
mod share_file;
mod share_gathering;
mod share_vectors;
//! Everything that is tested from outside the rooms, in one binary.
#![allow(clippy::unwrap_used)]

mod confinement;
mod files;
mod memory;
mod stdio;
mod support_pty;
mod terminal;

// As in the program itself, so that what freed memory holds can be tested.
#[global_allocator]
static MEMORY: coldkeep::host::memory::WipingAllocator = coldkeep::host::memory::WipingAllocator;

/// Runs one test of this binary again in a process of its own, with a word that tells it what to do.
///
/// What a process does to itself for good (a sandbox, a signal, a lock) is tested this way.
fn in_a_child(test: &str, what: &str) -> std::process::Output {
    std::process::Command::new(std::env::current_exe().unwrap())
        .args([test, "--exact", "--nocapture", "--test-threads=1"])
        .env("COLDKEEP_TEST_CHILD", what)
        .output()
        .unwrap()
}

/// What the child is to do; `None` in the parent.
fn child_task() -> Option<String> {
    std::env::var("COLDKEEP_TEST_CHILD").ok()
}

/// The lines of a child that begin with `»`.
fn said(output: &std::process::Output) -> Vec<String> {
    let text = String::from_utf8_lossy(&output.stdout);
    text.lines().filter_map(|line| Some(line.split_once('»')?.1.to_owned())).collect()
}

/// Says a line to the parent.
fn tell(line: &str) {
    coldkeep::host::write_stdout(format!("»{line}\n").as_bytes()).unwrap();
}
