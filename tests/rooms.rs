//! The rules of the house, held: who imports whom, file shapes, forbidden marks, where crates live.
//!
//! Each rule is a function over a path and a text that returns what it found, so each test also
//! feeds it a broken text and sees it caught.

mod crates;
mod exposure;
mod imports;
mod shape;

use crate::support::source::{Source, rust_files};

/// A rule: what a file breaks, one sentence each, with the line where there is one.
type Rule = fn(path: &str, text: &str) -> Vec<String>;

/// Each room with the rooms that it may import.
pub(crate) fn import_table() -> &'static [(&'static str, &'static [&'static str])] {
    imports::MAY_IMPORT
}

/// Fails with every breach of `rule` in `files`, each with its path.
fn hold(rule: Rule, files: &[Source]) {
    assert!(!files.is_empty(), "no files to check");
    let breaches: Vec<String> = files
        .iter()
        .flat_map(|(path, text)| {
            rule(path, text).into_iter().map(move |breach| format!("{path}: {breach}"))
        })
        .collect();
    assert!(breaches.is_empty(), "\n{}", breaches.join("\n"));
}

/// Fails unless `rule` finds something in the broken `text`, and nothing in the `sound` one.
fn control(rule: Rule, path: &str, broken: &str, sound: &str) {
    assert!(!rule(path, broken).is_empty(), "the rule does not catch {broken:?} in {path}");
    assert_eq!(rule(path, sound), Vec::<String>::new(), "in {path}");
}

/// The program's own files.
fn src() -> Vec<Source> {
    rust_files("src")
}

/// The program's own files and the tests.
fn src_and_tests() -> Vec<Source> {
    [rust_files("src"), rust_files("tests")].concat()
}

/// The room a file belongs to: the folder or file directly under `src`.
fn room(path: &str) -> &str {
    let below = path.strip_prefix("src/").unwrap_or(path);
    let first = below.split('/').next().unwrap_or(below);
    first.strip_suffix(".rs").unwrap_or(first)
}

/// The part of a file before its unit tests: those handle published seeds and may ask any crate.
fn without_unit_tests(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod ").next().unwrap_or(text)
}
