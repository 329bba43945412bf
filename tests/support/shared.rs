//! Published vectors of the standards, in a folder beside the repository that may be absent.

use serde_json::Value;
use std::path::PathBuf;

/// The place of a file of vectors; says so plainly when it is not there.
pub(crate) fn place(file: &str) -> Option<PathBuf> {
    let beside = || super::project().join("../shared");
    let folder = std::env::var_os("COLDKEEP_SHARED").map_or_else(beside, PathBuf::from);
    let path = folder.join("vectors").join(file);
    if path.exists() {
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
    assert!(cases >= at_least, "{what}: only {cases} of {at_least} cases ran");
}
