//! One secret, several papers: shares of SLIP-39, SSKR and codex32, split, gathered and put back together.
//!
//! The room splits bytes and knows nothing of wallets. The arithmetic on secret values has no tables and no
//! branches; share numbers, group numbers and thresholds are public. Shares come in through
//! [`Share::parse`] or [`file::read`], meet in a [`Gathering`], and leave it as the secret; [`split()`] makes
//! them and [`check_every_quorum`] proves what was written before anyone relies on it. [`codex32`] has the same for its
//! strings.
//!
//! The standards: <https://github.com/satoshilabs/slips/blob/master/slip-0039.md>, BCR-2020-011 and BIP-0093.
#![forbid(unsafe_code)]

pub mod codex32;
mod error;
mod feistel;
pub mod file;
mod gather;
mod gf256;
mod gf32;
mod gives_back;
mod grouped;
mod join;
pub mod payload;
mod quorum;
mod rs1024;
mod scheme;
mod shamir;
mod slip39;
mod split;
pub mod sskr;
#[cfg(test)]
mod uniformity;
mod wordlist;
mod words;

pub use error::ShareError;
pub use gather::{Added, Gathering, GroupProgress, Progress};
pub use gives_back::{GivesBack, UnknownPurpose};
pub use grouped::{Form, Share};
pub use quorum::{MOST_QUORUMS, Quorums, check_every_quorum, every_quorum};
pub use scheme::{Group, Scheme};
pub use split::{Options, split, split_sskr};
pub use words::{complete, word_list};
