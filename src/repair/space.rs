//! The possibilities that are tried, numbered, so that several threads share them without a list.

use super::rows::RowChoices;
use crate::seed::SecretIndices;
use zeroize::Zeroizing;

/// The words of the list.
const LIST: u64 = 2048;

/// A set of possibilities; each has a number from 0.
pub(super) enum Space {
    /// One word at one of these places is another one.
    Changed { words: SecretIndices, places: Vec<usize> },
    /// The words at one of these pairs of places are swapped.
    Swapped { words: SecretIndices, pairs: Vec<(usize, usize)> },
    /// One word was left out at any place.
    Omitted { words: SecretIndices },
    /// Each of these rows is one of its choices.
    Rows { words: SecretIndices, rows: Vec<RowChoices> },
}

impl Space {
    pub(super) fn changed(slots: &[Option<u16>], places: &[usize]) -> Self {
        Self::Changed { words: base(slots), places: places.to_vec() }
    }

    pub(super) fn swapped(slots: &[Option<u16>], places: &[usize]) -> Self {
        let behind = |nth: usize| places[nth + 1..].iter().copied();
        let pairs = places.iter().enumerate().flat_map(|(nth, a)| behind(nth).map(|b| (*a, b)));
        Self::Swapped { words: base(slots), pairs: pairs.collect() }
    }

    pub(super) fn omitted(slots: &[Option<u16>]) -> Self {
        Self::Omitted { words: base(slots) }
    }

    pub(super) fn rows(slots: &[Option<u16>], rows: Vec<RowChoices>) -> Self {
        Self::Rows { words: base(slots), rows }
    }

    /// The number of possibilities, at most `u64::MAX`.
    pub(super) fn len(&self) -> u64 {
        match self {
            Self::Changed { places, .. } => places.len() as u64 * LIST,
            Self::Swapped { pairs, .. } => pairs.len() as u64,
            Self::Omitted { words } => (words.len() as u64 + 1) * LIST,
            Self::Rows { rows, .. } => rows.iter().fold(1, |all, r| all.saturating_mul(r.len())),
        }
    }

    /// Writes the possibility with this number; `false` when it changes nothing or is the same as an
    /// earlier one. `sentence` has the length of the whole mnemonic.
    pub(super) fn write(&self, number: u64, sentence: &mut [u16]) -> bool {
        // Both parts are in range: `len` is made of the same factors.
        let (place, word) = ((number / LIST) as usize, (number % LIST) as u16);
        match self {
            Self::Changed { words, places } => {
                sentence.copy_from_slice(words);
                std::mem::replace(&mut sentence[places[place]], word) != word
            }
            Self::Swapped { words, pairs } => {
                sentence.copy_from_slice(words);
                let (a, b) = pairs[number as usize];
                sentence.swap(a, b);
                sentence[a] != sentence[b]
            }
            Self::Omitted { words } => {
                sentence[..place].copy_from_slice(&words[..place]);
                sentence[place] = word;
                sentence[place + 1..].copy_from_slice(&words[place..]);
                place == 0 || words[place - 1] != word
            }
            Self::Rows { words, rows } => {
                sentence.copy_from_slice(words);
                rows.iter().fold(number, |rest, row| {
                    row.write(rest % row.len(), sentence);
                    rest / row.len()
                });
                true
            }
        }
    }
}

/// The words that are known, 0 where none is.
fn base(slots: &[Option<u16>]) -> SecretIndices {
    let mut words = Zeroizing::new(Vec::with_capacity(slots.len()));
    words.extend(slots.iter().map(|slot| slot.unwrap_or(0)));
    words
}
