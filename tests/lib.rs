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
