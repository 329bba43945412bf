//! Plates and papers with the numbers of words instead of words.

use super::{Identified, Kind};
use crate::secret::SecretText;
use crate::seed::{Mnemonic, WORD_COUNTS};
use zeroize::Zeroizing;

/// The numbers of BIP-0039 words, counted from 0 or from 1, with gaps between them.
///
/// Any numbers in the range fit the form, so only those whose checksum holds are named: one list in 16 of
/// twelve numbers for each way of counting.
pub(super) fn word_numbers(text: &SecretText) -> Option<Identified> {
    let numbers = read(text)?;
    let fits = |from: u16| {
        let indices: Option<Zeroizing<Vec<u16>>> = numbers
            .iter()
            .map(|number| number.checked_sub(from))
            .collect::<Option<Vec<_>>>()
            .map(Zeroizing::new);
        indices.is_some_and(|indices| Mnemonic::from_indices(&indices).is_ok())
    };
    let form = match (fits(0), fits(1)) {
        (true, true) => "counted from 0, or from 1",
        (true, false) => "counted from 0",
        (false, true) => "counted from 1",
        (false, false) => return None,
    };
    Some(Identified::known(Kind::Bip39Numbers, true).form(form).words(numbers.len()))
}

fn read(text: &SecretText) -> Option<Zeroizing<Vec<u16>>> {
    // exposed to: the numbers below, which are wiped
    let text = text.expose_secret();
    let gap = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '-' | '.');
    let parts = || text.split(gap).filter(|part| !part.is_empty());
    if !WORD_COUNTS.contains(&parts().count()) {
        return None;
    }
    let mut numbers = Zeroizing::new(Vec::with_capacity(parts().count()));
    for part in parts() {
        let plain = part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
        let number = part.parse::<u16>().ok().filter(|number| plain && *number <= 2_048)?;
        numbers.push(number);
    }
    Some(numbers)
}
