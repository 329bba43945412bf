//! What several test modules share: source files, scratch folders, a terminal, a child process.

pub(crate) mod child;
pub(crate) mod pty;
pub(crate) mod shared;
pub(crate) mod source;

use std::path::PathBuf;

/// The folder that holds Cargo.toml.
pub(crate) fn project() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A folder of its own under the system's temporary folder, removed when dropped.
pub(crate) fn scratch() -> tempfile::TempDir {
    tempfile::Builder::new().prefix("coldkeep-test-").tempdir().expect("a temporary folder")
}

/// A folder of its own on storage that is memory, removed when dropped.
pub(crate) fn scratch_in_memory() -> tempfile::TempDir {
    let mut builder = tempfile::Builder::new();
    builder.prefix("coldkeep-test-").tempdir_in("/dev/shm").expect("a folder in /dev/shm")
}
