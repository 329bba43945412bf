//! The tests that look at coldkeep from outside; one binary, and this is its table of contents.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr, unreachable_pub)]

/// Official vectors of addresses: CashAddr, BIP-0173, BIP-0350, BIP-0341.
mod address_vectors;
/// Key files and damaged age files, at every byte.
mod age_files;
/// Post-quantum keys of age in whole files.
mod age_hybrid;
/// The age test kit, all 143 files.
mod age_kit;
/// Archives that were made to do harm, and what is left of them.
mod archives;
/// Secrets as arguments: refused in every form, never repeated.
mod arguments;
/// Codes on a terminal, read from the characters that are written.
mod blocks;
/// The page of chains is the chain table, and its numbers are registered.
mod chains;
/// Official vectors of coins beyond Bitcoin: SLIP-0010, SLIP-0014, SEP-0005, CIP-0003, CIP-0019.
mod coins_vectors;
/// The cage: six ways out that are refused, and open without it.
/// The cage: eleven ways out that are refused, and open without it.
mod confinement;
/// The logbook, written by many processes at once.
mod copies;
/// Shares and passphrases made by chance: shown, copied, typed back.
mod dialogues;
/// Electrum's own vectors: kinds of seeds, and the wallets they make.
mod electrum_seeds;
/// Files: whole or not at all, never over another.
mod files;
/// Wallet files by their bytes, words and keys in texts, walks through hostile folders.
mod find;
/// Every command of the guide is run.
mod guide;
/// Addresses of one wallet, asked for by many processes at once.
mod handing_out;
/// Every error and warning has a page of help.
mod help;
/// What a holder's sheet says of the owner.
mod holders;
/// Signals at bad moments.
mod interruption;
/// The logbook for a year: noted, drilled, moved, lost.
mod journey_copies;
/// Every JSON field is documented, and every documented field appears.
mod json_fields;
/// Known addresses, found again over the conventions of wallets.
mod keys_search;
/// Official vectors of BIP-0032, 0049, 0084, 0086 and EIP-55.
mod keys_vectors;
/// Every kind of `identify`: an example of each, and how often chance is taken for one.
mod kinds;
/// Published PSBTs and wallet files, known for what they are.
mod kinds_vectors;
/// The letter to the heirs: its file, its linter, the one-place test.
mod letter;
/// One letter, changed by two processes at once.
mod letter_at_once;
/// LifeHash: the published hashes of pictures.
mod lifehash;
/// Files of kept wallets: what stands in them stays, mistakes are told with their line.
mod logbook;
/// The logbook's file: changes leave the rest to the letter, mistakes have their line.
mod logbook_file;
/// The keys of the logbook are documented.
mod logbook_format;
/// The man pages are what the commands say of themselves.
mod man;
/// What freed memory and the stack still hold.
mod memory;
/// The lines that status offers, followed until every rule is met.
mod mended;
/// What status proposes for random logbooks is followed.
mod mended_worlds;
/// Known good input, changed at random, on every way in.
mod mutations;
/// Published vectors of Monero's seeds and of Seed XOR.
mod other_seeds;
/// Every file of `vectors/`, driven through the rooms it belongs to.
mod own_vectors;
/// Pages as text, the same bytes each time, nothing outside its box.
mod packing;
mod pages;
/// The documents agree with the source: dependencies, import table, links, words.
mod papers;
/// Sets of codes with parity, and two of them mixed up.
mod parity;
/// Command lines that are printed, pasted into a shell.
mod pasted;
/// Copies sent away by other programs, and what must not count as one.
mod push;
/// Damaged words, and what they may have been.
mod repair;
/// The rules of the house: imports, file shapes, forbidden marks, one room for each crate.
mod rooms;
/// Spoilt pictures of codes, whole pages and documents, read back.
mod scanning;
/// The kinds of seeds in the documents are those of the program.
mod seed_kinds;
/// BIP-0039 in ten languages: official vectors, typed forms, shared words.
mod seed_languages;
/// Rolls: fair ones pass, made-up ones do not.
mod seed_rolls;
/// Official vectors of BIP-0039, dice and SeedQR.
mod seed_vectors;
/// Any text as words: read or refused, never a panic.
mod seed_words;
/// Official vectors of BIP-0067, 0173, 0341 and 0350.
/// Official vectors of BIP-0093, splits, and letters wrong in every way.
mod share_codex32;
/// Share files, written and read.
mod share_file;
/// Shares gathered one by one.
mod share_gathering;
/// Published SSKR shares in their four texts, and what is refused.
mod share_sskr;
/// Official vectors of SLIP-0039, and mutations of every word.
mod share_vectors;
/// Official vectors of single keys and children: BIP-0038, BIP-0085, SLIP-0132, keystore files.
mod single_keys;
/// Who can lose or open what, and which rules are met, judged from the logbook.
mod standing;
mod standing_places;
mod standing_true;
/// What a logbook does not say counts against its owner.
mod standing_unsaid;
/// The numbers of status against a count of every world.
mod standing_worlds;
/// Secrets from descriptors and files.
mod stdio;
/// What several modules share.
mod support;
/// A pseudo-terminal for tests of the terminal.
mod support_pty;
/// Questions, screens and typing, on a pseudo-terminal.
mod terminal;
/// Every file under `tests/transcripts`: a command's whole output, exit code and files.
mod transcripts;
/// Published vectors of Bytewords, the fountain and resources.
mod ur_vectors;
/// Every published vector is run by a test, or listed with the reason.
mod vectors_index;
/// Extended keys and descriptors as watch-only wallets.
mod wallet;

use support::child::{child_task, in_a_child, said, tell};

// As in the program itself, so that what freed memory holds can be tested.
#[global_allocator]
static MEMORY: coldkeep::host::memory::WipingAllocator = coldkeep::host::memory::WipingAllocator;
