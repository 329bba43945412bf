//! coldkeep makes, prints, reads back, splits and encrypts backups of cryptocurrency wallets, on a
//! computer that may never have a network.
//!
//! The rooms, in reading order; imports go only downwards (`tests/rooms.rs` holds the table):
//!
//! | room | what it knows |
//! |---|---|
//! | [`secret`] | what a secret may do: be held, be exposed by name, be wiped |
//! | [`seed`] | words and the entropy behind them |
//! | [`keys`] | from a seed to what a wallet shows |
//! | [`wallet`] | public data: extended public keys and descriptors |
//! | [`ur`] | Uniform Resources, Bytewords and BBQr |
//! | [`logbook`] | what is kept in the home: wallets that are watched, where papers lie |
//! | [`letter`] | what heirs are told, and what must not be in it |
//! | [`share`] | one secret, several papers |
//! | [`crypt`] | files encrypted with age; folders as tar |
//! | [`sheet`] | what a page says |
//! | [`paper`] | how a sheet looks |
//! | [`scan`] | pictures, PDFs and typed lines, read back |
//! | [`repair`] | damaged, missing and swapped words |
//! | [`identify`] | what a text or a file is |
//! | [`find`] | which files are wallets |
//! | [`host`] | what the machine lends a command |
//! | [`cli`] | the commands |

// The tests of a room may use the samples of tests/, which name this program.
#[cfg(test)]
extern crate self as coldkeep;

pub mod cli;
pub mod crypt;
pub mod find;
pub mod host;
pub mod identify;
pub mod keys;
pub mod letter;
pub mod logbook;
pub mod paper;
pub mod repair;
pub mod scan;
pub mod secret;
pub mod seed;
pub mod share;
pub mod sheet;
pub mod ur;
pub mod wallet;
