//! Why codex32 strings are refused: situations with numbers and places, never a letter of a payload.

use crate::share::error::places;

/// A refusal of a codex32 string, a set of them, or a splitting. Places are counted from 1, gaps left out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Codex32Error {
    /// Another seed length than BIP-0032 has.
    #[error("{0} bytes are no BIP-32 seed: 16 to 64 are")]
    SeedLength(usize),
    /// Capitals and small letters in one codex32 string.
    #[error("capitals and small letters in one codex32 string")]
    Case,
    /// The string does not start with `MS1`.
    #[error("a codex32 string starts with MS1")]
    Prefix,
    /// Letters that codex32 does not use; places from 1, gaps not counted.
    #[error("not letters of codex32: {}", places("place", .0))]
    Letters(Vec<usize>),
    /// No codex32 string has this number of letters.
    #[error("{0} letters: a codex32 string has 48 to 93, or 99 to 127")]
    Length(usize),
    /// The checksum of a codex32 string fails.
    #[error("the codex32 string has a mistake in it")]
    Checksum,
    /// The letter after `MS1` is not 0 or 2 to 9.
    #[error("a codex32 threshold is 0, or 2 to 9")]
    Threshold,
    /// A share where only the secret may be, or the other way round.
    #[error("the codex32 secret has the index S")]
    Index,
    /// The name of a codex32 set is four letters of its alphabet.
    #[error("a codex32 set is named by four letters, without B, I, O and 1")]
    Identifier,
    /// codex32 splits 2 to 9 of at most 31.
    #[error("{threshold} of {count}: codex32 needs 2 to 9 shares of at most 31")]
    Scheme {
        /// Needed.
        threshold: u8,
        /// There are.
        count: u8,
    },
    /// Same set name, but another number of shares needed.
    #[error("this share needs {this} shares, those before it {expected}")]
    OtherThreshold {
        /// What it says.
        this: u8,
        /// What the others say.
        expected: u8,
    },
    /// Same set name, but a seed of another length.
    #[error("this share has {this} letters, the shares before it have {expected}")]
    OtherLength {
        /// Its number of letters.
        this: usize,
        /// The number of letters of the others.
        expected: usize,
    },
    /// Another share with this index is already here.
    #[error("another share {0} is already here, and they differ")]
    Conflict(char),
    /// More shares than are needed, and they contradict each other.
    #[error("shares do not fit together: {}", places("share", .0))]
    DoNotFit(Vec<char>),
}
