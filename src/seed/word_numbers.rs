//! The numbers of BIP-0039 words in place of the words, as some plates and papers have them.

use super::{Mnemonic, WORD_COUNTS};
use crate::secret::SecretText;
use zeroize::Zeroizing;

/// The mnemonics that a list of numbers may be: counted from 0 first, from 1 second; `None` where that way of
/// counting does not fit or its checksum does not hold. Nothing for a text that is no such list.
///
/// The numbers have gaps, commas, hyphens or full stops between them; there are as many as a mnemonic has words.
pub fn from_word_numbers(text: &SecretText) -> Option<[Option<Mnemonic>; 2]> {
    let numbers = read(text)?;
    let counted = |from: u16| {
        let mut indices = Zeroizing::new(Vec::with_capacity(numbers.len()));
        for number in numbers.iter() {
            indices.push(number.checked_sub(from)?);
        }
        Mnemonic::from_indices(&indices).ok()
    };
    Some([counted(0), counted(1)])
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

#[cfg(test)]
mod tests {
    use super::*;

    fn ways(text: &str) -> Option<[bool; 2]> {
        let found = from_word_numbers(&SecretText::copied_from(text))?;
        Some(found.map(|mnemonic| mnemonic.is_some()))
    }

    #[test]
    fn both_ways_of_counting_are_tried() {
        // Eleven times the first word and the fourth: all zero bits but for the checksum.
        assert_eq!(ways("0 0 0 0 0 0 0 0 0 0 0 3"), Some([true, false]));
        assert_eq!(ways("1,1,1,1,1,1,1,1,1,1,1,4"), Some([false, true]));
        assert_eq!(
            ways("0000-0000-0000-0000-0000-0000-0000-0000-0000-0000-0000-0003").map(|w| w[0]),
            Some(true)
        );
        assert_eq!(ways("0 0 0 0 0 0 0 0 0 0 0 5"), Some([false, false]));
    }

    #[test]
    fn other_numbers_are_no_words() {
        assert_eq!(ways("0 0 0"), None);
        assert_eq!(ways("0 0 0 0 0 0 0 0 0 0 0 2049"), None);
        assert_eq!(ways("0 0 0 0 0 0 0 0 0 0 0 x"), None);
    }
}
