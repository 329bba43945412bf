//! Damaged, missing and swapped words: which mnemonics a damaged list of words may have been.
//!
//! Nothing is corrected here. The answer is a list of candidates, the likeliest misreadings first, and
//! a person compares them with the paper. What is looked for:
//!
//! * one wrong word, or any two words swapped;
//! * one missing (`?`) or misspelt word; two with an oracle;
//! * one word left out, at a place that nobody knows;
//! * with row checks: one wrong word, or two missing ones, in every row of four whose check is known.
//!
//! Words are looked for on the list of the language that they were read in.
//!
//! An oracle is any test that the right words alone pass, such as the fingerprint on the paper. The
//! checksum is asked first, because it costs a thousandth of the 2,048 rounds of PBKDF2.
#![forbid(unsafe_code)]

mod error;
mod misread;
mod paper;
mod rows;
mod search;
mod space;

pub use error::RepairError;
pub use paper::{RowsOfPaper, rows_of_paper};
pub use rows::RowCheck;

use crate::seed::{Mnemonic, Typed, WORD_COUNTS};
use rows::Rows;
use space::Space;

/// What a candidate changes; positions count from 1 and are public.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fix {
    /// Another word stands here: the one that was read is wrong, or is not on the list.
    Wrong {
        /// The position of the word.
        position: usize,
    },
    /// The word that was missing here.
    Missing {
        /// The position of the word.
        position: usize,
    },
    /// These two words change places.
    Swapped {
        /// The earlier position.
        first: usize,
        /// The later position.
        second: usize,
    },
    /// A word that was left out stands here; the words behind it move on by one.
    Omitted {
        /// The position of the word in the whole mnemonic.
        position: usize,
    },
}

/// A mnemonic that the words may have been.
#[derive(Debug)]
pub struct Candidate {
    /// What differs from what was read, by position.
    pub fixes: Vec<Fix>,
    /// The whole mnemonic; its checksum holds, and so do the row checks that were given.
    pub mnemonic: Mnemonic,
    /// How far it is from what was read: 0 is nearest. Only its order means something.
    pub rank: u32,
}

/// Tells how many possibilities were tried, of how many; called from several threads.
pub type Progress<'a> = &'a (dyn Fn(u64, u64) + Sync);

/// A test that the right mnemonic passes; called from several threads.
pub type Oracle<'a> = &'a (dyn Fn(&Mnemonic) -> bool + Sync);

/// What is known beside the words, and what the search may use.
#[derive(Clone, Copy)]
pub struct Limits<'a> {
    /// The check of each row of four words, where it can be read; rows behind the last are unknown.
    pub row_checks: &'a [Option<RowCheck>],
    /// The threads that search: 1 to 256, other numbers count as the nearest.
    pub threads: usize,
    /// Called after every 512 possibilities and at the end.
    pub progress: Option<Progress<'a>>,
}

impl Default for Limits<'_> {
    fn default() -> Self {
        Self { row_checks: &[], threads: 1, progress: None }
    }
}

/// The first row of a mnemonic, from 1, that does not match the check that stands behind it; checks beyond the last row
/// count as wrong.
pub fn wrong_row(mnemonic: &Mnemonic, checks: &[Option<RowCheck>]) -> Option<usize> {
    let words = mnemonic.word_count();
    match Rows::new(checks, words, mnemonic.language()) {
        Ok(rows) => rows.first_wrong(&mnemonic.indices()),
        Err(_) => Some(checks.len()),
    }
}

/// The possibilities that are tried without an oracle, which would have to be shown to somebody.
const WITHOUT_ORACLE: u64 = 1 << 16;

/// The possibilities that are tried with an oracle: two missing words are 2²².
const WITH_ORACLE: u64 = 1 << 23;

/// Lists what the words may have been, the likeliest first.
///
/// Words whose checksum holds have candidates as well: 1 in 16 wrong lists of 12 words pass it.
///
/// # Errors
/// [`RepairError::WordCount`], [`RepairError::RowChecks`] and [`RepairError::TooMany`].
pub fn candidates(typed: &Typed, limits: &Limits<'_>) -> Result<Vec<Candidate>, RepairError> {
    search(typed, limits, WITHOUT_ORACLE, &|_| true)
}

/// Lists what the words may have been and what the oracle agrees with, the likeliest first.
///
/// # Errors
/// As [`candidates`]; two missing words are allowed.
pub fn matching(
    typed: &Typed,
    limits: &Limits<'_>,
    oracle: Oracle<'_>,
) -> Result<Vec<Candidate>, RepairError> {
    search(typed, limits, WITH_ORACLE, oracle)
}

fn search(
    typed: &Typed,
    limits: &Limits<'_>,
    most: u64,
    oracle: Oracle<'_>,
) -> Result<Vec<Candidate>, RepairError> {
    let words = whole_length(typed)?;
    let rows = Rows::new(limits.row_checks, words, typed.language())?;
    let spaces = spaces(typed, words, &rows)?;
    let possibilities = spaces.iter().fold(0_u64, |sum, space| sum.saturating_add(space.len()));
    if possibilities > most {
        return Err(RepairError::TooMany { possibilities, most });
    }
    let found = search::run(
        &spaces,
        (words, typed.language()),
        limits,
        &|sentence| rows.hold(sentence),
        oracle,
    );
    let mut candidates: Vec<Candidate> = found.into_iter().map(|m| candidate(typed, m)).collect();
    candidates.sort_by(|a, b| {
        let by_rank = a.rank.cmp(&b.rank).then_with(|| a.fixes.cmp(&b.fixes));
        by_rank.then_with(|| a.mnemonic.words().cmp(b.mnemonic.words()))
    });
    Ok(candidates)
}

/// The number of words of the whole mnemonic: as many as were typed, or one more.
fn whole_length(typed: &Typed) -> Result<usize, RepairError> {
    let have = typed.len();
    let all_known = typed.slots().iter().all(Option::is_some);
    if WORD_COUNTS.contains(&have) {
        Ok(have)
    } else if WORD_COUNTS.contains(&(have + 1)) && all_known {
        Ok(have + 1)
    } else {
        Err(RepairError::WordCount(have))
    }
}

fn spaces(typed: &Typed, words: usize, rows: &Rows) -> Result<Vec<Space>, RepairError> {
    if typed.len() < words {
        return Ok(vec![Space::omitted(typed.slots())]);
    }
    let suspects = rows.suspects(typed.slots());
    if suspects.is_empty() {
        let open = rows.unconfirmed();
        return Ok(vec![
            Space::changed(typed.slots(), &open),
            Space::swapped(typed.slots(), &open),
        ]);
    }
    Ok(vec![Space::rows(typed.slots(), rows.choices(typed.slots(), &suspects)?)])
}

fn candidate(typed: &Typed, mnemonic: Mnemonic) -> Candidate {
    let found = mnemonic.indices();
    let fixes = fixes(typed, &found);
    let rank = fixes.iter().map(|fix| misread::cost(typed, *fix, &found)).sum();
    Candidate { fixes, mnemonic, rank }
}

/// Compares what was read with the whole mnemonic.
fn fixes(typed: &Typed, found: &[u16]) -> Vec<Fix> {
    let slots = typed.slots();
    let differs = |at: &usize| slots.get(*at).copied().flatten() != Some(found[*at]);
    if slots.len() < found.len() {
        let at = (0..found.len()).find(differs).unwrap_or(0);
        return vec![Fix::Omitted { position: at + 1 }];
    }
    let changed: Vec<usize> = (0..found.len()).filter(differs).collect();
    match changed[..] {
        [a, b] if slots[a] == Some(found[b]) && slots[b] == Some(found[a]) => {
            vec![Fix::Swapped { first: a + 1, second: b + 1 }]
        }
        _ => changed.iter().map(|at| fix_at(typed, at + 1)).collect(),
    }
}

fn fix_at(typed: &Typed, position: usize) -> Fix {
    let is_missing = typed.slots()[position - 1].is_none();
    if is_missing && typed.misspelt_at(position).is_none() {
        Fix::Missing { position }
    } else {
        Fix::Wrong { position }
    }
}
