//! Rows of four words and their checks: each row is solved alone.
//!
//! A row check is the first four hexadecimal digits of SHA-256 of the row's words, joined by single
//! spaces, NFC. One unreadable word in a row leaves 1.03 choices on average.

use super::RepairError;
use crate::seed::{Language, wordlist};
use sha2::{Digest, Sha256};
use std::str::FromStr;
use zeroize::{Zeroize, Zeroizing};

/// The words in a row; the last row of 15, 18 and 21 words is shorter.
pub(super) const ROW: usize = 4;

/// The words of the list.
const LIST: u16 = 2048;

/// The most choices that a row with a check is expected to leave: 64 for two missing words.
const MOST_CHOICES: usize = 256;

/// The check of a row of four words: the first two bytes of SHA-256 of the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowCheck([u8; 2]);

/// A row check is not four hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a row check has four hexadecimal digits")]
pub struct NotARowCheck;

impl RowCheck {
    /// Takes the two bytes.
    pub fn new(bytes: [u8; 2]) -> Self {
        Self(bytes)
    }

    fn of(words: &[u16], language: Language) -> Self {
        let list = wordlist::words(language);
        let mut hash = Sha256::new();
        for (nth, word) in words.iter().enumerate() {
            hash.update(if nth == 0 { "" } else { " " });
            hash.update(list[usize::from(*word)]);
        }
        let mut digest = hash.finalize();
        let check = Self([digest[0], digest[1]]);
        digest.as_mut_slice().zeroize();
        check
    }
}

impl FromStr for RowCheck {
    type Err = NotARowCheck;

    fn from_str(text: &str) -> Result<Self, NotARowCheck> {
        let is_hex = text.len() == 4 && text.bytes().all(|digit| digit.is_ascii_hexdigit());
        let number = u16::from_str_radix(text, 16).map_err(|_| NotARowCheck)?;
        is_hex.then(|| Self(number.to_be_bytes())).ok_or(NotARowCheck)
    }
}

/// The rows of a mnemonic with the checks that are known.
pub(super) struct Rows {
    rows: Vec<(std::ops::Range<usize>, Option<RowCheck>)>,
    language: Language,
}

impl Rows {
    pub(super) fn new(
        checks: &[Option<RowCheck>],
        words: usize,
        language: Language,
    ) -> Result<Self, RepairError> {
        let count = words.div_ceil(ROW);
        if checks.len() > count {
            return Err(RepairError::RowChecks { have: checks.len(), rows: count });
        }
        let row = |nth: usize| {
            let places = nth * ROW..words.min((nth + 1) * ROW);
            (places, checks.get(nth).copied().flatten())
        };
        Ok(Self { rows: (0..count).map(row).collect(), language })
    }

    /// Whether all known checks hold.
    pub(super) fn hold(&self, sentence: &[u16]) -> bool {
        self.rows.iter().all(|(places, check)| {
            check
                .is_none_or(|check| RowCheck::of(&sentence[places.clone()], self.language) == check)
        })
    }

    /// The first row, from 1, whose check is known and does not hold.
    pub(super) fn first_wrong(&self, sentence: &[u16]) -> Option<usize> {
        let wrong = |(places, check): &(std::ops::Range<usize>, Option<RowCheck>)| {
            check.is_some_and(|c| RowCheck::of(&sentence[places.clone()], self.language) != c)
        };
        self.rows.iter().position(wrong).map(|row| row + 1)
    }

    /// The rows with a missing word or a check that does not hold.
    pub(super) fn suspects(&self, slots: &[Option<u16>]) -> Vec<usize> {
        let is_suspect = |nth: &usize| {
            let (places, check) = &self.rows[*nth];
            let known = known(&slots[places.clone()]);
            known.is_none_or(|words| {
                check.is_some_and(|check| RowCheck::of(&words, self.language) != check)
            })
        };
        (0..self.rows.len()).filter(is_suspect).collect()
    }

    /// The places in rows without a check.
    pub(super) fn unconfirmed(&self) -> Vec<usize> {
        let rows = self.rows.iter().filter(|(_, check)| check.is_none());
        rows.flat_map(|(places, _)| places.clone()).collect()
    }

    /// What these rows may be.
    pub(super) fn choices(
        &self,
        slots: &[Option<u16>],
        suspects: &[usize],
    ) -> Result<Vec<RowChoices>, RepairError> {
        let choices = suspects.iter().map(|nth| {
            let (places, check) = &self.rows[*nth];
            RowChoices::new(places.start, &slots[places.clone()], *check, self.language)
        });
        choices.collect()
    }
}

/// What one row may be.
pub(super) enum RowChoices {
    /// Any word at these places.
    Any(Vec<usize>),
    /// One of these, from this place on; only the row's own length counts.
    Listed { start: usize, len: usize, rows: Zeroizing<Vec<[u16; ROW]>> },
}

impl RowChoices {
    fn new(
        start: usize,
        slots: &[Option<u16>],
        check: Option<RowCheck>,
        language: Language,
    ) -> Result<Self, RepairError> {
        let holes: Vec<usize> = (0..slots.len()).filter(|at| slots[*at].is_none()).collect();
        let Some(check) = check else {
            return Ok(Self::Any(holes.into_iter().map(|at| start + at).collect()));
        };
        let mut row = Zeroizing::new([0; ROW]);
        for (word, slot) in row.iter_mut().zip(slots) {
            *word = slot.unwrap_or(0);
        }
        let mut listed = Listing::new(slots.len(), check, language);
        match holes[..] {
            [] => {
                (0..slots.len()).for_each(|at| listed.each_word(&row, at));
                listed.each_swap(&row);
            }
            [one] => listed.each_word(&row, one),
            [one, two] => {
                for word in 0..LIST {
                    row[one] = word;
                    listed.each_word(&row, two);
                }
            }
            _ => {
                let possibilities = u64::from(LIST).saturating_pow(holes.len() as u32);
                return Err(RepairError::TooMany { possibilities, most: 1 << 22 });
            }
        }
        Ok(Self::Listed { start, len: slots.len(), rows: listed.rows })
    }

    pub(super) fn len(&self) -> u64 {
        match self {
            Self::Any(holes) => u64::from(LIST).saturating_pow(holes.len() as u32),
            Self::Listed { rows, .. } => rows.len() as u64,
        }
    }

    /// Writes the choice with this number.
    pub(super) fn write(&self, number: u64, sentence: &mut [u16]) {
        match self {
            Self::Any(holes) => {
                holes.iter().fold(number, |rest, hole| {
                    sentence[*hole] = (rest % u64::from(LIST)) as u16;
                    rest / u64::from(LIST)
                });
            }
            Self::Listed { start, len, rows } => {
                let row = &rows[number as usize][..*len];
                sentence[*start..start + len].copy_from_slice(row);
            }
        }
    }
}

/// The rows found so far whose check holds.
struct Listing {
    len: usize,
    check: RowCheck,
    language: Language,
    rows: Zeroizing<Vec<[u16; ROW]>>,
}

impl Listing {
    fn new(len: usize, check: RowCheck, language: Language) -> Self {
        Self { len, check, language, rows: Zeroizing::new(Vec::with_capacity(MOST_CHOICES)) }
    }

    fn each_word(&mut self, row: &[u16; ROW], at: usize) {
        let mut tried = Zeroizing::new(*row);
        for word in 0..LIST {
            tried[at] = word;
            self.keep(&tried);
        }
    }

    fn each_swap(&mut self, row: &[u16; ROW]) {
        let len = self.len;
        for (a, b) in (0..len).flat_map(|a| (a + 1..len).map(move |b| (a, b))) {
            let mut tried = Zeroizing::new(*row);
            tried.swap(a, b);
            self.keep(&tried);
        }
    }

    fn keep(&mut self, row: &[u16; ROW]) {
        // The list never grows: a longer one would leave its words behind when it moves.
        let holds = RowCheck::of(&row[..self.len], self.language) == self.check;
        if holds && self.rows.len() < MOST_CHOICES && !self.rows.contains(row) {
            self.rows.push(*row);
        }
    }
}

fn known(slots: &[Option<u16>]) -> Option<Zeroizing<Vec<u16>>> {
    let mut words = Zeroizing::new(Vec::with_capacity(slots.len()));
    words.extend(slots.iter().flatten());
    (words.len() == slots.len()).then_some(words)
}
