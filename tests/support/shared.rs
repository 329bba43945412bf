//! Published vectors of the standards, in a folder beside the repository that may be absent.
//!
//! What ran is counted: with `COLDKEEP_RAN=FILE` every count is added to that file, with the vectors it came from.

use serde_json::Value;
use std::cell::RefCell;
use std::io::Write;
use std::path::PathBuf;

thread_local! {
    /// The files that this thread, which is one test, has opened since it last counted.
    static OPENED: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// The place of a file of vectors; says so plainly when it is not there.
pub(crate) fn place(file: &str) -> Option<PathBuf> {
    let beside = || super::project().join("../shared");
    let folder = std::env::var_os("COLDKEEP_SHARED").map_or_else(beside, PathBuf::from);
    let path = folder.join("vectors").join(file);
    if path.exists() {
        OPENED.with_borrow_mut(|opened| opened.push(file.to_owned()));
        return Some(path);
    }
    println!("NOT RUN: {file} is absent; COLDKEEP_SHARED names the folder that holds vectors/");
    None
}

/// A file of vectors, parsed.
pub(crate) fn json(file: &str) -> Option<Value> {
    let text = std::fs::read_to_string(place(file)?).unwrap();
    Some(serde_json::from_str(&text).expect(file))
}

/// Tells how many cases ran, and fails when there were fewer than are known to exist.
pub(crate) fn ran(what: &str, cases: usize, at_least: usize) {
    println!("{what}: {cases} cases ran");
    let files = OPENED.with_borrow_mut(std::mem::take).join(",");
    if let Some(record) = std::env::var_os("COLDKEEP_RAN") {
        let mut open = std::fs::OpenOptions::new();
        let mut file = open.create(true).append(true).open(record).expect("the record of cases");
        // One write, so that tests that run side by side do not mix their lines.
        file.write_all(format!("{cases}\t{what}\t{files}\n").as_bytes()).expect("room for a line");
    }
    assert!(cases >= at_least, "{what}: only {cases} of {at_least} cases ran");
}
