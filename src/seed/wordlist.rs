//! The English word list of BIP-0039: finding a word, and completing one while it is typed.

use bip39::Language;
use zeroize::Zeroizing;

/// The longest word on the list has 8 letters.
const LONGEST: usize = 8;

/// The number of letters that name a word: no two words of the list begin with the same four.
pub const NAMING_LETTERS: usize = 4;

/// The 2,048 words in their order, lower case.
pub fn english() -> &'static [&'static str; 2048] {
    Language::English.word_list()
}

/// Lists the words that begin with `prefix`, in any case; an empty prefix lists all.
pub fn complete(prefix: &str) -> &'static [&'static str] {
    let mut letters = Zeroizing::new([0; LONGEST]);
    match lower_case(prefix, &mut letters) {
        Some(prefix) => beginning_with(prefix),
        None => &[],
    }
}

/// Finds what was typed: a word of the list, or at least four letters that begin just one; any case.
///
/// A whole word wins over a longer one that begins with it (`act` is not `action`); 49 words of the
/// list begin others.
pub fn find(typed: &str) -> Option<u16> {
    let mut letters = Zeroizing::new([0; LONGEST]);
    let typed = lower_case(typed, &mut letters)?;
    let begun = beginning_with(typed);
    let exact = begun.first().is_some_and(|word| word.len() == typed.len());
    let named = typed.len() >= NAMING_LETTERS && begun.len() == 1;
    (exact || named).then(|| index_of_first(typed))
}

/// The words that begin with `prefix`: neighbours, because the list is sorted.
fn beginning_with(prefix: &[u8]) -> &'static [&'static str] {
    let rest = &english()[usize::from(index_of_first(prefix))..];
    &rest[..rest.partition_point(|word| word.as_bytes().starts_with(prefix))]
}

/// The place of the first word that does not come before `prefix`.
fn index_of_first(prefix: &[u8]) -> u16 {
    english().partition_point(|word| word.as_bytes() < prefix) as u16
}

/// Writes `text` in lower case; nothing when it cannot begin a word of the list.
fn lower_case<'a>(text: &str, letters: &'a mut [u8; LONGEST]) -> Option<&'a [u8]> {
    let letters = letters.get_mut(..text.len())?;
    letters.copy_from_slice(text.as_bytes());
    letters.make_ascii_lowercase();
    Some(letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_four_letters_name_a_word() {
        let words = english();
        assert!(words.is_sorted());
        assert!(words.iter().all(|word| (3..=LONGEST).contains(&word.len())));
        for pair in words.windows(2) {
            assert_ne!(pair[0].get(..4).unwrap_or(pair[0]), pair[1].get(..4).unwrap_or(pair[1]));
        }
    }

    #[test]
    fn every_word_is_found_by_itself_and_by_four_letters_in_any_case() {
        for (index, word) in (0u16..).zip(english()) {
            assert_eq!(find(word), Some(index));
            assert_eq!(find(&word.to_uppercase()), Some(index));
            assert_eq!(find(&word[..word.len().min(4)]), Some(index));
        }
    }

    #[test]
    fn a_whole_word_wins_over_a_longer_one() {
        let prefixes = english().iter().filter(|word| complete(word).len() > 1).count();
        assert_eq!(prefixes, 49);
        assert_eq!(find("act").map(|at| english()[usize::from(at)]), Some("act"));
        assert_eq!(find("acti").map(|at| english()[usize::from(at)]), Some("action"));
    }

    #[test]
    fn what_is_not_on_the_list_is_not_found() {
        for typed in ["", "zz", "aba", "abandonn", "abandonment", "éye", "1234"] {
            assert_eq!(find(typed), None, "{typed}");
        }
        assert!(complete("wz").is_empty());
        assert_eq!(complete("wil"), ["wild", "will"]);
    }
}
