//! tests
mod repair;
mod seed_vectors;

mod share_vectors;
mod age_kit;
mod scanning;
mod pages;
//! The tests that look at coldkeep from outside; one binary, and this is its table of contents.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr, unreachable_pub)]

/// The rules of the house: imports, file shapes, forbidden marks, one room for each crate.
mod rooms;
/// What several modules share.
mod support;
/// Every file under `tests/transcripts`: a command's whole output, exit code and files.
mod transcripts;
