//! Plates and papers with the numbers of words instead of words.

use super::{Identified, Kind};
use crate::secret::SecretText;
use crate::seed::from_word_numbers;

/// The numbers of BIP-0039 words, counted from 0 or from 1, with gaps between them.
///
/// Any numbers in the range fit the form, so only those whose checksum holds are named: one list in 16 of
/// twelve numbers for each way of counting.
pub(super) fn word_numbers(text: &SecretText) -> Option<Identified> {
    let (form, mnemonic) = match from_word_numbers(text)? {
        [Some(mnemonic), Some(_)] => ("counted from 0, or from 1", mnemonic),
        [Some(mnemonic), None] => ("counted from 0", mnemonic),
        [None, Some(mnemonic)] => ("counted from 1", mnemonic),
        [None, None] => return None,
    };
    Some(Identified::known(Kind::Bip39Numbers, true).form(form).words(mnemonic.word_count()))
}
